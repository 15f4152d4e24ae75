/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-listen"

#include "config.h"

#include "server-upgrade.h"

#include <string.h>

#include "landline-error.h"
#include "landline-limits.h"
#include "landline-rest-reply.h"
#include "server-farewell.h"
#include "server-limits.h"
#include "server-visitor.h"

#define PATH "/v1/channel"

struct _ServerUpgrade
{
  SoupServer *soup;
  ServerAuth *auth;
  ServerSwitchboard *switchboard;
};

/* A connection on its way from HTTP to a channel. Part of its message. */
typedef struct
{
  ServerUpgrade *upgrade;
  ServerAccount *account;
} Passage;

static void
upgrade_clear (gpointer data)
{
  ServerUpgrade *self = data;

  g_clear_object (&self->auth);
  g_clear_object (&self->switchboard);
}

static void
passage_free (gpointer data)
{
  Passage *passage = data;

  g_clear_pointer (&passage->account, server_account_unref);
  g_rc_box_release_full (passage->upgrade, upgrade_clear);
  g_free (passage);
}

static GString *
begin_refusal (SoupServerMessage *message, const GError *error)
{
  GString *body = g_string_new (NULL);
  LandlineError code = landline_error_get_code (error);
  guint status = landline_error_to_http_status (code);
  gint64 retry_after = landline_error_get_retry_after (error);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  landline_rest_write_error (body, code, error->message, retry_after);
  soup_server_message_set_status (message, status, NULL);
  if (status == SOUP_STATUS_UNAUTHORIZED)
    soup_message_headers_replace (headers, "WWW-Authenticate", "Bearer");
  if (retry_after >= 0)
    {
      g_autofree char *seconds = g_strdup_printf ("%" G_GINT64_FORMAT, (retry_after + 999) / 1000);

      soup_message_headers_replace (headers, "Retry-After", seconds);
    }

  return body;
}

static void
refuse (SoupServerMessage *message, const GError *error)
{
  GString *body = begin_refusal (message, error);
  gsize length = body->len;
  char *text = g_string_free_and_steal (body);

  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, text, length);
}

/* Bytes that libsoup has read behind the request, which the descriptor does not show any more. */
static guint8 *
read_early (GIOStream *stream, gsize *length)
{
  GInputStream *input = g_io_stream_get_input_stream (stream);
  g_autoptr (GByteArray) early = g_byte_array_new ();
  guint8 bytes[4096];
  gssize n;

  do
    {
      n = g_pollable_input_stream_read_nonblocking (G_POLLABLE_INPUT_STREAM (input), bytes,
                                                    sizeof bytes, NULL, NULL);
      if (n > 0)
        g_byte_array_append (early, bytes, (guint) n);
    }
  while (n > 0 && early->len < SERVER_LIMIT_TURN);

  return g_byte_array_steal (early, length);
}

/* The answer 101 has been written: from here on the connection is ours. */
static void
on_wrote_informational (SoupServerMessage *message, gpointer data)
{
  Passage *passage = data;
  g_autoptr (SoupServerMessage) kept = g_object_ref (message);
  g_autoptr (ServerAccount) account = server_account_ref (passage->account);
  g_autoptr (ServerSwitchboard) switchboard = g_object_ref (passage->upgrade->switchboard);
  ServerVisitor *visitor = server_visitor_find (soup_server_message_get_remote_address (message));
  g_autoptr (GIOStream) stolen = soup_server_message_steal_connection (message);
  g_autoptr (GIOStream) base = NULL;
  g_autofree guint8 *early = NULL;
  gsize length = 0;

  g_object_get (stolen, "base-iostream", &base, NULL);
  if (visitor != NULL)
    server_visitor_depart (visitor);

  early = read_early (stolen, &length);
  g_clear_object (&stolen);
  server_stream_drop_ends (SERVER_STREAM (base));
  server_switchboard_connect (switchboard, SERVER_STREAM (base), account, early, length);
}

