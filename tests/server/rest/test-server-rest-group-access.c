/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-rest-reply.h"
#include "rest-fixture.h"

/* Who may do what with a group: every call on it, by everyone who may have to do with it. */

typedef enum
{
  ADMIN,
  MEMBER,
  FORMER_MEMBER,
  FORMER_ADMIN, /* was removed */
  STRANGER,     /* has an account, and a group of their own */
  N_ASKERS,
} Asker;

static const char *const numbers[] = { "101", "102", "103", "104", "105" };

typedef struct
{
  RestFixture rest;
  char *tokens[N_ASKERS];
  char *group;
  char *media;   /* sent there while all were members */
  char *later;   /* sent there after two were removed */
  char *picture; /* the group's */
} Fixture;

static RestAnswer *
call (Fixture *fixture, Asker asker, const char *method, const char *path, const char *body)
{
  return rest_fixture_call (&fixture->rest, method, path, fixture->tokens[asker], body);
}

/* {g}, {m}, {l} and {p} stand for the group, the files and the picture. */
static char *
fill_in (Fixture *fixture, const char *text)
{
  g_autoptr (GString) filled = text != NULL ? g_string_new (text) : NULL;

  if (filled == NULL)
    return NULL;
  if (fixture->group != NULL)
    g_string_replace (filled, "{g}", fixture->group, 0);
  if (fixture->media != NULL)
    g_string_replace (filled, "{m}", fixture->media, 0);
  if (fixture->later != NULL)
    g_string_replace (filled, "{l}", fixture->later, 0);
  if (fixture->picture != NULL)
    g_string_replace (filled, "{p}", fixture->picture, 0);
  return g_string_free_and_steal (g_steal_pointer (&filled));
}

static RestAnswer *
ask (Fixture *fixture, Asker asker, const char *method, const char *path, const char *body)
{
  g_autofree char *where = fill_in (fixture, path);
  g_autofree char *what = fill_in (fixture, body);

  return call (fixture, asker, method, where, what);
}

static void
assert_done (Fixture *fixture,
             Asker asker,
             const char *method,
             const char *path,
             const char *body,
             guint status)
{
  g_autoptr (RestAnswer) answer = ask (fixture, asker, method, path, body);

  if (answer->status != status)
    g_error ("%s %s: %u: %s", method, path, answer->status, answer->text);
}

static char *
upload (Fixture *fixture, Asker asker, const char *name)
{
  g_autofree char *path = g_strdup_printf ("/v1/media?type=document&name=%s", name);
  g_autoptr (SoupMessage) message = rest_fixture_message (&fixture->rest, "POST", path);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("0123456789", 10);
  g_autoptr (RestAnswer) answer = rest_fixture_send (&fixture->rest, message,
                                                     fixture->tokens[asker], "text/plain", bytes);
  g_autoptr (LandlineMedia) media = landline_rest_parse_media (answer->text, answer->length, NULL);

  g_assert_nonnull (media);
  return g_strdup (landline_media_get_id (media));
}

static void
make_group (Fixture *fixture)
{
  g_autoptr (LandlineConversation) group = NULL;
  g_autoptr (RestAnswer) made = NULL;

  made = call (fixture, ADMIN, "POST", "/v1/groups",
               "{\"id\":\"01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c8d\",\"name\":\"Secret walk\","
               "\"members\":[\"102\",\"103\",\"104\"]}");
  group = landline_rest_parse_conversation (made->text, made->length, NULL);
  g_assert_nonnull (group);
  fixture->group = g_strdup (landline_conversation_get_id (group));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  rest_fixture_set_up (&fixture->rest, data);
  rest_fixture_start (&fixture->rest);
  for (guint i = 0; i < N_ASKERS; i++)
    fixture->tokens[i] = rest_fixture_register (&fixture->rest, numbers[i], "Ann Secret");
  make_group (fixture);
  fixture->media = upload (fixture, ADMIN, "secret-plan.txt");
  fixture->later = upload (fixture, ADMIN, "secret-later.txt");
  fixture->picture = upload (fixture, ADMIN, "secret-face.txt");
  assert_done (fixture, ADMIN, "PUT", "/v1/groups/{g}/members/104", "{\"role\":\"admin\"}", 200);
  assert_done (fixture, ADMIN, "POST", "/v1/messages",
               "{\"receiver_id\":\"{g}\",\"type\":\"document\",\"document\":\"{m}\"}", 201);
  assert_done (fixture, ADMIN, "DELETE", "/v1/groups/{g}/members/103", NULL, 200);
  assert_done (fixture, ADMIN, "DELETE", "/v1/groups/{g}/members/104", NULL, 200);
  assert_done (fixture, ADMIN, "POST", "/v1/messages",
               "{\"receiver_id\":\"{g}\",\"type\":\"document\",\"document\":\"{l}\"}", 201);
  assert_done (fixture, ADMIN, "PATCH", "/v1/groups/{g}", "{\"picture\":\"{p}\"}", 200);
  assert_done (fixture, STRANGER, "POST", "/v1/groups",
               "{\"id\":\"01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c8d\",\"name\":\"Mine\"}", 201);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < N_ASKERS; i++)
    g_free (fixture->tokens[i]);
  g_free (fixture->group);
  g_free (fixture->media);
  g_free (fixture->later);
  g_free (fixture->picture);
  rest_fixture_tear_down (&fixture->rest, data);
}

