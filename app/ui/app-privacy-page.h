/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <adwaita.h>

#include "app-session.h"

G_BEGIN_DECLS

#define APP_TYPE_PRIVACY_PAGE (app_privacy_page_get_type ())

G_DECLARE_FINAL_TYPE (AppPrivacyPage, app_privacy_page, APP, PRIVACY_PAGE, AdwPreferencesPage)

void app_privacy_page_set_account (AppPrivacyPage *self, GSettings *settings, AppSession *session);

G_END_DECLS
