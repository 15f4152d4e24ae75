/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-sqlite-ledger.h"

G_BEGIN_DECLS

/**
 * ServerSqliteKnownUsers:
 *
 * The users whom the ledger knows by heart, by their number and by their id.
 */
typedef struct _ServerSqliteKnownUsers ServerSqliteKnownUsers;

ServerSqliteKnownUsers *server_sqlite_known_users_new (ServerSqliteDatabase *database);
void server_sqlite_known_users_free (ServerSqliteKnownUsers *self);
void server_sqlite_known_users_forget (ServerSqliteKnownUsers *self);
guint server_sqlite_known_users_get_size (ServerSqliteKnownUsers *self);
gboolean server_sqlite_known_users_find (ServerSqliteKnownUsers *self,
                                         const char *user_id,
                                         ServerSqliteUser **user,
                                         GError **error);
gboolean server_sqlite_known_users_find_uid (ServerSqliteKnownUsers *self,
                                             gint64 uid,
                                             ServerSqliteUser **user,
                                             GError **error);
void server_sqlite_known_users_make_former (ServerSqliteKnownUsers *self,
                                            ServerSqliteUser *user,
                                            const char *new_id);

G_END_DECLS
