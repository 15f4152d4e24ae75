/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RawPeer:
 *
 * The client's end of a WebSocket, byte by byte: it may say whatever it likes. Every wait runs the
 * default main context, where the server's end lives, and fails the test after ten seconds.
 */
typedef struct _RawPeer RawPeer;

/* What the other end did. */
typedef struct
{
  guint opcode;
  char *text;
  gsize length;
} RawFrame;

typedef gboolean (*RawPeerCondition) (gpointer data);

RawPeer *raw_peer_new (int descriptor);
RawPeer *raw_peer_connect (guint16 port);
void raw_peer_free (RawPeer *self);

int raw_peer_get_descriptor (RawPeer *self);
void raw_peer_set_reading (RawPeer *self, gboolean reading);
void raw_peer_send_bytes (RawPeer *self, const void *bytes, gsize length);
void raw_peer_send_frame (RawPeer *self, guint8 first, const char *payload, gssize length);
void raw_peer_send_text (RawPeer *self, const char *text);
void raw_peer_send_close (RawPeer *self, guint code);
void raw_peer_hang_up (RawPeer *self);

char *raw_peer_request (RawPeer *self, const char *request);
RawFrame raw_peer_next (RawPeer *self);
char *raw_peer_next_text (RawPeer *self);
char *raw_peer_expect (RawPeer *self, const char *kind);
void raw_peer_assert_has (const char *text, const char *part);
guint raw_peer_wait_close (RawPeer *self);
void raw_peer_wait_end (RawPeer *self);
void raw_peer_discard (RawPeer *self);
gsize raw_peer_get_received (RawPeer *self);

void raw_peer_wait_for (RawPeerCondition condition, gpointer data);
guint32 raw_peer_frame (GByteArray *out, guint8 first, const char *payload, gssize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RawPeer, raw_peer_free)

G_END_DECLS
