/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-invites.h"

#include <string.h>

#define COLUMNS "invite_id, hash, number, uses, used, created, expires, is_admin"

gboolean
server_sqlite_invites_insert (ServerSqliteDatabase *database,
                              const ServerInvite *invite,
                              GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (database,
                                          "INSERT INTO invites (" COLUMNS
                                          ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                                          error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_text (statement, 1, invite->id);
  server_sqlite_statement_bind_blob (statement, 2, invite->hash, sizeof invite->hash);
  server_sqlite_statement_bind_text (statement, 3, invite->number);
  server_sqlite_statement_bind_int (statement, 4, invite->uses);
  server_sqlite_statement_bind_int (statement, 5, invite->used);
  server_sqlite_statement_bind_int (statement, 6, invite->created);
  server_sqlite_statement_bind_int (statement, 7, invite->expires);
  server_sqlite_statement_bind_int (statement, 8, invite->is_admin);
  return server_sqlite_statement_run (statement, error);
}

static ServerInvite *
read_invite (ServerSqliteStatement *statement)
{
  ServerInvite *invite = g_new0 (ServerInvite, 1);

  invite->id = g_strdup (server_sqlite_statement_get_text (statement, 0));
  if (server_sqlite_statement_get_size (statement, 1) == sizeof invite->hash)
    memcpy (invite->hash, sqlite3_column_blob (statement, 1), sizeof invite->hash);
  invite->number = g_strdup (server_sqlite_statement_get_text (statement, 2));
  invite->uses = server_sqlite_statement_get_int (statement, 3);
  invite->used = server_sqlite_statement_get_int (statement, 4);
  invite->created = server_sqlite_statement_get_int (statement, 5);
  invite->expires = server_sqlite_statement_get_int (statement, 6);
  invite->is_admin = server_sqlite_statement_get_int (statement, 7) != 0;
  return invite;
}

/**
 * server_sqlite_invites_find:
 * @database: a connection
 * @hash: SHA-256 of a code
 * @invite: (out) (transfer full) (nullable): the invite, %NULL when there is none
 * @error: return location for an error
 *
 * Returns: whether it could be read
 */
gboolean
server_sqlite_invites_find (ServerSqliteDatabase *database,
                            const guint8 *hash,
                            ServerInvite **invite,
                            GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (database,
                                          "SELECT " COLUMNS " FROM invites WHERE hash = ?1", error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_blob (statement, 1, hash, SERVER_HASH_SIZE);
  *invite = server_sqlite_statement_row (statement, &failure) ? read_invite (statement) : NULL;
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
server_sqlite_invites_use (ServerSqliteDatabase *database, const char *invite_id, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (database,
                                          "UPDATE invites SET used = used + 1 WHERE invite_id = ?1",
                                          error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_text (statement, 1, invite_id);
  return server_sqlite_statement_run (statement, error);
}

gboolean
server_sqlite_invites_remove (ServerSqliteDatabase *database,
                              const char *invite_id,
                              gboolean *removed,
                              GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (database, "DELETE FROM invites WHERE invite_id = ?1",
                                          error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_text (statement, 1, invite_id);
  if (!server_sqlite_statement_run (statement, error))
    return FALSE;
  *removed = server_sqlite_database_get_n_changed (database) > 0;
  return TRUE;
}

/**
 * server_sqlite_invites_list:
 * @database: a connection
 * @now: the time
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type ServerInvite): the invites that are still good, newest
 * first
 */
GPtrArray *
server_sqlite_invites_list (ServerSqliteDatabase *database, gint64 now, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GPtrArray) invites = NULL;
  g_autoptr (GError) failure = NULL;

  invites = g_ptr_array_new_with_free_func ((GDestroyNotify) server_invite_free);
  statement = server_sqlite_database_get (
      database,
      "SELECT " COLUMNS " FROM invites WHERE used < uses AND (expires = 0 OR expires > ?1) "
      "ORDER BY created DESC, invite_id",
      error);
  if (statement == NULL)
    return NULL;
  server_sqlite_statement_bind_int (statement, 1, now);
  while (server_sqlite_statement_row (statement, &failure))
    g_ptr_array_add (invites, read_invite (statement));
  if (failure == NULL)
    return g_steal_pointer (&invites);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * server_sqlite_invites_collect:
 * @database: the writer's connection
 * @now: the time
 * @error: return location for an error
 *
 * Removes the invites that are good for nothing any more.
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_invites_collect (ServerSqliteDatabase *database, gint64 now, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database, "DELETE FROM invites WHERE used >= uses OR (expires > 0 AND expires <= ?1)", error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, now);
  return server_sqlite_statement_run (statement, error);
}
