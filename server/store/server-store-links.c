/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-store"

#include "config.h"

#include "server-store.h"

/**
 * server_store_link_create_async:
 * @self: the store
 * @account: the device that makes it
 * @link_id: what it is called where it is listed
 * @hash: SHA-256 of its code
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Makes a link by which one more device of the user can come in, once and for
 * %SERVER_LIMIT_LINK_LIFETIME milliseconds. It ends with the device that made it.
 *
 * The errors are %LANDLINE_ERROR_UNAUTHORIZED (the device was revoked) and %LANDLINE_ERROR_RATE
 * (the user has %SERVER_LIMIT_LINKS open).
 */
void
server_store_link_create_async (ServerStore *self,
                                ServerAccount *account,
                                const char *link_id,
                                const guint8 *hash,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (account != NULL);
  g_return_if_fail (link_id != NULL);
  g_return_if_fail (hash != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_link_create_async);
  SERVER_STORE_GET_IFACE (self)->link_create_async (self, account, link_id, hash, task);
}

/**
 * server_store_link_create_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the link, without its code, or %NULL
 */
LandlineDeviceLink *
server_store_link_create_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * server_store_link_list_async:
 * @self: the store
 * @user_id: the user
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists the links of a user that are still good.
 */
void
server_store_link_list_async (ServerStore *self,
                              const char *user_id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (user_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_link_list_async);
  SERVER_STORE_GET_IFACE (self)->link_list_async (self, user_id, task);
}

/**
 * server_store_link_list_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer container) (element-type LandlineDeviceLink): the links, newest first, or
 * %NULL
 */
GPtrArray *
server_store_link_list_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * server_store_link_remove_async:
 * @self: the store
 * @user_id: the user
 * @link_id: the link
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Ends a link of a user. The error is %LANDLINE_ERROR_NOT_FOUND when there is none.
 */
void
server_store_link_remove_async (ServerStore *self,
                                const char *user_id,
                                const char *link_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (user_id != NULL);
  g_return_if_fail (link_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_link_remove_async);
  SERVER_STORE_GET_IFACE (self)->link_remove_async (self, user_id, link_id, task);
}

/**
 * server_store_link_remove_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: whether it was done
 */
gboolean
server_store_link_remove_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * server_store_link_use_async:
 * @self: the store
 * @hash: SHA-256 of the code of a link
 * @device: the new device
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Makes another device of the user who has the link, uses the link up and tells the user's other
 * devices, in one transaction.
 *
 * The errors are %LANDLINE_ERROR_UNAUTHORIZED (there is no such link, or it is over) and
 * %LANDLINE_ERROR_CONFLICT (the user has %SERVER_LIMIT_DEVICES devices).
 */
void
server_store_link_use_async (ServerStore *self,
                             const guint8 *hash,
                             const ServerNewDevice *device,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (hash != NULL);
  g_return_if_fail (device != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_link_use_async);
  SERVER_STORE_GET_IFACE (self)->link_use_async (self, hash, device, task);
}

/**
 * server_store_link_use_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the new device, or %NULL
 */
ServerAccount *
server_store_link_use_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
