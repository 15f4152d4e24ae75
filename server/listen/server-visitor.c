/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-listen"

#include "config.h"

#include "server-visitor.h"

#include "server-limits.h"

/* What a visitor is waited for. */
typedef enum
{
  PHASE_HEADERS,
  PHASE_SHORT_BODY,
  PHASE_TRANSFER,
} Phase;

struct _ServerVisitor
{
  ServerDeadline deadline;
  ServerReactor *reactor;
  ServerStream *stream;
  GSocketAddress *address;
  ServerGatePass *pass;
  ServerVisitorTimes times;
  guint64 moved; /* bytes over the stream when its pace was last looked at */
  Phase phase;
};

static GQuark
visitor_quark (void)
{
  return g_quark_from_static_string ("server-visitor");
}

static void
visitor_free (ServerVisitor *self)
{
  server_reactor_clear_deadline (self->reactor, &self->deadline);
  g_object_set_qdata (G_OBJECT (self->address), visitor_quark (), NULL);
  g_object_unref (self->address);
  g_object_unref (self->reactor);
  g_free (self);
}

static void
on_stream_closed (gpointer data)
{
  ServerVisitor *self = data;

  server_gate_leave (self->pass);
  visitor_free (self);
}

static void
on_channel_closed (gpointer data)
{
  server_gate_leave (data);
}

static void
begin_transfer (ServerVisitor *self)
{
  self->phase = PHASE_TRANSFER;
  self->moved = server_stream_get_moved (self->stream);
  server_reactor_set_deadline (self->reactor, &self->deadline, self->times.stalled_ms);
}

static void
on_deadline (ServerDeadline *deadline)
{
  ServerVisitor *self = (ServerVisitor *) deadline;

  /* An octet now and then is no progress. */
  if (self->phase == PHASE_TRANSFER &&
      server_stream_get_moved (self->stream) - self->moved >= SERVER_LIMIT_HTTP_PACE)
    {
      begin_transfer (self);
      return;
    }

  /* libsoup waits for the descriptor: it sees the end and lets go of the stream. */
  server_stream_shut_down (self->stream);
}

/**
 * server_visitor_new:
 * @stream: (transfer none): the connection, which frees the visitor when it is closed
 * @address: where it comes from; an object of this connection alone, by which libsoup's messages
 * lead back to the visitor
 * @pass: (transfer full): its place in the gate
 * @reactor: what keeps the time
 * @times: what it has time for
 *
 * Returns: (transfer none): the visitor, which has to make a request soon
 */
ServerVisitor *
server_visitor_new (ServerStream *stream,
                    GSocketAddress *address,
                    ServerGatePass *pass,
                    ServerReactor *reactor,
                    const ServerVisitorTimes *times)
{
  ServerVisitor *self = g_new0 (ServerVisitor, 1);

  server_deadline_init (&self->deadline, on_deadline);
  self->stream = stream;
  self->address = g_object_ref (address);
  self->pass = pass;
  self->reactor = g_object_ref (reactor);
  self->times = *times;
  g_object_set_qdata (G_OBJECT (address), visitor_quark (), self);
  server_stream_set_closed_func (stream, on_stream_closed, self);
  server_reactor_set_deadline (reactor, &self->deadline, times->headers_ms);

  return self;
}

/**
 * server_visitor_find:
 * @address: (nullable): the address that libsoup's message gives
 *
 * Returns: (nullable): the visitor of that connection, while it is one
 */
ServerVisitor *
server_visitor_find (GSocketAddress *address)
{
  return address != NULL ? g_object_get_qdata (G_OBJECT (address), visitor_quark ()) : NULL;
}

/**
 * server_visitor_got_headers:
 * @self: a visitor
 * @short_body: whether what follows is a body of a few KiB
 *
 * Says that a request is on its way. A short body has to be there soon; otherwise only its pace
 * counts from now on.
 */
void
server_visitor_got_headers (ServerVisitor *self, gboolean short_body)
{
  if (!short_body)
    {
      begin_transfer (self);
      return;
    }

  self->phase = PHASE_SHORT_BODY;
  server_reactor_set_deadline (self->reactor, &self->deadline, self->times.body_ms);
}

/**
 * server_visitor_got_body:
 * @self: a visitor
 *
 * Says that the whole request is here.
 */
void
server_visitor_got_body (ServerVisitor *self)
{
  begin_transfer (self);
}

/**
 * server_visitor_finish_request:
 * @self: a visitor
 *
 * Says that a request has had its answer: the next one has to be there soon.
 */
void
server_visitor_finish_request (ServerVisitor *self)
{
  self->phase = PHASE_HEADERS;
  server_reactor_set_deadline (self->reactor, &self->deadline, self->times.idle_ms);
}

/**
 * server_visitor_depart:
 * @self: (transfer full): a visitor
 *
 * Says that the connection is a channel now, which keeps its own time. It stays counted.
 */
void
server_visitor_depart (ServerVisitor *self)
{
  server_stream_set_closed_func (self->stream, on_channel_closed, self->pass);
  visitor_free (self);
}
