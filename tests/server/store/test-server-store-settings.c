/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-error.h"
#include "landline-limits.h"
#include "store-fixture.h"

/* What the members of a group agreed on, what follows from it, and how they are told of changes. */

#define ALICE "+15550101"
#define BOB   "+15550102"
#define CAROL "+15550103"
#define DAVE  "+15550104"

#define MAKE_ID "01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c8d"

typedef struct
{
  StoreFixture base;
  ServerStore *store;
  ServerAccount *alice; /* administrator of the group */
  ServerAccount *bob;   /* member */
  ServerAccount *carol; /* member */
  ServerAccount *dave;  /* outside */
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

static LandlineConversation *
change (Fixture *fixture, ServerAccount *by, const ServerGroupChange *what, GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };

  server_store_group_change_async (fixture->store, server_account_get_user_id (by), fixture->group,
                                   what, NULL, store_answer_cb, &answer);
  return server_store_group_change_finish (fixture->store, store_answer_wait (&answer), error);
}

static ServerGroupChange
edit (const LandlineGroupChange *what)
{
  return (ServerGroupChange) { .kind = SERVER_GROUP_EDIT, .edit = *what };
}

static void
assert_edited (Fixture *fixture, ServerAccount *by, const LandlineGroupChange *what)
{
  const ServerGroupChange edition = edit (what);
  g_autoptr (GError) error = NULL;
  g_autoptr (LandlineConversation) group = change (fixture, by, &edition, &error);

  g_assert_no_error (error);
  g_assert_nonnull (group);
}

static void
assert_done (Fixture *fixture, ServerAccount *by, ServerGroupChangeKind kind, const char *user_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LandlineConversation) group = store_change_group (fixture->store, by, fixture->group,
                                                               kind, user_id, &error);

  g_assert_no_error (error);
  g_assert_nonnull (group);
}

static LandlineConversation *
get_group (Fixture *fixture, ServerAccount *who)
{
  g_auto (StoreAnswer) answer = { NULL };

  server_store_conversation_get_async (fixture->store, server_account_get_user_id (who),
                                       fixture->group, NULL, store_answer_cb, &answer);
  return server_store_conversation_get_finish (fixture->store, store_answer_wait (&answer), NULL);
}

/* The changes that somebody was told of, from the first on, separated by spaces. */
static char *
dup_changes (Fixture *fixture, ServerAccount *who)
{
  g_autoptr (ServerPage) page = store_read (fixture->store, who, 0, 100);
  g_autoptr (GString) changes = g_string_new (NULL);

  for (guint i = 0; i < page->rows->len; i++)
    if (server_inbox_row_get_kind (store_get_row (page, i)) == SERVER_INBOX_CONVERSATION)
      g_string_append_printf (changes, "%s%s", changes->len > 0 ? " " : "",
                              server_inbox_row_get_change (store_get_row (page, i)));
  return g_string_free_and_steal (g_steal_pointer (&changes));
}

/* The last change that somebody was told of, as the frame. */
static char *
dup_last (Fixture *fixture, ServerAccount *who)
{
  g_autoptr (ServerPage) page = store_read (fixture->store, who, 0, 100);

  return store_dup_frame (page, page->rows->len - 1, who);
}

/* Every setting is kept, over a start of the server too, and told as it is then; what was not named
 * stays. */
