/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-sync"

#include "config.h"

#include "app-registration.h"

#include <glib/gi18n.h>

#include "app-address.h"
#include "app-error.h"
#include "app-rest-devices.h"
#include "landline-id.h"

typedef struct
{
  AppInviteLink *link;
  char *phone;
  char *name;
  char *device_name;
  guint address; /* which of the link's is tried */
  AppRest *rest;
  LandlineServerInfo *info;
} JoinCall;

static void
join_call_free (JoinCall *call)
{
  g_clear_object (&call->link);
  g_free (call->phone);
  g_free (call->name);
  g_free (call->device_name);
  g_clear_object (&call->rest);
  g_clear_object (&call->info);
  g_free (call);
}

static void try_address (GTask *task);

/* The address that answered comes first from now on. */
static GStrv
order_addresses (JoinCall *call)
{
  const char *const *addresses = app_invite_link_get_addresses (call->link);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_add (builder, addresses[call->address]);
  for (guint i = 0; addresses[i] != NULL; i++)
    if (i != call->address)
      g_strv_builder_add (builder, addresses[i]);
  return g_strv_builder_end (builder);
}

static AppAccount *
make_account (JoinCall *call, const LandlineRegistration *registration)
{
  AppAccount *account = app_account_new ();
  g_auto (GStrv) addresses = order_addresses (call);

  app_account_set_server_name (account, landline_server_info_get_name (call->info));
  app_account_set_addresses (account, (const char *const *) addresses);
  app_account_set_key (account, app_invite_link_get_key (call->link));
  app_account_set_user_id (account, registration->user_id);
  app_account_set_name (account, call->name);
  app_account_set_device (account, registration->device);
  app_account_set_token (account, registration->token);
  return account;
}

static void
registered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_auto (LandlineRegistration) registration = LANDLINE_REGISTRATION_INIT;
  GError *error = NULL;

  if (app_rest_register_finish (APP_REST (object), result, &registration, &error))
    g_task_return_pointer (task, make_account (g_task_get_task_data (task), &registration),
                           g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
linked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  JoinCall *call = g_task_get_task_data (task);
  g_auto (LandlineRegistration) registration = LANDLINE_REGISTRATION_INIT;
  const char *person = app_invite_link_get_person (call->link);
  GError *error = NULL;

  if (!app_rest_join_by_link_finish (APP_REST (object), result, &registration, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  /* Until the server's directory says it. */
  g_set_str (&call->name, person != NULL && *person != '\0' ? person : registration.user_id);
  g_task_return_pointer (task, make_account (call, &registration), g_object_unref);
}

/* Nothing was sent that could have been taken: another address may be the one that is reachable. */
static gboolean
is_worth_another (const GError *error)
{
  return g_error_matches (error, APP_ERROR, APP_ERROR_UNREACHABLE) ||
         g_error_matches (error, APP_ERROR, APP_ERROR_WRONG_KEY) ||
         g_error_matches (error, APP_ERROR, APP_ERROR_PROTOCOL);
}

static void
server_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  JoinCall *call = g_task_get_task_data (task);
  LandlineRegisterRequest request = { (char *) app_invite_link_get_invite (call->link), call->phone,
                                      call->name, call->device_name };
  LandlineLinkRequest link = { (char *) app_invite_link_get_device_code (call->link),
                               call->device_name };
  GError *error = NULL;

  call->info = app_rest_get_server_finish (APP_REST (object), result, &error);
  if (call->info != NULL && link.link != NULL)
    {
      app_rest_join_by_link_async (call->rest, &link, g_task_get_cancellable (task), linked_cb,
                                   g_object_ref (task));
      return;
    }
  if (call->info != NULL)
    {
      app_rest_register_async (call->rest, &request, g_task_get_cancellable (task), registered_cb,
                               g_object_ref (task));
      return;
    }
  if (is_worth_another (error) &&
      app_invite_link_get_addresses (call->link)[call->address + 1] != NULL)
    {
      g_error_free (error);
      call->address++;
      try_address (task);
      return;
    }
  g_task_return_error (task, error);
}

static void
try_address (GTask *task)
{
  JoinCall *call = g_task_get_task_data (task);
  const char *key = app_invite_link_get_key (call->link);
  g_autofree char *url =
      app_address_dup_url (app_invite_link_get_addresses (call->link)[call->address], key);

  g_clear_object (&call->rest);
  call->rest = app_rest_new (url, key, NULL);
  app_rest_get_server_async (call->rest, g_task_get_cancellable (task), server_cb,
                             g_object_ref (task));
}

static gboolean
check_name (const char *name, GError **error)
{
  if (*name != '\0' && strlen (name) <= LANDLINE_LIMIT_NAME)
    return TRUE;
  g_set_error_literal (error, APP_ERROR, APP_ERROR_ACCOUNT,
                       *name == '\0' ? _ ("Please say what you are called.")
                                     : _ ("This name is too long."));
  return FALSE;
}

/**
 * app_registration_join_async:
 * @link: where, and with what right
 * @phone: the number, as it was typed
 * @name: what to be called
 * @device_name: (nullable): what this computer is called
 * @cancellable: (nullable): to stop it
 * @callback: called with the account
 * @user_data: for @callback
 *
 * Registers with a server, or becomes another device of the person whose link it is, who has a
 * number and a name already. The account is not saved.
 */
void
app_registration_join_async (AppInviteLink *link,
                             const char *phone,
                             const char *name,
                             const char *device_name,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  JoinCall *call;
  GError *error = NULL;

  g_return_if_fail (APP_IS_INVITE_LINK (link));
  g_return_if_fail (phone != NULL && name != NULL);

  call = g_new0 (JoinCall, 1);
  call->link = g_object_ref (link);
  call->phone = app_registration_normalise_phone (phone);
  call->name = g_strstrip (g_strdup (name));
  call->device_name = g_strdup (device_name);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_registration_join_async);
  g_task_set_task_data (task, call, (GDestroyNotify) join_call_free);
  if (app_invite_link_get_device_code (link) != NULL)
    try_address (task);
  else if (call->phone == NULL)
    g_task_return_new_error_literal (
        task, APP_ERROR, APP_ERROR_ACCOUNT,
        _ ("This is no number: use a phone number such as +1 555 0101 or an extension of 2 to 6 "
           "digits."));
  else if (!check_name (call->name, &error))
    g_task_return_error (task, error);
  else
    try_address (task);
}

