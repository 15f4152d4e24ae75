/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-cache"

#include "config.h"

#include "app-cache.h"

#include <glib/gi18n.h>

#include "app-cache-thread.h"
#include "app-error.h"

/**
 * AppCache:
 *
 * What an account knows, on this computer's disk: the single source of what is shown. SQLite on two
 * threads of its own: a writer that commits whatever is queued at once, and a reader beside it. It
 * knows nothing of the server; what is asked of it are functions over the table files.
 */
struct _AppCache
{
  GObject parent_instance;

  GWeakRef *weak; /* of itself, for what the threads announce; outlives it */
  AppCacheThread *writer;
  AppCacheThread *reader;
  GMainContext *context; /* where "changed" is emitted */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppCache, app_cache, G_TYPE_OBJECT)

typedef struct
{
  AppCacheThread *writer;
  AppCacheThread *reader;
  GWeakRef *weak;
  GMainContext *context;
} Ending;

static void
end (Ending *ending)
{
  g_clear_pointer (&ending->reader, app_cache_thread_stop);
  g_clear_pointer (&ending->writer, app_cache_thread_stop);
}

static gboolean
free_weak (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
  return G_SOURCE_REMOVE;
}

static gpointer
end_in_thread (gpointer data)
{
  Ending *ending = data;
  g_autoptr (GSource) source = NULL;

  end (ending);
  /* Behind everything that the threads have announced. */
  source = g_idle_source_new ();
  g_source_set_callback (source, free_weak, ending->weak, NULL);
  g_source_attach (source, ending->context);
  g_main_context_unref (ending->context);
  g_free (ending);
  return NULL;
}

static void
app_cache_finalize (GObject *object)
{
  AppCache *self = APP_CACHE (object);
  Ending *ending = g_new0 (Ending, 1);

  ending->writer = g_steal_pointer (&self->writer);
  ending->reader = g_steal_pointer (&self->reader);
  ending->weak = g_steal_pointer (&self->weak);
  ending->context = g_steal_pointer (&self->context);
  /* What is queued is still written, but nobody waits for it here. */
  g_thread_unref (g_thread_new ("cache-end", end_in_thread, ending));
  G_OBJECT_CLASS (app_cache_parent_class)->finalize (object);
}

static void
app_cache_class_init (AppCacheClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = app_cache_finalize;

  /**
   * AppCache::changed:
   * @self: the cache
   * @changes: what a transaction did
   */
  signals[CHANGED] = g_signal_new ("changed", APP_TYPE_CACHE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, APP_TYPE_CACHE_CHANGES);
}

static void
app_cache_init (AppCache *self)
{
  self->weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (self->weak, self);
  self->context = g_main_context_ref_thread_default ();
}

typedef struct
{
  char *path;
  char *user_id;
  AppCache *cache;
} OpenCall;

static void
open_call_free (OpenCall *call)
{
  g_free (call->path);
  g_free (call->user_id);
  g_clear_object (&call->cache);
  g_free (call);
}

static void
open_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  OpenCall *call = task_data;
  AppCache *self = call->cache;
  GError *error = NULL;

  self->writer = app_cache_thread_new (call->path, call->user_id, TRUE, self->weak, self->context,
                                       &error);
  if (self->writer != NULL)
    self->reader = app_cache_thread_new (call->path, call->user_id, FALSE, self->weak,
                                         self->context, &error);
  if (self->reader != NULL)
    g_task_return_pointer (task, g_steal_pointer (&call->cache), g_object_unref);
  else
    g_task_return_error (task, error);
}

/**
 * app_cache_open_async:
 * @path: the file; made, with its folder, when it is not there
 * @user_id: the account's own user: the file belongs to it
 * @cancellable: (nullable): to stop waiting
 * @callback: called when done
 * @user_data: for @callback
 *
 * Opens the cache and brings it up to date.
 */
void
app_cache_open_async (const char *path,
                      const char *user_id,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  OpenCall *call;

  g_return_if_fail (path != NULL && user_id != NULL);

  call = g_new0 (OpenCall, 1);
  call->path = g_strdup (path);
  call->user_id = g_strdup (user_id);
  call->cache = g_object_new (APP_TYPE_CACHE, NULL);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_cache_open_async);
  g_task_set_task_data (task, call, (GDestroyNotify) open_call_free);
  g_task_run_in_thread (task, open_in_thread);
}

