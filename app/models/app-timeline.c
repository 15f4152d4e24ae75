/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-models"

#include "config.h"

#include "app-timeline.h"

#include "app-cache-chats.h"
#include "app-cache.h"
#include "app-chat-private.h"
#include "app-tick-private.h"
#include "app-timeline-item-private.h"
#include "app-timeline-keys.h"
#include "app-timeline-private.h"

/**
 * AppTimeline:
 *
 * Every message of a chat, oldest first. It holds their keys; a message is read from the cache when
 * somebody shows it. It follows the cache, and asks the server for nothing but what is older.
 */

enum
{
  PROP_0,
  PROP_READY,
  PROP_HAS_OLDER,
  PROP_LOADING_OLDER,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppTimeline,
                               app_timeline,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static AppTimelineItem *
make_item (AppTimeline *self, guint position)
{
  AppMessageKey *key = app_timeline_get_key_at (self, position);
  AppTimelineItem *item = app_timeline_item_new (self, key);
  AppCacheMessage *row = app_timeline_steal_row (self, key->key);

  g_hash_table_insert (self->items, g_memdup2 (&key->key, sizeof key->key), item);
  app_timeline_item_set_flags (item, app_timeline_keys_get_flags (self->keys, position,
                                                                  self->unread_place));
  if (row == NULL)
    {
      app_timeline_want (self, key->place);
      return item;
    }
  if (row->path == NULL && self->transfers != NULL)
    app_transfers_download_small (self->transfers, key->key, row->message);
  app_timeline_item_take_row (item, row);
  return item;
}

static GType
get_item_type (GListModel *model)
{
  return APP_TYPE_TIMELINE_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return APP_TIMELINE (model)->keys->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  AppTimeline *self = APP_TIMELINE (model);
  AppTimelineItem *item;

  if (position >= self->keys->len)
    return NULL;
  item = g_hash_table_lookup (self->items, &app_timeline_get_key_at (self, position)->key);
  return item != NULL ? g_object_ref (item) : make_item (self, position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

void
app_timeline_item_finalized (AppTimeline *self, gint64 key, AppCacheMessage *row)
{
  g_hash_table_remove (self->items, &key);
  /* It may come back into sight soon. */
  if (row != NULL)
    app_timeline_keep_row (self, row);
}

AppTick
app_timeline_get_tick (AppTimeline *self, const AppMessageKey *key)
{
  return app_tick_for (key, self->delivered, self->read);
}

static void
app_timeline_dispose (GObject *object)
{
  AppTimeline *self = APP_TIMELINE (object);
  GHashTableIter iter;
  gpointer item;

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->wanted_source, g_source_remove);
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    app_timeline_item_orphan (item);
  g_hash_table_remove_all (self->items);
  g_clear_object (&self->session);
  g_clear_object (&self->transfers);
  G_OBJECT_CLASS (app_timeline_parent_class)->dispose (object);
}

static void
app_timeline_finalize (GObject *object)
{
  AppTimeline *self = APP_TIMELINE (object);

  g_clear_object (&self->chat);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->keys, g_array_unref);
  g_clear_pointer (&self->late, g_array_unref);
  g_clear_pointer (&self->wanted, g_array_unref);
  g_clear_pointer (&self->doomed, g_hash_table_unref);
  g_clear_pointer (&self->items, g_hash_table_unref);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->old_rows, g_hash_table_unref);
  G_OBJECT_CLASS (app_timeline_parent_class)->finalize (object);
}

