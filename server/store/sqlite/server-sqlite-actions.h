/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-action.h"
#include "landline-done.h"
#include "server-sqlite-database.h"

G_BEGIN_DECLS

/* The table `actions`: what was done to messages. What it says (the body) goes when something newer
 * holds in its place, and when everybody has been told. */

/* Bytes of a SHA-256. */
#define SERVER_SQLITE_DIGEST 32

/**
 * ServerSqliteActionRecord:
 * @uid: who does it
 * @mid: to what
 * @action: what, with user, time and version
 * @digest: of what was asked for
 *
 * An action to be written. Borrows all it points to.
 */
typedef struct
{
  gint64 uid;
  gint64 mid;
  LandlineAction *action;
  guint8 digest[SERVER_SQLITE_DIGEST];
} ServerSqliteActionRecord;

/**
 * ServerSqliteActionMatch:
 * @aid: the action that has this id, 0 for none
 * @cid: where it was done
 * @version: its version
 * @time: when it was taken
 * @is_same: whether the same was asked for
 */
typedef struct
{
  gint64 aid;
  gint64 cid;
  gint64 version;
  gint64 time;
  gboolean is_same;
} ServerSqliteActionMatch;

/**
 * ServerSqliteActionRow:
 * @id: the action
 * @mid: the message
 * @version: its version
 * @time: when it was taken
 * @action: (nullable): what was done, %NULL where something newer holds, or the message has expired
 *
 * An action as an inbox refers to it.
 */
typedef struct
{
  char id[LANDLINE_UUID_SIZE];
  gint64 mid;
  gint64 version;
  gint64 time;
  LandlineAction *action;
} ServerSqliteActionRow;

void server_sqlite_action_row_clear (ServerSqliteActionRow *row);

gboolean server_sqlite_actions_match (ServerSqliteDatabase *database,
                                      gint64 uid,
                                      const char *id,
                                      const guint8 digest[SERVER_SQLITE_DIGEST],
                                      ServerSqliteActionMatch *match,
                                      GError **error);
gint64 server_sqlite_actions_insert (ServerSqliteDatabase *database,
                                     const ServerSqliteActionRecord *record,
                                     GError **error);
gboolean server_sqlite_actions_supersede (ServerSqliteDatabase *database,
                                          const ServerSqliteActionRecord *record,
                                          GError **error);
gboolean server_sqlite_actions_get (ServerSqliteDatabase *database,
                                    gint64 aid,
                                    gint64 now,
                                    ServerSqliteActionRow *row,
                                    GError **error);
gboolean
server_sqlite_actions_forget_message (ServerSqliteDatabase *database, gint64 mid, GError **error);
gboolean server_sqlite_actions_forget_told (ServerSqliteDatabase *database,
                                            gint64 aid,
                                            gint64 now,
                                            GError **error);
gint64
server_sqlite_actions_next_version (ServerSqliteDatabase *database, gint64 cid, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ServerSqliteActionRow, server_sqlite_action_row_clear)

G_END_DECLS
