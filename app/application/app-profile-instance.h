/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include "app-profile.h"

G_BEGIN_DECLS

char *app_profile_instance_dup_application_id (const char *profile_name);
char *app_profile_instance_dup_settings_path (const char *profile_name);
int app_profile_instance_lock (AppProfile *profile, GError **error);

G_END_DECLS
