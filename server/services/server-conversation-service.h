/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-store.h"

G_BEGIN_DECLS

#define SERVER_TYPE_CONVERSATION_SERVICE (server_conversation_service_get_type ())
G_DECLARE_FINAL_TYPE (ServerConversationService,
                      server_conversation_service,
                      SERVER,
                      CONVERSATION_SERVICE,
                      GObject)

ServerConversationService *server_conversation_service_new (ServerStore *store);
void server_conversation_service_list_async (ServerConversationService *self,
                                             ServerAccount *account,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
GPtrArray *server_conversation_service_list_finish (ServerConversationService *self,
                                                    GAsyncResult *result,
                                                    GError **error);
void server_conversation_service_get_async (ServerConversationService *self,
                                            ServerAccount *account,
                                            const char *conversation,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
LandlineConversation *server_conversation_service_get_finish (ServerConversationService *self,
                                                              GAsyncResult *result,
                                                              GError **error);
void server_conversation_service_messages_async (ServerConversationService *self,
                                                 ServerAccount *account,
                                                 const char *conversation,
                                                 gint64 before,
                                                 guint limit,
                                                 GCancellable *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer user_data);
ServerPage *server_conversation_service_messages_finish (ServerConversationService *self,
                                                         GAsyncResult *result,
                                                         GError **error);
void server_conversation_service_receipts_async (ServerConversationService *self,
                                                 ServerAccount *account,
                                                 const char *conversation,
                                                 GCancellable *cancellable,
                                                 GAsyncReadyCallback callback,
                                                 gpointer user_data);
GPtrArray *server_conversation_service_receipts_finish (ServerConversationService *self,
                                                        GAsyncResult *result,
                                                        GError **error);
void server_conversation_service_create_group_async (ServerConversationService *self,
                                                     ServerAccount *account,
                                                     const LandlineGroupRequest *request,
                                                     GCancellable *cancellable,
                                                     GAsyncReadyCallback callback,
                                                     gpointer user_data);
LandlineConversation *
server_conversation_service_create_group_finish (ServerConversationService *self,
                                                 GAsyncResult *result,
                                                 GError **error);
void server_conversation_service_change_group_async (ServerConversationService *self,
                                                     ServerAccount *account,
                                                     const char *conversation,
                                                     const ServerGroupChange *change,
                                                     GCancellable *cancellable,
                                                     GAsyncReadyCallback callback,
                                                     gpointer user_data);
LandlineConversation *
server_conversation_service_change_group_finish (ServerConversationService *self,
                                                 GAsyncResult *result,
                                                 GError **error);

G_END_DECLS
