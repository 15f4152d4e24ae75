/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-conversation.h"
#include "server-sqlite-database.h"

G_BEGIN_DECLS

/* The table `conversations`: one row for each, with its counter. */

typedef struct
{
  gint64 cid; /* 0: there is none */
  char *conversation_id;
  char *name;
  LandlineConversationKind kind;
  gint64 created;
  gint64 last_seq;
  gint64 last_time;
  gint64 low;
  gint64 high;
  LandlineSettings settings;
} ServerSqliteConversationRecord;

/**
 * ServerSqliteGroupMatch:
 * @cid: the group that was made under the id, 0 for none
 * @is_same: whether the same was asked for
 */
typedef struct
{
  gint64 cid;
  gboolean is_same;
} ServerSqliteGroupMatch;

void server_sqlite_conversation_record_clear (ServerSqliteConversationRecord *record);

gboolean server_sqlite_conversations_find (ServerSqliteDatabase *database,
                                           const char *conversation_id,
                                           ServerSqliteConversationRecord *record,
                                           GError **error);
gboolean server_sqlite_conversations_find_cid (ServerSqliteDatabase *database,
                                               gint64 cid,
                                               ServerSqliteConversationRecord *record,
                                               GError **error);
gboolean server_sqlite_conversations_find_direct (ServerSqliteDatabase *database,
                                                  gint64 low,
                                                  gint64 high,
                                                  ServerSqliteConversationRecord *record,
                                                  GError **error);
gint64 server_sqlite_conversations_insert (ServerSqliteDatabase *database,
                                           const ServerSqliteConversationRecord *record,
                                           GError **error);
gboolean server_sqlite_conversations_set_last (ServerSqliteDatabase *database,
                                               gint64 cid,
                                               gint64 last_seq,
                                               gint64 last_time,
                                               GError **error);
gboolean server_sqlite_conversations_set_name (ServerSqliteDatabase *database,
                                               gint64 cid,
                                               const char *name,
                                               GError **error);
gboolean server_sqlite_conversations_set_settings (ServerSqliteDatabase *database,
                                                   gint64 cid,
                                                   const LandlineSettings *settings,
                                                   GError **error);
gboolean server_sqlite_conversations_set_request (ServerSqliteDatabase *database,
                                                  gint64 cid,
                                                  gint64 maker,
                                                  const char *request,
                                                  const char *digest,
                                                  GError **error);
gboolean server_sqlite_conversations_match (ServerSqliteDatabase *database,
                                            gint64 maker,
                                            const char *request,
                                            const char *digest,
                                            ServerSqliteGroupMatch *match,
                                            GError **error);
gboolean server_sqlite_conversations_set_forgotten (ServerSqliteDatabase *database,
                                                    gint64 cid,
                                                    gint64 forgotten,
                                                    GError **error);
GArray *server_sqlite_conversations_list (ServerSqliteDatabase *database,
                                          const char *user_id,
                                          GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ServerSqliteConversationRecord,
                                  server_sqlite_conversation_record_clear)
GArray *server_sqlite_conversations_list_groups (ServerSqliteDatabase *database, GError **error);

G_END_DECLS
