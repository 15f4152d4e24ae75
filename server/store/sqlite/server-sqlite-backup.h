/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The database of a server as a backup has it: a copy as of one moment, and made ready to be served
 * again. Each call opens the file and closes it. */

gboolean server_sqlite_backup_measure (const char *path, guint64 *bytes, GError **error);
gboolean server_sqlite_backup_copy (const char *path, const char *copy, GError **error);
GPtrArray *server_sqlite_backup_list_media (const char *path, GError **error);
gboolean server_sqlite_backup_drop_media (const char *copy, GHashTable *media_ids, GError **error);
gboolean server_sqlite_backup_check (const char *path, GError **error);
gboolean server_sqlite_backup_renew (const char *path, GError **error);

G_END_DECLS
