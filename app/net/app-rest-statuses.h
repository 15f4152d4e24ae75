/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-rest.h"
#include "landline-rest-status.h"

G_BEGIN_DECLS

/* The REST calls about what people show for a day. They fail as the others do. */

void app_rest_post_status_async (AppRest *self,
                                 const LandlineStatusRequest *request,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
LandlineStatus *app_rest_post_status_finish (AppRest *self, GAsyncResult *result, GError **error);

/* (element-type LandlineStatus): ours, and those that we may see */
void app_rest_list_statuses_async (AppRest *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *app_rest_list_statuses_finish (AppRest *self, GAsyncResult *result, GError **error);

void app_rest_delete_status_async (AppRest *self,
                                   const char *status,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
void app_rest_view_status_async (AppRest *self,
                                 const char *status,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/* For both of these: what they answer with says nothing. */
gboolean app_rest_status_done_finish (AppRest *self, GAsyncResult *result, GError **error);

/* (element-type LandlineView): of an own one */
void app_rest_list_views_async (AppRest *self,
                                const char *status,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GPtrArray *app_rest_list_views_finish (AppRest *self, GAsyncResult *result, GError **error);

G_END_DECLS
