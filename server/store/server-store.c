/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-store"

#include "config.h"

#include "server-store.h"

/**
 * ServerStore:
 *
 * The server's memory, in the domain's terms. Every call is answered on the caller's main context,
 * a change only once it is durable. A store numbers: `seq` in a conversation and `cursor` in an
 * inbox grow without regard to any clock.
 *
 * A call without a callback is one that nobody waits for: it costs no task.
 *
 * It is not responsible for limits and rates (the services are) nor for telling anybody (the
 * delivery is): it says what was committed with #ServerStore::committed and leaves the rest to
 * others.
 *
 * When a store cannot know whether a commit happened it emits #ServerStore::failed, answers nothing
 * any more, and the process has to start again from disk.
 */

enum
{
  COMMITTED,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_INTERFACE (ServerStore, server_store, G_TYPE_OBJECT)

static void
server_store_default_init (ServerStoreInterface *iface)
{
  /**
   * ServerStore::committed:
   * @self: the store
   * @rows: (type gpointer): an array of #ServerCommittedRow, borrowed
   * @n_rows: how many
   *
   * Inbox rows became durable. In the order of their cursors for each user, and of the commits, on
   * the main context that the store was made on.
   */
  signals[COMMITTED] = g_signal_new ("committed", SERVER_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_UINT);

  /**
   * ServerStore::failed:
   * @self: the store
   * @error: why
   *
   * The outcome of a commit is unknown: the process has to stop and to start again from disk.
   */
  signals[FAILED] = g_signal_new ("failed", SERVER_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

/**
 * server_store_emit_committed: (skip)
 * @self: the store
 * @rows: (array length=n_rows): what was committed
 * @n_rows: how many
 *
 * For implementations: says what was committed.
 */
void
server_store_emit_committed (ServerStore *self, const ServerCommittedRow *rows, guint n_rows)
{
  g_return_if_fail (SERVER_IS_STORE (self));

  g_signal_emit (self, signals[COMMITTED], 0, (gpointer) rows, n_rows);
}

/**
 * server_store_emit_failed: (skip)
 * @self: the store
 * @error: why
 *
 * For implementations: says that the outcome of a commit is unknown.
 */
void
server_store_emit_failed (ServerStore *self, const GError *error)
{
  g_return_if_fail (SERVER_IS_STORE (self));

  g_signal_emit (self, signals[FAILED], 0, error);
}

void
server_collected_free (ServerCollected *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->media, g_ptr_array_unref);
  g_free (self);
}

/**
 * server_store_send_async:
 * @self: the store
 * @sender: who sends
 * @request: what
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Takes a message: one transaction with its number, a row in the inbox of each member, and what it
 * refers to. The receiver is a user (their direct conversation is made on demand, with oneself it
 * is Note to self) or a conversation. An id that the sender has used before answers as before, with
 * `duplicate`.
 *
 * The errors are %LANDLINE_ERROR_NOT_FOUND (no such receiver, or a file that is not the sender's to
 * send), %LANDLINE_ERROR_NOT_MEMBER (any more), %LANDLINE_ERROR_CONFLICT (the id was used for
 * something else), %LANDLINE_ERROR_UNAUTHORIZED (the device was revoked) and
 * %LANDLINE_ERROR_STORAGE_FULL. After a refusal for the moment, what was handed over before the
 * answer was seen is refused alike.
 */
void
server_store_send_async (ServerStore *self,
                         ServerAccount *sender,
                         LandlineSendRequest *request,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (sender != NULL);
  g_return_if_fail (LANDLINE_IS_SEND_REQUEST (request));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_send_async);
  SERVER_STORE_GET_IFACE (self)->send_async (self, sender, request, task);
}

/**
 * server_store_send_finish:
 * @self: the store
 * @result: the result
 * @sent: (out): the answer
 * @error: return location for an error
 *
 * Returns: whether it was done
 */
gboolean
server_store_send_finish (ServerStore *self,
                          GAsyncResult *result,
                          LandlineSent *sent,
                          GError **error)
{
  g_autofree LandlineSent *value = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  value = g_task_propagate_pointer (G_TASK (result), error);
  if (value == NULL)
    return FALSE;
  *sent = *value;
  return TRUE;
}

/**
 * server_store_send_for_task:
 * @self: the store
 * @sender: who sends
 * @request: what
 * @task: (transfer full): what to answer: a task of the caller's own, whose value is to be taken
 * with server_store_send_propagate()
 *
 * The same as server_store_send_async(), for a service that has a task already: the server sends
 * nothing as often as messages.
 */
void
server_store_send_for_task (ServerStore *self,
                            ServerAccount *sender,
                            LandlineSendRequest *request,
                            GTask *task)
{
  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (sender != NULL);
  g_return_if_fail (LANDLINE_IS_SEND_REQUEST (request));
  g_return_if_fail (G_IS_TASK (task));

  SERVER_STORE_GET_IFACE (self)->send_async (self, sender, request, task);
}

/**
 * server_store_send_propagate:
 * @task: a task that was given to server_store_send_for_task()
 * @sent: (out): the answer
 * @error: return location for an error
 *
 * Returns: whether it was taken
 */
gboolean
server_store_send_propagate (GTask *task, LandlineSent *sent, GError **error)
{
  g_autofree LandlineSent *value = g_task_propagate_pointer (task, error);

  if (value == NULL)
    return FALSE;
  *sent = *value;
  return TRUE;
}

/**
 * server_store_attach_async:
 * @self: the store
 * @account: the device
 * @generation: (nullable): what the device says, %NULL when it has nothing yet
 * @cursor: what the device says
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Says where a device begins that has everything up to @cursor in @generation. What it has is
 * acknowledged with it.
 */
void
server_store_attach_async (ServerStore *self,
                           ServerAccount *account,
                           const char *generation,
                           gint64 cursor,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (account != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_attach_async);
  SERVER_STORE_GET_IFACE (self)->attach_async (self, account, generation, cursor, task);
}

/**
 * server_store_attach_finish:
 * @self: the store
 * @result: the result
 * @position: (out): where it stands
 * @error: return location for an error
 *
 * Returns: whether it was done
 */
gboolean
server_store_attach_finish (ServerStore *self,
                            GAsyncResult *result,
                            ServerPosition *position,
                            GError **error)
{
  g_autofree ServerPosition *value = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  value = g_task_propagate_pointer (G_TASK (result), error);
  if (value == NULL)
    return FALSE;
  *position = *value;
  return TRUE;
}

/**
 * server_store_inbox_read_async:
 * @self: the store
 * @account: whose
 * @after: the cursor before the first row, -1 for what the device has acknowledged
 * @limit: how many rows at most
 * @max_bytes: how large the rows may be together
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Reads an inbox by cursor. At least one row is returned if there is one, whatever its size.
 */
void
server_store_inbox_read_async (ServerStore *self,
                               ServerAccount *account,
                               gint64 after,
                               guint limit,
                               gsize max_bytes,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (account != NULL);
  g_return_if_fail (limit > 0);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_inbox_read_async);
  SERVER_STORE_GET_IFACE (self)->inbox_read_async (self, account, after, limit, max_bytes, task);
}

