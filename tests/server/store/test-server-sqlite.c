/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "fault-vfs.h"
#include "landline-error.h"
#include "server-sqlite-store.h"
#include "store-fixture.h"

/* What is SQLite's own: groups of commits, files that cannot be used, disks that fail, kill -9. */

#define ALICE "+15550101"
#define BOB   "+15550102"
#define MANY  1500

static char *self_path;

static char *
dup_path (StoreFixture *fixture)
{
  return g_build_filename (fixture->folder, "landline.db", NULL);
}

/* As another program would, beside the store or after it. */
static void
execute (StoreFixture *fixture, const char *sql)
{
  g_autofree char *path = dup_path (fixture);
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  sqlite3_busy_timeout (handle, 5000);
  if (sqlite3_exec (handle, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (handle));
  sqlite3_close (handle);
}

static void
close_store (StoreFixture *fixture)
{
  g_signal_handlers_disconnect_by_data (fixture->store, fixture);
  g_clear_object (&fixture->store);
}

static void
send_many (StoreFixture *fixture, ServerAccount *sender, StoreAnswer *answers, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LandlineSendRequest) request = store_new_text (NULL, BOB, "Text");

      server_store_send_async (fixture->store, sender, request, NULL, store_answer_cb, &answers[i]);
    }
}

/* Many share a commit, and none has to wait for another to come. */
static void
test_group_commit (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_autofree StoreAnswer *answers = g_new0 (StoreAnswer, MANY);
  ServerSqliteStore *store = SERVER_SQLITE_STORE (fixture->store);
  guint64 before = server_sqlite_store_get_n_commits (store);

  send_many (fixture, alice, answers, MANY);
  for (guint i = 0; i < MANY; i++)
    {
      LandlineSent sent;

      g_assert_true (
          server_store_send_finish (fixture->store, store_answer_wait (&answers[i]), &sent, NULL));
      g_assert_cmpint (sent.seq, ==, i + 1);
      store_answer_clear (&answers[i]);
    }
  g_assert_cmpuint (server_sqlite_store_get_n_commits (store) - before, <, MANY / 10);
  g_assert_cmpuint (server_sqlite_store_get_n_commits (store) - before, >=, 2);
}

/* A read mark costs no commit of its own when another one comes, and is not forgotten when none
 * does. */
static void
test_lazy (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  ServerSqliteStore *store = SERVER_SQLITE_STORE (fixture->store);
  g_auto (StoreAnswer) mark = { NULL };
  g_autoptr (GError) error = NULL;
  LandlineSent sent;
  guint64 before;

  g_assert_true (store_send (fixture->store, alice, NULL, BOB, "Text", &sent, &error));
  before = server_sqlite_store_get_n_commits (store);
  server_store_read_mark_async (fixture->store, bob, sent.conversation, 1, NULL, store_answer_cb,
                                &mark);
  g_assert_true (store_send (fixture->store, alice, NULL, BOB, "Next", NULL, &error));
  g_assert_true (server_store_read_mark_finish (fixture->store, store_answer_wait (&mark), &error));
  g_assert_cmpuint (server_sqlite_store_get_n_commits (store) - before, ==, 1);

  g_assert_true (store_read_mark (fixture->store, bob, sent.conversation, 2, &error));
  g_assert_no_error (error);
}

/* Reads an inbox to its end: every message once, in order. */
static void
assert_whole_inbox (StoreFixture *fixture, ServerAccount *account, gint64 after, gint64 last)
{
  gboolean more = TRUE;
  gint64 cursor = after;

  while (more)
    {
      g_autoptr (ServerPage) page = store_read (fixture->store, account, cursor, 700);

      for (guint i = 0; i < page->rows->len; i++)
        {
          ServerMessage *message = server_inbox_row_get_message (store_get_row (page, i));

          g_assert_nonnull (message);
          g_assert_cmpint (server_message_get_row (message)->seq, ==, ++after);
        }
      cursor = page->cursor;
      more = page->more;
    }
  g_assert_cmpint (after, ==, last);
}

