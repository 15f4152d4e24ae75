/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-net"

#include "config.h"

#include "app-rest-private.h"

/* Each call makes its message, and its finish parses the body. */

static void
get (AppRest *self,
     const char *path,
     GCancellable *cancellable,
     GAsyncReadyCallback callback,
     gpointer user_data)
{
  g_autoptr (SoupMessage) message = app_rest_make_message (self, "GET", path);

  app_rest_send_async (self, message, cancellable, callback, user_data);
}

static void
send_body (AppRest *self,
           const char *method,
           const char *path,
           GString *body,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  g_autoptr (SoupMessage) message = app_rest_make_message (self, method, path);
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (body);

  if (message != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  app_rest_send_async (self, message, cancellable, callback, user_data);
}

void
app_rest_get_server_async (AppRest *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (APP_IS_REST (self));

  get (self, "/v1/server", cancellable, callback, user_data);
}

LandlineServerInfo *
app_rest_get_server_finish (AppRest *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GBytes) body = app_rest_send_finish (self, result, error);

  if (body == NULL)
    return NULL;
  return landline_rest_parse_server_info (g_bytes_get_data (body, NULL), g_bytes_get_size (body),
                                          error);
}

void
app_rest_register_async (AppRest *self,
                         const LandlineRegisterRequest *request,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GString *body;

  g_return_if_fail (APP_IS_REST (self));

  body = g_string_new (NULL);
  landline_rest_write_register (body, request);
  send_body (self, "POST", "/v1/register", body, cancellable, callback, user_data);
}

gboolean
app_rest_register_finish (AppRest *self,
                          GAsyncResult *result,
                          LandlineRegistration *registration,
                          GError **error)
{
  g_autoptr (GBytes) body = app_rest_send_finish (self, result, error);

  return body != NULL &&
         landline_rest_parse_registration (registration, g_bytes_get_data (body, NULL),
                                           g_bytes_get_size (body), error);
}

void
app_rest_list_users_async (AppRest *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (APP_IS_REST (self));

  get (self, "/v1/users", cancellable, callback, user_data);
}

GPtrArray *
app_rest_list_users_finish (AppRest *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GBytes) body = app_rest_send_finish (self, result, error);

  if (body == NULL)
    return NULL;
  return landline_rest_parse_users (g_bytes_get_data (body, NULL), g_bytes_get_size (body), error);
}

void
app_rest_change_profile_async (AppRest *self,
                               const LandlineProfileChange *change,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GString *body;

  g_return_if_fail (APP_IS_REST (self));

  body = g_string_new (NULL);
  landline_rest_write_profile_change (body, change);
  send_body (self, "PATCH", "/v1/me", body, cancellable, callback, user_data);
}

LandlineUser *
app_rest_change_profile_finish (AppRest *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GBytes) body = app_rest_send_finish (self, result, error);

  if (body == NULL)
    return NULL;
  return landline_rest_parse_user (g_bytes_get_data (body, NULL), g_bytes_get_size (body), error);
}

void
app_rest_list_conversations_async (AppRest *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_return_if_fail (APP_IS_REST (self));

  get (self, "/v1/conversations", cancellable, callback, user_data);
}

GPtrArray *
app_rest_list_conversations_finish (AppRest *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GBytes) body = app_rest_send_finish (self, result, error);

  if (body == NULL)
    return NULL;
  return landline_rest_parse_conversations (g_bytes_get_data (body, NULL), g_bytes_get_size (body),
                                            error);
}

void
app_rest_get_conversation_async (AppRest *self,
                                 const char *conversation,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;

  g_return_if_fail (APP_IS_REST (self));

  id = g_uri_escape_string (conversation, NULL, FALSE);
  path = g_strconcat ("/v1/conversations/", id, NULL);
  get (self, path, cancellable, callback, user_data);
}

LandlineConversation *
app_rest_get_conversation_finish (AppRest *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GBytes) body = app_rest_send_finish (self, result, error);

  if (body == NULL)
    return NULL;
  return landline_rest_parse_conversation (g_bytes_get_data (body, NULL), g_bytes_get_size (body),
                                           error);
}

void
app_rest_list_notes_async (AppRest *self,
                           gint64 after,
                           guint limit,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autofree char *path = NULL;

  g_return_if_fail (APP_IS_REST (self));

  path = g_strdup_printf ("/v1/notes?after=%" G_GINT64_FORMAT "&limit=%u", after, limit);
  get (self, path, cancellable, callback, user_data);
}

GPtrArray *
app_rest_list_notes_finish (AppRest *self, GAsyncResult *result, gboolean *more, GError **error)
{
  g_autoptr (GBytes) body = app_rest_send_finish (self, result, error);

  if (body == NULL)
    return NULL;
  return landline_rest_parse_notes (g_bytes_get_data (body, NULL), g_bytes_get_size (body), more,
                                    error);
}

void
app_rest_list_messages_async (AppRest *self,
                              const char *conversation,
                              gint64 before,
                              guint limit,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autofree char *id = NULL;
  g_autoptr (GString) path = NULL;

  g_return_if_fail (APP_IS_REST (self));
  g_return_if_fail (conversation != NULL);

  id = g_uri_escape_string (conversation, NULL, FALSE);
  path = g_string_new (NULL);
  g_string_printf (path, "/v1/conversations/%s/messages?limit=%u", id, limit);
  if (before > 0)
    g_string_append_printf (path, "&before=%" G_GINT64_FORMAT, before);
  get (self, path->str, cancellable, callback, user_data);
}

GPtrArray *
app_rest_list_messages_finish (AppRest *self, GAsyncResult *result, gboolean *more, GError **error)
{
  g_autoptr (GBytes) body = app_rest_send_finish (self, result, error);

  if (body == NULL)
    return NULL;
  return landline_rest_parse_messages (g_bytes_get_data (body, NULL), g_bytes_get_size (body), more,
                                       error);
}

void
app_rest_find_files_async (AppRest *self,
                           const char *name,
                           const char *before,
                           guint limit,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autofree char *escaped = NULL;
  g_autoptr (GString) path = NULL;

  g_return_if_fail (APP_IS_REST (self));
  g_return_if_fail (name != NULL && *name != '\0');

  escaped = g_uri_escape_string (name, NULL, FALSE);
  path = g_string_new (NULL);
  g_string_printf (path, "/v1/media?name=%s&limit=%u", escaped, limit);
  if (before != NULL)
    g_string_append_printf (path, "&before=%s", before);
  get (self, path->str, cancellable, callback, user_data);
}

GPtrArray *
app_rest_find_files_finish (AppRest *self, GAsyncResult *result, gboolean *more, GError **error)
{
  g_autoptr (GBytes) body = app_rest_send_finish (self, result, error);

  if (body == NULL)
    return NULL;
  return landline_rest_parse_media_hits (g_bytes_get_data (body, NULL), g_bytes_get_size (body),
                                         more, error);
}

void
app_rest_list_receipts_async (AppRest *self,
                              const char *conversation,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;

  g_return_if_fail (APP_IS_REST (self));

  id = g_uri_escape_string (conversation, NULL, FALSE);
  path = g_strconcat ("/v1/conversations/", id, "/receipts", NULL);
  get (self, path, cancellable, callback, user_data);
}

GPtrArray *
app_rest_list_receipts_finish (AppRest *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GBytes) body = app_rest_send_finish (self, result, error);

  if (body == NULL)
    return NULL;
  return landline_rest_parse_receipts (g_bytes_get_data (body, NULL), g_bytes_get_size (body),
                                       error);
}
