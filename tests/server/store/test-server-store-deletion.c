/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <sqlite3.h>
#include <string.h>

#include "landline-error.h"
#include "landline-id.h"
#include "server-config.h"
#include "store-fixture.h"

/* Users who are deleted: what goes, what stays with the others, and what whoever has the number
 * next has nothing to do with. */

#define ALICE "+15550101"
#define BOB   "+15550102"
#define CAROL "+15550103"
#define NOW   G_GINT64_CONSTANT (1732430000000)

typedef struct
{
  StoreFixture base;
  ServerStore *store;
  ServerAccount *alice; /* who is deleted */
  ServerAccount *bob;   /* has written with her */
  ServerAccount *carol; /* is in a group with her, and blocks her */
  char *direct;         /* Alice and Bob */
  char *group;          /* all three */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LandlineConversation) group = NULL;
  g_autofree char *block = g_strconcat ("block:", ALICE, NULL);
  LandlineSent sent;
  ServerNoted noted;

  store_fixture_set_up (&fixture->base, data);
  fixture->store = fixture->base.store;
  store_fixture_set_clock (&fixture->base, NOW);
  fixture->alice = store_add_user (fixture->store, ALICE, "Alice");
  fixture->bob = store_add_user (fixture->store, BOB, "Bob");
  fixture->carol = store_add_user (fixture->store, CAROL, "Carol");
  g_assert_true (store_send (fixture->store, fixture->alice, NULL, BOB, "Hello", &sent, NULL));
  fixture->direct = g_strdup (sent.conversation);
  g_assert_true (store_send (fixture->store, fixture->bob, NULL, ALICE, "Back", NULL, NULL));
  group = store_add_group (fixture->store, fixture->alice, "Trip", BOB " " CAROL);
  fixture->group = g_strdup (landline_conversation_get_id (group));
  g_assert_true (
      store_send (fixture->store, fixture->alice, NULL, fixture->group, "All", NULL, NULL));
  g_assert_true (store_note (fixture->store, fixture->carol, NULL, block, "1", &noted, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  server_account_unref (fixture->alice);
  server_account_unref (fixture->bob);
  server_account_unref (fixture->carol);
  g_clear_pointer (&fixture->direct, g_free);
  g_clear_pointer (&fixture->group, g_free);
  store_fixture_tear_down (&fixture->base, data);
}

static gboolean delete (Fixture *fixture, const char *user_id, GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };

  server_store_user_delete_async (fixture->store, user_id, NULL, store_answer_cb, &answer);
  return server_store_user_delete_finish (fixture->store, store_answer_wait (&answer), error);
}

static void
delete_alice (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (delete (fixture, ALICE, &error));
  g_assert_no_error (error);
}

static LandlineUser *
get_user (Fixture *fixture, const char *reader, const char *user_id, GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };

  server_store_user_get_async (fixture->store, reader, user_id, NULL, store_answer_cb, &answer);
  return server_store_user_get_finish (fixture->store, store_answer_wait (&answer), error);
}

static GPtrArray *
list_users (Fixture *fixture, const char *reader)
{
  g_auto (StoreAnswer) answer = { NULL };

  server_store_user_list_async (fixture->store, reader, NULL, store_answer_cb, &answer);
  return server_store_user_list_finish (fixture->store, store_answer_wait (&answer), NULL);
}

static LandlineConversation *
get_conversation (Fixture *fixture, const char *reader, const char *id)
{
  g_auto (StoreAnswer) answer = { NULL };
  g_autoptr (GError) error = NULL;
  LandlineConversation *conversation;

  server_store_conversation_get_async (fixture->store, reader, id, NULL, store_answer_cb, &answer);
  conversation = server_store_conversation_get_finish (fixture->store, store_answer_wait (&answer),
                                                       &error);
  g_assert_no_error (error);
  return conversation;
}

static char *
dup_first_sender (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ServerPage) page = NULL;
  const LandlineMessageRow *row;

  page = store_history (fixture->store, fixture->bob, fixture->direct, 0, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->rows->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      row = server_message_get_row (g_ptr_array_index (page->rows, i));
      if (row->seq == 1)
        return g_strdup (row->sender_id);
    }
  g_assert_not_reached ();
}

