/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache.h"

G_BEGIN_DECLS

/* A connection with its own thread, and the queue of what it has to do. */
typedef struct _AppCacheThread AppCacheThread;

typedef struct
{
  GTask *task;
  AppCacheFunc func;
  gboolean alone; /* of a writer: outside of a transaction */
} AppCacheCall;

AppCacheThread *app_cache_thread_new (const char *path,
                                      const char *user_id,
                                      gboolean writable,
                                      GWeakRef *cache,
                                      GMainContext *context,
                                      GError **error);
/* Takes the reference of @task; its task data is the data of @func. */
void app_cache_thread_push (AppCacheThread *self, GTask *task, AppCacheFunc func, gboolean alone);
/* Does what is queued, then ends. Blocks: not for the main thread. */
void app_cache_thread_stop (AppCacheThread *self);

G_END_DECLS
