/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-answers.h"

/*
 * The way back from the store's threads to a main context: one GSource for each context, woken once
 * for all that a commit answers. A GTask that returns from another thread would make a source of
 * its own for each.
 */

typedef struct
{
  GSource source;
  ServerSqliteAnswers *answers;
} AnswersSource;

struct _ServerSqliteAnswers
{
  ServerStore *store; /* unowned: it owns us */
  GMainContext *context;
  GSource *source;
  GMutex lock;
  ServerSqliteOperation *first;
  ServerSqliteOperation *last;
};

/* Operations without a caller: what the store itself has to say. */

static gboolean
run_nothing (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  return TRUE;
}

static void
tell (ServerSqliteAnswers *self, ServerSqliteOperation *news)
{
  if (news->error != NULL)
    server_store_emit_failed (self->store, news->error);
  else
    {
      GArray *rows = news->value;

      server_store_emit_committed (self->store, (ServerCommittedRow *) rows->data, rows->len);
    }
  server_sqlite_operation_free (news);
}

static gboolean
answers_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  ServerSqliteAnswers *self = ((AnswersSource *) source)->answers;
  g_autoptr (ServerStore) keep = g_object_ref (self->store);
  ServerSqliteOperation *operation;

  g_source_set_ready_time (source, -1);
  g_mutex_lock (&self->lock);
  operation = self->first;
  self->first = self->last = NULL;
  g_mutex_unlock (&self->lock);

  while (operation != NULL)
    {
      ServerSqliteOperation *next = operation->next;

      if (operation->kind == SERVER_SQLITE_ANSWER_NEWS)
        tell (self, operation);
      else
        server_sqlite_operation_answer (operation);
      operation = next;
    }
  return G_SOURCE_CONTINUE;
}

static GSourceFuncs answers_funcs = { .dispatch = answers_dispatch };

/**
 * server_sqlite_answers_new:
 * @store: the store, which keeps this
 * @context: where to answer
 *
 * Returns: (transfer full): a way back to @context
 */
ServerSqliteAnswers *
server_sqlite_answers_new (ServerStore *store, GMainContext *context)
{
  ServerSqliteAnswers *self = g_new0 (ServerSqliteAnswers, 1);

  self->store = store;
  self->context = g_main_context_ref (context);
  g_mutex_init (&self->lock);
  self->source = g_source_new (&answers_funcs, sizeof (AnswersSource));
  ((AnswersSource *) self->source)->answers = self;
  g_source_set_static_name (self->source, "server-sqlite-answers");
  g_source_attach (self->source, context);
  return self;
}

void
server_sqlite_answers_free (ServerSqliteAnswers *self)
{
  g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  while (self->first != NULL)
    {
      ServerSqliteOperation *next = self->first->next;

      server_sqlite_operation_free (self->first);
      self->first = next;
    }
  g_mutex_clear (&self->lock);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_free (self);
}

GMainContext *
server_sqlite_answers_get_context (ServerSqliteAnswers *self)
{
  return self->context;
}

/**
 * server_sqlite_answers_push:
 * @self: a way back
 * @first: (transfer full): the first of a chain of operations
 * @last: the last of it
 *
 * Has them answered. From any thread.
 */
void
server_sqlite_answers_push (ServerSqliteAnswers *self,
                            ServerSqliteOperation *first,
                            ServerSqliteOperation *last)
{
  gboolean was_empty;

  last->next = NULL;
  g_mutex_lock (&self->lock);
  was_empty = self->first == NULL;
  if (was_empty)
    self->first = first;
  else
    self->last->next = first;
  self->last = last;
  g_mutex_unlock (&self->lock);
  if (was_empty)
    g_source_set_ready_time (self->source, 0);
}

/**
 * server_sqlite_answers_push_committed:
 * @self: the way back to the store's own context
 * @rows: (transfer full) (element-type ServerCommittedRow): what was committed
 */
void
server_sqlite_answers_push_committed (ServerSqliteAnswers *self, GArray *rows)
{
  ServerSqliteOperation *news = server_sqlite_operation_new (NULL, run_nothing, NULL, NULL);

  server_sqlite_operation_set_value (news, rows, (GDestroyNotify) g_array_unref);
  news->kind = SERVER_SQLITE_ANSWER_NEWS;
  server_sqlite_answers_push (self, news, news);
}

void
server_sqlite_answers_push_failed (ServerSqliteAnswers *self, const GError *error)
{
  ServerSqliteOperation *news = server_sqlite_operation_new (NULL, run_nothing, NULL, NULL);

  server_sqlite_operation_refuse (news, g_error_copy (error));
  news->kind = SERVER_SQLITE_ANSWER_NEWS;
  server_sqlite_answers_push (self, news, news);
}
