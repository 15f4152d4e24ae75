/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-chat.h"
#include "app-session.h"

G_BEGIN_DECLS

#define APP_TYPE_PINNED (app_pinned_get_type ())
G_DECLARE_FINAL_TYPE (AppPinned, app_pinned, APP, PINNED, GObject)

/* The messages that are pinned in a chat, newest first. Signal: "changed". */

AppPinned *app_pinned_new (AppSession *session, AppChat *chat);
guint app_pinned_get_n (AppPinned *self);
gint64 app_pinned_get_key (AppPinned *self, guint position);
LandlineMessage *app_pinned_get_message (AppPinned *self, guint position);

G_END_DECLS
