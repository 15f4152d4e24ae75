/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-models"

#include "config.h"

#include "app-timeline-private.h"

/* What an item says of what was done to its message. */

/* Returns: (transfer none) (nullable): %NULL until it is loaded */
const LandlineMessageState *
app_timeline_item_get_state (AppTimelineItem *self)
{
  LandlineMessage *message;

  g_return_val_if_fail (APP_IS_TIMELINE_ITEM (self), NULL);

  message = app_timeline_item_get_message (self);
  return message != NULL ? landline_message_get_state (message) : NULL;
}

/* Returns: (transfer none) (nullable) (array zero-terminated=1): what to call those who reacted, in
 * the order of the state's reactions */
const char *const *
app_timeline_item_get_reactors (AppTimelineItem *self)
{
  AppCacheMessage *row;

  g_return_val_if_fail (APP_IS_TIMELINE_ITEM (self), NULL);

  row = app_timeline_item_get_row (self);
  return row != NULL ? (const char *const *) row->reactors : NULL;
}

gboolean
app_timeline_item_get_starred (AppTimelineItem *self)
{
  AppCacheMessage *row;

  g_return_val_if_fail (APP_IS_TIMELINE_ITEM (self), FALSE);

  row = app_timeline_item_get_row (self);
  return row != NULL && (row->traits & APP_CACHE_STARRED) != 0;
}

gint64
app_timeline_item_get_expires (AppTimelineItem *self)
{
  AppCacheMessage *row;

  g_return_val_if_fail (APP_IS_TIMELINE_ITEM (self), 0);

  row = app_timeline_item_get_row (self);
  return row != NULL ? row->expires : 0;
}

/* Returns: (transfer none): "" once the timeline is gone */
const char *
app_timeline_item_get_user_id (AppTimelineItem *self)
{
  AppTimeline *timeline;

  g_return_val_if_fail (APP_IS_TIMELINE_ITEM (self), "");

  timeline = app_timeline_item_get_timeline (self);
  return timeline != NULL ? app_session_get_user_id (app_timeline_get_session (timeline)) : "";
}

gboolean
app_timeline_item_get_doomed (AppTimelineItem *self)
{
  AppTimeline *timeline;
  gint64 key = app_timeline_item_get_key (self);

  g_return_val_if_fail (APP_IS_TIMELINE_ITEM (self), FALSE);

  timeline = app_timeline_item_get_timeline (self);
  return timeline != NULL && timeline->doomed != NULL &&
         g_hash_table_contains (timeline->doomed, &key);
}

void
app_timeline_set_doomed (AppTimeline *self, gint64 key, gboolean doomed)
{
  AppTimelineItem *item;

  g_return_if_fail (APP_IS_TIMELINE (self));

  if (self->doomed == NULL)
    self->doomed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  if (doomed)
    g_hash_table_add (self->doomed, g_memdup2 (&key, sizeof key));
  else
    g_hash_table_remove (self->doomed, &key);
  item = g_hash_table_lookup (self->items, &key);
  if (item != NULL)
    app_timeline_item_emit_changed (item);
}
