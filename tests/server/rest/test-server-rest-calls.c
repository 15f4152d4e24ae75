/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-rest-reply.h"
#include "rest-fixture.h"

#define MESSAGE_ID "01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c8d"

static void
test_server_info (RestFixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineServerInfo) info = NULL;
  g_autoptr (RestAnswer) answer = NULL;
  g_autoptr (RestAnswer) head = NULL;
  g_autoptr (GError) error = NULL;

  rest_fixture_start (fixture);
  answer = rest_fixture_call (fixture, "GET", "/v1/server", NULL, NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (rest_answer_get_header (answer, "Content-Type"), ==, "application/json");
  g_assert_cmpstr (rest_answer_get_header (answer, "X-Content-Type-Options"), ==, "nosniff");
  info = landline_rest_parse_server_info (answer->text, answer->length, &error);
  g_assert_no_error (error);
  g_assert_cmpint (landline_server_info_get_policy (info), ==, LANDLINE_POLICY_OPEN);
  g_assert_cmpuint (landline_server_info_get_limits (info)->document, ==, 104857600);
  g_assert_true (g_str_has_prefix (landline_server_info_get_key (info), "sha256-"));

  head = rest_fixture_call (fixture, "HEAD", "/v1/server", NULL, NULL);
  g_assert_cmpuint (head->status, ==, 200);
  g_assert_cmpuint (head->length, ==, 0);
}

static void
test_health (RestFixture *fixture, gconstpointer data)
{
  g_autoptr (RestAnswer) answer = NULL;

  rest_fixture_start (fixture);
  answer = rest_fixture_call (fixture, "GET", "/healthz", NULL, NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (answer->text, ==, "{\"status\":\"ok\"}");
}

static void
test_unknown (RestFixture *fixture, gconstpointer data)
{
  static const char *const paths[] = {
    "/", "/v1", "/v1/", "/v1/nothing", "/v1/server/", "/v1/users/101/more", "/v1/conversations/"
  };
  g_autofree char *token = NULL;

  rest_fixture_start (fixture);
  token = rest_fixture_register (fixture, "101", "Ann");
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (RestAnswer) answer = rest_fixture_call (fixture, "GET", paths[i], token, NULL);

      g_test_message ("%s", paths[i]);
      rest_answer_assert_refused (answer, 404, LANDLINE_ERROR_NOT_FOUND);
    }
}

static void
test_wrong_method (RestFixture *fixture, gconstpointer data)
{
  g_autoptr (RestAnswer) answer = NULL;
  g_autoptr (RestAnswer) media = NULL;

  rest_fixture_start (fixture);
  answer = rest_fixture_call (fixture, "DELETE", "/v1/server", NULL, NULL);
  rest_answer_assert_refused (answer, 405, LANDLINE_ERROR_UNSUPPORTED);
  g_assert_cmpstr (rest_answer_get_header (answer, "Allow"), ==, "GET, HEAD");
  media = rest_fixture_call (fixture, "PUT", "/v1/media", NULL, "x");
  g_assert_cmpstr (rest_answer_get_header (media, "Allow"), ==, "POST, GET, HEAD");
}

