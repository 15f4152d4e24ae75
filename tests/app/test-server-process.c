/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app-chat-list.h"
#include "app-connection.h"
#include "app-error.h"
#include "app-registration.h"
#include "app-server-process.h"
#include "app-session-devices.h"
#include "app-test-server.h"
#include "app-test.h"

/* The bundled server, with the real program; and joining it, by plain loopback and by TLS. */

typedef struct
{
  char *folder;
  char *data_folder;
  AppServerProcess *process;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = app_test_make_folder ();
  f->data_folder = g_build_filename (f->folder, "server", NULL);
  f->process = app_server_process_new (f->data_folder);
}

static void
stop (Fixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;

  app_server_process_stop_async (f->process, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  g_assert_true (app_server_process_stop_finish (f->process, result, NULL));
  g_assert_cmpint (app_server_process_get_state (f->process), ==, APP_SERVER_PROCESS_STOPPED);
  g_assert_null (app_server_process_get_address (f->process));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  stop (f);
  app_test_finalize (f->process);
  g_unsetenv ("LANDLINE_SERVER");
  app_test_remove_folder (f->folder);
  g_free (f->data_folder);
  g_free (f->folder);
}

static gboolean
start (Fixture *f, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  app_server_process_start_async (f->process, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  return app_server_process_start_finish (f->process, result, error);
}

static void
start_well (Fixture *f)
{
  g_autoptr (GError) error = NULL;

  start (f, &error);
  g_assert_no_error (error);
  g_assert_cmpint (app_server_process_get_state (f->process), ==, APP_SERVER_PROCESS_RUNNING);
  g_assert_nonnull (app_server_process_get_address (f->process));
}

static void
test_start_and_stop (Fixture *f, gconstpointer data)
{
  g_autofree char *pid = NULL;

  start_well (f);
  g_assert_true (g_str_has_prefix (app_server_process_get_address (f->process), "127.0.0.1:"));
  pid = g_strdup (app_server_process_get_pid (f->process));
  start_well (f);
  g_assert_cmpstr (app_server_process_get_pid (f->process), ==, pid);
  stop (f);
  g_assert_cmpint (kill (atoi (pid), 0), ==, -1);
  stop (f);
  start_well (f);
}

/* Those who were invited know one address. */
static void
test_keeps_its_port (Fixture *f, gconstpointer data)
{
  g_autofree char *address = NULL;

  start_well (f);
  address = g_strdup (app_server_process_get_address (f->process));
  stop (f);
  start_well (f);
  g_assert_cmpstr (app_server_process_get_address (f->process), ==, address);
}

static void
test_port_taken (Fixture *f, gconstpointer data)
{
  g_autofree char *address = NULL;
  g_autoptr (GSocketListener) other = g_socket_listener_new ();
  g_autoptr (GSocketAddress) taken = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) parts = NULL;

  start_well (f);
  address = g_strdup (app_server_process_get_address (f->process));
  stop (f);
  parts = g_strsplit (address, ":", 2);
  taken = g_inet_socket_address_new_from_string (parts[0],
                                                 (guint) g_ascii_strtoull (parts[1], NULL, 10));
  g_socket_listener_add_address (other, taken, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL,
                                 NULL, &error);
  g_assert_no_error (error);
  start_well (f);
  g_assert_cmpstr (app_server_process_get_address (f->process), !=, address);
}

static void
test_killed (Fixture *f, gconstpointer data)
{
  g_autofree char *pid = NULL;

  start_well (f);
  pid = g_strdup (app_server_process_get_pid (f->process));
  g_assert_cmpint (kill (atoi (pid), SIGKILL), ==, 0);
  app_test_wait (app_server_process_get_state (f->process) == APP_SERVER_PROCESS_WAITING);
  g_assert_nonnull (app_server_process_get_error (f->process));
  g_assert_null (app_server_process_get_address (f->process));
  app_test_wait (app_server_process_get_state (f->process) == APP_SERVER_PROCESS_RUNNING);
  g_assert_null (app_server_process_get_error (f->process));
  g_assert_cmpstr (app_server_process_get_pid (f->process), !=, pid);
}

static void
test_stopped_while_waiting (Fixture *f, gconstpointer data)
{
  start_well (f);
  g_assert_cmpint (kill (atoi (app_server_process_get_pid (f->process)), SIGKILL), ==, 0);
  app_test_wait (app_server_process_get_state (f->process) == APP_SERVER_PROCESS_WAITING);
  stop (f);
  app_test_turn (1200);
  g_assert_cmpint (app_server_process_get_state (f->process), ==, APP_SERVER_PROCESS_STOPPED);
}

static void
test_does_not_start (Fixture *f, gconstpointer data)
{
  static const char *const programs[] = { "/bin/false", "/nowhere/landline-server" };

  for (guint i = 0; i < G_N_ELEMENTS (programs); i++)
    {
      g_autoptr (GError) error = NULL;

      g_setenv ("LANDLINE_SERVER", programs[i], TRUE);
      g_assert_false (start (f, &error));
      g_assert_error (error, APP_ERROR, APP_ERROR_SERVER_PROCESS);
      g_assert_cmpint (app_server_process_get_state (f->process), ==, APP_SERVER_PROCESS_STOPPED);
      g_assert_cmpstr (app_server_process_get_error (f->process), ==, error->message);
    }
}

/* What the server says last is told: a folder that is no folder, here. */
static void
test_says_why (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (f->data_folder, "in the way", -1, NULL));
  g_assert_false (start (f, &error));
  g_assert_error (error, APP_ERROR, APP_ERROR_SERVER_PROCESS);
  g_assert_nonnull (strstr (error->message, "landline-server:"));
}

