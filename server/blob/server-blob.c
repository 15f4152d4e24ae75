/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-blob"

#include "config.h"

#include "server-blob.h"

/**
 * ServerBlob:
 *
 * Files by id: nothing is known here of names, owners or what is in them. A file is seen by nobody
 * before it is complete and durable. Everything that touches a disk happens on threads of its own
 * and is answered on the caller's main context.
 */

/**
 * ServerBlobWriter:
 *
 * A file on its way in. One call at a time.
 */

/**
 * ServerBlobReader:
 *
 * A file that is open for reading. It can be read to its end even when it is removed meanwhile.
 */

G_DEFINE_INTERFACE (ServerBlob, server_blob, G_TYPE_OBJECT)
G_DEFINE_INTERFACE (ServerBlobWriter, server_blob_writer, G_TYPE_OBJECT)
G_DEFINE_INTERFACE (ServerBlobReader, server_blob_reader, G_TYPE_OBJECT)

static void
server_blob_default_init (ServerBlobInterface *iface)
{
}

static void
server_blob_writer_default_init (ServerBlobWriterInterface *iface)
{
}

static void
server_blob_reader_default_init (ServerBlobReaderInterface *iface)
{
}

/**
 * server_blob_create_async:
 * @self: the blob store
 * @id: its id
 * @length: how many bytes it will have
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Begins a file. The error is %LANDLINE_ERROR_STORAGE_FULL when there is no space for it, on the
 * disk or in the quota.
 */
void
server_blob_create_async (ServerBlob *self,
                          const char *id,
                          guint64 length,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_BLOB (self));
  g_return_if_fail (id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_blob_create_async);
  SERVER_BLOB_GET_IFACE (self)->create_async (self, id, length, task);
}

/**
 * server_blob_create_finish:
 * @self: the blob store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): what writes it
 */
ServerBlobWriter *
server_blob_create_finish (ServerBlob *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * server_blob_resume_async:
 * @self: the blob store
 * @id: its id
 * @length: how many bytes it will have
 * @offset: how many bytes of it are good; what is there beyond them is thrown away
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Goes on with a file that was not finished, after a crash too, or begins it. Letting go of its
 * writer leaves what is there. server_blob_writer_get_written() says how much that is: less than
 * @offset when it never reached the disk. Only one writer of a file at a time.
 *
 * The error is %LANDLINE_ERROR_STORAGE_FULL when there is no space for the rest of it.
 */
void
server_blob_resume_async (ServerBlob *self,
                          const char *id,
                          guint64 length,
                          guint64 offset,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_BLOB (self));
  g_return_if_fail (id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_blob_resume_async);
  SERVER_BLOB_GET_IFACE (self)->resume_async (self, id, length, offset, task);
}

/**
 * server_blob_resume_finish:
 * @self: the blob store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): what writes the rest
 */
ServerBlobWriter *
server_blob_resume_finish (ServerBlob *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * server_blob_open_async:
 * @self: the blob store
 * @id: its id
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Opens a file for reading.
 */
void
server_blob_open_async (ServerBlob *self,
                        const char *id,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_BLOB (self));
  g_return_if_fail (id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_blob_open_async);
  SERVER_BLOB_GET_IFACE (self)->open_async (self, id, task);
}

/**
 * server_blob_open_finish:
 * @self: the blob store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): what reads it
 */
ServerBlobReader *
server_blob_open_finish (ServerBlob *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * server_blob_remove_async:
 * @self: the blob store
 * @id: its id
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Removes a file, finished or not. Nothing may be writing it.
 */
void
server_blob_remove_async (ServerBlob *self,
                          const char *id,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_BLOB (self));
  g_return_if_fail (id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_blob_remove_async);
  SERVER_BLOB_GET_IFACE (self)->remove_async (self, id, task);
}

/**
 * server_blob_remove_finish:
 * @self: the blob store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: whether it was done; there having been none is as good
 */
gboolean
server_blob_remove_finish (ServerBlob *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * server_blob_check_async:
 * @self: the blob store
 * @id: its id
 * @size: the bytes that it should have
 * @sha256: the SHA-256 that it should have
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Reads a file to see that it is what it was.
 */
void
server_blob_check_async (ServerBlob *self,
                         const char *id,
                         guint64 size,
                         const char *sha256,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_BLOB (self));
  g_return_if_fail (id != NULL);
  g_return_if_fail (sha256 != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_blob_check_async);
  SERVER_BLOB_GET_IFACE (self)->check_async (self, id, size, sha256, task);
}

/**
 * server_blob_check_finish:
 * @self: the blob store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: whether it is there and undamaged
 */
gboolean
server_blob_check_finish (ServerBlob *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * server_blob_sweep_async:
 * @self: the blob store
 * @known: (element-type utf8 utf8): the ids of all files that are known, as a set; not to be
 * changed meanwhile
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Removes what a crash left: files that were there when the server started, finished or not, and
 * that nobody knows of.
 */
void
server_blob_sweep_async (ServerBlob *self,
                         GHashTable *known,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_BLOB (self));
  g_return_if_fail (known != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_blob_sweep_async);
  SERVER_BLOB_GET_IFACE (self)->sweep_async (self, known, task);
}

