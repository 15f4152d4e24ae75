/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _AppRowHeights AppRowHeights;

AppRowHeights *app_row_heights_new (void);
void app_row_heights_free (AppRowHeights *self);
guint app_row_heights_get_n_rows (AppRowHeights *self);
void app_row_heights_splice (AppRowHeights *self, guint position, guint removed, guint added);
void app_row_heights_set (AppRowHeights *self, guint position, int height);
int app_row_heights_get (AppRowHeights *self, guint position);
void app_row_heights_forget (AppRowHeights *self);
double app_row_heights_get_estimate (AppRowHeights *self);
double app_row_heights_get_offset (AppRowHeights *self, guint position);
double app_row_heights_get_total (AppRowHeights *self);
guint app_row_heights_find (AppRowHeights *self, double offset, double *top);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppRowHeights, app_row_heights_free)

G_END_DECLS
