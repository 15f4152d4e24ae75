/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <adwaita.h>

#include "app-avatars.h"

G_BEGIN_DECLS

#define APP_TYPE_PREFERENCES (app_preferences_get_type ())

G_DECLARE_FINAL_TYPE (AppPreferences, app_preferences, APP, PREFERENCES, AdwPreferencesDialog)

AppPreferences *app_preferences_new (GSettings *settings, AppSession *session);
void app_preferences_set_avatars (AppPreferences *self, AppAvatars *avatars);

G_END_DECLS
