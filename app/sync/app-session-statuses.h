/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-session.h"
#include "landline-audience.h"

G_BEGIN_DECLS

/* What people show for a day. What is asked for here is in the cache when the call is done, and
 * told to the server as soon as there is one. */

/* @path: of a media's file, which is ours: it is removed when the status is over. The result is the
 * key of the status, 0 on failure. */
void app_session_post_status_async (AppSession *self,
                                    LandlineContent *content,
                                    const char *colour,
                                    const LandlineAudience *audience,
                                    const char *path,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gint64 app_session_post_status_finish (AppSession *self, GAsyncResult *result, GError **error);

void app_session_retry_status (AppSession *self, gint64 status_key);
void app_session_remove_status (AppSession *self, gint64 status_key);
/* The person saw it. */
void app_session_set_status_viewed (AppSession *self, gint64 status_key);
/* Asks the server who viewed an own one: a device that was away may not have been told. */
void app_session_refresh_status_views (AppSession *self, const char *status_id);

/* Who sees what is posted next, as it was the last time. */
void app_session_load_audience_async (AppSession *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean app_session_load_audience_finish (AppSession *self,
                                           GAsyncResult *result,
                                           LandlineAudience *audience,
                                           GError **error);
void app_session_save_audience (AppSession *self, const LandlineAudience *audience);

G_END_DECLS
