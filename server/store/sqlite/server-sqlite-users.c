/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-users.h"

#include "landline-error.h"

/* What clients show that know nothing of former users; the others say it in their own language. */
#define FORMER_NAME "Former user"

#define RECORD_COLUMNS                                                                             \
  "uid, head, trimmed, (SELECT COUNT(*) FROM devices d WHERE d.uid = users.uid AND "               \
  "d.token_hash IS NOT NULL), user_id, disabled, former"
#define USER_COLUMNS                                                                               \
  "user_id, name, about, avatar, last_seen, is_admin, show_online, show_last_seen, former"

static gboolean
read_record (ServerSqliteStatement *statement,
             ServerSqliteUserRecord *record,
             char **user_id,
             GError **error)
{
  g_autoptr (GError) failure = NULL;

  *record = (ServerSqliteUserRecord) { 0 };
  if (server_sqlite_statement_row (statement, &failure))
    {
      record->uid = server_sqlite_statement_get_int (statement, 0);
      record->head = server_sqlite_statement_get_int (statement, 1);
      record->trimmed = server_sqlite_statement_get_int (statement, 2);
      record->n_devices = server_sqlite_statement_get_int (statement, 3);
      record->is_disabled = server_sqlite_statement_get_int (statement, 5) != 0;
      record->is_former = server_sqlite_statement_get_int (statement, 6) != 0;
      if (user_id != NULL)
        *user_id = g_strdup (server_sqlite_statement_get_text (statement, 4));
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
server_sqlite_users_find (ServerSqliteDatabase *database,
                          const char *user_id,
                          ServerSqliteUserRecord *record,
                          GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (database,
                                          "SELECT " RECORD_COLUMNS
                                          " FROM users WHERE user_id = ?1 AND former = 0",
                                          error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_text (statement, 1, user_id);
  return read_record (statement, record, NULL, error);
}

gboolean
server_sqlite_users_find_uid (ServerSqliteDatabase *database,
                              gint64 uid,
                              ServerSqliteUserRecord *record,
                              char **user_id,
                              GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (database,
                                          "SELECT " RECORD_COLUMNS " FROM users WHERE uid = ?1",
                                          error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, uid);
  return read_record (statement, record, user_id, error);
}

gboolean
server_sqlite_users_count (ServerSqliteDatabase *database, gint64 *count, GError **error)
{
  return server_sqlite_database_get_number (database, "SELECT COUNT(*) FROM users", count, error);
}

/**
 * server_sqlite_users_insert:
 * @database: the writer's connection
 * @user_id: the number
 * @name: the name
 * @is_admin: whether they administer the server
 * @now: the time
 * @error: return location for an error
 *
 * Returns: the new uid, 0 on failure
 */
gint64
server_sqlite_users_insert (ServerSqliteDatabase *database,
                            const char *user_id,
                            const char *name,
                            gboolean is_admin,
                            gint64 now,
                            GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database,
      "INSERT INTO users (user_id, name, is_admin, created, last_seen) VALUES (?1, ?2, ?3, ?4, ?4)",
      error);
  if (statement == NULL)
    return 0;
  server_sqlite_statement_bind_text (statement, 1, user_id);
  server_sqlite_statement_bind_text (statement, 2, name);
  server_sqlite_statement_bind_int (statement, 3, is_admin);
  server_sqlite_statement_bind_int (statement, 4, now);
  if (!server_sqlite_statement_run (statement, error))
    return 0;
  return server_sqlite_database_get_last_id (database);
}

static gboolean
set_number (ServerSqliteDatabase *database,
            const char *sql,
            gint64 uid,
            gint64 number,
            GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = server_sqlite_database_get (database, sql, error);

  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, uid);
  server_sqlite_statement_bind_int (statement, 2, number);
  return server_sqlite_statement_run (statement, error);
}

gboolean
server_sqlite_users_set_head (ServerSqliteDatabase *database,
                              gint64 uid,
                              gint64 head,
                              GError **error)
{
  return set_number (database, "UPDATE users SET head = ?2 WHERE uid = ?1", uid, head, error);
}

gboolean
server_sqlite_users_set_trimmed (ServerSqliteDatabase *database,
                                 gint64 uid,
                                 gint64 trimmed,
                                 GError **error)
{
  return set_number (database, "UPDATE users SET trimmed = max (trimmed, ?2) WHERE uid = ?1", uid,
                     trimmed, error);
}

gboolean
server_sqlite_users_set_seen (ServerSqliteDatabase *database,
                              gint64 uid,
                              gint64 time,
                              GError **error)
{
  return set_number (database, "UPDATE users SET last_seen = ?2 WHERE uid = ?1", uid, time, error);
}

gboolean
server_sqlite_users_set_disabled (ServerSqliteDatabase *database,
                                  gint64 uid,
                                  gboolean disabled,
                                  GError **error)
{
  return set_number (database, "UPDATE users SET disabled = ?2 WHERE uid = ?1", uid, disabled,
                     error);
}

gboolean
server_sqlite_users_make_admin (ServerSqliteDatabase *database, gint64 uid, GError **error)
{
  return set_number (database, "UPDATE users SET is_admin = ?2 WHERE uid = ?1", uid, TRUE, error);
}

/* Counts those who were deleted, see server_sqlite_names_refresh(). */
static gboolean
count_former (ServerSqliteDatabase *database, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database,
      "INSERT INTO meta (key, value) VALUES ('former', '1') "
      "ON CONFLICT (key) DO UPDATE SET value = CAST (value + 1 AS TEXT)",
      error);
  return statement != NULL && server_sqlite_statement_run (statement, error);
}

