/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-store"

#include "config.h"

#include "server-store.h"

/**
 * server_store_user_create_async:
 * @self: the store
 * @user: the user
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Makes a user with its first device, and uses the invite up in the same transaction. The first
 * user of a server is its administrator.
 *
 * The errors are %LANDLINE_ERROR_CONFLICT (the number is taken) and %LANDLINE_ERROR_UNAUTHORIZED
 * (no good invite).
 */
void
server_store_user_create_async (ServerStore *self,
                                const ServerNewUser *user,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (user != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_user_create_async);
  SERVER_STORE_GET_IFACE (self)->user_create_async (self, user, task);
}

/**
 * server_store_user_create_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the new account, or %NULL
 */
ServerAccount *
server_store_user_create_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * server_store_user_get_async:
 * @self: the store
 * @reader: (nullable): who is told, %NULL for whoever runs the server
 * @user_id: the number
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Looks a user up.
 */
void
server_store_user_get_async (ServerStore *self,
                             const char *reader,
                             const char *user_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (user_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_user_get_async);
  SERVER_STORE_GET_IFACE (self)->user_get_async (self, reader, user_id, task);
}

/**
 * server_store_user_get_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the user, or %NULL
 */
LandlineUser *
server_store_user_get_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * server_store_user_list_async:
 * @self: the store
 * @reader: (nullable): who is told, %NULL for whoever runs the server
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists the directory.
 */
void
server_store_user_list_async (ServerStore *self,
                              const char *reader,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_user_list_async);
  SERVER_STORE_GET_IFACE (self)->user_list_async (self, reader, task);
}

/**
 * server_store_user_list_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer container) (element-type LandlineUser): the users, by name, or %NULL
 */
GPtrArray *
server_store_user_list_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * server_store_user_change_async:
 * @self: the store
 * @user_id: the number
 * @change: what; a picture has to be a file that the user uploaded
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Changes a profile.
 */
void
server_store_user_change_async (ServerStore *self,
                                const char *user_id,
                                const LandlineProfileChange *change,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (user_id != NULL);
  g_return_if_fail (change != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_user_change_async);
  SERVER_STORE_GET_IFACE (self)->user_change_async (self, user_id, change, task);
}

/**
 * server_store_user_change_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the user as they are now, and who is told more or less of them, or
 * %NULL
 */
ServerChangedUser *
server_store_user_change_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * server_store_user_disable_async:
 * @self: the store
 * @user_id: the number
 * @disabled: whether the user is to be kept out, or may come in again
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Keeps a user out with all devices, or lets them in again with the same ones. What others write to
 * them meanwhile waits. Once is as good as more often.
 */
void
server_store_user_disable_async (ServerStore *self,
                                 const char *user_id,
                                 gboolean disabled,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (user_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_user_disable_async);
  SERVER_STORE_GET_IFACE (self)->user_disable_async (self, user_id, disabled, task);
}

gboolean
server_store_user_disable_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * server_store_user_delete_async:
 * @self: the store
 * @user_id: the number
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Deletes a user: profile, devices, statuses, notes, links, what they noted to themself, and the
 * files that nothing else refers to, of which the next collection removes the contents. They leave
 * their groups. What they sent to others stays, as that of a former user who has another id, and
 * everybody is told of that (see landline_user_new_former()). The number is free from then on, and
 * whoever registers it has nothing to do with what was its owner's before.
 *
 * The error is %LANDLINE_ERROR_NOT_FOUND when there is no such user.
 */
void
server_store_user_delete_async (ServerStore *self,
                                const char *user_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (user_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_user_delete_async);
  SERVER_STORE_GET_IFACE (self)->user_delete_async (self, user_id, task);
}

gboolean
server_store_user_delete_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * server_store_seen_async:
 * @self: the store
 * @account: the device
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Notes that a device is there now. Rides with the next commit, or waits 100 ms.
 */
void
server_store_seen_async (ServerStore *self,
                         ServerAccount *account,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (account != NULL);

  task = callback != NULL ? g_task_new (self, cancellable, callback, user_data) : NULL;
  if (task != NULL)
    g_task_set_source_tag (task, server_store_seen_async);
  SERVER_STORE_GET_IFACE (self)->seen_async (self, account, task);
}

/**
 * server_store_seen_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: whether it was done
 */
