/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-inbox.h"

#include "landline-wire-conversation.h"
#include "server-sqlite-actions.h"
#include "server-sqlite-devices.h"
#include "server-sqlite-key.h"
#include "server-sqlite-members.h"
#include "server-sqlite-messages.h"
#include "server-sqlite-notes.h"
#include "server-sqlite-profiles.h"
#include "server-sqlite-statuses.h"

static gboolean
run_with (ServerSqliteDatabase *database,
          const char *sql,
          const gint64 *numbers,
          int n_numbers,
          GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = server_sqlite_database_get (database, sql, error);

  if (statement == NULL)
    return FALSE;
  for (int i = 0; i < n_numbers; i++)
    server_sqlite_statement_bind_int (statement, i + 1, numbers[i]);
  return server_sqlite_statement_run (statement, error);
}

/**
 * server_sqlite_inbox_put_fresh:
 * @database: the writer's connection
 * @row: a message in an inbox, the newest of all
 * @error: return location for an error
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_inbox_put_fresh (ServerSqliteDatabase *database,
                               const ServerSqliteFresh *row,
                               GError **error)
{
  const gint64 numbers[] = { row->n, row->place, row->mid, row->own_did };

  return run_with (database, "INSERT INTO fresh (n, place, ref, about) VALUES (?1, ?2, ?3, ?4)",
                   numbers, G_N_ELEMENTS (numbers), error);
}

/**
 * server_sqlite_inbox_put_message:
 * @database: the writer's connection
 * @row: a message in an inbox that is fresh no more
 * @error: return location for an error
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_inbox_put_message (ServerSqliteDatabase *database,
                                 const ServerSqliteFresh *row,
                                 GError **error)
{
  const gint64 numbers[] = { row->place, row->mid, row->own_did };

  return run_with (database, "INSERT INTO inbox (place, kind, ref, about) VALUES (?1, 1, ?2, ?3)",
                   numbers, G_N_ELEMENTS (numbers), error);
}

/**
 * server_sqlite_inbox_list_fresh:
 * @database: a connection
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type ServerSqliteFresh): the fresh rows, as they came
 */
GArray *
server_sqlite_inbox_list_fresh (ServerSqliteDatabase *database, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (ServerSqliteFresh));
  g_autoptr (GError) failure = NULL;

  statement = server_sqlite_database_get (database,
                                          "SELECT n, place, ref, about FROM fresh ORDER BY n",
                                          error);
  if (statement == NULL)
    return NULL;
  while (server_sqlite_statement_row (statement, &failure))
    {
      ServerSqliteFresh row = {
        .n = server_sqlite_statement_get_int (statement, 0),
        .place = server_sqlite_statement_get_int (statement, 1),
        .mid = server_sqlite_statement_get_int (statement, 2),
        .own_did = server_sqlite_statement_get_int (statement, 3),
      };

      g_array_append_val (rows, row);
    }
  if (failure == NULL)
    return g_steal_pointer (&rows);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

gboolean
server_sqlite_inbox_drop_fresh (ServerSqliteDatabase *database, gint64 last, GError **error)
{
  return run_with (database, "DELETE FROM fresh WHERE n <= ?1", &last, 1, error);
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
  const gint64 numbers[] = { uid, cid, member_uid, cursor };

  return run_with (
      database, "INSERT OR REPLACE INTO receipts (uid, cid, about, cursor) VALUES (?1, ?2, ?3, ?4)",
      numbers, G_N_ELEMENTS (numbers), error);
}

/**
 * server_sqlite_inbox_keep_snapshot:
 * @database: the writer's connection
 * @conversation: the conversation as it is now: who reads of it later may be no member any more
 * @change: what happened to it
 * @uses: how many rows are about to be put that tell of it
 * @error: return location for an error
 *
 * It goes with the last of the rows.
 *
 * Returns: its number, 0 on failure
 */