/* More than the newest rows have room for: the older ones move on, and nothing is seen of it. */
static void
test_moving_on (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_autoptr (ServerPage) of_alice = NULL;
  g_autoptr (GError) error = NULL;
  LandlineReceipt *receipt;

  for (guint round = 0; round < 4; round++)
    {
      g_autofree StoreAnswer *answers = g_new0 (StoreAnswer, MANY);

      send_many (fixture, alice, answers, MANY);
      for (guint i = 0; i < MANY; i++)
        {
          store_answer_wait (&answers[i]);
          store_answer_clear (&answers[i]);
        }
      g_assert_cmpint (store_ack (fixture->store, alice, MANY * (round + 1), &error), ==,
                       MANY * (round + 1));
    }
  assert_whole_inbox (fixture, bob, 0, 4 * MANY);
  g_assert_cmpint (store_ack (fixture->store, bob, 100, &error), ==, 100);
  store_fixture_reopen (fixture);
  assert_whole_inbox (fixture, bob, 100, 4 * MANY);

  /* What is acknowledged lies in both places. */
  g_assert_cmpint (store_ack (fixture->store, bob, 4 * MANY - 10, &error), ==, 4 * MANY - 10);
  of_alice = store_read (fixture->store, alice, -1, 10);
  g_assert_cmpuint (of_alice->rows->len, ==, 1);
  receipt = server_inbox_row_get_receipt (store_get_row (of_alice, 0));
  g_assert_cmpint (landline_receipt_get_delivered (receipt), ==, 4 * MANY - 10);
  assert_whole_inbox (fixture, bob, 4 * MANY - 10, 4 * MANY);
  g_assert_no_error (error);
}

static void
assert_cannot_open (StoreFixture *fixture, int code, const char *part)
{
  g_autofree char *path = dup_path (fixture);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (ServerStore) store = NULL;
  g_autoptr (GError) error = NULL;
  gsize length_before, length_after;

  g_assert_true (g_file_get_contents (path, &before, &length_before, NULL));
  store = server_sqlite_store_open (path, &error);
  g_assert_null (store);
  g_assert_error (error, LANDLINE_ERROR, code);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_nonnull (strstr (error->message, part));
  g_assert_true (g_file_get_contents (path, &after, &length_after, NULL));
  g_assert_cmpmem (before, length_before, after, length_after);
}

static void
test_newer (StoreFixture *fixture, gconstpointer data)
{
  close_store (fixture);
  execute (fixture, "PRAGMA user_version = 99");
  assert_cannot_open (fixture, LANDLINE_ERROR_UNSUPPORTED, "newer version");
}

static void
test_no_database (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_path (fixture);
  g_autofree char *text = g_strnfill (8192, 'x');

  close_store (fixture);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  assert_cannot_open (fixture, LANDLINE_ERROR_BUSY, "not a database");
}

static void
test_no_folder (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (server_sqlite_store_open ("/nonexistent/landline.db", &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, "/nonexistent/landline.db"));
}

/* A damaged page is found by the check. */
static void
test_damaged (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_path (fixture);
  g_auto (StoreAnswer) answer = { NULL };
  g_autoptr (GError) error = NULL;
  FILE *file;

  close_store (fixture);
  execute (fixture, "PRAGMA wal_checkpoint (TRUNCATE)");
  file = fopen (path, "r+b");
  g_assert_nonnull (file);
  g_assert_cmpint (fseek (file, 4096 * 2, SEEK_SET), ==, 0);
  for (guint i = 0; i < 4096 * 4; i++)
    fputc ('x', file);
  fclose (file);

  fixture->store = server_sqlite_store_open (path, &error);
  if (fixture->store == NULL)
    {
      g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY);
      return;
    }
  server_store_check_async (fixture->store, NULL, store_answer_cb, &answer);
  g_assert_false (server_store_check_finish (fixture->store, store_answer_wait (&answer), &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY);
  close_store (fixture);
}

static gboolean
is_full (StoreFixture *fixture, ServerAccount *alice)
{
  g_autoptr (GError) error = NULL;

  if (store_send (fixture->store, alice, NULL, BOB, "Text", NULL, &error))
    return FALSE;
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_STORAGE_FULL);
  g_assert_true (landline_error_is_momentary (error));
  return TRUE;
}

static void
test_full (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_autoptr (ServerPage) page = NULL;
  g_autoptr (GError) error = NULL;
  LandlineSent sent;

  g_assert_true (store_send (fixture->store, alice, NULL, BOB, "Before", &sent, &error));
  fault_vfs_set (FAULT_FULL);
  g_assert_true (is_full (fixture, alice));
  g_assert_true (is_full (fixture, alice));
  /* Reading goes on. */
  page = store_read (fixture->store, bob, 0, 10);
  g_assert_cmpuint (page->rows->len, ==, 1);
  g_assert_cmpint (store_ack (fixture->store, bob, 1, &error), ==, -1);
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_STORAGE_FULL);
  g_clear_error (&error);

  fault_vfs_set (FAULT_NONE);
  g_assert_null (fixture->failure);
  g_assert_true (store_send (fixture->store, alice, NULL, BOB, "After", &sent, &error));
  g_assert_no_error (error);
  g_assert_cmpint (sent.seq, ==, 2);
  store_fixture_reopen (fixture);
  g_assert_true (store_send (fixture->store, alice, NULL, BOB, "Later", &sent, &error));
  g_assert_cmpint (sent.seq, ==, 3);
}

