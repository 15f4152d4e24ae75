/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-blob-worker.h"
#include "server-blob.h"
#include "server-sha256.h"

G_BEGIN_DECLS

#define SERVER_TYPE_FILE_READER (server_file_reader_get_type ())
G_DECLARE_FINAL_TYPE (ServerFileReader, server_file_reader, SERVER, FILE_READER, GObject)

ServerFileReader *server_file_reader_new (ServerBlobWorker *worker, int file);
gboolean server_file_reader_feed (ServerFileReader *self, ServerSha256 *hash, GError **error);
char *server_file_reader_hash (ServerFileReader *self, GError **error);

G_END_DECLS
