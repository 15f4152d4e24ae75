/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-rest-reply.h"
#include "rest-fixture.h"

/* Who may do what with a status: every call on it, by everyone who may have to do with it. */

#define STATUS_ID "01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c8d"

typedef enum
{
  AUTHOR,
  VIEWER,   /* it is for them */
  CONTACT,  /* it is not for them */
  BLOCKED,  /* it was for them, until the author blocked them */
  STRANGER, /* has an account, and a status of their own */
  N_ASKERS,
} Asker;

static const char *const numbers[] = { "101", "102", "103", "104", "105" };

typedef struct
{
  RestFixture rest;
  char *tokens[N_ASKERS];
  char *media;
} Fixture;

static RestAnswer *
call (Fixture *fixture, const char *token, const char *method, const char *path, const char *body)
{
  g_autoptr (GString) where = g_string_new (path);
  g_autoptr (GString) what = g_string_new (body);

  if (fixture->media != NULL)
    {
      g_string_replace (where, "{m}", fixture->media, 0);
      g_string_replace (what, "{m}", fixture->media, 0);
    }
  return rest_fixture_call (&fixture->rest, method, where->str, token,
                            body != NULL ? what->str : NULL);
}

static void
assert_done (Fixture *fixture, Asker asker, const char *path, const char *body, guint status)
{
  g_autoptr (RestAnswer) answer = call (fixture, fixture->tokens[asker], "POST", path, body);

  if (answer->status != status)
    g_error ("%s: %u: %s", path, answer->status, answer->text);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("0123456789", 10);
  g_autoptr (RestAnswer) uploaded = NULL;
  g_autoptr (LandlineMedia) media = NULL;

  rest_fixture_set_up (&fixture->rest, data);
  rest_fixture_start (&fixture->rest);
  for (guint i = 0; i < N_ASKERS; i++)
    fixture->tokens[i] = rest_fixture_register (&fixture->rest, numbers[i], "Ann Secret");
  message = rest_fixture_message (&fixture->rest, "POST", "/v1/media?type=media&name=secret.jpg");
  uploaded = rest_fixture_send (&fixture->rest, message, fixture->tokens[AUTHOR], "image/jpeg",
                                bytes);
  media = landline_rest_parse_media (uploaded->text, uploaded->length, NULL);
  fixture->media = g_strdup (landline_media_get_id (media));
  for (guint i = VIEWER; i <= BLOCKED; i++)
    {
      g_autofree char *hello =
          g_strdup_printf ("{\"receiver_id\":\"%s\",\"type\":\"text\",\"text\":\"x\"}", numbers[i]);

      assert_done (fixture, AUTHOR, "/v1/messages", hello, 201);
    }
  assert_done (fixture, AUTHOR, "/v1/statuses",
               "{\"id\":\"" STATUS_ID "\",\"media_object\":\"{m}\",\"text\":\"Secret\","
               "\"audience\":{\"mode\":\"except\",\"users\":[\"103\"]}}",
               201);
  assert_done (fixture, AUTHOR, "/v1/notes",
               "{\"id\":\"01936f2a-7c02-7a1b-8c2d-3e4f5a6b7c8d\",\"key\":\"block:104\","
               "\"value\":\"1\"}",
               201);
  assert_done (fixture, STRANGER, "/v1/statuses",
               "{\"id\":\"01936f2a-7c01-7a1b-8c2d-3e4f5a6b7c8d\",\"text\":\"Mine\"}", 201);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < N_ASKERS; i++)
    g_free (fixture->tokens[i]);
  g_free (fixture->media);
  rest_fixture_tear_down (&fixture->rest, data);
}

