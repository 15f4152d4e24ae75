/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <sqlite3.h>
#include <string.h>

#include "fault-vfs.h"
#include "landline-error.h"
#include "landline-limits.h"
#include "server-limits.h"
#include "server-sqlite-store.h"
#include "store-fixture.h"

/* Every call of the store while there is something wrong with the database: each is answered, with
 * an error that a person can be told, and nothing is half done. */

#define ALICE "+15550101"
#define BOB   "+15550102"
#define CAROL "+15550103"

typedef struct
{
  StoreFixture base;
  ServerStore *store;
  ServerAccount *alice;
  char *conversation;
  char *message;
  char *media;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) bob = NULL;
  g_autoptr (LandlineConversation) group = NULL;
  g_autoptr (LandlineMedia) media = NULL;

  fault_vfs_set (FAULT_NONE);
  store_fixture_set_up (&fixture->base, data);
  fixture->store = fixture->base.store;
  fixture->alice = store_add_user (fixture->store, ALICE, "Alice");
  bob = store_add_user (fixture->store, BOB, "Bob");
  group = store_add_group (fixture->store, fixture->alice, "Trip", BOB);
  fixture->conversation = g_strdup (landline_conversation_get_id (group));
  fixture->message = landline_id_new_message ();
  g_assert_true (store_send (fixture->store, fixture->alice, fixture->message,
                             fixture->conversation, "x", NULL, NULL));
  media = store_add_media (fixture->store, fixture->alice, "plan.txt");
  fixture->media = g_strdup (landline_media_get_id (media));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fault_vfs_set (FAULT_NONE);
  server_account_unref (fixture->alice);
  g_free (fixture->conversation);
  g_free (fixture->message);
  g_free (fixture->media);
  store_fixture_tear_down (&fixture->base, data);
}

/* The calls: each waits for its answer. */

static void
call_send (Fixture *fixture, GError **error)
{
  store_send (fixture->store, fixture->alice, NULL, fixture->conversation, "y", NULL, error);
}

static void
call_ack (Fixture *fixture, GError **error)
{
  store_ack (fixture->store, fixture->alice, 1, error);
}

static void
call_read_mark (Fixture *fixture, GError **error)
{
  store_read_mark (fixture->store, fixture->alice, fixture->conversation, 1, error);
}

static void
call_revoke (Fixture *fixture, GError **error)
{
  store_revoke_device (fixture->store, ALICE, server_account_get_device_id (fixture->alice), error);
}

static void
call_change_group (Fixture *fixture, GError **error)
{
  g_autoptr (LandlineConversation) group = store_change_group (fixture->store, fixture->alice,
                                                               fixture->conversation,
                                                               SERVER_GROUP_EDIT, "Hike", error);
}

static void
call_group_create (Fixture *fixture, GError **error)
{
  g_autoptr (LandlineConversation) group = store_make_group (fixture->store, ALICE, NULL, "New",
                                                             NULL, error);
}

/* Bob leaves and looks back. */
static void
call_leave (Fixture *fixture, GError **error)
{
  g_autoptr (ServerAccount) bob = server_account_new (BOB, "d_bob", FALSE);
  g_autoptr (LandlineConversation) group = NULL;
  g_autoptr (LandlineConversation) again = NULL;

  group = store_change_group (fixture->store, bob, fixture->conversation, SERVER_GROUP_REMOVE, BOB,
                              error);
  if (group != NULL)
    again = store_change_group (fixture->store, fixture->alice, fixture->conversation,
                                SERVER_GROUP_ADD, BOB, error);
}

static void
call_history (Fixture *fixture, GError **error)
{
  g_autoptr (ServerPage) page = store_history (fixture->store, fixture->alice,
                                               fixture->conversation, 0, 10, error);
}

static void
act (Fixture *fixture, LandlineActionKind kind, const char *emoji, GError **error)
{
  g_autoptr (LandlineAction) action = NULL;
  LandlineDone done;

  action = landline_action_new (NULL, fixture->conversation, fixture->message, kind, emoji, NULL);
  store_act (fixture->store, fixture->alice, action, &done, error);
}

static void
call_react (Fixture *fixture, GError **error)
{
  act (fixture, LANDLINE_ACTION_REACT, "👍", error);
}

static void
call_pin (Fixture *fixture, GError **error)
{
  act (fixture, LANDLINE_ACTION_PIN, NULL, error);
}

