/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One tick of the wheel, and how many it has: a turn of it is longer than any deadline of a
 * connection. */
#define SERVER_DEADLINE_TICK_MS 64
#define SERVER_DEADLINE_SLOTS   1024

typedef struct _ServerDeadline ServerDeadline;

/**
 * ServerDeadlineFunc:
 * @deadline: the deadline that has passed; it is not set any more and may be set again, or freed
 */
typedef void (*ServerDeadlineFunc) (ServerDeadline *deadline);

/**
 * ServerDeadline:
 * @func: what is called when it has passed
 *
 * A time by which something has to have happened, part of the object that waits: setting and
 * clearing one costs nothing that grows with their number. All but @func belongs to the wheel.
 */
struct _ServerDeadline
{
  ServerDeadlineFunc func;
  ServerDeadline *next;
  ServerDeadline **link;
  guint64 tick;
};

/**
 * ServerDeadlines:
 *
 * A timer wheel. Pure: it is told the time.
 */
typedef struct
{
  ServerDeadline *slots[SERVER_DEADLINE_SLOTS];
  ServerDeadline *running;
  guint64 tick;
  guint n_set;
} ServerDeadlines;

void server_deadline_init (ServerDeadline *deadline, ServerDeadlineFunc func);
gboolean server_deadline_is_set (const ServerDeadline *deadline);

void server_deadlines_init (ServerDeadlines *self, gint64 now_ms);
void server_deadlines_set (ServerDeadlines *self, ServerDeadline *deadline, gint64 due_ms);
void server_deadlines_clear (ServerDeadlines *self, ServerDeadline *deadline);
void server_deadlines_run (ServerDeadlines *self, gint64 now_ms);
gint64 server_deadlines_get_next (const ServerDeadlines *self);

G_END_DECLS
