/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ServerSqliteArchive:
 *
 * Files in one file: a SQLite database with a table of their names, sizes and hashes and a table of
 * their bytes in parts. What a backup is written to and read from. It knows nothing of what the
 * files are; names are for whoever reads them to judge. Belongs to one thread.
 */
typedef struct _ServerSqliteArchive ServerSqliteArchive;

/**
 * ServerSqliteArchiveFile:
 * @name: what it is called
 * @size: in bytes
 * @sha256: of its bytes, in lower case hexadecimal digits
 *
 * A file in an archive.
 */
typedef struct
{
  char *name;
  guint64 size;
  char *sha256;
  /*< private >*/
  gint64 first;
} ServerSqliteArchiveFile;

/**
 * ServerSqliteArchivePassed:
 * @n_bytes: how many bytes went in or came out since the last time
 * @user_data: what was given with it
 */
typedef void (*ServerSqliteArchivePassed) (guint64 n_bytes, gpointer user_data);

ServerSqliteArchive *server_sqlite_archive_create (const char *path, GError **error);
ServerSqliteArchive *server_sqlite_archive_open (const char *path, GError **error);
void server_sqlite_archive_free (ServerSqliteArchive *self);
void server_sqlite_archive_set_passed_func (ServerSqliteArchive *self,
                                            ServerSqliteArchivePassed passed,
                                            gpointer user_data);
gboolean server_sqlite_archive_add (ServerSqliteArchive *self,
                                    const char *name,
                                    const char *path,
                                    const char *sha256,
                                    GError **error);
gboolean server_sqlite_archive_finish (ServerSqliteArchive *self, GError **error);
GPtrArray *server_sqlite_archive_list (ServerSqliteArchive *self, GError **error);
gboolean server_sqlite_archive_extract (ServerSqliteArchive *self,
                                        const ServerSqliteArchiveFile *file,
                                        const char *path,
                                        GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerSqliteArchive, server_sqlite_archive_free)

G_END_DECLS