gboolean
server_store_seen_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * server_store_peers_async:
 * @self: the store
 * @user_id: the user
 * @conversation: (nullable): whose members are meant, %NULL for all of theirs
 * @limit: how many at most
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists who is told anything of a user's presence.
 */
void
server_store_peers_async (ServerStore *self,
                          const char *user_id,
                          const char *conversation,
                          guint limit,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (user_id != NULL);
  g_return_if_fail (limit > 0);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_peers_async);
  SERVER_STORE_GET_IFACE (self)->peers_async (self, user_id, conversation, limit, task);
}

/**
 * server_store_peers_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer container) (element-type ServerPeer): those who share a conversation with
 * the user, or %NULL
 */
GPtrArray *
server_store_peers_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * server_store_device_find_async:
 * @self: the store
 * @token_hash: SHA-256 of the token
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Finds a device by its token. The error is %LANDLINE_ERROR_UNAUTHORIZED when there is none.
 */
void
server_store_device_find_async (ServerStore *self,
                                const guint8 *token_hash,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (token_hash != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_device_find_async);
  SERVER_STORE_GET_IFACE (self)->device_find_async (self, token_hash, task);
}

/**
 * server_store_device_find_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): whose token it is, or %NULL
 */
ServerAccount *
server_store_device_find_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * server_store_device_create_async:
 * @self: the store
 * @user_id: the user
 * @device: the device
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Makes another device of a user. It stands at the head of the inbox: what was before it gets from
 * the history.
 */
void
server_store_device_create_async (ServerStore *self,
                                  const char *user_id,
                                  const ServerNewDevice *device,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (user_id != NULL);
  g_return_if_fail (device != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_device_create_async);
  SERVER_STORE_GET_IFACE (self)->device_create_async (self, user_id, device, task);
}

/**
 * server_store_device_create_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the new account, or %NULL
 */
ServerAccount *
server_store_device_create_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * server_store_device_list_async:
 * @self: the store
 * @user_id: the user
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists a user's devices.
 */
void
server_store_device_list_async (ServerStore *self,
                                const char *user_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (user_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_device_list_async);
  SERVER_STORE_GET_IFACE (self)->device_list_async (self, user_id, task);
}

/**
 * server_store_device_list_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer container) (element-type LandlineDevice): the devices, oldest first, or %NULL
 */
GPtrArray *
server_store_device_list_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * server_store_device_revoke_async:
 * @self: the store
 * @user_id: the user
 * @device_id: the device
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Ends a device: its token is good for nothing any more, and nothing is kept for it.
 */
void
server_store_device_revoke_async (ServerStore *self,
                                  const char *user_id,
                                  const char *device_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (user_id != NULL);
  g_return_if_fail (device_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_device_revoke_async);
  SERVER_STORE_GET_IFACE (self)->device_revoke_async (self, user_id, device_id, task);
}

/**
 * server_store_device_revoke_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: whether it was done
 */
gboolean
server_store_device_revoke_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * server_store_invite_create_async:
 * @self: the store
 * @invite: the invite
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Takes a new invite.
 */
void
server_store_invite_create_async (ServerStore *self,
                                  const ServerInvite *invite,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (invite != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_invite_create_async);
  SERVER_STORE_GET_IFACE (self)->invite_create_async (self, invite, task);
}

/**
 * server_store_invite_create_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: whether it was done
 */
gboolean
server_store_invite_create_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * server_store_invite_list_async:
 * @self: the store
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists the invites that are still good.
 */
void
server_store_invite_list_async (ServerStore *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_invite_list_async);
  SERVER_STORE_GET_IFACE (self)->invite_list_async (self, task);
}

/**
 * server_store_invite_list_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer container) (element-type ServerInvite): the invites, newest first, or %NULL
 */
GPtrArray *
server_store_invite_list_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * server_store_invite_revoke_async:
 * @self: the store
 * @invite_id: its id
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Ends an invite.
 */
void
server_store_invite_revoke_async (ServerStore *self,
                                  const char *invite_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (invite_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_invite_revoke_async);
  SERVER_STORE_GET_IFACE (self)->invite_revoke_async (self, invite_id, task);
}

/**
 * server_store_invite_revoke_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: whether it was done
 */
gboolean
server_store_invite_revoke_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * server_changed_user_free:
 * @self: (transfer full): the answer to a change
 */
void
server_changed_user_free (ServerChangedUser *self)
{
  g_clear_object (&self->user);
  g_clear_pointer (&self->peers, g_ptr_array_unref);
  g_free (self);
}
