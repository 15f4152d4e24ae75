/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "server-websocket.h"

#include <string.h>
#include <sys/socket.h>

#include "raw-peer.h"
#include "server-limits.h"

/* A user of a websocket that keeps what it is told. */
typedef struct
{
  ServerWebsocket websocket;
  ServerWebsocketShared shared;
  ServerReactor *reactor;
  RawPeer *peer;
  GString *log;
  guint n_messages;
  guint n_drained;
  guint n_ended;
  guint pauses_after;
  gboolean echoes;
} Fixture;

static Fixture *
from_websocket (ServerWebsocket *websocket)
{
  return (Fixture *) websocket;
}

static gboolean
on_message (ServerWebsocket *websocket, const char *text, gsize length)
{
  Fixture *fixture = from_websocket (websocket);

  fixture->n_messages++;
  if (fixture->log->len < 4096)
    g_string_append_printf (fixture->log, "[%.*s]", (int) MIN (length, 32), text);
  if (fixture->echoes)
    server_websocket_push (websocket, text, length);

  return fixture->pauses_after == 0 || fixture->n_messages % fixture->pauses_after != 0;
}

static void
on_drained (ServerWebsocket *websocket)
{
  from_websocket (websocket)->n_drained++;
}

static void
on_ended (ServerWebsocket *websocket)
{
  from_websocket (websocket)->n_ended++;
}

static const ServerWebsocketFuncs funcs = { on_message, on_drained, on_ended };

static void
start (Fixture *fixture, guint8 *early, gsize early_length)
{
  g_autoptr (ServerStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  int ends[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends), ==, 0);
  fixture->peer = raw_peer_new (ends[1]);
  stream = server_stream_new (ends[0]);
  server_websocket_init (&fixture->websocket, &funcs, &fixture->shared);
  server_websocket_start (&fixture->websocket, stream, early, early_length, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->reactor = server_reactor_new (NULL, &error);
  g_assert_no_error (error);
  fixture->log = g_string_new (NULL);
  fixture->shared = (ServerWebsocketShared) {
    .reactor = fixture->reactor,
    .buffer = g_malloc (SERVER_WEBSOCKET_BUFFER),
    .first_ms = 5000,
    .ping_ms = 60000,
    .pong_ms = 60000,
    .close_ms = 5000,
  };

  /* What has its own times starts by itself. */
  if (data == NULL)
    start (fixture, NULL, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  raw_peer_free (fixture->peer);
  server_websocket_clear (&fixture->websocket);
  g_assert_finalize_object (fixture->reactor);
  g_string_free (fixture->log, TRUE);
  server_websocket_shared_clear (&fixture->shared);
}

static gboolean
has_ended (gpointer data)
{
  return ((Fixture *) data)->n_ended == 1;
}

static gboolean
has_a_message (gpointer data)
{
  return ((Fixture *) data)->n_messages > 0;
}

static gboolean
has_three_messages (gpointer data)
{
  return ((Fixture *) data)->n_messages == 3;
}

/* The loop runs until it has nothing left to do. */
static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
test_echo (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  fixture->echoes = TRUE;
  raw_peer_send_text (fixture->peer, "hello");
  raw_peer_send_text (fixture->peer, "κόσμε");
  first = raw_peer_next_text (fixture->peer);
  g_assert_cmpstr (first, ==, "hello");
  second = raw_peer_next_text (fixture->peer);
  g_assert_cmpstr (second, ==, "κόσμε");
  g_assert_cmpuint (server_websocket_get_memory (&fixture->websocket), ==, 0);
}

static void
test_early_bytes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GByteArray) early = g_byte_array_new ();
  g_autofree char *text = NULL;

  raw_peer_frame (early, 0x81, "early", -1);
  raw_peer_frame (early, 0x81, "late", -1);
  fixture->echoes = TRUE;
  start (fixture, early->data, early->len - 3);
  raw_peer_send_bytes (fixture->peer, early->data + early->len - 3, 3);
  text = raw_peer_next_text (fixture->peer);
  g_assert_cmpstr (text, ==, "early");
  g_free (text);
  text = raw_peer_next_text (fixture->peer);
  g_assert_cmpstr (text, ==, "late");
}

