/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-store"

#include "config.h"

#include "server-store.h"

/* What people show to their contacts for a day. */

/**
 * server_store_status_post_async:
 * @self: the store
 * @user_id: who posts it
 * @request: what is shown, and to whom; the same under the same id, however often it is asked for
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Posts a status: one transaction with a row in the inbox of each who may see it, and of its
 * author. Those are settled now: contacts (with whom the author has a conversation of two) or the
 * users named, without those of whom either has blocked the other. It expires after
 * `SERVER_LIMIT_STATUS_TIME`.
 *
 * The errors are %LANDLINE_ERROR_NOT_FOUND (no such user, or no file that the author may see),
 * %LANDLINE_ERROR_CONFLICT (the id was used for something else) and %LANDLINE_ERROR_RATE (too
 * many).
 */
void
server_store_status_post_async (ServerStore *self,
                                const char *user_id,
                                const LandlineStatusRequest *request,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (user_id != NULL);
  g_return_if_fail (request != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_status_post_async);
  SERVER_STORE_GET_IFACE (self)->status_post_async (self, user_id, request, task);
}

/**
 * server_store_status_post_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the status, or %NULL
 */
LandlineStatus *
server_store_status_post_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * server_store_status_list_async:
 * @self: the store
 * @user_id: who asks
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists the statuses that somebody may see, their own included.
 */
void
server_store_status_list_async (ServerStore *self,
                                const char *user_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (user_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_status_list_async);
  SERVER_STORE_GET_IFACE (self)->status_list_async (self, user_id, task);
}

/**
 * server_store_status_list_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type LandlineStatus): the statuses, newest first, or %NULL
 */
GPtrArray *
server_store_status_list_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * server_store_status_view_async:
 * @self: the store
 * @user_id: who views it
 * @status_id: a status
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Notes that somebody has viewed a status. Its author is told of the first time.
 */
void
server_store_status_view_async (ServerStore *self,
                                const char *user_id,
                                const char *status_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (user_id != NULL);
  g_return_if_fail (status_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_status_view_async);
  SERVER_STORE_GET_IFACE (self)->status_view_async (self, user_id, status_id, task);
}

/**
 * server_store_status_view_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the status as they are shown it from now on, or %NULL; the error is
 * %LANDLINE_ERROR_NOT_FOUND, too, for those who may not see it
 */
LandlineStatus *
server_store_status_view_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * server_store_status_views_async:
 * @self: the store
 * @user_id: who asks
 * @status_id: a status
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists who viewed a status of one's own.
 */
void
server_store_status_views_async (ServerStore *self,
                                 const char *user_id,
                                 const char *status_id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (user_id != NULL);
  g_return_if_fail (status_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_status_views_async);
  SERVER_STORE_GET_IFACE (self)->status_views_async (self, user_id, status_id, task);
}

/**
 * server_store_status_views_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type LandlineView): the views, the latest first, or %NULL
 */
GPtrArray *
server_store_status_views_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * server_store_status_remove_async:
 * @self: the store
 * @user_id: who asks
 * @status_id: a status
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Removes a status of one's own. Those who may see it are told.
 */
void
server_store_status_remove_async (ServerStore *self,
                                  const char *user_id,
                                  const char *status_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (user_id != NULL);
  g_return_if_fail (status_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_status_remove_async);
  SERVER_STORE_GET_IFACE (self)->status_remove_async (self, user_id, status_id, task);
}

/**
 * server_store_status_remove_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): what they are told, or %NULL
 */
LandlineStatus *
server_store_status_remove_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
