/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-reactor.h"

G_BEGIN_DECLS

/* So many connections that came or went make it worth while. */
#define SERVER_TIDY_CHANGES 32
/* Milliseconds that nobody has come or gone before it is done, and between two times. */
#define SERVER_TIDY_QUIET    1000
#define SERVER_TIDY_INTERVAL 5000

/**
 * ServerTidyFunc:
 * @data: what was given with the function
 *
 * Gives free memory back to the system.
 */
typedef void (*ServerTidyFunc) (gpointer data);

/**
 * ServerTidy:
 *
 * When to give free memory back to the system: a storm of log-ins leaves holes between what stays,
 * and the end of many connections leaves all of their memory. Not in the middle of it, where the
 * memory is needed again at once, and not often. All members are its own.
 */
typedef struct
{
  ServerDeadline deadline;
  ServerReactor *reactor;
  ServerTidyFunc func;
  gpointer data;
  gint64 changed;
  gint64 tidied;
  guint n_changes;
} ServerTidy;

void
server_tidy_init (ServerTidy *self, ServerReactor *reactor, ServerTidyFunc func, gpointer data);
void server_tidy_clear (ServerTidy *self);
void server_tidy_note (ServerTidy *self);
void server_tidy_note_at (ServerTidy *self, gint64 now_ms);
gint64 server_tidy_get_wait (const ServerTidy *self, gint64 now_ms);
void server_tidy_run (ServerTidy *self, gint64 now_ms);

G_END_DECLS
