/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-names.h"

/* Names of a kind that are kept before it is begun anew. */
#define MAX_NAMES 65536

struct _ServerSqliteNames
{
  ServerSqliteDatabase *database;
  GHashTable *users;
  GHashTable *devices;
  GHashTable *conversations;
  gint64 n_former; /* users who had been deleted when those names were read */
};

static GHashTable *
new_table (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
}

ServerSqliteNames *
server_sqlite_names_new (ServerSqliteDatabase *database)
{
  ServerSqliteNames *self = g_new0 (ServerSqliteNames, 1);

  self->database = database;
  self->users = new_table ();
  self->devices = new_table ();
  self->conversations = new_table ();
  return self;
}

void
server_sqlite_names_free (ServerSqliteNames *self)
{
  g_clear_pointer (&self->users, g_hash_table_unref);
  g_clear_pointer (&self->devices, g_hash_table_unref);
  g_clear_pointer (&self->conversations, g_hash_table_unref);
  g_free (self);
}

static const char *
get_name (ServerSqliteNames *self,
          GHashTable *table,
          const char *sql,
          gint64 number,
          GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  const char *known = g_hash_table_lookup (table, &number);
  char *name;

  if (known != NULL)
    return known;
  statement = server_sqlite_database_get (self->database, sql, error);
  if (statement == NULL)
    return NULL;
  server_sqlite_statement_bind_int (statement, 1, number);
  if (!server_sqlite_statement_row (statement, error))
    {
      if (error != NULL && *error == NULL)
        g_set_error (error, SERVER_SQLITE_ERROR, SERVER_SQLITE_ERROR_BROKEN,
                     "The database refers to something that is not there (%" G_GINT64_FORMAT ")",
                     number);
      return NULL;
    }
  if (g_hash_table_size (table) >= MAX_NAMES)
    g_hash_table_remove_all (table);
  name = g_strdup (server_sqlite_statement_get_text (statement, 0));
  g_hash_table_insert (table, g_memdup2 (&number, sizeof number), name);
  return name;
}

/**
 * server_sqlite_names_refresh:
 * @self: the names
 * @error: return location for an error
 *
 * Forgets the names of users when some were deleted since. Comes before what is read.
 *
 * Returns: whether it could be read
 */
gboolean
server_sqlite_names_refresh (ServerSqliteNames *self, GError **error)
{
  gint64 n_former;

  if (!server_sqlite_database_get_number (
          self->database, "SELECT ifnull ((SELECT value FROM meta WHERE key = 'former'), 0)",
          &n_former, error))
    return FALSE;
  if (n_former != self->n_former)
    g_hash_table_remove_all (self->users);
  self->n_former = n_former;
  return TRUE;
}

/**
 * server_sqlite_names_get_user:
 * @self: the names
 * @uid: a number
 * @error: return location for an error
 *
 * Returns: (transfer none): the user's id, good until the next call
 */
const char *
server_sqlite_names_get_user (ServerSqliteNames *self, gint64 uid, GError **error)
{
  return get_name (self, self->users, "SELECT user_id FROM users WHERE uid = ?1", uid, error);
}

const char *
server_sqlite_names_get_device (ServerSqliteNames *self, gint64 did, GError **error)
{
  return get_name (self, self->devices, "SELECT device_id FROM devices WHERE did = ?1", did, error);
}

const char *
server_sqlite_names_get_conversation (ServerSqliteNames *self, gint64 cid, GError **error)
{
  return get_name (self, self->conversations,
                   "SELECT conversation_id FROM conversations WHERE cid = ?1", cid, error);
}
