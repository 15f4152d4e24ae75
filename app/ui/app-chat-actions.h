/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <adwaita.h>

#include "app-chat-list.h"

G_BEGIN_DECLS

#define APP_TYPE_CHAT_ACTIONS (app_chat_actions_get_type ())

G_DECLARE_FINAL_TYPE (AppChatActions, app_chat_actions, APP, CHAT_ACTIONS, GObject)

AppChatActions *app_chat_actions_new (AppChatList *chats);
GActionGroup *app_chat_actions_get_group (AppChatActions *self);
GMenuModel *app_chat_actions_build_menu (AppChatActions *self, AppChat *chat);
gboolean app_chat_actions_is_hidden (AppChatActions *self, AppChat *chat);
void app_chat_actions_flush (AppChatActions *self);

G_END_DECLS
