/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-blob"

#include "config.h"

#include "server-file-reader.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "landline-error.h"

/**
 * ServerFileReader:
 *
 * Reads an open file, a part at a time.
 */
struct _ServerFileReader
{
  GObject parent_instance;

  ServerBlobWorker *worker;
  int file;
  guint64 size;
};

typedef struct
{
  guint64 offset;
  gsize length;
} Part;

static void server_file_reader_iface_init (ServerBlobReaderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ServerFileReader,
                               server_file_reader,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SERVER_TYPE_BLOB_READER,
                                                      server_file_reader_iface_init))

static GBytes *
read_part (ServerFileReader *self, const Part *part, GError **error)
{
  gsize length = MIN (part->length, part->offset < self->size ? self->size - part->offset : 0);
  g_autofree char *data = g_malloc (MAX (length, 1));
  gsize done = 0;

  while (done < length)
    {
      gssize n = pread (self->file, data + done, length - done, part->offset + done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        {
          g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY,
                       "The server cannot read the file: %s",
                       n < 0 ? g_strerror (errno) : "it became shorter");
          return NULL;
        }
      done += n;
    }
  return g_bytes_new_take (g_steal_pointer (&data), length);
}

static void
do_read (GTask *task, gpointer source, gpointer data)
{
  GError *error = NULL;
  GBytes *bytes = read_part (source, data, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
server_file_reader_read_async (ServerBlobReader *reader, guint64 offset, gsize length, GTask *task)
{
  Part *part = g_new (Part, 1);

  part->offset = offset;
  part->length = MIN (length, SERVER_BLOB_CHUNK);
  g_task_set_task_data (task, part, g_free);
  server_blob_worker_run (SERVER_FILE_READER (reader)->worker, task, do_read);
}

static guint64
server_file_reader_get_size (ServerBlobReader *reader)
{
  return SERVER_FILE_READER (reader)->size;
}

static void
server_file_reader_iface_init (ServerBlobReaderInterface *iface)
{
  iface->get_size = server_file_reader_get_size;
  iface->read_async = server_file_reader_read_async;
}

static void
server_file_reader_finalize (GObject *object)
{
  ServerFileReader *self = SERVER_FILE_READER (object);

  close (self->file);
  g_clear_pointer (&self->worker, server_blob_worker_unref);

  G_OBJECT_CLASS (server_file_reader_parent_class)->finalize (object);
}

static void
server_file_reader_class_init (ServerFileReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = server_file_reader_finalize;
}

static void
server_file_reader_init (ServerFileReader *self)
{
  self->file = -1;
}

/**
 * server_file_reader_new:
 * @worker: where to work
 * @file: (transfer full): an open file
 *
 * Returns: (transfer full): what reads it
 */
ServerFileReader *
server_file_reader_new (ServerBlobWorker *worker, int file)
{
  ServerFileReader *self = g_object_new (SERVER_TYPE_FILE_READER, NULL);
  struct stat status;

  self->worker = server_blob_worker_ref (worker);
  self->file = file;
  self->size = fstat (file, &status) == 0 ? status.st_size : 0;
  return self;
}

/**
 * server_file_reader_feed:
 * @self: the reader
 * @hash: what takes it
 * @error: return location for an error
 *
 * Reads it all into a hash, on the calling thread.
 *
 * Returns: whether it could be read
 */
gboolean
server_file_reader_feed (ServerFileReader *self, ServerSha256 *hash, GError **error)
{
  for (Part part = { 0, SERVER_BLOB_CHUNK }; part.offset < self->size; part.offset += part.length)
    {
      g_autoptr (GBytes) bytes = read_part (self, &part, error);

      if (bytes == NULL)
        return FALSE;
      server_sha256_update (hash, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    }
  return TRUE;
}

/**
 * server_file_reader_hash:
 * @self: the reader
 * @error: return location for an error
 *
 * Reads it all, on the calling thread.
 *
 * Returns: (transfer full): its SHA-256 in lower case hexadecimal digits
 */
char *
server_file_reader_hash (ServerFileReader *self, GError **error)
{
  ServerSha256 hash;

  server_sha256_init (&hash);
  return server_file_reader_feed (self, &hash, error) ? server_sha256_finish (&hash) : NULL;
}
