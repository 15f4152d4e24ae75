/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-image-loader.h"
#include "app-message-body.h"

G_BEGIN_DECLS

#define APP_TYPE_PICTURE_BODY (app_picture_body_get_type ())

G_DECLARE_FINAL_TYPE (AppPictureBody, app_picture_body, APP, PICTURE_BODY, GtkWidget)

GtkWidget *app_picture_body_new (AppImageLoader *loader);
GdkTexture *app_picture_body_get_texture (AppPictureBody *self);
void app_picture_body_fit (guint width, guint height, int *shown_width, int *shown_height);

G_END_DECLS
