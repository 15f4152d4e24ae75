/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-rest-request.h"
#include "server-delivery.h"

G_BEGIN_DECLS

#define SERVER_TYPE_USER_SERVICE (server_user_service_get_type ())
G_DECLARE_FINAL_TYPE (ServerUserService, server_user_service, SERVER, USER_SERVICE, GObject)

ServerUserService *server_user_service_new (ServerStore *store, ServerDelivery *delivery);
void server_user_service_list_async (ServerUserService *self,
                                     ServerAccount *account,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *
server_user_service_list_finish (ServerUserService *self, GAsyncResult *result, GError **error);
void server_user_service_get_async (ServerUserService *self,
                                    ServerAccount *account,
                                    const char *user_id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
LandlineUser *
server_user_service_get_finish (ServerUserService *self, GAsyncResult *result, GError **error);
void server_user_service_change_async (ServerUserService *self,
                                       ServerAccount *account,
                                       const LandlineProfileChange *change,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
LandlineUser *
server_user_service_change_finish (ServerUserService *self, GAsyncResult *result, GError **error);

G_END_DECLS
