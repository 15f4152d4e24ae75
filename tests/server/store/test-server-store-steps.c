/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <sqlite3.h>
#include <string.h>

#include "server-config.h"
#include "server-sqlite-store.h"
#include "store-fixture.h"

/* Forgetting goes on beside the messages, so each of its steps is a short one: however much there
 * is, and however little of it may go. Counted in what SQLite's machine does for each commit. */

#define DAY (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)
/* What a step may cost: 512 rows of some dozens of instructions, and what comes with a commit.
 */
#define MAX_INSTRUCTIONS 60000
/* Far more of everything than a step may look at. */
#define N_MANY 12000

/* The writer's connection is the first that a store opens. Only its thread counts. */
static struct
{
  guint n_connections;
  gint64 now;  /* in this transaction */
  gint64 most; /* in any of them */
} counted;

static int
on_profile (unsigned int type, void *data, void *statement, void *nanoseconds)
{
  const char *sql = sqlite3_sql (statement);

  counted.now += sqlite3_stmt_status (statement, SQLITE_STMTSTATUS_VM_STEP, TRUE);
  if (sql != NULL && g_str_has_prefix (sql, "COMMIT"))
    {
      counted.most = MAX (counted.most, counted.now);
      counted.now = 0;
    }
  return 0;
}

static int
on_connection (sqlite3 *handle, char **error, const struct sqlite3_api_routines *routines)
{
  if (counted.n_connections++ == 0)
    sqlite3_trace_v2 (handle, SQLITE_TRACE_PROFILE, on_profile, NULL);
  return SQLITE_OK;
}

static void
close_store (StoreFixture *fixture)
{
  server_sqlite_store_close (SERVER_SQLITE_STORE (fixture->store));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_signal_handlers_disconnect_by_data (fixture->store, fixture);
  g_clear_object (&fixture->store);
}

