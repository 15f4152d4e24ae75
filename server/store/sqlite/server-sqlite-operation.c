/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-operation.h"

#include "landline-error.h"

/**
 * server_sqlite_operation_new:
 * @task: (transfer full) (nullable): what to answer, %NULL when nobody waits
 * @run: what to do
 * @input: (transfer full) (nullable): what to do it with
 * @input_free: (nullable): what frees @input
 *
 * Returns: (transfer full): an operation that answers %TRUE unless @run says more
 */
ServerSqliteOperation *
server_sqlite_operation_new (GTask *task,
                             ServerSqliteRun run,
                             gpointer input,
                             GDestroyNotify input_free)
{
  ServerSqliteOperation *self = g_new0 (ServerSqliteOperation, 1);

  self->task = task;
  self->run = run;
  self->input = input;
  self->input_free = input_free;
  return self;
}

static void
drop_value (ServerSqliteOperation *self)
{
  if (self->value != NULL && self->value_free != NULL)
    self->value_free (self->value);
  self->value = NULL;
}

void
server_sqlite_operation_free (ServerSqliteOperation *self)
{
  if (self->input != NULL && self->input_free != NULL)
    self->input_free (self->input);
  drop_value (self);
  g_clear_error (&self->error);
  g_clear_object (&self->task);
  g_free (self);
}

/**
 * server_sqlite_operation_set_value:
 * @self: the operation
 * @value: (transfer full): the answer
 * @value_free: what frees it
 */
void
server_sqlite_operation_set_value (ServerSqliteOperation *self,
                                   gpointer value,
                                   GDestroyNotify value_free)
{
  drop_value (self);
  self->kind = SERVER_SQLITE_ANSWER_POINTER;
  self->value = value;
  self->value_free = value_free;
}

void
server_sqlite_operation_set_number (ServerSqliteOperation *self, gint64 number)
{
  self->kind = SERVER_SQLITE_ANSWER_NUMBER;
  self->number = number;
}

/**
 * server_sqlite_operation_refuse:
 * @self: the operation
 * @error: (transfer full): why
 */
void
server_sqlite_operation_refuse (ServerSqliteOperation *self, GError *error)
{
  drop_value (self);
  g_clear_error (&self->error);
  self->error = error;
}

/**
 * server_sqlite_operation_answer:
 * @self: (transfer full): an operation that has been done or refused
 *
 * Answers the caller, on the caller's context.
 */
void
server_sqlite_operation_answer (ServerSqliteOperation *self)
{
  /* From here on the callers know of the refusal: what they hand over now is meant to come after
   * it. */
  if (self->seen_epoch != NULL)
    g_atomic_int_set (self->seen_epoch, self->epoch);

  if (self->task == NULL)
    {
      server_sqlite_operation_free (self);
      return;
    }
  if (self->error != NULL)
    g_task_return_error (self->task, g_steal_pointer (&self->error));
  else if (self->kind == SERVER_SQLITE_ANSWER_POINTER)
    g_task_return_pointer (self->task, g_steal_pointer (&self->value), self->value_free);
  else if (self->kind == SERVER_SQLITE_ANSWER_NUMBER)
    g_task_return_int (self->task, self->number);
  else
    g_task_return_boolean (self->task, TRUE);
  server_sqlite_operation_free (self);
}
