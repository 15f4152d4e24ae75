/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-image-loader.h"
#include "app-message-body.h"

G_BEGIN_DECLS

#define APP_TYPE_BUBBLE (app_bubble_get_type ())

G_DECLARE_FINAL_TYPE (AppBubble, app_bubble, APP, BUBBLE, GtkWidget)

GtkWidget *app_bubble_new (AppImageLoader *loader);
void app_bubble_bind (AppBubble *self, AppTimelineItem *item, gboolean shows_sender);
void app_bubble_unbind (AppBubble *self);
gboolean app_bubble_unfold (AppBubble *self);
AppMessageBody *app_bubble_get_body (AppBubble *self);
GtkLabel *app_bubble_get_text (AppBubble *self);

G_END_DECLS
