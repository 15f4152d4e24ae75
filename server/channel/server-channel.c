/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-channel"

#include "config.h"

#include "server-channel.h"

#include <string.h>

#include "landline-client-frame.h"
#include "landline-error.h"
#include "landline-server-frame.h"
#include "server-limits.h"

/**
 * ServerChannel:
 *
 * The protocol of `/v1/channel` on one WebSocket: turns frames into calls of the services and their
 * answers into frames. A #ServerSink for the pump that reads the device's inbox. It decides nothing
 * about messages, and knows of no other channel.
 *
 * Owned by who opened it until it has ended; calls that are under way hold a reference each.
 */
struct _ServerChannel
{
  GObject parent_instance;

  ServerWebsocket websocket;
  ServerChannelShared *shared;
  ServerAccount *account;
  ServerSender *sender; /* %NULL until something is sent: most channels only listen */
  ServerPump *pump;
  gint64 typed;
  guint in_flight; /* sends, actions, notes and reads that the store has not answered */
  gboolean greeted;
};

/* A call that is under way. */
typedef struct
{
  ServerChannel *channel;
  char id[LANDLINE_UUID_SIZE];
} Call;

static void server_channel_sink_init (ServerSinkInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ServerChannel,
                               server_channel,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SERVER_TYPE_SINK, server_channel_sink_init))

static ServerChannel *
from_websocket (ServerWebsocket *websocket)
{
  return (ServerChannel *) ((char *) websocket - G_STRUCT_OFFSET (ServerChannel, websocket));
}

static Call *
call_new (ServerChannel *self, const char *id)
{
  Call *call = g_new (Call, 1);

  call->channel = g_object_ref (self);
  g_strlcpy (call->id, id, sizeof call->id);
  return call;
}

