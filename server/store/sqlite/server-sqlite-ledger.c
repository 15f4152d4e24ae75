/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-ledger.h"

#include "server-sqlite-conversations.h"
#include "server-sqlite-devices.h"
#include "server-sqlite-fresh-rows.h"
#include "server-sqlite-inbox.h"
#include "server-sqlite-key.h"
#include "server-sqlite-known-users.h"
#include "server-sqlite-members.h"
#include "server-sqlite-messages.h"
#include "server-sqlite-notes.h"
#include "server-sqlite-users.h"

/* What is known by heart at most, before it is begun anew: about 3 MB. Thousands who are connected
 * and say nothing need not be known. */
#define MAX_ENTRIES 16384
/* Beyond so many messages at once all members are told of a watermark, not only those who sent one
 * of them. */
#define MAX_SENDERS_RANGE 1024

typedef struct
{
  ServerSqliteConversation *conversation;
  ServerSqliteMember *member;
} Moved;

struct _ServerSqliteLedger
{
  ServerSqliteDatabase *database;
  ServerSqliteFreshRows *fresh;
  ServerSqliteKnownUsers *users;
  GHashTable *devices;
  GHashTable *conversations_by_id;
  GHashTable *conversations_by_cid;
  GHashTable *conversations_by_pair;
  GPtrArray *dirty_users;
  GPtrArray *dirty_devices;
  GPtrArray *dirty_conversations;
  GArray *moved;
  GArray *committed;
  gint64 now; /* of the transaction */
};

static guint
pair_hash (gconstpointer key)
{
  const ServerSqlitePair *pair = key;

  return g_int64_hash (&pair->low) * 31 + g_int64_hash (&pair->high);
}

static gboolean
pair_equal (gconstpointer a, gconstpointer b)
{
  const ServerSqlitePair *left = a, *right = b;

  return left->low == right->low && left->high == right->high;
}

static void
device_free (gpointer data)
{
  ServerSqliteDevice *device = data;

  g_free (device->device_id);
  g_free (device);
}

static void
conversation_free (gpointer data)
{
  ServerSqliteConversation *conversation = data;

  g_free (conversation->conversation_id);
  g_free (conversation->members);
  g_free (conversation);
}

static void
clear_row (gpointer data)
{
  ServerCommittedRow *row = data;

  g_ref_string_release (row->user_id);
  server_inbox_row_unref (row->row);
}

static GArray *
new_committed (void)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (ServerCommittedRow));

  g_array_set_clear_func (rows, clear_row);
  return rows;
}

ServerSqliteLedger *
server_sqlite_ledger_new (ServerSqliteDatabase *database)
{
  ServerSqliteLedger *self = g_new0 (ServerSqliteLedger, 1);

  self->database = database;
  self->fresh = server_sqlite_fresh_rows_new (database);
  self->users = server_sqlite_known_users_new (database);
  self->devices = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, device_free);
  self->conversations_by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->conversations_by_cid = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                                      conversation_free);
  self->conversations_by_pair = g_hash_table_new (pair_hash, pair_equal);
  self->dirty_users = g_ptr_array_new ();
  self->dirty_devices = g_ptr_array_new ();
  self->dirty_conversations = g_ptr_array_new ();
  self->moved = g_array_new (FALSE, FALSE, sizeof (Moved));
  self->committed = new_committed ();
  return self;
}

void
server_sqlite_ledger_free (ServerSqliteLedger *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->fresh, server_sqlite_fresh_rows_free);
  g_clear_pointer (&self->conversations_by_pair, g_hash_table_unref);
  g_clear_pointer (&self->conversations_by_id, g_hash_table_unref);
  g_clear_pointer (&self->conversations_by_cid, g_hash_table_unref);
  g_clear_pointer (&self->devices, g_hash_table_unref);
  g_clear_pointer (&self->users, server_sqlite_known_users_free);
  g_clear_pointer (&self->dirty_users, g_ptr_array_unref);
  g_clear_pointer (&self->dirty_devices, g_ptr_array_unref);
  g_clear_pointer (&self->dirty_conversations, g_ptr_array_unref);
  g_clear_pointer (&self->moved, g_array_unref);
  g_clear_pointer (&self->committed, g_array_unref);
  g_free (self);
}

