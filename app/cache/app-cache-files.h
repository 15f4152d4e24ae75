/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache-database.h"

G_BEGIN_DECLS

/* Where the file of a media id is on this computer. */

gboolean app_cache_files_put (AppCacheDatabase *database,
                              const char *media_id,
                              const char *path,
                              GError **error);
gboolean app_cache_files_remove (AppCacheDatabase *database, const char *media_id, GError **error);
/* @path is NULL where it is not here */
gboolean
app_cache_files_get (AppCacheDatabase *database, const char *media_id, char **path, GError **error);
/* (element-type utf8): every path */
GPtrArray *app_cache_files_list (AppCacheDatabase *database, GError **error);

G_END_DECLS
