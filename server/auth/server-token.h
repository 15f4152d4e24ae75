/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-invite.h"

G_BEGIN_DECLS

/* Bytes of randomness in a device's token and in an invite's code. */
#define SERVER_TOKEN_BYTES  32
#define SERVER_INVITE_BYTES 16

char *server_token_new_device (void);
char *server_token_new_invite (void);
void server_token_hash (const char *token, guint8 hash[SERVER_HASH_SIZE]);
gboolean server_token_equal (const guint8 a[SERVER_HASH_SIZE], const guint8 b[SERVER_HASH_SIZE]);

G_END_DECLS
