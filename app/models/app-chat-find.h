/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-chat.h"
#include "app-session.h"

G_BEGIN_DECLS

#define APP_TYPE_CHAT_FIND (app_chat_find_get_type ())
G_DECLARE_FINAL_TYPE (AppChatFind, app_chat_find, APP, CHAT_FIND, GObject)

/* So many messages are found at most: who has that many needs another word. */
#define APP_CHAT_FIND_MAX 1000

/* Properties, with notify: "count" (uint), "position" (uint, 1 is the newest one, 0 for none),
 * "searching" (boolean). Signal "found" (int64 message_key): the one at "position" shall be shown.
 */

AppChatFind *app_chat_find_new (AppSession *session, AppChat *chat);
void app_chat_find_set_query (AppChatFind *self, const char *query);
guint app_chat_find_get_count (AppChatFind *self);
guint app_chat_find_get_position (AppChatFind *self);
gboolean app_chat_find_get_searching (AppChatFind *self);
/* @step: 1 to the next older one, -1 to the next newer one; FALSE where there is none */
gboolean app_chat_find_step (AppChatFind *self, int step);

G_END_DECLS
