/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-place-picture.h"

G_BEGIN_DECLS

/**
 * APP_MAP_PICTURES_BYTES:
 *
 * What is kept of small maps: 4 MiB, twenty of them.
 */
#define APP_MAP_PICTURES_BYTES (4 * 1024 * 1024)

#define APP_MAP_PICTURES_WIDTH  320
#define APP_MAP_PICTURES_HEIGHT 160

#define APP_TYPE_MAP_PICTURES (app_map_pictures_get_type ())

G_DECLARE_FINAL_TYPE (AppMapPictures, app_map_pictures, APP, MAP_PICTURES, GObject)

AppMapPictures *app_map_pictures_new (GSettings *settings);
void app_map_pictures_show (AppMapPictures *self, AppPlacePicture *picture);

G_END_DECLS
