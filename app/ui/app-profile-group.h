/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <adwaita.h>

#include "app-avatars.h"

G_BEGIN_DECLS

#define APP_TYPE_PROFILE_GROUP (app_profile_group_get_type ())

G_DECLARE_FINAL_TYPE (AppProfileGroup, app_profile_group, APP, PROFILE_GROUP, AdwPreferencesGroup)

void app_profile_group_set_session (AppProfileGroup *self, AppSession *session);
void app_profile_group_set_avatars (AppProfileGroup *self, AppAvatars *avatars);

G_END_DECLS
