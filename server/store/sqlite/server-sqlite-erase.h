/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-sqlite-database.h"

G_BEGIN_DECLS

gboolean server_sqlite_erase_message (ServerSqliteDatabase *database, gint64 mid, GError **error);
gboolean server_sqlite_erase_expired (ServerSqliteDatabase *database, gint64 mid, GError **error);

G_END_DECLS
