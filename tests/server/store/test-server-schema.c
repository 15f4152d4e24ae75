/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "landline-error.h"
#include "server-sqlite-schema.h"
#include "server-sqlite-store.h"
#include "store-fixture.h"

/* Databases that earlier servers left, one for each step of the schema (`databases/`): all that is
 * in them is there afterwards, and what the later steps bring works. */

#define ALICE "+15550101"
#define BOB   "+15550102"
#define CAROL "+15550103"

static char *folder;

static char *
dup_database (void)
{
  return g_build_filename (folder, "landline.db", NULL);
}

static void
execute (const char *sql)
{
  g_autofree char *path = dup_database ();
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  if (sqlite3_exec (handle, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (handle));
  sqlite3_close (handle);
}

static gint64
get_number (const char *sql)
{
  g_autofree char *path = dup_database ();
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

static ServerStore *
open_store (void)
{
  g_autoptr (GError) error = NULL;
  ServerStore *store = store_fixture_open_sqlite (folder, &error);

  g_assert_no_error (error);
  return store;
}

static void
close_store (ServerStore *store)
{
  server_sqlite_store_close (SERVER_SQLITE_STORE (store));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (store);
}

static ServerAccount *
new_account (int number, const char *user_id)
{
  g_autofree char *device_id = g_strdup_printf ("d_%d", number);

  return server_account_new (user_id, device_id, number == 1);
}

static void
assert_text (ServerStore *store, ServerAccount *who, const char *conversation, const char *text)
{
  g_autoptr (ServerPage) page = NULL;
  g_autoptr (GError) error = NULL;
  const LandlineMessageRow *row;

  page = store_history (store, who, conversation, 0, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->rows->len, ==, 1);
  row = server_message_get_row (g_ptr_array_index (page->rows, 0));
  g_assert_nonnull (g_strstr_len (row->content, row->content_length, text));
}

/* From step 3 on an inbox tells of the group, as it was kept then. */
static void
check_inbox (int step)
{
  ServerStore *store = open_store ();
  g_autoptr (ServerAccount) carol = new_account (3, CAROL);
  g_autoptr (ServerPage) page = store_read (store, carol, 0, 10);

  g_assert_cmpuint (page->rows->len, ==, step < 3 ? 1 : 2);
  if (step >= 3)
    store_assert_event (page, 0, carol, "\"name\":\"Trip\"");
  g_clear_pointer (&page, server_page_free);
  close_store (store);
}

/* Everything is where it was, and goes on where it ended. */
static void
check_store (ServerStore *store)
{
  g_autoptr (ServerAccount) alice = new_account (1, ALICE);
  g_autoptr (ServerAccount) bob = new_account (2, BOB);
  g_autoptr (ServerAccount) carol = new_account (3, CAROL);
  g_autoptr (LandlineConversation) left = NULL;
  g_autoptr (GError) error = NULL;
  LandlineSent sent;

  g_assert_cmpstr (server_sqlite_store_get_generation (SERVER_SQLITE_STORE (store)), ==,
                   "g_before");
  assert_text (store, bob, "c_direct", "Hello");
  assert_text (store, carol, "c_group", "All");
  g_assert_true (store_may_see (store, carol, "m_face"));
  g_assert_true (store_send (store, bob, NULL, ALICE, "Hello back", &sent, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (sent.conversation, ==, "c_direct");
  g_assert_cmpint (sent.seq, ==, 2);

  left = store_change_group (store, alice, "c_group", SERVER_GROUP_REMOVE, CAROL, &error);
  g_assert_no_error (error);
  g_assert_false (store_send (store, carol, NULL, "c_group", "x", NULL, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_MEMBER);
}

static void
remove_folder (void)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_remove (file), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_clear_pointer (&folder, g_free);
}

static void
test_earlier (gconstpointer data)
{
  g_autofree char *name = g_strdup_printf ("%d.sql", GPOINTER_TO_INT (data));
  g_autofree char *path = NULL;
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;

  path = g_test_build_filename (G_TEST_DIST, "server", "store", "databases", name, NULL);
  folder = g_dir_make_tmp ("landline-schema-XXXXXX", &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &sql, NULL, &error);
  g_assert_no_error (error);
  execute (sql);
  g_assert_cmpint (get_number ("PRAGMA user_version"), ==, GPOINTER_TO_INT (data));

  close_store (open_store ());
  g_assert_cmpint (get_number ("PRAGMA user_version"), ==, SERVER_SQLITE_SCHEMA_VERSION);
  g_assert_cmpint (get_number ("SELECT count (*) FROM pragma_foreign_key_check"), ==, 0);
  check_inbox (GPOINTER_TO_INT (data));
  {
    ServerStore *store = open_store ();

    check_store (store);
    close_store (store);
  }
  remove_folder ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (int step = 1; step < SERVER_SQLITE_SCHEMA_VERSION; step++)
    {
      g_autofree char *path = g_strdup_printf ("/store/sqlite/schema/%d", step);

      g_test_add_data_func (path, GINT_TO_POINTER (step), test_earlier);
    }
  return g_test_run ();
}
