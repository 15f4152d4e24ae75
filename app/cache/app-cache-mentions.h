/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache-messages.h"

G_BEGIN_DECLS

/* Who is named in a message: it is sent and kept as `@` and a user id, and shown as `@` and a
 * name. */

/* Puts names into the text of @row, and says which: `mentions`, and `own_mention` where the
 * account's user is one of them. */
gboolean app_cache_mentions_show (AppCacheDatabase *database, AppCacheMessage *row, GError **error);
/* NULL without an error where nobody is named */
LandlineContent *app_cache_mentions_show_content (AppCacheDatabase *database,
                                                  LandlineContent *content,
                                                  char ***names,
                                                  char **own,
                                                  GError **error);
/* @message itself where nobody is named */
LandlineMessage *app_cache_mentions_show_message (AppCacheDatabase *database,
                                                  LandlineMessage *message,
                                                  GError **error);

G_END_DECLS