static void
shake_hands (SoupServerMessage *message, Passage *passage)
{
  static char *protocols[] = { (char *) LANDLINE_SUBPROTOCOL, NULL };
  g_autoptr (GError) error = NULL;

  if (!soup_websocket_server_check_handshake (message, NULL, protocols, NULL, &error))
    {
      g_autoptr (GError) said = g_error_new (LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME,
                                             "This is for a WebSocket of %s: %s.",
                                             LANDLINE_SUBPROTOCOL, error->message);

      refuse (message, said);
      return;
    }

  if (soup_websocket_server_process_handshake (message, NULL, protocols, NULL, NULL))
    g_signal_connect (message, "wrote-informational", G_CALLBACK (on_wrote_informational), passage);
}

static void
on_authenticated (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (SoupServerMessage) message = data;
  Passage *passage = g_object_get_data (G_OBJECT (message), PATH);
  g_autoptr (GError) error = NULL;

  passage->account = server_auth_authenticate_finish (SERVER_AUTH (object), result, &error);
  if (passage->account != NULL)
    {
      shake_hands (message, passage);
    }
  else
    {
      if (g_error_matches (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED))
        server_auth_note_guess (SERVER_AUTH (object),
                                soup_server_message_get_remote_address (message));
      refuse (message, error);
    }

  soup_server_message_unpause (message);
}

static const char *
get_token (SoupServerMessage *message)
{
  const char *value = soup_message_headers_get_one (soup_server_message_get_request_headers (
                                                        message),
                                                    "Authorization");

  if (value == NULL || g_ascii_strncasecmp (value, "Bearer ", 7) != 0)
    return NULL;

  for (value += 7; *value == ' '; value++)
    continue;

  return value;
}

/* A body has no place here, and libsoup would read one of any length before it answers. */
static gboolean
has_body (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *length = soup_message_headers_get_list (headers, "Content-Length");

  return soup_message_headers_get_one (headers, "Transfer-Encoding") != NULL ||
         (length != NULL && !g_str_equal (length, "0"));
}

static void
refuse_body (SoupServerMessage *message)
{
  g_autoptr (GError) error = g_error_new_literal (LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME,
                                                  "An upgrade has no body.");

  server_farewell (message, begin_refusal (message, error));
}

static void
on_request (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  ServerUpgrade *self = data;
  const char *token = get_token (message);
  g_autoptr (GError) error = NULL;
  ServerAccount *account;
  Passage *passage;

  if (has_body (message))
    {
      refuse_body (message);
      return;
    }

  if (!g_str_equal (path, PATH))
    {
      soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
      return;
    }

  if (token == NULL || token[0] == '\0' || strlen (token) > LANDLINE_LIMIT_TOKEN)
    {
      error = g_error_new_literal (LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED,
                                   "A device's token is needed.");

      refuse (message, error);
      return;
    }

  passage = g_new0 (Passage, 1);
  passage->upgrade = g_rc_box_acquire (self);
  g_object_set_data_full (G_OBJECT (message), PATH, passage, passage_free);

  account = server_auth_lookup (self->auth, token);
  if (account != NULL)
    {
      passage->account = server_account_ref (account);
      shake_hands (message, passage);
      return;
    }

  if (!server_auth_admit (self->auth, soup_server_message_get_remote_address (message), &error))
    {
      refuse (message, error);
      return;
    }

  soup_server_message_pause (message);
  server_auth_authenticate_async (self->auth, token, NULL, on_authenticated,
                                  g_object_ref (message));
}

/**
 * server_upgrade_new:
 * @soup: (transfer none): gets the route; outlives the returned object
 * @auth: who may open a channel
 * @switchboard: gets the connections
 *
 * Returns: (transfer full): the route
 */
ServerUpgrade *
server_upgrade_new (SoupServer *soup, ServerAuth *auth, ServerSwitchboard *switchboard)
{
  ServerUpgrade *self = g_rc_box_new0 (ServerUpgrade);

  self->soup = soup;
  self->auth = g_object_ref (auth);
  self->switchboard = g_object_ref (switchboard);
  soup_server_add_early_handler (soup, PATH, on_request, self, NULL);

  return self;
}

/**
 * server_upgrade_free:
 * @self: (transfer full): the route
 *
 * Takes the route away. Requests that are under way on it are answered.
 */
void
server_upgrade_free (ServerUpgrade *self)
{
  soup_server_remove_handler (self->soup, PATH);
  g_rc_box_release_full (self, upgrade_clear);
}
