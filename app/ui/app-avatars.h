/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <adwaita.h>

#include "app-image-loader.h"
#include "app-transfers.h"

G_BEGIN_DECLS

#define APP_TYPE_AVATARS (app_avatars_get_type ())

G_DECLARE_FINAL_TYPE (AppAvatars, app_avatars, APP, AVATARS, GObject)

AppAvatars *app_avatars_new (AppTransfers *transfers);
void app_avatars_show (AppAvatars *self, AdwAvatar *avatar, const char *media_id);
AppImageLoader *app_avatars_get_loader (AppAvatars *self);

G_END_DECLS
