/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache.h"
#include "app-connection.h"
#include "landline-limits.h"

G_BEGIN_DECLS

#define APP_TYPE_OUTBOX (app_outbox_get_type ())
G_DECLARE_FINAL_TYPE (AppOutbox, app_outbox, APP, OUTBOX, GObject)

AppOutbox *app_outbox_new (AppCache *cache, AppConnection *connection);

/* The server said welcome: send what waits, within its @limits. */
void app_outbox_start (AppOutbox *self, const LandlineLimits *limits);
void app_outbox_stop (AppOutbox *self);
/* Rows were added. */
void app_outbox_wake (AppOutbox *self);
/* A row before those that were sent became ready. */
void app_outbox_rewind (AppOutbox *self);
void app_outbox_move (AppOutbox *self, gint64 from, gint64 into);
/* The answer about @id is in the cache. */
void app_outbox_settled (AppOutbox *self, const char *id);
/* The server refused @id; @retry_after in milliseconds, -1 when not said. */
void app_outbox_refused (AppOutbox *self, const char *id, const GError *reason, gint64 retry_after);

G_END_DECLS
