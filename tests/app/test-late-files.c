/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "app-chat-list.h"
#include "app-connection.h"
#include "app-rest.h"
#include "app-search.h"
#include "app-test-server.h"
#include "app-test.h"
#include "app-timeline.h"

/* A real server, and a device that has only the newest of a chat: it finds the file that was sent
 * before, and the way to its message. */

#define ADA     "+15550101"
#define BEN     "+15550102"
#define N_LINES 120 /* more than a device that is new is given */

typedef struct
{
  char *folder;
  AppTestServer *server;
  AppProfile *profiles[3];
  AppAccount *ada, *ben;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autofree char *server_folder = NULL;

  f->folder = app_test_make_folder ();
  server_folder = g_build_filename (f->folder, "server", NULL);
  f->server = app_test_server_new (server_folder);
  app_test_server_start (f->server);
  f->profiles[0] = app_test_make_profile (f->folder, "Ada");
  f->profiles[1] = app_test_make_profile (f->folder, "Ben");
  f->profiles[2] = app_test_make_profile (f->folder, "Anew");
  f->ada = app_test_server_register (f->server, ADA, "Ada");
  f->ben = app_test_server_register (f->server, BEN, "Ben");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (f->profiles); i++)
    g_clear_object (&f->profiles[i]);
  g_clear_object (&f->ada);
  g_clear_object (&f->ben);
  app_test_server_free (f->server);
  app_test_remove_folder (f->folder);
  g_free (f->folder);
}

static AppSession *
open_session (AppProfile *profile, AppAccount *account)
{
  AppSession *session = app_session_new (profile, account, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  app_connection_set_back_off (app_session_get_connection (session), 20, 100);
  app_session_open_async (session, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  app_session_open_finish (session, result, &error);
  g_assert_no_error (error);
  app_test_wait (app_session_get_state (session) == APP_SESSION_ONLINE);
  return session;
}

static void
close_session (AppSession *session)
{
  g_autoptr (GAsyncResult) result = NULL;

  app_session_close_async (session, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  g_object_unref (session);
}

static void
send_plan (Fixture *f, AppSession *session, gint64 chat)
{
  g_autofree char *path = g_build_filename (f->folder, "plan", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) uploaded = NULL;
  g_autoptr (GAsyncResult) sent = NULL;
  g_autoptr (LandlineMedia) media = NULL;
  g_autoptr (LandlineContent) content = NULL;
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, "the plan", -1, &error);
  g_assert_no_error (error);
  app_rest_upload_async (app_session_get_rest (session), file, LANDLINE_MEDIA_KIND_DOCUMENT,
                         "The Plan & more.txt", "text/plain", NULL, NULL, NULL, app_test_result,
                         &uploaded);
  app_test_wait (uploaded != NULL);
  media = app_rest_upload_finish (app_session_get_rest (session), uploaded, &error);
  g_assert_no_error (error);
  content = landline_content_new_media (media, NULL);
  app_session_send_content_async (session, chat, content, NULL, NULL, app_test_result, &sent);
  app_test_wait (sent != NULL);
  g_assert_cmpint (app_session_send_finish (session, sent, &error), !=, 0);
  g_assert_no_error (error);
}

static void
talk (Fixture *f)
{
  AppSession *session = open_session (f->profiles[0], f->ada);
  gint64 chat = app_test_ensure_direct (app_session_get_cache (session), BEN);

  send_plan (f, session, chat);
  for (guint i = 0; i < N_LINES; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;

      app_session_send_text_async (session, chat, "hay", NULL, NULL, app_test_result, &result);
      app_test_wait (result != NULL);
      g_assert_cmpint (app_session_send_finish (session, result, NULL), !=, 0);
    }
  app_test_wait (app_session_get_waiting_count (session) == 0);
  close_session (session);
}

static void
load_up_to (AppTimeline *timeline, gint64 seq)
{
  guint position;

  app_test_wait (app_timeline_get_whole (timeline));
  while (!app_timeline_find_seq (timeline, seq, &position))
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      app_timeline_load_older_async (timeline, NULL, app_test_result, &result);
      app_test_wait (result != NULL);
      g_assert_true (app_timeline_load_older_finish (timeline, result, &error));
      g_assert_no_error (error);
    }
}

static void
test_found (Fixture *f, gconstpointer data)
{
  AppSession *session;
  g_autoptr (AppChatList) chats = NULL;
  g_autoptr (AppChat) chat = NULL;
  g_autoptr (AppSearch) search = NULL;
  g_autoptr (AppSearchHit) hit = NULL;
  g_autoptr (AppTimeline) timeline = NULL;
  guint position;

  talk (f);
  session = open_session (f->profiles[2], f->ben);
  chats = app_chat_list_new (session);
  app_test_wait (g_list_model_get_n_items (G_LIST_MODEL (chats)) == 1);
  chat = g_list_model_get_item (G_LIST_MODEL (chats), 0);
  app_test_wait (g_strcmp0 (app_chat_get_title (chat), "Ada") == 0);
  search = app_search_new (session);
  app_search_set_asks_server (search, TRUE);
  app_search_set_query (search, "The Plan & more.txt");
  app_test_wait (app_search_get_server_state (search) == APP_SEARCH_SERVER_ANSWERED);
  app_test_wait (g_list_model_get_n_items (G_LIST_MODEL (search)) == 1);
  hit = g_list_model_get_item (G_LIST_MODEL (search), 0);
  g_assert_cmpint (app_search_hit_get_seq (hit), ==, 1);
  g_assert_cmpstr (app_search_hit_get_sender_name (hit), ==, "Ada");
  g_assert_cmpstr (app_search_hit_get_chat_title (hit), ==, "Ada");
  g_assert_true (app_chat_list_lookup (chats, app_search_hit_get_chat_key (hit)) == chat);
  timeline = app_timeline_new (session, NULL, chat);
  load_up_to (timeline, app_search_hit_get_seq (hit));
  g_assert_true (app_timeline_find_seq (timeline, 1, &position));
  g_clear_object (&timeline);
  g_clear_object (&search);
  g_clear_object (&chat);
  g_clear_object (&chats);
  close_session (session);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/late-files/found", Fixture, NULL, set_up, test_found, tear_down);
  return g_test_run ();
}
