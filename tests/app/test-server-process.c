/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <gio/gio.h>

#include "app-server-process.h"
#include "app-test.h"

/* The bundled server as the app runs it. */

static void
start (AppServerProcess *process)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  app_server_process_start_async (process, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  app_server_process_start_finish (process, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (app_server_process_get_state (process), ==, APP_SERVER_PROCESS_RUNNING);
}

static void
stop (AppServerProcess *process)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  app_server_process_stop_async (process, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  app_server_process_stop_finish (process, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (app_server_process_get_state (process), ==, APP_SERVER_PROCESS_STOPPED);
}

/* Those who were invited know one address. */
static void
test_keeps_its_port (void)
{
  g_autofree char *folder = app_test_make_folder ();
  g_autofree char *address = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (AppServerProcess) process = app_server_process_new (folder);

      start (process);
      if (address == NULL)
        address = g_strdup (app_server_process_get_address (process));
      g_assert_cmpstr (app_server_process_get_address (process), ==, address);
      stop (process);
    }
  app_test_remove_folder (folder);
}

static void
test_port_taken (void)
{
  g_autofree char *folder = app_test_make_folder ();
  g_autofree char *address = NULL;
  g_autoptr (AppServerProcess) process = app_server_process_new (folder);
  g_autoptr (GSocketListener) other = g_socket_listener_new ();
  g_autoptr (GSocketAddress) taken = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) parts = NULL;

  start (process);
  address = g_strdup (app_server_process_get_address (process));
  stop (process);

  parts = g_strsplit (address, ":", 2);
  taken = g_inet_socket_address_new_from_string (parts[0],
                                                 (guint) g_ascii_strtoull (parts[1], NULL, 10));
  g_socket_listener_add_address (other, taken, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL,
                                 NULL, &error);
  g_assert_no_error (error);
  start (process);
  g_assert_cmpstr (app_server_process_get_address (process), !=, address);
  stop (process);
  app_test_remove_folder (folder);
}

/* One that cannot start says why, and is not tried for ever. */
static void
test_cannot_start (void)
{
  g_autofree char *folder = app_test_make_folder ();
  g_autofree char *file = g_build_filename (folder, "file", NULL);
  g_autofree char *below = g_build_filename (file, "data", NULL);
  g_autoptr (AppServerProcess) process = app_server_process_new (below);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (file, "", -1, NULL));
  app_server_process_start_async (process, NULL, app_test_result, &result);
  app_test_wait (result != NULL);
  g_assert_false (app_server_process_start_finish (process, result, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (app_server_process_get_state (process), ==, APP_SERVER_PROCESS_STOPPED);
  app_test_remove_folder (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/server-process/keeps-its-port", test_keeps_its_port);
  g_test_add_func ("/app/server-process/port-taken", test_port_taken);
  g_test_add_func ("/app/server-process/cannot-start", test_cannot_start);
  return g_test_run ();
}
