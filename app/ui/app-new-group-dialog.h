/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include "app-people-chooser.h"

G_BEGIN_DECLS

#define APP_TYPE_NEW_GROUP_DIALOG (app_new_group_dialog_get_type ())

G_DECLARE_FINAL_TYPE (AppNewGroupDialog, app_new_group_dialog, APP, NEW_GROUP_DIALOG, AdwDialog)

AppNewGroupDialog *app_new_group_dialog_new (AppSession *session, AppAvatars *avatars);
void app_new_group_dialog_crop (AppNewGroupDialog *self, GFile *file);
AppPeopleChooser *app_new_group_dialog_get_chooser (AppNewGroupDialog *self);

G_END_DECLS
