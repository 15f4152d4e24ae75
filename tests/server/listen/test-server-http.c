/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <sys/socket.h>

#include "server-fixture.h"
#include "server-http.h"
#include "server-limits.h"
#include "server-listener.h"

#define UPGRADE                                                                                    \
  "GET /v1/channel HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"           \
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"

/* Real sockets on loopback, both ends in this process. */
typedef struct
{
  ServerFixture server;
  ServerHttp *http;
  ServerListener *listener;
  guint16 port;
  char *token;
} Fixture;

static void
on_hello (SoupServer *soup,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer data)
{
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_STATIC, "hello", 5);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const guint *connections = data;
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GError) error = NULL;

  server_fixture_set_up (&fixture->server);
  fixture->token = server_fixture_register (&fixture->server, "+15550101");
  fixture->http = server_http_new (fixture->server.reactor, fixture->server.auth,
                                   fixture->server.switchboard,
                                   connections != NULL ? *connections : 0, &error);
  g_assert_no_error (error);
  soup_server_add_handler (server_http_get_soup (fixture->http), "/hello", on_hello, NULL, NULL);
  fixture->listener = server_listener_new (fixture->server.reactor, fixture->http, NULL, address,
                                           &error);
  g_assert_no_error (error);
  server_listener_start (fixture->listener);
  fixture->port = g_inet_socket_address_get_port (
      G_INET_SOCKET_ADDRESS (server_listener_get_address (fixture->listener)));
  g_assert_cmpuint (fixture->port, !=, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->listener);
  g_assert_finalize_object (fixture->http);
  server_fixture_tear_down (&fixture->server);
  g_free (fixture->token);
}

static void
set_times (Fixture *fixture, guint headers_ms, guint idle_ms, guint stalled_ms)
{
  const ServerVisitorTimes times = { headers_ms, idle_ms, stalled_ms, 60000 };

  server_http_set_times (fixture->http, &times);
}

static char *
make_upgrade (const char *token, const char *more)
{
  return g_strdup_printf (UPGRADE "Authorization: Bearer %s\r\n%s\r\n", token, more);
}

static void
test_requests_on_one_connection (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RawPeer) peer = raw_peer_connect (fixture->port);

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *headers = raw_peer_request (peer, "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");

      g_assert_nonnull (strstr (headers, "HTTP/1.1 200"));
      g_assert_nonnull (strstr (headers, "Content-Length: 5"));
      while (raw_peer_get_received (peer) < (i + 1) * (strlen (headers) + 5))
        g_main_context_iteration (NULL, TRUE);
      raw_peer_discard (peer);
    }
}

static void
test_silent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RawPeer) peer = NULL;

  set_times (fixture, 100, 60000, 60000);
  peer = raw_peer_connect (fixture->port);
  raw_peer_wait_end (peer);
}

static void
test_half_headers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RawPeer) peer = NULL;
  g_autofree char *headers = NULL;

  set_times (fixture, 100, 60000, 60000);
  peer = raw_peer_connect (fixture->port);
  headers = raw_peer_request (peer, "GET /hello HTTP/1.1\r\nHost: x\r\nX-Slow: ");
  g_assert_cmpstr (headers, ==, "");
}

static void
test_idle (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RawPeer) peer = NULL;
  g_autofree char *headers = NULL;

  set_times (fixture, 60000, 100, 60000);
  peer = raw_peer_connect (fixture->port);
  headers = raw_peer_request (peer, "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
  g_assert_nonnull (strstr (headers, "HTTP/1.1 200"));
  raw_peer_wait_end (peer);
}

static void
test_half_body (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RawPeer) peer = NULL;
  g_autofree char *headers = NULL;

  set_times (fixture, 60000, 60000, 100);
  peer = raw_peer_connect (fixture->port);
  headers = raw_peer_request (
      peer, "POST /hello HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n12345");
  g_assert_cmpstr (headers, ==, "");
}

static gboolean
send_an_octet (gpointer data)
{
  return send (raw_peer_get_descriptor (data), "x", 1, MSG_DONTWAIT | MSG_NOSIGNAL) == 1;
}

/* An octet now and then does not keep a slot, neither of a short body nor of a long one. */
static void
test_trickled_body (Fixture *fixture, gconstpointer data)
{
  const ServerVisitorTimes times[] = { { 60000, 60000, 60000, 200 }, { 60000, 60000, 200, 60000 } };
  const char *requests[] = {
    "POST /hello HTTP/1.1\r\nHost: x\r\nContent-Length: 65536\r\n\r\n",
    "POST /hello HTTP/1.1\r\nHost: x\r\nContent-Length: 65537\r\n\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autoptr (RawPeer) peer = NULL;
      g_autofree char *headers = NULL;
      guint drip;

      server_http_set_times (fixture->http, &times[i]);
      peer = raw_peer_connect (fixture->port);
      drip = g_timeout_add (20, send_an_octet, peer);
      headers = raw_peer_request (peer, requests[i]);
      g_assert_cmpstr (headers, ==, "");
      if (g_main_context_find_source_by_id (NULL, drip) != NULL)
        g_source_remove (drip);
    }
}

