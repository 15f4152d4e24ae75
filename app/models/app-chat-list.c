/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-models"

#include "config.h"

#include "app-chat-list.h"

#include "app-cache.h"
#include "app-chat-private.h"

/**
 * AppChatList:
 *
 * Every chat of an account, the pinned ones first, then the one with the newest message. It follows
 * the cache. A chat that moves up comes as one change of the range, so that a selection model keeps
 * the selected one. One that was deleted is left out until something newer is in it.
 */
struct _AppChatList
{
  GObject parent_instance;

  AppSession *session;
  GPtrArray *chats;   /* AppChat, in order */
  GHashTable *by_key; /* gint64 → AppChat in chats */
  GPtrArray *moves;   /* Move: chats that are no more, until the one that they are now is here */
  gboolean loading;
  guint unread;
  GCancellable *cancellable;
};

typedef struct
{
  AppChat *chat;
  gint64 into;
} Move;

enum
{
  PROP_0,
  PROP_LOADING,
  PROP_UNREAD,
  N_PROPS
};

enum
{
  MOVED,
  REMOVED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppChatList,
                               app_chat_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
move_free (Move *move)
{
  g_object_unref (move->chat);
  g_free (move);
}

static GType
get_item_type (GListModel *model)
{
  return APP_TYPE_CHAT;
}

static guint
get_n_items (GListModel *model)
{
  return APP_CHAT_LIST (model)->chats->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  AppChatList *self = APP_CHAT_LIST (model);

  if (position >= self->chats->len)
    return NULL;
  return g_object_ref (g_ptr_array_index (self->chats, position));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
app_chat_list_dispose (GObject *object)
{
  AppChatList *self = APP_CHAT_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_ptr_array_set_size (self->moves, 0);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (app_chat_list_parent_class)->dispose (object);
}

static void
app_chat_list_finalize (GObject *object)
{
  AppChatList *self = APP_CHAT_LIST (object);

  g_clear_pointer (&self->by_key, g_hash_table_unref);
  g_clear_pointer (&self->moves, g_ptr_array_unref);
  g_clear_pointer (&self->chats, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (app_chat_list_parent_class)->finalize (object);
}

static void
app_chat_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppChatList *self = APP_CHAT_LIST (object);

  switch (prop_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    case PROP_UNREAD:
      g_value_set_uint (value, self->unread);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_chat_list_class_init (AppChatListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = app_chat_list_dispose;
  object_class->finalize = app_chat_list_finalize;
  object_class->get_property = app_chat_list_get_property;

  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, TRUE, flags);
  properties[PROP_UNREAD] = g_param_spec_uint ("unread", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * AppChatList::moved:
   * @self: the list
   * @chat: an #AppChat that is not in the list any more
   * @into: the one that has its messages now
   *
   * Two chats turned out to be one: whoever shows @chat has to go on with @into.
   */
  signals[MOVED] = g_signal_new ("moved", APP_TYPE_CHAT_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 2, APP_TYPE_CHAT, APP_TYPE_CHAT);

  /**
   * AppChatList::removed:
   * @self: the list
   * @chat: an #AppChat that is not in the list any more
   *
   * A chat was deleted, here or on another device.
   */
  signals[REMOVED] = g_signal_new ("removed", APP_TYPE_CHAT_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, APP_TYPE_CHAT);
}

static void
app_chat_list_init (AppChatList *self)
{
  self->chats = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_key = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->moves = g_ptr_array_new_with_free_func ((GDestroyNotify) move_free);
  self->loading = TRUE;
  self->cancellable = g_cancellable_new ();
}

/* The pinned ones first, then newest first; of the same time the one that was made last. */
static int
compare (AppChat *a, AppChat *b)
{
  gboolean pinned_a = app_chat_get_pinned (a) != 0;
  gboolean pinned_b = app_chat_get_pinned (b) != 0;

  gint64 time_a = app_chat_get_last_time (a);
  gint64 time_b = app_chat_get_last_time (b);

  if (pinned_a != pinned_b)
    return pinned_a ? -1 : 1;
  if (time_a != time_b)
    return time_a > time_b ? -1 : 1;
  return app_chat_get_key (a) > app_chat_get_key (b) ? -1
                                                     : app_chat_get_key (a) < app_chat_get_key (b);
}

static guint
find_place (AppChatList *self, AppChat *chat)
{
  guint low = 0;
  guint high = self->chats->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (compare (g_ptr_array_index (self->chats, middle), chat) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
update_unread (AppChatList *self)
{
  guint unread = 0;

  for (guint i = 0; i < self->chats->len; i++)
    unread += app_chat_get_unread (g_ptr_array_index (self->chats, i));
  if (self->unread == unread)
    return;
  self->unread = unread;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNREAD]);
}

static void
update_presence (AppChatList *self, AppChat *chat)
{
  gint64 last_seen;
  gboolean online;

  if (self->session == NULL || app_chat_get_user_id (chat) == NULL)
    return;
  online = app_session_get_user_online (self->session, app_chat_get_user_id (chat), &last_seen);
  app_chat_set_presence (chat, online, last_seen);
}

static void
insert (AppChatList *self, AppCacheChat *row)
{
  AppChat *chat = app_chat_new (self->session, row->key);
  guint position;

  app_chat_update (chat, row);
  update_presence (self, chat);
  position = find_place (self, chat);
  g_ptr_array_insert (self->chats, (int) position, chat);
  g_hash_table_insert (self->by_key, g_memdup2 (&row->key, sizeof row->key), chat);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

static void
update (AppChatList *self, AppChat *chat, AppCacheChat *row)
{
  gint64 old_time = app_chat_get_last_time (chat);
  gboolean was_pinned = app_chat_get_pinned (chat) != 0;
  guint before;
  guint after;
  gpointer held;

  if (row->last.key != 0 && row->last.sender != APP_CACHE_SELF && row->last_time > old_time)
    app_chat_set_typing (chat, NULL);
  if (row->last_time == old_time && (row->pinned != 0) == was_pinned)
    {
      app_chat_update (chat, row);
      update_presence (self, chat);
      return;
    }
  app_chat_list_find (self, chat, &before);
  held = g_ptr_array_steal_index (self->chats, before);
  app_chat_update (chat, row);
  update_presence (self, chat);
  after = find_place (self, chat);
  g_ptr_array_insert (self->chats, (int) after, held);
  if (before != after)
    g_list_model_items_changed (G_LIST_MODEL (self), MIN (before, after),
                                MAX (before, after) - MIN (before, after) + 1,
                                MAX (before, after) - MIN (before, after) + 1);
}

static void
remove_chat (AppChatList *self, const AppCacheMove *move)
{
  AppChat *chat = g_hash_table_lookup (self->by_key, &move->from);
  Move *kept;
  guint position;

  /* One that others have gone into may itself be a part of another by now. */
  for (guint i = 0; i < self->moves->len; i++)
    {
      kept = g_ptr_array_index (self->moves, i);
      if (kept->into == move->from)
        kept->into = move->into;
    }
  if (chat == NULL || !app_chat_list_find (self, chat, &position))
    return;
  kept = g_new0 (Move, 1);
  kept->chat = g_object_ref (chat);
  kept->into = move->into;
  g_ptr_array_add (self->moves, kept);
  g_hash_table_remove (self->by_key, &move->from);
  g_ptr_array_remove_index (self->chats, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

static void
drop (AppChatList *self, gint64 key)
{
  AppChat *chat = g_hash_table_lookup (self->by_key, &key);
  g_autoptr (AppChat) held = NULL;
  guint position;

  if (chat == NULL || !app_chat_list_find (self, chat, &position))
    return;
  held = g_object_ref (chat);
  g_hash_table_remove (self->by_key, &key);
  g_ptr_array_remove_index (self->chats, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  g_signal_emit (self, signals[REMOVED], 0, held);
}

/* One that was deleted, as long as nothing newer is in it or being written */
static gboolean
is_deleted (const AppCacheChat *row)
{
  return row->deleted > 0 && row->last_seq <= row->deleted && row->last.key == 0 &&
         row->draft == NULL;
}

static void
announce_moves (AppChatList *self)
{
  for (guint i = 0; i < self->moves->len;)
    {
      Move *move = g_ptr_array_index (self->moves, i);
      AppChat *into = g_hash_table_lookup (self->by_key, &move->into);
      g_autoptr (AppChat) chat = NULL;

      if (into == NULL)
        {
          i++;
          continue;
        }
      chat = g_object_ref (move->chat);
      g_ptr_array_remove_index (self->moves, i);
      g_signal_emit (self, signals[MOVED], 0, chat, into);
    }
}

static void
put (AppChatList *self, AppCacheChat *row)
{
  AppChat *chat = g_hash_table_lookup (self->by_key, &row->key);

  if (is_deleted (row))
    drop (self, row->key);
  else if (chat != NULL)
    update (self, chat, row);
  else
    insert (self, row);
}

typedef struct
{
  GArray *keys;    /* gint64, NULL for all */
  GPtrArray *rows; /* AppCacheChat */
  GArray *gone;    /* gint64: of @keys, those that are no more */
} ReadCall;

static void
read_call_free (ReadCall *call)
{
  g_clear_pointer (&call->keys, g_array_unref);
  g_clear_pointer (&call->rows, g_ptr_array_unref);
  g_clear_pointer (&call->gone, g_array_unref);
  g_free (call);
}

static gboolean
read_chats (AppCacheDatabase *database, gpointer data, GError **error)
{
  ReadCall *call = data;

  if (call->keys == NULL)
    {
      call->rows = app_cache_chats_list (database, error);
      return call->rows != NULL;
    }
  call->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) app_cache_chat_free);
  call->gone = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < call->keys->len; i++)
    {
      AppCacheChat *row = app_cache_chats_get (database, g_array_index (call->keys, gint64, i),
                                               error);

      if (row != NULL)
        g_ptr_array_add (call->rows, row);
      else
        g_array_append_val (call->gone, g_array_index (call->keys, gint64, i));
    }
  return *error == NULL;
}

static int
compare_pointers (gconstpointer a, gconstpointer b)
{
  return compare (*(AppChat **) a, *(AppChat **) b);
}

/* The first time in one change: 500 insertions would be 500 layouts. */
static void
fill (AppChatList *self, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      AppCacheChat *row = g_ptr_array_index (rows, i);
      AppChat *chat;

      if (is_deleted (row))
        continue;
      chat = app_chat_new (self->session, row->key);
      app_chat_update (chat, row);
      update_presence (self, chat);
      g_ptr_array_add (self->chats, chat);
      g_hash_table_insert (self->by_key, g_memdup2 (&row->key, sizeof row->key), chat);
    }
  g_ptr_array_sort (self->chats, compare_pointers);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, self->chats->len);
}

static void
take_rows (AppChatList *self, ReadCall *call)
{
  if (self->chats->len == 0 && call->keys == NULL)
    fill (self, call->rows);
  else
    for (guint i = 0; i < call->rows->len; i++)
      put (self, g_ptr_array_index (call->rows, i));
  for (guint i = 0; call->gone != NULL && i < call->gone->len; i++)
    drop (self, g_array_index (call->gone, gint64, i));
  update_unread (self);
  announce_moves (self);
  if (call->keys == NULL && self->loading)
    {
      self->loading = FALSE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
    }
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppChatList) self = user_data;
  g_autoptr (GError) error = NULL;
  ReadCall *call = app_cache_call_finish (APP_CACHE (object), result, &error);

  if (call != NULL && self->session != NULL)
    take_rows (self, call);
  else if (call == NULL)
    g_debug ("Cannot read the chats: %s", error->message);
}

static void
refresh (AppChatList *self, GArray *keys)
{
  ReadCall *call = g_new0 (ReadCall, 1);

  call->keys = keys;
  app_cache_read_async (app_session_get_cache (self->session), read_chats, call,
                        (GDestroyNotify) read_call_free, self->cancellable, read_cb,
                        g_object_ref (self));
}

static void
changed_cb (AppChatList *self, AppCacheChanges *changes)
{
  guint n;
  const AppCacheMove *moves = app_cache_changes_get_moved_chats (changes, &n);
  const gint64 *keys;

  for (guint i = 0; i < n; i++)
    remove_chat (self, &moves[i]);
  if (app_cache_changes_get_users (changes))
    {
      refresh (self, NULL);
      return;
    }
  keys = app_cache_changes_get_chats (changes, &n);
  if (n > 0)
    refresh (self, g_array_append_vals (g_array_new (FALSE, FALSE, sizeof (gint64)), keys, n));
}

static void
presence_cb (AppChatList *self, const char *user_id)
{
  AppChat *chat = app_chat_list_lookup_user (self, user_id);

  if (chat != NULL)
    update_presence (self, chat);
}

static void
typing_cb (AppChatList *self, const char *conversation_id, const char *user_id)
{
  AppChat *chat = app_chat_list_lookup_conversation (self, conversation_id);
  AppChat *direct = app_chat_list_lookup_user (self, user_id);

  if (chat != NULL)
    app_chat_set_typing (chat, direct != NULL ? app_chat_get_title (direct) : user_id);
}

/**
 * app_chat_list_new:
 * @session: a session that is open
 *
 * Returns: (transfer full): its chats
 */
AppChatList *
app_chat_list_new (AppSession *session)
{
  AppChatList *self;

  g_return_val_if_fail (APP_IS_SESSION (session), NULL);
  g_return_val_if_fail (app_session_get_cache (session) != NULL, NULL);

  self = g_object_new (APP_TYPE_CHAT_LIST, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (app_session_get_cache (session), "changed", G_CALLBACK (changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "presence", G_CALLBACK (presence_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "typing", G_CALLBACK (typing_cb), self, G_CONNECT_SWAPPED);
  refresh (self, NULL);
  return self;
}

AppSession *
app_chat_list_get_session (AppChatList *self)
{
  g_return_val_if_fail (APP_IS_CHAT_LIST (self), NULL);

  return self->session;
}

gboolean
app_chat_list_get_loading (AppChatList *self)
{
  g_return_val_if_fail (APP_IS_CHAT_LIST (self), FALSE);

  return self->loading;
}

guint
app_chat_list_get_unread (AppChatList *self)
{
  g_return_val_if_fail (APP_IS_CHAT_LIST (self), 0);

  return self->unread;
}

/* Returns: (transfer none) (nullable): the chat */
AppChat *
app_chat_list_lookup (AppChatList *self, gint64 key)
{
  g_return_val_if_fail (APP_IS_CHAT_LIST (self), NULL);

  return g_hash_table_lookup (self->by_key, &key);
}

/* Returns: (transfer none) (nullable): the chat */
AppChat *
app_chat_list_lookup_conversation (AppChatList *self, const char *conversation_id)
{
  g_return_val_if_fail (APP_IS_CHAT_LIST (self), NULL);
  g_return_val_if_fail (conversation_id != NULL, NULL);

  for (guint i = 0; i < self->chats->len; i++)
    if (g_strcmp0 (app_chat_get_conversation_id (g_ptr_array_index (self->chats, i)),
                   conversation_id) == 0)
      return g_ptr_array_index (self->chats, i);
  return NULL;
}

/* Returns: (transfer none) (nullable): the direct chat with a user */
AppChat *
app_chat_list_lookup_user (AppChatList *self, const char *user_id)
{
  g_return_val_if_fail (APP_IS_CHAT_LIST (self), NULL);
  g_return_val_if_fail (user_id != NULL, NULL);

  for (guint i = 0; i < self->chats->len; i++)
    if (g_strcmp0 (app_chat_get_user_id (g_ptr_array_index (self->chats, i)), user_id) == 0)
      return g_ptr_array_index (self->chats, i);
  return NULL;
}

/* Returns: whether one more may be pinned */
gboolean
app_chat_list_can_pin (AppChatList *self)
{
  guint n_pinned = 0;

  g_return_val_if_fail (APP_IS_CHAT_LIST (self), FALSE);

  /* They are the first ones. */
  while (n_pinned < self->chats->len &&
         app_chat_get_pinned (g_ptr_array_index (self->chats, n_pinned)) != 0)
    n_pinned++;
  return n_pinned < APP_CHAT_LIST_PINNED_MAX;
}

gboolean
app_chat_list_find (AppChatList *self, AppChat *chat, guint *position)
{
  g_return_val_if_fail (APP_IS_CHAT_LIST (self), FALSE);
  g_return_val_if_fail (APP_IS_CHAT (chat), FALSE);

  return g_ptr_array_find (self->chats, chat, position);
}

static void
ensured_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AppChatList *self = g_task_get_source_object (task);
  GError *error = NULL;
  ReadCall *call = app_cache_call_finish (APP_CACHE (object), result, &error);
  AppChat *chat;

  if (call == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  take_rows (self, call);
  g_assert (call->rows->len == 1);
  chat = g_hash_table_lookup (self->by_key,
                              &((AppCacheChat *) g_ptr_array_index (call->rows, 0))->key);
  g_task_return_pointer (task, g_object_ref (chat), g_object_unref);
}

static void
ensured_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gint64 key = app_session_ensure_chat_finish (APP_SESSION (object), result, &error);
  ReadCall *call;

  if (key == 0)
    {
      g_task_return_error (task, error);
      return;
    }
  call = g_new0 (ReadCall, 1);
  call->keys = g_array_append_vals (g_array_new (FALSE, FALSE, sizeof (gint64)), &key, 1);
  app_cache_read_async (app_session_get_cache (APP_SESSION (object)), read_chats, call,
                        (GDestroyNotify) read_call_free, NULL, ensured_read_cb,
                        g_object_ref (task));
}

/**
 * app_chat_list_ensure_user_async:
 * @self: the chats
 * @user_id: who to talk to; the account's own user for the note to self
 * @cancellable: (nullable): to stop waiting
 * @callback: called with the chat
 * @user_data: for @callback
 *
 * Finds the chat with a user, or begins one.
 */
void
app_chat_list_ensure_user_async (AppChatList *self,
                                 const char *user_id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task;

  g_return_if_fail (APP_IS_CHAT_LIST (self));
  g_return_if_fail (user_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_chat_list_ensure_user_async);
  app_session_ensure_chat_async (self->session, user_id, cancellable, ensured_cb, task);
}

/* Returns: (transfer full): the chat; it is in the list */
AppChat *
app_chat_list_ensure_user_finish (AppChatList *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
