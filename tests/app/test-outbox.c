/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <sqlite3.h>

#include "app-cache-chats.h"
#include "app-fake-server.h"
#include "app-outbox.h"
#include "app-test.h"
#include "sync-fixture.h"

/* The outbox, against a server that does what the test says. */

static void
test_outbox_order (SyncFixture *f, gconstpointer data)
{
  const guint n = 100;

  /* The limit is the welcome's. */
  sync_fixture_wait_online (f);
  f->server->limits.in_flight = 4;
  app_fake_server_cut (f->server);
  app_test_wait (f->server->n_channels == 2);
  sync_fixture_wait_online (f);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);

      sync_fixture_say (f, text);
    }
  app_test_wait (f->server->sends->len == 4);
  app_test_turn (20);
  g_assert_cmpuint (f->server->sends->len, ==, 4);
  f->server->answers_sends = TRUE;
  for (guint i = 0; i < 4; i++)
    app_fake_server_send_sent (f->server, app_fake_server_get_id (f->server, i),
                               ++f->server->cursor, ++f->server->seq, FALSE);
  app_test_wait (app_session_get_waiting_count (f->session) == 0 && f->server->sends->len == n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i);

      g_assert_cmpstr (app_fake_server_get_text (f->server, i), ==, text);
    }
  g_assert_cmpuint (f->server->n_unanswered_max, <=, 4);
}

/* The answers were lost: the same messages go again, with the same ids. */
static void
test_outbox_again (SyncFixture *f, gconstpointer data)
{
  sync_fixture_say (f, "a");
  sync_fixture_say (f, "b");
  sync_fixture_say (f, "c");
  app_test_wait (f->server->sends->len == 3);
  app_fake_server_send_sent (f->server, app_fake_server_get_id (f->server, 0), 1, 1, FALSE);
  app_test_wait (app_session_get_waiting_count (f->session) == 2);
  app_fake_server_cut (f->server);
  app_test_wait (f->server->sends->len == 5);
  g_assert_cmpstr (app_fake_server_get_id (f->server, 3), ==,
                   app_fake_server_get_id (f->server, 1));
  g_assert_cmpstr (app_fake_server_get_id (f->server, 4), ==,
                   app_fake_server_get_id (f->server, 2));
  /* It had taken them: duplicates have no cursor. */
  app_fake_server_send_sent (f->server, app_fake_server_get_id (f->server, 3), 0, 2, TRUE);
  app_fake_server_send_sent (f->server, app_fake_server_get_id (f->server, 4), 0, 3, TRUE);
  app_test_wait (app_session_get_waiting_count (f->session) == 0);
  app_fake_server_send_sent (f->server, app_fake_server_get_id (f->server, 3), 2, 2, FALSE);
  app_fake_server_send_sent (f->server, app_fake_server_get_id (f->server, 4), 3, 3, FALSE);
  app_test_wait (app_fake_server_get_last_ack (f->server) == 3);
  sync_fixture_assert_texts (f, f->chat, "a|b|c");
}

/* The connection breaks at each point of the way of a message. */
static void
test_outbox_cut_everywhere (SyncFixture *f, gconstpointer data)
{
  guint n_channels;

  sync_fixture_wait_online (f);
  /* before the welcome */
  f->server->silent = TRUE;
  app_fake_server_cut (f->server);
  n_channels = f->server->n_channels;
  app_test_wait (f->server->n_channels > n_channels && f->server->hello_generation != NULL);
  sync_fixture_say (f, "m");
  g_assert_cmpuint (f->server->sends->len, ==, 0);
  f->server->silent = FALSE;
  app_fake_server_cut (f->server);
  /* after it was sent, unanswered */
  app_test_wait (f->server->sends->len == 1);
  app_fake_server_cut (f->server);
  app_test_wait (f->server->sends->len == 2);
  /* after the answer, before its acknowledgement */
  app_fake_server_send_sent (f->server, app_fake_server_get_id (f->server, 1), 1, 1, FALSE);
  app_test_wait (app_session_get_waiting_count (f->session) == 0);
  app_fake_server_cut (f->server);
  app_test_wait (f->server->hello_cursor == 1);
  sync_fixture_wait_online (f);
  g_assert_cmpuint (f->server->sends->len, ==, 2);
  sync_fixture_assert_texts (f, f->chat, "m");
}