static AppAccount *
host (Fixture *f, const char *phone, const char *name)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AppAccount *account;

  app_registration_host_async (f->process, phone, name, "Test", NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  account = app_registration_host_finish (result, &error);
  g_assert_no_error (error);
  return account;
}

static AppSession *
open_session (Fixture *f, AppAccount *account, AppServerProcess *process)
{
  g_autoptr (AppProfile) profile = app_test_make_profile (f->folder,
                                                          app_account_get_name (account));
  AppSession *session = app_session_new (profile, account, process);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

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

/* "Start a server on this computer": an account from nothing, online, also after the server was
 * killed and has another port. */
static void
test_host (Fixture *f, gconstpointer data)
{
  g_autoptr (AppAccount) account = host (f, "101", " Ada ");
  AppSession *session = open_session (f, account, f->process);

  g_assert_true (app_account_get_hosted (account));
  g_assert_cmpstr (app_account_get_user_id (account), ==, "101");
  g_assert_cmpstr (app_account_get_name (account), ==, "Ada");
  app_test_wait (app_session_get_state (session) == APP_SESSION_ONLINE);
  g_assert_cmpint (kill (atoi (app_server_process_get_pid (f->process)), SIGKILL), ==, 0);
  app_test_wait (app_session_get_state (session) == APP_SESSION_OFFLINE);
  app_test_wait (app_session_get_state (session) == APP_SESSION_ONLINE);
  close_session (session);
}

static void
test_invite (Fixture *f, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AppInviteLink) link = NULL;
  g_autoptr (AppAccount) account = NULL;

  app_server_process_invite_async (f->process, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  g_assert_null (app_server_process_invite_finish (f->process, result, &error));
  g_assert_error (error, APP_ERROR, APP_ERROR_SERVER_PROCESS);
  g_clear_error (&error);
  g_clear_object (&result);

  start_well (f);
  app_server_process_invite_async (f->process, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  link = app_server_process_invite_finish (f->process, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (app_invite_link_get_addresses (link)[0], ==,
                   app_server_process_get_address (f->process));
  g_assert_nonnull (app_invite_link_get_invite (link));
  g_clear_object (&result);

  app_registration_join_async (link, "102", "Ben", NULL, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  account = app_registration_join_finish (result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  /* It was for one person. */
  app_registration_join_async (link, "103", "Cem", NULL, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  g_assert_null (app_registration_join_finish (result, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNAUTHORIZED);
}

static AppInviteLink *
invite (Fixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AppInviteLink *link;

  app_server_process_invite_async (f->process, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  link = app_server_process_invite_finish (f->process, result, &error);
  g_assert_no_error (error);
  return link;
}

/* What @link says, for the loopback address: a test talks to no network. */
static AppAccount *
join_here (Fixture *f, AppInviteLink *link, const char *phone, const char *name)
{
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u",
                                              app_server_process_get_network_port (f->process));
  const char *addresses[] = { address, NULL };
  g_autoptr (AppInviteLink) here = app_invite_link_new (app_invite_link_get_name (link), addresses,
                                                        app_invite_link_get_key (link),
                                                        app_invite_link_get_invite (link));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AppAccount *account;

  app_registration_join_async (here, phone, name, NULL, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  account = app_registration_join_finish (result, &error);
  g_assert_no_error (error);
  return account;
}

/* Others are let in while the host is online: the host is back at once, under the same address, and
 * an invitation says where the network has the server, and its key. And out again. */
static void
test_on_network (Fixture *f, gconstpointer data)
{
  g_autoptr (AppAccount) ada = host (f, "101", "Ada");
  g_autoptr (AppAccount) ben = NULL;
  g_autoptr (AppInviteLink) link = NULL;
  g_autofree char *address = g_strdup (app_server_process_get_address (f->process));
  AppSession *session = open_session (f, ada, f->process);
  AppSession *other;

  app_test_wait (app_session_get_state (session) == APP_SESSION_ONLINE);
  g_assert_cmpuint (app_server_process_get_network_port (f->process), ==, 0);
  app_server_process_set_on_network (f->process, TRUE);
  app_test_wait (app_session_get_state (session) == APP_SESSION_OFFLINE);
  app_test_wait (app_session_get_state (session) == APP_SESSION_ONLINE);
  g_assert_cmpstr (app_server_process_get_address (f->process), ==, address);
  g_assert_cmpuint (app_server_process_get_network_port (f->process), !=, 0);

  link = invite (f);
  g_assert_nonnull (app_invite_link_get_key (link));
  ben = join_here (f, link, "102", "Ben");
  other = open_session (f, ben, NULL);
  app_test_wait (app_session_get_state (other) == APP_SESSION_ONLINE);

  app_server_process_set_on_network (f->process, FALSE);
  app_test_wait (app_session_get_state (other) == APP_SESSION_OFFLINE);
  app_test_wait (app_server_process_get_state (f->process) == APP_SERVER_PROCESS_RUNNING);
  app_test_wait (app_session_get_state (session) == APP_SESSION_ONLINE);
  g_assert_cmpuint (app_server_process_get_network_port (f->process), ==, 0);
  g_assert_cmpint (app_session_get_state (other), !=, APP_SESSION_ONLINE);
  close_session (other);
  close_session (session);
}

/* Another device of the host: what it is given leads to it from the network, with the key. */
static void
test_link_over_network (Fixture *f, gconstpointer data)
{
  g_autoptr (AppAccount) ada = host (f, "101", "Ada");
  AppSession *session = open_session (f, ada, f->process);
  g_autoptr (GAsyncResult) alone = NULL;
  g_autoptr (GAsyncResult) shared = NULL;
  g_autoptr (AppInviteLink) here = NULL;
  g_autoptr (AppInviteLink) link = NULL;
  g_autoptr (GError) error = NULL;

  app_test_wait (app_session_get_state (session) == APP_SESSION_ONLINE);
  app_session_link_device_async (session, NULL, app_test_result, &alone);
  app_test_wait (alone != NULL);
  here = app_session_link_device_finish (session, alone, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (app_invite_link_get_addresses (here)[0], ==,
                   app_server_process_get_address (f->process));
  g_assert_null (app_invite_link_get_key (here));

  app_server_process_set_on_network (f->process, TRUE);
  app_test_wait (app_session_get_state (session) == APP_SESSION_OFFLINE);
  app_test_wait (app_session_get_state (session) == APP_SESSION_ONLINE);
  app_session_link_device_async (session, NULL, app_test_result, &shared);
  app_test_wait (shared != NULL);
  link = app_session_link_device_finish (session, shared, &error);
  g_assert_no_error (error);
  g_assert_nonnull (app_invite_link_get_device_code (link));
  g_assert_cmpstr (app_invite_link_get_user_id (link), ==, "101");
  g_assert_nonnull (app_invite_link_get_key (link));
  close_session (session);
}

/* Where others expect a server there is another one. */
static void
test_network_port_taken (Fixture *f, gconstpointer data)
{
  g_autofree char *data_folder = g_build_filename (f->folder, "other", NULL);
  AppServerProcess *other = app_server_process_new (data_folder);
  g_autoptr (GAsyncResult) started = NULL;
  g_autoptr (GAsyncResult) stopped = NULL;
  g_autofree char *address = NULL;

  start_well (f);
  address = g_strdup (app_server_process_get_address (f->process));
  app_server_process_set_on_network (other, TRUE);
  app_server_process_start_async (other, NULL, app_test_result, &started);
  app_test_wait (started != NULL);
  g_assert_true (app_server_process_start_finish (other, started, NULL));

  app_server_process_set_on_network (f->process, TRUE);
  app_test_wait (app_server_process_get_state (f->process) != APP_SERVER_PROCESS_RUNNING);
  app_test_wait (app_server_process_get_state (f->process) == APP_SERVER_PROCESS_RUNNING);
  g_assert_cmpuint (app_server_process_get_network_port (f->process), !=,
                    app_server_process_get_network_port (other));
  g_assert_cmpstr (app_server_process_get_address (f->process), ==, address);
  app_server_process_stop_async (other, NULL, app_test_result, &stopped);
  app_test_wait (stopped != NULL);
  g_object_unref (other);
}

static void
test_join_refused (Fixture *f, gconstpointer data)
{
  static const char *const cases[][2] = { { "no number", "Ada" }, { "101", "  " } };
  static const char *const addresses[] = { "127.0.0.1:1", NULL };
  g_autoptr (AppInviteLink) link = app_invite_link_new (NULL, addresses, NULL, NULL);
  g_autoptr (GAsyncResult) last = NULL;
  g_autoptr (GError) last_error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      app_registration_join_async (link, cases[i][0], cases[i][1], NULL, NULL, app_test_result,
                                   &result);
      app_test_wait (result != NULL);
      g_assert_null (app_registration_join_finish (result, &error));
      g_assert_error (error, APP_ERROR, APP_ERROR_ACCOUNT);
    }
  app_registration_join_async (link, "101", "Ada", NULL, NULL, app_test_result, &last);
  app_test_wait (last != NULL);
  g_assert_null (app_registration_join_finish (last, &last_error));
  g_assert_error (last_error, APP_ERROR, APP_ERROR_UNREACHABLE);
}

/* The server as others reach it: TLS, and the key of the invitation is the only thing that counts.
 */
static void
test_tls (Fixture *f, gconstpointer data)
{
  g_autoptr (AppTestServer) server = app_test_server_new (f->data_folder);
  g_autoptr (AppInviteLink) invited = NULL;
  g_autoptr (AppInviteLink) link = NULL;
  g_autoptr (AppInviteLink) wrong = NULL;
  g_autoptr (GAsyncResult) refused = NULL;
  g_autoptr (GAsyncResult) joined = NULL;
  g_autoptr (AppAccount) account = NULL;
  g_autoptr (GError) error = NULL;
  const char *addresses[] = { NULL, NULL };
  AppSession *session;

  app_test_server_start_tls (server);
  addresses[0] = app_test_server_get_address (server);
  invited = app_test_server_invite (server);
  g_assert_nonnull (app_invite_link_get_key (invited));
  link = app_invite_link_new (NULL, addresses, app_invite_link_get_key (invited),
                              app_invite_link_get_invite (invited));
  wrong = app_invite_link_new (NULL, addresses,
                               "sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                               app_invite_link_get_invite (invited));
  app_registration_join_async (wrong, "101", "Ada", NULL, NULL, app_test_result, &refused);
  app_test_wait (refused != NULL);
  g_assert_null (app_registration_join_finish (refused, &error));
  g_assert_error (error, APP_ERROR, APP_ERROR_WRONG_KEY);
  g_clear_error (&error);

  app_registration_join_async (link, "101", "Ada", NULL, NULL, app_test_result, &joined);
  app_test_wait (joined != NULL);
  account = app_registration_join_finish (joined, &error);
  g_assert_no_error (error);
  session = open_session (f, account, NULL);
  app_test_wait (app_session_get_state (session) == APP_SESSION_ONLINE);
  close_session (session);
}

#define add(name, function)                                                                        \
  g_test_add ("/app/server-process/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("start-and-stop", test_start_and_stop);
  add ("keeps-its-port", test_keeps_its_port);
  add ("port-taken", test_port_taken);
  add ("killed", test_killed);
  add ("stopped-while-waiting", test_stopped_while_waiting);
  add ("does-not-start", test_does_not_start);
  add ("says-why", test_says_why);
  add ("invite", test_invite);
  add ("host", test_host);
  add ("on-network", test_on_network);
  add ("link-over-network", test_link_over_network);
  add ("network-port-taken", test_network_port_taken);
  add ("join-refused", test_join_refused);
  add ("tls", test_tls);
  return g_test_run ();
}
