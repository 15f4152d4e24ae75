/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "app-file-launch.h"
#include "ui-frames.h"

static void
store_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}

static gboolean
is_set (gpointer user_data)
{
  return *(GAsyncResult **) user_data != NULL;
}

static gboolean
asks (const char *name, const char *bytes, gsize size, const char *mime_type)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("landline-launch-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *content_type = g_content_type_from_mime_type (mime_type);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  gboolean answer;

  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, &error));
  app_file_launch_examine_async (file, content_type, NULL, store_result, &result);
  ui_spin_until (is_set, &result);
  answer = app_file_launch_examine_finish (result, &error);
  g_assert_no_error (error);
  g_unlink (path);
  g_rmdir (folder);
  return answer;
}

#define PNG "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
#define PROGRAM                                                                                    \
  "\x7f"                                                                                           \
  "ELF\2\1\1\0\0\0\0\0\0\0\0\0\2\0\x3e\0\1\0\0\0"
#define SCRIPT "#!/bin/sh\necho\n"

/* Whatever the sender says: the name and the bytes count as well. */
static void
test_programs (void)
{
  g_assert_false (asks ("sea.png", PNG, sizeof PNG - 1, "image/png"));
  g_assert_false (asks ("words.txt", "words", 5, "text/plain"));
  g_assert_true (asks ("sea.png", PNG, sizeof PNG - 1, "application/x-executable"));
  g_assert_true (asks ("sea.png", PROGRAM, sizeof PROGRAM - 1, "image/png"));
  g_assert_true (asks ("sea", SCRIPT, strlen (SCRIPT), "image/png"));
  g_assert_true (asks ("words.desktop", "words", 5, "text/plain"));
}

static void
test_missing (void)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/at/all");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  app_file_launch_examine_async (file, "image/png", NULL, store_result, &result);
  ui_spin_until (is_set, &result);
  g_assert_false (app_file_launch_examine_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/file-launch/programs", test_programs);
  g_test_add_func ("/ui/file-launch/missing", test_missing);
  return g_test_run ();
}
