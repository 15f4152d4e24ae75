/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-error.h"
#include "store-fixture.h"

/* What a conversation is to those who are no members of it: nothing to who never was one, and to
 * who was one what it was until then. */

#define ALICE "+15550101"
#define BOB   "+15550102"
#define CAROL "+15550103"
#define NONE  "c_0000000000000000000000"

typedef struct
{
  StoreFixture base;
  ServerStore *store;
  ServerAccount *alice; /* administrator of the group */
  ServerAccount *bob;   /* member */
  ServerAccount *carol; /* outside */
  char *group;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineConversation) group = NULL;

  store_fixture_set_up (&fixture->base, data);
  fixture->store = fixture->base.store;
  fixture->alice = store_add_user (fixture->store, ALICE, "Alice");
  fixture->bob = store_add_user (fixture->store, BOB, "Bob");
  fixture->carol = store_add_user (fixture->store, CAROL, "Carol");
  group = store_add_group (fixture->store, fixture->alice, "Trip", BOB);
  fixture->group = g_strdup (landline_conversation_get_id (group));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  server_account_unref (fixture->alice);
  server_account_unref (fixture->bob);
  server_account_unref (fixture->carol);
  g_free (fixture->group);
  store_fixture_tear_down (&fixture->base, data);
}

static void
say (Fixture *fixture, ServerAccount *who, const char *text)
{
  g_autoptr (GError) error = NULL;

  store_send (fixture->store, who, NULL, fixture->group, text, NULL, &error);
  g_assert_no_error (error);
}

static void
change (Fixture *fixture, ServerGroupChangeKind kind, const char *what)
{
  g_autoptr (LandlineConversation) group = NULL;
  g_autoptr (GError) error = NULL;

  group = store_change_group (fixture->store, fixture->alice, fixture->group, kind, what, &error);
  g_assert_no_error (error);
  g_assert_nonnull (group);
}

/* All that can be asked of a conversation. */

typedef void (*Ask) (Fixture *fixture,
                     ServerAccount *who,
                     const char *conversation,
                     GError **error);

static void
ask_send (Fixture *fixture, ServerAccount *who, const char *conversation, GError **error)
{
  store_send (fixture->store, who, NULL, conversation, "Let me in", NULL, error);
}

static void
ask_history (Fixture *fixture, ServerAccount *who, const char *conversation, GError **error)
{
  g_autoptr (ServerPage) page = store_history (fixture->store, who, conversation, 0, 10, error);
}

static void
ask_read_mark (Fixture *fixture, ServerAccount *who, const char *conversation, GError **error)
{
  store_read_mark (fixture->store, who, conversation, 1, error);
}

static void
ask_get (Fixture *fixture, ServerAccount *who, const char *conversation, GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };
  g_autoptr (LandlineConversation) found = NULL;

  server_store_conversation_get_async (fixture->store, server_account_get_user_id (who),
                                       conversation, NULL, store_answer_cb, &answer);
  found = server_store_conversation_get_finish (fixture->store, store_answer_wait (&answer), error);
}

static void
ask_receipts (Fixture *fixture, ServerAccount *who, const char *conversation, GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };
  g_autoptr (GPtrArray) receipts = NULL;

  server_store_receipts_async (fixture->store, server_account_get_user_id (who), conversation, NULL,
                               store_answer_cb, &answer);
  receipts = server_store_receipts_finish (fixture->store, store_answer_wait (&answer), error);
}

static void
ask_rename (Fixture *fixture, ServerAccount *who, const char *conversation, GError **error)
{
  g_autoptr (LandlineConversation) group = NULL;

  group = store_change_group (fixture->store, who, conversation, SERVER_GROUP_EDIT, "Mine", error);
}

static void
ask_leave (Fixture *fixture, ServerAccount *who, const char *conversation, GError **error)
{
  g_autoptr (LandlineConversation) group = NULL;

  group = store_change_group (fixture->store, who, conversation, SERVER_GROUP_REMOVE,
                              server_account_get_user_id (who), error);
}

static const struct
{
  const char *name;
  Ask ask;
} asks[] = {
  { "send", ask_send },   { "history", ask_history },   { "read-mark", ask_read_mark },
  { "get", ask_get },     { "receipts", ask_receipts }, { "rename", ask_rename },
  { "leave", ask_leave },
};

/* The answer with the conversation that was asked for taken out. */
static char *
dup_answer (Fixture *fixture, Ask ask, ServerAccount *who, const char *conversation)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *text = NULL;

  ask (fixture, who, conversation, &error);
  g_assert_nonnull (error);
  g_assert_true (error->domain == LANDLINE_ERROR);
  parts = g_strsplit (error->message, conversation, -1);
  text = g_strjoinv ("…", parts);
  return g_strdup_printf ("%d %s", error->code, text);
}

