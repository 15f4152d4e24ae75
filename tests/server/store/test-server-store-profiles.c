/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-error.h"
#include "store-fixture.h"

/* Profiles: who is told that one changed, and of what. */

#define ALICE "+15550101"
#define BOB   "+15550102"
#define CAROL "+15550103"
#define DAVE  "+15550104"

typedef struct
{
  StoreFixture base;
  ServerStore *store;
  ServerAccount *alice; /* whose profile it is */
  ServerAccount *bob;   /* has written to her */
  ServerAccount *carol; /* is in a group with her */
  ServerAccount *dave;  /* has nothing to do with her */
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
  fixture->dave = store_add_user (fixture->store, DAVE, "Dave");
  g_assert_true (store_send (fixture->store, fixture->bob, NULL, ALICE, "x", NULL, NULL));
  group = store_add_group (fixture->store, fixture->alice, "Trip", BOB " " CAROL);
  fixture->group = g_strdup (landline_conversation_get_id (group));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  server_account_unref (fixture->alice);
  server_account_unref (fixture->bob);
  server_account_unref (fixture->carol);
  server_account_unref (fixture->dave);
  g_free (fixture->group);
  store_fixture_tear_down (&fixture->base, data);
}

static void
change (Fixture *fixture, const char *name, const char *about, const char *avatar)
{
  const LandlineProfileChange change = { (char *) name, (char *) about, (char *) avatar };
  g_autoptr (LandlineUser) user = NULL;
  g_autoptr (GError) error = NULL;

  user = store_change_user (fixture->store, ALICE, &change, &error);
  g_assert_no_error (error);
}

/* The profiles that somebody was told of, as name and sentence. */
static char *
dup_told (Fixture *fixture, ServerAccount *who)
{
  g_autoptr (ServerPage) page = store_read (fixture->store, who, 0, 100);
  g_autoptr (GString) told = g_string_new (NULL);

  for (guint i = 0; i < page->rows->len; i++)
    {
      LandlineUser *user = server_inbox_row_get_user (store_get_row (page, i));

      if (user == NULL)
        continue;
      g_assert_cmpstr (landline_user_get_id (user), ==, ALICE);
      g_assert_cmpint (landline_user_get_last_seen (user), ==, 0);
      g_string_append_printf (told, "(%s %s)", landline_user_get_name (user),
                              landline_user_get_about (user));
    }
  return g_string_free_and_steal (g_steal_pointer (&told));
}

#define assert_told(fixture, who, what)                                                            \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *told_ = dup_told (fixture, who);                                              \
    g_assert_cmpstr (told_, ==, what);                                                             \
  }                                                                                                \
  G_STMT_END

/* Once to everybody who has a conversation with her, and to nobody else. */
static void
test_told (Fixture *fixture, gconstpointer data)
{
  change (fixture, "Anna", "At sea", NULL);
  assert_told (fixture, fixture->bob, "(Anna At sea)");
  assert_told (fixture, fixture->carol, "(Anna At sea)");
  assert_told (fixture, fixture->dave, "");
  assert_told (fixture, fixture->alice, "");
  g_assert_nonnull (server_inbox_row_get_user (
      g_array_index (fixture->base.committed, ServerCommittedRow, fixture->base.committed->len - 1)
          .row));

  store_fixture_reopen (&fixture->base);
  fixture->store = fixture->base.store;
  assert_told (fixture, fixture->bob, "(Anna At sea)");
}

/* What is so already is no news. */
static void
test_no_news (Fixture *fixture, gconstpointer data)
{
  change (fixture, "Alice", NULL, NULL);
  change (fixture, NULL, "", NULL);
  change (fixture, NULL, NULL, "");
  assert_told (fixture, fixture->bob, "");
}

/* What waits is told as it is by then; what was taken back is not told at all. */
static void
test_latest (Fixture *fixture, gconstpointer data)
{
  change (fixture, NULL, "A secret", NULL);
  change (fixture, NULL, "At home", NULL);
  assert_told (fixture, fixture->bob, "(Alice At home)(Alice At home)");
}

static void
test_picture (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineMedia) picture = store_add_media (fixture->store, fixture->alice, "face.jpg");
  g_autoptr (ServerPage) page = NULL;

  change (fixture, NULL, NULL, landline_media_get_id (picture));
  page = store_read (fixture->store, fixture->bob, 0, 100);
  store_assert_event (page, page->rows->len - 1, fixture->bob, "\"event\":\"user\"");
  store_assert_event (page, page->rows->len - 1, fixture->bob, landline_media_get_id (picture));
  g_assert_true (store_may_see (fixture->store, fixture->dave, landline_media_get_id (picture)));
}

static void
test_other_device (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) other = store_add_device (fixture->store, ALICE);

  change (fixture, "Anna", NULL, NULL);
  assert_told (fixture, other, "(Anna (null))");
}

/* Whom she has blocked is not told, nor what waited for them when she did. */
static void
test_blocked (Fixture *fixture, gconstpointer data)
{
  g_auto (StoreAnswer) answer = { NULL };
  g_autofree char *id = landline_id_new_message ();
  g_autoptr (LandlineNote) note = landline_note_new ("block:" BOB, "1", 0, 0);
  g_autoptr (GError) error = NULL;
  ServerNoted noted;

  change (fixture, "Before", NULL, NULL);
  server_store_note_async (fixture->store, fixture->alice, id, note, NULL, store_answer_cb,
                           &answer);
  server_store_note_finish (fixture->store, store_answer_wait (&answer), &noted, &error);
  g_assert_no_error (error);
  store_fixture_forget_committed (&fixture->base);
  change (fixture, "After", NULL, NULL);
  assert_told (fixture, fixture->bob, "");
  for (guint i = 0; i < fixture->base.committed->len; i++)
    g_assert_cmpstr (g_array_index (fixture->base.committed, ServerCommittedRow, i).user_id, !=,
                     BOB);
  assert_told (fixture, fixture->carol, "(After (null))(After (null))");
}

/* Who has left the only conversation that they had with her is not told any more. */
static void
test_former_member (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LandlineConversation) left = store_change_group (fixture->store, fixture->carol,
                                                              fixture->group, SERVER_GROUP_REMOVE,
                                                              CAROL, &error);

  g_assert_no_error (error);
  change (fixture, "Anna", NULL, NULL);
  assert_told (fixture, fixture->carol, "");
  assert_told (fixture, fixture->bob, "(Anna (null))");
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/store/sqlite/profiles/", name, NULL);

  g_test_add (path, Fixture, store_fixture_open_sqlite, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("told", test_told);
  add ("no-news", test_no_news);
  add ("latest", test_latest);
  add ("picture", test_picture);
  add ("other-device", test_other_device);
  add ("blocked", test_blocked);
  add ("former-member", test_former_member);
  return g_test_run ();
}
