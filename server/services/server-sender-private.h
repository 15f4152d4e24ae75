/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-conversation.h"
#include "landline-error.h"
#include "landline-id.h"
#include "server-allowances.h"
#include "server-sender.h"

G_BEGIN_DECLS

ServerSender *
server_sender_find (GHashTable *senders, ServerAllowances *allowances, ServerAccount *account);
gboolean server_sender_begin (ServerSender *self,
                              const char *receiver,
                              const char *id,
                              guint messages_per_second,
                              GError **error);
gboolean server_sender_spend (ServerSender *self, guint messages_per_second, GError **error);
void
server_sender_end (ServerSender *self, const char *receiver, const char *id, const GError *error);
char *server_sender_take_unknown (ServerSender *self);
void server_sender_learn (ServerSender *self,
                          const char *id,
                          LandlineConversation *conversation,
                          const GError *error);

G_END_DECLS