/**
 * server_sqlite_ledger_forget:
 * @self: the ledger
 *
 * Forgets everything, what was not written too: the transaction was rolled back, or another process
 * wrote.
 */
void
server_sqlite_ledger_forget (ServerSqliteLedger *self)
{
  server_sqlite_fresh_rows_forget (self->fresh);
  g_ptr_array_set_size (self->dirty_users, 0);
  g_ptr_array_set_size (self->dirty_devices, 0);
  g_ptr_array_set_size (self->dirty_conversations, 0);
  g_array_set_size (self->moved, 0);
  g_array_set_size (self->committed, 0);
  g_hash_table_remove_all (self->conversations_by_pair);
  g_hash_table_remove_all (self->conversations_by_id);
  g_hash_table_remove_all (self->conversations_by_cid);
  g_hash_table_remove_all (self->devices);
  server_sqlite_known_users_forget (self->users);
}

/**
 * server_sqlite_ledger_begin:
 * @self: the ledger
 * @now: the time
 * @error: return location for an error
 *
 * Begins a transaction.
 *
 * Returns: whether what has to be known is known
 */
gboolean
server_sqlite_ledger_begin (ServerSqliteLedger *self, gint64 now, GError **error)
{
  self->now = now;
  if (server_sqlite_known_users_get_size (self->users) + g_hash_table_size (self->devices) +
          g_hash_table_size (self->conversations_by_cid) +
          server_sqlite_fresh_rows_get_n_users (self->fresh) >
      MAX_ENTRIES)
    server_sqlite_ledger_forget (self);
  return server_sqlite_fresh_rows_load (self->fresh, error);
}

/**
 * server_sqlite_ledger_put:
 * @self: the ledger
 * @user: whose inbox
 * @cursor: where in it
 * @mid: the message
 * @own_did: the device that sent it when it is the user's own, otherwise 0
 * @error: return location for an error
 *
 * Puts a message into an inbox.
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_ledger_put (ServerSqliteLedger *self,
                          ServerSqliteUser *user,
                          gint64 cursor,
                          gint64 mid,
                          gint64 own_did,
                          GError **error)
{
  return server_sqlite_fresh_rows_put (self->fresh, user->uid, cursor, mid, own_did, error);
}

/**
 * server_sqlite_ledger_take_committed:
 * @self: the ledger
 *
 * Returns: (transfer full) (nullable): the rows that were announced in the transaction that was
 * just committed
 */
GArray *
server_sqlite_ledger_take_committed (ServerSqliteLedger *self)
{
  GArray *rows = self->committed;

  if (rows->len == 0)
    return NULL;
  self->committed = new_committed ();
  return rows;
}

/**
 * server_sqlite_ledger_find_user:
 * @self: the ledger
 * @user_id: the user
 * @user: (out) (transfer none) (nullable): the user, %NULL when there is none, or none any more
 * @error: return location for an error of the database
 *
 * Returns: whether the question could be answered; so do the others that find something
 */
gboolean
server_sqlite_ledger_find_user (ServerSqliteLedger *self,
                                const char *user_id,
                                ServerSqliteUser **user,
                                GError **error)
{
  return server_sqlite_known_users_find (self->users, user_id, user, error);
}

gboolean
server_sqlite_ledger_find_uid (ServerSqliteLedger *self,
                               gint64 uid,
                               ServerSqliteUser **user,
                               GError **error)
{
  return server_sqlite_known_users_find_uid (self->users, uid, user, error);
}

/**
 * server_sqlite_ledger_make_former:
 * @self: the ledger
 * @user: somebody who is deleted in this transaction
 * @new_id: the id that they have from now on
 *
 * Knows the user by nothing but the number any more.
 */
void
server_sqlite_ledger_make_former (ServerSqliteLedger *self,
                                  ServerSqliteUser *user,
                                  const char *new_id)
{
  server_sqlite_known_users_make_former (self->users, user, new_id);
}

