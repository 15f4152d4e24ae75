/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-rest"

#include "config.h"

#include "server-rest-server.h"

#include <string.h>

#include "landline-rest-reply.h"

/**
 * server_rest_server_get:
 * @request: a request
 *
 * `GET /v1/server`: what anyone may know.
 */
void
server_rest_server_get (ServerRestRequest *request)
{
  GString *body = g_string_new (NULL);

  landline_rest_write_server_info (body, server_rest_request_get_context (request)->info);
  server_rest_request_answer (request, SOUP_STATUS_OK, body);
}

static void
on_checked (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerRestRequest) request = data;
  g_autoptr (GError) error = NULL;
  GString *body;

  if (!server_store_probe_finish (SERVER_STORE (object), result, &error))
    {
      g_autoptr (GError) told = g_error_new_literal (LANDLINE_ERROR, LANDLINE_ERROR_BUSY,
                                                     "The store does not answer.");

      g_warning ("The store does not answer: %s", error->message);
      server_rest_request_refuse (request, told);
      return;
    }

  body = g_string_new (NULL);
  landline_rest_write_health (body);
  server_rest_request_answer (request, SOUP_STATUS_OK, body);
}

static void
check (ServerRestRequest *request)
{
  server_store_probe_async (server_rest_request_get_context (request)->services.store,
                            server_rest_request_get_cancellable (request), on_checked,
                            g_object_ref (request));
}

static gboolean
is_from_here (ServerRestRequest *request)
{
  SoupServerMessage *message = server_rest_request_get_message (request);
  GSocketAddress *address = soup_server_message_get_remote_address (message);

  return G_IS_INET_SOCKET_ADDRESS (address) &&
         g_inet_address_get_is_loopback (
             g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

static void
on_admin (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerRestRequest) request = data;
  g_autoptr (ServerAccount) account = server_auth_authenticate_finish (SERVER_AUTH (object), result,
                                                                       NULL);

  if (account != NULL && server_account_is_admin (account))
    check (request);
  else
    {
      g_autoptr (GError) error = g_error_new_literal (LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED,
                                                      "This is for administrators.");

      server_rest_request_refuse (request, error);
    }
}

/**
 * server_rest_server_health:
 * @request: a request
 *
 * `GET /healthz`: whether the server works, for those on the same machine and for administrators.
 */
void
server_rest_server_health (ServerRestRequest *request)
{
  const char *value = server_rest_request_get_header (request, "Authorization");

  if (is_from_here (request))
    {
      check (request);
      return;
    }

  if (value == NULL || !g_str_has_prefix (value, "Bearer "))
    value = "Bearer -";
  server_auth_authenticate_async (server_rest_request_get_context (request)->services.auth,
                                  value + strlen ("Bearer "),
                                  server_rest_request_get_cancellable (request), on_admin,
                                  g_object_ref (request));
}