/* In this order: the author removes it at the end. */
static const struct
{
  const char *method;
  const char *path;
  const char *body;
  guint status[N_ASKERS];
} calls[] = {
  { "GET", "/v1/media/{m}", NULL, { 200, 200, 404, 404, 404 } },
  { "GET", "/v1/statuses/s_" STATUS_ID "/views", NULL, { 200, 404, 404, 404, 404 } },
  { "POST", "/v1/statuses/s_" STATUS_ID "/views", "", { 200, 200, 404, 404, 404 } },
  { "POST",
    "/v1/statuses",
    "{\"id\":\"" STATUS_ID "\",\"text\":\"Other\"}",
    { 409, 409, 409, 409, 409 } },
  { "POST",
    "/v1/statuses",
    "{\"id\":\"01936f2a-7c03-7a1b-8c2d-3e4f5a6b7c8d\",\"media_object\":\"{m}\"}",
    { 201, 404, 404, 404, 404 } },
  { "DELETE", "/v1/statuses/s_" STATUS_ID, NULL, { 200, 404, 404, 404, 404 } },
  { "GET", "/v1/statuses/s_none/views", NULL, { 404, 404, 404, 404, 404 } },
  { "POST", "/v1/statuses/s_none/views", "", { 404, 404, 404, 404, 404 } },
  { "DELETE", "/v1/statuses/s_none", NULL, { 404, 404, 404, 404, 404 } },
  { "DELETE", "/v1/statuses/{m}", NULL, { 404, 404, 404, 404, 404 } },
  { "DELETE", "/v1/statuses/" STATUS_ID, NULL, { 404, 404, 404, 404, 404 } },
};

static void
assert_tells_nothing (RestAnswer *answer)
{
  if (answer->status < 400)
    return;
  g_assert_null (strstr (answer->text, "ecret"));
  g_assert_null (strstr (answer->text, "Ann"));
  g_assert_null (strstr (answer->text, "0123456789"));
}

static void
test_asker (Fixture *fixture, gconstpointer data)
{
  Asker asker = (Asker) GPOINTER_TO_INT (data);

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr (RestAnswer) answer = call (fixture, fixture->tokens[asker], calls[i].method,
                                            calls[i].path, calls[i].body);

      if (answer->status != calls[i].status[asker])
        g_error ("%s %s as %s: %u instead of %u: %s", calls[i].method, calls[i].path,
                 numbers[asker], answer->status, calls[i].status[asker], answer->text);
      assert_tells_nothing (answer);
    }
}

static void
test_nobody (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr (RestAnswer) answer = call (fixture, "nonsense", calls[i].method, calls[i].path,
                                            calls[i].body);

      g_assert_cmpuint (answer->status, ==, 401);
      assert_tells_nothing (answer);
    }
}

/* To whom it is not for, one that is there and one that is not are the same, word for word. */
static void
test_alike (Fixture *fixture, gconstpointer data)
{
  static const char *const methods[] = { "GET", "POST" };

  for (guint i = CONTACT; i < N_ASKERS; i++)
    for (guint j = 0; j < G_N_ELEMENTS (methods); j++)
      {
        g_autoptr (RestAnswer) one = call (fixture, fixture->tokens[i], methods[j],
                                           "/v1/statuses/s_" STATUS_ID "/views", NULL);
        g_autoptr (RestAnswer) other = call (fixture, fixture->tokens[i], methods[j],
                                             "/v1/statuses/s_none/views", NULL);
        g_autoptr (GString) said = g_string_new (one->text);

        g_string_replace (said, STATUS_ID, "none", 0);
        g_assert_cmpuint (one->status, ==, other->status);
        g_assert_cmpstr (said->str, ==, other->text);
      }
}

/* Lists and inboxes tell of it those whom it is for, and nobody else. */
static void
test_told (Fixture *fixture, gconstpointer data)
{
  static const char *const paths[] = { "/v1/statuses", "/v1/messages?limit=500" };

  for (guint i = 0; i < N_ASKERS; i++)
    for (guint j = 0; j < G_N_ELEMENTS (paths); j++)
      {
        g_autoptr (RestAnswer) answer = call (fixture, fixture->tokens[i], "GET", paths[j], NULL);

        g_assert_cmpuint (answer->status, ==, 200);
        g_test_message ("%s as %s", paths[j], numbers[i]);
        if (i <= VIEWER)
          g_assert_nonnull (strstr (answer->text, fixture->media));
        else
          g_assert_null (strstr (answer->text, fixture->media));
      }
}

#define ADD(path, data, function)                                                                  \
  g_test_add ("/server/rest/status-access/" path, Fixture, data, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("author", GINT_TO_POINTER (AUTHOR), test_asker);
  ADD ("viewer", GINT_TO_POINTER (VIEWER), test_asker);
  ADD ("contact", GINT_TO_POINTER (CONTACT), test_asker);
  ADD ("blocked", GINT_TO_POINTER (BLOCKED), test_asker);
  ADD ("stranger", GINT_TO_POINTER (STRANGER), test_asker);
  ADD ("nobody", NULL, test_nobody);
  ADD ("alike", NULL, test_alike);
  ADD ("told", NULL, test_told);
  return g_test_run ();
}
