/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-chat.h"
#include "app-session.h"
#include "app-timeline-item.h"
#include "app-transfers.h"

G_BEGIN_DECLS

#define APP_TYPE_TIMELINE (app_timeline_get_type ())
G_DECLARE_FINAL_TYPE (AppTimeline, app_timeline, APP, TIMELINE, GObject)

/* A GListModel of AppTimelineItem, oldest first: every message of one chat, without gaps.
 *
 * The newest 300 keys are read first (then "ready" turns TRUE, once), the rest afterwards in chunks
 * that are inserted at position 0. get_item () is cheap and gives an item that may not be loaded
 * yet; prefetch () reads the messages of a range from the cache and emits "changed" on each item
 * that somebody holds. An item asked for by get_item () that is not loaded is also read by itself,
 * with others of the same turn of the main loop.
 *
 * Properties: "ready", "loading-older" (boolean), "has-older" (the server may retain more). */

AppTimeline *app_timeline_new (AppSession *session, AppTransfers *transfers, AppChat *chat);
AppChat *app_timeline_get_chat (AppTimeline *self);
AppSession *app_timeline_get_session (AppTimeline *self);
AppTransfers *app_timeline_get_transfers (AppTimeline *self);
gboolean app_timeline_get_ready (AppTimeline *self);
gboolean app_timeline_get_has_older (AppTimeline *self);
gboolean app_timeline_get_loading_older (AppTimeline *self);
/* Whether every message of this device is there; notified with "has-older" */
gboolean app_timeline_get_whole (AppTimeline *self);

void app_timeline_prefetch (AppTimeline *self, guint first, guint last);

gboolean app_timeline_find_seq (AppTimeline *self, gint64 seq, guint *position);
gboolean app_timeline_find_key (AppTimeline *self, gint64 key, guint *position);
void app_timeline_find_message_async (AppTimeline *self,
                                      const char *message_id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean app_timeline_find_message_finish (AppTimeline *self,
                                           GAsyncResult *result,
                                           guint *position,
                                           GError **error);

gboolean app_timeline_get_unread_position (AppTimeline *self, guint *position);
void app_timeline_renew_unread (AppTimeline *self);
void app_timeline_clear_unread (AppTimeline *self);
void app_timeline_mark_read (AppTimeline *self, guint position);

void app_timeline_load_older_async (AppTimeline *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean app_timeline_load_older_finish (AppTimeline *self, GAsyncResult *result, GError **error);

/* It is about to be deleted, unless that is undone. */
void app_timeline_set_doomed (AppTimeline *self, gint64 key, gboolean doomed);
void app_timeline_retry (AppTimeline *self, AppTimelineItem *item);
void app_timeline_delete_failed (AppTimeline *self, AppTimelineItem *item);

G_END_DECLS
