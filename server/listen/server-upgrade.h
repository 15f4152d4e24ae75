/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <libsoup/soup.h>

#include "server-auth.h"
#include "server-switchboard.h"

G_BEGIN_DECLS

/**
 * ServerUpgrade:
 *
 * The route `/v1/channel`: authenticates before there is a WebSocket, answers the handshake, and
 * takes the connection away from libsoup.
 */
typedef struct _ServerUpgrade ServerUpgrade;

ServerUpgrade *
server_upgrade_new (SoupServer *soup, ServerAuth *auth, ServerSwitchboard *switchboard);
void server_upgrade_free (ServerUpgrade *self);

G_END_DECLS
