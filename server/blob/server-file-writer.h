/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-blob-worker.h"
#include "server-blob.h"

G_BEGIN_DECLS

/**
 * ServerFileSpace:
 * @quota: bytes that all files may have, 0 for no limit
 * @used: bytes that they have
 * @promised: bytes of files that are on their way
 * @lock: for these two
 *
 * The space that a folder of files has. Shared by what writes there.
 */
typedef struct
{
  guint64 quota;
  guint64 used;
  guint64 promised;
  GMutex lock;
} ServerFileSpace;

#define SERVER_TYPE_FILE_WRITER (server_file_writer_get_type ())
G_DECLARE_FINAL_TYPE (ServerFileWriter, server_file_writer, SERVER, FILE_WRITER, GObject)

ServerFileWriter *server_file_writer_new (GObject *owner,
                                          ServerBlobWorker *worker,
                                          ServerFileSpace *space,
                                          int folder,
                                          const char *id,
                                          guint64 length,
                                          GError **error);
ServerFileWriter *server_file_writer_resume (GObject *owner,
                                             ServerBlobWorker *worker,
                                             ServerFileSpace *space,
                                             int folder,
                                             const char *id,
                                             guint64 length,
                                             guint64 offset,
                                             GError **error);

G_END_DECLS
