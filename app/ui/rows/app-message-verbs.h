/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gtk/gtk.h>

#include "app-timeline-item.h"

G_BEGIN_DECLS

/* So long after it was sent a message can be changed or deleted for everyone, in milliseconds */
#define APP_MESSAGE_VERBS_TIME (24 * G_GINT64_CONSTANT (3600000))

gboolean app_message_verbs_can_act (AppTimelineItem *item);
gboolean app_message_verbs_can_edit (AppTimelineItem *item, gint64 now);
gboolean
app_message_verbs_can_delete_for_all (AppTimelineItem *item, gint64 now, gboolean is_admin);
void app_message_verbs_append (GMenu *menu, AppTimelineItem *item);
void app_message_verbs_add_reactions (GtkPopoverMenu *popover, AppTimelineItem *item);

G_END_DECLS
