/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-auth"

#include "config.h"

#include "server-auth.h"

#include <string.h>

#include "landline-error.h"
#include "server-limits.h"
#include "server-throttle.h"
#include "server-token.h"

/* Devices that are known without asking the store. One takes about 200 bytes. */
#define MAX_CACHED 4096
/* Microseconds after which all are asked for again: another process may have revoked one. */
#define CACHE_TIME (30 * G_USEC_PER_SEC)
/* What the ids of links begin with. */
#define SERVER_ID_LINK 'l'

/**
 * ServerAuth:
 *
 * Who may come in: tells devices by their tokens, registers users, links and revokes devices. Keeps
 * a bounded number of devices in memory for a while, so that a thousand clients that reconnect do
 * not all wait for the disk; who is revoked here is forgotten at once, who is revoked by another
 * process within half a minute, or when somebody says so with server_auth_forget_all().
 *
 * It is not responsible for what a device may see: the store and the services are.
 */
struct _ServerAuth
{
  GObject parent_instance;

  ServerStore *store;
  ServerPolicy policy;
  GHashTable *accounts; /* ServerAccount by token hash */
  GHashTable *hashes;   /* token hash by device id */
  ServerThrottle *guesses;
  gint64 emptied;
};

enum
{
  REVOKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ServerAuth, server_auth, G_TYPE_OBJECT)

/* A registration or a link on its way: the token is told once, to who asked. */
typedef struct
{
  guint8 hash[SERVER_HASH_SIZE];
  char *token;
} Issue;

static void
issue_free (gpointer data)
{
  Issue *issue = data;

  explicit_bzero (issue->token, strlen (issue->token));
  g_free (issue->token);
  g_free (issue);
}

static guint
hash_hash (gconstpointer key)
{
  guint value;

  memcpy (&value, key, sizeof value);
  return value;
}

static gboolean
hash_equal (gconstpointer a, gconstpointer b)
{
  return server_token_equal (a, b);
}

static void
server_auth_finalize (GObject *object)
{
  ServerAuth *self = SERVER_AUTH (object);

  g_clear_pointer (&self->hashes, g_hash_table_unref);
  g_clear_pointer (&self->accounts, g_hash_table_unref);
  g_clear_pointer (&self->guesses, server_throttle_free);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (server_auth_parent_class)->finalize (object);
}

