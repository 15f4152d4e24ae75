/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "app-cache-chats.h"
#include "app-cache-users.h"
#include "app-connection.h"
#include "app-error.h"
#include "app-fake-server.h"
#include "app-incoming.h"
#include "app-test.h"
#include "sync-fixture.h"

/* What comes in, and what is told, against a server that does what the test says. */

#define OTHER "c_0000000000000000000000000000000b"

static void
push (SyncFixture *f, gint64 cursor, gint64 seq, const char *text)
{
  g_autoptr (LandlineMessage) message = app_test_make_message (APP_FAKE_CONVERSATION, seq,
                                                               APP_TEST_PEER, text);

  app_fake_server_send_message (f->server, cursor, message);
}

static gint64
find_chat (SyncFixture *f, const char *conversation)
{
  return app_test_find_chat (app_session_get_cache (f->session), conversation);
}

static void
test_incoming_repeated (SyncFixture *f, gconstpointer data)
{
  g_autoptr (LandlineMessage) one = app_test_make_message (APP_FAKE_CONVERSATION, 1, APP_TEST_PEER,
                                                           "one");
  g_autoptr (LandlineMessage) two = app_test_make_message (APP_FAKE_CONVERSATION, 2, APP_TEST_PEER,
                                                           "two");

  sync_fixture_wait_online (f);
  app_fake_server_send_message (f->server, 1, one);
  app_fake_server_send_message (f->server, 1, one);
  app_fake_server_send_message (f->server, 2, two);
  app_fake_server_send_message (f->server, 2, two);
  app_fake_server_send_message (f->server, 1, one);
  app_test_wait (app_fake_server_get_last_ack (f->server) == 2);
  /* An overlap after a reconnection, even under another cursor */
  app_fake_server_cut (f->server);
  app_test_wait (f->server->hello_cursor == 2);
  sync_fixture_wait_online (f);
  app_fake_server_send_message (f->server, 2, two);
  app_fake_server_send_message (f->server, 3, two);
  push (f, 4, 3, "three");
  app_test_wait (app_fake_server_get_last_ack (f->server) == 4);
  sync_fixture_assert_texts (f, find_chat (f, APP_FAKE_CONVERSATION), "one|two|three");
  g_assert_cmpuint (f->n_incoming, ==, 3);
}

/* 32 events are acknowledged at once, fewer after a moment, each only when it is on the disk. */
static void
test_incoming_acknowledged (SyncFixture *f, gconstpointer data)
{
  sync_fixture_wait_online (f);
  for (guint i = 1; i <= 2 * APP_INCOMING_ACK_EVENTS + 3; i++)
    push (f, i, i, "x");
  app_test_wait (app_fake_server_get_last_ack (f->server) == 2 * APP_INCOMING_ACK_EVENTS + 3);
  g_assert_cmpuint (f->server->acks->len, <=, 4);
  for (guint i = 1; i < f->server->acks->len; i++)
    g_assert_cmpint (g_array_index (f->server->acks, gint64, i), >,
                     g_array_index (f->server->acks, gint64, i - 1));
}

static void
set_page (SyncFixture *f, const char *path, GString *body)
{
  g_hash_table_insert (f->server->pages, g_strdup (path), g_strdup (body->str));
}

/* A page of messages, newest first. */
static void
set_messages (SyncFixture *f, const char *path, gint64 newest, gint64 oldest, gboolean more)
{
  g_autoptr (GString) body = g_string_new (NULL);

  landline_rest_begin_messages (body);
  for (gint64 seq = newest; seq >= oldest; seq--)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, seq);

      g_autoptr (LandlineMessage) message = app_test_make_message (APP_FAKE_CONVERSATION, seq,
                                                                   APP_TEST_PEER, text);
      g_autoptr (GBytes) encoded = app_test_encode (landline_message_get_content (message));
      LandlineMessageRow row = { landline_message_get_id (message),
                                 APP_TEST_PEER,
                                 APP_FAKE_CONVERSATION,
                                 seq,
                                 landline_message_get_time (message),
                                 NULL,
                                 g_bytes_get_data (encoded, NULL),
                                 g_bytes_get_size (encoded) };

      landline_rest_add_message (body, &row);
    }
  landline_rest_end_messages (body, more);
  set_page (f, path, body);
}

