/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gtk/gtk.h>

#include "app-image-loader.h"
#include "app-timeline-item.h"

G_BEGIN_DECLS

#define APP_TYPE_MESSAGE_ROW (app_message_row_get_type ())

G_DECLARE_FINAL_TYPE (AppMessageRow, app_message_row, APP, MESSAGE_ROW, GtkWidget)

GtkWidget *app_message_row_new (AppImageLoader *loader);
void app_message_row_bind (AppMessageRow *self, AppTimelineItem *item, gboolean shows_senders);
void app_message_row_unbind (AppMessageRow *self);
gboolean
app_message_row_compute_bubble (AppMessageRow *self, GtkWidget *target, graphene_rect_t *bounds);
AppTimelineItem *app_message_row_get_item (AppMessageRow *self);

G_END_DECLS