static void
test_byte_by_byte (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  raw_peer_frame (bytes, 0x01, "one ", -1);
  raw_peer_frame (bytes, 0x89, "ping", -1);
  raw_peer_frame (bytes, 0x80, "message", -1);
  for (guint i = 0; i < bytes->len; i++)
    {
      raw_peer_send_bytes (fixture->peer, bytes->data + i, 1);
      settle ();
    }
  g_assert_cmpstr (fixture->log->str, ==, "[one message]");
}

static void
test_large_message (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (SERVER_LIMIT_FRAME, 'x');
  g_autofree char *echo = NULL;

  fixture->echoes = TRUE;
  raw_peer_send_text (fixture->peer, text);
  echo = raw_peer_next_text (fixture->peer);
  g_assert_cmpstr (echo, ==, text);
  g_assert_cmpuint (server_websocket_get_memory (&fixture->websocket), ==, 0);
}

static void
test_one_write_a_turn (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 100; i++)
    server_websocket_push (&fixture->websocket, "x", 1);
  g_assert_cmpuint (server_websocket_get_queued (&fixture->websocket), ==, 300);
  g_assert_true (g_main_context_iteration (NULL, FALSE));
  g_assert_cmpuint (server_websocket_get_queued (&fixture->websocket), ==, 0);
  settle ();
  g_assert_cmpuint (raw_peer_get_received (fixture->peer), ==, 300);
}

static void
test_ping_of_the_peer (Fixture *fixture, gconstpointer data)
{
  RawFrame frame;

  raw_peer_send_frame (fixture->peer, 0x89, "are you there", -1);
  frame = raw_peer_next (fixture->peer);
  g_assert_cmpuint (frame.opcode, ==, 0xa);
  g_assert_cmpmem (frame.text, frame.length, "are you there", 13);
  g_free (frame.text);
}

/* What a peer must not send, and what it is told. */
static const struct
{
  const char *name;
  const char *bytes;
  gsize length;
  guint code;
} garbage[] = {
  { "unmasked", "\x81\x05hello", 7, 1002 },
  { "reserved bit", "\xc1\x81\x01\x02\x03\x04\x05", 7, 1002 },
  { "reserved opcode", "\x83\x81\x01\x02\x03\x04\x05", 7, 1002 },
  { "binary", "\x82\x81\x01\x02\x03\x04\x05", 7, 1003 },
  { "bad UTF-8", "\x81\x81\x01\x02\x03\x04\xfe", 7, 1007 },
  { "huge", "\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff\x01\x02\x03\x04", 14, 1009 },
  { "one past the cap", "\x81\xff\0\0\0\0\0\x01\0\x01\x01\x02\x03\x04", 14, 1009 },
  { "oversized ping", "\x89\xfe\0\x7e\x01\x02\x03\x04", 8, 1002 },
  { "fragmented ping", "\x09\x80\x01\x02\x03\x04", 6, 1002 },
  { "continuation of nothing", "\x80\x80\x01\x02\x03\x04", 6, 1002 },
  { "half a close code", "\x88\x81\x01\x02\x03\x04\x05", 7, 1002 },
  { "HTTP", "GET / HTTP/1.1\r\n\r\n", 18, 1002 },
};

static void
test_garbage (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (garbage); i++)
    {
      g_test_message ("%s", garbage[i].name);
      fixture->n_ended = 0;
      start (fixture, NULL, 0);
      raw_peer_send_bytes (fixture->peer, garbage[i].bytes, garbage[i].length);
      g_assert_cmpuint (raw_peer_wait_close (fixture->peer), ==, garbage[i].code);
      g_assert_cmpuint (fixture->n_messages, ==, 0);

      /* It goes on talking: nobody listens, nothing is kept, and its end is waited for. */
      raw_peer_send_text (fixture->peer, "hello");
      settle ();
      g_assert_cmpuint (fixture->n_messages, ==, 0);
      g_assert_cmpuint (server_websocket_get_memory (&fixture->websocket), ==, 0);
      g_assert_cmpuint (fixture->n_ended, ==, 0);
      raw_peer_hang_up (fixture->peer);
      raw_peer_wait_for (has_ended, fixture);
      if (i + 1 < G_N_ELEMENTS (garbage))
        {
          raw_peer_free (fixture->peer);
          server_websocket_clear (&fixture->websocket);
        }
    }
}