static gboolean
read_users (AppCacheDatabase *database, gpointer data, GError **error)
{
  GPtrArray **users = data;

  *users = app_cache_users_list (database, error);
  return *users != NULL;
}

static guint
count_requests (SyncFixture *f, const char *request)
{
  guint n = 0;

  for (guint i = 0; i < f->server->requests->len; i++)
    if (g_str_equal (g_ptr_array_index (f->server->requests, i), request))
      n++;
  return n;
}

static GPtrArray *
list_users (SyncFixture *f)
{
  g_autoptr (GPtrArray) users = NULL;

  app_test_read (app_session_get_cache (f->session), read_users, &users);
  return g_steal_pointer (&users);
}

static LandlineUser *
find_user (GPtrArray *users, const char *user_id)
{
  for (guint i = 0; i < users->len; i++)
    if (g_str_equal (landline_user_get_id (g_ptr_array_index (users, i)), user_id))
      return g_ptr_array_index (users, i);
  return NULL;
}

/* Somebody changed their profile: it holds at once, and before the directory is fetched again. */
static void
test_incoming_profile (SyncFixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) users = NULL;
  LandlineUser *ben;
  guint n_requests;

  sync_fixture_wait_online (f);
  push (f, 1, 1, "hello");
  app_test_wait (app_fake_server_get_last_ack (f->server) == 1);
  n_requests = count_requests (f, "GET /v1/users");
  app_fake_server_send_text (
      f->server,
      "{\"frame\":\"event\",\"cursor\":2,\"event\":\"user\",\"user\":{\"user_id\":\"" APP_TEST_PEER
      "\",\"name\":\"Benjamin\",\"about\":\"At sea\",\"avatar\":\"m_7d\"}}");
  app_test_wait (app_fake_server_get_last_ack (f->server) == 2);
  users = list_users (f);
  ben = find_user (users, APP_TEST_PEER);
  g_assert_nonnull (ben);
  g_assert_cmpstr (landline_user_get_name (ben), ==, "Benjamin");
  g_assert_cmpstr (landline_user_get_about (ben), ==, "At sea");
  g_assert_cmpstr (landline_user_get_avatar (ben), ==, "m_7d");
  app_fake_server_send_text (
      f->server,
      "{\"frame\":\"event\",\"cursor\":3,\"event\":\"user\",\"user\":{\"user_id\":\"" APP_TEST_PEER
      "\",\"name\":\"Ben\",\"about\":null,\"avatar\":null}}");
  app_test_wait (app_fake_server_get_last_ack (f->server) == 3);
  g_clear_pointer (&users, g_ptr_array_unref);
  users = list_users (f);
  ben = find_user (users, APP_TEST_PEER);
  g_assert_cmpstr (landline_user_get_name (ben), ==, "Ben");
  g_assert_null (landline_user_get_about (ben));
  g_assert_null (landline_user_get_avatar (ben));
  g_assert_cmpuint (count_requests (f, "GET /v1/users"), ==, n_requests);
}

#define MESSAGES "/v1/conversations/" APP_FAKE_CONVERSATION "/messages"

/* Messages are missing in front of one: they are fetched before it is shown. */
static void
test_incoming_hole (SyncFixture *f, gconstpointer data)
{
  gint64 chat;

  set_messages (f, MESSAGES "?limit=3&before=5", 4, 2, TRUE);
  sync_fixture_wait_online (f);
  push (f, 1, 1, "1");
  app_test_wait (app_fake_server_get_last_ack (f->server) == 1);
  push (f, 2, 5, "5");
  push (f, 3, 6, "6");
  app_test_wait (app_fake_server_get_last_ack (f->server) == 3);
  chat = find_chat (f, APP_FAKE_CONVERSATION);
  sync_fixture_assert_texts (f, chat, "1|2|3|4|5|6");
}

/* What the server has forgotten cannot be waited for. */
static void
test_incoming_forgotten (SyncFixture *f, gconstpointer data)
{
  set_messages (f, MESSAGES "?limit=3&before=5", 4, 4, FALSE);
  sync_fixture_wait_online (f);
  push (f, 1, 1, "1");
  push (f, 2, 5, "5");
  push (f, 3, 6, "6");
  app_test_wait (app_fake_server_get_last_ack (f->server) == 3);
  sync_fixture_assert_texts (f, find_chat (f, APP_FAKE_CONVERSATION), "1|4|5|6");
}

