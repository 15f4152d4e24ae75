/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "landline-id.h"
#include "server-fixture.h"
#include "server-limits.h"

/* What a channel answers: refusals, repeated sends, marks, typing, several devices of one user. */

#define ADA "+15550101"
#define BEN "+15550102"
#define EVE "+15550103"

typedef struct
{
  ServerFixture server;
  char *ada;
  char *ben;
  char *eve;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  server_fixture_set_up (&fixture->server);
  fixture->ada = server_fixture_register (&fixture->server, ADA);
  fixture->ben = server_fixture_register (&fixture->server, BEN);
  fixture->eve = server_fixture_register (&fixture->server, EVE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  server_fixture_tear_down (&fixture->server);
  g_free (fixture->ada);
  g_free (fixture->ben);
  g_free (fixture->eve);
}

/* The value of a member whose value is a string. */
static char *
dup_member (const char *frame, const char *name)
{
  g_autofree char *key = g_strdup_printf ("\"%s\":\"", name);
  const char *begin = strstr (frame, key);

  g_assert_nonnull (begin);
  begin += strlen (key);
  return g_strndup (begin, strcspn (begin, "\""));
}

static gint64
get_number (const char *frame, const char *name)
{
  g_autofree char *key = g_strdup_printf ("\"%s\":", name);
  const char *begin = strstr (frame, key);

  g_assert_nonnull (begin);
  return g_ascii_strtoll (begin + strlen (key), NULL, 10);
}

static void
send_as (RawPeer *peer, const char *id, const char *receiver, const char *text)
{
  g_autofree char *frame =
      g_strdup_printf ("{\"frame\":\"send\",\"message\":{\"id\":\"%s\",\"receiver_id\":\"%s\","
                       "\"type\":\"text\",\"text\":\"%s\"}}",
                       id, receiver, text);

  raw_peer_send_text (peer, frame);
}

/* Sends, and waits for the answer. Returns: the frame that said `sent` */
static char *
send_text (RawPeer *peer, const char *receiver, const char *text)
{
  g_autofree char *id = landline_id_new_message ();
  char *sent;

  send_as (peer, id, receiver, text);
  sent = raw_peer_expect (peer, "sent");
  raw_peer_assert_has (sent, id);
  return sent;
}

static char *
begin_conversation (Fixture *fixture, RawPeer *ada)
{
  g_autofree char *sent = send_text (ada, BEN, "Hello");

  return dup_member (sent, "conversation");
}

static void
test_refused_sends (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *message;
    const char *code;
  } cases[] = {
    { "\"receiver_id\":\"+15550199\",\"type\":\"text\",\"text\":\"x\"", "not_found" },
    { "\"receiver_id\":\"c_none\",\"type\":\"text\",\"text\":\"x\"", "not_" },
    { "\"receiver_id\":\"" BEN "\",\"type\":\"text\"", "bad_frame" },
    { "\"receiver_id\":\"Ben\",\"type\":\"text\",\"text\":\"x\"", "bad_frame" },
    { "\"receiver_id\":\"" BEN "\",\"type\":\"poll\"", "unsupported" },
    { "\"receiver_id\":\"" BEN "\",\"type\":\"document\",\"document\":\"m_none\"", "not_found" },
    { "\"sender_id\":\"" EVE "\",\"receiver_id\":\"" BEN "\",\"type\":\"text\",\"text\":\"x\"",
      "unauthorized" },
  };
  g_autoptr (RawPeer) ada = server_fixture_open (&fixture->server, fixture->ada, 256);
  g_autofree char *sent = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = landline_id_new_message ();
      g_autofree char *frame = g_strdup_printf (
          "{\"frame\":\"send\",\"message\":{\"id\":\"%s\",%s}}", id, cases[i].message);
      g_autofree char *code = g_strdup_printf ("\"code\":\"%s", cases[i].code);
      g_autofree char *error = NULL;

      raw_peer_send_text (ada, frame);
      error = raw_peer_expect (ada, "error");
      g_test_message ("%s: %s", cases[i].message, error);

      /* With its id, so that the client knows which of its messages it is. */
      raw_peer_assert_has (error, id);
      raw_peer_assert_has (error, code);
    }

  /* None of them took a number. */
  sent = send_text (ada, BEN, "x");
  g_assert_cmpint (get_number (sent, "seq"), ==, 1);
}

