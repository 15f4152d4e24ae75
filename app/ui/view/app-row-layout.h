/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include "app-row-heights.h"
#include "app-row-run.h"

G_BEGIN_DECLS

/**
 * APP_ROW_LAYOUT_NEAR_END:
 *
 * Pixels: with less than this below the viewport it counts as being at the end, and arrivals are
 * followed.
 */
#define APP_ROW_LAYOUT_NEAR_END 48

typedef struct _AppRowLayout AppRowLayout;

AppRowLayout *app_row_layout_new (AppRowRun *run);
void app_row_layout_free (AppRowLayout *self);
AppRowHeights *app_row_layout_get_heights (AppRowLayout *self);
gboolean app_row_layout_set_size (AppRowLayout *self, int width, int height);
void app_row_layout_splice (AppRowLayout *self, guint position, guint removed, guint added);
gboolean app_row_layout_update (AppRowLayout *self, int budget);
void app_row_layout_allocate (AppRowLayout *self);
void app_row_layout_scroll_by (AppRowLayout *self, double pixels);
void app_row_layout_scroll_to_offset (AppRowLayout *self, double offset);
void app_row_layout_scroll_to (AppRowLayout *self, guint position, double align);
void app_row_layout_scroll_to_end (AppRowLayout *self);
gboolean app_row_layout_is_at_end (AppRowLayout *self);
guint app_row_layout_get_anchor (AppRowLayout *self);
double app_row_layout_get_above (AppRowLayout *self);
double app_row_layout_get_total (AppRowLayout *self);
gboolean app_row_layout_get_visible (AppRowLayout *self, guint *first, guint *last);
gboolean app_row_layout_is_whole (AppRowLayout *self, guint position);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppRowLayout, app_row_layout_free)

G_END_DECLS