static void
call_note (Fixture *fixture, GError **error)
{
  ServerNoted noted;

  store_note (fixture->store, fixture->alice, NULL, "block:" BOB, "1", &noted, error);
}

static void
call_notes (Fixture *fixture, GError **error)
{
  g_autoptr (ServerPage) page = store_notes (fixture->store, fixture->alice, 0, 10, error);
}

static void
call_status_post (Fixture *fixture, GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };
  g_autoptr (LandlineContent) content = landline_content_new_text ("At sea");
  g_autoptr (LandlineStatus) status = NULL;
  LandlineStatusRequest request = LANDLINE_STATUS_REQUEST_INIT;

  landline_id_write_uuid (request.id);
  request.content = content;
  server_store_status_post_async (fixture->store, ALICE, &request, NULL, store_answer_cb, &answer);
  status = server_store_status_post_finish (fixture->store, store_answer_wait (&answer), error);
}

/* A call with its arguments, and the finish that frees what it gives. */
#define DEFINE_CALL(name, type, ...)                                                               \
  static void call_##name (Fixture *fixture, GError **error)                                       \
  {                                                                                                \
    g_auto (StoreAnswer) answer = { NULL };                                                        \
    g_autoptr (type) value = NULL;                                                                 \
                                                                                                   \
    server_store_##name##_async (fixture->store, __VA_ARGS__, NULL, store_answer_cb, &answer);     \
    value = server_store_##name##_finish (fixture->store, store_answer_wait (&answer), error);     \
  }

#define DEFINE_LIST(name)                                                                          \
  static void call_##name (Fixture *fixture, GError **error)                                       \
  {                                                                                                \
    g_auto (StoreAnswer) answer = { NULL };                                                        \
    g_autoptr (GPtrArray) value = NULL;                                                            \
                                                                                                   \
    server_store_##name##_async (fixture->store, NULL, store_answer_cb, &answer);                  \
    value = server_store_##name##_finish (fixture->store, store_answer_wait (&answer), error);     \
  }

static const ServerNewDevice new_device = { .device_id = "d_new",
                                            .name = "New",
                                            .token_hash = { 1 } };
static const ServerNewUser new_user = {
  .user_id = CAROL,
  .name = "Carol",
  .device = { .device_id = "d_carol", .name = "New", .token_hash = { 2 } }
};
static const ServerCollection collection = { .retention_days = 0, .grace = 0, .media_grace = 0 };

DEFINE_CALL (inbox_read, ServerPage, fixture->alice, 0, 10, G_MAXSIZE)
static const LandlineProfileChange profile_change = { .name = (char *) "Anna" };
DEFINE_CALL (user_get, LandlineUser, NULL, ALICE)
DEFINE_CALL (user_change, ServerChangedUser, ALICE, &profile_change)
DEFINE_CALL (user_create, ServerAccount, &new_user)
DEFINE_CALL (device_create, ServerAccount, ALICE, &new_device)
DEFINE_CALL (device_list, GPtrArray, ALICE)
DEFINE_CALL (conversation_list, GPtrArray, ALICE)
DEFINE_CALL (conversation_get, LandlineConversation, ALICE, fixture->conversation)
DEFINE_CALL (receipts, GPtrArray, ALICE, fixture->conversation)
DEFINE_CALL (media_get, LandlineMedia, ALICE, fixture->media)
DEFINE_CALL (media_find, GPtrArray, ALICE, "plan.txt", NULL, 10)
DEFINE_CALL (peers, GPtrArray, ALICE, NULL, 10)
DEFINE_CALL (status_list, GPtrArray, ALICE)
DEFINE_CALL (collect, ServerCollected, &collection)
DEFINE_CALL (user_list, GPtrArray, NULL)
DEFINE_LIST (media_list)
DEFINE_LIST (group_list)
DEFINE_LIST (invite_list)

static void
call_check (Fixture *fixture, GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };

  server_store_check_async (fixture->store, NULL, store_answer_cb, &answer);
  server_store_check_finish (fixture->store, store_answer_wait (&answer), error);
}

static void
call_stats (Fixture *fixture, GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };
  ServerStats stats;

  server_store_stats_async (fixture->store, NULL, store_answer_cb, &answer);
  server_store_stats_finish (fixture->store, store_answer_wait (&answer), &stats, error);
}

static void
call_user_disable (Fixture *fixture, GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };

  server_store_user_disable_async (fixture->store, ALICE, TRUE, NULL, store_answer_cb, &answer);
  server_store_user_disable_finish (fixture->store, store_answer_wait (&answer), error);
}