/* What was deleted, as Bob is told of it: the id that she has now. */
static char *
dup_former (Fixture *fixture, ServerAccount *who)
{
  g_autoptr (ServerPage) page = store_read (fixture->store, who, 0, 100);
  char *former = NULL;

  for (guint i = 0; i < page->rows->len; i++)
    {
      LandlineUser *user = server_inbox_row_get_user (g_ptr_array_index (page->rows, i));

      if (user == NULL || !landline_user_is_former (user))
        continue;
      g_assert_null (former);
      g_assert_cmpstr (landline_user_get_was (user), ==, ALICE);
      g_assert_true (landline_id_is_former (landline_user_get_id (user)));
      g_assert_null (landline_user_get_about (user));
      g_assert_null (landline_user_get_avatar (user));
      former = g_strdup (landline_user_get_id (user));
    }
  g_assert_nonnull (former);
  return former;
}

/* What she sent is there as before, as that of somebody else than whoever may have the number. */
static void
test_messages (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *former = NULL;
  g_autoptr (LandlineConversation) direct = NULL;
  g_autoptr (LandlineConversation) group = NULL;
  g_autoptr (LandlineUser) user = NULL;

  /* Each of the readers has met her name. */
  for (guint i = 0; i < 16; i++)
    {
      g_clear_pointer (&before, g_free);
      before = dup_first_sender (fixture);
      g_assert_cmpstr (before, ==, ALICE);
    }
  delete_alice (fixture);
  former = dup_former (fixture, fixture->bob);
  for (guint i = 0; i < 16; i++)
    {
      g_autofree char *after = dup_first_sender (fixture);

      g_assert_cmpstr (after, ==, former);
    }

  direct = get_conversation (fixture, BOB, fixture->direct);
  g_assert_cmpuint (landline_conversation_get_n_members (direct), ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const LandlineMember *member = landline_conversation_get_member (direct, i);

      g_assert_cmpstr (member->user_id, !=, ALICE);
      if (strcmp (member->user_id, BOB) != 0)
        g_assert_cmpstr (member->user_id, ==, former);
    }
  group = get_conversation (fixture, BOB, fixture->group);
  g_assert_cmpuint (landline_conversation_get_n_members (group), ==, 2);
  user = get_user (fixture, BOB, former, NULL);
  g_assert_true (landline_user_is_former (user));
  g_assert_cmpstr (landline_user_get_name (user), ==, "Former user");
  g_assert_null (landline_user_get_was (user));
}

/* Of the last administrator's place, too. */
static void
test_told (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerPage) page = NULL;
  g_autofree char *of_bob = NULL;
  g_autofree char *of_carol = NULL;
  g_autofree char *committed = NULL;
  guint n;

  store_fixture_forget_committed (&fixture->base);
  delete_alice (fixture);
  of_bob = dup_former (fixture, fixture->bob);
  of_carol = dup_former (fixture, fixture->carol);
  g_assert_cmpstr (of_bob, ==, of_carol);

  page = store_read (fixture->store, fixture->carol, 0, 100);
  n = page->rows->len;
  g_assert_cmpuint (n, >=, 3);
  store_assert_event (page, n - 3, fixture->carol, "\"change\":\"member_left\"");
  store_assert_event (page, n - 3, fixture->carol, "\"users\":[\"" ALICE "\"]");
  store_assert_event (page, n - 2, fixture->carol, "\"change\":\"promoted\"");
  store_assert_event (page, n - 1, fixture->carol, "\"former\":true,\"was\":\"" ALICE "\"");

  /* Those who are there are told the same at once. */
  for (guint i = 0; i < fixture->base.committed->len; i++)
    {
      ServerCommittedRow *row = &g_array_index (fixture->base.committed, ServerCommittedRow, i);
      LandlineUser *user = server_inbox_row_get_user (row->row);

      if (user != NULL && strcmp (row->user_id, BOB) == 0)
        committed = g_strdup (landline_user_get_id (user));
    }
  g_assert_cmpstr (committed, ==, of_bob);
}

