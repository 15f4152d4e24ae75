/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-listen"

#include "config.h"

#include "server-http.h"

#include <errno.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "landline-limits.h"
#include "server-handshake.h"
#include "server-upgrade.h"

/**
 * ServerHttp:
 *
 * HTTP on the connections that it is given: who may have how many, how long they may take, and the
 * upgrade to a channel. libsoup does the rest; the routes are added to its server by others.
 */
struct _ServerHttp
{
  GObject parent_instance;

  SoupServer *soup;
  ServerReactor *reactor;
  ServerUpgrade *upgrade;
  ServerGate *gate;
  ServerVisitorTimes times;
  ServerHandshakeBudget handshakes;
};

/* The addresses of a connection whose handshake is under way. */
typedef struct
{
  ServerHttp *http;
  GSocketAddress *local;
  GSocketAddress *remote;
} Arrival;

G_DEFINE_FINAL_TYPE (ServerHttp, server_http, G_TYPE_OBJECT)

/* One of any length, or of none that was said, is an upload's, or is refused at once. */
static gboolean
has_short_body (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  goffset length = soup_message_headers_get_content_length (headers);

  return length > 0 && length <= LANDLINE_LIMIT_REST_BODY;
}

static void
on_got_headers (SoupServerMessage *message, gpointer data)
{
  ServerVisitor *visitor = server_visitor_find (soup_server_message_get_remote_address (message));

  if (visitor != NULL)
    server_visitor_got_headers (visitor, has_short_body (message));
}

static void
on_got_body (SoupServerMessage *message, gpointer data)
{
  ServerVisitor *visitor = server_visitor_find (soup_server_message_get_remote_address (message));

  if (visitor != NULL)
    server_visitor_got_body (visitor);
}

static void
on_request_started (SoupServer *soup, SoupServerMessage *message, gpointer data)
{
  /* Nothing that comes is gathered in memory unless a route does so, with a limit. */
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  g_signal_connect (message, "got-headers", G_CALLBACK (on_got_headers), NULL);
  g_signal_connect (message, "got-body", G_CALLBACK (on_got_body), NULL);
}

static void
on_request_finished (SoupServer *soup, SoupServerMessage *message, gpointer data)
{
  ServerVisitor *visitor = server_visitor_find (soup_server_message_get_remote_address (message));

  if (visitor != NULL)
    server_visitor_finish_request (visitor);
}

static void
server_http_dispose (GObject *object)
{
  ServerHttp *self = SERVER_HTTP (object);

  if (self->soup != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->soup, self);
      soup_server_disconnect (self->soup);
    }
  g_clear_pointer (&self->upgrade, server_upgrade_free);
  g_clear_object (&self->soup);

  G_OBJECT_CLASS (server_http_parent_class)->dispose (object);
}

static void
server_http_finalize (GObject *object)
{
  ServerHttp *self = SERVER_HTTP (object);

  g_clear_object (&self->reactor);
  server_gate_set_left_func (self->gate, NULL, NULL);
  g_clear_pointer (&self->gate, server_gate_unref);

  G_OBJECT_CLASS (server_http_parent_class)->finalize (object);
}

static void
server_http_class_init (ServerHttpClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = server_http_dispose;
  object_class->finalize = server_http_finalize;
}

static void
server_http_init (ServerHttp *self)
{
  self->times = (ServerVisitorTimes) {
    .headers_ms = SERVER_LIMIT_HEADERS * 1000,
    .idle_ms = SERVER_LIMIT_HTTP_IDLE * 1000,
    .stalled_ms = SERVER_LIMIT_HTTP_STALLED * 1000,
    .body_ms = SERVER_LIMIT_BODY * 1000,
  };
}

/* libsoup 3.6 keeps a connection for a second request only when its server has a listener: one that
 * nobody can reach. */
static gboolean
add_listener (ServerHttp *self, GError **error)
{
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int descriptor = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_autoptr (GSocket) socket = NULL;

  /* An address of the family alone: the kernel picks an abstract name (unix(7), autobind). */
  if (descriptor < 0 ||
      bind (descriptor, (struct sockaddr *) &address, sizeof address.sun_family) != 0 ||
      listen (descriptor, 0) != 0)
    {
      int saved_errno = errno;

      if (descriptor >= 0)
        close (descriptor);
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno),
                   "Cannot make a local socket: %s", g_strerror (saved_errno));
      return FALSE;
    }

  socket = g_socket_new_from_fd (descriptor, error);
  if (socket == NULL)
    {
      close (descriptor);
      return FALSE;
    }

  return soup_server_listen_socket (self->soup, socket, 0, error);
}

/**
 * server_http_new:
 * @reactor: keeps the time
 * @auth: who may open a channel
 * @switchboard: gets the connections that become channels
 * @connections_per_address: how many one address may have at a time, 0 for any number
 * @error: return location for an error
 *
 * Returns: (transfer full): HTTP without routes but `/v1/channel`
 */
