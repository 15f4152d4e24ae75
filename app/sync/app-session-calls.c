/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-sync"

#include "config.h"

#include "app-session-private.h"

#include <glib/gi18n.h>

#include "app-cache-chats.h"
#include "app-cache-users.h"
#include "app-error.h"

#define TYPING_INTERVAL (3 * G_USEC_PER_SEC)

typedef struct
{
  gint64 chat;
  gint64 seq;
  gboolean told;
} ReadCall;

static gboolean
write_read (AppCacheDatabase *database, gpointer data, GError **error)
{
  ReadCall *call = data;

  return app_cache_chats_raise_own_read (database, call->chat, call->seq, call->told, error);
}

/**
 * app_session_mark_read:
 * @self: a session
 * @chat_key: the chat
 * @seq: the newest message that the person saw
 *
 * Marks everything up to @seq as seen. The server is told unless read receipts are off.
 */
void
app_session_mark_read (AppSession *self, gint64 chat_key, gint64 seq)
{
  ReadCall *call;

  g_return_if_fail (APP_IS_SESSION (self) && self->cache != NULL);

  if (seq <= 0)
    return;
  call = g_new0 (ReadCall, 1);
  call->chat = chat_key;
  call->seq = seq;
  call->told = !self->send_read_receipts;
  app_cache_write_async (self->cache, write_read, call, g_free, NULL, NULL, NULL);
}

typedef struct
{
  GPtrArray *marks;
} MarksCall;

static void
marks_call_free (MarksCall *call)
{
  g_clear_pointer (&call->marks, g_ptr_array_unref);
  g_free (call);
}

static gboolean
read_untold (AppCacheDatabase *database, gpointer data, GError **error)
{
  MarksCall *call = data;

  call->marks = app_cache_chats_list_untold (database, error);
  return call->marks != NULL;
}

typedef struct
{
  gint64 seq;
  gint64 time; /* monotonic, when it was told */
} Told;

static gboolean
write_told (AppCacheDatabase *database, gpointer data, GError **error)
{
  GHashTable *told = data;
  GHashTableIter iter;
  gint64 *chat;
  Told *mark;

  g_hash_table_iter_init (&iter, told);
  while (g_hash_table_iter_next (&iter, (gpointer *) &chat, (gpointer *) &mark))
    if (!app_cache_chats_set_told (database, *chat, mark->seq, error))
      return FALSE;
  return TRUE;
}

/* The server has got what was sent up to @before: it need not be told again. Until then a mark is
 * told anew on each channel, since one that is dead takes frames as well. */
void
app_session_confirm_reads (AppSession *self, gint64 before)
{
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  GHashTableIter iter;
  gint64 *chat;
  Told *mark;

  g_hash_table_iter_init (&iter, self->read_told);
  while (g_hash_table_iter_next (&iter, (gpointer *) &chat, (gpointer *) &mark))
    if (mark->time <= before)
      {
        g_hash_table_iter_steal (&iter);
        g_hash_table_insert (told, chat, mark);
      }
  if (g_hash_table_size (told) > 0)
    app_cache_write_async (self->cache, write_told, g_steal_pointer (&told),
                           (GDestroyNotify) g_hash_table_unref, NULL, NULL, NULL);
}

static void
tell (AppSession *self, AppCacheMark *mark)
{
  Told *told = g_hash_table_lookup (self->read_told, &mark->chat);

  if (told != NULL && told->seq >= mark->seq)
    return;
  app_connection_send_read (self->connection, mark->conversation, mark->seq);
  told = g_new0 (Told, 1);
  told->seq = mark->seq;
  told->time = g_get_monotonic_time ();
  g_hash_table_replace (self->read_told, g_memdup2 (&mark->chat, sizeof mark->chat), told);
}

static void
untold_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppSession) self = user_data;
  MarksCall *call = app_cache_call_finish (APP_CACHE (object), result, NULL);

  for (guint i = 0; call != NULL && self->welcomed && i < call->marks->len; i++)
    tell (self, g_ptr_array_index (call->marks, i));
}

/* Tells the server what was read here: at once, or after a time without a connection. */
void
app_session_flush_reads (AppSession *self)
{
  if (self->welcomed)
    app_cache_read_async (self->cache, read_untold, g_new0 (MarksCall, 1),
                          (GDestroyNotify) marks_call_free, self->cancellable, untold_read_cb,
                          g_object_ref (self));
}

/* The channel is gone, and with it perhaps what was said last. */
void
app_session_clear_reads (AppSession *self)
{
  g_hash_table_remove_all (self->read_told);
}

typedef struct
{
  gint64 key;
  char *user_id;
  gint64 time;
  char *conversation;
  char *draft;
} ChatCall;

static void
chat_call_free (ChatCall *call)
{
  g_free (call->user_id);
  g_free (call->conversation);
  g_free (call->draft);
  g_free (call);
}

static ChatCall *
chat_call_new (gint64 key)
{
  ChatCall *call = g_new0 (ChatCall, 1);

  call->key = key;
  return call;
}