static void
test_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineMedia) picture = store_add_media (fixture->store, fixture->alice, "face.jpg");
  LandlineGroupChange all = LANDLINE_GROUP_CHANGE_INIT;
  LandlineGroupChange less = LANDLINE_GROUP_CHANGE_INIT;
  g_autoptr (LandlineConversation) group = NULL;
  g_autofree char *changes = NULL;
  const LandlineSettings *settings;

  all.name = (char *) "Hike";
  all.description = (char *) "Sundays at ten";
  all.picture = (char *) landline_media_get_id (picture);
  all.who_may_send = LANDLINE_PERMIT_ADMINS;
  all.who_may_edit = LANDLINE_PERMIT_ALL;
  all.history = LANDLINE_HISTORY_ALL;
  all.disappear = LANDLINE_EXPIRES_WEEK;
  assert_edited (fixture, fixture->alice, &all);
  less.description = (char *) "";
  assert_edited (fixture, fixture->alice, &less);

  store_fixture_reopen (&fixture->base);
  fixture->store = fixture->base.store;
  group = get_group (fixture, fixture->bob);
  settings = landline_conversation_get_settings (group);
  g_assert_cmpstr (landline_conversation_get_name (group), ==, "Hike");
  g_assert_null (settings->description);
  g_assert_cmpstr (settings->picture, ==, landline_media_get_id (picture));
  g_assert_cmpint (settings->who_may_send, ==, LANDLINE_PERMIT_ADMINS);
  g_assert_cmpint (settings->who_may_edit, ==, LANDLINE_PERMIT_ALL);
  g_assert_cmpint (settings->history, ==, LANDLINE_HISTORY_ALL);
  g_assert_cmpint (settings->disappear, ==, LANDLINE_EXPIRES_WEEK);

  changes = dup_changes (fixture, fixture->bob);
  g_assert_cmpstr (changes, ==, "created renamed described pictured settings described");
}

/* What is so already is no news. */
static void
test_no_news (Fixture *fixture, gconstpointer data)
{
  LandlineGroupChange same = LANDLINE_GROUP_CHANGE_INIT;
  g_autofree char *changes = NULL;

  assert_edited (fixture, fixture->alice, &same);
  same.name = (char *) "Trip";
  same.description = (char *) "";
  same.who_may_send = LANDLINE_PERMIT_ALL;
  assert_edited (fixture, fixture->alice, &same);
  assert_done (fixture, fixture->alice, SERVER_GROUP_ADD, BOB);
  assert_done (fixture, fixture->alice, SERVER_GROUP_PUT, ALICE);
  changes = dup_changes (fixture, fixture->bob);
  g_assert_cmpstr (changes, ==, "created");
}

/* Who did it, to whom, and when: the line of the timeline. */
static void
test_told (Fixture *fixture, gconstpointer data)
{
  g_autofree char *added = NULL;
  g_autofree char *online = NULL;
  ServerCommittedRow *last;

  store_fixture_set_clock (&fixture->base, 1732430003000);
  assert_done (fixture, fixture->alice, SERVER_GROUP_ADD, DAVE);
  added = dup_last (fixture, fixture->bob);
  g_assert_nonnull (strstr (added, "\"change\":\"member_added\",\"by\":\"" ALICE
                                   "\",\"users\":[\"" DAVE "\"],\"time\":1732430003000"));

  /* Whoever is connected is told the same. */
  last = &g_array_index (fixture->base.committed, ServerCommittedRow,
                         fixture->base.committed->len - 1);
  {
    g_autoptr (GString) frame = g_string_new (NULL);

    server_inbox_row_write_frame (last->row, NULL, frame);
    online = g_string_free_and_steal (g_steal_pointer (&frame));
  }
  g_assert_nonnull (strstr (online, "\"users\":[\"" DAVE "\"],\"time\":1732430003000"));
}

/* The one who takes over is told of, but not to the one who left. */
static void
test_heir (Fixture *fixture, gconstpointer data)
{
  g_autofree char *of_bob = NULL;
  g_autofree char *of_alice = NULL;
  g_autofree char *last = NULL;

  assert_done (fixture, fixture->alice, SERVER_GROUP_REMOVE, ALICE);
  of_bob = dup_changes (fixture, fixture->bob);
  g_assert_cmpstr (of_bob, ==, "created member_left promoted");
  last = dup_last (fixture, fixture->bob);
  g_assert_nonnull (strstr (last, "\"users\":[\"" BOB "\"]"));
  of_alice = dup_changes (fixture, fixture->alice);
  g_assert_cmpstr (of_alice, ==, "created member_left");
}

