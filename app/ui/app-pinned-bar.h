/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gtk/gtk.h>

#include "app-pinned.h"

G_BEGIN_DECLS

#define APP_TYPE_PINNED_BAR (app_pinned_bar_get_type ())

G_DECLARE_FINAL_TYPE (AppPinnedBar, app_pinned_bar, APP, PINNED_BAR, GtkWidget)

void app_pinned_bar_set_pinned (AppPinnedBar *self, AppPinned *pinned);

G_END_DECLS
