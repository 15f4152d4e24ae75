/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include "app-status-ring.h"

G_BEGIN_DECLS

#define APP_TYPE_STATUS_ROW (app_status_row_get_type ())

G_DECLARE_FINAL_TYPE (AppStatusRow, app_status_row, APP, STATUS_ROW, GtkWidget)

GtkWidget *app_status_row_new (void);
void app_status_row_set_avatars (AppStatusRow *self, AppAvatars *avatars);
void app_status_row_set_person (AppStatusRow *self, AppStatusPerson *person);
AppStatusRing *app_status_row_get_ring (AppStatusRow *self);

char *app_status_dup_summary (AppStatus *status);

G_END_DECLS
