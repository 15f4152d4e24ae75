/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Only hashes of secrets are kept: SHA-256. */
#define SERVER_HASH_SIZE 32

/**
 * ServerInvite:
 * @id: names the invite where it is listed; the code cannot be had from it
 * @hash: SHA-256 of the code
 * @number: (nullable): the only number that may register with it
 * @uses: how often it may be used
 * @used: how often it was
 * @created: when, in milliseconds since the epoch
 * @expires: when it ends, 0 for never
 * @is_admin: whether who registers with it administers the server
 *
 * A right to register, as the store keeps it.
 */
typedef struct
{
  char *id;
  guint8 hash[SERVER_HASH_SIZE];
  char *number;
  guint uses;
  guint used;
  gint64 created;
  gint64 expires;
  gboolean is_admin;
} ServerInvite;

ServerInvite *server_invite_copy (const ServerInvite *self);
void server_invite_free (ServerInvite *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerInvite, server_invite_free)

G_END_DECLS
