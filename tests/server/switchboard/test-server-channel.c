/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "landline-id.h"
#include "server-fixture.h"
#include "server-limits.h"

#define ADA "+15550101"
#define BEN "+15550102"

typedef struct
{
  ServerFixture server;
  char *ada;
  char *ben;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  server_fixture_set_up (&fixture->server);
  fixture->ada = server_fixture_register (&fixture->server, ADA);
  fixture->ben = server_fixture_register (&fixture->server, BEN);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  server_fixture_tear_down (&fixture->server);
  g_free (fixture->ada);
  g_free (fixture->ben);
}

static char *
send_text (RawPeer *peer, const char *receiver, const char *text)
{
  char *id = landline_id_new_message ();
  g_autofree char *frame =
      g_strdup_printf ("{\"frame\":\"send\",\"message\":{\"id\":\"%s\",\"receiver_id\":\"%s\","
                       "\"type\":\"text\",\"text\":\"%s\"}}",
                       id, receiver, text);

  raw_peer_send_text (peer, frame);
  return id;
}

static void
test_message (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RawPeer) ada = server_fixture_open (&fixture->server, fixture->ada, 256);
  g_autoptr (RawPeer) ben = server_fixture_open (&fixture->server, fixture->ben, 256);
  g_autofree char *id = send_text (ada, BEN, "Hello");
  g_autofree char *sent = raw_peer_expect (ada, "sent");
  g_autofree char *event = raw_peer_expect (ben, "event");

  raw_peer_assert_has (sent, id);
  raw_peer_assert_has (sent, "\"seq\":1");
  raw_peer_assert_has (sent, "\"duplicate\":false");
  raw_peer_assert_has (event, id);
  raw_peer_assert_has (event, "\"text\":\"Hello\"");
  g_assert_cmpuint (server_switchboard_get_n_channels (fixture->server.switchboard), ==, 2);
}

static void
test_garbage_after_hello (Fixture *fixture, gconstpointer data)
{
  static const char *const frames[] = {
    "",
    "{",
    "[]",
    "null",
    "\"send\"",
    "{\"frame\":1}",
    "{\"frame\":\"ack\"}",
    "{\"frame\":\"ack\",\"cursor\":-1}",
    "{\"frame\":\"send\",\"message\":7}",
  };
  g_autoptr (RawPeer) ada = server_fixture_open (&fixture->server, fixture->ada, 256);
  g_autofree char *id = NULL;
  g_autofree char *sent = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      g_autofree char *error = NULL;

      raw_peer_send_text (ada, frames[i]);
      error = raw_peer_expect (ada, "error");
      g_test_message ("%s: %s", frames[i], error);
      raw_peer_assert_has (error, "\"code\":\"bad_frame\"");
    }

  id = send_text (ada, BEN, "still here");
  sent = raw_peer_expect (ada, "sent");
  raw_peer_assert_has (sent, id);
}

static void
test_hello_comes_first (Fixture *fixture, gconstpointer data)
{
  static const char *const frames[] = {
    "{\"frame\":\"ack\",\"cursor\":1}",
    "{\"frame\":\"typing\",\"conversation\":\"c_1\"}",
    "{\"frame\":\"dance\"}",
    "nonsense",
    "{\"frame\":\"hello\",\"version\":7,\"generation\":null,\"cursor\":0,\"window\":1}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      g_autoptr (RawPeer) ada = server_fixture_connect (&fixture->server, fixture->ada);

      raw_peer_send_text (ada, frames[i]);
      g_assert_cmpuint (raw_peer_wait_close (ada), ==, 4400);
    }
}

static void
test_silence (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RawPeer) ada = NULL;

  server_switchboard_set_times (fixture->server.switchboard, 100, 60000, 60000, 60000);
  ada = server_fixture_connect (&fixture->server, fixture->ada);
  g_assert_cmpuint (raw_peer_wait_close (ada), ==, 4400);
}

