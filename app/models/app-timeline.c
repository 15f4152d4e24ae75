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

#define FIRST_KEYS     300   /* are there when the chat opens */
#define FIRST_KEYS_MAX 20000 /* so many more, where the unread begin further up */
#define FIRST_ROWS     60    /* messages that are read with the first keys: more than a screen */
#define CHUNK_KEYS     5000  /* are inserted at a time afterwards */
#define ROWS_MAX       256   /* messages that nobody shows are kept, twice this many at most */

/**
 * AppTimeline:
 *
 * Every message of a chat, oldest first. It holds their keys; a message is read from the cache when
 * somebody shows it. It follows the cache, and asks the server for nothing but what is older.
 */
struct _AppTimeline
{
  GObject parent_instance;

  AppSession *session;
  AppTransfers *transfers;
  AppChat *chat;
  GCancellable *cancellable;

  GArray *keys; /* AppMessageKey, oldest first */
  gboolean ready;
  gboolean whole;       /* every key of the cache is here */
  GArray *late;         /* AppCacheMessageChange before the first key, while it is not whole */
  GHashTable *items;    /* gint64 key → AppTimelineItem, not owned: those that somebody holds */
  GHashTable *rows;     /* gint64 key → AppCacheMessage: read ahead */
  GHashTable *old_rows; /* the same, those before */
  GArray *wanted;       /* gint64 places that are to be read in this turn of the main loop */
  guint wanted_source;

  gint64 delivered;
  gint64 read;
  gint64 unread_place;
  gint64 marked;     /* the newest seq that was marked as read */
  gboolean complete; /* the server has nothing older */
  gboolean loading_older;
};

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
static void load_chunk (AppTimeline *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppTimeline,
                               app_timeline,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static AppMessageKey *
get_key (AppTimeline *self, guint position)
{
  return &g_array_index (self->keys, AppMessageKey, position);
}

static void
row_free (gpointer row)
{
  if (row != NULL)
    app_cache_message_free (row);
}

static GHashTable *
rows_new (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, row_free);
}

static void
keep_row (AppTimeline *self, AppCacheMessage *row)
{
  gint64 key = row->key.key;

  if (g_hash_table_size (self->rows) >= ROWS_MAX)
    {
      g_hash_table_unref (self->old_rows);
      self->old_rows = self->rows;
      self->rows = rows_new ();
    }
  g_hash_table_replace (self->rows, g_memdup2 (&key, sizeof key), row);
}

static AppCacheMessage *
steal_row (AppTimeline *self, gint64 key)
{
  GHashTable *tables[] = { self->rows, self->old_rows };
  gpointer stolen_key;
  gpointer row;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (g_hash_table_steal_extended (tables[i], &key, &stolen_key, &row))
      {
        g_free (stolen_key);
        return row;
      }
  return NULL;
}

static void
forget_row (AppTimeline *self, gint64 key)
{
  g_hash_table_remove (self->rows, &key);
  g_hash_table_remove (self->old_rows, &key);
}

typedef struct
{
  gint64 chat;
  GArray *places; /* gint64, sorted */
  GPtrArray *rows;
} RowsCall;

static void
rows_call_free (RowsCall *call)
{
  g_array_unref (call->places);
  g_clear_pointer (&call->rows, g_ptr_array_unref);
  g_free (call);
}

static gboolean
read_rows (AppCacheDatabase *database, gpointer data, GError **error)
{
  RowsCall *call = data;

  call->rows = g_ptr_array_new_with_free_func (row_free);
  for (guint i = 0; i < call->places->len; i++)
    {
      gint64 place = g_array_index (call->places, gint64, i);
      g_autoptr (GPtrArray) rows = app_cache_messages_list (database, call->chat, place, place,
                                                            error);

      if (rows == NULL)
        return FALSE;
      g_ptr_array_extend_and_steal (call->rows, g_steal_pointer (&rows));
    }
  return TRUE;
}