static void
assert_refused (Fixture *fixture, const char *receiver)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (store_send (fixture->store, fixture->bob, NULL, receiver, "x", NULL, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
}

static void
test_not_written_to (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LandlineConversation) group = NULL;
  g_autofree char *former = NULL;

  delete_alice (fixture);
  former = dup_former (fixture, fixture->bob);
  for (guint i = 0; i < 2; i++)
    {
      assert_refused (fixture, ALICE);
      assert_refused (fixture, former);
      assert_refused (fixture, fixture->direct);
      group = store_change_group (fixture->store, fixture->bob, fixture->group, SERVER_GROUP_ADD,
                                  former, &error);
      g_assert_null (group);
      g_assert_nonnull (error);
      g_clear_error (&error);
      g_assert_false (delete (fixture, former, &error));
      g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
      g_clear_error (&error);
      store_fixture_reopen (&fixture->base);
      fixture->store = fixture->base.store;
    }
  g_assert_false (delete (fixture, ALICE, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
  g_assert_true (store_send (fixture->store, fixture->bob, NULL, fixture->group, "x", NULL, NULL));
}

static void
test_devices (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) accounts = g_ptr_array_new ();
  g_auto (StoreAnswer) answer = { NULL };
  g_autoptr (GArray) heads = NULL;
  g_autoptr (GPtrArray) users = NULL;
  g_autoptr (GError) error = NULL;

  delete_alice (fixture);
  g_ptr_array_add (accounts, fixture->alice);
  server_store_heads_async (fixture->store, accounts, NULL, store_answer_cb, &answer);
  heads = server_store_heads_finish (fixture->store, store_answer_wait (&answer), NULL);
  g_assert_cmpint (g_array_index (heads, gint64, 0), ==, -1);
  g_assert_false (store_send (fixture->store, fixture->alice, NULL, BOB, "x", NULL, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED);
  users = list_users (fixture, BOB);
  g_assert_cmpuint (users->len, ==, 2);
  g_clear_pointer (&users, g_ptr_array_unref);
  users = list_users (fixture, NULL);
  g_assert_cmpuint (users->len, ==, 2);
}

/* Whoever has the number next is somebody else, whom nobody has ever met. */
static void
test_number (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) next = NULL;
  g_autoptr (ServerPage) inbox = NULL;
  g_autoptr (ServerPage) notes = NULL;
  g_autoptr (LandlineUser) user = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sender = NULL;
  LandlineSent sent;
  ServerNoted noted;

  g_assert_true (
      store_note (fixture->store, fixture->alice, NULL, "disappear", "86400", &noted, NULL));
  delete_alice (fixture);
  next = store_add_user (fixture->store, ALICE, "Alan");
  inbox = store_read (fixture->store, next, 0, 100);
  g_assert_cmpuint (inbox->rows->len, ==, 0);
  notes = store_notes (fixture->store, next, 0, 100, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (notes->rows->len, ==, 0);
  g_assert_null (store_history (fixture->store, next, fixture->direct, 0, 10, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (store_history (fixture->store, next, fixture->group, 0, 10, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  user = get_user (fixture, BOB, ALICE, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (landline_user_get_name (user), ==, "Alan");
  g_assert_false (landline_user_is_admin (user));
  sender = dup_first_sender (fixture);
  g_assert_true (landline_id_is_former (sender));

  g_assert_true (store_send (fixture->store, next, NULL, BOB, "Hi", &sent, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (sent.conversation, !=, fixture->direct);
  assert_refused (fixture, fixture->direct);

  /* Carol has blocked somebody else. */
  g_assert_true (store_send (fixture->store, next, NULL, CAROL, "Good day", NULL, &error));
  inbox = (server_page_free (inbox), store_read (fixture->store, fixture->carol, 0, 100));
  store_assert_event (inbox, inbox->rows->len - 1, fixture->carol, "Good day");
}

static sqlite3 *
open_database (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->base.folder, "landline.db", NULL);
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  return handle;
}

static int
search_row (void *data, int n_columns, char **values, char **names)
{
  const char *const *words = data;

  for (int i = 0; i < n_columns; i++)
    for (guint j = 0; values[i] != NULL && words[j] != NULL; j++)
      if (strstr (values[i], words[j]) != NULL)
        g_error ("“%s” is still there, as %s: %s", words[j], names[i], values[i]);
  return 0;
}

static int
search_table (void *data, int n_columns, char **values, char **names)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\"", values[0]);
  gpointer *search = data;

  g_test_message ("%s", values[0]);
  return sqlite3_exec (search[0], sql, search_row, search[1], NULL);
}

/* None of the words is in any row of any table. */
static void
assert_gone (Fixture *fixture, const char *const *words)
{
  sqlite3 *handle = open_database (fixture);
  gpointer search[] = { handle, (gpointer) words };

  g_assert_cmpint (sqlite3_exec (handle, "SELECT name FROM sqlite_master WHERE type = 'table'",
                                 search_table, search, NULL),
                   ==, SQLITE_OK);
  sqlite3_close (handle);
}

static gint64
get_number (Fixture *fixture, const char *sql)
{
  sqlite3 *handle = open_database (fixture);
  sqlite3_stmt *statement = NULL;
  gint64 number;

  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  number = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (handle);
  return number;
}

static void
post_status (Fixture *fixture, LandlineMedia *media)
{
  g_auto (StoreAnswer) answer = { NULL };
  g_autofree char *id = landline_id_new_message ();
  g_autoptr (LandlineContent) content = landline_content_new_media (media, "Seaside");
  g_autoptr (LandlineStatus) status = NULL;
  LandlineStatusRequest request = LANDLINE_STATUS_REQUEST_INIT;

  g_strlcpy (request.id, id, sizeof request.id);
  request.content = content;
  server_store_status_post_async (fixture->store, ALICE, &request, NULL, store_answer_cb, &answer);
  status = server_store_status_post_finish (fixture->store, store_answer_wait (&answer), NULL);
  g_assert_nonnull (status);
}

static void
catch_up (Fixture *fixture, ServerAccount *who)
{
  g_autoptr (ServerPage) page = store_read (fixture->store, who, 0, 100);

  g_assert_false (page->more);
  store_ack (fixture->store, who, page->cursor, NULL);
}

static GPtrArray *
list_media (Fixture *fixture)
{
  g_auto (StoreAnswer) answer = { NULL };

  server_store_media_list_async (fixture->store, NULL, store_answer_cb, &answer);
  return server_store_media_list_finish (fixture->store, store_answer_wait (&answer), NULL);
}

static void
test_data (Fixture *fixture, gconstpointer data)
{
  static const char *const words[] = { ALICE,      "Alice",    "Sailing", "Seaside",
                                       "Shopping", "face.png", "sea.png", "draft.png",
                                       "self.png", "Test of",  NULL };
  g_autoptr (LandlineMedia) face = store_add_media (fixture->store, fixture->alice, "face.png");
  g_autoptr (LandlineMedia) sea = store_add_media (fixture->store, fixture->alice, "sea.png");
  g_autoptr (LandlineMedia) draft = store_add_media (fixture->store, fixture->alice, "draft.png");
  g_autoptr (LandlineMedia) kept = store_add_media (fixture->store, fixture->alice, "kept.png");
  g_autoptr (LandlineMedia) own = store_add_media (fixture->store, fixture->alice, "self.png");
  g_autoptr (LandlineSendRequest) sends = NULL;
  g_autoptr (LandlineSendRequest) keeps = NULL;
  g_autoptr (LandlineUser) user = NULL;
  g_autoptr (GPtrArray) media = NULL;
  const LandlineProfileChange change = { .about = (char *) "Sailing",
                                         .avatar = (char *) landline_media_get_id (face) };

  user = store_change_user (fixture->store, ALICE, &change, NULL);
  g_assert_nonnull (user);
  post_status (fixture, sea);
  g_assert_true (store_send (fixture->store, fixture->alice, NULL, ALICE, "Shopping", NULL, NULL));
  keeps = store_new_document (ALICE, landline_media_get_id (own));
  g_assert_true (store_send_request (fixture->store, fixture->alice, keeps, NULL, NULL));
  sends = store_new_document (BOB, landline_media_get_id (kept));
  g_assert_true (store_send_request (fixture->store, fixture->alice, sends, NULL, NULL));
  g_assert_nonnull (draft);
  delete_alice (fixture);

  /* Where the number has to be until all have been told of the deletion. */
  catch_up (fixture, fixture->bob);
  catch_up (fixture, fixture->carol);
  store_fixture_set_clock (&fixture->base, NOW + G_GINT64_CONSTANT (30) * 60 * 60 * 1000);
  store_collect (fixture->store, SERVER_RETENTION_FOREVER);
  assert_gone (fixture, words);
  media = list_media (fixture);
  g_assert_cmpuint (media->len, ==, 1);
  g_assert_cmpstr (landline_media_get_id (g_ptr_array_index (media, 0)), ==,
                   landline_media_get_id (kept));
  g_assert_true (store_may_see (fixture->store, fixture->bob, landline_media_get_id (kept)));
  g_assert_cmpint (get_number (fixture, "SELECT count (*) FROM pragma_foreign_key_check"), ==, 0);
  g_assert_cmpint (get_number (fixture, "SELECT count (*) FROM users WHERE former = 1"), ==, 1);
  g_assert_cmpint (get_number (fixture, "SELECT count (*) FROM devices WHERE name IS NULL AND "
                                        "token_hash IS NULL AND held_hash IS NULL"),
                   ==, 1);
}

/* Also of somebody who was kept out before. */
static void
test_disabled (Fixture *fixture, gconstpointer data)
{
  g_auto (StoreAnswer) disabled = { NULL };
  g_auto (StoreAnswer) enabled = { NULL };
  g_autoptr (GError) error = NULL;

  server_store_user_disable_async (fixture->store, ALICE, TRUE, NULL, store_answer_cb, &disabled);
  g_assert_true (
      server_store_user_disable_finish (fixture->store, store_answer_wait (&disabled), NULL));
  delete_alice (fixture);
  server_store_user_disable_async (fixture->store, ALICE, FALSE, NULL, store_answer_cb, &enabled);
  g_assert_false (
      server_store_user_disable_finish (fixture->store, store_answer_wait (&enabled), &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
  g_assert_cmpint (get_number (fixture, "SELECT count (*) FROM devices WHERE held_hash NOT NULL"),
                   ==, 0);
}

/* A link that is there although its owner is kept out. */
static void
test_link_of_disabled (Fixture *fixture, gconstpointer data)
{
  const guint8 hash[SERVER_HASH_SIZE] = { 1, 'l' };
  const ServerNewDevice device = { .device_id = "d_tablet", .name = "Tablet" };
  g_autoptr (LandlineDeviceLink) link = NULL;
  g_auto (StoreAnswer) made = { NULL };
  g_autoptr (GError) error = NULL;

  server_store_link_create_async (fixture->store, fixture->bob, "l_1", hash, NULL, store_answer_cb,
                                  &made);
  link = server_store_link_create_finish (fixture->store, store_answer_wait (&made), NULL);
  g_assert_nonnull (link);
  for (int disabled = 1; disabled >= 0; disabled--)
    {
      g_autofree char *sql = g_strdup_printf ("UPDATE users SET disabled = %d", disabled);
      sqlite3 *handle = open_database (fixture);
      g_auto (StoreAnswer) used = { NULL };
      g_autoptr (ServerAccount) account = NULL;

      g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
      sqlite3_close (handle);
      server_store_link_use_async (fixture->store, hash, &device, NULL, store_answer_cb, &used);
      account = server_store_link_use_finish (fixture->store, store_answer_wait (&used), &error);
      g_assert_true ((account == NULL) == (disabled != 0));
      if (disabled)
        g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED);
      g_clear_error (&error);
    }
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/store/deletion/", name, NULL);

  g_test_add (path, Fixture, store_fixture_open_sqlite, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("messages", test_messages);
  add ("told", test_told);
  add ("not-written-to", test_not_written_to);
  add ("devices", test_devices);
  add ("number", test_number);
  add ("data", test_data);
  add ("disabled", test_disabled);
  add ("link-of-disabled", test_link_of_disabled);
  return g_test_run ();
}
