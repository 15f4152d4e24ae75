/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

#include "app-chat.h"

G_BEGIN_DECLS

/* What can be done with a chat. It shows when the cache has it; the server and the person's other
 * devices follow. */

#define APP_CHAT_FOREVER G_MAXINT64

/* Whether the server knows of the chat, so that something can be noted about it */
gboolean app_chat_can_note (AppChat *self);
void app_chat_set_pinned (AppChat *self, gboolean pinned);
/* @until: milliseconds since the epoch, %APP_CHAT_FOREVER, or 0 for not any more */
void app_chat_mute_until (AppChat *self, gint64 until);
void app_chat_set_archived (AppChat *self, gboolean archived);
void app_chat_set_marked_unread (AppChat *self, gboolean marked_unread);
void app_chat_set_opened (AppChat *self);
/* Of a direct chat: after so many seconds what both send from now on disappears, 0 for never */
void app_chat_set_lifetime_async (AppChat *self,
                                  gint64 seconds,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean app_chat_set_lifetime_finish (AppChat *self, GAsyncResult *result, GError **error);
/* Of a chat with one other user */
void app_chat_set_blocked (AppChat *self, gboolean blocked);
/* Up to the message with this number: what has come since the person asked for it stays */
void app_chat_clear (AppChat *self, gint64 seq);
void app_chat_delete (AppChat *self, gint64 seq);

G_END_DECLS