/**
 * server_store_inbox_read_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): #ServerInboxRow by cursor, or %NULL
 */
ServerPage *
server_store_inbox_read_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * server_store_ack_async:
 * @self: the store
 * @account: the device
 * @cursor: up to where
 * @urgent: whether somebody waits for a receipt; otherwise it may ride with the next commit, 100 ms
 * at most
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Notes that a device has everything up to @cursor on its own disk. Moves the user's `delivered`
 * watermarks and writes receipts into the inboxes of those who sent what was delivered. Cumulative
 * and idempotent.
 */
void
server_store_ack_async (ServerStore *self,
                        ServerAccount *account,
                        gint64 cursor,
                        gboolean urgent,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (account != NULL);

  task = callback != NULL ? g_task_new (self, cancellable, callback, user_data) : NULL;
  if (task != NULL)
    g_task_set_source_tag (task, server_store_ack_async);
  SERVER_STORE_GET_IFACE (self)->ack_async (self, account, cursor, urgent, task);
}

/**
 * server_store_ack_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: the cursor that the device has acknowledged now, -1 on failure
 */
gint64
server_store_ack_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return g_task_propagate_int (G_TASK (result), error);
}

/**
 * server_store_read_mark_async:
 * @self: the store
 * @account: who
 * @conversation: where
 * @seq: up to where
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Notes that the user has seen a conversation up to @seq. Cumulative and idempotent; what is past
 * the end means the end. What is read is delivered too. Rides with the next commit, or waits 100
 * ms.
 */
