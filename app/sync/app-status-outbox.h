/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache.h"
#include "app-rest.h"

G_BEGIN_DECLS

#define APP_TYPE_STATUS_OUTBOX (app_status_outbox_get_type ())
G_DECLARE_FINAL_TYPE (AppStatusOutbox, app_status_outbox, APP, STATUS_OUTBOX, GObject)

AppStatusOutbox *app_status_outbox_new (AppCache *cache, AppRest *rest);
/* There is a server to talk to: asks it for what is shown, and tells it what it does not know. */
void app_status_outbox_start (AppStatusOutbox *self);
void app_status_outbox_stop (AppStatusOutbox *self);
/* There may be something to be told. */
void app_status_outbox_wake (AppStatusOutbox *self);

G_END_DECLS
