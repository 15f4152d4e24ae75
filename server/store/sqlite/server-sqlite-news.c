/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-news.h"

#include "server-sqlite-conversations.h"
#include "server-sqlite-inbox.h"
#include "server-sqlite-members.h"

/**
 * server_sqlite_news_get_conversation:
 * @scope: the writer's
 * @cid: a conversation whose members have been written
 * @error: return location for an error
 *
 * Returns: (transfer full): the conversation as it is in this transaction
 */
LandlineConversation *
server_sqlite_news_get_conversation (ServerSqliteScope *scope, gint64 cid, GError **error)
{
  g_auto (ServerSqliteConversationRecord) record = { 0 };
  ServerSqliteConversation *conversation;

  if (!server_sqlite_ledger_find_cid (scope->ledger, cid, &conversation, error) ||
      !server_sqlite_conversations_find_cid (scope->database, cid, &record, error))
    return NULL;
  record.last_seq = conversation->last_seq;
  return server_sqlite_members_get_conversation (scope->database, &record, error);
}

/* What is told of a change, the same to everybody. */
typedef struct
{
  const ServerSqliteNews *news;
  const LandlineChange *change;
  LandlineConversation *conversation;
  gint64 snapshot;
} Letter;

static gboolean
post (ServerSqliteScope *scope, ServerSqliteUser *user, const Letter *letter, GError **error)
{
  gint64 cursor = server_sqlite_ledger_next_cursor (scope->ledger, user);

  if (!server_sqlite_inbox_put_conversation (scope->database, user->uid, cursor, letter->news->cid,
                                             letter->news->by->uid, letter->change->name,
                                             letter->snapshot, error))
    return FALSE;
  server_sqlite_ledger_announce (scope->ledger, user,
                                 server_inbox_row_new_conversation (cursor, letter->conversation,
                                                                    letter->change));
  return TRUE;
}

/**
 * server_sqlite_news_tell:
 * @scope: the writer's
 * @news: whom to tell
 * @kind: what happened
 * @about: (nullable): to whom it was done
 * @error: return location for an error
 *
 * Tells them, once everything that changed has been written and the ledger has forgotten the
 * conversation.
 *
 * Returns: whether it could be written
 */
gboolean
server_sqlite_news_tell (ServerSqliteScope *scope,
                         const ServerSqliteNews *news,
                         LandlineChangeKind kind,
                         ServerSqliteUser *about,
                         GError **error)
{
  const char *const users[] = { about != NULL ? about->user_id : NULL, NULL };
  LandlineChange change = {
    .name = landline_change_kind_to_string (kind),
    .by = news->by->user_id,
    .users = about != NULL ? users : NULL,
    .time = scope->now,
  };
  g_autoptr (LandlineConversation) now = NULL;
  ServerSqliteConversation *conversation;
  Letter letter = { .news = news, .change = &change };

  now = letter.conversation = server_sqlite_news_get_conversation (scope, news->cid, error);
  if (now == NULL ||
      !server_sqlite_ledger_find_cid (scope->ledger, news->cid, &conversation, error))
    return FALSE;
  letter.snapshot = server_sqlite_inbox_keep_snapshot (
      scope->database, now, &change, conversation->n_members + (news->gone != NULL ? 1 : 0), error);
  if (letter.snapshot == 0)
    return FALSE;
  for (guint i = 0; i < conversation->n_members; i++)
    if (!post (scope, conversation->members[i].user, &letter, error))
      return FALSE;
  return news->gone == NULL || post (scope, news->gone, &letter, error);
}
