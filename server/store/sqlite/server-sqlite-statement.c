/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-statement.h"

G_DEFINE_QUARK (server - sqlite - error - quark, server_sqlite_error)

/**
 * server_sqlite_set_error:
 * @error: (nullable): where to put it
 * @handle: the connection that failed
 * @doing: what was tried, for "Cannot …"
 *
 * Says what SQLite says, sorted by what can be done about it.
 */
void
server_sqlite_set_error (GError **error, sqlite3 *handle, const char *doing)
{
  ServerSqliteError code;
  int extended = sqlite3_extended_errcode (handle);

  switch (extended & 0xff)
    {
    case SQLITE_FULL:
      code = SERVER_SQLITE_ERROR_FULL;
      break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      code = SERVER_SQLITE_ERROR_BUSY;
      break;
    default:
      code = SERVER_SQLITE_ERROR_BROKEN;
      break;
    }
  g_set_error (error, SERVER_SQLITE_ERROR, code, "Cannot %s: %s (%d)", doing,
               sqlite3_errmsg (handle), extended);
}

/**
 * server_sqlite_statement_row:
 * @self: the statement
 * @error: return location for an error
 *
 * Returns: whether there is a row (another one); %FALSE without an error is the end
 */
gboolean
server_sqlite_statement_row (ServerSqliteStatement *self, GError **error)
{
  switch (sqlite3_step (self))
    {
    case SQLITE_ROW:
      return TRUE;
    case SQLITE_DONE:
      return FALSE;
    default:
      server_sqlite_set_error (error, sqlite3_db_handle (self), "use the database");
      return FALSE;
    }
}

/**
 * server_sqlite_statement_run:
 * @self: a statement that returns no rows
 * @error: return location for an error
 *
 * Runs it and makes it ready for the next time.
 *
 * Returns: whether it was done
 */
gboolean
server_sqlite_statement_run (ServerSqliteStatement *self, GError **error)
{
  gboolean done = sqlite3_step (self) == SQLITE_DONE;

  if (!done)
    server_sqlite_set_error (error, sqlite3_db_handle (self), "change the database");
  sqlite3_reset (self);
  return done;
}

void
server_sqlite_statement_reset (ServerSqliteStatement *self)
{
  sqlite3_reset (self);
  sqlite3_clear_bindings (self);
}

void
server_sqlite_statement_bind_int (ServerSqliteStatement *self, int index, gint64 value)
{
  if (sqlite3_bind_int64 (self, index, value) != SQLITE_OK)
    g_assert_not_reached ();
}

void
server_sqlite_statement_bind_text (ServerSqliteStatement *self, int index, const char *value)
{
  if (sqlite3_bind_text (self, index, value, -1, SQLITE_STATIC) != SQLITE_OK)
    g_assert_not_reached ();
}

void
server_sqlite_statement_bind_chars (ServerSqliteStatement *self,
                                    int index,
                                    const char *value,
                                    gsize length)
{
  g_assert (length <= G_MAXINT);

  if (sqlite3_bind_text (self, index, value, (int) length, SQLITE_STATIC) != SQLITE_OK)
    g_assert_not_reached ();
}

void
server_sqlite_statement_bind_blob (ServerSqliteStatement *self,
                                   int index,
                                   gconstpointer value,
                                   gsize length)
{
  g_assert (length <= G_MAXINT);

  if (sqlite3_bind_blob (self, index, value, (int) length, SQLITE_STATIC) != SQLITE_OK)
    g_assert_not_reached ();
}

gint64
server_sqlite_statement_get_int (ServerSqliteStatement *self, int column)
{
  return sqlite3_column_int64 (self, column);
}

/**
 * server_sqlite_statement_get_text:
 * @self: a statement that has a row
 * @column: which column
 *
 * Returns: (nullable): the text, lent until the next step
 */
const char *
server_sqlite_statement_get_text (ServerSqliteStatement *self, int column)
{
  return (const char *) sqlite3_column_text (self, column);
}

gsize
server_sqlite_statement_get_size (ServerSqliteStatement *self, int column)
{
  return sqlite3_column_bytes (self, column);
}

gboolean
server_sqlite_statement_is_null (ServerSqliteStatement *self, int column)
{
  return sqlite3_column_type (self, column) == SQLITE_NULL;
}