static void
app_timeline_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  AppTimeline *self = APP_TIMELINE (object);

  switch (prop_id)
    {
    case PROP_READY:
      g_value_set_boolean (value, self->ready);
      break;
    case PROP_HAS_OLDER:
      g_value_set_boolean (value, app_timeline_get_has_older (self));
      break;
    case PROP_LOADING_OLDER:
      g_value_set_boolean (value, self->loading_older);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_timeline_class_init (AppTimelineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = app_timeline_dispose;
  object_class->finalize = app_timeline_finalize;
  object_class->get_property = app_timeline_get_property;

  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE, flags);
  properties[PROP_HAS_OLDER] = g_param_spec_boolean ("has-older", NULL, NULL, FALSE, flags);
  properties[PROP_LOADING_OLDER] = g_param_spec_boolean ("loading-older", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

void
app_timeline_notify_ready (AppTimeline *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

void
app_timeline_notify_has_older (AppTimeline *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_OLDER]);
}

static void
app_timeline_init (AppTimeline *self)
{
  self->cancellable = g_cancellable_new ();
  self->keys = g_array_new (FALSE, FALSE, sizeof (AppMessageKey));
  self->late = g_array_new (FALSE, FALSE, sizeof (AppCacheMessageChange));
  self->wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->items = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->rows = app_timeline_rows_new ();
  self->old_rows = app_timeline_rows_new ();
}

static void
changed_cb (AppTimeline *self, AppCacheChanges *changes)
{
  gint64 chat = app_chat_get_key (self->chat);
  guint n;
  const AppCacheMessageChange *messages = app_cache_changes_get_messages (changes, chat, &n);
  const AppCacheClear *clears;

  app_timeline_apply_all (self, messages, n);
  app_timeline_refresh_quotes (self, messages, n);
  clears = app_cache_changes_get_cleared_chats (changes, &n);
  for (guint i = 0; i < n; i++)
    if (clears[i].chat == chat)
      app_timeline_clear_before (self, clears[i].end);
  if (app_cache_changes_has_chat (changes, chat))
    app_timeline_reload_chat (self);
}

static void
transfer_added_cb (AppTimeline *self, gint64 message_key)
{
  AppTimelineItem *item = g_hash_table_lookup (self->items, &message_key);

  if (item != NULL)
    app_timeline_item_emit_changed (item);
}

/**
 * app_timeline_new:
 * @session: a session that is open
 * @transfers: (nullable): its transfers
 * @chat: a chat of it
 *
 * Returns: (transfer full): the messages of the chat; empty until "ready"
 */
AppTimeline *
app_timeline_new (AppSession *session, AppTransfers *transfers, AppChat *chat)
{
  AppTimeline *self;

  g_return_val_if_fail (APP_IS_SESSION (session), NULL);
  g_return_val_if_fail (transfers == NULL || APP_IS_TRANSFERS (transfers), NULL);
  g_return_val_if_fail (APP_IS_CHAT (chat), NULL);

  self = g_object_new (APP_TYPE_TIMELINE, NULL);
  self->session = g_object_ref (session);
  g_set_object (&self->transfers, transfers);
  self->chat = g_object_ref (chat);
  g_signal_connect_object (app_session_get_cache (session), "changed", G_CALLBACK (changed_cb),
                           self, G_CONNECT_SWAPPED);
  if (transfers != NULL)
    g_signal_connect_object (transfers, "added", G_CALLBACK (transfer_added_cb), self,
                             G_CONNECT_SWAPPED);
  app_timeline_load (self);
  return self;
}

AppChat *
app_timeline_get_chat (AppTimeline *self)
{
  g_return_val_if_fail (APP_IS_TIMELINE (self), NULL);

  return self->chat;
}

AppSession *
app_timeline_get_session (AppTimeline *self)
{
  g_return_val_if_fail (APP_IS_TIMELINE (self), NULL);

  return self->session;
}

AppTransfers *
app_timeline_get_transfers (AppTimeline *self)
{
  g_return_val_if_fail (APP_IS_TIMELINE (self), NULL);

  return self->transfers;
}

gboolean
app_timeline_get_ready (AppTimeline *self)
{
  g_return_val_if_fail (APP_IS_TIMELINE (self), FALSE);

  return self->ready;
}

gboolean
app_timeline_get_has_older (AppTimeline *self)
{
  g_return_val_if_fail (APP_IS_TIMELINE (self), FALSE);

  return self->whole && !self->complete &&
         (self->keys->len == 0 ||
          app_message_place_to_seq (app_timeline_get_key_at (self, 0)->place) != 1);
}

gboolean
app_timeline_get_loading_older (AppTimeline *self)
{
  g_return_val_if_fail (APP_IS_TIMELINE (self), FALSE);

  return self->loading_older;
}

gboolean
app_timeline_get_whole (AppTimeline *self)
{
  g_return_val_if_fail (APP_IS_TIMELINE (self), FALSE);

  return self->whole;
}

/**
 * app_timeline_prefetch:
 * @self: a timeline
 * @first: position
 * @last: position, included
 *
 * Reads the messages of a range ahead of time, so that their items are loaded when they are asked
 * for.
 */
void
app_timeline_prefetch (AppTimeline *self, guint first, guint last)
{
  g_return_if_fail (APP_IS_TIMELINE (self));

  for (guint i = first; i < self->keys->len && i <= last; i++)
    {
      AppMessageKey *key = app_timeline_get_key_at (self, i);

      if (g_hash_table_lookup (self->items, &key->key) == NULL &&
          !g_hash_table_contains (self->rows, &key->key) &&
          !g_hash_table_contains (self->old_rows, &key->key))
        app_timeline_want (self, key->place);
    }
}

/* Returns: whether the message is there; @position is where it is or would be */
gboolean
app_timeline_find_seq (AppTimeline *self, gint64 seq, guint *position)
{
  g_return_val_if_fail (APP_IS_TIMELINE (self) && position != NULL, FALSE);

  return app_timeline_keys_find (self->keys, app_message_place_from_seq (seq), position);
}

gboolean
app_timeline_find_key (AppTimeline *self, gint64 key, guint *position)
{
  g_return_val_if_fail (APP_IS_TIMELINE (self) && position != NULL, FALSE);

  for (guint i = self->keys->len; i > 0; i--)
    if (app_timeline_get_key_at (self, i - 1)->key == key)
      {
        *position = i - 1;
        return TRUE;
      }
  return FALSE;
}

typedef struct
{
  char *id;
  gint64 chat;
  AppMessageKey key;
} FindCall;

static void
find_call_free (FindCall *call)
{
  g_free (call->id);
  g_free (call);
}

static gboolean
read_found (AppCacheDatabase *database, gpointer data, GError **error)
{
  FindCall *call = data;

  return app_cache_messages_find (database, call->id, &call->chat, &call->key, error);
}

static void
found_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  FindCall *call = app_cache_call_finish (APP_CACHE (object), result, &error);

  if (call != NULL)
    g_task_return_pointer (task, g_memdup2 (&call->key.key, sizeof (gint64)), g_free);
  else
    g_task_return_error (task, error);
}

