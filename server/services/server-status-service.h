/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-delivery.h"

G_BEGIN_DECLS

#define SERVER_TYPE_STATUS_SERVICE (server_status_service_get_type ())
G_DECLARE_FINAL_TYPE (ServerStatusService, server_status_service, SERVER, STATUS_SERVICE, GObject)

ServerStatusService *server_status_service_new (ServerStore *store);
void server_status_service_post_async (ServerStatusService *self,
                                       ServerAccount *account,
                                       const LandlineStatusRequest *request,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
LandlineStatus *
server_status_service_post_finish (ServerStatusService *self, GAsyncResult *result, GError **error);
void server_status_service_list_async (ServerStatusService *self,
                                       ServerAccount *account,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GPtrArray *
server_status_service_list_finish (ServerStatusService *self, GAsyncResult *result, GError **error);
void server_status_service_view_async (ServerStatusService *self,
                                       ServerAccount *account,
                                       const char *status_id,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
LandlineStatus *
server_status_service_view_finish (ServerStatusService *self, GAsyncResult *result, GError **error);
void server_status_service_views_async (ServerStatusService *self,
                                        ServerAccount *account,
                                        const char *status_id,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
GPtrArray *server_status_service_views_finish (ServerStatusService *self,
                                               GAsyncResult *result,
                                               GError **error);
void server_status_service_remove_async (ServerStatusService *self,
                                         ServerAccount *account,
                                         const char *status_id,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
LandlineStatus *server_status_service_remove_finish (ServerStatusService *self,
                                                     GAsyncResult *result,
                                                     GError **error);

G_END_DECLS
