/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-conversation.h"
#include "server-inbox-row.h"
#include "server-sqlite-database.h"

G_BEGIN_DECLS

/**
 * ServerSqliteUser:
 * @uid: the number
 * @user_id: the name, a reference counted string
 * @head: the newest cursor, that of this transaction included
 * @n_devices: devices that are not revoked
 * @is_former: whether they were deleted
 * @is_dirty: whether @head has to be written
 *
 * A user as the writer knows it by heart.
 */
typedef struct
{
  gint64 uid;
  char *user_id;
  gint64 head;
  guint n_devices;
  gboolean is_former;
  gboolean is_dirty;
} ServerSqliteUser;

/**
 * ServerSqliteDevice:
 * @did: the number
 * @device_id: the name
 * @user: whose it is
 * @acked: what it has acknowledged
 * @pending: what it has acknowledged in this transaction
 * @is_dirty: whether @pending has to be looked at
 *
 * A device that is not revoked.
 */
typedef struct
{
  gint64 did;
  char *device_id;
  ServerSqliteUser *user;
  gint64 acked;
  gint64 pending;
  gboolean is_dirty;
} ServerSqliteDevice;

/**
 * ServerSqliteMember:
 * @user: who
 * @role: what they may do
 * @since: they see what has a higher seq
 * @delivered: the watermark
 * @read: the watermark
 * @told: the lower of the watermarks that the others were told before this transaction
 * @is_dirty: whether the watermarks have to be written and told
 * @read_moved: whether @read moved
 * @has_blocked: in a direct conversation, whether they have blocked the other
 */
typedef struct
{
  ServerSqliteUser *user;
  LandlineRole role;
  gint64 since;
  gint64 delivered;
  gint64 read;
  gint64 told;
  gboolean is_dirty;
  gboolean read_moved;
  gboolean has_blocked;
} ServerSqliteMember;

typedef struct
{
  gint64 low;
  gint64 high;
} ServerSqlitePair;

/**
 * ServerSqliteConversation:
 * @cid: the number
 * @conversation_id: the name
 * @kind: direct or group
 * @pair: of a direct conversation, its two
 * @who_may_send: of a group
 * @who_may_edit: of a group
 * @history: of a group, what a new member gets to see
 * @last_seq: the newest seq, that of this transaction included
 * @last_time: when that was
 * @members: who is in it
 * @n_members: how many
 * @is_dirty: whether @last_seq has to be written
 */
typedef struct
{
  gint64 cid;
  char *conversation_id;
  LandlineConversationKind kind;
  ServerSqlitePair pair;
  LandlinePermit who_may_send;
  LandlinePermit who_may_edit;
  LandlineHistory history;
  gint64 last_seq;
  gint64 last_time;
  ServerSqliteMember *members;
  guint n_members;
  gboolean is_dirty;
} ServerSqliteConversation;

/**
 * ServerSqliteLedger:
 *
 * What the writer knows by heart: the row counters and the watermarks of whoever was busy lately.
 * Within a transaction the counters run here and are written once, before the commit, however many
 * messages there were. After a transaction that was rolled back everything is forgotten and read
 * again. What it hands out is good until the end of the transaction.
 */
typedef struct _ServerSqliteLedger ServerSqliteLedger;

ServerSqliteLedger *server_sqlite_ledger_new (ServerSqliteDatabase *database);
void server_sqlite_ledger_free (ServerSqliteLedger *self);
gboolean server_sqlite_ledger_begin (ServerSqliteLedger *self, gint64 now, GError **error);
gboolean server_sqlite_ledger_put (ServerSqliteLedger *self,
                                   ServerSqliteUser *user,
                                   gint64 cursor,
                                   gint64 mid,
                                   gint64 own_did,
                                   GError **error);
gboolean server_sqlite_ledger_flush (ServerSqliteLedger *self, GError **error);
GArray *server_sqlite_ledger_take_committed (ServerSqliteLedger *self);
void server_sqlite_ledger_forget (ServerSqliteLedger *self);

gboolean server_sqlite_ledger_find_user (ServerSqliteLedger *self,
                                         const char *user_id,
                                         ServerSqliteUser **user,
                                         GError **error);
gboolean server_sqlite_ledger_find_uid (ServerSqliteLedger *self,
                                        gint64 uid,
                                        ServerSqliteUser **user,
                                        GError **error);
void server_sqlite_ledger_make_former (ServerSqliteLedger *self,
                                       ServerSqliteUser *user,
                                       const char *new_id);
gboolean server_sqlite_ledger_find_device (ServerSqliteLedger *self,
                                           const char *device_id,
                                           ServerSqliteDevice **device,
                                           GError **error);
void server_sqlite_ledger_forget_device (ServerSqliteLedger *self, const char *device_id);
gboolean server_sqlite_ledger_find_conversation (ServerSqliteLedger *self,
                                                 const char *conversation_id,
                                                 ServerSqliteConversation **conversation,
                                                 GError **error);
gboolean server_sqlite_ledger_find_cid (ServerSqliteLedger *self,
                                        gint64 cid,
                                        ServerSqliteConversation **conversation,
                                        GError **error);
gboolean server_sqlite_ledger_find_direct (ServerSqliteLedger *self,
                                           gint64 uid,
                                           gint64 other,
                                           ServerSqliteConversation **conversation,
                                           GError **error);
gboolean server_sqlite_ledger_set_blocked (ServerSqliteLedger *self,
                                           ServerSqliteUser *user,
                                           const char *other,
                                           gboolean has_blocked,
                                           GError **error);
void server_sqlite_ledger_forget_conversation (ServerSqliteLedger *self,
                                               ServerSqliteConversation *conversation);
ServerSqliteMember *server_sqlite_conversation_find_member (ServerSqliteConversation *conversation,
                                                            ServerSqliteUser *user);

gint64 server_sqlite_ledger_next_cursor (ServerSqliteLedger *self, ServerSqliteUser *user);
gint64 server_sqlite_ledger_next_seq (ServerSqliteLedger *self,
                                      ServerSqliteConversation *conversation,
                                      gint64 now);
void server_sqlite_ledger_announce (ServerSqliteLedger *self,
                                    ServerSqliteUser *user,
                                    ServerInboxRow *row);
void server_sqlite_ledger_acknowledge (ServerSqliteLedger *self,
                                       ServerSqliteDevice *device,
                                       gint64 cursor);
void server_sqlite_ledger_move (ServerSqliteLedger *self,
                                ServerSqliteConversation *conversation,
                                ServerSqliteMember *member,
                                gint64 delivered,
                                gint64 read);
gboolean server_sqlite_ledger_settle (ServerSqliteLedger *self, GError **error);

G_END_DECLS
