/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-status.h"
#include "landline-view.h"
#include "server-sqlite-database.h"

G_BEGIN_DECLS

/* The tables `statuses` and `status_viewers` (who may see which, and when they viewed it). */

/**
 * ServerSqliteStatusRecord:
 * @uid: whose it is
 * @status_id: the name
 * @request: the id that it was posted under
 * @digest: of what was asked for
 * @time: when it was posted
 * @expires: when it goes
 * @content: encoded
 * @content_length: bytes of @content
 * @colour: (nullable): behind a text
 * @media_id: (nullable): the file that it shows
 *
 * A new status, borrowed for a call.
 */
typedef struct
{
  gint64 uid;
  const char *status_id;
  const char *request;
  const char *digest;
  gint64 time;
  gint64 expires;
  const char *content;
  gsize content_length;
  const char *colour;
  const char *media_id;
} ServerSqliteStatusRecord;

/**
 * ServerSqliteStatusMatch:
 * @stid: the status that was posted under the id, 0 for none
 * @is_same: whether the same was asked for
 */
typedef struct
{
  gint64 stid;
  gboolean is_same;
} ServerSqliteStatusMatch;

gint64 server_sqlite_statuses_insert (ServerSqliteDatabase *database,
                                      const ServerSqliteStatusRecord *record,
                                      GError **error);
gboolean server_sqlite_statuses_match (ServerSqliteDatabase *database,
                                       gint64 uid,
                                       const char *request,
                                       const char *digest,
                                       ServerSqliteStatusMatch *match,
                                       GError **error);
gboolean server_sqlite_statuses_count (ServerSqliteDatabase *database,
                                       gint64 uid,
                                       gint64 now,
                                       gint64 *count,
                                       GError **error);
gboolean server_sqlite_statuses_find (ServerSqliteDatabase *database,
                                      const char *status_id,
                                      gint64 *stid,
                                      gint64 *uid,
                                      GError **error);
gboolean server_sqlite_statuses_get (ServerSqliteDatabase *database,
                                     gint64 stid,
                                     gint64 uid,
                                     gint64 now,
                                     LandlineStatus **status,
                                     GError **error);
gboolean server_sqlite_statuses_get_removed (ServerSqliteDatabase *database,
                                             gint64 stid,
                                             gint64 now,
                                             LandlineStatus **status,
                                             GError **error);
GPtrArray *server_sqlite_statuses_list (ServerSqliteDatabase *database,
                                        gint64 uid,
                                        gint64 now,
                                        gsize max_bytes,
                                        GError **error);
gboolean
server_sqlite_statuses_remove (ServerSqliteDatabase *database, gint64 stid, GError **error);
gboolean server_sqlite_statuses_erase (ServerSqliteDatabase *database,
                                       gint64 stid,
                                       guint limit,
                                       guint *n_removed,
                                       GError **error);

GArray *
server_sqlite_statuses_list_contacts (ServerSqliteDatabase *database, gint64 uid, GError **error);
gboolean server_sqlite_statuses_add_viewer (ServerSqliteDatabase *database,
                                            gint64 stid,
                                            gint64 uid,
                                            GError **error);
gboolean server_sqlite_statuses_set_viewed (ServerSqliteDatabase *database,
                                            gint64 stid,
                                            gint64 uid,
                                            gint64 now,
                                            gboolean *is_first,
                                            GError **error);
GArray *
server_sqlite_statuses_list_audience (ServerSqliteDatabase *database, gint64 stid, GError **error);
gboolean server_sqlite_statuses_get_view (ServerSqliteDatabase *database,
                                          gint64 stid,
                                          gint64 viewer,
                                          gint64 now,
                                          LandlineView **view,
                                          GError **error);
GPtrArray *
server_sqlite_statuses_list_views (ServerSqliteDatabase *database, gint64 stid, GError **error);

G_END_DECLS
