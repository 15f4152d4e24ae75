/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-former.h"

#include "server-sqlite-key.h"
#include "server-sqlite-media.h"

/* Runs each of them with ?1 for @first and, where that is not 0, ?2 for @last. */
static gboolean
run_all (ServerSqliteDatabase *database,
         const char *const *statements,
         gint64 first,
         gint64 last,
         GError **error)
{
  for (guint i = 0; statements[i] != NULL; i++)
    {
      g_autoptr (ServerSqliteStatement) statement = NULL;

      statement = server_sqlite_database_get (database, statements[i], error);
      if (statement == NULL)
        return FALSE;
      server_sqlite_statement_bind_int (statement, 1, first);
      if (last != 0)
        server_sqlite_statement_bind_int (statement, 2, last);
      if (!server_sqlite_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

static GArray *
list_numbers (ServerSqliteDatabase *database, const char *sql, gint64 uid, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = server_sqlite_database_get (database, sql, error);
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return NULL;
  server_sqlite_statement_bind_int (statement, 1, uid);
  while (server_sqlite_statement_row (statement, &failure))
    {
      gint64 number = server_sqlite_statement_get_int (statement, 0);

      g_array_append_val (numbers, number);
    }
  if (failure == NULL)
    return g_steal_pointer (&numbers);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * server_sqlite_former_list_groups:
 * @database: a connection
 * @uid: a user
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type gint64): the cids of the groups that they are in
 */
GArray *
server_sqlite_former_list_groups (ServerSqliteDatabase *database, gint64 uid, GError **error)
{
  return list_numbers (database,
                       "SELECT m.cid FROM members m JOIN conversations c ON c.cid = m.cid "
                       "WHERE m.uid = ?1 AND c.low IS NULL ORDER BY m.cid",
                       uid, error);
}

/**
 * server_sqlite_former_list_statuses:
 * @database: a connection
 * @uid: a user
 * @now: the time
 * @stids: (out) (transfer full) (element-type gint64): their statuses that can be seen
 * @status_ids: (out) (transfer full) (element-type utf8): and the ids of these
 * @error: return location for an error
 *
 * Returns: whether they could be read
 */
gboolean
server_sqlite_former_list_statuses (ServerSqliteDatabase *database,
                                    gint64 uid,
                                    gint64 now,
                                    GArray **stids,
                                    GPtrArray **status_ids,
                                    GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (
      database,
      "SELECT stid, status_id FROM statuses "
      "WHERE uid = ?1 AND content IS NOT NULL AND expires > ?2 ORDER BY stid",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, uid);
  server_sqlite_statement_bind_int (statement, 2, now);
  while (server_sqlite_statement_row (statement, &failure))
    {
      gint64 stid = server_sqlite_statement_get_int (statement, 0);

      g_array_append_val (numbers, stid);
      g_ptr_array_add (ids, g_strdup (server_sqlite_statement_get_text (statement, 1)));
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  *stids = g_steal_pointer (&numbers);
  *status_ids = g_steal_pointer (&ids);
  return TRUE;
}

/**
 * server_sqlite_former_find_self:
 * @database: a connection
 * @uid: a user
 * @cid: (out): their Note to self, 0 for none
 * @error: return location for an error
 *
 * Returns: whether it could be read
 */
gboolean
server_sqlite_former_find_self (ServerSqliteDatabase *database,
                                gint64 uid,
                                gint64 *cid,
                                GError **error)
{
  g_autoptr (GArray) cids = NULL;

  cids = list_numbers (database, "SELECT cid FROM conversations WHERE low = ?1 AND high = ?1", uid,
                       error);
  if (cids == NULL)
    return FALSE;
  *cid = cids->len > 0 ? g_array_index (cids, gint64, 0) : 0;
  return TRUE;
}

/**
 * server_sqlite_former_drop_conversation:
 * @database: the writer's connection
 * @cid: a conversation of which nobody is left
 * @error: return location for an error
 *
 * Removes it with all that was said in it.
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_former_drop_conversation (ServerSqliteDatabase *database, gint64 cid, GError **error)
{
  static const char *const of_messages[] = {
    "DELETE FROM message_states WHERE mid BETWEEN ?1 AND ?2",
    "DELETE FROM reactions WHERE mid BETWEEN ?1 AND ?2",
    "DELETE FROM actions WHERE mid BETWEEN ?1 AND ?2",
    "DELETE FROM messages WHERE mid BETWEEN ?1 AND ?2",
    NULL,
  };
  static const char *const of_conversation[] = {
    "DELETE FROM media_refs WHERE cid = ?1",
    "DELETE FROM members WHERE cid = ?1",
    "DELETE FROM former_members WHERE cid = ?1",
    "DELETE FROM conversations WHERE cid = ?1",
    NULL,
  };

  return run_all (database, of_messages, server_sqlite_mid (cid, 0),
                  server_sqlite_mid (cid, SERVER_SQLITE_MAX_SEQ), error) &&
         run_all (database, of_conversation, cid, 0, error);
}

/**
 * server_sqlite_former_drop_rows:
 * @database: the writer's connection
 * @uid: a user
 * @error: return location for an error
 *
 * Removes what is theirs alone. Of devices only that there were some stays: messages refer to them.
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_former_drop_rows (ServerSqliteDatabase *database, gint64 uid, GError **error)
{
  static const char *const of_user[] = {
    "DELETE FROM note_ids WHERE uid = ?1",
    "DELETE FROM notes WHERE uid = ?1",
    "DELETE FROM receipts WHERE uid = ?1",
    "DELETE FROM former_members WHERE uid = ?1",
    "DELETE FROM status_viewers WHERE uid = ?1",
    "DELETE FROM device_links WHERE uid = ?1",
    "UPDATE devices SET name = NULL, token_hash = NULL, held_hash = NULL, created = 0, "
    "last_seen = 0 WHERE uid = ?1",
    "UPDATE conversations SET maker = NULL, request = NULL, request_digest = NULL "
    "WHERE maker = ?1 AND request IS NOT NULL",
    NULL,
  };
  static const char *const of_inbox[] = {
    "DELETE FROM inbox WHERE place BETWEEN ?1 AND ?2",
    NULL,
  };

  return run_all (database, of_user, uid, 0, error) &&
         run_all (database, of_inbox, server_sqlite_place (uid, 0),
                  server_sqlite_place (uid, SERVER_SQLITE_MAX_CURSOR), error);
}

/**
 * server_sqlite_former_free_number:
 * @database: the writer's connection
 * @number: the id of a user who is deleted
 * @error: return location for an error
 *
 * Whoever has the number next has not been invited, and is blocked by nobody.
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_former_free_number (ServerSqliteDatabase *database,
                                  const char *number,
                                  GError **error)
{
  static const char *const statements[] = {
    "DELETE FROM invites WHERE number = ?1",
    "UPDATE users SET n_notes = n_notes - 1 "
    "WHERE uid IN (SELECT n.uid FROM notes n WHERE n.key = 'block:' || ?1)",
    "DELETE FROM notes WHERE key = 'block:' || ?1",
    "UPDATE note_ids SET key = '' WHERE key = 'block:' || ?1",
  };

  for (guint i = 0; i < G_N_ELEMENTS (statements); i++)
    {
      g_autoptr (ServerSqliteStatement) statement = NULL;

      statement = server_sqlite_database_get (database, statements[i], error);
      if (statement == NULL)
        return FALSE;
      server_sqlite_statement_bind_text (statement, 1, number);
      if (!server_sqlite_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * server_sqlite_former_age_files:
 * @database: the writer's connection
 * @uid: a user whose profile and statuses are gone
 * @error: return location for an error
 *
 * Has the files that they uploaded go with the next collection, but for those that something still
 * refers to.
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_former_age_files (ServerSqliteDatabase *database, gint64 uid, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (database, "SELECT media_id FROM media WHERE uid = ?1",
                                          error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, uid);
  while (server_sqlite_statement_row (statement, &failure))
    g_ptr_array_add (files, g_strdup (server_sqlite_statement_get_text (statement, 0)));
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  for (guint i = 0; i < files->len; i++)
    if (!server_sqlite_media_age (database, g_ptr_array_index (files, i), error))
      return FALSE;
  return TRUE;
}
