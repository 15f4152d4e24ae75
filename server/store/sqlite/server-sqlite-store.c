/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-sqlite"

#include "config.h"

#include "server-sqlite-store.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "landline-error.h"
#include "server-sqlite-calls.h"
#include "server-sqlite-readers.h"
#include "server-sqlite-schema.h"
#include "server-sqlite-writer.h"

/**
 * ServerSqliteStore:
 *
 * The store in one SQLite file: one thread that writes (see `server-sqlite-writer.c`), a few that
 * read. The main thread only makes and answers operations.
 */
struct _ServerSqliteStore
{
  GObject parent_instance;

  char *generation;
  ServerSqliteWriter *writer;
  ServerSqliteReaders *readers;
  ServerSqlitePlan *plan;
  ServerSqliteAnswers *home;
  GMutex lock;
  GPtrArray *answers; /* one for each context that called */

  GMutex clock_lock;
  ServerClock clock;
  gpointer clock_data;
};

static void server_sqlite_store_iface_init (ServerStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ServerSqliteStore,
                               server_sqlite_store,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SERVER_TYPE_STORE,
                                                      server_sqlite_store_iface_init))

static gint64
read_clock (gpointer user_data)
{
  ServerSqliteStore *self = user_data;
  gint64 now;

  g_mutex_lock (&self->clock_lock);
  now = self->clock != NULL ? self->clock (self->clock_data) : g_get_real_time () / 1000;
  g_mutex_unlock (&self->clock_lock);
  return now;
}

static ServerSqliteAnswers *
ref_answers (ServerSqliteStore *self)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();
  ServerSqliteAnswers *answers = NULL;

  if (context == server_sqlite_answers_get_context (self->home))
    return self->home;
  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->answers->len && answers == NULL; i++)
    {
      ServerSqliteAnswers *known = g_ptr_array_index (self->answers, i);

      if (server_sqlite_answers_get_context (known) == context)
        answers = known;
    }
  if (answers == NULL)
    {
      answers = server_sqlite_answers_new (SERVER_STORE (self), context);
      g_ptr_array_add (self->answers, answers);
    }
  g_mutex_unlock (&self->lock);
  return answers;
}

static gboolean
is_closed (ServerSqliteStore *self, ServerSqliteOperation *operation)
{
  if (self->readers != NULL)
    return FALSE;
  server_sqlite_operation_refuse (operation,
                                  g_error_new_literal (LANDLINE_ERROR, LANDLINE_ERROR_BUSY,
                                                       "The server is stopping."));
  server_sqlite_operation_answer (operation);
  return TRUE;
}

/**
 * server_sqlite_store_write:
 * @store: the store
 * @task: (transfer full): what to answer
 * @run: what to do
 * @input: (transfer full) (nullable): what to do it with
 * @input_free: (nullable): what frees @input
 * @flags: how
 *
 * Has the writer do something.
 */
void
server_sqlite_store_write (ServerStore *store,
                           GTask *task,
                           ServerSqliteRun run,
                           gpointer input,
                           GDestroyNotify input_free,
                           ServerSqliteFlags flags)
{
  ServerSqliteStore *self = SERVER_SQLITE_STORE (store);
  ServerSqliteOperation *operation = server_sqlite_operation_new (task, run, input, input_free);

  if (is_closed (self, operation))
    return;
  operation->answers = ref_answers (self);
  operation->flags = flags;
  server_sqlite_writer_push (self->writer, operation);
}

/**
 * server_sqlite_store_read:
 * @store: the store
 * @task: (transfer full): what to answer
 * @run: what to do
 * @input: (transfer full) (nullable): what to do it with
 * @input_free: (nullable): what frees @input
 *
 * Has a reader do something.
 */
void
server_sqlite_store_read (ServerStore *store,
                          GTask *task,
                          ServerSqliteRun run,
                          gpointer input,
                          GDestroyNotify input_free)
{
  ServerSqliteStore *self = SERVER_SQLITE_STORE (store);
  ServerSqliteOperation *operation = server_sqlite_operation_new (task, run, input, input_free);

  if (is_closed (self, operation))
    return;
  operation->answers = ref_answers (self);
  server_sqlite_readers_push (self->readers, operation);
}

ServerSqlitePlan *
server_sqlite_store_get_plan (ServerStore *store)
{
  return SERVER_SQLITE_STORE (store)->plan;
}

