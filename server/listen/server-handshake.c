/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-listen"

#include "config.h"

#include "server-handshake.h"

#include "server-limits.h"

/* A handshake that is under way; it keeps its stream alive. */
typedef struct
{
  ServerWatch watch;
  ServerReactor *reactor;
  ServerHandshakeBudget *budget;
  ServerStream *stream;
  ServerHandshakeFunc func;
  gpointer data;
  GDestroyNotify free_data;
} Handshake;

static void
handshake_free (Handshake *self)
{
  server_reactor_unwatch (self->reactor, &self->watch);
  g_object_unref (self->stream);
  g_object_unref (self->reactor);
  if (self->free_data != NULL)
    self->free_data (self->data);
  g_free (self);
}

static void
finish (Handshake *self)
{
  server_reactor_unwatch (self->reactor, &self->watch);
  self->func (self->stream, self->data);
  handshake_free (self);
}

static gboolean
may_step (Handshake *self)
{
  guint64 turn = server_reactor_get_turn (self->reactor);

  if (self->budget->turn != turn)
    *self->budget = (ServerHandshakeBudget) { .turn = turn };

  return self->budget->n_steps++ < SERVER_LIMIT_HANDSHAKE_STEPS;
}

static void
on_ready (ServerWatch *watch, guint32 events)
{
  Handshake *self = (Handshake *) watch;

  /* Not now: the descriptor is as ready in the next turn. */
  if (!may_step (self))
    return;

  switch (server_stream_shake_hands (self->stream))
    {
    case SERVER_HANDSHAKE_DONE:
      finish (self);
      break;

    case SERVER_HANDSHAKE_READS:
      server_reactor_change (self->reactor, watch, EPOLLIN);
      break;

    case SERVER_HANDSHAKE_WRITES:
      server_reactor_change (self->reactor, watch, EPOLLOUT);
      break;

    case SERVER_HANDSHAKE_FAILED:
    default:
      g_debug ("A handshake failed");
      server_stream_shut_down (self->stream);
      handshake_free (self);
      break;
    }
}

static void
on_turn_ended (ServerWatch *watch)
{
}

static const ServerWatchFuncs watch_funcs = { on_ready, on_turn_ended };

/**
 * server_handshake_start:
 * @reactor: waits for the descriptor
 * @budget: what all handshakes of @reactor share; outlives them
 * @stream: a stream before its handshake
 * @func: called when the handshake is done, maybe at once; not called when it fails
 * @data: for @func
 * @free_data: (nullable): frees @data, whatever comes of the handshake
 *
 * Shakes hands without waiting. It has no deadline: who has one shuts the stream down.
 */
void
server_handshake_start (ServerReactor *reactor,
                        ServerHandshakeBudget *budget,
                        ServerStream *stream,
                        ServerHandshakeFunc func,
                        gpointer data,
                        GDestroyNotify free_data)
{
  Handshake *self = g_new0 (Handshake, 1);
  g_autoptr (GError) error = NULL;

  server_watch_init (&self->watch, &watch_funcs);
  self->reactor = g_object_ref (reactor);
  self->budget = budget;
  self->stream = g_object_ref (stream);
  self->func = func;
  self->data = data;
  self->free_data = free_data;

  /* A plain stream has nothing to wait for; the client of another speaks first. */
  if (!server_stream_has_session (stream))
    {
      finish (self);
    }
  else if (!server_reactor_watch (reactor, &self->watch, server_stream_get_descriptor (stream),
                                  EPOLLIN, &error))
    {
      g_debug ("A handshake was not begun: %s", error->message);
      handshake_free (self);
    }
}
