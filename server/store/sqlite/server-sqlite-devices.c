/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-devices.h"

#include "landline-error.h"

gboolean
server_sqlite_devices_find (ServerSqliteDatabase *database,
                            const char *device_id,
                            ServerSqliteDeviceRecord *record,
                            GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (
      database,
      "SELECT did, d.uid, acked, head FROM devices d JOIN users u ON u.uid = d.uid "
      "WHERE device_id = ?1 AND token_hash IS NOT NULL",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_text (statement, 1, device_id);
  *record = (ServerSqliteDeviceRecord) { 0 };
  if (server_sqlite_statement_row (statement, &failure))
    {
      record->did = server_sqlite_statement_get_int (statement, 0);
      record->uid = server_sqlite_statement_get_int (statement, 1);
      record->acked = server_sqlite_statement_get_int (statement, 2);
      record->head = server_sqlite_statement_get_int (statement, 3);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * server_sqlite_devices_insert:
 * @database: the writer's connection
 * @uid: whose
 * @device: the device
 * @acked: where it begins
 * @now: the time
 * @error: return location for an error
 *
 * Returns: the new did, 0 on failure
 */
gint64
server_sqlite_devices_insert (ServerSqliteDatabase *database,
                              gint64 uid,
                              const ServerNewDevice *device,
                              gint64 acked,
                              gint64 now,
                              GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database,
      "INSERT INTO devices (device_id, uid, name, token_hash, created, last_seen, acked) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6)",
      error);
  if (statement == NULL)
    return 0;
  server_sqlite_statement_bind_text (statement, 1, device->device_id);
  server_sqlite_statement_bind_int (statement, 2, uid);
  server_sqlite_statement_bind_text (statement, 3, device->name);
  server_sqlite_statement_bind_blob (statement, 4, device->token_hash, sizeof device->token_hash);
  server_sqlite_statement_bind_int (statement, 5, now);
  server_sqlite_statement_bind_int (statement, 6, acked);
  if (!server_sqlite_statement_run (statement, error))
    return 0;
  return server_sqlite_database_get_last_id (database);
}

static gboolean
set_number (ServerSqliteDatabase *database,
            const char *sql,
            gint64 did,
            gint64 number,
            GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = server_sqlite_database_get (database, sql, error);

  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, did);
  server_sqlite_statement_bind_int (statement, 2, number);
  return server_sqlite_statement_run (statement, error);
}

gboolean
server_sqlite_devices_set_acked (ServerSqliteDatabase *database,
                                 gint64 did,
                                 gint64 acked,
                                 GError **error)
{
  return set_number (database, "UPDATE devices SET acked = ?2 WHERE did = ?1", did, acked, error);
}

gboolean
server_sqlite_devices_set_seen (ServerSqliteDatabase *database,
                                gint64 did,
                                gint64 time,
                                GError **error)
{
  return set_number (database, "UPDATE devices SET last_seen = ?2 WHERE did = ?1", did, time,
                     error);
}

gboolean
server_sqlite_devices_revoke (ServerSqliteDatabase *database, gint64 did, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (database,
                                          "UPDATE devices SET token_hash = NULL WHERE did = ?1",
                                          error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, did);
  return server_sqlite_statement_run (statement, error);
}

/**
 * server_sqlite_devices_hold:
 * @database: the writer's connection
 * @uid: a user
 * @hold: whether the devices are to be held or let go
 * @error: return location for an error
 *
 * Has none of the user's devices let in, as if they were revoked, but what waits for them is kept;
 * or undoes that.
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_devices_hold (ServerSqliteDatabase *database,
                            gint64 uid,
                            gboolean hold,
                            GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database,
      hold ? "UPDATE devices SET held_hash = token_hash, token_hash = NULL "
             "WHERE uid = ?1 AND token_hash IS NOT NULL"
           : "UPDATE devices SET token_hash = held_hash, held_hash = NULL "
             "WHERE uid = ?1 AND held_hash IS NOT NULL",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, uid);
  return server_sqlite_statement_run (statement, error);
}

/**
 * server_sqlite_devices_get_account:
 * @database: a connection
 * @token_hash: SHA-256 of a token
 * @error: return location for an error; %LANDLINE_ERROR_UNAUTHORIZED when nobody has it
 *
 * Returns: (transfer full): whose token it is
 */
ServerAccount *
server_sqlite_devices_get_account (ServerSqliteDatabase *database,
                                   const guint8 *token_hash,
                                   GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement =
      server_sqlite_database_get (database,
                                  "SELECT u.user_id, d.device_id, u.is_admin FROM devices d "
                                  "JOIN users u ON u.uid = d.uid WHERE d.token_hash = ?1",
                                  error);
  if (statement == NULL)
    return NULL;
  server_sqlite_statement_bind_blob (statement, 1, token_hash, SERVER_HASH_SIZE);
  if (server_sqlite_statement_row (statement, &failure))
    return server_account_new (server_sqlite_statement_get_text (statement, 0),
                               server_sqlite_statement_get_text (statement, 1),
                               server_sqlite_statement_get_int (statement, 2) != 0);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED,
                         "The token is unknown or was revoked.");
  return NULL;
}

