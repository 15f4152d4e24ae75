/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <gtk/gtk.h>

#include "app-avatars.h"
#include "app-chat.h"

G_BEGIN_DECLS

#define APP_TYPE_CHAT_ROW (app_chat_row_get_type ())

G_DECLARE_FINAL_TYPE (AppChatRow, app_chat_row, APP, CHAT_ROW, GtkWidget)

GtkWidget *app_chat_row_new (void);
AppChat *app_chat_row_get_chat (AppChatRow *self);
void app_chat_row_set_avatars (AppChatRow *self, AppAvatars *avatars);
void app_chat_row_set_chat (AppChatRow *self, AppChat *chat);
void app_chat_row_open_menu (AppChatRow *self, GMenuModel *model, const GdkRectangle *at);
void app_chat_row_update (AppChatRow *self);

G_END_DECLS