static void
take_row (AppTimeline *self, AppCacheMessage *row)
{
  AppTimelineItem *item = g_hash_table_lookup (self->items, &row->key.key);

  if (item == NULL)
    {
      keep_row (self, row);
      return;
    }
  if (row->path == NULL && self->transfers != NULL)
    app_transfers_download_small (self->transfers, row->key.key, row->message);
  app_timeline_item_take_row (item, row);
  app_timeline_item_emit_changed (item);
}

static void
take_rows (AppTimeline *self, GPtrArray *rows)
{
  while (rows->len > 0)
    take_row (self, g_ptr_array_steal_index_fast (rows, rows->len - 1));
}

static void
rows_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppTimeline) self = user_data;
  RowsCall *call = app_cache_call_finish (APP_CACHE (object), result, NULL);

  if (call != NULL && self->session != NULL)
    take_rows (self, call->rows);
}

static gboolean
read_wanted_cb (gpointer user_data)
{
  AppTimeline *self = user_data;
  RowsCall *call = g_new0 (RowsCall, 1);

  self->wanted_source = 0;
  call->chat = app_chat_get_key (self->chat);
  call->places = g_steal_pointer (&self->wanted);
  self->wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  app_cache_read_async (app_session_get_cache (self->session), read_rows, call,
                        (GDestroyNotify) rows_call_free, self->cancellable, rows_read_cb,
                        g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
want (AppTimeline *self, gint64 place)
{
  g_array_append_val (self->wanted, place);
  if (self->wanted_source == 0)
    self->wanted_source = g_idle_add_full (G_PRIORITY_DEFAULT, read_wanted_cb, self, NULL);
}

static AppTimelineItem *
make_item (AppTimeline *self, guint position)
{
  AppMessageKey *key = get_key (self, position);
  AppTimelineItem *item = app_timeline_item_new (self, key);
  AppCacheMessage *row = steal_row (self, key->key);

  g_hash_table_insert (self->items, g_memdup2 (&key->key, sizeof key->key), item);
  app_timeline_item_set_flags (item, app_timeline_keys_get_flags (self->keys, position,
                                                                  self->unread_place));
  if (row == NULL)
    {
      want (self, key->place);
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
  item = g_hash_table_lookup (self->items, &get_key (self, position)->key);
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
    keep_row (self, row);
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

static void
app_timeline_init (AppTimeline *self)
{
  self->cancellable = g_cancellable_new ();
  self->keys = g_array_new (FALSE, FALSE, sizeof (AppMessageKey));
  self->late = g_array_new (FALSE, FALSE, sizeof (AppCacheMessageChange));
  self->wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->items = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->rows = rows_new ();
  self->old_rows = rows_new ();
}

/* Whoever stands beside what came or went may begin or end a day or a group now. */
static void
update_flags (AppTimeline *self, guint position)
{
  AppTimelineItem *item;

  if (position >= self->keys->len)
    return;
  item = g_hash_table_lookup (self->items, &get_key (self, position)->key);
  if (item != NULL &&
      app_timeline_item_set_flags (item, app_timeline_keys_get_flags (self->keys, position,
                                                                      self->unread_place)))
    app_timeline_item_emit_changed (item);
}

static void
insert_keys (AppTimeline *self, guint position, const AppMessageKey *keys, guint n_keys)
{
  g_array_insert_vals (self->keys, position, keys, n_keys);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, n_keys);
  if (position > 0)
    update_flags (self, position - 1);
  update_flags (self, position + n_keys);
}

static void
remove_key (AppTimeline *self, guint position)
{
  forget_row (self, get_key (self, position)->key);
  g_array_remove_index (self->keys, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  if (position > 0)
    update_flags (self, position - 1);
  update_flags (self, position);
}

static void
reload (AppTimeline *self, guint position, const AppMessageKey *key)
{
  AppTimelineItem *item = g_hash_table_lookup (self->items, &key->key);

  *get_key (self, position) = *key;
  forget_row (self, key->key);
  if (item == NULL)
    return;
  app_timeline_item_set_key (item, key);
  app_timeline_item_set_flags (item, app_timeline_keys_get_flags (self->keys, position,
                                                                  self->unread_place));
  app_timeline_item_emit_changed (item);
  want (self, key->place);
}

/* An unread line that is on the screen stays; where there is none yet, the first that comes while
 * nobody looks gets it through app_timeline_clear_unread() and opening again. */
static void
added (AppTimeline *self, const AppMessageKey *key)
{
  guint position;

  if (!app_timeline_keys_find (self->keys, key->place, &position))
    insert_keys (self, position, key, 1);
}

static void
moved (AppTimeline *self, guint before, const AppMessageKey *key)
{
  AppTimelineItem *item = g_hash_table_lookup (self->items, &key->key);
  g_autoptr (AppTimelineItem) held = item != NULL ? g_object_ref (item) : NULL;
  guint after;

  app_timeline_keys_find (self->keys, key->place, &after);
  /* Its own key still counts as one before the new place. */
  if (after == before || after == before + 1)
    {
      reload (self, before, key);
      if (before > 0)
        update_flags (self, before - 1);
      update_flags (self, before + 1);
      return;
    }
  if (held != NULL)
    app_timeline_item_set_key (held, key);
  remove_key (self, before);
  added (self, key);
  if (held != NULL && app_timeline_keys_find (self->keys, key->place, &after))
    reload (self, after, key);
}

static void
apply (AppTimeline *self, const AppCacheMessageChange *change)
{
  guint position;
  gboolean found;

  if (change->kind == APP_CACHE_MESSAGE_ADDED)
    {
      added (self, &change->key);
      return;
    }
  found = app_timeline_keys_find (self->keys, change->old_place, &position) &&
          get_key (self, position)->key == change->key.key;
  if (found && change->kind == APP_CACHE_MESSAGE_REMOVED)
    remove_key (self, position);
  else if (found && change->old_place == change->key.place)
    reload (self, position, &change->key);
  else if (found)
    moved (self, position, &change->key);
  else if (change->kind == APP_CACHE_MESSAGE_CHANGED)
    added (self, &change->key);
}

/* Those that follow each other at the end come as one change of the list. */
static guint
count_appended (AppTimeline *self, const AppCacheMessageChange *changes, guint n)
{
  gint64 last = self->keys->len > 0 ? get_key (self, self->keys->len - 1)->place : G_MININT64;
  guint i;

  for (i = 0; i < n && changes[i].kind == APP_CACHE_MESSAGE_ADDED && changes[i].key.place > last;
       i++)
    last = changes[i].key.place;
  return i;
}

static guint
append (AppTimeline *self, const AppCacheMessageChange *changes, guint n)
{
  g_autofree AppMessageKey *keys = NULL;
  guint n_appended = count_appended (self, changes, n);

  if (n_appended == 0)
    return 0;
  keys = g_new (AppMessageKey, n_appended);
  for (guint i = 0; i < n_appended; i++)
    keys[i] = changes[i].key;
  insert_keys (self, self->keys->len, keys, n_appended);
  return n_appended;
}

static gboolean
is_late (AppTimeline *self, const AppCacheMessageChange *change)
{
  gint64 place = change->kind == APP_CACHE_MESSAGE_ADDED ? change->key.place : change->old_place;

  return !self->whole && (self->keys->len == 0 || place < get_key (self, 0)->place);
}

static void
apply_all (AppTimeline *self, const AppCacheMessageChange *changes, guint n)
{
  guint i = 0;

  while (i < n)
    {
      guint n_appended;

      if (is_late (self, &changes[i]))
        {
          g_array_append_val (self->late, changes[i]);
          i++;
          continue;
        }
      n_appended = append (self, changes + i, n - i);
      if (n_appended == 0)
        apply (self, &changes[i]);
      i += MAX (n_appended, 1);
    }
}

typedef struct
{
  gint64 chat;
  AppCacheChat *row;
} ChatCall;

static void
chat_call_free (ChatCall *call)
{
  g_clear_pointer (&call->row, app_cache_chat_free);
  g_free (call);
}

static gboolean
read_chat (AppCacheDatabase *database, gpointer data, GError **error)
{
  ChatCall *call = data;

  call->row = app_cache_chats_get (database, call->chat, error);
  return *error == NULL;
}

/* Only the ticks between the old and the new mark are others. */
static void
update_ticks (AppTimeline *self, gint64 delivered, gint64 read)
{
  gint64 low = MIN (MIN (self->delivered, delivered), MIN (self->read, read));
  gint64 high = MAX (MAX (self->delivered, delivered), MAX (self->read, read));
  g_autoptr (GPtrArray) items = NULL;

  if (self->delivered == delivered && self->read == read)
    return;
  self->delivered = delivered;
  self->read = read;
  items = g_hash_table_get_values_as_ptr_array (self->items);
  for (guint i = 0; i < items->len; i++)
    {
      AppTimelineItem *item = g_ptr_array_index (items, i);
      gint64 seq = app_timeline_item_get_seq (item);

      if (app_timeline_item_get_outgoing (item) && seq > low && seq <= high)
        app_timeline_item_emit_changed (item);
    }
}

static void
take_chat (AppTimeline *self, AppCacheChat *row)
{
  gboolean had_older = app_timeline_get_has_older (self);

  self->complete = row->complete || row->conversation == NULL;
  update_ticks (self, row->delivered, row->read);
  if (had_older != app_timeline_get_has_older (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_OLDER]);
}

static void
chat_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppTimeline) self = user_data;
  ChatCall *call = app_cache_call_finish (APP_CACHE (object), result, NULL);

  if (call != NULL && call->row != NULL && self->session != NULL)
    take_chat (self, call->row);
}

static void
changed_cb (AppTimeline *self, AppCacheChanges *changes)
{
  gint64 chat = app_chat_get_key (self->chat);
  guint n;
  const AppCacheMessageChange *messages = app_cache_changes_get_messages (changes, chat, &n);
  ChatCall *call;

  apply_all (self, messages, n);
  if (!app_cache_changes_has_chat (changes, chat))
    return;
  call = g_new0 (ChatCall, 1);
  call->chat = chat;
  app_cache_read_async (app_session_get_cache (self->session), read_chat, call,
                        (GDestroyNotify) chat_call_free, self->cancellable, chat_read_cb,
                        g_object_ref (self));
}

static void
transfer_added_cb (AppTimeline *self, gint64 message_key)
{
  AppTimelineItem *item = g_hash_table_lookup (self->items, &message_key);

  if (item != NULL)
    app_timeline_item_emit_changed (item);
}

typedef struct
{
  gint64 chat;
  gint64 before; /* place */
  guint limit;
  gboolean first;
  AppCacheChat *row;
  GArray *keys;
  GPtrArray *rows;
} KeysCall;

static void
keys_call_free (KeysCall *call)
{
  g_clear_pointer (&call->row, app_cache_chat_free);
  g_clear_pointer (&call->keys, g_array_unref);
  g_clear_pointer (&call->rows, g_ptr_array_unref);
  g_free (call);
}

static gboolean
read_first_rows (AppCacheDatabase *database, KeysCall *call, GError **error)
{
  gint64 unread = app_timeline_keys_find_unread (call->keys, call->row->own_read);
  guint first = call->keys->len - MIN (call->keys->len, FIRST_ROWS);
  guint position;

  /* The chat opens at the first unread one, where that is above the last screen. */
  if (unread != 0 && app_timeline_keys_find (call->keys, unread, &position) && position < first)
    first = position - MIN (position, FIRST_ROWS / 2);
  if (call->keys->len == 0)
    return TRUE;
  position = MIN (first + FIRST_ROWS, call->keys->len) - 1;
  call->rows = app_cache_messages_list (database, call->chat,
                                        g_array_index (call->keys, AppMessageKey, first).place,
                                        g_array_index (call->keys, AppMessageKey, position).place,
                                        error);
  return call->rows != NULL;
}

static gboolean
read_keys (AppCacheDatabase *database, gpointer data, GError **error)
{
  KeysCall *call = data;

  if (call->first)
    {
      call->row = app_cache_chats_get (database, call->chat, error);
      if (call->row == NULL)
        return *error == NULL;
      call->limit += MIN (call->row->n_unread, FIRST_KEYS_MAX);
    }
  call->keys = app_cache_messages_list_keys (database, call->chat, call->before, call->limit,
                                             error);
  if (call->keys == NULL)
    return FALSE;
  return !call->first || read_first_rows (database, call, error);
}

/* What came while the keys were read may be among them. */
static void
apply_late (AppTimeline *self)
{
  g_autoptr (GArray) late = g_steal_pointer (&self->late);

  self->late = g_array_new (FALSE, FALSE, sizeof (AppCacheMessageChange));
  apply_all (self, (const AppCacheMessageChange *) (gpointer) late->data, late->len);
}

static void
become_whole (AppTimeline *self)
{
  self->whole = TRUE;
  apply_late (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_OLDER]);
}

static void
chunk_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppTimeline) self = user_data;
  KeysCall *call = app_cache_call_finish (APP_CACHE (object), result, NULL);

  if (call == NULL || self->session == NULL)
    return;
  if (call->keys->len > 0)
    insert_keys (self, 0, (const AppMessageKey *) (gpointer) call->keys->data, call->keys->len);
  if (call->keys->len < call->limit)
    become_whole (self);
  else
    load_chunk (self);
}

