/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <gtk/gtk.h>

#include "app-send-item.h"

G_BEGIN_DECLS

#define APP_TYPE_SEND_ROW (app_send_row_get_type ())

G_DECLARE_FINAL_TYPE (AppSendRow, app_send_row, APP, SEND_ROW, GtkWidget)

GtkWidget *app_send_row_new (void);
AppSendItem *app_send_row_get_item (AppSendRow *self);
void app_send_row_set_item (AppSendRow *self, AppSendItem *item);

G_END_DECLS
