/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "app-fake-server.h"

#include <string.h>

#include "app-connection.h"
#include "app-test.h"
#include "landline-rest-reply.h"

static void
answer_hello (AppFakeServer *self)
{
  g_autoptr (GString) frame = g_string_new (NULL);
  LandlineWelcome welcome = { .version = 1,
                              .head = self->cursor,
                              .reset = self->reset,
                              .time = g_get_real_time () / 1000,
                              .limits = self->limits,
                              .keepalive = 30 };

  g_strlcpy (welcome.generation, self->generation, sizeof welcome.generation);
  g_strlcpy (welcome.user_id, APP_TEST_SELF, sizeof welcome.user_id);
  g_strlcpy (welcome.device, "d_00000000000000000000000000000001", sizeof welcome.device);
  landline_server_frame_write_welcome (frame, &welcome);
  app_fake_server_send (self, frame);
  app_fake_server_send_synced (self);
}

static void
take_send (AppFakeServer *self, LandlineSendRequest *request)
{
  g_ptr_array_add (self->sends, g_object_ref (request));
  self->n_unanswered++;
  self->n_unanswered_max = MAX (self->n_unanswered_max, self->n_unanswered);
  if (self->answers_sends)
    app_fake_server_send_sent (self, landline_send_request_get_id (request), ++self->cursor,
                               ++self->seq, FALSE);
}

static void
take_note (AppFakeServer *self, const char *id, LandlineNote *note)
{
  g_ptr_array_add (self->notes, g_strdup_printf ("%s=%s", landline_note_get_key (note),
                                                 landline_note_get_value (note)));
  g_ptr_array_add (self->note_ids, g_strdup (id));
  if (self->answers_notes)
    app_fake_server_send_done (self, id, ++self->cursor, ++self->version);
}

static void
take_frame (AppFakeServer *self, LandlineClientFrame *frame)
{
  switch (frame->kind)
    {
    case LANDLINE_CLIENT_FRAME_HELLO:
      g_set_str (&self->hello_generation, frame->generation);
      self->hello_cursor = frame->cursor;
      self->n_unanswered = 0;
      if (!self->silent)
        answer_hello (self);
      break;
    case LANDLINE_CLIENT_FRAME_SEND:
      take_send (self, frame->request);
      break;
    case LANDLINE_CLIENT_FRAME_ACK:
      g_array_append_val (self->acks, frame->cursor);
      break;
    case LANDLINE_CLIENT_FRAME_READ:
      g_ptr_array_add (self->reads,
                       g_strdup_printf ("%s %" G_GINT64_FORMAT, frame->conversation, frame->seq));
      break;
    case LANDLINE_CLIENT_FRAME_TYPING:
      self->n_typing++;
      break;
    case LANDLINE_CLIENT_FRAME_NOTE:
      take_note (self, frame->id, frame->note);
      break;
    case LANDLINE_CLIENT_FRAME_ACT:
    case LANDLINE_CLIENT_FRAME_NONE:
    default:
      g_assert_not_reached ();
    }
}

static void
message_cb (SoupWebsocketConnection *channel, int type, GBytes *bytes, AppFakeServer *self)
{
  g_auto (LandlineClientFrame) frame = LANDLINE_CLIENT_FRAME_INIT;
  g_autoptr (GError) error = NULL;

  if (channel != self->channel)
    return;
  landline_client_frame_parse (&frame, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                               &landline_limits_default, &error);
  g_assert_no_error (error);
  take_frame (self, &frame);
}

static void
closed_cb (SoupWebsocketConnection *channel, AppFakeServer *self)
{
  if (channel == self->channel)
    g_clear_object (&self->channel);
}

static void
channel_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            SoupWebsocketConnection *channel,
            gpointer user_data)
{
  AppFakeServer *self = user_data;

  g_set_object (&self->channel, channel);
  self->n_channels++;
  g_signal_connect (channel, "message", G_CALLBACK (message_cb), self);
  g_signal_connect (channel, "closed", G_CALLBACK (closed_cb), self);
}

