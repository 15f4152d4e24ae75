/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define APP_TYPE_HOVER_BAR (app_hover_bar_get_type ())

G_DECLARE_FINAL_TYPE (AppHoverBar, app_hover_bar, APP, HOVER_BAR, GtkWidget)

AppHoverBar *app_hover_bar_new (GtkOverlay *overlay, GtkScrolledWindow *scroller);
void app_hover_bar_set_enabled (AppHoverBar *self, gboolean enabled);

G_END_DECLS
