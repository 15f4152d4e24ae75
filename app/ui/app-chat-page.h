/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <adwaita.h>

#include "app-avatars.h"
#include "app-chat.h"
#include "app-message-view.h"
#include "app-transfers.h"

G_BEGIN_DECLS

#define APP_TYPE_CHAT_PAGE (app_chat_page_get_type ())

G_DECLARE_FINAL_TYPE (AppChatPage, app_chat_page, APP, CHAT_PAGE, AdwNavigationPage)

void app_chat_page_set_settings (AppChatPage *self, GSettings *settings);
void app_chat_page_set_transfers (AppChatPage *self, AppTransfers *transfers);
AppChat *app_chat_page_get_chat (AppChatPage *self);
void app_chat_page_set_chat (AppChatPage *self, AppChat *chat);
void app_chat_page_move_chat (AppChatPage *self, AppChat *chat);
void app_chat_page_set_avatars (AppChatPage *self, AppAvatars *avatars);
void app_chat_page_set_compact (AppChatPage *self, gboolean compact);
void app_chat_page_show_message (AppChatPage *self, gint64 message_key);
void app_chat_page_show_seq (AppChatPage *self, gint64 seq);
void app_chat_page_offer_files (AppChatPage *self, AppChat *chat, GListModel *files);
void app_chat_page_flush_draft (AppChatPage *self);
gboolean app_chat_page_get_seeing (AppChatPage *self);
void app_chat_page_add_toast (AppChatPage *self, AdwToast *toast);
void app_chat_page_start_find (AppChatPage *self);
void app_chat_page_focus_composer (AppChatPage *self);
AppMessageView *app_chat_page_get_view (AppChatPage *self);

G_END_DECLS