/* Another server's numbering under the same address: a restored backup. What we know stays, what
 * comes has its place, and nothing is asked for with the old cursor. */
static void
test_incoming_reset (SyncFixture *f, gconstpointer data)
{
  g_autoptr (GString) body = g_string_new (NULL);
  const LandlineMember members[] = {
    { (char *) APP_TEST_SELF, (char *) "Me", LANDLINE_ROLE_MEMBER },
    { (char *) APP_TEST_PEER, (char *) "Ben", LANDLINE_ROLE_MEMBER },
  };
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) receipts = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (list,
                   landline_conversation_new (APP_FAKE_CONVERSATION, LANDLINE_CONVERSATION_DIRECT,
                                              NULL, members, 2, 1000, 2));
  landline_rest_write_conversations (body, list);
  sync_fixture_wait_online (f);
  push (f, 100, 1, "old 1");
  push (f, 101, 2, "old 2");
  app_test_wait (app_fake_server_get_last_ack (f->server) == 101);

  set_page (f, "/v1/conversations", body);
  g_string_truncate (body, 0);
  g_ptr_array_add (receipts, landline_receipt_new (APP_FAKE_CONVERSATION, APP_TEST_SELF, 1, 1));
  landline_rest_write_receipts (body, receipts);
  set_page (f, "/v1/conversations/" APP_FAKE_CONVERSATION "/receipts", body);
  set_messages (f, MESSAGES "?limit=100", 2, 2, FALSE);
  g_set_str (&f->server->generation, "g_00000000000000000000000000000002");
  f->server->reset = TRUE;
  app_fake_server_cut (f->server);
  app_test_wait (g_strcmp0 (f->server->hello_generation, "g_00000000000000000000000000000001") ==
                     0 &&
                 f->server->hello_cursor == 101);
  app_test_wait (f->server->channel != NULL &&
                 app_session_get_state (f->session) == APP_SESSION_ONLINE);
  app_test_wait (sync_fixture_has_texts (f, f->chat, "old 1|2|old 2"));
  push (f, 1, 3, "new 3");
  app_test_wait (app_fake_server_get_last_ack (f->server) == 1);
  sync_fixture_assert_texts (f, f->chat, "old 1|2|old 2|new 3");

  f->server->reset = FALSE;
  app_fake_server_cut (f->server);
  app_test_wait (g_strcmp0 (f->server->hello_generation, f->server->generation) == 0);
  g_assert_cmpint (f->server->hello_cursor, ==, 1);
}

/* The conversations of a new device cannot be fetched at first: it is tried again, and by the next
 * run. */
static void
test_back_fill_again (SyncFixture *f, gconstpointer data)
{
  g_autoptr (GString) none = g_string_new (NULL);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);
  guint n;

  sync_fixture_wait_online (f);
  app_test_wait (count_requests (f, "GET /v1/conversations") >= 2);
  push (f, 1, 1, "1");
  app_test_wait (app_fake_server_get_last_ack (f->server) == 1);
  sync_fixture_close_session (f);
  n = count_requests (f, "GET /v1/conversations");
  landline_rest_write_conversations (none, list);
  set_page (f, "/v1/conversations", none);
  sync_fixture_open_session (f);
  app_test_wait (count_requests (f, "GET /v1/conversations") == n + 1);
  sync_fixture_wait_online (f);
  push (f, 2, 2, "2");
  app_test_wait (app_fake_server_get_last_ack (f->server) == 2);
  /* Done, it is not asked again. */
  sync_fixture_close_session (f);
  sync_fixture_open_session (f);
  sync_fixture_wait_online (f);
  app_test_turn (100);
  g_assert_cmpuint (count_requests (f, "GET /v1/conversations"), ==, n + 1);
}

#define OTHER_RECEIPTS "/v1/conversations/" OTHER "/receipts"
#define RECEIPTS       "/v1/conversations/" APP_FAKE_CONVERSATION "/receipts"

