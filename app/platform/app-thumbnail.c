/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "app-thumbnail"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app-thumbnail.h"

/* What is tried in turn until the bytes suffice: a smaller picture looks better than a coarser one
 * beyond some point. */
static const struct
{
  int side;
  const char *quality;
} tries[] = {
  { APP_THUMBNAIL_SIDE, "70" },
  { APP_THUMBNAIL_SIDE, "50" },
  { 192, "50" },
  { 128, "50" },
  { 96, "40" },
  { 64, "30" },
  { 32, "20" },
};

static GdkPixbuf *
scale (GdkPixbuf *picture, int side)
{
  int width = gdk_pixbuf_get_width (picture), height = gdk_pixbuf_get_height (picture);
  double factor = MIN ((double) side / MAX (width, height), 1);

  return gdk_pixbuf_scale_simple (picture, MAX ((int) round (width * factor), 1),
                                  MAX ((int) round (height * factor), 1), GDK_INTERP_BILINEAR);
}

static gboolean
is_translucent (GdkPixbuf *picture)
{
  const guchar *pixels = gdk_pixbuf_read_pixels (picture);
  int stride = gdk_pixbuf_get_rowstride (picture);

  if (!gdk_pixbuf_get_has_alpha (picture))
    return FALSE;
  for (int y = 0; y < gdk_pixbuf_get_height (picture); y++)
    {
      for (int x = 0; x < gdk_pixbuf_get_width (picture); x++)
        {
          if (pixels[y * stride + x * 4 + 3] < 255)
            return TRUE;
        }
    }
  return FALSE;
}

static GBytes *
encode (GdkPixbuf *picture, const char *type, const char *quality, GError **error)
{
  char *buffer;
  gsize size;
  char *keys[] = { (char *) "quality", NULL };
  char *values[] = { (char *) quality, NULL };

  if (quality == NULL)
    keys[0] = NULL;
  if (!gdk_pixbuf_save_to_bufferv (picture, &buffer, &size, type, keys, values, error))
    return NULL;
  return g_bytes_new_take (buffer, size);
}

/**
 * app_thumbnail_encode: (skip)
 * @picture: a picture, best not much larger than a thumbnail
 * @error: return location for an error
 *
 * Makes a thumbnail: JPEG, or PNG where something shows through. At most %APP_THUMBNAIL_SIDE pixels
 * and %APP_THUMBNAIL_BYTES_MAX bytes. Blocks: for worker threads.
 *
 * Returns: (transfer full): the thumbnail
 */
GBytes *
app_thumbnail_encode (GdkPixbuf *picture, GError **error)
{
  gboolean has_alpha;

  g_return_val_if_fail (GDK_IS_PIXBUF (picture), NULL);

  has_alpha = is_translucent (picture);
  for (guint i = 0; i < G_N_ELEMENTS (tries); i++)
    {
      g_autoptr (GdkPixbuf) scaled = scale (picture, tries[i].side);
      g_autoptr (GBytes) bytes = encode (scaled, has_alpha ? "png" : "jpeg",
                                         has_alpha ? NULL : tries[i].quality, error);

      if (bytes == NULL)
        return NULL;
      if (g_bytes_get_size (bytes) <= APP_THUMBNAIL_BYTES_MAX)
        return g_steal_pointer (&bytes);
    }
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                       _ ("No thumbnail of the picture is small enough"));
  return NULL;
}
