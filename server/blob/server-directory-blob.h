/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-blob.h"

G_BEGIN_DECLS

#define SERVER_TYPE_DIRECTORY_BLOB (server_directory_blob_get_type ())
G_DECLARE_FINAL_TYPE (ServerDirectoryBlob, server_directory_blob, SERVER, DIRECTORY_BLOB, GObject)

ServerBlob *server_directory_blob_new (const char *folder, guint64 quota, GError **error);
void server_directory_blob_set_quota (ServerDirectoryBlob *self, guint64 quota);

G_END_DECLS
