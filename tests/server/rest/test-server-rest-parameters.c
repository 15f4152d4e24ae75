/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-limits.h"
#include "landline-rest-reply.h"
#include "rest-fixture.h"
#include "server-rest-route.h"

/* What comes with a call: the route it is, numbers in the address, fields of a body. */

static const struct
{
  const char *method;
  const char *path;
  const char *route;
  const char *parameter;
  const char *allowed;
} routes[] = {
  { "GET", "/v1/server", "/v1/server", NULL, NULL },
  { "HEAD", "/v1/server", "/v1/server", NULL, NULL },
  { "POST", "/v1/server", NULL, NULL, "GET, HEAD" },
  { "get", "/v1/server", NULL, NULL, "GET, HEAD" },
  { "POST", "/v1/messages", "/v1/messages", NULL, NULL },
  { "HEAD", "/v1/messages", "/v1/messages", NULL, NULL },
  { "DELETE", "/messages", NULL, NULL, "POST, GET, HEAD" },
  { "HEAD", "/v1/register", NULL, NULL, "POST" },
  { "GET", "/v1/acks", NULL, NULL, "POST" },
  { "PATCH", "/v1/me", "/v1/me", NULL, NULL },
  { "PUT", "/v1/me", NULL, NULL, "GET, HEAD, PATCH" },
  { "GET", "/v1/users/101", "/v1/users/{}", "101", NULL },
  { "GET", "/v1/users/{}", "/v1/users/{}", "{}", NULL },
  { "GET", "/v1/users/..", "/v1/users/{}", "..", NULL },
  { "POST", "/v1/users/101", NULL, NULL, "GET, HEAD" },
  { "GET", "/v1/users/", NULL, NULL, NULL },
  { "GET", "/v1/users/101/", NULL, NULL, NULL },
  { "GET", "/v1/users//", NULL, NULL, NULL },
  { "GET", "/v1/users/101/receipts", NULL, NULL, NULL },
  { "GET", "/v1/conversations/c_1", "/v1/conversations/{}", "c_1", NULL },
  { "PATCH", "/v1/conversations/c_1", "/v1/conversations/{}", "c_1", NULL },
  { "GET", "/v1/conversations/c_1/messages", "/v1/conversations/{}/messages", "c_1", NULL },
  { "GET", "/v1/conversations/c_1/receipts", "/v1/conversations/{}/receipts", "c_1", NULL },
  { "GET", "/v1/conversations//messages", NULL, NULL, NULL },
  { "GET", "/v1/conversations/c_1/message", NULL, NULL, NULL },
  { "GET", "/v1/conversations/c_1/messages/", NULL, NULL, NULL },
  { "GET", "/v1/conversations/c_1/messages/7", NULL, NULL, NULL },
  { "POST", "/v1/conversations/c_1/messages", NULL, NULL, "GET, HEAD" },
  { "POST", "/v1/groups", "/v1/groups", NULL, NULL },
  { "PATCH", "/v1/groups/c_1", "/v1/groups/{}", "c_1", NULL },
  { "GET", "/v1/groups/c_1", NULL, NULL, "PATCH" },
  { "PUT", "/v1/groups/c_1/members/102", "/v1/groups/{}/members/{}", "c_1 102", NULL },
  { "DELETE", "/v1/groups/c_1/members/+1", "/v1/groups/{}/members/{}", "c_1 +1", NULL },
  { "POST", "/v1/groups/c_1/members/102", NULL, NULL, "PUT, DELETE" },
  { "PUT", "/v1/groups/c_1/members/", NULL, NULL, NULL },
  { "PUT", "/v1/groups/c_1/members", NULL, NULL, NULL },
  { "PUT", "/v1/groups//members/102", NULL, NULL, NULL },
  { "PUT", "/v1/groups/c_1/members/102/x", NULL, NULL, NULL },
  { "GET", "/v1/statuses", "/v1/statuses", NULL, NULL },
  { "PATCH", "/v1/statuses", NULL, NULL, "POST, GET, HEAD" },
  { "DELETE", "/v1/statuses/s_1", "/v1/statuses/{}", "s_1", NULL },
  { "POST", "/v1/statuses/s_1/views", "/v1/statuses/{}/views", "s_1", NULL },
  { "DELETE", "/v1/statuses/s_1/views", NULL, NULL, "POST, GET, HEAD" },
  { "GET", "/V1/server", NULL, NULL, NULL },
  { "GET", "/v1/server?x", NULL, NULL, NULL },
  { "GET", "", NULL, NULL, NULL },
  { "", "/v1/server", NULL, NULL, "GET, HEAD" },
};

