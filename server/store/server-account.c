/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-store"

#include "config.h"

#include "server-account.h"

#include <string.h>

/* One block of memory without a header: an account is held by every connection, and connections are
 * many. */
struct _ServerAccount
{
  gatomicrefcount ref_count;
  guint8 is_admin;
  guint8 device_at;
  char text[];
};

G_DEFINE_BOXED_TYPE (ServerAccount, server_account, server_account_ref, server_account_unref)

/**
 * server_account_new:
 * @user_id: the user
 * @device_id: the user's device
 * @is_admin: whether the user administers the server
 *
 * Returns: (transfer full): the account
 */
ServerAccount *
server_account_new (const char *user_id, const char *device_id, gboolean is_admin)
{
  ServerAccount *self;
  gsize user_size, device_size;

  g_return_val_if_fail (user_id != NULL, NULL);
  g_return_val_if_fail (device_id != NULL, NULL);

  user_size = strlen (user_id) + 1;
  device_size = strlen (device_id) + 1;
  g_return_val_if_fail (user_size <= G_MAXUINT8, NULL);

  self = g_malloc (G_STRUCT_OFFSET (ServerAccount, text) + user_size + device_size);
  g_atomic_ref_count_init (&self->ref_count);
  self->is_admin = !!is_admin;
  self->device_at = user_size;
  memcpy (self->text, user_id, user_size);
  memcpy (self->text + user_size, device_id, device_size);
  return self;
}

ServerAccount *
server_account_ref (ServerAccount *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
server_account_unref (ServerAccount *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_ref_count_dec (&self->ref_count))
    g_free (self);
}

const char *
server_account_get_user_id (ServerAccount *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

const char *
server_account_get_device_id (ServerAccount *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text + self->device_at;
}

gboolean
server_account_is_admin (ServerAccount *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_admin;
}
