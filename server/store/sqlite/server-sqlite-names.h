/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-sqlite-database.h"

G_BEGIN_DECLS

/**
 * ServerSqliteNames:
 *
 * The text identifiers of users, devices and conversations by their numbers. They never change but
 * for those of users who are deleted, so each connection keeps those that it has met.
 */
typedef struct _ServerSqliteNames ServerSqliteNames;

ServerSqliteNames *server_sqlite_names_new (ServerSqliteDatabase *database);
void server_sqlite_names_free (ServerSqliteNames *self);
gboolean server_sqlite_names_refresh (ServerSqliteNames *self, GError **error);
const char *server_sqlite_names_get_user (ServerSqliteNames *self, gint64 uid, GError **error);
const char *server_sqlite_names_get_device (ServerSqliteNames *self, gint64 did, GError **error);
const char *
server_sqlite_names_get_conversation (ServerSqliteNames *self, gint64 cid, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerSqliteNames, server_sqlite_names_free)

G_END_DECLS
