/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <glib/gstdio.h>
#include <utime.h>

#include "transfer-fixture.h"

/* What stays on the disk of files that were sent, or not. */

#define MEDIA_ID "m_000000000000000000000000000000bb"

static char *
paste (TransferFixture *f, const char *name)
{
  g_autofree char *folder = app_profile_dup_pasted_folder (f->profile);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  return g_build_filename (folder, name, NULL);
}

/* A picture from the clipboard goes when it was sent, or else when the app is started again. */
static void
test_pasted (TransferFixture *f, gconstpointer data)
{
  g_autofree char *sent = paste (f, "sent.png");
  g_autofree char *left = paste (f, "left.png");
  const struct utimbuf old = { 1000000000, 1000000000 };
  g_autoptr (GFile) file = g_file_new_for_path (sent);
  g_autoptr (AppOutgoingFile) outgoing = app_outgoing_file_new (file);

  g_assert_true (g_file_set_contents (sent, "picture", -1, NULL));
  g_assert_true (g_file_set_contents (left, "picture", -1, NULL));
  app_outgoing_file_set_name (outgoing, "sent.png");
  app_outgoing_file_set_content_type (outgoing, "image/png");
  app_outgoing_file_set_size (outgoing, 7);
  transfer_fixture_send_file (f, outgoing);
  app_test_wait (!g_file_test (sent, G_FILE_TEST_EXISTS));
  app_test_wait (f->server->sends->len == 1);
  g_assert_true (g_file_test (left, G_FILE_TEST_EXISTS));
  transfer_fixture_close_session (f);
  /* Old only now: the sweep of the first start may still be under way. */
  g_assert_cmpint (g_utime (left, (struct utimbuf *) &old), ==, 0);
  transfer_fixture_open_session (f);
  app_test_wait (!g_file_test (left, G_FILE_TEST_EXISTS));
}

static char *
dup_copy (TransferFixture *f, const char *name)
{
  g_autofree char *folder = app_profile_dup_media_folder (f->profile);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *child;

  while (dir != NULL && (child = g_dir_read_name (dir)) != NULL)
    {
      char *path = g_build_filename (folder, child, name, NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        return path;
      g_free (path);
    }
  return NULL;
}

static gboolean
has_folder_of (const char *copy)
{
  g_autofree char *folder = g_path_get_dirname (copy);

  return g_file_test (folder, G_FILE_TEST_EXISTS);
}

/* What was stopped can be sent again, so its copy stays; it goes with the message. */
static void
test_deleted (TransferFixture *f, gconstpointer data)
{
  g_autofree char *copy = NULL;
  gint64 key;

  f->server->holds_uploads = TRUE;
  key = transfer_fixture_send_new (f, "a.bin", 1000);
  app_test_wait (f->server->n_uploads == 1);
  app_transfer_cancel (app_transfers_lookup (f->transfers, key));
  app_test_wait (app_session_get_waiting_count (f->session) == 0);
  copy = dup_copy (f, "a.bin");
  g_assert_nonnull (copy);
  app_transfers_forget (f->transfers, key);
  app_test_wait (!has_folder_of (copy));
  transfer_fixture_assert_texts (f, "");
  g_ptr_array_set_size (f->server->held, 0);
}

/* The same, when it was up already and the message was refused. */
static void
test_deleted_after_upload (TransferFixture *f, gconstpointer data)
{
  g_autofree char *copy = NULL;
  gint64 key;

  f->server->answers_sends = FALSE;
  key = transfer_fixture_send_new (f, "a.bin", 1000);
  app_test_wait (f->server->sends->len == 1);
  app_fake_server_send_error (f->server, app_fake_server_get_id (f->server, 0),
                              LANDLINE_ERROR_NOT_FOUND, -1);
  app_test_wait (app_session_get_waiting_count (f->session) == 0);
  copy = dup_copy (f, "a.bin");
  g_assert_nonnull (copy);
  app_transfers_forget (f->transfers, key);
  app_test_wait (!has_folder_of (copy));
}

static void
make_old (const char *path)
{
  const struct utimbuf old = { 1000000000, 1000000000 };

  g_assert_cmpint (g_utime (path, (struct utimbuf *) &old), ==, 0);
}

/* A crash may leave a copy that nothing leads to: the next start removes it, and nothing else. */
static void
test_swept (TransferFixture *f, gconstpointer data)
{
  g_autofree char *media = app_profile_dup_media_folder (f->profile);
  g_autofree char *folder = g_build_filename (media, MEDIA_ID, NULL);
  g_autofree char *left = g_build_filename (folder, "left.bin", NULL);
  g_autofree char *sent = NULL;
  g_autofree char *sent_folder = NULL;

  transfer_fixture_send_new (f, "sent.bin", 1000);
  app_test_wait (f->server->sends->len == 1);
  app_test_wait (app_session_get_waiting_count (f->session) == 0);
  sent = dup_copy (f, "sent.bin");
  sent_folder = g_path_get_dirname (sent);
  transfer_fixture_close_session (f);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (left, "left", -1, NULL));
  make_old (folder);
  make_old (sent_folder);
  transfer_fixture_open_session (f);
  app_test_wait (!g_file_test (folder, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (sent, G_FILE_TEST_EXISTS));
}

#define add(name, function)                                                                        \
  g_test_add ("/app/media-folder/" name, TransferFixture, NULL, transfer_fixture_set_up, function, \
              transfer_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("pasted", test_pasted);
  add ("deleted", test_deleted);
  add ("deleted-after-upload", test_deleted_after_upload);
  add ("swept", test_swept);
  return g_test_run ();
}
