/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-net"

#include "config.h"

#include "app-rest-groups.h"

#include "app-rest-private.h"

/* @body: (nullable): taken */
static void
call (AppRest *self,
      const char *method,
      const char *path,
      GString *body,
      GCancellable *cancellable,
      GAsyncReadyCallback callback,
      gpointer user_data)
{
  g_autoptr (SoupMessage) message = app_rest_make_message (self, method, path);
  g_autoptr (GBytes) bytes = body != NULL ? g_string_free_to_bytes (body) : NULL;

  if (message != NULL && bytes != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  app_rest_send_async (self, message, cancellable, callback, user_data);
}

static char *
make_path (const char *conversation, const char *user_id)
{
  g_autofree char *group = g_uri_escape_string (conversation, NULL, FALSE);
  g_autofree char *member = user_id != NULL ? g_uri_escape_string (user_id, NULL, FALSE) : NULL;

  if (member == NULL)
    return g_strconcat ("/v1/groups/", group, NULL);
  return g_strconcat ("/v1/groups/", group, "/members/", member, NULL);
}

void
app_rest_create_group_async (AppRest *self,
                             const LandlineGroupRequest *request,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GString *body;

  g_return_if_fail (APP_IS_REST (self));
  g_return_if_fail (request != NULL);

  body = g_string_new (NULL);
  landline_rest_write_group (body, request);
  call (self, "POST", "/v1/groups", body, cancellable, callback, user_data);
}

void
app_rest_change_group_async (AppRest *self,
                             const char *conversation,
                             const LandlineGroupChange *change,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autofree char *path = NULL;
  GString *body;

  g_return_if_fail (APP_IS_REST (self));
  g_return_if_fail (conversation != NULL && change != NULL);

  path = make_path (conversation, NULL);
  body = g_string_new (NULL);
  landline_rest_write_group_change (body, change);
  call (self, "PATCH", path, body, cancellable, callback, user_data);
}

void
app_rest_put_member_async (AppRest *self,
                           const char *conversation,
                           const char *user_id,
                           LandlineRole role,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autofree char *path = NULL;
  GString *body;

  g_return_if_fail (APP_IS_REST (self));
  g_return_if_fail (conversation != NULL && user_id != NULL);

  path = make_path (conversation, user_id);
  body = g_string_new (NULL);
  landline_rest_write_membership (body, role);
  call (self, "PUT", path, body, cancellable, callback, user_data);
}

void
app_rest_remove_member_async (AppRest *self,
                              const char *conversation,
                              const char *user_id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autofree char *path = NULL;

  g_return_if_fail (APP_IS_REST (self));
  g_return_if_fail (conversation != NULL && user_id != NULL);

  path = make_path (conversation, user_id);
  call (self, "DELETE", path, NULL, cancellable, callback, user_data);
}

void
app_rest_settle_async (AppRest *self,
                       const char *conversation,
                       gint64 disappear,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  LandlineGroupChange change = LANDLINE_GROUP_CHANGE_INIT;
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  GString *body;

  g_return_if_fail (APP_IS_REST (self));
  g_return_if_fail (conversation != NULL);

  id = g_uri_escape_string (conversation, NULL, FALSE);
  path = g_strconcat ("/v1/conversations/", id, NULL);
  change.disappear = disappear;
  body = g_string_new (NULL);
  landline_rest_write_group_change (body, &change);
  call (self, "PATCH", path, body, cancellable, callback, user_data);
}

LandlineConversation *
app_rest_group_finish (AppRest *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GBytes) body = app_rest_send_finish (self, result, error);

  if (body == NULL)
    return NULL;
  return landline_rest_parse_conversation (g_bytes_get_data (body, NULL), g_bytes_get_size (body),
                                           error);
}
