/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

typedef struct _AppTextureCache AppTextureCache;

AppTextureCache *app_texture_cache_new (gsize most_bytes);
void app_texture_cache_free (AppTextureCache *self);
GdkTexture *app_texture_cache_lookup (AppTextureCache *self, const char *key);
void app_texture_cache_insert (AppTextureCache *self, const char *key, GdkTexture *texture);
gsize app_texture_cache_get_n_bytes (AppTextureCache *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppTextureCache, app_texture_cache_free)

G_END_DECLS
