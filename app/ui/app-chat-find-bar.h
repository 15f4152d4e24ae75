/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <adwaita.h>

#include "app-chat-find.h"

G_BEGIN_DECLS

#define APP_TYPE_CHAT_FIND_BAR (app_chat_find_bar_get_type ())

G_DECLARE_FINAL_TYPE (AppChatFindBar, app_chat_find_bar, APP, CHAT_FIND_BAR, GtkWidget)

void app_chat_find_bar_open (AppChatFindBar *self, AppSession *session, AppChat *chat);
void app_chat_find_bar_close (AppChatFindBar *self);
gboolean app_chat_find_bar_get_open (AppChatFindBar *self);

G_END_DECLS
