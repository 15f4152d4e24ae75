/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache.h"
#include "app-rest.h"
#include "landline-event.h"

G_BEGIN_DECLS

#define APP_TYPE_BACK_FILL (app_back_fill_get_type ())
G_DECLARE_FINAL_TYPE (AppBackFill, app_back_fill, APP, BACK_FILL, GObject)

/* Messages of a page */
#define APP_BACK_FILL_PAGE 100

AppBackFill *app_back_fill_new (AppCache *cache, AppRest *rest);
void app_back_fill_note_event (AppBackFill *self, LandlineEvent *event);

/* The messages of a conversation from @first to @last, as far as the server has them, in one
 * commit. */
void app_back_fill_range_async (AppBackFill *self,
                                const char *conversation,
                                gint64 first,
                                gint64 last,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean app_back_fill_range_finish (AppBackFill *self, GAsyncResult *result, GError **error);

/* A page of what is before the oldest message of a chat. Finishes with FALSE without an error when
 * the server has no more. */
void app_back_fill_older_async (AppBackFill *self,
                                gint64 chat,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean app_back_fill_older_finish (AppBackFill *self, GAsyncResult *result, GError **error);

/* What was noted on other devices, then every conversation, with its receipts and its newest page:
 * for a new device or a server that starts anew. */
void app_back_fill_all_async (AppBackFill *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean app_back_fill_all_finish (AppBackFill *self, GAsyncResult *result, GError **error);

/* Conversations of which only the id is known. */
void app_back_fill_unknown_async (AppBackFill *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean app_back_fill_unknown_finish (AppBackFill *self, GAsyncResult *result, GError **error);

/* Everyone on the server. */
void app_back_fill_users_async (AppBackFill *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean app_back_fill_users_finish (AppBackFill *self, GAsyncResult *result, GError **error);

G_END_DECLS
