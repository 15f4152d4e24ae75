/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-sqlite-answers.h"

G_BEGIN_DECLS

/**
 * ServerSqliteWriter:
 *
 * The one thread that changes the database. It takes whatever is queued (at most 1,024 operations,
 * without waiting), does it in one transaction, commits, and answers all in one wake-up: the more
 * is going on, the more a commit carries.
 */
typedef struct _ServerSqliteWriter ServerSqliteWriter;

/* Milliseconds since the epoch. */
typedef gint64 (*ServerSqliteClock) (gpointer user_data);

ServerSqliteWriter *server_sqlite_writer_new (ServerSqliteDatabase *database,
                                              const char *generation,
                                              ServerSqliteAnswers *home,
                                              ServerSqliteClock clock,
                                              gpointer clock_data);
void server_sqlite_writer_stop (ServerSqliteWriter *self);
void server_sqlite_writer_free (ServerSqliteWriter *self);
void server_sqlite_writer_push (ServerSqliteWriter *self, ServerSqliteOperation *operation);
guint64 server_sqlite_writer_get_n_commits (ServerSqliteWriter *self);
guint server_sqlite_writer_get_n_waiting (ServerSqliteWriter *self);

G_END_DECLS