static void
server_auth_class_init (ServerAuthClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = server_auth_finalize;

  /**
   * ServerAuth::revoked:
   * @self: the auth
   * @user_id: whose device it was
   * @device_id: the device
   *
   * A device was revoked: its channel has to end.
   */
  signals[REVOKED] = g_signal_new ("revoked", SERVER_TYPE_AUTH, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
server_auth_init (ServerAuth *self)
{
  self->accounts = g_hash_table_new_full (hash_hash, hash_equal, g_free,
                                          (GDestroyNotify) server_account_unref);
  self->hashes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, NULL);
  self->guesses = server_throttle_new (SERVER_LIMIT_GUESSES);
  self->emptied = g_get_monotonic_time ();
}

/**
 * server_auth_new:
 * @store: the store
 * @policy: who may register
 *
 * Returns: (transfer full): the auth
 */
ServerAuth *
server_auth_new (ServerStore *store, ServerPolicy policy)
{
  ServerAuth *self;

  g_return_val_if_fail (SERVER_IS_STORE (store), NULL);

  self = g_object_new (SERVER_TYPE_AUTH, NULL);
  self->store = g_object_ref (store);
  self->policy = policy;
  return self;
}

/**
 * server_auth_set_policy:
 * @self: the auth
 * @policy: who may register from now on
 */
void
server_auth_set_policy (ServerAuth *self, ServerPolicy policy)
{
  g_return_if_fail (SERVER_IS_AUTH (self));

  self->policy = policy;
}

static void
empty_cache (ServerAuth *self)
{
  g_hash_table_remove_all (self->hashes);
  g_hash_table_remove_all (self->accounts);
  self->emptied = g_get_monotonic_time ();
}

static ServerAccount *
look_up (ServerAuth *self, const guint8 *hash)
{
  if (g_get_monotonic_time () - self->emptied > CACHE_TIME)
    empty_cache (self);
  return g_hash_table_lookup (self->accounts, hash);
}

static void
remember (ServerAuth *self, const guint8 *hash, ServerAccount *account)
{
  guint8 *key;

  if (g_hash_table_contains (self->accounts, hash))
    return;
  if (g_hash_table_size (self->accounts) >= MAX_CACHED)
    empty_cache (self);
  key = g_memdup2 (hash, SERVER_HASH_SIZE);
  g_hash_table_insert (self->accounts, key, server_account_ref (account));
  g_hash_table_replace (self->hashes, (gpointer) server_account_get_device_id (account), key);
}

/**
 * server_auth_forget_all:
 * @self: the auth
 *
 * Has the store asked about every device the next time: another process may have revoked some.
 */
void
server_auth_forget_all (ServerAuth *self)
{
  g_return_if_fail (SERVER_IS_AUTH (self));

  empty_cache (self);
}

/**
 * server_auth_forget:
 * @self: the auth
 * @device_id: a device
 *
 * Has the store asked about the device the next time.
 */
void
server_auth_forget (ServerAuth *self, const char *device_id)
{
  guint8 *hash;

  g_return_if_fail (SERVER_IS_AUTH (self));

  hash = g_hash_table_lookup (self->hashes, device_id);
  if (hash == NULL)
    return;
  g_hash_table_remove (self->hashes, device_id);
  g_hash_table_remove (self->accounts, hash);
}

/**
 * server_auth_lookup:
 * @self: the auth
 * @token: (nullable): a token
 *
 * Looks only into memory: what it does not find may still be good.
 *
 * Returns: (transfer none) (nullable): whose token it is
 */
ServerAccount *
server_auth_lookup (ServerAuth *self, const char *token)
{
  guint8 hash[SERVER_HASH_SIZE];

  g_return_val_if_fail (SERVER_IS_AUTH (self), NULL);

  if (token == NULL || strlen (token) > LANDLINE_LIMIT_TOKEN)
    return NULL;
  server_token_hash (token, hash);
  return look_up (self, hash);
}

/**
 * server_auth_admit:
 * @self: the auth
 * @address: (nullable): where a token comes from that is not in memory
 * @error: return location for an error
 *
 * Returns: whether the store may be asked about it: %FALSE while too many from there were nobody's
 */
gboolean
server_auth_admit (ServerAuth *self, GSocketAddress *address, GError **error)
{
  g_return_val_if_fail (SERVER_IS_AUTH (self), FALSE);

  return server_throttle_check (self->guesses, address, g_get_monotonic_time (), error);
}

/**
 * server_auth_note_guess:
 * @self: the auth
 * @address: (nullable): where a token came from that was nobody's
 *
 * Counts it.
 */
void
server_auth_note_guess (ServerAuth *self, GSocketAddress *address)
{
  g_return_if_fail (SERVER_IS_AUTH (self));

  server_throttle_take (self->guesses, address, g_get_monotonic_time (), NULL);
}

static void
device_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ServerAuth *self = g_task_get_source_object (task);
  ServerAccount *account;
  GError *error = NULL;

  account = server_store_device_find_finish (SERVER_STORE (source), result, &error);
  if (account == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  remember (self, g_task_get_task_data (task), account);
  g_task_return_pointer (task, account, (GDestroyNotify) server_account_unref);
}

/**
 * server_auth_authenticate_async:
 * @self: the auth
 * @token: (nullable): a token
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Finds out whose token it is. The error is %LANDLINE_ERROR_UNAUTHORIZED when it is nobody's.
 */
void
server_auth_authenticate_async (ServerAuth *self,
                                const char *token,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  ServerAccount *account;
  guint8 *hash;

  g_return_if_fail (SERVER_IS_AUTH (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_auth_authenticate_async);
  if (token == NULL || strlen (token) > LANDLINE_LIMIT_TOKEN)
    {
      g_task_return_new_error (task, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED,
                               "The token is unknown or was revoked.");
      return;
    }
  hash = g_malloc (SERVER_HASH_SIZE);
  server_token_hash (token, hash);
  g_task_set_task_data (task, hash, g_free);
  account = look_up (self, hash);
  if (account != NULL)
    {
      g_task_return_pointer (task, server_account_ref (account),
                             (GDestroyNotify) server_account_unref);
      return;
    }
  server_store_device_find_async (self->store, hash, cancellable, device_found_cb,
                                  g_steal_pointer (&task));
}

/**
 * server_auth_authenticate_finish:
 * @self: the auth
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): whose token it is, or %NULL
 */
ServerAccount *
server_auth_authenticate_finish (ServerAuth *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
registration_free (gpointer data)
{
  landline_registration_clear (data);
  g_free (data);
}

static void
return_registration (GTask *task, ServerAccount *account)
{
  ServerAuth *self = g_task_get_source_object (task);
  Issue *issue = g_task_get_task_data (task);
  LandlineRegistration *registration = g_new0 (LandlineRegistration, 1);

  remember (self, issue->hash, account);
  registration->user_id = g_strdup (server_account_get_user_id (account));
  registration->device = g_strdup (server_account_get_device_id (account));
  registration->token = g_strdup (issue->token);
  g_task_return_pointer (task, registration, registration_free);
}

static gboolean
finish_registration (GAsyncResult *result, LandlineRegistration *registration, GError **error)
{
  g_autofree LandlineRegistration *value = g_task_propagate_pointer (G_TASK (result), error);

  if (value == NULL)
    return FALSE;
  *registration = *value;
  return TRUE;
}

static Issue *
issue_token (void)
{
  Issue *issue = g_new0 (Issue, 1);

  issue->token = server_token_new_device ();
  server_token_hash (issue->token, issue->hash);
  return issue;
}

static void
user_created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (ServerAccount) account = NULL;
  GError *error = NULL;

  account = server_store_user_create_finish (SERVER_STORE (source), result, &error);
  if (account != NULL)
    return_registration (task, account);
  else
    g_task_return_error (task, error);
}

static gboolean
check_policy (ServerAuth *self, const LandlineRegisterRequest *request, GError **error)
{
  if (self->policy == SERVER_POLICY_APPROVE)
    {
      g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_UNSUPPORTED,
                           "This server wants its administrator to approve of new people, which "
                           "is not possible yet. Please ask them for an invitation.");
      return FALSE;
    }
  if (self->policy == SERVER_POLICY_INVITE && (request->invite == NULL || *request->invite == '\0'))
    {
      g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED,
                           "This server needs an invitation to join.");
      return FALSE;
    }
  return TRUE;
}