gboolean
server_sqlite_ledger_find_device (ServerSqliteLedger *self,
                                  const char *device_id,
                                  ServerSqliteDevice **device,
                                  GError **error)
{
  ServerSqliteDeviceRecord record;
  ServerSqliteUser *user;

  *device = g_hash_table_lookup (self->devices, device_id);
  if (*device != NULL)
    return TRUE;
  if (!server_sqlite_devices_find (self->database, device_id, &record, error))
    return FALSE;
  if (record.did == 0)
    return TRUE;
  if (!server_sqlite_ledger_find_uid (self, record.uid, &user, error))
    return FALSE;

  *device = g_new0 (ServerSqliteDevice, 1);
  (*device)->did = record.did;
  (*device)->device_id = g_strdup (device_id);
  (*device)->user = user;
  (*device)->acked = (*device)->pending = record.acked;
  g_hash_table_insert (self->devices, (*device)->device_id, *device);
  return TRUE;
}

void
server_sqlite_ledger_forget_device (ServerSqliteLedger *self, const char *device_id)
{
  ServerSqliteDevice *device = g_hash_table_lookup (self->devices, device_id);

  if (device == NULL)
    return;
  g_ptr_array_remove (self->dirty_devices, device);
  g_hash_table_remove (self->devices, device_id);
}

static gboolean
load_members (ServerSqliteLedger *self, ServerSqliteConversation *conversation, GError **error)
{
  g_autoptr (GArray) records = NULL;

  records = server_sqlite_members_list (self->database, conversation->cid, error);
  if (records == NULL)
    return FALSE;
  conversation->n_members = records->len;
  conversation->members = g_new0 (ServerSqliteMember, records->len);
  for (guint i = 0; i < records->len; i++)
    {
      ServerSqliteMemberRecord *record = &g_array_index (records, ServerSqliteMemberRecord, i);
      ServerSqliteMember *member = &conversation->members[i];

      if (!server_sqlite_ledger_find_uid (self, record->uid, &member->user, error))
        return FALSE;
      member->role = record->role;
      member->since = record->since;
      member->delivered = record->delivered;
      member->read = record->read;
    }
  return TRUE;
}

static gboolean
load_blocks (ServerSqliteLedger *self, ServerSqliteConversation *conversation, GError **error)
{
  if (conversation->kind != LANDLINE_CONVERSATION_DIRECT || conversation->n_members != 2)
    return TRUE;
  for (guint i = 0; i < 2; i++)
    if (!server_sqlite_notes_has_blocked (self->database, conversation->members[i].user->uid,
                                          conversation->members[1 - i].user->user_id,
                                          &conversation->members[i].has_blocked, error))
      return FALSE;
  return TRUE;
}

static gboolean
keep_conversation (ServerSqliteLedger *self,
                   const ServerSqliteConversationRecord *record,
                   ServerSqliteConversation **out,
                   GError **error)
{
  ServerSqliteConversation *conversation = g_new0 (ServerSqliteConversation, 1);

  conversation->cid = record->cid;
  conversation->conversation_id = g_strdup (record->conversation_id);
  conversation->kind = record->kind;
  conversation->pair.low = record->low;
  conversation->pair.high = record->high;
  conversation->who_may_send = record->settings.who_may_send;
  conversation->who_may_edit = record->settings.who_may_edit;
  conversation->history = record->settings.history;
  conversation->last_seq = record->last_seq;
  conversation->last_time = record->last_time;
  if (!load_members (self, conversation, error) || !load_blocks (self, conversation, error))
    {
      conversation_free (conversation);
      return FALSE;
    }
  g_hash_table_insert (self->conversations_by_cid, &conversation->cid, conversation);
  g_hash_table_insert (self->conversations_by_id, conversation->conversation_id, conversation);
  if (conversation->kind == LANDLINE_CONVERSATION_DIRECT)
    g_hash_table_insert (self->conversations_by_pair, &conversation->pair, conversation);
  *out = conversation;
  return TRUE;
}

gboolean
server_sqlite_ledger_find_conversation (ServerSqliteLedger *self,
                                        const char *conversation_id,
                                        ServerSqliteConversation **conversation,
                                        GError **error)
{
  g_auto (ServerSqliteConversationRecord) record = { 0 };

  *conversation = g_hash_table_lookup (self->conversations_by_id, conversation_id);
  if (*conversation != NULL)
    return TRUE;
  if (!server_sqlite_conversations_find (self->database, conversation_id, &record, error))
    return FALSE;
  return record.cid == 0 || keep_conversation (self, &record, conversation, error);
}

