/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "app-qr-matrix.h"
#include "app-qr-reader.h"

/* What is made can be read again, and what is no code is said to be none. */

#define LINK                                                                                       \
  "landline://join?name=Home&address=192.168.1.10:5263&key=sha256-"                                \
  "910e420fa100e8e123f9ab93f6b4cc18e847f00ea9c564b0de2d67723a020cb7&invite=abcdefghijklmnopqrstuv"

static void
keep_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static char *
finish (GAsyncResult **result, GError **error)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return app_qr_read_finish (*result, error);
}

static char *
read_texture (GdkTexture *texture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  app_qr_read_texture_async (texture, NULL, keep_cb, &result);
  return finish (&result, error);
}

static char *
read_file (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  app_qr_read_file_async (file, NULL, keep_cb, &result);
  return finish (&result, error);
}

static void
test_again (void)
{
  static const guint scales[] = { 2, 3, 8, 40 };
  g_autoptr (AppQrMatrix) matrix = app_qr_matrix_new (LINK);

  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      g_autoptr (GdkTexture) texture = app_qr_matrix_draw (matrix, scales[i]);
      g_autoptr (GError) error = NULL;
      g_autofree char *text = read_texture (texture, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (text, ==, LINK);
    }
}

static void
test_file (void)
{
  g_autoptr (AppQrMatrix) matrix = app_qr_matrix_new (LINK);
  g_autoptr (GdkTexture) texture = app_qr_matrix_draw (matrix, 4);
  g_autofree char *folder = g_dir_make_tmp ("landline-qr-XXXXXX", NULL);
  g_autofree char *good = g_build_filename (folder, "code.png", NULL);
  g_autofree char *bad = g_build_filename (folder, "text.png", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (gdk_texture_save_to_png (texture, good));
  text = read_file (good, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, LINK);
  g_assert_true (g_file_set_contents (bad, "no picture", -1, NULL));
  g_assert_null (read_file (bad, &error));
  g_assert_nonnull (error);
  g_unlink (good);
  g_unlink (bad);
  g_rmdir (folder);
}

static void
test_none (void)
{
  g_autofree guint8 *white = g_malloc (200 * 200 * 3);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GError) error = NULL;

  memset (white, 0xff, 200 * 200 * 3);
  bytes = g_bytes_new (white, 200 * 200 * 3);
  texture = gdk_memory_texture_new (200, 200, GDK_MEMORY_R8G8B8, bytes, 600);
  g_assert_null (read_texture (texture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_limits (void)
{
  g_autofree char *longest = g_strnfill (APP_QR_TEXT_MAX, 'x');
  g_autofree char *longer = g_strnfill (APP_QR_TEXT_MAX + 1, 'x');
  g_autoptr (AppQrMatrix) matrix = app_qr_matrix_new (longest);

  g_assert_nonnull (matrix);
  g_assert_cmpuint (app_qr_matrix_get_width (matrix), ==, 177);
  g_assert_null (app_qr_matrix_new (longer));
  g_assert_null (app_qr_matrix_new (""));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/platform/qr/again", test_again);
  g_test_add_func ("/platform/qr/file", test_file);
  g_test_add_func ("/platform/qr/none", test_none);
  g_test_add_func ("/platform/qr/limits", test_limits);
  return g_test_run ();
}
