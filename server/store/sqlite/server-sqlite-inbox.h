/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-inbox-row.h"
#include "server-sqlite-database.h"
#include "server-sqlite-names.h"

G_BEGIN_DECLS

/* The tables `inbox` and `receipts`, and `fresh` before them: what each user is to be told, by
 * cursor. */

/**
 * ServerSqliteFresh:
 * @n: its number among the fresh
 * @place: whose inbox, and where in it
 * @mid: the message
 * @own_did: the device that sent it when it is the user's own, otherwise 0
 *
 * A message in an inbox.
 */
typedef struct
{
  gint64 n;
  gint64 place;
  gint64 mid;
  gint64 own_did;
} ServerSqliteFresh;

/**
 * ServerSqliteInboxQuery:
 * @uid: whose inbox
 * @did: the device that reads it
 * @after: the cursor before the first row
 * @limit: how many rows at most
 * @max_bytes: how large they may be together, unless it is one
 * @now: the time: what has expired is not there
 */
typedef struct
{
  gint64 uid;
  gint64 did;
  gint64 after;
  guint limit;
  gsize max_bytes;
  gint64 now;
} ServerSqliteInboxQuery;

gboolean server_sqlite_inbox_put_fresh (ServerSqliteDatabase *database,
                                        const ServerSqliteFresh *row,
                                        GError **error);
GArray *server_sqlite_inbox_list_fresh (ServerSqliteDatabase *database, GError **error);
gboolean
server_sqlite_inbox_drop_fresh (ServerSqliteDatabase *database, gint64 last, GError **error);
gboolean server_sqlite_inbox_put_message (ServerSqliteDatabase *database,
                                          const ServerSqliteFresh *row,
                                          GError **error);
gboolean server_sqlite_inbox_put_receipt (ServerSqliteDatabase *database,
                                          gint64 uid,
                                          gint64 cursor,
                                          gint64 cid,
                                          gint64 member_uid,
                                          GError **error);
gint64 server_sqlite_inbox_keep_snapshot (ServerSqliteDatabase *database,
                                          LandlineConversation *conversation,
                                          const LandlineChange *change,
                                          guint uses,
                                          GError **error);
gboolean server_sqlite_inbox_put_conversation (ServerSqliteDatabase *database,
                                               gint64 uid,
                                               gint64 cursor,
                                               gint64 cid,
                                               gint64 by_uid,
                                               const char *change,
                                               gint64 snapshot,
                                               GError **error);
/* What a row that tells of a status is about when it was removed. */
#define SERVER_SQLITE_STATUS_REMOVED 1

gboolean server_sqlite_inbox_put_doing (ServerSqliteDatabase *database,
                                        gint64 uid,
                                        gint64 cursor,
                                        ServerInboxKind kind,
                                        gint64 ref,
                                        gint64 about,
                                        GError **error);
gboolean server_sqlite_inbox_put_former (ServerSqliteDatabase *database,
                                         gint64 uid,
                                         gint64 cursor,
                                         gint64 about,
                                         const char *was,
                                         GError **error);
GPtrArray *server_sqlite_inbox_list (ServerSqliteDatabase *database,
                                     ServerSqliteNames *names,
                                     const ServerSqliteInboxQuery *query,
                                     gint64 *last,
                                     gboolean *more,
                                     GError **error);
GArray *server_sqlite_inbox_list_received (ServerSqliteDatabase *database,
                                           gint64 uid,
                                           gint64 after,
                                           gint64 last,
                                           GError **error);
gboolean server_sqlite_inbox_trim (ServerSqliteDatabase *database,
                                   gint64 uid,
                                   gint64 after,
                                   gint64 last,
                                   guint *n_removed,
                                   GError **error);
gboolean server_sqlite_inbox_drop_receipt (ServerSqliteDatabase *database,
                                           gint64 uid,
                                           gint64 cid,
                                           gint64 about,
                                           gint64 last,
                                           GError **error);

G_END_DECLS
