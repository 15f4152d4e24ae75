/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-server-info.h"
#include "server-action-service.h"
#include "server-auth.h"
#include "server-conversation-service.h"
#include "server-delivery.h"
#include "server-media-service.h"
#include "server-message-service.h"
#include "server-status-service.h"
#include "server-user-service.h"

G_BEGIN_DECLS

/**
 * ServerRestServices:
 * @store: asked by `/healthz` whether it works
 * @auth: tokens and registration
 * @messages: sending, the inbox
 * @actions: what is done to messages, notes
 * @media: files
 * @users: the directory
 * @conversations: conversations and their history
 * @statuses: statuses
 * @delivery: (nullable): asked by `/metrics` how many channels there are
 * @config: the limits of this server
 * @key: (nullable): the fingerprint of the server's public key
 *
 * What the routes stand on. Borrowed for the call that takes it, which keeps references.
 */
typedef struct
{
  ServerStore *store;
  ServerAuth *auth;
  ServerMessageService *messages;
  ServerActionService *actions;
  ServerMediaService *media;
  ServerUserService *users;
  ServerConversationService *conversations;
  ServerStatusService *statuses;
  ServerDelivery *delivery;
  ServerConfig *config;
  const char *key;
} ServerRestServices;

G_END_DECLS
