/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-sqlite-database.h"

G_BEGIN_DECLS

/**
 * ServerSqlitePlan:
 *
 * What may be forgotten, as it was found at one moment, and how far the work on it is. Used by one
 * step at a time.
 */
typedef struct _ServerSqlitePlan ServerSqlitePlan;

/**
 * ServerSqlitePlanInbox:
 * @uid: whose inbox
 * @after: the cursor before the first row that may go
 * @last: the cursor of the last
 */
typedef struct
{
  gint64 uid;
  gint64 after;
  gint64 last;
} ServerSqlitePlanInbox;

/**
 * ServerSqlitePlanConversation:
 * @cid: which
 * @forgotten: up to here everything is forgotten
 * @horizon: from here on somebody still waits for something
 */
typedef struct
{
  gint64 cid;
  gint64 forgotten;
  gint64 horizon;
} ServerSqlitePlanConversation;

ServerSqlitePlan *server_sqlite_plan_new (void);
void server_sqlite_plan_free (ServerSqlitePlan *self);
gboolean
server_sqlite_plan_make (ServerSqlitePlan *self, ServerSqliteDatabase *database, GError **error);
gboolean server_sqlite_plan_enter (ServerSqlitePlan *self);
void server_sqlite_plan_leave (ServerSqlitePlan *self);
gboolean server_sqlite_plan_is_done (ServerSqlitePlan *self);
gboolean server_sqlite_plan_next_inbox (ServerSqlitePlan *self,
                                        gint64 max_rows,
                                        ServerSqlitePlanInbox *inbox);
gboolean server_sqlite_plan_next_conversation (ServerSqlitePlan *self,
                                               ServerSqlitePlanConversation *conversation);
void server_sqlite_plan_put_back (ServerSqlitePlan *self,
                                  const ServerSqlitePlanConversation *conversation);

G_END_DECLS
