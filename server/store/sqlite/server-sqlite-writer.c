/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-writer.h"

#include "landline-error.h"

/* Operations that one transaction takes: beyond it a batch only gets slower to answer, not cheaper.
 */
#define MAX_BATCH 1024
/* Microseconds that what nobody waits for may wait for a commit to ride with. */
#define LAZY_DELAY (100 * 1000)
/* Milliseconds after which a client tries again what there was no space for. */
#define FULL_RETRY_AFTER 5000
/* Microseconds after which the log says again that there is no space. */
#define FULL_REMINDER (10 * 60 * G_USEC_PER_SEC)

struct _ServerSqliteWriter
{
  ServerSqliteDatabase *database;
  ServerSqliteLedger *ledger;
  ServerSqliteAnswers *home;
  const char *generation;
  ServerSqliteClock clock;
  gpointer clock_data;
  gint64 data_version;
  gboolean is_broken;
  gint64 full_since; /* monotonic; 0 while there is space */
  gint64 full_told;
  int epoch;

  GThread *thread;
  GMutex lock;
  GCond cond;
  ServerSqliteOperation *first;
  ServerSqliteOperation *last;
  guint n_waiting;
  guint n_urgent;
  gint64 lazy_since;
  gboolean is_asleep;
  gboolean is_stopping;

  int seen_epoch; /* atomic: the last refusal for the moment that the callers have seen */
  guint64 n_commits;
};

static void
fail_operation (ServerSqliteOperation *operation, LandlineError code, const char *why)
{
  GError *error = g_error_new_literal (LANDLINE_ERROR, code, why);

  landline_error_set_retry_after (error, FULL_RETRY_AFTER);
  server_sqlite_operation_refuse (operation, error);
}

static void
refuse_full (ServerSqliteOperation *operation)
{
  fail_operation (operation, LANDLINE_ERROR_STORAGE_FULL,
                  "The server has no space left. Please try again later.");
}

static void
refuse_busy (ServerSqliteOperation *operation)
{
  fail_operation (operation, LANDLINE_ERROR_BUSY,
                  "The server cannot take it now. Please try again in a moment.");
}

/* The commands of the administrator write too. What is known by heart may be wrong then. */
static gboolean
notice_others (ServerSqliteWriter *self, GError **error)
{
  gint64 version;

  if (!server_sqlite_database_get_number (self->database, "PRAGMA data_version", &version, error))
    return FALSE;
  if (version != self->data_version)
    server_sqlite_ledger_forget (self->ledger);
  self->data_version = version;
  return TRUE;
}

static gboolean
run_operation (ServerSqliteWriter *self,
               ServerSqliteOperation *operation,
               ServerSqliteScope *scope,
               GError **error)
{
  g_autoptr (GError) failure = NULL;

  /* It was handed over before its sender could know that something before it was refused: taking it
   * now would put it first. */
  if ((operation->flags & SERVER_SQLITE_ORDERED) && operation->epoch != self->epoch)
    {
      refuse_full (operation);
      return TRUE;
    }
  if (operation->run (operation, scope, &failure))
    return TRUE;
  if (failure->domain == SERVER_SQLITE_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  server_sqlite_operation_refuse (operation, g_steal_pointer (&failure));
  return TRUE;
}

static gboolean
run_batch (ServerSqliteWriter *self, ServerSqliteOperation *batch, GError **error)
{
  ServerSqliteScope scope = {
    .database = self->database,
    .ledger = self->ledger,
    .generation = self->generation,
    .now = self->clock (self->clock_data),
  };

  if (!server_sqlite_database_execute (self->database, "BEGIN IMMEDIATE", error) ||
      !notice_others (self, error) || !server_sqlite_ledger_begin (self->ledger, scope.now, error))
    return FALSE;
  for (ServerSqliteOperation *operation = batch; operation != NULL; operation = operation->next)
    if (!run_operation (self, operation, &scope, error))
      return FALSE;
  return server_sqlite_ledger_flush (self->ledger, error);
}

/* Nobody can say whether a transaction is on disk whose commit failed for another reason than
 * space. Only what is read from there after a restart is true. */
static void
break_down (ServerSqliteWriter *self, const GError *error)
{
  self->is_broken = TRUE;
  server_sqlite_answers_push_failed (self->home, error);
}

/* Whoever runs the server learns of it from the log, now and then, not for every refusal. */
static void
tell_full (ServerSqliteWriter *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->full_since == 0)
    self->full_since = now;
  else if (now - self->full_told < FULL_REMINDER)
    return;
  self->full_told = now;
  g_message ("There is no space left for the database. New messages are refused until there is.");
}

