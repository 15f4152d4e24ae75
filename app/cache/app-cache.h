/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

#include "app-cache-database.h"

G_BEGIN_DECLS

#define APP_TYPE_CACHE (app_cache_get_type ())
G_DECLARE_FINAL_TYPE (AppCache, app_cache, APP, CACHE, GObject)

/* Signal "changed" (AppCacheChanges *changes): a transaction was committed; on the context that
 * opened the cache, before the callback of whoever wrote. */

/**
 * AppCacheFunc:
 * @database: the connection of the thread that this runs on
 * @data: of the call: what is asked, and room for the answer
 * @error: return location
 *
 * A piece of work on the cache. A writer's is one step of a transaction: all of it is kept, or
 * nothing.
 *
 * Returns: %FALSE with @error set when it failed
 */
typedef gboolean (*AppCacheFunc) (AppCacheDatabase *database, gpointer data, GError **error);

void app_cache_open_async (const char *path,
                           const char *user_id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
AppCache *app_cache_open_finish (GAsyncResult *result, GError **error);
void app_cache_close_async (AppCache *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean app_cache_close_finish (AppCache *self, GAsyncResult *result, GError **error);

void app_cache_write_async (AppCache *self,
                            AppCacheFunc func,
                            gpointer data,
                            GDestroyNotify data_free,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
void app_cache_run_async (AppCache *self,
                          AppCacheFunc func,
                          gpointer data,
                          GDestroyNotify data_free,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
void app_cache_read_async (AppCache *self,
                           AppCacheFunc func,
                           gpointer data,
                           GDestroyNotify data_free,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
/* Returns: the call's data, which belongs to the result; %NULL with @error */
gpointer app_cache_call_finish (AppCache *self, GAsyncResult *result, GError **error);

G_END_DECLS
