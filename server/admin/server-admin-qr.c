/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-admin"

#include "config.h"

#include "server-admin-qr.h"

#include <qrencode.h>
#include <string.h>

/* Both colours are said, so that dark is dark whatever the terminal has; each line takes them back
 * before it ends, or some terminals fill the rest of it. The eight colours are those that all have.
 */
#define BLACK_ON_WHITE "\033[0;30;47m"
#define AS_BEFORE      "\033[0m"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QRcode, QRcode_free)

/* @x and @y count from the code, so that they are negative in the quiet zone. */
static gboolean
is_dark (const QRcode *code, int x, int y)
{
  if (x < 0 || y < 0 || x >= code->width || y >= code->width)
    return FALSE;
  return code->data[y * code->width + x] & 1;
}

/**
 * server_admin_draw_qr:
 * @text: what the code says
 * @columns: (out): how many columns of a terminal it takes
 *
 * Draws a QR code for a terminal, black on white with its quiet zone. A character, which is about
 * twice as high as wide, shows two modules, one above the other.
 *
 * Returns: (transfer full) (nullable): its lines, %NULL for a text that does not fit into one
 */
char *
server_admin_draw_qr (const char *text, guint *columns)
{
  static const char *const halves[2][2] = { { " ", "\u2584" }, { "\u2580", "\u2588" } };
  g_autoptr (QRcode) code = NULL;
  g_autoptr (GString) lines = g_string_new (NULL);
  int end;

  g_return_val_if_fail (text != NULL && columns != NULL, NULL);

  code = QRcode_encodeData (strlen (text), (const unsigned char *) text, 0, QR_ECLEVEL_L);
  if (code == NULL)
    return NULL;
  end = code->width + SERVER_ADMIN_QR_QUIET_ZONE;
  for (int y = -SERVER_ADMIN_QR_QUIET_ZONE; y < end; y += 2)
    {
      g_string_append (lines, BLACK_ON_WHITE);
      for (int x = -SERVER_ADMIN_QR_QUIET_ZONE; x < end; x++)
        g_string_append (lines, halves[is_dark (code, x, y)][is_dark (code, x, y + 1)]);
      g_string_append (lines, AS_BEFORE "\n");
    }
  *columns = end + SERVER_ADMIN_QR_QUIET_ZONE;
  return g_string_free_and_steal (g_steal_pointer (&lines));
}
