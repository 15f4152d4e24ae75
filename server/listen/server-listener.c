/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-listen"

#include "config.h"

#include "server-listener.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "server-address.h"
#include "server-limits.h"

/**
 * ServerListener:
 *
 * Accepts connections on one address and hands them to #ServerHttp. It looks at nothing that comes
 * over them.
 */
struct _ServerListener
{
  GObject parent_instance;

  ServerReactor *reactor;
  ServerHttp *http;
  ServerIdentity *identity;
  GSocketAddress *address;
  ServerWatch watch;
  ServerDeadline pause;
  int descriptor;
};

G_DEFINE_FINAL_TYPE (ServerListener, server_listener, G_TYPE_OBJECT)

static ServerListener *
from_watch (ServerWatch *watch)
{
  return (ServerListener *) ((char *) watch - G_STRUCT_OFFSET (ServerListener, watch));
}

static ServerListener *
from_pause (ServerDeadline *pause)
{
  return (ServerListener *) ((char *) pause - G_STRUCT_OFFSET (ServerListener, pause));
}

/* Without descriptors, accepting would fail at once again for as long as somebody waits: a busy
 * loop. */
static void
pause_accepting (ServerListener *self, int reason)
{
  g_warning ("Connections wait: %s", g_strerror (reason));
  server_reactor_change (self->reactor, &self->watch, 0);
  server_reactor_set_deadline (self->reactor, &self->pause, SERVER_LIMIT_ACCEPT_PAUSE);
}

static void
on_pause_over (ServerDeadline *pause)
{
  ServerListener *self = from_pause (pause);

  server_reactor_change (self->reactor, &self->watch, EPOLLIN);
}

static GSocketAddress *
get_local_address (int descriptor)
{
  struct sockaddr_storage native;
  socklen_t length = sizeof native;

  if (getsockname (descriptor, (struct sockaddr *) &native, &length) != 0)
    return NULL;

  return g_socket_address_new_from_native (&native, length);
}

/* Returns FALSE when there is nobody else to accept now. */
static gboolean
accept_one (ServerListener *self)
{
  struct sockaddr_storage native;
  socklen_t length = sizeof native;
  const int on = 1;
  int descriptor;
  g_autoptr (GSocketAddress) remote = NULL;

  descriptor = accept4 (self->descriptor, (struct sockaddr *) &native, &length,
                        SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (descriptor < 0)
    {
      if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
        pause_accepting (self, errno);
      /* Anything else is about that one connection, which was gone before it was accepted. */
      return errno == ECONNABORTED || errno == EINTR || errno == EPROTO;
    }

  setsockopt (descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  remote = g_socket_address_new_from_native (&native, length);
  if (remote == NULL || !G_IS_INET_SOCKET_ADDRESS (remote))
    close (descriptor);
  else
    server_http_take (self->http, descriptor, self->identity, self->address, remote);

  return TRUE;
}

static void
on_ready (ServerWatch *watch, guint32 events)
{
  ServerListener *self = from_watch (watch);

  for (guint i = 0; i < SERVER_LIMIT_ACCEPTS; i++)
    {
      if (!accept_one (self))
        return;
    }
}

static void
on_turn_ended (ServerWatch *watch)
{
}

static const ServerWatchFuncs watch_funcs = { on_ready, on_turn_ended };

static void
server_listener_finalize (GObject *object)
{
  ServerListener *self = SERVER_LISTENER (object);

  server_listener_stop (self);
  g_clear_object (&self->reactor);
  g_clear_object (&self->http);
  g_clear_object (&self->address);
  g_clear_pointer (&self->identity, server_identity_unref);

  G_OBJECT_CLASS (server_listener_parent_class)->finalize (object);
}

static void
server_listener_class_init (ServerListenerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = server_listener_finalize;
}

static void
server_listener_init (ServerListener *self)
{
  self->descriptor = -1;
  server_watch_init (&self->watch, &watch_funcs);
  server_deadline_init (&self->pause, on_pause_over);
}

static gboolean
bind_and_listen (int descriptor, GSocketAddress *address)
{
  struct sockaddr_storage native;
  const int on = 1;

  setsockopt (descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  /* IPv4 has a listener of its own where it is wanted. */
  if (g_socket_address_get_family (address) == G_SOCKET_FAMILY_IPV6)
    setsockopt (descriptor, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
  return g_socket_address_to_native (address, &native, sizeof native, NULL) &&
         bind (descriptor, (struct sockaddr *) &native,
               (socklen_t) g_socket_address_get_native_size (address)) == 0 &&
         listen (descriptor, SERVER_LIMIT_BACKLOG) == 0;
}

static void
set_listen_error (GError **error, GSocketAddress *address, int reason)
{
  g_autofree char *text = server_address_to_string (address);

  if (reason == EADDRINUSE)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE,
                 "Cannot listen on %s: another program does so already.", text);
  else
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (reason), "Cannot listen on %s: %s.",
                 text, g_strerror (reason));
}

/**
 * server_listener_new:
 * @reactor: waits for connections
 * @http: gets them
 * @identity: (nullable): who the server is, %NULL to listen without TLS
 * @address: what to listen on; port 0 has the system choose
 * @error: return location for an error
 *
 * Occupies the address. Nobody is accepted before [method@ServerListener.start].
 *
 * Returns: (transfer full): the listener, or %NULL with a sentence that says which address cannot
 * be had and why
 */
ServerListener *
server_listener_new (ServerReactor *reactor,
                     ServerHttp *http,
                     ServerIdentity *identity,
                     GSocketAddress *address,
                     GError **error)
{
  g_autoptr (ServerListener) self = g_object_new (SERVER_TYPE_LISTENER, NULL);
  GSocketFamily family = g_socket_address_get_family (address);

  self->reactor = g_object_ref (reactor);
  self->http = g_object_ref (http);
  self->identity = identity != NULL ? server_identity_ref (identity) : NULL;
  self->descriptor = socket (family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (self->descriptor < 0 || !bind_and_listen (self->descriptor, address))
    {
      set_listen_error (error, address, errno);
      return NULL;
    }

  self->address = get_local_address (self->descriptor);
  if (!server_reactor_watch (reactor, &self->watch, self->descriptor, 0, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * server_listener_has_tls:
 * @self: a listener
 *
 * Returns: whether its connections carry TLS
 */
gboolean
server_listener_has_tls (ServerListener *self)
{
  g_return_val_if_fail (SERVER_IS_LISTENER (self), FALSE);

  return self->identity != NULL;
}

/**
 * server_listener_get_address:
 * @self: a listener
 *
 * Returns: (transfer none): what it listens on, with the port that the system chose
 */
GSocketAddress *
server_listener_get_address (ServerListener *self)
{
  g_return_val_if_fail (SERVER_IS_LISTENER (self), NULL);

  return self->address;
}

/**
 * server_listener_start:
 * @self: a listener
 *
 * Accepts connections from now on.
 */
void
server_listener_start (ServerListener *self)
{
  g_return_if_fail (SERVER_IS_LISTENER (self));

  server_reactor_change (self->reactor, &self->watch, EPOLLIN);
}

/**
 * server_listener_stop:
 * @self: a listener
 *
 * Gives the address free. Connections that were accepted stay.
 */
void
server_listener_stop (ServerListener *self)
{
  g_return_if_fail (SERVER_IS_LISTENER (self));

  if (self->descriptor < 0)
    return;

  server_reactor_unwatch (self->reactor, &self->watch);
  server_reactor_clear_deadline (self->reactor, &self->pause);
  close (self->descriptor);
  self->descriptor = -1;
}