static void
test_fragments_without_end (Fixture *fixture, gconstpointer data)
{
  g_autofree char *fragment = g_strnfill (1000, 'f');

  raw_peer_send_frame (fixture->peer, 0x01, fragment, -1);
  for (guint i = 0; i < 100; i++)
    {
      raw_peer_send_frame (fixture->peer, 0x00, fragment, -1);
      settle ();
      g_assert_cmpuint (server_websocket_get_memory (&fixture->websocket), <=,
                        SERVER_LIMIT_FRAME + SERVER_LIMIT_FRAME / 2);
    }
  g_assert_cmpuint (raw_peer_wait_close (fixture->peer), ==, 1009);
}

static void
test_close_by_the_peer (Fixture *fixture, gconstpointer data)
{
  fixture->echoes = TRUE;
  raw_peer_send_text (fixture->peer, "last");
  raw_peer_send_close (fixture->peer, 4321);
  raw_peer_send_text (fixture->peer, "too late");
  g_assert_cmpuint (raw_peer_wait_close (fixture->peer), ==, 4321);
  raw_peer_wait_end (fixture->peer);
  g_assert_cmpstr (fixture->log->str, ==, "[last]");
  g_assert_cmpuint (fixture->n_ended, ==, 1);
}

static void
test_close_by_us (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  server_websocket_push (&fixture->websocket, "before", 6);
  server_websocket_close (&fixture->websocket, 4409, "replaced");
  server_websocket_close (&fixture->websocket, 4400, "not heard");
  server_websocket_push (&fixture->websocket, "after", 5);
  g_assert_false (server_websocket_is_open (&fixture->websocket));
  text = raw_peer_next_text (fixture->peer);
  g_assert_cmpstr (text, ==, "before");
  g_assert_cmpuint (raw_peer_wait_close (fixture->peer), ==, 4409);
  raw_peer_send_text (fixture->peer, "not heard either");
  settle ();
  g_assert_cmpuint (fixture->n_ended, ==, 0);
  raw_peer_send_close (fixture->peer, 4409);
  raw_peer_wait_end (fixture->peer);
  g_assert_cmpuint (fixture->n_messages, ==, 0);
  g_assert_cmpuint (fixture->n_ended, ==, 1);
}

static void
test_close_without_an_answer (Fixture *fixture, gconstpointer data)
{
  fixture->shared.close_ms = 100;
  start (fixture, NULL, 0);
  server_websocket_close (&fixture->websocket, 1012, "restart");
  raw_peer_wait_end (fixture->peer);
  g_assert_cmpuint (fixture->n_ended, ==, 1);
}

static void
test_end (Fixture *fixture, gconstpointer data)
{
  fixture->echoes = TRUE;
  raw_peer_send_text (fixture->peer, "bye");
  raw_peer_hang_up (fixture->peer);
  raw_peer_wait_for (has_ended, fixture);

  /* What it was going to be told went out before. */
  raw_peer_wait_end (fixture->peer);
  g_assert_cmpuint (raw_peer_get_received (fixture->peer), ==, 5);
}

static void
test_silence (Fixture *fixture, gconstpointer data)
{
  fixture->shared.first_ms = 100;
  start (fixture, NULL, 0);
  raw_peer_send_frame (fixture->peer, 0x89, "", 0);
  g_assert_cmpuint (raw_peer_wait_close (fixture->peer), ==, 4400);
}