static void
tell_space (ServerSqliteWriter *self)
{
  if (self->full_since == 0)
    return;
  g_message ("There is space for the database again, after %" G_GINT64_FORMAT " s.",
             (g_get_monotonic_time () - self->full_since) / G_USEC_PER_SEC);
  self->full_since = 0;
}

static void
refuse_batch (ServerSqliteWriter *self, ServerSqliteOperation *batch, const GError *error)
{
  gboolean is_full = g_error_matches (error, SERVER_SQLITE_ERROR, SERVER_SQLITE_ERROR_FULL);
  gboolean is_busy = g_error_matches (error, SERVER_SQLITE_ERROR, SERVER_SQLITE_ERROR_BUSY);

  g_debug ("A batch was rolled back: %s", error->message);
  if (server_sqlite_database_in_transaction (self->database) &&
      !server_sqlite_database_execute (self->database, "ROLLBACK", NULL))
    is_full = is_busy = FALSE;
  server_sqlite_ledger_forget (self->ledger);
  self->epoch++;
  if (is_full)
    tell_full (self);
  if (!is_full && !is_busy)
    break_down (self, error);
  for (ServerSqliteOperation *operation = batch; operation != NULL; operation = operation->next)
    {
      operation->epoch = self->epoch;
      operation->seen_epoch = &self->seen_epoch;
      if (is_full)
        refuse_full (operation);
      else
        refuse_busy (operation);
    }
}

static void
answer_batch (ServerSqliteWriter *self, ServerSqliteOperation *batch)
{
  while (batch != NULL)
    {
      ServerSqliteOperation *last = batch, *rest;

      while (last->next != NULL && last->next->answers == batch->answers)
        last = last->next;
      rest = last->next;
      server_sqlite_answers_push (batch->answers, batch, last);
      batch = rest;
    }
}

static void
do_batch (ServerSqliteWriter *self, ServerSqliteOperation *batch)
{
  g_autoptr (GError) error = NULL;

  if (self->is_broken)
    for (ServerSqliteOperation *operation = batch; operation != NULL; operation = operation->next)
      refuse_busy (operation);
  else if (run_batch (self, batch, &error) &&
           server_sqlite_database_execute (self->database, "COMMIT", &error))
    {
      GArray *committed = server_sqlite_ledger_take_committed (self->ledger);

      if (committed != NULL)
        server_sqlite_answers_push_committed (self->home, committed);
      __atomic_add_fetch (&self->n_commits, 1, __ATOMIC_RELAXED);
      tell_space (self);
    }
  else
    refuse_batch (self, batch, error);
  answer_batch (self, batch);
}

/* Called with the lock. */
static ServerSqliteOperation *
take_batch (ServerSqliteWriter *self)
{
  ServerSqliteOperation *batch = self->first, *last = NULL;
  guint n = 0;

  for (ServerSqliteOperation *operation = batch; operation != NULL && n < MAX_BATCH;
       operation = operation->next)
    {
      last = operation;
      n++;
      if (!(operation->flags & SERVER_SQLITE_LAZY))
        self->n_urgent--;
    }
  self->n_waiting -= n;
  self->first = last->next;
  if (self->first == NULL)
    self->last = NULL;
  last->next = NULL;
  return batch;
}

/* Called with the lock. */
static void
wait_for_work (ServerSqliteWriter *self)
{
  while (!self->is_stopping && self->n_urgent == 0)
    {
      gint64 until = self->lazy_since + LAZY_DELAY;

      if (self->first != NULL && g_get_monotonic_time () >= until)
        return;
      self->is_asleep = TRUE;
      if (self->first == NULL)
        g_cond_wait (&self->cond, &self->lock);
      else
        g_cond_wait_until (&self->cond, &self->lock, until);
      self->is_asleep = FALSE;
    }
}

