/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-services"

#include "config.h"

#include "server-message-service-private.h"

#include <string.h>

#include "landline-error.h"
#include "landline-limits.h"
#include "server-limits.h"
#include "server-sender-private.h"

/* Sends of all devices that may wait for the store. Beyond it they would only wait longer. */
#define MAX_IN_FLIGHT    16384
#define BUSY_RETRY_AFTER 500

/**
 * ServerMessageService:
 *
 * The rules for messages, once for the channel and for REST: who may speak for whom, how fast, how
 * many at a time, and in which order something is refused. Membership and numbers are the store's.
 */
struct _ServerMessageService
{
  GObject parent_instance;

  ServerStore *store;
  ServerMarks *marks;
  ServerConfig *config;
  GHashTable *senders;
  ServerAllowances *allowances; /* of devices that have no sender now */
  guint n_in_flight;
};

G_DEFINE_FINAL_TYPE (ServerMessageService, server_message_service, G_TYPE_OBJECT)

typedef struct
{
  ServerSender *sender;
  LandlineSendRequest *request;
} Send;

static void
send_free (gpointer data)
{
  Send *send = data;

  server_sender_unref (send->sender);
  g_object_unref (send->request);
  g_free (send);
}

static void
server_message_service_finalize (GObject *object)
{
  ServerMessageService *self = SERVER_MESSAGE_SERVICE (object);

  g_clear_pointer (&self->senders, g_hash_table_unref);
  g_clear_pointer (&self->allowances, server_allowances_unref);
  g_clear_object (&self->config);
  g_clear_object (&self->marks);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (server_message_service_parent_class)->finalize (object);
}

static void
server_message_service_class_init (ServerMessageServiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = server_message_service_finalize;
}

static void
server_message_service_init (ServerMessageService *self)
{
  self->senders = g_hash_table_new (g_str_hash, g_str_equal);
  self->allowances = server_allowances_new ();
}

/**
 * server_message_service_new:
 * @store: the store
 * @config: the limits
 *
 * Returns: (transfer full): the service
 */
ServerMessageService *
server_message_service_new (ServerStore *store, ServerConfig *config)
{
  ServerMessageService *self;

  g_return_val_if_fail (SERVER_IS_STORE (store), NULL);
  g_return_val_if_fail (SERVER_IS_CONFIG (config), NULL);

  self = g_object_new (SERVER_TYPE_MESSAGE_SERVICE, NULL);
  self->store = g_object_ref (store);
  self->marks = server_marks_new (store);
  self->config = g_object_ref (config);
  return self;
}

/**
 * server_message_service_dup_sender:
 * @self: the service
 * @account: a device
 *
 * Returns: (transfer full): what is remembered of the device while anybody holds it; how much of
 * its rate is left is remembered longer
 */
ServerSender *
server_message_service_dup_sender (ServerMessageService *self, ServerAccount *account)
{
  g_return_val_if_fail (SERVER_IS_MESSAGE_SERVICE (self), NULL);
  g_return_val_if_fail (account != NULL, NULL);

  return server_sender_find (self->senders, self->allowances, account);
}

/**
 * server_message_service_spend:
 * @self: the service
 * @account: a device
 * @error: return location for an error; %LANDLINE_ERROR_RATE, with the time after which to try
 * again
 *
 * Counts something else that others are told of (a change of a group, a status, a profile) against
 * the rate at which the device may send.
 *
 * Returns: whether it may be done now
 */
gboolean
server_message_service_spend (ServerMessageService *self, ServerAccount *account, GError **error)
{
  g_autoptr (ServerSender) sender = server_message_service_dup_sender (self, account);

  return server_sender_spend (sender,
                              (guint) server_config_get_limit (self->config,
                                                               SERVER_CONFIG_MESSAGES_PER_SECOND),
                              error);
}

/* A conversation that something was refused in, and of which it is looked up with whom it is. */
typedef struct
{
  ServerSender *sender;
  char *conversation;
} Lookup;

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Lookup *lookup = user_data;
  g_autoptr (LandlineConversation) conversation = NULL;
  g_autoptr (GError) error = NULL;

  conversation = server_store_conversation_get_finish (SERVER_STORE (source), result, &error);
  server_sender_learn (lookup->sender, lookup->conversation, conversation, error);
  server_sender_unref (lookup->sender);
  g_free (lookup->conversation);
  g_free (lookup);
}

