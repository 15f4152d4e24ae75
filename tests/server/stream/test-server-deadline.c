/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "server-deadline.h"

typedef struct
{
  ServerDeadline deadline;
  ServerDeadlines *wheel;
  ServerDeadline *clears;
  gint64 sets_again;
  guint passed;
} Waiter;

static void
on_passed (ServerDeadline *deadline)
{
  Waiter *waiter = (Waiter *) deadline;

  waiter->passed++;
  if (waiter->clears != NULL)
    server_deadlines_clear (waiter->wheel, waiter->clears);
  if (waiter->sets_again > 0)
    server_deadlines_set (waiter->wheel, deadline, waiter->sets_again);
}

static void
waiter_init (Waiter *waiter, ServerDeadlines *wheel)
{
  *waiter = (Waiter) { .wheel = wheel };
  server_deadline_init (&waiter->deadline, on_passed);
}

static void
test_passes (void)
{
  g_autofree ServerDeadlines *wheel = g_new (ServerDeadlines, 1);
  Waiter waiter;

  server_deadlines_init (wheel, 1000);
  g_assert_cmpint (server_deadlines_get_next (wheel), ==, -1);

  waiter_init (&waiter, wheel);
  server_deadlines_set (wheel, &waiter.deadline, 6000);
  g_assert_true (server_deadline_is_set (&waiter.deadline));
  g_assert_cmpint (server_deadlines_get_next (wheel), >=, 6000);
  g_assert_cmpint (server_deadlines_get_next (wheel), <, 6000 + SERVER_DEADLINE_TICK_MS);

  server_deadlines_run (wheel, 5999);
  g_assert_cmpuint (waiter.passed, ==, 0);
  server_deadlines_run (wheel, 6000 + SERVER_DEADLINE_TICK_MS);
  g_assert_cmpuint (waiter.passed, ==, 1);
  g_assert_false (server_deadline_is_set (&waiter.deadline));
  server_deadlines_run (wheel, 1000000);
  g_assert_cmpuint (waiter.passed, ==, 1);
  g_assert_cmpint (server_deadlines_get_next (wheel), ==, -1);
}

/* Due in more than one turn of the wheel: what is in the slot before its time stays in it. */
static void
test_beyond_a_turn (void)
{
  const gint64 turn = (gint64) SERVER_DEADLINE_SLOTS * SERVER_DEADLINE_TICK_MS;
  g_autofree ServerDeadlines *wheel = g_new (ServerDeadlines, 1);
  Waiter waiter;

  server_deadlines_init (wheel, 0);
  waiter_init (&waiter, wheel);
  server_deadlines_set (wheel, &waiter.deadline, 3 * turn);
  for (gint64 now = 0; now < 3 * turn; now += SERVER_DEADLINE_TICK_MS)
    {
      server_deadlines_run (wheel, now);
      g_assert_cmpuint (waiter.passed, ==, 0);
    }
  server_deadlines_run (wheel, 3 * turn);
  g_assert_cmpuint (waiter.passed, ==, 1);
}

static void
test_after_a_sleep (void)
{
  g_autofree ServerDeadlines *wheel = g_new (ServerDeadlines, 1);
  Waiter waiters[100];

  server_deadlines_init (wheel, 0);
  for (guint i = 0; i < G_N_ELEMENTS (waiters); i++)
    {
      waiter_init (&waiters[i], wheel);
      server_deadlines_set (wheel, &waiters[i].deadline, 1 + i * 997);
    }
  server_deadlines_run (wheel, G_GINT64_CONSTANT (365) * 24 * 3600 * 1000);
  for (guint i = 0; i < G_N_ELEMENTS (waiters); i++)
    g_assert_cmpuint (waiters[i].passed, ==, 1);
}

static void
test_move_and_clear (void)
{
  g_autofree ServerDeadlines *wheel = g_new (ServerDeadlines, 1);
  Waiter waiter;

  server_deadlines_init (wheel, 0);
  waiter_init (&waiter, wheel);
  server_deadlines_set (wheel, &waiter.deadline, 1000);
  server_deadlines_set (wheel, &waiter.deadline, 2000);
  server_deadlines_run (wheel, 1500);
  g_assert_cmpuint (waiter.passed, ==, 0);
  server_deadlines_clear (wheel, &waiter.deadline);
  server_deadlines_clear (wheel, &waiter.deadline);
  server_deadlines_run (wheel, 3000);
  g_assert_cmpuint (waiter.passed, ==, 0);
  g_assert_cmpint (server_deadlines_get_next (wheel), ==, -1);

  /* In the past: the next tick. */
  server_deadlines_set (wheel, &waiter.deadline, 5);
  server_deadlines_run (wheel, 3000 + SERVER_DEADLINE_TICK_MS);
  g_assert_cmpuint (waiter.passed, ==, 1);
}

/* Functions that clear their neighbours of the same tick, and set themselves again. */
static void
test_changes_while_running (void)
{
  g_autofree ServerDeadlines *wheel = g_new (ServerDeadlines, 1);
  Waiter waiters[3];
  guint passed = 0;

  server_deadlines_init (wheel, 0);
  for (guint i = 0; i < 3; i++)
    {
      waiter_init (&waiters[i], wheel);
      server_deadlines_set (wheel, &waiters[i].deadline, 640);
      waiters[i].clears = &waiters[(i + 1) % 3].deadline;
    }
  server_deadlines_run (wheel, 10000);
  for (guint i = 0; i < 3; i++)
    passed += waiters[i].passed;
  g_assert_cmpuint (passed, ==, 2);

  waiter_init (&waiters[0], wheel);
  waiters[0].sets_again = 10;
  server_deadlines_set (wheel, &waiters[0].deadline, 11000);
  server_deadlines_run (wheel, 11000 + SERVER_DEADLINE_TICK_MS);
  server_deadlines_run (wheel, 11000 + 2 * SERVER_DEADLINE_TICK_MS);
  g_assert_cmpuint (waiters[0].passed, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/deadline/passes", test_passes);
  g_test_add_func ("/server/deadline/beyond-a-turn", test_beyond_a_turn);
  g_test_add_func ("/server/deadline/after-a-sleep", test_after_a_sleep);
  g_test_add_func ("/server/deadline/move-and-clear", test_move_and_clear);
  g_test_add_func ("/server/deadline/changes-while-running", test_changes_while_running);

  return g_test_run ();
}
