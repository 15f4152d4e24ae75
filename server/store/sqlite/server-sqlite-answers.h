/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-sqlite-operation.h"
#include "server-store.h"

G_BEGIN_DECLS

ServerSqliteAnswers *server_sqlite_answers_new (ServerStore *store, GMainContext *context);
void server_sqlite_answers_free (ServerSqliteAnswers *self);
GMainContext *server_sqlite_answers_get_context (ServerSqliteAnswers *self);
void server_sqlite_answers_push (ServerSqliteAnswers *self,
                                 ServerSqliteOperation *first,
                                 ServerSqliteOperation *last);
void server_sqlite_answers_push_committed (ServerSqliteAnswers *self, GArray *rows);
void server_sqlite_answers_push_failed (ServerSqliteAnswers *self, const GError *error);

G_END_DECLS
