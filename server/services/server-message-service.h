/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-config.h"
#include "server-marks.h"
#include "server-sender.h"
#include "server-store.h"

G_BEGIN_DECLS

#define SERVER_TYPE_MESSAGE_SERVICE (server_message_service_get_type ())
G_DECLARE_FINAL_TYPE (ServerMessageService,
                      server_message_service,
                      SERVER,
                      MESSAGE_SERVICE,
                      GObject)

ServerMessageService *server_message_service_new (ServerStore *store, ServerConfig *config);
ServerSender *server_message_service_dup_sender (ServerMessageService *self,
                                                 ServerAccount *account);
gboolean
server_message_service_spend (ServerMessageService *self, ServerAccount *account, GError **error);
void server_message_service_send_async (ServerMessageService *self,
                                        ServerSender *sender,
                                        LandlineSendRequest *request,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean server_message_service_send_finish (ServerMessageService *self,
                                             GAsyncResult *result,
                                             LandlineSent *sent,
                                             GError **error);
void server_message_service_inbox_async (ServerMessageService *self,
                                         ServerAccount *account,
                                         gint64 cursor,
                                         guint limit,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
ServerPage *server_message_service_inbox_finish (ServerMessageService *self,
                                                 GAsyncResult *result,
                                                 GError **error);
void server_message_service_ack_async (ServerMessageService *self,
                                       ServerAccount *account,
                                       gint64 cursor,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gint64 server_message_service_ack_finish (ServerMessageService *self,
                                          GAsyncResult *result,
                                          GError **error);
void server_message_service_read_async (ServerMessageService *self,
                                        ServerAccount *account,
                                        const char *conversation,
                                        gint64 seq,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean server_message_service_read_finish (ServerMessageService *self,
                                             GAsyncResult *result,
                                             GError **error);
ServerMarks *server_message_service_get_marks (ServerMessageService *self);

G_END_DECLS
