/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-session.h"
#include "landline-privacy.h"

G_BEGIN_DECLS

/* Sets our own picture, or removes it where @file is NULL. It takes a connection. */
void app_session_set_picture_async (AppSession *self,
                                    GFile *file,
                                    const char *content_type,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean app_session_set_picture_finish (AppSession *self, GAsyncResult *result, GError **error);

/* Who is told that we are there, and when we were, as we chose it last on any of our devices; UNSET
 * where the server does not know of such a choice. */
void app_session_load_privacy_async (AppSession *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean app_session_load_privacy_finish (AppSession *self,
                                          GAsyncResult *result,
                                          LandlinePrivacy *privacy,
                                          GError **error);
/* Changes what is not UNSET. It takes a connection. */
void app_session_set_privacy_async (AppSession *self,
                                    const LandlinePrivacy *privacy,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean app_session_set_privacy_finish (AppSession *self, GAsyncResult *result, GError **error);

G_END_DECLS
