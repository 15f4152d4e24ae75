/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-channel"

#include "config.h"

#include "server-websocket.h"

#include <string.h>

#include "server-limits.h"

static void on_ready (ServerWatch *watch, guint32 events);
static void on_turn_ended (ServerWatch *watch);
static void take_kept (ServerWebsocket *self);

static const ServerWatchFuncs watch_funcs = { on_ready, on_turn_ended };

static ServerWebsocket *
from_watch (ServerWatch *watch)
{
  return (ServerWebsocket *) ((char *) watch - G_STRUCT_OFFSET (ServerWebsocket, watch));
}

static ServerWebsocket *
from_deadline (ServerDeadline *deadline)
{
  return (ServerWebsocket *) ((char *) deadline - G_STRUCT_OFFSET (ServerWebsocket, deadline));
}

/**
 * server_websocket_get_queued:
 * @self: a websocket
 *
 * Returns: how many bytes wait to be written
 */
gsize
server_websocket_get_queued (const ServerWebsocket *self)
{
  return self->out_length - self->out_sent;
}

/**
 * server_websocket_get_memory:
 * @self: a websocket
 *
 * Returns: how many bytes of memory it holds beyond its own structure and its stream
 */
gsize
server_websocket_get_memory (const ServerWebsocket *self)
{
  return server_frame_parser_get_held (&self->parser) + self->kept_length + self->out_size;
}

/**
 * server_websocket_is_open:
 * @self: a websocket
 *
 * Returns: whether messages still go in both directions
 */
gboolean
server_websocket_is_open (const ServerWebsocket *self)
{
  return self->stream != NULL && !self->closing && !self->ended;
}

static void
set_deadline (ServerWebsocket *self, guint milliseconds)
{
  server_reactor_set_deadline (self->shared->reactor, &self->deadline, milliseconds);
}

/* Reading stops while the user says so, and while answers to what is read have no room. At the end
 * there are none. */
static gboolean
wants_input (const ServerWebsocket *self)
{
  return self->closing || (!self->paused && !self->full);
}

static void
update_events (ServerWebsocket *self)
{
  guint32 events = 0;

  if (wants_input (self))
    events |= EPOLLIN;
  if (self->blocked)
    events |= EPOLLOUT;

  server_reactor_change (self->shared->reactor, &self->watch, events);
}

static void
end (ServerWebsocket *self)
{
  if (self->ended)
    return;

  self->ended = TRUE;
  server_reactor_unwatch (self->shared->reactor, &self->watch);
  server_reactor_clear_deadline (self->shared->reactor, &self->deadline);
  server_stream_shut_down (self->stream);
  g_io_stream_close (G_IO_STREAM (self->stream), NULL, NULL);
  self->funcs->ended (self);
}

static void
take_spare (ServerWebsocket *self)
{
  ServerWebsocketShared *shared = self->shared;

  if (shared->n_spares == 0)
    return;

  shared->n_spares--;
  self->out = shared->spares[shared->n_spares];
  self->out_size = shared->spare_sizes[shared->n_spares];
}

/* Who is busy writes in every turn: its memory would grow from the smallest each time. */
static void
release_out (ServerWebsocket *self)
{
  ServerWebsocketShared *shared = self->shared;
  guint8 *out = g_steal_pointer (&self->out);

  if (out != NULL && shared->n_spares < SERVER_WEBSOCKET_SPARES &&
      self->out_size <= SERVER_WEBSOCKET_SPARE_SIZE)
    {
      shared->spares[shared->n_spares] = out;
      shared->spare_sizes[shared->n_spares] = self->out_size;
      shared->n_spares++;
    }
  else
    {
      g_free (out);
    }
  self->out_length = self->out_sent = self->out_size = 0;
}

static void
make_room (ServerWebsocket *self, gsize length)
{
  gsize needed;

  if (self->out == NULL)
    take_spare (self);

  if (self->out_sent > self->out_size / 2)
    {
      self->out_length -= self->out_sent;
      memmove (self->out, self->out + self->out_sent, self->out_length);
      self->out_sent = 0;
    }

  needed = self->out_length + length;
  if (needed > self->out_size)
    {
      self->out_size = (guint32) MAX (needed + needed / 2, 512);
      self->out = g_realloc (self->out, self->out_size);
    }
}