/* The answer to a repeated send is the first one's, and the receiver hears of it once. */
static void
test_repeated (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RawPeer) ada = server_fixture_open (&fixture->server, fixture->ada, 256);
  g_autoptr (RawPeer) ben = server_fixture_open (&fixture->server, fixture->ben, 256);
  g_autofree char *id = landline_id_new_message ();
  g_autofree char *first = NULL;
  g_autofree char *again = NULL;
  g_autofree char *changed = NULL;
  g_autofree char *next = NULL;
  g_autofree char *first_event = NULL;
  g_autofree char *second_event = NULL;

  send_as (ada, id, BEN, "once");
  first = raw_peer_expect (ada, "sent");
  raw_peer_assert_has (first, "\"duplicate\":false");
  send_as (ada, id, BEN, "once");
  again = raw_peer_expect (ada, "sent");
  raw_peer_assert_has (again, id);
  raw_peer_assert_has (again, "\"duplicate\":true");
  g_assert_cmpint (get_number (again, "seq"), ==, get_number (first, "seq"));

  send_as (ada, id, BEN, "something else");
  changed = raw_peer_expect (ada, "error");
  raw_peer_assert_has (changed, "\"code\":\"conflict\"");

  next = send_text (ada, BEN, "twice");
  g_assert_cmpint (get_number (next, "seq"), ==, 2);
  first_event = raw_peer_expect (ben, "event");
  raw_peer_assert_has (first_event, "\"text\":\"once\"");
  second_event = raw_peer_expect (ben, "event");
  raw_peer_assert_has (second_event, "\"text\":\"twice\"");
}

static void
test_second_hello (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RawPeer) ada = server_fixture_open (&fixture->server, fixture->ada, 256);
  g_autofree char *error = NULL;
  g_autofree char *sent = NULL;

  raw_peer_send_text (
      ada, "{\"frame\":\"hello\",\"version\":1,\"generation\":null,\"cursor\":0,\"window\":1}");
  error = raw_peer_expect (ada, "error");
  raw_peer_assert_has (error, "\"code\":\"bad_frame\"");
  sent = send_text (ada, BEN, "still here");
  g_assert_cmpint (get_number (sent, "seq"), ==, 1);
}

static void
test_unknown_frames (Fixture *fixture, gconstpointer data)
{
  static const char *const frames[] = {
    "{\"frame\":\"dance\"}",
    "{\"frame\":\"welcome\"}",
    "{\"frame\":\"SEND\"}",
  };
  g_autoptr (RawPeer) ada = server_fixture_open (&fixture->server, fixture->ada, 256);
  g_autofree char *sent = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      g_autofree char *error = NULL;

      raw_peer_send_text (ada, frames[i]);
      error = raw_peer_expect (ada, "error");
      raw_peer_assert_has (error, "\"code\":\"unsupported\"");
    }
  sent = send_text (ada, BEN, "still here");
  g_assert_cmpint (get_number (sent, "seq"), ==, 1);
}

static void
read_to (RawPeer *peer, const char *conversation, gint64 seq)
{
  g_autofree char *frame =
      g_strdup_printf ("{\"frame\":\"read\",\"conversation\":\"%s\",\"seq\":%" G_GINT64_FORMAT "}",
                       conversation, seq);

  raw_peer_send_text (peer, frame);
}

static void
acknowledge (RawPeer *peer, gint64 cursor)
{
  g_autofree char *frame = g_strdup_printf ("{\"frame\":\"ack\",\"cursor\":%" G_GINT64_FORMAT "}",
                                            cursor);

  raw_peer_send_text (peer, frame);
}

/* The two ticks: got, then read. */
static void
test_ticks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RawPeer) ada = server_fixture_open (&fixture->server, fixture->ada, 256);
  g_autoptr (RawPeer) ben = server_fixture_open (&fixture->server, fixture->ben, 256);
  g_autofree char *conversation = begin_conversation (fixture, ada);
  g_autofree char *event = raw_peer_expect (ben, "event");
  g_autofree char *delivered = NULL;
  g_autofree char *read = NULL;

  acknowledge (ben, get_number (event, "cursor"));
  delivered = raw_peer_expect (ada, "event");
  raw_peer_assert_has (delivered, "\"event\":\"receipt\"");
  raw_peer_assert_has (delivered, "\"user_id\":\"" BEN "\"");
  g_assert_cmpint (get_number (delivered, "delivered"), ==, 1);
  g_assert_cmpint (get_number (delivered, "read"), ==, 0);

  read_to (ben, conversation, 1);
  read = raw_peer_expect (ada, "event");
  g_assert_cmpint (get_number (read, "read"), ==, 1);
  g_assert_cmpint (get_number (read, "cursor"), >, get_number (delivered, "cursor"));
}

