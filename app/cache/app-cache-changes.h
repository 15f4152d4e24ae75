/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * AppMessageState:
 * @APP_MESSAGE_KEPT: the server has it (a message of anybody)
 * @APP_MESSAGE_WAITING: ours, in the outbox
 * @APP_MESSAGE_FAILED: ours, refused by the server
 * @APP_MESSAGE_LINE: no message: what happened to the chat, see #AppCacheChange
 */
typedef enum
{
  APP_MESSAGE_KEPT,
  APP_MESSAGE_WAITING,
  APP_MESSAGE_FAILED,
  APP_MESSAGE_LINE,
} AppMessageState;

/* A message's key is its time and a number of those of the same millisecond. */
#define APP_MESSAGE_KEY_SHIFT 20

/* Where a message stands in its chat: see app_message_place_*. */
#define APP_MESSAGE_PLACE_SHIFT   20
#define APP_MESSAGE_PLACE_WAITING (G_GINT64_CONSTANT (1) << 61)
#define APP_MESSAGE_SEQ_MAX       (G_GINT64_CONSTANT (1) << 40)

/**
 * AppMessageKey:
 * @key: the row of the message in the cache
 * @place: its order in the chat
 * @time: milliseconds since the epoch
 * @sender: the number of the sender in the cache, 1 is the account's own user
 * @state: an #AppMessageState
 *
 * What a timeline keeps of each message: 32 bytes.
 */
typedef struct
{
  gint64 key;
  gint64 place;
  gint64 time;
  guint32 sender;
  guint32 state;
} AppMessageKey;

#define APP_CACHE_SELF 1

/* The seq of a message at this place, 0 where the server has given it none. */
static inline gint64
app_message_place_to_seq (gint64 place)
{
  if (place >= APP_MESSAGE_PLACE_WAITING || (place & ((1 << APP_MESSAGE_PLACE_SHIFT) - 1)) != 0)
    return 0;
  return place >> APP_MESSAGE_PLACE_SHIFT;
}

static inline gint64
app_message_place_from_seq (gint64 seq)
{
  return seq << APP_MESSAGE_PLACE_SHIFT;
}

typedef enum
{
  APP_CACHE_MESSAGE_ADDED,
  APP_CACHE_MESSAGE_CHANGED,
  APP_CACHE_MESSAGE_REMOVED,
} AppCacheMessageChangeKind;

/**
 * AppCacheMessageChange:
 * @kind: what happened
 * @old_place: where it stood before, for changed and removed
 * @key: the message as it is now
 */
typedef struct
{
  AppCacheMessageChangeKind kind;
  gint64 old_place;
  AppMessageKey key;
} AppCacheMessageChange;

/**
 * AppCacheMove:
 * @from: the key that a chat had
 * @into: the chat that has its messages now
 */
typedef struct
{
  gint64 from;
  gint64 into;
} AppCacheMove;

/**
 * AppCacheClear:
 * @chat: whose messages were removed
 * @end: the place before which none is left
 */
typedef struct
{
  gint64 chat;
  gint64 end;
} AppCacheClear;

/* What one transaction changed. Made on the cache's thread, read on the main one. */
#define APP_TYPE_CACHE_CHANGES (app_cache_changes_get_type ())
typedef struct _AppCacheChanges AppCacheChanges;

GType app_cache_changes_get_type (void) G_GNUC_CONST;
AppCacheChanges *app_cache_changes_new (void);
AppCacheChanges *app_cache_changes_ref (AppCacheChanges *self);
void app_cache_changes_unref (AppCacheChanges *self);

void app_cache_changes_add_message (AppCacheChanges *self,
                                    gint64 chat,
                                    AppCacheMessageChangeKind kind,
                                    gint64 old_place,
                                    const AppMessageKey *key);
void app_cache_changes_add_chat (AppCacheChanges *self, gint64 chat);
/* Its settings or its members are others. */
void app_cache_changes_add_group (AppCacheChanges *self, gint64 chat);
void app_cache_changes_add_moved_chat (AppCacheChanges *self, gint64 chat, gint64 into);
void app_cache_changes_add_cleared_chat (AppCacheChanges *self, gint64 chat, gint64 end);
void app_cache_changes_add_removed_file (AppCacheChanges *self, const char *path);
/* @message: the key of one that was removed while its file moved */
void app_cache_changes_add_removed_transfer (AppCacheChanges *self, gint64 message);
void app_cache_changes_add_notes (AppCacheChanges *self);
void app_cache_changes_add_statuses (AppCacheChanges *self);
/* @time: when a message is to disappear, in milliseconds since the epoch; 0 for never */
void app_cache_changes_add_expiring (AppCacheChanges *self, gint64 time);
/* Words were removed that the index may still have. */
void app_cache_changes_add_wiped (AppCacheChanges *self);
void app_cache_changes_add_users (AppCacheChanges *self);
void app_cache_changes_add_outbox (AppCacheChanges *self);
/* What stood behind a message that waited for its file can go. */
void app_cache_changes_add_released (AppCacheChanges *self);
void app_cache_changes_add_read (AppCacheChanges *self);

gboolean app_cache_changes_is_empty (AppCacheChanges *self);
/* The array belongs to the changes; NULL where none changed in the chat. */
const AppCacheMessageChange *
app_cache_changes_get_messages (AppCacheChanges *self, gint64 chat, guint *n_messages);
/* The keys of the chats whose row changed or that are new, gint64. */
const gint64 *app_cache_changes_get_chats (AppCacheChanges *self, guint *n_chats);
/* The chats that are part of another one now, and are no more */
const AppCacheMove *app_cache_changes_get_moved_chats (AppCacheChanges *self, guint *n_chats);
/* Chats whose history was removed, which is after what else changed in them */
const AppCacheClear *app_cache_changes_get_cleared_chats (AppCacheChanges *self, guint *n_chats);
/* (element-type utf8): files that nothing refers to any more */
GPtrArray *app_cache_changes_get_removed_files (AppCacheChanges *self);
const gint64 *app_cache_changes_get_removed_transfers (AppCacheChanges *self, guint *n_messages);
/* Something was noted, here or elsewhere */
gboolean app_cache_changes_get_notes (AppCacheChanges *self);
/* What somebody shows for a day is another */
gboolean app_cache_changes_get_statuses (AppCacheChanges *self);
/* When the first of the new messages that do is to disappear, 0 for none */
gint64 app_cache_changes_get_expiring (AppCacheChanges *self);
gboolean app_cache_changes_get_wiped (AppCacheChanges *self);
gboolean app_cache_changes_has_chat (AppCacheChanges *self, gint64 chat);
gboolean app_cache_changes_has_group (AppCacheChanges *self, gint64 chat);
gboolean app_cache_changes_get_users (AppCacheChanges *self);
gboolean app_cache_changes_get_outbox (AppCacheChanges *self);
gboolean app_cache_changes_get_released (AppCacheChanges *self);
gboolean app_cache_changes_get_read (AppCacheChanges *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppCacheChanges, app_cache_changes_unref)

G_END_DECLS