static void
push_frame (ServerWebsocket *self, ServerOpcode opcode, const void *payload, gsize length)
{
  make_room (self, SERVER_FRAME_WRITE_HEADER_MAX + length);
  self->out_length += (guint32) server_frame_write_header (self->out + self->out_length, opcode,
                                                           length);
  if (length > 0)
    memcpy (self->out + self->out_length, payload, length);
  self->out_length += (guint32) length;

  if (server_websocket_get_queued (self) >= SERVER_LIMIT_QUEUE)
    self->full = TRUE;
  if (!self->blocked)
    server_reactor_mark (self->shared->reactor, &self->watch);
}

/**
 * server_websocket_close:
 * @self: a websocket
 * @code: a close code
 * @reason: ASCII for people who debug
 *
 * Begins the end: what is queued goes out, then a close frame; nothing that comes is told any more.
 * Does nothing when the end has begun already.
 */
void
server_websocket_close (ServerWebsocket *self, guint code, const char *reason)
{
  guint8 payload[SERVER_FRAME_CONTROL_MAX];
  gsize length;

  if (!server_websocket_is_open (self))
    return;

  self->closing = TRUE;
  length = server_frame_write_close (payload, code, reason);
  push_frame (self, SERVER_OPCODE_CLOSE, payload, length);
  set_deadline (self, self->shared->close_ms);

  /* The peer's close frame may stand behind what was kept. */
  take_kept (self);
  update_events (self);
}

/**
 * server_websocket_cut:
 * @self: a websocket
 *
 * Ends the connection at once, without a word.
 */
void
server_websocket_cut (ServerWebsocket *self)
{
  if (self->stream != NULL)
    end (self);
}

/**
 * server_websocket_push:
 * @self: a websocket
 * @text: (array length=length): a message
 * @length: how many bytes
 *
 * Queues a text message; what is queued within a turn of the loop goes out in one write. A peer
 * that lets more wait than %SERVER_LIMIT_QUEUE_HARD is closed (1013) instead.
 */
void
server_websocket_push (ServerWebsocket *self, const char *text, gsize length)
{
  if (!server_websocket_is_open (self))
    return;

  if (server_websocket_get_queued (self) + length > SERVER_LIMIT_QUEUE_HARD)
    server_websocket_close (self, SERVER_CLOSE_SLOW, "too much waits to be read");
  else
    push_frame (self, SERVER_OPCODE_TEXT, text, length);
}

static void
on_close_frame (ServerWebsocket *self, const guint8 *payload, gsize length)
{
  guint code = SERVER_CLOSE_NORMAL;

  self->close_received = TRUE;
  if (self->closing)
    {
      server_reactor_mark (self->shared->reactor, &self->watch);
      return;
    }

  server_frame_parse_close (payload, length, &code);
  server_websocket_close (self, code == SERVER_CLOSE_NO_STATUS ? SERVER_CLOSE_NORMAL : code, "");
}

static gboolean
on_frame (ServerOpcode opcode, const guint8 *payload, gsize length, gpointer data)
{
  ServerWebsocket *self = data;

  if (opcode == SERVER_OPCODE_CLOSE)
    {
      on_close_frame (self, payload, length);
      return TRUE;
    }

  if (self->closing)
    return TRUE;

  if (opcode == SERVER_OPCODE_PING)
    {
      push_frame (self, SERVER_OPCODE_PONG, payload, length);
    }
  else if (opcode == SERVER_OPCODE_PONG)
    {
      if (self->waits_for_pong)
        {
          self->waits_for_pong = FALSE;
          set_deadline (self, self->shared->ping_ms);
        }
    }
  else
    {
      if (!self->heard)
        {
          self->heard = TRUE;
          set_deadline (self, self->shared->ping_ms);
        }
      if (!self->funcs->message (self, (const char *) payload, length))
        self->paused = TRUE;
    }

  return wants_input (self);
}

/* Parses bytes as far as they may be parsed now. Returns how many that were; all, when the peer has
 * broken the protocol. */
static gsize
parse (ServerWebsocket *self, guint8 *bytes, gsize length)
{
  gsize used = 0;
  gboolean good;

  if (self->deaf)
    return length;

  self->parsing = TRUE;
  good = server_frame_parser_feed (&self->parser, bytes, length, on_frame, self, &used);
  self->parsing = FALSE;
  if (good)
    return used;

  /* Read on, so that our close frame is not lost to a reset, but listen no more. */
  self->deaf = TRUE;
  server_frame_parser_clear (&self->parser);
  server_websocket_close (self, server_frame_parser_get_close_code (&self->parser),
                          "not a valid frame");
  return length;
}

