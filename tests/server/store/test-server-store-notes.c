/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-error.h"
#include "server-config.h"
#include "store-fixture.h"

/* What users note for themselves, and what follows from whom they block. For every implementation
 * of ServerStore. */

#define ALICE "+15550101"
#define BOB   "+15550102"
#define CAROL "+15550103"

typedef struct
{
  StoreFixture base;
  ServerStore *store;
  ServerAccount *alice;
  ServerAccount *alice_too;
  ServerAccount *bob;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  store_fixture_set_up (&fixture->base, data);
  fixture->store = fixture->base.store;
  fixture->alice = store_add_user (fixture->store, ALICE, "Alice");
  fixture->alice_too = store_add_device (fixture->store, ALICE);
  fixture->bob = store_add_user (fixture->store, BOB, "Bob");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  server_account_unref (fixture->alice);
  server_account_unref (fixture->alice_too);
  server_account_unref (fixture->bob);
  store_fixture_tear_down (&fixture->base, data);
}

static gint64
note (Fixture *fixture, ServerAccount *who, const char *key, const char *value)
{
  g_autoptr (GError) error = NULL;
  ServerNoted noted;

  store_note (fixture->store, who, NULL, key, value, &noted, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (noted.done.conversation, ==, "");
  return noted.done.version;
}

static guint
count_told (Fixture *fixture, ServerAccount *who, const char *part)
{
  g_autoptr (ServerPage) page = store_read (fixture->store, who, -1, 500);
  guint n = 0;

  for (guint i = 0; i < page->rows->len; i++)
    {
      g_autofree char *frame = store_dup_frame (page, i, who);

      n += strstr (frame, part) != NULL;
    }
  return n;
}

static void
test_last_value (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerPage) first = NULL;
  g_autoptr (ServerPage) rest = NULL;
  g_autoptr (ServerPage) others = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (note (fixture, fixture->alice, "mute:c_9f", "forever"), ==, 1);
  g_assert_cmpint (note (fixture, fixture->alice, "disappear", "86400"), ==, 2);
  g_assert_cmpint (note (fixture, fixture->alice_too, "mute:c_9f", ""), ==, 3);
  g_assert_cmpint (note (fixture, fixture->alice, "later_kind", "x"), ==, 4);
  g_assert_cmpint (note (fixture, fixture->bob, "mute:c_9f", "12"), ==, 1);

  first = store_notes (fixture->store, fixture->alice, 0, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (first->rows->len, ==, 2);
  g_assert_true (first->more);
  g_assert_cmpstr (landline_note_get_key (first->rows->pdata[0]), ==, "disappear");
  g_assert_cmpstr (landline_note_get_value (first->rows->pdata[0]), ==, "86400");
  g_assert_cmpstr (landline_note_get_key (first->rows->pdata[1]), ==, "mute:c_9f");
  g_assert_cmpstr (landline_note_get_value (first->rows->pdata[1]), ==, "");
  rest = store_notes (fixture->store, fixture->alice, 3, 2, &error);
  g_assert_cmpuint (rest->rows->len, ==, 1);
  g_assert_false (rest->more);
  others = store_notes (fixture->store, fixture->bob, 0, 500, &error);
  g_assert_cmpuint (others->rows->len, ==, 1);
  g_assert_cmpstr (landline_note_get_value (others->rows->pdata[0]), ==, "12");
}

/* The device that noted it is told that it is done, the user's others what holds, nobody else
 * anything. */
static void
test_told (Fixture *fixture, gconstpointer data)
{
  note (fixture, fixture->alice, "mute:c_9f", "forever");
  note (fixture, fixture->alice, "mute:c_9f", "12");
  g_assert_cmpuint (count_told (fixture, fixture->alice, "\"frame\":\"done\""), ==, 2);
  g_assert_cmpuint (count_told (fixture, fixture->alice, "\"note\""), ==, 0);
  g_assert_cmpuint (count_told (fixture, fixture->alice_too, "\"frame\":\"done\""), ==, 0);
  g_assert_cmpuint (count_told (fixture, fixture->alice_too, "\"value\":\"12\""), ==, 1);
  g_assert_cmpuint (count_told (fixture, fixture->alice_too, "forever"), ==, 0);
  g_assert_cmpuint (count_told (fixture, fixture->bob, ""), ==, 0);
}

static void
test_repeated (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = landline_id_new_message ();
  g_autoptr (GError) error = NULL;
  ServerNoted first, again;
  guint n_rows;

  g_assert_true (
      store_note (fixture->store, fixture->alice, id, "mute:c_9f", "12", &first, &error));
  note (fixture, fixture->alice, "mute:c_9f", "13");
  n_rows = fixture->base.committed->len;
  g_assert_true (
      store_note (fixture->store, fixture->alice_too, id, "mute:c_9f", "12", &again, &error));
  g_assert_true (again.done.duplicate);
  g_assert_cmpint (again.done.version, ==, first.done.version);
  g_assert_cmpint (again.done.cursor, ==, 0);
  g_assert_cmpuint (fixture->base.committed->len, ==, n_rows);
  g_assert_false (
      store_note (fixture->store, fixture->alice, id, "mute:c_9f", "14", &again, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_CONFLICT);
  g_clear_error (&error);

  /* The id is each user's own. */
  g_assert_true (store_note (fixture->store, fixture->bob, id, "mute:c_9f", "14", &again, &error));
  g_assert_false (again.done.duplicate);
}

static void
send (Fixture *fixture, ServerAccount *who, const char *to, const char *text, LandlineSent *sent)
{
  g_autoptr (GError) error = NULL;

  store_send (fixture->store, who, NULL, to, text, sent, &error);
  g_assert_no_error (error);
}

static guint
count_history (Fixture *fixture, ServerAccount *who, const char *conversation)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ServerPage) page = store_history (fixture->store, who, conversation, 0, 100, &error);

  g_assert_no_error (error);
  return page->rows->len;
}