static void
load_keys (AppTimeline *self,
           gint64 before,
           guint limit,
           gboolean first,
           GAsyncReadyCallback callback)
{
  KeysCall *call = g_new0 (KeysCall, 1);

  call->chat = app_chat_get_key (self->chat);
  call->before = before;
  call->limit = limit;
  call->first = first;
  app_cache_read_async (app_session_get_cache (self->session), read_keys, call,
                        (GDestroyNotify) keys_call_free, self->cancellable, callback,
                        g_object_ref (self));
}

static void
load_chunk (AppTimeline *self)
{
  load_keys (self, get_key (self, 0)->place, CHUNK_KEYS, FALSE, chunk_read_cb);
}

/* The first keys come with what changed meanwhile, if it was committed before they were read. */
static void
take_first (AppTimeline *self, KeysCall *call)
{
  while (call->rows != NULL && call->rows->len > 0)
    keep_row (self, g_ptr_array_steal_index_fast (call->rows, call->rows->len - 1));
  self->delivered = call->row->delivered;
  self->read = call->row->read;
  self->marked = call->row->own_read;
  self->complete = call->row->complete || call->row->conversation == NULL;
  self->unread_place = app_timeline_keys_find_unread (call->keys, call->row->own_read);
  if (call->keys->len > 0)
    insert_keys (self, 0, (const AppMessageKey *) (gpointer) call->keys->data, call->keys->len);
}

