/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-services"

#include "config.h"

#include "server-conversation-service.h"

#include <string.h>

#include "landline-error.h"
#include "landline-limits.h"

/**
 * ServerConversationService:
 *
 * The rules for conversations and groups: who asks sees what they are a member of, everything else
 * is as good as not there.
 */
struct _ServerConversationService
{
  GObject parent_instance;

  ServerStore *store;
};

G_DEFINE_FINAL_TYPE (ServerConversationService, server_conversation_service, G_TYPE_OBJECT)

static void
server_conversation_service_finalize (GObject *object)
{
  ServerConversationService *self = SERVER_CONVERSATION_SERVICE (object);

  g_clear_object (&self->store);

  G_OBJECT_CLASS (server_conversation_service_parent_class)->finalize (object);
}

static void
server_conversation_service_class_init (ServerConversationServiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = server_conversation_service_finalize;
}

static void
server_conversation_service_init (ServerConversationService *self)
{
}

/**
 * server_conversation_service_new:
 * @store: the store
 *
 * Returns: (transfer full): the service
 */
ServerConversationService *
server_conversation_service_new (ServerStore *store)
{
  ServerConversationService *self;

  g_return_val_if_fail (SERVER_IS_STORE (store), NULL);

  self = g_object_new (SERVER_TYPE_CONVERSATION_SERVICE, NULL);
  self->store = g_object_ref (store);
  return self;
}

static void
answer (GTask *task, gpointer value, GError *error, GDestroyNotify value_free)
{
  if (value != NULL)
    g_task_return_pointer (task, value, value_free);
  else
    g_task_return_error (task, error);
  g_object_unref (task);
}

static guint
clamp_limit (guint limit)
{
  return limit == 0 ? LANDLINE_DEFAULT_PAGE : MIN (limit, LANDLINE_LIMIT_PAGE);
}

static gboolean
check_name (const char *name, GError **error)
{
  gsize length = strlen (name);

  if (length > 0 && length <= LANDLINE_LIMIT_NAME && g_utf8_validate (name, length, NULL))
    return TRUE;
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME,
               "The name of a group has 1 to %d bytes.", LANDLINE_LIMIT_NAME);
  return FALSE;
}

static gboolean
check_group_change (const ServerGroupChange *change, GError **error)
{
  if (change->kind == SERVER_GROUP_EDIT)
    return change->edit.name == NULL || check_name (change->edit.name, error);
  if (change->kind == SERVER_GROUP_SETTLE)
    return TRUE;
  if (landline_id_is_user (change->user_id))
    return TRUE;
  g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME, "A member is a number.");
  return FALSE;
}

static void
list_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  GPtrArray *value = server_store_conversation_list_finish (SERVER_STORE (source), result, &error);

  answer (user_data, value, error, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * server_conversation_service_list_async:
 * @self: the service
 * @account: who asks
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists the conversations of who asks.
 */
void
server_conversation_service_list_async (ServerConversationService *self,
                                        ServerAccount *account,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_CONVERSATION_SERVICE (self));
  g_return_if_fail (account != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_conversation_service_list_async);
  server_store_conversation_list_async (self->store, server_account_get_user_id (account),
                                        cancellable, list_cb, task);
}

/**
 * server_conversation_service_list_finish:
 * @self: the service
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer container) (element-type LandlineConversation): the conversations, newest
 * first, or %NULL
 */
GPtrArray *
server_conversation_service_list_finish (ServerConversationService *self,
                                         GAsyncResult *result,
                                         GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
get_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  LandlineConversation *value = server_store_conversation_get_finish (SERVER_STORE (source), result,
                                                                      &error);

  answer (user_data, value, error, g_object_unref);
}

/**
 * server_conversation_service_get_async:
 * @self: the service
 * @account: who asks
 * @conversation: which
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Looks a conversation up.
 */
void
server_conversation_service_get_async (ServerConversationService *self,
                                       ServerAccount *account,
                                       const char *conversation,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_CONVERSATION_SERVICE (self));
  g_return_if_fail (account != NULL);
  g_return_if_fail (conversation != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_conversation_service_get_async);
  server_store_conversation_get_async (self->store, server_account_get_user_id (account),
                                       conversation, cancellable, get_cb, task);
}

/**
 * server_conversation_service_get_finish:
 * @self: the service
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the conversation, or %NULL
 */
LandlineConversation *
server_conversation_service_get_finish (ServerConversationService *self,
                                        GAsyncResult *result,
                                        GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
messages_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  ServerPage *value = server_store_messages_finish (SERVER_STORE (source), result, &error);

  answer (user_data, value, error, (GDestroyNotify) server_page_free);
}

