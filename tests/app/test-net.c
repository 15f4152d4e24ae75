/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "app-back-off.h"
#include "app-connection.h"
#include "app-error.h"
#include "app-fake-server.h"
#include "app-net-error.h"
#include "app-pin.h"
#include "app-rest-private.h"
#include "app-rest.h"
#include "app-test.h"

static void
test_back_off (void)
{
  AppBackOff back_off = APP_BACK_OFF_INIT;
  static const guint spans[] = { 1000, 2000, 4000, 8000, 16000, 30000, 30000 };

  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      AppBackOff same = back_off;
      AppBackOff middle = back_off;

      g_assert_cmpuint (app_back_off_next (&same, 0), ==, APP_BACK_OFF_MIN);
      g_assert_cmpuint (app_back_off_next (&middle, 0.5), ==,
                        APP_BACK_OFF_MIN + (spans[i] - APP_BACK_OFF_MIN) / 2);
      g_assert_cmpuint (app_back_off_next (&back_off, 1), ==, spans[i]);
    }
  for (guint i = 0; i < 100; i++)
    g_assert_cmpuint (app_back_off_next (&back_off, 1), ==, APP_BACK_OFF_MAX);
  app_back_off_reset (&back_off);
  g_assert_cmpuint (app_back_off_next (&back_off, 1), ==, 1000);
}

