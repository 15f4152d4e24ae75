/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-database.h"

/* Milliseconds that a connection waits for a command of the administrator that is writing. */
#define BUSY_TIMEOUT 5000
/* Pages of the log after which it is carried over into the database: 16 MiB. The pages of those who
 * are busy are written many times in between and carried over once. */
#define CHECKPOINT_PAGES 4000

struct _ServerSqliteDatabase
{
  sqlite3 *handle;
  GHashTable *statements; /* by the address of their text, which is a literal */
  GThread *thread;
};

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

static gboolean
configure (ServerSqliteDatabase *self, gboolean read_only, GError **error)
{
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT);
  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_wal_autocheckpoint (self->handle, CHECKPOINT_PAGES);

  if (read_only)
    return server_sqlite_database_execute (self,
                                           "PRAGMA query_only = ON; PRAGMA mmap_size = 268435456;"
                                           "PRAGMA cache_size = -256",
                                           error);
  return server_sqlite_database_execute (self,
                                         "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                                         "PRAGMA foreign_keys = OFF; PRAGMA cache_size = -32768",
                                         error);
}

/**
 * server_sqlite_database_open:
 * @path: the file
 * @read_only: whether it is only to be read; the file has to be there then
 * @error: return location for an error
 *
 * Opens a connection for the calling thread.
 *
 * Returns: (transfer full): the connection, or %NULL
 */
ServerSqliteDatabase *
server_sqlite_database_open (const char *path, gboolean read_only, GError **error)
{
  g_autoptr (ServerSqliteDatabase) self = g_new0 (ServerSqliteDatabase, 1);
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE | (read_only ? 0 : SQLITE_OPEN_CREATE);

  self->thread = g_thread_self ();
  self->statements = g_hash_table_new_full (NULL, NULL, NULL, finalize_statement);
  if (sqlite3_open_v2 (path, &self->handle, flags, NULL) != SQLITE_OK)
    {
      server_sqlite_set_error (error, self->handle, "open the database");
      return NULL;
    }
  if (!configure (self, read_only, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
server_sqlite_database_free (ServerSqliteDatabase *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->statements, g_hash_table_unref);
  g_clear_pointer (&self->handle, sqlite3_close);
  g_free (self);
}

/**
 * server_sqlite_database_adopt:
 * @self: a connection that no other thread uses any more
 *
 * Makes it the calling thread's.
 */
void
server_sqlite_database_adopt (ServerSqliteDatabase *self)
{
  self->thread = g_thread_self ();
}

/**
 * server_sqlite_database_execute:
 * @self: the connection
 * @sql: statements without parameters
 * @error: return location for an error
 *
 * Returns: whether all of them were done
 */
gboolean
server_sqlite_database_execute (ServerSqliteDatabase *self, const char *sql, GError **error)
{
  g_assert (self->thread == g_thread_self ());

  if (sqlite3_exec (self->handle, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  server_sqlite_set_error (error, self->handle, "use the database");
  return FALSE;
}

/**
 * server_sqlite_database_get:
 * @self: the connection
 * @sql: a statement, a string literal
 * @error: return location for an error
 *
 * Returns: (transfer none): the statement, prepared; one user at a time
 */
ServerSqliteStatement *
server_sqlite_database_get (ServerSqliteDatabase *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement;

  g_assert (self->thread == g_thread_self ());

  statement = g_hash_table_lookup (self->statements, sql);
  if (statement != NULL)
    return statement;
  if (sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) !=
      SQLITE_OK)
    {
      server_sqlite_set_error (error, self->handle, "prepare a statement");
      return NULL;
    }
  g_hash_table_insert (self->statements, (gpointer) sql, statement);
  return statement;
}

gint64
server_sqlite_database_get_last_id (ServerSqliteDatabase *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}

gint64
server_sqlite_database_get_n_changed (ServerSqliteDatabase *self)
{
  return sqlite3_changes64 (self->handle);
}

gboolean
server_sqlite_database_in_transaction (ServerSqliteDatabase *self)
{
  return !sqlite3_get_autocommit (self->handle);
}

/**
 * server_sqlite_database_get_number:
 * @self: the connection
 * @sql: a statement that returns a number, a string literal
 * @number: (out): the number, 0 when there is no row
 * @error: return location for an error
 *
 * Returns: whether it could be read
 */
gboolean
server_sqlite_database_get_number (ServerSqliteDatabase *self,
                                   const char *sql,
                                   gint64 *number,
                                   GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = server_sqlite_database_get (self, sql, error);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;
  if (server_sqlite_statement_row (statement, &failure))
    *number = server_sqlite_statement_get_int (statement, 0);
  else if (failure == NULL)
    *number = 0;
  else
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return TRUE;
}
