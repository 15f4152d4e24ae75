/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-bubble.h"
#include "app-message-row.h"

G_BEGIN_DECLS

struct _AppMessageRow
{
  GtkWidget parent_instance;
  AppTimelineItem *item;
  gulong changed_id;
  GSignalGroup *transfer_signals; /* of its file on its way */
  gboolean shows_senders;

  GtkWidget *day; /* these three are made when a row needs them */
  GtkWidget *unread;
  GtkWidget *avatar;
  GtkWidget *bubble;
  GtkWidget *menu;
};

void app_message_row_class_init_actions (GtkWidgetClass *widget_class);
void app_message_row_init_actions (AppMessageRow *self);
void app_message_row_close_menu (AppMessageRow *self);

G_END_DECLS
