/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define APP_TYPE_PROFILE (app_profile_get_type ())
G_DECLARE_FINAL_TYPE (AppProfile, app_profile, APP, PROFILE, GObject)

#define APP_PROFILE_DEFAULT "default"

AppProfile *app_profile_new (const char *name, GError **error);
AppProfile *
app_profile_new_for_folders (const char *name, const char *data_folder, const char *state_folder);
const char *app_profile_get_name (AppProfile *self);
const char *app_profile_get_data_folder (AppProfile *self);
const char *app_profile_get_state_folder (AppProfile *self);
char *app_profile_dup_account_path (AppProfile *self);
char *app_profile_dup_cache_path (AppProfile *self);
char *app_profile_dup_media_folder (AppProfile *self);
/* Of pictures from the clipboard, until they are sent */
char *app_profile_dup_pasted_folder (AppProfile *self);
char *app_profile_dup_server_folder (AppProfile *self);

G_END_DECLS
