/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <glib.h>
#include <string.h>
#include <zbar.h>

#include "server-admin-qr.h"

/* The code as a terminal shows it, read by a reader that shares no code with what draws it. */

#define SCALE 4
#define BEGIN "\033[0;30;47m"
#define END   "\033[0m"

static const char invitation[] =
    "landline://join?name=Harbour%20Office&address=192.0.2.17:8443,[2001:db8::17]:8443"
    "&key=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef&invite=ABCD-EFGH-JKLM";

/* The modules of a drawing, a byte each: 0 is dark, as in a picture. */
typedef struct
{
  guint8 *modules;
  guint width;
  guint height;
} Screen;

static void
screen_clear (Screen *self)
{
  g_free (self->modules);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Screen, screen_clear)

static void
put_character (Screen *self, guint x, guint y, gunichar character)
{
  gboolean above = character == 0x2580 || character == 0x2588;
  gboolean below = character == 0x2584 || character == 0x2588;

  g_assert_true (above || below || character == ' ');
  self->modules[y * self->width + x] = above ? 0 : 0xff;
  self->modules[(y + 1) * self->width + x] = below ? 0 : 0xff;
}

static Screen
show (const char *text)
{
  guint columns = 0;
  g_autofree char *drawing = server_admin_draw_qr (text, &columns);
  g_auto (GStrv) lines = NULL;
  Screen screen = { NULL };
  guint rows;

  g_assert_nonnull (drawing);
  g_assert_true (g_str_has_suffix (drawing, "\n"));
  lines = g_strsplit (drawing, "\n", -1);
  rows = g_strv_length (lines) - 1;
  screen.width = columns;
  screen.height = 2 * rows;
  screen.modules = g_malloc0 (screen.width * screen.height);
  for (guint i = 0; i < rows; i++)
    {
      const char *at = lines[i] + strlen (BEGIN);

      g_assert_true (g_str_has_prefix (lines[i], BEGIN));
      g_assert_true (g_str_has_suffix (lines[i], END));
      for (guint x = 0; x < columns; x++, at = g_utf8_next_char (at))
        put_character (&screen, x, 2 * i, g_utf8_get_char (at));
      g_assert_cmpstr (at, ==, END);
    }
  return screen;
}

static char *
scan (const Screen *screen)
{
  guint width = screen->width * SCALE, height = screen->height * SCALE;
  g_autofree guint8 *pixels = g_malloc (width * height);
  zbar_image_scanner_t *scanner = zbar_image_scanner_create ();
  zbar_image_t *image = zbar_image_create ();
  char *text = NULL;

  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++)
      pixels[y * width + x] = screen->modules[y / SCALE * screen->width + x / SCALE];
  zbar_image_set_format (image, zbar_fourcc ('Y', '8', '0', '0'));
  zbar_image_set_size (image, width, height);
  zbar_image_set_data (image, pixels, width * height, NULL);
  if (zbar_scan_image (scanner, image) == 1)
    text = g_strdup (zbar_symbol_get_data (zbar_image_first_symbol (image)));
  zbar_image_destroy (image);
  zbar_image_scanner_destroy (scanner);
  return text;
}

static void
test_scans (void)
{
  g_auto (Screen) screen = show (invitation);
  g_autofree char *text = scan (&screen);

  g_assert_cmpstr (text, ==, invitation);
}

/* Four light modules on each side, and below at most one more, of the half that is left over. */
static void
test_quiet_zone (void)
{
  g_auto (Screen) screen = show (invitation);
  guint side = screen.width - 2 * SERVER_ADMIN_QR_QUIET_ZONE;

  g_assert_cmpuint (SERVER_ADMIN_QR_QUIET_ZONE, ==, 4);
  g_assert_cmpuint (screen.height, ==, screen.width + 1);
  for (guint y = 0; y < screen.height; y++)
    for (guint x = 0; x < screen.width; x++)
      if (x < 4 || y < 4 || x >= 4 + side || y >= 4 + side)
        g_assert_cmpuint (screen.modules[y * screen.width + x], ==, 0xff);
  g_assert_cmpuint (screen.modules[4 * screen.width + 4], ==, 0);
  g_assert_cmpuint (screen.modules[4 * screen.width + 3 + side], ==, 0);
  g_assert_cmpuint (screen.modules[(3 + side) * screen.width + 4], ==, 0);
}

/* What the largest code takes at this level, and one more. */
static void
test_limit (void)
{
  g_autofree char *longest = g_strnfill (2953, 'a');
  g_autofree char *longer = g_strnfill (2954, 'a');
  g_autofree char *drawing = NULL;
  guint columns = 0;

  drawing = server_admin_draw_qr (longest, &columns);
  g_assert_nonnull (drawing);
  g_assert_cmpuint (columns, ==, 177 + 8);
  columns = 0;
  g_assert_null (server_admin_draw_qr (longer, &columns));
  g_assert_cmpuint (columns, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/admin/qr/scans", test_scans);
  g_test_add_func ("/admin/qr/quiet-zone", test_quiet_zone);
  g_test_add_func ("/admin/qr/limit", test_limit);
  return g_test_run ();
}
