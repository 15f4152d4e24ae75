/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-sync"

#include "config.h"

#include "app-session-devices.h"

#include "app-rest-devices.h"
#include "app-session-private.h"

static void
listed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *devices = app_rest_list_devices_finish (APP_REST (object), result, &error);

  if (devices != NULL)
    g_task_return_pointer (task, devices, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * app_session_list_devices_async:
 * @self: a session
 * @cancellable: (nullable): to stop it
 * @callback: called with the devices
 * @user_data: for @callback
 *
 * Asks the server for the devices of this account.
 */
void
app_session_list_devices_async (AppSession *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;

  g_return_if_fail (APP_IS_SESSION (self) && self->rest != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_session_list_devices_async);
  app_rest_list_devices_async (self->rest, cancellable, listed_cb, task);
}

GPtrArray *
app_session_list_devices_finish (AppSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
removed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (app_rest_remove_device_finish (APP_REST (object), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * app_session_remove_device_async:
 * @self: a session
 * @device_id: a device of the same person
 * @cancellable: (nullable): to stop it
 * @callback: called when it is signed out
 * @user_data: for @callback
 *
 * Signs a device out. It keeps what it has on its own disk.
 */
void
app_session_remove_device_async (AppSession *self,
                                 const char *device_id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task;

  g_return_if_fail (APP_IS_SESSION (self) && self->rest != NULL);
  g_return_if_fail (device_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_session_remove_device_async);
  app_rest_remove_device_async (self->rest, device_id, cancellable, removed_cb, task);
}

gboolean
app_session_remove_device_finish (AppSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static AppInviteLink *
make_link (AppSession *self, const char *const *addresses, const char *key, const char *code)
{
  return app_invite_link_new_for_device (app_account_get_server_name (self->account), addresses,
                                         key, code, app_account_get_user_id (self->account),
                                         app_account_get_name (self->account));
}

static void
located_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AppSession *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (AppInviteLink) where = app_server_process_locate_finish (APP_SERVER_PROCESS (object),
                                                                      result, &error);

  if (where == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task,
                           make_link (self, app_invite_link_get_addresses (where),
                                      app_invite_link_get_key (where), g_task_get_task_data (task)),
                           g_object_unref);
}

/* Where a server is that runs inside of an app stands in no account: its process knows. */
static void
link_made_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AppSession *self = g_task_get_source_object (task);
  g_autoptr (LandlineDeviceLink) link = NULL;
  GError *error = NULL;

  link = app_rest_make_link_finish (APP_REST (object), result, &error);
  if (link == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->server == NULL)
    {
      g_task_return_pointer (task,
                             make_link (self, app_account_get_addresses (self->account),
                                        app_account_get_key (self->account),
                                        landline_device_link_get_code (link)),
                             g_object_unref);
      return;
    }
  g_task_set_task_data (task, g_strdup (landline_device_link_get_code (link)), g_free);
  app_server_process_locate_async (self->server, g_task_get_cancellable (task), located_cb,
                                   g_object_ref (task));
}

/**
 * app_session_link_device_async:
 * @self: a session
 * @cancellable: (nullable): to stop it
 * @callback: called with the link
 * @user_data: for @callback
 *
 * Makes a link by which another device of the same person comes in.
 */
void
app_session_link_device_async (AppSession *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;

  g_return_if_fail (APP_IS_SESSION (self) && self->rest != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_session_link_device_async);
  app_rest_make_link_async (self->rest, cancellable, link_made_cb, task);
}

AppInviteLink *
app_session_link_device_finish (AppSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