static void
test_authentication (RestFixture *fixture, gconstpointer data)
{
  static const char *const tokens[] = { NULL, "", "wrong",
                                        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" };
  g_autofree char *long_token = g_strnfill (5000, 'x');
  g_autoptr (RestAnswer) too_long = NULL;

  rest_fixture_start (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      g_autoptr (RestAnswer) answer = rest_fixture_call (fixture, "GET", "/v1/me", tokens[i], NULL);

      rest_answer_assert_refused (answer, 401, LANDLINE_ERROR_UNAUTHORIZED);
      g_assert_cmpstr (rest_answer_get_header (answer, "WWW-Authenticate"), ==, "Bearer");
    }
  too_long = rest_fixture_call (fixture, "GET", "/v1/me", long_token, NULL);
  rest_answer_assert_refused (too_long, 401, LANDLINE_ERROR_UNAUTHORIZED);
}

static void
test_register (RestFixture *fixture, gconstpointer data)
{
  g_autofree char *token = NULL;
  g_autoptr (RestAnswer) taken = NULL;
  g_autoptr (RestAnswer) bad = NULL;
  g_autoptr (RestAnswer) empty = NULL;
  g_autoptr (RestAnswer) me = NULL;
  g_autoptr (LandlineUser) user = NULL;

  rest_fixture_start (fixture);
  token = rest_fixture_register (fixture, "+15550101", "Ann");
  g_assert_cmpuint (strlen (token), >=, 40);
  me = rest_fixture_call (fixture, "GET", "/v1/me", token, NULL);
  user = landline_rest_parse_user (me->text, me->length, NULL);
  g_assert_cmpstr (landline_user_get_name (user), ==, "Ann");

  taken = rest_fixture_call (fixture, "POST", "/v1/register", NULL,
                             "{\"phone\":\"+15550101\",\"name\":\"Eve\"}");
  rest_answer_assert_refused (taken, 409, LANDLINE_ERROR_CONFLICT);
  bad = rest_fixture_call (fixture, "POST", "/v1/register", NULL,
                           "{\"phone\":\"Ann\",\"name\":\"A\"}");
  rest_answer_assert_refused (bad, 400, LANDLINE_ERROR_BAD_FRAME);
  empty = rest_fixture_call (fixture, "POST", "/v1/register", NULL, NULL);
  rest_answer_assert_refused (empty, 400, LANDLINE_ERROR_BAD_FRAME);
}

static void
test_register_without_invite (RestFixture *fixture, gconstpointer data)
{
  g_autoptr (RestAnswer) without = NULL;
  g_autoptr (RestAnswer) wrong = NULL;

  server_config_set_policy (fixture->config, SERVER_POLICY_INVITE);
  rest_fixture_start (fixture);
  without = rest_fixture_call (fixture, "POST", "/v1/register", NULL,
                               "{\"phone\":\"101\",\"name\":\"Ann\"}");
  rest_answer_assert_refused (without, 403, LANDLINE_ERROR_UNAUTHORIZED);
  wrong = rest_fixture_call (fixture, "POST", "/v1/register", NULL,
                             "{\"phone\":\"101\",\"name\":\"Ann\",\"invite\":\"made-up\"}");
  rest_answer_assert_refused (wrong, 403, LANDLINE_ERROR_UNAUTHORIZED);
}

static void
test_register_too_often (RestFixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (RestAnswer) third = NULL;

  server_config_set_limit (fixture->config, SERVER_CONFIG_REGISTRATIONS_PER_MINUTE, 2);
  rest_fixture_start (fixture);
  first = rest_fixture_register (fixture, "101", "Ann");
  second = rest_fixture_register (fixture, "102", "Bob");
  third = rest_fixture_call (fixture, "POST", "/v1/register", NULL,
                             "{\"phone\":\"103\",\"name\":\"Cem\"}");
  rest_answer_assert_refused (third, 429, LANDLINE_ERROR_RATE);
  g_assert_nonnull (rest_answer_get_header (third, "Retry-After"));
}

static void
test_send (RestFixture *fixture, gconstpointer data)
{
  static const char body[] = "{\"id\":\"" MESSAGE_ID
                             "\",\"sender_id\":\"101\",\"receiver_id\":\"102\","
                             "\"type\":\"text\",\"text\":\"Hello\"}";
  g_autofree char *ann = NULL;
  g_autofree char *bob = NULL;
  g_autoptr (RestAnswer) first = NULL;
  g_autoptr (RestAnswer) again = NULL;
  g_autoptr (RestAnswer) unnamed = NULL;
  g_autoptr (RestAnswer) other = NULL;
  LandlineSent sent, repeated, short_sent;

  rest_fixture_start (fixture);
  ann = rest_fixture_register (fixture, "101", "Ann");
  bob = rest_fixture_register (fixture, "102", "Bob");

  first = rest_fixture_call (fixture, "POST", "/v1/messages", ann, body);
  g_assert_cmpuint (first->status, ==, 201);
  g_assert_true (landline_rest_parse_sent (&sent, first->text, first->length, NULL));
  g_assert_cmpstr (sent.id, ==, MESSAGE_ID);
  g_assert_cmpint (sent.seq, ==, 1);
  g_assert_false (sent.duplicate);

  again = rest_fixture_call (fixture, "POST", "/messages", ann, body);
  g_assert_cmpuint (again->status, ==, 200);
  g_assert_true (landline_rest_parse_sent (&repeated, again->text, again->length, NULL));
  g_assert_cmpint (repeated.seq, ==, 1);
  g_assert_true (repeated.duplicate);

  unnamed = rest_fixture_call (fixture, "POST", "/messages", bob,
                               "{\"receiver_id\":\"101\",\"type\":\"text\",\"text\":\"Hi\"}");
  g_assert_cmpuint (unnamed->status, ==, 201);
  g_assert_true (landline_rest_parse_sent (&short_sent, unnamed->text, unnamed->length, NULL));
  g_assert_cmpstr (short_sent.conversation, ==, sent.conversation);
  g_assert_cmpint (short_sent.seq, ==, 2);

  other = rest_fixture_call (fixture, "POST", "/v1/messages", ann,
                             "{\"id\":\"" MESSAGE_ID "\",\"receiver_id\":\"102\",\"type\":\"text\","
                             "\"text\":\"Something else\"}");
  rest_answer_assert_refused (other, 409, LANDLINE_ERROR_CONFLICT);
}

static void
test_send_refused (RestFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *body;
    guint status;
    LandlineError code;
  } cases[] = {
    { "", 400, LANDLINE_ERROR_BAD_FRAME },
    { "[]", 400, LANDLINE_ERROR_BAD_FRAME },
    { "{\"receiver_id\":\"102\"}", 400, LANDLINE_ERROR_BAD_FRAME },
    { "{\"receiver_id\":\"Bob\",\"type\":\"text\",\"text\":\"x\"}", 400, LANDLINE_ERROR_BAD_FRAME },
    { "{\"receiver_id\":\"102\",\"type\":\"poll\"}", 422, LANDLINE_ERROR_UNSUPPORTED },
    { "{\"receiver_id\":\"199\",\"type\":\"text\",\"text\":\"x\"}", 404, LANDLINE_ERROR_NOT_FOUND },
    { "{\"sender_id\":\"102\",\"receiver_id\":\"102\",\"type\":\"text\",\"text\":\"x\"}", 403,
      LANDLINE_ERROR_UNAUTHORIZED },
    { "{\"receiver_id\":\"102\",\"type\":\"document\",\"document\":\"m_none\"}", 404,
      LANDLINE_ERROR_NOT_FOUND },
  };
  g_autofree char *ann = NULL;
  g_autofree char *bob = NULL;
  g_autofree char *text = g_strnfill (16385, 'x');
  g_autofree char *long_body =
      g_strdup_printf ("{\"receiver_id\":\"102\",\"type\":\"text\",\"text\":\"%s\"}", text);
  g_autoptr (RestAnswer) too_long = NULL;

  rest_fixture_start (fixture);
  ann = rest_fixture_register (fixture, "101", "Ann");
  bob = rest_fixture_register (fixture, "102", "Bob");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RestAnswer) answer = rest_fixture_call (fixture, "POST", "/v1/messages", ann,
                                                         cases[i].body);

      g_test_message ("%s", cases[i].body);
      rest_answer_assert_refused (answer, cases[i].status, cases[i].code);
    }
  too_long = rest_fixture_call (fixture, "POST", "/v1/messages", ann, long_body);
  rest_answer_assert_refused (too_long, 413, LANDLINE_ERROR_TOO_LARGE);
}