static void
execute (StoreFixture *fixture, const char *sql)
{
  g_autofree char *path = g_build_filename (fixture->folder, "landline.db", NULL);
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  if (sqlite3_exec (handle, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (handle));
  sqlite3_close (handle);
}

static gint64
get_number (StoreFixture *fixture, const char *sql)
{
  g_autofree char *path = g_build_filename (fixture->folder, "landline.db", NULL);
  sqlite3_stmt *statement = NULL;
  sqlite3 *handle = NULL;
  gint64 number;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  number = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (handle);
  return number;
}

/* Opens the store with what @sql has put into it (?N stands for N_MANY), and forgets until there is
 * nothing more to forget. */
static void
collect_after (StoreFixture *fixture, const char *sql, gint64 now)
{
  g_auto (GStrv) parts = g_strsplit (sql, "?N", -1);
  g_autofree char *count = g_strdup_printf ("%d", N_MANY);
  g_autofree char *whole = g_strjoinv (count, parts);

  close_store (fixture);
  execute (fixture, whole);
  memset (&counted, 0, sizeof counted);
  g_assert_cmpint (sqlite3_auto_extension ((void (*) (void)) on_connection), ==, SQLITE_OK);
  fixture->store = store_fixture_open_sqlite (fixture->folder, NULL);
  sqlite3_reset_auto_extension ();
  store_fixture_set_clock (fixture, now);
  counted.most = 0;
  store_collect (fixture->store, SERVER_RETENTION_DELIVERED);
  close_store (fixture);
  g_test_message ("%" G_GINT64_FORMAT " instructions at most", counted.most);
  g_assert_cmpint (counted.most, >, 0);
  g_assert_cmpint (counted.most, <, MAX_INSTRUCTIONS);
}

/* Those of the first step of the schema. */
#define DEVICES_COLUMNS "did, device_id, uid, name, token_hash, created, last_seen, acked"
#define USERS_COLUMNS                                                                              \
  "uid, user_id, name, about, avatar, is_admin, created, last_seen, head, trimmed"
#define CONVERSATIONS_COLUMNS                                                                      \
  "cid, conversation_id, kind, name, created, last_seq, forgotten, last_time, low, high"
#define MESSAGES_COLUMNS "mid, sender, id, did, time, reply_to, content, digest"

#define NUMBERS "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?N) "
#define USERS                                                                                      \
  NUMBERS                                                                                          \
  "INSERT INTO users (" USERS_COLUMNS                                                              \
  ") SELECT i, i, 'User', NULL, 'm_face' || i, 0, 1, 1, 0, 0 FROM n;"

/* Conversations of which each begins with something that is too young. */
static void
test_young_messages (StoreFixture *fixture, gconstpointer data)
{
  collect_after (fixture,
                 USERS NUMBERS "INSERT INTO conversations (" CONVERSATIONS_COLUMNS
                               ") SELECT i, 'c_' || i, 1, 'Trip', 1, 1, 0, "
                               "1, NULL, NULL FROM n;" NUMBERS
                               "INSERT INTO messages (" MESSAGES_COLUMNS
                               ") SELECT i << 32 | 1, 1, 'id' || i, 1, 1000, "
                               "NULL, '\"type\":\"text\",\"text\":\"x\"', NULL FROM n;",
                 2000);
  g_assert_cmpint (get_number (fixture, "SELECT count (*) FROM messages WHERE content IS NOT NULL"),
                   ==, N_MANY);
}

/* One conversation, of which everything may go. */
static void
test_old_messages (StoreFixture *fixture, gconstpointer data)
{
  collect_after (fixture,
                 USERS "INSERT INTO conversations (" CONVERSATIONS_COLUMNS
                       ") VALUES (1, 'c_1', 1, 'Trip', 1, ?N, 0, 1, NULL, "
                       "NULL);" NUMBERS "INSERT INTO messages (" MESSAGES_COLUMNS
                       ") SELECT 1 << 32 | i, 1, 'id' || i, 1, 1000, NULL, "
                       "'\"type\":\"text\",\"text\":\"x\"', NULL FROM n;",
                 100 * DAY);
  g_assert_cmpint (get_number (fixture, "SELECT count (*) FROM messages WHERE content IS NOT NULL"),
                   ==, 0);
}

#define STATUSES_COLUMNS "stid, status_id, uid, request, digest, time, expires, content, media_id"

/* A status that has expired, which very many were to see and nobody has fetched. */
static void
test_wide_status (StoreFixture *fixture, gconstpointer data)
{
  collect_after (fixture,
                 USERS "INSERT INTO statuses (" STATUSES_COLUMNS ") VALUES (1, 's_1', 1, 'r', 'd', "
                       "1, 1000, '\"type\":\"text\",\"text\":\"x\"', NULL);" NUMBERS
                       "INSERT INTO status_viewers (stid, uid) SELECT 1, i FROM n;" NUMBERS
                       "INSERT INTO inbox (place, kind, ref, about) SELECT i << 36 | 1, 6, 1, 0 "
                       "FROM n;",
                 2000);
  g_assert_cmpint (get_number (fixture, "SELECT count (*) FROM status_viewers"), ==, 0);
  g_assert_cmpint (get_number (fixture, "SELECT count (*) FROM inbox"), ==, 0);
  g_assert_cmpint (get_number (fixture, "SELECT count (*) FROM statuses"), ==, 0);
}

/* Very many statuses that have expired, with a file each. */
static void
test_old_statuses (StoreFixture *fixture, gconstpointer data)
{
  collect_after (fixture,
                 USERS NUMBERS "INSERT INTO media SELECT 'm_' || i, 1, 0, 'a.txt', 'text/plain', "
                               "1, 'x', 1, i FROM n;" NUMBERS
                               "INSERT INTO statuses (" STATUSES_COLUMNS
                               ") SELECT i, 's_' || i, i, 'r', 'd', 1, 1000, "
                               "'\"type\":\"text\",\"text\":\"x\"', 'm_' || i FROM n;" NUMBERS
                               "INSERT INTO status_viewers (stid, uid) SELECT i, 1 FROM n;",
                 100 * DAY);
  g_assert_cmpint (get_number (fixture, "SELECT count (*) FROM statuses"), ==, 0);
  g_assert_cmpint (get_number (fixture, "SELECT count (*) FROM media"), ==, 0);
}

/* Messages that all have expired, with reactions and a file each, though nobody has got them. */
static void
test_expired (StoreFixture *fixture, gconstpointer data)
{
  collect_after (
      fixture,
      NUMBERS
      "INSERT INTO media SELECT 'm_' || i, 1, 0, 'a.txt', 'text/plain', 1, 'x', 1, i FROM n;"
      "INSERT INTO users (" USERS_COLUMNS ") VALUES (1, '101', 'A', NULL, NULL, 0, 1, 1, ?N, 0);"
      "INSERT INTO devices (" DEVICES_COLUMNS ") VALUES (1, 'd_1', 1, NULL, x'01', 1, 1, 0);"
      "INSERT INTO conversations (" CONVERSATIONS_COLUMNS ") "
      "VALUES (1, 'c_1', 1, 'Trip', 1, ?N, 0, 1, NULL, NULL);" NUMBERS
      "INSERT INTO messages (" MESSAGES_COLUMNS ", version, expires) SELECT 1 << 32 | i, 1, "
      "'id' || i, 1, 1000, NULL, '\"type\":\"document\",\"document\":{\"id\":\"m_' || i || "
      "'\",\"name\":\"a.txt\",\"content_type\":\"text/plain\",\"size\":1,\"sha256\":\""
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"}', NULL, 1, 2000 "
      "FROM n;" NUMBERS "INSERT INTO inbox SELECT 1 << 36 | i, 1, 1 << 32 | i, 0, NULL, NULL, NULL "
      "FROM n;" NUMBERS "INSERT INTO reactions SELECT 1 << 32 | i, 1, 'x' FROM n;" NUMBERS
      "INSERT INTO media_refs SELECT 'm_' || i, 1, i, 'a.txt', i FROM n;",
      3000);
  g_assert_cmpint (get_number (fixture, "SELECT count (*) FROM messages WHERE content IS NOT NULL"),
                   ==, 0);
  g_assert_cmpint (get_number (fixture, "SELECT count (*) FROM messages WHERE expires = 2000"), ==,
                   N_MANY);
  g_assert_cmpint (get_number (fixture, "SELECT count (*) FROM reactions"), ==, 0);
  g_assert_cmpint (get_number (fixture, "SELECT count (*) FROM media_refs"), ==, 0);
}

/* Actions that everybody has been told of, and as many that somebody waits for. */
static void
test_told_actions (StoreFixture *fixture, gconstpointer data)
{
  collect_after (
      fixture,
      "INSERT INTO users (" USERS_COLUMNS ") VALUES (1, '101', 'A', NULL, NULL, 0, 1, 1, ?N, 0);"
      "INSERT INTO devices (" DEVICES_COLUMNS ") VALUES (1, 'd_1', 1, NULL, x'01', 1, 1, 0);"
      "INSERT INTO conversations (" CONVERSATIONS_COLUMNS ") "
      "VALUES (1, 'c_1', 1, 'Trip', 1, 1, 1, 1, NULL, NULL);"
      "INSERT INTO messages (" MESSAGES_COLUMNS ", version) VALUES (1 << 32 | 1, 1, 'id', 1, 1000, "
      "NULL, NULL, x'00', ?N);" NUMBERS "INSERT INTO actions SELECT i, 'id' || i, 1, 1 << 32 | 1, "
      "1, i, 1000, x'00', 'text' FROM n;" NUMBERS "INSERT INTO inbox (place, kind, ref, about) "
      "SELECT 1 << 36 | i, 4, i, 0 FROM n WHERE i % 2 = 0;",
      3000);
  g_assert_cmpint (get_number (fixture, "SELECT count (*) FROM actions WHERE body IS NULL"), ==,
                   N_MANY / 2);
  g_assert_cmpint (get_number (fixture,
                               "SELECT count (*) FROM actions WHERE body IS NULL AND aid % 2 = 0"),
                   ==, 0);
  g_assert_cmpint (get_number (fixture, "SELECT count (*) FROM actions"), ==, N_MANY);
}

/* Inboxes of which everything is acknowledged and nothing is left. */
static void
test_empty_inboxes (StoreFixture *fixture, gconstpointer data)
{
  collect_after (fixture, USERS "UPDATE users SET head = 2;", 2000);
  g_assert_cmpint (get_number (fixture, "SELECT count (*) FROM users WHERE trimmed = 2"), ==,
                   N_MANY);
}

/* One inbox with many receipts, of which the last is still waited for. */
static void
test_receipts (StoreFixture *fixture, gconstpointer data)
{
  collect_after (fixture,
                 USERS "UPDATE users SET head = ?N WHERE uid = 1;"
                       "INSERT INTO devices (" DEVICES_COLUMNS
                       ") VALUES (1, 'd_1', 1, NULL, x'01', 1, 1, ?N - 1);" NUMBERS
                       "INSERT INTO receipts SELECT 1, i, i, i FROM n;",
                 2000);
  g_assert_cmpint (get_number (fixture, "SELECT count (*) FROM receipts"), ==, 1);
  g_assert_cmpint (get_number (fixture, "SELECT trimmed FROM users WHERE uid = 1"), ==, N_MANY - 1);
}

static void
assert_change (StoreFixture *fixture, ServerAccount *by, const char *group, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LandlineConversation) changed = store_change_group (fixture->store, by, group,
                                                                 SERVER_GROUP_EDIT, name, &error);

  g_assert_no_error (error);
}

