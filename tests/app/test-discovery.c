/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "app-address.h"
#include "app-connection.h"
#include "app-discovery.h"
#include "app-error.h"
#include "app-session.h"
#include "app-test-server.h"
#include "app-test.h"
#include "fake-avahi.h"

/* Servers found on the network, and one that moved found again: with a stand-in for Avahi and the
 * real server. */

#define KEY       "sha256-VaKJiC8n-D5vRZkI4vKAsLHGCA6-FbP8iIF2OlSR-xA"
#define OTHER_KEY "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

static guint
count (AppDiscovery *discovery)
{
  return g_list_model_get_n_items (G_LIST_MODEL (discovery));
}

static void
add (FakeAvahi *avahi, const char *service, const char *address, const char *key, const char *wire)
{
  g_autofree char *key_text = g_strconcat ("key=", key, NULL);
  g_autofree char *wire_text = g_strconcat ("wire=", wire, NULL);
  const char *const txt[] = { "name=Home", key_text, "policy=open", wire_text, NULL };

  fake_avahi_add (avahi, service, address, 5263, txt);
}

static void
end (FakeAvahi *avahi, AppDiscovery *discovery)
{
  app_test_turn (20);
  g_assert_finalize_object (discovery);
  fake_avahi_free (avahi);
}

static void
test_list (void)
{
  FakeAvahi *avahi = fake_avahi_new (TRUE);
  AppDiscovery *discovery = app_discovery_new ();
  AppNearbyServer *server;

  add (avahi, "Home", "192.0.2.1", KEY, "1");
  app_discovery_hold (discovery);
  app_test_wait (count (discovery) == 1);
  server = app_discovery_lookup (discovery, KEY);
  g_assert_cmpstr (app_nearby_server_get_name (server), ==, "Home");
  g_assert_cmpstr (app_nearby_server_get_addresses (server)[0], ==, "192.0.2.1:5263");
  g_assert_cmpint (app_nearby_server_get_policy (server), ==, LANDLINE_POLICY_OPEN);
  g_assert_false (app_discovery_get_absent (discovery));

  /* The same server over IPv6 is one, another key is another. */
  add (avahi, "Home #2", "2001:db8::1", KEY, "1");
  app_test_wait (g_strv_length ((char **) app_nearby_server_get_addresses (
                     app_discovery_lookup (discovery, KEY))) == 2);
  g_assert_cmpstr (app_nearby_server_get_addresses (app_discovery_lookup (discovery, KEY))[1], ==,
                   "[2001:db8::1]:5263");
  add (avahi, "Other", "192.0.2.2", OTHER_KEY, "1");
  app_test_wait (count (discovery) == 2);
  fake_avahi_remove (avahi, "Home");
  fake_avahi_remove (avahi, "Home #2");
  app_test_wait (count (discovery) == 1);
  g_assert_null (app_discovery_lookup (discovery, KEY));

  app_discovery_release (discovery);
  g_assert_cmpuint (count (discovery), ==, 0);
  end (avahi, discovery);
}

/* What nobody can join, or is no announcement of ours. */
static void
test_odd (void)
{
  FakeAvahi *avahi = fake_avahi_new (TRUE);
  AppDiscovery *discovery = app_discovery_new ();
  static const char *const no_key[] = { "name=Home", "wire=1", NULL };
  static const char *const nothing[] = { NULL };
  static const char *const bad_name[] = { "name=\xff\xfe", "key=" KEY, "wire=1", "policy=maybe",
                                          NULL };

  add (avahi, "Short key", "192.0.2.1", "sha256-AAAA", "1");
  add (avahi, "Newer wire", "192.0.2.1", OTHER_KEY, "2");
  add (avahi, "Any address", "0.0.0.0", OTHER_KEY, "1");
  add (avahi, "One link", "fe80::1", OTHER_KEY, "1");
  add (avahi, "No address", "example.org", OTHER_KEY, "1");
  fake_avahi_add (avahi, "No key", "192.0.2.1", 5263, no_key);
  fake_avahi_add (avahi, "Nothing", "192.0.2.1", 5263, nothing);
  fake_avahi_add (avahi, "No port", "192.0.2.1", 0, no_key);
  fake_avahi_add (avahi, "Plain", "192.0.2.3", 5263, bad_name);
  app_discovery_hold (discovery);
  app_test_wait (count (discovery) == 1);
  app_test_turn (200);
  g_assert_cmpuint (count (discovery), ==, 1);
  /* A name that cannot be shown gives way to the service's, a policy to the strictest. */
  g_assert_cmpstr (app_nearby_server_get_name (app_discovery_lookup (discovery, KEY)), ==, "Plain");
  g_assert_cmpint (app_nearby_server_get_policy (app_discovery_lookup (discovery, KEY)), ==,
                   LANDLINE_POLICY_INVITE);
  app_discovery_release (discovery);
  end (avahi, discovery);
}