gint64
server_sqlite_inbox_keep_snapshot (ServerSqliteDatabase *database,
                                   LandlineConversation *conversation,
                                   const LandlineChange *change,
                                   guint uses,
                                   GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;
  g_autoptr (GString) body = g_string_new (NULL);
  g_autofree char *users = NULL;

  landline_wire_conversation_write (body, conversation);
  if (change->users != NULL)
    users = g_strjoinv (" ", (char **) change->users);
  statement = server_sqlite_database_get (
      database, "INSERT INTO snapshots (body, uses, users, time) VALUES (?1, ?2, ?3, ?4)", error);
  if (statement == NULL)
    return 0;
  server_sqlite_statement_bind_chars (statement, 1, body->str, body->len);
  server_sqlite_statement_bind_int (statement, 2, uses);
  server_sqlite_statement_bind_text (statement, 3, users);
  server_sqlite_statement_bind_int (statement, 4, change->time);
  return server_sqlite_statement_run (statement, error)
             ? server_sqlite_database_get_last_id (database)
             : 0;
}

/**
 * server_sqlite_inbox_put_conversation:
 * @database: the writer's connection
 * @uid: whose inbox
 * @cursor: where in it
 * @cid: the conversation
 * @by_uid: who changed it
 * @change: what happened
 * @snapshot: the conversation as it is now, see server_sqlite_inbox_keep_snapshot()
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
                                      gint64 snapshot,
                                      GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (database,
                                          "INSERT INTO inbox (place, kind, ref, about, change, "
                                          "snapshot) VALUES (?1, 3, ?2, ?3, ?4, ?5)",
                                          error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, server_sqlite_place (uid, cursor));
  server_sqlite_statement_bind_int (statement, 2, cid);
  server_sqlite_statement_bind_int (statement, 3, by_uid);
  server_sqlite_statement_bind_text (statement, 4, change);
  server_sqlite_statement_bind_int (statement, 5, snapshot);
  return server_sqlite_statement_run (statement, error);
}

/**
 * server_sqlite_inbox_put_doing:
 * @database: the writer's connection
 * @uid: whose inbox
 * @cursor: where in it
 * @kind: what it tells of: an action, a note, a status, a view, a profile or a device
 * @ref: the aid of the action, the nid of the note, the stid of the status; of the others 0
 * @about: of an action or a note the device that it is of when it is the user's own, otherwise 0;
 * of a status 0 or %SERVER_SQLITE_STATUS_REMOVED; of a view or a profile the uid of who it is;
 * of a device its did
 * @error: return location for an error
 *
 * What it says is read with the row: when something newer holds by then, nobody is told.
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_inbox_put_doing (ServerSqliteDatabase *database,
                               gint64 uid,
                               gint64 cursor,
                               ServerInboxKind kind,
                               gint64 ref,
                               gint64 about,
                               GError **error)
{
  const gint64 numbers[] = { server_sqlite_place (uid, cursor), kind, ref, about };

  return run_with (database, "INSERT INTO inbox (place, kind, ref, about) VALUES (?1, ?2, ?3, ?4)",
                   numbers, G_N_ELEMENTS (numbers), error);
}

/**
 * server_sqlite_inbox_put_former:
 * @database: the writer's connection
 * @uid: whose inbox
 * @cursor: where in it
 * @about: the uid of somebody who was deleted
 * @was: the id that they had, which goes with the row
 * @error: return location for an error
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_inbox_put_former (ServerSqliteDatabase *database,
                                gint64 uid,
                                gint64 cursor,
                                gint64 about,
                                const char *was,
                                GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (
      database, "INSERT INTO inbox (place, kind, ref, about, body) VALUES (?1, ?2, 0, ?3, ?4)",
      error);
  if (statement == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (statement, 1, server_sqlite_place (uid, cursor));
  server_sqlite_statement_bind_int (statement, 2, SERVER_INBOX_USER);
  server_sqlite_statement_bind_int (statement, 3, about);
  server_sqlite_statement_bind_text (statement, 4, was);
  return server_sqlite_statement_run (statement, error);
}

/* A row of one of the tables, before what it refers to is read. */
typedef struct
{
  gint64 cursor;
  gint64 kind;
  gint64 ref;
  gint64 about;
} Entry;

