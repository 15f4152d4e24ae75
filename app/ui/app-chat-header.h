/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <gtk/gtk.h>

#include "app-avatars.h"
#include "app-chat.h"
#include "app-group.h"

G_BEGIN_DECLS

#define APP_TYPE_CHAT_HEADER (app_chat_header_get_type ())

G_DECLARE_FINAL_TYPE (AppChatHeader, app_chat_header, APP, CHAT_HEADER, GtkWidget)

GtkWidget *app_chat_header_new (void);
void app_chat_header_set_avatars (AppChatHeader *self, AppAvatars *avatars);
void app_chat_header_set_group (AppChatHeader *self, AppGroup *group);
void app_chat_header_set_chat (AppChatHeader *self, AppChat *chat);
const char *app_chat_header_get_subtitle (AppChatHeader *self);

G_END_DECLS
