/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-calls.h"

#include "landline-error.h"
#include "server-config.h"
#include "server-sqlite-conversations.h"
#include "server-sqlite-inbox.h"
#include "server-sqlite-invites.h"
#include "server-sqlite-key.h"
#include "server-sqlite-media.h"
#include "server-sqlite-messages.h"
#include "server-sqlite-plan.h"
#include "server-sqlite-users.h"

/* What a step may change: a few milliseconds of the writer's time. */
#define STEP_ROWS 512

#define DAY (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

typedef struct
{
  ServerCollection collection;
  ServerSqlitePlan *plan; /* unowned: the store's, and only one step at a time */
  GTask *task;
} CollectInput;

static void
collect_input_free (gpointer data)
{
  CollectInput *input = data;

  server_sqlite_plan_leave (input->plan);
  g_free (input);
}

static gboolean
trim_inboxes (ServerSqliteScope *scope,
              ServerSqlitePlan *plan,
              ServerCollected *collected,
              GError **error)
{
  ServerSqlitePlanInbox inbox;
  guint n_removed;

  while (collected->rows < STEP_ROWS && server_sqlite_plan_next_inbox (plan, STEP_ROWS, &inbox))
    {
      if (!server_sqlite_inbox_trim (scope->database, inbox.uid, inbox.after, inbox.last,
                                     &n_removed, error) ||
          !server_sqlite_users_set_trimmed (scope->database, inbox.uid, inbox.last, error))
        return FALSE;
      collected->rows += n_removed;
    }
  return TRUE;
}

static gint64
get_oldest_kept (ServerSqliteScope *scope, const ServerCollection *collection)
{
  if (collection->retention_days == SERVER_RETENTION_FOREVER)
    return G_MININT64;
  if (collection->retention_days == SERVER_RETENTION_DELIVERED)
    return scope->now - collection->grace;
  return scope->now - MAX (collection->retention_days * DAY, collection->grace);
}

static gboolean
forget_contents (ServerSqliteScope *scope,
                 const ServerCollection *collection,
                 ServerSqlitePlan *plan,
                 ServerCollected *collected,
                 GError **error)
{
  gint64 oldest_kept = get_oldest_kept (scope, collection);
  ServerSqlitePlanConversation conversation;

  while (collected->messages < STEP_ROWS &&
         server_sqlite_plan_next_conversation (plan, &conversation))
    {
      g_autoptr (GArray) mids = NULL;

      mids = server_sqlite_messages_list_old (scope->database, conversation.cid,
                                              conversation.forgotten, conversation.horizon,
                                              oldest_kept, STEP_ROWS, error);
      if (mids == NULL)
        return FALSE;
      for (guint i = 0; i < mids->len; i++)
        if (!server_sqlite_messages_forget (scope->database, g_array_index (mids, gint64, i),
                                            error))
          return FALSE;
      collected->messages += mids->len;
      if (mids->len == 0)
        continue;
      conversation.forgotten = server_sqlite_mid_get_seq (
          g_array_index (mids, gint64, mids->len - 1));
      if (!server_sqlite_conversations_set_forgotten (scope->database, conversation.cid,
                                                      conversation.forgotten, error))
        return FALSE;
      if (mids->len == STEP_ROWS)
        server_sqlite_plan_put_back (plan, &conversation);
    }
  return TRUE;
}

static gboolean
run_step (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  CollectInput *input = operation->input;
  g_autoptr (ServerCollected) collected = g_new0 (ServerCollected, 1);
  const ServerCollection *collection = &input->collection;
  gint64 media_before = scope->now - collection->media_grace;

  if (!trim_inboxes (scope, input->plan, collected, error))
    return FALSE;
  if (collected->rows < STEP_ROWS &&
      !forget_contents (scope, collection, input->plan, collected, error))
    return FALSE;
  collected->more = collected->rows >= STEP_ROWS || collected->messages >= STEP_ROWS;
  if (collected->more)
    collected->media = g_ptr_array_new_with_free_func (g_free);
  else
    {
      if (!server_sqlite_invites_collect (scope->database, scope->now, error) ||
          !server_sqlite_media_drop_refs (scope->database, media_before, STEP_ROWS, error))
        return FALSE;
      collected->media = server_sqlite_media_collect (scope->database, media_before, STEP_ROWS,
                                                      error);
      if (collected->media == NULL)
        return FALSE;
    }
  server_sqlite_operation_set_value (operation, g_steal_pointer (&collected),
                                     (GDestroyNotify) server_collected_free);
  return TRUE;
}

static gboolean
run_plan (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  CollectInput *input = operation->input;

  return server_sqlite_plan_make (input->plan, scope->database, error);
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  CollectInput *input = user_data;
  GTask *task = g_steal_pointer (&input->task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      collect_input_free (input);
      return;
    }
  server_sqlite_store_write (SERVER_STORE (source), task, run_step, input, collect_input_free,
                             SERVER_SQLITE_PLAIN);
}

/* Reading what may go takes long where much waits, so it is done beside the writer; what is written
 * in the meantime is not in the plan, and what is in it can only have become older. */
void
server_sqlite_collect_async (ServerStore *store, const ServerCollection *collection, GTask *task)
{
  ServerSqlitePlan *plan = server_sqlite_store_get_plan (store);
  CollectInput *input;
  GTask *plan_task;

  if (!server_sqlite_plan_enter (plan))
    {
      g_task_return_new_error (task, LANDLINE_ERROR, LANDLINE_ERROR_BUSY,
                               "What may be forgotten is being forgotten already.");
      g_object_unref (task);
      return;
    }
  input = g_new0 (CollectInput, 1);
  input->collection = *collection;
  input->plan = plan;
  if (!server_sqlite_plan_is_done (input->plan))
    {
      server_sqlite_store_write (store, task, run_step, input, collect_input_free,
                                 SERVER_SQLITE_PLAIN);
      return;
    }
  input->task = task;
  plan_task = g_task_new (store, NULL, planned_cb, input);
  server_sqlite_store_read (store, plan_task, run_plan, input, NULL);
}
