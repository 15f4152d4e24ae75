/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ServerBlobWorker:
 *
 * The threads on which files are touched. Not GTask's own: what blocks there would delay everything
 * else that uses them.
 */
typedef struct _ServerBlobWorker ServerBlobWorker;

/**
 * ServerBlobJob:
 * @task: (transfer none): what to answer
 * @source: the task's source object
 * @data: the task's data
 *
 * Does something with files, on a thread.
 */
typedef void (*ServerBlobJob) (GTask *task, gpointer source, gpointer data);

ServerBlobWorker *server_blob_worker_new (void);
ServerBlobWorker *server_blob_worker_ref (ServerBlobWorker *self);
void server_blob_worker_unref (ServerBlobWorker *self);
void server_blob_worker_run (ServerBlobWorker *self, GTask *task, ServerBlobJob job);

G_END_DECLS