static void
call_free (Call *call)
{
  g_object_unref (call->channel);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

static void
server_channel_shared_clear (gpointer data)
{
  ServerChannelShared *self = data;

  g_clear_object (&self->websocket.reactor);
  g_clear_object (&self->delivery);
  g_clear_object (&self->messages);
  g_clear_object (&self->actions);
  g_clear_object (&self->auth);
  server_websocket_shared_clear (&self->websocket);
  g_string_free (self->scratch, TRUE);
}

/**
 * server_channel_shared_new:
 * @reactor: what waits for the connections
 * @delivery: attaches channels to inboxes
 * @messages: takes what is sent
 * @actions: takes what is done to messages, and noted
 * @auth: whose memory of tokens is kept right
 * @limits: what is announced to clients
 *
 * Returns: (transfer full): what channels share, without times and without anyone to be told of
 * their ends
 */
ServerChannelShared *
server_channel_shared_new (ServerReactor *reactor,
                           ServerDelivery *delivery,
                           ServerMessageService *messages,
                           ServerActionService *actions,
                           ServerAuth *auth,
                           const LandlineLimits *limits)
{
  ServerChannelShared *self = g_rc_box_new0 (ServerChannelShared);

  self->websocket.reactor = g_object_ref (reactor);
  self->websocket.buffer = g_malloc (SERVER_WEBSOCKET_BUFFER);
  self->delivery = g_object_ref (delivery);
  self->messages = g_object_ref (messages);
  self->actions = g_object_ref (actions);
  self->auth = g_object_ref (auth);
  self->limits = *limits;
  self->scratch = g_string_sized_new (4096);

  return self;
}

/**
 * server_channel_shared_unref:
 * @self: (transfer full): what channels share
 *
 * Lets go of it.
 */
void
server_channel_shared_unref (ServerChannelShared *self)
{
  g_rc_box_release_full (self, server_channel_shared_clear);
}

/* The text that a frame is written into; all channels write into the same. */
static GString *
begin_frame (ServerChannel *self)
{
  return g_string_truncate (self->shared->scratch, 0);
}

static void
push_frame (ServerChannel *self, GString *frame)
{
  server_websocket_push (&self->websocket, frame->str, frame->len);
}

static void
push_error (ServerChannel *self, const char *id, const GError *error)
{
  GString *frame = begin_frame (self);

  landline_server_frame_write_error (frame, id[0] != '\0' ? id : NULL,
                                     landline_error_get_code (error), error->message,
                                     landline_error_get_retry_after (error));
  push_frame (self, frame);
}

/* The sink. */

static void
server_channel_push (ServerSink *sink, const char *text, gsize length)
{
  server_websocket_push (&SERVER_CHANNEL (sink)->websocket, text, length);
}

static gsize
server_channel_get_queued (ServerSink *sink)
{
  return server_websocket_get_queued (&SERVER_CHANNEL (sink)->websocket);
}

static void
server_channel_close (ServerSink *sink, guint code, const char *reason)
{
  ServerChannel *self = SERVER_CHANNEL (sink);

  /* The next upgrade with this token gets a 401: the revocation may have come from another process.
   */
  if (code == SERVER_CLOSE_REVOKED)
    server_auth_forget (self->shared->auth, server_account_get_device_id (self->account));

  server_websocket_close (&self->websocket, code, reason);
}

static void
server_channel_sink_init (ServerSinkInterface *iface)
{
  iface->push = server_channel_push;
  iface->get_queued = server_channel_get_queued;
  iface->close = server_channel_close;
}

static void
detach (ServerChannel *self)
{
  g_autoptr (ServerPump) pump = g_steal_pointer (&self->pump);

  if (pump != NULL)
    server_delivery_detach (self->shared->delivery, pump);
}

/* What clients say. */

static void
push_welcome (ServerChannel *self, const ServerPosition *position)
{
  GString *frame = begin_frame (self);
  LandlineWelcome welcome = {
    .version = LANDLINE_PROTOCOL_VERSION,
    .head = position->head,
    .reset = position->reset,
    .time = g_get_real_time () / 1000,
    .limits = self->shared->limits,
    .keepalive = self->shared->websocket.ping_ms / 1000,
  };

  g_strlcpy (welcome.generation, position->generation, sizeof welcome.generation);
  g_strlcpy (welcome.user_id, server_account_get_user_id (self->account), sizeof welcome.user_id);
  g_strlcpy (welcome.device, server_account_get_device_id (self->account), sizeof welcome.device);
  landline_server_frame_write_welcome (frame, &welcome);
  push_frame (self, frame);
}

static void
on_attached (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerChannel) self = data;
  g_autoptr (GError) error = NULL;
  ServerPosition position = { 0 };
  ServerPump *pump;

  pump = server_delivery_attach_finish (SERVER_DELIVERY (object), result, &position, &error);
  self->pump = pump;
  if (!server_websocket_is_open (&self->websocket))
    {
      detach (self);
      return;
    }

  if (pump == NULL)
    {
      push_error (self, "", error);
      server_sink_close (SERVER_SINK (self),
                         g_error_matches (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED)
                             ? SERVER_CLOSE_REVOKED
                             : SERVER_CLOSE_INTERNAL,
                         "no inbox");
      return;
    }

  push_welcome (self, &position);
  server_pump_start (pump);
}

static void
take_hello (ServerChannel *self, const LandlineClientFrame *frame)
{
  if (self->greeted)
    {
      g_autoptr (GError) error = g_error_new_literal (LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME,
                                                      "This channel has had its hello.");

      push_error (self, "", error);
      return;
    }

  self->greeted = TRUE;
  server_delivery_attach_async (self->shared->delivery, self->account, SERVER_SINK (self),
                                frame->generation[0] != '\0' ? frame->generation : NULL,
                                frame->cursor, frame->window, NULL, on_attached,
                                g_object_ref (self));
}

static void
on_message_sent (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (Call) call = data;
  ServerChannel *self = call->channel;
  g_autoptr (GError) error = NULL;
  LandlineSent sent;

  self->in_flight--;
  if (!server_message_service_send_finish (SERVER_MESSAGE_SERVICE (object), result, &sent, &error))
    {
      push_error (self, call->id, error);
    }
  else if (sent.duplicate)
    {
      /* The first time it is a row of the inbox, which the pump tells. */
      GString *frame = begin_frame (self);

      landline_server_frame_write_sent (frame, &sent);
      push_frame (self, frame);
    }

  server_websocket_resume (&self->websocket);
}

static ServerSender *
get_sender (ServerChannel *self)
{
  if (self->sender == NULL)
    self->sender = server_message_service_dup_sender (self->shared->messages, self->account);
  return self->sender;
}

