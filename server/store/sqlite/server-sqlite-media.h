/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-media.h"
#include "server-sqlite-database.h"

G_BEGIN_DECLS

/* The tables `media` and `media_refs`: files, and the conversations that refer to them. */

gboolean server_sqlite_media_insert (ServerSqliteDatabase *database,
                                     gint64 uid,
                                     LandlineMedia *media,
                                     gint64 now,
                                     GError **error);
gboolean server_sqlite_media_find (ServerSqliteDatabase *database,
                                   gint64 uid,
                                   const char *media_id,
                                   gint64 now,
                                   LandlineMedia **media,
                                   GError **error);
gboolean server_sqlite_media_find_uploaded (ServerSqliteDatabase *database,
                                            gint64 uid,
                                            const char *media_id,
                                            LandlineMedia **media,
                                            GError **error);
LandlineMedia *server_sqlite_media_get (ServerSqliteDatabase *database,
                                        const char *user_id,
                                        const char *media_id,
                                        gint64 now,
                                        GError **error);
gboolean server_sqlite_media_refer (ServerSqliteDatabase *database,
                                    const char *media_id,
                                    gint64 cid,
                                    gint64 seq,
                                    GError **error);
gboolean server_sqlite_media_lookup (ServerSqliteDatabase *database,
                                     const char *media_id,
                                     LandlineMedia **media,
                                     gint64 *number,
                                     GError **error);
GPtrArray *server_sqlite_media_list_all (ServerSqliteDatabase *database, GError **error);
gboolean server_sqlite_media_drop_ref (ServerSqliteDatabase *database,
                                       const char *media_id,
                                       gint64 cid,
                                       gint64 before,
                                       gboolean *dropped,
                                       GError **error);
gboolean server_sqlite_media_remove (ServerSqliteDatabase *database,
                                     const char *media_id,
                                     gint64 before,
                                     gboolean *removed,
                                     GError **error);
gboolean server_sqlite_media_unrefer (ServerSqliteDatabase *database,
                                      gint64 cid,
                                      gint64 seq,
                                      GError **error);
gboolean
server_sqlite_media_age (ServerSqliteDatabase *database, const char *media_id, GError **error);

G_END_DECLS