/* Long bodies and slow ones are two things: this one moves. */
static void
test_moving_body (Fixture *fixture, gconstpointer data)
{
  g_autofree char *piece = g_strnfill (SERVER_LIMIT_HTTP_PACE, 'x');
  g_autofree char *headers = NULL;
  g_autoptr (RawPeer) peer = NULL;
  gint64 begin;
  guint n = 0;

  set_times (fixture, 60000, 60000, 2000);
  peer = raw_peer_connect (fixture->port);
  begin = g_get_monotonic_time ();
  raw_peer_send_bytes (peer, "POST /hello HTTP/1.1\r\nHost: x\r\nContent-Length: 10485760\r\n\r\n",
                       strlen (
                           "POST /hello HTTP/1.1\r\nHost: x\r\nContent-Length: 10485760\r\n\r\n"));

  /* Beyond the time of one look at its pace, a little at a time. */
  while (n < 640)
    {
      gint64 due = begin + (gint64) (n + 1) * 5 * 1000;

      while (g_get_monotonic_time () < due)
        g_main_context_iteration (NULL, FALSE);
      raw_peer_send_bytes (peer, piece, SERVER_LIMIT_HTTP_PACE);
      n++;
    }
  headers = raw_peer_request (peer, "");
  g_assert_nonnull (strstr (headers, "HTTP/1.1 200"));
}

/* However long the body of an upgrade is said to be: it is refused before it comes. */
static void
test_upgrade_with_body (Fixture *fixture, gconstpointer data)
{
  const char *bodies[] = { "Content-Length: 200000000\r\n", "Content-Length: 1\r\n",
                           "Transfer-Encoding: chunked\r\n" };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (RawPeer) peer = raw_peer_connect (fixture->port);
      g_autofree char *upgrade = make_upgrade (i == 0 ? "nonsense" : fixture->token, bodies[i]);
      g_autofree char *headers = raw_peer_request (peer, upgrade);

      g_assert_nonnull (strstr (headers, "HTTP/1.1 400"));
      raw_peer_hang_up (peer);
    }
  g_assert_cmpuint (server_switchboard_get_n_channels (fixture->server.switchboard), ==, 0);
}

static void
test_upgrade (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RawPeer) peer = raw_peer_connect (fixture->port);
  g_autofree char *upgrade = make_upgrade (fixture->token,
                                           "Sec-WebSocket-Protocol: landline.1\r\n"
                                           "Sec-WebSocket-Extensions: permessage-deflate\r\n");
  g_autofree char *headers = raw_peer_request (peer, upgrade);
  g_autofree char *welcome = NULL;

  g_assert_nonnull (strstr (headers, "HTTP/1.1 101"));
  g_assert_nonnull (strstr (headers, "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
  g_assert_nonnull (strstr (headers, "Sec-WebSocket-Protocol: landline.1"));
  g_assert_null (strstr (headers, "permessage-deflate"));
  raw_peer_send_text (
      peer, "{\"frame\":\"hello\",\"version\":1,\"generation\":null,\"cursor\":0,\"window\":16}");
  welcome = raw_peer_next_text (peer);
  g_assert_true (g_str_has_prefix (welcome, "{\"frame\":\"welcome\""));
  g_assert_cmpuint (server_switchboard_get_n_channels (fixture->server.switchboard), ==, 1);
}

/* A client that does not wait for the 101. libsoup has read the first frames with the request. */
static void
test_early_frames (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RawPeer) peer = raw_peer_connect (fixture->port);
  g_autofree char *upgrade = make_upgrade (fixture->token, "");
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *headers = NULL;
  g_autofree char *welcome = NULL;
  RawFrame pong;

  g_byte_array_append (bytes, (const guint8 *) upgrade, (guint) strlen (upgrade));
  raw_peer_frame (bytes, 0x89, "early", -1);
  raw_peer_frame (
      bytes, 0x81,
      "{\"frame\":\"hello\",\"version\":1,\"generation\":null,\"cursor\":0,\"window\":16}", -1);
  raw_peer_send_bytes (peer, bytes->data, bytes->len);
  headers = raw_peer_request (peer, "");
  g_assert_nonnull (strstr (headers, "HTTP/1.1 101"));
  pong = raw_peer_next (peer);
  g_assert_cmpuint (pong.opcode, ==, 0xa);
  g_free (pong.text);
  welcome = raw_peer_next_text (peer);
  g_assert_true (g_str_has_prefix (welcome, "{\"frame\":\"welcome\""));
}

