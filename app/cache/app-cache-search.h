/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache-database.h"
#include "landline-content.h"

G_BEGIN_DECLS

/**
 * AppCacheSearchFilter:
 * @chat: only of this chat, 0 for any
 * @sender: only of the user with this number, 0 for any, below 0 for one who wrote nothing
 * @kind: only with such an attachment, 0 for any
 * @since: only from this time on, milliseconds since the epoch
 * @until: only before this time, 0 for any
 *
 * What a search leaves out.
 */
typedef struct
{
  gint64 chat;
  gint64 sender;
  guint kind;
  gint64 since;
  gint64 until;
} AppCacheSearchFilter;

/* The index over the texts of all messages. */

gboolean app_cache_search_add (AppCacheDatabase *database,
                               gint64 key,
                               LandlineContent *content,
                               GError **error);
gboolean app_cache_search_remove (AppCacheDatabase *database, gint64 key, GError **error);

/* The words of @text as a query of FTS5, the last one as a prefix; NULL where there is no word. */
char *app_cache_search_make_query (const char *text);
/* (element-type gint64): the keys of at most @limit messages before the key @before that have every
 * word, newest first */
GArray *app_cache_search_list (AppCacheDatabase *database,
                               const char *query,
                               gint64 before,
                               guint limit,
                               GError **error);

/* The same, of what @filter lets through; with @query NULL whatever that is */
GArray *app_cache_search_list_filtered (AppCacheDatabase *database,
                                        const char *query,
                                        const AppCacheSearchFilter *filter,
                                        gint64 before,
                                        guint limit,
                                        GError **error);

G_END_DECLS
