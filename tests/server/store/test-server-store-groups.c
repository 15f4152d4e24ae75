/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-error.h"
#include "landline-limits.h"
#include "store-fixture.h"

/* Groups: who may change what in them, how their messages are numbered, and who has got and read
 * how much. */

#define ALICE "+15550101"
#define BOB   "+15550102"
#define CAROL "+15550103"
#define DAVE  "+15550104"

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

static void
reopen (Fixture *fixture)
{
  store_fixture_reopen (&fixture->base);
  fixture->store = fixture->base.store;
}

/* With the role said, unlike store_change_group (). */
static LandlineConversation *
change (Fixture *fixture,
        ServerAccount *by,
        const char *conversation,
        const ServerGroupChange *what,
        GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };

  server_store_group_change_async (fixture->store, server_account_get_user_id (by), conversation,
                                   what, NULL, store_answer_cb, &answer);
  return server_store_group_change_finish (fixture->store, store_answer_wait (&answer), error);
}

static void
assert_changed (Fixture *fixture, ServerAccount *by, const ServerGroupChange *what)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LandlineConversation) group = change (fixture, by, fixture->group, what, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (landline_conversation_get_id (group), ==, fixture->group);
}

static LandlineConversation *
get_group (Fixture *fixture, ServerAccount *who)
{
  g_auto (StoreAnswer) answer = { NULL };

  server_store_conversation_get_async (fixture->store, server_account_get_user_id (who),
                                       fixture->group, NULL, store_answer_cb, &answer);
  return server_store_conversation_get_finish (fixture->store, store_answer_wait (&answer), NULL);
}

static LandlineRole
get_role (Fixture *fixture, const char *user_id)
{
  g_autoptr (LandlineConversation) group = get_group (fixture, fixture->bob);
  const LandlineMember *member = landline_conversation_find_member (group, user_id);

  g_assert_nonnull (member);
  return member->role;
}

static gint64
say (Fixture *fixture, ServerAccount *who)
{
  g_autoptr (GError) error = NULL;
  LandlineSent sent;

  g_assert_true (store_send (fixture->store, who, NULL, fixture->group, "x", &sent, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (sent.conversation, ==, fixture->group);
  return sent.seq;
}

/* Each of the four changes, by each who should not be able to make it. */
static void
test_who_may_change (Fixture *fixture, gconstpointer data)
{
  static const ServerGroupChange changes[] = {
    { STORE_RENAME ("Mine") },
    { .kind = SERVER_GROUP_ADD, .user_id = DAVE, .role = LANDLINE_ROLE_MEMBER },
    { .kind = SERVER_GROUP_REMOVE, .user_id = ALICE },
    { .kind = SERVER_GROUP_PUT, .user_id = BOB, .role = LANDLINE_ROLE_ADMIN },
    { .kind = SERVER_GROUP_PUT, .user_id = ALICE, .role = LANDLINE_ROLE_MEMBER },
  };
  g_autoptr (LandlineConversation) after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GError) by_member = NULL;
      g_autoptr (GError) by_stranger = NULL;

      g_test_message ("%u", i);
      g_assert_null (change (fixture, fixture->bob, fixture->group, &changes[i], &by_member));
      g_assert_error (by_member, LANDLINE_ERROR, LANDLINE_ERROR_NOT_MEMBER);
      g_assert_null (change (fixture, fixture->dave, fixture->group, &changes[i], &by_stranger));
      g_assert_error (by_stranger, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);

      /* To a stranger it is as if there were no such group. */
      g_assert_null (strstr (by_stranger->message, "administrator"));
    }

  after = get_group (fixture, fixture->bob);
  g_assert_cmpstr (landline_conversation_get_name (after), ==, "Trip");
  g_assert_cmpuint (landline_conversation_get_n_members (after), ==, 3);
  g_assert_cmpint (get_role (fixture, BOB), ==, LANDLINE_ROLE_MEMBER);
  g_assert_cmpint (get_role (fixture, ALICE), ==, LANDLINE_ROLE_ADMIN);
}

