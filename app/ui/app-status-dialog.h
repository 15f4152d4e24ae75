/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include "app-avatars.h"
#include "app-status-list.h"

G_BEGIN_DECLS

#define APP_TYPE_STATUS_DIALOG (app_status_dialog_get_type ())

G_DECLARE_FINAL_TYPE (AppStatusDialog, app_status_dialog, APP, STATUS_DIALOG, AdwDialog)

AppStatusDialog *app_status_dialog_new (AppStatusList *list, AppAvatars *avatars);

#define APP_TYPE_STATUS_BAR (app_status_bar_get_type ())

G_DECLARE_FINAL_TYPE (AppStatusBar, app_status_bar, APP, STATUS_BAR, GtkWidget)

void app_status_bar_set_list (AppStatusBar *self, AppStatusList *list);

G_END_DECLS
