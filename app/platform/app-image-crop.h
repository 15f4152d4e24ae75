/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The side of a picture of a person, pixels; it is shown at a third of that at most. */
#define APP_IMAGE_CROP_SIDE 512

/* Cuts a square out of a picture, and writes it as JPEG. @x and @y are its corner and @side its
 * size, of the picture's shorter side. */
void app_image_crop_async (GFile *file,
                           double x,
                           double y,
                           double side,
                           GFile *destination,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean app_image_crop_finish (GAsyncResult *result, GError **error);

G_END_DECLS