static void
test_block (Fixture *fixture, gconstpointer data)
{
  LandlineSent before, withheld, after;

  send (fixture, fixture->bob, ALICE, "Before", &before);
  note (fixture, fixture->alice, "block:" BOB, "1");
  send (fixture, fixture->bob, ALICE, "During", &withheld);
  store_fixture_reopen (&fixture->base);
  fixture->store = fixture->base.store;
  send (fixture, fixture->bob, ALICE, "Still", NULL);

  /* Who sent it cannot tell. */
  g_assert_cmpint (withheld.seq, ==, before.seq + 1);
  g_assert_cmpint (withheld.cursor, >, 0);
  g_assert_cmpuint (count_history (fixture, fixture->bob, before.conversation), ==, 3);
  g_assert_cmpuint (count_told (fixture, fixture->bob, "\"frame\":\"sent\""), ==, 3);

  /* Who blocked them gets nothing, and keeps what there was. */
  g_assert_cmpuint (count_history (fixture, fixture->alice, before.conversation), ==, 1);
  g_assert_cmpuint (count_told (fixture, fixture->alice, "\"event\":\"message\""), ==, 1);

  /* Nor later. The other way nothing is in the way. */
  note (fixture, fixture->alice_too, "block:" BOB, "");
  send (fixture, fixture->bob, ALICE, "After", &after);
  send (fixture, fixture->alice, BOB, "Hello again", NULL);
  g_assert_cmpint (after.seq, ==, 4);
  g_assert_cmpuint (count_history (fixture, fixture->alice, before.conversation), ==, 3);
  g_assert_cmpuint (count_told (fixture, fixture->alice_too, "\"text\":\"After\""), ==, 1);
  g_assert_cmpuint (count_told (fixture, fixture->alice_too, "\"text\":\"During\""), ==, 0);
}

/* What was kept from who was blocked comes when they are not any more, once, and nothing before. */
static void
test_block_profile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) carol = store_add_user (fixture->store, CAROL, "Carol");

  send (fixture, fixture->bob, ALICE, "Before", NULL);
  note (fixture, fixture->alice, "block:" BOB, "1");
  note (fixture, fixture->alice, "block:" CAROL, "1");
  g_assert_cmpuint (count_told (fixture, fixture->bob, "\"event\":\"user\""), ==, 0);
  note (fixture, fixture->alice, "block:" BOB, "");
  g_assert_cmpuint (count_told (fixture, fixture->bob,
                                "\"event\":\"user\",\"user\":{\"user_id\":\"" ALICE "\""),
                    ==, 1);
  note (fixture, fixture->alice_too, "block:" BOB, "");
  g_assert_cmpuint (count_told (fixture, fixture->bob, "\"event\":\"user\""), ==, 1);
  /* Carol has nothing to do with them. */
  note (fixture, fixture->alice, "block:" CAROL, "");
  g_assert_cmpuint (count_told (fixture, carol, ""), ==, 0);
}

