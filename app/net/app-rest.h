/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

#include "landline-conversation.h"
#include "landline-media-hit.h"
#include "landline-rest-reply.h"
#include "landline-rest-request.h"
#include "landline-server-info.h"
#include "landline-user.h"

G_BEGIN_DECLS

#define APP_TYPE_REST (app_rest_get_type ())
G_DECLARE_FINAL_TYPE (AppRest, app_rest, APP, REST, GObject)

/* The server's REST calls. Each fails with the server's sentence (LANDLINE_ERROR) or one about the
 * connection (APP_ERROR). */

AppRest *app_rest_new (const char *base_url, const char *key, const char *token);
const char *app_rest_get_base_url (AppRest *self);
void app_rest_set_base_url (AppRest *self, const char *base_url);

void app_rest_get_server_async (AppRest *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
LandlineServerInfo *
app_rest_get_server_finish (AppRest *self, GAsyncResult *result, GError **error);

void app_rest_register_async (AppRest *self,
                              const LandlineRegisterRequest *request,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean app_rest_register_finish (AppRest *self,
                                   GAsyncResult *result,
                                   LandlineRegistration *registration,
                                   GError **error);

/* (element-type LandlineUser) */
void app_rest_list_users_async (AppRest *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GPtrArray *app_rest_list_users_finish (AppRest *self, GAsyncResult *result, GError **error);

void app_rest_change_profile_async (AppRest *self,
                                    const LandlineProfileChange *change,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
LandlineUser *app_rest_change_profile_finish (AppRest *self, GAsyncResult *result, GError **error);

/* (element-type LandlineConversation) */
void app_rest_list_conversations_async (AppRest *self,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
GPtrArray *app_rest_list_conversations_finish (AppRest *self, GAsyncResult *result, GError **error);

void app_rest_get_conversation_async (AppRest *self,
                                      const char *conversation,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
LandlineConversation *
app_rest_get_conversation_finish (AppRest *self, GAsyncResult *result, GError **error);

/* (element-type LandlineNote): at most @limit with a version above @after, in their order */
void app_rest_list_notes_async (AppRest *self,
                                gint64 after,
                                guint limit,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GPtrArray *
app_rest_list_notes_finish (AppRest *self, GAsyncResult *result, gboolean *more, GError **error);

/* (element-type LandlineMessage): at most @limit with a seq below @before, newest first; @before 0
 * for the newest */
void app_rest_list_messages_async (AppRest *self,
                                   const char *conversation,
                                   gint64 before,
                                   guint limit,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *
app_rest_list_messages_finish (AppRest *self, GAsyncResult *result, gboolean *more, GError **error);

/* (element-type LandlineMediaHit): at most @limit files of the whole @name behind the file @before,
 * newest first; @before NULL for the newest */
void app_rest_find_files_async (AppRest *self,
                                const char *name,
                                const char *before,
                                guint limit,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GPtrArray *
app_rest_find_files_finish (AppRest *self, GAsyncResult *result, gboolean *more, GError **error);

/* (element-type LandlineReceipt) */
void app_rest_list_receipts_async (AppRest *self,
                                   const char *conversation,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *app_rest_list_receipts_finish (AppRest *self, GAsyncResult *result, GError **error);

/**
 * AppRestProgress:
 * @done: bytes that were moved so far
 * @user_data: of the call
 *
 * Called on the caller's context while a file moves.
 */
typedef void (*AppRestProgress) (guint64 done, gpointer user_data);

/* Streams @file from the disk; it may not change meanwhile. */
void app_rest_upload_async (AppRest *self,
                            GFile *file,
                            LandlineMediaKind kind,
                            const char *name,
                            const char *content_type,
                            AppRestProgress progress,
                            gpointer progress_data,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
LandlineMedia *app_rest_upload_finish (AppRest *self, GAsyncResult *result, GError **error);

/* Streams into a file beside @destination, compares size and SHA-256 when @media has them, and
 * renames it: @destination is the whole file, or not there. */
void app_rest_download_async (AppRest *self,
                              LandlineMedia *media,
                              GFile *destination,
                              AppRestProgress progress,
                              gpointer progress_data,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean app_rest_download_finish (AppRest *self, GAsyncResult *result, GError **error);

G_END_DECLS
