/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-map-pictures.h"

#include <math.h>
#include <string.h>

#include "app-map-source.h"
#include "app-texture-cache.h"

#define TILE APP_MAP_SOURCE_TILE
#define ZOOM 15 /* a quarter of a town */

/* Nothing is fetched while rows fly by: only what stays for as long as this. */
#define PAUSE_MS 200

/* After this, what could not be fetched may be tried again. */
#define RETRY_US    (60 * G_USEC_PER_SEC)
#define MOST_FAILED 64

/**
 * AppMapPictures:
 *
 * Small maps for the rows of places: as many pixels as are shown, in a bounded cache, put together
 * from the pictures of [func@app_map_source_new], one map after the other, the one that was asked
 * for last first. Rows have no map widgets.
 *
 * Nothing is fetched unless “show-maps” is set: without it no map is shown, not even one that is
 * kept. It follows a change of that at once.
 */
struct _AppMapPictures
{
  GObject parent_instance;
  GSettings *settings;
  AppTextureCache *cache;
  GPtrArray *pictures; /* AppPlacePicture, not owned: those that were ever shown and are alive */
  GHashTable *failed;  /* key → gint64*, when that was */
  GCancellable *cancellable; /* of what is being fetched, or NULL */
  guint pause_id;
};

/* One map on its way. It is whole when all of its tiles are here. */
typedef struct
{
  AppMapPictures *maps; /* not owned: NULL once it is gone */
  GCancellable *cancellable;
  char *key;
  guint n_waiting;
  gboolean has_failed;
  guint8 *pixels;
} Job;

/* One tile of it, and where that goes. */
typedef struct
{
  Job *job;
  ShumateTile *tile;
  int x;
  int y;
} Part;

G_DEFINE_FINAL_TYPE (AppMapPictures, app_map_pictures, G_TYPE_OBJECT)

static void wait_for_pause (AppMapPictures *self);
static void update_all (AppMapPictures *self);

static gboolean
is_allowed (AppMapPictures *self)
{
  return self->settings != NULL && g_settings_get_boolean (self->settings, "show-maps");
}

static char *
get_key (AppMapPictures *self, const AppPlace *place)
{
  g_autofree char *tiles = g_settings_get_string (self->settings, "map-tiles");

  return g_strdup_printf ("%.5f %.5f %s", place->latitude, place->longitude, tiles);
}

static gboolean
has_failed (AppMapPictures *self, const char *key)
{
  const gint64 *time = g_hash_table_lookup (self->failed, key);

  return time != NULL && g_get_monotonic_time () - *time < RETRY_US;
}

static void
update (AppMapPictures *self, AppPlacePicture *picture)
{
  const AppPlace *place = app_place_picture_get_place (picture);
  g_autofree char *key = NULL;
  g_autofree char *attribution = NULL;
  GdkTexture *map;

  if (place == NULL || !is_allowed (self))
    {
      app_place_picture_set_state (picture, APP_PLACE_PICTURE_NONE);
      return;
    }
  key = get_key (self, place);
  map = app_texture_cache_lookup (self->cache, key);
  if (map != NULL)
    {
      attribution = g_settings_get_string (self->settings, "map-attribution");
      app_place_picture_show_map (picture, map, attribution);
    }
  else if (has_failed (self, key))
    app_place_picture_set_state (picture, APP_PLACE_PICTURE_FAILED);
  else
    {
      app_place_picture_set_state (picture, APP_PLACE_PICTURE_LOADING);
      wait_for_pause (self);
    }
}

static void
update_all (AppMapPictures *self)
{
  for (guint i = 0; i < self->pictures->len; i++)
    update (self, g_ptr_array_index (self->pictures, i));
}

static void
job_free (Job *job)
{
  g_clear_weak_pointer (&job->maps);
  g_object_unref (job->cancellable);
  g_free (job->key);
  g_free (job->pixels);
  g_free (job);
}

