/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-sqlite-statement.h"

G_BEGIN_DECLS

/**
 * ServerSqliteDatabase:
 *
 * A connection with its prepared statements. Belongs to one thread at a time, which is asserted.
 */
typedef struct _ServerSqliteDatabase ServerSqliteDatabase;

ServerSqliteDatabase *
server_sqlite_database_open (const char *path, gboolean read_only, GError **error);
void server_sqlite_database_free (ServerSqliteDatabase *self);
void server_sqlite_database_adopt (ServerSqliteDatabase *self);
gboolean
server_sqlite_database_execute (ServerSqliteDatabase *self, const char *sql, GError **error);
ServerSqliteStatement *
server_sqlite_database_get (ServerSqliteDatabase *self, const char *sql, GError **error);
gint64 server_sqlite_database_get_last_id (ServerSqliteDatabase *self);
gint64 server_sqlite_database_get_n_changed (ServerSqliteDatabase *self);
gboolean server_sqlite_database_in_transaction (ServerSqliteDatabase *self);
gboolean server_sqlite_database_get_number (ServerSqliteDatabase *self,
                                            const char *sql,
                                            gint64 *number,
                                            GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerSqliteDatabase, server_sqlite_database_free)

G_END_DECLS
