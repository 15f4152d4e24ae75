/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "app-image-decoder"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app-image-decoder.h"

#define CHUNK (64 * 1024)

/* Scaled once more only where the decoder came out this much larger than asked. */
#define TOLERANCE 1.3

/* What is decoded at all. Not SVG: it is a program of a kind, and may refer to other files. */
static const char *const formats[] = { "jpeg", "png",  "webp", "gif", "bmp",
                                       "avif", "heif", "jxl",  NULL };

typedef struct
{
  guint width; /* that is to be covered */
  guint height;
  guint full_width; /* as the header says */
  guint full_height;
  gboolean is_format_refused;
  gboolean is_too_large;
} Decoding;

/* How much of its size a picture keeps to cover @width × @height, lying or upright: how it is to be
 * turned is known only at the end. */
static double
get_scale (guint full_width, guint full_height, guint width, guint height)
{
  double lying = MAX ((double) width / full_width, (double) height / full_height);
  double upright = MAX ((double) width / full_height, (double) height / full_width);
  double bound = sqrt ((double) APP_IMAGE_DECODED_PIXELS_MAX / full_width / full_height);

  return MIN (MIN (MAX (lying, upright), bound), 1);
}

static void
on_size_prepared (GdkPixbufLoader *loader, int width, int height, gpointer user_data)
{
  Decoding *decoding = user_data;
  g_autofree char *format = gdk_pixbuf_format_get_name (gdk_pixbuf_loader_get_format (loader));
  guint64 pixels = (guint64) width * height;
  guint64 most = (guint64) APP_IMAGE_PIXELS_MAX * (g_str_equal (format, "jpeg") ? 2 : 1);
  double scale;

  decoding->full_width = width;
  decoding->full_height = height;
  decoding->is_format_refused = !g_strv_contains (formats, format);
  decoding->is_too_large = width < 1 || height < 1 || pixels > most;
  if (decoding->is_format_refused || decoding->is_too_large)
    {
      gdk_pixbuf_loader_set_size (loader, 0, 0); /* which makes the decoder stop */
      return;
    }
  scale = get_scale (width, height, decoding->width, decoding->height);
  if (scale < 1)
    gdk_pixbuf_loader_set_size (loader, MAX ((int) ceil (width * scale), 1),
                                MAX ((int) ceil (height * scale), 1));
}

static gboolean
check (Decoding *decoding, GError **error)
{
  if (decoding->is_format_refused)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                         _ ("This kind of picture cannot be shown"));
  else if (decoding->is_too_large)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
                 /* translators: width and height of a picture in pixels */
                 _ ("The picture is too large to be shown: %u × %u pixels"), decoding->full_width,
                 decoding->full_height);
  else
    return TRUE;
  return FALSE;
}

static gboolean
feed (GdkPixbufLoader *loader,
      GInputStream *stream,
      Decoding *decoding,
      GCancellable *cancellable,
      GError **error)
{
  g_autofree guchar *chunk = g_malloc (CHUNK);

  while (TRUE)
    {
      gssize n_read = g_input_stream_read (stream, chunk, CHUNK, cancellable, error);
      g_autoptr (GError) damage = NULL;
      gboolean is_written;

      if (n_read < 0)
        return FALSE;
      if (n_read == 0)
        return TRUE;
      is_written = gdk_pixbuf_loader_write (loader, chunk, n_read, &damage);
      if (!check (decoding, error))
        return FALSE;
      if (!is_written)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       /* translators: what the decoder says */
                       _ ("The picture is damaged: %s"), damage->message);
          return FALSE;
        }
    }
}