static void
test_errors (void)
{
  static const struct
  {
    GQuark (*domain) (void);
    int code;
    GQuark (*expected_domain) (void);
    int expected_code;
  } cases[] = {
    { g_io_error_quark, G_IO_ERROR_CONNECTION_REFUSED, app_error_quark, APP_ERROR_UNREACHABLE },
    { g_io_error_quark, G_IO_ERROR_TIMED_OUT, app_error_quark, APP_ERROR_UNREACHABLE },
    { g_io_error_quark, G_IO_ERROR_HOST_UNREACHABLE, app_error_quark, APP_ERROR_UNREACHABLE },
    { g_io_error_quark, G_IO_ERROR_CONNECTION_CLOSED, app_error_quark, APP_ERROR_UNREACHABLE },
    { g_io_error_quark, G_IO_ERROR_CANCELLED, g_io_error_quark, G_IO_ERROR_CANCELLED },
    { g_resolver_error_quark, G_RESOLVER_ERROR_NOT_FOUND, app_error_quark, APP_ERROR_UNREACHABLE },
    { g_tls_error_quark, G_TLS_ERROR_BAD_CERTIFICATE, app_error_quark, APP_ERROR_WRONG_KEY },
    { g_tls_error_quark, G_TLS_ERROR_MISC, app_error_quark, APP_ERROR_PROTOCOL },
    { landline_error_quark, LANDLINE_ERROR_BUSY, landline_error_quark, LANDLINE_ERROR_BUSY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (cases[i].domain (), cases[i].code, "x");

      app_net_error_explain (&error);
      g_assert_error (error, cases[i].expected_domain (), cases[i].expected_code);
    }
}

/* A P-256 certificate made for this test, and the SHA-256 of its public key. */
#define CERTIFICATE                                                                                \
  "-----BEGIN CERTIFICATE-----\n"                                                                  \
  "MIIBezCCASGgAwIBAgIUEf1uWXWrFlgeFy1zNseH+bMtDCQwCgYIKoZIzj0EAwIw\n"                             \
  "EzERMA8GA1UEAwwIbGFuZGxpbmUwHhcNMjYxMTI0MDgwODIyWhcNNDYxMTE5MDgw\n"                             \
  "ODIyWjATMREwDwYDVQQDDAhsYW5kbGluZTBZMBMGByqGSM49AgEGCCqGSM49AwEH\n"                             \
  "A0IABJMZH22g6t6ofhZVZkiwnZfKdqFys0Ln3dqaRjDyb3fKaSVfWLabMpJj0adg\n"                             \
  "/X2ybzYwB/pxFAoxkEG4+q9Xt8+jUzBRMB0GA1UdDgQWBBSt7qSe7+Hc0eOAyGdy\n"                             \
  "z1SR+qN9ATAfBgNVHSMEGDAWgBSt7qSe7+Hc0eOAyGdyz1SR+qN9ATAPBgNVHRMB\n"                             \
  "Af8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIE7eh1oZPtalX4cVgFGFdtQzBfAj\n"                             \
  "V2aN9d5r25wvlX4WAiEAixmouZjUsemnM9ozfdQ182EfeFkuQS5vxPEhhGkHBKo=\n"                             \
  "-----END CERTIFICATE-----\n"
#define KEY_HEX    "55a289882f27f83e6f459908e2f280b0b1c6080ebe15b3fc8881763a5491fb10"
#define KEY_BASE64 "VaKJiC8n-D5vRZkI4vKAsLHGCA6-FbP8iIF2OlSR-xA"

static void
test_pin (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_pem (CERTIFICATE, -1,
                                                                            &error);
  g_autofree char *other = g_strdup ("sha256-" KEY_HEX);

  g_assert_no_error (error);
  g_assert_true (app_pin_matches ("sha256-" KEY_HEX, certificate));
  g_assert_true (app_pin_matches ("sha256-" KEY_BASE64, certificate));
  other[strlen (other) - 1] = other[strlen (other) - 1] == '0' ? '1' : '0';
  g_assert_false (app_pin_matches (other, certificate));
  g_assert_false (app_pin_matches ("sha256-AAAA", certificate));
  g_assert_false (app_pin_matches ("md5-" KEY_HEX, certificate));
}

static AppConnectionState
state_of (AppConnection *connection)
{
  return app_connection_get_state (connection);
}

/* The first address is dead: the second is tried, and stays the one. */
static void
test_addresses_in_turn (void)
{
  AppFakeServer *server = app_fake_server_new ();
  g_autoptr (AppConnection) connection = app_connection_new (NULL, "token");
  g_autofree char *good = g_strdup_printf ("http://127.0.0.1:%u", server->port);
  const char *const urls[] = { "http://127.0.0.1:1", good, NULL };

  app_connection_set_back_off (connection, 1, 5);
  app_connection_set_base_urls (connection, urls);
  app_connection_open (connection);
  app_test_wait (state_of (connection) == APP_CONNECTION_OPEN);
  g_assert_cmpstr (app_connection_get_base_url (connection), ==, good);
  app_test_wait (server->channel != NULL);
  app_fake_server_cut (server);
  app_test_wait (server->n_channels == 2);
  g_assert_cmpstr (app_connection_get_base_url (connection), ==, good);
  app_connection_close (connection);
  g_assert_cmpint (state_of (connection), ==, APP_CONNECTION_CLOSED);
  app_test_turn (20);
  app_fake_server_free (server);
}

static void
test_unreachable (void)
{
  static const char *const urls[] = { "http://127.0.0.1:1", NULL };
  g_autoptr (AppConnection) connection = app_connection_new (NULL, "token");
  gint64 now;

  app_connection_set_base_urls (connection, urls);
  app_connection_open (connection);
  app_test_wait (state_of (connection) == APP_CONNECTION_WAITING);
  now = g_get_monotonic_time ();
  g_assert_nonnull (app_connection_get_reason (connection));
  g_assert_cmpint (app_connection_get_retry_time (connection), >, now);
  g_assert_cmpint (app_connection_get_retry_time (connection), <=, now + G_USEC_PER_SEC);
  app_connection_retry_now (connection);
  g_assert_cmpint (state_of (connection), ==, APP_CONNECTION_CONNECTING);
  app_test_wait (state_of (connection) == APP_CONNECTION_WAITING);
  app_connection_close (connection);
}

/* What answers is a web server, but not ours. */
static void
test_other_server (void)
{
  AppFakeServer *server = app_fake_server_new ();
  g_autoptr (AppConnection) connection = app_connection_new (NULL, "token");
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", server->port);
  const char *const urls[] = { url, NULL };

  server->upgrade_status = SOUP_STATUS_NOT_FOUND;
  app_connection_set_base_urls (connection, urls);
  app_connection_open (connection);
  app_test_wait (state_of (connection) == APP_CONNECTION_WAITING);
  g_assert_nonnull (strstr (app_connection_get_reason (connection), "no Landline server"));
  app_connection_close (connection);
  app_fake_server_free (server);
}

static void
test_rest_errors (void)
{
  AppFakeServer *server = app_fake_server_new ();
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", server->port);
  g_autoptr (AppRest) rest = app_rest_new (url, NULL, "token");
  static const struct
  {
    const char *body; /* NULL: 404 */
    GQuark (*domain) (void);
  } cases[] = {
    { NULL, landline_error_quark },
    { "{\"users\":", landline_error_quark },
    { "[]", landline_error_quark },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      if (cases[i].body != NULL)
        g_hash_table_insert (server->pages, g_strdup ("/v1/users"), g_strdup (cases[i].body));
      app_rest_list_users_async (rest, NULL, app_test_result, &result);
      app_test_wait (result != NULL);
      g_assert_null (app_rest_list_users_finish (rest, result, &error));
      g_assert_nonnull (error);
      g_assert_cmpuint (error->domain, ==, cases[i].domain ());
    }
  app_fake_server_free (server);
}

/* An answer without an end fills no memory. */
static void
test_rest_too_long (void)
{
  AppFakeServer *server = app_fake_server_new ();
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", server->port);
  g_autoptr (AppRest) rest = app_rest_new (url, NULL, "token");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_hash_table_insert (server->pages, g_strdup ("/v1/users"),
                       g_strnfill (LANDLINE_LIMIT_REST_REPLY + 1, ' '));
  app_rest_list_users_async (rest, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  g_assert_null (app_rest_list_users_finish (rest, result, &error));
  g_assert_error (error, APP_ERROR, APP_ERROR_PROTOCOL);
  app_fake_server_free (server);
}

typedef struct
{
  guint n_channels;
  GPtrArray *streams; /* GIOStream: open, and never looked at again */
} MuteServer;

static char *
read_key (GIOStream *stream)
{
  g_autoptr (GDataInputStream) input = g_data_input_stream_new (
      g_io_stream_get_input_stream (stream));
  char *key = NULL;
  char *line;

  g_data_input_stream_set_newline_type (input, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (input), FALSE);
  while ((line = g_data_input_stream_read_line (input, NULL, NULL, NULL)) != NULL && *line != '\0')
    {
      if (g_ascii_strncasecmp (line, "Sec-WebSocket-Key:", 18) == 0)
        key = g_strdup (g_strstrip (line + 18));
      g_free (line);
    }
  g_free (line);
  return key;
}

/* On a thread: opens a channel and says nothing more, as a server behind a network that is gone. */
static gboolean
mute_run_cb (GThreadedSocketService *service,
             GSocketConnection *connection,
             GObject *source,
             gpointer user_data)
{
  static const char guid[] = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  MuteServer *server = user_data;
  g_autofree char *key = read_key (G_IO_STREAM (connection));
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  g_autofree char *accept = NULL;
  g_autofree char *answer = NULL;
  guint8 digest[20];
  gsize size = sizeof digest;

  if (key == NULL)
    return TRUE;
  g_checksum_update (checksum, (const guchar *) key, -1);
  g_checksum_update (checksum, (const guchar *) guid, -1);
  g_checksum_get_digest (checksum, digest, &size);
  accept = g_base64_encode (digest, size);
  answer = g_strdup_printf ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                            "Connection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n"
                            "Sec-WebSocket-Protocol: landline.1\r\n\r\n",
                            accept);
  g_ptr_array_add (server->streams, g_object_ref (connection));
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), answer,
                             strlen (answer), NULL, NULL, NULL);
  g_atomic_int_inc (&server->n_channels);
  return TRUE;
}

