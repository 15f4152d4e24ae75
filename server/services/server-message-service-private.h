/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-message-service.h"

G_BEGIN_DECLS

/* What ServerActionService shares with messages: their order. */

gboolean server_message_service_begin (ServerMessageService *self,
                                       ServerSender *sender,
                                       const char *receiver,
                                       const char *id,
                                       GError **error);
void server_message_service_end (ServerMessageService *self,
                                 ServerSender *sender,
                                 const char *receiver,
                                 const char *id,
                                 const GError *error);

G_END_DECLS
