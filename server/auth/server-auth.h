/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-rest-reply.h"
#include "landline-rest-request.h"
#include "server-config.h"
#include "server-store.h"

G_BEGIN_DECLS

#define SERVER_TYPE_AUTH (server_auth_get_type ())
G_DECLARE_FINAL_TYPE (ServerAuth, server_auth, SERVER, AUTH, GObject)

ServerAuth *server_auth_new (ServerStore *store, ServerPolicy policy);
ServerAccount *server_auth_lookup (ServerAuth *self, const char *token);
gboolean server_auth_admit (ServerAuth *self, GSocketAddress *address, GError **error);
void server_auth_note_guess (ServerAuth *self, GSocketAddress *address);
void server_auth_authenticate_async (ServerAuth *self,
                                     const char *token,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
ServerAccount *
server_auth_authenticate_finish (ServerAuth *self, GAsyncResult *result, GError **error);
void server_auth_register_async (ServerAuth *self,
                                 const LandlineRegisterRequest *request,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean server_auth_register_finish (ServerAuth *self,
                                      GAsyncResult *result,
                                      LandlineRegistration *registration,
                                      GError **error);
void server_auth_offer_link_async (ServerAuth *self,
                                   ServerAccount *account,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
LandlineDeviceLink *
server_auth_offer_link_finish (ServerAuth *self, GAsyncResult *result, GError **error);
void server_auth_link_async (ServerAuth *self,
                             const LandlineLinkRequest *request,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean server_auth_link_finish (ServerAuth *self,
                                  GAsyncResult *result,
                                  LandlineRegistration *registration,
                                  GError **error);
void server_auth_revoke_async (ServerAuth *self,
                               ServerAccount *account,
                               const char *device_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean server_auth_revoke_finish (ServerAuth *self, GAsyncResult *result, GError **error);
void server_auth_set_policy (ServerAuth *self, ServerPolicy policy);
void server_auth_forget_all (ServerAuth *self);
void server_auth_forget (ServerAuth *self, const char *device_id);

G_END_DECLS
