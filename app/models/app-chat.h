/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

#include "app-tick.h"

G_BEGIN_DECLS

#define APP_TYPE_CHAT (app_chat_get_type ())
G_DECLARE_FINAL_TYPE (AppChat, app_chat, APP, CHAT, GObject)

/* Properties, all read-only but "draft", each with notify:
 * "key" (int64), "conversation-id", "user-id", "is-group", "is-self", "title", "avatar-id",
 * "preview", "last-time" (int64), "last-tick" (AppTick), "unread" (uint), "typing", "online",
 * "last-seen" (int64), "member-count" (uint), "draft", "pinned" (int64, when), "muted-until"
 * (int64, %G_MAXINT64 for always), "muted", "archived", "marked-unread", "blocked", "mentioned"
 * (boolean). Times are milliseconds since the epoch, 0 where unknown. What can be done with a chat
 * is in app-chat-verbs.h. */

gint64 app_chat_get_key (AppChat *self);
const char *app_chat_get_conversation_id (AppChat *self);
const char *app_chat_get_user_id (AppChat *self);
gboolean app_chat_get_is_group (AppChat *self);
gboolean app_chat_get_is_self (AppChat *self);
const char *app_chat_get_title (AppChat *self);
const char *app_chat_get_avatar_id (AppChat *self);
gint64 app_chat_get_last_seq (AppChat *self);
const char *app_chat_get_preview (AppChat *self);
gint64 app_chat_get_last_time (AppChat *self);
AppTick app_chat_get_last_tick (AppChat *self);
guint app_chat_get_unread (AppChat *self);
const char *app_chat_get_typing (AppChat *self);
gboolean app_chat_get_online (AppChat *self);
gint64 app_chat_get_last_seen (AppChat *self);
guint app_chat_get_member_count (AppChat *self);
gint64 app_chat_get_pinned (AppChat *self);
gint64 app_chat_get_muted_until (AppChat *self);
gboolean app_chat_get_muted (AppChat *self);
gboolean app_chat_get_archived (AppChat *self);
gboolean app_chat_get_marked_unread (AppChat *self);
gint64 app_chat_get_lifetime (AppChat *self);
gboolean app_chat_get_blocked (AppChat *self);
/* With somebody who was deleted, so that nothing can be written; changes with "user-id" */
gboolean app_chat_get_is_former (AppChat *self);
gboolean app_chat_get_mentioned (AppChat *self);
const char *app_chat_get_draft (AppChat *self);
void app_chat_set_draft (AppChat *self, const char *draft);

G_END_DECLS
