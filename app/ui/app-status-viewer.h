/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include "app-avatars.h"
#include "app-status-list.h"

G_BEGIN_DECLS

#define APP_TYPE_STATUS_VIEWER (app_status_viewer_get_type ())

G_DECLARE_FINAL_TYPE (AppStatusViewer, app_status_viewer, APP, STATUS_VIEWER, GtkWidget)

GtkWidget *
app_status_viewer_new (AppStatusList *list, AppAvatars *avatars, AppStatusPerson *person);
AppStatusPerson *app_status_viewer_get_person (AppStatusViewer *self);
AppStatus *app_status_viewer_get_status (AppStatusViewer *self);
gboolean app_status_viewer_get_paused (AppStatusViewer *self);

G_END_DECLS
