/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-cache"

#include "config.h"

#include "app-cache-thread.h"

#include "app-cache-chats.h"
#include "app-cache-former.h"

/* How many calls share one transaction, and so one fsync. */
#define CALLS_PER_TRANSACTION 1024

struct _AppCacheThread
{
  GThread *thread;
  GAsyncQueue *queue; /* AppCacheCall; one without a task ends the thread */
  gboolean writable;
  GWeakRef *cache;
  GMainContext *context;

  /* Only while it starts. */
  char *path;
  char *user_id;
  GMutex mutex;
  GCond started_cond;
  gboolean started;
  GError *error;
};

static AppCacheCall *
call_new (GTask *task, AppCacheFunc func, gboolean alone)
{
  AppCacheCall *call = g_new0 (AppCacheCall, 1);

  call->task = task;
  call->func = func;
  call->alone = alone;
  return call;
}

typedef struct
{
  GWeakRef *cache;
  GPtrArray *changes;
} Announcement;

static void
announcement_free (Announcement *announcement)
{
  g_ptr_array_unref (announcement->changes);
  g_free (announcement);
}

static gboolean
announce_on_main (gpointer data)
{
  Announcement *announcement = data;
  g_autoptr (AppCache) cache = g_weak_ref_get (announcement->cache);

  for (guint i = 0; cache != NULL && i < announcement->changes->len; i++)
    g_signal_emit_by_name (cache, "changed", g_ptr_array_index (announcement->changes, i));
  return G_SOURCE_REMOVE;
}

/* With the priority of a task's answer, so that it comes before those that are given afterwards. */
static void
announce (AppCacheThread *self, GPtrArray *changes)
{
  Announcement *announcement;
  g_autoptr (GSource) source = NULL;

  if (changes->len == 0)
    {
      g_ptr_array_unref (changes);
      return;
    }
  announcement = g_new0 (Announcement, 1);
  announcement->cache = self->cache;
  announcement->changes = changes;
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, announce_on_main, announcement,
                         (GDestroyNotify) announcement_free);
  g_source_attach (source, self->context);
}

static void
answer (AppCacheCall *call, GError *error)
{
  if (error != NULL)
    g_task_return_error (call->task, error);
  else
    g_task_return_pointer (call->task, g_task_get_task_data (call->task), NULL);
  g_object_unref (call->task);
  g_free (call);
}

static void
answer_alone (AppCacheDatabase *database, AppCacheCall *call)
{
  GError *error = NULL;

  if (!g_task_return_error_if_cancelled (call->task))
    {
      if (!call->func (database, g_task_get_task_data (call->task), &error))
        g_assert (error != NULL);
      answer (call, error);
      return;
    }
  g_object_unref (call->task);
  g_free (call);
}

/* One caller's failure undoes its own step and leaves the others' alone. */
static GError *
write_step (AppCacheDatabase *database, AppCacheCall *call)
{
  GError *error = NULL;
  gboolean good;

  if (!app_cache_database_begin_step (database, &error))
    return error;
  good = call->func (database, g_task_get_task_data (call->task), &error) &&
         app_cache_chats_refresh (database, &error);
  g_assert (good == (error == NULL));
  app_cache_database_end_step (database, good, good ? &error : NULL);
  return error;
}

static void
write_batch (AppCacheThread *self, AppCacheDatabase *database, GPtrArray *calls)
{
  g_autoptr (GError) error = NULL;
  g_autofree GError **errors = g_new0 (GError *, calls->len);

  if (app_cache_database_begin (database, &error))
    {
      for (guint i = 0; i < calls->len; i++)
        errors[i] = write_step (database, g_ptr_array_index (calls, i));
      if (app_cache_database_commit (database, &error))
        announce (self, app_cache_database_take_changes (database));
      else
        app_cache_database_roll_back (database);
    }
  for (guint i = 0; i < calls->len; i++)
    {
      if (error != NULL && errors[i] == NULL)
        errors[i] = g_error_copy (error);
      answer (g_ptr_array_index (calls, i), errors[i]);
    }
  g_ptr_array_set_size (calls, 0);
}

static void
run (AppCacheThread *self, AppCacheDatabase *database)
{
  g_autoptr (GPtrArray) calls = g_ptr_array_new ();
  AppCacheCall *call;

  while ((call = g_async_queue_pop (self->queue))->task != NULL)
    {
      if (!self->writable || call->alone)
        {
          answer_alone (database, call);
          continue;
        }
      do
        g_ptr_array_add (calls, call);
      while (calls->len < CALLS_PER_TRANSACTION &&
             (call = g_async_queue_try_pop (self->queue)) != NULL && call->task != NULL &&
             !call->alone);
      write_batch (self, database, calls);
      if (call != NULL && call->task == NULL)
        break;
      if (call != NULL && call->alone)
        answer_alone (database, call);
    }
  g_free (call);
}

/* What does not come along is put right the next time. */
static void
tidy (AppCacheDatabase *database)
{
  g_autoptr (GError) error = NULL;

  if (!app_cache_former_name_all (database, &error))
    g_debug ("Former users keep their name: %s", error->message);
}

static gpointer
thread_main (gpointer data)
{
  AppCacheThread *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AppCacheDatabase) database = app_cache_database_open (self->path, self->user_id,
                                                                   self->writable, &error);

  if (database != NULL && self->writable)
    tidy (database);
  g_mutex_lock (&self->mutex);
  self->started = TRUE;
  self->error = g_steal_pointer (&error);
  g_cond_signal (&self->started_cond);
  g_mutex_unlock (&self->mutex);

  if (database != NULL)
    run (self, database);
  return NULL;
}

static void
thread_free (AppCacheThread *self)
{
  g_thread_join (self->thread);
  g_async_queue_unref (self->queue);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->started_cond);
  g_free (self->path);
  g_free (self->user_id);
  g_free (self);
}

/**
 * app_cache_thread_new:
 * @path: the cache's file
 * @user_id: the account's own user
 * @writable: whether this is the writer
 * @cache: who emits "changed"; lives longer than what was announced to @context
 * @context: where
 * @error: return location
 *
 * Starts the thread and waits until its connection is open. Blocks: not for the main thread.
 *
 * Returns: the thread
 */
AppCacheThread *
app_cache_thread_new (const char *path,
                      const char *user_id,
                      gboolean writable,
                      GWeakRef *cache,
                      GMainContext *context,
                      GError **error)
{
  AppCacheThread *self = g_new0 (AppCacheThread, 1);

  self->path = g_strdup (path);
  self->user_id = g_strdup (user_id);
  self->writable = writable;
  self->cache = cache;
  self->context = g_main_context_ref (context);
  self->queue = g_async_queue_new ();
  g_mutex_init (&self->mutex);
  g_cond_init (&self->started_cond);
  self->thread = g_thread_new (writable ? "cache-writer" : "cache-reader", thread_main, self);

  g_mutex_lock (&self->mutex);
  while (!self->started)
    g_cond_wait (&self->started_cond, &self->mutex);
  g_mutex_unlock (&self->mutex);
  if (self->error == NULL)
    return self;
  g_propagate_error (error, g_steal_pointer (&self->error));
  thread_free (self);
  return NULL;
}

void
app_cache_thread_push (AppCacheThread *self, GTask *task, AppCacheFunc func, gboolean alone)
{
  g_async_queue_push (self->queue, call_new (task, func, alone));
}

void
app_cache_thread_stop (AppCacheThread *self)
{
  g_async_queue_push (self->queue, call_new (NULL, NULL, FALSE));
  thread_free (self);
}
