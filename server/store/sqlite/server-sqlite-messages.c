/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-messages.h"

#include <string.h>

#include "server-sqlite-key.h"
#include "server-sqlite-states.h"

/* About how many bytes of a page a reaction takes. */
#define REACTION_SIZE 64

#define COLUMNS "mid, sender, id, did, time, reply_to, content, version, expires"

/**
 * server_sqlite_messages_insert:
 * @database: the writer's connection
 * @record: the message
 * @is_new: (out): %FALSE when the sender has used the id before, so that nothing was written
 * @error: return location for an error
 *
 * Finding the duplicate and writing are one walk down the index.
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_messages_insert (ServerSqliteDatabase *database,
                               const ServerSqliteMessageRecord *record,
                               gboolean *is_new,
                               GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database,
      "INSERT INTO messages (mid, sender, id, did, time, reply_to, content, expires, withheld) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) "
      "ON CONFLICT (id, sender) DO NOTHING",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, record->mid);
  server_sqlite_statement_bind_int (statement, 2, record->sender);
  server_sqlite_statement_bind_text (statement, 3, record->id);
  server_sqlite_statement_bind_int (statement, 4, record->did);
  server_sqlite_statement_bind_int (statement, 5, record->time);
  server_sqlite_statement_bind_text (statement, 6, record->reply_to);
  server_sqlite_statement_bind_chars (statement, 7, record->content, record->content_length);
  if (record->expires > 0)
    server_sqlite_statement_bind_int (statement, 8, record->expires);
  if (record->withheld > 0)
    server_sqlite_statement_bind_int (statement, 9, record->withheld);
  if (!server_sqlite_statement_run (statement, error))
    return FALSE;
  *is_new = server_sqlite_database_get_n_changed (database) > 0;
  return TRUE;
}

static void
get_digest (const char *content, gsize length, guint8 digest[32])
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize size = 32;

  g_checksum_update (checksum, (const guchar *) content, length);
  g_checksum_get_digest (checksum, digest, &size);
}

/* Where there is a digest it is that of the content as it was sent. */
static gboolean
is_same_content (ServerSqliteStatement *statement, const ServerSqliteMessageRecord *record)
{
  guint8 digest[32];

  if (record->content == NULL)
    return TRUE;
  if (server_sqlite_statement_is_null (statement, 4))
    return server_sqlite_statement_get_size (statement, 3) == record->content_length &&
           memcmp (server_sqlite_statement_get_text (statement, 3), record->content,
                   record->content_length) == 0;
  if (server_sqlite_statement_get_size (statement, 4) != sizeof digest)
    return TRUE;
  get_digest (record->content, record->content_length, digest);
  return memcmp (sqlite3_column_blob (statement, 4), digest, sizeof digest) == 0;
}

/**
 * server_sqlite_messages_match:
 * @database: a connection
 * @record: a message; its mid counts only for its conversation, with a seq of 0, or 0 for any
 * @match: (out): the message that the sender has sent under the same id
 * @error: return location for an error
 *
 * Returns: whether it could be read
 */