static void
test_routes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      const ServerRestRoute *route;
      g_auto (GStrv) parameters = NULL;
      g_autofree char *joined = NULL;
      g_autofree char *allowed = NULL;

      g_test_message ("%s %s", routes[i].method, routes[i].path);
      route = server_rest_route_find (routes[i].method, routes[i].path, &parameters, &allowed);
      g_assert_cmpstr (route != NULL ? route->path : NULL, ==, routes[i].route);
      joined = parameters != NULL && parameters[0] != NULL ? g_strjoinv (" ", parameters) : NULL;
      g_assert_cmpstr (joined, ==, routes[i].parameter);
      g_assert_cmpstr (allowed, ==, routes[i].allowed);
    }
}

typedef struct
{
  RestFixture rest;
  char *ann;
  char *bob;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  rest_fixture_set_up (&fixture->rest, data);
  rest_fixture_start (&fixture->rest);
  fixture->ann = rest_fixture_register (&fixture->rest, "101", "Ann");
  fixture->bob = rest_fixture_register (&fixture->rest, "102", "Bob");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->ann);
  g_free (fixture->bob);
  rest_fixture_tear_down (&fixture->rest, data);
}

static char *
send_text (Fixture *fixture, const char *token, const char *receiver, const char *text)
{
  g_autofree char *body = g_strdup_printf (
      "{\"receiver_id\":\"%s\",\"type\":\"text\",\"text\":\"%s\"}", receiver, text);
  g_autoptr (RestAnswer) answer = rest_fixture_call (&fixture->rest, "POST", "/v1/messages", token,
                                                     body);
  LandlineSent sent;

  g_assert_cmpuint (answer->status, ==, 201);
  g_assert_true (landline_rest_parse_sent (&sent, answer->text, answer->length, NULL));
  return g_strdup (sent.conversation);
}

typedef struct
{
  const char *query;
  guint status;
} Query;

static void
assert_queries (Fixture *fixture, const char *path, const Query *queries, guint n_queries)
{
  for (guint i = 0; i < n_queries; i++)
    {
      g_autofree char *whole = g_strconcat (path, queries[i].query, NULL);
      g_autoptr (RestAnswer) answer = rest_fixture_call (&fixture->rest, "GET", whole, fixture->bob,
                                                         NULL);

      if (answer->status != queries[i].status)
        g_error ("%s: %u instead of %u: %s", whole, answer->status, queries[i].status,
                 answer->text);
      if (queries[i].status == 400)
        rest_answer_assert_refused (answer, 400, LANDLINE_ERROR_BAD_FRAME);
    }
}

static void
test_inbox_numbers (Fixture *fixture, gconstpointer data)
{
  static const Query queries[] = {
    { "?cursor=0", 200 },
    { "?cursor=9007199254740991", 200 },
    { "?cursor=9007199254740992", 400 },
    { "?cursor=99999999999999999999999", 400 },
    { "?cursor=-1", 400 },
    { "?cursor=", 400 },
    { "?cursor=1.5", 400 },
    { "?cursor=0x10", 400 },
    { "?cursor=%201", 400 },
    { "?cursor=one", 400 },
    { "?limit=1", 200 },
    { "?limit=" G_STRINGIFY (LANDLINE_LIMIT_PAGE), 200 },
    { "?limit=0", 400 },
    { "?limit=-1", 400 },
    { "?limit=1000000", 400 },
    { "?limit=4294967297", 400 },
    { "?limit=", 400 },
    { "?nobody=asked", 200 },
    { "?user_id=102&cursor=0&limit=1&x=", 200 },
  };
  g_autofree char *conversation = send_text (fixture, fixture->ann, "102", "one");

  assert_queries (fixture, "/v1/messages", queries, G_N_ELEMENTS (queries));
}

static void
test_history_numbers (Fixture *fixture, gconstpointer data)
{
  static const Query queries[] = {
    { "", 200 },
    { "?before=1", 200 },
    { "?before=9007199254740991", 200 },
    { "?before=0", 400 },
    { "?before=-1", 400 },
    { "?before=9007199254740992", 400 },
    { "?before=last", 400 },
    { "?limit=1", 200 },
    { "?limit=0", 400 },
    { "?limit=999999", 400 },
    { "?before=2&limit=x", 400 },
  };
  g_autofree char *conversation = send_text (fixture, fixture->ann, "102", "one");
  g_autofree char *path = g_strdup_printf ("/v1/conversations/%s/messages", conversation);

  assert_queries (fixture, path, queries, G_N_ELEMENTS (queries));
}