static void
job_finish (Job *job)
{
  AppMapPictures *self = job->maps;

  if (self != NULL && self->cancellable == job->cancellable)
    {
      g_clear_object (&self->cancellable);
      if (job->has_failed)
        {
          gint64 now = g_get_monotonic_time ();

          if (g_hash_table_size (self->failed) >= MOST_FAILED)
            g_hash_table_remove_all (self->failed);
          g_hash_table_insert (self->failed, g_strdup (job->key), g_memdup2 (&now, sizeof now));
        }
      else
        {
          g_autoptr (GBytes) bytes = g_bytes_new_take (g_steal_pointer (&job->pixels),
                                                       (gsize) APP_MAP_PICTURES_WIDTH *
                                                           APP_MAP_PICTURES_HEIGHT * 4);
          g_autoptr (GdkTexture) map = gdk_memory_texture_new (APP_MAP_PICTURES_WIDTH,
                                                               APP_MAP_PICTURES_HEIGHT,
                                                               GDK_MEMORY_DEFAULT, bytes,
                                                               (gsize) APP_MAP_PICTURES_WIDTH * 4);

          app_texture_cache_insert (self->cache, job->key, map);
        }
      update_all (self);
    }
  job_free (job);
}

/* The part of the tile that is on the map. */
static gboolean
copy_tile (Part *part)
{
  GdkPaintable *paintable = shumate_tile_get_paintable (part->tile);
  g_autofree guint8 *pixels = NULL;
  int left = MAX (part->x, 0), right = MIN (part->x + TILE, APP_MAP_PICTURES_WIDTH);
  int top = MAX (part->y, 0), bottom = MIN (part->y + TILE, APP_MAP_PICTURES_HEIGHT);

  if (!GDK_IS_TEXTURE (paintable) || gdk_texture_get_width (GDK_TEXTURE (paintable)) != TILE ||
      gdk_texture_get_height (GDK_TEXTURE (paintable)) != TILE)
    return FALSE;
  pixels = g_malloc (TILE * TILE * 4);
  gdk_texture_download (GDK_TEXTURE (paintable), pixels, TILE * 4);
  for (int y = top; y < bottom; y++)
    memcpy (part->job->pixels + 4 * (y * APP_MAP_PICTURES_WIDTH + left),
            pixels + 4 * ((y - part->y) * TILE + left - part->x), (gsize) (4 * (right - left)));
  return TRUE;
}

static void
on_tile (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Part *part = user_data;
  Job *job = part->job;
  g_autoptr (GError) error = NULL;

  if (!shumate_map_source_fill_tile_finish (SHUMATE_MAP_SOURCE (source), result, &error))
    {
      g_debug ("No tile: %s", error->message);
      job->has_failed = TRUE;
    }
  else if (!copy_tile (part))
    job->has_failed = TRUE;
  g_object_unref (part->tile);
  g_free (part);
  if (--job->n_waiting == 0)
    job_finish (job);
}

static void
fetch_tile (Job *job, ShumateMapSource *source, int column, int row, int x, int y)
{
  int n_columns = (int) shumate_map_source_get_column_count (source, ZOOM);
  int n_rows = (int) shumate_map_source_get_row_count (source, ZOOM);
  Part *part;

  if (row < 0 || row >= n_rows)
    return; /* beyond a pole */
  part = g_new0 (Part, 1);
  part->job = job;
  part->x = x;
  part->y = y;
  part->tile = shumate_tile_new_full ((guint) ((column % n_columns + n_columns) % n_columns),
                                      (guint) row, TILE, ZOOM);
  job->n_waiting++;
  shumate_map_source_fill_tile_async (source, part->tile, job->cancellable, on_tile, part);
}

static void
fetch (AppMapPictures *self, const AppPlace *place)
{
  g_autoptr (ShumateMapSource) source = app_map_source_new (self->settings);
  int left = (int) floor (shumate_map_source_get_x (source, ZOOM, place->longitude)) -
             APP_MAP_PICTURES_WIDTH / 2;
  int top = (int) floor (shumate_map_source_get_y (source, ZOOM, place->latitude)) -
            APP_MAP_PICTURES_HEIGHT / 2;
  Job *job = g_new0 (Job, 1);

  g_set_weak_pointer (&job->maps, self);
  job->key = get_key (self, place);
  job->pixels = g_malloc0 ((gsize) APP_MAP_PICTURES_WIDTH * APP_MAP_PICTURES_HEIGHT * 4);
  self->cancellable = g_cancellable_new ();
  job->cancellable = g_object_ref (self->cancellable);
  job->n_waiting = 1; /* until all are asked for */
  for (int row = (int) floor ((double) top / TILE); row * TILE < top + APP_MAP_PICTURES_HEIGHT;
       row++)
    for (int column = (int) floor ((double) left / TILE);
         column * TILE < left + APP_MAP_PICTURES_WIDTH; column++)
      fetch_tile (job, source, column, row, column * TILE - left, row * TILE - top);
  if (--job->n_waiting == 0)
    job_finish (job);
}

