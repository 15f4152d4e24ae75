/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-rest"

#include "config.h"

#include "server-rest-actions.h"

#include "landline-rest-action.h"
#include "landline-rest-reply.h"

/* @done: (nullable): NULL when it was refused */
static void
answer (ServerRestRequest *request, const LandlineDone *done, const GError *error)
{
  GString *body;

  if (done == NULL)
    {
      server_rest_request_refuse (request, error);
      return;
    }

  body = g_string_new (NULL);
  landline_rest_write_done (body, done);
  server_rest_request_answer (request, done->duplicate ? SOUP_STATUS_OK : SOUP_STATUS_CREATED,
                              body);
}

static void
on_acted (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerRestRequest) request = data;
  g_autoptr (GError) error = NULL;
  gboolean taken;
  LandlineDone done;

  taken = server_action_service_act_finish (SERVER_ACTION_SERVICE (object), result, &done, &error);
  answer (request, taken ? &done : NULL, error);
}

/**
 * server_rest_actions_act:
 * @request: a request
 *
 * `POST /v1/actions`: does something to a message, and answers when it is committed.
 */
void
server_rest_actions_act (ServerRestRequest *request)
{
  ServerRestContext *context = server_rest_request_get_context (request);
  g_autoptr (LandlineAction) action = NULL;
  g_autoptr (ServerSender) sender = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *body = server_rest_request_get_body (request, &length);

  action = landline_rest_parse_act (body, length, &context->limits, &error);
  if (action == NULL)
    {
      server_rest_request_refuse (request, error);
      return;
    }

  /* Once it is on its way it is done, whether or not the peer waits for the answer. */
  sender = server_message_service_dup_sender (context->services.messages,
                                              server_rest_request_get_account (request));
  server_action_service_act_async (context->services.actions, sender, action, NULL, on_acted,
                                   g_object_ref (request));
}

static void
on_noted (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerRestRequest) request = data;
  g_autoptr (GError) error = NULL;
  gboolean taken;
  LandlineDone done;

  taken = server_action_service_note_finish (SERVER_ACTION_SERVICE (object), result, &done, &error);
  answer (request, taken ? &done : NULL, error);
}

/**
 * server_rest_actions_note:
 * @request: a request
 *
 * `POST /v1/notes`: keeps a note for who asks, and answers when it is committed.
 */
void
server_rest_actions_note (ServerRestRequest *request)
{
  ServerRestContext *context = server_rest_request_get_context (request);
  g_autoptr (LandlineNote) note = NULL;
  g_autoptr (ServerSender) sender = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  gsize length;
  const char *body = server_rest_request_get_body (request, &length);

  note = landline_rest_parse_note (body, length, &id, &error);
  if (note == NULL)
    {
      server_rest_request_refuse (request, error);
      return;
    }

  sender = server_message_service_dup_sender (context->services.messages,
                                              server_rest_request_get_account (request));
  server_action_service_note_async (context->services.actions, sender, id, note, NULL, on_noted,
                                    g_object_ref (request));
}

static void
on_notes (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerRestRequest) request = data;
  g_autoptr (ServerPage) page = NULL;
  g_autoptr (GError) error = NULL;
  GString *body;

  page = server_action_service_notes_finish (SERVER_ACTION_SERVICE (object), result, &error);
  if (page == NULL)
    {
      server_rest_request_refuse (request, error);
      return;
    }

  body = g_string_new (NULL);
  landline_rest_write_notes (body, page->rows, page->more);
  server_rest_request_answer (request, SOUP_STATUS_OK, body);
}

/**
 * server_rest_actions_notes:
 * @request: a request
 *
 * `GET /v1/notes`: the notes of who asks, by version, for a device that begins anew.
 */
void
server_rest_actions_notes (ServerRestRequest *request)
{
  g_autoptr (GError) error = NULL;
  gint64 after, limit;

  if (!server_rest_request_get_query_integer (request, "after", 0, LANDLINE_LIMIT_INTEGER, 0,
                                              &after, &error) ||
      !server_rest_request_get_query_integer (request, "limit", 1, LANDLINE_LIMIT_PAGE,
                                              LANDLINE_DEFAULT_PAGE, &limit, &error))
    {
      server_rest_request_refuse (request, error);
      return;
    }

  server_action_service_notes_async (server_rest_request_get_context (request)->services.actions,
                                     server_rest_request_get_account (request), after,
                                     (guint) limit, server_rest_request_get_cancellable (request),
                                     on_notes, g_object_ref (request));
}
