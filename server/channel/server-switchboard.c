/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-channel"

#include "config.h"

#include "server-switchboard.h"

#include "server-limits.h"

/**
 * ServerSwitchboard:
 *
 * The open channels and what they share. It keeps each of them until it has ended, and says goodbye
 * to all at the end. Who may connect is decided before; which channel is told what is decided by
 * #ServerDelivery.
 */
struct _ServerSwitchboard
{
  GObject parent_instance;

  ServerChannelShared *shared;
  GHashTable *channels;
  gboolean stopping;
  ServerSwitchboardEmptyFunc empty;
  gpointer empty_data;
  ServerSwitchboardChangedFunc changed;
  gpointer changed_data;
};

G_DEFINE_FINAL_TYPE (ServerSwitchboard, server_switchboard, G_TYPE_OBJECT)

static void
on_channel_ended (ServerChannel *channel, gpointer data)
{
  ServerSwitchboard *self = SERVER_SWITCHBOARD (data);

  g_hash_table_remove (self->channels, channel);
  if (self->changed != NULL)
    self->changed (self->changed_data);
  if (self->stopping && g_hash_table_size (self->channels) == 0 && self->empty != NULL)
    g_steal_pointer (&self->empty) (self->empty_data);
}

static void
server_switchboard_dispose (GObject *object)
{
  ServerSwitchboard *self = SERVER_SWITCHBOARD (object);

  self->empty = NULL;
  self->changed = NULL;
  if (self->channels != NULL)
    server_switchboard_cut (self);

  G_OBJECT_CLASS (server_switchboard_parent_class)->dispose (object);
}

static void
server_switchboard_finalize (GObject *object)
{
  ServerSwitchboard *self = SERVER_SWITCHBOARD (object);

  g_clear_pointer (&self->channels, g_hash_table_unref);
  g_clear_pointer (&self->shared, server_channel_shared_unref);

  G_OBJECT_CLASS (server_switchboard_parent_class)->finalize (object);
}

static void
server_switchboard_class_init (ServerSwitchboardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = server_switchboard_dispose;
  object_class->finalize = server_switchboard_finalize;
}