static void
call_user_delete (Fixture *fixture, GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };

  server_store_user_delete_async (fixture->store, ALICE, NULL, store_answer_cb, &answer);
  server_store_user_delete_finish (fixture->store, store_answer_wait (&answer), error);
}

static const struct
{
  const char *name;
  void (*call) (Fixture *fixture, GError **error);
  gboolean writes;
} calls[] = {
  { "inbox-read", call_inbox_read, FALSE },
  { "history", call_history, FALSE },
  { "user-get", call_user_get, FALSE },
  { "user-list", call_user_list, FALSE },
  { "device-list", call_device_list, FALSE },
  { "conversation-list", call_conversation_list, FALSE },
  { "conversation-get", call_conversation_get, FALSE },
  { "receipts", call_receipts, FALSE },
  { "media-get", call_media_get, FALSE },
  { "media-find", call_media_find, FALSE },
  { "media-list", call_media_list, FALSE },
  { "group-list", call_group_list, FALSE },
  { "invite-list", call_invite_list, FALSE },
  { "peers", call_peers, FALSE },
  { "status-list", call_status_list, FALSE },
  { "notes", call_notes, FALSE },
  { "stats", call_stats, FALSE },
  { "check", call_check, FALSE },
  { "send", call_send, TRUE },
  { "react", call_react, TRUE },
  { "pin", call_pin, TRUE },
  { "note", call_note, TRUE },
  { "status-post", call_status_post, TRUE },
  { "ack", call_ack, TRUE },
  { "read-mark", call_read_mark, TRUE },
  { "user-change", call_user_change, TRUE },
  { "user-create", call_user_create, TRUE },
  { "device-create", call_device_create, TRUE },
  { "group-create", call_group_create, TRUE },
  { "change-group", call_change_group, TRUE },
  { "leave", call_leave, TRUE },
  { "collect", call_collect, TRUE },
  { "revoke", call_revoke, TRUE },
  { "user-disable", call_user_disable, TRUE },
  { "user-delete", call_user_delete, TRUE },
};

/* First of all: with nothing wrong, none of them has anything to say. */
static void
test_well (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", calls[i].name);
      calls[i].call (fixture, &error);
      g_assert_no_error (error);
    }
}

/* A sentence for people, of this program's own errors. */
static void
assert_told (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (error->domain == LANDLINE_ERROR);
  g_assert_cmpuint (strlen (error->message), >, 10);
  g_assert_true (g_str_has_prefix (error->message, "The server ") ||
                 error->code != LANDLINE_ERROR_BUSY);
  /* What SQLite says of it is for the log. */
  g_assert_null (strstr (error->message, "no such table"));
  g_assert_null (strchr (error->message, '('));
}

static void
test_closed (Fixture *fixture, gconstpointer data)
{
  server_sqlite_store_close (SERVER_SQLITE_STORE (fixture->store));
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", calls[i].name);
      calls[i].call (fixture, &error);
      assert_told (error);
      g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY);
    }
}

/* What reads goes on, what writes says so, and nothing of it is there afterwards. */
static void
test_full (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) after = NULL;
  g_autoptr (ServerPage) page = NULL;

  fault_vfs_set (FAULT_FULL);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", calls[i].name);
      calls[i].call (fixture, &error);
      if (!calls[i].writes)
        g_assert_no_error (error);
      else if (error != NULL)
        g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_STORAGE_FULL);
    }
  g_assert_cmpuint (fault_vfs_get_n_failed (), >, 0);
  fault_vfs_set (FAULT_NONE);

  /* The name, the device and the history are what they were. */
  page = store_history (fixture->store, fixture->alice, fixture->conversation, 0, 10, &after);
  g_assert_no_error (after);
  g_assert_cmpuint (page->rows->len, ==, 1);
  call_send (fixture, &after);
  g_assert_no_error (after);
}

/* After a commit of which nobody knows what became: no write is taken, of any kind. */
static void
test_failed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) first = NULL;

  fault_vfs_set (FAULT_SYNC);
  call_send (fixture, &first);
  g_assert_error (first, LANDLINE_ERROR, LANDLINE_ERROR_BUSY);
  fault_vfs_set (FAULT_NONE);

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr (GError) error = NULL;

      if (!calls[i].writes)
        continue;
      g_test_message ("%s", calls[i].name);
      calls[i].call (fixture, &error);
      assert_told (error);
      g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY);
    }
  g_assert_nonnull (fixture->base.failure);
}

