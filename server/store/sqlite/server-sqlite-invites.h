/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-invite.h"
#include "server-sqlite-database.h"

G_BEGIN_DECLS

/* The table `invites`: rights to register, by the hash of their code. */

gboolean server_sqlite_invites_insert (ServerSqliteDatabase *database,
                                       const ServerInvite *invite,
                                       GError **error);
gboolean server_sqlite_invites_find (ServerSqliteDatabase *database,
                                     const guint8 *hash,
                                     ServerInvite **invite,
                                     GError **error);
gboolean
server_sqlite_invites_use (ServerSqliteDatabase *database, const char *invite_id, GError **error);
gboolean server_sqlite_invites_remove (ServerSqliteDatabase *database,
                                       const char *invite_id,
                                       gboolean *removed,
                                       GError **error);
GPtrArray *server_sqlite_invites_list (ServerSqliteDatabase *database, gint64 now, GError **error);
gboolean server_sqlite_invites_collect (ServerSqliteDatabase *database, gint64 now, GError **error);

G_END_DECLS
