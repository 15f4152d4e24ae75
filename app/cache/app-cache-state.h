/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache-database.h"

G_BEGIN_DECLS

/* Single values: how far the server's inbox was read, and settings of the account. */

gboolean app_cache_state_get_text (AppCacheDatabase *database,
                                   const char *name,
                                   char **value,
                                   GError **error);
gboolean app_cache_state_set_text (AppCacheDatabase *database,
                                   const char *name,
                                   const char *value,
                                   GError **error);
gboolean app_cache_state_get_int (AppCacheDatabase *database,
                                  const char *name,
                                  gint64 *value,
                                  gint64 fallback,
                                  GError **error);
gboolean app_cache_state_set_int (AppCacheDatabase *database,
                                  const char *name,
                                  gint64 value,
                                  GError **error);

#define APP_CACHE_STATE_CURSOR        "cursor"
#define APP_CACHE_STATE_GENERATION    "generation"
#define APP_CACHE_STATE_READ_RECEIPTS "send-read-receipts"
/* What we chose to show, as a LandlineVisibility */
#define APP_CACHE_STATE_SHOW_ONLINE    "show-online"
#define APP_CACHE_STATE_SHOW_LAST_SEEN "show-last-seen"
/* 1 while the conversations are still to be fetched from the server */
#define APP_CACHE_STATE_BACK_FILL "back-fill"
/* 1 while what a cleared history left in the index and the log is still to be removed */
#define APP_CACHE_STATE_SCRUB "scrub"

G_END_DECLS