static void
first_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppTimeline) self = user_data;
  g_autoptr (GError) error = NULL;
  KeysCall *call = app_cache_call_finish (APP_CACHE (object), result, &error);

  if (call == NULL || self->session == NULL)
    {
      g_debug ("Cannot read a chat: %s", error != NULL ? error->message : "closed");
      return;
    }
  if (call->row != NULL)
    take_first (self, call);
  self->ready = TRUE;
  if (call->keys == NULL || call->keys->len < call->limit)
    become_whole (self);
  else
    {
      apply_late (self);
      load_chunk (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
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
  load_keys (self, G_MAXINT64, FIRST_KEYS, TRUE, first_read_cb);
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
         (self->keys->len == 0 || app_message_place_to_seq (get_key (self, 0)->place) != 1);
}

gboolean
app_timeline_get_loading_older (AppTimeline *self)
{
  g_return_val_if_fail (APP_IS_TIMELINE (self), FALSE);

  return self->loading_older;
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
      AppMessageKey *key = get_key (self, i);

      if (g_hash_table_lookup (self->items, &key->key) == NULL &&
          !g_hash_table_contains (self->rows, &key->key) &&
          !g_hash_table_contains (self->old_rows, &key->key))
        want (self, key->place);
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
    if (get_key (self, i - 1)->key == key)
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
  update_flags (self, position);
  if (position > 0)
    update_flags (self, position - 1);
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