gboolean
server_sqlite_ledger_find_cid (ServerSqliteLedger *self,
                               gint64 cid,
                               ServerSqliteConversation **conversation,
                               GError **error)
{
  g_auto (ServerSqliteConversationRecord) record = { 0 };

  *conversation = g_hash_table_lookup (self->conversations_by_cid, &cid);
  if (*conversation != NULL)
    return TRUE;
  if (!server_sqlite_conversations_find_cid (self->database, cid, &record, error))
    return FALSE;
  return record.cid == 0 || keep_conversation (self, &record, conversation, error);
}

gboolean
server_sqlite_ledger_find_direct (ServerSqliteLedger *self,
                                  gint64 uid,
                                  gint64 other,
                                  ServerSqliteConversation **conversation,
                                  GError **error)
{
  g_auto (ServerSqliteConversationRecord) record = { 0 };
  ServerSqlitePair pair = { MIN (uid, other), MAX (uid, other) };

  *conversation = g_hash_table_lookup (self->conversations_by_pair, &pair);
  if (*conversation != NULL)
    return TRUE;
  if (!server_sqlite_conversations_find_direct (self->database, pair.low, pair.high, &record,
                                                error))
    return FALSE;
  return record.cid == 0 || keep_conversation (self, &record, conversation, error);
}

/**
 * server_sqlite_ledger_set_blocked:
 * @self: the ledger
 * @user: who noted something
 * @other: whom they have blocked, or not any more
 * @has_blocked: which
 * @error: return location for an error of the database
 *
 * Has what @other sends them from now on withheld, or not any more.
 *
 * Returns: whether their conversation could be found out
 */
gboolean
server_sqlite_ledger_set_blocked (ServerSqliteLedger *self,
                                  ServerSqliteUser *user,
                                  const char *other,
                                  gboolean has_blocked,
                                  GError **error)
{
  ServerSqliteConversation *conversation = NULL;
  ServerSqliteUser *other_user;

  if (!server_sqlite_ledger_find_user (self, other, &other_user, error))
    return FALSE;
  if (other_user == NULL || other_user == user)
    return TRUE;
  if (!server_sqlite_ledger_find_direct (self, user->uid, other_user->uid, &conversation, error))
    return FALSE;
  if (conversation != NULL)
    server_sqlite_conversation_find_member (conversation, user)->has_blocked = has_blocked;
  return TRUE;
}

/**
 * server_sqlite_ledger_forget_conversation:
 * @self: the ledger, settled
 * @conversation: a conversation whose members changed in the database
 *
 * Has it read again when it is needed.
 */
void
server_sqlite_ledger_forget_conversation (ServerSqliteLedger *self,
                                          ServerSqliteConversation *conversation)
{
  g_assert (self->moved->len == 0);

  g_ptr_array_remove (self->dirty_conversations, conversation);
  g_hash_table_remove (self->conversations_by_pair, &conversation->pair);
  g_hash_table_remove (self->conversations_by_id, conversation->conversation_id);
  g_hash_table_remove (self->conversations_by_cid, &conversation->cid);
}

ServerSqliteMember *
server_sqlite_conversation_find_member (ServerSqliteConversation *conversation,
                                        ServerSqliteUser *user)
{
  for (guint i = 0; i < conversation->n_members; i++)
    if (conversation->members[i].user == user)
      return &conversation->members[i];
  return NULL;
}

/**
 * server_sqlite_ledger_next_cursor:
 * @self: the ledger
 * @user: whose inbox gets a row
 *
 * Returns: the row's cursor
 */
gint64
server_sqlite_ledger_next_cursor (ServerSqliteLedger *self, ServerSqliteUser *user)
{
  if (!user->is_dirty)
    {
      user->is_dirty = TRUE;
      g_ptr_array_add (self->dirty_users, user);
    }
  return ++user->head;
}

