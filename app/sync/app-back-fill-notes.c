/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-sync"

#include "config.h"

#include "app-back-fill-private.h"

#include "app-cache-notes.h"
#include "landline-limits.h"

/* What the person noted on other devices, page by page. Before the conversations: what was cleared
 * is not fetched for nothing. */

typedef struct
{
  gint64 after; /* the version that is known */
  gboolean more;
} Round;

typedef struct
{
  GPtrArray *notes;
  gboolean first;
} WriteCall;

static void
write_call_free (WriteCall *call)
{
  g_ptr_array_unref (call->notes);
  g_free (call);
}

static void next (GTask *task);

/* A server that starts anew counts anew. */
static gboolean
write_notes (AppCacheDatabase *database, gpointer data, GError **error)
{
  WriteCall *call = data;

  if (call->first && !app_cache_notes_forget_versions (database, error))
    return FALSE;
  for (guint i = 0; i < call->notes->len; i++)
    if (!app_cache_notes_put (database, g_ptr_array_index (call->notes, i), error))
      return FALSE;
  return TRUE;
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Round *round = g_task_get_task_data (task);
  GError *error = NULL;

  if (app_cache_call_finish (APP_CACHE (object), result, &error) == NULL)
    g_task_return_error (task, error);
  else if (round->more)
    next (task);
  else
    g_task_return_boolean (task, TRUE);
}

static void
page_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AppBackFill *self = g_task_get_source_object (task);
  Round *round = g_task_get_task_data (task);
  GError *error = NULL;
  WriteCall *call;
  GPtrArray *notes = app_rest_list_notes_finish (APP_REST (object), result, &round->more, &error);

  /* An older server keeps no notes. */
  if (notes == NULL && app_back_fill_is_gone (error))
    {
      g_error_free (error);
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (notes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  call = g_new0 (WriteCall, 1);
  call->notes = notes;
  call->first = round->after == 0;
  round->more = round->more && notes->len > 0;
  if (notes->len > 0)
    round->after = landline_note_get_version (g_ptr_array_index (notes, notes->len - 1));
  app_cache_write_async (app_back_fill_get_cache (self), write_notes, call,
                         (GDestroyNotify) write_call_free, g_task_get_cancellable (task),
                         written_cb, g_object_ref (task));
}

static void
next (GTask *task)
{
  AppBackFill *self = g_task_get_source_object (task);
  Round *round = g_task_get_task_data (task);

  app_rest_list_notes_async (app_back_fill_get_rest (self), round->after, LANDLINE_LIMIT_PAGE,
                             g_task_get_cancellable (task), page_cb, g_object_ref (task));
}

void
app_back_fill_notes_async (AppBackFill *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, app_back_fill_notes_async);
  g_task_set_task_data (task, g_new0 (Round, 1), g_free);
  next (task);
}

gboolean
app_back_fill_notes_finish (AppBackFill *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
