/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>

#include "account-fixture.h"
#include "app-image-crop.h"
#include "app-picture-dialog.h"
#include "app-ui.h"

/* The picture that others see of us, cut out of another. Where LANDLINE_PICTURES names a folder, a
 * picture is left there to be looked at. */

/* Blue, with the right third red */
static char *
write_picture (const char *folder, int width, int height)
{
  char *path = g_build_filename (folder, "wide.png", NULL);
  g_autoptr (GdkPixbuf) whole = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  g_autoptr (GdkPixbuf) right = gdk_pixbuf_new_subpixbuf (whole, width * 2 / 3, 0, width / 3,
                                                          height);
  g_autoptr (GError) error = NULL;

  gdk_pixbuf_fill (whole, 0x0000ffff);
  gdk_pixbuf_fill (right, 0xff0000ff);
  gdk_pixbuf_save (whole, path, "png", &error, NULL);
  g_assert_no_error (error);
  return path;
}

static void
assert_square (AppPictureCropper *cropper, double x, double y, double side)
{
  double got_x, got_y, got_side;

  app_picture_cropper_get_square (cropper, &got_x, &got_y, &got_side);
  g_assert_cmpfloat_with_epsilon (got_x, x, 0.001);
  g_assert_cmpfloat_with_epsilon (got_y, y, 0.001);
  g_assert_cmpfloat_with_epsilon (got_side, side, 0.001);
}

/* The square never leaves the picture, however it is moved and zoomed. */
static void
test_cropper (void)
{
  g_autoptr (GtkWidget) widget = g_object_ref_sink (g_object_new (APP_TYPE_PICTURE_CROPPER, NULL));
  AppPictureCropper *cropper = APP_PICTURE_CROPPER (widget);
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 300, 100);
  g_autoptr (GBytes) bytes = gdk_pixbuf_read_pixel_bytes (pixbuf);
  g_autoptr (GdkTexture) texture = gdk_memory_texture_new (300, 100, GDK_MEMORY_R8G8B8, bytes,
                                                           (gsize) gdk_pixbuf_get_rowstride (
                                                               pixbuf));

  app_picture_cropper_set_paintable (cropper, GDK_PAINTABLE (texture));
  assert_square (cropper, 1, 0, 1);
  app_picture_cropper_move (cropper, 0.5, 0.5);
  assert_square (cropper, 1.5, 0, 1);
  app_picture_cropper_move (cropper, 9, 0);
  assert_square (cropper, 2, 0, 1);
  app_picture_cropper_set_zoom (cropper, 2);
  assert_square (cropper, 2.25, 0.25, 0.5);
  app_picture_cropper_move (cropper, 9, 9);
  assert_square (cropper, 2.5, 0.5, 0.5);
  app_picture_cropper_set_zoom (cropper, 0.1);
  assert_square (cropper, 2, 0, 1);
  app_picture_cropper_set_zoom (cropper, 100);
  g_assert_cmpfloat (app_picture_cropper_get_zoom (cropper), ==, APP_PICTURE_CROPPER_ZOOM_MAX);
}

static void
crop (const char *path, double x, double side, const char *folder, int expected, guint8 red)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *to = g_build_filename (folder, "square.jpg", NULL);
  g_autoptr (GFile) destination = g_file_new_for_path (to);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GdkPixbuf) square = NULL;
  g_autoptr (GError) error = NULL;
  const guint8 *pixel;

  app_image_crop_async (file, x, 0, side, destination, NULL, account_fixture_store, &result);
  ui_spin_until (account_fixture_is_set, &result);
  app_image_crop_finish (result, &error);
  g_assert_no_error (error);
  square = gdk_pixbuf_new_from_file (to, &error);
  g_assert_no_error (error);
  g_assert_cmpint (gdk_pixbuf_get_width (square), ==, expected);
  g_assert_cmpint (gdk_pixbuf_get_height (square), ==, expected);
  pixel = gdk_pixbuf_read_pixels (square) + gdk_pixbuf_get_rowstride (square) * (expected / 2) +
          3 * (expected / 2);
  g_assert_cmpint (ABS (pixel[0] - red), <, 16);
}

/* The part that was chosen, no larger than needed, and not blown up. */
static void
test_crop (void)
{
  g_autofree char *folder = g_dir_make_tmp ("landline-crop-XXXXXX", NULL);
  g_autofree char *path = write_picture (folder, 1800, 600);
  g_autofree char *to = g_build_filename (folder, "square.jpg", NULL);

  crop (path, 0, 1, folder, APP_IMAGE_CROP_SIDE, 0);
  crop (path, 2, 1, folder, APP_IMAGE_CROP_SIDE, 0xff);
  crop (path, 2.5, 0.25, folder, 150, 0xff);
  g_assert_cmpint (g_remove (to), ==, 0);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static GtkWidget *
find_set (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) &&
      g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), "picture.set") == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_set (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_sensitive (gpointer user_data)
{
  return gtk_widget_is_sensitive (user_data);
}

static gboolean
is_insensitive (gpointer user_data)
{
  return !gtk_widget_is_sensitive (user_data);
}

/* Without a server it says so, and can be tried again. */
static void
test_dialog (void)
{
  AccountFixture account;
  g_autofree char *path = NULL;
  g_autofree char *picture = NULL;
  g_autoptr (GFile) file = NULL;
  GtkWidget *window = adw_window_new ();
  AppPictureDialog *dialog;
  GtkWidget *set;

  account_fixture_set_up (&account);
  path = write_picture (account.folder, 900, 600);
  file = g_file_new_for_path (path);
  gtk_window_set_default_size (GTK_WINDOW (window), 400, 700);
  adw_window_set_content (ADW_WINDOW (window), gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_window_present (GTK_WINDOW (window));
  dialog = app_picture_dialog_new (account.session, file);
  adw_dialog_present (ADW_DIALOG (dialog), window);
  set = find_set (GTK_WIDGET (dialog));
  g_assert_false (gtk_widget_is_sensitive (set));
  ui_spin_until (is_sensitive, set);
  app_picture_cropper_set_zoom (app_picture_dialog_get_cropper (dialog), 1.4);
  app_picture_cropper_move (app_picture_dialog_get_cropper (dialog), 0.2, 0);
  if (g_getenv ("LANDLINE_PICTURES") != NULL)
    {
      g_autoptr (UiFrames) frames = ui_frames_new (GTK_WINDOW (window));

      ui_frames_wait (frames, 40);
      picture = g_build_filename (g_getenv ("LANDLINE_PICTURES"), "own-picture.png", NULL);
      ui_write_png (window, picture);
    }
  gtk_widget_activate_action (GTK_WIDGET (dialog), "picture.set", NULL);
  ui_spin_until (is_insensitive, set);
  ui_spin_until (is_sensitive, set);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  gtk_window_destroy (GTK_WINDOW (window));
  account_fixture_tear_down (&account);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  app_ui_register ();
  g_test_add_func ("/own-picture/cropper", test_cropper);
  g_test_add_func ("/own-picture/crop", test_crop);
  g_test_add_func ("/own-picture/dialog", test_dialog);
  return g_test_run ();
}