static void
test_replaced (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RawPeer) first = server_fixture_open (&fixture->server, fixture->ada, 256);
  g_autoptr (RawPeer) second = server_fixture_open (&fixture->server, fixture->ada, 256);
  g_autofree char *id = NULL;
  g_autofree char *sent = NULL;

  g_assert_cmpuint (raw_peer_wait_close (first), ==, 4409);
  raw_peer_send_close (first, 4409);
  raw_peer_wait_end (first);

  /* The end of the first takes nothing from the second. */
  id = send_text (second, BEN, "x");
  sent = raw_peer_expect (second, "sent");
  raw_peer_assert_has (sent, id);
  g_assert_cmpuint (server_switchboard_get_n_channels (fixture->server.switchboard), ==, 1);
}

static void
test_revoked (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RawPeer) ada = server_fixture_open (&fixture->server, fixture->ada, 256);
  g_autoptr (ServerAccount) account = server_fixture_authenticate (&fixture->server, fixture->ada);

  server_delivery_close_device (fixture->server.delivery, ADA,
                                server_account_get_device_id (account), SERVER_CLOSE_REVOKED);
  g_assert_nonnull (server_auth_lookup (fixture->server.auth, fixture->ben));
  g_assert_cmpuint (raw_peer_wait_close (ada), ==, 4401);
  g_assert_null (server_auth_lookup (fixture->server.auth, fixture->ada));
}

/* More sends at once than may be in flight: reading pauses, nothing is refused, nothing is lost. */
static void
test_in_flight (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RawPeer) ada = server_fixture_open (&fixture->server, fixture->ada, 1024);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  const guint n = 3 * LANDLINE_LIMIT_IN_FLIGHT;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = landline_id_new_message ();
      g_autofree char *frame =
          g_strdup_printf ("{\"frame\":\"send\",\"message\":{\"id\":\"%s\",\"receiver_id\":\"" BEN
                           "\",\"type\":\"text\",\"text\":\"%u\"}}",
                           id, i);

      raw_peer_frame (bytes, 0x81, frame, -1);
    }
  raw_peer_send_bytes (ada, bytes->data, bytes->len);

  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *sent = raw_peer_expect (ada, "sent");
      g_autofree char *seq = g_strdup_printf ("\"seq\":%u,", i);

      raw_peer_assert_has (sent, seq);
      g_assert_cmpuint (server_switchboard_get_memory (fixture->server.switchboard), <=,
                        SERVER_LIMIT_QUEUE + SERVER_WEBSOCKET_BUFFER);
    }
}

static gboolean
keeps_something (gpointer data)
{
  Fixture *fixture = data;

  return server_switchboard_get_memory (fixture->server.switchboard) > 0;
}

/* Marks of reading cost the store as much as messages: no more of them are in its hands either. */
static void
test_reads_in_flight (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RawPeer) ada = server_fixture_open (&fixture->server, fixture->ada, 256);
  g_autofree char *id = send_text (ada, ADA, "note to self");
  g_autofree char *sent = raw_peer_expect (ada, "sent");
  g_autofree char *conversation = NULL;
  g_autofree char *frame = NULL;
  g_autofree char *last = NULL;
  g_autofree char *last_sent = NULL;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  const char *begin = strstr (sent, "\"conversation\":\"") + strlen ("\"conversation\":\"");

  conversation = g_strndup (begin, strcspn (begin, "\""));
  frame = g_strdup_printf ("{\"frame\":\"read\",\"conversation\":\"%s\",\"seq\":1}", conversation);
  for (guint i = 0; i < 3 * LANDLINE_LIMIT_IN_FLIGHT; i++)
    raw_peer_frame (bytes, 0x81, frame, -1);
  raw_peer_send_bytes (ada, bytes->data, bytes->len);

  /* One turn takes what may be in flight; what was read beyond that is kept as it came. */
  raw_peer_wait_for (keeps_something, fixture);
  g_assert_cmpuint (server_switchboard_get_memory (fixture->server.switchboard), >=,
                    LANDLINE_LIMIT_IN_FLIGHT * strlen (frame));

  last = send_text (ada, ADA, "after all of them");
  last_sent = raw_peer_expect (ada, "sent");
  raw_peer_assert_has (last_sent, last);
  g_assert_cmpuint (server_switchboard_get_memory (fixture->server.switchboard), ==, 0);
}

/* A device with a long backlog that does not read: the pump stops, and little waits for it in
 * memory. */
