/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-sqlite-inbox.h"

G_BEGIN_DECLS

/**
 * ServerSqliteFreshRows:
 *
 * The fresh messages of all inboxes (the table `fresh`) as the writer knows them by heart: what was
 * acknowledged of them is found without reading, and most are acknowledged, and dropped, before
 * they would have to move on into the inbox.
 */
typedef struct _ServerSqliteFreshRows ServerSqliteFreshRows;

ServerSqliteFreshRows *server_sqlite_fresh_rows_new (ServerSqliteDatabase *database);
void server_sqlite_fresh_rows_free (ServerSqliteFreshRows *self);
void server_sqlite_fresh_rows_forget (ServerSqliteFreshRows *self);
gboolean server_sqlite_fresh_rows_load (ServerSqliteFreshRows *self, GError **error);
gboolean server_sqlite_fresh_rows_put (ServerSqliteFreshRows *self,
                                       gint64 uid,
                                       gint64 cursor,
                                       gint64 mid,
                                       gint64 own_did,
                                       GError **error);
GArray *server_sqlite_fresh_rows_list_received (ServerSqliteFreshRows *self,
                                                gint64 uid,
                                                gint64 after,
                                                gint64 last,
                                                GError **error);
gboolean server_sqlite_fresh_rows_move_on (ServerSqliteFreshRows *self, GError **error);
guint server_sqlite_fresh_rows_get_n_users (ServerSqliteFreshRows *self);

G_END_DECLS
