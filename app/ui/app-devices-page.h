/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <adwaita.h>

#include "app-session.h"

G_BEGIN_DECLS

#define APP_TYPE_DEVICES_PAGE (app_devices_page_get_type ())

G_DECLARE_FINAL_TYPE (AppDevicesPage, app_devices_page, APP, DEVICES_PAGE, AdwPreferencesPage)

void app_devices_page_set_session (AppDevicesPage *self, AppSession *session);

G_END_DECLS
