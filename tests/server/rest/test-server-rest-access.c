/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-rest-reply.h"
#include "rest-fixture.h"
#include "server-sqlite-store.h"

/* Who may do what: every call, asked by everyone that a server knows or does not know. */

typedef enum
{
  OWNER,    /* uploaded the file, began the conversation */
  MEMBER,   /* is in the conversation */
  STRANGER, /* has an account and nothing to do with it */
  N_KNOWN,
} Asker;

typedef struct
{
  RestFixture rest;
  char *tokens[N_KNOWN];
  char *revoked;
  char *conversation;
  char *message;
  char *media;
} AccessFixture;

static void
set_up (AccessFixture *fixture, gconstpointer data)
{
  rest_fixture_set_up (&fixture->rest, data);
}

static void
tear_down (AccessFixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < N_KNOWN; i++)
    g_free (fixture->tokens[i]);
  g_free (fixture->revoked);
  g_free (fixture->conversation);
  g_free (fixture->message);
  g_free (fixture->media);
  rest_fixture_tear_down (&fixture->rest, data);
}

static void
keep_result (GObject *object, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for_result (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

/* What `landline-server devices` does, while no server runs. */
static void
revoke_devices_of (AccessFixture *fixture, const char *user_id)
{
  g_autofree char *path = server_config_dup_database_path (fixture->rest.config);
  g_autoptr (GError) error = NULL;
  g_autoptr (ServerStore) store = server_sqlite_store_open (path, &error);
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GPtrArray) devices = NULL;

  g_assert_no_error (error);
  server_store_device_list_async (store, user_id, NULL, keep_result, &listed);
  devices = server_store_device_list_finish (store, wait_for_result (&listed), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (devices->len, ==, 1);
  for (guint i = 0; i < devices->len; i++)
    {
      g_autoptr (GAsyncResult) revoked = NULL;

      server_store_device_revoke_async (store, user_id, landline_device_get_id (devices->pdata[i]),
                                        NULL, keep_result, &revoked);
      server_store_device_revoke_finish (store, wait_for_result (&revoked), &error);
      g_assert_no_error (error);
    }
  server_sqlite_store_close (SERVER_SQLITE_STORE (store));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
upload_and_send (AccessFixture *fixture)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static ("0123456789", 10);
  g_autoptr (RestAnswer) uploaded = NULL;
  g_autoptr (RestAnswer) sent = NULL;
  g_autoptr (LandlineMedia) media = NULL;
  g_autofree char *body = NULL;
  LandlineSent result;

  message = rest_fixture_message (&fixture->rest, "POST", "/v1/media?type=document&name=plan.pdf");
  uploaded = rest_fixture_send (&fixture->rest, message, fixture->tokens[OWNER], "application/pdf",
                                bytes);
  g_assert_cmpuint (uploaded->status, ==, 201);
  media = landline_rest_parse_media (uploaded->text, uploaded->length, NULL);
  fixture->media = g_strdup (landline_media_get_id (media));

  body = g_strdup_printf ("{\"receiver_id\":\"102\",\"type\":\"document\",\"document\":\"%s\"}",
                          fixture->media);
  sent = rest_fixture_call (&fixture->rest, "POST", "/v1/messages", fixture->tokens[OWNER], body);
  g_assert_cmpuint (sent->status, ==, 201);
  g_assert_true (landline_rest_parse_sent (&result, sent->text, sent->length, NULL));
  fixture->conversation = g_strdup (result.conversation);
  fixture->message = g_strdup (result.id);
}

static void
start (AccessFixture *fixture)
{
  rest_fixture_start (&fixture->rest);
  fixture->tokens[OWNER] = rest_fixture_register (&fixture->rest, "101", "Ann");
  fixture->tokens[MEMBER] = rest_fixture_register (&fixture->rest, "102", "Bob");
  fixture->tokens[STRANGER] = rest_fixture_register (&fixture->rest, "103", "Eve");
  fixture->revoked = rest_fixture_register (&fixture->rest, "104", "Mia");
  upload_and_send (fixture);

  rest_fixture_stop (&fixture->rest);
  revoke_devices_of (fixture, "104");
  rest_fixture_start (&fixture->rest);
}

/* {c}, {i} and {m} stand for the conversation, its first message and the file in it. */
static char *
fill_in (AccessFixture *fixture, const char *text)
{
  g_autoptr (GString) filled = NULL;

  if (text == NULL)
    return NULL;

  filled = g_string_new (text);
  g_string_replace (filled, "{c}", fixture->conversation, 0);
  g_string_replace (filled, "{i}", fixture->message, 0);
  g_string_replace (filled, "{m}", fixture->media, 0);
  return g_string_free_and_steal (g_steal_pointer (&filled));
}

typedef struct
{
  const char *method;
  const char *path;
  const char *body;
  guint status[N_KNOWN];
} Call;

#define ACT(action, more)                                                                          \
  "{\"conversation\":\"{c}\",\"message\":\"{i}\",\"action\":\"" action "\"" more "}"
#define NO_MESSAGE "01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c00"

static const Call calls[] = {
  { "GET", "/v1/me", NULL, { 200, 200, 200 } },
  { "PATCH", "/v1/me", "{\"about\":\"here\"}", { 200, 200, 200 } },
  { "GET", "/v1/users", NULL, { 200, 200, 200 } },
  { "GET", "/v1/users/101", NULL, { 200, 200, 200 } },
  { "GET", "/v1/users/104", NULL, { 200, 200, 200 } },
  { "GET", "/v1/users/199", NULL, { 404, 404, 404 } },
  { "GET", "/v1/messages", NULL, { 200, 200, 200 } },
  { "GET", "/messages", NULL, { 200, 200, 200 } },
  { "GET", "/v1/messages?user_id=101", NULL, { 200, 403, 403 } },
  { "GET", "/v1/messages?user_id=102", NULL, { 403, 200, 403 } },
  { "POST", "/v1/acks", "{\"cursor\":0}", { 200, 200, 200 } },
  { "GET", "/v1/conversations", NULL, { 200, 200, 200 } },
  { "GET", "/v1/conversations/{c}", NULL, { 200, 200, 404 } },
  { "HEAD", "/v1/conversations/{c}", NULL, { 200, 200, 404 } },
  { "GET", "/v1/conversations/{c}/messages", NULL, { 200, 200, 404 } },
  { "GET", "/v1/conversations/{c}/receipts", NULL, { 200, 200, 404 } },
  { "GET", "/v1/conversations/c_none", NULL, { 404, 404, 404 } },
  { "GET", "/v1/media/{m}", NULL, { 200, 200, 404 } },
  { "HEAD", "/v1/media/{m}", NULL, { 200, 200, 404 } },
  { "GET", "/v1/media/m_none", NULL, { 404, 404, 404 } },
  { "GET", "/v1/media?name=plan.pdf", NULL, { 200, 200, 200 } },
  { "GET", "/v1/media?name=plan.pdf&before={m}", NULL, { 200, 200, 404 } },
  { "GET", "/v1/media?name=plan.pdf&before=m_none", NULL, { 404, 404, 404 } },
  { "POST",
    "/v1/messages",
    "{\"receiver_id\":\"{c}\",\"type\":\"text\",\"text\":\"x\"}",
    { 201, 201, 404 } },
  { "POST",
    "/messages",
    "{\"receiver_id\":\"101\",\"type\":\"text\",\"text\":\"x\"}",
    { 201, 201, 201 } },
  { "POST",
    "/v1/messages",
    "{\"sender_id\":\"101\",\"receiver_id\":\"103\",\"type\":\"text\",\"text\":\"x\"}",
    { 201, 403, 403 } },
  { "POST",
    "/v1/messages",
    "{\"receiver_id\":\"103\",\"type\":\"document\",\"document\":\"{m}\",\"text\":\"Mine?\"}",
    { 201, 201, 404 } },
  { "POST", "/v1/media?type=document&name=a.txt", "0123456789", { 201, 201, 201 } },
  { "POST", "/v1/notes", "{\"key\":\"mute:{c}\",\"value\":\"1\"}", { 201, 201, 201 } },
  { "GET", "/v1/notes", NULL, { 200, 200, 200 } },
  { "POST", "/v1/actions", ACT ("react", ",\"emoji\":\"👍\""), { 201, 201, 404 } },
  { "POST", "/v1/actions", ACT ("pin", ""), { 201, 201, 404 } },
  { "POST", "/v1/actions", ACT ("unpin", ""), { 201, 201, 404 } },
  { "POST", "/v1/actions", ACT ("edit", ",\"text\":\"Mine\""), { 201, 403, 404 } },
  { "POST",
    "/v1/actions",
    "{\"conversation\":\"c_none\",\"message\":\"{i}\",\"action\":\"pin\"}",
    { 404, 404, 404 } },
  { "POST",
    "/v1/actions",
    "{\"conversation\":\"{c}\",\"message\":\"" NO_MESSAGE "\",\"action\":\"pin\"}",
    { 404, 404, 404 } },
  { "POST", "/v1/actions", ACT ("delete", ""), { 201, 403, 404 } },
  { "GET", "/v1/devices", NULL, { 200, 200, 200 } },
  { "POST", "/v1/devices/link", "{}", { 201, 201, 201 } },
  { "GET", "/v1/devices/link", NULL, { 200, 200, 200 } },
  { "DELETE", "/v1/devices/link/l_none", NULL, { 404, 404, 404 } },
  { "DELETE", "/v1/devices/d_none", NULL, { 404, 404, 404 } },
};

static void
assert_status (AccessFixture *fixture,
               const Call *call,
               const char *who,
               const char *token,
               guint status)
{
  g_autofree char *path = fill_in (fixture, call->path);
  g_autofree char *body = fill_in (fixture, call->body);
  g_autoptr (RestAnswer) answer = rest_fixture_call (&fixture->rest, call->method, path, token,
                                                     body);

  if (answer->status != status)
    g_error ("%s %s as %s: %u instead of %u: %s", call->method, call->path, who, answer->status,
             status, answer->text);

  /* A refusal says nothing of what it refuses. */
  if (status >= 400)
    {
      g_assert_null (strstr (answer->text, "plan.pdf"));
      g_assert_null (strstr (answer->text, "Ann"));
    }
}

/* The files that somebody may see by name. */
static guint
count_found (AccessFixture *fixture, Asker asker)
{
  g_autoptr (RestAnswer) answer = rest_fixture_call (&fixture->rest, "GET",
                                                     "/v1/media?name=plan.pdf",
                                                     fixture->tokens[asker], NULL);
  gboolean more;
  g_autoptr (GPtrArray) found = landline_rest_parse_media_hits (answer->text, answer->length, &more,
                                                                NULL);

  g_assert_nonnull (found);
  for (guint i = 0; i < found->len; i++)
    {
      g_assert_cmpstr (landline_media_hit_get_conversation (found->pdata[i]), ==,
                       fixture->conversation);
      g_assert_cmpstr (landline_media_hit_get_message_id (found->pdata[i]), ==, fixture->message);
    }
  return found->len;
}

static void
test_known (AccessFixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "the owner", "a member", "a stranger" };
  Asker asker = (Asker) GPOINTER_TO_INT (data);

  start (fixture);

  /* Before the owner passes the file on to all. */
  g_assert_cmpuint (count_found (fixture, asker), ==, asker == STRANGER ? 0 : 1);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    assert_status (fixture, &calls[i], names[asker], fixture->tokens[asker],
                   calls[i].status[asker]);
}

static void
test_nobody (AccessFixture *fixture, gconstpointer data)
{
  start (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    assert_status (fixture, &calls[i], "nobody", NULL, 401);
}

static void
test_revoked (AccessFixture *fixture, gconstpointer data)
{
  start (fixture);

  /* Twice: what was not in the cache the first time may not be in it the second. */
  for (guint i = 0; i < 2 * G_N_ELEMENTS (calls); i++)
    assert_status (fixture, &calls[i % G_N_ELEMENTS (calls)], "a revoked device", fixture->revoked,
                   401);
}

/* What is public is so for those whom the server sent away as well. */
static void
test_public (AccessFixture *fixture, gconstpointer data)
{
  static const char *const paths[] = { "/v1/server", "/healthz", "/metrics" };

  start (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      const char *const tokens[] = { NULL, "nonsense", fixture->revoked,
                                     fixture->tokens[STRANGER] };

      for (guint j = 0; j < G_N_ELEMENTS (tokens); j++)
        {
          g_autoptr (RestAnswer) answer = rest_fixture_call (&fixture->rest, "GET", paths[i],
                                                             tokens[j], NULL);

          g_assert_cmpuint (answer->status, ==, 200);
          g_assert_null (strstr (answer->text, "Ann"));
        }
    }
}

/* The number of who was sent away stays taken. */
static void
test_number_of_revoked (AccessFixture *fixture, gconstpointer data)
{
  g_autoptr (RestAnswer) answer = NULL;

  start (fixture);
  answer = rest_fixture_call (&fixture->rest, "POST", "/v1/register", NULL,
                              "{\"phone\":\"104\",\"name\":\"Not Mia\"}");
  rest_answer_assert_refused (answer, 409, LANDLINE_ERROR_CONFLICT);
}

/* How a token may be written, and how not. */
static void
test_spelling (AccessFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *format;
    guint status;
  } cases[] = {
    { "Bearer %s", 200 },        { "bearer %s", 200 },     { "BEARER   %s", 200 },
    { "Bearer%s", 401 },         { "Basic %s", 401 },      { "%s", 401 },
    { "Bearer %s x", 401 },      { "Bearer \"%s\"", 401 }, { "Bearer x%s", 401 },
    { "Bearer Bearer %s", 401 }, { "Token %s", 401 },
  };

  start (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SoupMessage) message = rest_fixture_message (&fixture->rest, "GET", "/v1/me");
      g_autoptr (GString) value = g_string_new (cases[i].format);
      g_autoptr (RestAnswer) answer = NULL;

      g_test_message ("%s", cases[i].format);
      g_string_replace (value, "%s", fixture->tokens[OWNER], 1);
      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                    value->str);
      answer = rest_fixture_send (&fixture->rest, message, NULL, NULL, NULL);
      g_assert_cmpuint (answer->status, ==, cases[i].status);
    }
}

