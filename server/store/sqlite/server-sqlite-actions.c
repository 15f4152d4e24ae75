/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-actions.h"

#include <string.h>

#include "landline-wire-action.h"
#include "server-sqlite-key.h"

void
server_sqlite_action_row_clear (ServerSqliteActionRow *row)
{
  g_clear_object (&row->action);
}

/**
 * server_sqlite_actions_match:
 * @database: a connection
 * @uid: who does something
 * @id: the action's id
 * @digest: of what is asked for
 * @match: (out): the action that the user has done under the same id
 * @error: return location for an error
 *
 * Returns: whether it could be read
 */
gboolean
server_sqlite_actions_match (ServerSqliteDatabase *database,
                             gint64 uid,
                             const char *id,
                             const guint8 digest[SERVER_SQLITE_DIGEST],
                             ServerSqliteActionMatch *match,
                             GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (
      database, "SELECT aid, mid, version, time, digest FROM actions WHERE id = ?1 AND uid = ?2",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_text (statement, 1, id);
  server_sqlite_statement_bind_int (statement, 2, uid);
  *match = (ServerSqliteActionMatch) { 0 };
  if (server_sqlite_statement_row (statement, &failure))
    {
      match->aid = server_sqlite_statement_get_int (statement, 0);
      match->cid = server_sqlite_mid_get_cid (server_sqlite_statement_get_int (statement, 1));
      match->version = server_sqlite_statement_get_int (statement, 2);
      match->time = server_sqlite_statement_get_int (statement, 3);
      match->is_same = server_sqlite_statement_get_size (statement, 4) == SERVER_SQLITE_DIGEST &&
                       memcmp (sqlite3_column_blob (statement, 4), digest, SERVER_SQLITE_DIGEST) ==
                           0;
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * server_sqlite_actions_insert:
 * @database: the writer's connection
 * @record: the action
 * @error: return location for an error
 *
 * Returns: its aid, 0 on failure
 */
gint64
server_sqlite_actions_insert (ServerSqliteDatabase *database,
                              const ServerSqliteActionRecord *record,
                              GError **error)
{
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (ServerSqliteStatement) statement = NULL;
  LandlineAction *action = record->action;

  landline_wire_action_write (body, action);
  statement = server_sqlite_database_get (
      database,
      "INSERT INTO actions (id, uid, mid, kind, version, time, digest, body) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
      error);
  if (statement == NULL)
    return 0;
  server_sqlite_statement_bind_text (statement, 1, landline_action_get_id (action));
  server_sqlite_statement_bind_int (statement, 2, record->uid);
  server_sqlite_statement_bind_int (statement, 3, record->mid);
  server_sqlite_statement_bind_int (statement, 4, landline_action_get_kind (action));
  server_sqlite_statement_bind_int (statement, 5, landline_action_get_version (action));
  server_sqlite_statement_bind_int (statement, 6, landline_action_get_time (action));
  server_sqlite_statement_bind_blob (statement, 7, record->digest, sizeof record->digest);
  server_sqlite_statement_bind_chars (statement, 8, body->str, body->len);
  if (!server_sqlite_statement_run (statement, error))
    return 0;
  return server_sqlite_database_get_last_id (database);
}

/* What an action takes the place of; ?1 is the message, ?2 who acts. */
static const char *
get_superseding (LandlineActionKind kind)
{
  switch (kind)
    {
    case LANDLINE_ACTION_REACT:
      return "UPDATE actions SET body = NULL WHERE mid = ?1 AND body IS NOT NULL AND kind = 0 "
             "AND uid = ?2";
    case LANDLINE_ACTION_EDIT:
      return "UPDATE actions SET body = NULL WHERE mid = ?1 AND body IS NOT NULL AND kind = 1";
    case LANDLINE_ACTION_PIN:
    case LANDLINE_ACTION_UNPIN:
      return "UPDATE actions SET body = NULL WHERE mid = ?1 AND body IS NOT NULL "
             "AND kind IN (3, 4)";
    case LANDLINE_ACTION_DELETE:
    default:
      return "UPDATE actions SET body = NULL WHERE mid = ?1 AND body IS NOT NULL";
    }
}

G_STATIC_ASSERT (LANDLINE_ACTION_REACT == 0 && LANDLINE_ACTION_EDIT == 1);
G_STATIC_ASSERT (LANDLINE_ACTION_PIN == 3 && LANDLINE_ACTION_UNPIN == 4);

/**
 * server_sqlite_actions_supersede:
 * @database: the writer's connection
 * @record: an action that is about to be written
 * @error: return location for an error
 *
 * Forgets what was said by those in whose place it comes: nobody is told any more.
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_actions_supersede (ServerSqliteDatabase *database,
                                 const ServerSqliteActionRecord *record,
                                 GError **error)
{
  LandlineActionKind kind = landline_action_get_kind (record->action);
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (database, get_superseding (kind), error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, record->mid);
  if (kind == LANDLINE_ACTION_REACT)
    server_sqlite_statement_bind_int (statement, 2, record->uid);
  return server_sqlite_statement_run (statement, error);
}

/**
 * server_sqlite_actions_get:
 * @database: a connection
 * @aid: an action
 * @now: the time: on a message that has expired nothing was done
 * @row: (out caller-allocates): the action, to be cleared
 * @error: return location for an error
 *
 * Returns: whether it could be read
 */
gboolean
server_sqlite_actions_get (ServerSqliteDatabase *database,
                           gint64 aid,
                           gint64 now,
                           ServerSqliteActionRow *row,
                           GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  *row = (ServerSqliteActionRow) { 0 };
  statement = server_sqlite_database_get (
      database,
      "SELECT a.id, a.mid, a.version, a.time, iif (m.expires <= ?2, NULL, a.body) FROM actions a "
      "JOIN messages m ON m.mid = a.mid WHERE a.aid = ?1",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, aid);
  server_sqlite_statement_bind_int (statement, 2, now);
  if (!server_sqlite_statement_row (statement, error))
    return FALSE;
  g_strlcpy (row->id, server_sqlite_statement_get_text (statement, 0), sizeof row->id);
  row->mid = server_sqlite_statement_get_int (statement, 1);
  row->version = server_sqlite_statement_get_int (statement, 2);
  row->time = server_sqlite_statement_get_int (statement, 3);
  if (server_sqlite_statement_is_null (statement, 4))
    return TRUE;
  row->action = landline_wire_action_parse (server_sqlite_statement_get_text (statement, 4),
                                            server_sqlite_statement_get_size (statement, 4), error);
  return row->action != NULL;
}

/**
 * server_sqlite_actions_forget_message:
 * @database: the writer's connection
 * @mid: a message
 * @error: return location for an error
 *
 * Forgets what all actions on it said.
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_actions_forget_message (ServerSqliteDatabase *database, gint64 mid, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database, "UPDATE actions SET body = NULL WHERE mid = ?1 AND body IS NOT NULL", error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, mid);
  return server_sqlite_statement_run (statement, error);
}

/**
 * server_sqlite_actions_forget_told:
 * @database: the writer's connection
 * @aid: an action
 * @now: the time
 * @error: return location for an error
 *
 * Forgets what it said, unless it is still in somebody's inbox and its message has not expired.
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_actions_forget_told (ServerSqliteDatabase *database,
                                   gint64 aid,
                                   gint64 now,
                                   GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database,
      "UPDATE actions SET body = NULL WHERE aid = ?1 "
      "AND (NOT EXISTS (SELECT 1 FROM inbox WHERE kind = 4 AND ref = ?1) "
      "OR EXISTS (SELECT 1 FROM messages m WHERE m.mid = actions.mid AND m.expires <= ?2))",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, aid);
  server_sqlite_statement_bind_int (statement, 2, now);
  return server_sqlite_statement_run (statement, error);
}

/**
 * server_sqlite_actions_next_version:
 * @database: the writer's connection
 * @cid: a conversation
 * @error: return location for an error
 *
 * Returns: the version of the next action in it, 0 on failure
 */
gint64
server_sqlite_actions_next_version (ServerSqliteDatabase *database, gint64 cid, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database, "UPDATE conversations SET version = version + 1 WHERE cid = ?1 RETURNING version",
      error);
  if (statement == NULL)
    return 0;
  server_sqlite_statement_bind_int (statement, 1, cid);
  if (!server_sqlite_statement_row (statement, error))
    return 0;
  return server_sqlite_statement_get_int (statement, 0);
}
