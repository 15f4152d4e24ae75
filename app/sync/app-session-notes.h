/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-session.h"

G_BEGIN_DECLS

/* What the person notes about chats, people and messages: it holds at once, here, and on their
 * other devices when the server has told them. An empty value takes a note back. */
void app_session_set_note (AppSession *self, const char *key, const char *value);

/* Which messages that means, and up to where, is worked out where they are kept. */
void app_session_set_chat_archived (AppSession *self, gint64 chat_key, gboolean archived);
void app_session_mark_chat_read (AppSession *self, gint64 chat_key);
/* Removes the history for good. */
/* Up to @seq: what has come since the person asked for it stays */
void app_session_clear_chat (AppSession *self, gint64 chat_key, gint64 seq);
/* And has the chat not listed until something newer comes. */
void app_session_delete_chat (AppSession *self, gint64 chat_key, gint64 seq);

G_END_DECLS
