/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache-chats.h"
#include "app-chat.h"
#include "app-session.h"

G_BEGIN_DECLS

/* What AppChatList does with its chats. */

AppChat *app_chat_new (AppSession *session, gint64 key);
void app_chat_update (AppChat *self, AppCacheChat *row);
void app_chat_set_presence (AppChat *self, gboolean online, gint64 last_seen);
/* @name: who is typing */
void app_chat_set_typing (AppChat *self, const char *name);
gint64 app_chat_get_own_read (AppChat *self);
/* Returns: (transfer full) (nullable): the session, while it lives */
AppSession *app_chat_dup_session (AppChat *self);

G_END_DECLS
