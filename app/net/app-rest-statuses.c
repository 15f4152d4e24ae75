/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-net"

#include "config.h"

#include "app-rest-statuses.h"

#include "app-rest-private.h"

static void
call (AppRest *self,
      const char *method,
      const char *status,
      const char *end,
      GCancellable *cancellable,
      GAsyncReadyCallback callback,
      gpointer user_data)
{
  g_autofree char *id = g_uri_escape_string (status, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/v1/statuses/", id, end, NULL);
  g_autoptr (SoupMessage) message = app_rest_make_message (self, method, path);

  app_rest_send_async (self, message, cancellable, callback, user_data);
}

void
app_rest_post_status_async (AppRest *self,
                            const LandlineStatusRequest *request,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GString *body;

  g_return_if_fail (APP_IS_REST (self));
  g_return_if_fail (request != NULL);

  body = g_string_new (NULL);
  landline_rest_write_status_request (body, request);
  bytes = g_string_free_to_bytes (body);
  message = app_rest_make_message (self, "POST", "/v1/statuses");
  if (message != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  app_rest_send_async (self, message, cancellable, callback, user_data);
}

LandlineStatus *
app_rest_post_status_finish (AppRest *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GBytes) body = app_rest_send_finish (self, result, error);

  if (body == NULL)
    return NULL;
  return landline_rest_parse_status (g_bytes_get_data (body, NULL), g_bytes_get_size (body), error);
}

void
app_rest_list_statuses_async (AppRest *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (SoupMessage) message = NULL;

  g_return_if_fail (APP_IS_REST (self));

  message = app_rest_make_message (self, "GET", "/v1/statuses");
  app_rest_send_async (self, message, cancellable, callback, user_data);
}

GPtrArray *
app_rest_list_statuses_finish (AppRest *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GBytes) body = app_rest_send_finish (self, result, error);

  if (body == NULL)
    return NULL;
  return landline_rest_parse_statuses (g_bytes_get_data (body, NULL), g_bytes_get_size (body),
                                       error);
}

void
app_rest_delete_status_async (AppRest *self,
                              const char *status,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (APP_IS_REST (self));
  g_return_if_fail (status != NULL);

  call (self, "DELETE", status, NULL, cancellable, callback, user_data);
}

void
app_rest_view_status_async (AppRest *self,
                            const char *status,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (APP_IS_REST (self));
  g_return_if_fail (status != NULL);

  call (self, "POST", status, "/views", cancellable, callback, user_data);
}

gboolean
app_rest_status_done_finish (AppRest *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GBytes) body = app_rest_send_finish (self, result, error);

  return body != NULL;
}

void
app_rest_list_views_async (AppRest *self,
                           const char *status,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (APP_IS_REST (self));
  g_return_if_fail (status != NULL);

  call (self, "GET", status, "/views", cancellable, callback, user_data);
}

GPtrArray *
app_rest_list_views_finish (AppRest *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GBytes) body = app_rest_send_finish (self, result, error);

  if (body == NULL)
    return NULL;
  return landline_rest_parse_views (g_bytes_get_data (body, NULL), g_bytes_get_size (body), error);
}