/* Runs @sql beside the store, as somebody does who should not. */
static void
execute (Fixture *fixture, const char *sql)
{
  g_autofree char *path = g_build_filename (fixture->base.folder, "landline.db", NULL);
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_busy_timeout (database, 10000), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (database);
}

static int
add_name (void *data, int n, char **values, char **names)
{
  g_ptr_array_add (data, g_strdup (values[0]));
  return 0;
}

/* All that are read after the start; `meta` is not. */
static GPtrArray *
list_tables (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->base.folder, "landline.db", NULL);
  GPtrArray *tables = g_ptr_array_new_with_free_func (g_free);
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open (path, &database), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (database,
                                 "SELECT name FROM sqlite_schema WHERE type = 'table' AND name "
                                 "NOT LIKE 'sqlite%' AND name <> 'meta' ORDER BY name",
                                 add_name, tables, NULL),
                   ==, SQLITE_OK);
  sqlite3_close (database);
  g_assert_cmpuint (tables->len, >, 5);
  return tables;
}

/* A table is gone under it. Every call is answered, and what it cannot do it says. */
static void
test_table_gone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) tables = list_tables (fixture);

  for (guint i = 0; i < tables->len; i++)
    {
      Fixture other = { 0 };
      g_autofree char *sql = g_strdup_printf ("PRAGMA foreign_keys = OFF; DROP TABLE \"%s\"",
                                              (const char *) tables->pdata[i]);
      guint n_failed = 0;

      set_up (&other, store_fixture_open_sqlite);
      execute (&other, sql);
      for (guint j = 0; j < G_N_ELEMENTS (calls); j++)
        {
          g_autoptr (GError) error = NULL;

          g_test_message ("%s without %s", calls[j].name, (const char *) tables->pdata[i]);
          calls[j].call (&other, &error);
          if (error == NULL)
            continue;
          n_failed++;
          assert_told (error);
        }
      g_test_message ("without %s %u calls fail", (const char *) tables->pdata[i], n_failed);
      g_assert_cmpuint (n_failed, >, 0);
      tear_down (&other, store_fixture_open_sqlite);
    }
}

/* Messages to which many have reacted: a page ends before it is larger than an answer may be. */
static void
test_many_reactions (Fixture *fixture, gconstpointer data)
{
  g_autoptr (ServerPage) page = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 99; i++)
    g_assert_true (
        store_send (fixture->store, fixture->alice, NULL, fixture->conversation, "x", NULL, NULL));
  execute (fixture,
           "WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 2023) "
           "INSERT INTO users (uid, user_id, name, is_admin, created, last_seen) "
           "SELECT i, i, 'Somebody', 0, 1, 1 FROM n;"
           "INSERT INTO reactions SELECT m.mid, u.uid, 'x' FROM messages m "
           "JOIN users u ON u.uid >= 1000;"
           "UPDATE messages SET version = 1");
  page = store_history (fixture->store, fixture->alice, fixture->conversation, 0, 500, &error);
  g_assert_no_error (error);
  g_assert_true (page->more);
  g_assert_cmpuint (page->rows->len, >, 20);
  g_assert_cmpuint (page->rows->len, <, 50);
  g_assert_cmpuint (server_message_get_row (page->rows->pdata[0])->state->n_reactions, ==,
                    LANDLINE_LIMIT_REACTIONS);
}

/* The last key that there is room for, and one more; those that are there still change. */
static void
test_notes_full (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE users SET n_notes = %d WHERE user_id = '" ALICE
                                          "'",
                                          SERVER_LIMIT_NOTES - 1);
  g_autoptr (GError) error = NULL;
  ServerNoted noted;

  execute (fixture, sql);
  g_assert_true (store_note (fixture->store, fixture->alice, NULL, "last", "1", &noted, &error));
  g_assert_false (store_note (fixture->store, fixture->alice, NULL, "more", "1", &noted, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_assert_true (store_note (fixture->store, fixture->alice, NULL, "last", "2", &noted, &error));
  g_assert_cmpint (noted.done.version, ==, 2);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/store/sqlite/trouble/", name, NULL);

  g_test_add (path, Fixture, store_fixture_open_sqlite, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  fault_vfs_install ();
  add ("well", test_well);
  add ("closed", test_closed);
  add ("full", test_full);
  add ("failed", test_failed);
  add ("table-gone", test_table_gone);
  add ("many-reactions", test_many_reactions);
  add ("notes-full", test_notes_full);
  return g_test_run ();
}