static gpointer
writer_main (gpointer user_data)
{
  ServerSqliteWriter *self = user_data;

  server_sqlite_database_adopt (self->database);
  g_mutex_lock (&self->lock);
  for (;;)
    {
      ServerSqliteOperation *batch;

      wait_for_work (self);
      if (self->first == NULL)
        break;
      batch = take_batch (self);
      g_mutex_unlock (&self->lock);
      do_batch (self, batch);
      g_mutex_lock (&self->lock);
      self->lazy_since = g_get_monotonic_time ();
    }
  g_mutex_unlock (&self->lock);
  return NULL;
}

/**
 * server_sqlite_writer_new:
 * @database: (transfer full): a connection that may write
 * @generation: of the numbering, kept by the caller
 * @home: where to say what was committed
 * @clock: the time
 * @clock_data: for @clock
 *
 * Returns: (transfer full): a writer that is at work
 */
ServerSqliteWriter *
server_sqlite_writer_new (ServerSqliteDatabase *database,
                          const char *generation,
                          ServerSqliteAnswers *home,
                          ServerSqliteClock clock,
                          gpointer clock_data)
{
  ServerSqliteWriter *self = g_new0 (ServerSqliteWriter, 1);

  self->database = database;
  self->ledger = server_sqlite_ledger_new (database);
  self->generation = generation;
  self->home = home;
  self->clock = clock;
  self->clock_data = clock_data;
  g_mutex_init (&self->lock);
  g_cond_init (&self->cond);
  self->thread = g_thread_new ("store-writer", writer_main, self);
  return self;
}

/**
 * server_sqlite_writer_stop:
 * @self: the writer
 *
 * Lets it commit what is queued, and ends its thread. What it answers then is in the hands of the
 * contexts.
 */
void
server_sqlite_writer_stop (ServerSqliteWriter *self)
{
  if (self->thread == NULL)
    return;
  g_mutex_lock (&self->lock);
  self->is_stopping = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&self->thread, g_thread_join);

  server_sqlite_database_adopt (self->database);
  g_clear_pointer (&self->ledger, server_sqlite_ledger_free);
  g_clear_pointer (&self->database, server_sqlite_database_free);
}

/**
 * server_sqlite_writer_free:
 * @self: (transfer full): a writer that none of its operations waits to be answered by any more
 */
void
server_sqlite_writer_free (ServerSqliteWriter *self)
{
  server_sqlite_writer_stop (self);
  g_cond_clear (&self->cond);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * server_sqlite_writer_push:
 * @self: the writer
 * @operation: (transfer full): what to do
 *
 * Queues an operation. From any thread.
 */
void
server_sqlite_writer_push (ServerSqliteWriter *self, ServerSqliteOperation *operation)
{
  gboolean is_lazy = operation->flags & SERVER_SQLITE_LAZY;

  operation->next = NULL;
  operation->epoch = g_atomic_int_get (&self->seen_epoch);
  g_mutex_lock (&self->lock);
  if (self->first == NULL)
    {
      self->first = operation;
      self->lazy_since = g_get_monotonic_time ();
    }
  else
    self->last->next = operation;
  self->last = operation;
  self->n_waiting++;
  if (!is_lazy)
    self->n_urgent++;
  if (self->is_asleep && (!is_lazy || self->n_waiting == 1))
    {
      self->is_asleep = FALSE;
      g_cond_signal (&self->cond);
    }
  g_mutex_unlock (&self->lock);
}

guint64
server_sqlite_writer_get_n_commits (ServerSqliteWriter *self)
{
  return __atomic_load_n (&self->n_commits, __ATOMIC_RELAXED);
}

guint
server_sqlite_writer_get_n_waiting (ServerSqliteWriter *self)
{
  guint n_waiting;

  g_mutex_lock (&self->lock);
  n_waiting = self->n_waiting;
  g_mutex_unlock (&self->lock);
  return n_waiting;
}