/* Page by page backwards: nothing twice, nothing left out, and `more` ends with the first. */
static void
test_history_pages (Fixture *fixture, gconstpointer data)
{
  const guint n = 7;
  g_autofree char *conversation = NULL;
  gint64 expected = n;
  gboolean more = TRUE;
  guint n_pages = 0;

  for (guint i = 0; i < n; i++)
    {
      g_free (conversation);
      conversation = send_text (fixture, fixture->ann, "102", "x");
    }

  while (more)
    {
      g_autofree char *path =
          g_strdup_printf ("/v1/conversations/%s/messages?limit=3&before=%" G_GINT64_FORMAT,
                           conversation, expected + 1);
      g_autoptr (RestAnswer) answer = rest_fixture_call (&fixture->rest, "GET", path, fixture->bob,
                                                         NULL);
      g_autoptr (GPtrArray) messages = NULL;

      messages = landline_rest_parse_messages (answer->text, answer->length, &more, NULL);
      g_assert_nonnull (messages);
      g_assert_cmpuint (messages->len, >, 0);
      for (guint i = 0; i < messages->len; i++)
        g_assert_cmpint (landline_message_get_seq (messages->pdata[i]), ==, expected--);
      n_pages++;
    }
  g_assert_cmpint (expected, ==, 0);
  g_assert_cmpuint (n_pages, ==, 3);
}

static void
test_ack_bodies (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *body;
    guint status;
  } cases[] = {
    { "", 400 },
    { "{}", 400 },
    { "7", 400 },
    { "{\"cursor\":null}", 400 },
    { "{\"cursor\":\"1\"}", 400 },
    { "{\"cursor\":1.5}", 400 },
    { "{\"cursor\":-1}", 400 },
    { "{\"cursor\":9007199254740992}", 400 },
    { "{\"cursor\":1}", 200 },
    { "{\"cursor\":1,\"more\":true}", 200 },
    { "{\"cursor\":0}", 200 },
  };
  g_autofree char *conversation = send_text (fixture, fixture->ann, "102", "one");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RestAnswer) answer = rest_fixture_call (&fixture->rest, "POST", "/v1/acks",
                                                         fixture->bob, cases[i].body);

      g_test_message ("%s", cases[i].body);
      g_assert_cmpuint (answer->status, ==, cases[i].status);
      if (cases[i].status == 400)
        rest_answer_assert_refused (answer, 400, LANDLINE_ERROR_BAD_FRAME);
    }
}

/* More than there is: the answer says what there was, and later mail is still unread. */
static void
test_ack_beyond_the_end (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = send_text (fixture, fixture->ann, "102", "one");
  g_autoptr (RestAnswer) acked = NULL;
  g_autoptr (RestAnswer) inbox = NULL;
  g_autofree char *second = NULL;

  acked = rest_fixture_call (&fixture->rest, "POST", "/v1/acks", fixture->bob,
                             "{\"cursor\":9007199254740991}");
  g_assert_null (strstr (acked->text, "9007199254740991"));
  second = send_text (fixture, fixture->ann, "102", "after");
  inbox = rest_fixture_call (&fixture->rest, "GET", "/v1/messages", fixture->bob, NULL);
  g_assert_nonnull (strstr (inbox->text, "\"text\":\"after\""));
}

static void
test_register_bodies (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *body;
    guint status;
  } cases[] = {
    { "{\"name\":\"X\"}", 400 },
    { "{\"phone\":\"201\"}", 400 },
    { "{\"phone\":201,\"name\":\"X\"}", 400 },
    { "{\"phone\":\"1\",\"name\":\"X\"}", 400 },
    { "{\"phone\":\"1234567\",\"name\":\"X\"}", 400 },
    { "{\"phone\":\"+12345\",\"name\":\"X\"}", 400 },
    { "{\"phone\":\"+1234567890123456\",\"name\":\"X\"}", 400 },
    { "{\"phone\":\"+1555 0199\",\"name\":\"X\"}", 400 },
    { "{\"phone\":\"+155501a9\",\"name\":\"X\"}", 400 },
    { "{\"phone\":\"\",\"name\":\"X\"}", 400 },
    { "{\"phone\":\"201\",\"name\":\"\"}", 400 },
    { "{\"phone\":\"201\",\"name\":null}", 400 },
    { "{\"phone\":\"201\",\"name\":[\"X\"]}", 400 },
    { "{\"phone\":\"201\",\"name\":\"X\"}{}", 400 },
    { "{\"phone\":\"201\",\"name\":\"X\"", 400 },
    { "{\"phone\":\"12\",\"name\":\"X\"}", 201 },
    { "{\"phone\":\"123456\",\"name\":\"X\"}", 201 },
    { "{\"phone\":\"+123456\",\"name\":\"X\"}", 201 },
    { "{\"phone\":\"+123456789012345\",\"name\":\"X\",\"unknown\":{}}", 201 },
    { "{\"phone\":\"101\",\"name\":\"X\"}", 409 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RestAnswer) answer = rest_fixture_call (&fixture->rest, "POST", "/v1/register",
                                                         NULL, cases[i].body);

      if (answer->status != cases[i].status)
        g_error ("%s: %u instead of %u: %s", cases[i].body, answer->status, cases[i].status,
                 answer->text);
    }
}

