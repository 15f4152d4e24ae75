/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <adwaita.h>

#include "app-avatars.h"
#include "app-group.h"

G_BEGIN_DECLS

#define APP_TYPE_GROUP_PAGE (app_group_page_get_type ())

G_DECLARE_FINAL_TYPE (AppGroupPage, app_group_page, APP, GROUP_PAGE, AdwNavigationPage)

AppGroupPage *app_group_page_new (AppGroup *group, AppAvatars *avatars);

G_END_DECLS
