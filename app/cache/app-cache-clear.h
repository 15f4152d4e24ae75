/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache-database.h"

G_BEGIN_DECLS

/* What removes the history of a chat, and what keeps it from coming back. */

/* Removes the messages of a conversation up to @seq, with the words and the files that nothing else
 * refers to; the paths of those are in the changes. A conversation that is not known is none. */
gboolean app_cache_clear_conversation (AppCacheDatabase *database,
                                       const char *conversation,
                                       gint64 seq,
                                       GError **error);
/* Up to which seq the conversation was cleared or deleted, 0 for not at all */
gboolean app_cache_clear_get_seq (AppCacheDatabase *database,
                                  const char *conversation,
                                  gint64 *seq,
                                  GError **error);
/* Forgets a chat that the server does not know of and that has no messages. */
gboolean app_cache_clear_local_chat (AppCacheDatabase *database, gint64 chat, GError **error);

/* A piece of removing what was deleted from the index of the words. @done is %TRUE after the last.
 */
gboolean
app_cache_clear_merge (AppCacheDatabase *database, gboolean first, gboolean *done, GError **error);
/* Outside of a transaction: empties the write-ahead log, where what was deleted still stands. */
gboolean app_cache_clear_checkpoint (AppCacheDatabase *database, gpointer data, GError **error);

G_END_DECLS
