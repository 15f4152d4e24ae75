/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-blob"

#include "config.h"

#include "server-file-writer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "landline-error.h"
#include "server-file-reader.h"
#include "server-sha256.h"

/* Bytes that are left for the database, so that messages go on when files do not. */
#define RESERVE (G_GUINT64_CONSTANT (8) * 1024 * 1024)

/**
 * ServerFileWriter:
 *
 * Writes a temporary file beside the others and gives it its name when it is on disk. Hashes what
 * passes. One that is resumed leaves the temporary file for the next, whose size says how much of
 * it is there.
 */
struct _ServerFileWriter
{
  GObject parent_instance;

  ServerBlobWorker *worker;
  ServerFileSpace *space; /* of the folder, which is kept by `owner` */
  GObject *owner;
  int folder;
  int file;
  char *id;
  char *temporary;
  guint64 length;
  guint64 written;
  ServerSha256 hash;
  gboolean is_resumed;
  guint64 kept; /* what is durable, and the hash of that */
  ServerSha256 kept_hash;
};

static void server_file_writer_iface_init (ServerBlobWriterInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ServerFileWriter,
                               server_file_writer,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SERVER_TYPE_BLOB_WRITER,
                                                      server_file_writer_iface_init))

static void
set_error (GError **error, int code, const char *doing)
{
  if (code == ENOSPC || code == EDQUOT || code == EFBIG)
    g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_STORAGE_FULL,
                         "The server has no space left for files.");
  else
    g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY, "The server cannot %s the file: %s",
                 doing, g_strerror (code));
}

/* `there` are those of its bytes that are on the disk already. */
static gboolean
promise_space (ServerFileSpace *space, int folder, guint64 length, guint64 there)
{
  struct statvfs disk;
  gboolean fits;

  g_mutex_lock (&space->lock);
  fits = space->quota == 0 || space->used + space->promised + length <= space->quota + there;
  if (fits && fstatvfs (folder, &disk) == 0)
    fits = (guint64) disk.f_bavail * disk.f_frsize + there >= space->promised + length + RESERVE;
  if (fits)
    {
      space->promised += length;
      space->used -= MIN (space->used, there);
    }
  g_mutex_unlock (&space->lock);
  return fits;
}

static void
settle_space (ServerFileWriter *self, guint64 left)
{
  g_mutex_lock (&self->space->lock);
  self->space->promised -= self->length;
  self->space->used += left;
  g_mutex_unlock (&self->space->lock);
}

/* Closes the file; what is unfinished goes. */
static void
give_up (ServerFileWriter *self)
{
  if (self->file < 0)
    return;
  close (self->file);
  self->file = -1;
  unlinkat (self->folder, self->temporary, 0);
  settle_space (self, 0);
}

/* Closes the file; what is unfinished goes, unless it is to be gone on with. */
static void
let_go (ServerFileWriter *self)
{
  struct stat status;

  if (!self->is_resumed)
    {
      give_up (self);
      return;
    }
  if (self->file < 0)
    return;
  settle_space (self, fstat (self->file, &status) == 0 ? (guint64) status.st_size : 0);
  close (self->file);
  self->file = -1;
}

static gboolean
write_all (ServerFileWriter *self, GBytes *bytes, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (self->file < 0)
    {
      set_error (error, EBADF, "write");
      return FALSE;
    }
  if (length > self->length - self->written)
    {
      g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_TOO_LARGE,
                           "The file is longer than was announced.");
      return FALSE;
    }
  server_sha256_update (&self->hash, data, length);
  self->written += length;
  while (length > 0)
    {
      gssize n = write (self->file, data, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          set_error (error, errno, "write");
          return FALSE;
        }
      data += n;
      length -= n;
    }
  return TRUE;
}