typedef struct
{
  const char *method;
  const char *path;
  const char *body;
  guint status[N_ASKERS];
} Call;

/* In this order: what an administrator does is done. */
static const Call calls[] = {
  { "GET", "/v1/conversations/{g}", NULL, { 200, 200, 403, 403, 404 } },
  { "GET", "/v1/conversations/{g}/messages", NULL, { 200, 200, 403, 403, 404 } },
  { "GET", "/v1/conversations/{g}/receipts", NULL, { 200, 200, 403, 403, 404 } },
  { "GET", "/v1/media/{m}", NULL, { 200, 200, 404, 404, 404 } },
  { "GET", "/v1/media/{l}", NULL, { 200, 200, 404, 404, 404 } },
  { "GET", "/v1/media/{p}", NULL, { 200, 200, 404, 404, 404 } },
  { "POST",
    "/v1/messages",
    "{\"receiver_id\":\"{g}\",\"type\":\"text\",\"text\":\"x\"}",
    { 201, 201, 403, 403, 404 } },
  { "PATCH", "/v1/groups/{g}", "{\"name\":\"Secret hike\"}", { 200, 403, 403, 403, 404 } },
  { "PATCH", "/v1/groups/{g}", "{\"who_may_send\":\"all\"}", { 200, 403, 403, 403, 404 } },
  { "PATCH", "/v1/groups/{g}", "{\"picture\":\"{l}\"}", { 200, 403, 403, 403, 404 } },
  { "PATCH", "/v1/conversations/{g}", "{\"disappear\":86400}", { 200, 403, 403, 403, 404 } },
  { "PUT", "/v1/groups/{g}/members/102", "{\"role\":\"admin\"}", { 200, 403, 403, 403, 404 } },
  { "PUT", "/v1/groups/{g}/members/102", "{\"role\":\"member\"}", { 200, 403, 403, 403, 404 } },
  { "PUT", "/v1/groups/{g}/members/105", NULL, { 200, 403, 403, 403, 404 } },
  { "DELETE", "/v1/groups/{g}/members/105", NULL, { 200, 403, 403, 403, 404 } },
  { "DELETE", "/v1/groups/{g}/members/101", NULL, { 200, 403, 403, 403, 404 } },
  /* What is not there, and what is of another kind. */
  { "PATCH", "/v1/groups/c_none", "{\"name\":\"x\"}", { 404, 404, 404, 404, 404 } },
  { "PUT", "/v1/groups/c_none/members/102", NULL, { 404, 404, 404, 404, 404 } },
  { "DELETE", "/v1/groups/c_none/members/102", NULL, { 404, 404, 404, 404, 404 } },
  { "PATCH", "/v1/conversations/c_none", "{\"disappear\":0}", { 404, 404, 404, 404, 404 } },
  { "PATCH", "/v1/groups/102", "{\"name\":\"x\"}", { 404, 404, 404, 404, 404 } },
  { "PATCH", "/v1/groups/{m}", "{\"name\":\"x\"}", { 404, 404, 404, 404, 404 } },
};

static void
assert_refusal (Fixture *fixture, const Call *which, RestAnswer *answer)
{
  g_autofree char *path = fill_in (fixture, which->path);

  if (answer->status < 400)
    return;
  if (strstr (answer->text, "ecret") != NULL || strstr (answer->text, "Ann") != NULL ||
      strstr (answer->text, "0123456789") != NULL)
    g_error ("%s %s tells: %s", which->method, path, answer->text);
}

static void
test_asker (Fixture *fixture, gconstpointer data)
{
  Asker asker = (Asker) GPOINTER_TO_INT (data);

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr (RestAnswer) answer = ask (fixture, asker, calls[i].method, calls[i].path,
                                           calls[i].body);
      guint status = calls[i].status[asker];

      if (answer->status != status)
        g_error ("%s %s as %s: %u instead of %u: %s", calls[i].method, calls[i].path,
                 numbers[asker], answer->status, status, answer->text);
      assert_refusal (fixture, &calls[i], answer);
    }
}

static void
test_nobody (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autofree char *path = fill_in (fixture, calls[i].path);
      g_autofree char *body = fill_in (fixture, calls[i].body);
      g_autoptr (RestAnswer) answer = rest_fixture_call (&fixture->rest, calls[i].method, path,
                                                         "nonsense", body);

      g_assert_cmpuint (answer->status, ==, 401);
      assert_refusal (fixture, &calls[i], answer);
    }
}

