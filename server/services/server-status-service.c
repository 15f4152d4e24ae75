/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-services"

#include "config.h"

#include "server-status-service.h"

#include "landline-error.h"

/**
 * ServerStatusService:
 *
 * The rules for statuses. Who may see one is the store's to know: it is settled in the transaction
 * that posts it.
 */
struct _ServerStatusService
{
  GObject parent_instance;

  ServerStore *store;
};

G_DEFINE_FINAL_TYPE (ServerStatusService, server_status_service, G_TYPE_OBJECT)

static void
server_status_service_finalize (GObject *object)
{
  ServerStatusService *self = SERVER_STATUS_SERVICE (object);

  g_clear_object (&self->store);

  G_OBJECT_CLASS (server_status_service_parent_class)->finalize (object);
}

static void
server_status_service_class_init (ServerStatusServiceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = server_status_service_finalize;
}

static void
server_status_service_init (ServerStatusService *self)
{
}

/**
 * server_status_service_new:
 * @store: the store
 *
 * Returns: (transfer full): the service
 */
ServerStatusService *
server_status_service_new (ServerStore *store)
{
  ServerStatusService *self;

  g_return_val_if_fail (SERVER_IS_STORE (store), NULL);

  self = g_object_new (SERVER_TYPE_STATUS_SERVICE, NULL);
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

/* What has not the shape of an identifier is not asked for. */
static gboolean
check_id (GTask *task, const char *status_id)
{
  if (landline_id_is_prefixed (status_id, LANDLINE_ID_STATUS))
    return TRUE;
  answer (task, NULL,
          g_error_new_literal (LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND,
                               "There is no such status."),
          NULL);
  return FALSE;
}

static void
post_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  LandlineStatus *value = server_store_status_post_finish (SERVER_STORE (source), result, &error);

  answer (user_data, value, error, g_object_unref);
}

/**
 * server_status_service_post_async:
 * @self: the service
 * @account: who asks
 * @request: what, and to whom
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Posts a status.
 */
void
server_status_service_post_async (ServerStatusService *self,
                                  ServerAccount *account,
                                  const LandlineStatusRequest *request,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STATUS_SERVICE (self));
  g_return_if_fail (account != NULL);
  g_return_if_fail (request != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_status_service_post_async);
  server_store_status_post_async (self->store, server_account_get_user_id (account), request,
                                  cancellable, post_cb, task);
}

/**
 * server_status_service_post_finish:
 * @self: the service
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the status, or %NULL
 */
LandlineStatus *
server_status_service_post_finish (ServerStatusService *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
list_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  GPtrArray *value = server_store_status_list_finish (SERVER_STORE (source), result, &error);

  answer (user_data, value, error, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * server_status_service_list_async:
 * @self: the service
 * @account: who asks
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists the statuses that somebody may see, their own included.
 */
void
server_status_service_list_async (ServerStatusService *self,
                                  ServerAccount *account,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STATUS_SERVICE (self));
  g_return_if_fail (account != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_status_service_list_async);
  server_store_status_list_async (self->store, server_account_get_user_id (account), cancellable,
                                  list_cb, task);
}

/**
 * server_status_service_list_finish:
 * @self: the service
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type LandlineStatus): the statuses, newest first, or %NULL
 */
GPtrArray *
server_status_service_list_finish (ServerStatusService *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
view_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  LandlineStatus *value = server_store_status_view_finish (SERVER_STORE (source), result, &error);

  answer (user_data, value, error, g_object_unref);
}

/**
 * server_status_service_view_async:
 * @self: the service
 * @account: who asks
 * @status_id: which
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Notes that somebody has viewed a status.
 */
void
server_status_service_view_async (ServerStatusService *self,
                                  ServerAccount *account,
                                  const char *status_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STATUS_SERVICE (self));
  g_return_if_fail (account != NULL);
  g_return_if_fail (status_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_status_service_view_async);
  if (check_id (task, status_id))
    server_store_status_view_async (self->store, server_account_get_user_id (account), status_id,
                                    cancellable, view_cb, task);
}

/**
 * server_status_service_view_finish:
 * @self: the service
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the status, or %NULL
 */
LandlineStatus *
server_status_service_view_finish (ServerStatusService *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
views_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  GPtrArray *value = server_store_status_views_finish (SERVER_STORE (source), result, &error);

  answer (user_data, value, error, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * server_status_service_views_async:
 * @self: the service
 * @account: who asks
 * @status_id: which
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Lists who viewed a status of one's own.
 */
void
server_status_service_views_async (ServerStatusService *self,
                                   ServerAccount *account,
                                   const char *status_id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STATUS_SERVICE (self));
  g_return_if_fail (account != NULL);
  g_return_if_fail (status_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_status_service_views_async);
  if (check_id (task, status_id))
    server_store_status_views_async (self->store, server_account_get_user_id (account), status_id,
                                     cancellable, views_cb, task);
}

/**
 * server_status_service_views_finish:
 * @self: the service
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type LandlineView): the views, the latest first, or %NULL
 */
GPtrArray *
server_status_service_views_finish (ServerStatusService *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
remove_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  LandlineStatus *value = server_store_status_remove_finish (SERVER_STORE (source), result, &error);

  answer (user_data, value, error, g_object_unref);
}

/**
 * server_status_service_remove_async:
 * @self: the service
 * @account: who asks
 * @status_id: which
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Removes a status of one's own.
 */
void
server_status_service_remove_async (ServerStatusService *self,
                                    ServerAccount *account,
                                    const char *status_id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_STATUS_SERVICE (self));
  g_return_if_fail (account != NULL);
  g_return_if_fail (status_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_status_service_remove_async);
  if (check_id (task, status_id))
    server_store_status_remove_async (self->store, server_account_get_user_id (account), status_id,
                                      cancellable, remove_cb, task);
}

/**
 * server_status_service_remove_finish:
 * @self: the service
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): what its viewers are told, or %NULL
 */
LandlineStatus *
server_status_service_remove_finish (ServerStatusService *self,
                                     GAsyncResult *result,
                                     GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
