/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <gtk/gtk.h>

#include "app-avatars.h"
#include "app-chat-actions.h"

G_BEGIN_DECLS

#define APP_TYPE_SIDEBAR_ROWS (app_sidebar_rows_get_type ())

G_DECLARE_FINAL_TYPE (AppSidebarRows, app_sidebar_rows, APP, SIDEBAR_ROWS, GObject)

AppSidebarRows *app_sidebar_rows_new (void);
void app_sidebar_rows_set_avatars (AppSidebarRows *self, AppAvatars *avatars);
GtkListItemFactory *app_sidebar_rows_get_factory (AppSidebarRows *self);
GtkListItemFactory *app_sidebar_rows_get_header_factory (AppSidebarRows *self);
void app_sidebar_rows_set_actions (AppSidebarRows *self, AppChatActions *actions);
void app_sidebar_rows_open_menu (AppSidebarRows *self, GtkWidget *row, const GdkRectangle *at);

G_END_DECLS
