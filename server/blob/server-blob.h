/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How much of a file is held in memory at a time, in bytes. */
#define SERVER_BLOB_CHUNK (256 * 1024)

/* Bytes of a SHA-256 as lower case hexadecimal digits, with its end. */
#define SERVER_BLOB_SHA256_SIZE 65

#define SERVER_TYPE_BLOB_WRITER (server_blob_writer_get_type ())
G_DECLARE_INTERFACE (ServerBlobWriter, server_blob_writer, SERVER, BLOB_WRITER, GObject)

/**
 * ServerBlobWriterInterface:
 *
 * A blob that is being written. Nobody sees it before it is finished; letting go of it unfinished
 * removes what is there, unless it was begun with server_blob_resume_async().
 */
struct _ServerBlobWriterInterface
{
  GTypeInterface parent_iface;

  void (*write_async) (ServerBlobWriter *self, GBytes *bytes, GTask *task);
  void (*finish_async) (ServerBlobWriter *self, GTask *task);
  void (*keep_async) (ServerBlobWriter *self, GTask *task);
  void (*rewind_async) (ServerBlobWriter *self, GTask *task);
  guint64 (*get_written) (ServerBlobWriter *self);
  void (*abort) (ServerBlobWriter *self);
};

#define SERVER_TYPE_BLOB_READER (server_blob_reader_get_type ())
G_DECLARE_INTERFACE (ServerBlobReader, server_blob_reader, SERVER, BLOB_READER, GObject)

struct _ServerBlobReaderInterface
{
  GTypeInterface parent_iface;

  guint64 (*get_size) (ServerBlobReader *self);
  void (*read_async) (ServerBlobReader *self, guint64 offset, gsize length, GTask *task);
};

#define SERVER_TYPE_BLOB (server_blob_get_type ())
G_DECLARE_INTERFACE (ServerBlob, server_blob, SERVER, BLOB, GObject)

struct _ServerBlobInterface
{
  GTypeInterface parent_iface;

  void (*create_async) (ServerBlob *self, const char *id, guint64 length, GTask *task);
  void (*resume_async) (ServerBlob *self,
                        const char *id,
                        guint64 length,
                        guint64 offset,
                        GTask *task);
  void (*open_async) (ServerBlob *self, const char *id, GTask *task);
  void (*remove_async) (ServerBlob *self, const char *id, GTask *task);
  void (*check_async) (ServerBlob *self,
                       const char *id,
                       guint64 size,
                       const char *sha256,
                       GTask *task);
  void (*sweep_async) (ServerBlob *self, GHashTable *known, GTask *task);
  guint64 (*get_used) (ServerBlob *self);
};

void server_blob_create_async (ServerBlob *self,
                               const char *id,
                               guint64 length,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
ServerBlobWriter *
server_blob_create_finish (ServerBlob *self, GAsyncResult *result, GError **error);
void server_blob_resume_async (ServerBlob *self,
                               const char *id,
                               guint64 length,
                               guint64 offset,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
ServerBlobWriter *
server_blob_resume_finish (ServerBlob *self, GAsyncResult *result, GError **error);
void server_blob_open_async (ServerBlob *self,
                             const char *id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
ServerBlobReader *server_blob_open_finish (ServerBlob *self, GAsyncResult *result, GError **error);
void server_blob_remove_async (ServerBlob *self,
                               const char *id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean server_blob_remove_finish (ServerBlob *self, GAsyncResult *result, GError **error);
void server_blob_check_async (ServerBlob *self,
                              const char *id,
                              guint64 size,
                              const char *sha256,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean server_blob_check_finish (ServerBlob *self, GAsyncResult *result, GError **error);
void server_blob_sweep_async (ServerBlob *self,
                              GHashTable *known,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gint server_blob_sweep_finish (ServerBlob *self, GAsyncResult *result, GError **error);
guint64 server_blob_get_used (ServerBlob *self);

void server_blob_writer_write_async (ServerBlobWriter *self,
                                     GBytes *bytes,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean
server_blob_writer_write_finish (ServerBlobWriter *self, GAsyncResult *result, GError **error);
void server_blob_writer_finish_async (ServerBlobWriter *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
char *
server_blob_writer_finish_finish (ServerBlobWriter *self, GAsyncResult *result, GError **error);
void server_blob_writer_keep_async (ServerBlobWriter *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean
server_blob_writer_keep_finish (ServerBlobWriter *self, GAsyncResult *result, GError **error);
void server_blob_writer_rewind_async (ServerBlobWriter *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean
server_blob_writer_rewind_finish (ServerBlobWriter *self, GAsyncResult *result, GError **error);
guint64 server_blob_writer_get_written (ServerBlobWriter *self);
void server_blob_writer_abort (ServerBlobWriter *self);

guint64 server_blob_reader_get_size (ServerBlobReader *self);
void server_blob_reader_read_async (ServerBlobReader *self,
                                    guint64 offset,
                                    gsize length,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GBytes *
server_blob_reader_read_finish (ServerBlobReader *self, GAsyncResult *result, GError **error);

G_END_DECLS
