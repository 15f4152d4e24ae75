/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-sync"

#include "config.h"

#include "app-session-actions.h"

#include <glib/gi18n.h>

#include "app-cache-acts.h"
#include "app-rest.h"
#include "app-session-private.h"

typedef struct
{
  LandlineAction *action;
  gint64 position;
} ActCall;

static void
act_call_free (ActCall *call)
{
  g_object_unref (call->action);
  g_free (call);
}

static gboolean
write_act (AppCacheDatabase *database, gpointer data, GError **error)
{
  ActCall *call = data;

  return app_cache_acts_add (database, call->action, &call->position, error);
}

static void
refuse (AppSession *self, LandlineAction *action, const char *reason)
{
  g_autofree char *sentence = NULL;

  switch (landline_action_get_kind (action))
    {
    case LANDLINE_ACTION_REACT:
      /* translators: %s is a reason, as a sentence */
      sentence = g_strdup_printf (_ ("The reaction was undone: %s"), reason);
      break;
    case LANDLINE_ACTION_EDIT:
      /* translators: %s is a reason, as a sentence */
      sentence = g_strdup_printf (_ ("The edit was undone: %s"), reason);
      break;
    case LANDLINE_ACTION_DELETE:
      /* translators: %s is a reason, as a sentence */
      sentence = g_strdup_printf (_ ("The message was not deleted: %s"), reason);
      break;
    case LANDLINE_ACTION_PIN:
      /* translators: %s is a reason, as a sentence */
      sentence = g_strdup_printf (_ ("The message was not pinned: %s"), reason);
      break;
    case LANDLINE_ACTION_UNPIN:
    default:
      /* translators: %s is a reason, as a sentence */
      sentence = g_strdup_printf (_ ("The message was not unpinned: %s"), reason);
      break;
    }
  g_signal_emit_by_name (self, "action-refused", sentence);
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppSession) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LandlineAction) action = g_object_ref (
      ((ActCall *) g_task_get_task_data (G_TASK (result)))->action);

  if (app_cache_call_finish (APP_CACHE (object), result, &error) == NULL)
    refuse (self, action, error->message);
}

void
app_session_act (AppSession *self, LandlineAction *action)
{
  ActCall *call;

  g_return_if_fail (APP_IS_SESSION (self) && self->cache != NULL);
  g_return_if_fail (LANDLINE_IS_ACTION (action));

  call = g_new0 (ActCall, 1);
  call->action = g_object_ref (action);
  app_cache_write_async (self->cache, write_act, call, (GDestroyNotify) act_call_free, NULL,
                         written_cb, g_object_ref (self));
}

void
app_session_watch_actions (AppSession *self)
{
  g_signal_connect_object (self->outbox, "action-refused", G_CALLBACK (refuse), self,
                           G_CONNECT_SWAPPED);
}

static void
receipts_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *receipts = app_rest_list_receipts_finish (APP_REST (object), result, &error);

  if (receipts != NULL)
    g_task_return_pointer (task, receipts, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
app_session_list_receipts_async (AppSession *self,
                                 const char *conversation,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task;

  g_return_if_fail (APP_IS_SESSION (self));
  g_return_if_fail (conversation != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_session_list_receipts_async);
  app_rest_list_receipts_async (self->rest, conversation, cancellable, receipts_cb, task);
}

GPtrArray *
app_session_list_receipts_finish (AppSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