/* A group as it was is kept once for all who are told, until the last of them has heard. */
static void
test_snapshots (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, "+15550101", "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, "+15550102", "Bob");
  g_autoptr (LandlineConversation) group = store_add_group (fixture->store, alice, "Trip",
                                                            "+15550102");
  const char *id = landline_conversation_get_id (group);
  g_autoptr (ServerPage) page = NULL;
  g_autoptr (GError) error = NULL;

  store_fixture_set_clock (fixture, 2000);
  assert_change (fixture, alice, id, "Hike");
  g_assert_cmpint (get_number (fixture, "SELECT count (*) FROM snapshots"), ==, 2);
  g_assert_cmpint (get_number (fixture, "SELECT sum (uses) FROM snapshots"), ==, 4);
  page = store_read (fixture->store, bob, 0, 10);
  store_assert_event (page, 0, bob, "\"name\":\"Trip\"");
  store_assert_event (page, 1, bob, "\"name\":\"Hike\"");

  g_assert_cmpint (store_ack (fixture->store, alice, 2, &error), ==, 2);
  store_collect (fixture->store, SERVER_RETENTION_DELIVERED);
  g_assert_cmpint (get_number (fixture, "SELECT count (*) FROM snapshots"), ==, 2);
  g_assert_cmpint (store_ack (fixture->store, bob, 1, &error), ==, 1);
  store_collect (fixture->store, SERVER_RETENTION_DELIVERED);
  g_assert_cmpint (get_number (fixture, "SELECT count (*) FROM snapshots"), ==, 1);
  g_assert_cmpint (store_ack (fixture->store, bob, 2, &error), ==, 2);
  store_collect (fixture->store, SERVER_RETENTION_DELIVERED);
  g_assert_cmpint (get_number (fixture, "SELECT count (*) FROM snapshots"), ==, 0);
}