/* After a change of the network a channel that does not answer is made anew within seconds. */
static void
test_network_change (void)
{
  MuteServer mute = { 0, g_ptr_array_new_with_free_func (g_object_unref) };
  g_autoptr (GSocketService) service = g_threaded_socket_service_new (4);
  guint port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", port);
  const char *urls[] = { url, NULL };
  g_autoptr (AppConnection) connection = app_connection_new (NULL, "token");

  g_signal_connect (service, "run", G_CALLBACK (mute_run_cb), &mute);
  app_connection_set_base_urls (connection, urls);
  app_connection_open (connection);
  app_test_wait (app_connection_get_state (connection) == APP_CONNECTION_OPEN);
  g_signal_emit_by_name (g_network_monitor_get_default (), "network-changed", TRUE);
  app_test_wait (g_atomic_int_get (&mute.n_channels) == 2);
  app_test_wait (app_connection_get_state (connection) == APP_CONNECTION_OPEN);
  app_connection_close (connection);
  g_socket_service_stop (service);
  g_ptr_array_unref (mute.streams);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

/* One that answers stays. */
static void
test_network_change_answered (void)
{
  AppFakeServer *server = app_fake_server_new ();
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", server->port);
  const char *urls[] = { url, NULL };
  g_autoptr (AppConnection) connection = app_connection_new (NULL, "token");
  guint n_answers = 0;

  app_connection_set_base_urls (connection, urls);
  g_signal_connect_swapped (connection, "answered", G_CALLBACK (count_cb), &n_answers);
  app_connection_open (connection);
  app_test_wait (app_connection_get_state (connection) == APP_CONNECTION_OPEN);
  g_signal_emit_by_name (g_network_monitor_get_default (), "network-changed", TRUE);
  app_test_wait (n_answers > 0);
  g_assert_cmpint (app_connection_get_state (connection), ==, APP_CONNECTION_OPEN);
  g_assert_cmpuint (server->n_channels, ==, 1);
  app_connection_close (connection);
  app_fake_server_free (server);
}

typedef struct
{
  GCancellable *cancellable;
  gboolean done;
  gboolean answered;
} Sent;

/* What was cancelled before this was dispatched looks like this to libsoup. */
static void
cancel_and_finish_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Sent *sent = user_data;
  g_autoptr (GInputStream) stream = NULL;

  g_cancellable_cancel (sent->cancellable);
  stream = soup_session_send_finish (SOUP_SESSION (object), result, NULL);
  sent->answered = stream != NULL;
  sent->done = TRUE;
}

