/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The client's side of RFC 6455's frames, as far as a server that does not fragment needs it. */
#define BENCH_WEBSOCKET_HEADER 14 /* the most bytes that a frame adds to its payload */
#define BENCH_WEBSOCKET_TEXT   1
#define BENCH_WEBSOCKET_CLOSE  8
#define BENCH_WEBSOCKET_PING   9
#define BENCH_WEBSOCKET_PONG   10

typedef struct
{
  guint opcode;
  gsize header;
  gsize length;
} BenchWebsocketFrame;

guint32 bench_websocket_write (guint8 *out, guint opcode, const char *payload, gsize length);
gboolean bench_websocket_read (const guint8 *data, gsize length, BenchWebsocketFrame *frame);

G_END_DECLS
