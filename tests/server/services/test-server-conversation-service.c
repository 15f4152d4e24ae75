/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-error.h"
#include "landline-limits.h"
#include "server-conversation-service.h"
#include "store-fixture.h"

/* What the service checks of a group before the store hears of it. */

#define ALICE "+15550101"
#define BOB   "+15550102"
#define CAROL "+15550103"

typedef struct
{
  StoreFixture base;
  ServerConversationService *service;
  ServerAccount *alice;
  ServerAccount *bob;
  char *group;
} Fixture;

static LandlineConversation *
create (Fixture *fixture, const char *name, const char *const *members, GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };
  LandlineGroupRequest request = LANDLINE_GROUP_REQUEST_INIT;

  request.group.name = (char *) name;
  request.members = (char **) members;
  server_conversation_service_create_group_async (fixture->service, fixture->alice, &request, NULL,
                                                  store_answer_cb, &answer);
  return server_conversation_service_create_group_finish (fixture->service,
                                                          store_answer_wait (&answer), error);
}

static LandlineConversation *
change (Fixture *fixture, ServerAccount *by, const ServerGroupChange *what, GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };

  server_conversation_service_change_group_async (fixture->service, by, fixture->group, what, NULL,
                                                  store_answer_cb, &answer);
  return server_conversation_service_change_group_finish (fixture->service,
                                                          store_answer_wait (&answer), error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char *const members[] = { BOB, NULL };
  g_autoptr (LandlineConversation) group = NULL;
  g_autoptr (GError) error = NULL;

  store_fixture_set_up (&fixture->base, data);
  fixture->service = server_conversation_service_new (fixture->base.store);
  fixture->alice = store_add_user (fixture->base.store, ALICE, "Alice");
  fixture->bob = store_add_user (fixture->base.store, BOB, "Bob");
  group = create (fixture, "Trip", members, &error);
  g_assert_no_error (error);
  fixture->group = g_strdup (landline_conversation_get_id (group));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  server_account_unref (fixture->alice);
  server_account_unref (fixture->bob);
  g_free (fixture->group);
  g_assert_finalize_object (fixture->service);
  store_fixture_tear_down (&fixture->base, data);
}