static void
test_refused_marks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RawPeer) ada = server_fixture_open (&fixture->server, fixture->ada, 256);
  g_autoptr (RawPeer) eve = server_fixture_open (&fixture->server, fixture->eve, 256);
  g_autofree char *conversation = begin_conversation (fixture, ada);
  g_autofree char *foreign = NULL;
  g_autofree char *unknown = NULL;
  g_autofree char *bad = NULL;

  read_to (eve, conversation, 1);
  foreign = raw_peer_expect (eve, "error");
  raw_peer_assert_has (foreign, "\"code\":\"not_");
  read_to (eve, "c_none", 1);
  unknown = raw_peer_expect (eve, "error");
  raw_peer_assert_has (unknown, "\"code\":\"not_");
  read_to (eve, conversation, -1);
  bad = raw_peer_expect (eve, "error");
  raw_peer_assert_has (bad, "\"code\":\"bad_frame\"");
}

/* Seen by the other one of the conversation, not by who types, and not twice in a second. */
static void
test_typing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RawPeer) ada = server_fixture_open (&fixture->server, fixture->ada, 256);
  g_autoptr (RawPeer) ben = server_fixture_open (&fixture->server, fixture->ben, 256);
  g_autofree char *conversation = begin_conversation (fixture, ada);
  g_autofree char *frame = g_strdup_printf ("{\"frame\":\"typing\",\"conversation\":\"%s\"}",
                                            conversation);
  g_autofree char *typing = NULL;
  g_autofree char *own = NULL;
  guint n_typing = 0;

  for (guint i = 0; i < 20; i++)
    raw_peer_send_text (ada, frame);
  typing = raw_peer_expect (ben, "typing");
  raw_peer_assert_has (typing, conversation);
  raw_peer_assert_has (typing, "\"user_id\":\"" ADA "\"");

  /* Time for the others to come, if they did. */
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *sent = send_text (ada, BEN, "done");
      gint64 seq = get_number (sent, "seq");

      for (gint64 got = 0; got != seq;)
        {
          g_autofree char *text = raw_peer_next_text (ben);

          n_typing += g_str_has_prefix (text, "{\"frame\":\"typing\"");
          if (strstr (text, "\"event\":\"message\"") != NULL)
            got = get_number (text, "seq");
        }
    }
  g_assert_cmpuint (n_typing, <, 19);

  /* Nothing of it comes back to who typed. */
  own = send_text (ada, ADA, "note");
  raw_peer_assert_has (own, "\"frame\":\"sent\"");
}

/* In a conversation that is not theirs: nobody hears of it, and the channel goes on. */
static void
test_foreign_typing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RawPeer) ada = server_fixture_open (&fixture->server, fixture->ada, 256);
  g_autoptr (RawPeer) ben = server_fixture_open (&fixture->server, fixture->ben, 256);
  g_autoptr (RawPeer) eve = server_fixture_open (&fixture->server, fixture->eve, 256);
  g_autofree char *conversation = begin_conversation (fixture, ada);
  g_autofree char *frame = g_strdup_printf ("{\"frame\":\"typing\",\"conversation\":\"%s\"}",
                                            conversation);
  g_autofree char *sent = NULL;

  raw_peer_send_text (eve, frame);
  sent = send_text (eve, BEN, "from Eve");
  for (;;)
    {
      g_autofree char *text = raw_peer_next_text (ben);

      g_assert_false (g_str_has_prefix (text, "{\"frame\":\"typing\""));
      if (strstr (text, "\"text\":\"from Eve\"") != NULL)
        break;
    }
}

