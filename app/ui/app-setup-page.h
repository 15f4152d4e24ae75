/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <adwaita.h>

#include "app-discovery.h"

G_BEGIN_DECLS

#define APP_TYPE_SETUP_PAGE (app_setup_page_get_type ())

G_DECLARE_FINAL_TYPE (AppSetupPage, app_setup_page, APP, SETUP_PAGE, AdwNavigationPage)

void app_setup_page_set_discovery (AppSetupPage *self, AppDiscovery *discovery);
void app_setup_page_set_name (AppSetupPage *self, const char *name);
void app_setup_page_set_number (AppSetupPage *self, const char *number);
void app_setup_page_set_link (AppSetupPage *self, const char *link);
void app_setup_page_read_picture (AppSetupPage *self, GFile *file);
void app_setup_page_set_progress (AppSetupPage *self, const char *sentence);
gboolean app_setup_page_get_busy (AppSetupPage *self);
void app_setup_page_set_error (AppSetupPage *self, const char *sentence);
const char *app_setup_page_get_error (AppSetupPage *self);

G_END_DECLS