typedef struct
{
  ServerSqliteDatabase *database;
  ServerSqliteNames *names;
  gint64 uid;
  gint64 did;
  gint64 now;
  ServerSqliteStatement *inbox; /* at the row that an entry of the table inbox is of */
} Reading;

static void
reading_clear (Reading *reading)
{
  if (reading->inbox != NULL)
    server_sqlite_statement_reset (reading->inbox);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

/* What every device has acknowledged may be forgotten before its row goes, and what has expired is.
 */
static gboolean
read_message (Reading *reading, const Entry *entry, ServerInboxRow **row, GError **error)
{
  g_autoptr (ServerMessage) message = NULL;

  message = server_sqlite_messages_get (reading->database, reading->names, entry->ref, reading->now,
                                        error);
  if (message == NULL)
    return FALSE;
  if (!server_message_is_forgotten (message))
    *row = server_inbox_row_new_message (entry->cursor, message, entry->about != 0);
  return TRUE;
}

static ServerInboxRow *
read_receipt (Reading *reading, const Entry *entry, GError **error)
{
  g_autoptr (LandlineReceipt) receipt = NULL;
  ServerSqliteMemberRecord record;
  const char *conversation, *user;

  conversation = server_sqlite_names_get_conversation (reading->names, entry->ref, error);
  if (conversation == NULL)
    return NULL;
  user = server_sqlite_names_get_user (reading->names, entry->about, error);
  if (user == NULL || !server_sqlite_members_get_watermarks (reading->database, entry->ref,
                                                             entry->about, &record, error))
    return NULL;
  receipt = landline_receipt_new (conversation, user, record.delivered, record.read);
  return server_inbox_row_new_receipt (entry->cursor, receipt);
}

static ServerInboxRow *
read_conversation (Reading *reading, const Entry *entry, GError **error)
{
  g_autoptr (LandlineConversation) conversation = NULL;
  const char *names = server_sqlite_statement_get_text (reading->inbox, 6);
  g_auto (GStrv) users = names != NULL ? g_strsplit (names, " ", -1) : NULL;
  LandlineChange change = {
    .name = server_sqlite_statement_get_text (reading->inbox, 4),
    .users = (const char *const *) users,
    .time = server_sqlite_statement_get_int (reading->inbox, 7),
  };

  conversation = landline_wire_conversation_parse (
      server_sqlite_statement_get_text (reading->inbox, 5),
      server_sqlite_statement_get_size (reading->inbox, 5), error);
  if (conversation == NULL)
    return NULL;
  change.by = server_sqlite_names_get_user (reading->names, entry->about, error);
  if (change.by == NULL)
    return NULL;
  return server_inbox_row_new_conversation (entry->cursor, conversation, &change);
}

/* Whose own device did it, %NULL for somebody else's. */
static gboolean
read_own_device (Reading *reading, const Entry *entry, const char **device_id, GError **error)
{
  *device_id = NULL;
  if (entry->about == 0)
    return TRUE;
  *device_id = server_sqlite_names_get_device (reading->names, entry->about, error);
  return *device_id != NULL;
}

/* Only the device that did it is told of what something newer holds in the place of. */
static gboolean
is_to_be_told (Reading *reading, const Entry *entry, gconstpointer what)
{
  return what != NULL || (entry->about != 0 && entry->about == reading->did);
}

static gboolean
read_action (Reading *reading, const Entry *entry, ServerInboxRow **out, GError **error)
{
  g_auto (ServerSqliteActionRow) row = { 0 };
  const char *conversation, *device_id;
  LandlineDone done;

  if (!server_sqlite_actions_get (reading->database, entry->ref, reading->now, &row, error))
    return FALSE;
  if (!is_to_be_told (reading, entry, row.action))
    return TRUE;
  conversation = server_sqlite_names_get_conversation (reading->names,
                                                       server_sqlite_mid_get_cid (row.mid), error);
  if (conversation == NULL || !read_own_device (reading, entry, &device_id, error))
    return FALSE;
  landline_done_init (&done, entry->cursor, row.id, conversation, row.version, row.time, FALSE);
  *out = server_inbox_row_new_action (&done, row.action, device_id);
  return TRUE;
}

static gboolean
read_note (Reading *reading, const Entry *entry, ServerInboxRow **out, GError **error)
{
  g_auto (ServerSqliteNoteRow) row = { 0 };
  const char *device_id;
  LandlineDone done;

  if (!server_sqlite_notes_get (reading->database, entry->ref, &row, error))
    return FALSE;
  if (!is_to_be_told (reading, entry, row.note))
    return TRUE;
  if (!read_own_device (reading, entry, &device_id, error))
    return FALSE;
  landline_done_init (&done, entry->cursor, row.id, NULL, row.version, row.time, FALSE);
  *out = server_inbox_row_new_note (&done, row.note, device_id);
  return TRUE;
}

/* As it is by then: who has viewed it on another device is told so, and who may not see it any more
 * is told nothing. */
static gboolean
read_status (Reading *reading, const Entry *entry, ServerInboxRow **row, GError **error)
{
  g_autoptr (LandlineStatus) status = NULL;
  gboolean read;

  if (entry->about == SERVER_SQLITE_STATUS_REMOVED)
    read = server_sqlite_statuses_get_removed (reading->database, entry->ref, reading->now, &status,
                                               error);
  else
    read = server_sqlite_statuses_get (reading->database, entry->ref, reading->uid, reading->now,
                                       &status, error);
  if (read && status != NULL)
    *row = server_inbox_row_new_status (entry->cursor, status);
  return read;
}

static gboolean
read_view (Reading *reading, const Entry *entry, ServerInboxRow **row, GError **error)
{
  g_autoptr (LandlineView) view = NULL;

  if (!server_sqlite_statuses_get_view (reading->database, entry->ref, entry->about, reading->now,
                                        &view, error))
    return FALSE;
  if (view != NULL)
    *row = server_inbox_row_new_view (entry->cursor, view);
  return TRUE;
}

/* Who was deleted is told with the id that they had; that comes last of what is told of them. */
static gboolean
read_user (Reading *reading, const Entry *entry, ServerInboxRow **row, GError **error)
{
  const char *was = server_sqlite_statement_get_text (reading->inbox, 5);
  g_autoptr (LandlineUser) user = NULL;

  if (!server_sqlite_profiles_get (reading->database, entry->about, reading->uid, &user, error))
    return FALSE;
  if (user != NULL && was != NULL)
    {
      g_autoptr (LandlineUser) former = landline_user_new_former (landline_user_get_id (user),
                                                                  landline_user_get_name (user),
                                                                  was);

      *row = server_inbox_row_new_user (entry->cursor, former);
    }
  else if (user != NULL && !landline_user_is_former (user))
    {
      *row = server_inbox_row_new_user (entry->cursor, user);
    }
  return TRUE;
}

static gboolean
read_device (Reading *reading, const Entry *entry, ServerInboxRow **row, GError **error)
{
  g_autoptr (LandlineDevice) device = NULL;

  if (!server_sqlite_devices_get (reading->database, entry->about, &device, error))
    return FALSE;
  if (device != NULL)
    *row = server_inbox_row_new_device (entry->cursor, device);
  return TRUE;
}

/* @row: NULL for what there is nothing to be told of any more */
static gboolean
read_row (Reading *reading, const Entry *entry, ServerInboxRow **row, GError **error)
{
  *row = NULL;
  switch (entry->kind)
    {
    case SERVER_INBOX_MESSAGE:
      return read_message (reading, entry, row, error);
    case SERVER_INBOX_RECEIPT:
      *row = read_receipt (reading, entry, error);
      return *row != NULL;
    case SERVER_INBOX_CONVERSATION:
      *row = read_conversation (reading, entry, error);
      return *row != NULL;
    case SERVER_INBOX_ACTION:
      return read_action (reading, entry, row, error);
    case SERVER_INBOX_NOTE:
      return read_note (reading, entry, row, error);
    case SERVER_INBOX_STATUS:
      return read_status (reading, entry, row, error);
    case SERVER_INBOX_VIEW:
      return read_view (reading, entry, row, error);
    case SERVER_INBOX_USER:
      return read_user (reading, entry, row, error);
    case SERVER_INBOX_DEVICE:
      return read_device (reading, entry, row, error);
    default:
      g_set_error (error, SERVER_SQLITE_ERROR, SERVER_SQLITE_ERROR_BROKEN,
                   "An inbox holds something unknown (%" G_GINT64_FORMAT ")", entry->kind);
      return FALSE;
    }
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *left = a, *right = b;

  return (left->cursor > right->cursor) - (left->cursor < right->cursor);
}

static gboolean
add_entries (GArray *entries, ServerSqliteStatement *statement, gint64 kind, GError **error)
{
  g_autoptr (GError) failure = NULL;

  while (server_sqlite_statement_row (statement, &failure))
    {
      Entry entry = {
        .cursor = server_sqlite_place_get_cursor (server_sqlite_statement_get_int (statement, 0)),
        .kind = kind,
        .ref = server_sqlite_statement_get_int (statement, 1),
        .about = server_sqlite_statement_get_int (statement, 2),
      };

      g_array_append_val (entries, entry);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* What is in the small tables beside the inbox, by cursor. */
static GArray *
read_beside (ServerSqliteDatabase *database, gint64 uid, gint64 after, GError **error)
{
  g_autoptr (ServerSqliteStatement) fresh = NULL;
  g_autoptr (ServerSqliteStatement) receipts = NULL;
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));

  fresh = server_sqlite_database_get (
      database, "SELECT place, ref, about FROM fresh WHERE place > ?1 AND place <= ?2", error);
  if (fresh == NULL)
    return NULL;
  server_sqlite_statement_bind_int (fresh, 1, server_sqlite_place (uid, after));
  server_sqlite_statement_bind_int (fresh, 2, server_sqlite_place (uid, SERVER_SQLITE_MAX_CURSOR));
  if (!add_entries (entries, fresh, SERVER_INBOX_MESSAGE, error))
    return NULL;

  receipts = server_sqlite_database_get (
      database, "SELECT cursor, cid, about FROM receipts WHERE uid = ?1 AND cursor > ?2", error);
  if (receipts == NULL)
    return NULL;
  server_sqlite_statement_bind_int (receipts, 1, uid);
  server_sqlite_statement_bind_int (receipts, 2, after);
  if (!add_entries (entries, receipts, SERVER_INBOX_RECEIPT, error))
    return NULL;
  g_array_sort (entries, compare_entries);
  return g_steal_pointer (&entries);
}

static gboolean
step_inbox (Reading *reading, Entry *entry, GError **error)
{
  g_autoptr (GError) failure = NULL;

  entry->cursor = G_MAXINT64;
  if (server_sqlite_statement_row (reading->inbox, &failure))
    {
      entry->cursor = server_sqlite_place_get_cursor (
          server_sqlite_statement_get_int (reading->inbox, 0));
      entry->kind = server_sqlite_statement_get_int (reading->inbox, 1);
      entry->ref = server_sqlite_statement_get_int (reading->inbox, 2);
      entry->about = server_sqlite_statement_get_int (reading->inbox, 3);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
begin_inbox (Reading *reading, gint64 uid, gint64 after, Entry *entry, GError **error)
{
  reading->inbox = server_sqlite_database_get (
      reading->database,
      "SELECT i.place, i.kind, i.ref, i.about, i.change, ifnull (i.body, s.body), s.users, "
      "ifnull (s.time, 0) FROM inbox i LEFT JOIN snapshots s ON s.sid = i.snapshot "
      "WHERE i.place > ?1 AND i.place <= ?2 ORDER BY i.place",
      error);
  if (reading->inbox == NULL)
    return FALSE;
  server_sqlite_statement_bind_int (reading->inbox, 1, server_sqlite_place (uid, after));
  server_sqlite_statement_bind_int (reading->inbox, 2,
                                    server_sqlite_place (uid, SERVER_SQLITE_MAX_CURSOR));
  return step_inbox (reading, entry, error);
}

/**
 * server_sqlite_inbox_list:
 * @database: a connection
 * @names: its names
 * @query: what is asked for
 * @last: (out): the cursor of the last row, that of @query when there is none
 * @more: (out): whether there is more
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type ServerInboxRow): the rows
 */
GPtrArray *
server_sqlite_inbox_list (ServerSqliteDatabase *database,
                          ServerSqliteNames *names,
                          const ServerSqliteInboxQuery *query,
                          gint64 *last,
                          gboolean *more,
                          GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GArray) beside = read_beside (database, query->uid, query->after, error);
  g_auto (Reading) reading = {
    .database = database,
    .names = names,
    .uid = query->uid,
    .did = query->did,
    .now = query->now,
  };
  Entry stored = { 0 };
  gsize bytes = 0;
  guint next = 0;

  if (beside == NULL || !begin_inbox (&reading, query->uid, query->after, &stored, error))
    return NULL;
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) server_inbox_row_unref);
  *more = FALSE;
  *last = query->after;
  while (stored.cursor != G_MAXINT64 || next < beside->len)
    {
      g_autoptr (ServerInboxRow) row = NULL;
      const Entry *entry = &stored;

      if (next < beside->len && g_array_index (beside, Entry, next).cursor < stored.cursor)
        entry = &g_array_index (beside, Entry, next);
      *more = rows->len >= query->limit || (rows->len > 0 && bytes >= query->max_bytes);
      if (*more)
        break;
      if (!read_row (&reading, entry, &row, error))
        return NULL;
      *last = entry->cursor;
      if (row != NULL)
        {
          bytes += server_inbox_row_get_size (row);
          g_ptr_array_add (rows, g_steal_pointer (&row));
        }
      if (entry != &stored)
        next++;
      else if (!step_inbox (&reading, &stored, error))
        return NULL;
    }
  return g_steal_pointer (&rows);
}

