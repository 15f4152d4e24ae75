/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

#include "server-session.h"

G_BEGIN_DECLS

/* What server_stream_read () and server_stream_write () return when it is no number of bytes. */
#define SERVER_STREAM_END         0
#define SERVER_STREAM_WOULD_BLOCK -1
#define SERVER_STREAM_FAILED      -2

/**
 * ServerStreamClosedFunc:
 * @data: what was given with the function
 *
 * Called once, when the descriptor of a stream has been closed.
 */
typedef void (*ServerStreamClosedFunc) (gpointer data);

#define SERVER_TYPE_STREAM (server_stream_get_type ())

G_DECLARE_FINAL_TYPE (ServerStream, server_stream, SERVER, STREAM, GIOStream)

ServerStream *server_stream_new (int descriptor);
ServerStream *server_stream_new_tls (int descriptor, ServerIdentity *identity);

int server_stream_get_descriptor (ServerStream *self);
ServerHandshakeState server_stream_shake_hands (ServerStream *self);
gssize server_stream_read (ServerStream *self, void *bytes, gsize length);
gssize server_stream_write (ServerStream *self, const void *bytes, gsize length);
gboolean server_stream_has_session (ServerStream *self);
gboolean server_stream_has_pending (ServerStream *self);
gboolean server_stream_wait (ServerStream *self,
                             GIOCondition condition,
                             GCancellable *cancellable,
                             GError **error);
void server_stream_shut_down (ServerStream *self);

void server_stream_drop_ends (ServerStream *self);
void server_stream_note_progress (ServerStream *self, gsize n);
guint64 server_stream_get_moved (ServerStream *self);
void server_stream_set_closed_func (ServerStream *self, ServerStreamClosedFunc func, gpointer data);

G_END_DECLS