static void
take_send (ServerChannel *self, const LandlineClientFrame *frame)
{
  self->in_flight++;
  server_message_service_send_async (self->shared->messages, get_sender (self), frame->request,
                                     NULL, on_message_sent, call_new (self, frame->id));
}

static void
on_marked_read (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (ServerChannel) self = data;
  g_autoptr (GError) error = NULL;

  self->in_flight--;
  if (!server_message_service_read_finish (SERVER_MESSAGE_SERVICE (object), result, &error))
    push_error (self, "", error);

  server_websocket_resume (&self->websocket);
}

static void
take_read (ServerChannel *self, const LandlineClientFrame *frame)
{
  self->in_flight++;
  server_message_service_read_async (self->shared->messages, self->account, frame->conversation,
                                     frame->seq, NULL, on_marked_read, g_object_ref (self));
}

static void
take_typing (ServerChannel *self, const LandlineClientFrame *frame)
{
  gint64 now = server_reactor_get_time (self->shared->websocket.reactor);

  if (self->pump == NULL || (self->typed > 0 && now - self->typed < SERVER_LIMIT_TYPING_INTERVAL))
    return;

  self->typed = now;
  server_delivery_typing (self->shared->delivery, self->pump, frame->conversation);
}

/* @done: (nullable): NULL when it was refused */
static void
answer_doing (Call *call, const LandlineDone *done, const GError *error)
{
  ServerChannel *self = call->channel;

  self->in_flight--;
  if (done == NULL)
    {
      push_error (self, call->id, error);
    }
  else if (done->duplicate)
    {
      /* The first time it is a row of the inbox, which the pump tells. */
      GString *frame = begin_frame (self);

      landline_server_frame_write_done (frame, done);
      push_frame (self, frame);
    }

  server_websocket_resume (&self->websocket);
}

static void
on_acted (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (Call) call = data;
  g_autoptr (GError) error = NULL;
  gboolean taken;
  LandlineDone done;

  taken = server_action_service_act_finish (SERVER_ACTION_SERVICE (object), result, &done, &error);
  answer_doing (call, taken ? &done : NULL, error);
}

static void
take_act (ServerChannel *self, const LandlineClientFrame *frame)
{
  self->in_flight++;
  server_action_service_act_async (self->shared->actions, get_sender (self), frame->action, NULL,
                                   on_acted, call_new (self, frame->id));
}

static void
on_noted (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (Call) call = data;
  g_autoptr (GError) error = NULL;
  gboolean taken;
  LandlineDone done;

  taken = server_action_service_note_finish (SERVER_ACTION_SERVICE (object), result, &done, &error);
  answer_doing (call, taken ? &done : NULL, error);
}

static void
take_note (ServerChannel *self, const LandlineClientFrame *frame)
{
  self->in_flight++;
  server_action_service_note_async (self->shared->actions, get_sender (self), frame->id,
                                    frame->note, NULL, on_noted, call_new (self, frame->id));
}

static void
take_frame (ServerChannel *self, const LandlineClientFrame *frame)
{
  switch (frame->kind)
    {
    case LANDLINE_CLIENT_FRAME_HELLO:
      take_hello (self, frame);
      break;

    case LANDLINE_CLIENT_FRAME_SEND:
      take_send (self, frame);
      break;

    case LANDLINE_CLIENT_FRAME_ACK:
      if (self->pump != NULL)
        server_pump_ack (self->pump, frame->cursor);
      break;

    case LANDLINE_CLIENT_FRAME_READ:
      take_read (self, frame);
      break;

    case LANDLINE_CLIENT_FRAME_TYPING:
      take_typing (self, frame);
      break;

    case LANDLINE_CLIENT_FRAME_ACT:
      take_act (self, frame);
      break;

    case LANDLINE_CLIENT_FRAME_NOTE:
      take_note (self, frame);
      break;

    case LANDLINE_CLIENT_FRAME_NONE:
    default:
      g_assert_not_reached ();
    }
}

/* The websocket. */