static void
test_changes_of_nothing (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    ServerGroupChange change;
    LandlineError code;
  } cases[] = {
    { { .kind = SERVER_GROUP_REMOVE, .user_id = DAVE }, LANDLINE_ERROR_NOT_FOUND },
    { { .kind = SERVER_GROUP_REMOVE, .user_id = "+15550199" }, LANDLINE_ERROR_NOT_FOUND },
    { { .kind = SERVER_GROUP_ADD, .user_id = "+15550199" }, LANDLINE_ERROR_NOT_FOUND },
    { { .kind = SERVER_GROUP_PUT, .user_id = "+15550199" }, LANDLINE_ERROR_NOT_FOUND },
  };
  const ServerGroupChange rename = { STORE_RENAME ("X") };
  g_autoptr (GError) no_group = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%u", i);
      g_assert_null (change (fixture, fixture->alice, fixture->group, &cases[i].change, &error));
      g_assert_error (error, LANDLINE_ERROR, (int) cases[i].code);
    }

  g_assert_null (change (fixture, fixture->alice, "c_none", &rename, &no_group));
  g_assert_error (no_group, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
}

/* A conversation of two is no group, whoever asks. */
static void
test_direct_is_no_group (Fixture *fixture, gconstpointer data)
{
  static const ServerGroupChange changes[] = {
    { STORE_RENAME ("Us") },
    { .kind = SERVER_GROUP_ADD, .user_id = CAROL, .role = LANDLINE_ROLE_MEMBER },
    { .kind = SERVER_GROUP_REMOVE, .user_id = BOB },
    { .kind = SERVER_GROUP_REMOVE, .user_id = ALICE },
  };
  g_autoptr (GError) error = NULL;
  LandlineSent sent;

  g_assert_true (store_send (fixture->store, fixture->alice, NULL, BOB, "x", &sent, &error));
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GError) refused = NULL;

      g_assert_null (change (fixture, fixture->alice, sent.conversation, &changes[i], &refused));
      g_assert_error (refused, LANDLINE_ERROR, LANDLINE_ERROR_UNSUPPORTED);
    }
  g_assert_true (store_send (fixture->store, fixture->bob, NULL, ALICE, "still", &sent, &error));
  g_assert_cmpint (sent.seq, ==, 2);
}

static void
test_new_groups (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *members[4];
    guint n_members;
    LandlineError code;
  } cases[] = {
    { { NULL }, 1, 0 },
    { { ALICE, NULL }, 1, 0 },
    { { BOB, BOB, NULL }, 2, 0 },
    { { BOB, ALICE, DAVE, NULL }, 3, 0 },
    { { BOB, "+15550199", NULL }, 0, LANDLINE_ERROR_NOT_FOUND },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LandlineConversation) group = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%u", i);
      group = store_make_group (fixture->store, ALICE, NULL, "New", cases[i].members, &error);
      if (cases[i].n_members == 0)
        {
          g_assert_error (error, LANDLINE_ERROR, (int) cases[i].code);
          continue;
        }

      g_assert_no_error (error);
      g_assert_cmpuint (landline_conversation_get_n_members (group), ==, cases[i].n_members);
      g_assert_cmpint (landline_conversation_find_member (group, ALICE)->role, ==,
                       LANDLINE_ROLE_ADMIN);
      g_assert_cmpint (landline_conversation_get_kind (group), ==, LANDLINE_CONVERSATION_GROUP);
      g_assert_cmpint (landline_conversation_get_last_seq (group), ==, 0);
    }
}

/* What members are told of, now and when they come back, fits in a frame, however long the names.
 */
static void
assert_frames_fit (Fixture *fixture)
{
  g_autoptr (ServerPage) page = store_read (fixture->store, fixture->alice, 0, 100);
  ServerCommittedRow *last = &g_array_index (fixture->base.committed, ServerCommittedRow,
                                             fixture->base.committed->len - 1);
  ServerInboxRow *rows[] = { last->row, store_get_row (page, page->rows->len - 1) };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GString) frame = g_string_new (NULL);

      g_assert_cmpuint (landline_conversation_get_n_members (
                            server_inbox_row_get_conversation (rows[i])),
                        ==, LANDLINE_LIMIT_MEMBERS);
      server_inbox_row_write_frame (rows[i], NULL, frame);
      g_assert_cmpuint (frame->len, >, 40 * LANDLINE_LIMIT_MEMBERS);
      g_assert_cmpuint (frame->len, <=, LANDLINE_LIMIT_FRAME);
    }
}

