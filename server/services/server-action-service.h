/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-delivery.h"
#include "server-message-service.h"

G_BEGIN_DECLS

#define SERVER_TYPE_ACTION_SERVICE (server_action_service_get_type ())
G_DECLARE_FINAL_TYPE (ServerActionService, server_action_service, SERVER, ACTION_SERVICE, GObject)

ServerActionService *server_action_service_new (ServerStore *store,
                                                ServerMessageService *messages,
                                                ServerDelivery *delivery);
void server_action_service_act_async (ServerActionService *self,
                                      ServerSender *sender,
                                      LandlineAction *action,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean server_action_service_act_finish (ServerActionService *self,
                                           GAsyncResult *result,
                                           LandlineDone *done,
                                           GError **error);
void server_action_service_note_async (ServerActionService *self,
                                       ServerSender *sender,
                                       const char *id,
                                       LandlineNote *note,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean server_action_service_note_finish (ServerActionService *self,
                                            GAsyncResult *result,
                                            LandlineDone *done,
                                            GError **error);
void server_action_service_notes_async (ServerActionService *self,
                                        ServerAccount *account,
                                        gint64 after,
                                        guint limit,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
ServerPage *server_action_service_notes_finish (ServerActionService *self,
                                                GAsyncResult *result,
                                                GError **error);

G_END_DECLS