static void
set_no_receipts (SyncFixture *f, const char *path)
{
  g_autoptr (GPtrArray) receipts = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GString) body = g_string_new (NULL);

  landline_rest_write_receipts (body, receipts);
  set_page (f, path, body);
}

/* A server with two conversations, of which it refuses the first with @code. */
static void
set_two_conversations (SyncFixture *f, LandlineError code)
{
  static const char *const ids[] = { OTHER, APP_FAKE_CONVERSATION };
  const LandlineMember members[] = {
    { (char *) APP_TEST_SELF, (char *) "Me", LANDLINE_ROLE_MEMBER },
    { (char *) APP_TEST_PEER, (char *) "Ben", LANDLINE_ROLE_MEMBER },
  };
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GString) body = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_ptr_array_add (list, landline_conversation_new (ids[i], LANDLINE_CONVERSATION_GROUP, "Group",
                                                      members, 2, 1000, 2));
  landline_rest_write_conversations (body, list);
  set_page (f, "/v1/conversations", body);
  set_no_receipts (f, RECEIPTS);
  g_hash_table_insert (f->server->errors, g_strdup (OTHER_RECEIPTS), GINT_TO_POINTER (code));
  set_messages (f, MESSAGES "?limit=100", 2, 1, FALSE);
}

/* What the server is asked of by the back-fill, and answers only when the test says so */
typedef struct
{
  const char *call;
  SoupServerMessage *held;
} Held;

static gboolean
hold (AppFakeServer *server, SoupServerMessage *message, const char *call, gpointer user_data)
{
  Held *held = user_data;

  if (held->held != NULL || !g_str_equal (call, held->call))
    return FALSE;
  held->held = g_object_ref (message);
  soup_server_message_pause (message);
  return TRUE;
}

static void
release (Held *held, const char *page)
{
  soup_server_message_set_status (held->held, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (held->held, "application/json", SOUP_MEMORY_COPY, page,
                                    strlen (page));
  soup_server_message_unpause (held->held);
  g_clear_object (&held->held);
  held->call = "";
}

typedef struct
{
  gint64 chat;
  char *title;
} TitleCall;

static gboolean
read_title (AppCacheDatabase *database, gpointer data, GError **error)
{
  TitleCall *call = data;
  g_autoptr (AppCacheChat) chat = app_cache_chats_get (database, call->chat, error);

  call->title = chat != NULL ? g_strdup (chat->title) : NULL;
  return chat != NULL;
}

/* An answer of the back-fill that the server wrote before the group was renamed, and that comes
 * after: the new name stays. */
static void
test_back_fill_overtaken (SyncFixture *f, gconstpointer data)
{
  const LandlineMember members[] = {
    { (char *) APP_TEST_SELF, (char *) "Me", LANDLINE_ROLE_MEMBER },
    { (char *) APP_TEST_PEER, (char *) "Ben", LANDLINE_ROLE_MEMBER },
  };
  g_autoptr (LandlineConversation) renamed = landline_conversation_new (APP_FAKE_CONVERSATION,
                                                                        LANDLINE_CONVERSATION_GROUP,
                                                                        "Sailors", members, 2, 1000,
                                                                        2);
  g_autoptr (GString) frame = g_string_new (NULL);
  Held held = { "GET " RECEIPTS, NULL };
  TitleCall title = { 0 };

  sync_fixture_close_session (f);
  set_two_conversations (f, LANDLINE_ERROR_NOT_FOUND);
  f->server->rest = hold;
  f->server->rest_data = &held;
  sync_fixture_open_session (f);
  app_test_wait (held.held != NULL);
  sync_fixture_wait_online (f);
  landline_server_frame_write_event_conversation (frame, 1, renamed, "renamed", APP_TEST_PEER);
  app_fake_server_send (f->server, frame);
  app_test_wait (app_fake_server_get_last_ack (f->server) == 1);
  release (&held, g_hash_table_lookup (f->server->pages, RECEIPTS));
  app_test_wait (count_requests (f, "GET " MESSAGES "?limit=100") == 1);
  title.chat = find_chat (f, APP_FAKE_CONVERSATION);
  app_test_read (app_session_get_cache (f->session), read_title, &title);
  g_assert_cmpstr (title.title, ==, "Sailors");
  g_free (title.title);
}

/* The same for a person: the directory was written before they changed their name. */
static void
test_directory_overtaken (SyncFixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) users = NULL;
  Held held = { "GET /v1/users", NULL };
  guint n;

  sync_fixture_close_session (f);
  f->server->rest = hold;
  f->server->rest_data = &held;
  sync_fixture_open_session (f);
  app_test_wait (held.held != NULL);
  sync_fixture_wait_online (f);
  n = count_requests (f, "GET /v1/users");
  app_fake_server_send_text (
      f->server,
      "{\"frame\":\"event\",\"cursor\":1,\"event\":\"user\",\"user\":{\"user_id\":\"" APP_TEST_PEER
      "\",\"name\":\"Benjamin\"}}");
  app_test_wait (app_fake_server_get_last_ack (f->server) == 1);
  release (&held, "{\"users\":[{\"user_id\":\"" APP_TEST_PEER
                  "\",\"name\":\"Ben\"},{\"user_id\":\"+15550177\",\"name\":\"Cem\"}]}");
  do
    {
      g_clear_pointer (&users, g_ptr_array_unref);
      app_test_turn (10);
      users = list_users (f);
    }
  while (find_user (users, "+15550177") == NULL);
  g_assert_cmpstr (landline_user_get_name (find_user (users, APP_TEST_PEER)), ==, "Benjamin");
  g_assert_cmpuint (count_requests (f, "GET /v1/users"), ==, n);
}

