/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-conversations.h"

#define COLUMNS                                                                                    \
  "c.cid, c.conversation_id, c.kind, c.name, c.created, c.last_seq, c.last_time, c.low, c.high, "  \
  "c.description, c.picture, c.who_may_send, c.who_may_edit, c.history, c.disappear"

void
server_sqlite_conversation_record_clear (ServerSqliteConversationRecord *record)
{
  g_clear_pointer (&record->conversation_id, g_free);
  g_clear_pointer (&record->name, g_free);
  landline_settings_clear (&record->settings);
}

static void
read_row (ServerSqliteStatement *statement, ServerSqliteConversationRecord *record)
{
  record->cid = server_sqlite_statement_get_int (statement, 0);
  record->conversation_id = g_strdup (server_sqlite_statement_get_text (statement, 1));
  record->kind = server_sqlite_statement_get_int (statement, 2);
  record->name = g_strdup (server_sqlite_statement_get_text (statement, 3));
  record->created = server_sqlite_statement_get_int (statement, 4);
  record->last_seq = server_sqlite_statement_get_int (statement, 5);
  record->last_time = server_sqlite_statement_get_int (statement, 6);
  record->low = server_sqlite_statement_get_int (statement, 7);
  record->high = server_sqlite_statement_get_int (statement, 8);
  record->settings.description = g_strdup (server_sqlite_statement_get_text (statement, 9));
  record->settings.picture = g_strdup (server_sqlite_statement_get_text (statement, 10));
  record->settings.who_may_send = server_sqlite_statement_get_int (statement, 11);
  record->settings.who_may_edit = server_sqlite_statement_get_int (statement, 12);
  record->settings.history = server_sqlite_statement_get_int (statement, 13);
  record->settings.disappear = server_sqlite_statement_get_int (statement, 14);
}

static gboolean
read_record (ServerSqliteStatement *statement,
             ServerSqliteConversationRecord *record,
             GError **error)
{
  g_autoptr (GError) failure = NULL;

  *record = (ServerSqliteConversationRecord) { 0 };
  if (server_sqlite_statement_row (statement, &failure))
    read_row (statement, record);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
server_sqlite_conversations_find (ServerSqliteDatabase *database,
                                  const char *conversation_id,
                                  ServerSqliteConversationRecord *record,
                                  GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (database,
                                          "SELECT " COLUMNS
                                          " FROM conversations c WHERE conversation_id = ?1",
                                          error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_text (statement, 1, conversation_id);
  return read_record (statement, record, error);
}

gboolean
server_sqlite_conversations_find_cid (ServerSqliteDatabase *database,
                                      gint64 cid,
                                      ServerSqliteConversationRecord *record,
                                      GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (database,
                                          "SELECT " COLUMNS " FROM conversations c WHERE cid = ?1",
                                          error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, cid);
  return read_record (statement, record, error);
}

gboolean
server_sqlite_conversations_find_direct (ServerSqliteDatabase *database,
                                         gint64 low,
                                         gint64 high,
                                         ServerSqliteConversationRecord *record,
                                         GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (database,
                                          "SELECT " COLUMNS
                                          " FROM conversations c WHERE low = ?1 AND high = ?2",
                                          error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, low);
  server_sqlite_statement_bind_int (statement, 2, high);
  return read_record (statement, record, error);
}

/**
 * server_sqlite_conversations_insert:
 * @database: the writer's connection
 * @record: the conversation; a @low of 0 is a group
 * @error: return location for an error
 *
 * Returns: the new cid, 0 on failure
 */
gint64
server_sqlite_conversations_insert (ServerSqliteDatabase *database,
                                    const ServerSqliteConversationRecord *record,
                                    GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database,
      "INSERT INTO conversations (conversation_id, kind, name, created, last_time, low, high) "
      "VALUES (?1, ?2, ?3, ?4, ?5, nullif (?6, 0), nullif (?7, 0))",
      error);
  if (statement == NULL)
    return 0;
  server_sqlite_statement_bind_text (statement, 1, record->conversation_id);
  server_sqlite_statement_bind_int (statement, 2, record->kind);
  server_sqlite_statement_bind_text (statement, 3, record->name);
  server_sqlite_statement_bind_int (statement, 4, record->created);
  server_sqlite_statement_bind_int (statement, 5, record->last_time);
  server_sqlite_statement_bind_int (statement, 6, record->low);
  server_sqlite_statement_bind_int (statement, 7, record->high);
  if (!server_sqlite_statement_run (statement, error))
    return 0;
  return server_sqlite_database_get_last_id (database);
}

gboolean
server_sqlite_conversations_set_last (ServerSqliteDatabase *database,
                                      gint64 cid,
                                      gint64 last_seq,
                                      gint64 last_time,
                                      GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database, "UPDATE conversations SET last_seq = ?2, last_time = ?3 WHERE cid = ?1", error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, cid);
  server_sqlite_statement_bind_int (statement, 2, last_seq);
  server_sqlite_statement_bind_int (statement, 3, last_time);
  return server_sqlite_statement_run (statement, error);
}

gboolean
server_sqlite_conversations_set_name (ServerSqliteDatabase *database,
                                      gint64 cid,
                                      const char *name,
                                      GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (database,
                                          "UPDATE conversations SET name = ?2 WHERE cid = ?1",
                                          error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, cid);
  server_sqlite_statement_bind_text (statement, 2, name);
  return server_sqlite_statement_run (statement, error);
}