static void
refuse_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  AppFakeServer *self = user_data;

  if (self->upgrade_status != 0)
    soup_server_message_set_status (message, self->upgrade_status, NULL);
}

static void
respond (SoupServerMessage *message, guint status, const char *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body,
                                    strlen (body));
}

static void
respond_error (SoupServerMessage *message, guint status, LandlineError code, const char *sentence)
{
  g_autoptr (GString) body = g_string_new (NULL);

  landline_rest_write_error (body, code, sentence, -1);
  respond (message, status, body->str);
}

static void
cut_message (SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);

  g_socket_shutdown (socket, TRUE, TRUE, NULL);
}

static void
answer_upload (AppFakeServer *self, SoupServerMessage *message)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autoptr (LandlineMedia) media = landline_media_new (LANDLINE_MEDIA_KIND_DOCUMENT,
                                                        "m_000000000000000000000000000000aa",
                                                        "stored.bin", "application/octet-stream",
                                                        g_bytes_get_size (bytes), sha256);
  g_autoptr (GString) reply = g_string_new (NULL);

  self->n_uploads--;
  if (self->media_status != 0)
    {
      respond_error (message, self->media_status, LANDLINE_ERROR_TOO_LARGE, "Too large for us.");
      return;
    }
  landline_rest_write_media (reply, media);
  respond (message, SOUP_STATUS_CREATED, reply->str);
}

static void
take_upload (AppFakeServer *self, SoupServerMessage *message)
{
  if (self->n_cuts > 0)
    {
      self->n_cuts--;
      cut_message (message);
      return;
    }
  if (self->media_status != 0)
    {
      respond_error (message, self->media_status, LANDLINE_ERROR_TOO_LARGE, "Too large for us.");
      return;
    }
  self->n_uploads++;
  self->n_uploads_max = MAX (self->n_uploads_max, self->n_uploads);
  if (!self->holds_uploads)
    {
      answer_upload (self, message);
      return;
    }
  soup_server_message_pause (message);
  g_ptr_array_add (self->held, g_object_ref (message));
}

static void
give_download (AppFakeServer *self, SoupServerMessage *message)
{
  SoupMessageBody *body = soup_server_message_get_response_body (message);
  g_autoptr (GBytes) half = NULL;

  if (self->media == NULL)
    {
      respond_error (message, SOUP_STATUS_NOT_FOUND, LANDLINE_ERROR_NOT_FOUND, "No such file.");
      return;
    }
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  if (self->n_cuts == 0)
    {
      soup_message_body_append_bytes (body, self->media);
      return;
    }
  self->n_cuts--;
  half = g_bytes_new_from_bytes (self->media, 0, g_bytes_get_size (self->media) / 2);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                     SOUP_ENCODING_CHUNKED);
  soup_message_body_append_bytes (body, half);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (cut_message), NULL);
}

