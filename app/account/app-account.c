/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-account"

#include "config.h"

#include "app-account.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "app-address.h"
#include "app-error.h"

#define GROUP_SERVER "server"
#define GROUP_USER   "user"

/**
 * AppAccount:
 *
 * Who somebody is on a server, and where that server is. Kept as a key file that only its owner may
 * read, for it has the token. It knows nothing of connections.
 */
struct _AppAccount
{
  GObject parent_instance;

  char *server_name;
  GStrv addresses;
  char *key;
  gboolean hosted;
  char *user_id;
  char *name;
  char *device;
  char *token;
};

enum
{
  PROP_0,
  PROP_SERVER_NAME,
  PROP_ADDRESSES,
  PROP_KEY,
  PROP_HOSTED,
  PROP_USER_ID,
  PROP_NAME,
  PROP_DEVICE,
  PROP_TOKEN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AppAccount, app_account, G_TYPE_OBJECT)

static void
app_account_finalize (GObject *object)
{
  AppAccount *self = APP_ACCOUNT (object);

  g_clear_pointer (&self->server_name, g_free);
  g_clear_pointer (&self->addresses, g_strfreev);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->user_id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->device, g_free);
  g_clear_pointer (&self->token, g_free);
  G_OBJECT_CLASS (app_account_parent_class)->finalize (object);
}