/* To a stranger a group that is there and one that is not are the same, word for word. */
static void
test_alike (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *method;
    const char *tail;
    const char *body;
  } cases[] = {
    { "PATCH", "", "{\"name\":\"x\"}" },
    { "PUT", "/members/105", NULL },
    { "DELETE", "/members/105", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *there = g_strconcat ("/v1/groups/", fixture->group, cases[i].tail, NULL);
      g_autofree char *nowhere = g_strconcat ("/v1/groups/c_none", cases[i].tail, NULL);
      g_autoptr (RestAnswer) one = call (fixture, STRANGER, cases[i].method, there, cases[i].body);
      g_autoptr (RestAnswer) other = call (fixture, STRANGER, cases[i].method, nowhere,
                                           cases[i].body);
      g_autoptr (GString) said = g_string_new (one->text);

      g_string_replace (said, fixture->group, "c_none", 0);
      g_assert_cmpuint (one->status, ==, other->status);
      g_assert_cmpstr (said->str, ==, other->text);
    }
}

/* What a former member gets in its inbox ends with the event that says so. */
static void
test_last_event (Fixture *fixture, gconstpointer data)
{
  static const Asker former[] = { FORMER_MEMBER, FORMER_ADMIN };

  for (guint i = 0; i < G_N_ELEMENTS (former); i++)
    {
      g_autoptr (RestAnswer) answer = call (fixture, former[i], "GET", "/v1/messages?limit=500",
                                            NULL);
      g_autoptr (GPtrArray) events = NULL;
      LandlineEvent *last;
      gboolean more;
      gint64 cursor;

      events = landline_rest_parse_events (answer->text, answer->length, &cursor, &more, NULL);
      g_assert_nonnull (events);
      last = g_ptr_array_index (events, events->len - 1);
      g_assert_cmpint (landline_event_get_change_kind (last), ==, LANDLINE_CHANGE_MEMBER_REMOVED);
      g_assert_cmpstr (landline_event_get_users (last)[0], ==, numbers[former[i]]);
      g_assert_null (strstr (answer->text, fixture->later));
      g_assert_null (strstr (answer->text, fixture->picture));
      g_assert_nonnull (strstr (answer->text, fixture->media));
    }
}

/* Changes count like messages: whoever makes too many is told when to try again. */
static void
test_rate (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *method;
    const char *path;
    const char *body;
  } cases[] = {
    { "DELETE", "/v1/groups/c_none/members/102", NULL },
    { "PUT", "/v1/groups/c_none/members/102", NULL },
    { "PATCH", "/v1/groups/c_none", "{}" },
    { "PATCH", "/v1/conversations/c_none", "{}" },
    { "POST", "/v1/groups", "{\"id\":\"01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c8d\",\"name\":\"x\"}" },
    { "PATCH", "/v1/me", "{}" },
    { "POST", "/v1/statuses", "{\"id\":\"01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c8d\",\"text\":\"x\"}" },
    { "POST", "/v1/statuses/s_none/views", NULL },
    { "DELETE", "/v1/statuses/s_none", NULL },
  };

  rest_fixture_stop (&fixture->rest);
  server_config_set_limit (fixture->rest.config, SERVER_CONFIG_MESSAGES_PER_SECOND, 1);
  rest_fixture_start (&fixture->rest);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean is_refused = FALSE;

      /* A burst of ten, and what comes in while it is sent, however slow that is. */
      for (guint j = 0; j < 1000 && !is_refused; j++)
        {
          g_autoptr (RestAnswer) answer = call (fixture, MEMBER, cases[i].method, cases[i].path,
                                                cases[i].body);

          is_refused = answer->status == 429;
          if (is_refused)
            rest_answer_assert_refused (answer, 429, LANDLINE_ERROR_RATE);
        }
      g_test_message ("%s %s", cases[i].method, cases[i].path);
      g_assert_true (is_refused);
    }
}

#define ADD(path, data, function)                                                                  \
  g_test_add ("/server/rest/group-access/" path, Fixture, data, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("admin", GINT_TO_POINTER (ADMIN), test_asker);
  ADD ("member", GINT_TO_POINTER (MEMBER), test_asker);
  ADD ("former-member", GINT_TO_POINTER (FORMER_MEMBER), test_asker);
  ADD ("former-admin", GINT_TO_POINTER (FORMER_ADMIN), test_asker);
  ADD ("stranger", GINT_TO_POINTER (STRANGER), test_asker);
  ADD ("nobody", NULL, test_nobody);
  ADD ("alike", NULL, test_alike);
  ADD ("last-event", NULL, test_last_event);
  ADD ("rate", NULL, test_rate);
  return g_test_run ();
}