/* A token in the address is none: addresses are logged by what is between. */
static void
test_token_in_query (AccessFixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "token", "access_token", "authorization", "Authorization" };

  start (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_strdup_printf ("/v1/me?%s=%s", names[i], fixture->tokens[OWNER]);
      g_autoptr (RestAnswer) answer = rest_fixture_call (&fixture->rest, "GET", path, NULL, NULL);

      rest_answer_assert_refused (answer, 401, LANDLINE_ERROR_UNAUTHORIZED);
    }
}

#define ACCESS_TEST(path, data, function)                                                          \
  g_test_add (path, AccessFixture, data, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ACCESS_TEST ("/server/rest/access/owner", GINT_TO_POINTER (OWNER), test_known);
  ACCESS_TEST ("/server/rest/access/member", GINT_TO_POINTER (MEMBER), test_known);
  ACCESS_TEST ("/server/rest/access/stranger", GINT_TO_POINTER (STRANGER), test_known);
  ACCESS_TEST ("/server/rest/access/nobody", NULL, test_nobody);
  ACCESS_TEST ("/server/rest/access/revoked", NULL, test_revoked);
  ACCESS_TEST ("/server/rest/access/public", NULL, test_public);
  ACCESS_TEST ("/server/rest/access/number-of-revoked", NULL, test_number_of_revoked);
  ACCESS_TEST ("/server/rest/access/spelling", NULL, test_spelling);
  ACCESS_TEST ("/server/rest/access/token-in-query", NULL, test_token_in_query);

  return g_test_run ();
}
