/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <adwaita.h>

#include "app-avatars.h"
#include "app-group.h"

G_BEGIN_DECLS

#define APP_TYPE_GROUP_MEMBERS (app_group_members_get_type ())

G_DECLARE_FINAL_TYPE (AppGroupMembers, app_group_members, APP, GROUP_MEMBERS, AdwNavigationPage)

AppGroupMembers *app_group_members_new (AppGroup *group, AppAvatars *avatars);

G_END_DECLS
