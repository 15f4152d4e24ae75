/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "landline-id.h"
#include "server-fixture.h"

/* What a channel does with actions and notes: who is told, in which order, what is refused, and
 * what those who are blocked do not hear. */

#define ADA  "+15550101"
#define BEN  "+15550102"
#define EVE  "+15550103"
#define NONE "01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c00"

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

/* Returns: the conversation */
static char *
send_text (RawPeer *peer, const char *id, const char *receiver, const char *text)
{
  g_autofree char *sent = NULL;

  send_as (peer, id, receiver, text);
  sent = raw_peer_expect (peer, "sent");
  raw_peer_assert_has (sent, id);
  return dup_member (sent, "conversation");
}

/* @what: the action with what belongs to it, as in `"pin"` */
static void
act_as (RawPeer *peer,
        const char *id,
        const char *conversation,
        const char *message,
        const char *what)
{
  g_autofree char *frame = g_strdup_printf ("{\"frame\":\"act\",\"id\":\"%s\",\"conversation\":"
                                            "\"%s\",\"message\":\"%s\",\"action\":%s}",
                                            id, conversation, message, what);

  raw_peer_send_text (peer, frame);
}

static void
note_as (RawPeer *peer, const char *id, const char *key, const char *value)
{
  g_autofree char *frame = g_strdup_printf (
      "{\"frame\":\"note\",\"id\":\"%s\",\"key\":\"%s\",\"value\":\"%s\"}", id, key, value);

  raw_peer_send_text (peer, frame);
}

static char *
note (RawPeer *peer, const char *key, const char *value)
{
  g_autofree char *id = landline_id_new_message ();
  char *done;

  note_as (peer, id, key, value);
  done = raw_peer_expect (peer, "done");
  raw_peer_assert_has (done, id);
  return done;
}

/* Takes frames until one has @last in it. Returns: whether one with @part came before. */
static gboolean
comes_before (RawPeer *peer, const char *part, const char *last)
{
  gboolean came = FALSE;

  for (;;)
    {
      g_autofree char *text = raw_peer_next_text (peer);

      if (strstr (text, last) != NULL)
        return came;
      came = came || strstr (text, part) != NULL;
    }
}

static void
test_act (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) account = server_fixture_authenticate (&fixture->server, fixture->ada);
  g_autofree char *second_token = server_fixture_add_device (&fixture->server, account);
  g_autoptr (RawPeer) ada = server_fixture_open (&fixture->server, fixture->ada, 256);
  g_autoptr (RawPeer) second = server_fixture_open (&fixture->server, second_token, 256);
  g_autoptr (RawPeer) ben = server_fixture_open (&fixture->server, fixture->ben, 256);
  g_autofree char *message = landline_id_new_message ();
  g_autofree char *conversation = send_text (ada, message, BEN, "Hello");
  g_autofree char *id = landline_id_new_message ();
  g_autofree char *done = NULL;
  g_autofree char *again = NULL;
  g_autofree char *own = NULL;
  g_autofree char *other = NULL;

  act_as (ada, id, conversation, message, "\"react\",\"emoji\":\"👍\"");
  done = raw_peer_expect (ada, "done");
  raw_peer_assert_has (done, id);
  raw_peer_assert_has (done, conversation);
  raw_peer_assert_has (done, "\"duplicate\":false");
  g_assert_cmpint (get_number (done, "version"), ==, 1);
  g_assert_cmpint (get_number (done, "cursor"), >, 0);

  g_free (raw_peer_expect (second, "event"));
  own = raw_peer_expect (second, "event");
  raw_peer_assert_has (own, "\"event\":\"action\"");
  raw_peer_assert_has (own, id);
  g_assert_cmpint (get_number (own, "cursor"), ==, get_number (done, "cursor"));
  g_free (raw_peer_expect (ben, "event"));
  other = raw_peer_expect (ben, "event");
  raw_peer_assert_has (other, "\"emoji\":\"👍\"");
  raw_peer_assert_has (other, "\"user_id\":\"" ADA "\"");

  /* A repeated try is answered at once, and is no event. */
  act_as (ada, id, conversation, message, "\"react\",\"emoji\":\"👍\"");
  again = raw_peer_expect (ada, "done");
  raw_peer_assert_has (again, "\"duplicate\":true");
  g_assert_null (strstr (again, "cursor"));
  g_assert_cmpint (get_number (again, "version"), ==, 1);
}

