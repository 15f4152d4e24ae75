/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-store"

#include "config.h"

#include "server-peer.h"

ServerPeer *
server_peer_copy (const ServerPeer *self)
{
  ServerPeer *copy = g_memdup2 (self, sizeof *self);

  copy->user_id = g_strdup (self->user_id);
  return copy;
}

void
server_peer_free (gpointer data)
{
  ServerPeer *self = data;

  g_free (self->user_id);
  g_free (self);
}