/* At the limit of members and one past it. */
static void
test_member_limit (Fixture *fixture, gconstpointer data)
{
  const ServerGroupChange one_more = { .kind = SERVER_GROUP_ADD,
                                       .user_id = DAVE,
                                       .role = LANDLINE_ROLE_MEMBER };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *name = g_strnfill (LANDLINE_LIMIT_NAME, '"');
  g_auto (GStrv) members = NULL;
  g_autoptr (LandlineConversation) group = NULL;
  g_autoptr (LandlineConversation) none = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < LANDLINE_LIMIT_MEMBERS; i++)
    {
      g_autofree char *user_id = g_strdup_printf ("+16660000%07u", i);
      g_autoptr (ServerAccount) account = store_add_user (fixture->store, user_id, name);

      g_strv_builder_add (builder, user_id);
    }
  members = g_strv_builder_end (builder);

  none = store_make_group (fixture->store, ALICE, NULL, "All", (const char *const *) members,
                           &error);
  g_assert_null (none);
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_TOO_LARGE);
  g_clear_error (&error);

  g_clear_pointer (&members[LANDLINE_LIMIT_MEMBERS - 1], g_free);
  group = store_make_group (fixture->store, ALICE, NULL, "All", (const char *const *) members,
                            &error);
  g_assert_no_error (error);
  g_assert_cmpuint (landline_conversation_get_n_members (group), ==, LANDLINE_LIMIT_MEMBERS);
  assert_frames_fit (fixture);
  none = change (fixture, fixture->alice, landline_conversation_get_id (group), &one_more, &error);
  g_assert_null (none);
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_TOO_LARGE);
}

/* Numbers without gaps, whoever writes, over a start of the server. */
static void
test_seq (Fixture *fixture, gconstpointer data)
{
  ServerAccount *const writers[] = { fixture->alice, fixture->bob, fixture->carol };
  g_autoptr (LandlineConversation) group = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 9; i++)
    g_assert_cmpint (say (fixture, writers[i % 3]), ==, i + 1);

  /* What is refused takes no number. */
  g_assert_false (
      store_send (fixture->store, fixture->dave, NULL, fixture->group, "x", NULL, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
  g_assert_cmpint (say (fixture, fixture->bob), ==, 10);

  reopen (fixture);
  g_assert_cmpint (say (fixture, fixture->carol), ==, 11);
  group = get_group (fixture, fixture->alice);
  g_assert_cmpint (landline_conversation_get_last_seq (group), ==, 11);
}

/* Everybody gets each message once, in order, and the writers their own. */
static void
test_everybody_gets_it (Fixture *fixture, gconstpointer data)
{
  ServerAccount *const members[] = { fixture->alice, fixture->bob, fixture->carol };

  for (guint i = 0; i < 6; i++)
    say (fixture, members[i % 3]);

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autoptr (ServerPage) page = store_read (fixture->store, members[i], 0, 100);
      gint64 expected = 1;

      for (guint j = 0; j < page->rows->len; j++)
        {
          ServerMessage *message = server_inbox_row_get_message (store_get_row (page, j));

          if (message != NULL)
            g_assert_cmpint (server_message_get_row (message)->seq, ==, expected++);
        }
      g_assert_cmpint (expected, ==, 7);
    }
}

static const LandlineReceipt *
find_receipt (GPtrArray *receipts, const char *user_id)
{
  for (guint i = 0; i < receipts->len; i++)
    {
      LandlineReceipt *receipt = g_ptr_array_index (receipts, i);

      if (g_str_equal (landline_receipt_get_user_id (receipt), user_id))
        return receipt;
    }

  return NULL;
}

static GPtrArray *
get_receipts (Fixture *fixture, ServerAccount *who, GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };

  server_store_receipts_async (fixture->store, server_account_get_user_id (who), fixture->group,
                               NULL, store_answer_cb, &answer);
  return server_store_receipts_finish (fixture->store, store_answer_wait (&answer), error);
}