/* Before there is a conversation, and before there is the other. */
static void
test_block_first (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) carol = NULL;

  note (fixture, fixture->alice, "block:" BOB, "1");
  note (fixture, fixture->alice, "block:" CAROL, "1");
  send (fixture, fixture->bob, ALICE, "Hello", NULL);
  carol = store_add_user (fixture->store, CAROL, "Carol");
  send (fixture, carol, ALICE, "Hello", NULL);
  g_assert_cmpuint (count_told (fixture, fixture->alice, "\"event\":\"message\""), ==, 0);

  /* In Note to self there is nobody else. */
  note (fixture, fixture->alice, "block:" ALICE, "1");
  send (fixture, fixture->alice, ALICE, "To myself", NULL);
  g_assert_cmpuint (count_told (fixture, fixture->alice_too, "To myself"), ==, 1);
}

static gint64
act (Fixture *fixture,
     ServerAccount *who,
     const char *conversation,
     const char *message,
     LandlineActionKind kind)
{
  g_autoptr (LandlineAction) action = NULL;
  LandlineDone done = { 0 };

  action = landline_action_new (NULL, conversation, message, kind,
                                kind == LANDLINE_ACTION_REACT ? "👍" : NULL, NULL);
  return store_act (fixture->store, who, action, &done, NULL) ? done.version : 0;
}

static void
test_block_actions (Fixture *fixture, gconstpointer data)
{
  LandlineSent before, during;

  send (fixture, fixture->bob, ALICE, "Before", &before);
  note (fixture, fixture->alice, "block:" BOB, "1");
  send (fixture, fixture->bob, ALICE, "During", &during);

  g_assert_cmpint (act (fixture, fixture->bob, before.conversation, before.id,
                        LANDLINE_ACTION_REACT),
                   ==, 1);
  g_assert_cmpint (act (fixture, fixture->bob, before.conversation, during.id,
                        LANDLINE_ACTION_REACT),
                   ==, 2);
  /* What is withheld is not there for them. */
  g_assert_cmpint (act (fixture, fixture->alice, before.conversation, during.id,
                        LANDLINE_ACTION_REACT),
                   ==, 0);
  g_assert_cmpint (act (fixture, fixture->bob, before.conversation, during.id,
                        LANDLINE_ACTION_DELETE),
                   ==, 3);
  g_assert_cmpuint (count_told (fixture, fixture->alice, "\"event\":\"action\""), ==, 0);
  /* What was promised to everyone is. */
  g_assert_cmpint (act (fixture, fixture->bob, before.conversation, before.id,
                        LANDLINE_ACTION_DELETE),
                   ==, 4);
  g_assert_cmpuint (count_told (fixture, fixture->alice, "\"action\":\"delete\""), ==, 1);
}

/* As Bob sees how far Alice has got. */
static void
assert_watermark (Fixture *fixture, const char *conversation, gint64 seq)
{
  g_auto (StoreAnswer) answer = { NULL };
  g_autoptr (GPtrArray) receipts = NULL;
  guint n = 0;

  server_store_receipts_async (fixture->store, BOB, conversation, NULL, store_answer_cb, &answer);
  receipts = server_store_receipts_finish (fixture->store, store_answer_wait (&answer), NULL);
  for (guint i = 0; i < receipts->len; i++)
    if (g_str_equal (landline_receipt_get_user_id (receipts->pdata[i]), ALICE))
      {
        g_assert_cmpint (landline_receipt_get_delivered (receipts->pdata[i]), ==, seq);
        g_assert_cmpint (landline_receipt_get_read (receipts->pdata[i]), ==, seq);
        n++;
      }
  g_assert_cmpuint (n, ==, 1);
}

