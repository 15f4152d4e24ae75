/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-device-link.h"
#include "server-invite.h"
#include "server-sqlite-database.h"

G_BEGIN_DECLS

/* The table `device_links`: rights to become another device of a user, by the hash of their code.
 */

gboolean server_sqlite_links_insert (ServerSqliteDatabase *database,
                                     LandlineDeviceLink *link,
                                     const guint8 *hash,
                                     gint64 uid,
                                     gint64 did,
                                     GError **error);
gboolean server_sqlite_links_find (ServerSqliteDatabase *database,
                                   const guint8 *hash,
                                   gint64 now,
                                   gint64 *uid,
                                   GError **error);
gboolean
server_sqlite_links_drop (ServerSqliteDatabase *database, const guint8 *hash, GError **error);
gboolean
server_sqlite_links_drop_of_device (ServerSqliteDatabase *database, gint64 did, GError **error);
gboolean
server_sqlite_links_drop_of_user (ServerSqliteDatabase *database, gint64 uid, GError **error);
gboolean server_sqlite_links_remove (ServerSqliteDatabase *database,
                                     const char *user_id,
                                     const char *link_id,
                                     gint64 now,
                                     gboolean *removed,
                                     GError **error);
GPtrArray *server_sqlite_links_list (ServerSqliteDatabase *database,
                                     const char *user_id,
                                     gint64 now,
                                     GError **error);
gboolean server_sqlite_links_collect (ServerSqliteDatabase *database, gint64 now, GError **error);

G_END_DECLS
