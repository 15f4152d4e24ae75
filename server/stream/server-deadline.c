/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-stream"

#include "config.h"

#include "server-deadline.h"

/* Rounded up: a deadline never passes early. */
static guint64
tick_of (gint64 ms)
{
  return ((guint64) MAX (ms, 0) + SERVER_DEADLINE_TICK_MS - 1) / SERVER_DEADLINE_TICK_MS;
}

/**
 * server_deadline_init:
 * @deadline: (out caller-allocates): a deadline
 * @func: what is called when it has passed
 *
 * Makes @deadline one that is not set.
 */
void
server_deadline_init (ServerDeadline *deadline, ServerDeadlineFunc func)
{
  *deadline = (ServerDeadline) { .func = func };
}

/**
 * server_deadline_is_set:
 * @deadline: a deadline
 *
 * Returns: whether it waits in a wheel
 */
gboolean
server_deadline_is_set (const ServerDeadline *deadline)
{
  return deadline->link != NULL;
}

/**
 * server_deadlines_init:
 * @self: (out caller-allocates): a wheel
 * @now_ms: the time, in milliseconds of any clock that does not jump
 */
void
server_deadlines_init (ServerDeadlines *self, gint64 now_ms)
{
  *self = (ServerDeadlines) { .tick = (guint64) MAX (now_ms, 0) / SERVER_DEADLINE_TICK_MS };
}

static void
link_deadline (ServerDeadlines *self, ServerDeadline *deadline)
{
  ServerDeadline **slot = &self->slots[deadline->tick % SERVER_DEADLINE_SLOTS];

  deadline->next = *slot;
  deadline->link = slot;
  if (deadline->next != NULL)
    deadline->next->link = &deadline->next;
  *slot = deadline;
}

/**
 * server_deadlines_set:
 * @self: a wheel
 * @deadline: a deadline, set or not
 * @due_ms: when it passes
 *
 * Sets @deadline, or moves it.
 */
void
server_deadlines_set (ServerDeadlines *self, ServerDeadline *deadline, gint64 due_ms)
{
  guint64 tick = MAX (tick_of (due_ms), self->tick + 1);

  if (deadline->link != NULL)
    {
      if (deadline->tick == tick)
        return;
      server_deadlines_clear (self, deadline);
    }

  deadline->tick = tick;
  link_deadline (self, deadline);
  self->n_set++;
}

/**
 * server_deadlines_clear:
 * @self: a wheel
 * @deadline: a deadline, set or not
 *
 * Takes @deadline out, so that it does not pass.
 */
void
server_deadlines_clear (ServerDeadlines *self, ServerDeadline *deadline)
{
  if (deadline->link == NULL)
    return;

  *deadline->link = deadline->next;
  if (deadline->next != NULL)
    deadline->next->link = deadline->link;
  deadline->next = NULL;
  deadline->link = NULL;
  self->n_set--;
}

/* Runs what is due in one slot. What a function sets anew is due in a later tick, so that this
 * ends. */
static void
run_slot (ServerDeadlines *self, ServerDeadline **slot)
{
  /* A list of its own, so that functions may clear deadlines that are next in it. */
  self->running = g_steal_pointer (slot);
  if (self->running != NULL)
    self->running->link = &self->running;

  while (self->running != NULL)
    {
      ServerDeadline *deadline = self->running;

      server_deadlines_clear (self, deadline);
      if (deadline->tick <= self->tick)
        {
          deadline->func (deadline);
        }
      else
        {
          /* Due in a later turn of the wheel. */
          link_deadline (self, deadline);
          self->n_set++;
        }
    }
}

/**
 * server_deadlines_run:
 * @self: a wheel
 * @now_ms: the time
 *
 * Calls the functions of the deadlines that have passed.
 */
void
server_deadlines_run (ServerDeadlines *self, gint64 now_ms)
{
  guint64 tick = (guint64) MAX (now_ms, 0) / SERVER_DEADLINE_TICK_MS;

  /* After a long sleep each slot is due once: more turns of the wheel would find nothing. */
  if (tick > self->tick + SERVER_DEADLINE_SLOTS)
    {
      guint64 first = self->tick + 1;

      self->tick = tick;
      for (guint64 i = 0; i < SERVER_DEADLINE_SLOTS; i++)
        run_slot (self, &self->slots[(first + i) % SERVER_DEADLINE_SLOTS]);
      return;
    }

  while (self->tick < tick)
    {
      self->tick++;
      run_slot (self, &self->slots[self->tick % SERVER_DEADLINE_SLOTS]);
    }
}

/**
 * server_deadlines_get_next:
 * @self: a wheel
 *
 * Returns: when [func@server_deadlines_run] has to be called next, -1 when nothing is set. It may
 * find nothing due then, but never late.
 */
gint64
server_deadlines_get_next (const ServerDeadlines *self)
{
  if (self->n_set == 0)
    return -1;

  for (guint64 i = 1; i <= SERVER_DEADLINE_SLOTS; i++)
    {
      if (self->slots[(self->tick + i) % SERVER_DEADLINE_SLOTS] != NULL)
        return (gint64) (self->tick + i) * SERVER_DEADLINE_TICK_MS;
    }

  return -1;
}