static void
test_slow_consumer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RawPeer) ada = server_fixture_open (&fixture->server, fixture->ada, 4096);
  g_autoptr (RawPeer) ben = NULL;
  g_autofree char *text = g_strnfill (10000, 't');
  const guint n = 200;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = send_text (ada, BEN, text);
      g_autofree char *sent = raw_peer_expect (ada, "sent");

      raw_peer_assert_has (sent, id);
    }

  ben = server_fixture_connect (&fixture->server, fixture->ben);
  raw_peer_set_reading (ben, FALSE);
  raw_peer_send_text (
      ben, "{\"frame\":\"hello\",\"version\":1,\"generation\":null,\"cursor\":0,\"window\":1024}");
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *id = send_text (ada, ADA, "a turn of the loop or several");
      g_autofree char *sent = raw_peer_expect (ada, "sent");

      raw_peer_assert_has (sent, id);
      g_assert_cmpuint (server_switchboard_get_memory (fixture->server.switchboard), <=,
                        2 * SERVER_LIMIT_QUEUE);
    }

  /* It begins to read: all of it comes. */
  raw_peer_set_reading (ben, TRUE);
  for (guint i = 1; i <= n; i++)
    {
      g_autofree char *event = raw_peer_expect (ben, "event");
      g_autofree char *seq = g_strdup_printf ("\"seq\":%u,", i);

      raw_peer_assert_has (event, seq);
    }
}

static void
count_empty (gpointer data)
{
  (*(guint *) data)++;
}

static void
test_stop (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RawPeer) ada = server_fixture_open (&fixture->server, fixture->ada, 256);
  g_autoptr (RawPeer) ben = server_fixture_open (&fixture->server, fixture->ben, 256);
  g_autoptr (RawPeer) late = NULL;
  g_autofree char *bye = NULL;
  guint empty = 0;

  server_switchboard_stop (fixture->server.switchboard, count_empty, &empty);
  bye = raw_peer_expect (ada, "bye");
  raw_peer_assert_has (bye, "\"code\":\"restart\"");
  raw_peer_assert_has (bye, "\"retry_after\":1500");
  g_assert_cmpuint (raw_peer_wait_close (ada), ==, 1012);
  g_assert_cmpuint (raw_peer_wait_close (ben), ==, 1012);

  late = server_fixture_connect (&fixture->server, fixture->ada);
  raw_peer_wait_end (late);

  g_assert_cmpuint (empty, ==, 0);
  raw_peer_send_close (ada, 1012);
  raw_peer_wait_end (ada);
  raw_peer_send_close (ben, 1012);
  raw_peer_wait_end (ben);
  g_assert_cmpuint (empty, ==, 1);
  g_assert_cmpuint (server_switchboard_get_n_channels (fixture->server.switchboard), ==, 0);
}

/* The connection goes while the store has its sends: they are kept, and nobody is told who is not
 * there any more. */
static void
test_gone_in_flight (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RawPeer) ada = server_fixture_open (&fixture->server, fixture->ada, 256);
  g_autoptr (RawPeer) ben = server_fixture_open (&fixture->server, fixture->ben, 256);
  g_autofree char *id = send_text (ada, BEN, "last words");
  g_autofree char *event = NULL;

  raw_peer_hang_up (ada);
  raw_peer_wait_end (ada);
  event = raw_peer_expect (ben, "event");
  raw_peer_assert_has (event, id);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/server/channel/message", test_message);
  ADD ("/server/channel/garbage-after-hello", test_garbage_after_hello);
  ADD ("/server/channel/hello-comes-first", test_hello_comes_first);
  ADD ("/server/channel/silence", test_silence);
  ADD ("/server/channel/replaced", test_replaced);
  ADD ("/server/channel/revoked", test_revoked);
  ADD ("/server/channel/in-flight", test_in_flight);
  ADD ("/server/channel/reads-in-flight", test_reads_in_flight);
  ADD ("/server/channel/slow-consumer", test_slow_consumer);
  ADD ("/server/channel/stop", test_stop);
  ADD ("/server/channel/gone-in-flight", test_gone_in_flight);

  return g_test_run ();
}
