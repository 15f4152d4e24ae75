/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <stdlib.h>

#include "app-account.h"
#include "app-filler.h"
#include "app-test.h"

/* fill-cache [OPTION…] DATA-FOLDER
 *
 * Makes the folder of a profile (XDG_DATA_HOME/landline/NAME) with an account and a full cache, to
 * look at the app with much in it. The account's server is not there. */

static int n_chats = 1;
static int n_messages = 100000;
static int n_other_messages = 0;
static int n_unread = 0;

static const GOptionEntry entries[] = {
  { "chats", 0, 0, G_OPTION_ARG_INT, &n_chats, "How many chats", "N" },
  { "messages", 0, 0, G_OPTION_ARG_INT, &n_messages, "Messages in the first", "N" },
  { "others", 0, 0, G_OPTION_ARG_INT, &n_other_messages, "Messages in each other", "N" },
  { "unread", 0, 0, G_OPTION_ARG_INT, &n_unread, "Unread messages in the first", "N" },
  { NULL },
};

static void
save_account (AppProfile *profile)
{
  static const char *const addresses[] = { "127.0.0.1:9", NULL };
  g_autoptr (AppAccount) account = app_account_new ();
  g_autoptr (GAsyncResult) result = NULL;

  app_account_set_server_name (account, "Bench");
  app_account_set_addresses (account, addresses);
  app_account_set_user_id (account, APP_TEST_SELF);
  app_account_set_name (account, "Alex Own");
  app_account_set_device (account, "d_00000000000000000000000000000001");
  app_account_set_token (account, "token");
  app_account_save_async (account, profile, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  if (!app_account_save_finish (account, result, NULL))
    g_error ("The account cannot be saved.");
}

int
main (int argc, char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new ("DATA-FOLDER");
  g_autoptr (GError) error = NULL;
  g_autoptr (AppProfile) profile = NULL;
  g_autofree char *path = NULL;
  AppFiller filler;
  AppCache *cache;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 2)
    {
      g_printerr ("%s\n", error != NULL ? error->message : "Say which folder.");
      return EXIT_FAILURE;
    }
  profile = app_profile_new_for_folders ("bench", argv[1], argv[1]);
  save_account (profile);
  path = app_profile_dup_cache_path (profile);
  cache = app_test_open_cache (path);
  filler = (AppFiller) { n_chats,  n_messages, n_other_messages, g_get_real_time () / 1000,
                         n_unread, TRUE };
  app_filler_run (&filler, cache);
  app_test_close_cache (cache);
  return EXIT_SUCCESS;
}
