/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <sqlite3.h>
#include <string.h>

#include "landline-error.h"
#include "landline-id.h"
#include "landline-limits.h"
#include "landline-media-hit.h"
#include "server-sqlite-media-find.h"
#include "store-fixture.h"

/* Files by their name: which of them somebody finds, the message that each came with, in pages, and
 * what the database reads for it. */

#define ALICE "+15550101"
#define BOB   "+15550102"
#define CAROL "+15550103"
#define NAME  "plan.txt"
#define NOW   G_GINT64_CONSTANT (1732430000000)

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
  store_fixture_set_clock (&fixture->base, NOW);
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

/* A second later than whatever was sent before */
static LandlineSent
send_file (Fixture *fixture, ServerAccount *who, const char *receiver, LandlineMedia *media)
{
  g_autoptr (LandlineSendRequest) request = store_new_document (receiver,
                                                                landline_media_get_id (media));
  g_autoptr (GError) error = NULL;
  LandlineSent sent;

  fixture->base.now += 1000;
  store_send_request (fixture->store, who, request, &sent, &error);
  g_assert_no_error (error);
  return sent;
}

static GPtrArray *
find (Fixture *fixture, ServerAccount *who, const char *before, guint limit, GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };

  server_store_media_find_async (fixture->store, server_account_get_user_id (who), NAME, before,
                                 limit, NULL, store_answer_cb, &answer);
  return server_store_media_find_finish (fixture->store, store_answer_wait (&answer), error);
}

static GPtrArray *
find_all (Fixture *fixture, ServerAccount *who, guint n)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *hits = find (fixture, who, NULL, 100, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (hits->len, ==, n);
  return hits;
}

static void
assert_media (GPtrArray *hits, guint position, LandlineMedia *media)
{
  LandlineMediaHit *hit = g_ptr_array_index (hits, position);

  g_assert_cmpstr (landline_media_get_id (landline_media_hit_get_media (hit)), ==,
                   landline_media_get_id (media));
}

static void
assert_hit (GPtrArray *hits, guint position, LandlineMedia *media, const LandlineSent *sent)
{
  LandlineMediaHit *hit = g_ptr_array_index (hits, position);

  assert_media (hits, position, media);
  if (sent == NULL)
    {
      g_assert_null (landline_media_hit_get_message_id (hit));
      return;
    }
  g_assert_cmpstr (landline_media_hit_get_message_id (hit), ==, sent->id);
  g_assert_cmpstr (landline_media_hit_get_conversation (hit), ==, sent->conversation);
  g_assert_cmpint (landline_media_hit_get_seq (hit), ==, sent->seq);
  g_assert_cmpint (landline_media_hit_get_time (hit), ==, sent->time);
}

static const char *
get_sender (GPtrArray *hits, guint position)
{
  return landline_media_hit_get_sender_id (g_ptr_array_index (hits, position));
}

/* Of all messages with a file the newest that who asks may see. */
static void
test_newest_message (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineMedia) plan = store_add_media (fixture->store, fixture->alice, NAME);
  g_autoptr (LandlineMedia) unsent = store_add_media (fixture->store, fixture->alice, NAME);
  g_autoptr (LandlineMedia) other = store_add_media (fixture->store, fixture->alice, "Plan.txt");
  LandlineSent to_bob = send_file (fixture, fixture->alice, BOB, plan);
  LandlineSent to_group = send_file (fixture, fixture->alice, fixture->group, plan);
  LandlineSent again = send_file (fixture, fixture->bob, fixture->group, plan);
  LandlineSent to_carol = send_file (fixture, fixture->bob, CAROL, plan);
  g_autoptr (GPtrArray) of_alice = find_all (fixture, fixture->alice, 2);
  g_autoptr (GPtrArray) of_bob = find_all (fixture, fixture->bob, 1);
  g_autoptr (GPtrArray) of_carol = find_all (fixture, fixture->carol, 1);

  g_assert_cmpint (to_bob.time, <, to_group.time);
  assert_hit (of_alice, 0, unsent, NULL);
  assert_hit (of_alice, 1, plan, &again);
  g_assert_cmpstr (get_sender (of_alice, 1), ==, BOB);
  assert_hit (of_bob, 0, plan, &to_carol);
  assert_hit (of_carol, 0, plan, &to_carol);
}

