/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-calls.h"

#include <string.h>

#include "landline-error.h"
#include "server-sqlite-devices.h"
#include "server-sqlite-inbox.h"
#include "server-sqlite-invites.h"
#include "server-sqlite-links.h"
#include "server-sqlite-media.h"
#include "server-sqlite-peers.h"
#include "server-sqlite-profiles.h"
#include "server-sqlite-users.h"

/* A new user or a new device. */
typedef struct
{
  char *user_id;
  char *name;
  char *device_id;
  char *device_name;
  guint8 token_hash[SERVER_HASH_SIZE];
  guint8 invite_hash[SERVER_HASH_SIZE];
  gboolean has_invite;
} NewInput;

typedef struct
{
  char *user_id;
  char *name;
  char *about;
  char *avatar;
  LandlinePrivacy privacy;
} ChangeInput;

static void
new_input_free (gpointer data)
{
  NewInput *input = data;

  g_free (input->user_id);
  g_free (input->name);
  g_free (input->device_id);
  g_free (input->device_name);
  g_free (input);
}

static void
change_input_free (gpointer data)
{
  ChangeInput *input = data;

  g_free (input->user_id);
  g_free (input->name);
  g_free (input->about);
  g_free (input->avatar);
  g_free (input);
}

static NewInput *
new_input (const char *user_id, const ServerNewDevice *device)
{
  NewInput *input = g_new0 (NewInput, 1);

  input->user_id = g_strdup (user_id);
  input->device_id = g_strdup (device->device_id);
  input->device_name = g_strdup (device->name);
  memcpy (input->token_hash, device->token_hash, SERVER_HASH_SIZE);
  return input;
}

static gboolean
require_user (ServerSqliteScope *scope,
              const char *user_id,
              ServerSqliteUser **user,
              GError **error)
{
  if (!server_sqlite_ledger_find_user (scope->ledger, user_id, user, error))
    return FALSE;
  if (*user != NULL)
    return TRUE;
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND, "No user %s on this server.",
               user_id);
  return FALSE;
}

/* An invite that is unknown, used up, over or for another number is the same to who asks. */
static gboolean
check_invite (ServerSqliteScope *scope, NewInput *input, ServerInvite **invite, GError **error)
{
  g_autoptr (ServerInvite) found = NULL;

  if (!server_sqlite_invites_find (scope->database, input->invite_hash, &found, error))
    return FALSE;
  if (found != NULL && found->used < found->uses &&
      (found->expires == 0 || found->expires > scope->now) &&
      (found->number == NULL || strcmp (found->number, input->user_id) == 0))
    {
      *invite = g_steal_pointer (&found);
      return TRUE;
    }
  g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED,
                       "This invitation is not valid, not for this number, or was used up.");
  return FALSE;
}

static gint64
insert_device (ServerSqliteScope *scope, NewInput *input, gint64 uid, gint64 acked, GError **error)
{
  ServerNewDevice device = { .device_id = input->device_id, .name = input->device_name };

  memcpy (device.token_hash, input->token_hash, SERVER_HASH_SIZE);
  return server_sqlite_devices_insert (scope->database, uid, &device, acked, scope->now, error);
}

/* Whoever made an invitation for a number vouches for who has it: somebody whose devices are all
 * lost or signed out comes in again. Where there is no device left, what has waited since is the
 * new one's. */
static gboolean
readmit (ServerSqliteOperation *operation,
         ServerSqliteScope *scope,
         ServerSqliteUser *user,
         ServerInvite *invite,
         GError **error)
{
  NewInput *input = operation->input;
  g_autoptr (LandlineUser) profile = NULL;
  gint64 acked = user->n_devices > 0 ? user->head : 0;

  profile = server_sqlite_users_get (scope->database, input->user_id, error);
  if (profile == NULL || !server_sqlite_invites_use (scope->database, invite->id, error) ||
      insert_device (scope, input, user->uid, acked, error) == 0)
    return FALSE;
  if (invite->is_admin && !server_sqlite_users_make_admin (scope->database, user->uid, error))
    return FALSE;
  user->n_devices++;
  server_sqlite_operation_set_value (operation,
                                     server_account_new (input->user_id, input->device_id,
                                                         invite->is_admin ||
                                                             landline_user_is_admin (profile)),
                                     (GDestroyNotify) server_account_unref);
  return TRUE;
}

