/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-rest"

#include "config.h"

#include "server-rest-devices.h"

#include "landline-rest-reply.h"

static ServerStore *
get_store (ServerRestRequest *request)
{
  return server_rest_request_get_context (request)->services.store;
}

static const char *
get_user_id (ServerRestRequest *request)
{
  return server_account_get_user_id (server_rest_request_get_account (request));
}

static void
answer_list (ServerRestRequest *request,
             GPtrArray *list,
             void (*write) (GString *out, GPtrArray *list),
             const GError *error)
{
  GString *body;

  if (list == NULL)
    {
      server_rest_request_refuse (request, error);
      return;
    }

  body = g_string_new (NULL);
  write (body, list);
  server_rest_request_answer (request, SOUP_STATUS_OK, body);
}

static void
on_devices (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerRestRequest) request = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) devices = NULL;

  devices = server_store_device_list_finish (SERVER_STORE (object), result, &error);
  answer_list (request, devices, landline_rest_write_devices, error);
}

/**
 * server_rest_devices_list:
 * @request: a request
 *
 * `GET /v1/devices`: the devices of who asks.
 */
void
server_rest_devices_list (ServerRestRequest *request)
{
  server_store_device_list_async (get_store (request), get_user_id (request),
                                  server_rest_request_get_cancellable (request), on_devices,
                                  g_object_ref (request));
}

static void
on_removed (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerRestRequest) request = data;
  g_autoptr (GError) error = NULL;

  if (server_auth_revoke_finish (SERVER_AUTH (object), result, &error))
    server_rest_request_answer (request, SOUP_STATUS_OK, g_string_new ("{}"));
  else
    server_rest_request_refuse (request, error);
}

/**
 * server_rest_devices_remove:
 * @request: a request
 *
 * `DELETE /v1/devices/{id}`: ends a device of who asks, also the one that asks.
 */
void
server_rest_devices_remove (ServerRestRequest *request)
{
  if (!server_rest_request_spend (request))
    return;

  server_auth_revoke_async (server_rest_request_get_context (request)->services.auth,
                            server_rest_request_get_account (request),
                            server_rest_request_get_parameter (request, 0), NULL, on_removed,
                            g_object_ref (request));
}

static void
on_joined (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerRestRequest) request = data;
  g_auto (LandlineRegistration) registration = LANDLINE_REGISTRATION_INIT;
  g_autoptr (GError) error = NULL;
  GString *body;

  if (!server_auth_link_finish (SERVER_AUTH (object), result, &registration, &error))
    {
      /* As with an invitation: what is missing is the right to have a token. */
      if (g_error_matches (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED))
        server_rest_request_refuse_as (request, SOUP_STATUS_FORBIDDEN, error);
      else
        server_rest_request_refuse (request, error);
      return;
    }

  body = g_string_new (NULL);
  landline_rest_write_registration (body, &registration);
  server_rest_request_answer (request, SOUP_STATUS_CREATED, body);
}

/**
 * server_rest_devices_join:
 * @request: a request
 *
 * `POST /v1/devices`: becomes another device of the user whose link it is.
 */
void
server_rest_devices_join (ServerRestRequest *request)
{
  ServerRestContext *context = server_rest_request_get_context (request);
  SoupServerMessage *message = server_rest_request_get_message (request);
  g_auto (LandlineLinkRequest) link = LANDLINE_LINK_REQUEST_INIT;
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *body = server_rest_request_get_body (request, &length);

  if (!server_throttle_take (context->registrations,
                             soup_server_message_get_remote_address (message),
                             g_get_monotonic_time (), &error) ||
      !landline_rest_parse_link_request (&link, body, length, &error))
    {
      server_rest_request_refuse (request, error);
      return;
    }

  server_auth_link_async (context->services.auth, &link, NULL, on_joined, g_object_ref (request));
}

static void
on_offered (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerRestRequest) request = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LandlineDeviceLink) link = NULL;
  GString *body;

  link = server_auth_offer_link_finish (SERVER_AUTH (object), result, &error);
  if (link == NULL)
    {
      server_rest_request_refuse (request, error);
      return;
    }

  body = g_string_new (NULL);
  landline_rest_write_device_link (body, link);
  server_rest_request_answer (request, SOUP_STATUS_CREATED, body);
}

/**
 * server_rest_devices_offer:
 * @request: a request
 *
 * `POST /v1/devices/link`: makes a link for another device of who asks.
 */
void
server_rest_devices_offer (ServerRestRequest *request)
{
  if (!server_rest_request_spend (request))
    return;

  server_auth_offer_link_async (server_rest_request_get_context (request)->services.auth,
                                server_rest_request_get_account (request), NULL, on_offered,
                                g_object_ref (request));
}

static void
on_offers (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerRestRequest) request = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) links = NULL;

  links = server_store_link_list_finish (SERVER_STORE (object), result, &error);
  answer_list (request, links, landline_rest_write_device_links, error);
}

/**
 * server_rest_devices_offers:
 * @request: a request
 *
 * `GET /v1/devices/link`: the links of who asks that are still good, without their codes.
 */
void
server_rest_devices_offers (ServerRestRequest *request)
{
  server_store_link_list_async (get_store (request), get_user_id (request),
                                server_rest_request_get_cancellable (request), on_offers,
                                g_object_ref (request));
}

static void
on_cancelled (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerRestRequest) request = data;
  g_autoptr (GError) error = NULL;

  if (server_store_link_remove_finish (SERVER_STORE (object), result, &error))
    server_rest_request_answer (request, SOUP_STATUS_OK, g_string_new ("{}"));
  else
    server_rest_request_refuse (request, error);
}

/**
 * server_rest_devices_cancel:
 * @request: a request
 *
 * `DELETE /v1/devices/link/{id}`: ends a link of who asks.
 */
void
server_rest_devices_cancel (ServerRestRequest *request)
{
  if (!server_rest_request_spend (request))
    return;

  server_store_link_remove_async (get_store (request), get_user_id (request),
                                  server_rest_request_get_parameter (request, 0), NULL,
                                  on_cancelled, g_object_ref (request));
}
