/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <adwaita.h>

#include "app-avatars.h"
#include "app-chat-list.h"

G_BEGIN_DECLS

#define APP_TYPE_CHAT_DETAILS (app_chat_details_get_type ())

G_DECLARE_FINAL_TYPE (AppChatDetails, app_chat_details, APP, CHAT_DETAILS, AdwDialog)

AppChatDetails *app_chat_details_new (AppSession *session, AppChat *chat, AppAvatars *avatars);

G_END_DECLS
