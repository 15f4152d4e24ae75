/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-net"

#include "config.h"

#include "app-file-writer.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "app-error.h"

/**
 * AppFileWriter:
 *
 * One file on its way to the disk. Each call works on a thread of GTask's pool; only one may be
 * under way. What is not closed well is removed when the writer goes.
 */
struct _AppFileWriter
{
  GObject parent_instance;

  char *path;
  char *part_path; /* NULL once it was renamed */
  int fd;          /* -1 before the first write */
  GChecksum *checksum;
  guint64 size;
};

G_DEFINE_FINAL_TYPE (AppFileWriter, app_file_writer, G_TYPE_OBJECT)

static void
app_file_writer_finalize (GObject *object)
{
  AppFileWriter *self = APP_FILE_WRITER (object);

  if (self->fd >= 0)
    close (self->fd);
  if (self->fd >= 0 && self->part_path != NULL)
    g_unlink (self->part_path);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->part_path, g_free);
  g_clear_pointer (&self->checksum, g_checksum_free);
  G_OBJECT_CLASS (app_file_writer_parent_class)->finalize (object);
}

static void
app_file_writer_class_init (AppFileWriterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = app_file_writer_finalize;
}

static void
app_file_writer_init (AppFileWriter *self)
{
  self->fd = -1;
  self->checksum = g_checksum_new (G_CHECKSUM_SHA256);
}

/**
 * app_file_writer_new:
 * @destination: a file on this computer's disk; its folder is made
 *
 * Returns: (transfer full): a writer that has done nothing yet
 */
AppFileWriter *
app_file_writer_new (GFile *destination)
{
  AppFileWriter *self;
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (G_IS_FILE (destination), NULL);

  self = g_object_new (APP_TYPE_FILE_WRITER, NULL);
  self->path = g_file_get_path (destination);
  /* Of a name of its own: the destination's may be as long as a name can be. */
  folder = g_path_get_dirname (self->path);
  name = g_strdup_printf (".%08x.part", g_random_int ());
  self->part_path = g_build_filename (folder, name, NULL);
  return self;
}

static gboolean
fail (GError **error)
{
  int saved_errno = errno;

  g_set_error (error, APP_ERROR, APP_ERROR_FILE,
               /* translators: %s is a reason */
               _ ("The file cannot be saved: %s"), g_strerror (saved_errno));
  return FALSE;
}

static gboolean
ensure_open (AppFileWriter *self, GError **error)
{
  g_autofree char *folder = NULL;

  if (self->fd >= 0)
    return TRUE;
  folder = g_path_get_dirname (self->path);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail (error);
  self->fd = g_open (self->part_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  return self->fd >= 0 || fail (error);
}

static gboolean
write_bytes (AppFileWriter *self, GBytes *bytes, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (!ensure_open (self, error))
    return FALSE;
  g_checksum_update (self->checksum, data, size);
  self->size += size;
  while (size > 0)
    {
      gssize written = write (self->fd, data, size);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return fail (error);
      data += written;
      size -= written;
    }
  return TRUE;
}

static void
write_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (write_bytes (source, task_data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
app_file_writer_write_async (AppFileWriter *self,
                             GBytes *bytes,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (APP_IS_FILE_WRITER (self));
  g_return_if_fail (bytes != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_file_writer_write_async);
  g_task_set_task_data (task, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, write_in_thread);
}

gboolean
app_file_writer_write_finish (AppFileWriter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

guint64
app_file_writer_get_size (AppFileWriter *self)
{
  g_return_val_if_fail (APP_IS_FILE_WRITER (self), 0);

  return self->size;
}

static gboolean
finish_file (AppFileWriter *self, const char *sha256, GError **error)
{
  if (!ensure_open (self, error))
    return FALSE;
  if (sha256 != NULL && g_ascii_strcasecmp (sha256, g_checksum_get_string (self->checksum)) != 0)
    {
      g_set_error_literal (error, APP_ERROR, APP_ERROR_DAMAGED,
                           _ ("The file arrived damaged: its content is not what was sent."));
      return FALSE;
    }
  if (fsync (self->fd) != 0 || g_rename (self->part_path, self->path) != 0)
    return fail (error);
  g_clear_pointer (&self->part_path, g_free);
  return TRUE;
}

static void
close_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (finish_file (source, task_data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
app_file_writer_close_async (AppFileWriter *self,
                             const char *sha256,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (APP_IS_FILE_WRITER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_file_writer_close_async);
  g_task_set_task_data (task, g_strdup (sha256), g_free);
  g_task_run_in_thread (task, close_in_thread);
}

gboolean
app_file_writer_close_finish (AppFileWriter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
