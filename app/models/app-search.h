/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-search-hit.h"
#include "app-session.h"

G_BEGIN_DECLS

#define APP_TYPE_SEARCH (app_search_get_type ())
G_DECLARE_FINAL_TYPE (AppSearch, app_search, APP, SEARCH, GObject)

/* A GListModel of AppSearchHit: the newest 50 messages whose text has every word of the query (the
 * last word as a prefix), newest first. Properties: "query" (string, settable), "searching"
 * (boolean), "has-more" (boolean). */

AppSearch *app_search_new (AppSession *session);
const char *app_search_get_query (AppSearch *self);
void app_search_set_query (AppSearch *self, const char *query);
gboolean app_search_get_searching (AppSearch *self);
gboolean app_search_get_has_more (AppSearch *self);
void app_search_load_more (AppSearch *self);

G_END_DECLS