/* No tick turns for who is blocked. */
static void
test_block_receipts (Fixture *fixture, gconstpointer data)
{
  LandlineSent before;

  send (fixture, fixture->bob, ALICE, "Before", &before);
  note (fixture, fixture->alice, "block:" BOB, "1");
  store_ack (fixture->store, fixture->alice, 100, NULL);
  store_read_mark (fixture->store, fixture->alice, before.conversation, 1, NULL);
  g_assert_cmpuint (count_told (fixture, fixture->bob, "\"event\":\"receipt\""), ==, 0);
  assert_watermark (fixture, before.conversation, 0);

  /* They move again with what comes when they are not any more. */
  note (fixture, fixture->alice, "block:" BOB, "");
  store_read_mark (fixture->store, fixture->alice, before.conversation, 1, NULL);
  g_assert_cmpuint (count_told (fixture, fixture->bob, "\"event\":\"receipt\""), ==, 1);
  assert_watermark (fixture, before.conversation, 1);
}

/* A file that is withheld is not theirs to see. */
static void
test_block_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineMedia) media = store_add_media (fixture->store, fixture->bob, "plan.txt");
  g_autoptr (LandlineSendRequest) request = NULL;

  request = store_new_document (ALICE, landline_media_get_id (media));
  note (fixture, fixture->alice, "block:" BOB, "1");
  g_assert_true (store_send_request (fixture->store, fixture->bob, request, NULL, NULL));
  g_assert_false (store_may_see (fixture->store, fixture->alice, landline_media_get_id (media)));
  g_assert_true (store_may_see (fixture->store, fixture->bob, landline_media_get_id (media)));
}

static guint
count_peers (Fixture *fixture, ServerAccount *who)
{
  g_auto (StoreAnswer) answer = { NULL };
  g_autoptr (GPtrArray) peers = NULL;

  server_store_peers_async (fixture->store, server_account_get_user_id (who), NULL, 10, NULL,
                            store_answer_cb, &answer);
  peers = server_store_peers_finish (fixture->store, store_answer_wait (&answer), NULL);
  return peers->len;
}

static void
test_blocks (Fixture *fixture, gconstpointer data)
{
  send (fixture, fixture->bob, ALICE, "Hello", NULL);
  g_assert_cmpuint (count_peers (fixture, fixture->alice), ==, 1);

  note (fixture, fixture->alice, "block:" BOB, "1");
  g_assert_cmpuint (count_peers (fixture, fixture->alice), ==, 0);
  g_assert_cmpuint (count_peers (fixture, fixture->bob), ==, 0);

  note (fixture, fixture->alice, "block:" BOB, "");
  g_assert_cmpuint (count_peers (fixture, fixture->bob), ==, 1);
}

static gboolean
parts (Fixture *fixture, ServerAccount *who, const char *key, const char *value)
{
  ServerNoted noted = { .parts = FALSE };

  g_assert_true (store_note (fixture->store, who, NULL, key, value, &noted, NULL));
  return noted.parts;
}

/* Whether two hear less of each other from now on, or more: only those who did, and only once. */
static void
test_parting (Fixture *fixture, gconstpointer data)
{
  g_assert_false (parts (fixture, fixture->alice, "block:" BOB, "1"));
  g_assert_false (parts (fixture, fixture->alice, "block:" CAROL, "1"));
  g_assert_false (parts (fixture, fixture->alice, "block:" ALICE, "1"));
  g_assert_false (parts (fixture, fixture->alice, "block:" BOB, ""));
  send (fixture, fixture->bob, ALICE, "Hello", NULL);
  g_assert_true (parts (fixture, fixture->alice, "block:" BOB, "1"));
  g_assert_false (parts (fixture, fixture->alice, "block:" BOB, "1"));
  g_assert_false (parts (fixture, fixture->alice, "mute:c_9f", "1"));

  /* Between the two there is something already, and still. */
  g_assert_false (parts (fixture, fixture->bob, "block:" ALICE, "1"));
  g_assert_false (parts (fixture, fixture->alice, "block:" BOB, ""));
  g_assert_true (parts (fixture, fixture->bob, "block:" ALICE, ""));
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/store/sqlite/notes/", name, NULL);

  g_test_add (path, Fixture, store_fixture_open_sqlite, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("last-value", test_last_value);
  add ("told", test_told);
  add ("repeated", test_repeated);
  add ("block", test_block);
  add ("block-first", test_block_first);
  add ("block-profile", test_block_profile);
  add ("block-actions", test_block_actions);
  add ("block-receipts", test_block_receipts);
  add ("block-file", test_block_file);
  add ("blocks", test_blocks);
  add ("parting", test_parting);
  return g_test_run ();
}
