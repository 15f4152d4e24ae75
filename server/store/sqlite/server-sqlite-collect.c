/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-calls.h"

#include "landline-error.h"
#include "server-config.h"
#include "server-sqlite-actions.h"
#include "server-sqlite-conversations.h"
#include "server-sqlite-erase.h"
#include "server-sqlite-inbox.h"
#include "server-sqlite-invites.h"
#include "server-sqlite-links.h"
#include "server-sqlite-key.h"
#include "server-sqlite-media.h"
#include "server-sqlite-messages.h"
#include "server-sqlite-plan.h"
#include "server-sqlite-states.h"
#include "server-sqlite-statuses.h"
#include "server-sqlite-users.h"

/* What a step may look at, changed or not: a few milliseconds of the writer's time. */
#define STEP_ROWS 512

/* What of that a message with a file and reactions, or a status, is worth, of which all tables are
 * rid. */
#define ERASED_ROWS 4

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

/* A step that is under way. */
typedef struct
{
  ServerSqliteScope *scope;
  const ServerCollection *collection;
  ServerSqlitePlan *plan;
  ServerCollected *collected;
  guint n_seen; /* rows that were looked at */
} Step;

static gboolean
trim_inboxes (Step *step, GError **error)
{
  ServerSqliteDatabase *database = step->scope->database;
  ServerSqlitePlanInbox inbox;
  ServerSqlitePlanReceipt receipt;
  guint n_removed;

  while (step->n_seen < STEP_ROWS &&
         server_sqlite_plan_next_inbox (step->plan, STEP_ROWS - step->n_seen, &inbox))
    {
      if (!server_sqlite_inbox_trim (database, inbox.uid, inbox.after, inbox.last, &n_removed,
                                     error) ||
          !server_sqlite_users_set_trimmed (database, inbox.uid, inbox.last, error))
        return FALSE;
      step->collected->rows += n_removed;
      step->n_seen += 1 + n_removed;
    }
  while (step->n_seen < STEP_ROWS && server_sqlite_plan_next_receipt (step->plan, &receipt))
    {
      if (!server_sqlite_inbox_drop_receipt (database, receipt.uid, receipt.cid, receipt.about,
                                             receipt.last, error))
        return FALSE;
      step->n_seen++;
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
forget_conversation (Step *step, ServerSqlitePlanConversation *conversation, GError **error)
{
  ServerSqliteDatabase *database = step->scope->database;
  guint limit = STEP_ROWS - step->n_seen;
  g_autoptr (GArray) mids = NULL;

  mids = server_sqlite_messages_list_old (database, conversation->cid, conversation->forgotten,
                                          conversation->horizon,
                                          get_oldest_kept (step->scope, step->collection), limit,
                                          error);
  if (mids == NULL)
    return FALSE;
  /* The one that was too young was looked at as well, as was the conversation. */
  step->n_seen += 1 + mids->len;
  step->collected->messages += mids->len;
  for (guint i = 0; i < mids->len; i++)
    if (!server_sqlite_messages_forget (database, g_array_index (mids, gint64, i), error) ||
        !server_sqlite_states_drop_reactions (database, g_array_index (mids, gint64, i), error))
      return FALSE;
  if (mids->len == 0)
    return TRUE;
  conversation->forgotten = server_sqlite_mid_get_seq (g_array_index (mids, gint64, mids->len - 1));
  if (!server_sqlite_conversations_set_forgotten (database, conversation->cid,
                                                  conversation->forgotten, error))
    return FALSE;
  if (mids->len == limit)
    server_sqlite_plan_put_back (step->plan, conversation);
  return TRUE;
}

static gboolean
forget_contents (Step *step, GError **error)
{
  ServerSqlitePlanConversation conversation;

  while (step->n_seen < STEP_ROWS &&
         server_sqlite_plan_next_conversation (step->plan, &conversation))
    if (!forget_conversation (step, &conversation, error))
      return FALSE;
  return TRUE;
}

static gboolean
erase_expired (Step *step, GError **error)
{
  gint64 mid;

  while (step->n_seen < STEP_ROWS && server_sqlite_plan_next_expired (step->plan, &mid))
    {
      if (!server_sqlite_erase_expired (step->scope->database, mid, error))
        return FALSE;
      step->collected->messages++;
      step->n_seen += ERASED_ROWS;
    }
  return TRUE;
}

static gboolean
forget_actions (Step *step, GError **error)
{
  gint64 aid;

  while (step->n_seen < STEP_ROWS && server_sqlite_plan_next_told (step->plan, &aid))
    {
      if (!server_sqlite_actions_forget_told (step->scope->database, aid, step->scope->now, error))
        return FALSE;
      step->n_seen++;
    }
  return TRUE;
}

static gboolean
erase_statuses (Step *step, GError **error)
{
  gint64 stid;

  while (step->n_seen < STEP_ROWS && server_sqlite_plan_next_status (step->plan, &stid))
    {
      guint limit = STEP_ROWS - step->n_seen, n_removed;

      if (!server_sqlite_statuses_erase (step->scope->database, stid, limit, &n_removed, error))
        return FALSE;
      if (n_removed == limit)
        server_sqlite_plan_put_status_back (step->plan, stid);
      step->n_seen += ERASED_ROWS + n_removed;
    }
  return TRUE;
}

static gboolean
drop_refs (Step *step, gint64 before, GError **error)
{
  while (step->n_seen < STEP_ROWS)
    {
      g_auto (ServerSqlitePlanRef) ref = { NULL };
      gboolean dropped;

      if (!server_sqlite_plan_next_ref (step->plan, &ref))
        return TRUE;
      if (!server_sqlite_media_drop_ref (step->scope->database, ref.media_id, ref.cid, before,
                                         &dropped, error))
        return FALSE;
      if (dropped)
        server_sqlite_plan_add_file (step->plan, g_steal_pointer (&ref.media_id));
      step->n_seen++;
    }
  return TRUE;
}

static gboolean
remove_files (Step *step, gint64 before, GError **error)
{
  while (step->n_seen < STEP_ROWS)
    {
      g_autofree char *media_id = server_sqlite_plan_next_file (step->plan);
      gboolean removed;

      if (media_id == NULL)
        return TRUE;
      if (!server_sqlite_media_remove (step->scope->database, media_id, before, &removed, error))
        return FALSE;
      if (removed)
        g_ptr_array_add (step->collected->media, g_steal_pointer (&media_id));
      step->n_seen++;
    }
  return TRUE;
}

static gint64
get_media_before (ServerSqliteScope *scope, const ServerCollection *collection)
{
  return scope->now - collection->media_grace;
}

static gboolean
run_step (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  CollectInput *input = operation->input;
  g_autoptr (ServerCollected) collected = g_new0 (ServerCollected, 1);
  gint64 before = get_media_before (scope, &input->collection);
  Step step = {
    .scope = scope,
    .collection = &input->collection,
    .plan = input->plan,
    .collected = collected,
  };

  collected->media = g_ptr_array_new_with_free_func (g_free);
  if (!trim_inboxes (&step, error) || !forget_contents (&step, error) ||
      !erase_expired (&step, error) || !forget_actions (&step, error) ||
      !erase_statuses (&step, error) || !drop_refs (&step, before, error) ||
      !remove_files (&step, before, error))
    return FALSE;
  collected->more = !server_sqlite_plan_is_over (input->plan);
  if (!collected->more && (!server_sqlite_invites_collect (scope->database, scope->now, error) ||
                           !server_sqlite_links_collect (scope->database, scope->now, error)))
    return FALSE;
  server_sqlite_operation_set_value (operation, g_steal_pointer (&collected),
                                     (GDestroyNotify) server_collected_free);
  return TRUE;
}

static gboolean
run_plan (ServerSqliteOperation *operation, ServerSqliteScope *scope, GError **error)
{
  CollectInput *input = operation->input;

  return server_sqlite_plan_make (input->plan, scope->database,
                                  get_media_before (scope, &input->collection), scope->now, error);
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

/* Reading what may go takes long where there is much, so it is done beside the writer, who looks at
 * nothing but what is in the plan. What is written in the meantime is not in it; what is in it can
 * only have become older, but for files, which may have been sent on: the writer looks again. */
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
  if (server_sqlite_plan_has_work (input->plan))
    {
      server_sqlite_store_write (store, task, run_step, input, collect_input_free,
                                 SERVER_SQLITE_PLAIN);
      return;
    }
  input->task = task;
  plan_task = g_task_new (store, NULL, planned_cb, input);
  server_sqlite_store_read (store, plan_task, run_plan, input, NULL);
}
