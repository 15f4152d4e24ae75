/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-admin"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "landline-error.h"
#include "landline-id.h"
#include "server-admin-commands.h"
#include "server-admin-progress.h"
#include "server-data-folder.h"
#include "server-identity.h"
#include "server-sqlite-archive.h"
#include "server-sqlite-backup.h"

#define MEDIA "media/"

/* Nothing but what a backup has is ever made part of a path. */
static gboolean
is_ours (const char *name)
{
  return strcmp (name, "landline.db") == 0 || strcmp (name, SERVER_IDENTITY_FILE) == 0 ||
         (g_str_has_prefix (name, MEDIA) &&
          landline_id_is_prefixed (name + strlen (MEDIA), LANDLINE_ID_MEDIA));
}

static gboolean
contains (GPtrArray *files, const char *name)
{
  for (guint i = 0; i < files->len; i++)
    if (strcmp (((ServerSqliteArchiveFile *) g_ptr_array_index (files, i))->name, name) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
check_files (GPtrArray *files, const char *path, guint64 *bytes, GError **error)
{
  gboolean good = contains (files, "landline.db") && contains (files, SERVER_IDENTITY_FILE);

  *bytes = 0;
  for (guint i = 0; i < files->len && good; i++)
    {
      const ServerSqliteArchiveFile *file = g_ptr_array_index (files, i);

      good = file->name != NULL && is_ours (file->name) &&
             g_uint64_checked_add (bytes, *bytes, file->size);
    }
  if (good)
    return TRUE;
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNSUPPORTED,
               "The backup %s is damaged: it does not have what a backup has.", path);
  return FALSE;
}

static gboolean
sync_folder (const char *path, GError **error)
{
  int descriptor = g_open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean synced = descriptor >= 0 && fsync (descriptor) == 0;

  if (!synced)
    g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY, "Cannot write %s: %s.", path,
                 g_strerror (errno));
  if (descriptor >= 0)
    close (descriptor);
  return synced;
}

static gboolean
extract (ServerSqliteArchive *archive, GPtrArray *files, const char *folder, GError **error)
{
  g_autofree char *media = g_build_filename (folder, MEDIA, NULL);
  g_autofree char *database = g_build_filename (folder, "landline.db", NULL);
  g_autoptr (ServerIdentity) identity = NULL;

  if (g_mkdir (media, 0700) != 0)
    {
      g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY, "Cannot make %s: %s.", media,
                   g_strerror (errno));
      return FALSE;
    }
  for (guint i = 0; i < files->len; i++)
    {
      const ServerSqliteArchiveFile *file = g_ptr_array_index (files, i);
      g_autofree char *path = g_build_filename (folder, file->name, NULL);

      if (!server_sqlite_archive_extract (archive, file, path, error))
        return FALSE;
    }
  identity = server_identity_open (folder, error);
  return identity != NULL && server_sqlite_backup_check (database, error) &&
         server_sqlite_backup_renew (database, error) && sync_folder (media, error);
}

static gboolean
restore (ServerAdminDesk *desk, ServerSqliteArchive *archive, const char *path, GError **error)
{
  const char *data = server_config_get_data_folder (server_admin_desk_get_config (desk));
  g_autoptr (GPtrArray) files = server_sqlite_archive_list (archive, error);
  g_autoptr (ServerDataFolder) folder = NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree char *part = NULL;
  ServerAdminProgress progress;
  guint64 bytes;

  if (files == NULL || !check_files (files, path, &bytes, error))
    return FALSE;
  folder = server_data_folder_open (data, &failure);
  if (folder == NULL)
    {
      if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_BUSY))
        g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY,
                     "A server runs on %s. Stop it first.", data);
      else
        g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (!server_admin_check_space (data, bytes, error))
    return FALSE;
  part = server_data_folder_begin_replacement (folder, error);
  if (part == NULL)
    return FALSE;
  server_admin_progress_begin (&progress, "Restore", bytes);
  server_sqlite_archive_set_passed_func (archive, server_admin_progress_pass, &progress);
  if (extract (archive, files, part, error))
    return server_data_folder_replace (folder, error);
  server_data_folder_abandon_replacement (folder);
  return FALSE;
}

/**
 * server_admin_restore:
 * @desk: what to work with, without its data
 * @options: what was asked for
 * @error: return location for an error
 *
 * Puts a backup in the place of the server's data. All of it is written and looked through first;
 * until then nothing that was there is touched.
 *
 * Returns: whether it was done
 */
gboolean
server_admin_restore (ServerAdminDesk *desk, const ServerAdminOptions *options, GError **error)
{
  g_autoptr (ServerSqliteArchive) archive = NULL;

  if (g_strv_length (options->words) != 1)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "Say “restore FILE”.");
      return FALSE;
    }
  archive = server_sqlite_archive_open (options->words[0], error);
  return archive != NULL && restore (desk, archive, options->words[0], error);
}
