/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-daemon"

#include "config.h"

#include "server-data-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

struct _ServerDataFolder
{
  int descriptor;
};

/**
 * server_data_folder_open:
 * @path: (type filename): a folder, made with its parents when it is not there, for its owner alone
 * @error: return location for an error
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
  self->descriptor = descriptor;
  return self;
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
  g_free (self);
}