/* A request is given up when its answer has come and waits to be dispatched: the answer counts. */
static void
test_cancel_behind_the_answer (void)
{
  AppFakeServer *server = app_fake_server_new ();
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", server->port);
  g_autoptr (AppRest) rest = app_rest_new (url, NULL, "token");

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (SoupMessage) message = app_rest_make_message (rest, "GET", "/v1/users");
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Sent sent = { .cancellable = cancellable };

      app_rest_soup_send_async (rest, message, cancellable, cancel_and_finish_cb, &sent);
      app_test_wait (sent.done);
      g_assert_true (sent.answered);
    }
  app_fake_server_free (server);
}

/* One that has no answer ends at once. */
static void
test_cancel_before_the_answer (void)
{
  AppFakeServer *server = app_fake_server_new ();
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", server->port);
  g_autoptr (AppRest) rest = app_rest_new (url, NULL, "token");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  app_rest_list_users_async (rest, cancellable, app_test_result, &result);
  g_cancellable_cancel (cancellable);
  app_test_wait (result != NULL);
  g_assert_null (app_rest_list_users_finish (rest, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  app_fake_server_free (server);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/net/back-off", test_back_off);
  g_test_add_func ("/app/net/errors", test_errors);
  g_test_add_func ("/app/net/pin", test_pin);
  g_test_add_func ("/app/net/rest/cancel-behind-the-answer", test_cancel_behind_the_answer);
  g_test_add_func ("/app/net/rest/cancel-before-the-answer", test_cancel_before_the_answer);
  g_test_add_func ("/app/net/connection/addresses-in-turn", test_addresses_in_turn);
  g_test_add_func ("/app/net/connection/unreachable", test_unreachable);
  g_test_add_func ("/app/net/connection/other-server", test_other_server);
  g_test_add_func ("/app/net/connection/network-change", test_network_change);
  g_test_add_func ("/app/net/connection/network-change-answered", test_network_change_answered);
  g_test_add_func ("/app/net/rest/errors", test_rest_errors);
  g_test_add_func ("/app/net/rest/too-long", test_rest_too_long);
  return g_test_run ();
}