/* A network that announces without end: the list has its limit, and so has what is remembered. */
static void
test_many (void)
{
  FakeAvahi *avahi = fake_avahi_new (TRUE);
  AppDiscovery *discovery = app_discovery_new ();

  for (guint i = 0; i < APP_DISCOVERY_SERVERS_MAX + 1; i++)
    {
      g_autofree char *name = g_strdup_printf ("Server %02u", i);
      g_autofree char *key = g_strdup_printf ("sha256-%064x", i);

      add (avahi, name, "192.0.2.1", key, "1");
    }
  app_discovery_hold (discovery);
  app_test_wait (count (discovery) == APP_DISCOVERY_SERVERS_MAX);
  app_test_turn (200);
  g_assert_cmpuint (count (discovery), ==, APP_DISCOVERY_SERVERS_MAX);
  app_discovery_release (discovery);
  end (avahi, discovery);
}

static void
test_absent (void)
{
  FakeAvahi *avahi = fake_avahi_new (FALSE);
  AppDiscovery *discovery = app_discovery_new ();

  app_discovery_hold (discovery);
  app_test_wait (app_discovery_get_absent (discovery));
  add (avahi, "Home", "192.0.2.1", KEY, "1");
  fake_avahi_start (avahi);
  app_test_wait (count (discovery) == 1);
  g_assert_false (app_discovery_get_absent (discovery));
  fake_avahi_stop (avahi);
  app_test_wait (app_discovery_get_absent (discovery));
  g_assert_cmpuint (count (discovery), ==, 0);
  app_discovery_release (discovery);
  end (avahi, discovery);
}

static void
test_link (void)
{
  static const char *const addresses[] = { "192.0.2.1:5263", NULL };
  g_autoptr (AppNearbyServer) wants = app_nearby_server_new ("Home", KEY, LANDLINE_POLICY_INVITE,
                                                             addresses);
  g_autoptr (AppNearbyServer) open = app_nearby_server_new ("Home", KEY, LANDLINE_POLICY_OPEN,
                                                            addresses);
  static const char *const refused[] = {
    "",
    "  ",
    "two words",
    "192.0.2.1:5263",
    "landline://join?address=192.0.2.9:5263&key=" OTHER_KEY "&invite=abc",
  };
  g_autoptr (AppInviteLink) none = app_nearby_server_make_link (open, "", NULL);
  g_autoptr (AppInviteLink) code = app_nearby_server_make_link (wants, " abc ", NULL);
  g_autoptr (AppInviteLink) link = app_nearby_server_make_link (
      wants, "landline://join?address=192.0.2.9:5263&key=" KEY "&invite=abc", NULL);

  g_assert_null (app_invite_link_get_invite (none));
  g_assert_cmpstr (app_invite_link_get_key (none), ==, KEY);
  g_assert_cmpstr (app_invite_link_get_invite (code), ==, "abc");
  g_assert_cmpstr (app_invite_link_get_invite (link), ==, "abc");
  g_assert_cmpstr (app_invite_link_get_addresses (link)[0], ==, "192.0.2.1:5263");
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (app_nearby_server_make_link (wants, refused[i], &error));
      g_assert_error (error, APP_ERROR, APP_ERROR_LINK);
    }
}

static void
test_key_groups (void)
{
  g_autofree char *base64 = app_address_dup_key_groups (KEY);
  g_autofree char *hex = app_address_dup_key_groups (
      "sha256-55A289882f27f83e6f459908e2f280b0b1c6080ebe15b3fc8881763a5491fb10");

  g_assert_cmpstr (base64, ==, "55a2 8988 2f27 f83e 6f45 9908 e2f2 80b0");
  g_assert_cmpstr (hex, ==, base64);
}

