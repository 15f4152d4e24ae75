/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-services"

#include "config.h"

#include "server-user-service.h"

#include "landline-error.h"
#include "landline-limits.h"

/**
 * ServerUserService:
 *
 * The rules for people: everybody on a server is in its directory, and each changes only themself.
 * Of who has blocked them people are told number and name, and nothing else; when others were there
 * last, as both chose. What is changed of that holds at once for everybody who is connected.
 */
struct _ServerUserService
{
  GObject parent_instance;

  ServerStore *store;
  ServerDelivery *delivery; /* NULL where nobody is connected */
};

G_DEFINE_FINAL_TYPE (ServerUserService, server_user_service, G_TYPE_OBJECT)

static void
server_user_service_finalize (GObject *object)
{
  ServerUserService *self = SERVER_USER_SERVICE (object);

  g_clear_object (&self->delivery);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (server_user_service_parent_class)->finalize (object);
}

static void
server_user_service_class_init (ServerUserServiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = server_user_service_finalize;
}

static void
server_user_service_init (ServerUserService *self)
{
}

/**
 * server_user_service_new:
 * @store: the store
 * @delivery: (nullable): what tells those who are connected of a change
 *
 * Returns: (transfer full): the service
 */
ServerUserService *
server_user_service_new (ServerStore *store, ServerDelivery *delivery)
{
  ServerUserService *self;

  g_return_val_if_fail (SERVER_IS_STORE (store), NULL);

  self = g_object_new (SERVER_TYPE_USER_SERVICE, NULL);
  self->store = g_object_ref (store);
  g_set_object (&self->delivery, delivery);
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

static gboolean
check_change (const LandlineProfileChange *change, GError **error)
{
  if (change->name == NULL || *change->name != '\0')
    return TRUE;
  g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME, "A name cannot be empty.");
  return FALSE;
}

static void
list_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  GPtrArray *value = server_store_user_list_finish (SERVER_STORE (source), result, &error);

  answer (user_data, value, error, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * server_user_service_list_async:
 * @self: the service
 * @account: who asks
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists the directory.
 */
void
server_user_service_list_async (ServerUserService *self,
                                ServerAccount *account,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_USER_SERVICE (self));
  g_return_if_fail (account != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_user_service_list_async);
  server_store_user_list_async (self->store, server_account_get_user_id (account), cancellable,
                                list_cb, task);
}

/**
 * server_user_service_list_finish:
 * @self: the service
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer container) (element-type LandlineUser): the users, by name, or %NULL
 */
GPtrArray *
server_user_service_list_finish (ServerUserService *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
get_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  LandlineUser *value = server_store_user_get_finish (SERVER_STORE (source), result, &error);

  answer (user_data, value, error, g_object_unref);
}

/**
 * server_user_service_get_async:
 * @self: the service
 * @account: who asks
 * @user_id: whom
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Looks somebody up.
 */
void
server_user_service_get_async (ServerUserService *self,
                               ServerAccount *account,
                               const char *user_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_USER_SERVICE (self));
  g_return_if_fail (account != NULL);
  g_return_if_fail (user_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_user_service_get_async);
  server_store_user_get_async (self->store, server_account_get_user_id (account), user_id,
                               cancellable, get_cb, task);
}

/**
 * server_user_service_get_finish:
 * @self: the service
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the user, or %NULL
 */
LandlineUser *
server_user_service_get_finish (ServerUserService *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
change_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  ServerUserService *self = g_task_get_source_object (user_data);
  g_autoptr (ServerChangedUser) changed = NULL;

  changed = server_store_user_change_finish (SERVER_STORE (source), result, &error);
  if (changed != NULL && self->delivery != NULL)
    server_delivery_settle (self->delivery, landline_user_get_id (changed->user), changed->peers);
  answer (user_data, changed != NULL ? g_steal_pointer (&changed->user) : NULL, error,
          g_object_unref);
}

/**
 * server_user_service_change_async:
 * @self: the service
 * @account: who asks
 * @change: what
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Changes the profile of who asks. A picture has to be a file that they uploaded.
 */
void
server_user_service_change_async (ServerUserService *self,
                                  ServerAccount *account,
                                  const LandlineProfileChange *change,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GError *error = NULL;
  GTask *task;

  g_return_if_fail (SERVER_IS_USER_SERVICE (self));
  g_return_if_fail (account != NULL);
  g_return_if_fail (change != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_user_service_change_async);
  if (!check_change (change, &error))
    {
      answer (task, NULL, error, NULL);
      return;
    }
  server_store_user_change_async (self->store, server_account_get_user_id (account), change,
                                  cancellable, change_cb, task);
}

/**
 * server_user_service_change_finish:
 * @self: the service
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the user as they are now, or %NULL
 */
LandlineUser *
server_user_service_change_finish (ServerUserService *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
