/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gtk/gtk.h>

#include "app-timeline-item.h"

G_BEGIN_DECLS

#define APP_TYPE_REACTION_BAR (app_reaction_bar_get_type ())

G_DECLARE_FINAL_TYPE (AppReactionBar, app_reaction_bar, APP, REACTION_BAR, GtkWidget)

GtkWidget *app_reaction_bar_new (void);
void app_reaction_bar_bind (AppReactionBar *self, AppTimelineItem *item);
const char *app_reaction_bar_get_own (AppTimelineItem *item);

G_END_DECLS
