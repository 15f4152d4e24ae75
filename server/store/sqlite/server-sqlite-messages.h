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
                                           GError **error);
GPtrArray *server_sqlite_messages_list (ServerSqliteDatabase *database,
                                        ServerSqliteNames *names,
                                        gint64 cid,
                                        gint64 after,
                                        gint64 before,
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

G_END_DECLS