static AppSession *
open_session (const char *folder, AppAccount *account, AppDiscovery *discovery)
{
  g_autoptr (AppProfile) profile = app_test_make_profile (folder, "ada");
  AppSession *session = app_session_new (profile, account, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  app_session_set_discovery (session, discovery);
  app_connection_set_back_off (app_session_get_connection (session), 20, 100);
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
  g_clear_object (&result);
  g_object_unref (session);
}

static AppAccount *
load_account (const char *folder)
{
  g_autoptr (AppProfile) profile = app_test_make_profile (folder, "ada");
  g_autoptr (GAsyncResult) result = NULL;

  app_account_load_async (profile, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  return app_account_load_finish (result, NULL);
}

static gboolean
is_kept (const char *folder, const char *address)
{
  g_autoptr (AppAccount) account = load_account (folder);

  return account != NULL && g_strcmp0 (app_account_get_addresses (account)[0], address) == 0;
}

/* The address of the account is dead. Another that claims the place first has not the key. */
static void
test_moved (void)
{
  g_autofree char *folder = app_test_make_folder ();
  g_autofree char *data = g_build_filename (folder, "server", NULL);
  g_autofree char *other_data = g_build_filename (folder, "other", NULL);
  g_autofree char *key_text = NULL;
  g_autoptr (AppTestServer) server = app_test_server_new (data);
  g_autoptr (AppTestServer) other = app_test_server_new (other_data);
  g_autoptr (AppInviteLink) link = NULL;
  g_autoptr (AppAccount) account = NULL;
  static const char *const dead[] = { "127.0.0.1:1", NULL };
  FakeAvahi *avahi;
  AppDiscovery *discovery = app_discovery_new ();
  AppSession *session;
  const char *txt[4] = { "name=Home", "wire=1", NULL, NULL };
  const char *port;

  app_test_server_start (server);
  account = app_test_server_register (server, "101", "Ada");
  app_test_server_stop (server);
  app_test_server_start_tls (server);
  app_test_server_start_tls (other);
  /* After them: they are not to announce themselves. */
  avahi = fake_avahi_new (TRUE);
  link = app_test_server_invite (server);
  app_account_set_key (account, app_invite_link_get_key (link));
  app_account_set_addresses (account, dead);
  session = open_session (folder, account, discovery);
  app_test_wait (app_session_get_state (session) == APP_SESSION_OFFLINE);

  key_text = g_strconcat ("key=", app_invite_link_get_key (link), NULL);
  txt[2] = key_text;
  port = strrchr (app_test_server_get_address (other), ':') + 1;
  fake_avahi_add (avahi, "Impostor", "127.0.0.1", (guint16) g_ascii_strtoull (port, NULL, 10), txt);
  app_test_wait (app_session_get_reason (session) != NULL &&
                 strstr (app_session_get_reason (session), "Another server answers") != NULL);
  g_assert_cmpint (app_session_get_state (session), !=, APP_SESSION_ONLINE);

  port = strrchr (app_test_server_get_address (server), ':') + 1;
  fake_avahi_add (avahi, "Home", "127.0.0.1", (guint16) g_ascii_strtoull (port, NULL, 10), txt);
  app_test_wait (app_session_get_state (session) == APP_SESSION_ONLINE);
  /* It is found without Avahi the next time, and nobody looks any more. */
  app_test_wait (is_kept (folder, app_test_server_get_address (server)));
  g_assert_cmpstr (app_account_get_addresses (account)[1], ==, dead[0]);
  g_assert_cmpuint (count (discovery), ==, 0);
  close_session (session);
  end (avahi, discovery);
  app_test_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/discovery/list", test_list);
  g_test_add_func ("/app/discovery/odd", test_odd);
  g_test_add_func ("/app/discovery/many", test_many);
  g_test_add_func ("/app/discovery/absent", test_absent);
  g_test_add_func ("/app/discovery/link", test_link);
  g_test_add_func ("/app/discovery/key-groups", test_key_groups);
  g_test_add_func ("/app/discovery/moved", test_moved);
  return g_test_run ();
}