/* Parses what came; what may not be parsed yet is kept. */
static void
take (ServerWebsocket *self, guint8 *bytes, gsize length)
{
  gsize used = parse (self, bytes, length);

  if (used < length)
    {
      self->kept = g_memdup2 (bytes + used, length - used);
      self->kept_length = (guint32) (length - used);
      self->kept_at = 0;
    }
}

/* Goes on with what was kept. The end, which may begin within, does the same: there is nothing left
 * to do after it then. */
static void
take_kept (ServerWebsocket *self)
{
  gsize used;

  if (self->kept == NULL || self->parsing)
    return;

  used = parse (self, self->kept + self->kept_at, self->kept_length - self->kept_at);
  if (self->kept == NULL)
    return;

  self->kept_at += (guint32) used;
  if (self->kept_at == self->kept_length)
    {
      g_clear_pointer (&self->kept, g_free);
      self->kept_length = self->kept_at = 0;
    }
}

static void
go_on (ServerWebsocket *self)
{
  if (!wants_input (self) || self->ended || self->stream == NULL)
    return;

  take_kept (self);
  update_events (self);

  /* What a session holds back is not seen by the descriptor. */
  if (wants_input (self) && server_stream_has_pending (self->stream))
    server_reactor_read_again (self->shared->reactor, &self->watch);
}

/**
 * server_websocket_resume:
 * @self: a websocket
 *
 * Goes on reading after a message that paused it. Not within the message function.
 */
void
server_websocket_resume (ServerWebsocket *self)
{
  if (!self->paused)
    return;

  self->paused = FALSE;
  go_on (self);
}

/* A peer that takes nothing is not borne until the next ping would have its answer. */
static void
set_blocked (ServerWebsocket *self, gboolean blocked)
{
  if (blocked && !self->blocked && self->heard && !self->waits_for_pong && !self->closing)
    {
      self->progressed = FALSE;
      set_deadline (self, self->shared->pong_ms);
    }
  self->blocked = blocked;
}

static void
flush (ServerWebsocket *self)
{
  gsize queued = server_websocket_get_queued (self);
  gssize n;

  if (queued > 0)
    {
      n = server_stream_write (self->stream, self->out + self->out_sent, queued);
      if (n == SERVER_STREAM_FAILED)
        {
          end (self);
          return;
        }

      if (n > 0)
        {
          self->out_sent += (guint32) n;
          self->progressed = TRUE;
        }
      queued = server_websocket_get_queued (self);
    }

  set_blocked (self, queued > 0);
  if (queued == 0)
    {
      release_out (self);
      if (self->closing && self->close_received)
        {
          end (self);
          return;
        }
    }

  if (self->full && queued <= SERVER_LIMIT_QUEUE / 2)
    {
      self->full = FALSE;
      if (!self->closing)
        self->funcs->drained (self);
      go_on (self);
    }
  update_events (self);
}

static void
on_turn_ended (ServerWatch *watch)
{
  ServerWebsocket *self = from_watch (watch);

  flush (self);
}

static void
read_turn (ServerWebsocket *self)
{
  gsize budget = SERVER_LIMIT_TURN;

  while (wants_input (self))
    {
      gssize n = server_stream_read (self->stream, self->shared->buffer, SERVER_WEBSOCKET_BUFFER);

      if (n == SERVER_STREAM_WOULD_BLOCK)
        break;

      if (n <= 0)
        {
          /* The peer may still take what it was going to be told. */
          if (n == SERVER_STREAM_END && server_websocket_get_queued (self) > 0)
            server_stream_write (self->stream, self->out + self->out_sent,
                                 server_websocket_get_queued (self));
          end (self);
          return;
        }

      take (self, self->shared->buffer, (gsize) n);

      /* A short read of a plain stream has emptied it: no need to ask once more. */
      if (n < SERVER_WEBSOCKET_BUFFER && !server_stream_has_pending (self->stream))
        break;

      if (budget <= (gsize) n)
        {
          server_reactor_read_again (self->shared->reactor, &self->watch);
          break;
        }
      budget -= (gsize) n;
    }

  update_events (self);
}

