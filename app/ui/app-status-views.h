/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include "app-avatars.h"
#include "app-status-list.h"

G_BEGIN_DECLS

#define APP_TYPE_STATUS_VIEWS_DIALOG (app_status_views_dialog_get_type ())

G_DECLARE_FINAL_TYPE (AppStatusViewsDialog,
                      app_status_views_dialog,
                      APP,
                      STATUS_VIEWS_DIALOG,
                      AdwDialog)

AdwDialog *
app_status_views_dialog_new (AppStatusList *list, AppStatus *status, AppAvatars *avatars);
guint app_status_views_dialog_get_n_shown (AppStatusViewsDialog *self);

G_END_DECLS
