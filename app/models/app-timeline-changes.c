/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-models"

#include "config.h"

#include "app-timeline-private.h"

#include "app-timeline-keys.h"

/* Whoever stands beside what came or went may begin or end a day or a group now. */
void
app_timeline_update_flags (AppTimeline *self, guint position)
{
  AppTimelineItem *item;

  if (position >= self->keys->len)
    return;
  item = g_hash_table_lookup (self->items, &app_timeline_get_key_at (self, position)->key);
  if (item != NULL &&
      app_timeline_item_set_flags (item, app_timeline_keys_get_flags (self->keys, position,
                                                                      self->unread_place)))
    app_timeline_item_emit_changed (item);
}

void
app_timeline_insert_keys (AppTimeline *self,
                          guint position,
                          const AppMessageKey *keys,
                          guint n_keys)
{
  g_array_insert_vals (self->keys, position, keys, n_keys);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, n_keys);
  if (position > 0)
    app_timeline_update_flags (self, position - 1);
  app_timeline_update_flags (self, position + n_keys);
}

static void
remove_key (AppTimeline *self, guint position)
{
  app_timeline_forget_row (self, app_timeline_get_key_at (self, position)->key);
  g_array_remove_index (self->keys, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  if (position > 0)
    app_timeline_update_flags (self, position - 1);
  app_timeline_update_flags (self, position);
}

static void
reload (AppTimeline *self, guint position, const AppMessageKey *key)
{
  AppTimelineItem *item = g_hash_table_lookup (self->items, &key->key);

  *app_timeline_get_key_at (self, position) = *key;
  app_timeline_forget_row (self, key->key);
  if (item == NULL)
    return;
  app_timeline_item_set_key (item, key);
  app_timeline_item_set_flags (item, app_timeline_keys_get_flags (self->keys, position,
                                                                  self->unread_place));
  app_timeline_item_emit_changed (item);
  app_timeline_want (self, key->place);
}

/* An unread line that is on the screen stays; where there is none yet, the first that comes while
 * nobody looks gets it through app_timeline_clear_unread() and opening again. */
static void
added (AppTimeline *self, const AppMessageKey *key)
{
  guint position;

  if (!app_timeline_keys_find (self->keys, key->place, &position))
    app_timeline_insert_keys (self, position, key, 1);
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
        app_timeline_update_flags (self, before - 1);
      app_timeline_update_flags (self, before + 1);
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
          app_timeline_get_key_at (self, position)->key == change->key.key;
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
  gint64 last = self->keys->len > 0 ? app_timeline_get_key_at (self, self->keys->len - 1)->place
                                    : G_MININT64;
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
  app_timeline_insert_keys (self, self->keys->len, keys, n_appended);
  return n_appended;
}

static gboolean
is_late (AppTimeline *self, const AppCacheMessageChange *change)
{
  gint64 place = change->kind == APP_CACHE_MESSAGE_ADDED ? change->key.place : change->old_place;

  return !self->whole && (self->keys->len == 0 || place < app_timeline_get_key_at (self, 0)->place);
}

void
app_timeline_apply_all (AppTimeline *self, const AppCacheMessageChange *changes, guint n)
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

/* What was read before a history was removed may come after it. Returns: how many of @keys it is */
guint
app_timeline_count_cleared (AppTimeline *self, GArray *keys)
{
  guint n = 0;

  while (n < keys->len && g_array_index (keys, AppMessageKey, n).place < self->cleared)
    n++;
  return n;
}

/* In one change, however many there were. */
void
app_timeline_clear_before (AppTimeline *self, gint64 end)
{
  guint n;

  self->cleared = MAX (self->cleared, end);
  n = app_timeline_count_cleared (self, self->keys);
  for (guint i = 0; i < n; i++)
    app_timeline_forget_row (self, app_timeline_get_key_at (self, i)->key);
  if (n == 0)
    return;
  g_array_remove_range (self->keys, 0, n);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
  app_timeline_update_flags (self, 0);
}