static void
assert_marks (Fixture *fixture, const char *user_id, gint64 delivered, gint64 read)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) receipts = get_receipts (fixture, fixture->alice, &error);
  LandlineReceipt *receipt;

  g_assert_no_error (error);
  receipt = (LandlineReceipt *) find_receipt (receipts, user_id);
  g_assert_nonnull (receipt);
  g_assert_cmpint (landline_receipt_get_delivered (receipt), ==, delivered);
  g_assert_cmpint (landline_receipt_get_read (receipt), ==, read);
}

/* The tick that is shown is the least of the others' numbers: each is kept for itself. */
static void
test_receipts_of_each (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerPage) of_bob = NULL;
  g_autoptr (ServerPage) of_carol = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 4; i++)
    say (fixture, fixture->alice);
  assert_marks (fixture, BOB, 0, 0);
  assert_marks (fixture, CAROL, 0, 0);

  of_bob = store_read (fixture->store, fixture->bob, 0, 100);
  store_ack (fixture->store, fixture->bob, of_bob->cursor, &error);
  g_assert_no_error (error);
  assert_marks (fixture, BOB, 4, 0);
  assert_marks (fixture, CAROL, 0, 0);

  of_carol = store_read (fixture->store, fixture->carol, 0, 100);
  store_ack (fixture->store, fixture->carol,
             server_inbox_row_get_cursor (store_get_row (of_carol, of_carol->rows->len - 2)),
             &error);
  g_assert_no_error (error);
  assert_marks (fixture, CAROL, 3, 0);

  g_assert_true (store_read_mark (fixture->store, fixture->carol, fixture->group, 2, &error));
  assert_marks (fixture, CAROL, 3, 2);
  assert_marks (fixture, BOB, 4, 0);
}

/* Backwards, beyond the end, and by those who are no members. */
static void
test_odd_marks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) none = NULL;

  for (guint i = 0; i < 3; i++)
    say (fixture, fixture->alice);
  g_assert_true (store_read_mark (fixture->store, fixture->bob, fixture->group, 2, &error));
  g_assert_true (store_read_mark (fixture->store, fixture->bob, fixture->group, 1, &error));
  g_assert_no_error (error);

  /* What is read has come, even where no acknowledgement said so. */
  assert_marks (fixture, BOB, 2, 2);

  if (store_read_mark (fixture->store, fixture->bob, fixture->group, 1000, &error))
    assert_marks (fixture, BOB, 3, 3);
  g_clear_error (&error);

  g_assert_false (store_read_mark (fixture->store, fixture->dave, fixture->group, 1, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  none = get_receipts (fixture, fixture->dave, &error);
  g_assert_null (none);
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
}

static void
assert_times (Fixture *fixture, const char *user_id, gint64 delivered, gint64 read)
{
  g_autoptr (GPtrArray) receipts = get_receipts (fixture, fixture->alice, NULL);
  LandlineReceipt *receipt = (LandlineReceipt *) find_receipt (receipts, user_id);

  g_assert_cmpint (landline_receipt_get_delivered_time (receipt), ==, delivered);
  g_assert_cmpint (landline_receipt_get_read_time (receipt), ==, read);
}

/* When the marks got to where they are: moved by what moves them, and by nothing else. */
static void
test_times (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerPage) page = NULL;
  g_autoptr (GError) error = NULL;

  store_fixture_set_clock (&fixture->base, 1732430000000);
  say (fixture, fixture->alice);
  assert_times (fixture, BOB, 0, 0);
  page = store_read (fixture->store, fixture->bob, 0, 100);
  store_ack (fixture->store, fixture->bob, page->cursor, &error);
  assert_times (fixture, BOB, 1732430000000, 0);

  store_fixture_set_clock (&fixture->base, 1732430005000);
  store_ack (fixture->store, fixture->bob, page->cursor, &error);
  g_assert_true (store_read_mark (fixture->store, fixture->bob, fixture->group, 1, &error));
  g_assert_no_error (error);
  assert_times (fixture, BOB, 1732430000000, 1732430005000);
  assert_times (fixture, CAROL, 0, 0);

  /* What is read has come. */
  store_fixture_set_clock (&fixture->base, 1732430009000);
  say (fixture, fixture->alice);
  g_assert_true (store_read_mark (fixture->store, fixture->bob, fixture->group, 2, &error));
  g_assert_true (store_read_mark (fixture->store, fixture->bob, fixture->group, 1, &error));
  assert_times (fixture, BOB, 1732430009000, 1732430009000);
}