void
app_timeline_find_message_async (AppTimeline *self,
                                 const char *message_id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task;
  FindCall *call;

  g_return_if_fail (APP_IS_TIMELINE (self));
  g_return_if_fail (message_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_timeline_find_message_async);
  call = g_new0 (FindCall, 1);
  call->id = g_strdup (message_id);
  app_cache_read_async (app_session_get_cache (self->session), read_found, call,
                        (GDestroyNotify) find_call_free, cancellable, found_cb, task);
}

/* FALSE without an error: it is not in this chat. */
gboolean
app_timeline_find_message_finish (AppTimeline *self,
                                  GAsyncResult *result,
                                  guint *position,
                                  GError **error)
{
  g_autofree gint64 *key = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self) && position != NULL, FALSE);

  key = g_task_propagate_pointer (G_TASK (result), error);
  return key != NULL && *key != 0 && app_timeline_find_key (self, *key, position);
}

gboolean
app_timeline_get_unread_position (AppTimeline *self, guint *position)
{
  g_return_val_if_fail (APP_IS_TIMELINE (self) && position != NULL, FALSE);

  return self->unread_place != 0 &&
         app_timeline_keys_find (self->keys, self->unread_place, position);
}

/* Takes the unread line away. */
void
app_timeline_clear_unread (AppTimeline *self)
{
  guint position;

  g_return_if_fail (APP_IS_TIMELINE (self));

  if (!app_timeline_get_unread_position (self, &position))
    return;
  self->unread_place = 0;
  app_timeline_update_flags (self, position);
  if (position > 0)
    app_timeline_update_flags (self, position - 1);
}

