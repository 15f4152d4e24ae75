/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache-database.h"
#include "landline-event.h"

G_BEGIN_DECLS

/* What is written in one step: events in the order of the inbox, up to the first before which
 * messages are missing. */

/**
 * AppIncomingBatch:
 * @events: (element-type LandlineEvent): what came
 * @cursor: everything up to here is in the cache
 * @generation: (nullable): of the server, when it changed
 * @accept: events before which nothing is missing any more: what the server had was fetched
 * @n_done: how many of @events are written; the next one has a hole before it if they are not all
 * @messages: (element-type LandlineMessage): new ones, of others
 * @chats: (element-type gint64): where @messages are
 * @settled: (element-type utf8): ids of messages and actions of ours that the server has
 * @hole_conversation: (nullable): where something is missing
 * @hole_first: from this seq
 * @hole_last: up to this one
 * @unknown: whether a conversation turned up of which only the id is known, or a group with members
 * whose names are not known
 */
typedef struct
{
  GPtrArray *events;
  gint64 cursor;
  char *generation;
  guint accept;

  guint n_done;
  GPtrArray *messages;
  GArray *chats;
  GPtrArray *settled;
  char *hole_conversation;
  gint64 hole_first;
  gint64 hole_last;
  gboolean unknown;
} AppIncomingBatch;

AppIncomingBatch *app_incoming_batch_new (gint64 cursor);
void app_incoming_batch_free (AppIncomingBatch *self);
gboolean app_incoming_batch_write (AppCacheDatabase *database, gpointer data, GError **error);

G_END_DECLS
