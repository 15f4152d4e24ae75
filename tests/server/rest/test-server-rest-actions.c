/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-rest-action.h"
#include "landline-rest-reply.h"
#include "rest-fixture.h"

/* Actions, notes and blocks by REST: what comes of them in histories and profiles, and who in a
 * group may do what. */

typedef enum
{
  ADMIN,
  SENDER, /* who sent the message */
  MEMBER,
  FORMER_MEMBER, /* was there when it was sent */
  STRANGER,
  N_ASKERS,
} Asker;

static const char *const numbers[] = { "101", "102", "103", "104", "105" };

typedef struct
{
  RestFixture rest;
  char *tokens[N_ASKERS];
  char *group;
  char *message;
} Fixture;

static RestAnswer *
call (Fixture *fixture, Asker asker, const char *method, const char *path, const char *body)
{
  return rest_fixture_call (&fixture->rest, method, path, fixture->tokens[asker], body);
}

/* Returns: the message's id */
static char *
say (Fixture *fixture, Asker asker, const char *to, const char *text, LandlineSent *sent)
{
  g_autofree char *body =
      g_strdup_printf ("{\"receiver_id\":\"%s\",\"type\":\"text\",\"text\":\"%s\"}", to, text);
  g_autoptr (RestAnswer) answer = call (fixture, asker, "POST", "/v1/messages", body);

  g_assert_cmpuint (answer->status, ==, 201);
  g_assert_true (landline_rest_parse_sent (sent, answer->text, answer->length, NULL));
  return g_strdup (sent->id);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RestAnswer) made = NULL;
  g_autoptr (RestAnswer) removed = NULL;
  g_autoptr (LandlineConversation) group = NULL;
  g_autofree char *member = NULL;
  LandlineSent sent;

  rest_fixture_set_up (&fixture->rest, data);
  rest_fixture_start (&fixture->rest);
  for (guint i = 0; i < N_ASKERS; i++)
    fixture->tokens[i] = rest_fixture_register (&fixture->rest, numbers[i], "Somebody");
  made = call (fixture, ADMIN, "POST", "/v1/groups",
               "{\"id\":\"01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c8d\",\"name\":\"Trip\",\"members\":["
               "\"102\",\"103\",\"104\"]}");
  g_assert_cmpuint (made->status, ==, 201);
  group = landline_rest_parse_conversation (made->text, made->length, NULL);
  fixture->group = g_strdup (landline_conversation_get_id (group));
  fixture->message = say (fixture, SENDER, fixture->group, "Secret", &sent);
  member = g_strdup_printf ("/v1/groups/%s/members/104", fixture->group);
  removed = call (fixture, ADMIN, "DELETE", member, NULL);
  g_assert_cmpuint (removed->status, <, 300);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < N_ASKERS; i++)
    g_free (fixture->tokens[i]);
  g_free (fixture->group);
  g_free (fixture->message);
  rest_fixture_tear_down (&fixture->rest, data);
}

static RestAnswer *
act (Fixture *fixture, Asker asker, const char *message, const char *what)
{
  g_autofree char *body = g_strdup_printf (
      "{\"conversation\":\"%s\",\"message\":\"%s\",\"action\":%s}", fixture->group, message, what);

  return call (fixture, asker, "POST", "/v1/actions", body);
}

static LandlineMessage *
get_message (Fixture *fixture, Asker asker)
{
  g_autofree char *path = g_strdup_printf ("/v1/conversations/%s/messages", fixture->group);
  g_autoptr (RestAnswer) answer = call (fixture, asker, "GET", path, NULL);
  g_autoptr (GPtrArray) messages = NULL;
  gboolean more;

  messages = landline_rest_parse_messages (answer->text, answer->length, &more, NULL);
  g_assert_nonnull (messages);
  g_assert_cmpuint (messages->len, >, 0);
  return g_object_ref (messages->pdata[messages->len - 1]);
}

static void
test_matrix (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *what;
    guint status[N_ASKERS];
  } rows[] = {
    { "\"react\",\"emoji\":\"👍\"", { 201, 201, 201, 403, 404 } },
    { "\"pin\"", { 201, 201, 201, 403, 404 } },
    { "\"unpin\"", { 201, 201, 201, 403, 404 } },
    { "\"edit\",\"text\":\"Changed\"", { 403, 201, 403, 403, 404 } },
  };
  static const guint deletes[N_ASKERS] = { 201, 201, 403, 403, 404 };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint asker = 0; asker < N_ASKERS; asker++)
      {
        g_autoptr (RestAnswer) answer = act (fixture, asker, fixture->message, rows[i].what);

        g_test_message ("%s as %s: %s", rows[i].what, numbers[asker], answer->text);
        g_assert_cmpuint (answer->status, ==, rows[i].status[asker]);
        g_assert_null (strstr (answer->text, "Secret"));
      }

  /* Each on a message of its own, as it is there once. */
  for (guint asker = 0; asker < N_ASKERS; asker++)
    {
      LandlineSent sent;
      g_autofree char *message = say (fixture, SENDER, fixture->group, "Secret", &sent);
      g_autoptr (RestAnswer) answer = act (fixture, asker, message, "\"delete\"");

      g_assert_cmpuint (answer->status, ==, deletes[asker]);
    }
}

