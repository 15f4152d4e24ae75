/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib-object.h>
#include <sys/epoll.h>

#include "server-deadline.h"

G_BEGIN_DECLS

typedef struct _ServerWatch ServerWatch;

/**
 * ServerWatchFuncs:
 * @ready: the descriptor is ready: the `EPOLL…` events that it is ready for. Also called, with
 * %EPOLLIN, in the turn after [method@ServerReactor.read_again]
 * @turn_ended: after everything else of the turn in which [method@ServerReactor.mark] was called
 *
 * What a watched connection does. Either function may unwatch any watch, and free its own.
 */
typedef struct
{
  void (*ready) (ServerWatch *watch, guint32 events);
  void (*turn_ended) (ServerWatch *watch);
} ServerWatchFuncs;

/**
 * ServerWatch:
 * @funcs: (transfer none): what is called
 * @descriptor: what is watched, -1 when nothing is
 *
 * A watched descriptor, part of the object that watches it: no memory of its own for each
 * connection. All but @funcs belongs to the reactor.
 */
struct _ServerWatch
{
  const ServerWatchFuncs *funcs;
  int descriptor;
  guint32 events;

  /* Places in the reactor's three lists, from 1; 0 when not in it. */
  guint in_batch;
  guint in_again;
  guint in_marked;
};

#define SERVER_TYPE_REACTOR (server_reactor_get_type ())

G_DECLARE_FINAL_TYPE (ServerReactor, server_reactor, SERVER, REACTOR, GObject)

ServerReactor *server_reactor_new (GMainContext *context, GError **error);

void server_watch_init (ServerWatch *watch, const ServerWatchFuncs *funcs);
gboolean server_reactor_watch (ServerReactor *self,
                               ServerWatch *watch,
                               int descriptor,
                               guint32 events,
                               GError **error);
void server_reactor_change (ServerReactor *self, ServerWatch *watch, guint32 events);
void server_reactor_unwatch (ServerReactor *self, ServerWatch *watch);
void server_reactor_read_again (ServerReactor *self, ServerWatch *watch);
void server_reactor_mark (ServerReactor *self, ServerWatch *watch);

void
server_reactor_set_deadline (ServerReactor *self, ServerDeadline *deadline, guint milliseconds);
void server_reactor_clear_deadline (ServerReactor *self, ServerDeadline *deadline);
guint64 server_reactor_get_turn (ServerReactor *self);
gint64 server_reactor_get_time (ServerReactor *self);

G_END_DECLS