/**
 * server_conversation_service_messages_async:
 * @self: the service
 * @account: who asks
 * @conversation: which
 * @before: only what has a lower `seq`, 0 for the newest
 * @limit: how many, 0 for the usual
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Reads what is kept of a conversation.
 */
void
server_conversation_service_messages_async (ServerConversationService *self,
                                            ServerAccount *account,
                                            const char *conversation,
                                            gint64 before,
                                            guint limit,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_CONVERSATION_SERVICE (self));
  g_return_if_fail (account != NULL);
  g_return_if_fail (conversation != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_conversation_service_messages_async);
  server_store_messages_async (self->store, server_account_get_user_id (account), conversation,
                               before, clamp_limit (limit), cancellable, messages_cb, task);
}

/**
 * server_conversation_service_messages_finish:
 * @self: the service
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): #ServerMessage, newest first, or %NULL
 */
ServerPage *
server_conversation_service_messages_finish (ServerConversationService *self,
                                             GAsyncResult *result,
                                             GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
receipts_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  GPtrArray *value = server_store_receipts_finish (SERVER_STORE (source), result, &error);

  answer (user_data, value, error, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * server_conversation_service_receipts_async:
 * @self: the service
 * @account: who asks
 * @conversation: which
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Says who has got and read what.
 */
void
server_conversation_service_receipts_async (ServerConversationService *self,
                                            ServerAccount *account,
                                            const char *conversation,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_CONVERSATION_SERVICE (self));
  g_return_if_fail (account != NULL);
  g_return_if_fail (conversation != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_conversation_service_receipts_async);
  server_store_receipts_async (self->store, server_account_get_user_id (account), conversation,
                               cancellable, receipts_cb, task);
}

/**
 * server_conversation_service_receipts_finish:
 * @self: the service
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer container) (element-type LandlineReceipt): a receipt for each member, or %NULL
 */
GPtrArray *
server_conversation_service_receipts_finish (ServerConversationService *self,
                                             GAsyncResult *result,
                                             GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
create_group_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  LandlineConversation *value = server_store_group_create_finish (SERVER_STORE (source), result,
                                                                  &error);

  answer (user_data, value, error, g_object_unref);
}

/**
 * server_conversation_service_create_group_async:
 * @self: the service
 * @account: who asks
 * @request: what is asked for
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Makes a group.
 */
void
server_conversation_service_create_group_async (ServerConversationService *self,
                                                ServerAccount *account,
                                                const LandlineGroupRequest *request,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback,
                                                gpointer user_data)
{
  GError *error = NULL;
  GTask *task;

  g_return_if_fail (SERVER_IS_CONVERSATION_SERVICE (self));
  g_return_if_fail (account != NULL);
  g_return_if_fail (request != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_conversation_service_create_group_async);
  if (!check_name (request->group.name != NULL ? request->group.name : "", &error))
    {
      answer (task, NULL, error, NULL);
      return;
    }
  server_store_group_create_async (self->store, server_account_get_user_id (account), request,
                                   cancellable, create_group_cb, task);
}

/**
 * server_conversation_service_create_group_finish:
 * @self: the service
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the group, or %NULL
 */
LandlineConversation *
server_conversation_service_create_group_finish (ServerConversationService *self,
                                                 GAsyncResult *result,
                                                 GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
change_group_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  LandlineConversation *value = server_store_group_change_finish (SERVER_STORE (source), result,
                                                                  &error);

  answer (user_data, value, error, g_object_unref);
}

/**
 * server_conversation_service_change_group_async:
 * @self: the service
 * @account: who asks
 * @conversation: which
 * @change: what
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Changes a group.
 */
void
server_conversation_service_change_group_async (ServerConversationService *self,
                                                ServerAccount *account,
                                                const char *conversation,
                                                const ServerGroupChange *change,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback,
                                                gpointer user_data)
{
  GError *error = NULL;
  GTask *task;

  g_return_if_fail (SERVER_IS_CONVERSATION_SERVICE (self));
  g_return_if_fail (account != NULL);
  g_return_if_fail (conversation != NULL);
  g_return_if_fail (change != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_conversation_service_change_group_async);
  if (!check_group_change (change, &error))
    {
      answer (task, NULL, error, NULL);
      return;
    }
  server_store_group_change_async (self->store, server_account_get_user_id (account), conversation,
                                   change, cancellable, change_group_cb, task);
}

/**
 * server_conversation_service_change_group_finish:
 * @self: the service
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the group as it is now, or %NULL
 */
LandlineConversation *
server_conversation_service_change_group_finish (ServerConversationService *self,
                                                 GAsyncResult *result,
                                                 GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