/* An invitation for the number is no way around the administrator. */
static gboolean
require_enabled (ServerSqliteScope *scope, const char *user_id, GError **error)
{
  ServerSqliteUserRecord record;

  if (!server_sqlite_users_find (scope->database, user_id, &record, error))
    return FALSE;
  if (!record.is_disabled)
    return TRUE;
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED,
               "Whoever runs the server keeps the number %s out for now.", user_id);
  return FALSE;
}

static gboolean
run_user_create (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  NewInput *input = operation->input;
  g_autoptr (ServerInvite) invite = NULL;
  ServerSqliteUser *user;
  gint64 n_users, uid;
  gboolean is_admin;

  if (!server_sqlite_ledger_find_user (scope->ledger, input->user_id, &user, error))
    return FALSE;
  if (input->has_invite && !check_invite (scope, input, &invite, error))
    return FALSE;
  if (user != NULL && invite != NULL && invite->number != NULL)
    return require_enabled (scope, input->user_id, error) &&
           readmit (operation, scope, user, invite, error);
  if (user != NULL)
    {
      g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_CONFLICT,
                   "The number %s is taken. If it is yours, ask whoever runs the server for an "
                   "invitation for this number.",
                   input->user_id);
      return FALSE;
    }

  if (invite != NULL && !server_sqlite_invites_use (scope->database, invite->id, error))
    return FALSE;
  if (!server_sqlite_users_count (scope->database, &n_users, error))
    return FALSE;
  is_admin = n_users == 0 || (invite != NULL && invite->is_admin);
  uid = server_sqlite_users_insert (scope->database, input->user_id, input->name, is_admin,
                                    scope->now, error);
  if (uid == 0 || insert_device (scope, input, uid, 0, error) == 0)
    return FALSE;
  server_sqlite_operation_set_value (operation,
                                     server_account_new (input->user_id, input->device_id,
                                                         is_admin),
                                     (GDestroyNotify) server_account_unref);
  return TRUE;
}

void
server_sqlite_user_create_async (ServerStore *store, const ServerNewUser *user, GTask *task)
{
  NewInput *input = new_input (user->user_id, &user->device);

  input->name = g_strdup (user->name);
  input->has_invite = user->invite_hash != NULL;
  if (input->has_invite)
    memcpy (input->invite_hash, user->invite_hash, SERVER_HASH_SIZE);
  server_sqlite_store_write (store, task, run_user_create, input, new_input_free,
                             SERVER_SQLITE_PLAIN);
}

static gboolean
run_user_get (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  ServerSqliteCall *call = operation->input;
  g_autoptr (GPtrArray) users = NULL;
  LandlineUser *user = NULL;

  if (call->text == NULL)
    user = server_sqlite_users_get (scope->database, call->user_id, error);
  else if ((users = server_sqlite_peers_list_users (scope->database, call->text, call->user_id,
                                                    error)) == NULL)
    return FALSE;
  else if (users->len > 0)
    user = g_object_ref (g_ptr_array_index (users, 0));
  else
    g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND, "No user %s on this server.",
                 call->user_id);
  if (user == NULL)
    return FALSE;
  server_sqlite_operation_set_value (operation, user, g_object_unref);
  return TRUE;
}

void
server_sqlite_user_get_async (ServerStore *store,
                              const char *reader,
                              const char *user_id,
                              GTask *task)
{
  ServerSqliteCall *call = server_sqlite_call_new (NULL, user_id, NULL);

  call->text = g_strdup (reader);
  server_sqlite_store_read (store, task, run_user_get, call, server_sqlite_call_free);
}

static gboolean
run_user_list (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  ServerSqliteCall *call = operation->input;
  GPtrArray *users = call->text == NULL ? server_sqlite_users_list (scope->database, error)
                                        : server_sqlite_peers_list_users (scope->database,
                                                                          call->text, NULL, error);

  if (users == NULL)
    return FALSE;
  server_sqlite_operation_set_value (operation, users, (GDestroyNotify) g_ptr_array_unref);
  return TRUE;
}

void
server_sqlite_user_list_async (ServerStore *store, const char *reader, GTask *task)
{
  ServerSqliteCall *call = server_sqlite_call_new (NULL, NULL, NULL);

  call->text = g_strdup (reader);
  server_sqlite_store_read (store, task, run_user_list, call, server_sqlite_call_free);
}

