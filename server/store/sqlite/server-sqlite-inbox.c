/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-inbox.h"

#include "landline-wire-conversation.h"
#include "server-sqlite-key.h"
#include "server-sqlite-members.h"
#include "server-sqlite-messages.h"

static gboolean
put (ServerSqliteDatabase *database,
     const char *sql,
     gint64 place,
     gint64 ref,
     gint64 about,
     GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = server_sqlite_database_get (database, sql, error);

  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, place);
  server_sqlite_statement_bind_int (statement, 2, ref);
  server_sqlite_statement_bind_int (statement, 3, about);
  return server_sqlite_statement_run (statement, error);
}

/**
 * server_sqlite_inbox_put_message:
 * @database: the writer's connection
 * @uid: whose inbox
 * @cursor: where in it
 * @mid: the message
 * @own_did: the device that sent it when it is the user's own, otherwise 0
 * @error: return location for an error
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_inbox_put_message (ServerSqliteDatabase *database,
                                 gint64 uid,
                                 gint64 cursor,
                                 gint64 mid,
                                 gint64 own_did,
                                 GError **error)
{
  return put (database, "INSERT INTO inbox (place, kind, ref, about) VALUES (?1, 1, ?2, ?3)",
              server_sqlite_place (uid, cursor), mid, own_did, error);
}

/**
 * server_sqlite_inbox_put_receipt:
 * @database: the writer's connection
 * @uid: whose inbox
 * @cursor: where in it
 * @cid: the conversation
 * @member_uid: whose watermarks moved
 * @error: return location for an error
 *
 * Says that somebody's watermarks moved; how far is read with the row. Takes the place of the row
 * that said so before.
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_inbox_put_receipt (ServerSqliteDatabase *database,
                                 gint64 uid,
                                 gint64 cursor,
                                 gint64 cid,
                                 gint64 member_uid,
                                 GError **error)
{
  return put (database,
              "INSERT OR REPLACE INTO inbox (place, kind, ref, about) VALUES (?1, 2, ?2, ?3)",
              server_sqlite_place (uid, cursor), cid, member_uid, error);
}

/**
 * server_sqlite_inbox_put_conversation:
 * @database: the writer's connection
 * @uid: whose inbox
 * @cursor: where in it
 * @cid: the conversation
 * @by_uid: who changed it
 * @change: what happened
 * @conversation: the conversation as it is now: who reads the row later may be no member any more
 * @error: return location for an error
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_inbox_put_conversation (ServerSqliteDatabase *database,
                                      gint64 uid,
                                      gint64 cursor,
                                      gint64 cid,
                                      gint64 by_uid,
                                      const char *change,
                                      LandlineConversation *conversation,
                                      GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GString) body = g_string_new (NULL);

  landline_wire_conversation_write (body, conversation);
  statement = server_sqlite_database_get (
      database,
      "INSERT INTO inbox (place, kind, ref, about, change, body) VALUES (?1, 3, ?2, ?3, ?4, ?5)",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, server_sqlite_place (uid, cursor));
  server_sqlite_statement_bind_int (statement, 2, cid);
  server_sqlite_statement_bind_int (statement, 3, by_uid);
  server_sqlite_statement_bind_text (statement, 4, change);
  server_sqlite_statement_bind_chars (statement, 5, body->str, body->len);
  return server_sqlite_statement_run (statement, error);
}

static ServerInboxRow *
read_message (ServerSqliteStatement *statement,
              ServerSqliteDatabase *database,
              ServerSqliteNames *names,
              gint64 cursor,
              GError **error)
{
  g_autoptr (ServerMessage) message = NULL;

  message = server_sqlite_messages_get (database, names,
                                        server_sqlite_statement_get_int (statement, 2), error);
  if (message == NULL)
    return NULL;
  return server_inbox_row_new_message (cursor, message,
                                       server_sqlite_statement_get_int (statement, 3) != 0);
}

static ServerInboxRow *
read_receipt (ServerSqliteStatement *statement,
              ServerSqliteDatabase *database,
              ServerSqliteNames *names,
              gint64 cursor,
              GError **error)
{
  g_autoptr (LandlineReceipt) receipt = NULL;
  ServerSqliteMemberRecord record;
  gint64 cid = server_sqlite_statement_get_int (statement, 2);
  gint64 uid = server_sqlite_statement_get_int (statement, 3);
  const char *conversation = server_sqlite_names_get_conversation (names, cid, error);
  const char *user = conversation == NULL ? NULL : server_sqlite_names_get_user (names, uid, error);

  if (user == NULL || !server_sqlite_members_get_watermarks (database, cid, uid, &record, error))
    return NULL;
  receipt = landline_receipt_new (conversation, user, record.delivered, record.read);
  return server_inbox_row_new_receipt (cursor, receipt);
}

static ServerInboxRow *
read_conversation (ServerSqliteStatement *statement,
                   ServerSqliteNames *names,
                   gint64 cursor,
                   GError **error)
{
  g_autoptr (LandlineConversation) conversation = NULL;
  const char *by;

  conversation = landline_wire_conversation_parse (server_sqlite_statement_get_text (statement, 5),
                                                   server_sqlite_statement_get_size (statement, 5),
                                                   error);
  if (conversation == NULL)
    return NULL;
  by = server_sqlite_names_get_user (names, server_sqlite_statement_get_int (statement, 3), error);
  if (by == NULL)
    return NULL;
  return server_inbox_row_new_conversation (cursor, conversation,
                                            server_sqlite_statement_get_text (statement, 4), by);
}

static ServerInboxRow *
read_row (ServerSqliteStatement *statement,
          ServerSqliteDatabase *database,
          ServerSqliteNames *names,
          GError **error)
{
  gint64 cursor = server_sqlite_place_get_cursor (server_sqlite_statement_get_int (statement, 0));
  gint64 kind = server_sqlite_statement_get_int (statement, 1);

  switch (kind)
    {
    case SERVER_INBOX_MESSAGE:
      return read_message (statement, database, names, cursor, error);
    case SERVER_INBOX_RECEIPT:
      return read_receipt (statement, database, names, cursor, error);
    case SERVER_INBOX_CONVERSATION:
      return read_conversation (statement, names, cursor, error);
    default:
      g_set_error (error, SERVER_SQLITE_ERROR, SERVER_SQLITE_ERROR_BROKEN,
                   "An inbox holds something unknown (%" G_GINT64_FORMAT ")", kind);
      return NULL;
    }
}

/* What every device has acknowledged may be forgotten before its row goes. */
static gboolean
is_forgotten (ServerInboxRow *row)
{
  ServerMessage *message = server_inbox_row_get_message (row);

  return message != NULL && server_message_is_forgotten (message);
}

