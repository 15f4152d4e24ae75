/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

#include "server-sqlite-database.h"
#include "server-sqlite-ledger.h"
#include "server-sqlite-names.h"

G_BEGIN_DECLS

/**
 * ServerSqliteScope:
 * @database: the connection
 * @ledger: (nullable): of the writer, what it knows by heart
 * @names: (nullable): of a reader, the names that it knows
 * @generation: of the numbering
 * @now: the clock when the batch began
 *
 * What an operation works with, on the thread where it runs.
 */
typedef struct
{
  ServerSqliteDatabase *database;
  ServerSqliteLedger *ledger;
  ServerSqliteNames *names;
  const char *generation;
  gint64 now;
} ServerSqliteScope;

typedef struct _ServerSqliteOperation ServerSqliteOperation;
typedef struct _ServerSqliteAnswers ServerSqliteAnswers;

/**
 * ServerSqliteRun:
 * @self: the operation
 * @scope: what to work with
 * @error: return location for an error
 *
 * Does what the operation is there for, on the writer's or a reader's thread. A refusal is a
 * #LandlineError and comes before anything was written: the other operations of the batch go on. A
 * %SERVER_SQLITE_ERROR fails the batch.
 */
typedef gboolean (*ServerSqliteRun) (ServerSqliteOperation *self,
                                     ServerSqliteScope *scope,
                                     GError **error);

typedef enum
{
  SERVER_SQLITE_ANSWER_BOOLEAN,
  SERVER_SQLITE_ANSWER_NUMBER,
  SERVER_SQLITE_ANSWER_POINTER,
  SERVER_SQLITE_ANSWER_NEWS, /* nobody called: the store itself has something to say */
} ServerSqliteAnswerKind;

typedef enum
{
  SERVER_SQLITE_PLAIN = 0,
  SERVER_SQLITE_LAZY = 1 << 0,    /* rides with the next commit, or a timer */
  SERVER_SQLITE_ORDERED = 1 << 1, /* refused when something was refused for the moment before it */
} ServerSqliteFlags;

/**
 * ServerSqliteOperation:
 *
 * A call on its way: made on the caller's thread, run on the writer's or a reader's, answered on
 * the caller's context.
 */
struct _ServerSqliteOperation
{
  ServerSqliteOperation *next;
  ServerSqliteAnswers *answers;
  GTask *task;
  ServerSqliteRun run;
  gpointer input;
  GDestroyNotify input_free;
  gpointer value;
  GDestroyNotify value_free;
  gint64 number;
  GError *error;
  ServerSqliteAnswerKind kind;
  ServerSqliteFlags flags;
  int epoch;
  int *seen_epoch; /* (nullable): set to epoch when this is answered */
};

ServerSqliteOperation *server_sqlite_operation_new (GTask *task,
                                                    ServerSqliteRun run,
                                                    gpointer input,
                                                    GDestroyNotify input_free);
void server_sqlite_operation_free (ServerSqliteOperation *self);
void server_sqlite_operation_set_value (ServerSqliteOperation *self,
                                        gpointer value,
                                        GDestroyNotify value_free);
void server_sqlite_operation_set_number (ServerSqliteOperation *self, gint64 number);
void server_sqlite_operation_refuse (ServerSqliteOperation *self, GError *error);
void server_sqlite_operation_answer (ServerSqliteOperation *self);

G_END_DECLS