/**
 * server_sqlite_devices_get:
 * @database: a connection
 * @did: a device, also one that was revoked
 * @device: (out) (nullable): the device
 * @error: return location for an error
 *
 * Returns: whether it could be read
 */
gboolean
server_sqlite_devices_get (ServerSqliteDatabase *database,
                           gint64 did,
                           LandlineDevice **device,
                           GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (
      database,
      "SELECT d.device_id, u.user_id, d.name, d.created, d.last_seen FROM devices d "
      "JOIN users u ON u.uid = d.uid WHERE d.did = ?1",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, did);
  *device = NULL;
  if (server_sqlite_statement_row (statement, &failure))
    *device = landline_device_new (server_sqlite_statement_get_text (statement, 0),
                                   server_sqlite_statement_get_text (statement, 1),
                                   server_sqlite_statement_get_text (statement, 2),
                                   server_sqlite_statement_get_int (statement, 3),
                                   server_sqlite_statement_get_int (statement, 4));
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

GPtrArray *
server_sqlite_devices_list (ServerSqliteDatabase *database, const char *user_id, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (
      database,
      "SELECT d.device_id, d.name, d.created, d.last_seen FROM users u "
      "JOIN devices d ON d.uid = u.uid WHERE u.user_id = ?1 AND d.token_hash IS NOT NULL "
      "ORDER BY d.did",
      error);
  if (statement == NULL)
    return NULL;
  server_sqlite_statement_bind_text (statement, 1, user_id);
  while (server_sqlite_statement_row (statement, &failure))
    g_ptr_array_add (devices,
                     landline_device_new (server_sqlite_statement_get_text (statement, 0), user_id,
                                          server_sqlite_statement_get_text (statement, 1),
                                          server_sqlite_statement_get_int (statement, 2),
                                          server_sqlite_statement_get_int (statement, 3)));
  if (failure == NULL)
    return g_steal_pointer (&devices);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * server_sqlite_devices_get_floor:
 * @database: a connection
 * @uid: a user
 * @floor: (out): what every device of the user has acknowledged; the largest number there is for a
 *   user without one
 * @error: return location for an error
 *
 * Returns: whether it could be read
 */
gboolean
server_sqlite_devices_get_floor (ServerSqliteDatabase *database,
                                 gint64 uid,
                                 gint64 *floor,
                                 GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (database,
                                          "SELECT ifnull (min (acked), 0x7fffffffffffffff) "
                                          "FROM devices WHERE uid = ?1 "
                                          "AND ifnull (token_hash, held_hash) IS NOT NULL",
                                          error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, uid);
  if (!server_sqlite_statement_row (statement, error))
    return FALSE;
  *floor = server_sqlite_statement_get_int (statement, 0);
  return TRUE;
}
