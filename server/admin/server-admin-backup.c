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
#include "landline-media.h"
#include "server-admin-commands.h"
#include "server-admin-progress.h"
#include "server-identity.h"
#include "server-sqlite-archive.h"
#include "server-sqlite-backup.h"

/* A backup on its way. What is not taken out of here when it is done is removed. */
typedef struct
{
  ServerConfig *config;
  char *database;
  char *identity;
  char *folder; /* of the backup */
  char *target;
  char *temporary;
  char *copy; /* of the database */
  GPtrArray *media;
  guint n_damaged;
  ServerAdminProgress progress;
} Backup;

static void
backup_clear (Backup *self)
{
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  if (self->copy != NULL)
    g_unlink (self->copy);
  g_free (self->database);
  g_free (self->identity);
  g_free (self->folder);
  g_free (self->target);
  g_free (self->temporary);
  g_free (self->copy);
  g_clear_pointer (&self->media, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Backup, backup_clear)

/* An empty file that nobody else reads, beside the backup that is to be. */
static char *
make_file (Backup *self, GError **error)
{
  g_autofree char *path = g_strconcat (self->target, ".XXXXXX", NULL);
  int descriptor = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600);

  if (descriptor >= 0)
    {
      close (descriptor);
      return g_steal_pointer (&path);
    }
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY, "Cannot write %s: %s.", self->target,
               g_strerror (errno));
  return NULL;
}

static gboolean
begin (Backup *self, ServerAdminDesk *desk, const char *target, GError **error)
{
  self->config = server_admin_desk_get_config (desk);
  self->database = server_config_dup_database_path (self->config);
  self->identity = g_build_filename (server_config_get_data_folder (self->config),
                                     SERVER_IDENTITY_FILE, NULL);
  self->target = g_strdup (target);
  self->folder = g_path_get_dirname (target);
  if (!g_file_test (self->database, G_FILE_TEST_EXISTS) ||
      !g_file_test (self->identity, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND,
                   "There is no server's data in %s. Say where it is with --data.",
                   server_config_get_data_folder (self->config));
      return FALSE;
    }
  if (!g_file_test (target, G_FILE_TEST_EXISTS))
    return TRUE;
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_CONFLICT,
               "There is a file %s already. It was left as it is.", target);
  return FALSE;
}

/* The database is in the folder twice for a while: its copy, and the copy in the backup. */
static gboolean
check_space (Backup *self, GError **error)
{
  g_autoptr (GPtrArray) media = server_sqlite_backup_list_media (self->database, error);
  guint64 database, files = 0;

  if (media == NULL || !server_sqlite_backup_measure (self->database, &database, error))
    return FALSE;
  for (guint i = 0; i < media->len; i++)
    files += landline_media_get_size (g_ptr_array_index (media, i));
  if (!server_admin_check_space (self->folder, files + 2 * database, error))
    return FALSE;
  server_admin_progress_begin (&self->progress, "Backup", files + database);
  return TRUE;
}

/* Files first and then the database, which by then no longer names what the server forgot in the
 * meantime. @gone: files that are not there or not what they should be. */
static gboolean
add_media (Backup *self, ServerSqliteArchive *archive, GHashTable *gone, GError **error)
{
  g_autofree char *folder = server_config_dup_media_folder (self->config);

  for (guint i = 0; i < self->media->len; i++)
    {
      LandlineMedia *media = g_ptr_array_index (self->media, i);
      const char *id = landline_media_get_id (media);
      g_autofree char *path = g_build_filename (folder, id, NULL);
      g_autofree char *name = g_strconcat ("media/", id, NULL);
      g_autoptr (GError) failure = NULL;

      if (server_sqlite_archive_add (archive, name, path, landline_media_get_sha256 (media),
                                     &failure))
        continue;
      if (!g_error_matches (failure, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
      g_hash_table_add (gone, g_strdup (id));
    }
  return TRUE;
}

/* Of what is gone, leaves what the server has forgotten; what it still names is damaged. */
static gboolean
sort_out (Backup *self, GHashTable *gone, GError **error)
{
  g_autoptr (GPtrArray) media = NULL;

  if (g_hash_table_size (gone) == 0)
    return TRUE;
  media = server_sqlite_backup_list_media (self->database, error);
  if (media == NULL)
    return FALSE;
  for (guint i = 0; i < media->len; i++)
    {
      const char *id = landline_media_get_id (g_ptr_array_index (media, i));

      if (!g_hash_table_remove (gone, id))
        continue;
      self->n_damaged++;
      g_printerr ("The file %s is missing or damaged on this server, it is not in the backup.\n",
                  id);
    }
  return server_sqlite_backup_drop_media (self->copy, gone, error);
}

static gboolean
write_archive (Backup *self, GError **error)
{
  g_autoptr (ServerSqliteArchive) archive = NULL;
  g_autoptr (GHashTable) gone = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  archive = server_sqlite_archive_create (self->temporary, error);
  if (archive == NULL)
    return FALSE;
  server_sqlite_archive_set_passed_func (archive, server_admin_progress_pass, &self->progress);
  return add_media (self, archive, gone, error) && sort_out (self, gone, error) &&
         server_sqlite_archive_add (archive, SERVER_IDENTITY_FILE, self->identity, NULL, error) &&
         server_sqlite_archive_add (archive, "landline.db", self->copy, NULL, error) &&
         server_sqlite_archive_finish (archive, error);
}

static gboolean
put_in_place (Backup *self, GError **error)
{
  int folder = g_open (self->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean done = folder >= 0 && g_rename (self->temporary, self->target) == 0 &&
                  fsync (folder) == 0;

  if (!done)
    g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY, "Cannot write %s: %s.", self->target,
                 g_strerror (errno));
  if (folder >= 0)
    close (folder);
  if (done)
    g_clear_pointer (&self->temporary, g_free);
  return done;
}

static gboolean
run (Backup *self, GError **error)
{
  if (!check_space (self, error))
    return FALSE;
  self->temporary = make_file (self, error);
  if (self->temporary == NULL)
    return FALSE;
  self->copy = make_file (self, error);
  if (self->copy == NULL || !server_sqlite_backup_copy (self->database, self->copy, error) ||
      !server_sqlite_backup_check (self->copy, error))
    return FALSE;
  self->media = server_sqlite_backup_list_media (self->copy, error);
  return self->media != NULL && write_archive (self, error) && put_in_place (self, error);
}

/**
 * server_admin_backup:
 * @desk: what to work with, without its data
 * @options: what was asked for
 * @error: return location for an error
 *
 * Writes database, key and files to one file, beside a server that may be running: all that it had
 * acknowledged before this began is in it. The file is there when it is whole and on the disk.
 *
 * Returns: whether it was done, and nothing was missing
 */
gboolean
server_admin_backup (ServerAdminDesk *desk, const ServerAdminOptions *options, GError **error)
{
  g_auto (Backup) backup = { NULL };

  if (g_strv_length (options->words) != 1)
    {
      g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, "Say “backup FILE”.");
      return FALSE;
    }
  if (!begin (&backup, desk, options->words[0], error) || !run (&backup, error))
    return FALSE;
  server_admin_progress_pass (backup.progress.total, &backup.progress);
  if (backup.n_damaged == 0)
    return TRUE;
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND,
               "The backup was made without %u files that are missing or damaged.",
               backup.n_damaged);
  return FALSE;
}