void
server_store_read_mark_async (ServerStore *self,
                              ServerAccount *account,
                              const char *conversation,
                              gint64 seq,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (account != NULL);
  g_return_if_fail (conversation != NULL);

  task = callback != NULL ? g_task_new (self, cancellable, callback, user_data) : NULL;
  if (task != NULL)
    g_task_set_source_tag (task, server_store_read_mark_async);
  SERVER_STORE_GET_IFACE (self)->read_mark_async (self, account, conversation, seq, task);
}

/**
 * server_store_read_mark_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: whether it was done
 */
gboolean
server_store_read_mark_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * server_store_heads_async:
 * @self: the store
 * @accounts: (element-type ServerAccount): the devices
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Says how far the inboxes of devices go: what a pump looks at by itself when no hint came.
 */
void
server_store_heads_async (ServerStore *self,
                          GPtrArray *accounts,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (accounts != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_heads_async);
  SERVER_STORE_GET_IFACE (self)->heads_async (self, accounts, task);
}

/**
 * server_store_heads_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type gint64): the newest cursor of each, -1 for a device that
 * is no more, or %NULL
 */
GArray *
server_store_heads_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * server_store_collect_async:
 * @self: the store
 * @collection: what to go by
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Forgets a little of what has to be forgotten. A step is short, so that sends do not wait for it:
 * call again while there is more.
 */
void
server_store_collect_async (ServerStore *self,
                            const ServerCollection *collection,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));
  g_return_if_fail (collection != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_collect_async);
  SERVER_STORE_GET_IFACE (self)->collect_async (self, collection, task);
}

/**
 * server_store_collect_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): what was forgotten, or %NULL
 */
ServerCollected *
server_store_collect_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * server_store_stats_async:
 * @self: the store
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Counts what is there.
 */
void
server_store_stats_async (ServerStore *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_stats_async);
  SERVER_STORE_GET_IFACE (self)->stats_async (self, task);
}

/**
 * server_store_stats_finish:
 * @self: the store
 * @result: the result
 * @stats: (out): the counts
 * @error: return location for an error
 *
 * Returns: whether it was done
 */
gboolean
server_store_stats_finish (ServerStore *self,
                           GAsyncResult *result,
                           ServerStats *stats,
                           GError **error)
{
  g_autofree ServerStats *value = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  value = g_task_propagate_pointer (G_TASK (result), error);
  if (value == NULL)
    return FALSE;
  *stats = *value;
  return TRUE;
}

/**
 * server_store_check_async:
 * @self: the store
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Checks the integrity of what is on disk.
 */
void
server_store_check_async (ServerStore *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_check_async);
  SERVER_STORE_GET_IFACE (self)->check_async (self, task);
}

/**
 * server_store_check_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: whether it was done
 */
gboolean
server_store_check_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * server_store_probe_async:
 * @self: the store
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Finds out whether something can be read, written and committed now: as quick as a message,
 * whatever the size of what is kept.
 */
void
server_store_probe_async (ServerStore *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_store_probe_async);
  SERVER_STORE_GET_IFACE (self)->probe_async (self, task);
}

/**
 * server_store_probe_finish:
 * @self: the store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: whether it was done
 */
gboolean
server_store_probe_finish (ServerStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