gint64
server_sqlite_ledger_next_seq (ServerSqliteLedger *self,
                               ServerSqliteConversation *conversation,
                               gint64 now)
{
  if (!conversation->is_dirty)
    {
      conversation->is_dirty = TRUE;
      g_ptr_array_add (self->dirty_conversations, conversation);
    }
  conversation->last_time = now;
  return ++conversation->last_seq;
}

/**
 * server_sqlite_ledger_announce:
 * @self: the ledger
 * @user: whose inbox
 * @row: (transfer full): a row of it, to be told once it is committed
 */
void
server_sqlite_ledger_announce (ServerSqliteLedger *self,
                               ServerSqliteUser *user,
                               ServerInboxRow *row)
{
  ServerCommittedRow committed = { g_ref_string_acquire (user->user_id), row };

  g_array_append_val (self->committed, committed);
}

/**
 * server_sqlite_ledger_acknowledge:
 * @self: the ledger
 * @device: the device
 * @cursor: what it has
 *
 * Notes it. What follows from it is done once for all that a device acknowledged in a transaction.
 */
void
server_sqlite_ledger_acknowledge (ServerSqliteLedger *self,
                                  ServerSqliteDevice *device,
                                  gint64 cursor)
{
  cursor = MIN (cursor, device->user->head);
  if (cursor <= device->pending)
    return;
  device->pending = cursor;
  if (!device->is_dirty)
    {
      device->is_dirty = TRUE;
      g_ptr_array_add (self->dirty_devices, device);
    }
}

/**
 * server_sqlite_ledger_move:
 * @self: the ledger
 * @conversation: where
 * @member: whose watermarks
 * @delivered: at least so far
 * @read: at least so far
 *
 * Moves watermarks, never back. They are written and told once for the transaction. Those of who
 * has blocked the other stay where they are: there is nobody else who could learn of them.
 */
void
server_sqlite_ledger_move (ServerSqliteLedger *self,
                           ServerSqliteConversation *conversation,
                           ServerSqliteMember *member,
                           gint64 delivered,
                           gint64 read)
{
  if (member->has_blocked)
    return;
  read = MAX (member->read, MIN (read, conversation->last_seq));
  delivered = MAX (MAX (member->delivered, read), MIN (delivered, conversation->last_seq));
  if (read == member->read && delivered == member->delivered)
    return;
  if (!member->is_dirty)
    {
      Moved moved = { conversation, member };

      member->is_dirty = TRUE;
      member->told = delivered == member->delivered ? member->read : member->delivered;
      g_array_append_val (self->moved, moved);
    }
  if (read > member->read)
    {
      member->told = MIN (member->told, member->read);
      member->read_moved = TRUE;
    }
  member->delivered = delivered;
  member->read = read;
}

static gboolean
settle_device (ServerSqliteLedger *self, ServerSqliteDevice *device, GError **error)
{
  g_autoptr (GArray) mids = NULL;

  mids = server_sqlite_fresh_rows_list_received (self->fresh, device->user->uid, device->acked,
                                                 device->pending, error);
  if (mids == NULL)
    return FALSE;
  /* From the end: the first of a conversation that is met is its newest. */
  for (guint i = mids->len; i-- > 0;)
    {
      gint64 mid = g_array_index (mids, gint64, i);
      ServerSqliteConversation *conversation;
      ServerSqliteMember *member;

      if (!server_sqlite_ledger_find_cid (self, server_sqlite_mid_get_cid (mid), &conversation,
                                          error))
        return FALSE;
      member = server_sqlite_conversation_find_member (conversation, device->user);
      if (member != NULL)
        server_sqlite_ledger_move (self, conversation, member, server_sqlite_mid_get_seq (mid), 0);
    }
  return server_sqlite_devices_set_acked (self->database, device->did, device->pending, error);
}

static gboolean
tell_one (ServerSqliteLedger *self, const Moved *moved, ServerSqliteUser *user, GError **error)
{
  g_autoptr (LandlineReceipt) receipt = NULL;
  gint64 cursor = server_sqlite_ledger_next_cursor (self, user);

  if (!server_sqlite_inbox_put_receipt (self->database, user->uid, cursor, moved->conversation->cid,
                                        moved->member->user->uid, error))
    return FALSE;
  receipt = landline_receipt_new (moved->conversation->conversation_id,
                                  moved->member->user->user_id, moved->member->delivered,
                                  moved->member->read);
  server_sqlite_ledger_announce (self, user, server_inbox_row_new_receipt (cursor, receipt));
  return TRUE;
}