/* On a message that is still on its way: what is handed over first is done first. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RawPeer) ada = server_fixture_open (&fixture->server, fixture->ada, 256);
  g_autoptr (RawPeer) ben = server_fixture_open (&fixture->server, fixture->ben, 256);
  g_autofree char *first = landline_id_new_message ();
  g_autofree char *conversation = send_text (ada, first, BEN, "Hello");
  enum
  {
    N = 30
  };

  for (guint i = 0; i < N; i++)
    {
      g_autofree char *message = landline_id_new_message ();
      g_autofree char *pin = landline_id_new_message ();
      g_autofree char *removal = landline_id_new_message ();

      send_as (ada, message, conversation, "x");
      act_as (ada, pin, conversation, message, "\"pin\"");
      act_as (ada, removal, conversation, message, "\"delete\"");
    }
  for (guint i = 0; i < N; i++)
    {
      g_autofree char *sent = raw_peer_expect (ada, "sent");
      g_autofree char *pinned = raw_peer_expect (ada, "done");
      g_autofree char *deleted = raw_peer_expect (ada, "done");

      g_assert_cmpint (get_number (sent, "seq"), ==, i + 2);
      g_assert_cmpint (get_number (pinned, "version"), ==, 2 * i + 1);
      g_assert_cmpint (get_number (deleted, "version"), ==, 2 * i + 2);
    }
}

/* Messages and actions of a conversation stand in one order: what is behind something that was
 * refused for the moment is refused alike, of either kind. Notes have their own. */
static void
test_refused_for_the_moment (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RawPeer) ada = server_fixture_open (&fixture->server, fixture->ada, 256);
  g_autofree char *message = landline_id_new_message ();
  g_autofree char *conversation = send_text (ada, message, BEN, "Hello");
  g_autofree char *refused = NULL;
  g_autofree char *behind = landline_id_new_message ();
  g_autofree char *answer = NULL;

  server_config_set_limit (fixture->server.config, SERVER_CONFIG_MESSAGES_PER_SECOND, 1);
  while (refused == NULL)
    {
      g_autofree char *id = landline_id_new_message ();
      g_autofree char *text = NULL;

      act_as (ada, id, conversation, message, "\"pin\"");
      do
        {
          g_clear_pointer (&text, g_free);
          text = raw_peer_next_text (ada);
        }
      while (strstr (text, id) == NULL);
      if (strstr (text, "\"code\":\"rate\"") != NULL)
        refused = g_steal_pointer (&id);
    }

  server_config_set_limit (fixture->server.config, SERVER_CONFIG_MESSAGES_PER_SECOND, 0);
  send_as (ada, behind, BEN, "behind");
  answer = raw_peer_expect (ada, "error");
  raw_peer_assert_has (answer, behind);
  raw_peer_assert_has (answer, refused);
  raw_peer_assert_has (answer, "\"code\":\"rate\"");
  g_free (note (ada, "disappear", "86400"));

  act_as (ada, refused, conversation, message, "\"pin\"");
  g_free (raw_peer_expect (ada, "done"));
  g_free (send_text (ada, behind, BEN, "behind"));
}

