/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <gtk/gtk.h>

#include "app-image-loader.h"
#include "app-search-hit.h"

G_BEGIN_DECLS

#define APP_TYPE_SEARCH_HIT_ROW (app_search_hit_row_get_type ())

G_DECLARE_FINAL_TYPE (AppSearchHitRow, app_search_hit_row, APP, SEARCH_HIT_ROW, GtkWidget)

GtkWidget *app_search_hit_row_new (void);
char *app_search_hit_row_set_hit (AppSearchHitRow *self, AppSearchHit *hit, AppImageLoader *loader);

G_END_DECLS
