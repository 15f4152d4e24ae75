/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app-cache-outbox.h"
#include "app-test.h"

/* A writer is killed at any moment: what it was told is written is there, whole and once, and what
 * was not is not there in part. The writer is this program again, with the path of the cache. */

#define CONVERSATION "c_0000000000000000000000000000000c"
#define N_ROUNDS     12

static gboolean
write_pair (AppCacheDatabase *database, gpointer data, GError **error)
{
  guint *number = data;

  /* Both or none. */
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", *number * 2 + i);
      g_autoptr (LandlineMessage) message = app_test_make_message (CONVERSATION,
                                                                   *number * 2 + i + 1,
                                                                   APP_TEST_PEER, text);
      gint64 chat;
      gboolean added;

      if (!app_cache_messages_put (database, message, &chat, &added, error))
        return FALSE;
    }
  return TRUE;
}

/* Says each number on standard output once it is committed. */
static int
run_writer (const char *path, guint first)
{
  AppCache *cache = app_test_open_cache (path);

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  for (guint number = first;; number++)
    {
      g_autofree char *line = NULL;

      app_test_write (cache, write_pair, &number);
      line = g_strdup_printf ("%u\n", number);
      if (write (STDOUT_FILENO, line, strlen (line)) < 0)
        return EXIT_FAILURE;
    }
}

static GSubprocess *
start_writer (const char *path, guint first)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *number = g_strdup_printf ("%u", first);
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program,
                                           "--writer", path, number, NULL);

  g_assert_no_error (error);
  return process;
}

/* Reads what it says until @n_lines came, kills it, and reads the rest: what it said is written. */
static guint
run_and_kill (const char *path, guint first, guint n_lines)
{
  g_autoptr (GSubprocess) process = start_writer (path, first);
  g_autoptr (GDataInputStream) output = g_data_input_stream_new (
      g_subprocess_get_stdout_pipe (process));
  guint said = first;
  char *line;

  for (guint i = 0; (line = g_data_input_stream_read_line (output, NULL, NULL, NULL)) != NULL; i++)
    {
      said = (guint) atoi (line) + 1;
      g_free (line);
      if (i == n_lines)
        g_subprocess_send_signal (process, SIGKILL);
    }
  g_subprocess_wait (process, NULL, NULL);
  return said;
}

static guint
check (const char *path, guint said)
{
  AppCache *cache = app_test_open_cache (path);
  g_autofree char *texts = app_test_list_texts (cache, app_test_find_chat (cache, CONVERSATION));
  g_auto (GStrv) list = g_strsplit (texts, "|", -1);
  guint n = g_strv_length (list);

  g_assert_cmpuint (n % 2, ==, 0);
  g_assert_cmpuint (n / 2, >=, said);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);

      g_assert_cmpstr (list[i], ==, text);
    }
  app_test_close_cache (cache);
  return n / 2;
}

static void
test_killed (void)
{
  g_autofree char *folder = app_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "cache.sqlite", NULL);
  guint next = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    next = check (path, run_and_kill (path, next, (guint) g_test_rand_int_range (0, 25)));
  g_assert_cmpuint (next, >=, N_ROUNDS);
  app_test_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  if (argc == 4 && g_str_equal (argv[1], "--writer"))
    return run_writer (argv[2], (guint) atoi (argv[3]));
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/cache-crash/killed", test_killed);
  return g_test_run ();
}
