/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-map-source.h"

/**
 * app_map_source_new:
 * @settings: the settings of the profile, which say from where maps come
 *
 * Where the pictures of maps come from. Nothing is fetched before it is asked for one, which is
 * for nobody to do unless the person has allowed it: “show-maps” in @settings.
 *
 * Returns: (transfer full): a source of maps
 */
ShumateMapSource *
app_map_source_new (GSettings *settings)
{
  g_autofree char *tiles = NULL;
  g_autofree char *attribution = NULL;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  tiles = g_settings_get_string (settings, "map-tiles");
  attribution = g_settings_get_string (settings, "map-attribution");
  /* libshumate 1.4 over libsoup 3 still calls itself by its own name. */
  shumate_set_user_agent (APPLICATION_ID "/" PACKAGE_VERSION);
  return SHUMATE_MAP_SOURCE (
      shumate_raster_renderer_new_full_from_url (tiles, "map", attribution, NULL, 0,
                                                 APP_MAP_SOURCE_MOST_ZOOM, APP_MAP_SOURCE_TILE,
                                                 SHUMATE_MAP_PROJECTION_MERCATOR, tiles));
}
