/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-session.h"
#include "landline-rest-group.h"

G_BEGIN_DECLS

/* What is done with groups. It needs a connection: nothing here waits for one. What the server
 * answers is in the cache when a call finishes. */

/* @request has an id of landline_id_new_message(), the same at every try. */
void app_session_create_group_async (AppSession *self,
                                     const LandlineGroupRequest *request,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
/* The key of the chat, 0 on failure */
gint64 app_session_create_group_finish (AppSession *self, GAsyncResult *result, GError **error);

void app_session_change_group_async (AppSession *self,
                                     const char *conversation,
                                     const LandlineGroupChange *change,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
/* A square picture for a group that is to be made: the media id goes into its request, the same at
 * every try. */
void app_session_upload_group_picture_async (AppSession *self,
                                             GFile *file,
                                             const char *content_type,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
char *
app_session_upload_group_picture_finish (AppSession *self, GAsyncResult *result, GError **error);
/* @file is a square picture, or NULL for none. */
void app_session_set_group_picture_async (AppSession *self,
                                          const char *conversation,
                                          GFile *file,
                                          const char *content_type,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
/* One after the other; the first that is refused ends it. */
void app_session_add_members_async (AppSession *self,
                                    const char *conversation,
                                    const char *const *user_ids,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
void app_session_set_member_role_async (AppSession *self,
                                        const char *conversation,
                                        const char *user_id,
                                        LandlineRole role,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
/* Of the account's own user: to leave */
void app_session_remove_member_async (AppSession *self,
                                      const char *conversation,
                                      const char *user_id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/* Of any of these but the first */
gboolean app_session_group_finish (AppSession *self, GAsyncResult *result, GError **error);

/* Of a direct conversation: after how many seconds what both send disappears, 0 for never */
void app_session_settle_async (AppSession *self,
                               const char *conversation,
                               gint64 disappear,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean app_session_settle_finish (AppSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
