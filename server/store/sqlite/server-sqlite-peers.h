/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-user.h"
#include "server-peer.h"
#include "server-sqlite-database.h"

G_BEGIN_DECLS

/* Who is told what of whom, from the tables `users`, `members`, `conversations` and `notes`. */

GPtrArray *server_sqlite_peers_list (ServerSqliteDatabase *database,
                                     const char *user_id,
                                     const char *conversation,
                                     guint limit,
                                     GError **error);
gboolean server_sqlite_peers_may_hear (ServerSqliteDatabase *database,
                                       gint64 uid,
                                       const char *other,
                                       gboolean *may_hear,
                                       GError **error);
GPtrArray *server_sqlite_peers_list_users (ServerSqliteDatabase *database,
                                           const char *reader,
                                           const char *user_id,
                                           GError **error);

G_END_DECLS
