/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include "app-row-factory.h"

G_BEGIN_DECLS

#define APP_TYPE_MESSAGE_VIEW (app_message_view_get_type ())

G_DECLARE_FINAL_TYPE (AppMessageView, app_message_view, APP, MESSAGE_VIEW, GtkWidget)

AppMessageView *app_message_view_new (AppRowFactory *factory);
AppRowFactory *app_message_view_get_factory (AppMessageView *self);
GListModel *app_message_view_get_model (AppMessageView *self);
void app_message_view_set_model (AppMessageView *self, GListModel *model);
void app_message_view_open (AppMessageView *self, guint first_unread);
void
app_message_view_scroll_to (AppMessageView *self, guint position, double align, gboolean highlight);
void app_message_view_scroll_to_end (AppMessageView *self);
gboolean app_message_view_get_at_end (AppMessageView *self);
guint app_message_view_get_new_below (AppMessageView *self);
gboolean app_message_view_get_visible_range (AppMessageView *self, guint *first, guint *last);
GtkWidget *app_message_view_get_row (AppMessageView *self, guint position);
guint app_message_view_get_position (AppMessageView *self, GtkWidget *row);

G_END_DECLS