/* The member who has been there longest takes over, even where newer ones see more. */
static void
test_heir_by_age (Fixture *fixture, gconstpointer data)
{
  LandlineGroupChange all = LANDLINE_GROUP_CHANGE_INIT;
  g_autoptr (LandlineConversation) group = NULL;

  store_fixture_set_clock (&fixture->base, g_get_real_time () / 1000 + 60000);
  g_assert_true (
      store_send (fixture->store, fixture->alice, NULL, fixture->group, "x", NULL, NULL));
  assert_done (fixture, fixture->bob, SERVER_GROUP_REMOVE, BOB);
  assert_done (fixture, fixture->carol, SERVER_GROUP_REMOVE, CAROL);
  assert_done (fixture, fixture->alice, SERVER_GROUP_ADD, CAROL);
  store_fixture_set_clock (&fixture->base, fixture->base.now + 60000);
  all.history = LANDLINE_HISTORY_ALL;
  assert_edited (fixture, fixture->alice, &all);
  assert_done (fixture, fixture->alice, SERVER_GROUP_ADD, BOB);
  assert_done (fixture, fixture->alice, SERVER_GROUP_REMOVE, ALICE);
  group = get_group (fixture, fixture->bob);
  g_assert_cmpint (landline_conversation_find_member (group, CAROL)->role, ==, LANDLINE_ROLE_ADMIN);
  g_assert_cmpint (landline_conversation_find_member (group, BOB)->role, ==, LANDLINE_ROLE_MEMBER);
}

/* Where all may edit, all may edit what is said of the group and add members, and nothing else. */
static void
test_who_may_edit (Fixture *fixture, gconstpointer data)
{
  LandlineGroupChange open = LANDLINE_GROUP_CHANGE_INIT;
  ServerGroupChange cases[8] = { 0 };
  const gboolean allowed[] = { TRUE, TRUE, FALSE, FALSE, FALSE, FALSE, FALSE, TRUE };

  for (guint i = 0; i < 5; i++)
    cases[i] = (ServerGroupChange) { STORE_RENAME (NULL) };
  cases[0].edit.name = (char *) "Ours";
  cases[1].edit.disappear = LANDLINE_EXPIRES_DAY;
  cases[2].edit.who_may_send = LANDLINE_PERMIT_ADMINS;
  cases[3].edit.who_may_edit = LANDLINE_PERMIT_ADMINS;
  cases[4].edit.history = LANDLINE_HISTORY_ALL;
  cases[5] = (ServerGroupChange) { .kind = SERVER_GROUP_PUT,
                                   .user_id = DAVE,
                                   .role = LANDLINE_ROLE_ADMIN };
  cases[6] = (ServerGroupChange) { .kind = SERVER_GROUP_PUT,
                                   .user_id = ALICE,
                                   .role = LANDLINE_ROLE_MEMBER };
  cases[7] = (ServerGroupChange) { .kind = SERVER_GROUP_PUT,
                                   .user_id = DAVE,
                                   .role = LANDLINE_ROLE_MEMBER };

  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (LandlineConversation) group = change (fixture, fixture->bob, &cases[i],
                                                           &error);

          g_test_message ("%u, %u", pass, i);
          if (pass > 0 && allowed[i])
            g_assert_no_error (error);
          else
            g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_MEMBER);
        }
      open.who_may_edit = LANDLINE_PERMIT_ALL;
      assert_edited (fixture, fixture->alice, &open);
    }
}

/* Where only administrators send, the others are refused; what they sent before is still known. */
static void
test_who_may_send (Fixture *fixture, gconstpointer data)
{
  LandlineGroupChange closed = LANDLINE_GROUP_CHANGE_INIT;
  g_autoptr (GError) error = NULL;
  LandlineSent sent;

  g_assert_true (
      store_send (fixture->store, fixture->bob, MAKE_ID, fixture->group, "before", &sent, &error));
  closed.who_may_send = LANDLINE_PERMIT_ADMINS;
  assert_edited (fixture, fixture->alice, &closed);
  g_assert_false (
      store_send (fixture->store, fixture->bob, NULL, fixture->group, "x", &sent, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_MEMBER);
  g_clear_error (&error);
  g_assert_true (
      store_send (fixture->store, fixture->bob, MAKE_ID, fixture->group, "before", &sent, &error));
  g_assert_true (sent.duplicate);

  g_assert_true (
      store_send (fixture->store, fixture->alice, NULL, fixture->group, "y", &sent, &error));
  assert_done (fixture, fixture->alice, SERVER_GROUP_PUT, BOB);
  g_assert_true (
      store_send (fixture->store, fixture->bob, NULL, fixture->group, "z", &sent, &error));
  g_assert_no_error (error);
}

static guint
count_history (Fixture *fixture, ServerAccount *who)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ServerPage) page = store_history (fixture->store, who, fixture->group, 0, 100, &error);

  g_assert_no_error (error);
  return page->rows->len;
}

