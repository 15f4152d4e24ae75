/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include "app-message-view.h"
#include "app-row-layout.h"
#include "app-row-run.h"

G_BEGIN_DECLS

struct _AppMessageView
{
  GtkWidget parent_instance;

  AppRowFactory *factory;
  GListModel *model;
  GtkAdjustment *hadjustment;
  GtkAdjustment *vadjustment;
  GSignalGroup *model_signals;
  GSignalGroup *vadjustment_signals;
  AppRowRun *run;
  AppRowLayout *layout;
  double value; /* of the adjustment, as it was left */

  GtkBitset *unseen; /* what arrived below the viewport and was not seen yet */
  gboolean at_end;   /* these four as last notified */
  guint new_below;
  guint first_visible;
  guint last_visible;
  guint prefetched_first;
  guint prefetched_last;

  gboolean allocating;
  guint report_id;
  guint ahead_id;
  guint highlight_id;
};

void app_message_view_class_init_keyboard (GtkWidgetClass *widget_class);
gboolean app_message_view_focus (GtkWidget *widget, GtkDirectionType direction);
void app_message_view_refocus (AppMessageView *self, guint position);

G_END_DECLS
