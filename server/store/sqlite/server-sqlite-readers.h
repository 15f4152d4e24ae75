/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-sqlite-answers.h"
#include "server-sqlite-writer.h"

G_BEGIN_DECLS

/**
 * ServerSqliteReaders:
 *
 * A few threads that read, each on its own connection, beside the writer and beside each other.
 */
typedef struct _ServerSqliteReaders ServerSqliteReaders;

ServerSqliteReaders *server_sqlite_readers_new (const char *path,
                                                const char *generation,
                                                ServerSqliteClock clock,
                                                gpointer clock_data,
                                                GError **error);
void server_sqlite_readers_free (ServerSqliteReaders *self);
void server_sqlite_readers_push (ServerSqliteReaders *self, ServerSqliteOperation *operation);

G_END_DECLS