/**
 * server_auth_register_async:
 * @self: the auth
 * @request: who wants to join
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Registers a user with its first device. An invite that is given is used up under any policy. One
 * that was made for a number that is taken lets its user in again, with another device.
 *
 * The errors are %LANDLINE_ERROR_UNAUTHORIZED without a good invite and %LANDLINE_ERROR_CONFLICT
 * for a number that is taken otherwise.
 */
void
server_auth_register_async (ServerAuth *self,
                            const LandlineRegisterRequest *request,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *device_id = landline_id_new (LANDLINE_ID_DEVICE);
  guint8 invite_hash[SERVER_HASH_SIZE];
  ServerNewUser user = { 0 };
  GError *error = NULL;
  Issue *issue;

  g_return_if_fail (SERVER_IS_AUTH (self));
  g_return_if_fail (request != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_auth_register_async);
  if (!check_policy (self, request, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  issue = issue_token ();
  g_task_set_task_data (task, issue, issue_free);
  user.user_id = request->phone;
  user.name = request->name;
  user.device.device_id = device_id;
  user.device.name = request->device_name;
  memcpy (user.device.token_hash, issue->hash, SERVER_HASH_SIZE);
  if (request->invite != NULL && *request->invite != '\0')
    {
      server_token_hash (request->invite, invite_hash);
      user.invite_hash = invite_hash;
    }
  server_store_user_create_async (self->store, &user, cancellable, user_created_cb,
                                  g_steal_pointer (&task));
}

/**
 * server_auth_register_finish:
 * @self: the auth
 * @result: the result
 * @registration: (out): who they are now
 * @error: return location for an error
 *
 * Returns: whether it was done
 */
gboolean
server_auth_register_finish (ServerAuth *self,
                             GAsyncResult *result,
                             LandlineRegistration *registration,
                             GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return finish_registration (result, registration, error);
}

static void
linked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (ServerAccount) account = NULL;
  GError *error = NULL;

  account = server_store_link_use_finish (SERVER_STORE (source), result, &error);
  if (account != NULL)
    return_registration (task, account);
  else
    g_task_return_error (task, error);
}

/**
 * server_auth_link_async:
 * @self: the auth
 * @request: the code of a link, and what the new device calls itself
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Makes another device of the user whose link it is, and uses the link up. The error is
 * %LANDLINE_ERROR_UNAUTHORIZED without a good one.
 */
void
server_auth_link_async (ServerAuth *self,
                        const LandlineLinkRequest *request,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *device_id = landline_id_new (LANDLINE_ID_DEVICE);
  ServerNewDevice device = { .device_id = device_id };
  guint8 link_hash[SERVER_HASH_SIZE];
  Issue *issue;

  g_return_if_fail (SERVER_IS_AUTH (self));
  g_return_if_fail (request != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_auth_link_async);
  issue = issue_token ();
  g_task_set_task_data (task, issue, issue_free);
  device.name = request->device_name;
  memcpy (device.token_hash, issue->hash, SERVER_HASH_SIZE);
  server_token_hash (request->link, link_hash);
  server_store_link_use_async (self->store, link_hash, &device, cancellable, linked_cb,
                               g_steal_pointer (&task));
}

gboolean
server_auth_link_finish (ServerAuth *self,
                         GAsyncResult *result,
                         LandlineRegistration *registration,
                         GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return finish_registration (result, registration, error);
}

static void
link_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (LandlineDeviceLink) link = NULL;
  GError *error = NULL;

  link = server_store_link_create_finish (SERVER_STORE (source), result, &error);
  if (link == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_return_pointer (task,
                         landline_device_link_new (landline_device_link_get_id (link),
                                                   g_task_get_task_data (task),
                                                   landline_device_link_get_created (link),
                                                   landline_device_link_get_expires (link)),
                         g_object_unref);
}

/**
 * server_auth_offer_link_async:
 * @self: the auth
 * @account: who wants another device
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Makes a link by which one more device of the user can come in.
 */
void
server_auth_offer_link_async (ServerAuth *self,
                              ServerAccount *account,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autofree char *link_id = landline_id_new (SERVER_ID_LINK);
  guint8 hash[SERVER_HASH_SIZE];
  char *code;
  GTask *task;

  g_return_if_fail (SERVER_IS_AUTH (self));
  g_return_if_fail (account != NULL);

  code = server_token_new_invite ();
  server_token_hash (code, hash);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_auth_offer_link_async);
  g_task_set_task_data (task, code, g_free);
  server_store_link_create_async (self->store, account, link_id, hash, cancellable, link_made_cb,
                                  task);
}

