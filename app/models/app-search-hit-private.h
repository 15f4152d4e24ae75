/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache-chats.h"
#include "app-cache-messages.h"
#include "app-search-hit.h"
#include "landline-media-hit.h"

G_BEGIN_DECLS

AppSearchHit *app_search_hit_new (AppCacheMessage *row, const char *chat_title, const char *query);
/* Of a file that the server found, in a message that is not here */
AppSearchHit *app_search_hit_new_found (LandlineMediaHit *found,
                                        const AppCacheChat *chat,
                                        const char *sender_name,
                                        gboolean outgoing,
                                        const char *query);

G_END_DECLS
