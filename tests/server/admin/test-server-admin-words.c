/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "store-fixture.h"

/* The command line with everything that may be wrong with it: one sentence on standard error,
 * nothing on standard output, and an exit that says so. */

static const char *program;

typedef struct
{
  char *output;
  char *complaint;
  gboolean good;
} Run;

static void
run_clear (Run *self)
{
  g_free (self->output);
  g_free (self->complaint);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static Run
run (const char *const *words, const char *folder)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  Run result = { NULL };

  g_ptr_array_add (arguments, (gpointer) program);
  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (arguments, (gpointer) words[i]);
  if (folder != NULL)
    {
      g_ptr_array_add (arguments, (gpointer) "--data");
      g_ptr_array_add (arguments, (gpointer) folder);
    }
  g_ptr_array_add (arguments, NULL);
  process = g_subprocess_newv ((const char *const *) arguments->pdata,
                               G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                               &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &result.output,
                                                &result.complaint, &error));
  result.good = g_subprocess_get_successful (process);
  return result;
}

static void
assert_refused (const char *const *words, const char *folder)
{
  g_auto (Run) result = run (words, folder);
  g_autofree char *line = g_strjoinv (" ", (char **) words);

  g_test_message ("%s: %s", line, result.complaint);
  if (result.good)
    g_error ("“%s” is taken: %s", line, result.output);
  g_assert_cmpstr (result.output, ==, "");
  g_assert_true (g_str_has_prefix (result.complaint, "landline-server: "));
  g_assert_true (g_str_has_suffix (result.complaint, "\n"));
  g_assert_true (strchr (result.complaint, '\n') == strrchr (result.complaint, '\n'));
}

static void
test_refused (StoreFixture *fixture, gconstpointer data)
{
  static const char *const cases[][6] = {
    { "invite", "--uses", "-1" },
    { "invite", "--uses", "two" },
    { "invite", "--uses", "" },
    { "invite", "--expires", "" },
    { "invite", "--expires", "h" },
    { "invite", "--expires", "-1h" },
    { "invite", "--expires", "0h" },
    { "invite", "--expires", "1.5h" },
    { "invite", "--number", "" },
    { "invite", "--number", "Bob" },
    { "invite", "--number", "+1 555 0101" },
    { "invite", "--unknown" },
    { "invite", "--qr", "--no-qr" },
    { "invite", "revoke" },
    { "invite", "revoke", "i_none" },
    { "invite", "list", "all" },
    { "users", "--unknown" },
    { "users", "a", "b" },
    { "users", "disable" },
    { "users", "enable", "101", "102" },
    { "users", "rename", "101" },
    { "devices", "nobody" },
    { "devices", "101", "revoke" },
    { "devices", "101", "dance", "d_1" },
    { "devices", "101", "revoke", "d_1", "d_2" },
    { "media", "list", "all" },
    { "media", "throw-away" },
    { "media", "check" },
    { "check", "media" },
    { "check", "--unknown" },
    { "backup" },
    { "backup", "" },
    { "backup", "one", "two" },
    { "restore" },
    { "restore", "" },
    { "restore", "one", "two" },
    { "restore", "--unknown" },
    { "key", "dance" },
    { "key", "--unknown" },
    { "status", "now" },
    { "status", "--unknown" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_refused (cases[i], fixture->folder);
}

/* Where there is no server there is nothing to administer, and nothing is made. */
static void
test_no_data (StoreFixture *fixture, gconstpointer data)
{
  static const char *const commands[][3] = {
    { "users" },          { "devices" },        { "media" },           { "status" },
    { "invite", "list" }, { "backup", "none" }, { "restore", "none" }, { "key" },
  };
  g_autofree char *nowhere = g_build_filename (fixture->folder, "nowhere", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      assert_refused (commands[i], nowhere);
      g_assert_false (g_file_test (nowhere, G_FILE_TEST_EXISTS));
    }
}

/* A server without anyone in it: each list is there, and empty or with its heading alone. */
static void
test_empty (StoreFixture *fixture, gconstpointer data)
{
  static const char *const commands[][3] = {
    { "users" }, { "devices" }, { "media" }, { "invite", "list" }, { "media", "list" }, { "check" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_auto (Run) result = run (commands[i], fixture->folder);

      g_test_message ("%s: %s%s", commands[i][0], result.output, result.complaint);
      g_assert_true (result.good);
      g_assert_cmpstr (result.complaint, ==, "");
      g_assert_null (strstr (result.output, "+1"));
      g_assert_null (strstr (result.output, "d_"));
    }
}

static void
add (const char *name, void (*test) (StoreFixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/admin/words/", name, NULL);

  g_test_add (path, StoreFixture, store_fixture_open_sqlite, store_fixture_set_up, test,
              store_fixture_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  program = argv[1];
  add ("refused", test_refused);
  add ("no-data", test_no_data);
  add ("empty", test_empty);
  return g_test_run ();
}