ServerHttp *
server_http_new (ServerReactor *reactor,
                 ServerAuth *auth,
                 ServerSwitchboard *switchboard,
                 guint64 connections_per_address,
                 GError **error)
{
  g_autoptr (ServerHttp) self = g_object_new (SERVER_TYPE_HTTP, NULL);

  self->reactor = g_object_ref (reactor);
  self->gate = server_gate_new (connections_per_address);
  self->soup = soup_server_new ("server-header", "Landline", NULL);
  g_signal_connect (self->soup, "request-started", G_CALLBACK (on_request_started), self);
  g_signal_connect (self->soup, "request-finished", G_CALLBACK (on_request_finished), self);
  self->upgrade = server_upgrade_new (self->soup, auth, switchboard);
  if (!add_listener (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * server_http_set_times:
 * @self: HTTP
 * @times: what connections that come from now on have time for
 *
 * Changes the times of `server-limits.h`. For tests.
 */
void
server_http_set_times (ServerHttp *self, const ServerVisitorTimes *times)
{
  g_return_if_fail (SERVER_IS_HTTP (self));

  self->times = *times;
}

/**
 * server_http_set_connections_per_address:
 * @self: an HTTP server
 * @limit: how many an address may have at a time from now on, 0 for any number
 */
void
server_http_set_connections_per_address (ServerHttp *self, guint64 limit)
{
  g_return_if_fail (SERVER_IS_HTTP (self));

  server_gate_set_limit (self->gate, limit);
}

/**
 * server_http_set_left_func:
 * @self: an HTTP server
 * @func: (nullable): called whenever a connection has ended, one that became a channel too
 * @data: for @func
 */
void
server_http_set_left_func (ServerHttp *self, ServerGateLeftFunc func, gpointer data)
{
  g_return_if_fail (SERVER_IS_HTTP (self));

  server_gate_set_left_func (self->gate, func, data);
}

/**
 * server_http_get_n_connections:
 * @self: an HTTP
 *
 * Returns: how many connections are open, channels included
 */
guint
server_http_get_n_connections (ServerHttp *self)
{
  g_return_val_if_fail (SERVER_IS_HTTP (self), 0);

  return server_gate_get_n_connections (self->gate);
}

guint
server_http_get_n_addresses (ServerHttp *self)
{
  g_return_val_if_fail (SERVER_IS_HTTP (self), 0);

  return server_gate_get_n_addresses (self->gate);
}

/**
 * server_http_get_soup:
 * @self: HTTP
 *
 * Returns: (transfer none): libsoup's server, to add routes to
 */
SoupServer *
server_http_get_soup (ServerHttp *self)
{
  g_return_val_if_fail (SERVER_IS_HTTP (self), NULL);

  return self->soup;
}

static void
arrival_free (gpointer data)
{
  Arrival *arrival = data;

  g_object_unref (arrival->http);
  g_object_unref (arrival->local);
  g_object_unref (arrival->remote);
  g_free (arrival);
}

static void
on_hands_shaken (ServerStream *stream, gpointer data)
{
  Arrival *arrival = data;
  g_autoptr (GError) error = NULL;

  if (arrival->http->soup != NULL &&
      !soup_server_accept_iostream (arrival->http->soup, G_IO_STREAM (stream), arrival->local,
                                    arrival->remote, &error))
    g_debug ("A connection was not taken: %s", error->message);
}

/**
 * server_http_take:
 * @self: HTTP
 * @descriptor: (transfer full): a connected socket that does not block
 * @identity: (nullable): who the server is, %NULL for a connection without TLS
 * @local: the address that it was accepted on
 * @remote: where it comes from; an object of this connection alone
 *
 * Takes a connection. One too many of an address is closed at once.
 */
void
server_http_take (ServerHttp *self,
                  int descriptor,
                  ServerIdentity *identity,
                  GSocketAddress *local,
                  GSocketAddress *remote)
{
  g_autoptr (ServerStream) stream = identity != NULL ? server_stream_new_tls (descriptor, identity)
                                                     : server_stream_new (descriptor);
  ServerGatePass *pass;
  Arrival *arrival;

  g_return_if_fail (SERVER_IS_HTTP (self));

  if (stream == NULL)
    return;

  pass = server_gate_enter (self->gate,
                            g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)));
  if (pass == NULL)
    {
      g_debug ("An address has too many connections");
      return;
    }

  server_visitor_new (stream, remote, pass, self->reactor, &self->times);
  arrival = g_new (Arrival, 1);
  arrival->http = g_object_ref (self);
  arrival->local = g_object_ref (local);
  arrival->remote = g_object_ref (remote);
  server_handshake_start (self->reactor, &self->handshakes, stream, on_hands_shaken, arrival,
                          arrival_free);
}

/**
 * server_http_stop:
 * @self: HTTP
 *
 * Takes no more requests. Those that are under way are cut.
 */
void
server_http_stop (ServerHttp *self)
{
  g_return_if_fail (SERVER_IS_HTTP (self));

  soup_server_disconnect (self->soup);
}
