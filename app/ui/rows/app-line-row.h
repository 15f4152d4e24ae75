/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gtk/gtk.h>

#include "app-timeline-item.h"

G_BEGIN_DECLS

#define APP_TYPE_LINE_ROW (app_line_row_get_type ())
G_DECLARE_FINAL_TYPE (AppLineRow, app_line_row, APP, LINE_ROW, GtkWidget)

GtkWidget *app_line_row_new (void);
void app_line_row_bind (AppLineRow *self, AppTimelineItem *item);
void app_line_row_unbind (AppLineRow *self);

G_END_DECLS
