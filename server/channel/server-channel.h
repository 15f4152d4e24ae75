/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-limits.h"
#include "server-action-service.h"
#include "server-auth.h"
#include "server-delivery.h"
#include "server-message-service.h"
#include "server-websocket.h"

G_BEGIN_DECLS

typedef struct _ServerChannelShared ServerChannelShared;

#define SERVER_TYPE_CHANNEL (server_channel_get_type ())

G_DECLARE_FINAL_TYPE (ServerChannel, server_channel, SERVER, CHANNEL, GObject)

/**
 * ServerChannelShared:
 * @websocket: what their connections share
 * @delivery: attaches them to their inboxes
 * @messages: takes what they send
 * @actions: takes what they do to messages, and note
 * @auth: forgets the tokens of devices that turn out to be revoked
 * @limits: what is announced
 * @scratch: a text that frames are written into
 * @ended: called once with a channel that has ended
 * @ended_data: for @ended
 *
 * What all channels have in common. Reference counted: a channel whose calls are under way may
 * outlive its switchboard.
 */
struct _ServerChannelShared
{
  ServerWebsocketShared websocket;
  ServerDelivery *delivery;
  ServerMessageService *messages;
  ServerActionService *actions;
  ServerAuth *auth;
  LandlineLimits limits;
  GString *scratch;
  void (*ended) (ServerChannel *channel, gpointer data);
  gpointer ended_data;
};

ServerChannelShared *server_channel_shared_new (ServerReactor *reactor,
                                                ServerDelivery *delivery,
                                                ServerMessageService *messages,
                                                ServerActionService *actions,
                                                ServerAuth *auth,
                                                const LandlineLimits *limits);
void server_channel_shared_unref (ServerChannelShared *self);

ServerChannel *server_channel_new (ServerChannelShared *shared, ServerAccount *account);
gboolean server_channel_start (ServerChannel *self,
                               ServerStream *stream,
                               guint8 *early,
                               gsize early_length,
                               GError **error);
void server_channel_say_bye (ServerChannel *self, const char *code, gint64 retry_after);
void server_channel_cut (ServerChannel *self);
gsize server_channel_get_memory (ServerChannel *self);

G_END_DECLS