/* Turned as the camera was held, and no larger than asked. */
static GdkPixbuf *
finish (GdkPixbuf *decoded, Decoding *decoding)
{
  g_autoptr (GdkPixbuf) turned = gdk_pixbuf_apply_embedded_orientation (decoded);
  int width = gdk_pixbuf_get_width (turned), height = gdk_pixbuf_get_height (turned);
  double scale;

  if ((gdk_pixbuf_get_width (decoded) > gdk_pixbuf_get_height (decoded)) != (width > height))
    {
      guint full_width = decoding->full_width;

      decoding->full_width = decoding->full_height;
      decoding->full_height = full_width;
    }
  scale = MAX ((double) decoding->width / width, (double) decoding->height / height);
  if (scale * TOLERANCE >= 1)
    return g_steal_pointer (&turned);
  return gdk_pixbuf_scale_simple (turned, MAX ((int) ceil (width * scale), 1),
                                  MAX ((int) ceil (height * scale), 1), GDK_INTERP_BILINEAR);
}

static GdkPixbuf *
decode (GInputStream *stream, Decoding *decoding, GCancellable *cancellable, GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  g_autoptr (GError) damage = NULL;
  GdkPixbuf *decoded;
  gboolean is_whole;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size_prepared), decoding);
  if (!feed (loader, stream, decoding, cancellable, error))
    {
      gdk_pixbuf_loader_close (loader, NULL);
      return NULL;
    }
  is_whole = gdk_pixbuf_loader_close (loader, &damage);
  if (!check (decoding, error)) /* of a short file the header is read only now */
    return NULL;
  if (!is_whole)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("The picture is damaged: %s"),
                   damage->message);
      return NULL;
    }
  decoded = gdk_pixbuf_loader_get_pixbuf (loader);
  if (decoded == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("The picture is empty"));
      return NULL;
    }
  return finish (decoded, decoding);
}

static GdkPixbuf *
decode_stream (GInputStream *stream,
               guint width,
               guint height,
               guint *full_width,
               guint *full_height,
               GCancellable *cancellable,
               GError **error)
{
  Decoding decoding = { .width = width, .height = height };
  GdkPixbuf *pixbuf = decode (stream, &decoding, cancellable, error);

  if (pixbuf == NULL)
    return NULL;
  if (full_width != NULL)
    *full_width = decoding.full_width;
  if (full_height != NULL)
    *full_height = decoding.full_height;
  return pixbuf;
}

/**
 * app_image_decode_file: (skip)
 * @file: a picture
 * @width: the pixels that it is to cover
 * @height: the pixels that it is to cover
 * @full_width: (out) (optional): the picture's own width, as it is to be looked at
 * @full_height: (out) (optional): its own height
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Decodes a picture at about the size that is needed, never larger than it is, turned as the camera
 * was held. Blocks: for worker threads.
 *
 * Fails with %G_IO_ERROR_NOT_SUPPORTED, %G_IO_ERROR_MESSAGE_TOO_LARGE or %G_IO_ERROR_INVALID_DATA,
 * and as reading fails.
 *
 * Returns: (transfer full): the picture
 */
GdkPixbuf *
app_image_decode_file (GFile *file,
                       guint width,
                       guint height,
                       guint *full_width,
                       guint *full_height,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GFileInputStream) stream = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (width > 0 && height > 0, NULL);

  stream = g_file_read (file, cancellable, error);
  if (stream == NULL)
    return NULL;
  return decode_stream (G_INPUT_STREAM (stream), width, height, full_width, full_height,
                        cancellable, error);
}

/**
 * app_image_decode_bytes: (skip)
 * @bytes: a picture
 * @width: the pixels that it is to cover
 * @height: the pixels that it is to cover
 * @full_width: (out) (optional): the picture's own width
 * @full_height: (out) (optional): its own height
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * The same as app_image_decode_file(), for a picture in memory.
 *
 * Returns: (transfer full): the picture
 */
GdkPixbuf *
app_image_decode_bytes (GBytes *bytes,
                        guint width,
                        guint height,
                        guint *full_width,
                        guint *full_height,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GInputStream) stream = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (width > 0 && height > 0, NULL);

  stream = g_memory_input_stream_new_from_bytes (bytes);
  return decode_stream (stream, width, height, full_width, full_height, cancellable, error);
}
