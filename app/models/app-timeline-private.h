/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-timeline-item-private.h"
#include "app-timeline.h"

G_BEGIN_DECLS

/* What the files of AppTimeline share: app-timeline.c is the list, -load.c reads its keys,
 * -changes.c follows the cache, -rows.c reads the messages that somebody shows. */
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
  GHashTable *doomed;   /* gint64 keys that are about to be deleted, NULL for none */
  GHashTable *items;    /* gint64 key → AppTimelineItem, not owned: those that somebody holds */
  GHashTable *rows;     /* gint64 key → AppCacheMessage: read ahead */
  GHashTable *old_rows; /* the same, those before */
  GArray *wanted;       /* gint64 places that are to be read in this turn of the main loop */
  guint wanted_source;

  gint64 delivered;
  gint64 read;
  gint64 unread_place;
  gint64 cleared;    /* the place before which the history was removed */
  gint64 marked;     /* the newest seq that was marked as read */
  gboolean complete; /* the server has nothing older */
  gboolean loading_older;
};

static inline AppMessageKey *
app_timeline_get_key_at (AppTimeline *self, guint position)
{
  return &g_array_index (self->keys, AppMessageKey, position);
}

GHashTable *app_timeline_rows_new (void);
/* Takes @row, which nobody shows now but may soon. */
void app_timeline_keep_row (AppTimeline *self, AppCacheMessage *row);
AppCacheMessage *app_timeline_steal_row (AppTimeline *self, gint64 key);
void app_timeline_forget_row (AppTimeline *self, gint64 key);
/* The message at @place is to be read in this turn of the main loop. */
void app_timeline_want (AppTimeline *self, gint64 place);
/* What quotes one of the messages that changed is to be read again. */
void app_timeline_refresh_quotes (AppTimeline *self, const AppCacheMessageChange *changes, guint n);

void app_timeline_update_flags (AppTimeline *self, guint position);
void app_timeline_insert_keys (AppTimeline *self,
                               guint position,
                               const AppMessageKey *keys,
                               guint n_keys);
void app_timeline_apply_all (AppTimeline *self, const AppCacheMessageChange *changes, guint n);

/* Every message before the place @end is gone. */
void app_timeline_clear_before (AppTimeline *self, gint64 end);
guint app_timeline_count_cleared (AppTimeline *self, GArray *keys);

void app_timeline_load (AppTimeline *self);
void app_timeline_reload_chat (AppTimeline *self);
void app_timeline_notify_ready (AppTimeline *self);
void app_timeline_notify_has_older (AppTimeline *self);

G_END_DECLS
