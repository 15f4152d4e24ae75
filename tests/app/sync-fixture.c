/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "sync-fixture.h"

static void
incoming_cb (SyncFixture *f)
{
  f->n_incoming++;
}

void
sync_fixture_open_session (SyncFixture *f)
{
  f->session = app_fake_server_open_session (f->server, f->profile);
  g_signal_connect_swapped (f->session, "incoming", G_CALLBACK (incoming_cb), f);
}

void
sync_fixture_close_session (SyncFixture *f)
{
  g_signal_handlers_disconnect_by_data (f->session, f);
  app_fake_server_close_session (g_steal_pointer (&f->session));
}

void
sync_fixture_wait_online (SyncFixture *f)
{
  app_test_wait (app_session_get_state (f->session) == APP_SESSION_ONLINE);
}

void
sync_fixture_set_up (SyncFixture *f, gconstpointer data)
{
  f->folder = app_test_make_folder ();
  f->profile = app_test_make_profile (f->folder, "self");
  f->server = app_fake_server_new ();
  sync_fixture_open_session (f);
  f->chat = app_test_ensure_direct (app_session_get_cache (f->session), APP_TEST_PEER);
}

void
sync_fixture_tear_down (SyncFixture *f, gconstpointer data)
{
  sync_fixture_close_session (f);
  app_fake_server_free (f->server);
  g_object_unref (f->profile);
  app_test_remove_folder (f->folder);
  g_free (f->folder);
}

void
sync_fixture_say (SyncFixture *f, const char *text)
{
  g_autoptr (GAsyncResult) result = NULL;

  app_session_send_text_async (f->session, f->chat, text, NULL, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  g_assert_cmpint (app_session_send_finish (f->session, result, NULL), !=, 0);
}

void
sync_fixture_assert_texts (SyncFixture *f, gint64 chat, const char *expected)
{
  g_autofree char *texts = app_test_list_texts (app_session_get_cache (f->session), chat);

  g_assert_cmpstr (texts, ==, expected);
}

gboolean
sync_fixture_has_texts (SyncFixture *f, gint64 chat, const char *expected)
{
  g_autofree char *texts = app_test_list_texts (app_session_get_cache (f->session), chat);

  return g_str_equal (texts, expected);
}