static void
act_delete (Fixture *fixture, const LandlineSent *sent)
{
  g_autofree char *id = landline_id_new_message ();
  g_autoptr (LandlineAction) action = landline_action_new (id, sent->conversation, sent->id,
                                                           LANDLINE_ACTION_DELETE, NULL, NULL);
  g_autoptr (GError) error = NULL;
  LandlineDone done;

  store_act (fixture->store, fixture->alice, action, &done, &error);
  g_assert_no_error (error);
}

/* The one before takes the place of a message that is deleted; without any, who got it finds none.
 */
static void
test_deleted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineMedia) plan = store_add_media (fixture->store, fixture->alice, NAME);
  LandlineSent first = send_file (fixture, fixture->alice, BOB, plan);
  LandlineSent second = send_file (fixture, fixture->alice, BOB, plan);
  g_autoptr (GPtrArray) both = find_all (fixture, fixture->bob, 1);
  g_autoptr (GPtrArray) one = NULL;
  g_autoptr (GPtrArray) none = NULL;

  assert_hit (both, 0, plan, &second);
  act_delete (fixture, &second);
  one = find_all (fixture, fixture->bob, 1);
  assert_hit (one, 0, plan, &first);
  act_delete (fixture, &first);
  none = find_all (fixture, fixture->bob, 0);
}

static void
change (Fixture *fixture, ServerGroupChangeKind kind, const char *what)
{
  g_autoptr (LandlineConversation) group = NULL;
  g_autoptr (GError) error = NULL;

  group = store_change_group (fixture->store, fixture->alice, fixture->group, kind, what, &error);
  g_assert_no_error (error);
}

/* Nothing from before somebody came, and nothing once they are gone. */
static void
test_members (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineMedia) early = store_add_media (fixture->store, fixture->alice, NAME);
  g_autoptr (LandlineMedia) late = store_add_media (fixture->store, fixture->alice, NAME);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) inside = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GPtrArray) back = NULL;
  g_autoptr (GError) error = NULL;
  LandlineSent sent;

  send_file (fixture, fixture->alice, fixture->group, early);
  before = find_all (fixture, fixture->carol, 0);
  change (fixture, SERVER_GROUP_ADD, CAROL);
  sent = send_file (fixture, fixture->alice, fixture->group, late);
  inside = find_all (fixture, fixture->carol, 1);
  assert_hit (inside, 0, late, &sent);
  /* Nor does the place of a file that is not theirs to see tell them anything. */
  g_assert_null (find (fixture, fixture->carol, landline_media_get_id (early), 10, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
  change (fixture, SERVER_GROUP_REMOVE, CAROL);
  after = find_all (fixture, fixture->carol, 0);
  back = find_all (fixture, fixture->bob, 2);
}

/* What was sent by somebody who is blocked is not told; to them it is a file that they uploaded. */
static void
test_withheld (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineMedia) plan = store_add_media (fixture->store, fixture->bob, NAME);
  g_autoptr (GPtrArray) of_alice = NULL;
  g_autoptr (GPtrArray) of_bob = NULL;
  g_autoptr (GError) error = NULL;
  ServerNoted noted;

  store_note (fixture->store, fixture->alice, NULL, "block:" BOB, "1", &noted, &error);
  g_assert_no_error (error);
  send_file (fixture, fixture->bob, ALICE, plan);
  of_alice = find_all (fixture, fixture->alice, 0);
  of_bob = find_all (fixture, fixture->bob, 1);
  assert_hit (of_bob, 0, plan, NULL);
}

