/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-user.h"
#include "server-sqlite-database.h"

G_BEGIN_DECLS

/* What others are told of somebody's profile, from the tables `users`, `members` and `notes`. */

gboolean server_sqlite_profiles_get (ServerSqliteDatabase *database,
                                     gint64 uid,
                                     gint64 reader,
                                     LandlineUser **user,
                                     GError **error);
GArray *
server_sqlite_profiles_list_readers (ServerSqliteDatabase *database, gint64 uid, GError **error);

G_END_DECLS