/* A conversation that the server does not show us any more is passed over by the back-fill;
 * anything else that it says stops it, and all of it is tried again. */
static void
test_back_fill_passes_over (SyncFixture *f, gconstpointer data)
{
  LandlineError code = GPOINTER_TO_INT (data);
  gboolean passes = code == LANDLINE_ERROR_NOT_FOUND || code == LANDLINE_ERROR_NOT_MEMBER;
  guint n_lists;

  sync_fixture_wait_online (f);
  set_two_conversations (f, code);
  n_lists = count_requests (f, "GET /v1/conversations");
  if (passes)
    {
      app_test_wait (sync_fixture_has_texts (f, find_chat (f, APP_FAKE_CONVERSATION), "1|2"));
      g_assert_cmpuint (count_requests (f, "GET " OTHER_RECEIPTS), ==, 1);
      return;
    }
  app_test_wait (count_requests (f, "GET /v1/conversations") >= n_lists + 2);
  g_assert_cmpuint (count_requests (f, "GET " RECEIPTS), ==, 0);
  g_hash_table_remove_all (f->server->errors);
  set_no_receipts (f, OTHER_RECEIPTS);
  app_test_wait (sync_fixture_has_texts (f, find_chat (f, APP_FAKE_CONVERSATION), "1|2"));
}

static gboolean
has_name (AppCacheDatabase *database, gpointer data, GError **error)
{
  const char **wanted = data;
  g_autoptr (AppCacheRows) rows = app_cache_database_query (database, error,
                                                            "SELECT name FROM users WHERE id = ?",
                                                            "s", wanted[0]);

  if (rows == NULL || !app_cache_rows_next (rows, error) ||
      g_strcmp0 (app_cache_rows_text (rows, 0), wanted[1]) != 0)
    wanted[2] = NULL;
  return TRUE;
}

static gboolean
is_known_as (SyncFixture *f, const char *user_id, const char *name)
{
  const char *wanted[] = { user_id, name, name };

  app_test_read (app_session_get_cache (f->session), has_name, wanted);
  return wanted[2] != NULL;
}