/**
 * app_timeline_renew_unread:
 * @self: a timeline
 *
 * Puts the unread line in front of what nobody has seen yet, and takes it away from where it was:
 * messages came while nobody looked.
 */
void
app_timeline_renew_unread (AppTimeline *self)
{
  gint64 own_read;
  guint position;

  g_return_if_fail (APP_IS_TIMELINE (self));

  if (!self->ready)
    return;
  app_timeline_clear_unread (self);
  own_read = MAX (self->marked, app_chat_get_own_read (self->chat));
  self->unread_place = app_timeline_keys_find_unread (self->keys, own_read);
  if (!app_timeline_get_unread_position (self, &position))
    return;
  app_timeline_update_flags (self, position);
  if (position > 0)
    app_timeline_update_flags (self, position - 1);
}

/**
 * app_timeline_mark_read:
 * @self: a timeline
 * @position: the lowest message that the person saw
 *
 * Marks everything down to a message as seen.
 */
void
app_timeline_mark_read (AppTimeline *self, guint position)
{
  gint64 seq;

  g_return_if_fail (APP_IS_TIMELINE (self));

  if (position >= self->keys->len)
    return;
  seq = app_timeline_keys_get_seq_before (self->keys, position);
  if (seq <= self->marked)
    return;
  self->marked = seq;
  app_session_mark_read (self->session, app_chat_get_key (self->chat), seq);
}

static void
set_loading_older (AppTimeline *self, gboolean loading_older)
{
  if (self->loading_older == loading_older)
    return;
  self->loading_older = loading_older;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING_OLDER]);
}

static void
older_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gboolean found = app_session_load_older_finish (APP_SESSION (object), result, &error);

  set_loading_older (g_task_get_source_object (task), FALSE);
  if (error == NULL)
    g_task_return_boolean (task, found);
  else
    g_task_return_error (task, error);
}

/**
 * app_timeline_load_older_async:
 * @self: a timeline
 * @cancellable: (nullable): to stop waiting
 * @callback: called when done
 * @user_data: for @callback
 *
 * Asks the server for messages before the first. They are inserted at position 0.
 */
void
app_timeline_load_older_async (AppTimeline *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (APP_IS_TIMELINE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, app_timeline_load_older_async);
  if (!app_timeline_get_has_older (self) || self->loading_older)
    {
      g_task_return_boolean (task, FALSE);
      return;
    }
  set_loading_older (self, TRUE);
  app_session_load_older_async (self->session, app_chat_get_key (self->chat), cancellable, older_cb,
                                g_object_ref (task));
}

gboolean
app_timeline_load_older_finish (AppTimeline *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* "Try again" on a message that was refused, or whose file did not go up. */
void
app_timeline_retry (AppTimeline *self, AppTimelineItem *item)
{
  AppTransfer *transfer;

  g_return_if_fail (APP_IS_TIMELINE (self));
  g_return_if_fail (APP_IS_TIMELINE_ITEM (item));

  transfer = app_timeline_item_get_transfer (item);
  if (transfer != NULL)
    app_transfer_retry (transfer);
  else
    app_session_retry_message (self->session, app_timeline_item_get_key (item));
}

void
app_timeline_delete_failed (AppTimeline *self, AppTimelineItem *item)
{
  g_return_if_fail (APP_IS_TIMELINE (self));
  g_return_if_fail (APP_IS_TIMELINE_ITEM (item));

  if (app_timeline_item_get_tick (item) != APP_TICK_FAILED)
    return;
  if (self->transfers != NULL)
    app_transfers_forget (self->transfers, app_timeline_item_get_key (item));
  app_session_delete_failed_message (self->session, app_timeline_item_get_key (item));
}