static void
send_text (RestFixture *fixture, const char *token, const char *receiver, const char *text)
{
  g_autofree char *body = g_strdup_printf (
      "{\"receiver_id\":\"%s\",\"type\":\"text\",\"text\":\"%s\"}", receiver, text);
  g_autoptr (RestAnswer) answer = rest_fixture_call (fixture, "POST", "/v1/messages", token, body);

  g_assert_cmpuint (answer->status, ==, 201);
}

static GPtrArray *
read_inbox (RestFixture *fixture,
            const char *token,
            const char *query,
            gint64 *cursor,
            gboolean *more)
{
  g_autofree char *path = g_strconcat ("/v1/messages", query, NULL);
  g_autoptr (RestAnswer) answer = rest_fixture_call (fixture, "GET", path, token, NULL);
  g_autoptr (GError) error = NULL;
  GPtrArray *events;

  g_assert_cmpuint (answer->status, ==, 200);
  events = landline_rest_parse_events (answer->text, answer->length, cursor, more, &error);
  g_assert_no_error (error);

  return events;
}

static const char *
text_of (LandlineEvent *event)
{
  return landline_content_get_text (
      landline_message_get_content (landline_event_get_message (event)));
}

static void
test_inbox (RestFixture *fixture, gconstpointer data)
{
  g_autofree char *ann = NULL;
  g_autofree char *bob = NULL;
  g_autofree char *ack = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) rest = NULL;
  g_autofree char *query = NULL;
  g_autoptr (RestAnswer) acked = NULL;
  gint64 cursor = 0, last = 0;
  gboolean more = FALSE;
  guint n_messages = 0;

  rest_fixture_start (fixture);
  ann = rest_fixture_register (fixture, "101", "Ann");
  bob = rest_fixture_register (fixture, "102", "Bob");
  send_text (fixture, ann, "102", "one");
  send_text (fixture, ann, "102", "two");
  send_text (fixture, ann, "102", "three");

  all = read_inbox (fixture, bob, "?user_id=102", &last, &more);
  g_assert_false (more);
  for (guint i = 0; i < all->len; i++)
    n_messages += landline_event_get_kind (all->pdata[i]) == LANDLINE_EVENT_MESSAGE;
  g_assert_cmpuint (n_messages, ==, 3);
  g_assert_cmpstr (text_of (all->pdata[all->len - 1]), ==, "three");
  g_assert_cmpint (landline_event_get_cursor (all->pdata[all->len - 1]), ==, last);

  first = read_inbox (fixture, bob, "?limit=1", &cursor, &more);
  g_assert_cmpuint (first->len, ==, 1);
  g_assert_true (more);
  query = g_strdup_printf ("?cursor=%" G_GINT64_FORMAT, cursor);
  rest = read_inbox (fixture, bob, query, &cursor, &more);
  g_assert_cmpuint (rest->len, ==, all->len - 1);
  g_assert_cmpint (cursor, ==, last);

  ack = g_strdup_printf ("{\"cursor\":%" G_GINT64_FORMAT "}", last);
  acked = rest_fixture_call (fixture, "POST", "/v1/acks", bob, ack);
  g_assert_cmpuint (acked->status, ==, 200);
  g_assert_cmpstr (acked->text, ==, ack);
  g_clear_pointer (&rest, g_ptr_array_unref);
  rest = read_inbox (fixture, bob, "", &cursor, &more);
  g_assert_cmpuint (rest->len, ==, 0);
}

