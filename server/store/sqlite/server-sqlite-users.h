/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-user.h"
#include "server-sqlite-database.h"

G_BEGIN_DECLS

/* The table `users`: one row for each person. */

typedef struct
{
  gint64 uid; /* 0: there is none */
  gint64 head;
  gint64 trimmed;
  guint n_devices;
  gboolean is_disabled;
  gboolean is_former; /* was deleted; not found by any id */
} ServerSqliteUserRecord;

gboolean server_sqlite_users_find (ServerSqliteDatabase *database,
                                   const char *user_id,
                                   ServerSqliteUserRecord *record,
                                   GError **error);
gboolean server_sqlite_users_find_uid (ServerSqliteDatabase *database,
                                       gint64 uid,
                                       ServerSqliteUserRecord *record,
                                       char **user_id,
                                       GError **error);
gboolean server_sqlite_users_count (ServerSqliteDatabase *database, gint64 *count, GError **error);
gint64 server_sqlite_users_insert (ServerSqliteDatabase *database,
                                   const char *user_id,
                                   const char *name,
                                   gboolean is_admin,
                                   gint64 now,
                                   GError **error);
gboolean server_sqlite_users_set_head (ServerSqliteDatabase *database,
                                       gint64 uid,
                                       gint64 head,
                                       GError **error);
gboolean server_sqlite_users_set_trimmed (ServerSqliteDatabase *database,
                                          gint64 uid,
                                          gint64 trimmed,
                                          GError **error);
gboolean server_sqlite_users_set_seen (ServerSqliteDatabase *database,
                                       gint64 uid,
                                       gint64 time,
                                       GError **error);
gboolean server_sqlite_users_change (ServerSqliteDatabase *database,
                                     gint64 uid,
                                     const char *name,
                                     const char *about,
                                     const char *avatar,
                                     const LandlinePrivacy *privacy,
                                     GError **error);
gboolean server_sqlite_users_set_disabled (ServerSqliteDatabase *database,
                                           gint64 uid,
                                           gboolean disabled,
                                           GError **error);
gboolean
server_sqlite_users_make_admin (ServerSqliteDatabase *database, gint64 uid, GError **error);
gboolean server_sqlite_users_make_former (ServerSqliteDatabase *database,
                                          gint64 uid,
                                          const char *new_id,
                                          GError **error);
GArray *
server_sqlite_users_list_others (ServerSqliteDatabase *database, gint64 uid, GError **error);
LandlineUser *
server_sqlite_users_get (ServerSqliteDatabase *database, const char *user_id, GError **error);
GPtrArray *server_sqlite_users_list (ServerSqliteDatabase *database, GError **error);

G_END_DECLS
