/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-store"

#include "config.h"

#include "server-store.h"

/**
 * server_store_conversation_list_async:
 * @self: the store
 * @user_id: the user
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists a user's conversations.
 */
void
server_store_conversation_list_async (ServerStore *self,
                                      const char *user_id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (user_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_conversation_list_async);
  SERVER_STORE_GET_IFACE (self)->conversation_list_async (self, user_id, task);
}

/**
 * server_store_conversation_list_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer container) (element-type LandlineConversation): the conversations, newest
 * first, or %NULL
 */
GPtrArray *
server_store_conversation_list_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * server_store_conversation_get_async:
 * @self: the store
 * @user_id: who asks
 * @conversation: the conversation
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Looks a conversation up. The error is %LANDLINE_ERROR_NOT_MEMBER for those who were members once;
 * for those who never were it is %LANDLINE_ERROR_NOT_FOUND, as if there were none. So it is with
 * all calls that name a conversation.
 */
void
server_store_conversation_get_async (ServerStore *self,
                                     const char *user_id,
                                     const char *conversation,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (user_id != NULL);
  g_return_if_fail (conversation != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_conversation_get_async);
  SERVER_STORE_GET_IFACE (self)->conversation_get_async (self, user_id, conversation, task);
}

/**
 * server_store_conversation_get_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the conversation, or %NULL
 */
LandlineConversation *
server_store_conversation_get_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * server_store_messages_async:
 * @self: the store
 * @user_id: who asks
 * @conversation: the conversation
 * @before: only what has a lower `seq`, 0 for the newest
 * @limit: how many at most
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Reads what is kept of a conversation, and of that what came while the user was a member.
 */
void
server_store_messages_async (ServerStore *self,
                             const char *user_id,
                             const char *conversation,
                             gint64 before,
                             guint limit,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (user_id != NULL);
  g_return_if_fail (conversation != NULL);
  g_return_if_fail (limit > 0);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_messages_async);
  SERVER_STORE_GET_IFACE (self)->messages_async (self, user_id, conversation, before, limit, task);
}

/**
 * server_store_messages_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): #ServerMessage, newest first, or %NULL
 */
ServerPage *
server_store_messages_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * server_store_receipts_async:
 * @self: the store
 * @user_id: who asks
 * @conversation: the conversation
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Says who has got and read what.
 */
void
server_store_receipts_async (ServerStore *self,
                             const char *user_id,
                             const char *conversation,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (user_id != NULL);
  g_return_if_fail (conversation != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_receipts_async);
  SERVER_STORE_GET_IFACE (self)->receipts_async (self, user_id, conversation, task);
}

/**
 * server_store_receipts_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer container) (element-type LandlineReceipt): a receipt for each member, or %NULL
 */
GPtrArray *
server_store_receipts_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * server_store_group_create_async:
 * @self: the store
 * @user_id: who makes it
 * @request: what is asked for; with an id the same group however often it is asked for, with an
 * empty one a new one each time
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Makes a group; who makes it is its administrator. Each member is told by an event.
 */
void
server_store_group_create_async (ServerStore *self,
                                 const char *user_id,
                                 const LandlineGroupRequest *request,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (user_id != NULL);
  g_return_if_fail (request != NULL && request->group.name != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_group_create_async);
  SERVER_STORE_GET_IFACE (self)->group_create_async (self, user_id, request, task);
}

/**
 * server_store_group_create_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the group, or %NULL
 */
LandlineConversation *
server_store_group_create_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * server_store_group_change_async:
 * @self: the store
 * @user_id: who changes it
 * @conversation: the group
 * @change: what
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Changes a group. Members may leave, and where `who_may_edit` says so, change what is said of the
 * group and add others; all else is for its administrators. Each member is told by an event for
 * each thing that changed, one who was removed too. When the last administrator leaves, the member
 * who has been there longest becomes one.
 */
void
server_store_group_change_async (ServerStore *self,
                                 const char *user_id,
                                 const char *conversation,
                                 const ServerGroupChange *change,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (user_id != NULL);
  g_return_if_fail (conversation != NULL);
  g_return_if_fail (change != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_group_change_async);
  SERVER_STORE_GET_IFACE (self)->group_change_async (self, user_id, conversation, change, task);
}

/**
 * server_store_group_change_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the group as it is now, or %NULL
 */
LandlineConversation *
server_store_group_change_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * server_store_media_create_async:
 * @self: the store
 * @user_id: who uploaded it
 * @media: the file
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Takes the row of a file whose blob is durable.
 */
void
server_store_media_create_async (ServerStore *self,
                                 const char *user_id,
                                 LandlineMedia *media,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (user_id != NULL);
  g_return_if_fail (LANDLINE_IS_MEDIA (media));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_media_create_async);
  SERVER_STORE_GET_IFACE (self)->media_create_async (self, user_id, media, task);
}

/**
 * server_store_media_create_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: whether it was done
 */
gboolean
server_store_media_create_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * server_store_media_get_async:
 * @self: the store
 * @user_id: who asks
 * @media_id: the file
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Looks a file up. The error is %LANDLINE_ERROR_NOT_FOUND, too, for those who neither uploaded it
 * nor are in a conversation that refers to it, unless it is somebody's picture.
 */
void
server_store_media_get_async (ServerStore *self,
                              const char *user_id,
                              const char *media_id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (user_id != NULL);
  g_return_if_fail (media_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_media_get_async);
  SERVER_STORE_GET_IFACE (self)->media_get_async (self, user_id, media_id, task);
}

/**
 * server_store_media_get_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the file, or %NULL
 */
LandlineMedia *
server_store_media_get_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * server_store_media_find_async:
 * @self: the store
 * @user_id: who asks
 * @name: the exact name
 * @before: (nullable): a file that was found: only those behind it
 * @limit: how many at most
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Finds files by name among what the user uploaded and the messages that they may see.
 */
void
server_store_media_find_async (ServerStore *self,
                               const char *user_id,
                               const char *name,
                               const char *before,
                               guint limit,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (user_id != NULL);
  g_return_if_fail (name != NULL);
  g_return_if_fail (limit > 0);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_media_find_async);
  SERVER_STORE_GET_IFACE (self)->media_find_async (self, user_id, name, before, limit, task);
}

/**
 * server_store_media_find_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer container) (element-type LandlineMediaHit): the files, newest first, or %NULL
 */
GPtrArray *
server_store_media_find_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * server_store_media_list_async:
 * @self: the store
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists all files, for the administrator and to sweep the blobs that nobody knows of.
 */
void
server_store_media_list_async (ServerStore *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_media_list_async);
  SERVER_STORE_GET_IFACE (self)->media_list_async (self, task);
}

/**
 * server_store_media_list_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer container) (element-type LandlineMedia): the files, newest first, or %NULL
 */
GPtrArray *
server_store_media_list_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * server_store_group_list_async:
 * @self: the store
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists all groups, for the administrator only: nobody is asked whether they are a member.
 */
void
server_store_group_list_async (ServerStore *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_group_list_async);
  SERVER_STORE_GET_IFACE (self)->group_list_async (self, task);
}

/**
 * server_store_group_list_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer container) (element-type LandlineConversation): the groups, newest first, or
 * %NULL
 */
GPtrArray *
server_store_group_list_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
