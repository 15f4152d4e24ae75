/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache-messages.h"
#include "app-timeline-item.h"
#include "app-timeline.h"

G_BEGIN_DECLS

/* What AppTimeline does with its items. */

typedef enum
{
  APP_TIMELINE_DAY_START = 1 << 0,
  APP_TIMELINE_UNREAD_START = 1 << 1,
  APP_TIMELINE_FIRST_OF_GROUP = 1 << 2,
  APP_TIMELINE_LAST_OF_GROUP = 1 << 3,
} AppTimelineFlags;

AppTimelineItem *app_timeline_item_new (AppTimeline *timeline, const AppMessageKey *key);
/* The timeline is gone. */
void app_timeline_item_orphan (AppTimelineItem *self);
void app_timeline_item_set_key (AppTimelineItem *self, const AppMessageKey *key);
const AppMessageKey *app_timeline_item_get_message_key (AppTimelineItem *self);
/* Returns: whether they are others than before */
gboolean app_timeline_item_set_flags (AppTimelineItem *self, AppTimelineFlags flags);
/* Takes @row. */
void app_timeline_item_take_row (AppTimelineItem *self, AppCacheMessage *row);
/* (nullable): what was read of it */
AppCacheMessage *app_timeline_item_get_row (AppTimelineItem *self);
AppTimeline *app_timeline_item_get_timeline (AppTimelineItem *self);
void app_timeline_item_emit_changed (AppTimelineItem *self);

/* What an item asks of its timeline */
AppTick app_timeline_get_tick (AppTimeline *self, const AppMessageKey *key);
/* @row: (nullable): taken */
void app_timeline_item_finalized (AppTimeline *self, gint64 key, AppCacheMessage *row);

G_END_DECLS
