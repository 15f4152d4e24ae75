/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "transfer-fixture.h"

void
transfer_fixture_open_session (TransferFixture *f)
{
  f->session = app_fake_server_open_session (f->server, f->profile);
  f->transfers = app_transfers_new (f->session);
}

void
transfer_fixture_close_session (TransferFixture *f)
{
  g_clear_object (&f->transfers);
  app_fake_server_close_session (g_steal_pointer (&f->session));
}

void
transfer_fixture_set_up (TransferFixture *f, gconstpointer data)
{
  f->folder = app_test_make_folder ();
  f->profile = app_test_make_profile (f->folder, "self");
  f->server = app_fake_server_new ();
  f->server->answers_sends = TRUE;
  transfer_fixture_open_session (f);
  f->chat = app_test_ensure_direct (app_session_get_cache (f->session), APP_TEST_PEER);
  app_test_wait (app_session_get_state (f->session) == APP_SESSION_ONLINE);
}

void
transfer_fixture_tear_down (TransferFixture *f, gconstpointer data)
{
  transfer_fixture_close_session (f);
  app_fake_server_free (f->server);
  g_object_unref (f->profile);
  app_test_remove_folder (f->folder);
  g_free (f->folder);
}

AppOutgoingFile *
transfer_fixture_make_file (TransferFixture *f, const char *name, gsize size)
{
  g_autofree char *path = g_build_filename (f->folder, name, NULL);
  g_autofree char *bytes = g_strnfill (size, 'x');
  g_autoptr (GFile) file = g_file_new_for_path (path);
  AppOutgoingFile *outgoing = app_outgoing_file_new (file);

  g_assert_true (g_file_set_contents (path, bytes, size, NULL));
  app_outgoing_file_set_name (outgoing, name);
  app_outgoing_file_set_content_type (outgoing, "application/octet-stream");
  app_outgoing_file_set_as_document (outgoing, TRUE);
  app_outgoing_file_set_size (outgoing, size);
  return outgoing;
}

gint64
transfer_fixture_send_file (TransferFixture *f, AppOutgoingFile *file)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 key;

  app_transfers_send_async (f->transfers, f->chat, file, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  key = app_transfers_send_finish (f->transfers, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (key, !=, 0);
  return key;
}

gint64
transfer_fixture_send_new (TransferFixture *f, const char *name, gsize size)
{
  g_autoptr (AppOutgoingFile) file = transfer_fixture_make_file (f, name, size);

  return transfer_fixture_send_file (f, file);
}

void
transfer_fixture_assert_texts (TransferFixture *f, const char *expected)
{
  g_autofree char *texts = app_test_list_texts (app_session_get_cache (f->session), f->chat);

  g_assert_cmpstr (texts, ==, expected);
}
