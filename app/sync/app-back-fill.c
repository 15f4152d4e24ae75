/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-sync"

#include "config.h"

#include "app-back-fill-private.h"

#include "app-cache-chats.h"
#include "app-cache-messages.h"
#include "app-cache-users.h"

/**
 * AppBackFill:
 *
 * Fetches by REST what the channel does not bring: older messages, what is missing between two,
 * and, for a new device, the conversations and people. Everything goes into the cache; what is
 * there already is left alone.
 */
struct _AppBackFill
{
  GObject parent_instance;

  AppCache *cache;
  AppRest *rest;

  /* What events said of conversations and people while answers are on their way: they may have been
   * written before. Empty while nothing is asked for. */
  GHashTable *events; /* id → Said */
  guint64 n_events;
  guint n_questions;
};

typedef struct
{
  guint64 position; /* among the events */
  GObject *object;  /* LandlineConversation or LandlineUser */
} Said;

static void
said_free (Said *said)
{
  g_object_unref (said->object);
  g_free (said);
}

G_DEFINE_FINAL_TYPE (AppBackFill, app_back_fill, G_TYPE_OBJECT)

static void
app_back_fill_finalize (GObject *object)
{
  AppBackFill *self = APP_BACK_FILL (object);

  g_hash_table_unref (self->events);
  g_clear_object (&self->cache);
  g_clear_object (&self->rest);
  G_OBJECT_CLASS (app_back_fill_parent_class)->finalize (object);
}

static void
app_back_fill_class_init (AppBackFillClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = app_back_fill_finalize;
}

static void
app_back_fill_init (AppBackFill *self)
{
  self->events = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) said_free);
}

/**
 * app_back_fill_is_gone:
 * @error: why a call for a conversation failed
 *
 * Returns: whether the conversation is not ours any more, so that asking again would not help
 */
gboolean
app_back_fill_is_gone (const GError *error)
{
  return g_error_matches (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND) ||
         g_error_matches (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_MEMBER);
}

AppBackFill *
app_back_fill_new (AppCache *cache, AppRest *rest)
{
  AppBackFill *self = g_object_new (APP_TYPE_BACK_FILL, NULL);

  self->cache = g_object_ref (cache);
  self->rest = g_object_ref (rest);
  return self;
}

/**
 * app_back_fill_note_event:
 * @self: a back-fill
 * @event: any event, before it goes to the cache
 *
 * An answer that the server wrote before it knew of the event, and that comes after it, is not to
 * undo what the event says.
 */
void
app_back_fill_note_event (AppBackFill *self, LandlineEvent *event)
{
  LandlineEventKind kind = landline_event_get_kind (event);
  const char *id = NULL;
  gpointer object = NULL;
  Said *said;

  g_return_if_fail (APP_IS_BACK_FILL (self));

  if (kind == LANDLINE_EVENT_CONVERSATION)
    {
      object = landline_event_get_conversation (event);
      id = landline_conversation_get_id (object);
    }
  else if (kind == LANDLINE_EVENT_USER)
    {
      object = landline_event_get_user (event);
      id = landline_user_get_id (object);
    }
  if (object == NULL || self->n_questions == 0)
    return;
  said = g_new0 (Said, 1);
  said->position = ++self->n_events;
  said->object = g_object_ref (object);
  g_hash_table_insert (self->events, g_strdup (id), said);
}

/**
 * app_back_fill_begin_question:
 * @self: a back-fill
 *
 * Called before something is asked for, and app_back_fill_end_question () once it is answered and
 * with the cache.
 *
 * Returns: where it stands among the events
 */
guint64
app_back_fill_begin_question (AppBackFill *self)
{
  self->n_questions++;
  return self->n_events;
}

void
app_back_fill_end_question (AppBackFill *self)
{
  if (--self->n_questions == 0)
    g_hash_table_remove_all (self->events);
}

/**
 * app_back_fill_find_event:
 * @self: a back-fill
 * @id: a conversation or a user
 * @since: when it was asked for
 *
 * Returns: (transfer none) (nullable): what an event has said of it since
 */
gpointer
app_back_fill_find_event (AppBackFill *self, const char *id, guint64 since)
{
  Said *said = g_hash_table_lookup (self->events, id);

  return said != NULL && said->position > since ? said->object : NULL;
}

AppCache *
app_back_fill_get_cache (AppBackFill *self)
{
  return self->cache;
}

AppRest *
app_back_fill_get_rest (AppBackFill *self)
{
  return self->rest;
}

typedef struct
{
  GPtrArray *messages;
  gint64 complete_chat;
} PutCall;