/**
 * server_sqlite_inbox_list_received:
 * @database: a connection
 * @uid: whose inbox
 * @after: the cursor before the first row
 * @last: the last cursor
 * @error: return location for an error
 *
 * Does without what is fresh, which the ledger knows by heart.
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
 * Does without what is fresh, which goes by itself, and without receipts, see
 * server_sqlite_inbox_drop_receipt().
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
  const gint64 places[] = { server_sqlite_place (uid, after), server_sqlite_place (uid, last) };

  if (!run_with (database, "DELETE FROM inbox WHERE place > ?1 AND place <= ?2", places, 2, error))
    return FALSE;
  *n_removed = server_sqlite_database_get_n_changed (database);
  return TRUE;
}

/**
 * server_sqlite_inbox_drop_receipt:
 * @database: the writer's connection
 * @uid: whose inbox
 * @cid: where somebody got or read something
 * @about: who
 * @last: the last cursor to go
 * @error: return location for an error
 *
 * Removes a receipt from an inbox, unless a newer one has taken its place.
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_inbox_drop_receipt (ServerSqliteDatabase *database,
                                  gint64 uid,
                                  gint64 cid,
                                  gint64 about,
                                  gint64 last,
                                  GError **error)
{
  const gint64 numbers[] = { uid, cid, about, last };

  return run_with (
      database, "DELETE FROM receipts WHERE uid = ?1 AND cid = ?2 AND about = ?3 AND cursor <= ?4",
      numbers, G_N_ELEMENTS (numbers), error);
}
