/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-admin"

#include "config.h"

#include "server-admin-orphans.h"

#include <glib/gstdio.h>
#include <stdio.h>

#include "landline-id.h"
#include "landline-media.h"
#include "server-admin-commands.h"

/* Seconds without a change after which a file that a running server does not name is none that it
 * is about to name: it has one that was uploaded in its database at once. */
#define UNFINISHED_SECONDS (60 * 60)

/**
 * server_admin_list_media:
 * @desk: what to work with
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type LandlineMedia): the files that the database names
 */
GPtrArray *
server_admin_list_media (ServerAdminDesk *desk, GError **error)
{
  ServerStore *store = server_admin_desk_get_store (desk);

  server_store_media_list_async (store, NULL, server_admin_desk_answered, desk);
  return server_store_media_list_finish (store, server_admin_desk_wait (desk), error);
}

/* As the server names them, and what was left of those that were not finished. */
static gboolean
is_ours (const char *name)
{
  return landline_id_is_prefixed (name, LANDLINE_ID_MEDIA) ||
         (g_str_has_prefix (name, ".m_") && g_str_has_suffix (name, ".part"));
}

/* The folder first: what is named by the time that the database is read is no orphan. */
static GHashTable *
list_folder (ServerAdminDesk *desk)
{
  g_autofree char *path = server_config_dup_media_folder (server_admin_desk_get_config (desk));
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    if (is_ours (name))
      g_hash_table_add (names, g_strdup (name));
  return names;
}

static void
print_orphan (ServerAdminDesk *desk, const char *name, guint *n, guint64 *bytes)
{
  g_autofree char *folder = server_config_dup_media_folder (server_admin_desk_get_config (desk));
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *changed = NULL;
  GStatBuf file;

  if (g_lstat (path, &file) != 0)
    return;
  if (server_admin_desk_is_running (desk) &&
      file.st_mtime > g_get_real_time () / G_USEC_PER_SEC - UNFINISHED_SECONDS)
    return;
  changed = server_admin_format_time ((gint64) file.st_mtime * 1000);
  printf ("Not needed: %-34s %12" G_GUINT64_FORMAT " %s\n", name, (guint64) file.st_size, changed);
  *n += 1;
  *bytes += file.st_size;
}

/**
 * server_admin_print_orphans:
 * @desk: what to work with
 * @error: return location for an error
 *
 * Prints the files that nobody needs. A server that starts removes them; one that runs may be about
 * to name those that are new.
 *
 * Returns: whether they could be looked for
 */
gboolean
server_admin_print_orphans (ServerAdminDesk *desk, GError **error)
{
  g_autoptr (GHashTable) names = list_folder (desk);
  g_autoptr (GPtrArray) media = server_admin_list_media (desk, error);
  g_autoptr (GPtrArray) left = NULL;
  g_autofree char *size = NULL;
  guint64 bytes = 0;
  guint n = 0;

  if (media == NULL)
    return FALSE;
  for (guint i = 0; i < media->len; i++)
    g_hash_table_remove (names, landline_media_get_id (g_ptr_array_index (media, i)));
  left = g_hash_table_get_keys_as_ptr_array (names);
  g_ptr_array_sort_values (left, (GCompareFunc) g_strcmp0);
  for (guint i = 0; i < left->len; i++)
    print_orphan (desk, g_ptr_array_index (left, i), &n, &bytes);
  size = g_format_size (bytes);
  printf ("%u files that nobody needs (%s)\n", n, size);
  return TRUE;
}
