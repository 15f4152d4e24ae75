/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-schema.h"

#include <gio/gio.h>

#include "landline-error.h"
#include "landline-id.h"
#include "server-sqlite-resources.h"

#define RESOURCE_FOLDER "/im/landline/server/sqlite/schema"

static gboolean
apply_step (ServerSqliteDatabase *database, int step, GError **error)
{
  g_autofree char *path = g_strdup_printf (RESOURCE_FOLDER "/%d.sql", step);
  g_autofree char *version = g_strdup_printf ("PRAGMA user_version = %d", step);
  g_autoptr (GBytes) sql = NULL;

  sql = g_resource_lookup_data (server_sqlite_get_resource (), path, 0, error);
  if (sql == NULL)
    return FALSE;
  return server_sqlite_database_execute (database, g_bytes_get_data (sql, NULL), error) &&
         server_sqlite_database_execute (database, version, error);
}

/* The generation names this numbering of seqs and cursors: clients that know another begin anew. */
static gboolean
ensure_generation (ServerSqliteDatabase *database, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autofree char *generation = landline_id_new (LANDLINE_ID_GENERATION);

  statement = server_sqlite_database_get (
      database, "INSERT OR IGNORE INTO meta (key, value) VALUES ('generation', ?1)", error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_text (statement, 1, generation);
  return server_sqlite_statement_run (statement, error);
}

/**
 * server_sqlite_schema_apply:
 * @database: a connection that may write
 * @path: where it is, to be named in the error
 * @error: return location for an error
 *
 * Brings the database to what this program knows, in one transaction. One that a newer program
 * wrote is left alone.
 *
 * Returns: whether the database can be used
 */
gboolean
server_sqlite_schema_apply (ServerSqliteDatabase *database, const char *path, GError **error)
{
  gint64 version;
  gboolean applied = TRUE;

  if (!server_sqlite_database_execute (database, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (!server_sqlite_database_get_number (database, "PRAGMA user_version", &version, error))
    return FALSE;
  if (version > SERVER_SQLITE_SCHEMA_VERSION)
    {
      g_set_error (
          error, LANDLINE_ERROR, LANDLINE_ERROR_UNSUPPORTED,
          "The database %s was written by a newer version of this program (schema %" G_GINT64_FORMAT
          ", this program knows %d). Please use the newer version.",
          path, version, SERVER_SQLITE_SCHEMA_VERSION);
      return FALSE;
    }
  for (int step = version + 1; applied && step <= SERVER_SQLITE_SCHEMA_VERSION; step++)
    applied = apply_step (database, step, error);
  return applied && ensure_generation (database, error) &&
         server_sqlite_database_execute (database, "COMMIT", error);
}