static void
app_account_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppAccount *self = APP_ACCOUNT (object);

  switch (prop_id)
    {
    case PROP_ADDRESSES:
      g_value_set_boxed (value, self->addresses);
      break;
    case PROP_HOSTED:
      g_value_set_boolean (value, self->hosted);
      break;
    case PROP_SERVER_NAME:
      g_value_set_string (value, self->server_name);
      break;
    case PROP_KEY:
      g_value_set_string (value, self->key);
      break;
    case PROP_USER_ID:
      g_value_set_string (value, self->user_id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_DEVICE:
      g_value_set_string (value, self->device);
      break;
    case PROP_TOKEN:
      g_value_set_string (value, self->token);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_account_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  AppAccount *self = APP_ACCOUNT (object);

  switch (prop_id)
    {
    case PROP_ADDRESSES:
      app_account_set_addresses (self, g_value_get_boxed (value));
      break;
    case PROP_HOSTED:
      app_account_set_hosted (self, g_value_get_boolean (value));
      break;
    case PROP_SERVER_NAME:
      app_account_set_server_name (self, g_value_get_string (value));
      break;
    case PROP_KEY:
      app_account_set_key (self, g_value_get_string (value));
      break;
    case PROP_USER_ID:
      app_account_set_user_id (self, g_value_get_string (value));
      break;
    case PROP_NAME:
      app_account_set_name (self, g_value_get_string (value));
      break;
    case PROP_DEVICE:
      app_account_set_device (self, g_value_get_string (value));
      break;
    case PROP_TOKEN:
      app_account_set_token (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static GParamSpec *
string_property (const char *name)
{
  return g_param_spec_string (name, NULL, NULL, NULL,
                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
}

static void
app_account_class_init (AppAccountClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = app_account_finalize;
  object_class->get_property = app_account_get_property;
  object_class->set_property = app_account_set_property;

  properties[PROP_ADDRESSES] = g_param_spec_boxed ("addresses", NULL, NULL, G_TYPE_STRV,
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                                       G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_HOSTED] = g_param_spec_boolean ("hosted", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                                      G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_SERVER_NAME] = string_property ("server-name");
  properties[PROP_KEY] = string_property ("key");
  properties[PROP_USER_ID] = string_property ("user-id");
  properties[PROP_NAME] = string_property ("name");
  properties[PROP_DEVICE] = string_property ("device");
  properties[PROP_TOKEN] = string_property ("token");

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
app_account_init (AppAccount *self)
{
  self->addresses = g_new0 (char *, 1);
}

/**
 * app_account_new:
 *
 * Returns: (transfer full): an account with nothing in it
 */
AppAccount *
app_account_new (void)
{
  return g_object_new (APP_TYPE_ACCOUNT, NULL);
}

static AppAccount *
account_from_key_file (GKeyFile *file, GError **error)
{
  g_autoptr (AppAccount) self = app_account_new ();

  self->server_name = g_key_file_get_string (file, GROUP_SERVER, "name", NULL);
  self->key = g_key_file_get_string (file, GROUP_SERVER, "key", NULL);
  self->hosted = g_key_file_get_boolean (file, GROUP_SERVER, "hosted", NULL);
  self->user_id = g_key_file_get_string (file, GROUP_USER, "id", NULL);
  self->name = g_key_file_get_string (file, GROUP_USER, "name", NULL);
  self->device = g_key_file_get_string (file, GROUP_USER, "device", NULL);
  self->token = g_key_file_get_string (file, GROUP_USER, "token", NULL);
  g_strfreev (self->addresses);
  self->addresses = g_key_file_get_string_list (file, GROUP_SERVER, "addresses", NULL, NULL);
  if (self->addresses == NULL)
    self->addresses = g_new0 (char *, 1);

  if (self->user_id == NULL || self->token == NULL || (self->addresses[0] == NULL && !self->hosted))
    {
      g_set_error_literal (error, APP_ERROR, APP_ERROR_ACCOUNT,
                           _ ("The account’s file is damaged: it lacks the server, the number or "
                              "the token."));
      return NULL;
    }
  return g_steal_pointer (&self);
}

static AppAccount *
account_load (const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) local_error = NULL;

  if (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &local_error))
    return account_from_key_file (file, error);
  if (g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return NULL;
  g_set_error (error, APP_ERROR, APP_ERROR_ACCOUNT,
               /* translators: %s is a reason */
               _ ("The account’s file cannot be read: %s"), local_error->message);
  return NULL;
}

static void
load_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  AppAccount *account = account_load (task_data, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, account, g_object_unref);
}

/**
 * app_account_load_async:
 * @profile: whose account
 * @cancellable: (nullable): to stop waiting
 * @callback: called when done
 * @user_data: for @callback
 *
 * Reads the account of a profile, off the main thread.
 */
void
app_account_load_async (AppProfile *profile,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (APP_IS_PROFILE (profile));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_account_load_async);
  g_task_set_task_data (task, app_profile_dup_account_path (profile), g_free);
  g_task_run_in_thread (task, load_in_thread);
}

/**
 * app_account_load_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the account; %NULL without an error when there is none yet
 */
AppAccount *
app_account_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
set_unless_null (GKeyFile *file, const char *group, const char *key, const char *value)
{
  if (value != NULL)
    g_key_file_set_string (file, group, key, value);
}

static char *
account_to_data (AppAccount *self)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  set_unless_null (file, GROUP_SERVER, "name", self->server_name);
  g_key_file_set_string_list (file, GROUP_SERVER, "addresses",
                              (const char *const *) self->addresses,
                              g_strv_length (self->addresses));
  set_unless_null (file, GROUP_SERVER, "key", self->key);
  g_key_file_set_boolean (file, GROUP_SERVER, "hosted", self->hosted);
  set_unless_null (file, GROUP_USER, "id", self->user_id);
  set_unless_null (file, GROUP_USER, "name", self->name);
  set_unless_null (file, GROUP_USER, "device", self->device);
  set_unless_null (file, GROUP_USER, "token", self->token);
  return g_key_file_to_data (file, NULL, NULL);
}

typedef struct
{
  char *path;
  char *data;
} SaveCall;

static void
save_call_free (SaveCall *call)
{
  g_free (call->path);
  g_free (call->data);
  g_free (call);
}

static void
save_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  SaveCall *call = task_data;
  g_autofree char *folder = g_path_get_dirname (call->path);
  g_autoptr (GError) error = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    g_set_error_literal (&error, G_FILE_ERROR, g_file_error_from_errno (errno), g_strerror (errno));
  else if (g_file_set_contents_full (call->path, call->data, -1,
                                     G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                     0600, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_task_return_new_error (task, APP_ERROR, APP_ERROR_ACCOUNT,
                           /* translators: %s is a reason */
                           _ ("The account cannot be saved: %s"), error->message);
}

/**
 * app_account_save_async:
 * @self: the account as it is now
 * @profile: whose account
 * @cancellable: (nullable): to stop waiting
 * @callback: called when done
 * @user_data: for @callback
 *
 * Writes the account, off the main thread: wholly or not at all, and for its owner's eyes only.
 */
void
app_account_save_async (AppAccount *self,
                        AppProfile *profile,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  SaveCall *call;

  g_return_if_fail (APP_IS_ACCOUNT (self));
  g_return_if_fail (APP_IS_PROFILE (profile));

  call = g_new0 (SaveCall, 1);
  call->path = app_profile_dup_account_path (profile);
  call->data = account_to_data (self);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_account_save_async);
  g_task_set_task_data (task, call, (GDestroyNotify) save_call_free);
  g_task_run_in_thread (task, save_in_thread);
}

gboolean
app_account_save_finish (AppAccount *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

const char *
app_account_get_server_name (AppAccount *self)
{
  g_return_val_if_fail (APP_IS_ACCOUNT (self), NULL);

  return self->server_name;
}

void
app_account_set_server_name (AppAccount *self, const char *server_name)
{
  g_return_if_fail (APP_IS_ACCOUNT (self));

  if (g_set_str (&self->server_name, server_name))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SERVER_NAME]);
}

const char *
app_account_get_key (AppAccount *self)
{
  g_return_val_if_fail (APP_IS_ACCOUNT (self), NULL);

  return self->key;
}

void
app_account_set_key (AppAccount *self, const char *key)
{
  g_return_if_fail (APP_IS_ACCOUNT (self));

  if (g_set_str (&self->key, key))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEY]);
}