/* What was written and never sent goes out by another run of the app. */
static void
test_outbox_restart (SyncFixture *f, gconstpointer data)
{
  sync_fixture_say (f, "one");
  sync_fixture_say (f, "two");
  app_test_wait (f->server->sends->len == 2);
  sync_fixture_close_session (f);
  f->server->answers_sends = TRUE;
  sync_fixture_open_session (f);
  g_assert_cmpuint (app_session_get_waiting_count (f->session), ==, 2);
  app_test_wait (app_session_get_waiting_count (f->session) == 0);
  g_assert_cmpuint (f->server->sends->len, ==, 4);
  g_assert_cmpstr (app_fake_server_get_id (f->server, 2), ==,
                   app_fake_server_get_id (f->server, 0));
  sync_fixture_assert_texts (f, f->chat, "one|two");
}

/* A server with too much to do refuses, and with it whatever is behind; the order is kept. */
static void
test_outbox_held_up (SyncFixture *f, gconstpointer data)
{
  static const LandlineError codes[] = { LANDLINE_ERROR_RATE, LANDLINE_ERROR_BUSY,
                                         LANDLINE_ERROR_STORAGE_FULL };
  LandlineError code = codes[GPOINTER_TO_UINT (data)];

  sync_fixture_say (f, "1");
  sync_fixture_say (f, "2");
  sync_fixture_say (f, "3");
  app_test_wait (f->server->sends->len == 3);
  app_fake_server_send_error (f->server, app_fake_server_get_id (f->server, 0), code, 1);
  sync_fixture_say (f, "4");
  app_fake_server_send_error (f->server, app_fake_server_get_id (f->server, 1), code, 1);
  /* The last refusal comes late: nothing may overtake it. */
  app_test_turn (700);
  g_assert_cmpuint (f->server->sends->len, ==, 3);
  app_fake_server_send_error (f->server, app_fake_server_get_id (f->server, 2), code, 1);
  f->server->answers_sends = TRUE;
  app_test_wait (app_session_get_waiting_count (f->session) == 0);
  g_assert_cmpuint (f->server->sends->len, ==, 7);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *text = g_strdup_printf ("%u", i + 1);

      g_assert_cmpstr (app_fake_server_get_text (f->server, 3 + i), ==, text);
    }
  sync_fixture_assert_texts (f, f->chat, "1|2|3|4");
}

/* A refusal for good is shown, and does not stop the others. */
static void
test_outbox_refused (SyncFixture *f, gconstpointer data)
{
  g_autofree char *id = NULL;
  gint64 key;

  sync_fixture_say (f, "bad");
  sync_fixture_say (f, "good");
  app_test_wait (f->server->sends->len == 2);
  id = g_strdup (app_fake_server_get_id (f->server, 0));
  app_fake_server_send_error (f->server, id, LANDLINE_ERROR_CONFLICT, -1);
  app_fake_server_send_sent (f->server, app_fake_server_get_id (f->server, 1), 1, 1, FALSE);
  app_test_wait (app_session_get_waiting_count (f->session) == 0);
  app_test_wait (sync_fixture_has_texts (f, f->chat, "!bad|good"));

  f->server->answers_sends = TRUE;
  f->server->cursor = f->server->seq = 1;
  key = app_test_find_message (app_session_get_cache (f->session), id);
  app_session_retry_message (f->session, key);
  app_test_wait (f->server->sends->len == 3);
  g_assert_cmpstr (app_fake_server_get_id (f->server, 2), ==, id);
  app_test_wait (sync_fixture_has_texts (f, f->chat, "good|bad"));
}