static void
test_ping_answered (Fixture *fixture, gconstpointer data)
{
  fixture->shared.ping_ms = 70;
  fixture->shared.pong_ms = 2000;
  start (fixture, NULL, 0);
  raw_peer_send_text (fixture->peer, "hello");
  for (guint i = 0; i < 3; i++)
    {
      RawFrame frame = raw_peer_next (fixture->peer);

      g_assert_cmpuint (frame.opcode, ==, 0x9);
      g_free (frame.text);
      raw_peer_send_frame (fixture->peer, 0x8a, "", 0);
    }
  g_assert_cmpuint (fixture->n_ended, ==, 0);
}

static void
test_ping_not_answered (Fixture *fixture, gconstpointer data)
{
  fixture->shared.ping_ms = 70;
  fixture->shared.pong_ms = 130;
  start (fixture, NULL, 0);
  raw_peer_send_text (fixture->peer, "hello");
  raw_peer_wait_end (fixture->peer);
  g_assert_cmpuint (fixture->n_ended, ==, 1);
}

/* The memory of what was written serves what is written next, unless it is a lot. */
static void
test_spares (Fixture *fixture, gconstpointer data)
{
  g_autofree char *large = g_strnfill (SERVER_WEBSOCKET_SPARE_SIZE, 'l');
  g_autofree char *answer = NULL;
  const guint8 *spare = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *text = NULL;

      server_websocket_push (&fixture->websocket, "small", 5);
      g_assert_cmpuint (fixture->shared.n_spares, ==, 0);
      text = raw_peer_next_text (fixture->peer);
      g_assert_cmpstr (text, ==, "small");
      g_assert_cmpuint (fixture->shared.n_spares, ==, 1);
      g_assert_cmpuint (server_websocket_get_memory (&fixture->websocket), ==, 0);
      g_assert_true (spare == NULL || spare == fixture->shared.spares[0]);
      spare = fixture->shared.spares[0];
    }

  server_websocket_push (&fixture->websocket, large, SERVER_WEBSOCKET_SPARE_SIZE);
  answer = raw_peer_next_text (fixture->peer);
  g_assert_cmpuint (strlen (answer), ==, SERVER_WEBSOCKET_SPARE_SIZE);
  g_assert_cmpuint (fixture->shared.n_spares, ==, 0);
  g_assert_cmpuint (server_websocket_get_memory (&fixture->websocket), ==, 0);
}

/* A pause keeps what was read already, and nothing more is read. */
static void
test_pause (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  fixture->pauses_after = 1;
  raw_peer_frame (bytes, 0x81, "one", -1);
  raw_peer_frame (bytes, 0x81, "two", -1);
  raw_peer_send_bytes (fixture->peer, bytes->data, bytes->len);
  settle ();
  g_assert_cmpstr (fixture->log->str, ==, "[one]");
  g_assert_cmpuint (server_websocket_get_memory (&fixture->websocket), ==, bytes->len / 2);

  raw_peer_send_text (fixture->peer, "three");
  settle ();
  g_assert_cmpstr (fixture->log->str, ==, "[one]");

  server_websocket_resume (&fixture->websocket);
  settle ();
  g_assert_cmpstr (fixture->log->str, ==, "[one][two]");
  server_websocket_resume (&fixture->websocket);
  raw_peer_wait_for (has_three_messages, fixture);
  g_assert_cmpstr (fixture->log->str, ==, "[one][two][three]");
  g_assert_cmpuint (server_websocket_get_memory (&fixture->websocket), ==, 0);
}

/* Closed in a pause: the peer's close frame stands behind what was kept. */
static void
test_close_in_a_pause (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  fixture->pauses_after = 1;
  raw_peer_frame (bytes, 0x81, "one", -1);
  raw_peer_frame (bytes, 0x81, "two", -1);
  raw_peer_frame (bytes, 0x88, "\x03\xe8", 2);
  raw_peer_send_bytes (fixture->peer, bytes->data, bytes->len);
  settle ();
  server_websocket_close (&fixture->websocket, 4409, "replaced");
  g_assert_cmpuint (raw_peer_wait_close (fixture->peer), ==, 4409);
  raw_peer_wait_end (fixture->peer);
  g_assert_cmpstr (fixture->log->str, ==, "[one]");
}

