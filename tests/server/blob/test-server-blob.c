/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "landline-error.h"
#include "landline-id.h"
#include "server-directory-blob.h"
#include "store-fixture.h"

/* What every implementation of ServerBlob has to do, and what is the folder's own. */

#define TEXT  "A file.\n"
#define OTHER "m_00000000000000000000000000000000"

typedef struct
{
  char *folder;
  ServerBlob *blob;
} Fixture;

static void
open_blob (Fixture *fixture, guint64 quota)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->blob);
  fixture->blob = server_directory_blob_new (fixture->folder, quota, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("landline-blob-XXXXXX", NULL);
  open_blob (fixture, 0);
}

static guint
count_files (Fixture *fixture)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

/* The thread that wrote last may hold the writer a moment longer than its answer takes. */
static void
wait_for_files (Fixture *fixture, guint n)
{
  gint64 deadline = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (count_files (fixture) != n && g_get_monotonic_time () < deadline)
    g_thread_yield ();
  g_assert_cmpuint (count_files (fixture), ==, n);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&fixture->blob);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static ServerBlobWriter *
create (ServerBlob *blob, const char *id, guint64 length, GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };

  server_blob_create_async (blob, id, length, NULL, store_answer_cb, &answer);
  return server_blob_create_finish (blob, store_answer_wait (&answer), error);
}

static gboolean
write_text (ServerBlobWriter *writer, const char *text, GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  server_blob_writer_write_async (writer, bytes, NULL, store_answer_cb, &answer);
  return server_blob_writer_write_finish (writer, store_answer_wait (&answer), error);
}

static char *
finish (ServerBlobWriter *writer, GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };

  server_blob_writer_finish_async (writer, NULL, store_answer_cb, &answer);
  return server_blob_writer_finish_finish (writer, store_answer_wait (&answer), error);
}

static ServerBlobReader *
open_file (ServerBlob *blob, const char *id, GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };

  server_blob_open_async (blob, id, NULL, store_answer_cb, &answer);
  return server_blob_open_finish (blob, store_answer_wait (&answer), error);
}

static GBytes *
read_part (ServerBlobReader *reader, guint64 offset, gsize length, GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };

  server_blob_reader_read_async (reader, offset, length, NULL, store_answer_cb, &answer);
  return server_blob_reader_read_finish (reader, store_answer_wait (&answer), error);
}

static gboolean
check (ServerBlob *blob, const char *id, guint64 size, const char *sha256, GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };

  server_blob_check_async (blob, id, size, sha256, NULL, store_answer_cb, &answer);
  return server_blob_check_finish (blob, store_answer_wait (&answer), error);
}

/* Returns: its id */
static char *
add_file (ServerBlob *blob, const char *text, char **sha256)
{
  g_autofree char *id = landline_id_new (LANDLINE_ID_MEDIA);
  g_autoptr (ServerBlobWriter) writer = NULL;
  g_autofree char *digest = NULL;
  g_autoptr (GError) error = NULL;

  writer = create (blob, id, strlen (text), &error);
  g_assert_no_error (error);
  g_assert_true (write_text (writer, text, &error));
  digest = finish (writer, &error);
  g_assert_no_error (error);
  if (sha256 != NULL)
    *sha256 = g_steal_pointer (&digest);
  return g_steal_pointer (&id);
}