/**
 * server_auth_offer_link_finish:
 * @self: the auth
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the link, with its code, which is told this once
 */
LandlineDeviceLink *
server_auth_offer_link_finish (ServerAuth *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
device_revoked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  ServerAuth *self = g_task_get_source_object (task);
  ServerAccount *revoked = g_task_get_task_data (task);
  GError *error = NULL;

  if (!server_store_device_revoke_finish (SERVER_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  server_auth_forget (self, server_account_get_device_id (revoked));
  g_signal_emit (self, signals[REVOKED], 0, server_account_get_user_id (revoked),
                 server_account_get_device_id (revoked));
  g_task_return_boolean (task, TRUE);
}

/**
 * server_auth_revoke_async:
 * @self: the auth
 * @account: whose device
 * @device_id: which
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Ends a device of the user's own.
 */
void
server_auth_revoke_async (ServerAuth *self,
                          ServerAccount *account,
                          const char *device_id,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_AUTH (self));
  g_return_if_fail (account != NULL);
  g_return_if_fail (device_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_auth_revoke_async);
  g_task_set_task_data (task,
                        server_account_new (server_account_get_user_id (account), device_id, FALSE),
                        (GDestroyNotify) server_account_unref);
  server_store_device_revoke_async (self->store, server_account_get_user_id (account), device_id,
                                    cancellable, device_revoked_cb, task);
}

gboolean
server_auth_revoke_finish (ServerAuth *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