/* Those who sent what the watermark has passed: nobody else has a tick to turn. */
static gboolean
tell_senders (ServerSqliteLedger *self, const Moved *moved, GError **error)
{
  ServerSqliteConversation *conversation = moved->conversation;
  ServerSqliteUser *self_user = moved->member->user;
  g_autoptr (GArray) senders = NULL;
  gboolean everybody = moved->member->delivered - moved->member->told > MAX_SENDERS_RANGE;

  if (conversation->kind == LANDLINE_CONVERSATION_DIRECT)
    everybody = TRUE;
  if (!everybody)
    {
      senders = server_sqlite_messages_list_senders (self->database, conversation->cid,
                                                     moved->member->told, moved->member->delivered,
                                                     error);
      if (senders == NULL)
        return FALSE;
    }
  for (guint i = 0; i < conversation->n_members; i++)
    {
      ServerSqliteUser *user = conversation->members[i].user;
      gboolean due = everybody;

      for (guint j = 0; !due && j < senders->len; j++)
        due = g_array_index (senders, gint64, j) == user->uid;
      if (due && user != self_user && !tell_one (self, moved, user, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
settle_member (ServerSqliteLedger *self, const Moved *moved, GError **error)
{
  ServerSqliteMember *member = moved->member;

  if (!server_sqlite_members_set_watermarks (self->database, moved->conversation->cid,
                                             member->user->uid, member->delivered, member->read,
                                             self->now, error) ||
      !tell_senders (self, moved, error))
    return FALSE;
  /* The user's other devices stop showing as unread what was read on this one. */
  if (member->read_moved && member->user->n_devices > 1 &&
      !tell_one (self, moved, member->user, error))
    return FALSE;
  member->is_dirty = member->read_moved = FALSE;
  return TRUE;
}

/**
 * server_sqlite_ledger_settle:
 * @self: the ledger
 * @error: return location for an error
 *
 * Draws the conclusions of what was acknowledged and read so far in the transaction.
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_ledger_settle (ServerSqliteLedger *self, GError **error)
{
  for (guint i = 0; i < self->dirty_devices->len; i++)
    {
      ServerSqliteDevice *device = g_ptr_array_index (self->dirty_devices, i);

      if (!settle_device (self, device, error))
        return FALSE;
      device->acked = device->pending;
      device->is_dirty = FALSE;
    }
  g_ptr_array_set_size (self->dirty_devices, 0);

  for (guint i = 0; i < self->moved->len; i++)
    if (!settle_member (self, &g_array_index (self->moved, Moved, i), error))
      return FALSE;
  g_array_set_size (self->moved, 0);
  return TRUE;
}

/**
 * server_sqlite_ledger_flush:
 * @self: the ledger
 * @error: return location for an error
 *
 * Writes what the transaction left here, before its commit.
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_ledger_flush (ServerSqliteLedger *self, GError **error)
{
  if (!server_sqlite_ledger_settle (self, error) ||
      !server_sqlite_fresh_rows_move_on (self->fresh, error))
    return FALSE;
  for (guint i = 0; i < self->dirty_conversations->len; i++)
    {
      ServerSqliteConversation *conversation = g_ptr_array_index (self->dirty_conversations, i);

      if (!server_sqlite_conversations_set_last (self->database, conversation->cid,
                                                 conversation->last_seq, conversation->last_time,
                                                 error))
        return FALSE;
      conversation->is_dirty = FALSE;
    }
  g_ptr_array_set_size (self->dirty_conversations, 0);

  for (guint i = 0; i < self->dirty_users->len; i++)
    {
      ServerSqliteUser *user = g_ptr_array_index (self->dirty_users, i);

      if (!server_sqlite_users_set_head (self->database, user->uid, user->head, error))
        return FALSE;
      user->is_dirty = FALSE;
    }
  g_ptr_array_set_size (self->dirty_users, 0);
  return TRUE;
}
