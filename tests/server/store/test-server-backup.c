/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "landline-error.h"
#include "server-sqlite-archive.h"
#include "server-sqlite-backup.h"
#include "server-sqlite-store.h"
#include "store-fixture.h"

/* The file that a backup is, and the copy of a database that goes into it. */

#define ALICE "+15550101"
#define PART  (1 << 20)

static char *
dup_path (StoreFixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static char *
put (StoreFixture *fixture, const char *name, gsize size)
{
  g_autofree char *path = dup_path (fixture, name);
  g_autofree char *contents = g_malloc (MAX (size, 1));

  for (gsize i = 0; i < size; i++)
    contents[i] = (char) (i * 7 + i / 251);
  g_assert_true (g_file_set_contents (path, contents, size, NULL));
  return g_steal_pointer (&path);
}

static void
count (guint64 n_bytes, gpointer total)
{
  *(guint64 *) total += n_bytes;
}

static void
assert_extracts (ServerSqliteArchive *archive,
                 const ServerSqliteArchiveFile *file,
                 StoreFixture *fixture,
                 const char *original)
{
  g_autofree char *path = dup_path (fixture, "out");
  g_autofree char *expected = NULL;
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize expected_length, length;

  g_assert_true (server_sqlite_archive_extract (archive, file, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_true (g_file_get_contents (original, &expected, &expected_length, NULL));
  g_assert_cmpmem (contents, length, expected, expected_length);

  /* Nothing that is there is written over. */
  g_assert_false (server_sqlite_archive_extract (archive, file, path, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY);
  g_assert_cmpint (g_unlink (path), ==, 0);
}

/* Of each size around that of a part: what goes in comes out. */
static void
test_archive (StoreFixture *fixture, gconstpointer data)
{
  static const gsize sizes[] = { 0, 1, PART - 1, PART, PART + 1, 3 * PART };
  g_autofree char *path = put (fixture, "archive", 0);
  g_autoptr (ServerSqliteArchive) archive = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GError) error = NULL;
  guint64 n_in = 0, n_out = 0, total = 0;

  archive = server_sqlite_archive_create (path, &error);
  g_assert_no_error (error);
  server_sqlite_archive_set_passed_func (archive, count, &n_in);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);
      g_autofree char *file = put (fixture, name, sizes[i]);

      g_assert_true (server_sqlite_archive_add (archive, name, file, NULL, &error));
      g_assert_no_error (error);
      total += sizes[i];
    }
  g_assert_true (server_sqlite_archive_finish (archive, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_in, ==, total);
  g_clear_pointer (&archive, server_sqlite_archive_free);

  archive = server_sqlite_archive_open (path, &error);
  g_assert_no_error (error);
  server_sqlite_archive_set_passed_func (archive, count, &n_out);
  files = server_sqlite_archive_list (archive, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (files->len, ==, G_N_ELEMENTS (sizes));
  for (guint i = 0; i < files->len; i++)
    {
      ServerSqliteArchiveFile *file = g_ptr_array_index (files, i);
      g_autofree char *name = g_strdup_printf ("%u", i);
      g_autofree char *original = dup_path (fixture, name);

      g_assert_cmpstr (file->name, ==, name);
      g_assert_cmpuint (file->size, ==, sizes[i]);
      assert_extracts (archive, file, fixture, original);
    }
  g_assert_cmpuint (n_out, ==, total);
}

/* What is not as it should be is not in it, and the next takes its place. */
static void
test_archive_of_damaged_files (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = put (fixture, "archive", 0);
  g_autofree char *bad = put (fixture, "bad", 2 * PART + 5);
  g_autofree char *good = put (fixture, "good", PART + 3);
  g_autofree char *none = dup_path (fixture, "none");
  g_autofree char *sha256 = g_strnfill (64, '0');
  g_autoptr (ServerSqliteArchive) archive = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GError) error = NULL;

  archive = server_sqlite_archive_create (path, &error);
  g_assert_no_error (error);
  g_assert_false (server_sqlite_archive_add (archive, "bad", bad, sha256, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (server_sqlite_archive_add (archive, "none", none, NULL, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (server_sqlite_archive_add (archive, "good", good, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (server_sqlite_archive_finish (archive, &error));
  g_clear_pointer (&archive, server_sqlite_archive_free);

  archive = server_sqlite_archive_open (path, &error);
  g_assert_no_error (error);
  files = server_sqlite_archive_list (archive, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (files->len, ==, 1);
  assert_extracts (archive, g_ptr_array_index (files, 0), fixture, good);
}

/* Before its end it is none, whatever it has by then. */
static void
test_archive_without_end (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *path = put (fixture, "archive", 0);
  g_autofree char *file = put (fixture, "file", 9 * PART);
  g_autoptr (ServerSqliteArchive) archive = NULL;
  g_autoptr (GError) error = NULL;

  archive = server_sqlite_archive_create (path, &error);
  g_assert_no_error (error);
  g_assert_true (server_sqlite_archive_add (archive, "file", file, NULL, &error));
  g_clear_pointer (&archive, server_sqlite_archive_free);
  archive = server_sqlite_archive_open (path, &error);
  g_assert_null (archive);
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNSUPPORTED);
}

/* What was committed is in the copy, what comes afterwards is not; a file that the server has
 * forgotten since can be taken out, together with what refers to it. */
static void
test_copy (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *database = dup_path (fixture, "landline.db");
  g_autofree char *copy = put (fixture, "copy.db", 0);
  g_autoptr (ServerAccount) alice = store_add_user (fixture->store, ALICE, "Alice");
  g_autoptr (LandlineMedia) kept = store_add_media (fixture->store, alice, "kept.txt");
  g_autoptr (LandlineMedia) forgotten = store_add_media (fixture->store, alice, "forgotten.txt");
  g_autoptr (LandlineMedia) later = NULL;
  g_autoptr (GHashTable) gone = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) media = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (server_sqlite_backup_copy (database, copy, &error));
  g_assert_no_error (error);
  later = store_add_media (fixture->store, alice, "later.txt");
  media = server_sqlite_backup_list_media (copy, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (media->len, ==, 2);
  g_clear_pointer (&media, g_ptr_array_unref);

  g_hash_table_add (gone, (gpointer) landline_media_get_id (forgotten));
  g_assert_true (server_sqlite_backup_drop_media (copy, gone, &error));
  g_assert_no_error (error);
  media = server_sqlite_backup_list_media (copy, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (media->len, ==, 1);
  g_assert_cmpstr (landline_media_get_id (g_ptr_array_index (media, 0)), ==,
                   landline_media_get_id (kept));
  g_assert_true (server_sqlite_backup_check (copy, &error));
  g_assert_no_error (error);
}

static void
test_generation (StoreFixture *fixture, gconstpointer data)
{
  g_autofree char *database = dup_path (fixture, "landline.db");
  g_autofree char *copy = put (fixture, "copy.db", 0);
  g_autoptr (ServerStore) store = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (server_sqlite_backup_copy (database, copy, &error));
  g_assert_true (server_sqlite_backup_renew (copy, &error));
  g_assert_no_error (error);
  store = server_sqlite_store_open (copy, &error);
  g_assert_no_error (error);
  g_assert_true (
      g_str_has_prefix (server_sqlite_store_get_generation (SERVER_SQLITE_STORE (store)), "g_"));
  g_assert_cmpstr (server_sqlite_store_get_generation (SERVER_SQLITE_STORE (store)), !=,
                   server_sqlite_store_get_generation (SERVER_SQLITE_STORE (fixture->store)));
  server_sqlite_store_close (SERVER_SQLITE_STORE (store));
}

static void
add (const char *name, void (*test) (StoreFixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/server/backup/", name, NULL);

  g_test_add (path, StoreFixture, store_fixture_open_sqlite, store_fixture_set_up, test,
              store_fixture_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("archive", test_archive);
  add ("archive-of-damaged-files", test_archive_of_damaged_files);
  add ("archive-without-end", test_archive_without_end);
  add ("copy", test_copy);
  add ("generation", test_generation);
  return g_test_run ();
}