/* A message that has disappeared refers to nothing, swept away or not. */
static void
test_expired (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineMedia) plan = store_add_media (fixture->store, fixture->alice, NAME);
  g_autoptr (LandlineMedia) media = landline_media_new_reference (LANDLINE_MEDIA_KIND_DOCUMENT,
                                                                  landline_media_get_id (plan));
  g_autoptr (LandlineContent) plain = landline_content_new_media (media, NULL);
  g_autoptr (LandlineContent) content = landline_content_new_with_traits (plain, FALSE, NULL,
                                                                          LANDLINE_EXPIRES_DAY);
  g_autofree char *id = landline_id_new_message ();
  g_autoptr (LandlineSendRequest) request = landline_send_request_new (id, fixture->group, NULL,
                                                                       content, NULL);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GError) error = NULL;
  LandlineSent sent;

  store_send_request (fixture->store, fixture->alice, request, &sent, &error);
  g_assert_no_error (error);
  before = find_all (fixture, fixture->bob, 1);
  assert_hit (before, 0, plan, &sent);
  fixture->base.now += LANDLINE_EXPIRES_DAY * G_GINT64_CONSTANT (1000);
  after = find_all (fixture, fixture->bob, 0);
}

/* Page by page each file once, the last uploaded one first, from wherever it comes. */
static void
test_pages (Fixture *fixture, gconstpointer data)
{
  const char *const receivers[] = { BOB, fixture->group, NULL };
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  const char *before = NULL;

  for (guint i = 0; i < 20; i++)
    {
      LandlineMedia *media = store_add_media (fixture->store, fixture->alice, NAME);
      const char *receiver = receivers[i % 3];

      g_ptr_array_add (files, media);
      if (receiver != NULL)
        send_file (fixture, fixture->alice, receiver, media);
    }
  /* Sent again, an old one is no newer file. */
  send_file (fixture, fixture->alice, fixture->group, files->pdata[0]);

  for (guint n = 7; n == 7;)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) page = find (fixture, fixture->alice, before, 7, &error);

      g_assert_no_error (error);
      n = page->len;
      g_ptr_array_extend (found, page, (GCopyFunc) (void *) g_object_ref, NULL);
      before = landline_media_get_id (landline_media_hit_get_media (found->pdata[found->len - 1]));
    }
  g_assert_cmpuint (found->len, ==, files->len);
  for (guint i = 0; i < found->len; i++)
    assert_media (found, i, files->pdata[files->len - 1 - i]);
  g_clear_pointer (&found, g_ptr_array_unref);
  /* Of the others who got them, only those */
  found = find_all (fixture, fixture->bob, 14);
}

static void
assert_plan (sqlite3 *handle, const char *sql, const char *const *expected)
{
  g_autofree char *explain = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
  sqlite3_stmt *statement = NULL;
  guint n = 0;

  g_assert_cmpint (sqlite3_prepare_v2 (handle, explain, -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      const char *step = (const char *) sqlite3_column_text (statement, 3);

      g_assert_nonnull (expected[n]);
      if (!g_str_has_prefix (step, "SEARCH") || strstr (step, expected[n]) == NULL)
        g_error ("\"%s\" instead of a search with \"%s\"", step, expected[n]);
      n++;
    }
  g_assert_null (expected[n]);
  sqlite3_finalize (statement);
}

/* Neither the files of others nor older ones are read, and nothing is sorted. */
static void
test_plan (Fixture *fixture, gconstpointer data)
{
  const char *const uploaded[] = { "INDEX media_of_user (uid=? AND name=? AND number>? AND "
                                   "number<?)",
                                   NULL };
  const char *const sent[] = { "INDEX media_refs_name (cid=? AND name=? AND number>? AND "
                               "number<?)",
                               "INTEGER PRIMARY KEY (rowid=?)", NULL };
  g_autofree char *path = g_build_filename (fixture->base.folder, "landline.db", NULL);
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  assert_plan (handle, SERVER_SQLITE_MEDIA_FIND_UPLOADED, uploaded);
  assert_plan (handle, SERVER_SQLITE_MEDIA_FIND_SENT, sent);
  sqlite3_close (handle);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func)                                                                            \
  g_test_add ("/store/sqlite/files/" name, Fixture, store_fixture_open_sqlite, set_up, func,       \
              tear_down)
  ADD ("newest-message", test_newest_message);
  ADD ("deleted", test_deleted);
  ADD ("members", test_members);
  ADD ("withheld", test_withheld);
  ADD ("expired", test_expired);
  ADD ("pages", test_pages);
  ADD ("plan", test_plan);
  return g_test_run ();
}
