/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-plan.h"

#include "server-sqlite-key.h"

struct _ServerSqlitePlan
{
  GArray *inboxes;
  GArray *conversations;
  gboolean is_in_use;
};

ServerSqlitePlan *
server_sqlite_plan_new (void)
{
  ServerSqlitePlan *self = g_new0 (ServerSqlitePlan, 1);

  self->inboxes = g_array_new (FALSE, FALSE, sizeof (ServerSqlitePlanInbox));
  self->conversations = g_array_new (FALSE, FALSE, sizeof (ServerSqlitePlanConversation));
  return self;
}

void
server_sqlite_plan_free (ServerSqlitePlan *self)
{
  g_clear_pointer (&self->inboxes, g_array_unref);
  g_clear_pointer (&self->conversations, g_array_unref);
  g_free (self);
}

/* For each user what every device has acknowledged, and what of it has not been trimmed. */
static gboolean
read_floors (ServerSqlitePlan *self,
             ServerSqliteDatabase *database,
             GHashTable *floors,
             GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (
      database,
      "SELECT uid, trimmed, min (head, ifnull ((SELECT min (acked) FROM devices d "
      "WHERE d.uid = u.uid AND d.token_hash IS NOT NULL), head)) FROM users u",
      error);
  if (statement == NULL)
    return FALSE;
  while (server_sqlite_statement_row (statement, &failure))
    {
      ServerSqlitePlanInbox inbox = {
        .uid = server_sqlite_statement_get_int (statement, 0),
        .after = server_sqlite_statement_get_int (statement, 1),
        .last = server_sqlite_statement_get_int (statement, 2),
      };
      gint64 *entry = g_new (gint64, 2);

      entry[0] = inbox.uid;
      entry[1] = inbox.last;
      g_hash_table_insert (floors, entry, entry);
      if (inbox.last > inbox.after)
        g_array_append_val (self->inboxes, inbox);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* For each conversation the oldest message that somebody has not got on every device. One walk over
 * what waits. */
static gboolean
read_pending (ServerSqliteDatabase *database,
              GHashTable *floors,
              GHashTable *pending,
              GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (database,
                                          "SELECT place, ref FROM inbox WHERE kind = 1 "
                                          "UNION ALL SELECT place, ref FROM fresh",
                                          error);
  if (statement == NULL)
    return FALSE;
  while (server_sqlite_statement_row (statement, &failure))
    {
      gint64 place = server_sqlite_statement_get_int (statement, 0);
      gint64 mid = server_sqlite_statement_get_int (statement, 1);
      gint64 uid = server_sqlite_place_get_uid (place);
      gint64 cid = server_sqlite_mid_get_cid (mid);
      gint64 *floor = g_hash_table_lookup (floors, &uid);
      gint64 *entry;

      if (floor != NULL && server_sqlite_place_get_cursor (place) <= floor[1])
        continue;
      entry = g_hash_table_lookup (pending, &cid);
      if (entry == NULL)
        {
          entry = g_new (gint64, 2);
          entry[0] = cid;
          entry[1] = server_sqlite_mid_get_seq (mid);
          g_hash_table_insert (pending, entry, entry);
        }
      entry[1] = MIN (entry[1], server_sqlite_mid_get_seq (mid));
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
read_conversations (ServerSqlitePlan *self,
                    ServerSqliteDatabase *database,
                    GHashTable *pending,
                    GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (
      database, "SELECT cid, forgotten, last_seq FROM conversations WHERE last_seq > forgotten",
      error);
  if (statement == NULL)
    return FALSE;
  while (server_sqlite_statement_row (statement, &failure))
    {
      ServerSqlitePlanConversation conversation = {
        .cid = server_sqlite_statement_get_int (statement, 0),
        .forgotten = server_sqlite_statement_get_int (statement, 1),
        .horizon = server_sqlite_statement_get_int (statement, 2) + 1,
      };
      gint64 *entry = g_hash_table_lookup (pending, &conversation.cid);

      if (entry != NULL)
        conversation.horizon = MIN (conversation.horizon, entry[1]);
      if (conversation.horizon > conversation.forgotten + 1)
        g_array_append_val (self->conversations, conversation);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * server_sqlite_plan_make:
 * @self: a plan that is done
 * @database: a reader's connection
 * @error: return location for an error
 *
 * Finds out what may be forgotten now, in one snapshot of the database.
 *
 * Returns: whether it could be read
 */
gboolean
server_sqlite_plan_make (ServerSqlitePlan *self, ServerSqliteDatabase *database, GError **error)
{
  g_autoptr (GHashTable) floors = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) pending = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                                          NULL);
  gboolean made;

  if (!server_sqlite_database_execute (database, "BEGIN", error))
    return FALSE;
  made = read_floors (self, database, floors, error) &&
         read_pending (database, floors, pending, error) &&
         read_conversations (self, database, pending, error);
  return server_sqlite_database_execute (database, "ROLLBACK", made ? error : NULL) && made;
}

/**
 * server_sqlite_plan_enter:
 * @self: the plan
 *
 * Begins a step, on the main thread.
 *
 * Returns: %FALSE when another one is under way
 */
gboolean
server_sqlite_plan_enter (ServerSqlitePlan *self)
{
  if (self->is_in_use)
    return FALSE;
  self->is_in_use = TRUE;
  return TRUE;
}

void
server_sqlite_plan_leave (ServerSqlitePlan *self)
{
  self->is_in_use = FALSE;
}

gboolean
server_sqlite_plan_is_done (ServerSqlitePlan *self)
{
  return self->inboxes->len == 0 && self->conversations->len == 0;
}

/**
 * server_sqlite_plan_next_inbox:
 * @self: the plan
 * @max_rows: how long the part may be
 * @inbox: (out): the next part of an inbox that may go
 *
 * Returns: whether there is one
 */
gboolean
server_sqlite_plan_next_inbox (ServerSqlitePlan *self,
                               gint64 max_rows,
                               ServerSqlitePlanInbox *inbox)
{
  ServerSqlitePlanInbox *next;

  if (self->inboxes->len == 0)
    return FALSE;
  next = &g_array_index (self->inboxes, ServerSqlitePlanInbox, self->inboxes->len - 1);
  *inbox = *next;
  inbox->last = MIN (next->last, next->after + max_rows);
  next->after = inbox->last;
  if (next->after == next->last)
    g_array_set_size (self->inboxes, self->inboxes->len - 1);
  return TRUE;
}

gboolean
server_sqlite_plan_next_conversation (ServerSqlitePlan *self,
                                      ServerSqlitePlanConversation *conversation)
{
  if (self->conversations->len == 0)
    return FALSE;
  *conversation = g_array_index (self->conversations, ServerSqlitePlanConversation,
                                 self->conversations->len - 1);
  g_array_set_size (self->conversations, self->conversations->len - 1);
  return TRUE;
}

void
server_sqlite_plan_put_back (ServerSqlitePlan *self,
                             const ServerSqlitePlanConversation *conversation)
{
  g_array_append_vals (self->conversations, conversation, 1);
}