/* The event of a group that is too large for its members' names: they are fetched, once. */
static void
test_incoming_nameless (SyncFixture *f, gconstpointer data)
{
  LandlineMember members[] = { { (char *) APP_TEST_SELF, NULL, LANDLINE_ROLE_MEMBER },
                               { (char *) "+15550188", NULL, LANDLINE_ROLE_ADMIN } };
  g_autoptr (LandlineConversation) bare = NULL;
  g_autoptr (LandlineConversation) full = NULL;
  g_autoptr (GString) first = g_string_new (NULL);
  g_autoptr (GString) second = g_string_new (NULL);
  g_autoptr (GString) page = g_string_new (NULL);
  g_autoptr (GString) receipts = g_string_new (NULL);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  sync_fixture_wait_online (f);
  bare = landline_conversation_new (OTHER, LANDLINE_CONVERSATION_GROUP, "All", members, 2, 1000, 0);
  members[0].name = (char *) "Anna";
  members[1].name = (char *) "Zoe";
  full = landline_conversation_new (OTHER, LANDLINE_CONVERSATION_GROUP, "All", members, 2, 1000, 0);
  landline_rest_write_conversation (page, full);
  set_page (f, "/v1/conversations/" OTHER, page);
  landline_rest_write_receipts (receipts, none);
  set_page (f, "/v1/conversations/" OTHER "/receipts", receipts);

  landline_server_frame_write_event_conversation (first, 1, bare, "created", "+15550188");
  app_fake_server_send (f->server, first);
  app_test_wait (is_known_as (f, "+15550188", "Zoe"));

  /* Now they are known, and stay known: many events do not fetch them again. What begins with the
   * session may have asked for the conversation as well. */
  for (gint64 cursor = 2; cursor <= 6; cursor++)
    {
      g_string_truncate (second, 0);
      landline_server_frame_write_event_conversation (second, cursor, bare, "renamed", "+15550188");
      app_fake_server_send (f->server, second);
      app_test_wait (app_fake_server_get_last_ack (f->server) == cursor);
    }
  g_assert_true (is_known_as (f, "+15550188", "Zoe"));
  g_assert_cmpuint (count_requests (f, "GET /v1/conversations/" OTHER), <=, 2);
}

/* @data: gint64, 0 for no limit */
static gboolean
limit_pages (AppCacheDatabase *database, gpointer data, GError **error)
{
  gint64 n = *(gint64 *) data;
  g_autofree char *sql = NULL;

  if (n == 0)
    n = G_MAXINT32;
  sql = g_strdup_printf ("PRAGMA max_page_count = %" G_GINT64_FORMAT, n);
  return app_cache_database_run (database, error, sql, "");
}

/* This computer has no space left: what comes is not acknowledged, the person is told why, and
 * once there is space it comes again. */
static void
test_incoming_disk_full (SyncFixture *f, gconstpointer data)
{
  g_autofree char *long_text = g_strnfill (12000, 'x');
  gint64 limit = 1; /* as many as there are */
  gint64 chat;

  sync_fixture_wait_online (f);
  push (f, 1, 1, "1");
  app_test_wait (app_fake_server_get_last_ack (f->server) == 1);
  g_assert_null (app_session_get_trouble (f->session));
  app_test_write (app_session_get_cache (f->session), limit_pages, &limit);
  push (f, 2, 2, long_text);
  app_test_wait (app_session_get_trouble (f->session) != NULL);
  g_assert_nonnull (strstr (app_session_get_trouble (f->session), "no space left"));
  app_test_wait (app_session_get_state (f->session) == APP_SESSION_OFFLINE);
  g_assert_cmpint (app_fake_server_get_last_ack (f->server), ==, 1);

  limit = 0;
  app_test_write (app_session_get_cache (f->session), limit_pages, &limit);
  app_session_retry_now (f->session);
  sync_fixture_wait_online (f);
  g_assert_null (app_session_get_trouble (f->session));
  g_assert_cmpint (f->server->hello_cursor, ==, 1);
  push (f, 2, 2, long_text);
  app_test_wait (app_fake_server_get_last_ack (f->server) == 2);
  chat = find_chat (f, APP_FAKE_CONVERSATION);
  g_assert_cmpint (chat, >, 0);
}

static void
test_incoming_unknown (SyncFixture *f, gconstpointer data)
{
  sync_fixture_wait_online (f);
  app_fake_server_send_text (f->server, "{\"frame\":\"holiday\",\"days\":3}");
  push (f, 1, 1, "1");
  app_test_wait (app_fake_server_get_last_ack (f->server) == 1);
  g_assert_cmpuint (f->server->n_channels, ==, 1);
  /* What is no frame at all ends the channel, and it is made again. */
  app_fake_server_send_text (f->server, "{\"frame\":");
  app_test_wait (f->server->n_channels == 2);
  sync_fixture_wait_online (f);
}

