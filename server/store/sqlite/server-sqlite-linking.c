/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-calls.h"

#include <string.h>

#include "landline-error.h"
#include "server-limits.h"
#include "server-sqlite-devices.h"
#include "server-sqlite-inbox.h"
#include "server-sqlite-links.h"
#include "server-sqlite-users.h"

/* What has to do with links: see server-store-links.c. */

typedef struct
{
  ServerAccount *account; /* (nullable): who makes one */
  char *id;               /* of the link, or of the new device */
  char *name;             /* of the new device */
  guint8 hash[SERVER_HASH_SIZE];
  guint8 token_hash[SERVER_HASH_SIZE];
} LinkInput;

static void
link_input_free (gpointer data)
{
  LinkInput *input = data;

  g_clear_pointer (&input->account, server_account_unref);
  g_free (input->id);
  g_free (input->name);
  g_free (input);
}

static gboolean
check_open_links (ServerSqliteScope *scope, LinkInput *input, GError **error)
{
  g_autoptr (GPtrArray) links = NULL;

  links = server_sqlite_links_list (scope->database, server_account_get_user_id (input->account),
                                    scope->now, error);
  if (links == NULL)
    return FALSE;
  if (links->len < SERVER_LIMIT_LINKS)
    return TRUE;
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_RATE,
               "%d links are open already. Cancel one, or wait until one is over.",
               SERVER_LIMIT_LINKS);
  return FALSE;
}

static gboolean
run_link_create (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  LinkInput *input = operation->input;
  g_autoptr (LandlineDeviceLink) link = NULL;
  ServerSqliteDevice *device;

  if (!server_sqlite_ledger_find_device (scope->ledger,
                                         server_account_get_device_id (input->account), &device,
                                         error))
    return FALSE;
  if (device == NULL)
    {
      g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED,
                           "This device was revoked.");
      return FALSE;
    }
  if (!check_open_links (scope, input, error))
    return FALSE;
  link = landline_device_link_new (input->id, NULL, scope->now,
                                   scope->now + SERVER_LIMIT_LINK_LIFETIME);
  if (!server_sqlite_links_insert (scope->database, link, input->hash, device->user->uid,
                                   device->did, error))
    return FALSE;
  server_sqlite_operation_set_value (operation, g_steal_pointer (&link), g_object_unref);
  return TRUE;
}

void
server_sqlite_link_create_async (ServerStore *store,
                                 ServerAccount *account,
                                 const char *link_id,
                                 const guint8 *hash,
                                 GTask *task)
{
  LinkInput *input = g_new0 (LinkInput, 1);

  input->account = server_account_ref (account);
  input->id = g_strdup (link_id);
  memcpy (input->hash, hash, SERVER_HASH_SIZE);
  server_sqlite_store_write (store, task, run_link_create, input, link_input_free,
                             SERVER_SQLITE_PLAIN);
}

static gboolean
run_link_list (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  ServerSqliteCall *call = operation->input;
  GPtrArray *links = server_sqlite_links_list (scope->database, call->user_id, scope->now, error);

  if (links == NULL)
    return FALSE;
  server_sqlite_operation_set_value (operation, links, (GDestroyNotify) g_ptr_array_unref);
  return TRUE;
}

void
server_sqlite_link_list_async (ServerStore *store, const char *user_id, GTask *task)
{
  server_sqlite_store_read (store, task, run_link_list,
                            server_sqlite_call_new (NULL, user_id, NULL), server_sqlite_call_free);
}

static gboolean
run_link_remove (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  ServerSqliteCall *call = operation->input;
  gboolean removed;

  if (!server_sqlite_links_remove (scope->database, call->user_id, call->id, scope->now, &removed,
                                   error))
    return FALSE;
  if (removed)
    return TRUE;
  g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND,
                       "There is no such link, or it is over.");
  return FALSE;
}

void
server_sqlite_link_remove_async (ServerStore *store,
                                 const char *user_id,
                                 const char *link_id,
                                 GTask *task)
{
  server_sqlite_store_write (store, task, run_link_remove,
                             server_sqlite_call_new (NULL, user_id, link_id),
                             server_sqlite_call_free, SERVER_SQLITE_PLAIN);
}

/* Whose link it is. One that is unknown, used, over, or of somebody who may not come in is the same
 * to who asks. */
static gboolean
find_owner (ServerSqliteScope *scope, LinkInput *input, ServerSqliteUser **user, GError **error)
{
  ServerSqliteUserRecord owner = { 0 };
  gint64 uid;

  if (!server_sqlite_links_find (scope->database, input->hash, scope->now, &uid, error) ||
      (uid != 0 && !server_sqlite_users_find_uid (scope->database, uid, &owner, NULL, error)))
    return FALSE;
  if (owner.uid == 0 || owner.is_disabled || owner.is_former)
    {
      g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED,
                           "This link is not valid, was used already, or is over. Make another one "
                           "on a device that is signed in.");
      return FALSE;
    }
  if (!server_sqlite_ledger_find_uid (scope->ledger, uid, user, error))
    return FALSE;
  if ((*user)->n_devices < SERVER_LIMIT_DEVICES)
    return TRUE;
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_CONFLICT,
               "%d devices are linked already. Remove one first.", SERVER_LIMIT_DEVICES);
  return FALSE;
}

/* The others are told first: the new device stands behind it, and is not told of itself. */
static gboolean
insert_and_tell (ServerSqliteScope *scope, LinkInput *input, ServerSqliteUser *user, GError **error)
{
  ServerNewDevice device = { .device_id = input->id, .name = input->name };
  g_autoptr (LandlineDevice) told = NULL;
  gint64 cursor = server_sqlite_ledger_next_cursor (scope->ledger, user);
  gint64 did;

  memcpy (device.token_hash, input->token_hash, SERVER_HASH_SIZE);
  did = server_sqlite_devices_insert (scope->database, user->uid, &device, cursor, scope->now,
                                      error);
  if (did == 0 || !server_sqlite_inbox_put_doing (scope->database, user->uid, cursor,
                                                  SERVER_INBOX_DEVICE, 0, did, error))
    return FALSE;
  user->n_devices++;
  told = landline_device_new (input->id, user->user_id, input->name, scope->now, scope->now);
  server_sqlite_ledger_announce (scope->ledger, user, server_inbox_row_new_device (cursor, told));
  return TRUE;
}

static gboolean
run_link_use (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  LinkInput *input = operation->input;
  g_autoptr (LandlineUser) profile = NULL;
  ServerSqliteUser *user;

  if (!find_owner (scope, input, &user, error))
    return FALSE;
  profile = server_sqlite_users_get (scope->database, user->user_id, error);
  if (profile == NULL || !server_sqlite_links_drop (scope->database, input->hash, error) ||
      !insert_and_tell (scope, input, user, error))
    return FALSE;
  server_sqlite_operation_set_value (operation,
                                     server_account_new (user->user_id, input->id,
                                                         landline_user_is_admin (profile)),
                                     (GDestroyNotify) server_account_unref);
  return TRUE;
}

void
server_sqlite_link_use_async (ServerStore *store,
                              const guint8 *hash,
                              const ServerNewDevice *device,
                              GTask *task)
{
  LinkInput *input = g_new0 (LinkInput, 1);

  input->id = g_strdup (device->device_id);
  input->name = g_strdup (device->name);
  memcpy (input->hash, hash, SERVER_HASH_SIZE);
  memcpy (input->token_hash, device->token_hash, SERVER_HASH_SIZE);
  server_sqlite_store_write (store, task, run_link_use, input, link_input_free,
                             SERVER_SQLITE_PLAIN);
}
