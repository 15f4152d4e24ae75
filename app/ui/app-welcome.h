/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <adwaita.h>

#include "app-discovery.h"

G_BEGIN_DECLS

#define APP_TYPE_WELCOME (app_welcome_get_type ())

G_DECLARE_FINAL_TYPE (AppWelcome, app_welcome, APP, WELCOME, AdwBin)

GtkWidget *app_welcome_new (void);
void app_welcome_set_discovery (AppWelcome *self, AppDiscovery *discovery);
void app_welcome_set_name (AppWelcome *self, const char *name);
void app_welcome_set_link (AppWelcome *self, const char *link);
void app_welcome_rejoin (AppWelcome *self, const char *link, const char *name, const char *number);
gboolean app_welcome_get_rejoining (AppWelcome *self);
void app_welcome_show_start (AppWelcome *self);
void app_welcome_set_progress (AppWelcome *self, const char *sentence);
gboolean app_welcome_get_busy (AppWelcome *self);
void app_welcome_set_error (AppWelcome *self, const char *sentence);
const char *app_welcome_get_error (AppWelcome *self);

G_END_DECLS