/* Two messages come and the first is read. Returns: their chat */
static gint64
read_one_of_two (SyncFixture *f)
{
  gint64 chat;

  sync_fixture_wait_online (f);
  push (f, 1, 1, "1");
  push (f, 2, 2, "2");
  app_test_wait (app_fake_server_get_last_ack (f->server) == 2);
  chat = find_chat (f, APP_FAKE_CONVERSATION);
  app_session_mark_read (f->session, chat, 1);
  app_test_wait (f->server->reads->len == 1);
  return chat;
}

static void
test_reads (SyncFixture *f, gconstpointer data)
{
  gint64 chat = read_one_of_two (f);

  g_assert_cmpstr (g_ptr_array_index (f->server->reads, 0), ==, APP_FAKE_CONVERSATION " 1");
  app_session_mark_read (f->session, chat, 1);
  app_test_turn (20);
  g_assert_cmpuint (f->server->reads->len, ==, 1);
  /* Without a connection it is kept for later. */
  f->server->upgrade_status = SOUP_STATUS_SERVICE_UNAVAILABLE;
  app_fake_server_cut (f->server);
  app_test_wait (app_session_get_state (f->session) == APP_SESSION_OFFLINE);
  app_session_mark_read (f->session, chat, 2);
  sync_fixture_close_session (f);
  f->server->upgrade_status = 0;
  sync_fixture_open_session (f);
  app_test_wait (f->server->reads->len >= 2);
  g_assert_cmpstr (g_ptr_array_index (f->server->reads, f->server->reads->len - 1), ==,
                   APP_FAKE_CONVERSATION " 2");
}

/* What was told to a channel that says nothing may not have arrived, and is told again; what was
 * followed by an answer is not. */
static void
test_reads_are_confirmed (SyncFixture *f, gconstpointer data)
{
  gint64 chat = read_one_of_two (f);

  g_signal_emit_by_name (app_session_get_connection (f->session), "answered", (gint64) 0);
  /* Longer than a mark used to be doubted. */
  app_test_turn (5500);
  app_fake_server_cut (f->server);
  app_test_wait (f->server->reads->len == 2);
  g_assert_cmpstr (g_ptr_array_index (f->server->reads, 1), ==, APP_FAKE_CONVERSATION " 1");
  g_signal_emit_by_name (app_session_get_connection (f->session), "answered",
                         g_get_monotonic_time ());
  sync_fixture_close_session (f);
  sync_fixture_open_session (f);
  sync_fixture_wait_online (f);
  app_session_mark_read (f->session, chat, 2);
  app_test_wait (f->server->reads->len >= 3);
  g_assert_cmpstr (g_ptr_array_index (f->server->reads, 2), ==, APP_FAKE_CONVERSATION " 2");
}

/* Within the limit of a text, but each letter takes six bytes of the frame. */
static void
test_escaped_text (SyncFixture *f, gconstpointer data)
{
  gint64 chat = app_test_ensure_direct (app_session_get_cache (f->session), APP_TEST_PEER);
  gsize length = app_session_get_text_length_max (f->session);
  g_autofree char *controls = g_strnfill (length, '\1');
  g_autofree char *letters = g_strnfill (length, 'a');
  g_autoptr (GAsyncResult) refused = NULL;
  g_autoptr (GAsyncResult) sent = NULL;
  g_autoptr (GError) error = NULL;

  sync_fixture_wait_online (f);
  app_session_send_text_async (f->session, chat, controls, NULL, NULL, app_test_result, &refused);
  app_test_wait (refused != NULL);
  g_assert_cmpint (app_session_send_finish (f->session, refused, &error), ==, 0);
  g_assert_error (error, APP_ERROR, APP_ERROR_TOO_LARGE);
  app_session_send_text_async (f->session, chat, letters, NULL, NULL, app_test_result, &sent);
  app_test_wait (f->server->sends->len == 1 && sent != NULL);
  g_assert_cmpuint (f->server->n_channels, ==, 1);
}

static void
test_typing_is_seldom (SyncFixture *f, gconstpointer data)
{
  gint64 chat;

  sync_fixture_wait_online (f);
  push (f, 1, 1, "1");
  app_test_wait (app_fake_server_get_last_ack (f->server) == 1);
  chat = find_chat (f, APP_FAKE_CONVERSATION);
  for (guint i = 0; i < 10; i++)
    app_session_send_typing (f->session, chat);
  app_test_wait (f->server->n_typing == 1);
  app_test_turn (20);
  g_assert_cmpuint (f->server->n_typing, ==, 1);
}