static void
server_sqlite_store_finalize (GObject *object)
{
  ServerSqliteStore *self = SERVER_SQLITE_STORE (object);

  server_sqlite_store_close (self);
  g_clear_pointer (&self->writer, server_sqlite_writer_free);
  g_clear_pointer (&self->plan, server_sqlite_plan_free);
  g_clear_pointer (&self->home, server_sqlite_answers_free);
  g_clear_pointer (&self->answers, g_ptr_array_unref);
  g_clear_pointer (&self->generation, g_free);
  g_mutex_clear (&self->lock);
  g_mutex_clear (&self->clock_lock);

  G_OBJECT_CLASS (server_sqlite_store_parent_class)->finalize (object);
}

static void
server_sqlite_store_class_init (ServerSqliteStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = server_sqlite_store_finalize;
}

static void
server_sqlite_store_init (ServerSqliteStore *self)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  g_mutex_init (&self->lock);
  g_mutex_init (&self->clock_lock);
  self->plan = server_sqlite_plan_new ();
  self->answers = g_ptr_array_new_with_free_func ((GDestroyNotify) server_sqlite_answers_free);
  self->home = server_sqlite_answers_new (SERVER_STORE (self), context);
}

static void
server_sqlite_store_iface_init (ServerStoreInterface *iface)
{
  iface->send_async = server_sqlite_send_async;
  iface->act_async = server_sqlite_act_async;
  iface->note_async = server_sqlite_note_async;
  iface->notes_async = server_sqlite_notes_async;
  iface->attach_async = server_sqlite_attach_async;
  iface->inbox_read_async = server_sqlite_inbox_read_async;
  iface->ack_async = server_sqlite_ack_async;
  iface->read_mark_async = server_sqlite_read_mark_async;
  iface->heads_async = server_sqlite_heads_async;
  iface->user_create_async = server_sqlite_user_create_async;
  iface->user_get_async = server_sqlite_user_get_async;
  iface->user_list_async = server_sqlite_user_list_async;
  iface->user_change_async = server_sqlite_user_change_async;
  iface->user_disable_async = server_sqlite_user_disable_async;
  iface->user_delete_async = server_sqlite_user_delete_async;
  iface->seen_async = server_sqlite_seen_async;
  iface->peers_async = server_sqlite_peers_async;
  iface->device_find_async = server_sqlite_device_find_async;
  iface->device_create_async = server_sqlite_device_create_async;
  iface->device_list_async = server_sqlite_device_list_async;
  iface->device_revoke_async = server_sqlite_device_revoke_async;
  iface->link_create_async = server_sqlite_link_create_async;
  iface->link_list_async = server_sqlite_link_list_async;
  iface->link_remove_async = server_sqlite_link_remove_async;
  iface->link_use_async = server_sqlite_link_use_async;
  iface->conversation_list_async = server_sqlite_conversation_list_async;
  iface->conversation_get_async = server_sqlite_conversation_get_async;
  iface->messages_async = server_sqlite_messages_async;
  iface->receipts_async = server_sqlite_receipts_async;
  iface->group_create_async = server_sqlite_group_create_async;
  iface->group_change_async = server_sqlite_group_change_async;
  iface->status_post_async = server_sqlite_status_post_async;
  iface->status_list_async = server_sqlite_status_list_async;
  iface->status_view_async = server_sqlite_status_view_async;
  iface->status_views_async = server_sqlite_status_views_async;
  iface->status_remove_async = server_sqlite_status_remove_async;
  iface->media_create_async = server_sqlite_media_create_async;
  iface->media_get_async = server_sqlite_media_get_async;
  iface->media_find_async = server_sqlite_media_find_async;
  iface->media_list_async = server_sqlite_media_list_async;
  iface->group_list_async = server_sqlite_group_list_async;
  iface->invite_create_async = server_sqlite_invite_create_async;
  iface->invite_list_async = server_sqlite_invite_list_async;
  iface->invite_revoke_async = server_sqlite_invite_revoke_async;
  iface->collect_async = server_sqlite_collect_async;
  iface->stats_async = server_sqlite_stats_async;
  iface->check_async = server_sqlite_check_async;
  iface->probe_async = server_sqlite_probe_async;
}