static void
on_ready (ServerWatch *watch, guint32 events)
{
  ServerWebsocket *self = from_watch (watch);

  if (events & EPOLLOUT)
    server_reactor_mark (self->shared->reactor, watch);

  if ((events & (EPOLLHUP | EPOLLERR)) && !wants_input (self))
    end (self);
  else if (events & (EPOLLIN | EPOLLHUP | EPOLLERR))
    read_turn (self);
}

static void
on_deadline (ServerDeadline *deadline)
{
  ServerWebsocket *self = from_deadline (deadline);
  gboolean progressed = self->progressed;

  self->progressed = FALSE;

  if (self->closing)
    {
      end (self);
    }
  else if (!self->heard)
    {
      server_websocket_close (self, SERVER_CLOSE_SILENT, "nothing was said");
    }
  else if (self->blocked && !progressed)
    {
      /* A close frame would stand behind what the peer does not read. */
      end (self);
    }
  else if (self->blocked && !self->waits_for_pong)
    {
      set_deadline (self, self->shared->pong_ms);
    }
  else if (!self->waits_for_pong)
    {
      self->waits_for_pong = TRUE;
      push_frame (self, SERVER_OPCODE_PING, NULL, 0);
      set_deadline (self, self->shared->pong_ms);
    }
  else if (self->paused || self->full || self->blocked)
    {
      /* The answer may stand behind what we do not read, the ping behind what the peer does not
       * read. */
      set_deadline (self, self->shared->pong_ms);
    }
  else
    {
      end (self);
    }
}

/**
 * server_websocket_shared_clear:
 * @shared: what websockets share, none of which is used any more
 *
 * Frees the memory that it keeps for them, its buffer too.
 */
void
server_websocket_shared_clear (ServerWebsocketShared *shared)
{
  while (shared->n_spares > 0)
    g_free (shared->spares[--shared->n_spares]);
  g_clear_pointer (&shared->buffer, g_free);
}

/**
 * server_websocket_init:
 * @self: (out caller-allocates): a websocket
 * @funcs: (transfer none): what is called
 * @shared: (transfer none): what it shares with others
 *
 * Makes @self one that is not connected yet.
 */
void
server_websocket_init (ServerWebsocket *self,
                       const ServerWebsocketFuncs *funcs,
                       ServerWebsocketShared *shared)
{
  *self = (ServerWebsocket) { .funcs = funcs, .shared = shared };
  server_watch_init (&self->watch, &watch_funcs);
  server_deadline_init (&self->deadline, on_deadline);
  server_frame_parser_init (&self->parser);
}

/**
 * server_websocket_start:
 * @self: a websocket that is not connected
 * @stream: a stream after the handshake
 * @early: (array length=early_length) (nullable): what came behind the handshake and was read with
 * it
 * @early_length: how many bytes
 * @error: return location for an error
 *
 * Connects it. Functions may be called before this returns.
 *
 * Returns: %FALSE when the descriptor cannot be waited for
 */
gboolean
server_websocket_start (ServerWebsocket *self,
                        ServerStream *stream,
                        guint8 *early,
                        gsize early_length,
                        GError **error)
{
  g_return_val_if_fail (SERVER_IS_STREAM (stream), FALSE);
  g_return_val_if_fail (self->stream == NULL, FALSE);

  if (!server_reactor_watch (self->shared->reactor, &self->watch,
                             server_stream_get_descriptor (stream), EPOLLIN, error))
    return FALSE;

  self->stream = g_object_ref (stream);
  set_deadline (self, self->shared->first_ms);
  if (early_length > 0)
    take (self, early, early_length);
  update_events (self);

  if (server_stream_has_pending (stream))
    server_reactor_read_again (self->shared->reactor, &self->watch);

  return TRUE;
}

/**
 * server_websocket_clear:
 * @self: a websocket
 *
 * Frees what it holds. It is not told that it has ended.
 */
void
server_websocket_clear (ServerWebsocket *self)
{
  server_reactor_unwatch (self->shared->reactor, &self->watch);
  server_reactor_clear_deadline (self->shared->reactor, &self->deadline);
  server_frame_parser_clear (&self->parser);
  g_clear_pointer (&self->kept, g_free);
  g_clear_pointer (&self->out, g_free);
  g_clear_object (&self->stream);
  self->ended = TRUE;
}
