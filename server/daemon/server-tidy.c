/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-daemon"

#include "config.h"

#include "server-tidy.h"

static void
on_deadline (ServerDeadline *deadline)
{
  ServerTidy *self = (ServerTidy *) ((char *) deadline - G_STRUCT_OFFSET (ServerTidy, deadline));
  gint64 now = server_reactor_get_time (self->reactor);
  gint64 wait = server_tidy_get_wait (self, now);

  if (wait == 0)
    server_tidy_run (self, now);
  else if (wait > 0)
    server_reactor_set_deadline (self->reactor, deadline, (guint) wait);
}

/**
 * server_tidy_init:
 * @self: (out caller-allocates): a tidy
 * @reactor: (transfer none): what keeps the time; outlives it
 * @func: gives memory back
 * @data: for @func
 */
void
server_tidy_init (ServerTidy *self, ServerReactor *reactor, ServerTidyFunc func, gpointer data)
{
  *self = (ServerTidy) { .reactor = reactor, .func = func, .data = data };
  self->tidied = server_reactor_get_time (reactor) - SERVER_TIDY_INTERVAL;
  server_deadline_init (&self->deadline, on_deadline);
}

/**
 * server_tidy_clear:
 * @self: a tidy, or zeroes
 *
 * Ends it: @func is not called any more.
 */
void
server_tidy_clear (ServerTidy *self)
{
  if (self->reactor != NULL)
    server_reactor_clear_deadline (self->reactor, &self->deadline);
  self->reactor = NULL;
}

/**
 * server_tidy_note:
 * @self: a tidy
 *
 * Says that a connection has come or gone.
 */
void
server_tidy_note (ServerTidy *self)
{
  if (self->reactor == NULL)
    return;

  server_tidy_note_at (self, server_reactor_get_time (self->reactor));

  /* One that is set already looks itself how long it has to wait on. */
  if (self->n_changes >= SERVER_TIDY_CHANGES && !server_deadline_is_set (&self->deadline))
    server_reactor_set_deadline (self->reactor, &self->deadline, SERVER_TIDY_QUIET);
}

/**
 * server_tidy_note_at:
 * @self: a tidy
 * @now_ms: the time
 *
 * The part of server_tidy_note() that does not wait.
 */
void
server_tidy_note_at (ServerTidy *self, gint64 now_ms)
{
  self->changed = now_ms;
  self->n_changes++;
}

/**
 * server_tidy_get_wait:
 * @self: a tidy
 * @now_ms: the time
 *
 * Returns: in how many milliseconds it is to be done if nothing happens until then, 0 for now, -1
 * when there is no need
 */
gint64
server_tidy_get_wait (const ServerTidy *self, gint64 now_ms)
{
  gint64 due = MAX (self->changed + SERVER_TIDY_QUIET, self->tidied + SERVER_TIDY_INTERVAL);

  if (self->n_changes < SERVER_TIDY_CHANGES)
    return -1;

  return MAX (due - now_ms, 0);
}

/**
 * server_tidy_run:
 * @self: a tidy
 * @now_ms: the time
 *
 * Does it.
 */
void
server_tidy_run (ServerTidy *self, gint64 now_ms)
{
  self->n_changes = 0;
  self->tidied = now_ms;
  self->func (self->data);
}