/* At the limit of a name and one past it, here and in a change. */
static void
test_name_limit (Fixture *fixture, gconstpointer data)
{
  g_autofree char *longest = g_strnfill (LANDLINE_LIMIT_NAME, 'n');
  g_autofree char *register_taken = g_strdup_printf ("{\"phone\":\"301\",\"name\":\"%s\"}",
                                                     longest);
  g_autofree char *register_refused = g_strdup_printf ("{\"phone\":\"302\",\"name\":\"%sn\"}",
                                                       longest);
  g_autofree char *change_taken = g_strdup_printf ("{\"name\":\"%s\"}", longest);
  g_autofree char *change_refused = g_strdup_printf ("{\"name\":\"%sn\"}", longest);
  const struct
  {
    const char *method;
    const char *path;
    const char *body;
    gboolean taken;
  } cases[] = {
    { "POST", "/v1/register", register_taken, TRUE },
    { "POST", "/v1/register", register_refused, FALSE },
    { "PATCH", "/v1/me", change_refused, FALSE },
    { "PATCH", "/v1/me", change_taken, TRUE },
  };
  g_autoptr (RestAnswer) me = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RestAnswer) answer = rest_fixture_call (&fixture->rest, cases[i].method,
                                                         cases[i].path, fixture->ann,
                                                         cases[i].body);

      g_test_message ("%u: %u", i, answer->status);
      g_assert_true ((answer->status < 300) == cases[i].taken);
      g_assert_cmpuint (answer->status, <, 500);
    }
  me = rest_fixture_call (&fixture->rest, "GET", "/v1/me", fixture->ann, NULL);
  g_assert_nonnull (strstr (me->text, longest));
}

static void
test_profile_bodies (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *body;
    guint status;
  } cases[] = {
    { "{\"about\":7}", 400 },
    { "{\"name\":7}", 400 },
    { "[]", 400 },
    { "{\"avatar\":\"m_none\"}", 404 },
    { "{\"name\":\"Anna\",\"avatar\":\"m_none\"}", 404 },
  };
  g_autoptr (RestAnswer) me = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RestAnswer) answer = rest_fixture_call (&fixture->rest, "PATCH", "/v1/me",
                                                         fixture->ann, cases[i].body);

      if (answer->status != cases[i].status)
        g_error ("%s: %u instead of %u: %s", cases[i].body, answer->status, cases[i].status,
                 answer->text);
    }

  /* What is refused in part is refused as a whole. */
  me = rest_fixture_call (&fixture->rest, "GET", "/v1/me", fixture->ann, NULL);
  g_assert_nonnull (strstr (me->text, "\"name\":\"Ann\""));
}

static void
test_find_names (Fixture *fixture, gconstpointer data)
{
  g_autofree char *long_name = g_strnfill (5000, 'x');
  g_autofree char *long_query = g_strconcat ("?name=", long_name, NULL);
  const Query queries[] = {
    { "", 400 },
    { "?name=", 400 },
    { "?nam=x", 400 },
    { "?name=%FF", 400 },
    { "?name=x", 200 },
    { "?name=%25", 200 },
    { "?name=x&before=", 400 },
    { "?name=x&before=1", 400 },
    { "?name=x&before=m_none", 404 },
    { "?name=..%2F..%2Fetc%2Fpasswd", 200 },
    { long_query, 413 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *path = g_strconcat ("/v1/media", queries[i].query, NULL);
      g_autoptr (RestAnswer) answer = rest_fixture_call (&fixture->rest, "GET", path, fixture->ann,
                                                         NULL);

      if (answer->status != queries[i].status)
        g_error ("%s: %u instead of %u: %s", path, answer->status, queries[i].status, answer->text);
      if (answer->status == 200)
        g_assert_cmpstr (answer->text, ==, "{\"media\":[],\"more\":false}");
    }
}

#define PARAMETER_TEST(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/rest/parameters/routes", test_routes);
  PARAMETER_TEST ("/server/rest/parameters/inbox-numbers", test_inbox_numbers);
  PARAMETER_TEST ("/server/rest/parameters/history-numbers", test_history_numbers);
  PARAMETER_TEST ("/server/rest/parameters/history-pages", test_history_pages);
  PARAMETER_TEST ("/server/rest/parameters/ack-bodies", test_ack_bodies);
  PARAMETER_TEST ("/server/rest/parameters/ack-beyond-the-end", test_ack_beyond_the_end);
  PARAMETER_TEST ("/server/rest/parameters/register-bodies", test_register_bodies);
  PARAMETER_TEST ("/server/rest/parameters/name-limit", test_name_limit);
  PARAMETER_TEST ("/server/rest/parameters/profile-bodies", test_profile_bodies);
  PARAMETER_TEST ("/server/rest/parameters/find-names", test_find_names);

  return g_test_run ();
}