const char *
app_account_get_user_id (AppAccount *self)
{
  g_return_val_if_fail (APP_IS_ACCOUNT (self), NULL);

  return self->user_id;
}

void
app_account_set_user_id (AppAccount *self, const char *user_id)
{
  g_return_if_fail (APP_IS_ACCOUNT (self));

  if (g_set_str (&self->user_id, user_id))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_USER_ID]);
}

const char *
app_account_get_name (AppAccount *self)
{
  g_return_val_if_fail (APP_IS_ACCOUNT (self), NULL);

  return self->name;
}

void
app_account_set_name (AppAccount *self, const char *name)
{
  g_return_if_fail (APP_IS_ACCOUNT (self));

  if (g_set_str (&self->name, name))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

const char *
app_account_get_device (AppAccount *self)
{
  g_return_val_if_fail (APP_IS_ACCOUNT (self), NULL);

  return self->device;
}

void
app_account_set_device (AppAccount *self, const char *device)
{
  g_return_if_fail (APP_IS_ACCOUNT (self));

  if (g_set_str (&self->device, device))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DEVICE]);
}

const char *
app_account_get_token (AppAccount *self)
{
  g_return_val_if_fail (APP_IS_ACCOUNT (self), NULL);

  return self->token;
}

void
app_account_set_token (AppAccount *self, const char *token)
{
  g_return_if_fail (APP_IS_ACCOUNT (self));

  if (g_set_str (&self->token, token))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOKEN]);
}

const char *const *
app_account_get_addresses (AppAccount *self)
{
  g_return_val_if_fail (APP_IS_ACCOUNT (self), NULL);

  return (const char *const *) self->addresses;
}

void
app_account_set_addresses (AppAccount *self, const char *const *addresses)
{
  g_auto (GStrv) fresh = NULL;

  g_return_if_fail (APP_IS_ACCOUNT (self));

  fresh = addresses != NULL ? g_strdupv ((char **) addresses) : g_new0 (char *, 1);
  if (g_strv_equal ((const char *const *) self->addresses, (const char *const *) fresh))
    return;
  g_strfreev (self->addresses);
  self->addresses = g_steal_pointer (&fresh);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ADDRESSES]);
}

gboolean
app_account_get_hosted (AppAccount *self)
{
  g_return_val_if_fail (APP_IS_ACCOUNT (self), FALSE);

  return self->hosted;
}

void
app_account_set_hosted (AppAccount *self, gboolean hosted)
{
  g_return_if_fail (APP_IS_ACCOUNT (self));

  hosted = !!hosted;
  if (self->hosted == hosted)
    return;
  self->hosted = hosted;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HOSTED]);
}

/**
 * app_account_dup_base_url:
 * @self: an account
 * @index: which address, the best is 0
 *
 * Returns: (transfer full) (nullable): the URL of the server without a path, %NULL past the last
 */
char *
app_account_dup_base_url (AppAccount *self, guint index)
{
  g_return_val_if_fail (APP_IS_ACCOUNT (self), NULL);

  if (index >= g_strv_length (self->addresses))
    return NULL;
  return app_address_dup_url (self->addresses[index], self->key);
}
