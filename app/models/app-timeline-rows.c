/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-models"

#include "config.h"

#include "app-timeline-private.h"

#include "app-cache.h"

#define ROWS_MAX 256 /* messages that nobody shows are kept, twice this many at most */

static void
row_free (gpointer row)
{
  if (row != NULL)
    app_cache_message_free (row);
}

GHashTable *
app_timeline_rows_new (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, row_free);
}

void
app_timeline_keep_row (AppTimeline *self, AppCacheMessage *row)
{
  gint64 key = row->key.key;

  if (g_hash_table_size (self->rows) >= ROWS_MAX)
    {
      g_hash_table_unref (self->old_rows);
      self->old_rows = self->rows;
      self->rows = app_timeline_rows_new ();
    }
  g_hash_table_replace (self->rows, g_memdup2 (&key, sizeof key), row);
}

AppCacheMessage *
app_timeline_steal_row (AppTimeline *self, gint64 key)
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

void
app_timeline_forget_row (AppTimeline *self, gint64 key)
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
      app_timeline_keep_row (self, row);
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

void
app_timeline_want (AppTimeline *self, gint64 place)
{
  g_array_append_val (self->wanted, place);
  if (self->wanted_source == 0)
    self->wanted_source = g_idle_add_full (G_PRIORITY_DEFAULT, read_wanted_cb, self, NULL);
}

/* By the time, which a quote has and a key too: to read one more of the same millisecond is no
 * harm. */
static gboolean
quotes (AppCacheMessage *row, gint64 time)
{
  return row != NULL && row->reply != NULL && landline_message_get_time (row->reply) == time;
}

static gboolean
row_quotes (gpointer key, gpointer row, gpointer time)
{
  return quotes (row, *(const gint64 *) time);
}

static void
refresh_quotes_of (AppTimeline *self, gint64 time)
{
  GHashTableIter iter;
  gpointer item;

  g_hash_table_foreach_remove (self->rows, row_quotes, &time);
  g_hash_table_foreach_remove (self->old_rows, row_quotes, &time);
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    if (quotes (app_timeline_item_get_row (item), time))
      app_timeline_want (self, app_timeline_item_get_message_key (item)->place);
}

void
app_timeline_refresh_quotes (AppTimeline *self, const AppCacheMessageChange *changes, guint n)
{
  for (guint i = 0; i < n; i++)
    if (changes[i].kind != APP_CACHE_MESSAGE_ADDED)
      refresh_quotes_of (self, changes[i].key.time);
}
