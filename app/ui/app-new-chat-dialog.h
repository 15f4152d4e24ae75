/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <adwaita.h>

#include "app-avatars.h"
#include "app-directory.h"

G_BEGIN_DECLS

#define APP_TYPE_NEW_CHAT_DIALOG (app_new_chat_dialog_get_type ())

G_DECLARE_FINAL_TYPE (AppNewChatDialog, app_new_chat_dialog, APP, NEW_CHAT_DIALOG, AdwDialog)

AppNewChatDialog *app_new_chat_dialog_new (AppDirectory *directory, AppAvatars *avatars);
void app_new_chat_dialog_set_search (AppNewChatDialog *self, const char *text);

G_END_DECLS