/* What was kept breaks the protocol: it is refused when it is its turn. */
static void
test_garbage_in_a_pause (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  fixture->pauses_after = 1;
  raw_peer_frame (bytes, 0x81, "one", -1);
  raw_peer_frame (bytes, 0x81, "two", -1);
  raw_peer_frame (bytes, 0x82, "binary", -1);
  raw_peer_frame (bytes, 0x81, "three", -1);
  raw_peer_send_bytes (fixture->peer, bytes->data, bytes->len);
  settle ();
  server_websocket_resume (&fixture->websocket);
  g_assert_cmpstr (fixture->log->str, ==, "[one][two]");
  g_assert_true (server_websocket_is_open (&fixture->websocket));
  server_websocket_resume (&fixture->websocket);
  g_assert_false (server_websocket_is_open (&fixture->websocket));
  g_assert_cmpuint (raw_peer_wait_close (fixture->peer), ==, 1003);
  g_assert_cmpstr (fixture->log->str, ==, "[one][two]");
  g_assert_cmpuint (server_websocket_get_memory (&fixture->websocket), ==, 0);
}

/* A peer that asks and does not read: not a byte more than the limits waits for it, then it is told
 * to go. */
static void
test_never_reads (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (1000, 't');
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gsize most = 0;

  fixture->shared.ping_ms = 300;
  fixture->shared.pong_ms = 150;
  fixture->shared.close_ms = 100;
  fixture->echoes = TRUE;
  start (fixture, NULL, 0);
  raw_peer_set_reading (fixture->peer, FALSE);
  raw_peer_frame (bytes, 0x81, text, -1);

  for (;;)
    {
      gssize n = send (raw_peer_get_descriptor (fixture->peer), bytes->data, bytes->len,
                       MSG_DONTWAIT | MSG_NOSIGNAL);

      settle ();
      most = MAX (most, server_websocket_get_memory (&fixture->websocket));
      if (n < (gssize) bytes->len)
        break;
    }
  g_assert_cmpuint (most, >=, SERVER_LIMIT_QUEUE);
  g_assert_cmpuint (most, <=, 2 * SERVER_LIMIT_QUEUE + SERVER_WEBSOCKET_BUFFER);

  raw_peer_wait_for (has_ended, fixture);
  g_assert_false (server_websocket_is_open (&fixture->websocket));
}

/* One that takes nothing of what it is told is let go long before the next ping. */
static void
test_takes_nothing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (SERVER_LIMIT_FRAME, 'x');

  fixture->shared.ping_ms = 3600 * 1000;
  fixture->shared.pong_ms = 100;
  fixture->shared.close_ms = 3600 * 1000;
  start (fixture, NULL, 0);
  raw_peer_send_text (fixture->peer, "first");
  raw_peer_wait_for (has_a_message, fixture);
  raw_peer_set_reading (fixture->peer, FALSE);
  for (guint i = 0; i < 7; i++)
    server_websocket_push (&fixture->websocket, text, SERVER_LIMIT_FRAME);
  settle ();
  g_assert_true (server_websocket_is_open (&fixture->websocket));
  raw_peer_wait_for (has_ended, fixture);
}

/* The same peer begins to read just before: everything comes, in order. */
static void
test_reads_late (Fixture *fixture, gconstpointer data)
{
  guint n = 0;
  g_autofree char *filler = g_strnfill (1000, '.');

  raw_peer_set_reading (fixture->peer, FALSE);
  while (server_websocket_get_queued (&fixture->websocket) < SERVER_LIMIT_QUEUE)
    {
      g_autofree char *text = g_strdup_printf ("%u %s", n++, filler);

      server_websocket_push (&fixture->websocket, text, strlen (text));
      settle ();
    }
  g_assert_cmpuint (fixture->n_drained, ==, 0);

  raw_peer_set_reading (fixture->peer, TRUE);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = raw_peer_next_text (fixture->peer);

      g_assert_cmpuint (g_ascii_strtoull (text, NULL, 10), ==, i);
    }
  settle ();
  g_assert_cmpuint (fixture->n_drained, ==, 1);
  g_assert_cmpuint (server_websocket_get_memory (&fixture->websocket), ==, 0);
}

