/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "app-account-removal.h"
#include "app-account.h"
#include "app-address.h"
#include "app-error.h"
#include "app-invite-link.h"
#include "app-registration.h"
#include "app-test.h"

#define KEY "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

static AppAccount *
load (AppProfile *profile, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  app_account_load_async (profile, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  return app_account_load_finish (result, error);
}

static gboolean
save (AppAccount *account, AppProfile *profile, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  app_account_save_async (account, profile, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  return app_account_save_finish (account, result, error);
}

static void
test_save_and_load (void)
{
  static const char *const addresses[] = { "192.168.1.7:5263", "[fe80::1]:5263", NULL };
  g_autofree char *folder = app_test_make_folder ();
  g_autoptr (AppProfile) profile = app_test_make_profile (folder, "self");
  g_autofree char *path = app_profile_dup_account_path (profile);
  g_autoptr (AppAccount) account = app_account_new ();
  g_autoptr (AppAccount) loaded = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;
  struct stat status;

  g_assert_null (load (profile, &error));
  g_assert_no_error (error);
  app_account_set_server_name (account, "Home; sweet = home\n");
  app_account_set_addresses (account, addresses);
  app_account_set_key (account, KEY);
  app_account_set_user_id (account, "101");
  app_account_set_name (account, "Zoë");
  app_account_set_device (account, "d_1");
  app_account_set_token (account, "secret");
  g_assert_true (save (account, profile, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  loaded = load (profile, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (app_account_get_server_name (loaded), ==, "Home; sweet = home\n");
  g_assert_cmpstrv (app_account_get_addresses (loaded), addresses);
  g_assert_cmpstr (app_account_get_key (loaded), ==, KEY);
  g_assert_cmpstr (app_account_get_token (loaded), ==, "secret");
  g_assert_false (app_account_get_hosted (loaded));
  url = app_account_dup_base_url (loaded, 1);
  g_assert_cmpstr (url, ==, "https://[fe80::1]:5263");
  g_assert_null (app_account_dup_base_url (loaded, 2));
  app_test_remove_folder (folder);
}

static void
test_damaged (void)
{
  static const char *const texts[] = { "", "no key file",
                                       "[server]\naddresses=a:1;\n[user]\nid=101\n",
                                       "[user]\nid=101\ntoken=x\n" };
  g_autofree char *folder = app_test_make_folder ();
  g_autoptr (AppProfile) profile = app_test_make_profile (folder, "self");
  g_autofree char *path = app_profile_dup_account_path (profile);
  g_autofree char *data = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (data, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (path, texts[i], -1, NULL));
      g_assert_null (load (profile, &error));
      g_assert_error (error, APP_ERROR, APP_ERROR_ACCOUNT);
    }
  app_test_remove_folder (folder);
}

static void
write_file (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
}

/* All of the account goes, whatever folders it has made; what a link leads to and the data of a
 * server on this computer are not its own. */
static void
test_removal (void)
{
  g_autofree char *folder = app_test_make_folder ();
  g_autoptr (AppProfile) profile = app_test_make_profile (folder, "self");
  g_autofree char *account = app_profile_dup_account_path (profile);
  g_autofree char *cache = app_profile_dup_cache_path (profile);
  g_autofree char *log = g_strconcat (cache, "-wal", NULL);
  g_autofree char *media = app_profile_dup_media_folder (profile);
  g_autofree char *picture = g_build_filename (media, "a", "b", "picture.png", NULL);
  g_autofree char *link = g_build_filename (media, "a", "link", NULL);
  g_autofree char *server = app_profile_dup_server_folder (profile);
  g_autofree char *kept = g_build_filename (server, "landline.sqlite", NULL);
  g_autoptr (GFile) link_file = g_file_new_for_path (link);
  g_autoptr (GError) error = NULL;
  const char *const gone[] = { account, cache, log, media };

  write_file (account);
  write_file (cache);
  write_file (log);
  write_file (picture);
  write_file (kept);
  g_assert_true (g_file_make_symbolic_link (link_file, server, NULL, &error));
  for (guint round = 0; round < 2; round++) /* the second time nothing is there */
    {
      g_autoptr (GAsyncResult) result = NULL;

      app_account_removal_async (profile, NULL, app_test_result, &result);
      app_test_wait (result != NULL);
      g_assert_true (app_account_removal_finish (result, &error));
      g_assert_no_error (error);
      for (guint i = 0; i < G_N_ELEMENTS (gone); i++)
        g_assert_false (g_file_test (gone[i], G_FILE_TEST_EXISTS));
      g_assert_true (g_file_test (kept, G_FILE_TEST_EXISTS));
    }
  app_test_remove_folder (folder);
}

/* What cannot be removed is told, and the account stays, so that it can be tried again. */
static void
test_removal_fails (void)
{
  g_autofree char *folder = app_test_make_folder ();
  g_autoptr (AppProfile) profile = app_test_make_profile (folder, "self");
  g_autofree char *account = app_profile_dup_account_path (profile);
  g_autofree char *cache = app_profile_dup_cache_path (profile);
  g_autofree char *inside = g_build_filename (cache, "not-a-database", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  write_file (account);
  write_file (inside);
  app_account_removal_async (profile, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  g_assert_false (app_account_removal_finish (result, &error));
  g_assert_error (error, APP_ERROR, APP_ERROR_ACCOUNT);
  g_assert_true (g_file_test (account, G_FILE_TEST_EXISTS));
  app_test_remove_folder (folder);
}

static void
test_save_fails (void)
{
  g_autoptr (AppProfile) profile = app_profile_new_for_folders ("x", "/proc/no/such", "/proc/no");
  g_autoptr (AppAccount) account = app_account_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (save (account, profile, &error));
  g_assert_error (error, APP_ERROR, APP_ERROR_ACCOUNT);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
test_notify (void)
{
  AppAccount *account = app_account_new ();
  guint n = 0;

  g_signal_connect_swapped (account, "notify", G_CALLBACK (count_cb), &n);
  app_account_set_name (account, "a");
  app_account_set_name (account, "a");
  g_assert_cmpuint (n, ==, 1);
  g_object_set (account, "name", "b", "hosted", TRUE, "hosted", TRUE, NULL);
  g_assert_cmpuint (n, ==, 3);
  app_test_finalize (account);
}

#define KEY_HEX "910e420fa100e8e123f9ab93f6b4cc18e847f00ea9c564b0de2d67723a020cb7"
#define PLACE   "address=192.168.1.10:5263&key=sha256-" KEY_HEX

/* Whose device a link makes, and who invites. */
static void
test_link_of_person (void)
{
  static const char *const bad[] = { "&link=", "&link=abc&from=nobody", "&invite=abc&from=1" };
  g_autoptr (AppInviteLink) device = NULL;
  g_autoptr (AppInviteLink) again = NULL;
  g_autoptr (AppInviteLink) invite = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  device = app_invite_link_parse ("landline://join?" PLACE
                                  "&link=abc&from=%2B15550101&person=Ann%20B",
                                  &error);
  g_assert_no_error (error);
  g_assert_cmpstr (app_invite_link_get_device_code (device), ==, "abc");
  g_assert_cmpstr (app_invite_link_get_user_id (device), ==, "+15550101");
  g_assert_cmpstr (app_invite_link_get_person (device), ==, "Ann B");
  g_assert_null (app_invite_link_get_invite (device));
  text = app_invite_link_to_string (device);
  again = app_invite_link_parse (text, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (app_invite_link_get_user_id (again), ==, "+15550101");
  g_assert_cmpstr (app_invite_link_get_device_code (again), ==, "abc");

  invite = app_invite_link_parse ("landline://join?" PLACE "&invite=xyz&from=101&person=Ann",
                                  &error);
  g_assert_no_error (error);
  g_assert_null (app_invite_link_get_device_code (invite));
  g_assert_cmpstr (app_invite_link_get_invite (invite), ==, "xyz");
  g_assert_cmpstr (app_invite_link_get_user_id (invite), ==, "101");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *link = g_strconcat ("landline://join?" PLACE, bad[i], NULL);

      g_assert_null (app_invite_link_parse (link, &error));
      g_assert_error (error, APP_ERROR, APP_ERROR_LINK);
      g_clear_error (&error);
    }
}

static void
test_profile_names (void)
{
  static const struct
  {
    const char *name;
    gboolean good;
  } cases[] = {
    { "default", TRUE },
    { "Ada.2-x_y", TRUE },
    { "", FALSE },
    { ".hidden", FALSE },
    { "..", FALSE },
    { "a/b", FALSE },
    { "a b", FALSE },
    { "ä", FALSE },
    { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", TRUE },
    { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AppProfile) profile = app_profile_new (cases[i].name, &error);

      g_assert_cmpint (profile != NULL, ==, cases[i].good);
      g_assert_cmpint (error == NULL, ==, cases[i].good);
    }
}

static void
test_links (void)
{
  static const struct
  {
    const char *text;
    const char *addresses; /* NULL: refused */
  } cases[] = {
    { "landline://join?name=Home&address=192.168.1.7:5263&key=" KEY "&invite=abc",
      "192.168.1.7:5263" },
    { "  landline://join?address=192.168.1.7,[fe80::1]:99&key=" KEY "\n",
      "192.168.1.7:5263,[fe80::1]:99" },
    { "landline://join?address=host.local&key=sha256-"
      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
      "host.local:5263" },
    { "landline://join?address=127.0.0.1:40000&invite=abc", "127.0.0.1:40000" },
    { "landline://join?address=localhost:40000&later=on", "localhost:40000" },
    { "landline://join?address=192.168.1.7:5263&invite=abc", NULL },
    { "landline://join?address=127.0.0.1,10.0.0.1", NULL },
    { "landline://join?address=10.0.0.1&key=sha256-short", NULL },
    { "landline://join?address=10.0.0.1&key=md5-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
      NULL },
    { "landline://join?address=", NULL },
    { "landline://join?address=a/b&key=" KEY, NULL },
    { "landline://join?name=x&key=" KEY, NULL },
    { "landline://join", NULL },
    { "landline://leave?address=127.0.0.1", NULL },
    { "https://join?address=127.0.0.1", NULL },
    { "127.0.0.1:5263", NULL },
    { "", NULL },
    { "landline://join?address=127.0.0.1&name=%ff%fe", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AppInviteLink) link = app_invite_link_parse (cases[i].text, &error);
      g_autofree char *addresses = NULL;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (link != NULL, ==, cases[i].addresses != NULL);
      if (link == NULL)
        {
          g_assert_error (error, APP_ERROR, APP_ERROR_LINK);
          continue;
        }
      addresses = g_strjoinv (",", (char **) app_invite_link_get_addresses (link));
      g_assert_cmpstr (addresses, ==, cases[i].addresses);
    }
}

static void
test_link_limits (void)
{
  g_autofree char *longest = g_strnfill (APP_INVITE_LINK_LENGTH_MAX -
                                             strlen ("landline://join?address="
                                                     "127.0.0.1&x="),
                                         'y');
  g_autofree char *good = g_strconcat ("landline://join?address=127.0.0.1&x=", longest, NULL);
  g_autofree char *bad = g_strconcat (good, "y", NULL);
  g_autoptr (AppInviteLink) link = app_invite_link_parse (good, NULL);
  g_autoptr (GString) many = g_string_new ("landline://join?address=127.0.0.1");
  g_autoptr (AppInviteLink) full = NULL;

  g_assert_nonnull (link);
  g_assert_null (app_invite_link_parse (bad, NULL));
  for (guint i = 1; i < APP_INVITE_LINK_ADDRESSES_MAX; i++)
    g_string_append (many, ",127.0.0.1");
  full = app_invite_link_parse (many->str, NULL);
  g_assert_nonnull (full);
  g_string_append (many, ",127.0.0.1");
  g_assert_null (app_invite_link_parse (many->str, NULL));
}

/* The longest name of a host gets a port, and is read again with it. */
static void
test_longest_host (void)
{
  g_autofree char *host = g_strnfill (253, 'h');
  g_autofree char *longer = g_strconcat (host, "h", NULL);
  g_autofree char *address = app_address_normalise (host, NULL);
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (address);
  again = app_address_normalise (address, NULL);
  g_assert_cmpstr (again, ==, address);
  g_assert_null (app_address_normalise (longer, &error));
  g_assert_error (error, APP_ERROR, APP_ERROR_LINK);
}

static void
test_link_round_trip (void)
{
  static const char *const addresses[] = { "10.0.0.1:5263", "[fe80::1]:5263", NULL };
  g_autoptr (AppInviteLink) link = app_invite_link_new ("Häuser & Co", addresses, KEY, "a+b/c=");
  g_autofree char *text = app_invite_link_to_string (link);
  g_autoptr (GError) error = NULL;
  g_autoptr (AppInviteLink) again = app_invite_link_parse (text, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (app_invite_link_get_name (again), ==, "Häuser & Co");
  g_assert_cmpstrv (app_invite_link_get_addresses (again), addresses);
  g_assert_cmpstr (app_invite_link_get_key (again), ==, KEY);
  g_assert_cmpstr (app_invite_link_get_invite (again), ==, "a+b/c=");
}

static void
test_addresses_by_hand (void)
{
  g_autoptr (AppInviteLink) link = app_invite_link_new_for_address (" http://127.0.0.1:99/ ", NULL);
  g_autoptr (AppInviteLink) v6 = app_invite_link_new_for_address ("::1", NULL);

  g_assert_cmpstr (app_invite_link_get_addresses (link)[0], ==, "127.0.0.1:99");
  g_assert_cmpstr (app_invite_link_get_addresses (v6)[0], ==, "[::1]:5263");
  g_assert_null (app_invite_link_new_for_address ("192.168.1.7", NULL));
  g_assert_null (app_invite_link_new_for_address ("", NULL));
  g_assert_null (app_invite_link_new_for_address ("user@127.0.0.1", NULL));
}

static void
test_numbers (void)
{
  static const char *const cases[][2] = {
    { "+1 555-0101", "+15550101" },
    { "(+49) 30/1234", "+49301234" },
    { "+49 (30) 1234.5", "+493012345" },
    { "101", "101" },
    { " 10 1 ", "101" },
    { "1", NULL },
    { "1234567", NULL },
    { "+12345", NULL },
    { "+1234567890123456", NULL },
    { "", NULL },
    { "Ada", NULL },
    { "10+1", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *number = app_registration_normalise_phone (cases[i][0]);

      g_test_message ("%s", cases[i][0]);
      g_assert_cmpstr (number, ==, cases[i][1]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/account/save-and-load", test_save_and_load);
  g_test_add_func ("/app/account/damaged", test_damaged);
  g_test_add_func ("/app/account/save-fails", test_save_fails);
  g_test_add_func ("/app/account/removal", test_removal);
  g_test_add_func ("/app/account/removal-fails", test_removal_fails);
  g_test_add_func ("/app/account/notify", test_notify);
  g_test_add_func ("/app/account/link-of-person", test_link_of_person);
  g_test_add_func ("/app/account/profile-names", test_profile_names);
  g_test_add_func ("/app/account/links/parse", test_links);
  g_test_add_func ("/app/account/links/limits", test_link_limits);
  g_test_add_func ("/app/account/links/longest-host", test_longest_host);
  g_test_add_func ("/app/account/links/round-trip", test_link_round_trip);
  g_test_add_func ("/app/account/links/by-hand", test_addresses_by_hand);
  g_test_add_func ("/app/account/numbers", test_numbers);
  return g_test_run ();
}
