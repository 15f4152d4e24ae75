/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-chat.h"
#include "app-session.h"

G_BEGIN_DECLS

#define APP_TYPE_CHAT_LIST (app_chat_list_get_type ())
G_DECLARE_FINAL_TYPE (AppChatList, app_chat_list, APP, CHAT_LIST, GObject)

/* A GListModel of AppChat, the pinned ones first, then newest first. Properties: "loading"
 * (boolean), "unread" (uint, messages in all chats). Signals: "moved", "removed". */

/* So many may be pinned. */
#define APP_CHAT_LIST_PINNED_MAX 5

AppChatList *app_chat_list_new (AppSession *session);
AppSession *app_chat_list_get_session (AppChatList *self);
gboolean app_chat_list_get_loading (AppChatList *self);
guint app_chat_list_get_unread (AppChatList *self);
AppChat *app_chat_list_lookup (AppChatList *self, gint64 key);
AppChat *app_chat_list_lookup_conversation (AppChatList *self, const char *conversation_id);
AppChat *app_chat_list_lookup_user (AppChatList *self, const char *user_id);
gboolean app_chat_list_can_pin (AppChatList *self);
gboolean app_chat_list_find (AppChatList *self, AppChat *chat, guint *position);

void app_chat_list_ensure_user_async (AppChatList *self,
                                      const char *user_id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
AppChat *app_chat_list_ensure_user_finish (AppChatList *self, GAsyncResult *result, GError **error);

G_END_DECLS
