/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define SERVER_TYPE_SINK (server_sink_get_type ())
G_DECLARE_INTERFACE (ServerSink, server_sink, SERVER, SINK, GObject)

/**
 * ServerSinkInterface:
 * @push: takes a frame: one JSON object, without the WebSocket's framing. Copies it. Never fails:
 * who pushes looks at
 *   @get_queued first. What is pushed in one turn of the loop goes out in one write
 * @get_queued: the bytes that wait to be written
 * @close: ends the channel with a WebSocket close code, after what is queued
 *
 * Where a pump puts the frames: a channel. The sink calls server_pump_drained() when its queue has
 * become short again. All on the main thread.
 */
struct _ServerSinkInterface
{
  GTypeInterface parent_iface;

  void (*push) (ServerSink *self, const char *text, gsize length);
  gsize (*get_queued) (ServerSink *self);
  void (*close) (ServerSink *self, guint code, const char *reason);
};

void server_sink_push (ServerSink *self, const char *text, gsize length);
gsize server_sink_get_queued (ServerSink *self);
void server_sink_close (ServerSink *self, guint code, const char *reason);

G_END_DECLS