static gboolean
tell_of_profile (ServerSqliteScope *scope,
                 ServerSqliteUser *user,
                 ServerSqliteUser *reader,
                 LandlineUser *profile,
                 GError **error)
{
  gint64 cursor = server_sqlite_ledger_next_cursor (scope->ledger, reader);

  if (!server_sqlite_inbox_put_doing (scope->database, reader->uid, cursor, SERVER_INBOX_USER, 0,
                                      user->uid, error))
    return FALSE;
  server_sqlite_ledger_announce (scope->ledger, reader,
                                 server_inbox_row_new_user (cursor, profile));
  return TRUE;
}

static gboolean
tell_own_devices (ServerSqliteScope *scope, ServerSqliteUser *user, GError **error)
{
  g_autoptr (LandlineUser) profile = NULL;

  return user->n_devices < 2 ||
         (server_sqlite_profiles_get (scope->database, user->uid, user->uid, &profile, error) &&
          tell_of_profile (scope, user, user, profile, error));
}

/* Those who have a conversation with them. What somebody chose to show is none of it. */
static gboolean
tell_readers (ServerSqliteScope *scope,
              ServerSqliteUser *user,
              LandlineUser *changed,
              GError **error)
{
  g_autoptr (LandlineUser) profile = NULL;
  g_autoptr (GArray) readers = NULL;

  profile = landline_user_new (landline_user_get_id (changed), landline_user_get_name (changed),
                               landline_user_get_about (changed),
                               landline_user_get_avatar (changed), 0,
                               landline_user_is_admin (changed));
  readers = server_sqlite_profiles_list_readers (scope->database, user->uid, error);
  if (readers == NULL)
    return FALSE;
  for (guint i = 0; i < readers->len; i++)
    {
      ServerSqliteUser *reader;

      if (!server_sqlite_ledger_find_uid (scope->ledger, g_array_index (readers, gint64, i),
                                          &reader, error) ||
          !tell_of_profile (scope, user, reader, profile, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_same_profile (LandlineUser *a, LandlineUser *b)
{
  return g_strcmp0 (landline_user_get_name (a), landline_user_get_name (b)) == 0 &&
         g_strcmp0 (landline_user_get_about (a), landline_user_get_about (b)) == 0 &&
         g_strcmp0 (landline_user_get_avatar (a), landline_user_get_avatar (b)) == 0;
}

static gboolean
is_same_privacy (LandlineUser *a, LandlineUser *b)
{
  const LandlinePrivacy *one = landline_user_get_privacy (a);
  const LandlinePrivacy *other = landline_user_get_privacy (b);

  return one->online == other->online && one->last_seen == other->last_seen;
}

/* Those to whom two lists do not say the same, with what the second one says. */
static GPtrArray *
find_affected (GPtrArray *before, GPtrArray *after)
{
  g_autoptr (GHashTable) left = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) affected = g_ptr_array_new_with_free_func (server_peer_free);
  GHashTableIter iter;
  gpointer gone;

  for (guint i = 0; i < before->len; i++)
    {
      ServerPeer *peer = g_ptr_array_index (before, i);

      g_hash_table_insert (left, peer->user_id, peer);
    }
  for (guint i = 0; i < after->len; i++)
    {
      ServerPeer *peer = g_ptr_array_index (after, i);
      ServerPeer *old = g_hash_table_lookup (left, peer->user_id);

      if (old == NULL || old->sees_online != peer->sees_online ||
          old->sees_last_seen != peer->sees_last_seen)
        g_ptr_array_add (affected, server_peer_copy (peer));
      g_hash_table_remove (left, peer->user_id);
    }
  g_hash_table_iter_init (&iter, left);
  while (g_hash_table_iter_next (&iter, NULL, &gone))
    {
      ServerPeer *peer = server_peer_copy (gone);

      peer->sees_online = FALSE;
      peer->sees_last_seen = FALSE;
      g_ptr_array_add (affected, peer);
    }
  return g_steal_pointer (&affected);
}

static gboolean
write_change (ServerSqliteScope *scope,
              ServerSqliteUser *user,
              ChangeInput *input,
              ServerChangedUser *changed,
              GError **error)
{
  g_autoptr (LandlineUser) before = NULL;
  g_autoptr (GPtrArray) peers_before = NULL;
  g_autoptr (GPtrArray) peers_after = NULL;
  gboolean is_same;

  before = server_sqlite_users_get (scope->database, input->user_id, error);
  peers_before = server_sqlite_peers_list (scope->database, input->user_id, NULL, G_MAXINT, error);
  if (before == NULL || peers_before == NULL ||
      !server_sqlite_users_change (scope->database, user->uid, input->name, input->about,
                                   input->avatar, &input->privacy, error))
    return FALSE;
  changed->user = server_sqlite_users_get (scope->database, input->user_id, error);
  peers_after = server_sqlite_peers_list (scope->database, input->user_id, NULL, G_MAXINT, error);
  if (changed->user == NULL || peers_after == NULL)
    return FALSE;
  changed->peers = find_affected (peers_before, peers_after);
  is_same = is_same_profile (before, changed->user);
  return (is_same || tell_readers (scope, user, changed->user, error)) &&
         ((is_same && is_same_privacy (before, changed->user)) ||
          tell_own_devices (scope, user, error));
}

static gboolean
run_user_change (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  ChangeInput *input = operation->input;
  g_autoptr (LandlineMedia) picture = NULL;
  g_autoptr (ServerChangedUser) changed = NULL;
  ServerSqliteUser *user;

  if (!require_user (scope, input->user_id, &user, error))
    return FALSE;
  if (input->avatar != NULL && *input->avatar != '\0')
    {
      if (!server_sqlite_media_find_uploaded (scope->database, user->uid, input->avatar, &picture,
                                              error))
        return FALSE;
      if (picture == NULL)
        {
          g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND,
                       "You have uploaded no file %s.", input->avatar);
          return FALSE;
        }
    }
  changed = g_new0 (ServerChangedUser, 1);
  if (!write_change (scope, user, input, changed, error))
    return FALSE;
  server_sqlite_operation_set_value (operation, g_steal_pointer (&changed),
                                     (GDestroyNotify) server_changed_user_free);
  return TRUE;
}

void
server_sqlite_user_change_async (ServerStore *store,
                                 const char *user_id,
                                 const LandlineProfileChange *change,
                                 GTask *task)
{
  ChangeInput *input = g_new0 (ChangeInput, 1);

  input->user_id = g_strdup (user_id);
  input->name = g_strdup (change->name);
  input->about = g_strdup (change->about);
  input->avatar = g_strdup (change->avatar);
  input->privacy = change->privacy;
  server_sqlite_store_write (store, task, run_user_change, input, change_input_free,
                             SERVER_SQLITE_PLAIN);
}

/* Those that the user has now. */
static gboolean
forget_devices (ServerSqliteScope *scope, ServerSqliteUser *user, GError **error)
{
  g_autoptr (GPtrArray) devices = NULL;

  devices = server_sqlite_devices_list (scope->database, user->user_id, error);
  for (guint i = 0; devices != NULL && i < devices->len; i++)
    server_sqlite_ledger_forget_device (scope->ledger,
                                        landline_device_get_id (g_ptr_array_index (devices, i)));
  return devices != NULL;
}

static gboolean
run_user_disable (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  ServerSqliteCall *call = operation->input;
  gboolean disabled = call->number != 0;
  ServerSqliteUserRecord record;
  ServerSqliteUser *user;

  /* What the devices acknowledged in this transaction counts. */
  if (!require_user (scope, call->user_id, &user, error) ||
      !server_sqlite_ledger_settle (scope->ledger, error) ||
      (disabled && !forget_devices (scope, user, error)) ||
      !server_sqlite_links_drop_of_user (scope->database, user->uid, error) ||
      !server_sqlite_devices_hold (scope->database, user->uid, disabled, error) ||
      !server_sqlite_users_set_disabled (scope->database, user->uid, disabled, error) ||
      !server_sqlite_users_find (scope->database, call->user_id, &record, error))
    return FALSE;
  user->n_devices = record.n_devices;
  return TRUE;
}

void
server_sqlite_user_disable_async (ServerStore *store,
                                  const char *user_id,
                                  gboolean disabled,
                                  GTask *task)
{
  ServerSqliteCall *call = server_sqlite_call_new (NULL, user_id, NULL);

  call->number = disabled;
  server_sqlite_store_write (store, task, run_user_disable, call, server_sqlite_call_free,
                             SERVER_SQLITE_PLAIN);
}

static gboolean
run_seen (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  ServerSqliteCall *call = operation->input;
  ServerSqliteDevice *device;

  if (!server_sqlite_ledger_find_device (scope->ledger,
                                         server_account_get_device_id (call->account), &device,
                                         error))
    return FALSE;
  return device == NULL ||
         (server_sqlite_devices_set_seen (scope->database, device->did, scope->now, error) &&
          server_sqlite_users_set_seen (scope->database, device->user->uid, scope->now, error));
}

void
server_sqlite_seen_async (ServerStore *store, ServerAccount *account, GTask *task)
{
  server_sqlite_store_write (store, task, run_seen, server_sqlite_call_new (account, NULL, NULL),
                             server_sqlite_call_free, SERVER_SQLITE_LAZY);
}

static gboolean
run_peers (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  ServerSqliteCall *call = operation->input;
  GPtrArray *peers;

  peers = server_sqlite_peers_list (scope->database, call->user_id, call->id, call->limit, error);
  if (peers == NULL)
    return FALSE;
  server_sqlite_operation_set_value (operation, peers, (GDestroyNotify) g_ptr_array_unref);
  return TRUE;
}

void
server_sqlite_peers_async (ServerStore *store,
                           const char *user_id,
                           const char *conversation,
                           guint limit,
                           GTask *task)
{
  ServerSqliteCall *call = server_sqlite_call_new (NULL, user_id, conversation);

  call->limit = limit;
  server_sqlite_store_read (store, task, run_peers, call, server_sqlite_call_free);
}

static gboolean
run_device_find (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  ServerAccount *account;

  account = server_sqlite_devices_get_account (scope->database, operation->input, error);
  if (account == NULL)
    return FALSE;
  server_sqlite_operation_set_value (operation, account, (GDestroyNotify) server_account_unref);
  return TRUE;
}

void
server_sqlite_device_find_async (ServerStore *store, const guint8 *token_hash, GTask *task)
{
  server_sqlite_store_read (store, task, run_device_find, g_memdup2 (token_hash, SERVER_HASH_SIZE),
                            g_free);
}

/* A new device stands at the head: nothing waits for it, and nothing is kept for what it never was
 * to get. */
static gboolean
run_device_create (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  NewInput *input = operation->input;
  g_autoptr (LandlineUser) profile = NULL;
  ServerSqliteUser *user;

  if (!require_user (scope, input->user_id, &user, error))
    return FALSE;
  profile = server_sqlite_users_get (scope->database, input->user_id, error);
  if (profile == NULL || insert_device (scope, input, user->uid, user->head, error) == 0)
    return FALSE;
  user->n_devices++;
  server_sqlite_operation_set_value (operation,
                                     server_account_new (input->user_id, input->device_id,
                                                         landline_user_is_admin (profile)),
                                     (GDestroyNotify) server_account_unref);
  return TRUE;
}

void
server_sqlite_device_create_async (ServerStore *store,
                                   const char *user_id,
                                   const ServerNewDevice *device,
                                   GTask *task)
{
  server_sqlite_store_write (store, task, run_device_create, new_input (user_id, device),
                             new_input_free, SERVER_SQLITE_PLAIN);
}

static gboolean
run_device_list (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  ServerSqliteCall *call = operation->input;
  GPtrArray *devices = server_sqlite_devices_list (scope->database, call->user_id, error);

  if (devices == NULL)
    return FALSE;
  server_sqlite_operation_set_value (operation, devices, (GDestroyNotify) g_ptr_array_unref);
  return TRUE;
}

void
server_sqlite_device_list_async (ServerStore *store, const char *user_id, GTask *task)
{
  server_sqlite_store_read (store, task, run_device_list,
                            server_sqlite_call_new (NULL, user_id, NULL), server_sqlite_call_free);
}

static gboolean
run_device_revoke (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  ServerSqliteCall *call = operation->input;
  ServerSqliteDevice *device;

  if (!server_sqlite_ledger_find_device (scope->ledger, call->id, &device, error))
    return FALSE;
  if (device == NULL || strcmp (device->user->user_id, call->user_id) != 0)
    {
      g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND, "No device %s here.", call->id);
      return FALSE;
    }
  /* What it acknowledged in this transaction counts. */
  if (!server_sqlite_ledger_settle (scope->ledger, error) ||
      !server_sqlite_links_drop_of_device (scope->database, device->did, error) ||
      !server_sqlite_devices_revoke (scope->database, device->did, error))
    return FALSE;
  device->user->n_devices--;
  server_sqlite_ledger_forget_device (scope->ledger, call->id);
  return TRUE;
}

void
server_sqlite_device_revoke_async (ServerStore *store,
                                   const char *user_id,
                                   const char *device_id,
                                   GTask *task)
{
  server_sqlite_store_write (store, task, run_device_revoke,
                             server_sqlite_call_new (NULL, user_id, device_id),
                             server_sqlite_call_free, SERVER_SQLITE_PLAIN);
}
