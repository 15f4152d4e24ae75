/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-models"

#include "config.h"

#include "app-timeline-item.h"

#include "app-change-text.h"
#include "app-timeline-item-private.h"

/**
 * AppTimelineItem:
 *
 * One message where it stands in its chat, with what its row shows. It exists while somebody holds
 * it; the timeline keeps only the key.
 */
struct _AppTimelineItem
{
  GObject parent_instance;

  AppTimeline *timeline; /* not owned; NULL once that is gone */
  AppMessageKey key;
  AppTimelineFlags flags;
  AppCacheMessage *row; /* NULL until it is loaded */
  gboolean selected;
  GFile *file;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppTimelineItem, app_timeline_item, G_TYPE_OBJECT)

static void
app_timeline_item_finalize (GObject *object)
{
  AppTimelineItem *self = APP_TIMELINE_ITEM (object);

  if (self->timeline != NULL)
    app_timeline_item_finalized (self->timeline, self->key.key, g_steal_pointer (&self->row));
  g_clear_pointer (&self->row, app_cache_message_free);
  g_clear_object (&self->file);
  G_OBJECT_CLASS (app_timeline_item_parent_class)->finalize (object);
}

static void
app_timeline_item_class_init (AppTimelineItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = app_timeline_item_finalize;

  /**
   * AppTimelineItem::changed:
   * @self: the item
   *
   * Anything of it is different: bind the row again.
   */
  signals[CHANGED] = g_signal_new ("changed", APP_TYPE_TIMELINE_ITEM, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
app_timeline_item_init (AppTimelineItem *self)
{
}

AppTimelineItem *
app_timeline_item_new (AppTimeline *timeline, const AppMessageKey *key)
{
  AppTimelineItem *self = g_object_new (APP_TYPE_TIMELINE_ITEM, NULL);

  self->timeline = timeline;
  self->key = *key;
  return self;
}

void
app_timeline_item_orphan (AppTimelineItem *self)
{
  self->timeline = NULL;
}

void
app_timeline_item_set_key (AppTimelineItem *self, const AppMessageKey *key)
{
  self->key = *key;
}

const AppMessageKey *
app_timeline_item_get_message_key (AppTimelineItem *self)
{
  return &self->key;
}

gboolean
app_timeline_item_set_flags (AppTimelineItem *self, AppTimelineFlags flags)
{
  if (self->flags == flags)
    return FALSE;
  self->flags = flags;
  return TRUE;
}

void
app_timeline_item_take_row (AppTimelineItem *self, AppCacheMessage *row)
{
  g_clear_pointer (&self->row, app_cache_message_free);
  g_clear_object (&self->file);
  self->row = row;
  if (row->path != NULL)
    self->file = g_file_new_for_path (row->path);
}

AppCacheMessage *
app_timeline_item_get_row (AppTimelineItem *self)
{
  return self->row;
}

AppTimeline *
app_timeline_item_get_timeline (AppTimelineItem *self)
{
  return self->timeline;
}

void
app_timeline_item_emit_changed (AppTimelineItem *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The number of the message in the cache: stays the same for its life. */
gint64
app_timeline_item_get_key (AppTimelineItem *self)
{
  g_return_val_if_fail (APP_IS_TIMELINE_ITEM (self), 0);

  return self->key.key;
}

/* Returns: the server's number, 0 where it has given none */
gint64
app_timeline_item_get_seq (AppTimelineItem *self)
{
  g_return_val_if_fail (APP_IS_TIMELINE_ITEM (self), 0);

  return app_message_place_to_seq (self->key.place);
}

/* Returns: milliseconds since the epoch */
gint64
app_timeline_item_get_time (AppTimelineItem *self)
{
  g_return_val_if_fail (APP_IS_TIMELINE_ITEM (self), 0);

  return self->key.time;
}

gboolean
app_timeline_item_get_outgoing (AppTimelineItem *self)
{
  g_return_val_if_fail (APP_IS_TIMELINE_ITEM (self), FALSE);

  return self->key.sender == APP_CACHE_SELF && self->key.state != APP_MESSAGE_LINE;
}

/* No message: a line about what happened to the chat. That is known before the item is loaded. */
gboolean
app_timeline_item_get_is_line (AppTimelineItem *self)
{
  g_return_val_if_fail (APP_IS_TIMELINE_ITEM (self), FALSE);

  return self->key.state == APP_MESSAGE_LINE;
}

/* Returns: (transfer full) (nullable): what a line says, a sentence */
char *
app_timeline_item_dup_line (AppTimelineItem *self)
{
  g_return_val_if_fail (APP_IS_TIMELINE_ITEM (self), NULL);

  if (self->row == NULL || self->row->change == NULL)
    return NULL;
  return app_change_text_for (self->row->change);
}

/* Returns: (nullable) (array zero-terminated=1): names that stand in the text, each behind an `@`;
 * @own, optional: the one of them that is the account's user */
const char *const *
app_timeline_item_get_mentions (AppTimelineItem *self, const char **own)
{
  g_return_val_if_fail (APP_IS_TIMELINE_ITEM (self), NULL);

  if (own != NULL)
    *own = self->row != NULL ? self->row->own_mention : NULL;
  return self->row != NULL ? (const char *const *) self->row->mentions : NULL;
}

AppTick
app_timeline_item_get_tick (AppTimelineItem *self)
{
  g_return_val_if_fail (APP_IS_TIMELINE_ITEM (self), APP_TICK_NONE);

  return self->timeline != NULL ? app_timeline_get_tick (self->timeline, &self->key)
                                : APP_TICK_NONE;
}

/* The first message of a day: a row shows the date above it. */
gboolean
app_timeline_item_get_day_start (AppTimelineItem *self)
{
  g_return_val_if_fail (APP_IS_TIMELINE_ITEM (self), FALSE);

  return (self->flags & APP_TIMELINE_DAY_START) != 0;
}

/* The first message that had not been read when the chat was opened: a row shows the line above
 * it. */
gboolean
app_timeline_item_get_unread_start (AppTimelineItem *self)
{
  g_return_val_if_fail (APP_IS_TIMELINE_ITEM (self), FALSE);

  return (self->flags & APP_TIMELINE_UNREAD_START) != 0;
}

gboolean
app_timeline_item_get_first_of_group (AppTimelineItem *self)
{
  g_return_val_if_fail (APP_IS_TIMELINE_ITEM (self), FALSE);

  return (self->flags & APP_TIMELINE_FIRST_OF_GROUP) != 0;
}

gboolean
app_timeline_item_get_last_of_group (AppTimelineItem *self)
{
  g_return_val_if_fail (APP_IS_TIMELINE_ITEM (self), FALSE);

  return (self->flags & APP_TIMELINE_LAST_OF_GROUP) != 0;
}

gboolean
app_timeline_item_get_loaded (AppTimelineItem *self)
{
  g_return_val_if_fail (APP_IS_TIMELINE_ITEM (self), FALSE);

  return self->row != NULL;
}

/* Returns: (transfer none) (nullable): the message, %NULL until it is loaded */
LandlineMessage *
app_timeline_item_get_message (AppTimelineItem *self)
{
  g_return_val_if_fail (APP_IS_TIMELINE_ITEM (self), NULL);

  return self->row != NULL ? self->row->message : NULL;
}

const char *
app_timeline_item_get_sender_name (AppTimelineItem *self)
{
  g_return_val_if_fail (APP_IS_TIMELINE_ITEM (self), NULL);

  return self->row != NULL ? self->row->sender_name : NULL;
}

/* Returns: (nullable): the media id of the sender's picture */
const char *
app_timeline_item_get_sender_avatar (AppTimelineItem *self)
{
  g_return_val_if_fail (APP_IS_TIMELINE_ITEM (self), NULL);

  return self->row != NULL ? self->row->sender_avatar : NULL;
}

/* Returns: (nullable): why the server refused it, a sentence */
const char *
app_timeline_item_get_error (AppTimelineItem *self)
{
  g_return_val_if_fail (APP_IS_TIMELINE_ITEM (self), NULL);

  return self->row != NULL ? self->row->error : NULL;
}

/* Returns: (transfer none) (nullable): its file on this computer */
GFile *
app_timeline_item_get_file (AppTimelineItem *self)
{
  g_return_val_if_fail (APP_IS_TIMELINE_ITEM (self), NULL);

  return self->file;
}

/* Returns: (transfer none) (nullable): its file on its way, %NULL where none moves */
AppTransfer *
app_timeline_item_get_transfer (AppTimelineItem *self)
{
  g_return_val_if_fail (APP_IS_TIMELINE_ITEM (self), NULL);

  if (self->timeline == NULL || app_timeline_get_transfers (self->timeline) == NULL)
    return NULL;
  return app_transfers_lookup (app_timeline_get_transfers (self->timeline), self->key.key);
}

/* Returns: (transfer none) (nullable): the message that it answers, where that is known here */
LandlineMessage *
app_timeline_item_get_reply (AppTimelineItem *self)
{
  g_return_val_if_fail (APP_IS_TIMELINE_ITEM (self), NULL);

  return self->row != NULL ? self->row->reply : NULL;
}

const char *
app_timeline_item_get_reply_name (AppTimelineItem *self)
{
  g_return_val_if_fail (APP_IS_TIMELINE_ITEM (self), NULL);

  return self->row != NULL ? self->row->reply_name : NULL;
}

gboolean
app_timeline_item_get_selected (AppTimelineItem *self)
{
  g_return_val_if_fail (APP_IS_TIMELINE_ITEM (self), FALSE);

  return self->selected;
}

void
app_timeline_item_set_selected (AppTimelineItem *self, gboolean selected)
{
  g_return_if_fail (APP_IS_TIMELINE_ITEM (self));

  if (self->selected == selected)
    return;
  self->selected = selected;
  app_timeline_item_emit_changed (self);
}
