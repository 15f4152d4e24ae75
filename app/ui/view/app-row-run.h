/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include "app-row-factory.h"

G_BEGIN_DECLS

typedef struct _AppRowRun AppRowRun;

AppRowRun *app_row_run_new (GtkWidget *view);
void app_row_run_free (AppRowRun *self);
void app_row_run_set_source (AppRowRun *self, AppRowFactory *factory, GListModel *model);
guint app_row_run_get_first (AppRowRun *self);
guint app_row_run_get_n_rows (AppRowRun *self);
gboolean app_row_run_has (AppRowRun *self, guint position);
GtkWidget *app_row_run_get_row (AppRowRun *self, guint position);
guint app_row_run_find (AppRowRun *self, GtkWidget *row);
int app_row_run_measure (AppRowRun *self, guint position, int width);
int app_row_run_get_height (AppRowRun *self, guint position);
void app_row_run_allocate (AppRowRun *self, guint position, int y, int width);
void app_row_run_reach (AppRowRun *self, guint position);
void app_row_run_trim (AppRowRun *self, guint first, guint last);
void app_row_run_clear (AppRowRun *self);
void app_row_run_splice (AppRowRun *self, guint position, guint removed, guint added, guint anchor);
void app_row_run_number (AppRowRun *self);
void app_row_run_highlight (AppRowRun *self, guint position);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppRowRun, app_row_run_free)

G_END_DECLS