static void
test_outbox_deleted (SyncFixture *f, gconstpointer data)
{
  gint64 key;

  sync_fixture_say (f, "bad");
  app_test_wait (f->server->sends->len == 1);
  app_fake_server_send_error (f->server, app_fake_server_get_id (f->server, 0),
                              LANDLINE_ERROR_NOT_FOUND, -1);
  app_test_wait (sync_fixture_has_texts (f, f->chat, "!bad"));
  key = app_test_find_message (app_session_get_cache (f->session),
                               app_fake_server_get_id (f->server, 0));
  app_session_delete_failed_message (f->session, key);
  app_test_wait (sync_fixture_has_texts (f, f->chat, ""));
}

/* They wrote to us in a conversation of which nothing else is known, and it is open.
 * Returns: its chat */
static gint64
receive_in_other (SyncFixture *f)
{
  g_autoptr (LandlineMessage) message = app_test_make_message (APP_FAKE_CONVERSATION, 1,
                                                               APP_TEST_PEER, "theirs");
  gint64 chat;

  sync_fixture_wait_online (f);
  app_fake_server_send_message (f->server, 1, message);
  app_test_wait (app_fake_server_get_last_ack (f->server) == 1);
  chat = app_test_find_chat (app_session_get_cache (f->session), APP_FAKE_CONVERSATION);
  g_assert_cmpint (chat, !=, 0);
  g_assert_cmpint (chat, !=, f->chat);
  return chat;
}

/* It turns out to be the one with the person to whom a chat was begun here. */
static void
merge_other (SyncFixture *f)
{
  const LandlineMember members[] = {
    { (char *) APP_TEST_SELF, (char *) "Me", LANDLINE_ROLE_MEMBER },
    { (char *) APP_TEST_PEER, (char *) "Ben", LANDLINE_ROLE_MEMBER },
  };
  g_autoptr (LandlineConversation) conversation = landline_conversation_new (
      APP_FAKE_CONVERSATION, LANDLINE_CONVERSATION_DIRECT, NULL, members, 2, 1000, 1);
  g_autoptr (LandlineEvent) event = landline_event_new_conversation (2, conversation, "created",
                                                                     APP_TEST_PEER);
  g_autoptr (GString) frame = g_string_new (NULL);

  landline_server_frame_write_event (frame, event);
  app_fake_server_send (f->server, frame);
  app_test_wait (app_fake_server_get_last_ack (f->server) == 2);
  g_assert_cmpint (app_test_find_chat (app_session_get_cache (f->session), APP_FAKE_CONVERSATION),
                   ==, f->chat);
}

/* The window may not have noticed yet that its chat is another one now: what is written, read and
 * begun there is of the other. */
static void
test_merged_away (SyncFixture *f, gconstpointer data)
{
  gint64 away = receive_in_other (f);
  gint64 into = f->chat;
  gint64 next;

  merge_other (f);
  f->server->answers_sends = TRUE;
  f->server->cursor = 2;
  f->server->seq = 1;
  f->chat = away;
  sync_fixture_say (f, "mine");
  app_session_mark_read (f->session, away, 1);
  app_test_wait (f->server->sends->len == 1);
  g_assert_cmpstr (landline_send_request_get_receiver_id (g_ptr_array_index (f->server->sends, 0)),
                   ==, APP_FAKE_CONVERSATION);
  app_test_wait (f->server->reads->len == 1);
  g_assert_cmpstr (g_ptr_array_index (f->server->reads, 0), ==, APP_FAKE_CONVERSATION " 1");
  app_test_wait (app_session_get_waiting_count (f->session) == 0);
  sync_fixture_assert_texts (f, into, "theirs|mine");
  /* Nor is its key given to somebody else. */
  next = app_test_ensure_direct (app_session_get_cache (f->session), "+15550103");
  g_assert_cmpint (next, !=, away);
  g_assert_cmpint (next, !=, into);
}

