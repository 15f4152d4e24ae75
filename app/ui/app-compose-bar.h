/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_COMPOSE_BAR (app_compose_bar_get_type ())

G_DECLARE_FINAL_TYPE (AppComposeBar, app_compose_bar, APP, COMPOSE_BAR, GtkWidget)

void app_compose_bar_show (AppComposeBar *self,
                           const char *icon_name,
                           const char *title,
                           const char *text);
void app_compose_bar_hide (AppComposeBar *self);

G_END_DECLS