static void
put_call_free (PutCall *call)
{
  g_ptr_array_unref (call->messages);
  g_free (call);
}

static gboolean
write_messages (AppCacheDatabase *database, gpointer data, GError **error)
{
  PutCall *call = data;

  /* In the order of their rows, which is also the quickest for the index of the texts. */
  for (guint i = call->messages->len; i > 0; i--)
    {
      LandlineMessage *message = g_ptr_array_index (call->messages, i - 1);
      gint64 chat;
      gboolean added;

      if (landline_message_get_seq (message) <= APP_MESSAGE_SEQ_MAX &&
          !app_cache_messages_put (database, message, &chat, &added, error))
        return FALSE;
    }
  return call->complete_chat == 0 ||
         app_cache_chats_set_complete (database, call->complete_chat, error);
}

void
app_back_fill_put_messages (AppBackFill *self,
                            GPtrArray *messages,
                            gint64 complete_chat,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  PutCall *call = g_new0 (PutCall, 1);

  call->messages = g_ptr_array_ref (messages);
  call->complete_chat = complete_chat;
  app_cache_write_async (self->cache, write_messages, call, (GDestroyNotify) put_call_free,
                         cancellable, callback, user_data);
}

/* The last step of a task: done once the cache has it. */
static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (app_cache_call_finish (APP_CACHE (object), result, &error) != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

typedef struct
{
  char *conversation;
  gint64 first;
  gint64 before;
  GPtrArray *messages; /* newest first */
} RangeCall;

static void
range_call_free (RangeCall *call)
{
  g_free (call->conversation);
  g_ptr_array_unref (call->messages);
  g_free (call);
}

static void range_next (GTask *task);

/* Returns: the lowest seq of a page */
static gint64
range_take (RangeCall *call, GPtrArray *page)
{
  gint64 lowest = call->before;

  for (guint i = 0; i < page->len; i++)
    {
      LandlineMessage *message = g_ptr_array_index (page, i);
      gint64 seq = landline_message_get_seq (message);

      lowest = MIN (lowest, seq);
      if (seq >= call->first && seq < call->before)
        g_ptr_array_add (call->messages, g_object_ref (message));
    }
  return lowest;
}

static void
range_page_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RangeCall *call = g_task_get_task_data (task);
  gboolean more;
  gint64 lowest;
  GError *error = NULL;
  g_autoptr (GPtrArray) page = app_rest_list_messages_finish (APP_REST (object), result, &more,
                                                              &error);

  /* A conversation that is not ours any more has nothing for us. A server that is busy has. */
  if (page == NULL && !app_back_fill_is_gone (error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_error (&error);
  lowest = page != NULL ? range_take (call, page) : call->first;
  if (page != NULL && more && lowest > call->first && lowest < call->before)
    {
      call->before = lowest;
      range_next (task);
      return;
    }
  app_back_fill_put_messages (g_task_get_source_object (task), call->messages, 0,
                              g_task_get_cancellable (task), written_cb, g_object_ref (task));
}

static void
range_next (GTask *task)
{
  AppBackFill *self = g_task_get_source_object (task);
  RangeCall *call = g_task_get_task_data (task);
  guint limit = CLAMP (call->before - call->first, 1, APP_BACK_FILL_PAGE);

  app_rest_list_messages_async (self->rest, call->conversation, call->before, limit,
                                g_task_get_cancellable (task), range_page_cb, g_object_ref (task));
}

void
app_back_fill_range_async (AppBackFill *self,
                           const char *conversation,
                           gint64 first,
                           gint64 last,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  RangeCall *call;

  g_return_if_fail (APP_IS_BACK_FILL (self));
  g_return_if_fail (conversation != NULL && first <= last);

  call = g_new0 (RangeCall, 1);
  call->conversation = g_strdup (conversation);
  call->first = first;
  call->before = last + 1;
  call->messages = g_ptr_array_new_with_free_func (g_object_unref);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_back_fill_range_async);
  g_task_set_task_data (task, call, (GDestroyNotify) range_call_free);
  range_next (task);
}

gboolean
app_back_fill_range_finish (AppBackFill *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

typedef struct
{
  gint64 chat;
  gint64 first_seq;
  char *conversation;
  gboolean complete;
  gboolean found;
} OlderCall;

static void
older_call_free (OlderCall *call)
{
  g_free (call->conversation);
  g_free (call);
}

static gboolean
read_oldest (AppCacheDatabase *database, gpointer data, GError **error)
{
  OlderCall *call = data;
  g_autoptr (AppCacheChat) chat = app_cache_chats_get (database, call->chat, error);

  if (chat == NULL)
    return *error == NULL;
  call->conversation = g_strdup (chat->conversation);
  call->complete = chat->complete;
  return app_cache_messages_get_first_seq (database, call->chat, &call->first_seq, error);
}

static void
older_written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OlderCall *call = g_task_get_task_data (task);
  GError *error = NULL;

  if (app_cache_call_finish (APP_CACHE (object), result, &error) != NULL)
    g_task_return_boolean (task, call->found);
  else
    g_task_return_error (task, error);
}

static void
older_page_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  OlderCall *call = g_task_get_task_data (task);
  gboolean more;
  GError *error = NULL;
  g_autoptr (GPtrArray) page = app_rest_list_messages_finish (APP_REST (object), result, &more,
                                                              &error);

  if (page == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  call->found = page->len > 0;
  app_back_fill_put_messages (g_task_get_source_object (task), page, more ? 0 : call->chat,
                              g_task_get_cancellable (task), older_written_cb, g_object_ref (task));
}

static void
oldest_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AppBackFill *self = g_task_get_source_object (task);
  OlderCall *state = g_task_get_task_data (task);
  GError *error = NULL;
  OlderCall *call = app_cache_call_finish (APP_CACHE (object), result, &error);

  if (call == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (call->conversation == NULL || call->complete || call->first_seq == 1)
    {
      g_task_return_boolean (task, FALSE);
      return;
    }
  state->chat = call->chat;
  app_rest_list_messages_async (self->rest, call->conversation, call->first_seq, APP_BACK_FILL_PAGE,
                                g_task_get_cancellable (task), older_page_cb, g_object_ref (task));
}

void
app_back_fill_older_async (AppBackFill *self,
                           gint64 chat,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task;
  OlderCall *call;

  g_return_if_fail (APP_IS_BACK_FILL (self));

  call = g_new0 (OlderCall, 1);
  call->chat = chat;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_back_fill_older_async);
  g_task_set_task_data (task, g_new0 (OlderCall, 1), (GDestroyNotify) older_call_free);
  app_cache_read_async (self->cache, read_oldest, call, (GDestroyNotify) older_call_free,
                        cancellable, oldest_read_cb, task);
}

