/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-config"

#include "config.h"

#include "server-data-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

/* New data that is still being written; worth nothing yet. */
#define PART "restore.part"
/* New data that is whole: it takes the place of the old, whatever happens in between. */
#define WHOLE "restore.whole"
/* The old data, until all of the new is in its place. */
#define OLD "restore.old"

struct _ServerDataFolder
{
  char *path;
  int descriptor;
};

static gboolean
fail (const char *doing, const char *path, GError **error)
{
  int saved_errno = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno), "Cannot %s %s: %s.", doing,
               path, g_strerror (saved_errno));
  return FALSE;
}

static gboolean
remove_tree (const char *path, GError **error)
{
  g_autoptr (GDir) folder = NULL;
  const char *name;

  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;
  folder = g_dir_open (path, 0, NULL);
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (!remove_tree (child, error))
        return FALSE;
    }
  return g_rmdir (path) == 0 || fail ("remove", path, error);
}

static gboolean
sync_folder (const char *path, GError **error)
{
  int descriptor = g_open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean synced = descriptor >= 0 && fsync (descriptor) == 0;

  if (!synced)
    fail ("write", path, error);
  if (descriptor >= 0)
    close (descriptor);
  return synced;
}

static gboolean
move (const char *from, const char *to, const char *name, GError **error)
{
  g_autofree char *old_path = g_build_filename (from, name, NULL);
  g_autofree char *new_path = g_build_filename (to, name, NULL);

  return g_rename (old_path, new_path) == 0 || errno == ENOENT || fail ("move", old_path, error);
}

static gboolean
has (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Goes on from wherever it was when the power went: what is still in @whole has not taken its place
 * yet. The log of the old database is no log of the new one. */
static gboolean
put_in_place (const char *path, const char *whole, const char *old, GError **error)
{
  static const char *const logs[] = { "landline.db-wal", "landline.db-shm" };
  static const char *const names[] = { "landline.db", "identity.pem", "media" };

  for (gsize i = 0; i < G_N_ELEMENTS (logs) && has (whole, names[0]); i++)
    if (!move (path, old, logs[i], error))
      return FALSE;
  if (!sync_folder (path, error))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (has (whole, names[i]) &&
        (!move (path, old, names[i], error) || !move (whole, path, names[i], error)))
      return FALSE;
  return sync_folder (path, error);
}

static gboolean
finish_replacement (const char *path, GError **error)
{
  g_autofree char *part = g_build_filename (path, PART, NULL);
  g_autofree char *whole = g_build_filename (path, WHOLE, NULL);
  g_autofree char *old = g_build_filename (path, OLD, NULL);

  if (!remove_tree (part, error))
    return FALSE;
  if (!g_file_test (whole, G_FILE_TEST_IS_DIR))
    return TRUE;
  if (g_mkdir (old, 0700) != 0 && errno != EEXIST)
    return fail ("make", old, error);
  return put_in_place (path, whole, old, error) && remove_tree (old, error) &&
         remove_tree (whole, error);
}

/**
 * server_data_folder_open:
 * @path: (type filename): a folder, made with its parents when it is not there, for its owner alone
 * @error: return location for an error
 *
 * If data was about to be replaced when the power went, that is done first.
 *
 * Returns: (transfer full): the right to use it, or %NULL with a sentence that says why not
 */
ServerDataFolder *
server_data_folder_open (const char *path, GError **error)
{
  g_autofree char *lock = g_build_filename (path, "lock", NULL);
  ServerDataFolder *self;
  int descriptor;

  g_return_val_if_fail (path != NULL, NULL);

  if (g_mkdir_with_parents (path, 0700) != 0)
    {
      int saved_errno = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno),
                   "Cannot make the data folder %s: %s.", path, g_strerror (saved_errno));
      return NULL;
    }

  descriptor = g_open (lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0)
    {
      int saved_errno = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno),
                   "Cannot use the data folder %s: %s.", path, g_strerror (saved_errno));
      return NULL;
    }

  if (flock (descriptor, LOCK_EX | LOCK_NB) != 0)
    {
      int saved_errno = errno;

      close (descriptor);
      if (saved_errno == EWOULDBLOCK)
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY,
                     "Another server uses the data folder %s already.", path);
      else
        g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno),
                     "Cannot lock the data folder %s: %s.", path, g_strerror (saved_errno));
      return NULL;
    }

  self = g_new (ServerDataFolder, 1);
  self->path = g_strdup (path);
  self->descriptor = descriptor;
  if (finish_replacement (path, error))
    return self;
  server_data_folder_close (self);
  return NULL;
}

/**
 * server_data_folder_begin_replacement:
 * @self: the right to use a folder
 * @error: return location for an error
 *
 * Nothing of what is there is touched before server_data_folder_replace().
 *
 * Returns: (transfer full) (type filename): a folder inside it that is empty, for data that is to
 * take the place of what is there
 */
char *
server_data_folder_begin_replacement (ServerDataFolder *self, GError **error)
{
  g_autofree char *part = g_build_filename (self->path, PART, NULL);

  if (!remove_tree (part, error))
    return NULL;
  if (g_mkdir (part, 0700) == 0)
    return g_steal_pointer (&part);
  fail ("make", part, error);
  return NULL;
}

/**
 * server_data_folder_abandon_replacement:
 * @self: the right to use a folder
 *
 * Throws away what was begun.
 */
void
server_data_folder_abandon_replacement (ServerDataFolder *self)
{
  g_autofree char *part = g_build_filename (self->path, PART, NULL);
  g_autoptr (GError) failure = NULL;

  /* Whoever opens the folder next tries it again. */
  if (!remove_tree (part, &failure))
    g_debug ("%s", failure->message);
}

/**
 * server_data_folder_replace:
 * @self: the right to use a folder
 * @error: return location for an error
 *
 * Puts database, key and files of the folder that was begun, each of them on the disk already, in
 * the place of those that are there. When it is interrupted, the next to open the folder goes on:
 * there is the old data or the new and never some of each.
 *
 * Returns: whether it is done
 */
gboolean
server_data_folder_replace (ServerDataFolder *self, GError **error)
{
  g_autofree char *part = g_build_filename (self->path, PART, NULL);
  g_autofree char *whole = g_build_filename (self->path, WHOLE, NULL);

  if (!sync_folder (part, error))
    return FALSE;
  if (g_rename (part, whole) != 0)
    return fail ("move", part, error);
  return sync_folder (self->path, error) && finish_replacement (self->path, error);
}

/**
 * server_data_folder_close:
 * @self: (transfer full): the right to use a folder
 *
 * Gives it back.
 */
void
server_data_folder_close (ServerDataFolder *self)
{
  close (self->descriptor);
  g_free (self->path);
  g_free (self);
}
