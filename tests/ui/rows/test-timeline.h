/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-timeline-item.h"
#include "app-timeline.h"

G_BEGIN_DECLS

/* Stands in for the timeline, its items and transfers: the same functions as app/models/ and
 * app/transfer/ have, linked instead of them, so that a row can be put into any state without a
 * cache, a server and a file on its way. */

/* What an item is. The strings and objects are copied and referred to. */
typedef struct
{
  const char *id;
  gint64 time; /* milliseconds; 0: some afternoon */
  gboolean outgoing;
  AppTick tick;
  gboolean day_start;
  gboolean unread_start;
  gboolean continues; /* not the first of its group */
  gboolean goes_on;   /* not the last of its group */
  gboolean unloaded;
  const char *sender;
  const char *sender_avatar; /* not copied */
  const char *error;
  LandlineContent *content;
  GFile *file;
  AppTransfer *transfer;
  LandlineMessage *reply;
  const char *reply_name;
  const char *line; /* what happened: no message */
  const char *const *mentions;
  const char *own_mention;
  const LandlineMessageState *state; /* not copied */
  gboolean starred;
} TestMessage;

AppTimelineItem *test_timeline_item_new (const TestMessage *message);
void test_timeline_item_set (AppTimelineItem *item, const TestMessage *message);
guint test_timeline_item_get_n_alive (void);

typedef struct
{
  AppTransferState state;
  gboolean is_upload;
  guint64 size;
  guint64 done;
  double speed;
  const char *error;
} TestTransfer;

AppTransfer *test_transfer_new (const TestTransfer *transfer);
void test_transfer_set (AppTransfer *self, const TestTransfer *transfer);

/* A timeline of any length whose items are made by a function while somebody holds them. */
typedef AppTimelineItem *(*TestTimelineFunc) (guint number, gpointer user_data);

AppTimeline *test_timeline_new (guint n_items, TestTimelineFunc func, gpointer user_data);
void test_timeline_append (AppTimeline *self);

G_END_DECLS