/* What was refused for the moment under the old key is not overtaken under the new one. */
static void
test_merged_while_held_up (SyncFixture *f, gconstpointer data)
{
  gint64 away = receive_in_other (f);
  gint64 into = f->chat;

  f->chat = away;
  sync_fixture_say (f, "1");
  app_test_wait (f->server->sends->len == 1);
  app_fake_server_send_error (f->server, app_fake_server_get_id (f->server, 0), LANDLINE_ERROR_BUSY,
                              3000);
  f->chat = into;
  merge_other (f);
  f->server->answers_sends = TRUE;
  f->server->cursor = 2;
  f->server->seq = 1;
  sync_fixture_say (f, "2");
  app_test_wait (app_session_get_waiting_count (f->session) == 0);
  g_assert_cmpuint (f->server->sends->len, ==, 3);
  g_assert_cmpstr (app_fake_server_get_text (f->server, 1), ==, "1");
  g_assert_cmpstr (app_fake_server_get_text (f->server, 2), ==, "2");
  sync_fixture_assert_texts (f, into, "theirs|1|2");
}

/* Longer than what the server takes by now: it is not sent, and the channel stays as it is. */
static void
test_too_large (SyncFixture *f, gconstpointer data)
{
  AppCache *cache = app_session_get_cache (f->session);

  sync_fixture_wait_online (f);
  f->server->limits.text = 10;
  f->server->answers_sends = TRUE;
  app_fake_server_cut (f->server);
  app_test_wait (f->server->n_channels == 2);
  sync_fixture_wait_online (f);
  app_test_add_outgoing (cache, f->chat, "ok");
  app_test_add_outgoing (cache, f->chat, "eleven byte");
  app_test_add_outgoing (cache, f->chat, "end");
  app_test_wait (sync_fixture_has_texts (f, f->chat, "ok|!eleven byte|end") ||
                 sync_fixture_has_texts (f, f->chat, "!eleven byte|ok|end"));
  app_test_wait (app_session_get_waiting_count (f->session) == 0);
  g_assert_cmpuint (f->server->sends->len, ==, 2);
  g_assert_cmpstr (app_fake_server_get_text (f->server, 1), ==, "end");
  g_assert_cmpuint (f->server->n_channels, ==, 2);
}

/* Nor what no server takes. */
static void
test_too_large_for_a_frame (SyncFixture *f, gconstpointer data)
{
  g_autofree char *controls = g_strnfill (LANDLINE_LIMIT_TEXT, '\1');
  g_autofree char *expected = g_strdup_printf ("!%s|end", controls);

  sync_fixture_wait_online (f);
  f->server->answers_sends = TRUE;
  app_test_add_outgoing (app_session_get_cache (f->session), f->chat, controls);
  app_test_add_outgoing (app_session_get_cache (f->session), f->chat, "end");
  app_test_wait (sync_fixture_has_texts (f, f->chat, expected));
  g_assert_cmpuint (f->server->sends->len, ==, 1);
  g_assert_cmpuint (f->server->n_channels, ==, 1);
}

static void
run_sql (SyncFixture *f, const char *sql)
{
  g_autofree char *path = app_profile_dup_cache_path (f->profile);
  sqlite3 *handle;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  sqlite3_busy_timeout (handle, APP_TEST_SECONDS * 1000);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
}

/* The disk may be full when a message is refused: it is told as soon as it can be, on the same
 * channel, and the message is not sent again meanwhile. */
