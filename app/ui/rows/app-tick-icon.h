/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gtk/gtk.h>

#include "app-tick.h"

G_BEGIN_DECLS

#define APP_TYPE_TICK_ICON (app_tick_icon_get_type ())

G_DECLARE_FINAL_TYPE (AppTickIcon, app_tick_icon, APP, TICK_ICON, GtkWidget)

GtkWidget *app_tick_icon_new (void);
AppTick app_tick_icon_get_tick (AppTickIcon *self);
void app_tick_icon_set_tick (AppTickIcon *self, AppTick tick);

const char *app_tick_icon_describe (AppTick tick);

G_END_DECLS
