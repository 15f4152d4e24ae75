/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-sqlite-database.h"

G_BEGIN_DECLS

/* The newest step that this program knows: the number of the last file in schema/. */
#define SERVER_SQLITE_SCHEMA_VERSION 14

gboolean
server_sqlite_schema_apply (ServerSqliteDatabase *database, const char *path, GError **error);

G_END_DECLS
