/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "app-qr-matrix"

#include "config.h"

#include "app-qr-matrix.h"

#include <qrencode.h>
#include <string.h>

/**
 * AppQrMatrix:
 *
 * The dark and light modules of a QR code. It knows nothing of where it is shown.
 */
struct _AppQrMatrix
{
  QRcode *code;
};

/**
 * app_qr_matrix_new: (skip)
 * @text: what the code says
 *
 * Returns: (transfer full) (nullable): the code, %NULL for a text that does not fit into one
 */
AppQrMatrix *
app_qr_matrix_new (const char *text)
{
  AppQrMatrix *self;
  QRcode *code;

  g_return_val_if_fail (text != NULL, NULL);

  if (*text == '\0' || strlen (text) > APP_QR_TEXT_MAX)
    return NULL;
  code = QRcode_encodeData (strlen (text), (const unsigned char *) text, 0, QR_ECLEVEL_L);
  if (code == NULL)
    return NULL;
  self = g_new0 (AppQrMatrix, 1);
  self->code = code;
  return self;
}

void
app_qr_matrix_free (AppQrMatrix *self)
{
  g_return_if_fail (self != NULL);

  QRcode_free (self->code);
  g_free (self);
}

/**
 * app_qr_matrix_get_width: (skip)
 * @self: a code
 *
 * Returns: how many modules it has on a side, without the quiet zone
 */
guint
app_qr_matrix_get_width (AppQrMatrix *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->code->width;
}

gboolean
app_qr_matrix_is_dark (AppQrMatrix *self, guint x, guint y)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (x < (guint) self->code->width && y < (guint) self->code->width, FALSE);

  return self->code->data[y * self->code->width + x] & 1;
}

/**
 * app_qr_matrix_draw: (skip)
 * @self: a code
 * @scale: pixels of a module
 *
 * Returns: (transfer full): a picture of it, black on white, with the quiet zone
 */
GdkTexture *
app_qr_matrix_draw (AppQrMatrix *self, guint scale)
{
  guint side;
  guint8 *pixels;
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (self != NULL && scale > 0, NULL);

  side = (self->code->width + 2 * APP_QR_QUIET_ZONE) * scale;
  pixels = g_malloc ((gsize) side * side * 3);
  memset (pixels, 0xff, (gsize) side * side * 3);
  for (guint y = 0; y < side; y++)
    for (guint x = 0; x < side; x++)
      {
        guint column = x / scale - APP_QR_QUIET_ZONE, row = y / scale - APP_QR_QUIET_ZONE;

        if (column < (guint) self->code->width && row < (guint) self->code->width &&
            app_qr_matrix_is_dark (self, column, row))
          memset (pixels + ((gsize) y * side + x) * 3, 0, 3);
      }
  bytes = g_bytes_new_take (pixels, (gsize) side * side * 3);
  return gdk_memory_texture_new (side, side, GDK_MEMORY_R8G8B8, bytes, (gsize) side * 3);
}
