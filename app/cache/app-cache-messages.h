/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache-actions.h"
#include "app-cache-database.h"
#include "app-cache-groups.h"
#include "landline-message.h"
#include "landline-sent.h"

G_BEGIN_DECLS

/**
 * AppCacheMessage:
 * @key: where it stands
 * @chat: in which chat
 * @message: the message as it is shown; one that the server does not have yet has seq 0
 * @content: what is kept of it: of one whose deletion is still to be told, what it said
 * @traits: what became of it
 * @expires: when it disappears, in milliseconds since the epoch, 0 for never
 * @reactors: (nullable): what to call those who reacted, in the order of the message's reactions
 * @sender_name: what to call the sender
 * @sender_avatar: (nullable): the media id of the sender's picture
 * @error: (nullable): why the server refused it
 * @path: (nullable): its file, where it is on this computer
 * @reply: (nullable): the message that it answers, where that is here
 * @reply_name: (nullable): what to call the sender of @reply
 * @mentions: (nullable): names that stand in the text, each behind an `@`
 * @own_mention: (nullable): the one of them that is the account's user
 * @change: (nullable): of a line that is no message, what happened to the chat
 *
 * A message as it is shown.
 */
typedef struct
{
  AppMessageKey key;
  gint64 chat;
  LandlineMessage *message;
  LandlineContent *content;
  AppCacheTraits traits;
  gint64 expires;
  char **reactors;
  char *sender_name;
  char *sender_avatar;
  char *error;
  char *path;
  LandlineMessage *reply;
  char *reply_name;
  AppCacheChange *change;
  char **mentions;
  char *own_mention;
} AppCacheMessage;

void app_cache_message_free (AppCacheMessage *self);

/* A message that the server numbered. One that is here already changes nothing; one of ours that
 * still waits is settled by it. @added and @key are optional. */
gboolean app_cache_messages_put (AppCacheDatabase *database,
                                 LandlineMessage *message,
                                 gint64 *chat,
                                 gboolean *added,
                                 GError **error);
/* The server's word that it has a message of ours. @found is FALSE when it is not here. */
gboolean app_cache_messages_settle (AppCacheDatabase *database,
                                    const LandlineSent *sent,
                                    gboolean *found,
                                    GError **error);

/* A line about what happened to the chat, behind the message @seq. It is no message: nobody reads,
 * counts or searches it. @key is 0 where it is here already. */
gboolean app_cache_messages_add_line (AppCacheDatabase *database,
                                      gint64 chat,
                                      const char *id,
                                      gint64 seq,
                                      gint64 time,
                                      gint64 by,
                                      LandlineContent *content,
                                      gint64 *key,
                                      GError **error);

/* A new message of ours, into the outbox. @held keeps it there, and what is written in the chat
 * behind it, until its file is up. */
gboolean app_cache_messages_add_outgoing (AppCacheDatabase *database,
                                          gint64 chat,
                                          const char *id,
                                          gint64 time,
                                          LandlineContent *content,
                                          const char *reply_to,
                                          gboolean held,
                                          gint64 *key,
                                          GError **error);
gboolean app_cache_messages_set_content (AppCacheDatabase *database,
                                         gint64 key,
                                         LandlineContent *content,
                                         GError **error);
gboolean app_cache_messages_fail (AppCacheDatabase *database,
                                  gint64 key,
                                  const char *sentence,
                                  GError **error);
gboolean app_cache_messages_retry (AppCacheDatabase *database,
                                   gint64 key,
                                   gint64 time,
                                   gboolean held,
                                   GError **error);
/* Only what the server does not have: waiting or refused. */
gboolean app_cache_messages_remove (AppCacheDatabase *database, gint64 key, GError **error);
/* Of a message that was deleted for everyone nothing is left but that. */
gboolean app_cache_messages_wipe (AppCacheDatabase *database,
                                  gint64 key,
                                  LandlineContent *content,
                                  GError **error);
/* Whether a search, and the lists of what is attached, have the message */
gboolean app_cache_messages_set_findable (AppCacheDatabase *database,
                                          gint64 key,
                                          gboolean findable,
                                          GError **error);
/* Removes a message that the server has, for good, with its file. */
gboolean app_cache_messages_drop (AppCacheDatabase *database, gint64 key, GError **error);
/* What is sent in a chat disappears after so long as its members agreed on, or as the person wants
 * for new chats. */
LandlineContent *app_cache_messages_set_lifetime (AppCacheDatabase *database,
                                                  gint64 chat,
                                                  LandlineContent *content,
                                                  GError **error);
/* What is kept under @key disappears when it did before. */
LandlineContent *app_cache_messages_keep_lifetime (AppCacheDatabase *database,
                                                   gint64 key,
                                                   LandlineContent *content,
                                                   GError **error);
/* Drops at most @limit that are to have disappeared by @now. @next: when the next one is to, 0 for
 * none */
gboolean app_cache_messages_expire (AppCacheDatabase *database,
                                    gint64 now,
                                    guint limit,
                                    gint64 *next,
                                    GError **error);
/* Says that a message looks different, such as when its file has come. */
gboolean app_cache_messages_touch (AppCacheDatabase *database, gint64 key, GError **error);

/* (element-type AppMessageKey): at most @limit of those before @place, oldest first */
GArray *app_cache_messages_list_keys (AppCacheDatabase *database,
                                      gint64 chat,
                                      gint64 place,
                                      guint limit,
                                      GError **error);
/* (element-type AppCacheMessage): from @first to @last, oldest first */
GPtrArray *app_cache_messages_list (AppCacheDatabase *database,
                                    gint64 chat,
                                    gint64 first_place,
                                    gint64 last_place,
                                    GError **error);
AppCacheMessage *app_cache_messages_get (AppCacheDatabase *database, gint64 key, GError **error);
/* @key has key 0 where there is none */
gboolean app_cache_messages_find (AppCacheDatabase *database,
                                  const char *id,
                                  gint64 *chat,
                                  AppMessageKey *key,
                                  GError **error);
/* The oldest seq of a chat that is here, 0 for none */
gboolean app_cache_messages_get_first_seq (AppCacheDatabase *database,
                                           gint64 chat,
                                           gint64 *seq,
                                           GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppCacheMessage, app_cache_message_free)

G_END_DECLS