/* Space comes back while much is under way: nothing is taken that was handed over behind what was
 * refused. */
static void
test_full_keeps_order (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_autofree StoreAnswer *answers = g_new0 (StoreAnswer, MANY);
  gboolean was_refused = FALSE;
  LandlineSent sent;

  fault_vfs_set (FAULT_FULL);
  send_many (fixture, alice, answers, MANY);
  /* Not when the writer has taken them: it comes to the disk later. */
  while (fault_vfs_get_n_failed () == 0)
    g_thread_yield ();
  fault_vfs_set (FAULT_NONE);
  for (guint i = 0; i < MANY; i++)
    {
      g_autoptr (GError) error = NULL;

      if (!server_store_send_finish (fixture->store, store_answer_wait (&answers[i]), &sent,
                                     &error))
        {
          g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_STORAGE_FULL);
          was_refused = TRUE;
        }
      else
        g_assert_false (was_refused);
      store_answer_clear (&answers[i]);
    }
  g_assert_true (was_refused);
  /* Now that it has been seen, what comes is taken. */
  g_assert_true (store_send (fixture->store, alice, NULL, BOB, "Again", NULL, NULL));
}

static gboolean
probe (StoreFixture *fixture, GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };

  server_store_probe_async (fixture->store, NULL, store_answer_cb, &answer);
  return server_store_probe_finish (fixture->store, store_answer_wait (&answer), error);
}

