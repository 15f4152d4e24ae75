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

/**
 * ServerSqlitePlanReceipt:
 * @uid: whose inbox
 * @cid: where somebody got or read something
 * @about: who
 * @last: the cursor up to which the receipt may go
 */
typedef struct
{
  gint64 uid;
  gint64 cid;
  gint64 about;
  gint64 last;
} ServerSqlitePlanReceipt;

/**
 * ServerSqlitePlanRef:
 * @media_id: a file
 * @cid: a conversation that referred to it
 */
typedef struct
{
  char *media_id;
  gint64 cid;
} ServerSqlitePlanRef;

void server_sqlite_plan_ref_clear (ServerSqlitePlanRef *ref);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ServerSqlitePlanRef, server_sqlite_plan_ref_clear)

ServerSqlitePlan *server_sqlite_plan_new (void);
void server_sqlite_plan_free (ServerSqlitePlan *self);
gboolean server_sqlite_plan_make (ServerSqlitePlan *self,
                                  ServerSqliteDatabase *database,
                                  gint64 media_before,
                                  gint64 now,
                                  GError **error);
gboolean server_sqlite_plan_enter (ServerSqlitePlan *self);
void server_sqlite_plan_leave (ServerSqlitePlan *self);
gboolean server_sqlite_plan_has_work (ServerSqlitePlan *self);
gboolean server_sqlite_plan_is_over (ServerSqlitePlan *self);
gboolean server_sqlite_plan_next_inbox (ServerSqlitePlan *self,
                                        gint64 max_rows,
                                        ServerSqlitePlanInbox *inbox);
gboolean server_sqlite_plan_next_conversation (ServerSqlitePlan *self,
                                               ServerSqlitePlanConversation *conversation);
gboolean server_sqlite_plan_next_receipt (ServerSqlitePlan *self, ServerSqlitePlanReceipt *receipt);
gboolean server_sqlite_plan_next_expired (ServerSqlitePlan *self, gint64 *mid);
gboolean server_sqlite_plan_next_told (ServerSqlitePlan *self, gint64 *aid);
gboolean server_sqlite_plan_next_status (ServerSqlitePlan *self, gint64 *stid);
void server_sqlite_plan_put_status_back (ServerSqlitePlan *self, gint64 stid);
gboolean server_sqlite_plan_next_ref (ServerSqlitePlan *self, ServerSqlitePlanRef *ref);
char *server_sqlite_plan_next_file (ServerSqlitePlan *self);
void server_sqlite_plan_add_file (ServerSqlitePlan *self, char *media_id);
void server_sqlite_plan_put_back (ServerSqlitePlan *self,
                                  const ServerSqlitePlanConversation *conversation);

G_END_DECLS
