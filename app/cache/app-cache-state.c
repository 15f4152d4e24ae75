/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-cache"

#include "config.h"

#include "app-cache-state.h"

gboolean
app_cache_state_get_text (AppCacheDatabase *database,
                          const char *name,
                          char **value,
                          GError **error)
{
  g_autoptr (AppCacheRows) rows = app_cache_database_query (
      database, error, "SELECT value FROM state WHERE name = ?", "s", name);

  if (rows == NULL)
    return FALSE;
  *value = app_cache_rows_next (rows, error) ? g_strdup (app_cache_rows_text (rows, 0)) : NULL;
  return *error == NULL;
}

gboolean
app_cache_state_set_text (AppCacheDatabase *database,
                          const char *name,
                          const char *value,
                          GError **error)
{
  return app_cache_database_run (database, error,
                                 "INSERT OR REPLACE INTO state (name, value) VALUES (?, ?)", "ss",
                                 name, value);
}

gboolean
app_cache_state_get_int (AppCacheDatabase *database,
                         const char *name,
                         gint64 *value,
                         gint64 fallback,
                         GError **error)
{
  return app_cache_database_get_int (database, value, fallback, error,
                                     "SELECT value FROM state WHERE name = ?", "s", name);
}

gboolean
app_cache_state_set_int (AppCacheDatabase *database, const char *name, gint64 value, GError **error)
{
  return app_cache_database_run (database, error,
                                 "INSERT OR REPLACE INTO state (name, value) VALUES (?, ?)", "si",
                                 name, value);
}