gboolean
server_sqlite_messages_match (ServerSqliteDatabase *database,
                              const ServerSqliteMessageRecord *record,
                              ServerSqliteMessageMatch *match,
                              GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;
  gint64 cid = server_sqlite_mid_get_cid (record->mid);

  statement = server_sqlite_database_get (database,
                                          "SELECT mid, time, reply_to, content, digest "
                                          "FROM messages WHERE sender = ?1 AND id = ?2",
                                          error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, record->sender);
  server_sqlite_statement_bind_text (statement, 2, record->id);
  *match = (ServerSqliteMessageMatch) { 0 };
  if (server_sqlite_statement_row (statement, &failure))
    {
      match->mid = server_sqlite_statement_get_int (statement, 0);
      match->time = server_sqlite_statement_get_int (statement, 1);
      match->is_same = (cid == 0 || cid == server_sqlite_mid_get_cid (match->mid)) &&
                       g_strcmp0 (server_sqlite_statement_get_text (statement, 2),
                                  record->reply_to) == 0 &&
                       is_same_content (statement, record);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* A message that has expired is one without a content, whether it was swept away or not. */
static gboolean
is_expired (ServerSqliteStatement *statement, gint64 now)
{
  return !server_sqlite_statement_is_null (statement, 8) &&
         server_sqlite_statement_get_int (statement, 8) <= now;
}

static gboolean
read_state (ServerSqliteDatabase *database,
            ServerSqliteStatement *statement,
            ServerSqliteNames *names,
            gboolean is_history,
            LandlineMessageRow *row,
            LandlineMessageState *state,
            GError **error)
{
  if (server_sqlite_statement_is_null (statement, 7))
    return TRUE;
  state->version = server_sqlite_statement_get_int (statement, 7);
  row->state = state;
  return server_sqlite_states_read (database, is_history ? names : NULL,
                                    server_sqlite_statement_get_int (statement, 0), state, error);
}

/* @is_history: with the reactions, which in an inbox come as rows of their own */
static ServerMessage *
read_message (ServerSqliteDatabase *database,
              ServerSqliteStatement *statement,
              ServerSqliteNames *names,
              gint64 now,
              gboolean is_history,
              GError **error)
{
  gint64 mid = server_sqlite_statement_get_int (statement, 0);
  g_auto (LandlineMessageState) state = LANDLINE_MESSAGE_STATE_INIT;
  LandlineMessageRow row = {
    .id = server_sqlite_statement_get_text (statement, 2),
    .seq = server_sqlite_mid_get_seq (mid),
    .time = server_sqlite_statement_get_int (statement, 4),
    .reply_to = server_sqlite_statement_get_text (statement, 5),
    .content = server_sqlite_statement_get_text (statement, 6),
    .content_length = server_sqlite_statement_get_size (statement, 6),
  };
  const char *device_id;

  if (is_expired (statement, now))
    row.content = NULL;
  else if (!read_state (database, statement, names, is_history, &row, &state, error))
    return NULL;
  row.sender_id = server_sqlite_names_get_user (names,
                                                server_sqlite_statement_get_int (statement, 1),
                                                error);
  row.conversation = row.sender_id == NULL
                         ? NULL
                         : server_sqlite_names_get_conversation (names,
                                                                 server_sqlite_mid_get_cid (mid),
                                                                 error);
  device_id = row.conversation == NULL
                  ? NULL
                  : server_sqlite_names_get_device (names,
                                                    server_sqlite_statement_get_int (statement, 3),
                                                    error);
  return device_id == NULL ? NULL : server_message_new (&row, device_id);
}

/**
 * server_sqlite_messages_get:
 * @database: a connection
 * @names: its names
 * @mid: where the message is
 * @now: the time: what has expired is forgotten
 * @error: return location for an error
 *
 * Returns: (transfer full): the message
 */
ServerMessage *
server_sqlite_messages_get (ServerSqliteDatabase *database,
                            ServerSqliteNames *names,
                            gint64 mid,
                            gint64 now,
                            GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (database,
                                          "SELECT " COLUMNS " FROM messages WHERE mid = ?1", error);
  if (statement == NULL)
    return NULL;
  server_sqlite_statement_bind_int (statement, 1, mid);
  if (server_sqlite_statement_row (statement, &failure))
    return read_message (database, statement, names, now, FALSE, error);
  if (failure == NULL)
    g_set_error (&failure, SERVER_SQLITE_ERROR, SERVER_SQLITE_ERROR_BROKEN,
                 "An inbox refers to a message that is not there (%" G_GINT64_FORMAT ")", mid);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static gsize
get_size (const LandlineMessageRow *row)
{
  guint n_reactions = row->state != NULL ? row->state->n_reactions : 0;

  return row->content_length + n_reactions * REACTION_SIZE;
}

/**
 * server_sqlite_messages_list:
 * @database: a connection
 * @names: its names
 * @range: which
 * @limit: how many at most
 * @max_bytes: how large they may be together before no more is added
 * @more: (out): whether there is more
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type ServerMessage): what is kept, newest first, as it is by
 * now; of a deleted one that it was
 */
GPtrArray *
server_sqlite_messages_list (ServerSqliteDatabase *database,
                             ServerSqliteNames *names,
                             const ServerSqliteMessageRange *range,
                             guint limit,
                             gsize max_bytes,
                             gboolean *more,
                             GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (GError) failure = NULL;
  gsize bytes = 0;

  messages = g_ptr_array_new_with_free_func ((GDestroyNotify) server_message_unref);
  statement = server_sqlite_database_get (
      database,
      "SELECT " COLUMNS " FROM messages m WHERE mid > ?1 AND mid < ?2 AND (content IS NOT NULL "
      "OR (version IS NOT NULL "
      "AND mid > (SELECT c.cid << ?7 | c.forgotten FROM conversations c WHERE c.cid = ?4) "
      "AND EXISTS (SELECT 1 FROM message_states s WHERE s.mid = m.mid AND s.deleted <> 0))) "
      "AND ifnull (expires > ?5, 1) AND withheld IS NOT ?6 ORDER BY mid DESC LIMIT ?3",
      error);
  if (statement == NULL)
    return NULL;
  server_sqlite_statement_bind_int (statement, 1, server_sqlite_mid (range->cid, range->after));
  server_sqlite_statement_bind_int (statement, 2, server_sqlite_mid (range->cid, range->before));
  server_sqlite_statement_bind_int (statement, 3, (gint64) limit + 1);
  server_sqlite_statement_bind_int (statement, 4, range->cid);
  server_sqlite_statement_bind_int (statement, 5, range->now);
  server_sqlite_statement_bind_int (statement, 6, range->uid);
  server_sqlite_statement_bind_int (statement, 7, SERVER_SQLITE_SEQ_BITS);
  *more = FALSE;
  while (server_sqlite_statement_row (statement, &failure))
    {
      ServerMessage *message;

      *more = messages->len >= limit || bytes >= max_bytes;
      if (*more)
        break;
      message = read_message (database, statement, names, range->now, TRUE, error);
      if (message == NULL)
        return NULL;
      bytes += get_size (server_message_get_row (message));
      g_ptr_array_add (messages, message);
    }
  if (failure == NULL)
    return g_steal_pointer (&messages);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static GArray *
read_numbers (ServerSqliteStatement *statement, GError **error)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) failure = NULL;

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
 * server_sqlite_messages_list_senders:
 * @database: a connection
 * @cid: the conversation
 * @after: only what has a higher seq
 * @last: the last seq
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type gint64): the uids of those who sent something there
 */
GArray *
server_sqlite_messages_list_senders (ServerSqliteDatabase *database,
                                     gint64 cid,
                                     gint64 after,
                                     gint64 last,
                                     GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database, "SELECT DISTINCT sender FROM messages WHERE mid > ?1 AND mid <= ?2", error);
  if (statement == NULL)
    return NULL;
  server_sqlite_statement_bind_int (statement, 1, server_sqlite_mid (cid, after));
  server_sqlite_statement_bind_int (statement, 2, server_sqlite_mid (cid, last));
  return read_numbers (statement, error);
}

/**
 * server_sqlite_messages_list_old:
 * @database: a connection
 * @cid: the conversation
 * @after: only what has a higher seq
 * @before: only what has a lower seq
 * @before_time: only what was taken before
 * @limit: how many at most
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type gint64): the mids of messages whose content is kept, from
 * the oldest to the first that is too young
 */
GArray *
server_sqlite_messages_list_old (ServerSqliteDatabase *database,
                                 gint64 cid,
                                 gint64 after,
                                 gint64 before,
                                 gint64 before_time,
                                 guint limit,
                                 GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GArray) mids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (database,
                                          "SELECT mid, time FROM messages "
                                          "WHERE mid > ?1 AND mid < ?2 ORDER BY mid LIMIT ?3",
                                          error);
  if (statement == NULL)
    return NULL;
  server_sqlite_statement_bind_int (statement, 1, server_sqlite_mid (cid, after));
  server_sqlite_statement_bind_int (statement, 2, server_sqlite_mid (cid, before));
  server_sqlite_statement_bind_int (statement, 3, limit);
  while (server_sqlite_statement_row (statement, &failure) &&
         server_sqlite_statement_get_int (statement, 1) < before_time)
    {
      gint64 mid = server_sqlite_statement_get_int (statement, 0);

      g_array_append_val (mids, mid);
    }
  if (failure == NULL)
    return g_steal_pointer (&mids);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static gboolean
read_digest (ServerSqliteDatabase *database, gint64 mid, guint8 digest[32], GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database, "SELECT ifnull (content, '') FROM messages WHERE mid = ?1", error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, mid);
  if (!server_sqlite_statement_row (statement, error))
    return FALSE;
  get_digest (server_sqlite_statement_get_text (statement, 0),
              server_sqlite_statement_get_size (statement, 0), digest);
  return TRUE;
}

