/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <adwaita.h>

#include "app-avatars.h"
#include "app-chat-list.h"
#include "app-transfers.h"
#include "app-welcome.h"

G_BEGIN_DECLS

#define APP_TYPE_WINDOW (app_window_get_type ())

G_DECLARE_FINAL_TYPE (AppWindow, app_window, APP, WINDOW, AdwApplicationWindow)

GtkWidget *app_window_new (GtkApplication *application, GSettings *settings);
AppWelcome *app_window_get_welcome (AppWindow *self);
AppAvatars *app_window_get_avatars (AppWindow *self);
void app_window_show_welcome (AppWindow *self);
void app_window_show_chats (AppWindow *self);
void app_window_close_dialogs (AppWindow *self);
void app_window_set_account (AppWindow *self, AppChatList *chats, AppTransfers *transfers);
void app_window_set_can_invite (AppWindow *self, gboolean can_invite);
void app_window_show_failure (AppWindow *self, const char *title, const char *sentence);
AppChat *app_window_get_chat (AppWindow *self);
void app_window_open_chat (AppWindow *self, AppChat *chat);
void app_window_open_message (AppWindow *self, AppChat *chat, gint64 message_key);
void app_window_search (AppWindow *self, const char *text);
AppChat *app_window_get_seen_chat (AppWindow *self);
void app_window_offer_files (AppWindow *self, GListModel *files);
AdwDialog *app_window_find_dialog (AppWindow *self, GType type);
void app_window_present_once (AppWindow *self, AdwDialog *dialog);
void app_window_add_toast (AppWindow *self, const char *sentence);
void app_window_flush (AppWindow *self);

G_END_DECLS
