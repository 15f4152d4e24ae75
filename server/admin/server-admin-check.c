/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-admin"

#include "config.h"

#include <stdio.h>

#include "landline-error.h"
#include "landline-media.h"
#include "server-admin-commands.h"
#include "server-admin-orphans.h"
#include "server-directory-blob.h"

static gboolean
check_database (ServerAdminDesk *desk)
{
  ServerStore *store = server_admin_desk_get_store (desk);
  g_autoptr (GError) failure = NULL;

  server_store_check_async (store, NULL, server_admin_desk_answered, desk);
  if (!server_store_check_finish (store, server_admin_desk_wait (desk), &failure))
    {
      printf ("%s\n", failure->message);
      return FALSE;
    }
  printf ("The database is undamaged\n");
  return TRUE;
}

static gboolean
check_file (ServerAdminDesk *desk, ServerBlob *blob, LandlineMedia *media, GError **error)
{
  server_blob_check_async (blob, landline_media_get_id (media), landline_media_get_size (media),
                           landline_media_get_sha256 (media), NULL, server_admin_desk_answered,
                           desk);
  return server_blob_check_finish (blob, server_admin_desk_wait (desk), error);
}

/* The ids of files that are not as the database says: (element-type utf8 utf8), with what is wrong.
 */
static GHashTable *
find_damaged (ServerAdminDesk *desk, GPtrArray *files, GError **error)
{
  g_autofree char *folder = server_config_dup_media_folder (server_admin_desk_get_config (desk));
  g_autoptr (GHashTable) damaged = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (ServerBlob) blob = server_directory_blob_new (folder, 0, error);

  if (blob == NULL)
    return NULL;
  for (guint i = 0; i < files->len; i++)
    {
      LandlineMedia *media = g_ptr_array_index (files, i);
      g_autoptr (GError) failure = NULL;

      if (!check_file (desk, blob, media, &failure))
        g_hash_table_insert (damaged, g_strdup (landline_media_get_id (media)),
                             g_strdup (failure->message));
    }
  return g_steal_pointer (&damaged);
}

/* What a running server has forgotten in the meantime is not damaged. */
static gboolean
check_files (ServerAdminDesk *desk, guint *n_damaged, GError **error)
{
  g_autoptr (GPtrArray) files = server_admin_list_media (desk, error);
  g_autoptr (GPtrArray) by_now = NULL;
  g_autoptr (GHashTable) damaged = NULL;

  *n_damaged = 0;
  if (files == NULL)
    return FALSE;
  damaged = find_damaged (desk, files, error);
  if (damaged == NULL)
    return FALSE;
  by_now = server_admin_list_media (desk, error);
  if (by_now == NULL)
    return FALSE;
  for (guint i = 0; i < by_now->len; i++)
    {
      const char *id = landline_media_get_id (g_ptr_array_index (by_now, i));
      const char *what = g_hash_table_lookup (damaged, id);

      if (what == NULL)
        continue;
      *n_damaged += 1;
      printf ("%s\n", what);
    }
  printf ("%u files, %u of them missing or damaged\n", files->len, *n_damaged);
  return TRUE;
}

/**
 * server_admin_check:
 * @desk: what to work with
 * @options: what was asked for
 * @error: return location for an error
 *
 * Reads everything that the server has, beside a server that may be running. Files that nobody
 * needs are told and are no fault.
 *
 * Returns: whether it could be read, and is as it should be
 */
gboolean
server_admin_check (ServerAdminDesk *desk, const ServerAdminOptions *options, GError **error)
{
  gboolean sound = check_database (desk);
  guint n_damaged;

  if (!check_files (desk, &n_damaged, error) || !server_admin_print_orphans (desk, FALSE, error))
    return FALSE;
  if (sound && n_damaged == 0)
    return TRUE;
  if (!sound)
    g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_CONFLICT,
                         "The database is damaged.");
  else
    g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND,
                         "Some files are missing or damaged.");
  return FALSE;
}