gboolean
app_back_fill_older_finish (AppBackFill *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

typedef struct
{
  AppBackFill *back_fill;
  guint64 since;
} Directory;

static void
directory_free (Directory *directory)
{
  app_back_fill_end_question (directory->back_fill);
  g_object_unref (directory->back_fill);
  g_free (directory);
}

typedef struct
{
  GPtrArray *users;
  GPtrArray *newer; /* those of whom an event told meanwhile, as it did */
} UsersCall;

static void
users_call_free (UsersCall *call)
{
  g_ptr_array_unref (call->users);
  g_ptr_array_unref (call->newer);
  g_free (call);
}

static gboolean
write_users (AppCacheDatabase *database, gpointer data, GError **error)
{
  UsersCall *call = data;

  if (!app_cache_users_put_all (database, call->users, error))
    return FALSE;
  for (guint i = 0; i < call->newer->len; i++)
    if (!app_cache_users_put (database, g_ptr_array_index (call->newer, i), error))
      return FALSE;
  return TRUE;
}

static void
users_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Directory *directory = g_task_get_task_data (task);
  AppBackFill *self = directory->back_fill;
  GError *error = NULL;
  GPtrArray *users = app_rest_list_users_finish (APP_REST (object), result, &error);
  UsersCall *call;

  if (users == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  call = g_new0 (UsersCall, 1);
  call->users = users;
  call->newer = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < users->len; i++)
    {
      LandlineUser *newer = app_back_fill_find_event (
          self, landline_user_get_id (g_ptr_array_index (users, i)), directory->since);

      if (newer != NULL)
        g_ptr_array_add (call->newer, g_object_ref (newer));
    }
  app_cache_write_async (self->cache, write_users, call, (GDestroyNotify) users_call_free,
                         g_task_get_cancellable (task), written_cb, g_object_ref (task));
}

void
app_back_fill_users_async (AppBackFill *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Directory *directory;
  GTask *task;

  g_return_if_fail (APP_IS_BACK_FILL (self));

  directory = g_new0 (Directory, 1);
  directory->back_fill = g_object_ref (self);
  directory->since = app_back_fill_begin_question (self);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_back_fill_users_async);
  g_task_set_task_data (task, directory, (GDestroyNotify) directory_free);
  app_rest_list_users_async (self->rest, cancellable, users_cb, task);
}

gboolean
app_back_fill_users_finish (AppBackFill *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
