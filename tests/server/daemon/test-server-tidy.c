/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "server-tidy.h"

#define START 100000

static void
count (gpointer data)
{
  ++*(guint *) data;
}

static void
note_many (ServerTidy *tidy, gint64 now)
{
  for (guint i = 0; i < SERVER_TIDY_CHANGES; i++)
    server_tidy_note_at (tidy, now);
}

static void
test_few (void)
{
  ServerTidy tidy = { .func = count };

  g_assert_cmpint (server_tidy_get_wait (&tidy, START), ==, -1);
  for (guint i = 1; i < SERVER_TIDY_CHANGES; i++)
    server_tidy_note_at (&tidy, START);
  g_assert_cmpint (server_tidy_get_wait (&tidy, START + 3600 * 1000), ==, -1);
  server_tidy_note_at (&tidy, START);
  g_assert_cmpint (server_tidy_get_wait (&tidy, START + 3600 * 1000), ==, 0);
}

/* Not while they come and go. */
static void
test_storm (void)
{
  ServerTidy tidy = { .func = count };

  note_many (&tidy, START);
  g_assert_cmpint (server_tidy_get_wait (&tidy, START), ==, SERVER_TIDY_QUIET);
  g_assert_cmpint (server_tidy_get_wait (&tidy, START + SERVER_TIDY_QUIET - 1), ==, 1);
  server_tidy_note_at (&tidy, START + SERVER_TIDY_QUIET - 1);
  g_assert_cmpint (server_tidy_get_wait (&tidy, START + SERVER_TIDY_QUIET), ==,
                   SERVER_TIDY_QUIET - 1);
  g_assert_cmpint (server_tidy_get_wait (&tidy, START + 2 * SERVER_TIDY_QUIET), ==, 0);
}

/* Nor often. */
static void
test_interval (void)
{
  guint n_times = 0;
  ServerTidy tidy = { .func = count, .data = &n_times };

  note_many (&tidy, START - SERVER_TIDY_QUIET);
  server_tidy_run (&tidy, START);
  g_assert_cmpuint (n_times, ==, 1);
  g_assert_cmpint (server_tidy_get_wait (&tidy, START + SERVER_TIDY_INTERVAL), ==, -1);

  note_many (&tidy, START + 1);
  g_assert_cmpint (server_tidy_get_wait (&tidy, START + 1), ==, SERVER_TIDY_INTERVAL - 1);
  g_assert_cmpint (server_tidy_get_wait (&tidy, START + SERVER_TIDY_INTERVAL), ==, 0);
}

static gboolean
on_too_long (gpointer data)
{
  g_assert_not_reached ();
  return G_SOURCE_REMOVE;
}

/* By itself, on the reactor's time, once. */
static void
test_runs (void)
{
  g_autoptr (ServerReactor) reactor = server_reactor_new (NULL, NULL);
  guint timeout = g_timeout_add_seconds (30, on_too_long, NULL);
  guint n_times = 0;
  ServerTidy tidy;

  server_tidy_init (&tidy, reactor, count, &n_times);
  for (guint i = 0; i < SERVER_TIDY_CHANGES; i++)
    server_tidy_note (&tidy);
  while (n_times == 0)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpuint (n_times, ==, 1);
  g_assert_cmpuint (tidy.n_changes, ==, 0);
  g_assert_false (server_deadline_is_set (&tidy.deadline));

  for (guint i = 0; i < SERVER_TIDY_CHANGES; i++)
    server_tidy_note (&tidy);
  g_assert_true (server_deadline_is_set (&tidy.deadline));
  server_tidy_clear (&tidy);
  g_assert_false (server_deadline_is_set (&tidy.deadline));
  server_tidy_note (&tidy);
  g_assert_false (server_deadline_is_set (&tidy.deadline));
  g_source_remove (timeout);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/tidy/few", test_few);
  g_test_add_func ("/tidy/storm", test_storm);
  g_test_add_func ("/tidy/interval", test_interval);
  g_test_add_func ("/tidy/runs", test_runs);

  return g_test_run ();
}
