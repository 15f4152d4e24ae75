/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-readers.h"

#include "landline-error.h"

/* One that is busy with something long leaves the other to the pumps. */
#define N_READERS 2

typedef struct
{
  ServerSqliteReaders *readers;
  ServerSqliteDatabase *database;
  ServerSqliteNames *names;
  GThread *thread;
} Reader;

struct _ServerSqliteReaders
{
  const char *generation;
  ServerSqliteClock clock;
  gpointer clock_data;
  GMutex lock;
  GCond cond;
  ServerSqliteOperation *first;
  ServerSqliteOperation *last;
  gboolean is_stopping;
  Reader readers[N_READERS];
};

static void
do_operation (Reader *self, ServerSqliteOperation *operation)
{
  ServerSqliteScope scope = {
    .database = self->database,
    .names = self->names,
    .generation = self->readers->generation,
    .now = self->readers->clock (self->readers->clock_data),
  };
  GError *failure = NULL;

  if (!server_sqlite_names_refresh (self->names, &failure) ||
      !operation->run (operation, &scope, &failure))
    {
      if (failure->domain == SERVER_SQLITE_ERROR)
        {
          /* What SQLite says names files and statements, which are nobody's business out there. */
          g_debug ("Something could not be read: %s", failure->message);
          g_error_free (failure);
          failure = g_error_new_literal (LANDLINE_ERROR, LANDLINE_ERROR_BUSY,
                                         "The server cannot read it now. Please try again in a "
                                         "moment.");
        }
      server_sqlite_operation_refuse (operation, failure);
    }
  server_sqlite_answers_push (operation->answers, operation, operation);
}

static gpointer
reader_main (gpointer user_data)
{
  Reader *self = user_data;
  ServerSqliteReaders *readers = self->readers;

  server_sqlite_database_adopt (self->database);
  g_mutex_lock (&readers->lock);
  for (;;)
    {
      ServerSqliteOperation *operation;

      while (readers->first == NULL && !readers->is_stopping)
        g_cond_wait (&readers->cond, &readers->lock);
      operation = readers->first;
      if (operation == NULL)
        break;
      readers->first = operation->next;
      if (readers->first == NULL)
        readers->last = NULL;
      g_mutex_unlock (&readers->lock);
      do_operation (self, operation);
      g_mutex_lock (&readers->lock);
    }
  g_mutex_unlock (&readers->lock);
  return NULL;
}

/**
 * server_sqlite_readers_new:
 * @path: the database, which is there
 * @generation: of the numbering, kept by the caller
 * @clock: the time
 * @clock_data: for @clock
 * @error: return location for an error
 *
 * Returns: (transfer full): readers that are at work
 */
ServerSqliteReaders *
server_sqlite_readers_new (const char *path,
                           const char *generation,
                           ServerSqliteClock clock,
                           gpointer clock_data,
                           GError **error)
{
  ServerSqliteReaders *self = g_new0 (ServerSqliteReaders, 1);

  self->generation = generation;
  self->clock = clock;
  self->clock_data = clock_data;
  g_mutex_init (&self->lock);
  g_cond_init (&self->cond);
  for (guint i = 0; i < N_READERS; i++)
    {
      Reader *reader = &self->readers[i];

      reader->readers = self;
      reader->database = server_sqlite_database_open (path, TRUE, error);
      if (reader->database == NULL)
        {
          server_sqlite_readers_free (self);
          return NULL;
        }
      reader->names = server_sqlite_names_new (reader->database);
      reader->thread = g_thread_new ("store-reader", reader_main, reader);
    }
  return self;
}

/**
 * server_sqlite_readers_free:
 * @self: (transfer full): the readers
 *
 * Lets them do what is queued, and ends them.
 */
void
server_sqlite_readers_free (ServerSqliteReaders *self)
{
  g_mutex_lock (&self->lock);
  self->is_stopping = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->lock);
  for (guint i = 0; i < N_READERS; i++)
    {
      Reader *reader = &self->readers[i];

      g_clear_pointer (&reader->thread, g_thread_join);
      g_clear_pointer (&reader->names, server_sqlite_names_free);
      g_clear_pointer (&reader->database, server_sqlite_database_free);
    }
  g_cond_clear (&self->cond);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * server_sqlite_readers_push:
 * @self: the readers
 * @operation: (transfer full): what to read
 *
 * Queues an operation. From any thread.
 */
void
server_sqlite_readers_push (ServerSqliteReaders *self, ServerSqliteOperation *operation)
{
  operation->next = NULL;
  g_mutex_lock (&self->lock);
  if (self->first == NULL)
    self->first = operation;
  else
    self->last->next = operation;
  self->last = operation;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->lock);
}
