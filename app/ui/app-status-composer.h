/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include "app-avatars.h"
#include "app-status-list.h"

G_BEGIN_DECLS

#define APP_TYPE_STATUS_COMPOSER (app_status_composer_get_type ())

G_DECLARE_FINAL_TYPE (AppStatusComposer, app_status_composer, APP, STATUS_COMPOSER, AdwDialog)

AppStatusComposer *app_status_composer_new (AppStatusList *list, AppAvatars *avatars);
void app_status_composer_set_file (AppStatusComposer *self, GFile *file);
void app_status_composer_choose_file (AppStatusComposer *self);

G_END_DECLS
