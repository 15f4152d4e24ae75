/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

#include "app-tick.h"
#include "app-transfer.h"
#include "landline-message.h"

G_BEGIN_DECLS

#define APP_TYPE_TIMELINE_ITEM (app_timeline_item_get_type ())
G_DECLARE_FINAL_TYPE (AppTimelineItem, app_timeline_item, APP, TIMELINE_ITEM, GObject)

/* Signal "changed": anything of the item is different, bind the row again. (A row whose kind
 * changes comes as items-changed (position, 1, 1) of the timeline instead.)
 *
 * Known at once, from the key: key, seq, time, outgoing, tick, day-start, unread-start,
 * first-of-group, last-of-group, is-line. Known once "loaded" is TRUE: message, sender-name, error,
 * file, transfer, reply. */

gint64 app_timeline_item_get_key (AppTimelineItem *self);
gint64 app_timeline_item_get_seq (AppTimelineItem *self);
gint64 app_timeline_item_get_time (AppTimelineItem *self);
gboolean app_timeline_item_get_outgoing (AppTimelineItem *self);
gboolean app_timeline_item_get_is_line (AppTimelineItem *self);
char *app_timeline_item_dup_line (AppTimelineItem *self);
const char *const *app_timeline_item_get_mentions (AppTimelineItem *self, const char **own);
AppTick app_timeline_item_get_tick (AppTimelineItem *self);
gboolean app_timeline_item_get_day_start (AppTimelineItem *self);
gboolean app_timeline_item_get_unread_start (AppTimelineItem *self);
gboolean app_timeline_item_get_first_of_group (AppTimelineItem *self);
gboolean app_timeline_item_get_last_of_group (AppTimelineItem *self);

gboolean app_timeline_item_get_loaded (AppTimelineItem *self);
LandlineMessage *app_timeline_item_get_message (AppTimelineItem *self);
const char *app_timeline_item_get_sender_name (AppTimelineItem *self);
const char *app_timeline_item_get_sender_avatar (AppTimelineItem *self);
const char *app_timeline_item_get_error (AppTimelineItem *self);
GFile *app_timeline_item_get_file (AppTimelineItem *self);
AppTransfer *app_timeline_item_get_transfer (AppTimelineItem *self);
LandlineMessage *app_timeline_item_get_reply (AppTimelineItem *self);
const char *app_timeline_item_get_reply_name (AppTimelineItem *self);
/* What actions made of it: part of the message */
const LandlineMessageState *app_timeline_item_get_state (AppTimelineItem *self);
const char *const *app_timeline_item_get_reactors (AppTimelineItem *self);
gboolean app_timeline_item_get_starred (AppTimelineItem *self);
/* Returns: when it disappears, in milliseconds since the epoch, 0 for never */
gint64 app_timeline_item_get_expires (AppTimelineItem *self);
/* It is about to be deleted, unless that is undone. */
gboolean app_timeline_item_get_doomed (AppTimelineItem *self);
/* Whoever selects it holds it. */
gboolean app_timeline_item_get_selected (AppTimelineItem *self);
void app_timeline_item_set_selected (AppTimelineItem *self, gboolean selected);
/* Of the account that looks at it */
const char *app_timeline_item_get_user_id (AppTimelineItem *self);

G_END_DECLS
