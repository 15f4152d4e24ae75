/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-store.h"

G_BEGIN_DECLS

/**
 * ServerClock:
 * @user_data: what was given with it
 *
 * Returns: milliseconds since the epoch. It may jump in either direction: it decides nothing but
 * what is shown and when something is forgotten
 */
typedef gint64 (*ServerClock) (gpointer user_data);

#define SERVER_TYPE_SQLITE_STORE (server_sqlite_store_get_type ())
G_DECLARE_FINAL_TYPE (ServerSqliteStore, server_sqlite_store, SERVER, SQLITE_STORE, GObject)

ServerStore *server_sqlite_store_open (const char *path, GError **error);
void server_sqlite_store_set_clock (ServerSqliteStore *self, ServerClock clock, gpointer user_data);
guint64 server_sqlite_store_get_n_commits (ServerSqliteStore *self);
guint server_sqlite_store_get_n_waiting (ServerSqliteStore *self);
const char *server_sqlite_store_get_generation (ServerSqliteStore *self);
void server_sqlite_store_close (ServerSqliteStore *self);

G_END_DECLS
