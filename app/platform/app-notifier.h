/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include "app-chat-list.h"

G_BEGIN_DECLS

#define APP_TYPE_NOTIFIER (app_notifier_get_type ())

G_DECLARE_FINAL_TYPE (AppNotifier, app_notifier, APP, NOTIFIER, GObject)

AppNotifier *app_notifier_new (GApplication *application, AppChatList *chats);
void app_notifier_set_enabled (AppNotifier *self, gboolean enabled);
void app_notifier_set_seen_chat (AppNotifier *self, AppChat *chat);
guint app_notifier_get_n_shown (AppNotifier *self);
const char *app_notifier_get_shown (AppNotifier *self, AppChat *chat, const char **body);
char *app_notifier_describe (LandlineContent *content);

G_END_DECLS