static void
test_inbox_refused (RestFixture *fixture, gconstpointer data)
{
  static const char *const queries[] = { "?cursor=x",  "?cursor=-1", "?limit=0",
                                         "?limit=501", "?limit=1e3", "?cursor=9007199254740992",
                                         "?limit=" };
  g_autofree char *ann = NULL;
  g_autoptr (RestAnswer) foreign = NULL;
  g_autoptr (RestAnswer) ack = NULL;

  rest_fixture_start (fixture);
  ann = rest_fixture_register (fixture, "101", "Ann");
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *path = g_strconcat ("/v1/messages", queries[i], NULL);
      g_autoptr (RestAnswer) answer = rest_fixture_call (fixture, "GET", path, ann, NULL);

      g_test_message ("%s", path);
      rest_answer_assert_refused (answer, 400, LANDLINE_ERROR_BAD_FRAME);
    }
  foreign = rest_fixture_call (fixture, "GET", "/v1/messages?user_id=102", ann, NULL);
  rest_answer_assert_refused (foreign, 403, LANDLINE_ERROR_UNAUTHORIZED);
  ack = rest_fixture_call (fixture, "POST", "/v1/acks", ann, "{\"cursor\":\"x\"}");
  rest_answer_assert_refused (ack, 400, LANDLINE_ERROR_BAD_FRAME);
}

