/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-calls.h"

#include "landline-error.h"
#include "landline-limits.h"
#include "server-sqlite-conversations.h"
#include "server-sqlite-key.h"
#include "server-sqlite-members.h"
#include "server-sqlite-messages.h"

/* Answers with the conversations, and their members. */
static gboolean
answer_list (ServerSqliteOperation *operation,
             ServerSqliteScope *scope,
             GArray *records,
             GError **error)
{
  g_autoptr (GPtrArray) conversations = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < records->len; i++)
    {
      LandlineConversation *conversation;

      conversation = server_sqlite_members_get_conversation (
          scope->database, &g_array_index (records, ServerSqliteConversationRecord, i), error);
      if (conversation == NULL)
        return FALSE;
      g_ptr_array_add (conversations, conversation);
    }
  server_sqlite_operation_set_value (operation, g_steal_pointer (&conversations),
                                     (GDestroyNotify) g_ptr_array_unref);
  return TRUE;
}

static gboolean
run_conversation_list (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  ServerSqliteCall *call = operation->input;
  g_autoptr (GArray) records = NULL;

  records = server_sqlite_conversations_list (scope->database, call->user_id, error);
  return records != NULL && answer_list (operation, scope, records, error);
}

void
server_sqlite_conversation_list_async (ServerStore *store, const char *user_id, GTask *task)
{
  server_sqlite_store_read (store, task, run_conversation_list,
                            server_sqlite_call_new (NULL, user_id, NULL), server_sqlite_call_free);
}

static gboolean
run_group_list (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  g_autoptr (GArray) records = server_sqlite_conversations_list_groups (scope->database, error);

  return records != NULL && answer_list (operation, scope, records, error);
}

void
server_sqlite_group_list_async (ServerStore *store, GTask *task)
{
  server_sqlite_store_read (store, task, run_group_list, NULL, NULL);
}

static gboolean
require_member (ServerSqliteScope *scope,
                ServerSqliteCall *call,
                ServerSqliteConversationRecord *conversation,
                ServerSqliteMemberRecord *member,
                GError **error)
{
  if (!server_sqlite_conversations_find (scope->database, call->id, conversation, error))
    return FALSE;
  *member = (ServerSqliteMemberRecord) { 0 };
  if (conversation->cid != 0 && !server_sqlite_members_find (scope->database, conversation->cid,
                                                             call->user_id, member, error))
    return FALSE;
  return member->uid != 0 ||
         server_sqlite_members_refuse (scope->database, call->id, call->user_id, error);
}

static gboolean
run_conversation_get (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  g_auto (ServerSqliteConversationRecord) record = { 0 };
  ServerSqliteMemberRecord member;
  LandlineConversation *conversation;

  if (!require_member (scope, operation->input, &record, &member, error))
    return FALSE;
  conversation = server_sqlite_members_get_conversation (scope->database, &record, error);
  if (conversation == NULL)
    return FALSE;
  server_sqlite_operation_set_value (operation, conversation, g_object_unref);
  return TRUE;
}

void
server_sqlite_conversation_get_async (ServerStore *store,
                                      const char *user_id,
                                      const char *conversation,
                                      GTask *task)
{
  server_sqlite_store_read (store, task, run_conversation_get,
                            server_sqlite_call_new (NULL, user_id, conversation),
                            server_sqlite_call_free);
}

static gboolean
run_messages (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  ServerSqliteCall *call = operation->input;
  g_auto (ServerSqliteConversationRecord) record = { 0 };
  g_autoptr (ServerPage) page = NULL;
  ServerSqliteMemberRecord member;
  ServerSqliteMessageRange range = { .before = call->number, .now = scope->now };
  GPtrArray *messages;
  gboolean more;

  if (!require_member (scope, call, &record, &member, error))
    return FALSE;
  if (range.before <= 0 || range.before > record.last_seq)
    range.before = record.last_seq + 1;
  range.cid = record.cid;
  range.after = member.since;
  range.uid = member.uid;
  messages = server_sqlite_messages_list (scope->database, scope->names, &range, call->limit,
                                          call->bytes, &more, error);
  if (messages == NULL)
    return FALSE;

  page = server_page_new (NULL);
  g_ptr_array_unref (page->rows);
  page->rows = messages;
  page->more = more;
  server_sqlite_operation_set_value (operation, g_steal_pointer (&page),
                                     (GDestroyNotify) server_page_free);
  return TRUE;
}

void
server_sqlite_messages_async (ServerStore *store,
                              const char *user_id,
                              const char *conversation,
                              gint64 before,
                              guint limit,
                              GTask *task)
{
  ServerSqliteCall *call = server_sqlite_call_new (NULL, user_id, conversation);

  call->number = before;
  call->limit = limit;
  call->bytes = LANDLINE_LIMIT_PAGE_BYTES;
  server_sqlite_store_read (store, task, run_messages, call, server_sqlite_call_free);
}

static gboolean
run_receipts (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  ServerSqliteCall *call = operation->input;
  g_auto (ServerSqliteConversationRecord) record = { 0 };
  ServerSqliteMemberRecord member;
  GPtrArray *receipts;

  if (!require_member (scope, call, &record, &member, error))
    return FALSE;
  receipts = server_sqlite_members_list_receipts (scope->database, record.cid,
                                                  record.conversation_id, error);
  if (receipts == NULL)
    return FALSE;
  server_sqlite_operation_set_value (operation, receipts, (GDestroyNotify) g_ptr_array_unref);
  return TRUE;
}

void
server_sqlite_receipts_async (ServerStore *store,
                              const char *user_id,
                              const char *conversation,
                              GTask *task)
{
  server_sqlite_store_read (store, task, run_receipts,
                            server_sqlite_call_new (NULL, user_id, conversation),
                            server_sqlite_call_free);
}
