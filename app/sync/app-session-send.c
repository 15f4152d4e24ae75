/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-sync"

#include "config.h"

#include "app-session-private.h"

#include "app-cache-chats.h"
#include "app-cache-messages.h"
#include "app-send-limits.h"
#include "landline-id.h"
#include "landline-limits.h"

/* As long as the longest address of a message */
#define ANY_RECEIVER "c_00000000000000000000000000000000"

typedef struct
{
  gint64 chat;
  char *id;
  gint64 time;
  LandlineContent *content;
  char *reply_to;
  gint64 key;
} SendCall;

static void
send_call_free (SendCall *call)
{
  g_free (call->id);
  g_object_unref (call->content);
  g_free (call->reply_to);
  g_free (call);
}

static gboolean
write_outgoing (AppCacheDatabase *database, gpointer data, GError **error)
{
  SendCall *call = data;

  /* A text was the chat's draft until now. Were that another transaction, a crash between the two
   * would leave the person with a text in the composer that was sent already. */
  if (landline_content_get_content_type (call->content) == LANDLINE_CONTENT_TEXT &&
      !app_cache_chats_set_draft (database, call->chat, NULL, error))
    return FALSE;
  return app_cache_messages_add_outgoing (database, call->chat, call->id, call->time, call->content,
                                          call->reply_to, FALSE, &call->key, error);
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  SendCall *call = app_cache_call_finish (APP_CACHE (object), result, &error);

  if (call != NULL)
    g_task_return_pointer (task, g_memdup2 (&call->key, sizeof call->key), g_free);
  else
    g_task_return_error (task, error);
}

/**
 * app_session_check_content:
 * @self: a session
 * @content: what to send
 * @reply_to: (nullable): the id of the message that it answers
 * @error: return location
 *
 * Returns: whether the server takes it, as far as is known: see app_send_limits_check()
 */
gboolean
app_session_check_content (AppSession *self,
                           LandlineContent *content,
                           const char *reply_to,
                           GError **error)
{
  g_autofree char *id = landline_id_new_message ();
  g_autoptr (LandlineSendRequest) request = NULL;

  g_return_val_if_fail (APP_IS_SESSION (self), FALSE);
  g_return_val_if_fail (LANDLINE_IS_CONTENT (content), FALSE);

  request = landline_send_request_new (id, ANY_RECEIVER, NULL, content, reply_to);
  return app_send_limits_check (&self->limits, request, error);
}

void
app_session_send_content_async (AppSession *self,
                                gint64 chat_key,
                                LandlineContent *content,
                                const char *reply_to,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;
  SendCall *call;
  GError *error = NULL;

  g_return_if_fail (APP_IS_SESSION (self) && self->cache != NULL);
  g_return_if_fail (LANDLINE_IS_CONTENT (content));

  if (!app_session_check_content (self, content, reply_to, &error))
    {
      g_task_report_error (self, callback, user_data, app_session_send_content_async, error);
      return;
    }

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_session_send_content_async);
  call = g_new0 (SendCall, 1);
  call->chat = chat_key;
  call->id = landline_id_new_message ();
  call->time = app_session_get_time (self);
  call->content = g_object_ref (content);
  call->reply_to = g_strdup (reply_to);
  app_cache_write_async (self->cache, write_outgoing, call, (GDestroyNotify) send_call_free, NULL,
                         written_cb, task);
}

/**
 * app_session_send_text_async:
 * @self: a session
 * @chat_key: the chat
 * @text: what to say
 * @reply_to: (nullable): the id of the message that it answers
 * @cancellable: (nullable): to stop waiting
 * @callback: called once the message is in the outbox
 * @user_data: for @callback
 *
 * Puts a text into the outbox, from where it goes out as soon as there is a connection. Fails with
 * %APP_ERROR_TOO_LARGE when it is longer than the server takes.
 */
void
app_session_send_text_async (AppSession *self,
                             gint64 chat_key,
                             const char *text,
                             const char *reply_to,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (LandlineContent) content = NULL;

  g_return_if_fail (APP_IS_SESSION (self));
  g_return_if_fail (text != NULL);

  content = landline_content_new_text (text);
  app_session_send_content_async (self, chat_key, content, reply_to, cancellable, callback,
                                  user_data);
}

/**
 * app_session_send_finish:
 * @self: a session
 * @result: what the callback got
 * @error: return location
 *
 * Returns: the key of the message, 0 on failure
 */
gint64
app_session_send_finish (AppSession *self, GAsyncResult *result, GError **error)
{
  g_autofree gint64 *key = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  key = g_task_propagate_pointer (G_TASK (result), error);
  return key != NULL ? *key : 0;
}

typedef struct
{
  gint64 key;
  gint64 time;
} MessageCall;

static gboolean
write_retry (AppCacheDatabase *database, gpointer data, GError **error)
{
  MessageCall *call = data;

  return app_cache_messages_retry (database, call->key, call->time, FALSE, error);
}

static gboolean
write_removal (AppCacheDatabase *database, gpointer data, GError **error)
{
  MessageCall *call = data;

  return app_cache_messages_remove (database, call->key, error);
}

static void
write_message (AppSession *self, gint64 key, AppCacheFunc func)
{
  MessageCall *call = g_new0 (MessageCall, 1);

  call->key = key;
  call->time = app_session_get_time (self);
  app_cache_write_async (self->cache, func, call, g_free, NULL, NULL, NULL);
}

/* A refused message goes to the end of the outbox, with the id that it has. */
void
app_session_retry_message (AppSession *self, gint64 message_key)
{
  g_return_if_fail (APP_IS_SESSION (self) && self->cache != NULL);

  write_message (self, message_key, write_retry);
}

void
app_session_delete_failed_message (AppSession *self, gint64 message_key)
{
  g_return_if_fail (APP_IS_SESSION (self) && self->cache != NULL);

  write_message (self, message_key, write_removal);
}