static void
test_write_and_read (Fixture *fixture, gconstpointer data)
{
  g_autofree char *expected = g_compute_checksum_for_string (G_CHECKSUM_SHA256, TEXT, -1);
  g_autofree char *sha256 = NULL;
  g_autofree char *id = add_file (fixture->blob, TEXT, &sha256);
  g_autoptr (ServerBlobReader) reader = NULL;
  g_autoptr (GBytes) all = NULL;
  g_autoptr (GBytes) part = NULL;
  g_autoptr (GBytes) beyond = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (sha256, ==, expected);
  reader = open_file (fixture->blob, id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (server_blob_reader_get_size (reader), ==, strlen (TEXT));
  all = read_part (reader, 0, 1000, &error);
  g_assert_cmpmem (g_bytes_get_data (all, NULL), g_bytes_get_size (all), TEXT, strlen (TEXT));
  part = read_part (reader, 2, 4, &error);
  g_assert_cmpmem (g_bytes_get_data (part, NULL), g_bytes_get_size (part), "file", 4);
  beyond = read_part (reader, 100, 4, &error);
  g_assert_cmpuint (g_bytes_get_size (beyond), ==, 0);
  g_assert_no_error (error);
  g_assert_cmpuint (server_blob_get_used (fixture->blob), ==, strlen (TEXT));

  g_assert_null (open_file (fixture->blob, OTHER, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
}

/* Nothing but an id is ever part of a path. */
static void
test_names (Fixture *fixture, gconstpointer data)
{
  const char *names[] = { "../x", "m_../../x", "/etc/passwd", "", ".", "m_", "x" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) writing = NULL;
      g_autoptr (GError) reading = NULL;

      g_assert_null (create (fixture->blob, names[i], 1, &writing));
      g_assert_error (writing, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
      g_assert_null (open_file (fixture->blob, names[i], &reading));
      g_assert_error (reading, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
    }
}

/* What is not finished is seen by nobody and leaves nothing. */
static void
test_unfinished (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = landline_id_new (LANDLINE_ID_MEDIA);
  g_autoptr (ServerBlobWriter) given_up = NULL;
  g_autoptr (ServerBlobWriter) aborted = NULL;
  g_autoptr (ServerBlobWriter) too_short = NULL;
  g_autoptr (ServerBlobWriter) too_long = NULL;
  g_autoptr (GError) error = NULL;

  given_up = create (fixture->blob, id, 100, &error);
  g_assert_true (write_text (given_up, TEXT, &error));
  g_assert_null (open_file (fixture->blob, id, NULL));
  g_assert_cmpuint (count_files (fixture), ==, 1);
  g_clear_object (&given_up);
  wait_for_files (fixture, 0);

  aborted = create (fixture->blob, id, 100, &error);
  server_blob_writer_abort (aborted);
  g_assert_cmpuint (count_files (fixture), ==, 0);
  g_assert_false (write_text (aborted, TEXT, NULL));

  too_short = create (fixture->blob, id, 100, &error);
  g_assert_true (write_text (too_short, TEXT, &error));
  g_assert_null (finish (too_short, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME);
  g_clear_error (&error);

  too_long = create (fixture->blob, id, 4, &error);
  g_assert_false (write_text (too_long, TEXT, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_TOO_LARGE);
  g_assert_cmpuint (count_files (fixture), ==, 0);
}

static void
test_quota (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *id = landline_id_new (LANDLINE_ID_MEDIA);
  g_autofree char *other_id = landline_id_new (LANDLINE_ID_MEDIA);
  g_autoptr (ServerBlobWriter) promised = NULL;
  g_autoptr (ServerBlobWriter) later = NULL;
  g_auto (StoreAnswer) removed = { NULL };
  g_autoptr (GError) error = NULL;

  open_blob (fixture, 20);
  first = add_file (fixture->blob, TEXT, NULL);
  promised = create (fixture->blob, id, 10, &error);
  g_assert_no_error (error);
  /* What is on its way counts too. */
  g_assert_null (create (fixture->blob, other_id, 10, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_STORAGE_FULL);
  g_clear_error (&error);

  g_clear_object (&promised);
  server_blob_remove_async (fixture->blob, first, NULL, store_answer_cb, &removed);
  g_assert_true (server_blob_remove_finish (fixture->blob, store_answer_wait (&removed), &error));
  later = create (fixture->blob, other_id, 20, &error);
  g_assert_no_error (error);
}

/* More than the disk has. */
static void
test_full (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = landline_id_new (LANDLINE_ID_MEDIA);
  g_autoptr (GError) error = NULL;

  g_assert_null (create (fixture->blob, id, G_GUINT64_CONSTANT (1) << 50, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_STORAGE_FULL);
  g_assert_cmpuint (count_files (fixture), ==, 0);
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *sha256 = NULL;
  g_autofree char *id = add_file (fixture->blob, TEXT, &sha256);
  g_autofree char *path = g_build_filename (fixture->folder, id, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (check (fixture->blob, id, strlen (TEXT), sha256, &error));
  g_assert_no_error (error);

  /* One byte is another; then one is missing; then all are. */
  g_assert_true (g_file_set_contents (path, "A fike.\n", -1, NULL));
  g_assert_false (check (fixture->blob, id, strlen (TEXT), sha256, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "damaged"));
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (path, "A file.", -1, NULL));
  g_assert_false (check (fixture->blob, id, strlen (TEXT), sha256, NULL));
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_false (check (fixture->blob, id, strlen (TEXT), sha256, NULL));
}

/* A file that becomes shorter while it is read. */
static void
test_shortened (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = add_file (fixture->blob, TEXT, NULL);
  g_autofree char *path = g_build_filename (fixture->folder, id, NULL);
  g_autoptr (ServerBlobReader) reader = NULL;
  g_autoptr (GError) error = NULL;

  reader = open_file (fixture->blob, id, &error);
  g_assert_cmpint (truncate (path, 3), ==, 0);
  g_assert_null (read_part (reader, 0, 8, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY);
}

/* What a crash left goes; what is known, what came since and what is not ours stays. */
static void
test_sweep (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *kept = add_file (fixture->blob, TEXT, NULL);
  g_autofree char *orphan = add_file (fixture->blob, TEXT, NULL);
  g_autofree char *part = g_build_filename (fixture->folder, "." OTHER ".part", NULL);
  g_autofree char *foreign = g_build_filename (fixture->folder, "notes.txt", NULL);
  g_autofree char *since = NULL;
  g_auto (StoreAnswer) answer = { NULL };
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (part, "half", -1, NULL));
  g_assert_true (g_file_set_contents (foreign, "mine", -1, NULL));
  open_blob (fixture, 0);
  since = add_file (fixture->blob, TEXT, NULL);
  g_hash_table_add (known, kept);
  server_blob_sweep_async (fixture->blob, known, NULL, store_answer_cb, &answer);
  g_assert_cmpint (server_blob_sweep_finish (fixture->blob, store_answer_wait (&answer), &error),
                   ==, 2);
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (fixture), ==, 3);
  g_assert_null (open_file (fixture->blob, orphan, NULL));
  g_assert_cmpuint (server_blob_get_used (fixture->blob), ==, 2 * strlen (TEXT));
  g_assert_true (g_file_test (foreign, G_FILE_TEST_EXISTS));
}

static ServerBlobWriter *
resume (ServerBlob *blob, const char *id, guint64 length, guint64 offset, GError **error)
{
  g_auto (StoreAnswer) answer = { NULL };

  server_blob_resume_async (blob, id, length, offset, NULL, store_answer_cb, &answer);
  return server_blob_resume_finish (blob, store_answer_wait (&answer), error);
}

static void
keep (ServerBlobWriter *writer)
{
  g_auto (StoreAnswer) answer = { NULL };
  g_autoptr (GError) error = NULL;

  server_blob_writer_keep_async (writer, NULL, store_answer_cb, &answer);
  server_blob_writer_keep_finish (writer, store_answer_wait (&answer), &error);
  g_assert_no_error (error);
}

static void
go_back (ServerBlobWriter *writer)
{
  g_auto (StoreAnswer) answer = { NULL };
  g_autoptr (GError) error = NULL;

  server_blob_writer_rewind_async (writer, NULL, store_answer_cb, &answer);
  server_blob_writer_rewind_finish (writer, store_answer_wait (&answer), &error);
  g_assert_no_error (error);
}

/* The space of a writer is settled when its thread has let go of it. */
static void
wait_for_used (Fixture *fixture, guint64 used)
{
  gint64 deadline = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (server_blob_get_used (fixture->blob) != used && g_get_monotonic_time () < deadline)
    g_thread_yield ();
  g_assert_cmpuint (server_blob_get_used (fixture->blob), ==, used);
}

static void
assert_is_text (Fixture *fixture, const char *id, const char *sha256)
{
  g_autofree char *right = g_compute_checksum_for_string (G_CHECKSUM_SHA256, TEXT, -1);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (sha256, ==, right);
  g_assert_true (check (fixture->blob, id, strlen (TEXT), right, &error));
  g_assert_no_error (error);
}

/* Begun, left, gone on with: by the same server, and by one that finds the file at its start. */
static void
test_resume (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = landline_id_new (LANDLINE_ID_MEDIA);
  g_autofree char *sha256 = NULL;
  g_autoptr (ServerBlobWriter) writer = NULL;
  g_autoptr (GError) error = NULL;

  writer = resume (fixture->blob, id, strlen (TEXT), 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (server_blob_writer_get_written (writer), ==, 0);
  g_assert_true (write_text (writer, "A ", &error));
  g_clear_object (&writer);
  wait_for_used (fixture, 2);

  writer = resume (fixture->blob, id, strlen (TEXT), G_MAXUINT64, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (server_blob_writer_get_written (writer), ==, 2);
  g_assert_true (write_text (writer, "fil", &error));
  keep (writer);
  g_assert_null (open_file (fixture->blob, id, NULL));
  g_clear_object (&writer);
  wait_for_used (fixture, 5);

  open_blob (fixture, 0);
  g_assert_cmpuint (server_blob_get_used (fixture->blob), ==, 5);
  writer = resume (fixture->blob, id, strlen (TEXT), 5, &error);
  g_assert_no_error (error);
  g_assert_true (write_text (writer, "e.\n", &error));
  sha256 = finish (writer, &error);
  g_assert_no_error (error);
  assert_is_text (fixture, id, sha256);
  wait_for_files (fixture, 1);
  wait_for_used (fixture, strlen (TEXT));
}

/* Bytes that turn out to be bad, seen at once and after a crash. */
static void
test_rewind (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = landline_id_new (LANDLINE_ID_MEDIA);
  g_autofree char *sha256 = NULL;
  g_autoptr (ServerBlobWriter) writer = NULL;
  g_autoptr (GError) error = NULL;

  writer = resume (fixture->blob, id, strlen (TEXT), 0, &error);
  g_assert_true (write_text (writer, "A fi", &error));
  keep (writer);
  g_assert_true (write_text (writer, "XX", &error));
  go_back (writer);
  g_assert_cmpuint (server_blob_writer_get_written (writer), ==, 4);
  g_assert_true (write_text (writer, "YYY", &error));
  g_clear_object (&writer);
  wait_for_used (fixture, 7);

  open_blob (fixture, 0);
  writer = resume (fixture->blob, id, strlen (TEXT), 4, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (server_blob_writer_get_written (writer), ==, 4);
  g_assert_true (write_text (writer, "ZZZZ", &error));
  go_back (writer);
  g_assert_true (write_text (writer, "le.\n", &error));
  sha256 = finish (writer, &error);
  g_assert_no_error (error);
  assert_is_text (fixture, id, sha256);
}

/* More than was announced, in a piece and on the disk; less than is said to be there. */
static void
test_resume_hostile (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = landline_id_new (LANDLINE_ID_MEDIA);
  g_autofree char *part = g_strdup_printf ("%s/.%s.part", fixture->folder, id);
  g_autofree char *sha256 = NULL;
  g_autoptr (ServerBlobWriter) writer = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (part, TEXT TEXT, -1, NULL));
  open_blob (fixture, 0);
  writer = resume (fixture->blob, id, strlen (TEXT), G_MAXUINT64, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (server_blob_writer_get_written (writer), ==, strlen (TEXT));
  g_assert_false (write_text (writer, "!", &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_clear_object (&writer);
  wait_for_used (fixture, strlen (TEXT));

  /* What was good stays. */
  writer = resume (fixture->blob, id, strlen (TEXT), 1000, &error);
  g_assert_no_error (error);
  sha256 = finish (writer, &error);
  g_assert_no_error (error);
  assert_is_text (fixture, id, sha256);

  g_assert_null (resume (fixture->blob, "../m_1", 1, 0, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND);
}

/* All of it is promised while it is written, what is there counts while it is not. */
static void
test_resume_quota (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = landline_id_new (LANDLINE_ID_MEDIA);
  g_autofree char *other = landline_id_new (LANDLINE_ID_MEDIA);
  g_autoptr (ServerBlobWriter) writer = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (StoreAnswer) removed = { NULL };

  open_blob (fixture, 20);
  writer = resume (fixture->blob, id, 20, 0, &error);
  g_assert_true (write_text (writer, "0123456789", &error));
  g_assert_null (resume (fixture->blob, other, 1, 0, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_STORAGE_FULL);
  g_clear_error (&error);
  wait_for_files (fixture, 1);
  g_clear_object (&writer);
  wait_for_used (fixture, 10);

  g_assert_null (create (fixture->blob, other, 11, NULL));
  g_assert_null (resume (fixture->blob, id, 21, G_MAXUINT64, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_STORAGE_FULL);
  g_clear_error (&error);
  wait_for_used (fixture, 10);
  writer = resume (fixture->blob, id, 20, G_MAXUINT64, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (server_blob_writer_get_written (writer), ==, 10);
  g_clear_object (&writer);
  wait_for_used (fixture, 10);

  server_blob_remove_async (fixture->blob, id, NULL, store_answer_cb, &removed);
  g_assert_true (server_blob_remove_finish (fixture->blob, store_answer_wait (&removed), &error));
  wait_for_used (fixture, 0);
  wait_for_files (fixture, 0);
  writer = resume (fixture->blob, id, 20, 0, &error);
  g_assert_no_error (error);
  server_blob_writer_abort (writer);
  wait_for_files (fixture, 0);
}

/* A file that is not finished is swept like any other, when nobody knows of it. */
static void
test_resume_swept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *id = landline_id_new (LANDLINE_ID_MEDIA);
  g_autofree char *part = g_strdup_printf ("%s/.%s.part", fixture->folder, id);
  g_autofree char *other = g_build_filename (fixture->folder, "." OTHER ".part", NULL);
  g_auto (StoreAnswer) answer = { NULL };
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (part, "half", -1, NULL));
  g_assert_true (g_file_set_contents (other, "half", -1, NULL));
  open_blob (fixture, 0);
  g_hash_table_add (known, id);
  server_blob_sweep_async (fixture->blob, known, NULL, store_answer_cb, &answer);
  g_assert_cmpint (server_blob_sweep_finish (fixture->blob, store_answer_wait (&answer), &error),
                   ==, 1);
  g_assert_no_error (error);
  g_assert_true (g_file_test (part, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (other, G_FILE_TEST_EXISTS));
}

static void
test_no_folder (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (server_directory_blob_new ("/proc/nowhere", 0, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY);
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/blob/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("write-and-read", test_write_and_read);
  add ("names", test_names);
  add ("unfinished", test_unfinished);
  add ("quota", test_quota);
  add ("full", test_full);
  add ("damaged", test_damaged);
  add ("shortened", test_shortened);
  add ("sweep", test_sweep);
  add ("resume", test_resume);
  add ("rewind", test_rewind);
  add ("resume-hostile", test_resume_hostile);
  add ("resume-quota", test_resume_quota);
  add ("resume-swept", test_resume_swept);
  g_test_add_func ("/blob/no-folder", test_no_folder);
  return g_test_run ();
}