/**
 * server_sqlite_users_make_former:
 * @database: the writer's connection
 * @uid: a user
 * @new_id: the id that they have from now on, see landline_id_new_former()
 * @error: return location for an error
 *
 * Forgets who they were. The row stays for what refers to it, such as the messages that they sent.
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_users_make_former (ServerSqliteDatabase *database,
                                 gint64 uid,
                                 const char *new_id,
                                 GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database,
      "UPDATE users SET user_id = ?2, name = ?3, about = NULL, avatar = NULL, is_admin = 0, "
      "created = 0, last_seen = 0, show_online = ?4, show_last_seen = ?4, disabled = 0, "
      "n_notes = 0, former = 1 WHERE uid = ?1",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, uid);
  server_sqlite_statement_bind_text (statement, 2, new_id);
  server_sqlite_statement_bind_text (statement, 3, FORMER_NAME);
  server_sqlite_statement_bind_int (statement, 4, LANDLINE_VISIBILITY_NOBODY);
  return server_sqlite_statement_run (statement, error) && count_former (database, error);
}

/**
 * server_sqlite_users_list_others:
 * @database: a connection
 * @uid: a user
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type gint64): the uids of all others who are on the server
 */
GArray *
server_sqlite_users_list_others (ServerSqliteDatabase *database, gint64 uid, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GArray) uids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (
      database, "SELECT uid FROM users WHERE uid <> ?1 AND former = 0 ORDER BY uid", error);
  if (statement == NULL)
    return NULL;
  server_sqlite_statement_bind_int (statement, 1, uid);
  while (server_sqlite_statement_row (statement, &failure))
    {
      gint64 other = server_sqlite_statement_get_int (statement, 0);

      g_array_append_val (uids, other);
    }
  if (failure == NULL)
    return g_steal_pointer (&uids);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * server_sqlite_users_change:
 * @database: the writer's connection
 * @uid: the user
 * @name: (nullable): the new name
 * @about: (nullable): the new sentence, empty for none
 * @avatar: (nullable): the new picture, empty for none
 * @error: return location for an error
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_users_change (ServerSqliteDatabase *database,
                            gint64 uid,
                            const char *name,
                            const char *about,
                            const char *avatar,
                            const LandlinePrivacy *privacy,
                            GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database,
      "UPDATE users SET name = ifnull (?2, name), about = nullif (ifnull (?3, about), ''), "
      "avatar = nullif (ifnull (?4, avatar), ''), show_online = ifnull (nullif (?5, 0), "
      "show_online), "
      "show_last_seen = ifnull (nullif (?6, 0), show_last_seen) WHERE uid = ?1",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, uid);
  server_sqlite_statement_bind_text (statement, 2, name);
  server_sqlite_statement_bind_text (statement, 3, about);
  server_sqlite_statement_bind_text (statement, 4, avatar);
  server_sqlite_statement_bind_int (statement, 5, privacy->online);
  server_sqlite_statement_bind_int (statement, 6, privacy->last_seen);
  return server_sqlite_statement_run (statement, error);
}

static LandlineUser *
read_user (ServerSqliteStatement *statement)
{
  g_autoptr (LandlineUser) user = NULL;
  const LandlinePrivacy privacy = { server_sqlite_statement_get_int (statement, 6),
                                    server_sqlite_statement_get_int (statement, 7) };

  if (server_sqlite_statement_get_int (statement, 8) != 0)
    return landline_user_new_former (server_sqlite_statement_get_text (statement, 0),
                                     server_sqlite_statement_get_text (statement, 1), NULL);
  user = landline_user_new (server_sqlite_statement_get_text (statement, 0),
                            server_sqlite_statement_get_text (statement, 1),
                            server_sqlite_statement_get_text (statement, 2),
                            server_sqlite_statement_get_text (statement, 3),
                            server_sqlite_statement_get_int (statement, 4),
                            server_sqlite_statement_get_int (statement, 5) != 0);
  return landline_user_new_own (user, &privacy);
}

/**
 * server_sqlite_users_get:
 * @database: a connection
 * @user_id: the number
 * @error: return location for an error; %LANDLINE_ERROR_NOT_FOUND when there is none
 *
 * Returns: (transfer full): the user
 */
LandlineUser *
server_sqlite_users_get (ServerSqliteDatabase *database, const char *user_id, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (database,
                                          "SELECT " USER_COLUMNS " FROM users WHERE user_id = ?1",
                                          error);
  if (statement == NULL)
    return NULL;
  server_sqlite_statement_bind_text (statement, 1, user_id);
  if (server_sqlite_statement_row (statement, &failure))
    return read_user (statement);
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND, "No user %s on this server.",
                 user_id);
  return NULL;
}

GPtrArray *
server_sqlite_users_list (ServerSqliteDatabase *database, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GPtrArray) users = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (database,
                                          "SELECT " USER_COLUMNS
                                          " FROM users WHERE former = 0 ORDER BY name, user_id",
                                          error);
  if (statement == NULL)
    return NULL;
  while (server_sqlite_statement_row (statement, &failure))
    g_ptr_array_add (users, read_user (statement));
  if (failure == NULL)
    return g_steal_pointer (&users);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}
