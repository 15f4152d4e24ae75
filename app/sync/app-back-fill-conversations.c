/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-sync"

#include "config.h"

#include "app-back-fill-private.h"

#include "app-cache-chats.h"
#include "app-cache-members.h"

/* Conversations, one after the other: the conversation itself, its receipts, its newest messages.
 */

typedef struct
{
  AppBackFill *back_fill;
  guint64 since;            /* when the conversation was asked for */
  GPtrArray *conversations; /* LandlineConversation, or ids (utf8) that are yet to be fetched */
  guint position;
  gboolean with_messages;
  LandlineConversation *conversation; /* the one that is being done */
  GPtrArray *receipts;
  gint64 chat;
} Round;

static Round *
round_new (AppBackFill *back_fill, gboolean with_messages)
{
  Round *round = g_new0 (Round, 1);

  round->back_fill = g_object_ref (back_fill);
  round->since = app_back_fill_begin_question (back_fill);
  round->with_messages = with_messages;
  return round;
}

static void
round_free (Round *round)
{
  app_back_fill_end_question (round->back_fill);
  g_object_unref (round->back_fill);
  g_clear_pointer (&round->conversations, g_ptr_array_unref);
  g_clear_object (&round->conversation);
  g_clear_pointer (&round->receipts, g_ptr_array_unref);
  g_free (round);
}

static void next (GTask *task);

typedef struct
{
  LandlineConversation *conversation;
  GPtrArray *receipts;
  gint64 chat;
} WriteCall;

static void
write_call_free (WriteCall *call)
{
  g_object_unref (call->conversation);
  g_ptr_array_unref (call->receipts);
  g_free (call);
}

/* The receipts first, so that what was read elsewhere does not count as unread here. */
static gboolean
write_conversation (AppCacheDatabase *database, gpointer data, GError **error)
{
  WriteCall *call = data;

  if (!app_cache_chats_put (database, call->conversation, &call->chat, error))
    return FALSE;
  for (guint i = 0; i < call->receipts->len; i++)
    if (!app_cache_members_put_receipt (database, call->chat, g_ptr_array_index (call->receipts, i),
                                        error))
      return FALSE;
  return TRUE;
}

static void
messages_written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (app_cache_call_finish (APP_CACHE (object), result, &error) != NULL)
    next (task);
  else
    g_task_return_error (task, error);
}

/* One that was left meanwhile is passed over; a broken connection or a busy server ends the round,
 * which is begun again later. */
static gboolean
give_up (GTask *task, GError *error)
{
  if (app_back_fill_is_gone (error))
    {
      g_error_free (error);
      next (task);
      return FALSE;
    }
  g_task_return_error (task, error);
  return TRUE;
}

static void
messages_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Round *round = g_task_get_task_data (task);
  gboolean more;
  GError *error = NULL;
  g_autoptr (GPtrArray) page = app_rest_list_messages_finish (APP_REST (object), result, &more,
                                                              &error);

  if (page == NULL)
    give_up (task, error);
  else
    app_back_fill_put_messages (g_task_get_source_object (task), page, more ? 0 : round->chat,
                                g_task_get_cancellable (task), messages_written_cb,
                                g_object_ref (task));
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Round *round = g_task_get_task_data (task);
  AppBackFill *self = g_task_get_source_object (task);
  GError *error = NULL;
  WriteCall *call = app_cache_call_finish (APP_CACHE (object), result, &error);

  if (call == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  round->chat = call->chat;
  if (!round->with_messages)
    {
      next (task);
      return;
    }
  app_rest_list_messages_async (app_back_fill_get_rest (self),
                                landline_conversation_get_id (round->conversation), 0,
                                APP_BACK_FILL_PAGE, g_task_get_cancellable (task), messages_cb,
                                g_object_ref (task));
}