static void
test_users (RestFixture *fixture, gconstpointer data)
{
  g_autofree char *ann = NULL;
  g_autofree char *bob = NULL;
  g_autoptr (RestAnswer) list = NULL;
  g_autoptr (RestAnswer) one = NULL;
  g_autoptr (RestAnswer) encoded = NULL;
  g_autoptr (RestAnswer) none = NULL;
  g_autoptr (RestAnswer) odd = NULL;
  g_autoptr (GPtrArray) users = NULL;
  g_autoptr (LandlineUser) user = NULL;

  rest_fixture_start (fixture);
  ann = rest_fixture_register (fixture, "+15550101", "Ann");
  bob = rest_fixture_register (fixture, "102", "Bob");
  list = rest_fixture_call (fixture, "GET", "/v1/users", ann, NULL);
  users = landline_rest_parse_users (list->text, list->length, NULL);
  g_assert_cmpuint (users->len, ==, 2);

  one = rest_fixture_call (fixture, "GET", "/v1/users/+15550101", bob, NULL);
  user = landline_rest_parse_user (one->text, one->length, NULL);
  g_assert_cmpstr (landline_user_get_name (user), ==, "Ann");
  encoded = rest_fixture_call (fixture, "GET", "/v1/users/%2B15550101", bob, NULL);
  g_assert_cmpuint (encoded->status, ==, 200);
  none = rest_fixture_call (fixture, "GET", "/v1/users/199", bob, NULL);
  rest_answer_assert_refused (none, 404, LANDLINE_ERROR_NOT_FOUND);
  odd = rest_fixture_call (fixture, "GET", "/v1/users/Robert'%29", bob, NULL);
  rest_answer_assert_refused (odd, 404, LANDLINE_ERROR_NOT_FOUND);
}

static void
test_profile (RestFixture *fixture, gconstpointer data)
{
  g_autofree char *ann = NULL;
  g_autoptr (RestAnswer) changed = NULL;
  g_autoptr (RestAnswer) removed = NULL;
  g_autoptr (RestAnswer) bad = NULL;
  g_autoptr (LandlineUser) user = NULL;
  g_autoptr (LandlineUser) after = NULL;

  rest_fixture_start (fixture);
  ann = rest_fixture_register (fixture, "101", "Ann");
  changed = rest_fixture_call (fixture, "PATCH", "/v1/me", ann,
                               "{\"name\":\"Anna\",\"about\":\"At sea\"}");
  g_assert_cmpuint (changed->status, ==, 200);
  user = landline_rest_parse_user (changed->text, changed->length, NULL);
  g_assert_cmpstr (landline_user_get_name (user), ==, "Anna");
  g_assert_cmpstr (landline_user_get_about (user), ==, "At sea");

  removed = rest_fixture_call (fixture, "PATCH", "/v1/me", ann, "{\"about\":\"\"}");
  after = landline_rest_parse_user (removed->text, removed->length, NULL);
  g_assert_cmpstr (landline_user_get_name (after), ==, "Anna");
  g_assert_null (landline_user_get_about (after));
  bad = rest_fixture_call (fixture, "PATCH", "/v1/me", ann, "{\"name\":\"\"}");
  rest_answer_assert_refused (bad, 400, LANDLINE_ERROR_BAD_FRAME);
}