static void
test_refusal_cannot_be_written (SyncFixture *f, gconstpointer data)
{
  g_autoptr (LandlineMessage) message = app_test_make_message (APP_FAKE_CONVERSATION, 1,
                                                               APP_TEST_PEER, "theirs");

  sync_fixture_wait_online (f);
  sync_fixture_say (f, "bad");
  app_test_wait (f->server->sends->len == 1);
  run_sql (f, "CREATE TRIGGER full BEFORE UPDATE OF state ON messages WHEN new.state = 2 "
              "BEGIN SELECT RAISE (ABORT, 'full'); END");
  app_fake_server_send_error (f->server, app_fake_server_get_id (f->server, 0),
                              LANDLINE_ERROR_CONFLICT, -1);
  /* What came behind the refusal is on the disk, so the refusal was tried. */
  app_fake_server_send_message (f->server, 1, message);
  app_test_wait (app_fake_server_get_last_ack (f->server) == 1);
  g_assert_cmpuint (app_session_get_waiting_count (f->session), ==, 1);
  sync_fixture_assert_texts (f, f->chat, "?bad");
  run_sql (f, "DROP TRIGGER full");
  app_test_wait (app_session_get_waiting_count (f->session) == 0);
  sync_fixture_assert_texts (f, f->chat, "!bad");
  g_assert_cmpuint (f->server->sends->len, ==, 1);
  g_assert_cmpuint (f->server->n_channels, ==, 1);
}

/* A read of the outbox may have begun before the answer about a message was committed: what it
 * brings of that message is not sent again. */
static void
test_landed_during_a_read (SyncFixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "outbox.sqlite", NULL);
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", f->server->port);
  const char *const urls[] = { url, NULL };
  AppCache *cache = app_test_open_cache (path);
  gint64 chat = app_test_ensure_direct (cache, APP_TEST_PEER);
  g_autoptr (AppConnection) connection = app_connection_new (NULL, "token");
  g_autoptr (AppOutbox) outbox = app_outbox_new (cache, connection);
  guint n_channels;

  sync_fixture_wait_online (f);
  n_channels = f->server->n_channels;
  app_connection_set_base_urls (connection, urls);
  app_connection_open (connection);
  app_test_wait (f->server->n_channels == n_channels + 1 &&
                 app_connection_get_state (connection) == APP_CONNECTION_OPEN);
  app_test_add_outgoing (cache, chat, "a");
  app_outbox_start (outbox, &landline_limits_default);
  app_test_wait (f->server->sends->len == 1);

  /* The read begins, then the message lands: its row is still there for the read. */
  app_outbox_rewind (outbox);
  app_outbox_settled (outbox, app_fake_server_get_id (f->server, 0));
  app_test_add_outgoing (cache, chat, "b");
  app_outbox_wake (outbox);
  app_test_wait (f->server->sends->len >= 2);
  app_test_turn (50);
  g_assert_cmpuint (f->server->sends->len, ==, 2);
  g_assert_cmpstr (app_fake_server_get_text (f->server, 1), ==, "b");

  g_clear_object (&outbox);
  app_connection_close (connection);
  app_test_close_cache (cache);
}

#define add(name, function) add_with (name, NULL, function)
#define add_with(name, data, function)                                                             \
  g_test_add ("/app/outbox/" name, SyncFixture, data, sync_fixture_set_up, function,               \
              sync_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("order", test_outbox_order);
  add ("again", test_outbox_again);
  add ("cut-everywhere", test_outbox_cut_everywhere);
  add ("restart", test_outbox_restart);
  add_with ("held-up/rate", GUINT_TO_POINTER (0), test_outbox_held_up);
  add_with ("held-up/busy", GUINT_TO_POINTER (1), test_outbox_held_up);
  add_with ("held-up/storage-full", GUINT_TO_POINTER (2), test_outbox_held_up);
  add ("refused", test_outbox_refused);
  add ("deleted", test_outbox_deleted);
  add ("too-large", test_too_large);
  add ("too-large-for-a-frame", test_too_large_for_a_frame);
  add ("refusal-cannot-be-written", test_refusal_cannot_be_written);
  add ("landed-during-a-read", test_landed_during_a_read);
  add ("merged-away", test_merged_away);
  add ("merged-while-held-up", test_merged_while_held_up);
  return g_test_run ();
}
