/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-inbox-row.h"
#include "server-sqlite-database.h"
#include "server-sqlite-names.h"

G_BEGIN_DECLS

/* The table `inbox`: what each user is to be told, by cursor. */

gboolean server_sqlite_inbox_put_message (ServerSqliteDatabase *database,
                                          gint64 uid,
                                          gint64 cursor,
                                          gint64 mid,
                                          gint64 own_did,
                                          GError **error);
gboolean server_sqlite_inbox_put_receipt (ServerSqliteDatabase *database,
                                          gint64 uid,
                                          gint64 cursor,
                                          gint64 cid,
                                          gint64 member_uid,
                                          GError **error);
gboolean server_sqlite_inbox_put_conversation (ServerSqliteDatabase *database,
                                               gint64 uid,
                                               gint64 cursor,
                                               gint64 cid,
                                               gint64 by_uid,
                                               const char *change,
                                               LandlineConversation *conversation,
                                               GError **error);
GPtrArray *server_sqlite_inbox_list (ServerSqliteDatabase *database,
                                     ServerSqliteNames *names,
                                     gint64 uid,
                                     gint64 after,
                                     guint limit,
                                     gsize max_bytes,
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
G_END_DECLS