/* Nobody does anything to what is not theirs to see, or to change. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RawPeer) ada = server_fixture_open (&fixture->server, fixture->ada, 256);
  g_autoptr (RawPeer) ben = server_fixture_open (&fixture->server, fixture->ben, 256);
  g_autoptr (RawPeer) eve = server_fixture_open (&fixture->server, fixture->eve, 256);
  g_autofree char *message = landline_id_new_message ();
  g_autofree char *foreign = landline_id_new_message ();
  g_autofree char *conversation = send_text (ada, message, BEN, "Secret");
  g_autofree char *other = send_text (ada, foreign, EVE, "Another");
  const struct
  {
    RawPeer *peer;
    const char *conversation;
    const char *message;
    const char *what;
    const char *code;
  } cases[] = {
    { eve, conversation, message, "\"react\",\"emoji\":\"👍\"", "not_found" },
    { eve, conversation, message, "\"edit\",\"text\":\"x\"", "not_found" },
    { eve, conversation, message, "\"delete\"", "not_found" },
    { eve, conversation, message, "\"pin\"", "not_found" },
    { eve, other, message, "\"react\",\"emoji\":\"👍\"", "not_found" },
    { eve, "c_none", message, "\"pin\"", "not_found" },
    { ada, conversation, foreign, "\"delete\"", "not_found" },
    { ada, conversation, NONE, "\"pin\"", "not_found" },
    { ben, conversation, message, "\"edit\",\"text\":\"x\"", "unauthorized" },
    { ben, conversation, message, "\"delete\"", "unauthorized" },
    { ada, conversation, message, "\"edit\",\"text\":\"\"", "bad_frame" },
    { ada, conversation, message, "\"dance\"", "unsupported" },
    { ada, conversation, message, "\"react\"", "bad_frame" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = landline_id_new_message ();
      g_autofree char *code = g_strdup_printf ("\"code\":\"%s\"", cases[i].code);
      g_autofree char *error = NULL;

      act_as (cases[i].peer, id, cases[i].conversation, cases[i].message, cases[i].what);
      error = raw_peer_expect (cases[i].peer, "error");
      g_test_message ("%u: %s", i, error);
      raw_peer_assert_has (error, id);
      raw_peer_assert_has (error, code);
      g_assert_null (strstr (error, "Secret"));
    }
  /* None of them took a version. */
  {
    g_autofree char *id = landline_id_new_message ();
    g_autofree char *done = NULL;

    act_as (ada, id, conversation, message, "\"delete\"");
    done = raw_peer_expect (ada, "done");
    g_assert_cmpint (get_number (done, "version"), ==, 1);
  }
}

static void
test_note (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) account = server_fixture_authenticate (&fixture->server, fixture->ada);
  g_autofree char *second_token = server_fixture_add_device (&fixture->server, account);
  g_autoptr (RawPeer) ada = server_fixture_open (&fixture->server, fixture->ada, 256);
  g_autoptr (RawPeer) second = server_fixture_open (&fixture->server, second_token, 256);
  g_autoptr (RawPeer) ben = server_fixture_open (&fixture->server, fixture->ben, 256);
  g_autofree char *id = landline_id_new_message ();
  g_autofree char *message = landline_id_new_message ();
  g_autofree char *done = NULL;
  g_autofree char *again = NULL;
  g_autofree char *conflict = NULL;
  g_autofree char *event = NULL;

  note_as (ada, id, "mute:c_9f", "forever");
  done = raw_peer_expect (ada, "done");
  raw_peer_assert_has (done, id);
  g_assert_null (strstr (done, "conversation"));
  event = raw_peer_expect (second, "event");
  raw_peer_assert_has (event, "\"note\":{\"key\":\"mute:c_9f\",\"value\":\"forever\"");

  note_as (ada, id, "mute:c_9f", "forever");
  again = raw_peer_expect (ada, "done");
  raw_peer_assert_has (again, "\"duplicate\":true");
  note_as (ada, id, "mute:c_9f", "12");
  conflict = raw_peer_expect (ada, "error");
  raw_peer_assert_has (conflict, "\"code\":\"conflict\"");

  g_free (send_text (ada, message, BEN, "That is all"));
  g_assert_false (comes_before (ben, "mute", "That is all"));
}

static void
type_in (RawPeer *peer, const char *conversation)
{
  g_autofree char *frame = g_strdup_printf ("{\"frame\":\"typing\",\"conversation\":\"%s\"}",
                                            conversation);

  raw_peer_send_text (peer, frame);
}