/* A new member sees what was before, or does not, files included, as the group says. */
static void
test_history (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineMedia) media = store_add_media (fixture->store, fixture->alice, "plan.pdf");
  g_autoptr (LandlineSendRequest) document = store_new_document (fixture->group,
                                                                 landline_media_get_id (media));
  LandlineGroupChange all = LANDLINE_GROUP_CHANGE_INIT;
  g_autoptr (ServerPage) page = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (store_send_request (fixture->store, fixture->alice, document, NULL, &error));
  g_assert_true (
      store_send (fixture->store, fixture->alice, NULL, fixture->group, "x", NULL, &error));

  assert_done (fixture, fixture->alice, SERVER_GROUP_ADD, DAVE);
  g_assert_cmpuint (count_history (fixture, fixture->dave), ==, 0);
  g_assert_false (store_may_see (fixture->store, fixture->dave, landline_media_get_id (media)));

  assert_done (fixture, fixture->alice, SERVER_GROUP_REMOVE, DAVE);
  all.history = LANDLINE_HISTORY_ALL;
  assert_edited (fixture, fixture->alice, &all);
  assert_done (fixture, fixture->alice, SERVER_GROUP_ADD, DAVE);
  g_assert_cmpuint (count_history (fixture, fixture->dave), ==, 2);
  g_assert_true (store_may_see (fixture->store, fixture->dave, landline_media_get_id (media)));

  /* It is fetched, not delivered again: nothing of it is in the inbox. */
  page = store_read (fixture->store, fixture->dave, 0, 100);
  for (guint i = 0; i < page->rows->len; i++)
    g_assert_null (server_inbox_row_get_message (store_get_row (page, i)));
}

/* The picture is for the members, as long as it is the group's, and is kept as long. */
static void
test_picture (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineMedia) picture = store_add_media (fixture->store, fixture->alice, "face.jpg");
  g_autoptr (LandlineMedia) foreign = store_add_media (fixture->store, fixture->dave, "mine.jpg");
  const char *id = landline_media_get_id (picture);
  LandlineGroupChange with = LANDLINE_GROUP_CHANGE_INIT;
  ServerGroupChange bad;
  g_autoptr (GError) error = NULL;

  with.picture = (char *) landline_media_get_id (foreign);
  bad = edit (&with);
  g_assert_null (change (fixture, fixture->alice, &bad, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);

  g_assert_false (store_may_see (fixture->store, fixture->bob, id));
  with.picture = (char *) id;
  assert_edited (fixture, fixture->alice, &with);
  g_assert_true (store_may_see (fixture->store, fixture->bob, id));
  g_assert_false (store_may_see (fixture->store, fixture->dave, id));

  store_fixture_set_clock (&fixture->base,
                           g_get_real_time () / 1000 + G_GINT64_CONSTANT (400) * 24 * 3600 * 1000);
  store_collect (fixture->store, 0);
  g_assert_true (store_may_see (fixture->store, fixture->bob, id));

  assert_done (fixture, fixture->alice, SERVER_GROUP_REMOVE, BOB);
  g_assert_false (store_may_see (fixture->store, fixture->bob, id));
  with.picture = (char *) "";
  assert_edited (fixture, fixture->alice, &with);
  g_assert_false (store_may_see (fixture->store, fixture->carol, id));
  store_collect (fixture->store, 0);
  g_assert_false (store_may_see (fixture->store, fixture->alice, id));
}

