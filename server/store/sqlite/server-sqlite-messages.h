/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-id.h"
#include "server-message.h"
#include "server-sqlite-database.h"
#include "server-sqlite-names.h"

G_BEGIN_DECLS

/* The table `messages`: one row for each, whose content may have been forgotten. */

/**
 * ServerSqliteMessageRecord:
 * @mid: where it is
 * @sender: who sent it
 * @did: the device that did
 * @time: when it was taken
 * @id: its id
 * @reply_to: (nullable): what it answers
 * @content: (nullable): as it is encoded
 * @content_length: how long that is
 * @expires: when it disappears, 0 for never
 * @withheld: who does not get it, 0 for nobody
 *
 * A message to be written. Borrows all it points to.
 */
typedef struct
{
  gint64 mid;
  gint64 sender;
  gint64 did;
  gint64 time;
  const char *id;
  const char *reply_to;
  const char *content;
  gsize content_length;
  gint64 expires;
  gint64 withheld;
} ServerSqliteMessageRecord;

/**
 * ServerSqliteMessageMatch:
 * @mid: where the message is that has this id, 0 for nowhere
 * @time: when it was taken
 * @is_same: whether it says the same
 */
typedef struct
{
  gint64 mid;
  gint64 time;
  gboolean is_same;
} ServerSqliteMessageMatch;

/**
 * ServerSqliteMessageRange:
 * @cid: the conversation
 * @after: only what has a higher seq
 * @before: only what has a lower seq
 * @uid: who asks: what is withheld from them is not there
 * @now: the time: what has expired is not there
 */
typedef struct
{
  gint64 cid;
  gint64 after;
  gint64 before;
  gint64 uid;
  gint64 now;
} ServerSqliteMessageRange;

/**
 * ServerSqliteTarget:
 * @mid: where it is
 * @sender: who sent it
 * @time: when it was taken
 * @expires: when it disappears, 0 for never
 * @withheld: who did not get it, 0 for nobody
 * @is_touched: whether something was done to it before
 * @content: (nullable): the encoded content, %NULL once forgotten
 *
 * A message that something is to be done to.
 */
typedef struct
{
  gint64 mid;
  gint64 sender;
  gint64 time;
  gint64 expires;
  gint64 withheld;
  gboolean is_touched;
  GBytes *content;
} ServerSqliteTarget;

gboolean server_sqlite_messages_insert (ServerSqliteDatabase *database,
                                        const ServerSqliteMessageRecord *record,
                                        gboolean *is_new,
                                        GError **error);
gboolean server_sqlite_messages_match (ServerSqliteDatabase *database,
                                       const ServerSqliteMessageRecord *record,
                                       ServerSqliteMessageMatch *match,
                                       GError **error);
ServerMessage *server_sqlite_messages_get (ServerSqliteDatabase *database,
                                           ServerSqliteNames *names,
                                           gint64 mid,
                                           gint64 now,
                                           GError **error);
GPtrArray *server_sqlite_messages_list (ServerSqliteDatabase *database,
                                        ServerSqliteNames *names,
                                        const ServerSqliteMessageRange *range,
                                        guint limit,
                                        gsize max_bytes,
                                        gboolean *more,
                                        GError **error);
GArray *server_sqlite_messages_list_senders (ServerSqliteDatabase *database,
                                             gint64 cid,
                                             gint64 after,
                                             gint64 last,
                                             GError **error);
GArray *server_sqlite_messages_list_old (ServerSqliteDatabase *database,
                                         gint64 cid,
                                         gint64 after,
                                         gint64 before,
                                         gint64 before_time,
                                         guint limit,
                                         GError **error);
gboolean server_sqlite_messages_forget (ServerSqliteDatabase *database, gint64 mid, GError **error);
gboolean server_sqlite_messages_find (ServerSqliteDatabase *database,
                                      gint64 cid,
                                      const char *id,
                                      ServerSqliteTarget *target,
                                      GError **error);
void server_sqlite_target_clear (ServerSqliteTarget *target);
gboolean server_sqlite_messages_edit (ServerSqliteDatabase *database,
                                      gint64 mid,
                                      GBytes *content,
                                      GError **error);
gboolean server_sqlite_messages_set_version (ServerSqliteDatabase *database,
                                             gint64 mid,
                                             gint64 version,
                                             GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ServerSqliteTarget, server_sqlite_target_clear)

G_END_DECLS
