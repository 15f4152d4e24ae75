/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache-database.h"
#include "landline-action.h"
#include "landline-message.h"

G_BEGIN_DECLS

/* What was done to messages: for each of what excludes each other the one with the highest version,
 * so that all caches come to the same end in whatever order they are told. What is still to be told
 * to the server (app-cache-acts) is laid over it. */

/* So many that came before their message are kept; of more the oldest are forgotten. A page of
 * history has their outcome anyway. */
#define APP_CACHE_ACTIONS_EARLY_MAX 4096

/**
 * AppCacheTraits:
 * @APP_CACHE_REACTED: somebody reacted to it
 * @APP_CACHE_EDITED: it is not what was sent
 * @APP_CACHE_PINNED: it is pinned in the chat
 * @APP_CACHE_DELETED: it was deleted for everyone
 * @APP_CACHE_STARRED: the person starred it
 * @APP_CACHE_BY_ADMIN: it was deleted by an admin who had not sent it
 *
 * What is kept beside a message, so that most need no look anywhere else. The numbers are in the
 * database.
 */
typedef enum
{
  APP_CACHE_REACTED = 1 << 0,
  APP_CACHE_EDITED = 1 << 1,
  APP_CACHE_PINNED = 1 << 2,
  APP_CACHE_DELETED = 1 << 3,
  APP_CACHE_STARRED = 1 << 4,
  APP_CACHE_BY_ADMIN = 1 << 5,
} AppCacheTraits;

/* Of the server: what anybody did. It may come before its message, late, or again. */
gboolean app_cache_actions_put (AppCacheDatabase *database, LandlineAction *action, GError **error);
/* A message was told by the server, with what had become of it by then. @key: its row; @added:
 * whether it is new here */
gboolean app_cache_actions_arrived (AppCacheDatabase *database,
                                    gint64 key,
                                    LandlineMessage *message,
                                    gboolean added,
                                    GError **error);
/* Works out how a message looks. */
gboolean
app_cache_actions_refresh (AppCacheDatabase *database, const char *message_id, GError **error);
/* The text that the server knows: it holds again when no edit waits any more. */
gboolean
app_cache_actions_keep_text (AppCacheDatabase *database, const char *message_id, GError **error);
/* @state is empty before; @reactors: (out): what to call those who reacted */
gboolean app_cache_actions_get_state (AppCacheDatabase *database,
                                      const char *message_id,
                                      AppCacheTraits traits,
                                      LandlineMessageState *state,
                                      char ***reactors,
                                      GError **error);
gboolean app_cache_actions_set_starred (AppCacheDatabase *database,
                                        const char *message_id,
                                        gboolean starred,
                                        GError **error);
/* The messages of a chat before @end are about to be removed. */
gboolean
app_cache_actions_clear (AppCacheDatabase *database, gint64 chat, gint64 end, GError **error);
gboolean
app_cache_actions_forget (AppCacheDatabase *database, const char *message_id, GError **error);
/* The server numbers anew: whatever it says from now on is news. */
gboolean app_cache_actions_renumber (AppCacheDatabase *database, GError **error);
/* (element-type gint64): keys of the pinned messages of a chat, newest first */
GArray *app_cache_actions_list_pinned (AppCacheDatabase *database, gint64 chat, GError **error);

G_END_DECLS