/* The second device of a user gets what the first one sends, as an event; the first gets `sent`. */
static void
test_two_devices (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) account = server_fixture_authenticate (&fixture->server, fixture->ada);
  g_autofree char *second_token = server_fixture_add_device (&fixture->server, account);
  g_autoptr (RawPeer) first = server_fixture_open (&fixture->server, fixture->ada, 256);
  g_autoptr (RawPeer) second = server_fixture_open (&fixture->server, second_token, 256);
  g_autofree char *sent = send_text (first, BEN, "from the first");
  g_autofree char *event = raw_peer_expect (second, "event");
  g_autofree char *back = NULL;
  g_autofree char *back_event = NULL;

  raw_peer_assert_has (event, "\"event\":\"message\"");
  raw_peer_assert_has (event, "\"text\":\"from the first\"");
  raw_peer_assert_has (event, "\"sender_id\":\"" ADA "\"");
  g_assert_cmpint (get_number (event, "cursor"), ==, get_number (sent, "cursor"));

  back = send_text (second, BEN, "from the second");
  back_event = raw_peer_expect (first, "event");
  raw_peer_assert_has (back_event, "\"text\":\"from the second\"");
  g_assert_cmpuint (server_switchboard_get_n_channels (fixture->server.switchboard), ==, 2);
}

/* What one device has acknowledged is not kept from the other. */
static void
test_each_device_its_mail (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) account = server_fixture_authenticate (&fixture->server, fixture->ben);
  g_autofree char *second_token = server_fixture_add_device (&fixture->server, account);
  g_autoptr (RawPeer) ada = server_fixture_open (&fixture->server, fixture->ada, 256);
  g_autoptr (RawPeer) first = server_fixture_open (&fixture->server, fixture->ben, 256);
  g_autoptr (RawPeer) second = NULL;
  g_autofree char *linked = raw_peer_expect (first, "event");
  g_autofree char *conversation = begin_conversation (fixture, ada);
  g_autofree char *event = raw_peer_expect (first, "event");
  g_autofree char *delivered = NULL;
  g_autofree char *later = NULL;

  raw_peer_assert_has (linked, "\"event\":\"device\"");
  acknowledge (first, get_number (event, "cursor"));
  delivered = raw_peer_expect (ada, "event");
  g_assert_cmpint (get_number (delivered, "delivered"), ==, 1);

  second = server_fixture_open (&fixture->server, second_token, 256);
  later = raw_peer_expect (second, "event");
  raw_peer_assert_has (later, "\"text\":\"Hello\"");
}

/* The next frame that is of the inbox or an answer. */
static char *
next_of_substance (RawPeer *peer)
{
  for (;;)
    {
      g_autofree char *text = raw_peer_next_text (peer);

      if (!g_str_has_prefix (text, "{\"frame\":\"presence\"") &&
          !g_str_has_prefix (text, "{\"frame\":\"synced\""))
        return g_steal_pointer (&text);
    }
}

/* No more events than the client can take, and more when it has taken some. */
static void
test_window (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RawPeer) ada = server_fixture_open (&fixture->server, fixture->ada, 256);
  g_autoptr (RawPeer) ben = NULL;
  gint64 cursor = 0;

  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *sent = send_text (ada, BEN, "x");

      g_assert_cmpint (get_number (sent, "seq"), ==, i + 1);
    }

  ben = server_fixture_open (&fixture->server, fixture->ben, 2);
  for (guint i = 0; i < 6; i += 2)
    {
      g_autofree char *bad = NULL;

      for (guint j = 1; j <= 2; j++)
        {
          g_autofree char *event = next_of_substance (ben);

          g_assert_true (g_str_has_prefix (event, "{\"frame\":\"event\""));
          g_assert_cmpint (get_number (event, "seq"), ==, i + j);
          cursor = get_number (event, "cursor");
        }

      /* The answer to something else comes before any more of them. */
      raw_peer_send_text (ben, "{\"frame\":\"dance\"}");
      bad = next_of_substance (ben);
      g_assert_true (g_str_has_prefix (bad, "{\"frame\":\"error\""));
      acknowledge (ben, cursor);
    }
}

