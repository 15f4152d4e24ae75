/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-error.h"
#include "landline-media-hit.h"
#include "landline-limits.h"
#include "server-config.h"
#include "store-fixture.h"

/* What every implementation of ServerStore has to do, continued: conversations, files, forgetting,
 * time. */

#define ALICE "+15550101"
#define BOB   "+15550102"
#define CAROL "+15550103"
#define DAY   (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

static GPtrArray *
list_conversations (ServerStore *store, ServerAccount *who)
{
  g_auto (StoreAnswer) answer = { NULL };
  g_autoptr (GError) error = NULL;
  GPtrArray *list;

  server_store_conversation_list_async (store, server_account_get_user_id (who), NULL,
                                        store_answer_cb, &answer);
  list = server_store_conversation_list_finish (store, store_answer_wait (&answer), &error);
  g_assert_no_error (error);
  return list;
}

static void
test_conversations (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_autoptr (ServerAccount) carol = store_add_user (fixture->store, CAROL, "Carol");
  g_auto (StoreAnswer) got = { NULL };
  g_auto (StoreAnswer) receipts = { NULL };
  g_autoptr (GPtrArray) of_alice = NULL;
  g_autoptr (GPtrArray) of_carol = NULL;
  g_autoptr (GPtrArray) marks = NULL;
  g_autoptr (ServerPage) newest = NULL;
  g_autoptr (ServerPage) older = NULL;
  g_autoptr (GError) error = NULL;
  LandlineSent sent;

  store_fixture_set_clock (fixture, 1000);
  for (guint i = 0; i < 5; i++)
    g_assert_true (store_send (fixture->store, alice, NULL, BOB, "Text", &sent, &error));
  store_fixture_set_clock (fixture, 2000);
  g_assert_true (store_send (fixture->store, alice, NULL, ALICE, "Note", NULL, &error));

  of_alice = list_conversations (fixture->store, alice);
  g_assert_cmpuint (of_alice->len, ==, 2);
  g_assert_cmpstr (landline_conversation_get_id (g_ptr_array_index (of_alice, 1)), ==,
                   sent.conversation);
  g_assert_cmpint (landline_conversation_get_last_seq (g_ptr_array_index (of_alice, 1)), ==, 5);
  g_assert_cmpstr (landline_conversation_get_other (g_ptr_array_index (of_alice, 1), ALICE), ==,
                   BOB);

  newest = store_history (fixture->store, bob, sent.conversation, 0, 3, &error);
  g_assert_cmpuint (newest->rows->len, ==, 3);
  g_assert_true (newest->more);
  g_assert_cmpint (server_message_get_row (g_ptr_array_index (newest->rows, 0))->seq, ==, 5);
  older = store_history (fixture->store, bob, sent.conversation, 3, 3, &error);
  g_assert_cmpuint (older->rows->len, ==, 2);
  g_assert_false (older->more);

  /* A third sees nothing of it. */
  of_carol = list_conversations (fixture->store, carol);
  g_assert_cmpuint (of_carol->len, ==, 0);
  server_store_conversation_get_async (fixture->store, CAROL, sent.conversation, NULL,
                                       store_answer_cb, &got);
  g_assert_null (
      server_store_conversation_get_finish (fixture->store, store_answer_wait (&got), &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (store_history (fixture->store, carol, sent.conversation, 0, 10, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  server_store_receipts_async (fixture->store, CAROL, sent.conversation, NULL, store_answer_cb,
                               &receipts);
  marks = server_store_receipts_finish (fixture->store, store_answer_wait (&receipts), &error);
  g_assert_null (marks);
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
}

/* A page of history ends when its contents have the bytes that a page may have, and says so. */
static void
test_history_bytes (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_autofree char *text = g_strnfill (LANDLINE_LIMIT_TEXT, 'x');
  g_autoptr (ServerPage) newest = NULL;
  g_autoptr (ServerPage) older = NULL;
  g_autoptr (ServerPage) whole = NULL;
  g_autoptr (GError) error = NULL;
  gsize each;
  guint n;
  LandlineSent sent;

  g_assert_true (store_send (fixture->store, alice, NULL, BOB, text, &sent, &error));
  whole = store_history (fixture->store, bob, sent.conversation, 0, LANDLINE_LIMIT_PAGE, &error);
  each = server_message_get_row (g_ptr_array_index (whole->rows, 0))->content_length;
  n = (LANDLINE_LIMIT_PAGE_BYTES + each - 1) / each;
  g_assert_cmpuint (n, <, LANDLINE_LIMIT_PAGE);

  /* As many as a page has room for. */
  while (sent.seq < n)
    g_assert_true (store_send (fixture->store, alice, NULL, BOB, text, &sent, &error));
  g_clear_pointer (&whole, server_page_free);
  whole = store_history (fixture->store, bob, sent.conversation, 0, LANDLINE_LIMIT_PAGE, &error);
  g_assert_cmpuint (whole->rows->len, ==, n);
  g_assert_false (whole->more);

  /* One more: the oldest waits for the next page. */
  g_assert_true (store_send (fixture->store, alice, NULL, BOB, text, &sent, &error));
  newest = store_history (fixture->store, bob, sent.conversation, 0, LANDLINE_LIMIT_PAGE, &error);
  g_assert_cmpuint (newest->rows->len, ==, n);
  g_assert_true (newest->more);
  older = store_history (fixture->store, bob, sent.conversation, 2, LANDLINE_LIMIT_PAGE, &error);
  g_assert_cmpuint (older->rows->len, ==, 1);
  g_assert_false (older->more);
  g_assert_no_error (error);
}

static void
test_groups (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_autoptr (ServerAccount) carol = store_add_user (fixture->store, CAROL, "Carol");
  g_autoptr (LandlineConversation) group = NULL;
  g_autoptr (LandlineConversation) renamed = NULL;
  g_autoptr (LandlineConversation) grown = NULL;
  g_autoptr (LandlineConversation) left = NULL;
  g_autoptr (ServerPage) of_carol = NULL;
  g_autoptr (ServerPage) history = NULL;
  g_autoptr (ServerPage) of_alice = NULL;
  g_autoptr (GError) error = NULL;
  const char *id;

  group = store_add_group (fixture->store, alice, "Trip", BOB);
  id = landline_conversation_get_id (group);
  g_assert_cmpint (landline_conversation_find_member (group, ALICE)->role, ==, LANDLINE_ROLE_ADMIN);
  g_assert_cmpint (landline_conversation_find_member (group, BOB)->role, ==, LANDLINE_ROLE_MEMBER);
  g_assert_true (store_send (fixture->store, bob, NULL, id, "Before", NULL, &error));

  g_assert_null (store_change_group (fixture->store, bob, id, SERVER_GROUP_EDIT, "Mine", &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_MEMBER);
  g_clear_error (&error);
  g_assert_null (store_change_group (fixture->store, carol, id, SERVER_GROUP_ADD, CAROL, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  renamed = store_change_group (fixture->store, alice, id, SERVER_GROUP_EDIT, "Hike", &error);
  g_assert_cmpstr (landline_conversation_get_name (renamed), ==, "Hike");
  grown = store_change_group (fixture->store, alice, id, SERVER_GROUP_ADD, CAROL, &error);
  g_assert_cmpuint (landline_conversation_get_n_members (grown), ==, 3);
  g_assert_true (store_send (fixture->store, bob, NULL, id, "After", NULL, &error));

  /* A new member hears of the group, and sees what came after they did. */
  of_carol = store_read (fixture->store, carol, 0, 10);
  g_assert_cmpuint (of_carol->rows->len, ==, 2);
  store_assert_event (of_carol, 0, carol, "\"change\":\"member_added\"");
  store_assert_event (of_carol, 1, carol, "\"text\":\"After\"");
  history = store_history (fixture->store, carol, id, 0, 10, &error);
  g_assert_cmpuint (history->rows->len, ==, 1);

  /* The last administrator leaves: who has been there longest takes over. */
  left = store_change_group (fixture->store, alice, id, SERVER_GROUP_REMOVE, ALICE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (landline_conversation_get_n_members (left), ==, 2);
  g_assert_cmpint (landline_conversation_find_member (left, BOB)->role, ==, LANDLINE_ROLE_ADMIN);
  g_assert_false (store_send (fixture->store, alice, NULL, id, "Wait", NULL, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_MEMBER);
  g_clear_error (&error);
  g_assert_true (store_send (fixture->store, bob, NULL, id, "Gone", NULL, &error));
  of_alice = store_read (fixture->store, alice, 0, 20);
  store_assert_event (of_alice, of_alice->rows->len - 1, alice, "\"change\":\"member_left\"");
  g_assert_null (store_history (fixture->store, alice, id, 0, 10, NULL));
}

/* What somebody had got and read goes with their membership: it bounds nobody's ticks any more. */
static void
test_receipts_of_removed (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_autoptr (LandlineConversation) group = store_add_group (fixture->store, alice, "Trip", BOB);
  g_autoptr (LandlineConversation) without = NULL;
  g_autoptr (ServerPage) before = NULL;
  g_autoptr (ServerPage) after = NULL;
  g_autoptr (GError) error = NULL;
  const char *id = landline_conversation_get_id (group);

  g_assert_true (store_send (fixture->store, alice, NULL, id, "Text", NULL, &error));
  store_ack (fixture->store, bob, 2, &error);
  before = store_read (fixture->store, alice, 0, 20);
  g_assert_nonnull (server_inbox_row_get_receipt (store_get_row (before, before->rows->len - 1)));

  without = store_change_group (fixture->store, alice, id, SERVER_GROUP_REMOVE, BOB, &error);
  g_assert_no_error (error);
  after = store_read (fixture->store, alice, 0, 20);
  g_assert_cmpuint (after->rows->len, ==, before->rows->len);
  for (guint i = 0; i < after->rows->len; i++)
    g_assert_null (server_inbox_row_get_receipt (store_get_row (after, i)));
}

/* A repeated id gets its answer even when it could not be sent any more. */
static void
test_duplicate_after_leaving (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_autoptr (LandlineConversation) group = store_add_group (fixture->store, alice, "Trip", BOB);
  g_autoptr (LandlineConversation) left = NULL;
  g_autofree char *id = landline_id_new_message ();
  const char *conversation = landline_conversation_get_id (group);
  g_autoptr (GError) error = NULL;
  LandlineSent sent, again;

  g_assert_true (store_send (fixture->store, bob, id, conversation, "Bye", &sent, &error));
  left = store_change_group (fixture->store, bob, conversation, SERVER_GROUP_REMOVE, BOB, &error);
  g_assert_true (store_send (fixture->store, bob, id, conversation, "Bye", &again, &error));
  g_assert_no_error (error);
  g_assert_true (again.duplicate);
  g_assert_cmpint (again.seq, ==, sent.seq);
}

static void
test_media (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_autoptr (ServerAccount) carol = store_add_user (fixture->store, CAROL, "Carol");
  g_autoptr (LandlineMedia) plan = store_add_media (fixture->store, alice, "plan.txt");
  g_autoptr (LandlineMedia) newer = store_add_media (fixture->store, alice, "plan.txt");
  g_autoptr (LandlineSendRequest) request = store_new_document (BOB, landline_media_get_id (plan));
  g_autoptr (LandlineSendRequest) stolen = store_new_document (CAROL,
                                                               landline_media_get_id (newer));
  g_auto (StoreAnswer) by_alice = { NULL };
  g_auto (StoreAnswer) by_carol = { NULL };
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) nothing = NULL;
  g_autoptr (ServerPage) page = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (store_may_see (fixture->store, bob, landline_media_get_id (plan)));
  g_assert_true (store_send_request (fixture->store, alice, request, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (store_may_see (fixture->store, alice, landline_media_get_id (plan)));
  g_assert_true (store_may_see (fixture->store, bob, landline_media_get_id (plan)));
  g_assert_false (store_may_see (fixture->store, carol, landline_media_get_id (plan)));
  g_assert_false (store_may_see (fixture->store, bob, landline_media_get_id (newer)));

  /* The receiver is told all about the file. */
  page = store_read (fixture->store, bob, 0, 10);
  store_assert_event (page, 0, bob, "\"name\":\"plan.txt\"");
  store_assert_event (page, 0, bob, "\"size\":100");

  /* Nobody sends on what they may not see. */
  g_assert_false (store_send_request (fixture->store, bob, stolen, NULL, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  server_store_media_find_async (fixture->store, ALICE, "plan.txt", NULL, 10, NULL, store_answer_cb,
                                 &by_alice);
  found = server_store_media_find_finish (fixture->store, store_answer_wait (&by_alice), &error);
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_cmpstr (landline_media_get_id (
                       landline_media_hit_get_media (g_ptr_array_index (found, 0))),
                   ==, landline_media_get_id (newer));
  server_store_media_find_async (fixture->store, CAROL, "plan.txt", NULL, 10, NULL, store_answer_cb,
                                 &by_carol);
  nothing = server_store_media_find_finish (fixture->store, store_answer_wait (&by_carol), &error);
  g_assert_cmpuint (nothing->len, ==, 0);
  g_assert_no_error (error);
}

static void
test_avatar (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_autoptr (LandlineMedia) face = store_add_media (fixture->store, alice, "face.png");
  const char *id = landline_media_get_id (face);
  const LandlineProfileChange change = { .avatar = (char *) id };
  g_autoptr (LandlineUser) user = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (store_change_user (fixture->store, BOB, &change, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_false (store_may_see (fixture->store, bob, id));
  user = store_change_user (fixture->store, ALICE, &change, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (landline_user_get_avatar (user), ==, id);
  g_assert_cmpstr (landline_user_get_name (user), ==, "Alice");
  g_assert_true (store_may_see (fixture->store, bob, id));
}

static void
test_forgetting (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_autoptr (ServerAccount) tablet = store_add_device (fixture->store, BOB);
  g_autofree char *id = landline_id_new_message ();
  g_autoptr (ServerPage) waiting = NULL;
  g_autoptr (ServerPage) history = NULL;
  g_autoptr (GError) error = NULL;
  LandlineSent sent, again;

  store_fixture_set_clock (fixture, 1000 * DAY);
  g_assert_true (store_send (fixture->store, alice, id, BOB, "Old", &sent, &error));
  g_assert_true (store_send (fixture->store, alice, NULL, BOB, "Old too", NULL, &error));
  store_ack (fixture->store, alice, 9, &error);
  store_ack (fixture->store, bob, 2, &error);
  store_fixture_set_clock (fixture, 1002 * DAY);

  /* A device of his has not got them. */
  g_assert_cmpuint (store_collect (fixture->store, SERVER_RETENTION_DELIVERED), ==, 0);
  waiting = store_read (fixture->store, tablet, -1, 10);
  g_assert_cmpuint (waiting->rows->len, ==, 2);

  /* Now it has got one. */
  store_ack (fixture->store, tablet, 1, &error);
  store_ack (fixture->store, alice, 9, &error);
  g_assert_cmpuint (store_collect (fixture->store, SERVER_RETENTION_FOREVER), ==, 0);
  g_assert_cmpuint (store_collect (fixture->store, 7), ==, 0);
  g_assert_cmpuint (store_collect (fixture->store, SERVER_RETENTION_DELIVERED), ==, 1);
  history = store_history (fixture->store, bob, sent.conversation, 0, 10, &error);
  g_assert_cmpuint (history->rows->len, ==, 1);

  /* The second is within the grace again: the clock went back. */
  store_ack (fixture->store, tablet, 2, &error);
  store_fixture_set_clock (fixture, 1000 * DAY + 1);
  g_assert_cmpuint (store_collect (fixture->store, SERVER_RETENTION_DELIVERED), ==, 0);
  store_fixture_set_clock (fixture, 1002 * DAY);
  g_assert_cmpuint (store_collect (fixture->store, SERVER_RETENTION_DELIVERED), ==, 1);

  /* What was forgotten is still known by its id, and not by another text. */
  g_assert_true (store_send (fixture->store, alice, id, BOB, "Old", &again, &error));
  g_assert_true (again.duplicate);
  g_assert_cmpint (again.seq, ==, sent.seq);
  g_assert_false (store_send (fixture->store, alice, id, BOB, "New", NULL, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_CONFLICT);
}

/* Forgetting is done in steps, and numbering goes on behind it. */
static void
test_forgetting_much (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_autoptr (GPtrArray) requests = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree StoreAnswer *answers = g_new0 (StoreAnswer, 2000);
  g_autoptr (ServerPage) page = NULL;
  g_autoptr (GError) error = NULL;
  ServerPosition position;
  LandlineSent sent;

  store_fixture_set_clock (fixture, 1000 * DAY);
  for (guint i = 0; i < 2000; i++)
    {
      g_ptr_array_add (requests, store_new_text (NULL, BOB, "Text"));
      server_store_send_async (fixture->store, alice, g_ptr_array_index (requests, i), NULL,
                               store_answer_cb, &answers[i]);
    }
  for (guint i = 0; i < 2000; i++)
    {
      store_answer_wait (&answers[i]);
      store_answer_clear (&answers[i]);
    }
  position = store_attach (fixture->store, bob, NULL, 0);
  store_ack (fixture->store, bob, 2000, &error);
  store_ack (fixture->store, alice, 2001, &error);
  store_fixture_set_clock (fixture, 1005 * DAY);
  g_assert_cmpuint (store_collect (fixture->store, SERVER_RETENTION_DELIVERED), ==, 2000);
  g_assert_cmpuint (store_collect (fixture->store, SERVER_RETENTION_DELIVERED), ==, 0);

  /* Who read on from the middle when it went is at the end now, and does not look for it again. */
  page = store_read (fixture->store, alice, 10, 10);
  g_assert_cmpuint (page->rows->len, ==, 0);
  g_assert_false (page->more);
  g_assert_cmpint (page->cursor, ==, 2001);

  g_assert_true (store_send (fixture->store, alice, NULL, BOB, "Next", &sent, &error));
  g_assert_cmpint (sent.seq, ==, 2001);
  /* A client that has less than what is kept has to begin anew. */
  position = store_attach (fixture->store, bob, position.generation, 10);
  g_assert_true (position.reset);
  g_assert_cmpint (position.start, ==, 2000);
  g_assert_no_error (error);
}

/* A member who was removed still gets what was theirs. */
static void
test_forgetting_keeps_for_removed (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_autoptr (LandlineConversation) group = store_add_group (fixture->store, alice, "Pair", BOB);
  g_autoptr (LandlineConversation) without = NULL;
  g_autoptr (ServerPage) page = NULL;
  g_autoptr (GError) error = NULL;
  const char *id = landline_conversation_get_id (group);

  store_fixture_set_clock (fixture, 1000 * DAY);
  g_assert_true (store_send (fixture->store, alice, NULL, id, "Yours", NULL, &error));
  without = store_change_group (fixture->store, alice, id, SERVER_GROUP_REMOVE, BOB, &error);
  store_ack (fixture->store, alice, 99, &error);
  store_fixture_set_clock (fixture, 1005 * DAY);
  g_assert_cmpuint (store_collect (fixture->store, SERVER_RETENTION_DELIVERED), ==, 0);
  page = store_read (fixture->store, bob, 0, 10);
  store_assert_event (page, 1, bob, "\"text\":\"Yours\"");
  g_assert_no_error (error);
}

static void
test_media_collected (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_autoptr (LandlineMedia) sent = NULL;
  g_autoptr (LandlineMedia) unsent = NULL;
  g_autoptr (LandlineSendRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  store_fixture_set_clock (fixture, 1000 * DAY);
  sent = store_add_media (fixture->store, alice, "sent.txt");
  unsent = store_add_media (fixture->store, alice, "unsent.txt");
  request = store_new_document (BOB, landline_media_get_id (sent));
  g_assert_true (store_send_request (fixture->store, alice, request, NULL, &error));

  store_fixture_set_clock (fixture, 1031 * DAY);
  store_collect (fixture->store, SERVER_RETENTION_DELIVERED);
  g_assert_false (store_may_see (fixture->store, alice, landline_media_get_id (unsent)));
  g_assert_true (store_may_see (fixture->store, bob, landline_media_get_id (sent)));

  store_ack (fixture->store, alice, 9, &error);
  store_ack (fixture->store, bob, 9, &error);
  store_collect (fixture->store, SERVER_RETENTION_DELIVERED);
  g_assert_false (store_may_see (fixture->store, bob, landline_media_get_id (sent)));
  g_assert_no_error (error);
}

/* A file that was sent on is kept as long as the message that did, however old the file is. */
static void
test_media_forwarded (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_autoptr (LandlineMedia) file = NULL;
  g_autoptr (LandlineSendRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  store_fixture_set_clock (fixture, 1000 * DAY);
  file = store_add_media (fixture->store, alice, "plan.txt");
  request = store_new_document (BOB, landline_media_get_id (file));
  store_fixture_set_clock (fixture, 1031 * DAY);
  g_assert_true (store_send_request (fixture->store, alice, request, NULL, &error));
  store_ack (fixture->store, alice, 9, &error);
  store_ack (fixture->store, bob, 9, &error);

  /* The message is forgotten before the file's own time is over. */
  store_fixture_set_clock (fixture, 1033 * DAY);
  store_ack (fixture->store, alice, 9, &error);
  g_assert_cmpuint (store_collect (fixture->store, SERVER_RETENTION_DELIVERED), ==, 1);
  g_assert_true (store_may_see (fixture->store, bob, landline_media_get_id (file)));

  store_fixture_set_clock (fixture, 1062 * DAY);
  store_collect (fixture->store, SERVER_RETENTION_DELIVERED);
  g_assert_false (store_may_see (fixture->store, bob, landline_media_get_id (file)));
  g_assert_no_error (error);
}

/* Time decides nothing about order. */
static void
test_clock_jumping (StoreFixture *fixture, gconstpointer data)
{
  const gint64 times[] = { 5000, 1000, 9000, 2000, 0 };
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_autoptr (ServerPage) page = NULL;
  g_autoptr (ServerPage) history = NULL;
  g_autoptr (GError) error = NULL;
  LandlineSent sent;

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      store_fixture_set_clock (fixture, times[i]);
      g_assert_true (store_send (fixture->store, alice, NULL, BOB, "Text", &sent, &error));
      g_assert_cmpint (sent.seq, ==, i + 1);
      g_assert_cmpint (sent.cursor, ==, i + 1);
      g_assert_cmpint (sent.time, ==, times[i]);
    }
  page = store_read (fixture->store, bob, 0, 10);
  history = store_history (fixture->store, bob, sent.conversation, 0, 10, &error);
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      ServerMessage *message = server_inbox_row_get_message (store_get_row (page, i));
      ServerMessage *older = g_ptr_array_index (history->rows, G_N_ELEMENTS (times) - 1 - i);

      g_assert_cmpint (server_message_get_row (message)->seq, ==, i + 1);
      g_assert_cmpint (server_message_get_row (older)->seq, ==, i + 1);
    }
}

static void
test_heads (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_autoptr (ServerAccount) tablet = store_add_device (fixture->store, BOB);
  g_autoptr (GPtrArray) accounts = g_ptr_array_new ();
  g_auto (StoreAnswer) answer = { NULL };
  g_autoptr (GArray) heads = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (store_send (fixture->store, alice, NULL, BOB, "Text", NULL, &error));
  g_assert_true (store_send (fixture->store, alice, NULL, ALICE, "Note", NULL, &error));
  store_revoke_device (fixture->store, BOB, server_account_get_device_id (tablet), &error);
  g_ptr_array_add (accounts, alice);
  g_ptr_array_add (accounts, bob);
  g_ptr_array_add (accounts, tablet);
  server_store_heads_async (fixture->store, accounts, NULL, store_answer_cb, &answer);
  heads = server_store_heads_finish (fixture->store, store_answer_wait (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_array_index (heads, gint64, 0), ==, 2);
  g_assert_cmpint (g_array_index (heads, gint64, 1), ==, 1);
  g_assert_cmpint (g_array_index (heads, gint64, 2), ==, -1);
}

static void
test_peers_and_stats (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_autoptr (ServerAccount) carol = store_add_user (fixture->store, CAROL, "Carol");
  g_auto (StoreAnswer) peers = { NULL };
  g_auto (StoreAnswer) seen = { NULL };
  g_auto (StoreAnswer) got = { NULL };
  g_auto (StoreAnswer) counted = { NULL };
  g_auto (StoreAnswer) checked = { NULL };
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (LandlineUser) user = NULL;
  g_autoptr (GError) error = NULL;
  ServerStats stats;

  g_assert_true (store_send (fixture->store, alice, NULL, BOB, "Text", NULL, &error));
  server_store_peers_async (fixture->store, ALICE, NULL, 10, NULL, store_answer_cb, &peers);
  list = server_store_peers_finish (fixture->store, store_answer_wait (&peers), &error);
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (((ServerPeer *) g_ptr_array_index (list, 0))->user_id, ==, BOB);

  store_fixture_set_clock (fixture, 4711);
  server_store_seen_async (fixture->store, carol, NULL, store_answer_cb, &seen);
  g_assert_true (server_store_seen_finish (fixture->store, store_answer_wait (&seen), &error));
  server_store_user_get_async (fixture->store, NULL, CAROL, NULL, store_answer_cb, &got);
  user = server_store_user_get_finish (fixture->store, store_answer_wait (&got), &error);
  g_assert_cmpint (landline_user_get_last_seen (user), ==, 4711);

  server_store_stats_async (fixture->store, NULL, store_answer_cb, &counted);
  g_assert_true (
      server_store_stats_finish (fixture->store, store_answer_wait (&counted), &stats, &error));
  g_assert_cmpuint (stats.users, ==, 3);
  g_assert_cmpuint (stats.devices, ==, 3);
  g_assert_cmpuint (stats.messages, ==, 1);
  g_assert_cmpuint (stats.inbox_rows, ==, 2);

  server_store_check_async (fixture->store, NULL, store_answer_cb, &checked);
  g_assert_true (server_store_check_finish (fixture->store, store_answer_wait (&checked), &error));
  g_assert_no_error (error);
}

static gpointer
send_from_thread (gpointer data)
{
  StoreFixture *fixture = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (ServerAccount) dave = NULL;
  g_auto (StoreAnswer) answer = { NULL };
  g_autoptr (LandlineSendRequest) request = store_new_text (NULL, ALICE, "From afar");
  ServerAccount *account = g_object_get_data (G_OBJECT (fixture->store), "account");
  LandlineSent sent;

  g_main_context_push_thread_default (context);
  server_store_send_async (fixture->store, account, request, NULL, store_answer_cb, &answer);
  while (answer.result == NULL)
    g_main_context_iteration (context, TRUE);
  g_assert_true (server_store_send_finish (fixture->store, answer.result, &sent, NULL));
  g_main_context_pop_thread_default (context);
  return GINT_TO_POINTER ((int) sent.seq);
}

/* Answered on the caller's context, whichever that is. */
static void
test_other_context (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  GThread *thread;

  g_object_set_data (G_OBJECT (fixture->store), "account", alice);
  thread = g_thread_new ("caller", send_from_thread, fixture);
  g_assert_cmpint (GPOINTER_TO_INT (g_thread_join (thread)), ==, 1);
}

static void
add_all (const char *implementation, StoreOpen open)
{
  const struct
  {
    const char *name;
    void (*test) (StoreFixture *fixture, gconstpointer data);
  } tests[] = {
    { "conversations", test_conversations },
    { "history-bytes", test_history_bytes },
    { "groups", test_groups },
    { "duplicate-after-leaving", test_duplicate_after_leaving },
    { "media", test_media },
    { "avatar", test_avatar },
    { "forgetting", test_forgetting },
    { "forgetting-much", test_forgetting_much },
    { "forgetting-keeps-for-removed", test_forgetting_keeps_for_removed },
    { "receipts-of-removed", test_receipts_of_removed },
    { "media-collected", test_media_collected },
    { "media-forwarded", test_media_forwarded },
    { "clock-jumping", test_clock_jumping },
    { "heads", test_heads },
    { "peers-and-stats", test_peers_and_stats },
    { "other-context", test_other_context },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strdup_printf ("/store/%s/keeping/%s", implementation,
                                               tests[i].name);

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
