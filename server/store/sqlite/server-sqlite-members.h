/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-conversation.h"
#include "server-sqlite-conversations.h"

G_BEGIN_DECLS

/* The table `members`: who is in which conversation, with the watermarks that are all there is of
 * receipts. */

typedef struct
{
  gint64 uid;
  LandlineRole role;
  gint64 since;
  gint64 joined;
  gint64 delivered;
  gint64 read;
} ServerSqliteMemberRecord;

GArray *server_sqlite_members_list (ServerSqliteDatabase *database, gint64 cid, GError **error);
gboolean server_sqlite_members_find (ServerSqliteDatabase *database,
                                     gint64 cid,
                                     const char *user_id,
                                     ServerSqliteMemberRecord *record,
                                     GError **error);
gboolean server_sqlite_members_get_watermarks (ServerSqliteDatabase *database,
                                               gint64 cid,
                                               gint64 uid,
                                               ServerSqliteMemberRecord *record,
                                               GError **error);
gboolean server_sqlite_members_insert (ServerSqliteDatabase *database,
                                       gint64 cid,
                                       const ServerSqliteMemberRecord *record,
                                       GError **error);
gboolean server_sqlite_members_remove (ServerSqliteDatabase *database,
                                       gint64 cid,
                                       gint64 uid,
                                       GError **error);
gboolean server_sqlite_members_welcome_back (ServerSqliteDatabase *database,
                                             gint64 cid,
                                             gint64 uid,
                                             GError **error);
gboolean server_sqlite_members_refuse (ServerSqliteDatabase *database,
                                       const char *conversation_id,
                                       const char *user_id,
                                       GError **error);
gboolean server_sqlite_members_set_role (ServerSqliteDatabase *database,
                                         gint64 cid,
                                         gint64 uid,
                                         LandlineRole role,
                                         GError **error);
gboolean server_sqlite_members_set_watermarks (ServerSqliteDatabase *database,
                                               gint64 cid,
                                               gint64 uid,
                                               gint64 delivered,
                                               gint64 read,
                                               gint64 now,
                                               GError **error);
LandlineConversation *
server_sqlite_members_get_conversation (ServerSqliteDatabase *database,
                                        const ServerSqliteConversationRecord *record,
                                        GError **error);
GPtrArray *server_sqlite_members_list_receipts (ServerSqliteDatabase *database,
                                                gint64 cid,
                                                const char *conversation_id,
                                                GError **error);

G_END_DECLS