/**
 * server_sqlite_inbox_list:
 * @database: a connection
 * @names: its names
 * @uid: whose inbox
 * @after: the cursor before the first row
 * @limit: how many at most
 * @max_bytes: how large they may be together, unless it is one
 * @last: (out): the cursor of the last row, @after when there is none
 * @more: (out): whether there is more
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type ServerInboxRow): the rows
 */
GPtrArray *
server_sqlite_inbox_list (ServerSqliteDatabase *database,
                          ServerSqliteNames *names,
                          gint64 uid,
                          gint64 after,
                          guint limit,
                          gsize max_bytes,
                          gint64 *last,
                          gboolean *more,
                          GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) failure = NULL;
  gsize bytes = 0;

  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) server_inbox_row_unref);
  statement = server_sqlite_database_get (
      database,
      "SELECT place, kind, ref, about, change, body FROM inbox WHERE place > ?1 AND place <= ?2 "
      "ORDER BY place",
      error);
  if (statement == NULL)
    return NULL;
  server_sqlite_statement_bind_int (statement, 1, server_sqlite_place (uid, after));
  server_sqlite_statement_bind_int (statement, 2,
                                    server_sqlite_place (uid, SERVER_SQLITE_MAX_CURSOR));
  *more = FALSE;
  *last = after;
  while (server_sqlite_statement_row (statement, &failure))
    {
      g_autoptr (ServerInboxRow) row = NULL;

      *more = rows->len >= limit || (rows->len > 0 && bytes >= max_bytes);
      if (*more)
        break;
      row = read_row (statement, database, names, error);
      if (row == NULL)
        return NULL;
      *last = server_inbox_row_get_cursor (row);
      if (is_forgotten (row))
        continue;
      bytes += server_inbox_row_get_size (row);
      g_ptr_array_add (rows, g_steal_pointer (&row));
    }
  if (failure == NULL)
    return g_steal_pointer (&rows);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * server_sqlite_inbox_list_received:
 * @database: a connection
 * @uid: whose inbox
 * @after: the cursor before the first row
 * @last: the last cursor
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type gint64): the mids of the messages of others, in the order
 * of their cursors
 */
GArray *
server_sqlite_inbox_list_received (ServerSqliteDatabase *database,
                                   gint64 uid,
                                   gint64 after,
                                   gint64 last,
                                   GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GArray) mids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (
      database,
      "SELECT ref FROM inbox WHERE place > ?1 AND place <= ?2 AND kind = 1 AND about = 0 "
      "ORDER BY place",
      error);
  if (statement == NULL)
    return NULL;
  server_sqlite_statement_bind_int (statement, 1, server_sqlite_place (uid, after));
  server_sqlite_statement_bind_int (statement, 2, server_sqlite_place (uid, last));
  while (server_sqlite_statement_row (statement, &failure))
    {
      gint64 mid = server_sqlite_statement_get_int (statement, 0);

      g_array_append_val (mids, mid);
    }
  if (failure == NULL)
    return g_steal_pointer (&mids);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

/**
 * server_sqlite_inbox_trim:
 * @database: the writer's connection
 * @uid: whose inbox
 * @after: the cursor before the first row to go
 * @last: the last cursor to go
 * @n_removed: (out): how many went
 * @error: return location for an error
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_inbox_trim (ServerSqliteDatabase *database,
                          gint64 uid,
                          gint64 after,
                          gint64 last,
                          guint *n_removed,
                          GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (database,
                                          "DELETE FROM inbox WHERE place > ?1 AND place <= ?2",
                                          error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, server_sqlite_place (uid, after));
  server_sqlite_statement_bind_int (statement, 2, server_sqlite_place (uid, last));
  if (!server_sqlite_statement_run (statement, error))
    return FALSE;
  *n_removed = server_sqlite_database_get_n_changed (database);
  return TRUE;
}
