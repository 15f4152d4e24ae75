/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-profiles.h"

/* ?1 has not blocked the reader. */
#define NOT_BLOCKED                                                                                \
  "NOT EXISTS (SELECT 1 FROM notes n WHERE n.uid = ?1 AND n.key = 'block:' || reader.user_id "     \
  "AND n.value <> '')"

static LandlineUser *
read_profile (ServerSqliteStatement *statement, gboolean is_own)
{
  g_autoptr (LandlineUser) user = NULL;
  const LandlinePrivacy privacy = { server_sqlite_statement_get_int (statement, 5),
                                    server_sqlite_statement_get_int (statement, 6) };

  if (server_sqlite_statement_get_int (statement, 7) != 0)
    return landline_user_new_former (server_sqlite_statement_get_text (statement, 0),
                                     server_sqlite_statement_get_text (statement, 1), NULL);
  user = landline_user_new (server_sqlite_statement_get_text (statement, 0),
                            server_sqlite_statement_get_text (statement, 1),
                            server_sqlite_statement_get_text (statement, 2),
                            server_sqlite_statement_get_text (statement, 3), 0,
                            server_sqlite_statement_get_int (statement, 4) != 0);
  return is_own ? landline_user_new_own (user, &privacy) : g_steal_pointer (&user);
}

/**
 * server_sqlite_profiles_get:
 * @database: a connection
 * @uid: whose profile
 * @reader: who is told
 * @user: (out) (transfer full) (nullable): the profile, %NULL for who is blocked. When they were
 * there last is not told: it would be over by the time it is read
 * @error: return location for an error
 *
 * Returns: whether it could be read
 */
gboolean
server_sqlite_profiles_get (ServerSqliteDatabase *database,
                            gint64 uid,
                            gint64 reader,
                            LandlineUser **user,
                            GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (
      database,
      "SELECT u.user_id, u.name, u.about, u.avatar, u.is_admin, u.show_online, u.show_last_seen, "
      "u.former FROM users u "
      "JOIN users reader ON reader.uid = ?2 WHERE u.uid = ?1 AND " NOT_BLOCKED,
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, uid);
  server_sqlite_statement_bind_int (statement, 2, reader);
  *user = NULL;
  if (server_sqlite_statement_row (statement, &failure))
    *user = read_profile (statement, uid == reader);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * server_sqlite_profiles_list_readers:
 * @database: a connection
 * @uid: whose profile
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type gint64): the uids of those who have a conversation with
 * them and whom they have not blocked
 */
GArray *
server_sqlite_profiles_list_readers (ServerSqliteDatabase *database, gint64 uid, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GArray) readers = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (
      database,
      "SELECT DISTINCT reader.uid FROM members mine JOIN members other ON other.cid = mine.cid "
      "JOIN users reader ON reader.uid = other.uid "
      "WHERE mine.uid = ?1 AND other.uid <> ?1 AND " NOT_BLOCKED,
      error);
  if (statement == NULL)
    return NULL;
  server_sqlite_statement_bind_int (statement, 1, uid);
  while (server_sqlite_statement_row (statement, &failure))
    {
      gint64 reader = server_sqlite_statement_get_int (statement, 0);

      g_array_append_val (readers, reader);
    }
  if (failure == NULL)
    return g_steal_pointer (&readers);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}
