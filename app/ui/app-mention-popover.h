/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <gtk/gtk.h>

#include "app-avatars.h"

G_BEGIN_DECLS

#define APP_TYPE_MENTION_POPOVER (app_mention_popover_get_type ())

G_DECLARE_FINAL_TYPE (AppMentionPopover, app_mention_popover, APP, MENTION_POPOVER, GtkPopover)

AppMentionPopover *app_mention_popover_new (GtkTextView *text_view);
void app_mention_popover_set_members (AppMentionPopover *self, GListModel *members);
gboolean app_mention_popover_handle_key (AppMentionPopover *self, guint keyval);

G_END_DECLS