/* From where a client says it is: not what it has, and all of what it has not. */
static void
test_resume (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RawPeer) ada = server_fixture_open (&fixture->server, fixture->ada, 256);
  g_autoptr (RawPeer) ben = server_fixture_connect (&fixture->server, fixture->ben);
  g_autoptr (RawPeer) again = NULL;
  g_autofree char *welcome = NULL;
  g_autofree char *generation = NULL;
  g_autofree char *one = send_text (ada, BEN, "one");
  g_autofree char *two = send_text (ada, BEN, "two");
  g_autofree char *first = NULL;
  g_autofree char *hello = NULL;
  g_autofree char *second = NULL;

  raw_peer_send_text (
      ben, "{\"frame\":\"hello\",\"version\":1,\"generation\":null,\"cursor\":0,\"window\":9}");
  welcome = raw_peer_expect (ben, "welcome");
  generation = dup_member (welcome, "generation");
  first = raw_peer_expect (ben, "event");
  raw_peer_assert_has (first, "\"text\":\"one\"");

  again = server_fixture_connect (&fixture->server, fixture->ben);
  hello = g_strdup_printf (
      "{\"frame\":\"hello\",\"version\":1,\"generation\":\"%s\",\"cursor\":%" G_GINT64_FORMAT
      ",\"window\":9}",
      generation, get_number (first, "cursor"));
  raw_peer_send_text (again, hello);
  second = raw_peer_expect (again, "event");
  raw_peer_assert_has (second, "\"text\":\"two\"");
  g_assert_cmpuint (raw_peer_wait_close (ben), ==, 4409);
}

/* A server that was set up anew, or put back from a copy: the client is told to begin again. */
static void
test_other_generation (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *hello;
    const char *reset;
  } cases[] = {
    { "{\"frame\":\"hello\",\"version\":1,\"generation\":\"g_other\",\"cursor\":7,\"window\":9}",
      "\"reset\":true" },
    { "{\"frame\":\"hello\",\"version\":1,\"generation\":null,\"cursor\":0,\"window\":9}",
      "\"reset\":false" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RawPeer) ada = server_fixture_connect (&fixture->server, fixture->ada);
      g_autofree char *welcome = NULL;

      raw_peer_send_text (ada, cases[i].hello);
      welcome = raw_peer_expect (ada, "welcome");
      raw_peer_assert_has (welcome, cases[i].reset);
    }
}

/* A number that it was never given is no acknowledgement of what comes later. */
static void
test_ack_from_the_future (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RawPeer) ada = server_fixture_open (&fixture->server, fixture->ada, 256);
  g_autoptr (RawPeer) ben = server_fixture_open (&fixture->server, fixture->ben, 256);
  g_autofree char *sent = NULL;
  g_autofree char *event = NULL;

  acknowledge (ben, 1000000);
  sent = send_text (ada, BEN, "after");
  event = raw_peer_expect (ben, "event");
  raw_peer_assert_has (event, "\"text\":\"after\"");
}

/* The device is revoked by another process, which nobody here has heard of: the store says so, and
 * the channel ends. */
static void
test_revoked_behind_its_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) account = server_fixture_authenticate (&fixture->server, fixture->ada);
  g_autoptr (RawPeer) ada = server_fixture_connect (&fixture->server, fixture->ada);

  server_fixture_revoke (&fixture->server, account);
  raw_peer_send_text (
      ada, "{\"frame\":\"hello\",\"version\":1,\"generation\":null,\"cursor\":0,\"window\":9}");
  g_assert_cmpuint (raw_peer_wait_close (ada), ==, 4401);
  g_assert_null (server_auth_lookup (fixture->server.auth, fixture->ada));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/server/channel-answers/refused-sends", test_refused_sends);
  ADD ("/server/channel-answers/repeated", test_repeated);
  ADD ("/server/channel-answers/second-hello", test_second_hello);
  ADD ("/server/channel-answers/unknown-frames", test_unknown_frames);
  ADD ("/server/channel-answers/ticks", test_ticks);
  ADD ("/server/channel-answers/refused-marks", test_refused_marks);
  ADD ("/server/channel-answers/typing", test_typing);
  ADD ("/server/channel-answers/foreign-typing", test_foreign_typing);
  ADD ("/server/channel-answers/two-devices", test_two_devices);
  ADD ("/server/channel-answers/each-device-its-mail", test_each_device_its_mail);
  ADD ("/server/channel-answers/window", test_window);
  ADD ("/server/channel-answers/resume", test_resume);
  ADD ("/server/channel-answers/other-generation", test_other_generation);
  ADD ("/server/channel-answers/ack-from-the-future", test_ack_from_the_future);
  ADD ("/server/channel-answers/revoked-behind-its-back", test_revoked_behind_its_back);

  return g_test_run ();
}
