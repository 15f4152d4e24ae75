/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-plan.h"

#include <string.h>

#include "server-sqlite-key.h"

/* How much of a kind a plan has at most: what is beyond it waits for the next. */
#define MAX_RECEIPTS 65536
#define MAX_FILES    4096
#define MAX_EXPIRED  65536

struct _ServerSqlitePlan
{
  GArray *inboxes;
  GArray *receipts;
  GArray *conversations;
  GArray *expired;  /* mids */
  GArray *told;     /* aids */
  GArray *statuses; /* stids */
  GArray *refs;
  GPtrArray *files;
  gboolean files_are_due; /* what was forgotten may have been the last to refer to a file */
  gboolean is_in_use;
};

ServerSqlitePlan *
server_sqlite_plan_new (void)
{
  ServerSqlitePlan *self = g_new0 (ServerSqlitePlan, 1);

  self->inboxes = g_array_new (FALSE, FALSE, sizeof (ServerSqlitePlanInbox));
  self->receipts = g_array_new (FALSE, FALSE, sizeof (ServerSqlitePlanReceipt));
  self->conversations = g_array_new (FALSE, FALSE, sizeof (ServerSqlitePlanConversation));
  self->expired = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->told = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->statuses = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->refs = g_array_new (FALSE, FALSE, sizeof (ServerSqlitePlanRef));
  self->files = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
server_sqlite_plan_free (ServerSqlitePlan *self)
{
  g_clear_pointer (&self->inboxes, g_array_unref);
  g_clear_pointer (&self->receipts, g_array_unref);
  g_clear_pointer (&self->conversations, g_array_unref);
  g_clear_pointer (&self->expired, g_array_unref);
  g_clear_pointer (&self->told, g_array_unref);
  g_clear_pointer (&self->statuses, g_array_unref);
  for (guint i = 0; i < self->refs->len; i++)
    server_sqlite_plan_ref_clear (&g_array_index (self->refs, ServerSqlitePlanRef, i));
  g_clear_pointer (&self->refs, g_array_unref);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_free (self);
}

void
server_sqlite_plan_ref_clear (ServerSqlitePlanRef *ref)
{
  g_clear_pointer (&ref->media_id, g_free);
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
      "WHERE d.uid = u.uid AND ifnull (d.token_hash, d.held_hash) IS NOT NULL), head)) "
      "FROM users u",
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

/* The receipts that every device of their user has acknowledged: they are sorted by what they are
 * about, so that the writer, who takes an inbox apart by cursor, would have to look at all of them.
 */
static gboolean
read_receipts (ServerSqlitePlan *self,
               ServerSqliteDatabase *database,
               GHashTable *floors,
               GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (database, "SELECT uid, cid, about, cursor FROM receipts",
                                          error);
  if (statement == NULL)
    return FALSE;
  while (self->receipts->len < MAX_RECEIPTS && server_sqlite_statement_row (statement, &failure))
    {
      ServerSqlitePlanReceipt receipt = {
        .uid = server_sqlite_statement_get_int (statement, 0),
        .cid = server_sqlite_statement_get_int (statement, 1),
        .about = server_sqlite_statement_get_int (statement, 2),
      };
      gint64 *floor = g_hash_table_lookup (floors, &receipt.uid);

      if (floor == NULL || server_sqlite_statement_get_int (statement, 3) > floor[1])
        continue;
      receipt.last = floor[1];
      g_array_append_val (self->receipts, receipt);
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

static gboolean
read_numbers (GArray *numbers,
              ServerSqliteDatabase *database,
              const char *sql,
              gint64 now,
              GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = server_sqlite_database_get (database, sql, error);
  g_autoptr (GError) failure = NULL;

  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, now);
  server_sqlite_statement_bind_int (statement, 2, MAX_EXPIRED);
  while (server_sqlite_statement_row (statement, &failure))
    {
      gint64 number = server_sqlite_statement_get_int (statement, 0);

      g_array_append_val (numbers, number);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Messages that have expired, and those that had been forgotten before but still hold a file. */
static gboolean
read_expired (ServerSqlitePlan *self, ServerSqliteDatabase *database, gint64 now, GError **error)
{
  return read_numbers (self->expired, database,
                       "SELECT mid FROM messages WHERE expires <= ?1 AND content IS NOT NULL "
                       "ORDER BY expires LIMIT ?2",
                       now, error) &&
         read_numbers (
             self->expired, database,
             "SELECT s.mid FROM media_refs r JOIN messages s ON s.mid = "
             "(r.cid << " G_STRINGIFY (
                 SERVER_SQLITE_SEQ_BITS) " | r.seq) "
                                         "WHERE s.expires <= ?1 AND s.content IS NULL LIMIT ?2",
             now, error);
}

/* Actions that still say something that nobody has to be told: those that are in no inbox, and
 * those on messages that have expired after they were forgotten. */
static gboolean
read_told (ServerSqlitePlan *self, ServerSqliteDatabase *database, gint64 now, GError **error)
{
  return read_numbers (self->told, database,
                       "SELECT a.aid FROM actions a INDEXED BY actions_of_message "
                       "JOIN messages m ON m.mid = a.mid WHERE a.body IS NOT NULL "
                       "AND (m.expires <= ?1 OR NOT EXISTS "
                       "(SELECT 1 FROM inbox i WHERE i.kind = 4 AND i.ref = a.aid)) LIMIT ?2",
                       now, error);
}

/* Statuses that have expired, the oldest first. */
static gboolean
read_statuses (ServerSqlitePlan *self, ServerSqliteDatabase *database, gint64 now, GError **error)
{
  return read_numbers (self->statuses, database,
                       "SELECT stid FROM statuses WHERE expires <= ?1 ORDER BY expires LIMIT ?2",
                       now, error);
}

static gboolean
read_mail (ServerSqlitePlan *self, ServerSqliteDatabase *database, gint64 now, GError **error)
{
  g_autoptr (GHashTable) floors = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) pending = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                                          NULL);

  return read_floors (self, database, floors, error) &&
         read_receipts (self, database, floors, error) &&
         read_pending (database, floors, pending, error) &&
         read_conversations (self, database, pending, error) &&
         read_expired (self, database, now, error) && read_told (self, database, now, error) &&
         read_statuses (self, database, now, error);
}

/* What forgotten messages refer to. */
static gboolean
read_refs (ServerSqlitePlan *self, ServerSqliteDatabase *database, gint64 before, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (
      database,
      "SELECT r.media_id, r.cid FROM media m JOIN media_refs r ON r.media_id = m.media_id "
      "JOIN conversations c ON c.cid = r.cid JOIN messages s ON s.mid = (r.cid << ?2 | r.seq) "
      "WHERE m.created < ?1 AND c.forgotten >= r.seq AND s.time < ?1 LIMIT ?3",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, before);
  server_sqlite_statement_bind_int (statement, 2, SERVER_SQLITE_SEQ_BITS);
  server_sqlite_statement_bind_int (statement, 3, MAX_FILES);
  while (server_sqlite_statement_row (statement, &failure))
    {
      ServerSqlitePlanRef ref = {
        .media_id = g_strdup (server_sqlite_statement_get_text (statement, 0)),
        .cid = server_sqlite_statement_get_int (statement, 1),
      };

      g_array_append_val (self->refs, ref);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Files that nothing refers to. */
static gboolean
read_files (ServerSqlitePlan *self, ServerSqliteDatabase *database, gint64 before, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (
      database,
      "SELECT media_id FROM media m WHERE m.created < ?1 "
      "AND NOT EXISTS (SELECT 1 FROM media_refs r WHERE r.media_id = m.media_id) "
      "AND NOT EXISTS (SELECT 1 FROM users u WHERE u.avatar = m.media_id) "
      "AND NOT EXISTS (SELECT 1 FROM conversations c WHERE c.picture = m.media_id) "
      "AND NOT EXISTS (SELECT 1 FROM statuses t WHERE t.media_id = m.media_id) LIMIT ?2",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, before);
  server_sqlite_statement_bind_int (statement, 2, MAX_FILES);
  while (server_sqlite_statement_row (statement, &failure))
    g_ptr_array_add (self->files, g_strdup (server_sqlite_statement_get_text (statement, 0)));
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/**
 * server_sqlite_plan_make:
 * @self: a plan that has no work left
 * @database: a reader's connection
 * @media_before: only files that were uploaded before, and sent before
 * @now: the time: what has expired goes
 * @error: return location for an error
 *
 * Finds out what may be forgotten now, in one snapshot of the database: first of the mail, then,
 * once that is done, of the files.
 *
 * Returns: whether it could be read
 */
gboolean
server_sqlite_plan_make (ServerSqlitePlan *self,
                         ServerSqliteDatabase *database,
                         gint64 media_before,
                         gint64 now,
                         GError **error)
{
  gboolean of_files = self->files_are_due;
  gboolean made;

  if (!server_sqlite_database_execute (database, "BEGIN", error))
    return FALSE;
  if (of_files)
    made = read_refs (self, database, media_before, error) &&
           read_files (self, database, media_before, error);
  else
    made = read_mail (self, database, now, error);
  if (!server_sqlite_database_execute (database, "ROLLBACK", made ? error : NULL) || !made)
    return FALSE;
  self->files_are_due = !of_files || self->refs->len == MAX_FILES || self->files->len == MAX_FILES;
  return TRUE;
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

/**
 * server_sqlite_plan_has_work:
 * @self: the plan
 *
 * Returns: %FALSE when it has to be made before the next step
 */
gboolean
server_sqlite_plan_has_work (ServerSqlitePlan *self)
{
  return self->inboxes->len > 0 || self->receipts->len > 0 || self->conversations->len > 0 ||
         self->expired->len > 0 || self->told->len > 0 || self->statuses->len > 0 ||
         self->refs->len > 0 || self->files->len > 0;
}

/**
 * server_sqlite_plan_is_over:
 * @self: the plan
 *
 * Returns: whether the round is over: the next plan begins another
 */
gboolean
server_sqlite_plan_is_over (ServerSqlitePlan *self)
{
  return !self->files_are_due && !server_sqlite_plan_has_work (self);
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

/* Takes the last entry of @array out. */
static gboolean
take (GArray *array, gpointer out)
{
  guint size = g_array_get_element_size (array);

  if (array->len == 0)
    return FALSE;
  memcpy (out, array->data + (gsize) (array->len - 1) * size, size);
  g_array_set_size (array, array->len - 1);
  return TRUE;
}

gboolean
server_sqlite_plan_next_receipt (ServerSqlitePlan *self, ServerSqlitePlanReceipt *receipt)
{
  return take (self->receipts, receipt);
}

gboolean
server_sqlite_plan_next_conversation (ServerSqlitePlan *self,
                                      ServerSqlitePlanConversation *conversation)
{
  return take (self->conversations, conversation);
}

/**
 * server_sqlite_plan_next_expired:
 * @self: the plan
 * @mid: (out): a message that has expired
 *
 * Returns: whether there is one
 */
gboolean
server_sqlite_plan_next_expired (ServerSqlitePlan *self, gint64 *mid)
{
  return take (self->expired, mid);
}

/**
 * server_sqlite_plan_next_told:
 * @self: the plan
 * @aid: (out): an action that nobody has to be told any more
 *
 * Returns: whether there is one
 */
gboolean
server_sqlite_plan_next_told (ServerSqlitePlan *self, gint64 *aid)
{
  return take (self->told, aid);
}

/**
 * server_sqlite_plan_next_status:
 * @self: the plan
 * @stid: (out): a status that has expired
 *
 * Returns: whether there is one
 */
gboolean
server_sqlite_plan_next_status (ServerSqlitePlan *self, gint64 *stid)
{
  return take (self->statuses, stid);
}

/**
 * server_sqlite_plan_put_status_back:
 * @self: the plan
 * @stid: a status of which a part is left
 */
void
server_sqlite_plan_put_status_back (ServerSqlitePlan *self, gint64 stid)
{
  g_array_append_val (self->statuses, stid);
}

void
server_sqlite_plan_put_back (ServerSqlitePlan *self,
                             const ServerSqlitePlanConversation *conversation)
{
  g_array_append_vals (self->conversations, conversation, 1);
}

/**
 * server_sqlite_plan_next_ref:
 * @self: the plan
 * @ref: (out): what may no longer be referred to, the caller's to clear
 *
 * Returns: whether there is one
 */
gboolean
server_sqlite_plan_next_ref (ServerSqlitePlan *self, ServerSqlitePlanRef *ref)
{
  return take (self->refs, ref);
}

/**
 * server_sqlite_plan_next_file:
 * @self: the plan
 *
 * Returns: (transfer full) (nullable): a file that nothing may refer to, %NULL for no more
 */
char *
server_sqlite_plan_next_file (ServerSqlitePlan *self)
{
  return self->files->len > 0 ? g_ptr_array_steal_index (self->files, self->files->len - 1) : NULL;
}

/**
 * server_sqlite_plan_add_file:
 * @self: the plan
 * @media_id: (transfer full): a file of which the last reference may have gone
 */
void
server_sqlite_plan_add_file (ServerSqlitePlan *self, char *media_id)
{
  g_ptr_array_add (self->files, media_id);
}
