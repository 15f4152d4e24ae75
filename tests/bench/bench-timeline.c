/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

/* Opens a chat of 100,000 messages, with quotes, reactions and edits, out of a real cache and
 * scrolls it: session, timeline, view and rows as in the app, only the server is not there. A line
 * of JSON for each figure. */
#include "config.h"

#include "app-account.h"
#include "app-chat-list.h"
#include "app-filler.h"
#include "app-session.h"
#include "app-test.h"
#include "app-timeline.h"
#include "bench-scroll.h"

#define N_MESSAGES 100000

static AppAccount *
make_account (void)
{
  static const char *const addresses[] = { "127.0.0.1:9", NULL };
  AppAccount *account = app_account_new ();

  app_account_set_server_name (account, "Bench");
  app_account_set_addresses (account, addresses);
  app_account_set_user_id (account, APP_TEST_SELF);
  app_account_set_name (account, "Alex Own");
  app_account_set_device (account, "d_00000000000000000000000000000001");
  app_account_set_token (account, "token");
  return account;
}

static void
fill_cache (AppProfile *profile)
{
  g_autofree char *path = app_profile_dup_cache_path (profile);
  AppCache *cache = app_test_open_cache (path);
  AppFiller filler = { 1, N_MESSAGES, 0, g_get_real_time () / 1000, 0, TRUE };

  app_filler_run (&filler, cache);
  app_test_close_cache (cache);
}

static AppSession *
open_session (AppProfile *profile)
{
  g_autoptr (AppAccount) account = make_account ();
  AppSession *session = app_session_new (profile, account, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  app_session_open_async (session, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  app_session_open_finish (session, result, &error);
  g_assert_no_error (error);
  return session;
}

static void
close_session (AppSession *session)
{
  g_autoptr (GAsyncResult) result = NULL;

  app_session_close_async (session, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  g_assert_true (app_session_close_finish (session, result, NULL));
  g_object_unref (session);
}

/* As the chat page does it: nothing is shown before the newest keys are there. */
static AppTimeline *
open_chat (BenchScroll *bench, AppSession *session, AppChat *chat)
{
  AppTimeline *timeline = app_timeline_new (session, NULL, chat);

  app_test_wait (app_timeline_get_ready (timeline));
  bench_scroll_show (bench, G_LIST_MODEL (timeline));
  do
    ui_frames_wait (bench->frames, 1);
  while (!bench_scroll_is_loaded (bench));
  return timeline;
}

int
main (int argc, char **argv)
{
  BenchScroll bench = { 0 };
  g_autofree char *folder = app_test_make_folder ();
  g_autoptr (AppProfile) profile = app_test_make_profile (folder, "bench");
  g_autoptr (AppChatList) chats = NULL;
  g_autoptr (AppChat) chat = NULL;
  g_autoptr (AppTimeline) timeline = NULL;
  AppSession *session;

  fill_cache (profile);
  session = open_session (profile);
  chats = app_chat_list_new (session);
  app_test_wait (g_list_model_get_n_items (G_LIST_MODEL (chats)) > 0);
  chat = g_list_model_get_item (G_LIST_MODEL (chats), 0);

  bench_scroll_init (&bench, "timeline");
  for (guint i = 0; i < BENCH_SCROLL_N_OPENINGS; i++)
    {
      gtk_window_set_child (GTK_WINDOW (bench.window), NULL);
      g_clear_object (&timeline);
      ui_frames_wait (bench.frames, 3);
      bench_scroll_begin_opening (&bench);
      timeline = open_chat (&bench, session, chat);
      bench_scroll_end_opening (&bench, i);
    }
  bench_scroll_print_opening (&bench);
  app_test_wait (g_list_model_get_n_items (G_LIST_MODEL (timeline)) == N_MESSAGES);
  bench_scroll_measure (&bench, 60, TRUE);
  bench_scroll_print (&bench, "frames with a row not loaded yet, of 600", bench.n_unloaded, "", 0,
                      0);
  bench_scroll_print (&bench, "resident memory", bench_scroll_get_resident_mib (), "MiB", 150, 130);

  bench_scroll_clear (&bench);
  g_clear_object (&timeline);
  g_clear_object (&chat);
  g_clear_object (&chats);
  close_session (session);
  app_test_remove_folder (folder);
  return 0;
}
