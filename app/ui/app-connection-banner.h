/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <adwaita.h>

#include "app-session.h"

G_BEGIN_DECLS

#define APP_TYPE_CONNECTION_BANNER (app_connection_banner_get_type ())

G_DECLARE_FINAL_TYPE (AppConnectionBanner, app_connection_banner, APP, CONNECTION_BANNER, AdwBin)

GtkWidget *app_connection_banner_new (void);
void app_connection_banner_set_session (AppConnectionBanner *self, AppSession *session);
gboolean app_connection_banner_get_revealed (AppConnectionBanner *self);
const char *app_connection_banner_get_title (AppConnectionBanner *self);

G_END_DECLS
