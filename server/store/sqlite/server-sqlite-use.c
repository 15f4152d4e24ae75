/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-use.h"

#include "landline-error.h"
#include "server-sqlite-database.h"

static void
use_free (gpointer data)
{
  ServerSqliteUse *use = data;

  g_free (use->user_id);
  g_free (use->name);
  g_free (use);
}

static GPtrArray *
read_uses (const char *path, GError **error)
{
  g_autoptr (ServerSqliteDatabase) database = server_sqlite_database_open (path, TRUE, error);
  g_autoptr (GPtrArray) uses = g_ptr_array_new_with_free_func (use_free);
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  if (database == NULL)
    return NULL;
  statement = server_sqlite_database_get (
      database,
      "SELECT u.user_id, u.name, count (m.media_id), ifnull (sum (m.size), 0) FROM users u "
      "JOIN media m ON m.uid = u.uid GROUP BY u.uid ORDER BY 4 DESC, u.user_id",
      error);
  if (statement == NULL)
    return NULL;
  while (server_sqlite_statement_row (statement, &failure))
    {
      ServerSqliteUse *use = g_new0 (ServerSqliteUse, 1);

      use->user_id = g_strdup (server_sqlite_statement_get_text (statement, 0));
      use->name = g_strdup (server_sqlite_statement_get_text (statement, 1));
      use->n_files = server_sqlite_statement_get_int (statement, 2);
      use->bytes = server_sqlite_statement_get_int (statement, 3);
      g_ptr_array_add (uses, use);
    }
  if (failure == NULL)
    return g_steal_pointer (&uses);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static GHashTable *
read_disabled (const char *path, GError **error)
{
  g_autoptr (ServerSqliteDatabase) database = server_sqlite_database_open (path, TRUE, error);
  g_autoptr (GHashTable) disabled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  if (database == NULL)
    return NULL;
  statement = server_sqlite_database_get (database, "SELECT user_id FROM users WHERE disabled <> 0",
                                          error);
  if (statement == NULL)
    return NULL;
  while (server_sqlite_statement_row (statement, &failure))
    g_hash_table_add (disabled, g_strdup (server_sqlite_statement_get_text (statement, 0)));
  if (failure == NULL)
    return g_steal_pointer (&disabled);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * server_sqlite_use_list_disabled:
 * @path: the database, which a server may be writing to
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type utf8): the numbers of those who are kept out
 */
GHashTable *
server_sqlite_use_list_disabled (const char *path, GError **error)
{
  g_autoptr (GError) failure = NULL;
  GHashTable *disabled;

  g_return_val_if_fail (path != NULL, NULL);

  disabled = read_disabled (path, &failure);
  if (disabled == NULL)
    g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY, "The database %s cannot be used. %s.",
                 path, failure->message);
  return disabled;
}

/**
 * server_sqlite_use_list:
 * @path: the database, which a server may be writing to
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type ServerSqliteUse): those who have files on the server, who
 * takes most first
 */
GPtrArray *
server_sqlite_use_list (const char *path, GError **error)
{
  g_autoptr (GError) failure = NULL;
  GPtrArray *uses;

  g_return_val_if_fail (path != NULL, NULL);

  uses = read_uses (path, &failure);
  if (uses == NULL)
    g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY, "The database %s cannot be used. %s.",
                 path, failure->message);
  return uses;
}
