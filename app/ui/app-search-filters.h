/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#pragma once

#include <adwaita.h>

#include "app-chat-list.h"
#include "app-search.h"

G_BEGIN_DECLS

#define APP_TYPE_SEARCH_FILTERS (app_search_filters_get_type ())

G_DECLARE_FINAL_TYPE (AppSearchFilters, app_search_filters, APP, SEARCH_FILTERS, AdwBin)

void app_search_filters_set_chats (AppSearchFilters *self, AppChatList *chats);
void app_search_filters_reset (AppSearchFilters *self);
void app_search_filters_get (AppSearchFilters *self, AppSearchFilter *filter);

G_END_DECLS