static void
test_history (Fixture *fixture, gconstpointer data)
{
  static const char *const steps[] = { "\"edit\",\"text\":\"Changed\"",
                                       "\"react\",\"emoji\":\"👍\"", "\"pin\"" };
  g_autoptr (LandlineMessage) changed = NULL;
  g_autoptr (LandlineMessage) deleted = NULL;
  g_autoptr (RestAnswer) removed = NULL;
  g_autoptr (RestAnswer) mail = NULL;
  const LandlineMessageState *state;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (RestAnswer) answer = act (fixture, SENDER, fixture->message, steps[i]);
      LandlineDone done;

      g_assert_cmpuint (answer->status, ==, 201);
      g_assert_true (landline_rest_parse_done (&done, answer->text, answer->length, NULL));
      g_assert_cmpint (done.version, ==, i + 1);
      g_assert_cmpstr (done.conversation, ==, fixture->group);
    }
  changed = get_message (fixture, MEMBER);
  state = landline_message_get_state (changed);
  g_assert_cmpstr (landline_content_get_text (landline_message_get_content (changed)), ==,
                   "Changed");
  g_assert_cmpint (state->version, ==, 3);
  g_assert_cmpint (state->edited, >, 0);
  g_assert_true (state->is_pinned);
  g_assert_cmpuint (state->n_reactions, ==, 1);
  g_assert_cmpstr (state->reactions[0].user_id, ==, "102");

  removed = act (fixture, ADMIN, fixture->message, "\"delete\"");
  g_assert_cmpuint (removed->status, ==, 201);
  deleted = get_message (fixture, MEMBER);
  g_assert_true (landline_message_get_state (deleted)->is_deleted);
  g_assert_cmpuint (landline_message_get_state (deleted)->n_reactions, ==, 0);

  /* The same by the mail that is not fetched yet. */
  mail = call (fixture, MEMBER, "GET", "/v1/messages", NULL);
  g_assert_null (strstr (mail->text, "Secret"));
  g_assert_null (strstr (mail->text, "Changed"));
  g_assert_nonnull (strstr (mail->text, "\"deleted\":true"));
  g_assert_nonnull (strstr (mail->text, "\"action\":\"delete\""));
}

static void
note (Fixture *fixture, Asker asker, const char *key, const char *value)
{
  g_autofree char *body = g_strdup_printf ("{\"key\":\"%s\",\"value\":\"%s\"}", key, value);
  g_autoptr (RestAnswer) answer = call (fixture, asker, "POST", "/v1/notes", body);

  g_assert_cmpuint (answer->status, ==, 201);
}

static void
test_notes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RestAnswer) first = NULL;
  g_autoptr (RestAnswer) other = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  g_autoptr (GPtrArray) none = NULL;
  gboolean more;

  note (fixture, MEMBER, "archive:c_9f", "1");
  note (fixture, MEMBER, "disappear", "86400");
  first = call (fixture, MEMBER, "GET", "/v1/notes?limit=1", NULL);
  notes = landline_rest_parse_notes (first->text, first->length, &more, NULL);
  g_assert_cmpuint (notes->len, ==, 1);
  g_assert_true (more);
  g_assert_cmpstr (landline_note_get_key (notes->pdata[0]), ==, "archive:c_9f");
  other = call (fixture, SENDER, "GET", "/v1/notes", NULL);
  none = landline_rest_parse_notes (other->text, other->length, &more, NULL);
  g_assert_cmpuint (none->len, ==, 0);
}

/* Who is blocked finds a number and a name, and their messages are taken. */
static void
test_block (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RestAnswer) profile = NULL;
  g_autoptr (RestAnswer) before = NULL;
  g_autoptr (RestAnswer) one = NULL;
  g_autoptr (RestAnswer) all = NULL;
  g_autoptr (RestAnswer) own = NULL;
  g_autoptr (RestAnswer) mail = NULL;
  g_autofree char *withheld = NULL;
  LandlineSent sent;

  profile = call (fixture, MEMBER, "PATCH", "/v1/me", "{\"name\":\"Mia\",\"about\":\"At sea\"}");
  g_assert_cmpuint (profile->status, ==, 200);
  before = call (fixture, STRANGER, "GET", "/v1/users/103", NULL);
  g_assert_nonnull (strstr (before->text, "At sea"));

  note (fixture, MEMBER, "block:105", "1");
  one = call (fixture, STRANGER, "GET", "/v1/users/103", NULL);
  all = call (fixture, STRANGER, "GET", "/v1/users", NULL);
  own = call (fixture, MEMBER, "GET", "/v1/me", NULL);
  g_assert_cmpuint (one->status, ==, 200);
  g_assert_nonnull (strstr (one->text, "Mia"));
  g_assert_null (strstr (one->text, "At sea"));
  g_assert_nonnull (strstr (all->text, "Mia"));
  g_assert_null (strstr (all->text, "At sea"));
  g_assert_nonnull (strstr (own->text, "At sea"));

  withheld = say (fixture, STRANGER, "103", "Are you there?", &sent);
  g_assert_cmpint (sent.seq, ==, 1);
  mail = call (fixture, MEMBER, "GET", "/v1/messages", NULL);
  g_assert_null (strstr (mail->text, "Are you there?"));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/server/rest/actions/matrix", test_matrix);
  ADD ("/server/rest/actions/history", test_history);
  ADD ("/server/rest/actions/notes", test_notes);
  ADD ("/server/rest/actions/block", test_block);
  return g_test_run ();
}