/* The name of a group, when it is made and when it is changed. */
static void
test_names (Fixture *fixture, gconstpointer data)
{
  static const char *const no_members[] = { NULL };
  g_autofree char *longest = g_strnfill (LANDLINE_LIMIT_NAME, 'n');
  g_autofree char *too_long = g_strnfill (LANDLINE_LIMIT_NAME + 1, 'n');
  const struct
  {
    const char *name;
    gboolean taken;
  } cases[] = {
    { "", FALSE },     { too_long, FALSE }, { "\xff", FALSE }, { "Tr\xc3", FALSE },
    { longest, TRUE }, { "T", TRUE },       { "Küche", TRUE }, { "🏔", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const ServerGroupChange rename = { STORE_RENAME (cases[i].name) };
      g_autoptr (GError) create_error = NULL;
      g_autoptr (GError) change_error = NULL;
      g_autoptr (LandlineConversation) made = create (fixture, cases[i].name, no_members,
                                                      &create_error);
      g_autoptr (LandlineConversation) renamed = change (fixture, fixture->alice, &rename,
                                                         &change_error);

      g_test_message ("%u", i);
      if (cases[i].taken)
        {
          g_assert_no_error (create_error);
          g_assert_no_error (change_error);
          g_assert_cmpstr (landline_conversation_get_name (made), ==, cases[i].name);
          g_assert_cmpstr (landline_conversation_get_name (renamed), ==, cases[i].name);
        }
      else
        {
          g_assert_error (create_error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME);
          g_assert_error (change_error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME);
        }
    }
}

static void
test_no_name (Fixture *fixture, gconstpointer data)
{
  const ServerGroupChange rename = { STORE_RENAME ("") };
  g_autoptr (GError) error = NULL;

  g_assert_null (change (fixture, fixture->alice, &rename, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME);
}

/* What is no number never comes to the store. */
static void
test_odd_members (Fixture *fixture, gconstpointer data)
{
  static const char *const numbers[] = { "", "Bob", "1", "c_1", "+1", "+1555 0102", "' OR 1" };
  static const ServerGroupChangeKind kinds[] = { SERVER_GROUP_ADD, SERVER_GROUP_REMOVE,
                                                 SERVER_GROUP_PUT };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    for (guint j = 0; j < G_N_ELEMENTS (kinds); j++)
      {
        const ServerGroupChange odd = { .kind = kinds[j], .user_id = numbers[i] };
        g_autoptr (GError) error = NULL;

        g_test_message ("%u: %s", kinds[j], numbers[i]);
        g_assert_null (change (fixture, fixture->alice, &odd, &error));
        g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME);
      }
}

/* Changes that are allowed reach the store, and what it refuses comes back as it is. */
static void
test_changes (Fixture *fixture, gconstpointer data)
{
  const ServerGroupChange add = { .kind = SERVER_GROUP_ADD,
                                  .user_id = CAROL,
                                  .role = LANDLINE_ROLE_MEMBER };
  const ServerGroupChange promote = { .kind = SERVER_GROUP_PUT,
                                      .user_id = BOB,
                                      .role = LANDLINE_ROLE_ADMIN };
  const ServerGroupChange remove = { .kind = SERVER_GROUP_REMOVE, .user_id = ALICE };
  g_autoptr (ServerAccount) carol = NULL;
  g_autoptr (LandlineConversation) grown = NULL;
  g_autoptr (LandlineConversation) promoted = NULL;
  g_autoptr (LandlineConversation) shrunk = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (change (fixture, fixture->alice, &add, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  carol = store_add_user (fixture->base.store, CAROL, "Carol");
  g_assert_null (change (fixture, fixture->bob, &add, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_MEMBER);
  g_clear_error (&error);

  grown = change (fixture, fixture->alice, &add, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (landline_conversation_get_n_members (grown), ==, 3);
  promoted = change (fixture, fixture->alice, &promote, &error);
  g_assert_no_error (error);
  g_assert_cmpint (landline_conversation_find_member (promoted, BOB)->role, ==,
                   LANDLINE_ROLE_ADMIN);
  shrunk = change (fixture, fixture->bob, &remove, &error);
  g_assert_no_error (error);
  g_assert_null (landline_conversation_find_member (shrunk, ALICE));
  g_assert_null (change (fixture, fixture->alice, &promote, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_MEMBER);
}

/* A page has as many as a page may have, whatever is asked for. */
static void
test_page_limit (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint limit;
    guint n;
  } cases[] = {
    { 0, LANDLINE_DEFAULT_PAGE },
    { 1, 1 },
    { LANDLINE_LIMIT_PAGE, LANDLINE_LIMIT_PAGE },
    { LANDLINE_LIMIT_PAGE + 1, LANDLINE_LIMIT_PAGE },
    { G_MAXUINT, LANDLINE_LIMIT_PAGE },
  };

  for (guint i = 0; i < LANDLINE_LIMIT_PAGE + 2; i++)
    g_assert_true (
        store_send (fixture->base.store, fixture->alice, NULL, fixture->group, "x", NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (StoreAnswer) answer = { NULL };
      g_autoptr (ServerPage) page = NULL;
      g_autoptr (GError) error = NULL;

      server_conversation_service_messages_async (fixture->service, fixture->bob, fixture->group, 0,
                                                  cases[i].limit, NULL, store_answer_cb, &answer);
      page = server_conversation_service_messages_finish (fixture->service,
                                                          store_answer_wait (&answer), &error);
      g_assert_no_error (error);
      g_assert_cmpuint (page->rows->len, ==, cases[i].n);
      g_assert_true (page->more);
    }
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/services/conversations/", name, NULL);

  g_test_add (path, Fixture, store_fixture_open_sqlite, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("names", test_names);
  add ("no-name", test_no_name);
  add ("odd-members", test_odd_members);
  add ("changes", test_changes);
  add ("page-limit", test_page_limit);
  return g_test_run ();
}