static gboolean
on_message (ServerWebsocket *websocket, const char *text, gsize length)
{
  ServerChannel *self = from_websocket (websocket);
  g_auto (LandlineClientFrame) frame = LANDLINE_CLIENT_FRAME_INIT;
  g_autoptr (GError) error = NULL;

  if (!landline_client_frame_parse (&frame, text, length, &self->shared->limits, &error))
    push_error (self, frame.id, error);
  else if (self->greeted || frame.kind == LANDLINE_CLIENT_FRAME_HELLO)
    take_frame (self, &frame);

  if (!self->greeted)
    server_websocket_close (websocket, SERVER_CLOSE_PROTOCOL, "hello comes first");

  return self->in_flight < self->shared->limits.in_flight;
}

static void
on_drained (ServerWebsocket *websocket)
{
  ServerChannel *self = from_websocket (websocket);

  if (self->pump != NULL)
    server_pump_drained (self->pump);
}

static void
on_ended (ServerWebsocket *websocket)
{
  ServerChannel *self = from_websocket (websocket);

  detach (self);
  self->shared->ended (self, self->shared->ended_data);
}

static const ServerWebsocketFuncs websocket_funcs = { on_message, on_drained, on_ended };

static void
server_channel_finalize (GObject *object)
{
  ServerChannel *self = SERVER_CHANNEL (object);

  server_websocket_clear (&self->websocket);
  g_clear_pointer (&self->sender, server_sender_unref);
  g_clear_pointer (&self->account, server_account_unref);
  g_clear_object (&self->pump);
  g_clear_pointer (&self->shared, server_channel_shared_unref);

  G_OBJECT_CLASS (server_channel_parent_class)->finalize (object);
}

static void
server_channel_class_init (ServerChannelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = server_channel_finalize;
}

static void
server_channel_init (ServerChannel *self)
{
}

/**
 * server_channel_new:
 * @shared: what it shares with other channels
 * @account: (transfer none): whose device it is
 *
 * Returns: (transfer full): a channel that is not connected yet
 */
ServerChannel *
server_channel_new (ServerChannelShared *shared, ServerAccount *account)
{
  ServerChannel *self = g_object_new (SERVER_TYPE_CHANNEL, NULL);

  self->shared = g_rc_box_acquire (shared);
  self->account = server_account_ref (account);
  server_websocket_init (&self->websocket, &websocket_funcs, &shared->websocket);

  return self;
}

/**
 * server_channel_start:
 * @self: a channel that is not connected
 * @stream: a stream after the upgrade
 * @early: (array length=early_length) (nullable): what came behind the upgrade and was read with it
 * @early_length: how many bytes
 * @error: return location for an error
 *
 * Connects it; it waits for `hello`.
 *
 * Returns: %FALSE when the connection cannot be waited for
 */
gboolean
server_channel_start (ServerChannel *self,
                      ServerStream *stream,
                      guint8 *early,
                      gsize early_length,
                      GError **error)
{
  g_return_val_if_fail (SERVER_IS_CHANNEL (self), FALSE);

  return server_websocket_start (&self->websocket, stream, early, early_length, error);
}

/**
 * server_channel_say_bye:
 * @self: a channel
 * @code: why
 * @retry_after: milliseconds after which the client should come back, spread out by it
 *
 * Says `bye` and closes the channel with 1012, after what is queued.
 */
void
server_channel_say_bye (ServerChannel *self, const char *code, gint64 retry_after)
{
  GString *frame;

  g_return_if_fail (SERVER_IS_CHANNEL (self));

  frame = begin_frame (self);
  landline_server_frame_write_bye (frame, code, retry_after);
  push_frame (self, frame);
  server_websocket_close (&self->websocket, SERVER_CLOSE_RESTART, code);
}

/**
 * server_channel_cut:
 * @self: a channel
 *
 * Ends the connection at once, without a word.
 */
void
server_channel_cut (ServerChannel *self)
{
  g_return_if_fail (SERVER_IS_CHANNEL (self));

  server_websocket_cut (&self->websocket);
}

/**
 * server_channel_get_memory:
 * @self: a channel
 *
 * Returns: how many bytes its connection holds at the moment, beyond what every channel takes
 */
gsize
server_channel_get_memory (ServerChannel *self)
{
  g_return_val_if_fail (SERVER_IS_CHANNEL (self), 0);

  return server_websocket_get_memory (&self->websocket);
}
