/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-error.h"
#include "server-config.h"
#include "store-fixture.h"

/* What every implementation of ServerStore has to do. Another one is another line in main (). */

#define ALICE "+15550101"
#define BOB   "+15550102"
#define CAROL "+15550103"
#define DAY   (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

static void
test_users (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_auto (StoreAnswer) taken = { NULL };
  g_auto (StoreAnswer) got = { NULL };
  g_auto (StoreAnswer) missing = { NULL };
  g_auto (StoreAnswer) listed = { NULL };
  const LandlineProfileChange change = { .name = (char *) "Zoe", .about = (char *) "Busy" };
  ServerNewUser again = { .user_id = BOB, .name = "Another Bob", .device = { .device_id = "d_x" } };
  g_autoptr (LandlineUser) user = NULL;
  g_autoptr (LandlineUser) renamed = NULL;
  g_autoptr (GPtrArray) users = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (server_account_is_admin (alice));
  g_assert_false (server_account_is_admin (bob));

  server_store_user_create_async (fixture->store, &again, NULL, store_answer_cb, &taken);
  g_assert_null (
      server_store_user_create_finish (fixture->store, store_answer_wait (&taken), &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_CONFLICT);
  g_clear_error (&error);

  server_store_user_get_async (fixture->store, NULL, BOB, NULL, store_answer_cb, &got);
  user = server_store_user_get_finish (fixture->store, store_answer_wait (&got), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (landline_user_get_name (user), ==, "Bob");

  server_store_user_get_async (fixture->store, NULL, CAROL, NULL, store_answer_cb, &missing);
  g_assert_null (
      server_store_user_get_finish (fixture->store, store_answer_wait (&missing), &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  renamed = store_change_user (fixture->store, ALICE, &change, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (landline_user_get_name (renamed), ==, "Zoe");
  g_assert_cmpstr (landline_user_get_about (renamed), ==, "Busy");

  server_store_user_list_async (fixture->store, NULL, NULL, store_answer_cb, &listed);
  users = server_store_user_list_finish (fixture->store, store_answer_wait (&listed), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (users->len, ==, 2);
  g_assert_cmpstr (landline_user_get_name (g_ptr_array_index (users, 0)), ==, "Bob");
}

static ServerAccount *
register_account (ServerStore *store, const char *user_id, const guint8 *hash, GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };
  g_autofree char *device_id = landline_id_new (LANDLINE_ID_DEVICE);
  ServerNewUser user = {
    .user_id = user_id,
    .name = "Guest",
    .device = { .device_id = device_id },
    .invite_hash = hash,
  };

  memcpy (user.device.token_hash, device_id, SERVER_HASH_SIZE);
  server_store_user_create_async (store, &user, NULL, store_answer_cb, &answer);
  return server_store_user_create_finish (store, store_answer_wait (&answer), error);
}

static gboolean
register_with (ServerStore *store, const char *user_id, const guint8 *hash, GError **error)
{
  g_autoptr (ServerAccount) account = register_account (store, user_id, hash, error);

  return account != NULL;
}

/* With the invitation that add_invite() has made with the mark. */
static ServerAccount *
register_device (ServerStore *store, const char *user_id, guint8 mark, GError **error)
{
  guint8 hash[SERVER_HASH_SIZE];

  memset (hash, mark, sizeof hash);
  return register_account (store, user_id, hash, error);
}

static void
add_invite (ServerStore *store, guint8 mark, const char *number, guint uses, gint64 expires)
{
  g_auto (StoreAnswer) answer = { NULL };
  g_autofree char *id = g_strdup_printf ("i_%u", mark);
  g_autoptr (GError) error = NULL;
  ServerInvite invite = { .id = id,
                          .number = (char *) number,
                          .uses = uses,
                          .created = mark,
                          .expires = expires };

  memset (invite.hash, mark, sizeof invite.hash);
  server_store_invite_create_async (store, &invite, NULL, store_answer_cb, &answer);
  server_store_invite_create_finish (store, store_answer_wait (&answer), &error);
  g_assert_no_error (error);
}

static void
test_invites (StoreFixture *fixture, gconstpointer data)
{
  const struct
  {
    guint8 mark;
    const char *number;
    gboolean is_good;
  } steps[] = {
    { 9, ALICE, FALSE }, /* nobody's */
    { 2, BOB, FALSE },   /* for another number */
    { 2, ALICE, TRUE },  /* for this one */
    { 2, CAROL, FALSE }, /* used up */
    { 3, BOB, FALSE },   /* over */
    { 1, ALICE, FALSE }, /* the number is taken: the invite is not used up by that */
    { 1, BOB, TRUE },    /* first use */
    { 1, CAROL, TRUE },  /* second use */
    { 1, "102", FALSE }, /* used up */
  };
  g_auto (StoreAnswer) listed = { NULL };
  g_auto (StoreAnswer) revoked = { NULL };
  g_auto (StoreAnswer) unknown = { NULL };
  g_autoptr (GPtrArray) invites = NULL;
  g_autoptr (GError) error = NULL;

  store_fixture_set_clock (fixture, 1000);
  add_invite (fixture->store, 1, NULL, 2, 0);
  add_invite (fixture->store, 2, ALICE, 1, 0);
  add_invite (fixture->store, 3, NULL, 1, 1000);
  add_invite (fixture->store, 4, NULL, 5, 2000);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      guint8 hash[SERVER_HASH_SIZE];
      gboolean taken = FALSE;

      memset (hash, steps[i].mark, sizeof hash);
      if (register_with (fixture->store, steps[i].number, hash, &error) != steps[i].is_good)
        g_error ("Step %zu went the other way", i);
      taken = g_error_matches (error, LANDLINE_ERROR, LANDLINE_ERROR_CONFLICT);
      if (!steps[i].is_good && !taken)
        g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED);
      g_clear_error (&error);
    }

  server_store_invite_list_async (fixture->store, NULL, store_answer_cb, &listed);
  invites = server_store_invite_list_finish (fixture->store, store_answer_wait (&listed), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (invites->len, ==, 1);
  g_assert_cmpstr (((ServerInvite *) g_ptr_array_index (invites, 0))->id, ==, "i_4");

  server_store_invite_revoke_async (fixture->store, "i_4", NULL, store_answer_cb, &revoked);
  g_assert_true (
      server_store_invite_revoke_finish (fixture->store, store_answer_wait (&revoked), &error));
  server_store_invite_revoke_async (fixture->store, "i_4", NULL, store_answer_cb, &unknown);
  g_assert_false (
      server_store_invite_revoke_finish (fixture->store, store_answer_wait (&unknown), &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
}

/* An invitation for a number lets its user in again, once; one for anybody does not. What has
 * waited while no device was left is the new one's, but not while another has it. */
static void
test_readmission (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_autoptr (ServerAccount) again = NULL;
  g_autoptr (ServerAccount) another = NULL;
  g_autoptr (ServerPage) waiting = NULL;
  g_autoptr (ServerPage) nothing = NULL;
  g_autoptr (LandlineUser) profile = NULL;
  g_auto (StoreAnswer) answer = { NULL };
  g_autoptr (GError) error = NULL;
  LandlineSent sent;

  add_invite (fixture->store, 1, NULL, 2, 0);
  add_invite (fixture->store, 2, ALICE, 2, 0);
  store_revoke_device (fixture->store, ALICE, server_account_get_device_id (alice), &error);
  g_assert_no_error (error);
  g_assert_true (store_send (fixture->store, bob, NULL, ALICE, "Where are you?", &sent, &error));

  g_assert_null (register_device (fixture->store, ALICE, 1, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_CONFLICT);
  g_clear_error (&error);
  again = register_device (fixture->store, ALICE, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (server_account_get_user_id (again), ==, ALICE);
  g_assert_true (server_account_is_admin (again));
  waiting = store_read (fixture->store, again, -1, 10);
  store_assert_event (waiting, 0, again, "Where are you?");

  store_fixture_reopen (fixture);
  another = register_device (fixture->store, ALICE, 2, &error);
  g_assert_no_error (error);
  nothing = store_read (fixture->store, another, -1, 10);
  g_assert_cmpuint (nothing->rows->len, ==, 0);
  g_assert_null (register_device (fixture->store, ALICE, 2, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED);

  server_store_user_get_async (fixture->store, NULL, ALICE, NULL, store_answer_cb, &answer);
  profile = server_store_user_get_finish (fixture->store, store_answer_wait (&answer), NULL);
  g_assert_cmpstr (landline_user_get_name (profile), ==, "Alice"); /* stays what it was */
}

static ServerAccount *
find_device (ServerStore *store, const char *device_id)
{
  g_auto (StoreAnswer) answer = { NULL };
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 hash[SERVER_HASH_SIZE];
  gsize size = sizeof hash;

  g_checksum_update (checksum, (const guchar *) device_id, -1);
  g_checksum_get_digest (checksum, hash, &size);
  server_store_device_find_async (store, hash, NULL, store_answer_cb, &answer);
  return server_store_device_find_finish (store, store_answer_wait (&answer), NULL);
}

static void
test_devices (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_autoptr (ServerAccount) phone = store_add_device (fixture->store, ALICE);
  g_autoptr (ServerAccount) found = NULL;
  g_auto (StoreAnswer) listed = { NULL };
  g_autoptr (GPtrArray) devices = NULL;
  g_autoptr (GError) error = NULL;
  const char *phone_id = server_account_get_device_id (phone);

  found = find_device (fixture->store, phone_id);
  g_assert_cmpstr (server_account_get_user_id (found), ==, ALICE);
  g_assert_true (server_account_is_admin (found));
  g_assert_null (find_device (fixture->store, "d_nobody"));

  server_store_device_list_async (fixture->store, ALICE, NULL, store_answer_cb, &listed);
  devices = server_store_device_list_finish (fixture->store, store_answer_wait (&listed), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (devices->len, ==, 2);

  store_revoke_device (fixture->store, BOB, phone_id, &error);
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  store_revoke_device (fixture->store, ALICE, phone_id, &error);
  g_assert_no_error (error);

  g_assert_null (find_device (fixture->store, phone_id));
  g_assert_false (store_send (fixture->store, phone, NULL, BOB, "Late", NULL, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED);
  g_clear_error (&error);
  g_assert_cmpint (store_ack (fixture->store, phone, 1, &error), ==, -1);
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED);
}

static void
test_send (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_autoptr (ServerAccount) tablet = store_add_device (fixture->store, ALICE);
  g_autoptr (ServerPage) of_alice = NULL;
  g_autoptr (ServerPage) of_bob = NULL;
  g_autoptr (GError) error = NULL;
  LandlineSent first, second, answer;

  g_assert_true (store_send (fixture->store, alice, NULL, BOB, "One", &first, &error));
  g_assert_true (store_send (fixture->store, bob, NULL, ALICE, "Two", &answer, &error));
  g_assert_true (
      store_send (fixture->store, alice, NULL, first.conversation, "Three", &second, &error));
  g_assert_no_error (error);

  g_assert_cmpint (first.seq, ==, 1);
  g_assert_cmpint (answer.seq, ==, 2);
  g_assert_cmpint (second.seq, ==, 3);
  g_assert_cmpint (first.cursor, ==, 1);
  g_assert_cmpint (second.cursor, ==, 3);
  g_assert_false (first.duplicate);
  g_assert_cmpstr (first.conversation, ==, answer.conversation);
  g_assert_cmpstr (first.conversation, ==, second.conversation);

  of_bob = store_read (fixture->store, bob, 0, 10);
  g_assert_cmpuint (of_bob->rows->len, ==, 3);
  g_assert_false (of_bob->more);
  g_assert_cmpint (of_bob->cursor, ==, 3);
  store_assert_event (of_bob, 0, bob, "\"text\":\"One\"");
  store_assert_event (of_bob, 0, bob, "\"sender_id\":\"" ALICE "\"");
  store_assert_event (of_bob, 1, bob, "{\"frame\":\"sent\"");

  /* Who sent it is told `sent`, her other device is told the message. */
  of_alice = store_read (fixture->store, alice, 0, 10);
  store_assert_event (of_alice, 0, alice, "{\"frame\":\"sent\"");
  store_assert_event (of_alice, 0, tablet, "\"text\":\"One\"");
  store_assert_event (of_alice, 1, alice, "\"text\":\"Two\"");
}

static void
test_note_to_self (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerPage) page = NULL;
  g_autoptr (GError) error = NULL;
  LandlineSent first, second;

  g_assert_true (store_send (fixture->store, alice, NULL, ALICE, "Milk", &first, &error));
  g_assert_true (store_send (fixture->store, alice, NULL, ALICE, "Bread", &second, &error));
  g_assert_cmpint (second.seq, ==, 2);
  g_assert_cmpstr (first.conversation, ==, second.conversation);
  g_assert_cmpint (store_ack (fixture->store, alice, 2, &error), ==, 2);

  page = store_read (fixture->store, alice, 0, 10);
  g_assert_cmpuint (page->rows->len, ==, 2);
  g_assert_no_error (error);
}

static void
test_duplicates (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_autoptr (ServerAccount) carol = store_add_user (fixture->store, CAROL, "Carol");
  g_autofree char *id = landline_id_new_message ();
  g_autoptr (ServerPage) page = NULL;
  g_autoptr (GError) error = NULL;
  LandlineSent sent, again, other;

  g_assert_true (store_send (fixture->store, alice, id, BOB, "Once", &sent, &error));
  g_assert_true (store_send (fixture->store, alice, NULL, BOB, "Then", NULL, &error));
  store_fixture_reopen (fixture);
  g_assert_true (store_send (fixture->store, alice, id, BOB, "Once", &again, &error));
  g_assert_no_error (error);
  g_assert_true (again.duplicate);
  g_assert_cmpint (again.seq, ==, sent.seq);
  g_assert_cmpint (again.time, ==, sent.time);
  g_assert_cmpint (again.cursor, ==, 0);
  g_assert_cmpstr (again.conversation, ==, sent.conversation);

  /* The same id for something else. */
  g_assert_false (store_send (fixture->store, alice, id, BOB, "Twice", NULL, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_false (store_send (fixture->store, alice, id, CAROL, "Once", NULL, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_CONFLICT);
  g_clear_error (&error);

  /* Another sender's ids are others. */
  g_assert_true (store_send (fixture->store, bob, id, ALICE, "Mine", &other, &error));
  g_assert_no_error (error);
  g_assert_false (other.duplicate);
  g_assert_cmpint (other.seq, ==, 3);

  page = store_read (fixture->store, bob, 0, 10);
  g_assert_cmpuint (page->rows->len, ==, 3);
}

/* In one batch, as a client sends that does not know what became of its first try. */
static void
test_duplicates_at_once (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_autoptr (LandlineSendRequest) request = store_new_text (NULL, BOB, "Once");
  StoreAnswer answers[50] = { { NULL } };
  guint n_new = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    server_store_send_async (fixture->store, alice, request, NULL, store_answer_cb, &answers[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      LandlineSent sent;

      g_assert_true (
          server_store_send_finish (fixture->store, store_answer_wait (&answers[i]), &sent, NULL));
      g_assert_cmpint (sent.seq, ==, 1);
      n_new += !sent.duplicate;
      store_answer_clear (&answers[i]);
    }
  g_assert_cmpuint (n_new, ==, 1);
}

static void
test_refusals (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_autoptr (ServerAccount) carol = store_add_user (fixture->store, CAROL, "Carol");
  g_autoptr (LandlineConversation) group = NULL;
  g_autoptr (GError) error = NULL;

  group = store_add_group (fixture->store, alice, "Pair", BOB);
  g_assert_false (store_send (fixture->store, alice, NULL, "+15559999", "Hm", NULL, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (store_send (fixture->store, alice, NULL, "c_none", "Hm", NULL, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (store_send (fixture->store, carol, NULL, landline_conversation_get_id (group),
                              "Let me in", NULL, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
}

/* One that is refused does not harm the others of its batch, whose numbers have no hole. */
static void
test_refusal_among_others (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  StoreAnswer answers[60] = { { NULL } };
  gint64 expected = 1;

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (LandlineSendRequest) request = NULL;

      request = store_new_text (NULL, i % 3 == 1 ? "+15559999" : BOB, "Text");
      server_store_send_async (fixture->store, alice, request, NULL, store_answer_cb, &answers[i]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GError) error = NULL;
      LandlineSent sent;

      if (server_store_send_finish (fixture->store, store_answer_wait (&answers[i]), &sent, &error))
        g_assert_cmpint (sent.seq, ==, expected++);
      else
        g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
      g_assert_cmpint (error != NULL, ==, i % 3 == 1);
      store_answer_clear (&answers[i]);
    }
  g_assert_cmpint (expected, ==, 41);
}

static void
test_committed (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  StoreAnswer answers[200] = { { NULL } };
  gint64 last_alice = 0, last_bob = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (LandlineSendRequest) request = NULL;

      request = store_new_text (NULL, i % 2 == 0 ? BOB : ALICE, "Text");
      server_store_send_async (fixture->store, i % 2 == 0 ? alice : bob, request, NULL,
                               store_answer_cb, &answers[i]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      store_answer_wait (&answers[i]);
      store_answer_clear (&answers[i]);
    }
  /* Told of no later than answered, each inbox in order and without a hole. */
  g_assert_cmpuint (fixture->committed->len, ==, 400);
  for (guint i = 0; i < fixture->committed->len; i++)
    {
      ServerCommittedRow *row = &g_array_index (fixture->committed, ServerCommittedRow, i);
      gint64 *last = strcmp (row->user_id, ALICE) == 0 ? &last_alice : &last_bob;

      g_assert_cmpint (server_inbox_row_get_cursor (row->row), ==, *last + 1);
      (*last)++;
    }
}

static void
test_receipts (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_autoptr (ServerAccount) tablet = store_add_device (fixture->store, BOB);
  g_autoptr (ServerPage) first = NULL;
  g_autoptr (ServerPage) second = NULL;
  g_autoptr (ServerPage) third = NULL;
  g_autoptr (GError) error = NULL;
  LandlineSent sent;

  for (guint i = 0; i < 3; i++)
    g_assert_true (store_send (fixture->store, alice, NULL, BOB, "Text", &sent, &error));

  /* A device of his has one: delivered. The other device's acknowledgement is no news. */
  g_assert_cmpint (store_ack (fixture->store, bob, 1, &error), ==, 1);
  g_assert_cmpint (store_ack (fixture->store, tablet, 1, &error), ==, 1);
  first = store_read (fixture->store, alice, 0, 10);
  g_assert_cmpuint (first->rows->len, ==, 4);
  store_assert_receipt (first, 3, BOB, 1, 0);

  /* A newer receipt takes the place of the one that she has not read. */
  g_assert_cmpint (store_ack (fixture->store, bob, 3, &error), ==, 3);
  g_assert_cmpint (store_ack (fixture->store, bob, 2, &error), ==, 3);
  second = store_read (fixture->store, alice, 0, 10);
  g_assert_cmpuint (second->rows->len, ==, 4);
  store_assert_receipt (second, 3, BOB, 3, 0);
  g_assert_cmpint (second->cursor, ==, first->cursor + 1);

  /* What is read is delivered, never past the end, never back. */
  g_assert_true (store_read_mark (fixture->store, bob, sent.conversation, 2, &error));
  g_assert_true (store_read_mark (fixture->store, bob, sent.conversation, 99, &error));
  g_assert_true (store_read_mark (fixture->store, bob, sent.conversation, 1, &error));
  third = store_read (fixture->store, alice, 0, 10);
  g_assert_cmpuint (third->rows->len, ==, 4);
  store_assert_receipt (third, 3, BOB, 3, 3);

  /* Her own acknowledgements of what she sent tell nobody anything. */
  g_assert_cmpint (store_ack (fixture->store, alice, third->cursor, &error), ==, third->cursor);
  store_fixture_forget_committed (fixture);
  g_assert_cmpint (store_ack (fixture->store, alice, 999, &error), ==, third->cursor);
  g_assert_cmpuint (fixture->committed->len, ==, 0);
  g_assert_no_error (error);
}

/* A read on one device is known on the other. */
static void
test_read_elsewhere (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_autoptr (ServerAccount) tablet = store_add_device (fixture->store, BOB);
  g_autoptr (ServerPage) page = NULL;
  g_autoptr (GError) error = NULL;
  LandlineSent sent;

  g_assert_true (store_send (fixture->store, alice, NULL, BOB, "Text", &sent, &error));
  g_assert_true (store_read_mark (fixture->store, bob, sent.conversation, 1, &error));
  page = store_read (fixture->store, tablet, 0, 10);
  g_assert_cmpuint (page->rows->len, ==, 2);
  store_assert_receipt (page, 1, BOB, 1, 1);

  g_assert_false (store_read_mark (fixture->store, bob, "c_none", 1, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
}

static void
test_group_receipts (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_autoptr (ServerAccount) carol = store_add_user (fixture->store, CAROL, "Carol");
  g_autoptr (LandlineConversation) group = NULL;
  g_autoptr (ServerPage) of_alice = NULL;
  g_autoptr (ServerPage) of_carol = NULL;
  g_autoptr (GError) error = NULL;

  group = store_add_group (fixture->store, alice, "Three", BOB " " CAROL);
  g_assert_true (store_send (fixture->store, alice, NULL, landline_conversation_get_id (group),
                             "All", NULL, &error));
  g_assert_cmpint (store_ack (fixture->store, bob, 2, &error), ==, 2);
  g_assert_cmpint (store_ack (fixture->store, carol, 2, &error), ==, 2);

  /* Who sent it has a tick to turn for each; the others have none. */
  of_alice = store_read (fixture->store, alice, 2, 10);
  g_assert_cmpuint (of_alice->rows->len, ==, 2);
  store_assert_receipt (of_alice, 0, BOB, 1, 0);
  store_assert_receipt (of_alice, 1, CAROL, 1, 0);
  of_carol = store_read (fixture->store, carol, 2, 10);
  g_assert_cmpuint (of_carol->rows->len, ==, 0);
  g_assert_no_error (error);
}

static void
test_attach (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_autoptr (ServerAccount) tablet = NULL;
  g_autoptr (ServerPage) page = NULL;
  g_autoptr (GError) error = NULL;
  ServerPosition fresh, known, later, below, foreign, beyond, linked;

  for (guint i = 0; i < 5; i++)
    g_assert_true (store_send (fixture->store, alice, NULL, BOB, "Text", NULL, &error));

  fresh = store_attach (fixture->store, bob, NULL, 0);
  g_assert_true (landline_id_is_prefixed (fresh.generation, LANDLINE_ID_GENERATION));
  g_assert_cmpint (fresh.head, ==, 5);
  g_assert_cmpint (fresh.start, ==, 0);
  g_assert_false (fresh.reset);

  /* What a client says that it has is acknowledged by that. */
  known = store_attach (fixture->store, bob, fresh.generation, 3);
  g_assert_cmpint (known.start, ==, 3);
  g_assert_false (known.reset);
  page = store_read (fixture->store, bob, -1, 10);
  g_assert_cmpuint (page->rows->len, ==, 2);
  later = store_attach (fixture->store, bob, NULL, 0);
  g_assert_cmpint (later.start, ==, 3);

  /* One that says less than it has acknowledged has lost what it had: those rows may be gone. */
  below = store_attach (fixture->store, bob, fresh.generation, 2);
  g_assert_true (below.reset);
  g_assert_cmpint (below.start, ==, 3);
  known = store_attach (fixture->store, bob, fresh.generation, 3);
  g_assert_false (known.reset);

  foreign = store_attach (fixture->store, bob, "g_other", 4);
  g_assert_true (foreign.reset);
  g_assert_cmpint (foreign.start, ==, 3);
  beyond = store_attach (fixture->store, bob, fresh.generation, 6);
  g_assert_true (beyond.reset);

  /* A new device begins at the head. */
  tablet = store_add_device (fixture->store, BOB);
  linked = store_attach (fixture->store, tablet, NULL, 0);
  g_assert_cmpint (linked.start, ==, 5);
  g_assert_false (linked.reset);

  store_fixture_reopen (fixture);
  later = store_attach (fixture->store, bob, fresh.generation, 4);
  g_assert_cmpstr (later.generation, ==, fresh.generation);
  g_assert_cmpint (later.start, ==, 4);
  g_assert_no_error (error);
}

static void
test_inbox_pages (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_auto (StoreAnswer) small = { NULL };
  g_autoptr (ServerPage) first = NULL;
  g_autoptr (ServerPage) last = NULL;
  g_autoptr (ServerPage) empty = NULL;
  g_autoptr (ServerPage) large = NULL;
  g_autofree char *text = g_strnfill (5000, 'x');
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 5; i++)
    g_assert_true (store_send (fixture->store, alice, NULL, BOB, text, NULL, &error));
  first = store_read (fixture->store, bob, 0, 3);
  g_assert_cmpuint (first->rows->len, ==, 3);
  g_assert_true (first->more);
  last = store_read (fixture->store, bob, first->cursor, 3);
  g_assert_cmpuint (last->rows->len, ==, 2);
  g_assert_false (last->more);
  empty = store_read (fixture->store, bob, 5, 3);
  g_assert_cmpuint (empty->rows->len, ==, 0);
  g_assert_cmpint (empty->cursor, ==, 5);

  /* One row that is larger than asked for is still told. */
  server_store_inbox_read_async (fixture->store, bob, 0, 10, 1, NULL, store_answer_cb, &small);
  large = server_store_inbox_read_finish (fixture->store, store_answer_wait (&small), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (large->rows->len, ==, 1);
  g_assert_true (large->more);
}

static void
add_all (const char *implementation, StoreOpen open)
{
  const struct
  {
    const char *name;
    void (*test) (StoreFixture *fixture, gconstpointer data);
  } tests[] = {
    { "users", test_users },
    { "invites", test_invites },
    { "readmission", test_readmission },
    { "devices", test_devices },
    { "send", test_send },
    { "note-to-self", test_note_to_self },
    { "duplicates", test_duplicates },
    { "duplicates-at-once", test_duplicates_at_once },
    { "refusals", test_refusals },
    { "refusal-among-others", test_refusal_among_others },
    { "committed", test_committed },
    { "receipts", test_receipts },
    { "read-elsewhere", test_read_elsewhere },
    { "group-receipts", test_group_receipts },
    { "attach", test_attach },
    { "inbox-pages", test_inbox_pages },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strdup_printf ("/store/%s/%s", implementation, tests[i].name);

      g_test_add (path, StoreFixture, open, store_fixture_set_up, tests[i].test,
                  store_fixture_tear_down);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add_all ("sqlite", store_fixture_open_sqlite);
  return g_test_run ();
}
