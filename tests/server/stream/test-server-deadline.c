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

#define N_MANY    64
#define MAX_AHEAD (3 * SERVER_DEADLINE_SLOTS * SERVER_DEADLINE_TICK_MS)

/* What is expected of a waiter, kept beside the wheel. */
typedef struct
{
  Waiter waiter;
  gint64 due; /* -1 when it is not set */
  gint64 set; /* when it was */
} Watched;

/* None before its time, each within two ticks of it, each once, and the wheel wants to be run in
 * time for the next. */
static void
check_watched (Watched *watched, ServerDeadlines *wheel, gint64 now)
{
  gint64 next = server_deadlines_get_next (wheel);
  gint64 first = G_MAXINT64;

  for (guint i = 0; i < N_MANY; i++)
    {
      Watched *one = &watched[i];
      gint64 latest = MAX (one->due, one->set) + 2 * SERVER_DEADLINE_TICK_MS;

      if (one->waiter.passed > 0)
        {
          g_assert_cmpuint (one->waiter.passed, ==, 1);
          g_assert_cmpint (one->due, >=, 0);
          g_assert_cmpint (now, >=, one->due);
          one->waiter.passed = 0;
          one->due = -1;
        }
      g_assert_true (server_deadline_is_set (&one->waiter.deadline) == (one->due >= 0));
      if (one->due < 0)
        continue;
      g_assert_cmpint (now, <, latest);
      first = MIN (first, latest);
    }
  if (first == G_MAXINT64)
    g_assert_cmpint (next, ==, -1);
  else
    g_assert_true (next > now - SERVER_DEADLINE_TICK_MS && next <= first);
}

/* Whatever is set, moved and cleared, and however the time goes by: mostly a little, sometimes more
 * than a turn of the wheel. */
static void
test_at_random (void)
{
  g_autofree ServerDeadlines *wheel = g_new (ServerDeadlines, 1);
  g_autofree Watched *watched = g_new0 (Watched, N_MANY);
  gint64 now = 123456;

  server_deadlines_init (wheel, now);
  for (guint i = 0; i < N_MANY; i++)
    {
      waiter_init (&watched[i].waiter, wheel);
      watched[i].due = -1;
    }
  for (guint round = 0; round < 20000; round++)
    {
      Watched *one = &watched[g_test_rand_int_range (0, N_MANY)];
      int what = g_test_rand_int_range (0, 10);

      if (what < 6)
        {
          one->due = now + g_test_rand_int_range (-100, what == 0 ? MAX_AHEAD : 5000);
          one->set = now;
          server_deadlines_set (wheel, &one->waiter.deadline, one->due);
        }
      else if (what < 8)
        {
          one->due = -1;
          server_deadlines_clear (wheel, &one->waiter.deadline);
        }
      else
        {
          now += g_test_rand_int_range (0, round % 500 == 0 ? MAX_AHEAD : 200);
          server_deadlines_run (wheel, now);
          check_watched (watched, wheel, now);
        }
    }
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

  g_test_add_func ("/server/deadline/at-random", test_at_random);

  return g_test_run ();
}
