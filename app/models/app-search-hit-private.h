/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache-messages.h"
#include "app-search-hit.h"

G_BEGIN_DECLS

AppSearchHit *app_search_hit_new (AppCacheMessage *row, const char *chat_title, const char *query);

G_END_DECLS