static void
on_pause (gpointer user_data)
{
  AppMapPictures *self = APP_MAP_PICTURES (user_data);

  self->pause_id = 0;
  if (self->cancellable != NULL || !is_allowed (self))
    return;
  for (guint i = self->pictures->len; i > 0; i--)
    {
      AppPlacePicture *picture = g_ptr_array_index (self->pictures, i - 1);

      if (app_place_picture_get_state (picture) == APP_PLACE_PICTURE_LOADING &&
          gtk_widget_get_mapped (GTK_WIDGET (picture)))
        {
          fetch (self, app_place_picture_get_place (picture));
          return;
        }
    }
}

/* Anew with each picture. Once one is fetched its end asks for the next. */
static void
wait_for_pause (AppMapPictures *self)
{
  g_clear_handle_id (&self->pause_id, g_source_remove);
  self->pause_id = g_timeout_add_once (PAUSE_MS, on_pause, self);
}

static void
on_allowed (AppMapPictures *self)
{
  if (!is_allowed (self))
    {
      g_cancellable_cancel (self->cancellable);
      g_clear_object (&self->cancellable);
    }
  update_all (self);
}

static void
on_picture_gone (gpointer user_data, GObject *picture)
{
  g_ptr_array_remove (APP_MAP_PICTURES (user_data)->pictures, picture);
}

static void
app_map_pictures_dispose (GObject *object)
{
  AppMapPictures *self = APP_MAP_PICTURES (object);

  g_clear_handle_id (&self->pause_id, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  for (guint i = 0; i < self->pictures->len; i++)
    g_object_weak_unref (g_ptr_array_index (self->pictures, i), on_picture_gone, self);
  g_ptr_array_set_size (self->pictures, 0);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (app_map_pictures_parent_class)->dispose (object);
}

static void
app_map_pictures_finalize (GObject *object)
{
  AppMapPictures *self = APP_MAP_PICTURES (object);

  app_texture_cache_free (self->cache);
  g_ptr_array_unref (self->pictures);
  g_hash_table_unref (self->failed);
  G_OBJECT_CLASS (app_map_pictures_parent_class)->finalize (object);
}

static void
app_map_pictures_class_init (AppMapPicturesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = app_map_pictures_dispose;
  object_class->finalize = app_map_pictures_finalize;
}

static void
app_map_pictures_init (AppMapPictures *self)
{
  self->cache = app_texture_cache_new (APP_MAP_PICTURES_BYTES);
  self->pictures = g_ptr_array_new ();
  self->failed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * app_map_pictures_new:
 * @settings: the settings of the profile: whether maps may be shown, and from where they come
 *
 * Returns: (transfer full): small maps
 */
AppMapPictures *
app_map_pictures_new (GSettings *settings)
{
  AppMapPictures *self;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (APP_TYPE_MAP_PICTURES, NULL);
  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed::show-maps", G_CALLBACK (on_allowed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * app_map_pictures_show:
 * @self: small maps
 * @picture: where a map is to be shown
 *
 * Shows the map of the place of @picture, now or when it is here, if that is allowed by then and
 * @picture still has that place.
 */
void
app_map_pictures_show (AppMapPictures *self, AppPlacePicture *picture)
{
  g_return_if_fail (APP_IS_MAP_PICTURES (self));
  g_return_if_fail (APP_IS_PLACE_PICTURE (picture));

  if (g_ptr_array_remove (self->pictures, picture))
    g_ptr_array_add (self->pictures, picture);
  else
    {
      g_ptr_array_add (self->pictures, picture);
      g_object_weak_ref (G_OBJECT (picture), on_picture_gone, self);
      g_signal_connect_object (picture, "map", G_CALLBACK (wait_for_pause), self,
                               G_CONNECT_SWAPPED);
    }
  update (self, picture);
}
