/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-services"

#include "config.h"

#include "server-action-service.h"

#include "landline-limits.h"
#include "server-message-service-private.h"

/**
 * ServerActionService:
 *
 * The rules for what is done to messages and for what users note, once for the channel and for
 * REST. They stand in the same order as the device's messages of the same conversation, and count
 * as much. Who has been blocked is parted from who blocked them at once.
 *
 * Who may do what to which message is the store's to say.
 */
struct _ServerActionService
{
  GObject parent_instance;

  ServerStore *store;
  ServerMessageService *messages;
  ServerDelivery *delivery;
};

G_DEFINE_FINAL_TYPE (ServerActionService, server_action_service, G_TYPE_OBJECT)

/* Something that a device does and that waits for the store. */
typedef struct
{
  ServerSender *sender;
  char *receiver;
  char *id;
  LandlineNote *note; /* of a note */
} Doing;

static void
doing_free (gpointer data)
{
  Doing *doing = data;

  server_sender_unref (doing->sender);
  g_clear_object (&doing->note);
  g_free (doing->receiver);
  g_free (doing->id);
  g_free (doing);
}

static void
server_action_service_finalize (GObject *object)
{
  ServerActionService *self = SERVER_ACTION_SERVICE (object);

  g_clear_object (&self->delivery);
  g_clear_object (&self->messages);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (server_action_service_parent_class)->finalize (object);
}

static void
server_action_service_class_init (ServerActionServiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = server_action_service_finalize;
}

static void
server_action_service_init (ServerActionService *self)
{
}

/**
 * server_action_service_new:
 * @store: the store
 * @messages: with whose messages the order is kept
 * @delivery: tells who is there
 *
 * Returns: (transfer full): the service
 */
ServerActionService *
server_action_service_new (ServerStore *store,
                           ServerMessageService *messages,
                           ServerDelivery *delivery)
{
  ServerActionService *self;

  g_return_val_if_fail (SERVER_IS_STORE (store), NULL);
  g_return_val_if_fail (SERVER_IS_MESSAGE_SERVICE (messages), NULL);
  g_return_val_if_fail (SERVER_IS_DELIVERY (delivery), NULL);

  self = g_object_new (SERVER_TYPE_ACTION_SERVICE, NULL);
  self->store = g_object_ref (store);
  self->messages = g_object_ref (messages);
  self->delivery = g_object_ref (delivery);
  return self;
}

/* Returns: (transfer full) (nullable): the task, NULL when it was refused and answered */
static GTask *
begin (ServerActionService *self, GTask *task, ServerSender *sender, const char *to, const char *id)
{
  GError *error = NULL;
  Doing *doing;

  if (!server_message_service_begin (self->messages, sender, to, id, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return NULL;
    }
  doing = g_new0 (Doing, 1);
  doing->sender = server_sender_ref (sender);
  doing->receiver = g_strdup (to);
  doing->id = g_strdup (id);
  g_task_set_task_data (task, doing, doing_free);
  /* What was handed over is committed, and its sender has to hear of it. */
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

static void
end (GTask *task, gboolean taken, const LandlineDone *done, GError *error)
{
  ServerActionService *self = g_task_get_source_object (task);
  Doing *doing = g_task_get_task_data (task);

  server_message_service_end (self->messages, doing->sender, doing->receiver, doing->id, error);
  if (taken)
    g_task_return_pointer (task, g_memdup2 (done, sizeof *done), g_free);
  else
    g_task_return_error (task, error);
}

static gboolean
propagate_done (GTask *task, LandlineDone *done, GError **error)
{
  g_autofree LandlineDone *value = g_task_propagate_pointer (task, error);

  if (value == NULL)
    return FALSE;
  *done = *value;
  return TRUE;
}

static void
acted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  LandlineDone done;
  gboolean taken;

  taken = server_store_act_finish (SERVER_STORE (source), result, &done, &error);
  end (task, taken, &done, error);
}

/**
 * server_action_service_act_async:
 * @self: the service
 * @sender: who does it
 * @action: what
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Does something to a message. When something is refused for the moment, what its device has sent
 * or done, or sends or does, behind it in the same conversation is refused alike, until the refused
 * one is tried again.
 *
 * The errors are those of server_store_act_async(), and %LANDLINE_ERROR_RATE and
 * %LANDLINE_ERROR_BUSY.
 */
void
server_action_service_act_async (ServerActionService *self,
                                 ServerSender *sender,
                                 LandlineAction *action,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_ACTION_SERVICE (self));
  g_return_if_fail (sender != NULL);
  g_return_if_fail (LANDLINE_IS_ACTION (action));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_action_service_act_async);
  task = begin (self, task, sender, landline_action_get_conversation (action),
                landline_action_get_id (action));
  if (task != NULL)
    server_store_act_async (self->store, server_sender_get_account (sender), action, NULL, acted_cb,
                            task);
}