AppAccount *
app_registration_join_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  AppServerProcess *server;
  char *phone;
  char *name;
  char *device_name;
} HostCall;

static void
host_call_free (HostCall *call)
{
  g_object_unref (call->server);
  g_free (call->phone);
  g_free (call->name);
  g_free (call->device_name);
  g_free (call);
}

static void
joined_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  AppAccount *account = app_registration_join_finish (result, &error);

  if (account == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  app_account_set_hosted (account, TRUE);
  g_task_return_pointer (task, account, g_object_unref);
}

static void
invited_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HostCall *call = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (AppInviteLink) link = app_server_process_invite_finish (APP_SERVER_PROCESS (object),
                                                                     result, &error);

  if (link == NULL)
    g_task_return_error (task, error);
  else
    app_registration_join_async (link, call->phone, call->name, call->device_name,
                                 g_task_get_cancellable (task), joined_cb, g_object_ref (task));
}

static void
started_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HostCall *call = g_task_get_task_data (task);
  GError *error = NULL;

  if (!app_server_process_start_finish (APP_SERVER_PROCESS (object), result, &error))
    g_task_return_error (task, error);
  else
    app_server_process_invite_async (call->server, g_task_get_cancellable (task), invited_cb,
                                     g_object_ref (task));
}

/**
 * app_registration_host_async:
 * @server: the bundled server; it is started
 * @phone: the number, as it was typed
 * @name: what to be called
 * @device_name: (nullable): what this computer is called
 * @cancellable: (nullable): to stop it
 * @callback: called with the account
 * @user_data: for @callback
 *
 * Makes the first account of a server on this computer. The account is not saved.
 */
void
app_registration_host_async (AppServerProcess *server,
                             const char *phone,
                             const char *name,
                             const char *device_name,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task;
  HostCall *call;

  g_return_if_fail (APP_IS_SERVER_PROCESS (server));
  g_return_if_fail (phone != NULL && name != NULL);

  call = g_new0 (HostCall, 1);
  call->server = g_object_ref (server);
  call->phone = g_strdup (phone);
  call->name = g_strdup (name);
  call->device_name = g_strdup (device_name);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_registration_host_async);
  g_task_set_task_data (task, call, (GDestroyNotify) host_call_free);
  app_server_process_start_async (server, cancellable, started_cb, task);
}

AppAccount *
app_registration_host_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

char *
app_registration_normalise_phone (const char *text)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  g_return_val_if_fail (text != NULL, NULL);

  for (; *text != '\0'; text++)
    if (g_ascii_isdigit (*text) || (*text == '+' && digits->len == 0))
      g_string_append_c (digits, *text);
    else if (strchr (" -./()\t", *text) == NULL)
      return NULL;
  return landline_id_is_user (digits->str) ? g_strdup (digits->str) : NULL;
}