static void
do_write (GTask *task, gpointer source, gpointer data)
{
  ServerFileWriter *self = source;
  GError *error = NULL;

  if (write_all (self, data, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  let_go (self);
  g_task_return_error (task, error);
}

static void
server_file_writer_write_async (ServerBlobWriter *writer, GBytes *bytes, GTask *task)
{
  ServerFileWriter *self = SERVER_FILE_WRITER (writer);

  g_task_set_task_data (task, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
  server_blob_worker_run (self->worker, task, do_write);
}

/* On disk under its name, the folder's entry too, before anybody is told. */
static gboolean
make_durable (ServerFileWriter *self, GError **error)
{
  if (self->file < 0 || self->written != self->length)
    {
      g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME,
                           "The file ended before its announced length.");
      return FALSE;
    }
  if (fsync (self->file) == 0 &&
      renameat (self->folder, self->temporary, self->folder, self->id) == 0 &&
      fsync (self->folder) == 0)
    return TRUE;
  set_error (error, errno, "keep");
  return FALSE;
}

static void
do_finish (GTask *task, gpointer source, gpointer data)
{
  ServerFileWriter *self = source;
  GError *error = NULL;

  if (!make_durable (self, &error))
    {
      let_go (self);
      g_task_return_error (task, error);
      return;
    }
  close (self->file);
  self->file = -1;
  settle_space (self, self->length);
  g_task_return_pointer (task, server_sha256_finish (&self->hash), g_free);
}

static void
server_file_writer_finish_async (ServerBlobWriter *writer, GTask *task)
{
  server_blob_worker_run (SERVER_FILE_WRITER (writer)->worker, task, do_finish);
}

static void
do_keep (GTask *task, gpointer source, gpointer data)
{
  ServerFileWriter *self = source;
  GError *error = NULL;

  if (self->file >= 0 && fsync (self->file) == 0 && fsync (self->folder) == 0)
    {
      self->kept = self->written;
      self->kept_hash = self->hash;
      g_task_return_boolean (task, TRUE);
      return;
    }
  set_error (&error, self->file < 0 ? EBADF : errno, "keep");
  let_go (self);
  g_task_return_error (task, error);
}

static void
server_file_writer_keep_async (ServerBlobWriter *writer, GTask *task)
{
  server_blob_worker_run (SERVER_FILE_WRITER (writer)->worker, task, do_keep);
}

static void
do_rewind (GTask *task, gpointer source, gpointer data)
{
  ServerFileWriter *self = source;
  GError *error = NULL;

  if (self->file >= 0 && ftruncate (self->file, self->kept) == 0 &&
      lseek (self->file, self->kept, SEEK_SET) >= 0)
    {
      self->written = self->kept;
      self->hash = self->kept_hash;
      g_task_return_boolean (task, TRUE);
      return;
    }
  set_error (&error, self->file < 0 ? EBADF : errno, "cut");
  let_go (self);
  g_task_return_error (task, error);
}

static void
server_file_writer_rewind_async (ServerBlobWriter *writer, GTask *task)
{
  server_blob_worker_run (SERVER_FILE_WRITER (writer)->worker, task, do_rewind);
}

static guint64
server_file_writer_get_written (ServerBlobWriter *writer)
{
  return SERVER_FILE_WRITER (writer)->written;
}

static void
server_file_writer_abort (ServerBlobWriter *writer)
{
  give_up (SERVER_FILE_WRITER (writer));
}

static void
server_file_writer_iface_init (ServerBlobWriterInterface *iface)
{
  iface->write_async = server_file_writer_write_async;
  iface->finish_async = server_file_writer_finish_async;
  iface->keep_async = server_file_writer_keep_async;
  iface->rewind_async = server_file_writer_rewind_async;
  iface->get_written = server_file_writer_get_written;
  iface->abort = server_file_writer_abort;
}

static void
server_file_writer_finalize (GObject *object)
{
  ServerFileWriter *self = SERVER_FILE_WRITER (object);

  let_go (self);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->temporary, g_free);
  g_clear_pointer (&self->worker, server_blob_worker_unref);
  g_clear_object (&self->owner);

  G_OBJECT_CLASS (server_file_writer_parent_class)->finalize (object);
}

static void
server_file_writer_class_init (ServerFileWriterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = server_file_writer_finalize;
}

static void
server_file_writer_init (ServerFileWriter *self)
{
  self->file = -1;
  server_sha256_init (&self->hash);
  server_sha256_init (&self->kept_hash);
}

static ServerFileWriter *
make (GObject *owner,
      ServerBlobWorker *worker,
      ServerFileSpace *space,
      int folder,
      const char *id,
      guint64 length)
{
  ServerFileWriter *self = g_object_new (SERVER_TYPE_FILE_WRITER, NULL);

  self->owner = g_object_ref (owner);
  self->worker = server_blob_worker_ref (worker);
  self->space = space;
  self->folder = folder;
  self->length = length;
  self->id = g_strdup (id);
  self->temporary = g_strconcat (".", id, ".part", NULL);
  return self;
}

/**
 * server_file_writer_new:
 * @owner: what keeps @folder and @space
 * @worker: where to work
 * @space: the folder's space
 * @folder: the folder's descriptor
 * @id: the file's id
 * @length: its length
 * @error: return location for an error
 *
 * Makes the temporary file; to be called on a worker's thread.
 *
 * Returns: (transfer full): a writer
 */
ServerFileWriter *
server_file_writer_new (GObject *owner,
                        ServerBlobWorker *worker,
                        ServerFileSpace *space,
                        int folder,
                        const char *id,
                        guint64 length,
                        GError **error)
{
  g_autoptr (ServerFileWriter) self = NULL;

  if (!promise_space (space, folder, length, 0))
    {
      set_error (error, ENOSPC, "take");
      return NULL;
    }
  self = make (owner, worker, space, folder, id, length);
  self->file = openat (folder, self->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (self->file < 0)
    {
      set_error (error, errno, "make");
      settle_space (self, 0);
      return NULL;
    }
  /* Says now rather than half-way that there is no room; where it cannot be said, writing will. */
  if (length > 0 && fallocate (self->file, 0, 0, length) != 0 && errno == ENOSPC)
    {
      set_error (error, ENOSPC, "take");
      return NULL;
    }
  return g_steal_pointer (&self);
}

/* Cuts off what is not good, and takes the rest as if it had passed. */
static gboolean
pick_up (ServerFileWriter *self, guint64 size, guint64 offset, GError **error)
{
  g_autoptr (ServerFileReader) reader = NULL;
  int file;

  self->written = MIN (size, MIN (offset, self->length));
  if ((self->written < size && ftruncate (self->file, self->written) != 0) ||
      lseek (self->file, self->written, SEEK_SET) < 0 ||
      (file = fcntl (self->file, F_DUPFD_CLOEXEC, 0)) < 0)
    {
      set_error (error, errno, "go on with");
      return FALSE;
    }
  reader = server_file_reader_new (self->worker, file);
  if (!server_file_reader_feed (reader, &self->hash, error))
    return FALSE;
  self->kept = self->written;
  self->kept_hash = self->hash;
  return TRUE;
}

/**
 * server_file_writer_resume:
 * @owner: what keeps @folder and @space
 * @worker: where to work
 * @space: the folder's space
 * @folder: the folder's descriptor
 * @id: the file's id
 * @length: its length
 * @offset: how many of the bytes that are there are good
 * @error: return location for an error
 *
 * Opens the temporary file, which is made when there is none; to be called on a worker's thread.
 *
 * Returns: (transfer full): a writer that leaves the file when it is let go of
 */
ServerFileWriter *
server_file_writer_resume (GObject *owner,
                           ServerBlobWorker *worker,
                           ServerFileSpace *space,
                           int folder,
                           const char *id,
                           guint64 length,
                           guint64 offset,
                           GError **error)
{
  g_autoptr (ServerFileWriter) self = make (owner, worker, space, folder, id, length);
  struct stat status;
  int file = openat (folder, self->temporary, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (file < 0 || fstat (file, &status) != 0)
    {
      set_error (error, errno, "go on with");
      if (file >= 0)
        close (file);
      return NULL;
    }
  if (!promise_space (space, folder, length, status.st_size))
    {
      set_error (error, ENOSPC, "take");
      close (file);
      if (status.st_size == 0)
        unlinkat (folder, self->temporary, 0);
      return NULL;
    }
  self->is_resumed = TRUE;
  self->file = file;
  if (!pick_up (self, status.st_size, offset, error))
    return NULL;
  /* Its size has to go on saying how much of it is there. */
  if (length > 0 && fallocate (file, FALLOC_FL_KEEP_SIZE, 0, length) != 0 && errno == ENOSPC)
    {
      set_error (error, ENOSPC, "take");
      return NULL;
    }
  return g_steal_pointer (&self);
}
