/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-backup.h"

#include "landline-error.h"
#include "landline-id.h"
#include "server-sqlite-database.h"
#include "server-sqlite-media.h"
#include "server-sqlite-schema.h"

/* What SQLite says does not leave this folder as it is. */
static gboolean
fail (const char *path, GError *failure, GError **error)
{
  g_set_error (error, LANDLINE_ERROR,
               g_error_matches (failure, SERVER_SQLITE_ERROR, SERVER_SQLITE_ERROR_FULL)
                   ? LANDLINE_ERROR_STORAGE_FULL
                   : LANDLINE_ERROR_BUSY,
               "The database %s cannot be used. %s.", path, failure->message);
  g_error_free (failure);
  return FALSE;
}

/**
 * server_sqlite_backup_measure:
 * @path: the database
 * @bytes: (out): how many bytes a copy of it has at most, without the files that it names
 * @error: return location for an error
 *
 * Returns: whether it could be read
 */
gboolean
server_sqlite_backup_measure (const char *path, guint64 *bytes, GError **error)
{
  g_autoptr (ServerSqliteDatabase) database = NULL;
  GError *failure = NULL;
  gint64 n_pages, page_size;

  database = server_sqlite_database_open (path, TRUE, &failure);
  if (database == NULL ||
      !server_sqlite_database_get_number (database, "PRAGMA page_count", &n_pages, &failure) ||
      !server_sqlite_database_get_number (database, "PRAGMA page_size", &page_size, &failure))
    return fail (path, failure, error);
  *bytes = (guint64) n_pages * page_size;
  return TRUE;
}

static gboolean
copy_database (const char *path, const char *copy, GError **error)
{
  g_autoptr (ServerSqliteDatabase) database = server_sqlite_database_open (path, FALSE, error);
  g_autoptr (ServerSqliteStatement) statement = NULL;

  if (database == NULL)
    return FALSE;
  statement = server_sqlite_database_get (database, "VACUUM INTO ?1", error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_text (statement, 1, copy);
  return server_sqlite_statement_run (statement, error);
}

/**
 * server_sqlite_backup_copy:
 * @path: the database, which a server may be writing to
 * @copy: a file that is empty
 * @error: return location for an error
 *
 * Copies what is committed by now: it is read in one transaction, beside which the server goes on.
 *
 * Returns: whether it was copied
 */
gboolean
server_sqlite_backup_copy (const char *path, const char *copy, GError **error)
{
  GError *failure = NULL;

  return copy_database (path, copy, &failure) || fail (path, failure, error);
}

/**
 * server_sqlite_backup_list_media:
 * @path: the database
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type LandlineMedia): the files that it names
 */
GPtrArray *
server_sqlite_backup_list_media (const char *path, GError **error)
{
  g_autoptr (ServerSqliteDatabase) database = NULL;
  GPtrArray *media = NULL;
  GError *failure = NULL;

  database = server_sqlite_database_open (path, TRUE, &failure);
  if (database != NULL)
    media = server_sqlite_media_list_all (database, &failure);
  if (media == NULL)
    fail (path, failure, error);
  return media;
}

static gboolean
drop (ServerSqliteDatabase *database, const char *sql, const char *media_id, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = server_sqlite_database_get (database, sql, error);

  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_text (statement, 1, media_id);
  return server_sqlite_statement_run (statement, error);
}

static gboolean
drop_all (const char *copy, GHashTable *media_ids, GError **error)
{
  g_autoptr (ServerSqliteDatabase) database = server_sqlite_database_open (copy, FALSE, error);
  GHashTableIter iter;
  gpointer id;

  if (database == NULL || !server_sqlite_database_execute (database, "BEGIN IMMEDIATE", error))
    return FALSE;
  g_hash_table_iter_init (&iter, media_ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!drop (database, "DELETE FROM media_refs WHERE media_id = ?1", id, error) ||
        !drop (database, "DELETE FROM media WHERE media_id = ?1", id, error))
      return FALSE;
  return server_sqlite_database_execute (database, "COMMIT", error);
}

/**
 * server_sqlite_backup_drop_media:
 * @copy: a copy of a database
 * @media_ids: (element-type utf8 utf8): files that the server has forgotten since, a set
 * @error: return location for an error
 *
 * Has the copy name them no longer.
 *
 * Returns: whether it was done
 */
gboolean
server_sqlite_backup_drop_media (const char *copy, GHashTable *media_ids, GError **error)
{
  GError *failure = NULL;

  return drop_all (copy, media_ids, &failure) || fail (copy, failure, error);
}

static gboolean
check_integrity (ServerSqliteDatabase *database, const char *path, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  GError *failure = NULL;

  statement = server_sqlite_database_get (database, "PRAGMA integrity_check (1)", &failure);
  if (statement == NULL || !server_sqlite_statement_row (statement, &failure))
    return fail (path, failure, error);
  if (g_strcmp0 (server_sqlite_statement_get_text (statement, 0), "ok") == 0)
    return TRUE;
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNSUPPORTED, "The database %s is damaged: %s",
               path, server_sqlite_statement_get_text (statement, 0));
  return FALSE;
}

/**
 * server_sqlite_backup_check:
 * @path: a copy of a database
 * @error: return location for an error; %LANDLINE_ERROR_UNSUPPORTED when it is damaged or newer
 *
 * Returns: whether this program can serve it
 */
gboolean
server_sqlite_backup_check (const char *path, GError **error)
{
  g_autoptr (ServerSqliteDatabase) database = NULL;
  GError *failure = NULL;
  gint64 version;

  database = server_sqlite_database_open (path, TRUE, &failure);
  if (database == NULL ||
      !server_sqlite_database_get_number (database, "PRAGMA user_version", &version, &failure))
    return fail (path, failure, error);
  if (version >= 1 && version <= SERVER_SQLITE_SCHEMA_VERSION)
    return check_integrity (database, path, error);
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNSUPPORTED,
               "The database is of a newer version of this program (schema %" G_GINT64_FORMAT
               ", this program knows %d). Please use the newer version.",
               version, SERVER_SQLITE_SCHEMA_VERSION);
  return FALSE;
}

static gboolean
renew (const char *path, GError **error)
{
  g_autoptr (ServerSqliteDatabase) database = server_sqlite_database_open (path, FALSE, error);
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autofree char *generation = landline_id_new (LANDLINE_ID_GENERATION);

  if (database == NULL)
    return FALSE;
  statement = server_sqlite_database_get (database,
                                          "UPDATE meta SET value = ?1 WHERE key = 'generation'",
                                          error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_text (statement, 1, generation);
  return server_sqlite_statement_run (statement, error);
}

/**
 * server_sqlite_backup_renew:
 * @path: a copy of a database
 * @error: return location for an error
 *
 * Gives it a generation of its own: the numbers that it gives from now on were given before, to
 * what was said after the copy was made. Clients see by it that they have to begin anew.
 *
 * Returns: whether it was written
 */
gboolean
server_sqlite_backup_renew (const char *path, GError **error)
{
  GError *failure = NULL;

  return renew (path, &failure) || fail (path, failure, error);
}