static void
test_too_much_pushed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (SERVER_LIMIT_FRAME, 'x');

  raw_peer_set_reading (fixture->peer, FALSE);
  while (server_websocket_is_open (&fixture->websocket))
    {
      server_websocket_push (&fixture->websocket, text, SERVER_LIMIT_FRAME);
      g_assert_cmpuint (server_websocket_get_queued (&fixture->websocket), <=,
                        SERVER_LIMIT_QUEUE_HARD + SERVER_FRAME_CONTROL_MAX);
    }
  raw_peer_set_reading (fixture->peer, TRUE);
  g_assert_cmpuint (raw_peer_wait_close (fixture->peer), ==, 1013);
}

/* One that sends without a pause leaves the others their turns. */
static void
test_turn (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (60000, 't');
  guint before;

  raw_peer_send_text (fixture->peer, "first");
  raw_peer_wait_for (has_a_message, fixture);
  for (guint i = 0; i < 3; i++)
    raw_peer_send_text (fixture->peer, text);
  before = fixture->n_messages;
  g_assert_true (g_main_context_iteration (NULL, FALSE));
  g_assert_cmpuint (fixture->n_messages - before, <=, SERVER_LIMIT_TURN / 60000 + 1);
  settle ();
  g_assert_cmpuint (fixture->n_messages, ==, 4);
}

static void
test_cut (Fixture *fixture, gconstpointer data)
{
  server_websocket_cut (&fixture->websocket);
  g_assert_cmpuint (fixture->n_ended, ==, 1);
  server_websocket_cut (&fixture->websocket);
  server_websocket_push (&fixture->websocket, "x", 1);
  server_websocket_close (&fixture->websocket, 1012, "");
  raw_peer_wait_end (fixture->peer);
  g_assert_cmpuint (fixture->n_ended, ==, 1);
}

#define ADD(path, func)           g_test_add (path, Fixture, NULL, set_up, func, tear_down)
#define ADD_OWN_START(path, func) g_test_add (path, Fixture, "", set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/server/websocket/echo", test_echo);
  ADD_OWN_START ("/server/websocket/early-bytes", test_early_bytes);
  ADD ("/server/websocket/byte-by-byte", test_byte_by_byte);
  ADD ("/server/websocket/large-message", test_large_message);
  ADD ("/server/websocket/one-write-a-turn", test_one_write_a_turn);
  ADD ("/server/websocket/ping-of-the-peer", test_ping_of_the_peer);
  ADD_OWN_START ("/server/websocket/garbage", test_garbage);
  ADD ("/server/websocket/fragments-without-end", test_fragments_without_end);
  ADD ("/server/websocket/close-by-the-peer", test_close_by_the_peer);
  ADD ("/server/websocket/close-by-us", test_close_by_us);
  ADD_OWN_START ("/server/websocket/close-without-an-answer", test_close_without_an_answer);
  ADD ("/server/websocket/end", test_end);
  ADD_OWN_START ("/server/websocket/silence", test_silence);
  ADD_OWN_START ("/server/websocket/ping-answered", test_ping_answered);
  ADD_OWN_START ("/server/websocket/ping-not-answered", test_ping_not_answered);
  ADD ("/server/websocket/spares", test_spares);
  ADD ("/server/websocket/pause", test_pause);
  ADD ("/server/websocket/close-in-a-pause", test_close_in_a_pause);
  ADD ("/server/websocket/garbage-in-a-pause", test_garbage_in_a_pause);
  ADD_OWN_START ("/server/websocket/takes-nothing", test_takes_nothing);
  ADD_OWN_START ("/server/websocket/never-reads", test_never_reads);
  ADD ("/server/websocket/reads-late", test_reads_late);
  ADD ("/server/websocket/too-much-pushed", test_too_much_pushed);
  ADD ("/server/websocket/turn", test_turn);
  ADD ("/server/websocket/cut", test_cut);

  return g_test_run ();
}