/**
 * server_sqlite_conversations_set_settings:
 * @database: the writer's connection
 * @cid: the conversation
 * @settings: what holds from now on
 * @error: return location for an error
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_conversations_set_settings (ServerSqliteDatabase *database,
                                          gint64 cid,
                                          const LandlineSettings *settings,
                                          GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database,
      "UPDATE conversations SET description = ?2, picture = ?3, who_may_send = ?4, "
      "who_may_edit = ?5, history = ?6, disappear = ?7 WHERE cid = ?1",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, cid);
  server_sqlite_statement_bind_text (statement, 2, settings->description);
  server_sqlite_statement_bind_text (statement, 3, settings->picture);
  server_sqlite_statement_bind_int (statement, 4, settings->who_may_send);
  server_sqlite_statement_bind_int (statement, 5, settings->who_may_edit);
  server_sqlite_statement_bind_int (statement, 6, settings->history);
  server_sqlite_statement_bind_int (statement, 7, settings->disappear);
  return server_sqlite_statement_run (statement, error);
}

/**
 * server_sqlite_conversations_set_request:
 * @database: the writer's connection
 * @cid: a group that was just made
 * @maker: by whom
 * @request: the id that they made it under
 * @digest: of what they asked for
 * @error: return location for an error
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_conversations_set_request (ServerSqliteDatabase *database,
                                         gint64 cid,
                                         gint64 maker,
                                         const char *request,
                                         const char *digest,
                                         GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database,
      "UPDATE conversations SET maker = ?2, request = ?3, request_digest = ?4 WHERE cid = ?1",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, cid);
  server_sqlite_statement_bind_int (statement, 2, maker);
  server_sqlite_statement_bind_text (statement, 3, request);
  server_sqlite_statement_bind_text (statement, 4, digest);
  return server_sqlite_statement_run (statement, error);
}

/**
 * server_sqlite_conversations_match:
 * @database: a connection
 * @maker: who makes a group
 * @request: the id that they make it under
 * @digest: of what they ask for
 * @match: (out): the group that they made under this id before
 * @error: return location for an error
 *
 * Returns: whether it could be read
 */
gboolean
server_sqlite_conversations_match (ServerSqliteDatabase *database,
                                   gint64 maker,
                                   const char *request,
                                   const char *digest,
                                   ServerSqliteGroupMatch *match,
                                   GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (
      database,
      "SELECT cid, request_digest = ?3 FROM conversations WHERE maker = ?1 AND request = ?2",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, maker);
  server_sqlite_statement_bind_text (statement, 2, request);
  server_sqlite_statement_bind_text (statement, 3, digest);
  *match = (ServerSqliteGroupMatch) { 0 };
  if (server_sqlite_statement_row (statement, &failure))
    {
      match->cid = server_sqlite_statement_get_int (statement, 0);
      match->is_same = server_sqlite_statement_get_int (statement, 1) != 0;
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
server_sqlite_conversations_set_forgotten (ServerSqliteDatabase *database,
                                           gint64 cid,
                                           gint64 forgotten,
                                           GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (database,
                                          "UPDATE conversations SET forgotten = ?2 WHERE cid = ?1",
                                          error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, cid);
  server_sqlite_statement_bind_int (statement, 2, forgotten);
  return server_sqlite_statement_run (statement, error);
}

static GArray *
read_list (ServerSqliteStatement *statement, GError **error)
{
  g_autoptr (GArray) records = NULL;
  g_autoptr (GError) failure = NULL;

  records = g_array_new (FALSE, TRUE, sizeof (ServerSqliteConversationRecord));
  g_array_set_clear_func (records, (GDestroyNotify) server_sqlite_conversation_record_clear);
  while (server_sqlite_statement_row (statement, &failure))
    {
      ServerSqliteConversationRecord record = { 0 };

      read_row (statement, &record);
      g_array_append_val (records, record);
    }
  if (failure == NULL)
    return g_steal_pointer (&records);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * server_sqlite_conversations_list:
 * @database: a connection
 * @user_id: a member
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type ServerSqliteConversationRecord): the conversations, newest
 * first
 */
GArray *
server_sqlite_conversations_list (ServerSqliteDatabase *database,
                                  const char *user_id,
                                  GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database,
      "SELECT " COLUMNS
      " FROM users u JOIN members m ON m.uid = u.uid JOIN conversations c ON c.cid = m.cid "
      "WHERE u.user_id = ?1 ORDER BY last_time DESC, c.cid DESC",
      error);
  if (statement == NULL)
    return NULL;
  server_sqlite_statement_bind_text (statement, 1, user_id);
  return read_list (statement, error);
}

/**
 * server_sqlite_conversations_list_groups:
 * @database: a connection
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type ServerSqliteConversationRecord): all groups, newest first
 */
GArray *
server_sqlite_conversations_list_groups (ServerSqliteDatabase *database, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (database,
                                          "SELECT " COLUMNS
                                          " FROM conversations c WHERE low IS NULL "
                                          "ORDER BY last_time DESC, cid DESC",
                                          error);
  return statement == NULL ? NULL : read_list (statement, error);
}