#define FILES                                                                                      \
  NUMBERS "INSERT INTO media SELECT 'm_' || i, 1, 0, 'a.txt', 'text/plain', 1, 'x', 1, i FROM n;"

/* Old files that are all still in use, as pictures or in what somebody waits for, and one that is
 * not. */
static void
test_files_in_use (StoreFixture *fixture, gconstpointer data)
{
  collect_after (
      fixture,
      USERS FILES
      "INSERT INTO conversations (" CONVERSATIONS_COLUMNS
      ") VALUES (1, 'c_1', 1, 'Trip', 1, 0, 0, 1, NULL, NULL);"
      "INSERT INTO media_refs SELECT media_id, 1, number, name, number FROM media "
      "WHERE number % 2 = 0;"
      "UPDATE users SET avatar = 'm_' || uid WHERE uid % 2 = 1;"
      "INSERT INTO media VALUES ('m_x', 1, 0, 'a.txt', 'text/plain', 1, 'x', 1, ?N + 1);",
      100 * DAY);
  g_assert_cmpint (get_number (fixture, "SELECT count (*) FROM media"), ==, N_MANY);
  g_assert_cmpint (get_number (fixture, "SELECT count (*) FROM media WHERE media_id = 'm_x'"), ==,
                   0);
}

/* More files than a plan has room for, half of them in messages that have been forgotten: all go.
 */
static void
test_files_in_nothing (StoreFixture *fixture, gconstpointer data)
{
  collect_after (fixture,
                 USERS FILES
                 "INSERT INTO conversations (" CONVERSATIONS_COLUMNS
                 ") VALUES (1, 'c_1', 1, 'Trip', 1, ?N, ?N, 1, NULL, NULL);" NUMBERS
                 "INSERT INTO messages (" MESSAGES_COLUMNS
                 ") SELECT 1 << 32 | i, 1, 'id' || i, 1, 1000, NULL, NULL, x'00' FROM n;"
                 "INSERT INTO media_refs SELECT media_id, 1, number, name, number FROM media "
                 "WHERE number % 2 = 0;",
                 100 * DAY);
  g_assert_cmpint (get_number (fixture, "SELECT count (*) FROM media"), ==, 0);
  g_assert_cmpint (get_number (fixture, "SELECT count (*) FROM media_refs"), ==, 0);
}

static void
add (const char *name, void (*test) (StoreFixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/store/sqlite/steps/", name, NULL);

  g_test_add (path, StoreFixture, store_fixture_open_sqlite, store_fixture_set_up, test,
              store_fixture_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("young-messages", test_young_messages);
  add ("old-messages", test_old_messages);
  add ("expired", test_expired);
  add ("wide-status", test_wide_status);
  add ("old-statuses", test_old_statuses);
  add ("told-actions", test_told_actions);
  add ("empty-inboxes", test_empty_inboxes);
  add ("receipts", test_receipts);
  add ("snapshots", test_snapshots);
  add ("files-in-use", test_files_in_use);
  add ("files-in-nothing", test_files_in_nothing);
  return g_test_run ();
}
