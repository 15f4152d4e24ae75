/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-back-fill.h"

G_BEGIN_DECLS

/* What the files of AppBackFill share. */

AppCache *app_back_fill_get_cache (AppBackFill *self);
AppRest *app_back_fill_get_rest (AppBackFill *self);
gboolean app_back_fill_is_gone (const GError *error);

/* What events tell while an answer is on its way */
guint64 app_back_fill_begin_question (AppBackFill *self);
void app_back_fill_end_question (AppBackFill *self);
gpointer app_back_fill_find_event (AppBackFill *self, const char *id, guint64 since);

/* What was noted on other devices */
void app_back_fill_notes_async (AppBackFill *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean app_back_fill_notes_finish (AppBackFill *self, GAsyncResult *result, GError **error);

/* Puts @messages (element-type LandlineMessage, newest first) into the cache, oldest first, in one
 * commit. @chat is set complete unless it is 0. */
void app_back_fill_put_messages (AppBackFill *self,
                                 GPtrArray *messages,
                                 gint64 complete_chat,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

G_END_DECLS
