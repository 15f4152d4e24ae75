/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gdk/gdk.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * APP_IMAGE_CACHE_BYTES:
 *
 * What a loader keeps of decoded pictures: 48 MiB, some 150 pictures as a chat shows them.
 */
#define APP_IMAGE_CACHE_BYTES (48 * 1024 * 1024)

#define APP_TYPE_IMAGE_LOADER (app_image_loader_get_type ())

G_DECLARE_FINAL_TYPE (AppImageLoader, app_image_loader, APP, IMAGE_LOADER, GObject)

AppImageLoader *app_image_loader_new (void);
GdkTexture *app_image_loader_lookup (AppImageLoader *self, GFile *file, guint width, guint height);
void app_image_loader_load_async (AppImageLoader *self,
                                  GFile *file,
                                  guint width,
                                  guint height,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GdkTexture *
app_image_loader_load_finish (AppImageLoader *self, GAsyncResult *result, GError **error);
GdkTexture *app_image_loader_lookup_bytes (AppImageLoader *self, GBytes *bytes);
void app_image_loader_load_bytes_async (AppImageLoader *self,
                                        GBytes *bytes,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
void app_image_loader_make_thumbnail_async (AppImageLoader *self,
                                            GFile *file,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
GBytes *app_image_loader_make_thumbnail_finish (AppImageLoader *self,
                                                GAsyncResult *result,
                                                guint *width,
                                                guint *height,
                                                GError **error);
gsize app_image_loader_get_cached_bytes (AppImageLoader *self);

G_END_DECLS