static char *
read_generation (ServerSqliteDatabase *database, GError **error)
{
  g_autoptr (ServerSqliteStatement) statement = NULL;

  statement = server_sqlite_database_get (database,
                                          "SELECT value FROM meta WHERE key = 'generation'", error);
  if (statement == NULL || !server_sqlite_statement_row (statement, error))
    return NULL;
  return g_strdup (server_sqlite_statement_get_text (statement, 0));
}

static gboolean
start (ServerSqliteStore *self, const char *path, GError **error)
{
  g_autoptr (ServerSqliteDatabase) database = NULL;

  database = server_sqlite_database_open (path, FALSE, error);
  if (database == NULL || !server_sqlite_schema_apply (database, path, error))
    return FALSE;
  self->generation = read_generation (database, error);
  if (self->generation == NULL)
    return FALSE;
  self->readers = server_sqlite_readers_new (path, self->generation, read_clock, self, error);
  if (self->readers == NULL)
    return FALSE;
  self->writer = server_sqlite_writer_new (g_steal_pointer (&database), self->generation,
                                           self->home, read_clock, self);
  return TRUE;
}

/**
 * server_sqlite_store_open:
 * @path: the file, which is made when there is none
 * @error: return location for an error
 *
 * Opens the store, on the main context that is to hear of its commits. Brings an older database to
 * what this program knows; refuses one that is newer, damaged or none.
 *
 * Returns: (transfer full): the store, or %NULL
 */
ServerStore *
server_sqlite_store_open (const char *path, GError **error)
{
  g_autoptr (ServerSqliteStore) self = NULL;
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (SERVER_TYPE_SQLITE_STORE, NULL);
  if (start (self, path, &failure))
    {
      /* What people write is theirs. */
      if (g_chmod (path, 0600) != 0)
        g_debug ("Cannot protect %s: %s", path, g_strerror (errno));
      return SERVER_STORE (g_steal_pointer (&self));
    }
  if (failure->domain == LANDLINE_ERROR)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY,
                 "The database %s cannot be used. %s. It was left as it is.", path,
                 failure->message);
  return NULL;
}

/**
 * server_sqlite_store_set_clock:
 * @self: the store
 * @clock: (nullable): the clock to go by, %NULL for the system's
 * @user_data: for @clock
 *
 * For tests: what time it is, from the next transaction on. Called on the store's threads.
 */
void
server_sqlite_store_set_clock (ServerSqliteStore *self, ServerClock clock, gpointer user_data)
{
  g_return_if_fail (SERVER_IS_SQLITE_STORE (self));

  g_mutex_lock (&self->clock_lock);
  self->clock = clock;
  self->clock_data = user_data;
  g_mutex_unlock (&self->clock_lock);
}

/**
 * server_sqlite_store_get_n_commits:
 * @self: the store
 *
 * Returns: how many transactions were committed since it was opened
 */
guint64
server_sqlite_store_get_n_commits (ServerSqliteStore *self)
{
  g_return_val_if_fail (SERVER_IS_SQLITE_STORE (self), 0);

  return self->writer != NULL ? server_sqlite_writer_get_n_commits (self->writer) : 0;
}

/**
 * server_sqlite_store_get_n_waiting:
 * @self: the store
 *
 * Returns: how many operations wait to be written; what is being written does not wait
 */
guint
server_sqlite_store_get_n_waiting (ServerSqliteStore *self)
{
  g_return_val_if_fail (SERVER_IS_SQLITE_STORE (self), 0);

  return self->writer != NULL ? server_sqlite_writer_get_n_waiting (self->writer) : 0;
}

const char *
server_sqlite_store_get_generation (ServerSqliteStore *self)
{
  g_return_val_if_fail (SERVER_IS_SQLITE_STORE (self), NULL);

  return self->generation;
}

/**
 * server_sqlite_store_close:
 * @self: the store
 *
 * Commits what is queued and ends the threads; waits for that. The answers come when the context
 * runs again. Calls from then on are refused.
 */
void
server_sqlite_store_close (ServerSqliteStore *self)
{
  g_return_if_fail (SERVER_IS_SQLITE_STORE (self));

  g_clear_pointer (&self->readers, server_sqlite_readers_free);
  if (self->writer != NULL)
    server_sqlite_writer_stop (self->writer);
}