/* The same id is the same group; another body under it is refused, another user's id is another. */
static void
test_made_once (Fixture *fixture, gconstpointer data)
{
  static const char *const members[] = { BOB, NULL };
  g_autoptr (LandlineConversation) first = NULL;
  g_autoptr (LandlineConversation) again = NULL;
  g_autoptr (LandlineConversation) other = NULL;
  g_autoptr (LandlineConversation) of_bob = NULL;
  g_autoptr (LandlineConversation) left = NULL;
  g_autoptr (GError) error = NULL;
  guint n_committed;

  first = store_make_group (fixture->store, ALICE, MAKE_ID, "Once", members, &error);
  g_assert_no_error (error);
  n_committed = fixture->base.committed->len;
  again = store_make_group (fixture->store, ALICE, MAKE_ID, "Once", members, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (landline_conversation_get_id (again), ==, landline_conversation_get_id (first));
  g_assert_cmpuint (fixture->base.committed->len, ==, n_committed);

  other = store_make_group (fixture->store, ALICE, MAKE_ID, "Twice", members, &error);
  g_assert_null (other);
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_CONFLICT);
  g_clear_error (&error);

  of_bob = store_make_group (fixture->store, BOB, MAKE_ID, "Once", members, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (landline_conversation_get_id (of_bob), !=, landline_conversation_get_id (first));

  left = store_change_group (fixture->store, fixture->alice, landline_conversation_get_id (first),
                             SERVER_GROUP_REMOVE, ALICE, &error);
  g_assert_no_error (error);
  g_assert_null (store_make_group (fixture->store, ALICE, MAKE_ID, "Once", members, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_MEMBER);
}

static LandlineConversation *
settle (Fixture *fixture,
        ServerAccount *by,
        const char *conversation,
        gint64 seconds,
        GError **error)
{
  ServerGroupChange what = { .kind = SERVER_GROUP_SETTLE, .edit = LANDLINE_GROUP_CHANGE_INIT };
  g_auto (StoreAnswer) answer = { NULL };

  what.edit.disappear = seconds;
  server_store_group_change_async (fixture->store, server_account_get_user_id (by), conversation,
                                   &what, NULL, store_answer_cb, &answer);
  return server_store_group_change_finish (fixture->store, store_answer_wait (&answer), error);
}

static void
assert_settled (Fixture *fixture,
                ServerAccount *by,
                const char *conversation,
                gint64 seconds,
                gint64 expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LandlineConversation) now = settle (fixture, by, conversation, seconds, &error);

  g_assert_no_error (error);
  g_assert_cmpint (landline_conversation_get_settings (now)->disappear, ==, expected);
}

static void
assert_told (Fixture *fixture, ServerAccount *who, const char *part)
{
  g_autofree char *last = dup_last (fixture, who);

  if (strstr (last, part) == NULL)
    g_error ("%s is not in %s", part, last);
}

/* Either of two people says when messages disappear, and both are told; nobody else may. */
static void
test_direct (Fixture *fixture, gconstpointer data)
{
  g_autofree char *direct = NULL;
  g_autofree char *changes = NULL;
  g_autoptr (GError) error = NULL;
  LandlineSent sent;
  guint n_committed;

  g_assert_true (store_send (fixture->store, fixture->alice, NULL, BOB, "x", &sent, &error));
  g_assert_no_error (error);
  direct = g_strdup (sent.conversation);

  assert_settled (fixture, fixture->alice, direct, LANDLINE_EXPIRES_DAY, LANDLINE_EXPIRES_DAY);
  assert_told (fixture, fixture->alice, "\"disappear\":86400");
  assert_told (fixture, fixture->bob, "\"change\":\"settings\",\"by\":\"" ALICE "\"");
  assert_settled (fixture, fixture->bob, direct, 0, 0);
  assert_told (fixture, fixture->alice, "\"change\":\"settings\",\"by\":\"" BOB "\"");

  /* What is so already is no news. */
  n_committed = fixture->base.committed->len;
  assert_settled (fixture, fixture->alice, direct, 0, 0);
  g_assert_cmpuint (fixture->base.committed->len, ==, n_committed);

  g_assert_null (settle (fixture, fixture->dave, direct, LANDLINE_EXPIRES_DAY, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  changes = dup_changes (fixture, fixture->dave);
  g_assert_cmpstr (changes, ==, "");

  /* In a group it is for those who may edit it. */
  g_assert_null (settle (fixture, fixture->bob, fixture->group, LANDLINE_EXPIRES_DAY, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_MEMBER);
  assert_settled (fixture, fixture->alice, fixture->group, LANDLINE_EXPIRES_DAY,
                  LANDLINE_EXPIRES_DAY);
}

/* Who is blocked changes nothing, and does not learn why; who blocked them does. */
static void
test_direct_blocked (Fixture *fixture, gconstpointer data)
{
  g_autofree char *direct = NULL;
  g_autoptr (GError) error = NULL;
  LandlineSent sent;
  ServerNoted noted;
  guint n_committed;

  g_assert_true (store_send (fixture->store, fixture->alice, NULL, BOB, "x", &sent, &error));
  direct = g_strdup (sent.conversation);
  g_assert_true (
      store_note (fixture->store, fixture->alice, NULL, "block:" BOB, "1", &noted, &error));
  g_assert_no_error (error);

  n_committed = fixture->base.committed->len;
  assert_settled (fixture, fixture->bob, direct, LANDLINE_EXPIRES_WEEK, 0);
  g_assert_cmpuint (fixture->base.committed->len, ==, n_committed);
  assert_settled (fixture, fixture->alice, direct, LANDLINE_EXPIRES_DAY, LANDLINE_EXPIRES_DAY);

  g_assert_true (
      store_note (fixture->store, fixture->alice, NULL, "block:" BOB, "", &noted, &error));
  assert_settled (fixture, fixture->bob, direct, LANDLINE_EXPIRES_WEEK, LANDLINE_EXPIRES_WEEK);
}

/* Receipts that waited for a removed member say nothing of what came later. */
static void
test_receipts_of_removed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerPage) of_bob = NULL;
  g_autoptr (ServerPage) of_carol = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (
      store_send (fixture->store, fixture->bob, NULL, fixture->group, "x", NULL, &error));
  of_carol = store_read (fixture->store, fixture->carol, 0, 100);
  store_ack (fixture->store, fixture->carol, of_carol->cursor, &error);
  g_assert_no_error (error);
  of_bob = store_read (fixture->store, fixture->bob, 0, 100);
  store_assert_receipt (of_bob, of_bob->rows->len - 1, CAROL, 1, 0);
  g_clear_pointer (&of_bob, server_page_free);

  assert_done (fixture, fixture->alice, SERVER_GROUP_REMOVE, BOB);
  g_assert_true (
      store_send (fixture->store, fixture->alice, NULL, fixture->group, "y", NULL, &error));
  g_assert_true (store_read_mark (fixture->store, fixture->carol, fixture->group, 2, &error));
  of_bob = store_read (fixture->store, fixture->bob, 0, 100);
  for (guint i = 0; i < of_bob->rows->len; i++)
    g_assert_null (server_inbox_row_get_receipt (store_get_row (of_bob, i)));
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/store/sqlite/settings/", name, NULL);

  g_test_add (path, Fixture, store_fixture_open_sqlite, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("kept", test_kept);
  add ("no-news", test_no_news);
  add ("told", test_told);
  add ("heir", test_heir);
  add ("heir-by-age", test_heir_by_age);
  add ("who-may-edit", test_who_may_edit);
  add ("who-may-send", test_who_may_send);
  add ("history", test_history);
  add ("picture", test_picture);
  add ("made-once", test_made_once);
  add ("direct", test_direct);
  add ("direct-blocked", test_direct_blocked);
  add ("receipts-of-removed", test_receipts_of_removed);
  return g_test_run ();
}