/**
 * server_sqlite_messages_forget:
 * @database: the writer's connection
 * @mid: a message
 * @error: return location for an error
 *
 * Forgets its content but for a digest of it as it was sent. The row stays, so that a repeated id
 * is still known.
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_messages_forget (ServerSqliteDatabase *database, gint64 mid, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  guint8 digest[32];

  if (!read_digest (database, mid, digest, error))
    return FALSE;
  statement = server_sqlite_database_get (
      database,
      "UPDATE messages SET content = NULL, digest = ifnull (digest, ?2) "
      "WHERE mid = ?1 AND content IS NOT NULL",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, mid);
  server_sqlite_statement_bind_blob (statement, 2, digest, sizeof digest);
  return server_sqlite_statement_run (statement, error);
}

/**
 * server_sqlite_messages_find:
 * @database: a connection
 * @cid: a conversation
 * @id: the id of a message
 * @target: (out): the message, with a mid of 0 when there is none there
 * @error: return location for an error
 *
 * Of two senders who use one id in one conversation the first has it.
 *
 * Returns: whether it could be read
 */
gboolean
server_sqlite_messages_find (ServerSqliteDatabase *database,
                             gint64 cid,
                             const char *id,
                             ServerSqliteTarget *target,
                             GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;
  gsize length;

  statement = server_sqlite_database_get (
      database,
      "SELECT mid, sender, time, ifnull (expires, 0), ifnull (withheld, 0), version IS NOT NULL, "
      "content FROM messages WHERE id = ?1 AND mid >= ?2 AND mid < ?3 ORDER BY mid LIMIT 1",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_text (statement, 1, id);
  server_sqlite_statement_bind_int (statement, 2, server_sqlite_mid (cid, 0));
  server_sqlite_statement_bind_int (statement, 3, server_sqlite_mid (cid + 1, 0));
  *target = (ServerSqliteTarget) { 0 };
  if (server_sqlite_statement_row (statement, &failure))
    {
      target->mid = server_sqlite_statement_get_int (statement, 0);
      target->sender = server_sqlite_statement_get_int (statement, 1);
      target->time = server_sqlite_statement_get_int (statement, 2);
      target->expires = server_sqlite_statement_get_int (statement, 3);
      target->withheld = server_sqlite_statement_get_int (statement, 4);
      target->is_touched = server_sqlite_statement_get_int (statement, 5) != 0;
      length = server_sqlite_statement_get_size (statement, 6);
      if (!server_sqlite_statement_is_null (statement, 6))
        target->content = g_bytes_new (server_sqlite_statement_get_text (statement, 6), length);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

void
server_sqlite_target_clear (ServerSqliteTarget *target)
{
  g_clear_pointer (&target->content, g_bytes_unref);
}

/**
 * server_sqlite_messages_edit:
 * @database: the writer's connection
 * @mid: a message whose content is kept
 * @content: the content that it has from now on
 * @error: return location for an error
 *
 * Keeps a digest of the content as it was sent.
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_messages_edit (ServerSqliteDatabase *database,
                             gint64 mid,
                             GBytes *content,
                             GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  guint8 digest[32];
  const char *text;
  gsize length;

  if (!read_digest (database, mid, digest, error))
    return FALSE;
  text = g_bytes_get_data (content, &length);
  statement = server_sqlite_database_get (
      database, "UPDATE messages SET content = ?2, digest = ifnull (digest, ?3) WHERE mid = ?1",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, mid);
  server_sqlite_statement_bind_chars (statement, 2, text, length);
  server_sqlite_statement_bind_blob (statement, 3, digest, sizeof digest);
  return server_sqlite_statement_run (statement, error);
}

gboolean
server_sqlite_messages_set_version (ServerSqliteDatabase *database,
                                    gint64 mid,
                                    gint64 version,
                                    GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (database,
                                          "UPDATE messages SET version = ?2 WHERE mid = ?1", error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, mid);
  server_sqlite_statement_bind_int (statement, 2, version);
  return server_sqlite_statement_run (statement, error);
}
