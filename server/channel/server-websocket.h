/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-frame-parser.h"
#include "server-reactor.h"
#include "server-stream.h"

G_BEGIN_DECLS

/* Bytes of the buffer that all connections read into. */
#define SERVER_WEBSOCKET_BUFFER (64 * 1024)

/* Queues that were written are kept for the next who writes: so many, of so many bytes at most. */
#define SERVER_WEBSOCKET_SPARES     64
#define SERVER_WEBSOCKET_SPARE_SIZE (16 * 1024)

typedef struct _ServerWebsocket ServerWebsocket;

/**
 * ServerWebsocketFuncs:
 * @message: a whole text message came; returns %FALSE to pause reading until
 * server_websocket_resume()
 * @drained: the queue was long and is short again
 * @ended: the connection is gone; called once. The websocket may be cleared in it
 */
typedef struct
{
  gboolean (*message) (ServerWebsocket *self, const char *text, gsize length);
  void (*drained) (ServerWebsocket *self);
  void (*ended) (ServerWebsocket *self);
} ServerWebsocketFuncs;

/**
 * ServerWebsocketShared:
 * @reactor: (transfer none): what waits
 * @buffer: (array fixed-size=65536): %SERVER_WEBSOCKET_BUFFER bytes that all of them read into
 * @first_ms: milliseconds to the first message
 * @ping_ms: milliseconds between two pings
 * @pong_ms: milliseconds to answer one
 * @close_ms: milliseconds to answer a close frame
 * @spares: memory of queues that were written
 * @spare_sizes: the bytes of each of @spares
 * @n_spares: how many there are
 *
 * What all connections have in common.
 */
typedef struct
{
  ServerReactor *reactor;
  guint8 *buffer;
  guint first_ms;
  guint ping_ms;
  guint pong_ms;
  guint close_ms;
  guint8 *spares[SERVER_WEBSOCKET_SPARES];
  guint32 spare_sizes[SERVER_WEBSOCKET_SPARES];
  guint n_spares;
} ServerWebsocketShared;

/**
 * ServerWebsocket:
 *
 * One WebSocket after its handshake (RFC 6455), as a part of the object that uses it: frames in
 * both directions, counted buffers, one write for each turn of the loop, ping and pong, the closing
 * handshake, the end of a peer that does not take what it is sent. What the messages mean is no
 * concern of it. Memory beyond this structure is held only while something waits in it. All members
 * are its own.
 */
struct _ServerWebsocket
{
  ServerWatch watch;
  ServerDeadline deadline;
  const ServerWebsocketFuncs *funcs;
  ServerWebsocketShared *shared;
  ServerStream *stream;
  ServerFrameParser parser;

  /* What was read after a message that paused the reading. */
  guint8 *kept;
  guint32 kept_length;
  guint32 kept_at;

  /* What waits to be written: from `out_sent` to `out_length`. */
  guint32 out_length;
  guint32 out_sent;
  guint32 out_size;
  guint8 *out;

  guint blocked : 1; /* the kernel took less than it was given */
  guint paused : 1;  /* by the user of this object */
  guint full : 1;    /* the queue was at its limit and is not short again */
  guint heard : 1;   /* the first message came */
  guint waits_for_pong : 1;
  guint progressed : 1; /* the peer took something since the last ping */
  guint closing : 1;    /* our close frame is on its way */
  guint close_received : 1;
  guint parsing : 1;
  guint deaf : 1; /* the peer broke the protocol: what it says is only read away */
  guint ended : 1;
};

void server_websocket_shared_clear (ServerWebsocketShared *shared);

void server_websocket_init (ServerWebsocket *self,
                            const ServerWebsocketFuncs *funcs,
                            ServerWebsocketShared *shared);
gboolean server_websocket_start (ServerWebsocket *self,
                                 ServerStream *stream,
                                 guint8 *early,
                                 gsize early_length,
                                 GError **error);
void server_websocket_clear (ServerWebsocket *self);

void server_websocket_push (ServerWebsocket *self, const char *text, gsize length);
gsize server_websocket_get_queued (const ServerWebsocket *self);
void server_websocket_resume (ServerWebsocket *self);
void server_websocket_close (ServerWebsocket *self, guint code, const char *reason);
void server_websocket_cut (ServerWebsocket *self);
gboolean server_websocket_is_open (const ServerWebsocket *self);
gsize server_websocket_get_memory (const ServerWebsocket *self);

G_END_DECLS