static char *
dup_body (SoupServerMessage *message)
{
  g_autoptr (GBytes) bytes = soup_message_body_flatten (
      soup_server_message_get_request_body (message));

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
rest_cb (SoupServer *server,
         SoupServerMessage *message,
         const char *path,
         GHashTable *query,
         gpointer user_data)
{
  AppFakeServer *self = user_data;
  const char *method = soup_server_message_get_method (message);
  const char *query_text = g_uri_get_query (soup_server_message_get_uri (message));
  g_autofree char *full = query_text != NULL ? g_strconcat (path, "?", query_text, NULL)
                                             : g_strdup (path);
  const char *page = g_hash_table_lookup (self->pages, full);
  gpointer code;

  g_ptr_array_add (self->requests, g_strconcat (method, " ", full, NULL));
  g_ptr_array_add (self->bodies, dup_body (message));
  if (self->rest != NULL &&
      self->rest (self, message, g_ptr_array_index (self->requests, self->requests->len - 1),
                  self->rest_data))
    return;
  if (g_str_equal (method, "POST") && g_str_equal (path, "/v1/media"))
    take_upload (self, message);
  else if (g_str_has_prefix (path, "/v1/media/"))
    give_download (self, message);
  else if (g_hash_table_lookup_extended (self->errors, full, NULL, &code))
    respond_error (message, SOUP_STATUS_FORBIDDEN, GPOINTER_TO_INT (code), "Not this one.");
  else if (page != NULL)
    respond (message, SOUP_STATUS_OK, page);
  else
    respond_error (message, SOUP_STATUS_NOT_FOUND, LANDLINE_ERROR_NOT_FOUND, "Not here.");
}

AppFakeServer *
app_fake_server_new (void)
{
  AppFakeServer *self = g_new0 (AppFakeServer, 1);
  static char *protocols[] = { (char *) LANDLINE_SUBPROTOCOL, NULL };
  g_autoptr (GError) error = NULL;
  GSList *uris;

  self->generation = g_strdup ("g_00000000000000000000000000000001");
  self->limits = landline_limits_default;
  self->sends = g_ptr_array_new_with_free_func (g_object_unref);
  self->acks = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->reads = g_ptr_array_new_with_free_func (g_free);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  self->note_ids = g_ptr_array_new_with_free_func (g_free);
  self->pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->errors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->requests = g_ptr_array_new_with_free_func (g_free);
  self->bodies = g_ptr_array_new_with_free_func (g_free);
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, "/", rest_cb, self, NULL);
  soup_server_add_early_handler (self->server, "/v1/channel", refuse_cb, self, NULL);
  soup_server_add_websocket_handler (self->server, "/v1/channel", NULL, protocols, channel_cb, self,
                                     NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  self->port = (guint) g_uri_get_port (uris->data);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return self;
}

void
app_fake_server_free (AppFakeServer *self)
{
  if (self->channel != NULL)
    g_signal_handlers_disconnect_by_data (self->channel, self);
  g_clear_object (&self->channel);
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_free (self->generation);
  g_free (self->hello_generation);
  g_ptr_array_unref (self->sends);
  g_array_unref (self->acks);
  g_ptr_array_unref (self->reads);
  g_ptr_array_unref (self->notes);
  g_ptr_array_unref (self->note_ids);
  g_hash_table_unref (self->pages);
  g_hash_table_unref (self->errors);
  g_ptr_array_unref (self->requests);
  g_ptr_array_unref (self->bodies);
  g_ptr_array_unref (self->held);
  g_clear_pointer (&self->media, g_bytes_unref);
  g_free (self);
}

AppSession *
app_fake_server_open_session (AppFakeServer *self, AppProfile *profile)
{
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", self->port);
  const char *const addresses[] = { address, NULL };
  g_autoptr (AppAccount) account = app_account_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AppSession *session;

  app_account_set_addresses (account, addresses);
  app_account_set_user_id (account, APP_TEST_SELF);
  app_account_set_token (account, "token");
  session = app_session_new (profile, account, NULL);
  app_connection_set_back_off (app_session_get_connection (session), 5, 50);
  app_session_open_async (session, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  app_session_open_finish (session, result, &error);
  g_assert_no_error (error);
  return session;
}

/* Nobody may hold it once what was under way has ended: it would keep its connection. */
void
app_fake_server_close_session (AppSession *session)
{
  g_autoptr (GAsyncResult) result = NULL;
  gpointer weak = session;

  g_object_add_weak_pointer (G_OBJECT (session), &weak);
  app_session_close_async (session, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  g_clear_object (&result);
  g_object_unref (session);
  app_test_wait (weak == NULL);
}

void
app_fake_server_send_text (AppFakeServer *self, const char *text)
{
  g_assert_nonnull (self->channel);
  soup_websocket_connection_send_text (self->channel, text);
}

void
app_fake_server_send (AppFakeServer *self, GString *frame)
{
  app_fake_server_send_text (self, frame->str);
}

void
app_fake_server_send_done (AppFakeServer *self, const char *id, gint64 cursor, gint64 version)
{
  g_autoptr (GString) frame = g_string_new (NULL);
  LandlineDone done;

  landline_done_init (&done, cursor, id, "", version, G_GINT64_CONSTANT (1750000000000),
                      cursor == 0);
  landline_server_frame_write_done (frame, &done);
  app_fake_server_send (self, frame);
}

void
app_fake_server_send_note (AppFakeServer *self,
                           gint64 cursor,
                           const char *key,
                           const char *value,
                           gint64 version)
{
  g_autoptr (GString) frame = g_string_new (NULL);
  g_autoptr (LandlineNote) note = landline_note_new (key, value, G_GINT64_CONSTANT (1750000000000),
                                                     version);

  landline_server_frame_write_event_note (frame, cursor, note);
  app_fake_server_send (self, frame);
}

void
app_fake_server_send_sent (AppFakeServer *self,
                           const char *id,
                           gint64 cursor,
                           gint64 seq,
                           gboolean duplicate)
{
  g_autoptr (GString) frame = g_string_new (NULL);
  LandlineSent sent;

  landline_sent_init (&sent, cursor, id, APP_FAKE_CONVERSATION, seq,
                      G_GINT64_CONSTANT (1750000000000) + seq * 1000, duplicate);
  landline_server_frame_write_sent (frame, &sent);
  self->n_unanswered -= MIN (self->n_unanswered, 1);
  app_fake_server_send (self, frame);
}

void
app_fake_server_send_message (AppFakeServer *self, gint64 cursor, LandlineMessage *message)
{
  g_autoptr (GString) frame = g_string_new (NULL);
  g_autoptr (LandlineEvent) event = landline_event_new_message (cursor, message);

  landline_server_frame_write_event (frame, event);
  app_fake_server_send (self, frame);
}

void
app_fake_server_send_error (AppFakeServer *self,
                            const char *id,
                            LandlineError code,
                            gint64 retry_after)
{
  g_autoptr (GString) frame = g_string_new (NULL);

  landline_server_frame_write_error (frame, id, code, "The server says no.", retry_after);
  self->n_unanswered -= MIN (self->n_unanswered, 1);
  app_fake_server_send (self, frame);
}

void
app_fake_server_send_synced (AppFakeServer *self)
{
  g_autoptr (GString) frame = g_string_new (NULL);

  landline_server_frame_write_synced (frame, self->cursor);
  app_fake_server_send (self, frame);
}

void
app_fake_server_cut (AppFakeServer *self)
{
  g_autoptr (SoupWebsocketConnection) channel = g_steal_pointer (&self->channel);
  GIOStream *stream;

  g_assert_nonnull (channel);
  stream = soup_websocket_connection_get_io_stream (channel);
  g_signal_handlers_disconnect_by_data (channel, self);
  g_io_stream_close (stream, NULL, NULL);
}

void
app_fake_server_close (AppFakeServer *self, gushort code)
{
  g_assert_nonnull (self->channel);
  soup_websocket_connection_close (self->channel, code, NULL);
}

void
app_fake_server_release (AppFakeServer *self)
{
  self->holds_uploads = FALSE;
  for (guint i = 0; i < self->held->len; i++)
    {
      answer_upload (self, g_ptr_array_index (self->held, i));
      soup_server_message_unpause (g_ptr_array_index (self->held, i));
    }
  g_ptr_array_set_size (self->held, 0);
}

const char *
app_fake_server_get_text (AppFakeServer *self, guint position)
{
  g_assert_cmpuint (position, <, self->sends->len);
  return landline_content_get_text (
      landline_send_request_get_content (g_ptr_array_index (self->sends, position)));
}

const char *
app_fake_server_get_id (AppFakeServer *self, guint position)
{
  g_assert_cmpuint (position, <, self->sends->len);
  return landline_send_request_get_id (g_ptr_array_index (self->sends, position));
}

gint64
app_fake_server_get_last_ack (AppFakeServer *self)
{
  return self->acks->len > 0 ? g_array_index (self->acks, gint64, self->acks->len - 1) : 0;
}