static char *
get_conversation (RestFixture *fixture, const char *token)
{
  g_autoptr (RestAnswer) list = rest_fixture_call (fixture, "GET", "/v1/conversations", token,
                                                   NULL);
  g_autoptr (GPtrArray) conversations = NULL;
  g_autoptr (GError) error = NULL;

  conversations = landline_rest_parse_conversations (list->text, list->length, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (conversations->len, ==, 1);

  return g_strdup (landline_conversation_get_id (conversations->pdata[0]));
}

static void
test_conversations (RestFixture *fixture, gconstpointer data)
{
  g_autofree char *ann = NULL;
  g_autofree char *bob = NULL;
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autofree char *messages_path = NULL;
  g_autofree char *receipts_path = NULL;
  g_autoptr (RestAnswer) one = NULL;
  g_autoptr (RestAnswer) page = NULL;
  g_autoptr (RestAnswer) marks = NULL;
  g_autoptr (LandlineConversation) conversation = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (GPtrArray) receipts = NULL;
  gboolean more = FALSE;

  rest_fixture_start (fixture);
  ann = rest_fixture_register (fixture, "101", "Ann");
  bob = rest_fixture_register (fixture, "102", "Bob");
  send_text (fixture, ann, "102", "one");
  send_text (fixture, bob, "101", "two");
  send_text (fixture, ann, "102", "three");
  id = get_conversation (fixture, bob);

  path = g_strconcat ("/v1/conversations/", id, NULL);
  one = rest_fixture_call (fixture, "GET", path, bob, NULL);
  conversation = landline_rest_parse_conversation (one->text, one->length, NULL);
  g_assert_cmpint (landline_conversation_get_last_seq (conversation), ==, 3);
  g_assert_cmpstr (landline_conversation_get_other (conversation, "102"), ==, "101");

  messages_path = g_strconcat (path, "/messages?before=3&limit=1", NULL);
  page = rest_fixture_call (fixture, "GET", messages_path, bob, NULL);
  messages = landline_rest_parse_messages (page->text, page->length, &more, NULL);
  g_assert_cmpuint (messages->len, ==, 1);
  g_assert_cmpint (landline_message_get_seq (messages->pdata[0]), ==, 2);
  g_assert_true (more);

  receipts_path = g_strconcat (path, "/receipts", NULL);
  marks = rest_fixture_call (fixture, "GET", receipts_path, bob, NULL);
  receipts = landline_rest_parse_receipts (marks->text, marks->length, NULL);
  g_assert_cmpuint (receipts->len, ==, 2);
}

static void
test_conversations_of_others (RestFixture *fixture, gconstpointer data)
{
  static const char *const tails[] = { "", "/messages", "/receipts" };
  g_autofree char *ann = NULL;
  g_autofree char *bob = NULL;
  g_autofree char *eve = NULL;
  g_autofree char *id = NULL;
  g_autofree char *body = NULL;
  g_autoptr (RestAnswer) none = NULL;
  g_autoptr (RestAnswer) sent = NULL;

  rest_fixture_start (fixture);
  ann = rest_fixture_register (fixture, "101", "Ann");
  bob = rest_fixture_register (fixture, "102", "Bob");
  eve = rest_fixture_register (fixture, "103", "Eve");
  send_text (fixture, ann, "102", "one");
  id = get_conversation (fixture, ann);

  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      g_autofree char *path = g_strconcat ("/v1/conversations/", id, tails[i], NULL);
      g_autofree char *odd = g_strconcat ("/v1/conversations/101", tails[i], NULL);
      g_autoptr (RestAnswer) answer = rest_fixture_call (fixture, "GET", path, eve, NULL);
      g_autoptr (RestAnswer) odd_answer = rest_fixture_call (fixture, "GET", odd, eve, NULL);

      g_test_message ("%s", path);
      rest_answer_assert_refused (answer, 404, LANDLINE_ERROR_NOT_FOUND);
      rest_answer_assert_refused (odd_answer, 404, LANDLINE_ERROR_NOT_FOUND);
    }
  none = rest_fixture_call (fixture, "GET", "/v1/conversations", eve, NULL);
  g_assert_cmpstr (none->text, ==, "{\"conversations\":[]}");
  body = g_strdup_printf ("{\"receiver_id\":\"%s\",\"type\":\"text\",\"text\":\"x\"}", id);
  sent = rest_fixture_call (fixture, "POST", "/v1/messages", eve, body);
  g_assert_cmpuint (sent->status, >=, 403);
  g_assert_cmpuint (sent->status, <=, 404);
}

