/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <libsoup/soup.h>

#include "tile-server.h"
#include "ui-frames.h"

/* Who has the maps, on this computer: any tile is the same green sheet. */

#define TILE_RGB 0xa0d0a0

struct _TileServer
{
  SoupServer *server;
  guint n_asked;
  gboolean failing;
};

static void
on_tile (SoupServer *server,
         SoupServerMessage *message,
         const char *path,
         GHashTable *query,
         gpointer user_data)
{
  TileServer *self = user_data;
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 256, 256);
  g_autofree char *png = NULL;
  gsize length;

  g_assert_true (g_str_has_suffix (path, ".png"));
  self->n_asked++;
  if (self->failing)
    {
      soup_server_message_set_status (message, SOUP_STATUS_SERVICE_UNAVAILABLE, NULL);
      return;
    }
  gdk_pixbuf_fill (pixbuf, (guint32) TILE_RGB << 8 | 0xff);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &png, &length, "png", NULL, NULL));
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "image/png", SOUP_MEMORY_COPY, png, length);
}

/* The one that @settings name from then on. */
TileServer *
tile_server_new (GSettings *settings)
{
  TileServer *self = g_new0 (TileServer, 1);
  g_autofree char *tiles = NULL;
  g_autoptr (GError) error = NULL;
  GSList *uris;

  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, "/tiles", on_tile, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  tiles = g_strdup_printf ("http://127.0.0.1:%d/tiles/{z}/{x}/{y}.png",
                           g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  g_settings_set_string (settings, "map-tiles", tiles);
  return self;
}

void
tile_server_free (TileServer *self)
{
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_free (self);
}

guint
tile_server_get_n_asked (TileServer *self)
{
  return self->n_asked;
}

void
tile_server_set_failing (TileServer *self, gboolean failing)
{
  self->failing = failing;
}

/* Whether most of a widget looks like the sheet of the tiles. */
gboolean
tile_server_is_seen (gpointer widget)
{
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree guint32 *pixels = NULL;
  gsize width, n_pixels, n_green = 0;

  if (!gtk_widget_get_mapped (widget) || gtk_widget_get_width (widget) == 0)
    return FALSE;
  texture = ui_render (widget);
  width = (gsize) gdk_texture_get_width (texture);
  n_pixels = width * (gsize) gdk_texture_get_height (texture);
  pixels = g_new (guint32, n_pixels);
  gdk_texture_download (texture, (guchar *) pixels, width * sizeof *pixels);
  for (gsize i = 0; i < n_pixels; i++)
    n_green += (pixels[i] & 0xffffff) == TILE_RGB;
  return n_green > n_pixels / 2;
}