/* Ben blocks Ada: to her he has gone; what she sends and does is taken and does not come. */
static void
test_block (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RawPeer) ada = server_fixture_open (&fixture->server, fixture->ada, 256);
  g_autoptr (RawPeer) ben = server_fixture_open (&fixture->server, fixture->ben, 256);
  g_autoptr (RawPeer) eve = server_fixture_open (&fixture->server, fixture->eve, 256);
  g_autofree char *message = landline_id_new_message ();
  g_autofree char *withheld = landline_id_new_message ();
  g_autofree char *reaction = landline_id_new_message ();
  g_autofree char *last = landline_id_new_message ();
  g_autofree char *conversation = send_text (ada, message, BEN, "Hello");
  g_autofree char *there = raw_peer_expect (ada, "presence");

  raw_peer_assert_has (there, "\"user_id\":\"" BEN "\",\"online\":true");
  g_free (note (ben, "block:" ADA, "1"));
  g_assert_false (comes_before (ada, "\"frame\":\"error\"",
                                "\"user_id\":\"" BEN "\",\"online\":false,\"last_seen\":null"));

  type_in (ada, conversation);
  type_in (ben, conversation);
  g_free (send_text (ada, withheld, BEN, "Are you there?"));
  act_as (ada, reaction, conversation, message, "\"react\",\"emoji\":\"👍\"");
  g_free (raw_peer_expect (ada, "done"));

  /* He comes again, which she does not hear. */
  g_clear_pointer (&ben, raw_peer_free);
  ben = server_fixture_open (&fixture->server, fixture->ben, 256);
  g_free (send_text (eve, last, BEN, "From Eve"));
  g_assert_false (comes_before (ben, "Are you there?", "From Eve"));
  g_free (send_text (eve, NONE, ADA, "To Ada"));
  g_assert_false (comes_before (ada, "\"user_id\":\"" BEN "\"", "To Ada"));

  g_free (note (ben, "block:" ADA, ""));
  g_assert_false (
      comes_before (ada, "\"frame\":\"typing\"", "\"user_id\":\"" BEN "\",\"online\":true"));
}

/* Blocking somebody with whom there is no conversation is no news for them. */
static void
test_block_stranger (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RawPeer) ada = server_fixture_open (&fixture->server, fixture->ada, 256);
  g_autoptr (RawPeer) ben = server_fixture_open (&fixture->server, fixture->ben, 256);
  g_autoptr (RawPeer) eve = server_fixture_open (&fixture->server, fixture->eve, 256);
  g_autofree char *first = landline_id_new_message ();
  g_autofree char *hello = landline_id_new_message ();

  g_free (note (ben, "block:" ADA, "1"));
  g_free (send_text (ada, first, BEN, "Hello"));
  g_free (note (ben, "block:" EVE, "1"));
  g_free (note (ben, "block:" EVE, ""));
  g_free (send_text (eve, hello, ADA, "To Ada"));
  g_assert_false (comes_before (ada, "\"user_id\":\"" BEN "\"", "To Ada"));
  g_free (send_text (ada, NONE, EVE, "To Eve"));
  g_assert_false (comes_before (eve, "\"user_id\":\"" BEN "\"", "To Eve"));
}

/* Nor is who was blocked told that they are there when they write themselves. */
static void
test_block_and_write (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RawPeer) ada = server_fixture_open (&fixture->server, fixture->ada, 256);
  g_autoptr (RawPeer) ben = server_fixture_open (&fixture->server, fixture->ben, 256);
  g_autofree char *first = landline_id_new_message ();
  g_autofree char *last = landline_id_new_message ();

  g_free (note (ben, "block:" ADA, "1"));
  g_free (send_text (ben, first, ADA, "Listen"));
  g_free (raw_peer_expect (ada, "event"));
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *id = landline_id_new_message ();

      g_free (send_text (ben, id, ADA, "And listen"));
    }
  g_free (send_text (ben, last, ADA, "That is all"));
  g_assert_false (comes_before (ada, "\"frame\":\"presence\"", "That is all"));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/server/channel-actions/act", test_act);
  ADD ("/server/channel-actions/order", test_order);
  ADD ("/server/channel-actions/refused-for-the-moment", test_refused_for_the_moment);
  ADD ("/server/channel-actions/refused", test_refused);
  ADD ("/server/channel-actions/note", test_note);
  ADD ("/server/channel-actions/block", test_block);
  ADD ("/server/channel-actions/block-stranger", test_block_stranger);
  ADD ("/server/channel-actions/block-and-write", test_block_and_write);

  return g_test_run ();
}
