/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ServerPeer:
 * @user_id: somebody with whom a user shares a conversation
 * @sees_online: whether the two are told of each other that they are there
 * @sees_last_seen: whether the two are told of each other when they were there last
 * @last_seen: when they were
 * @own_last_seen: when the user was
 *
 * Somebody who is told of a user, and of whom the user is told.
 */
typedef struct
{
  char *user_id;
  gboolean sees_online;
  gboolean sees_last_seen;
  gint64 last_seen;
  gint64 own_last_seen;
} ServerPeer;

ServerPeer *server_peer_copy (const ServerPeer *self);
void server_peer_free (gpointer data);

G_END_DECLS
