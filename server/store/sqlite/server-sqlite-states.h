/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-message-state.h"
#include "server-sqlite-database.h"
#include "server-sqlite-names.h"

G_BEGIN_DECLS

/* The tables `message_states` and `reactions`: what actions made of those messages that anything
 * was done to. */

gboolean server_sqlite_states_read (ServerSqliteDatabase *database,
                                    ServerSqliteNames *names,
                                    gint64 mid,
                                    LandlineMessageState *state,
                                    GError **error);
gboolean server_sqlite_states_write (ServerSqliteDatabase *database,
                                     gint64 mid,
                                     const LandlineMessageState *state,
                                     GError **error);
gboolean server_sqlite_states_react (ServerSqliteDatabase *database,
                                     gint64 mid,
                                     gint64 uid,
                                     const char *emoji,
                                     GError **error);
gboolean
server_sqlite_states_drop_reactions (ServerSqliteDatabase *database, gint64 mid, GError **error);
gboolean server_sqlite_states_drop (ServerSqliteDatabase *database, gint64 mid, GError **error);
gboolean server_sqlite_states_count_pins (ServerSqliteDatabase *database,
                                          gint64 cid,
                                          gint64 *n_pins,
                                          GError **error);

G_END_DECLS
