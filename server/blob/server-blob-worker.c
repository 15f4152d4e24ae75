/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-blob"

#include "config.h"

#include "server-blob-worker.h"

/* A disk gains nothing from more at once. */
#define N_THREADS 4

struct _ServerBlobWorker
{
  GThreadPool *pool;
};

typedef struct
{
  GTask *task;
  ServerBlobJob job;
} Work;

static void
do_work (gpointer data, gpointer user_data)
{
  Work *work = data;

  work->job (work->task, g_task_get_source_object (work->task), g_task_get_task_data (work->task));
  g_object_unref (work->task);
  g_free (work);
}

ServerBlobWorker *
server_blob_worker_new (void)
{
  ServerBlobWorker *self = g_atomic_rc_box_new0 (ServerBlobWorker);

  self->pool = g_thread_pool_new (do_work, NULL, N_THREADS, FALSE, NULL);
  return self;
}

ServerBlobWorker *
server_blob_worker_ref (ServerBlobWorker *self)
{
  return g_atomic_rc_box_acquire (self);
}

/* Does not wait: the last reference may be let go of on one of its own threads. */
static void
server_blob_worker_clear (gpointer data)
{
  ServerBlobWorker *self = data;

  g_thread_pool_free (self->pool, FALSE, FALSE);
}

void
server_blob_worker_unref (ServerBlobWorker *self)
{
  g_atomic_rc_box_release_full (self, server_blob_worker_clear);
}

/**
 * server_blob_worker_run:
 * @self: the worker
 * @task: (transfer full): what to answer
 * @job: what to do
 */
void
server_blob_worker_run (ServerBlobWorker *self, GTask *task, ServerBlobJob job)
{
  Work *work = g_new (Work, 1);

  work->task = task;
  work->job = job;
  g_thread_pool_push (self->pool, work, NULL);
}
