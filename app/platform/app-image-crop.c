/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-platform"

#include "config.h"

#include "app-image-crop.h"

#include <math.h>

#include "app-image-decoder.h"

/* Pictures are decoded to at most this: enough for a square of a quarter of it. */
#define DECODE_SIDE 2048
#define QUALITY     "88"

typedef struct
{
  GFile *file;
  GFile *destination;
  double x;
  double y;
  double side;
} CropCall;

static void
crop_call_free (CropCall *call)
{
  g_object_unref (call->file);
  g_object_unref (call->destination);
  g_free (call);
}

static GdkPixbuf *
cut (CropCall *call, GdkPixbuf *whole)
{
  int width = gdk_pixbuf_get_width (whole);
  int height = gdk_pixbuf_get_height (whole);
  int shorter = MIN (width, height);
  int side = CLAMP ((int) lround (call->side * shorter), 1, shorter);
  int x = CLAMP ((int) lround (call->x * shorter), 0, width - side);
  int y = CLAMP ((int) lround (call->y * shorter), 0, height - side);
  g_autoptr (GdkPixbuf) square = gdk_pixbuf_new_subpixbuf (whole, x, y, side, side);
  int target = MIN (side, APP_IMAGE_CROP_SIDE);
  g_autoptr (GdkPixbuf) scaled = gdk_pixbuf_scale_simple (square, target, target,
                                                          GDK_INTERP_BILINEAR);
  GdkPixbuf *opaque;

  if (!gdk_pixbuf_get_has_alpha (scaled))
    return g_steal_pointer (&scaled);
  /* JPEG has no transparency: what shows through is white. */
  opaque = gdk_pixbuf_composite_color_simple (scaled, target, target, GDK_INTERP_NEAREST, 255, 8,
                                              0xffffff, 0xffffff);
  return opaque;
}

static void
crop_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  CropCall *call = task_data;
  guint full_width, full_height;
  GError *error = NULL;
  g_autofree char *bytes = NULL;
  gsize n_bytes;
  g_autoptr (GdkPixbuf) square = NULL;
  g_autoptr (GdkPixbuf) whole = app_image_decode_file (call->file, DECODE_SIDE, DECODE_SIDE,
                                                       &full_width, &full_height, cancellable,
                                                       &error);

  if (whole != NULL)
    square = cut (call, whole);
  if (square != NULL &&
      gdk_pixbuf_save_to_buffer (square, &bytes, &n_bytes, "jpeg", &error, "quality", QUALITY,
                                 NULL) &&
      g_file_replace_contents (call->destination, bytes, n_bytes, NULL, FALSE,
                               G_FILE_CREATE_PRIVATE, NULL, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * app_image_crop_async:
 * @file: a picture
 * @x: how far the square is from the left, of the picture's shorter side
 * @y: how far it is from the top, likewise
 * @side: how large it is, likewise
 * @destination: the JPEG to write, in a folder that is there
 * @cancellable: (nullable): to stop it
 * @callback: called when it is written
 * @user_data: for @callback
 *
 * Cuts a square out of a picture, on a thread.
 */
void
app_image_crop_async (GFile *file,
                      double x,
                      double y,
                      double side,
                      GFile *destination,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  CropCall *call;

  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (G_IS_FILE (destination));

  call = g_new0 (CropCall, 1);
  call->file = g_object_ref (file);
  call->destination = g_object_ref (destination);
  call->x = x;
  call->y = y;
  call->side = side;
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_image_crop_async);
  g_task_set_task_data (task, call, (GDestroyNotify) crop_call_free);
  g_task_run_in_thread (task, crop_in_thread);
}

gboolean
app_image_crop_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
