/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-delivery"

#include "config.h"

#include "server-sink.h"

/**
 * ServerSink:
 *
 * Where the frames for a device go: a channel.
 */

G_DEFINE_INTERFACE (ServerSink, server_sink, G_TYPE_OBJECT)

static void
server_sink_default_init (ServerSinkInterface *iface)
{
}

/**
 * server_sink_push:
 * @self: the sink
 * @text: a frame
 * @length: its bytes
 */
void
server_sink_push (ServerSink *self, const char *text, gsize length)
{
  g_return_if_fail (SERVER_IS_SINK (self));

  SERVER_SINK_GET_IFACE (self)->push (self, text, length);
}

/**
 * server_sink_get_queued:
 * @self: the sink
 *
 * Returns: the bytes that wait to be written
 */
gsize
server_sink_get_queued (ServerSink *self)
{
  g_return_val_if_fail (SERVER_IS_SINK (self), 0);

  return SERVER_SINK_GET_IFACE (self)->get_queued (self);
}

/**
 * server_sink_close:
 * @self: the sink
 * @code: a WebSocket close code
 * @reason: why, in a word
 */
void
server_sink_close (ServerSink *self, guint code, const char *reason)
{
  g_return_if_fail (SERVER_IS_SINK (self));

  SERVER_SINK_GET_IFACE (self)->close (self, code, reason);
}