/**
 * app_cache_open_finish:
 * @result: what the callback got
 * @error: return location; %APP_ERROR_CACHE_NEWER when a newer version wrote the file
 *
 * Returns: (transfer full): the cache
 */
AppCache *
app_cache_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
close_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  end (task_data);
  g_task_return_boolean (task, TRUE);
}

/**
 * app_cache_close_async:
 * @self: a cache; nothing may be asked of it any more
 * @callback: called when done
 * @user_data: for @callback
 *
 * Does what is queued and closes the file.
 */
void
app_cache_close_async (AppCache *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Ending *ending;

  g_return_if_fail (APP_IS_CACHE (self));

  ending = g_new0 (Ending, 1);
  ending->writer = g_steal_pointer (&self->writer);
  ending->reader = g_steal_pointer (&self->reader);
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, app_cache_close_async);
  g_task_set_task_data (task, ending, g_free);
  g_task_run_in_thread (task, close_in_thread);
}

gboolean
app_cache_close_finish (AppCache *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
call_async (AppCache *self, AppCacheThread *thread, GTask *task, AppCacheFunc func, gboolean alone)
{
  if (thread != NULL)
    {
      app_cache_thread_push (thread, task, func, alone);
      return;
    }
  g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_CLOSED,
                                   _ ("The account is closed."));
  g_object_unref (task);
}

static GTask *
call_task_new (AppCache *self,
               gpointer data,
               GDestroyNotify data_free,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_task_data (task, data, data_free);
  return task;
}

/**
 * app_cache_write_async:
 * @self: a cache
 * @func: what to do, on the writer's thread
 * @data: for @func
 * @data_free: (nullable): frees @data once the callback was called
 * @cancellable: (nullable): to stop waiting; it is written all the same
 * @callback: (nullable): called once it is on the disk
 * @user_data: for @callback
 *
 * Writes, in the order of the calls.
 */
void
app_cache_write_async (AppCache *self,
                       AppCacheFunc func,
                       gpointer data,
                       GDestroyNotify data_free,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task;

  g_return_if_fail (APP_IS_CACHE (self));
  g_return_if_fail (func != NULL && data != NULL);

  task = call_task_new (self, data, data_free, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_cache_write_async);
  call_async (self, self->writer, task, func, FALSE);
}

/**
 * app_cache_run_async:
 * @self: a cache
 * @func: what to do, on the writer's thread
 * @data: for @func
 * @data_free: (nullable): frees @data once the callback was called
 * @cancellable: (nullable): what is cancelled before its turn is not done
 * @callback: (nullable): called once it is done
 * @user_data: for @callback
 *
 * Does, in the order of the writes, what cannot be done within a transaction.
 */
void
app_cache_run_async (AppCache *self,
                     AppCacheFunc func,
                     gpointer data,
                     GDestroyNotify data_free,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task;

  g_return_if_fail (APP_IS_CACHE (self));
  g_return_if_fail (func != NULL && data != NULL);

  task = call_task_new (self, data, data_free, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_cache_run_async);
  call_async (self, self->writer, task, func, TRUE);
}

/**
 * app_cache_read_async:
 * @self: a cache
 * @func: what to do, on the reader's thread
 * @data: for @func
 * @data_free: (nullable): frees @data once the callback was called
 * @cancellable: (nullable): what is cancelled before its turn is not read
 * @callback: (nullable): called with the answer
 * @user_data: for @callback
 *
 * Reads what is committed, beside the writer.
 */
void
app_cache_read_async (AppCache *self,
                      AppCacheFunc func,
                      gpointer data,
                      GDestroyNotify data_free,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task;

  g_return_if_fail (APP_IS_CACHE (self));
  g_return_if_fail (func != NULL && data != NULL);

  task = call_task_new (self, data, data_free, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_cache_read_async);
  call_async (self, self->reader, task, func, FALSE);
}

gpointer
app_cache_call_finish (AppCache *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
