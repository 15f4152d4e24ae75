/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

#include "app-cache-changes.h"

G_BEGIN_DECLS

/* One connection to the cache's file, for one thread. The table files work on it; only they and
 * this file hold SQL. Their @error may not be NULL: it is looked at to tell the end of the rows
 * from a failure. */
typedef struct _AppCacheDatabase AppCacheDatabase;

#define APP_CACHE_VERSION 7

AppCacheDatabase *
app_cache_database_open (const char *path, const char *user_id, gboolean writable, GError **error);
void app_cache_database_close (AppCacheDatabase *self);
gboolean app_cache_database_begin (AppCacheDatabase *self, GError **error);
gboolean app_cache_database_commit (AppCacheDatabase *self, GError **error);
void app_cache_database_roll_back (AppCacheDatabase *self);
gboolean app_cache_database_begin_step (AppCacheDatabase *self, GError **error);
gboolean app_cache_database_end_step (AppCacheDatabase *self, gboolean keep, GError **error);

/* What the running transaction changes; a writer's only. */
AppCacheChanges *app_cache_database_get_changes (AppCacheDatabase *self);
GPtrArray *app_cache_database_take_changes (AppCacheDatabase *self);

/* Statements are prepared once and found again by the address of @sql, which must be a constant.
 * @format has a letter per parameter: `i` gint64, `n` gint, `s` const char * or NULL, `b` GBytes *
 * or NULL, `u` a UUID as text or NULL (kept as 16 bytes). */
gboolean app_cache_database_run (AppCacheDatabase *self,
                                 GError **error,
                                 const char *sql,
                                 const char *format,
                                 ...);

typedef struct sqlite3_stmt AppCacheRows;

AppCacheRows *app_cache_database_query (AppCacheDatabase *self,
                                        GError **error,
                                        const char *sql,
                                        const char *format,
                                        ...);
/* TRUE: there is a row. FALSE: no more, or, when @error is set, it failed. */
gboolean app_cache_rows_next (AppCacheRows *rows, GError **error);
gint64 app_cache_rows_int (AppCacheRows *rows, int column);
const char *app_cache_rows_text (AppCacheRows *rows, int column);
char *app_cache_rows_dup_uuid (AppCacheRows *rows, int column);
GBytes *app_cache_rows_dup_bytes (AppCacheRows *rows, int column);
void app_cache_rows_end (AppCacheRows *rows);

/* For a query of one row: FALSE with @error, else @value, or @fallback where there is no row. */
gboolean app_cache_database_get_int (AppCacheDatabase *self,
                                     gint64 *value,
                                     gint64 fallback,
                                     GError **error,
                                     const char *sql,
                                     const char *format,
                                     ...);
gint64 app_cache_database_get_last_row (AppCacheDatabase *self);
int app_cache_database_get_n_changed (AppCacheDatabase *self);
/* Since the connection was opened */
gint64 app_cache_database_get_n_changes (AppCacheDatabase *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppCacheDatabase, app_cache_database_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppCacheRows, app_cache_rows_end)

G_END_DECLS
