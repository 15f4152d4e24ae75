/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-identity.h"

G_BEGIN_DECLS

/**
 * ServerSession:
 *
 * TLS on one descriptor that does not block: what #ServerStream reads and writes through when it is
 * not plain. It does not own the descriptor. One thread only.
 */
typedef struct _ServerSession ServerSession;

/* What server_session_shake_hands () waits for. */
typedef enum
{
  SERVER_HANDSHAKE_DONE,
  SERVER_HANDSHAKE_READS,
  SERVER_HANDSHAKE_WRITES,
  SERVER_HANDSHAKE_FAILED,
} ServerHandshakeState;

ServerSession *server_session_new (ServerIdentity *identity, int descriptor);
void server_session_free (ServerSession *self);
ServerHandshakeState server_session_shake_hands (ServerSession *self);
gssize server_session_read (ServerSession *self, void *bytes, gsize length);
gssize server_session_write (ServerSession *self, const void *bytes, gsize length);
gboolean server_session_has_pending (ServerSession *self);
void server_session_say_goodbye (ServerSession *self);

G_END_DECLS
