/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-rest"

#include "config.h"

#include "server-rest-messages.h"

#include "landline-rest-reply.h"
#include "landline-rest-request.h"

static gboolean
is_own (ServerRestRequest *request, const char *user_id, GError **error)
{
  ServerAccount *account = server_rest_request_get_account (request);

  if (user_id == NULL || g_str_equal (user_id, server_account_get_user_id (account)))
    return TRUE;

  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED,
               "The token is not one of user %s.", user_id);
  return FALSE;
}

static void
on_sent (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerRestRequest) request = data;
  g_autoptr (GError) error = NULL;
  LandlineSent sent;
  GString *body;

  if (!server_message_service_send_finish (SERVER_MESSAGE_SERVICE (object), result, &sent, &error))
    {
      server_rest_request_refuse (request, error);
      return;
    }

  body = g_string_new (NULL);
  landline_rest_write_sent (body, &sent);
  server_rest_request_answer (request, sent.duplicate ? SOUP_STATUS_OK : SOUP_STATUS_CREATED, body);
}

/**
 * server_rest_messages_send:
 * @request: a request
 *
 * `POST /v1/messages`: sends a message, and answers when it is committed.
 */
void
server_rest_messages_send (ServerRestRequest *request)
{
  ServerRestContext *context = server_rest_request_get_context (request);
  g_autoptr (LandlineSendRequest) send = NULL;
  g_autoptr (ServerSender) sender = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *body = server_rest_request_get_body (request, &length);

  send = landline_rest_parse_send (body, length, &context->limits, &error);
  if (send == NULL || !is_own (request, landline_send_request_get_sender_id (send), &error))
    {
      server_rest_request_refuse (request, error);
      return;
    }

  /* Once it is on its way it is sent, whether or not the peer waits for the answer. */
  sender = server_message_service_dup_sender (context->services.messages,
                                              server_rest_request_get_account (request));
  server_message_service_send_async (context->services.messages, sender, send, NULL, on_sent,
                                     g_object_ref (request));
}

static void
on_inbox (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerRestRequest) request = data;
  ServerAccount *account = server_rest_request_get_account (request);
  g_autoptr (GError) error = NULL;
  g_autoptr (ServerPage) page = NULL;
  GString *body;

  page = server_message_service_inbox_finish (SERVER_MESSAGE_SERVICE (object), result, &error);
  if (page == NULL)
    {
      server_rest_request_refuse (request, error);
      return;
    }

  body = g_string_new (NULL);
  landline_rest_begin_events (body);
  for (guint i = 0; i < page->rows->len; i++)
    server_inbox_row_write_reply (g_ptr_array_index (page->rows, i),
                                  server_account_get_device_id (account), body);
  landline_rest_end_events (body, page->cursor, page->more);
  server_rest_request_answer (request, SOUP_STATUS_OK, body);
}

/**
 * server_rest_messages_inbox:
 * @request: a request
 *
 * `GET /v1/messages`: what the device has not acknowledged yet, or what comes after `cursor`.
 */
void
server_rest_messages_inbox (ServerRestRequest *request)
{
  g_autoptr (GError) error = NULL;
  gint64 cursor, limit;

  if (!is_own (request, server_rest_request_get_query (request, "user_id"), &error) ||
      !server_rest_request_get_query_integer (request, "cursor", 0, LANDLINE_LIMIT_INTEGER, -1,
                                              &cursor, &error) ||
      !server_rest_request_get_query_integer (request, "limit", 1, LANDLINE_LIMIT_PAGE,
                                              LANDLINE_DEFAULT_PAGE, &limit, &error))
    {
      server_rest_request_refuse (request, error);
      return;
    }

  server_message_service_inbox_async (server_rest_request_get_context (request)->services.messages,
                                      server_rest_request_get_account (request), cursor,
                                      (guint) limit, server_rest_request_get_cancellable (request),
                                      on_inbox, g_object_ref (request));
}

static void
on_acked (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerRestRequest) request = data;
  g_autoptr (GError) error = NULL;
  gint64 cursor;
  GString *body;

  cursor = server_message_service_ack_finish (SERVER_MESSAGE_SERVICE (object), result, &error);
  if (cursor < 0)
    {
      server_rest_request_refuse (request, error);
      return;
    }

  body = g_string_new (NULL);
  landline_rest_write_acked (body, cursor);
  server_rest_request_answer (request, SOUP_STATUS_OK, body);
}

/**
 * server_rest_messages_ack:
 * @request: a request
 *
 * `POST /v1/acks`: acknowledges all events up to a cursor.
 */
void
server_rest_messages_ack (ServerRestRequest *request)
{
  g_autoptr (GError) error = NULL;
  gint64 cursor;
  gsize length;
  const char *body = server_rest_request_get_body (request, &length);

  if (!landline_rest_parse_ack (&cursor, body, length, &error))
    {
      server_rest_request_refuse (request, error);
      return;
    }

  server_message_service_ack_async (server_rest_request_get_context (request)->services.messages,
                                    server_rest_request_get_account (request), cursor, NULL,
                                    on_acked, g_object_ref (request));
}
