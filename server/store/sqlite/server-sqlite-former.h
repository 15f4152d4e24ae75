/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-sqlite-database.h"

G_BEGIN_DECLS

/* What of a user who is deleted is in which table. */

GArray *
server_sqlite_former_list_groups (ServerSqliteDatabase *database, gint64 uid, GError **error);
gboolean server_sqlite_former_list_statuses (ServerSqliteDatabase *database,
                                             gint64 uid,
                                             gint64 now,
                                             GArray **stids,
                                             GPtrArray **status_ids,
                                             GError **error);
gboolean server_sqlite_former_find_self (ServerSqliteDatabase *database,
                                         gint64 uid,
                                         gint64 *cid,
                                         GError **error);
gboolean
server_sqlite_former_drop_conversation (ServerSqliteDatabase *database, gint64 cid, GError **error);
gboolean
server_sqlite_former_drop_rows (ServerSqliteDatabase *database, gint64 uid, GError **error);
gboolean server_sqlite_former_free_number (ServerSqliteDatabase *database,
                                           const char *number,
                                           GError **error);
gboolean
server_sqlite_former_age_files (ServerSqliteDatabase *database, gint64 uid, GError **error);

G_END_DECLS
