/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <adwaita.h>

#include "app-avatars.h"
#include "app-chat-actions.h"
#include "app-status-list.h"

G_BEGIN_DECLS

#define APP_TYPE_SIDEBAR (app_sidebar_get_type ())

G_DECLARE_FINAL_TYPE (AppSidebar, app_sidebar, APP, SIDEBAR, AdwNavigationPage)

void app_sidebar_set_avatars (AppSidebar *self, AppAvatars *avatars);
void app_sidebar_set_chats (AppSidebar *self, AppChatList *chats, AppChatActions *actions);
void app_sidebar_set_statuses (AppSidebar *self, AppStatusList *statuses);
void app_sidebar_set_selected (AppSidebar *self, AppChat *chat);
void app_sidebar_set_can_invite (AppSidebar *self, gboolean can_invite);
AppChat *app_sidebar_get_neighbour (AppSidebar *self, AppChat *chat, int step);
void app_sidebar_show_archived (AppSidebar *self);
void app_sidebar_set_unread_only (AppSidebar *self, gboolean unread_only);
void app_sidebar_start_search (AppSidebar *self);
gboolean app_sidebar_stop_search (AppSidebar *self);
void app_sidebar_set_search (AppSidebar *self, const char *text);
guint app_sidebar_get_n_shown (AppSidebar *self);
void app_sidebar_add_toast (AppSidebar *self, AdwToast *toast);
void app_sidebar_focus_list (AppSidebar *self);

G_END_DECLS
