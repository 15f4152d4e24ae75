/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "raw-peer.h"
#include "server-auth.h"
#include "server-switchboard.h"

G_BEGIN_DECLS

/**
 * ServerFixture:
 *
 * A server without its network: a real store in a temporary folder and everything up to the
 * switchboard, in this process.
 */
typedef struct
{
  char *folder;
  ServerConfig *config;
  ServerStore *store;
  ServerBus *bus;
  ServerAuth *auth;
  ServerDelivery *delivery;
  ServerMessageService *messages;
  ServerActionService *actions;
  ServerReactor *reactor;
  ServerSwitchboard *switchboard;
} ServerFixture;

void server_fixture_set_up (ServerFixture *self);
void server_fixture_tear_down (ServerFixture *self);
char *server_fixture_register (ServerFixture *self, const char *number);
ServerAccount *server_fixture_authenticate (ServerFixture *self, const char *token);
char *server_fixture_add_device (ServerFixture *self, ServerAccount *account);
void server_fixture_revoke (ServerFixture *self, ServerAccount *account);
RawPeer *server_fixture_connect (ServerFixture *self, const char *token);
RawPeer *server_fixture_open (ServerFixture *self, const char *token, guint window);

G_END_DECLS
