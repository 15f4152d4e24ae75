/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ServerSqliteUse:
 * @user_id: the user
 * @name: their name
 * @n_files: files that they have uploaded and that are on the server
 * @bytes: what those have together
 *
 * What the files of a user take.
 */
typedef struct
{
  char *user_id;
  char *name;
  guint64 n_files;
  guint64 bytes;
} ServerSqliteUse;

GHashTable *server_sqlite_use_list_disabled (const char *path, GError **error);
GPtrArray *server_sqlite_use_list (const char *path, GError **error);

G_END_DECLS