static void
look_up_refused (ServerMessageService *self, ServerSender *sender)
{
  const char *user_id = server_account_get_user_id (server_sender_get_account (sender));
  char *conversation;

  while ((conversation = server_sender_take_unknown (sender)) != NULL)
    {
      Lookup *lookup = g_new (Lookup, 1);

      lookup->sender = server_sender_ref (sender);
      lookup->conversation = conversation;
      server_store_conversation_get_async (self->store, user_id, conversation, NULL, looked_up_cb,
                                           lookup);
    }
}

static gboolean
check_sender (ServerSender *sender, LandlineSendRequest *request, GError **error)
{
  const char *claimed = landline_send_request_get_sender_id (request);

  if (claimed == NULL ||
      strcmp (claimed, server_account_get_user_id (server_sender_get_account (sender))) == 0)
    return TRUE;
  g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED,
                       "You may only send in your own name.");
  return FALSE;
}

static gboolean
check_load (ServerMessageService *self, GError **error)
{
  if (self->n_in_flight < MAX_IN_FLIGHT)
    return TRUE;
  g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY,
                       "The server is busy. Please try again in a moment.");
  landline_error_set_retry_after (*error, BUSY_RETRY_AFTER);
  return FALSE;
}

/**
 * server_message_service_begin:
 * @self: the service
 * @sender: who sends, does or notes something
 * @receiver: in which conversation, by one of its names; empty for a note
 * @id: what
 * @error: return location for an error, not optional
 *
 * Order, rate and load, the same for all that a device hands over.
 *
 * Returns: whether it may be handed on; server_message_service_end() is due then
 */
gboolean
server_message_service_begin (ServerMessageService *self,
                              ServerSender *sender,
                              const char *receiver,
                              const char *id,
                              GError **error)
{
  guint rate = server_config_get_limit (self->config, SERVER_CONFIG_MESSAGES_PER_SECOND);

  if (!server_sender_begin (sender, receiver, id, rate, error))
    {
      look_up_refused (self, sender);
      return FALSE;
    }
  if (!check_load (self, error))
    {
      /* The sender remembers it: what stands behind it must not overtake it. */
      server_sender_end (sender, receiver, id, *error);
      look_up_refused (self, sender);
      return FALSE;
    }
  self->n_in_flight++;
  return TRUE;
}

/**
 * server_message_service_end:
 * @self: the service
 * @sender: who handed it over
 * @receiver: where
 * @id: what
 * @error: (nullable): what came of it
 */
void
server_message_service_end (ServerMessageService *self,
                            ServerSender *sender,
                            const char *receiver,
                            const char *id,
                            const GError *error)
{
  self->n_in_flight--;
  server_sender_end (sender, receiver, id, error);
  if (error != NULL)
    look_up_refused (self, sender);
}

/**
 * server_message_service_send_async:
 * @self: the service
 * @sender: who sends
 * @request: what
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Takes a message. server_message_service_send_finish() has to be called. When one is refused for
 * the moment, what its device has sent or sends behind it in the same conversation, by whichever of
 * its names, is refused alike, until the refused one is sent again.
 *
 * The errors are those of server_store_send_async(), and %LANDLINE_ERROR_RATE,
 * %LANDLINE_ERROR_BUSY, and %LANDLINE_ERROR_UNAUTHORIZED for a message in somebody else's name.
 */
