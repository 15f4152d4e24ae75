/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_PICTURE_CROPPER (app_picture_cropper_get_type ())

G_DECLARE_FINAL_TYPE (AppPictureCropper, app_picture_cropper, APP, PICTURE_CROPPER, GtkWidget)

#define APP_PICTURE_CROPPER_ZOOM_MAX 8.0

void app_picture_cropper_set_paintable (AppPictureCropper *self, GdkPaintable *paintable);
void app_picture_cropper_set_zoom (AppPictureCropper *self, double zoom);
double app_picture_cropper_get_zoom (AppPictureCropper *self);
void app_picture_cropper_move (AppPictureCropper *self, double dx, double dy);
void app_picture_cropper_get_square (AppPictureCropper *self, double *x, double *y, double *side);

G_END_DECLS
