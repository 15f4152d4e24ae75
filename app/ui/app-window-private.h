/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include "app-chat-actions.h"
#include "app-chat-page.h"
#include "app-directory.h"
#include "app-sidebar.h"
#include "app-status-list.h"
#include "app-window.h"

G_BEGIN_DECLS

/* Shared by app-window.c and app-window-actions.c. */
struct _AppWindow
{
  AdwApplicationWindow parent_instance;

  GtkStack *stack;
  AppWelcome *welcome;
  AdwNavigationSplitView *split_view;
  AppSidebar *sidebar;
  AppChatPage *chat_page;
  AdwStatusPage *failure;

  GSettings *settings;
  AppChatList *chats;
  AppTransfers *transfers;
  AppDirectory *directory;
  AppChatActions *chat_actions;
  AppAvatars *avatars;
  AppStatusList *statuses;
  GListModel *waiting_files; /* of GFile: to be sent to whoever is chosen next, or NULL */
  gint64 created_key;        /* a new group that is to be opened once it is listed */
  GCancellable *cancellable;
};

void app_window_class_install_actions (GtkWidgetClass *widget_class);
void app_window_set_statuses (AppWindow *self, AppTransfers *transfers);
void app_window_status_action (GtkWidget *widget, const char *name, GVariant *parameter);
void app_window_update_actions (AppWindow *self);

G_END_DECLS
