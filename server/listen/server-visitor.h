/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-gate.h"
#include "server-reactor.h"
#include "server-stream.h"

G_BEGIN_DECLS

/**
 * ServerVisitorTimes:
 * @headers_ms: milliseconds from the connection to the end of the first request's headers
 * @idle_ms: milliseconds from an answer to the end of the next request's headers
 * @stalled_ms: milliseconds in which a request or its answer has to move %SERVER_LIMIT_HTTP_PACE
 * @body_ms: milliseconds from the headers to the end of a short body
 */
typedef struct
{
  guint headers_ms;
  guint idle_ms;
  guint stalled_ms;
  guint body_ms;
} ServerVisitorTimes;

/**
 * ServerVisitor:
 *
 * An HTTP connection and what it still has time for. libsoup has no such limits: half a request
 * would stay for ever. Belongs to its stream, and ends with it or when the connection becomes a
 * channel.
 */
typedef struct _ServerVisitor ServerVisitor;

ServerVisitor *server_visitor_new (ServerStream *stream,
                                   GSocketAddress *address,
                                   ServerGatePass *pass,
                                   ServerReactor *reactor,
                                   const ServerVisitorTimes *times);
ServerVisitor *server_visitor_find (GSocketAddress *address);
void server_visitor_got_headers (ServerVisitor *self, gboolean short_body);
void server_visitor_got_body (ServerVisitor *self);
void server_visitor_finish_request (ServerVisitor *self);
void server_visitor_depart (ServerVisitor *self);

G_END_DECLS