/**
 * server_blob_sweep_finish:
 * @self: the blob store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: how many were removed, -1 on failure
 */
gint
server_blob_sweep_finish (ServerBlob *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return g_task_propagate_int (G_TASK (result), error);
}

/**
 * server_blob_writer_write_async:
 * @self: the writer
 * @bytes: the bytes
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Writes the next bytes.
 */
void
server_blob_writer_write_async (ServerBlobWriter *self,
                                GBytes *bytes,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_BLOB_WRITER (self));
  g_return_if_fail (bytes != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_blob_writer_write_async);
  SERVER_BLOB_WRITER_GET_IFACE (self)->write_async (self, bytes, task);
}

/**
 * server_blob_writer_write_finish:
 * @self: the writer
 * @result: the result
 * @error: return location for an error
 *
 * Returns: whether it was written
 */
gboolean
server_blob_writer_write_finish (ServerBlobWriter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * server_blob_writer_keep_async:
 * @self: the writer
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Makes what was written until now durable, and the place that
 * server_blob_writer_rewind_async() goes back to.
 */
void
server_blob_writer_keep_async (ServerBlobWriter *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_BLOB_WRITER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_blob_writer_keep_async);
  SERVER_BLOB_WRITER_GET_IFACE (self)->keep_async (self, task);
}

/**
 * server_blob_writer_keep_finish:
 * @self: the writer
 * @result: the result
 * @error: return location for an error
 *
 * Returns: whether it is on disk
 */
gboolean
server_blob_writer_keep_finish (ServerBlobWriter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * server_blob_writer_rewind_async:
 * @self: the writer
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Throws away what was written since server_blob_writer_keep_async(), or since the writer was made.
 */
void
server_blob_writer_rewind_async (ServerBlobWriter *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_BLOB_WRITER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_blob_writer_rewind_async);
  SERVER_BLOB_WRITER_GET_IFACE (self)->rewind_async (self, task);
}

/**
 * server_blob_writer_rewind_finish:
 * @self: the writer
 * @result: the result
 * @error: return location for an error
 *
 * Returns: whether it was done
 */
gboolean
server_blob_writer_rewind_finish (ServerBlobWriter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

guint64
server_blob_writer_get_written (ServerBlobWriter *self)
{
  g_return_val_if_fail (SERVER_IS_BLOB_WRITER (self), 0);

  return SERVER_BLOB_WRITER_GET_IFACE (self)->get_written (self);
}

/**
 * server_blob_writer_finish_async:
 * @self: the writer
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Makes the file durable, and seen.
 */
void
server_blob_writer_finish_async (ServerBlobWriter *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_BLOB_WRITER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_blob_writer_finish_async);
  SERVER_BLOB_WRITER_GET_IFACE (self)->finish_async (self, task);
}

/**
 * server_blob_writer_finish_finish:
 * @self: the writer
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the SHA-256 of it, in lower case hexadecimal digits
 */
char *
server_blob_writer_finish_finish (ServerBlobWriter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * server_blob_reader_read_async:
 * @self: the reader
 * @offset: where to begin
 * @length: how many bytes
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Reads a part of a file.
 */
void
server_blob_reader_read_async (ServerBlobReader *self,
                               guint64 offset,
                               gsize length,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SERVER_IS_BLOB_READER (self));
  g_return_if_fail (length > 0);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, server_blob_reader_read_async);
  SERVER_BLOB_READER_GET_IFACE (self)->read_async (self, offset, length, task);
}

/**
 * server_blob_reader_read_finish:
 * @self: the reader
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full): the bytes; fewer only at the end
 */
GBytes *
server_blob_reader_read_finish (ServerBlobReader *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * server_blob_get_used:
 * @self: the blob store
 *
 * Returns: the bytes of all files
 */
guint64
server_blob_get_used (ServerBlob *self)
{
  g_return_val_if_fail (SERVER_IS_BLOB (self), 0);

  return SERVER_BLOB_GET_IFACE (self)->get_used (self);
}

/**
 * server_blob_writer_abort:
 * @self: a writer that nothing is under way on
 *
 * Gives the file up and removes what is there of it. Letting go of an unfinished writer does the
 * same, unless it was begun with server_blob_resume_async().
 */
void
server_blob_writer_abort (ServerBlobWriter *self)
{
  g_return_if_fail (SERVER_IS_BLOB_WRITER (self));

  SERVER_BLOB_WRITER_GET_IFACE (self)->abort (self);
}

guint64
server_blob_reader_get_size (ServerBlobReader *self)
{
  g_return_val_if_fail (SERVER_IS_BLOB_READER (self), 0);

  return SERVER_BLOB_READER_GET_IFACE (self)->get_size (self);
}
