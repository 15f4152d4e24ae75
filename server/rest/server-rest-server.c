/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-rest"

#include "config.h"

#include "server-rest-server.h"

#include <string.h>

#include "landline-rest-reply.h"

typedef void (*OperatorFunc) (ServerRestRequest *request);

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
admit_admin (GObject *object, GAsyncResult *result, gpointer data, OperatorFunc func)
{
  g_autoptr (ServerRestRequest) request = data;
  g_autoptr (ServerAccount) account = server_auth_authenticate_finish (SERVER_AUTH (object), result,
                                                                       NULL);

  if (account != NULL && server_account_is_admin (account))
    func (request);
  else
    {
      SoupServerMessage *message = server_rest_request_get_message (request);
      g_autoptr (GError) error = g_error_new_literal (LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED,
                                                      "This is for administrators.");

      if (message != NULL)
        server_auth_note_guess (SERVER_AUTH (object),
                                soup_server_message_get_remote_address (message));
      server_rest_request_refuse (request, error);
    }
}

/* The exposition format of Prometheus, version 0.0.4. */
static void
append_metric (GString *text, const char *name, const char *type, const char *help, guint64 value)
{
  g_string_append_printf (text,
                          "# HELP landline_%s %s\n# TYPE landline_%s %s\n"
                          "landline_%s %" G_GUINT64_FORMAT "\n",
                          name, help, name, type, name, value);
}

static void
append_stats (GString *text, const ServerStats *stats)
{
  append_metric (text, "users", "gauge", "People on the server.", stats->users);
  append_metric (text, "devices", "gauge", "Devices that are signed in.", stats->devices);
  append_metric (text, "conversations", "gauge", "Direct chats and groups.", stats->conversations);
  append_metric (text, "messages_total", "counter", "Messages that were ever taken.",
                 stats->messages);
  append_metric (text, "inbox_rows", "gauge", "What devices have not acknowledged yet, or is kept.",
                 stats->inbox_rows);
  append_metric (text, "files", "gauge", "Files that people sent.", stats->media);
  append_metric (text, "file_bytes", "gauge", "What the files have together.", stats->media_bytes);
}

static void
on_counted (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerRestRequest) request = data;
  ServerDelivery *delivery = server_rest_request_get_context (request)->services.delivery;
  SoupServerMessage *message = server_rest_request_get_message (request);
  g_autoptr (GString) text = NULL;
  g_autoptr (GError) error = NULL;
  ServerStats stats;

  if (!server_store_stats_finish (SERVER_STORE (object), result, &stats, &error))
    {
      server_rest_request_refuse (request, error);
      return;
    }
  if (server_rest_request_is_answered (request))
    return;

  text = g_string_new (NULL);
  g_string_append (text, "# HELP landline_info The program.\n# TYPE landline_info gauge\n"
                         "landline_info{version=\"" PACKAGE_VERSION "\"} 1\n");
  if (delivery != NULL)
    append_metric (text, "channels", "gauge", "Devices that are connected.",
                   server_delivery_get_n_pumps (delivery));
  append_stats (text, &stats);

  server_rest_request_begin_answer (request, SOUP_STATUS_OK);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Content-Type",
                                "text/plain; version=0.0.4; charset=utf-8");
  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_COPY,
                            text->str, text->len);
  server_rest_request_unpause (request);
}

static void
count (ServerRestRequest *request)
{
  server_store_stats_async (server_rest_request_get_context (request)->services.store,
                            server_rest_request_get_cancellable (request), on_counted,
                            g_object_ref (request));
}

static void
on_admin_checks (GObject *object, GAsyncResult *result, gpointer data)
{
  admit_admin (object, result, data, check);
}

static void
on_admin_counts (GObject *object, GAsyncResult *result, gpointer data)
{
  admit_admin (object, result, data, count);
}

/* For those on the same machine and for administrators. */
static void
admit (ServerRestRequest *request, OperatorFunc func, GAsyncReadyCallback on_admin)
{
  const char *value = server_rest_request_get_header (request, "Authorization");
  ServerAuth *auth = server_rest_request_get_context (request)->services.auth;
  g_autoptr (GError) error = NULL;

  if (is_from_here (request))
    {
      func (request);
      return;
    }

  if (value == NULL || !g_str_has_prefix (value, "Bearer "))
    value = "Bearer -";
  if (!server_auth_admit (
          auth, soup_server_message_get_remote_address (server_rest_request_get_message (request)),
          &error))
    {
      server_rest_request_refuse (request, error);
      return;
    }

  server_auth_authenticate_async (auth, value + strlen ("Bearer "),
                                  server_rest_request_get_cancellable (request), on_admin,
                                  g_object_ref (request));
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
  admit (request, check, on_admin_checks);
}

/**
 * server_rest_server_metrics:
 * @request: a request
 *
 * `GET /metrics`: numbers about the server, for the same. Nothing in them is about one person.
 */
void
server_rest_server_metrics (ServerRestRequest *request)
{
  admit (request, count, on_admin_counts);
}
