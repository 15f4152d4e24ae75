/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-store"

#include "config.h"

#include "server-store.h"

/* What people do to messages, and what they note for themselves. */

/**
 * server_store_act_async:
 * @self: the store
 * @account: the device that does it
 * @action: what, still to be taken
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Does something to a message: one transaction with its version, what it makes of the message, and
 * a row in the inbox of each member who may see the message. An id that the user has used before
 * answers as before, with `duplicate`.
 *
 * From then on the message is as it was made everywhere: in histories, and in inboxes that have not
 * been read. A deleted one keeps neither content nor reactions, and refers to no file.
 *
 * The errors are %LANDLINE_ERROR_NOT_FOUND (no such conversation, or no message there that the user
 * may see), %LANDLINE_ERROR_NOT_MEMBER (any more, or no administrator),
 * %LANDLINE_ERROR_UNAUTHORIZED (the message is somebody else's, or the device was revoked),
 * %LANDLINE_ERROR_CONFLICT (the id was used for something else, or the message was deleted or is
 * too old), %LANDLINE_ERROR_UNSUPPORTED and %LANDLINE_ERROR_BAD_FRAME (it cannot be edited, or not
 * to that), %LANDLINE_ERROR_TOO_LARGE and %LANDLINE_ERROR_STORAGE_FULL. After a refusal for the
 * moment, what was handed over before the answer was seen is refused alike.
 */
void
server_store_act_async (ServerStore *self,
                        ServerAccount *account,
                        LandlineAction *action,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (account != NULL);
  g_return_if_fail (LANDLINE_IS_ACTION (action));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_act_async);
  SERVER_STORE_GET_IFACE (self)->act_async (self, account, action, task);
}

/**
 * server_store_act_finish:
 * @self: the store
 * @result: the result
 * @done: (out): the answer
 * @error: return location for an error
 *
 * Returns: whether it was done
 */
gboolean
server_store_act_finish (ServerStore *self,
                         GAsyncResult *result,
                         LandlineDone *done,
                         GError **error)
{
  g_autofree LandlineDone *value = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  value = g_task_propagate_pointer (G_TASK (result), error);
  if (value == NULL)
    return FALSE;
  *done = *value;
  return TRUE;
}

/**
 * server_store_note_async:
 * @self: the store
 * @account: the device that notes it
 * @id: the note's UUIDv7
 * @note: key and value
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Keeps the last value of a key for a user, and tells their devices. An id that the user has used
 * before answers as before, with `duplicate`.
 *
 * From a note `block:…` on, what the blocked user sends to this one directly is taken and withheld,
 * until the note is taken back.
 *
 * The errors are %LANDLINE_ERROR_CONFLICT (the id was used for something else),
 * %LANDLINE_ERROR_TOO_LARGE (too many keys), %LANDLINE_ERROR_UNAUTHORIZED (the device was revoked)
 * and %LANDLINE_ERROR_STORAGE_FULL.
 */
void
server_store_note_async (ServerStore *self,
                         ServerAccount *account,
                         const char *id,
                         LandlineNote *note,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (account != NULL);
  g_return_if_fail (id != NULL);
  g_return_if_fail (LANDLINE_IS_NOTE (note));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_note_async);
  SERVER_STORE_GET_IFACE (self)->note_async (self, account, id, note, task);
}

/**
 * server_store_note_finish:
 * @self: the store
 * @result: the result
 * @noted: (out): the answer
 * @error: return location for an error
 *
 * Returns: whether it was noted
 */
gboolean
server_store_note_finish (ServerStore *self,
                          GAsyncResult *result,
                          ServerNoted *noted,
                          GError **error)
{
  g_autofree ServerNoted *value = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  value = g_task_propagate_pointer (G_TASK (result), error);
  if (value == NULL)
    return FALSE;
  *noted = *value;
  return TRUE;
}

/**
 * server_store_notes_async:
 * @self: the store
 * @user_id: whose
 * @after: only what has a higher version
 * @limit: how many at most
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists the last value of each key, by version; an empty one has been taken back.
 */
void
server_store_notes_async (ServerStore *self,
                          const char *user_id,
                          gint64 after,
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
  g_task_set_source_tag (task, server_store_notes_async);
  SERVER_STORE_GET_IFACE (self)->notes_async (self, user_id, after, limit, task);
}

/**
 * server_store_notes_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): #LandlineNote by version, or %NULL
 */
ServerPage *
server_store_notes_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
