/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gtk/gtk.h>

#include "app-place.h"

G_BEGIN_DECLS

/**
 * AppPlacePictureState:
 * @APP_PLACE_PICTURE_NONE: there is to be no map: the widget is not visible
 * @APP_PLACE_PICTURE_LOADING: it is being fetched
 * @APP_PLACE_PICTURE_FAILED: it could not be fetched
 * @APP_PLACE_PICTURE_SHOWN: it is there
 */
typedef enum
{
  APP_PLACE_PICTURE_NONE,
  APP_PLACE_PICTURE_LOADING,
  APP_PLACE_PICTURE_FAILED,
  APP_PLACE_PICTURE_SHOWN,
} AppPlacePictureState;

#define APP_TYPE_PLACE_PICTURE (app_place_picture_get_type ())

G_DECLARE_FINAL_TYPE (AppPlacePicture, app_place_picture, APP, PLACE_PICTURE, GtkWidget)

GtkWidget *app_place_picture_new (void);
void app_place_picture_set_place (AppPlacePicture *self, const AppPlace *place);
const AppPlace *app_place_picture_get_place (AppPlacePicture *self);
void app_place_picture_show_map (AppPlacePicture *self, GdkTexture *map, const char *attribution);
void app_place_picture_set_state (AppPlacePicture *self, AppPlacePictureState state);
AppPlacePictureState app_place_picture_get_state (AppPlacePicture *self);

G_END_DECLS
