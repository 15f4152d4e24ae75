/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <gtk/gtk.h>

#include "app-chat-actions.h"
#include "app-chat-list.h"
#include "app-search.h"

G_BEGIN_DECLS

#define APP_TYPE_SIDEBAR_MODEL (app_sidebar_model_get_type ())

G_DECLARE_FINAL_TYPE (AppSidebarModel, app_sidebar_model, APP, SIDEBAR_MODEL, GObject)

AppSidebarModel *app_sidebar_model_new (AppChatList *chats, AppChatActions *actions);
void app_sidebar_model_set_query (AppSidebarModel *self, const char *query);
gboolean app_sidebar_model_get_searching (AppSidebarModel *self);
void app_sidebar_model_set_filter (AppSidebarModel *self, const AppSearchFilter *filter);
void app_sidebar_model_set_archived (AppSidebarModel *self, gboolean archived);
void app_sidebar_model_set_unread_only (AppSidebarModel *self, gboolean unread_only);
void app_sidebar_model_set_open (AppSidebarModel *self, AppChat *chat);
guint app_sidebar_model_get_n_archived (AppSidebarModel *self);
GListModel *app_sidebar_model_list_rows (AppSidebarModel *self);
GListModel *app_sidebar_model_list_chats (AppSidebarModel *self);
AppSearch *app_sidebar_model_get_search (AppSidebarModel *self);

G_END_DECLS