/* A probe is a commit, and nothing but that. */
static void
test_probe (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  ServerSqliteStore *store = SERVER_SQLITE_STORE (fixture->store);
  guint64 before = server_sqlite_store_get_n_commits (store);

  g_assert_true (probe (fixture, &error));
  g_assert_true (probe (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (server_sqlite_store_get_n_commits (store) - before, ==, 2);

  fault_vfs_set (FAULT_FULL);
  g_assert_false (probe (fixture, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_STORAGE_FULL);
  g_clear_error (&error);
  fault_vfs_set (FAULT_NONE);
  g_assert_true (probe (fixture, &error));
  g_assert_no_error (error);
}

static gboolean
has_failed (gpointer data)
{
  return ((StoreFixture *) data)->failure != NULL;
}

/* Nobody knows whether it is on disk: nothing is acknowledged, nothing more is taken, the next
 * start goes by what is there. */
static void
test_sync_fails (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_autofree char *id = landline_id_new_message ();
  g_autoptr (GError) error = NULL;
  LandlineSent before, after;

  g_assert_true (store_send (fixture->store, alice, NULL, BOB, "Before", &before, &error));
  fault_vfs_set (FAULT_SYNC);
  g_assert_false (store_send (fixture->store, alice, id, BOB, "During", NULL, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_true (store_wait_until (has_failed, fixture));

  fault_vfs_set (FAULT_NONE);
  g_assert_false (store_send (fixture->store, alice, NULL, BOB, "Then", NULL, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY);
  g_clear_error (&error);

  store_fixture_reopen (fixture);
  g_assert_true (store_send (fixture->store, alice, id, BOB, "During", &after, &error));
  g_assert_no_error (error);
  g_assert_cmpint (after.seq, ==, before.seq + 1);
}

/* Another process revokes a device that the writer knows by heart. */
static void
test_changed_by_another (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (fixture->store, BOB, "Bob");
  g_autoptr (GError) error = NULL;

  g_assert_true (store_send (fixture->store, alice, NULL, BOB, "Text", NULL, &error));
  execute (fixture, "UPDATE devices SET token_hash = NULL WHERE did = 1");
  g_assert_false (store_send (fixture->store, alice, NULL, BOB, "Text", NULL, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED);
}

/* The child of test_crash(): sends without end, and says on standard output what was acknowledged.
 */

typedef struct
{
  ServerStore *store;
  ServerAccount *alice;
  char id[LANDLINE_UUID_SIZE];
} Sending;

static void send_endlessly (ServerStore *store, ServerAccount *alice);

static void
acknowledged_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Sending *sending = data;
  LandlineSent sent;
  char line[128];
  int length;

  if (!server_store_send_finish (sending->store, result, &sent, NULL))
    _exit (1);
  length = snprintf (line, sizeof line, "%s %" G_GINT64_FORMAT "\n", sending->id, sent.seq);
  if (write (STDOUT_FILENO, line, length) != length)
    _exit (2);
  send_endlessly (sending->store, sending->alice);
  g_free (sending);
}

static void
send_endlessly (ServerStore *store, ServerAccount *alice)
{
  g_autoptr (LandlineSendRequest) request = NULL;
  Sending *sending = g_new (Sending, 1);

  sending->store = store;
  sending->alice = alice;
  landline_id_write_uuid (sending->id);
  request = store_new_text (sending->id, BOB, "Text");
  server_store_send_async (store, alice, request, NULL, acknowledged_cb, sending);
}

static int
be_the_child (const char *folder)
{
  g_autoptr (ServerStore) store = store_fixture_open_sqlite (folder, NULL);
  g_autoptr (ServerAccount) alice = store_add_user (store, ALICE, "Alice");
  g_autoptr (ServerAccount) bob = store_add_user (store, BOB, "Bob");

  for (guint i = 0; i < 50; i++)
    send_endlessly (store, alice);
  while (g_main_context_iteration (NULL, TRUE) || store != NULL)
    ;
  return 0;
}

static GPtrArray *
read_acknowledged (GSubprocess *child)
{
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (
      g_subprocess_get_stdout_pipe (child));
  GPtrArray *acknowledged = g_ptr_array_new_with_free_func (g_free);
  char *line;

  while ((line = g_data_input_stream_read_line (lines, NULL, NULL, NULL)) != NULL)
    {
      g_ptr_array_add (acknowledged, line);
      if (acknowledged->len == 500)
        g_subprocess_send_signal (child, SIGKILL);
    }
  return acknowledged;
}

/* A process that commits is killed: every message that it has acknowledged is there, and no number
 * is missing. */
static void
test_crash (StoreFixture *fixture, gconstpointer data)
{
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GPtrArray) acknowledged = NULL;
  g_autoptr (ServerAccount) alice = NULL;
  g_autoptr (ServerPage) page = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  gint64 last = 0;

  close_store (fixture);
  path = dup_path (fixture);
  g_assert_cmpint (unlink (path), ==, 0);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, self_path, "--child",
                            fixture->folder, NULL);
  g_assert_no_error (error);
  acknowledged = read_acknowledged (child);
  g_assert_true (g_subprocess_wait (child, NULL, &error));
  g_assert_true (g_subprocess_get_if_signaled (child));
  g_assert_cmpuint (acknowledged->len, >=, 500);

  fixture->store = server_sqlite_store_open (path, &error);
  g_assert_no_error (error);
  alice = store_add_device (fixture->store, ALICE);
  for (guint i = 0; i < acknowledged->len; i++)
    {
      g_auto (GStrv) parts = g_strsplit (g_ptr_array_index (acknowledged, i), " ", 2);
      LandlineSent sent;

      if (parts[1] == NULL)
        continue; /* the line that it was killed in */
      g_assert_true (store_send (fixture->store, alice, parts[0], BOB, "Text", &sent, &error));
      g_assert_true (sent.duplicate);
      g_assert_cmpint (sent.seq, ==, g_ascii_strtoll (parts[1], NULL, 10));
    }
  page = store_read (fixture->store, alice, 0, G_MAXUINT - 1);
  for (guint i = 0; i < page->rows->len; i++)
    {
      ServerMessage *message = server_inbox_row_get_message (store_get_row (page, i));

      g_assert_cmpint (server_message_get_row (message)->seq, ==, ++last);
    }
  g_assert_cmpint (last, >=, acknowledged->len - 1);
}

static void
add (const char *name, void (*test) (StoreFixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/sqlite/", name, NULL);

  g_test_add (path, StoreFixture, store_fixture_open_sqlite, store_fixture_set_up, test,
              store_fixture_tear_down);
}

int
main (int argc, char *argv[])
{
  if (argc == 3 && strcmp (argv[1], "--child") == 0)
    return be_the_child (argv[2]);

  self_path = g_canonicalize_filename (argv[0], NULL);
  g_test_init (&argc, &argv, NULL);
  fault_vfs_install ();
  add ("group-commit", test_group_commit);
  add ("lazy", test_lazy);
  add ("moving-on", test_moving_on);
  add ("newer", test_newer);
  add ("no-database", test_no_database);
  add ("no-folder", test_no_folder);
  add ("damaged", test_damaged);
  add ("full", test_full);
  add ("full-keeps-order", test_full_keeps_order);
  add ("probe", test_probe);
  add ("sync-fails", test_sync_fails);
  add ("changed-by-another", test_changed_by_another);
  add ("crash", test_crash);
  return g_test_run ();
}
