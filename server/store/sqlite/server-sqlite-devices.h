/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-account.h"
#include "server-sqlite-database.h"
#include "server-store.h"

G_BEGIN_DECLS

/* The table `devices`: one row for each installation, kept without its token when it is revoked. */

typedef struct
{
  gint64 did; /* 0: there is none, or it was revoked */
  gint64 uid;
  gint64 acked;
  gint64 head; /* of its user's inbox */
} ServerSqliteDeviceRecord;

gboolean server_sqlite_devices_find (ServerSqliteDatabase *database,
                                     const char *device_id,
                                     ServerSqliteDeviceRecord *record,
                                     GError **error);
gint64 server_sqlite_devices_insert (ServerSqliteDatabase *database,
                                     gint64 uid,
                                     const ServerNewDevice *device,
                                     gint64 acked,
                                     gint64 now,
                                     GError **error);
gboolean server_sqlite_devices_set_acked (ServerSqliteDatabase *database,
                                          gint64 did,
                                          gint64 acked,
                                          GError **error);
gboolean server_sqlite_devices_set_seen (ServerSqliteDatabase *database,
                                         gint64 did,
                                         gint64 time,
                                         GError **error);
gboolean server_sqlite_devices_revoke (ServerSqliteDatabase *database, gint64 did, GError **error);
gboolean server_sqlite_devices_hold (ServerSqliteDatabase *database,
                                     gint64 uid,
                                     gboolean hold,
                                     GError **error);
ServerAccount *server_sqlite_devices_get_account (ServerSqliteDatabase *database,
                                                  const guint8 *token_hash,
                                                  GError **error);
gboolean server_sqlite_devices_get (ServerSqliteDatabase *database,
                                    gint64 did,
                                    LandlineDevice **device,
                                    GError **error);
GPtrArray *
server_sqlite_devices_list (ServerSqliteDatabase *database, const char *user_id, GError **error);
gboolean server_sqlite_devices_get_floor (ServerSqliteDatabase *database,
                                          gint64 uid,
                                          gint64 *floor,
                                          GError **error);

G_END_DECLS