static gboolean
read_conversation (AppCacheDatabase *database, gpointer data, GError **error)
{
  ChatCall *call = data;
  g_autoptr (AppCacheChat) chat = app_cache_chats_get (database, call->key, error);

  if (chat != NULL)
    call->conversation = g_strdup (chat->conversation);
  return *error == NULL;
}

static void
typing_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppSession) self = user_data;
  ChatCall *call = app_cache_call_finish (APP_CACHE (object), result, NULL);

  if (call != NULL && call->conversation != NULL && self->welcomed)
    app_connection_send_typing (self->connection, call->conversation);
}

void
app_session_send_typing (AppSession *self, gint64 chat_key)
{
  gint64 now = g_get_monotonic_time ();

  g_return_if_fail (APP_IS_SESSION (self) && self->cache != NULL);

  if (!self->welcomed ||
      (self->last_typing_chat == chat_key && now - self->last_typing < TYPING_INTERVAL))
    return;
  self->last_typing = now;
  self->last_typing_chat = chat_key;
  app_cache_read_async (self->cache, read_conversation, chat_call_new (chat_key),
                        (GDestroyNotify) chat_call_free, self->cancellable, typing_read_cb,
                        g_object_ref (self));
}

static gboolean
write_draft (AppCacheDatabase *database, gpointer data, GError **error)
{
  ChatCall *call = data;

  return app_cache_chats_set_draft (database, call->key, call->draft, error);
}

void
app_session_set_draft (AppSession *self, gint64 chat_key, const char *draft)
{
  ChatCall *call;

  g_return_if_fail (APP_IS_SESSION (self) && self->cache != NULL);

  call = chat_call_new (chat_key);
  call->draft = g_strdup (draft);
  app_cache_write_async (self->cache, write_draft, call, (GDestroyNotify) chat_call_free, NULL,
                         NULL, NULL);
}

static gboolean
write_direct (AppCacheDatabase *database, gpointer data, GError **error)
{
  ChatCall *call = data;

  return app_cache_chats_ensure_direct (database, call->user_id, call->time, &call->key, error) &&
         app_session_write_listed (database, call->key, error);
}

static void
direct_written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  ChatCall *call = app_cache_call_finish (APP_CACHE (object), result, &error);

  if (call != NULL)
    g_task_return_pointer (task, g_memdup2 (&call->key, sizeof call->key), g_free);
  else
    g_task_return_error (task, error);
}

void
app_session_ensure_chat_async (AppSession *self,
                               const char *user_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;
  ChatCall *call;

  g_return_if_fail (APP_IS_SESSION (self) && self->cache != NULL);
  g_return_if_fail (user_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_session_ensure_chat_async);
  call = chat_call_new (0);
  call->user_id = g_strdup (user_id);
  call->time = app_session_get_time (self);
  app_cache_write_async (self->cache, write_direct, call, (GDestroyNotify) chat_call_free, NULL,
                         direct_written_cb, task);
}

gint64
app_session_ensure_chat_finish (AppSession *self, GAsyncResult *result, GError **error)
{
  g_autofree gint64 *key = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  key = g_task_propagate_pointer (G_TASK (result), error);
  return key != NULL ? *key : 0;
}

static void
users_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (app_back_fill_users_finish (APP_BACK_FILL (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
app_session_refresh_users_async (AppSession *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task;

  g_return_if_fail (APP_IS_SESSION (self) && self->back_fill != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_session_refresh_users_async);
  app_back_fill_users_async (self->back_fill, cancellable, users_cb, task);
}

gboolean
app_session_refresh_users_finish (AppSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
write_user (AppCacheDatabase *database, gpointer data, GError **error)
{
  return app_cache_users_put (database, data, error);
}

static void
user_written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (app_cache_call_finish (APP_CACHE (object), result, &error) != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
profile_changed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AppSession *self = g_task_get_source_object (task);
  GError *error = NULL;
  LandlineUser *user = app_rest_change_profile_finish (APP_REST (object), result, &error);

  if (user == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  app_account_set_name (self->account, landline_user_get_name (user));
  app_account_save_async (self->account, self->profile, NULL, NULL, NULL);
  app_cache_write_async (self->cache, write_user, user, g_object_unref, NULL, user_written_cb,
                         g_object_ref (task));
}

void
app_session_set_profile_async (AppSession *self,
                               const char *name,
                               const char *about,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;
  const LandlineProfileChange change = { .name = (char *) name, .about = (char *) about };

  g_return_if_fail (APP_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_session_set_profile_async);
  app_rest_change_profile_async (self->rest, &change, cancellable, profile_changed_cb, task);
}

gboolean
app_session_set_profile_finish (AppSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
older_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gboolean found = app_back_fill_older_finish (APP_BACK_FILL (object), result, &error);

  if (error == NULL)
    g_task_return_boolean (task, found);
  else
    g_task_return_error (task, error);
}

void
app_session_load_older_async (AppSession *self,
                              gint64 chat_key,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task;

  g_return_if_fail (APP_IS_SESSION (self) && self->back_fill != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_session_load_older_async);
  app_back_fill_older_async (self->back_fill, chat_key, cancellable, older_cb, task);
}

gboolean
app_session_load_older_finish (AppSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