static void
test_unauthorized (Fixture *fixture, gconstpointer data)
{
  g_autofree char *longest = g_strnfill (5000, 'x');
  const char *tokens[] = { "", "nonsense", longest };

  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      g_autoptr (RawPeer) peer = raw_peer_connect (fixture->port);
      g_autofree char *upgrade = make_upgrade (tokens[i], "");
      g_autofree char *headers = raw_peer_request (peer, upgrade);

      g_assert_nonnull (strstr (headers, "HTTP/1.1 401"));
      g_assert_null (strstr (headers, "Sec-WebSocket-Accept"));
    }
  g_assert_cmpuint (server_switchboard_get_n_channels (fixture->server.switchboard), ==, 0);
}

static void
test_no_websocket (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RawPeer) peer = raw_peer_connect (fixture->port);
  g_autofree char *request = g_strdup_printf (
      "GET /v1/channel HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n", fixture->token);
  g_autofree char *headers = raw_peer_request (peer, request);

  g_assert_nonnull (strstr (headers, "HTTP/1.1 400"));
}

static void
test_other_protocol (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RawPeer) peer = raw_peer_connect (fixture->port);
  g_autofree char *upgrade = make_upgrade (fixture->token, "Sec-WebSocket-Protocol: mqtt\r\n");
  g_autofree char *headers = raw_peer_request (peer, upgrade);

  g_assert_nonnull (strstr (headers, "HTTP/1.1 400"));
}

/* The deadlines of HTTP do not follow a connection that has become a channel. */
static void
test_channel_has_no_http_deadline (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RawPeer) peer = NULL;
  g_autofree char *upgrade = make_upgrade (fixture->token, "");
  g_autofree char *headers = NULL;

  set_times (fixture, 200, 100, 100);
  server_switchboard_set_times (fixture->server.switchboard, 1000, 60000, 60000, 60000);
  peer = raw_peer_connect (fixture->port);
  headers = raw_peer_request (peer, upgrade);
  g_assert_nonnull (strstr (headers, "HTTP/1.1 101"));

  /* It is there for as long as a channel waits for its hello. */
  g_assert_cmpuint (raw_peer_wait_close (peer), ==, 4400);
}

static const guint two = 2;

static void
test_connections_per_address (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RawPeer) first = raw_peer_connect (fixture->port);
  g_autoptr (RawPeer) second = raw_peer_connect (fixture->port);
  g_autoptr (RawPeer) third = raw_peer_connect (fixture->port);
  g_autofree char *upgrade = make_upgrade (fixture->token, "");
  g_autofree char *headers = NULL;

  raw_peer_wait_end (third);

  /* A channel is a connection still; its end makes room. */
  headers = raw_peer_request (first, upgrade);
  g_assert_nonnull (strstr (headers, "HTTP/1.1 101"));
  for (;;)
    {
      g_autoptr (RawPeer) other = raw_peer_connect (fixture->port);
      g_autofree char *answer = raw_peer_request (other, "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");

      if (strstr (answer, "HTTP/1.1 200") != NULL)
        break;
      raw_peer_hang_up (first);
    }
}

static void
test_address_in_use (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerListener) second = NULL;
  g_autoptr (GError) error = NULL;

  second = server_listener_new (fixture->server.reactor, fixture->http, NULL,
                                server_listener_get_address (fixture->listener), &error);
  g_assert_null (second);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
}

static void
test_stopped_listener (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerListener) second = NULL;
  g_autoptr (GError) error = NULL;

  server_listener_stop (fixture->listener);
  second = server_listener_new (fixture->server.reactor, fixture->http, NULL,
                                server_listener_get_address (fixture->listener), &error);
  g_assert_no_error (error);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/server/http/requests-on-one-connection", test_requests_on_one_connection);
  ADD ("/server/http/silent", test_silent);
  ADD ("/server/http/half-headers", test_half_headers);
  ADD ("/server/http/idle", test_idle);
  ADD ("/server/http/half-body", test_half_body);
  ADD ("/server/http/trickled-body", test_trickled_body);
  ADD ("/server/http/moving-body", test_moving_body);
  ADD ("/server/http/upgrade-with-body", test_upgrade_with_body);
  ADD ("/server/http/upgrade", test_upgrade);
  ADD ("/server/http/early-frames", test_early_frames);
  ADD ("/server/http/unauthorized", test_unauthorized);
  ADD ("/server/http/no-websocket", test_no_websocket);
  ADD ("/server/http/other-protocol", test_other_protocol);
  ADD ("/server/http/channel-has-no-http-deadline", test_channel_has_no_http_deadline);
  g_test_add ("/server/http/connections-per-address", Fixture, &two, set_up,
              test_connections_per_address, tear_down);
  ADD ("/server/http/address-in-use", test_address_in_use);
  ADD ("/server/http/stopped-listener", test_stopped_listener);

  return g_test_run ();
}