static void
server_switchboard_init (ServerSwitchboard *self)
{
  self->channels = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

/**
 * server_switchboard_new:
 * @reactor: what waits for the connections
 * @delivery: attaches channels to inboxes
 * @messages: takes what is sent
 * @actions: takes what is done to messages, and noted
 * @auth: whose memory of tokens is kept right
 * @limits: what is announced to clients
 *
 * Returns: (transfer full): a switchboard without channels
 */
ServerSwitchboard *
server_switchboard_new (ServerReactor *reactor,
                        ServerDelivery *delivery,
                        ServerMessageService *messages,
                        ServerActionService *actions,
                        ServerAuth *auth,
                        const LandlineLimits *limits)
{
  ServerSwitchboard *self = g_object_new (SERVER_TYPE_SWITCHBOARD, NULL);

  self->shared = server_channel_shared_new (reactor, delivery, messages, actions, auth, limits);
  self->shared->ended = on_channel_ended;
  self->shared->ended_data = self;
  server_switchboard_set_times (self, SERVER_LIMIT_HELLO * 1000, SERVER_LIMIT_PING_INTERVAL * 1000,
                                SERVER_LIMIT_PONG * 1000, SERVER_LIMIT_CLOSE * 1000);

  return self;
}

/**
 * server_switchboard_set_limits:
 * @self: a switchboard
 * @limits: what is announced to clients that connect from now on
 */
void
server_switchboard_set_limits (ServerSwitchboard *self, const LandlineLimits *limits)
{
  g_return_if_fail (SERVER_IS_SWITCHBOARD (self));
  g_return_if_fail (limits != NULL);

  self->shared->limits = *limits;
}

/**
 * server_switchboard_set_times:
 * @self: a switchboard
 * @first_ms: milliseconds to `hello`
 * @ping_ms: milliseconds between two pings
 * @pong_ms: milliseconds to answer one
 * @close_ms: milliseconds to answer a close frame
 *
 * Changes the times of `server-limits.h`, for channels that connect from now on. For tests.
 */
void
server_switchboard_set_times (ServerSwitchboard *self,
                              guint first_ms,
                              guint ping_ms,
                              guint pong_ms,
                              guint close_ms)
{
  g_return_if_fail (SERVER_IS_SWITCHBOARD (self));

  self->shared->websocket.first_ms = first_ms;
  self->shared->websocket.ping_ms = ping_ms;
  self->shared->websocket.pong_ms = pong_ms;
  self->shared->websocket.close_ms = close_ms;
}

/**
 * server_switchboard_set_changed_func:
 * @self: a switchboard
 * @func: (nullable): called with every channel that comes or goes; it must not touch them
 * @data: for @func
 */
void
server_switchboard_set_changed_func (ServerSwitchboard *self,
                                     ServerSwitchboardChangedFunc func,
                                     gpointer data)
{
  g_return_if_fail (SERVER_IS_SWITCHBOARD (self));

  self->changed = func;
  self->changed_data = data;
}

/**
 * server_switchboard_connect:
 * @self: a switchboard
 * @stream: a stream after the upgrade
 * @account: whose device it is
 * @early: (array length=early_length) (nullable): what came behind the upgrade and was read with it
 * @early_length: how many bytes
 *
 * Opens a channel. While the switchboard stops, the stream is closed instead.
 */
void
server_switchboard_connect (ServerSwitchboard *self,
                            ServerStream *stream,
                            ServerAccount *account,
                            guint8 *early,
                            gsize early_length)
{
  g_autoptr (GError) error = NULL;
  ServerChannel *channel;

  g_return_if_fail (SERVER_IS_SWITCHBOARD (self));
  g_return_if_fail (SERVER_IS_STREAM (stream));

  if (self->stopping)
    {
      g_io_stream_close (G_IO_STREAM (stream), NULL, NULL);
      return;
    }

  channel = server_channel_new (self->shared, account);
  g_hash_table_add (self->channels, channel);
  if (self->changed != NULL)
    self->changed (self->changed_data);
  if (!server_channel_start (channel, stream, early, early_length, &error))
    {
      g_debug ("A channel was not opened: %s", error->message);
      g_io_stream_close (G_IO_STREAM (stream), NULL, NULL);
      g_hash_table_remove (self->channels, channel);
    }
}

/**
 * server_switchboard_get_n_channels:
 * @self: a switchboard
 *
 * Returns: how many channels have not ended
 */
guint
server_switchboard_get_n_channels (ServerSwitchboard *self)
{
  g_return_val_if_fail (SERVER_IS_SWITCHBOARD (self), 0);

  return g_hash_table_size (self->channels);
}

/**
 * server_switchboard_get_memory:
 * @self: a switchboard
 *
 * Returns: how many bytes wait in all channels, in either direction
 */
gsize
server_switchboard_get_memory (ServerSwitchboard *self)
{
  GHashTableIter iter;
  gpointer channel;
  gsize sum = 0;

  g_return_val_if_fail (SERVER_IS_SWITCHBOARD (self), 0);

  g_hash_table_iter_init (&iter, self->channels);
  while (g_hash_table_iter_next (&iter, &channel, NULL))
    sum += server_channel_get_memory (channel);

  return sum;
}

/**
 * server_switchboard_stop:
 * @self: a switchboard
 * @func: called when the last channel has ended, from the main loop or, when there is none, at once
 * @data: for @func
 *
 * Says `bye` to all channels and takes no more.
 */
void
server_switchboard_stop (ServerSwitchboard *self, ServerSwitchboardEmptyFunc func, gpointer data)
{
  GHashTableIter iter;
  gpointer channel;

  g_return_if_fail (SERVER_IS_SWITCHBOARD (self));

  self->stopping = TRUE;
  if (g_hash_table_size (self->channels) == 0)
    {
      func (data);
      return;
    }

  self->empty = func;
  self->empty_data = data;
  g_hash_table_iter_init (&iter, self->channels);
  while (g_hash_table_iter_next (&iter, &channel, NULL))
    server_channel_say_bye (channel, "restart", SERVER_LIMIT_RETRY_AFTER);
}

/**
 * server_switchboard_cut:
 * @self: a switchboard
 *
 * Ends all channels at once.
 */
void
server_switchboard_cut (ServerSwitchboard *self)
{
  g_autoptr (GPtrArray) channels = NULL;

  g_return_if_fail (SERVER_IS_SWITCHBOARD (self));

  /* Each takes itself out of the table. */
  channels = g_hash_table_get_keys_as_ptr_array (self->channels);
  for (guint i = 0; i < channels->len; i++)
    server_channel_cut (g_ptr_array_index (channels, i));
}
