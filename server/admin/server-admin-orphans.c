/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-admin"

#include "config.h"

#include "server-admin-orphans.h"

#include <glib/gstdio.h>
#include <stdio.h>

#include "landline-error.h"
#include "landline-id.h"
#include "landline-media.h"
#include "server-admin-commands.h"

/* Seconds without a change after which a file that a running server does not name is none that it
 * is about to name: it has one that was uploaded in its database at once. */
#define UNFINISHED_SECONDS (60 * 60)

#define MAX_NAME_WIDTH 48

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

/* What there was, and what could not be removed of it. */
typedef struct
{
  guint n;
  guint n_left;
  guint64 bytes;
  gboolean remove;
} Orphans;

static void
print_orphan (ServerAdminDesk *desk, const char *name, Orphans *orphans)
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
  printf ("%-11s %-34s %12" G_GUINT64_FORMAT " %s\n",
          orphans->remove ? "Removed:" : "Not needed:", name, (guint64) file.st_size, changed);
  if (orphans->remove && g_unlink (path) != 0)
    orphans->n_left++;
  orphans->n++;
  orphans->bytes += file.st_size;
}

static gboolean
check_removed (const Orphans *orphans, GError **error)
{
  if (orphans->n_left == 0)
    return TRUE;
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY,
               "%u of %u files could not be removed: who gives the command has to own them.",
               orphans->n_left, orphans->n);
  return FALSE;
}

/**
 * server_admin_print_orphans:
 * @desk: what to work with
 * @remove: whether they are to be removed
 * @error: return location for an error
 *
 * Prints the files that nobody needs. A server that starts removes them; one that runs may be about
 * to name those that are new.
 *
 * Returns: whether they could be looked for, and removed
 */
gboolean
server_admin_print_orphans (ServerAdminDesk *desk, gboolean remove, GError **error)
{
  g_autoptr (GHashTable) names = list_folder (desk);
  g_autoptr (GPtrArray) media = server_admin_list_media (desk, error);
  g_autoptr (GPtrArray) left = NULL;
  g_autofree char *size = NULL;
  Orphans orphans = { .remove = remove };

  if (media == NULL)
    return FALSE;
  for (guint i = 0; i < media->len; i++)
    g_hash_table_remove (names, landline_media_get_id (g_ptr_array_index (media, i)));
  left = g_hash_table_get_keys_as_ptr_array (names);
  g_ptr_array_sort_values (left, (GCompareFunc) g_strcmp0);
  for (guint i = 0; i < left->len; i++)
    print_orphan (desk, g_ptr_array_index (left, i), &orphans);
  size = g_format_size (orphans.bytes);
  printf ("%u files that nobody needs (%s)\n", orphans.n, size);
  return check_removed (&orphans, error);
}

static gboolean
is_there (ServerAdminDesk *desk, LandlineMedia *media)
{
  g_autofree char *folder = server_config_dup_media_folder (server_admin_desk_get_config (desk));
  g_autofree char *path = g_build_filename (folder, landline_media_get_id (media), NULL);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

static gboolean
is_named (GPtrArray *files, const char *id)
{
  for (guint i = 0; i < files->len; i++)
    if (g_str_equal (landline_media_get_id (g_ptr_array_index (files, i)), id))
      return TRUE;
  return FALSE;
}

/**
 * server_admin_print_missing:
 * @desk: what to work with
 * @error: return location for an error
 *
 * Prints the files that the database names and that are not there: a backup may have them.
 *
 * Returns: whether they could be looked for
 */
gboolean
server_admin_print_missing (ServerAdminDesk *desk, GError **error)
{
  g_autoptr (GPtrArray) media = server_admin_list_media (desk, error);
  g_autoptr (GPtrArray) missing = g_ptr_array_new ();
  g_autoptr (GPtrArray) still = NULL;
  guint n = 0;

  if (media == NULL)
    return FALSE;
  for (guint i = 0; i < media->len; i++)
    if (!is_there (desk, g_ptr_array_index (media, i)))
      g_ptr_array_add (missing, g_ptr_array_index (media, i));
  /* One may have been removed since, from the database first. */
  still = missing->len > 0 ? server_admin_list_media (desk, error) : NULL;
  if (missing->len > 0 && still == NULL)
    return FALSE;
  for (guint i = 0; i < missing->len; i++)
    {
      LandlineMedia *file = g_ptr_array_index (missing, i);

      if (!is_named (still, landline_media_get_id (file)))
        continue;
      printf ("%-11s %-34s %12" G_GUINT64_FORMAT " ", "Missing:", landline_media_get_id (file),
              landline_media_get_size (file));
      server_admin_print_text (landline_media_get_name (file), MAX_NAME_WIDTH);
      printf ("\n");
      n++;
    }
  printf ("%u files that are missing\n", n);
  return TRUE;
}
