/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache-database.h"
#include "app-cache-groups.h"
#include "landline-content.h"
#include "landline-conversation.h"

G_BEGIN_DECLS

typedef enum
{
  APP_CACHE_CHAT_DIRECT = LANDLINE_CONVERSATION_DIRECT,
  APP_CACHE_CHAT_GROUP = LANDLINE_CONVERSATION_GROUP,
  APP_CACHE_CHAT_UNKNOWN, /* of a message that came before its conversation was told */
} AppCacheChatKind;

/**
 * AppCacheChat:
 * @key: the row
 * @conversation: (nullable): its id on the server, %NULL until there is a first message
 * @kind: direct, group or not known yet
 * @peer: (nullable): the other user of a direct one
 * @title: what to call it
 * @avatar: (nullable): a media id
 * @peer_last_seen: of the other user, 0 when not known
 * @n_members: how many
 * @last_seq: the newest that is here
 * @last: the newest message; its key is 0 where there is none
 * @last_sender: (nullable): the name of its sender
 * @last_content: (nullable): its content
 * @last_change: (nullable): what happened to the chat, where that is the last there is
 * @last_time: what chats are ordered by
 * @n_unread: messages of others past @own_read
 * @own_read: what the account's user has seen
 * @delivered: what every other member has
 * @read: what every other member has seen
 * @complete: the server has nothing older than what is here
 * @draft: (nullable): what was being written
 * @pinned: when it was pinned, 0 for not at all
 * @muted_until: milliseconds since the epoch, %G_MAXINT64 for always
 * @archived: its last seq when it was archived, 0 for not at all: something newer brings it back
 * @marked_unread: it is shown as unread until it is opened
 * @deleted: its last seq when it was deleted: something newer brings it back
 * @mentioned: the newest message that names the account's user
 * @blocked: the other user of a direct one is blocked
 * @lifetime: the seconds after which what the person sends disappears, 0 for never
 *
 * A chat as it is shown in a list.
 */
typedef struct
{
  gint64 key;
  char *conversation;
  AppCacheChatKind kind;
  char *peer;
  char *title;
  char *avatar;
  gint64 peer_last_seen;
  guint n_members;
  gint64 last_seq;
  AppMessageKey last;
  char *last_sender;
  LandlineContent *last_content;
  AppCacheChange *last_change;
  gint64 last_time;
  guint n_unread;
  gint64 own_read;
  gint64 delivered;
  gint64 read;
  gboolean complete;
  char *draft;
  gint64 pinned;
  gint64 muted_until;
  gint64 archived;
  gboolean marked_unread;
  gint64 deleted;
  gboolean blocked;
  gint64 lifetime;
  gint64 mentioned;
} AppCacheChat;

/* After how many seconds what is sent in a row of chats disappears, in SQL: as its members agreed,
 * else, of a direct one, as the person noted for it or for all. */
#define APP_CACHE_CHATS_LIFETIME(chat)                                                             \
  "CASE WHEN " chat ".kind = 1 OR " chat ".disappear > 0 THEN " chat                               \
  ".disappear ELSE coalesce ((SELECT CAST (value AS INTEGER) FROM notes WHERE "                    \
  "key = 'expire:' || " chat ".conversation AND value <> ''), "                                    \
  "(SELECT CAST (value AS INTEGER) FROM notes WHERE key = 'disappear'), 0) END"

/* The value of a note that mutes for good */
#define APP_CACHE_FOREVER "forever"

void app_cache_chat_free (AppCacheChat *self);

gboolean app_cache_chats_follow (AppCacheDatabase *database, gint64 *key, GError **error);
/* (element-type AppCacheChat), newest first */
GPtrArray *app_cache_chats_list (AppCacheDatabase *database, GError **error);
/* NULL without an error where there is none. Its key is another than @key where the chat is part of
 * another one now: every function here that takes a key goes on from there. */
AppCacheChat *app_cache_chats_get (AppCacheDatabase *database, gint64 key, GError **error);

/* @key is 0 where there is none */
gboolean app_cache_chats_find (AppCacheDatabase *database,
                               const char *conversation,
                               gint64 *key,
                               GError **error);
gboolean app_cache_chats_ensure (AppCacheDatabase *database,
                                 const char *conversation,
                                 gint64 *key,
                                 GError **error);
gboolean app_cache_chats_ensure_direct (AppCacheDatabase *database,
                                        const char *user_id,
                                        gint64 time,
                                        gint64 *key,
                                        GError **error);
gboolean app_cache_chats_put (AppCacheDatabase *database,
                              LandlineConversation *conversation,
                              gint64 *key,
                              GError **error);
/* The server gave the chat @key a conversation. @key may change: two chats can turn out to be one.
 */
gboolean app_cache_chats_bind (AppCacheDatabase *database,
                               gint64 *key,
                               const char *conversation,
                               GError **error);
gboolean app_cache_chats_raise_own_read (AppCacheDatabase *database,
                                         gint64 key,
                                         gint64 seq,
                                         gboolean told,
                                         GError **error);
/* @seq is 0 where nothing of it is here */
gboolean app_cache_chats_get_last_seq (AppCacheDatabase *database,
                                       const char *conversation,
                                       gint64 *seq,
                                       GError **error);
gboolean app_cache_chats_set_complete (AppCacheDatabase *database, gint64 key, GError **error);
gboolean app_cache_chats_set_draft (AppCacheDatabase *database,
                                    gint64 key,
                                    const char *draft,
                                    GError **error);
/* Brings "last" of each changed chat up to date; once at the end of each step. */
gboolean app_cache_chats_refresh (AppCacheDatabase *database, GError **error);

/**
 * AppCacheMark:
 * @chat: the chat
 * @conversation: its id on the server
 * @seq: up to where
 */
typedef struct
{
  gint64 chat;
  char *conversation;
  gint64 seq;
} AppCacheMark;

void app_cache_mark_free (AppCacheMark *self);

/* (element-type AppCacheMark): what was read here and not yet told the server */
GPtrArray *app_cache_chats_list_untold (AppCacheDatabase *database, GError **error);
gboolean
app_cache_chats_set_told (AppCacheDatabase *database, gint64 key, gint64 seq, GError **error);
/* (element-type utf8): conversations of which only the id is known */
GPtrArray *app_cache_chats_list_unknown (AppCacheDatabase *database, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppCacheChat, app_cache_chat_free)

G_END_DECLS