/* One who never was a member cannot tell a group from none, a message by the message's name. */
static void
test_stranger (Fixture *fixture, gconstpointer data)
{
  LandlineSent direct;

  say (fixture, fixture->alice, "Among us");
  g_assert_true (store_send (fixture->store, fixture->alice, NULL, BOB, "x", &direct, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (asks); i++)
    {
      g_autofree char *of_none = dup_answer (fixture, asks[i].ask, fixture->carol, NONE);
      g_autofree char *of_group = dup_answer (fixture, asks[i].ask, fixture->carol, fixture->group);
      g_autofree char *of_pair = dup_answer (fixture, asks[i].ask, fixture->carol,
                                             direct.conversation);
      g_autofree char *code = g_strdup_printf ("%d ", LANDLINE_ERROR_NOT_FOUND);

      g_test_message ("%s", asks[i].name);
      g_assert_true (g_str_has_prefix (of_none, code));
      g_assert_cmpstr (of_group, ==, of_none);
      g_assert_cmpstr (of_pair, ==, of_none);
    }
}

/* One who was a member is told that they are none any more, also after a start of the server. */
static void
test_former (Fixture *fixture, gconstpointer data)
{
  say (fixture, fixture->alice, "Among us");
  change (fixture, SERVER_GROUP_REMOVE, BOB);
  for (guint round = 0; round < 2; round++)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (asks); i++)
        {
          g_autoptr (GError) error = NULL;

          g_test_message ("%s", asks[i].name);
          asks[i].ask (fixture, fixture->bob, fixture->group, &error);
          g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_MEMBER);
        }
      store_fixture_reopen (&fixture->base);
      fixture->store = fixture->base.store;
    }
}

/* Two groups: to have been in one says nothing about the other. */
static void
test_former_of_another (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineConversation) other = NULL;
  g_autoptr (GError) error = NULL;

  other = store_add_group (fixture->store, fixture->alice, "Other", CAROL);
  change (fixture, SERVER_GROUP_REMOVE, BOB);
  ask_send (fixture, fixture->bob, landline_conversation_get_id (other), &error);
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
}

/* What was said while they were there waits for them still; what was said later never comes, and
 * the group's files are no longer theirs. */
static void
test_keeps_what_was_theirs (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineMedia) before = store_add_media (fixture->store, fixture->alice, "a.txt");
  g_autoptr (LandlineMedia) after = store_add_media (fixture->store, fixture->alice, "b.txt");
  g_autoptr (LandlineSendRequest) first = NULL;
  g_autoptr (LandlineSendRequest) second = NULL;
  g_autoptr (ServerPage) page = NULL;
  gboolean has_before = FALSE;

  say (fixture, fixture->alice, "Before");
  first = store_new_document (fixture->group, landline_media_get_id (before));
  g_assert_true (store_send_request (fixture->store, fixture->alice, first, NULL, NULL));
  g_assert_true (store_may_see (fixture->store, fixture->bob, landline_media_get_id (before)));
  change (fixture, SERVER_GROUP_REMOVE, BOB);
  say (fixture, fixture->alice, "After");
  second = store_new_document (fixture->group, landline_media_get_id (after));
  g_assert_true (store_send_request (fixture->store, fixture->alice, second, NULL, NULL));
  change (fixture, SERVER_GROUP_EDIT, "Without Bob");

  page = store_read (fixture->store, fixture->bob, 0, 100);
  for (guint i = 0; i < page->rows->len; i++)
    {
      g_autofree char *frame = store_dup_frame (page, i, fixture->bob);

      has_before = has_before || strstr (frame, "\"Before\"") != NULL;
      g_assert_null (strstr (frame, "\"After\""));
      g_assert_null (strstr (frame, "Without Bob"));
      g_assert_null (strstr (frame, "b.txt"));
    }
  g_assert_true (has_before);
  store_assert_event (page, page->rows->len - 1, fixture->bob, "\"change\":\"member_removed\"");
  g_assert_false (store_may_see (fixture->store, fixture->bob, landline_media_get_id (after)));
}

/* Who is let in again is a member like any other, and a former one when they leave again. */
static void
test_comes_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerPage) history = NULL;
  g_autoptr (GError) error = NULL;

  change (fixture, SERVER_GROUP_REMOVE, BOB);
  say (fixture, fixture->alice, "Without Bob");
  change (fixture, SERVER_GROUP_ADD, BOB);
  say (fixture, fixture->bob, "Back");
  history = store_history (fixture->store, fixture->bob, fixture->group, 0, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (history->rows->len, ==, 1);
  g_assert_true (store_read_mark (fixture->store, fixture->bob, fixture->group, 2, &error));

  for (guint round = 0; round < 2; round++)
    {
      change (fixture, SERVER_GROUP_REMOVE, BOB);
      ask_history (fixture, fixture->bob, fixture->group, &error);
      g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_MEMBER);
      g_clear_error (&error);
      change (fixture, SERVER_GROUP_ADD, BOB);
      say (fixture, fixture->bob, "Back again");
    }
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/store/sqlite/membership/", name, NULL);

  g_test_add (path, Fixture, store_fixture_open_sqlite, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("stranger", test_stranger);
  add ("former", test_former);
  add ("former-of-another", test_former_of_another);
  add ("keeps-what-was-theirs", test_keeps_what_was_theirs);
  add ("comes-back", test_comes_back);
  return g_test_run ();
}
