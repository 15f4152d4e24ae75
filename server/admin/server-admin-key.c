/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-admin"

#include "config.h"

#include <gio/gio.h>
#include <stdio.h>

#include "server-admin-commands.h"
#include "server-identity.h"

/**
 * server_admin_key:
 * @desk: what to work with
 * @options: what was asked for
 * @error: return location for an error
 *
 * Prints the fingerprint of the server's key, as it stands in invitations and as the app shows it.
 * A server that has no key is not given one: the file would belong to who asks.
 *
 * Returns: whether there is a key that can be read
 */
gboolean
server_admin_key (ServerAdminDesk *desk, const ServerAdminOptions *options, GError **error)
{
  const char *folder = server_config_get_data_folder (server_admin_desk_get_config (desk));
  g_autofree char *path = g_build_filename (folder, SERVER_IDENTITY_FILE, NULL);
  g_autofree char *groups = NULL;
  g_autoptr (ServerIdentity) identity = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   "%s is not there: the server makes its key when it first listens with TLS.",
                   path);
      return FALSE;
    }
  identity = server_identity_open (folder, error);
  if (identity == NULL)
    return FALSE;

  groups = server_identity_dup_key_groups (identity);
  printf ("%-15s %s\n", "Key", server_identity_get_key (identity));
  printf ("%-15s %s\n", "To compare", groups);
  return TRUE;
}
