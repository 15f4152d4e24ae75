/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include "app-chat-list.h"

G_BEGIN_DECLS

#define APP_TYPE_SEARCH_PROVIDER (app_search_provider_get_type ())

G_DECLARE_FINAL_TYPE (AppSearchProvider, app_search_provider, APP, SEARCH_PROVIDER, GObject)

/* Signals: "found" (AppChat, int64): the person chose a chat, or a message of it if that is not 0;
 * "search" (string): wants to go on searching in the app. */

AppSearchProvider *app_search_provider_new (void);
void app_search_provider_set_chats (AppSearchProvider *self, AppChatList *chats);
gboolean app_search_provider_export (AppSearchProvider *self,
                                     GDBusConnection *connection,
                                     const char *path,
                                     GError **error);
void app_search_provider_unexport (AppSearchProvider *self);

G_END_DECLS
