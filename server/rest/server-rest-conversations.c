/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-rest"

#include "config.h"

#include "server-rest-conversations.h"

#include "landline-rest-reply.h"

static void
on_list (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerRestRequest) request = data;
  g_autoptr (GPtrArray) conversations = NULL;
  g_autoptr (GError) error = NULL;
  GString *body;

  conversations = server_conversation_service_list_finish (SERVER_CONVERSATION_SERVICE (object),
                                                           result, &error);
  if (conversations == NULL)
    {
      server_rest_request_refuse (request, error);
      return;
    }

  body = g_string_new (NULL);
  landline_rest_write_conversations (body, conversations);
  server_rest_request_answer (request, SOUP_STATUS_OK, body);
}

/**
 * server_rest_conversations_list:
 * @request: a request
 *
 * `GET /v1/conversations`: those of who asks.
 */
void
server_rest_conversations_list (ServerRestRequest *request)
{
  server_conversation_service_list_async (
      server_rest_request_get_context (request)->services.conversations,
      server_rest_request_get_account (request), server_rest_request_get_cancellable (request),
      on_list, g_object_ref (request));
}

/* What has not the shape of an identifier is not asked for. */
static gboolean
check_id (ServerRestRequest *request)
{
  g_autoptr (GError) error = NULL;

  if (landline_id_is_prefixed (server_rest_request_get_parameter (request, 0),
                               LANDLINE_ID_CONVERSATION))
    return TRUE;

  error = g_error_new_literal (LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND,
                               "There is no such conversation.");
  server_rest_request_refuse (request, error);
  return FALSE;
}

static void
on_conversation (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerRestRequest) request = data;
  g_autoptr (LandlineConversation) conversation = NULL;
  g_autoptr (GError) error = NULL;
  GString *body;

  conversation = server_conversation_service_get_finish (SERVER_CONVERSATION_SERVICE (object),
                                                         result, &error);
  if (conversation == NULL)
    {
      server_rest_request_refuse (request, error);
      return;
    }

  body = g_string_new (NULL);
  landline_rest_write_conversation (body, conversation);
  server_rest_request_answer (request, SOUP_STATUS_OK, body);
}

/**
 * server_rest_conversations_get:
 * @request: a request
 *
 * `GET /v1/conversations/{id}`.
 */
void
server_rest_conversations_get (ServerRestRequest *request)
{
  if (!check_id (request))
    return;

  server_conversation_service_get_async (
      server_rest_request_get_context (request)->services.conversations,
      server_rest_request_get_account (request), server_rest_request_get_parameter (request, 0),
      server_rest_request_get_cancellable (request), on_conversation, g_object_ref (request));
}

static void
on_messages (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerRestRequest) request = data;
  g_autoptr (ServerPage) page = NULL;
  g_autoptr (GError) error = NULL;
  GString *body;

  page = server_conversation_service_messages_finish (SERVER_CONVERSATION_SERVICE (object), result,
                                                      &error);
  if (page == NULL)
    {
      server_rest_request_refuse (request, error);
      return;
    }

  body = g_string_new (NULL);
  landline_rest_begin_messages (body);
  for (guint i = 0; i < page->rows->len; i++)
    {
      ServerMessage *message = g_ptr_array_index (page->rows, i);

      if (!server_message_is_forgotten (message))
        landline_rest_add_message (body, server_message_get_row (message));
    }
  landline_rest_end_messages (body, page->more);
  server_rest_request_answer (request, SOUP_STATUS_OK, body);
}

/**
 * server_rest_conversations_messages:
 * @request: a request
 *
 * `GET /v1/conversations/{id}/messages`: what is kept of the history, newest first.
 */
void
server_rest_conversations_messages (ServerRestRequest *request)
{
  g_autoptr (GError) error = NULL;
  gint64 before, limit;

  if (!check_id (request))
    return;

  if (!server_rest_request_get_query_integer (request, "before", 1, LANDLINE_LIMIT_INTEGER, 0,
                                              &before, &error) ||
      !server_rest_request_get_query_integer (request, "limit", 1, LANDLINE_LIMIT_PAGE,
                                              LANDLINE_DEFAULT_PAGE, &limit, &error))
    {
      server_rest_request_refuse (request, error);
      return;
    }

  server_conversation_service_messages_async (
      server_rest_request_get_context (request)->services.conversations,
      server_rest_request_get_account (request), server_rest_request_get_parameter (request, 0),
      before, (guint) limit, server_rest_request_get_cancellable (request), on_messages,
      g_object_ref (request));
}

static void
on_receipts (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerRestRequest) request = data;
  g_autoptr (GPtrArray) receipts = NULL;
  g_autoptr (GError) error = NULL;
  GString *body;

  receipts = server_conversation_service_receipts_finish (SERVER_CONVERSATION_SERVICE (object),
                                                          result, &error);
  if (receipts == NULL)
    {
      server_rest_request_refuse (request, error);
      return;
    }

  body = g_string_new (NULL);
  landline_rest_write_receipts (body, receipts);
  server_rest_request_answer (request, SOUP_STATUS_OK, body);
}

/**
 * server_rest_conversations_receipts:
 * @request: a request
 *
 * `GET /v1/conversations/{id}/receipts`: who has got and read what.
 */
void
server_rest_conversations_receipts (ServerRestRequest *request)
{
  if (!check_id (request))
    return;

  server_conversation_service_receipts_async (
      server_rest_request_get_context (request)->services.conversations,
      server_rest_request_get_account (request), server_rest_request_get_parameter (request, 0),
      server_rest_request_get_cancellable (request), on_receipts, g_object_ref (request));
}
