/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-known-users.h"

#include "server-sqlite-users.h"

struct _ServerSqliteKnownUsers
{
  ServerSqliteDatabase *database;
  GHashTable *by_uid;
  GHashTable *by_id; /* without those who were deleted */
};

static void
user_free (gpointer data)
{
  ServerSqliteUser *user = data;

  g_ref_string_release (user->user_id);
  g_free (user);
}

ServerSqliteKnownUsers *
server_sqlite_known_users_new (ServerSqliteDatabase *database)
{
  ServerSqliteKnownUsers *self = g_new0 (ServerSqliteKnownUsers, 1);

  self->database = database;
  self->by_uid = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, user_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

void
server_sqlite_known_users_free (ServerSqliteKnownUsers *self)
{
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->by_uid, g_hash_table_unref);
  g_free (self);
}

void
server_sqlite_known_users_forget (ServerSqliteKnownUsers *self)
{
  g_hash_table_remove_all (self->by_id);
  g_hash_table_remove_all (self->by_uid);
}

guint
server_sqlite_known_users_get_size (ServerSqliteKnownUsers *self)
{
  return g_hash_table_size (self->by_uid);
}

static ServerSqliteUser *
keep (ServerSqliteKnownUsers *self, const ServerSqliteUserRecord *record, const char *user_id)
{
  ServerSqliteUser *user = g_new0 (ServerSqliteUser, 1);

  user->uid = record->uid;
  user->user_id = g_ref_string_new (user_id);
  user->head = record->head;
  user->n_devices = record->n_devices;
  user->is_former = record->is_former;
  g_hash_table_insert (self->by_uid, &user->uid, user);
  if (!user->is_former)
    g_hash_table_insert (self->by_id, user->user_id, user);
  return user;
}

/**
 * server_sqlite_known_users_find:
 * @self: the users
 * @user_id: the user
 * @user: (out) (transfer none) (nullable): the user, %NULL when there is none, or none any more
 * @error: return location for an error of the database
 *
 * Returns: whether the question could be answered
 */
gboolean
server_sqlite_known_users_find (ServerSqliteKnownUsers *self,
                                const char *user_id,
                                ServerSqliteUser **user,
                                GError **error)
{
  ServerSqliteUserRecord record;

  *user = g_hash_table_lookup (self->by_id, user_id);
  if (*user != NULL)
    return TRUE;
  if (!server_sqlite_users_find (self->database, user_id, &record, error))
    return FALSE;
  if (record.uid != 0)
    *user = keep (self, &record, user_id);
  return TRUE;
}

/**
 * server_sqlite_known_users_find_uid:
 * @self: the users
 * @uid: the number of a user
 * @user: (out) (transfer none) (nullable): the user, also one who was deleted
 * @error: return location for an error of the database
 *
 * Returns: whether the question could be answered
 */
gboolean
server_sqlite_known_users_find_uid (ServerSqliteKnownUsers *self,
                                    gint64 uid,
                                    ServerSqliteUser **user,
                                    GError **error)
{
  g_autofree char *user_id = NULL;
  ServerSqliteUserRecord record;

  *user = g_hash_table_lookup (self->by_uid, &uid);
  if (*user != NULL)
    return TRUE;
  if (!server_sqlite_users_find_uid (self->database, uid, &record, &user_id, error))
    return FALSE;
  if (record.uid != 0)
    *user = keep (self, &record, user_id);
  return TRUE;
}

/**
 * server_sqlite_known_users_make_former:
 * @self: the users
 * @user: somebody who is deleted in this transaction
 * @new_id: the id that they have from now on
 *
 * Has nobody find the user by an id any more.
 */
void
server_sqlite_known_users_make_former (ServerSqliteKnownUsers *self,
                                       ServerSqliteUser *user,
                                       const char *new_id)
{
  g_hash_table_remove (self->by_id, user->user_id);
  g_ref_string_release (user->user_id);
  user->user_id = g_ref_string_new (new_id);
  user->n_devices = 0;
  user->is_former = TRUE;
}