static void
receipts_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Round *round = g_task_get_task_data (task);
  AppBackFill *self = g_task_get_source_object (task);
  GError *error = NULL;
  WriteCall *call;
  LandlineConversation *newer;
  GPtrArray *receipts = app_rest_list_receipts_finish (APP_REST (object), result, &error);

  if (receipts == NULL)
    {
      give_up (task, error);
      return;
    }
  call = g_new0 (WriteCall, 1);
  newer = app_back_fill_find_event (self, landline_conversation_get_id (round->conversation),
                                    round->since);
  call->conversation = g_object_ref (newer != NULL ? newer : round->conversation);
  call->receipts = receipts;
  app_cache_write_async (app_back_fill_get_cache (self), write_conversation, call,
                         (GDestroyNotify) write_call_free, g_task_get_cancellable (task),
                         written_cb, g_object_ref (task));
}

static void
fetch_receipts (GTask *task)
{
  Round *round = g_task_get_task_data (task);
  AppBackFill *self = g_task_get_source_object (task);

  app_rest_list_receipts_async (app_back_fill_get_rest (self),
                                landline_conversation_get_id (round->conversation),
                                g_task_get_cancellable (task), receipts_cb, g_object_ref (task));
}

static void
conversation_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Round *round = g_task_get_task_data (task);
  GError *error = NULL;

  g_clear_object (&round->conversation);
  round->conversation = app_rest_get_conversation_finish (APP_REST (object), result, &error);
  if (round->conversation == NULL)
    give_up (task, error);
  else
    fetch_receipts (task);
}

static void
next (GTask *task)
{
  Round *round = g_task_get_task_data (task);
  AppBackFill *self = g_task_get_source_object (task);

  if (round->position == round->conversations->len)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (round->with_messages)
    {
      g_set_object (&round->conversation,
                    g_ptr_array_index (round->conversations, round->position++));
      fetch_receipts (task);
      return;
    }
  app_rest_get_conversation_async (app_back_fill_get_rest (self),
                                   g_ptr_array_index (round->conversations, round->position++),
                                   g_task_get_cancellable (task), conversation_cb,
                                   g_object_ref (task));
}

static void
conversations_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Round *round = g_task_get_task_data (task);
  GError *error = NULL;

  round->conversations = app_rest_list_conversations_finish (APP_REST (object), result, &error);
  if (round->conversations != NULL)
    next (task);
  else
    g_task_return_error (task, error);
}

static void
notes_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AppBackFill *self = APP_BACK_FILL (object);
  GError *error = NULL;

  if (app_back_fill_notes_finish (self, result, &error))
    app_rest_list_conversations_async (app_back_fill_get_rest (self), g_task_get_cancellable (task),
                                       conversations_cb, g_object_ref (task));
  else
    g_task_return_error (task, error);
}

void
app_back_fill_all_async (AppBackFill *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task;

  g_return_if_fail (APP_IS_BACK_FILL (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_back_fill_all_async);
  g_task_set_task_data (task, round_new (self, TRUE), (GDestroyNotify) round_free);
  app_back_fill_notes_async (self, cancellable, notes_cb, task);
}

gboolean
app_back_fill_all_finish (AppBackFill *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

typedef struct
{
  GPtrArray *ids;
} UnknownCall;

static void
unknown_call_free (UnknownCall *call)
{
  g_clear_pointer (&call->ids, g_ptr_array_unref);
  g_free (call);
}

static gboolean
read_unknown (AppCacheDatabase *database, gpointer data, GError **error)
{
  UnknownCall *call = data;

  call->ids = app_cache_chats_list_unknown (database, error);
  return call->ids != NULL;
}

static void
unknown_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Round *round = g_task_get_task_data (task);
  GError *error = NULL;
  UnknownCall *call = app_cache_call_finish (APP_CACHE (object), result, &error);

  if (call == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  round->conversations = g_steal_pointer (&call->ids);
  next (task);
}

void
app_back_fill_unknown_async (AppBackFill *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task;

  g_return_if_fail (APP_IS_BACK_FILL (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_back_fill_unknown_async);
  g_task_set_task_data (task, round_new (self, FALSE), (GDestroyNotify) round_free);
  app_cache_read_async (app_back_fill_get_cache (self), read_unknown, g_new0 (UnknownCall, 1),
                        (GDestroyNotify) unknown_call_free, cancellable, unknown_cb, task);
}

gboolean
app_back_fill_unknown_finish (AppBackFill *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
