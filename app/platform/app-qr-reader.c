/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "app-qr-reader"

#include "config.h"

#include "app-qr-reader.h"

#include <glib/gi18n.h>
#include <zbar.h>

#include "app-image-decoder.h"

/* Grey, one byte a pixel, as zbar wants it; transparent is white. */
static guint8 *
make_grey (GdkPixbuf *pixbuf)
{
  guint width = gdk_pixbuf_get_width (pixbuf), height = gdk_pixbuf_get_height (pixbuf);
  guint n_channels = gdk_pixbuf_get_n_channels (pixbuf);
  guint stride = gdk_pixbuf_get_rowstride (pixbuf);
  const guint8 *pixels = gdk_pixbuf_read_pixels (pixbuf);
  guint8 *grey = g_malloc ((gsize) width * height);

  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++)
      {
        const guint8 *p = pixels + (gsize) y * stride + (gsize) x * n_channels;
        guint value = (p[0] * 77 + p[1] * 151 + p[2] * 28) >> 8;
        guint alpha = n_channels == 4 ? p[3] : 255;

        grey[(gsize) y * width + x] = (value * alpha + 255 * (255 - alpha)) / 255;
      }
  return grey;
}

static char *
take_text (const zbar_image_t *image)
{
  for (const zbar_symbol_t *symbol = zbar_image_first_symbol (image); symbol != NULL;
       symbol = zbar_symbol_next (symbol))
    {
      const char *data = zbar_symbol_get_data (symbol);
      unsigned length = zbar_symbol_get_data_length (symbol);

      if (zbar_symbol_get_type (symbol) == ZBAR_QRCODE && length > 0 && length <= APP_QR_READ_MAX &&
          g_utf8_validate (data, length, NULL))
        return g_strndup (data, length);
    }
  return NULL;
}

static char *
scan (GdkPixbuf *pixbuf)
{
  guint width = gdk_pixbuf_get_width (pixbuf), height = gdk_pixbuf_get_height (pixbuf);
  g_autofree guint8 *grey = make_grey (pixbuf);
  zbar_image_scanner_t *scanner = zbar_image_scanner_create ();
  zbar_image_t *image = zbar_image_create ();
  char *text;

  zbar_image_scanner_set_config (scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
  zbar_image_scanner_set_config (scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
  zbar_image_set_format (image, zbar_fourcc ('Y', '8', '0', '0'));
  zbar_image_set_size (image, width, height);
  zbar_image_set_data (image, grey, (unsigned long) width * height, NULL);
  zbar_scan_image (scanner, image);
  text = take_text (image);
  zbar_image_destroy (image);
  zbar_image_scanner_destroy (scanner);
  return text;
}

static void
return_text (GTask *task, GdkPixbuf *pixbuf)
{
  char *text = scan (pixbuf);

  if (text != NULL)
    g_task_return_pointer (task, text, g_free);
  else
    g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                                     _ ("There is no QR code in this picture."));
}

static void
read_file_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (GdkPixbuf) pixbuf = app_image_decode_file (task_data, APP_QR_PICTURE_SIDE,
                                                        APP_QR_PICTURE_SIDE, NULL, NULL,
                                                        cancellable, &error);

  if (pixbuf != NULL)
    return_text (task, pixbuf);
  else
    g_task_return_error (task, error);
}

/**
 * app_qr_read_file_async: (skip)
 * @file: a picture
 * @cancellable: (nullable): to stop it
 * @callback: called with what the code says
 * @user_data: for @callback
 *
 * Reads the QR code in a picture, off the main thread.
 */
void
app_qr_read_file_async (GFile *file,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_qr_read_file_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, read_file_in_thread);
}

static GdkPixbuf *
download (GdkTexture *texture)
{
  g_autoptr (GdkTextureDownloader) downloader = gdk_texture_downloader_new (texture);
  g_autoptr (GBytes) bytes = NULL;
  gsize stride;

  gdk_texture_downloader_set_format (downloader, GDK_MEMORY_R8G8B8A8);
  bytes = gdk_texture_downloader_download_bytes (downloader, &stride);
  return gdk_pixbuf_new_from_bytes (bytes, GDK_COLORSPACE_RGB, TRUE, 8,
                                    gdk_texture_get_width (texture),
                                    gdk_texture_get_height (texture), stride);
}

static GdkPixbuf *
make_smaller (GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf), height = gdk_pixbuf_get_height (pixbuf);
  double scale = (double) APP_QR_PICTURE_SIDE / MAX (width, height);

  if (scale >= 1)
    return g_object_ref (pixbuf);
  return gdk_pixbuf_scale_simple (pixbuf, MAX ((int) (width * scale), 1),
                                  MAX ((int) (height * scale), 1), GDK_INTERP_BILINEAR);
}

static void
read_texture_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GdkTexture *texture = task_data;
  guint64 pixels = (guint64) gdk_texture_get_width (texture) * gdk_texture_get_height (texture);
  g_autoptr (GdkPixbuf) whole = NULL;
  g_autoptr (GdkPixbuf) smaller = NULL;

  if (pixels > APP_IMAGE_PIXELS_MAX)
    {
      g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                                       _ ("The picture is too large to be read."));
      return;
    }
  whole = download (texture);
  smaller = make_smaller (whole);
  return_text (task, smaller);
}

/**
 * app_qr_read_texture_async: (skip)
 * @texture: a picture, from the clipboard for example
 * @cancellable: (nullable): to stop it
 * @callback: called with what the code says
 * @user_data: for @callback
 *
 * The same as app_qr_read_file_async(), for a picture that is decoded already.
 */
void
app_qr_read_texture_async (GdkTexture *texture,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (GDK_IS_TEXTURE (texture));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_qr_read_texture_async);
  g_task_set_task_data (task, g_object_ref (texture), g_object_unref);
  g_task_run_in_thread (task, read_texture_in_thread);
}

char *
app_qr_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