/* What libsoup would make of a request's head and body. */
static void
test_refused_by_its_head (RestFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *head;
    const char *status;
    gboolean ends;
  } cases[] = {
    { "POST /v1/register HTTP/1.1\r\nTransfer-Encoding: chunked\r\n", " 400 ", TRUE },
    { "POST /v1/register HTTP/1.1\r\nContent-Length: 104857601\r\n", " 413 ", TRUE },
    { "POST /v1/register HTTP/1.1\r\nContent-Length: 65537\r\nExpect: 100-continue\r\n", " 413 ",
      TRUE },
    { "POST /v1/register HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 7\r\n", " 400 ", TRUE },
    { "POST /v1/nothing HTTP/1.1\r\nContent-Length: 104857601\r\n", " 404 ", TRUE },
    { "POST /v1/messages HTTP/1.1\r\nContent-Length: 65000\r\nExpect: 100-continue\r\n", " 401 ",
      FALSE },
    { "POST /v1/media?type=document HTTP/1.1\r\nContent-Length: 104857600\r\n", " 401 ", TRUE },
    { "GET /v1/server HTTP/1.1\r\nRange: bytes=0-3\r\n", " 200 ", FALSE },
    { "POST /v1/register HTTP/1.1\r\n", " 400 ", FALSE },
  };

  rest_fixture_start (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *request = g_strconcat (cases[i].head, "Host: localhost\r\n\r\n", NULL);
      g_autofree char *answer = NULL;
      gint64 start = g_get_monotonic_time ();

      g_test_message ("%s", cases[i].head);
      answer = rest_fixture_exchange (fixture, request, FALSE);
      g_assert_nonnull (strstr (answer, cases[i].status));
      g_assert_true ((strstr (answer, "Connection: close") != NULL) == cases[i].ends);
      g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_TIME_SPAN_SECOND);
    }
}

static void
test_body_at_the_limit (RestFixture *fixture, gconstpointer data)
{
  g_autofree char *padding = g_strnfill (65536 - strlen ("{\"phone\":\"101\",\"name\":\"Ann\"}"),
                                         ' ');
  g_autofree char *at_limit = g_strconcat ("{\"phone\":\"101\",\"name\":\"Ann\"}", padding, NULL);
  g_autofree char *past_limit = g_strconcat (at_limit, " ", NULL);
  g_autoptr (RestAnswer) taken = NULL;
  g_autoptr (RestAnswer) refused = NULL;

  rest_fixture_start (fixture);
  refused = rest_fixture_call (fixture, "POST", "/v1/register", NULL, past_limit);
  rest_answer_assert_refused (refused, 413, LANDLINE_ERROR_TOO_LARGE);
  taken = rest_fixture_call (fixture, "POST", "/v1/register", NULL, at_limit);
  g_assert_cmpuint (taken->status, ==, 201);
}

#define REST_TEST(path, function)                                                                  \
  g_test_add (path, RestFixture, NULL, rest_fixture_set_up, function, rest_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  REST_TEST ("/server/rest/server-info", test_server_info);
  REST_TEST ("/server/rest/health", test_health);
  REST_TEST ("/server/rest/unknown", test_unknown);
  REST_TEST ("/server/rest/wrong-method", test_wrong_method);
  REST_TEST ("/server/rest/authentication", test_authentication);
  REST_TEST ("/server/rest/register", test_register);
  REST_TEST ("/server/rest/register/without-invite", test_register_without_invite);
  REST_TEST ("/server/rest/register/too-often", test_register_too_often);
  REST_TEST ("/server/rest/send", test_send);
  REST_TEST ("/server/rest/send/refused", test_send_refused);
  REST_TEST ("/server/rest/inbox", test_inbox);
  REST_TEST ("/server/rest/inbox/refused", test_inbox_refused);
  REST_TEST ("/server/rest/users", test_users);
  REST_TEST ("/server/rest/profile", test_profile);
  REST_TEST ("/server/rest/conversations", test_conversations);
  REST_TEST ("/server/rest/conversations/of-others", test_conversations_of_others);
  REST_TEST ("/server/rest/refused-by-its-head", test_refused_by_its_head);
  REST_TEST ("/server/rest/body-at-the-limit", test_body_at_the_limit);

  return g_test_run ();
}