static void
test_signed_out (SyncFixture *f, gconstpointer data)
{
  guint n_channels;

  sync_fixture_wait_online (f);
  app_fake_server_close (f->server, 4401);
  app_test_wait (app_session_get_state (f->session) == APP_SESSION_SIGNED_OUT);
  g_assert_nonnull (app_session_get_reason (f->session));
  n_channels = f->server->n_channels;
  app_session_retry_now (f->session);
  app_test_turn (100);
  g_assert_cmpuint (f->server->n_channels, ==, n_channels);

  sync_fixture_close_session (f);
  f->server->upgrade_status = SOUP_STATUS_UNAUTHORIZED;
  sync_fixture_open_session (f);
  app_test_wait (app_session_get_state (f->session) == APP_SESSION_SIGNED_OUT);
}

static void
test_replaced (SyncFixture *f, gconstpointer data)
{
  sync_fixture_wait_online (f);
  app_fake_server_close (f->server, 4409);
  app_test_wait (app_session_get_state (f->session) == APP_SESSION_OFFLINE);
  app_test_turn (200);
  g_assert_cmpuint (f->server->n_channels, ==, 1);
  app_session_retry_now (f->session);
  sync_fixture_wait_online (f);
  g_assert_cmpuint (f->server->n_channels, ==, 2);
}

/* A server that goes down for a moment says when it is back. */
static void
test_bye (SyncFixture *f, gconstpointer data)
{
  g_autoptr (GString) frame = g_string_new (NULL);
  gint64 now;

  sync_fixture_wait_online (f);
  landline_server_frame_write_bye (frame, "restart", 2000);
  app_fake_server_send (f->server, frame);
  app_fake_server_close (f->server, 1012);
  app_test_wait (app_session_get_state (f->session) == APP_SESSION_OFFLINE);
  now = g_get_monotonic_time ();
  g_assert_cmpint (app_session_get_retry_time (f->session), >, now + 1500 * 1000);
  g_assert_cmpint (app_session_get_retry_time (f->session), <, now + 2500 * 1000);
  app_session_retry_now (f->session);
  sync_fixture_wait_online (f);
}

#define add(name, function) add_with (name, 0, function)
#define add_with(name, code, function)                                                             \
  g_test_add ("/app/sync/" name, SyncFixture, GINT_TO_POINTER (code), sync_fixture_set_up,         \
              function, sync_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("incoming/repeated", test_incoming_repeated);
  add ("incoming/acknowledged", test_incoming_acknowledged);
  add ("incoming/profile", test_incoming_profile);
  add ("incoming/hole", test_incoming_hole);
  add ("incoming/forgotten", test_incoming_forgotten);
  add ("incoming/reset", test_incoming_reset);
  add ("incoming/back-fill-again", test_back_fill_again);
  add ("back-fill/overtaken", test_back_fill_overtaken);
  add ("back-fill/directory-overtaken", test_directory_overtaken);
  add ("incoming/nameless", test_incoming_nameless);
  add_with ("back-fill/not-found", LANDLINE_ERROR_NOT_FOUND, test_back_fill_passes_over);
  add_with ("back-fill/not-member", LANDLINE_ERROR_NOT_MEMBER, test_back_fill_passes_over);
  add_with ("back-fill/busy", LANDLINE_ERROR_BUSY, test_back_fill_passes_over);
  add_with ("back-fill/unauthorized", LANDLINE_ERROR_UNAUTHORIZED, test_back_fill_passes_over);
  add ("incoming/disk-full", test_incoming_disk_full);
  add ("incoming/unknown", test_incoming_unknown);
  add ("reads", test_reads);
  add ("reads-are-confirmed", test_reads_are_confirmed);
  add ("escaped-text", test_escaped_text);
  add ("typing", test_typing_is_seldom);
  add ("channel/signed-out", test_signed_out);
  add ("channel/replaced", test_replaced);
  add ("channel/bye", test_bye);
  return g_test_run ();
}
