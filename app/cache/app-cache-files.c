/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-cache"

#include "config.h"

#include "app-cache-files.h"

gboolean
app_cache_files_put (AppCacheDatabase *database,
                     const char *media_id,
                     const char *path,
                     GError **error)
{
  return app_cache_database_run (database, error,
                                 "INSERT OR REPLACE INTO files (media, path) VALUES (?, ?)", "ss",
                                 media_id, path);
}

gboolean
app_cache_files_remove (AppCacheDatabase *database, const char *media_id, GError **error)
{
  return app_cache_database_run (database, error, "DELETE FROM files WHERE media = ?", "s",
                                 media_id);
}

gboolean
app_cache_files_get (AppCacheDatabase *database, const char *media_id, char **path, GError **error)
{
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error, "SELECT path FROM files WHERE media = ?", "s", media_id);

  if (rows == NULL)
    return FALSE;
  *path = app_cache_rows_next (rows, error) ? g_strdup (app_cache_rows_text (rows, 0)) : NULL;
  return *error == NULL;
}

GPtrArray *
app_cache_files_list (AppCacheDatabase *database, GError **error)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AppCacheRows) rows = app_cache_database_query (database, error,
                                                            "SELECT path FROM files", "");

  if (rows == NULL)
    return NULL;
  while (app_cache_rows_next (rows, error))
    g_ptr_array_add (paths, g_strdup (app_cache_rows_text (rows, 0)));
  return *error == NULL ? g_steal_pointer (&paths) : NULL;
}
