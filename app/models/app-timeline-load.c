/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-models"

#include "config.h"

#include "app-timeline-private.h"

#include "app-cache-chats.h"
#include "app-cache.h"
#include "app-timeline-keys.h"

#define FIRST_KEYS     300   /* are there when the chat opens */
#define FIRST_KEYS_MAX 20000 /* so many more, where the unread begin further up */
#define FIRST_ROWS     60    /* messages that are read with the first keys: more than a screen */
#define CHUNK_KEYS     5000  /* are inserted at a time afterwards */

static void load_chunk (AppTimeline *self);

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
static gboolean
is_between (gint64 seq, gint64 before, gint64 after)
{
  return seq > MIN (before, after) && seq <= MAX (before, after);
}

static void
update_ticks (AppTimeline *self, gint64 delivered, gint64 read)
{
  gint64 old_delivered = self->delivered;
  gint64 old_read = self->read;
  g_autoptr (GPtrArray) items = NULL;

  if (old_delivered == delivered && old_read == read)
    return;
  self->delivered = delivered;
  self->read = read;
  /* Held: whoever hears of a change may let go of items. */
  items = g_hash_table_get_values_as_ptr_array (self->items);
  g_ptr_array_foreach (items, (GFunc) (void *) g_object_ref, NULL);
  g_ptr_array_set_free_func (items, g_object_unref);
  for (guint i = 0; i < items->len; i++)
    {
      AppTimelineItem *item = g_ptr_array_index (items, i);
      gint64 seq = app_timeline_item_get_seq (item);

      if (app_timeline_item_get_outgoing (item) &&
          (is_between (seq, old_delivered, delivered) || is_between (seq, old_read, read)))
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
    app_timeline_notify_has_older (self);
}

static void
chat_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppTimeline) self = user_data;
  ChatCall *call = app_cache_call_finish (APP_CACHE (object), result, NULL);

  if (call != NULL && call->row != NULL && self->session != NULL)
    take_chat (self, call->row);
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
  app_timeline_apply_all (self, (const AppCacheMessageChange *) (gpointer) late->data, late->len);
}

static void
become_whole (AppTimeline *self)
{
  self->whole = TRUE;
  apply_late (self);
  app_timeline_notify_has_older (self);
}

static void
chunk_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppTimeline) self = user_data;
  KeysCall *call = app_cache_call_finish (APP_CACHE (object), result, NULL);

  if (call == NULL || self->session == NULL)
    return;
  g_array_remove_range (call->keys, 0, app_timeline_count_cleared (self, call->keys));
  if (call->keys->len > 0)
    app_timeline_insert_keys (self, 0, (const AppMessageKey *) (gpointer) call->keys->data,
                              call->keys->len);
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
  load_keys (self, app_timeline_get_key_at (self, 0)->place, CHUNK_KEYS, FALSE, chunk_read_cb);
}

/* The first keys come with what changed meanwhile, if it was committed before they were read. */
static void
take_first (AppTimeline *self, KeysCall *call)
{
  while (call->rows != NULL && call->rows->len > 0)
    app_timeline_keep_row (self, g_ptr_array_steal_index_fast (call->rows, call->rows->len - 1));
  self->delivered = call->row->delivered;
  self->read = call->row->read;
  self->marked = call->row->own_read;
  self->complete = call->row->complete || call->row->conversation == NULL;
  self->unread_place = app_timeline_keys_find_unread (call->keys, call->row->own_read);
  if (call->keys->len > 0)
    app_timeline_insert_keys (self, 0, (const AppMessageKey *) (gpointer) call->keys->data,
                              call->keys->len);
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
  if (call->keys != NULL)
    g_array_remove_range (call->keys, 0, app_timeline_count_cleared (self, call->keys));
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
  app_timeline_notify_ready (self);
}

void
app_timeline_load (AppTimeline *self)
{
  load_keys (self, G_MAXINT64, FIRST_KEYS, TRUE, first_read_cb);
}

/* Its receipts moved, or the server has nothing older. */
void
app_timeline_reload_chat (AppTimeline *self)
{
  ChatCall *call = g_new0 (ChatCall, 1);

  call->chat = app_chat_get_key (self->chat);
  app_cache_read_async (app_session_get_cache (self->session), read_chat, call,
                        (GDestroyNotify) chat_call_free, self->cancellable, chat_read_cb,
                        g_object_ref (self));
}
