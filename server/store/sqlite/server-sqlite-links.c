/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-links.h"

gboolean
server_sqlite_links_insert (ServerSqliteDatabase *database,
                            LandlineDeviceLink *link,
                            const guint8 *hash,
                            gint64 uid,
                            gint64 did,
                            GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database,
      "INSERT INTO device_links (link_id, hash, uid, did, created, expires) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_text (statement, 1, landline_device_link_get_id (link));
  server_sqlite_statement_bind_blob (statement, 2, hash, SERVER_HASH_SIZE);
  server_sqlite_statement_bind_int (statement, 3, uid);
  server_sqlite_statement_bind_int (statement, 4, did);
  server_sqlite_statement_bind_int (statement, 5, landline_device_link_get_created (link));
  server_sqlite_statement_bind_int (statement, 6, landline_device_link_get_expires (link));
  return server_sqlite_statement_run (statement, error);
}

/**
 * server_sqlite_links_find:
 * @database: a connection
 * @hash: SHA-256 of a code
 * @now: the time
 * @uid: (out): whose link it is, 0 when there is none that is still good
 * @error: return location for an error
 *
 * Returns: whether it could be read
 */
gboolean
server_sqlite_links_find (ServerSqliteDatabase *database,
                          const guint8 *hash,
                          gint64 now,
                          gint64 *uid,
                          GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (
      database, "SELECT uid FROM device_links WHERE hash = ?1 AND expires > ?2", error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_blob (statement, 1, hash, SERVER_HASH_SIZE);
  server_sqlite_statement_bind_int (statement, 2, now);
  *uid = server_sqlite_statement_row (statement, &failure)
             ? server_sqlite_statement_get_int (statement, 0)
             : 0;
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
server_sqlite_links_drop (ServerSqliteDatabase *database, const guint8 *hash, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (database, "DELETE FROM device_links WHERE hash = ?1",
                                          error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_blob (statement, 1, hash, SERVER_HASH_SIZE);
  return server_sqlite_statement_run (statement, error);
}

gboolean
server_sqlite_links_drop_of_device (ServerSqliteDatabase *database, gint64 did, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (database, "DELETE FROM device_links WHERE did = ?1",
                                          error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, did);
  return server_sqlite_statement_run (statement, error);
}

gboolean
server_sqlite_links_drop_of_user (ServerSqliteDatabase *database, gint64 uid, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (database, "DELETE FROM device_links WHERE uid = ?1",
                                          error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, uid);
  return server_sqlite_statement_run (statement, error);
}

gboolean
server_sqlite_links_remove (ServerSqliteDatabase *database,
                            const char *user_id,
                            const char *link_id,
                            gint64 now,
                            gboolean *removed,
                            GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database,
      "DELETE FROM device_links WHERE link_id = ?1 AND expires > ?3 AND "
      "uid = (SELECT uid FROM users WHERE user_id = ?2)",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_text (statement, 1, link_id);
  server_sqlite_statement_bind_text (statement, 2, user_id);
  server_sqlite_statement_bind_int (statement, 3, now);
  if (!server_sqlite_statement_run (statement, error))
    return FALSE;
  *removed = server_sqlite_database_get_n_changed (database) > 0;
  return TRUE;
}

/**
 * server_sqlite_links_list:
 * @database: a connection
 * @user_id: a user
 * @now: the time
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type LandlineDeviceLink): the links that are still good, newest
 * first
 */
GPtrArray *
server_sqlite_links_list (ServerSqliteDatabase *database,
                          const char *user_id,
                          gint64 now,
                          GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GPtrArray) links = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (
      database,
      "SELECT link_id, l.created, expires FROM device_links l JOIN users u ON u.uid = l.uid "
      "WHERE user_id = ?1 AND expires > ?2 ORDER BY l.created DESC, link_id",
      error);
  if (statement == NULL)
    return NULL;
  server_sqlite_statement_bind_text (statement, 1, user_id);
  server_sqlite_statement_bind_int (statement, 2, now);
  while (server_sqlite_statement_row (statement, &failure))
    g_ptr_array_add (links,
                     landline_device_link_new (server_sqlite_statement_get_text (statement, 0),
                                               NULL, server_sqlite_statement_get_int (statement, 1),
                                               server_sqlite_statement_get_int (statement, 2)));
  if (failure == NULL)
    return g_steal_pointer (&links);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * server_sqlite_links_collect:
 * @database: the writer's connection
 * @now: the time
 * @error: return location for an error
 *
 * Removes the links that are over.
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_links_collect (ServerSqliteDatabase *database, gint64 now, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (database, "DELETE FROM device_links WHERE expires <= ?1",
                                          error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, now);
  return server_sqlite_statement_run (statement, error);
}
