/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-net"

#include "config.h"

#include "app-rest-devices.h"

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

void
app_rest_list_devices_async (AppRest *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_return_if_fail (APP_IS_REST (self));

  call (self, "GET", "/v1/devices", NULL, cancellable, callback, user_data);
}

GPtrArray *
app_rest_list_devices_finish (AppRest *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GBytes) body = app_rest_send_finish (self, result, error);

  if (body == NULL)
    return NULL;
  return landline_rest_parse_devices (g_bytes_get_data (body, NULL), g_bytes_get_size (body),
                                      error);
}

void
app_rest_remove_device_async (AppRest *self,
                              const char *device_id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;

  g_return_if_fail (APP_IS_REST (self));
  g_return_if_fail (device_id != NULL);

  id = g_uri_escape_string (device_id, NULL, FALSE);
  path = g_strconcat ("/v1/devices/", id, NULL);
  call (self, "DELETE", path, NULL, cancellable, callback, user_data);
}

gboolean
app_rest_remove_device_finish (AppRest *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GBytes) body = app_rest_send_finish (self, result, error);

  return body != NULL;
}

void
app_rest_make_link_async (AppRest *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_return_if_fail (APP_IS_REST (self));

  call (self, "POST", "/v1/devices/link", g_string_new ("{}"), cancellable, callback, user_data);
}

LandlineDeviceLink *
app_rest_make_link_finish (AppRest *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GBytes) body = app_rest_send_finish (self, result, error);

  if (body == NULL)
    return NULL;
  return landline_rest_parse_device_link (g_bytes_get_data (body, NULL), g_bytes_get_size (body),
                                          error);
}

void
app_rest_join_by_link_async (AppRest *self,
                             const LandlineLinkRequest *request,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GString *body;

  g_return_if_fail (APP_IS_REST (self));
  g_return_if_fail (request != NULL);

  body = g_string_new (NULL);
  landline_rest_write_link_request (body, request);
  call (self, "POST", "/v1/devices", body, cancellable, callback, user_data);
}

gboolean
app_rest_join_by_link_finish (AppRest *self,
                              GAsyncResult *result,
                              LandlineRegistration *registration,
                              GError **error)
{
  g_autoptr (GBytes) body = app_rest_send_finish (self, result, error);

  return body != NULL &&
         landline_rest_parse_registration (registration, g_bytes_get_data (body, NULL),
                                           g_bytes_get_size (body), error);
}