void
server_message_service_send_async (ServerMessageService *self,
                                   ServerSender *sender,
                                   LandlineSendRequest *request,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;
  Send *send;

  g_return_if_fail (SERVER_IS_MESSAGE_SERVICE (self));
  g_return_if_fail (sender != NULL);
  g_return_if_fail (LANDLINE_IS_SEND_REQUEST (request));
  g_return_if_fail (callback != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_message_service_send_async);
  if (!check_sender (sender, request, &error) ||
      !server_message_service_begin (self, sender, landline_send_request_get_receiver_id (request),
                                     landline_send_request_get_id (request), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  send = g_new0 (Send, 1);
  send->sender = server_sender_ref (sender);
  send->request = g_object_ref (request);
  g_task_set_task_data (task, send, send_free);
  /* What was handed over is committed, and its sender has to hear of it. */
  g_task_set_check_cancellable (task, FALSE);
  server_store_send_for_task (self->store, server_sender_get_account (sender), request,
                              g_steal_pointer (&task));
}

/**
 * server_message_service_send_finish:
 * @self: the service
 * @result: the result
 * @sent: (out): the answer
 * @error: return location for an error
 *
 * Returns: whether it was taken
 */
gboolean
server_message_service_send_finish (ServerMessageService *self,
                                    GAsyncResult *result,
                                    LandlineSent *sent,
                                    GError **error)
{
  GError *failure = NULL;
  gboolean taken;
  Send *send;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  send = g_task_get_task_data (G_TASK (result));
  taken = server_store_send_propagate (G_TASK (result), sent, &failure);
  if (send != NULL)
    server_message_service_end (self, send->sender,
                                landline_send_request_get_receiver_id (send->request),
                                landline_send_request_get_id (send->request), failure);
  if (failure != NULL)
    g_propagate_error (error, failure);
  return taken;
}

static void
inbox_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  ServerPage *page = server_store_inbox_read_finish (SERVER_STORE (source), result, &error);

  if (page != NULL)
    g_task_return_pointer (task, page, (GDestroyNotify) server_page_free);
  else
    g_task_return_error (task, error);
}

/**
 * server_message_service_inbox_async:
 * @self: the service
 * @account: the device
 * @cursor: the cursor before the first event, -1 for what the device has acknowledged
 * @limit: how many events, 0 for the usual
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Reads a device's unread mail. A page never has more than the protocol allows.
 */
void
server_message_service_inbox_async (ServerMessageService *self,
                                    ServerAccount *account,
                                    gint64 cursor,
                                    guint limit,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_MESSAGE_SERVICE (self));
  g_return_if_fail (account != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_message_service_inbox_async);
  limit = limit == 0 ? LANDLINE_DEFAULT_PAGE : MIN (limit, LANDLINE_LIMIT_PAGE);
  server_store_inbox_read_async (self->store, account, cursor, limit, LANDLINE_LIMIT_PAGE_BYTES,
                                 cancellable, inbox_cb, task);
}

/**
 * server_message_service_inbox_finish:
 * @self: the service
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the events as #ServerInboxRow, or %NULL
 */
ServerPage *
server_message_service_inbox_finish (ServerMessageService *self,
                                     GAsyncResult *result,
                                     GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
ack_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gint64 cursor = server_store_ack_finish (SERVER_STORE (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, cursor);
}

/**
 * server_message_service_ack_async:
 * @self: the service
 * @account: the device
 * @cursor: up to where it has its mail
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Takes an acknowledgement that came over REST; those of a channel go by its pump.
 */
void
server_message_service_ack_async (ServerMessageService *self,
                                  ServerAccount *account,
                                  gint64 cursor,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_MESSAGE_SERVICE (self));
  g_return_if_fail (account != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_message_service_ack_async);
  server_store_ack_async (self->store, account, cursor, TRUE, cancellable, ack_cb, task);
}

/**
 * server_message_service_ack_finish:
 * @self: the service
 * @result: the result
 * @error: return location for an error
 *
 * Returns: the cursor that the device has acknowledged now, -1 on failure
 */
gint64
server_message_service_ack_finish (ServerMessageService *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return g_task_propagate_int (G_TASK (result), error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (server_marks_read_finish (SERVER_MARKS (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * server_message_service_read_async:
 * @self: the service
 * @account: who read
 * @conversation: where
 * @seq: up to where
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Takes a read mark. One that the store refuses for the moment is kept and counts as taken.
 */
void
server_message_service_read_async (ServerMessageService *self,
                                   ServerAccount *account,
                                   const char *conversation,
                                   gint64 seq,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_MESSAGE_SERVICE (self));
  g_return_if_fail (account != NULL);
  g_return_if_fail (conversation != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_message_service_read_async);
  server_marks_read_async (self->marks, account, conversation, seq, cancellable, read_cb, task);
}

gboolean
server_message_service_read_finish (ServerMessageService *self,
                                    GAsyncResult *result,
                                    GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * server_message_service_get_marks:
 * @self: the service
 *
 * Returns: (transfer none): what hands the read marks to the store
 */
ServerMarks *
server_message_service_get_marks (ServerMessageService *self)
{
  g_return_val_if_fail (SERVER_IS_MESSAGE_SERVICE (self), NULL);

  return self->marks;
}
