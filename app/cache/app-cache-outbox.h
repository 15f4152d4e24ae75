/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache-database.h"
#include "landline-action.h"
#include "landline-send-request.h"

G_BEGIN_DECLS

/* What the server has not acknowledged, in order. */

/**
 * AppCacheOutboxRow:
 * @position: its order
 * @message: the key of the message, 0 for an action
 * @chat: its chat
 * @request: (nullable): the message to send
 * @action: (nullable): or what was done to one
 */
typedef struct
{
  gint64 position;
  gint64 message;
  gint64 chat;
  LandlineSendRequest *request;
  LandlineAction *action;
} AppCacheOutboxRow;

void app_cache_outbox_row_free (AppCacheOutboxRow *self);

gboolean app_cache_outbox_add (AppCacheDatabase *database,
                               gint64 message,
                               gboolean held,
                               gint64 *position,
                               GError **error);
gboolean app_cache_outbox_remove (AppCacheDatabase *database, gint64 message, GError **error);
/* Its file is up: it can go. */
gboolean app_cache_outbox_release (AppCacheDatabase *database, gint64 message, GError **error);
/* (element-type AppCacheOutboxRow): at most @limit of those behind @after that can go, in order.
 * What stands behind a held one of its chat cannot: each chat goes out in the order it was written
 * in. */
GPtrArray *
app_cache_outbox_list (AppCacheDatabase *database, gint64 after, guint limit, GError **error);
/* With those that are held */
gboolean app_cache_outbox_count (AppCacheDatabase *database, gint64 *n_waiting, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppCacheOutboxRow, app_cache_outbox_row_free)

G_END_DECLS