/**
 * server_action_service_act_finish:
 * @self: the service
 * @result: the result
 * @done: (out): the answer
 * @error: return location for an error
 *
 * Returns: whether it was done
 */
gboolean
server_action_service_act_finish (ServerActionService *self,
                                  GAsyncResult *result,
                                  LandlineDone *done,
                                  GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return propagate_done (G_TASK (result), done, error);
}

/* Who is blocked does not learn any more who is there. */
static void
follow (ServerActionService *self, Doing *doing)
{
  const char *user_id = server_account_get_user_id (server_sender_get_account (doing->sender));
  const char *other = landline_note_get_subject (doing->note);

  if (*landline_note_get_value (doing->note) != '\0')
    server_delivery_part (self->delivery, user_id, other);
  else
    server_delivery_reconcile (self->delivery, user_id, other);
}

static void
noted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  ServerNoted noted;
  gboolean taken;

  taken = server_store_note_finish (SERVER_STORE (source), result, &noted, &error);
  if (taken && noted.parts)
    follow (g_task_get_source_object (task), g_task_get_task_data (task));
  end (task, taken, &noted.done, error);
}

/**
 * server_action_service_note_async:
 * @self: the service
 * @sender: who notes it
 * @id: the note's id
 * @note: what
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Keeps a note for the user. The notes of a device are taken in their order.
 *
 * The errors are those of server_store_note_async(), and %LANDLINE_ERROR_RATE and
 * %LANDLINE_ERROR_BUSY.
 */
void
server_action_service_note_async (ServerActionService *self,
                                  ServerSender *sender,
                                  const char *id,
                                  LandlineNote *note,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_ACTION_SERVICE (self));
  g_return_if_fail (sender != NULL);
  g_return_if_fail (id != NULL);
  g_return_if_fail (LANDLINE_IS_NOTE (note));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_action_service_note_async);
  task = begin (self, task, sender, "", id);
  if (task == NULL)
    return;
  ((Doing *) g_task_get_task_data (task))->note = g_object_ref (note);
  server_store_note_async (self->store, server_sender_get_account (sender), id, note, NULL,
                           noted_cb, task);
}

/**
 * server_action_service_note_finish:
 * @self: the service
 * @result: the result
 * @done: (out): the answer
 * @error: return location for an error
 *
 * Returns: whether it was noted
 */
gboolean
server_action_service_note_finish (ServerActionService *self,
                                   GAsyncResult *result,
                                   LandlineDone *done,
                                   GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return propagate_done (G_TASK (result), done, error);
}

static void
notes_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  ServerPage *page = server_store_notes_finish (SERVER_STORE (source), result, &error);

  if (page != NULL)
    g_task_return_pointer (task, page, (GDestroyNotify) server_page_free);
  else
    g_task_return_error (task, error);
}

/**
 * server_action_service_notes_async:
 * @self: the service
 * @account: who asks
 * @after: only what has a higher version
 * @limit: how many at most
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists the user's own notes.
 */
void
server_action_service_notes_async (ServerActionService *self,
                                   ServerAccount *account,
                                   gint64 after,
                                   guint limit,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_ACTION_SERVICE (self));
  g_return_if_fail (account != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_action_service_notes_async);
  server_store_notes_async (self->store, server_account_get_user_id (account), after,
                            CLAMP (limit, 1, LANDLINE_LIMIT_PAGE), cancellable, notes_cb, task);
}

/**
 * server_action_service_notes_finish:
 * @self: the service
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): #LandlineNote by version, or %NULL
 */
ServerPage *
server_action_service_notes_finish (ServerActionService *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