static void
test_marks_survive (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3; i++)
    say (fixture, fixture->alice);
  g_assert_true (store_read_mark (fixture->store, fixture->bob, fixture->group, 3, &error));
  reopen (fixture);
  assert_marks (fixture, BOB, 3, 3);
  assert_marks (fixture, CAROL, 0, 0);
}

/* Who was there hears of what was done; who is gone hears the last of it and no more. */
static void
test_removed (Fixture *fixture, gconstpointer data)
{
  const ServerGroupChange remove = { .kind = SERVER_GROUP_REMOVE, .user_id = CAROL };
  g_autoptr (ServerPage) of_carol = NULL;
  g_autoptr (GPtrArray) receipts = NULL;
  g_autoptr (GError) error = NULL;
  guint n;

  say (fixture, fixture->alice);
  assert_changed (fixture, fixture->alice, &remove);
  say (fixture, fixture->alice);

  of_carol = store_read (fixture->store, fixture->carol, 0, 100);
  n = of_carol->rows->len;
  store_assert_event (of_carol, n - 1, fixture->carol, "\"change\":\"member_removed\"");
  store_assert_event (of_carol, n - 1, fixture->carol, "\"by\":\"" ALICE "\"");
  g_assert_false (
      store_send (fixture->store, fixture->carol, NULL, fixture->group, "x", NULL, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_MEMBER);
  g_clear_error (&error);

  /* The ticks no longer wait for who is gone. */
  receipts = get_receipts (fixture, fixture->alice, &error);
  g_assert_null (find_receipt (receipts, CAROL));
  g_assert_nonnull (find_receipt (receipts, BOB));
}

/* Who comes back sees what is said from then on; the numbers go on. */
static void
test_back_again (Fixture *fixture, gconstpointer data)
{
  const ServerGroupChange remove = { .kind = SERVER_GROUP_REMOVE, .user_id = CAROL };
  const ServerGroupChange add = { .kind = SERVER_GROUP_ADD,
                                  .user_id = CAROL,
                                  .role = LANDLINE_ROLE_MEMBER };
  g_autoptr (ServerPage) history = NULL;
  g_autoptr (GError) error = NULL;

  say (fixture, fixture->alice);
  assert_changed (fixture, fixture->alice, &remove);
  say (fixture, fixture->alice);
  assert_changed (fixture, fixture->alice, &add);
  g_assert_cmpint (say (fixture, fixture->alice), ==, 3);

  history = store_history (fixture->store, fixture->carol, fixture->group, 0, 100, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < history->rows->len; i++)
    g_assert_cmpint (server_message_get_row (g_ptr_array_index (history->rows, i))->seq, !=, 2);
  g_assert_cmpint (server_message_get_row (g_ptr_array_index (history->rows, 0))->seq, ==, 3);
}

/* To add who is in already is no harm, and takes nothing from them. */
static void
test_added_twice (Fixture *fixture, gconstpointer data)
{
  const ServerGroupChange promote = { .kind = SERVER_GROUP_PUT,
                                      .user_id = BOB,
                                      .role = LANDLINE_ROLE_ADMIN };
  const ServerGroupChange add = { .kind = SERVER_GROUP_ADD,
                                  .user_id = BOB,
                                  .role = LANDLINE_ROLE_MEMBER };
  g_autoptr (LandlineConversation) group = NULL;

  assert_changed (fixture, fixture->alice, &promote);
  assert_changed (fixture, fixture->alice, &add);
  group = get_group (fixture, fixture->bob);
  g_assert_cmpuint (landline_conversation_get_n_members (group), ==, 3);
  g_assert_cmpint (get_role (fixture, BOB), ==, LANDLINE_ROLE_ADMIN);
}

/* A group is never without an administrator. */
static void
test_administrators (Fixture *fixture, gconstpointer data)
{
  const ServerGroupChange promote = { .kind = SERVER_GROUP_PUT,
                                      .user_id = CAROL,
                                      .role = LANDLINE_ROLE_ADMIN };
  const ServerGroupChange demote = { .kind = SERVER_GROUP_PUT,
                                     .user_id = ALICE,
                                     .role = LANDLINE_ROLE_MEMBER };
  const ServerGroupChange leave = { .kind = SERVER_GROUP_REMOVE, .user_id = CAROL };
  g_autoptr (ServerPage) of_bob = NULL;

  assert_changed (fixture, fixture->alice, &promote);
  g_assert_cmpint (get_role (fixture, CAROL), ==, LANDLINE_ROLE_ADMIN);
  of_bob = store_read (fixture->store, fixture->bob, 0, 100);
  store_assert_event (of_bob, of_bob->rows->len - 1, fixture->bob, "\"change\":\"promoted\"");

  /* With another there, nobody takes over. */
  assert_changed (fixture, fixture->carol, &demote);
  g_assert_cmpint (get_role (fixture, ALICE), ==, LANDLINE_ROLE_MEMBER);
  g_assert_cmpint (get_role (fixture, BOB), ==, LANDLINE_ROLE_MEMBER);

  /* The last one goes: the one who has been there longest. */
  assert_changed (fixture, fixture->carol, &leave);
  g_assert_cmpint (get_role (fixture, ALICE), ==, LANDLINE_ROLE_ADMIN);
  g_assert_cmpint (get_role (fixture, BOB), ==, LANDLINE_ROLE_MEMBER);
}

static void
test_last_administrator_steps_down (Fixture *fixture, gconstpointer data)
{
  const ServerGroupChange demote = { .kind = SERVER_GROUP_PUT,
                                     .user_id = ALICE,
                                     .role = LANDLINE_ROLE_MEMBER };

  assert_changed (fixture, fixture->alice, &demote);
  g_assert_cmpint (get_role (fixture, ALICE), ==, LANDLINE_ROLE_MEMBER);
  g_assert_cmpint (get_role (fixture, BOB), ==, LANDLINE_ROLE_ADMIN);
  g_assert_cmpint (get_role (fixture, CAROL), ==, LANDLINE_ROLE_MEMBER);
}

/* The last one out: the group has nobody, and nobody can get in. */
static void
test_everybody_leaves (Fixture *fixture, gconstpointer data)
{
  ServerAccount *const members[] = { fixture->bob, fixture->carol, fixture->alice };
  const ServerGroupChange add = { .kind = SERVER_GROUP_ADD,
                                  .user_id = ALICE,
                                  .role = LANDLINE_ROLE_ADMIN };

  say (fixture, fixture->alice);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const ServerGroupChange leave = { .kind = SERVER_GROUP_REMOVE,
                                        .user_id = server_account_get_user_id (members[i]) };

      assert_changed (fixture, members[i], &leave);
    }
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (get_group (fixture, members[i]));
      g_assert_null (change (fixture, members[i], fixture->group, &add, &error));
      g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_MEMBER);
    }
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/store/sqlite/groups/", name, NULL);

  g_test_add (path, Fixture, store_fixture_open_sqlite, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("who-may-change", test_who_may_change);
  add ("changes-of-nothing", test_changes_of_nothing);
  add ("direct-is-no-group", test_direct_is_no_group);
  add ("new", test_new_groups);
  add ("member-limit", test_member_limit);
  add ("seq", test_seq);
  add ("everybody-gets-it", test_everybody_gets_it);
  add ("receipts-of-each", test_receipts_of_each);
  add ("odd-marks", test_odd_marks);
  add ("times", test_times);
  add ("marks-survive", test_marks_survive);
  add ("removed", test_removed);
  add ("back-again", test_back_again);
  add ("added-twice", test_added_twice);
  add ("administrators", test_administrators);
  add ("last-administrator-steps-down", test_last_administrator_steps_down);
  add ("everybody-leaves", test_everybody_leaves);
  return g_test_run ();
}
