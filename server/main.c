/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server"

#include "config.h"

#include <glib-unix.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "server-admin.h"
#include "server-config.h"
#include "server-daemon.h"

static void
print_usage (FILE *out)
{
  g_autofree char *commands = server_admin_dup_usage ();

  fprintf (out,
           "Usage: landline-server COMMAND [OPTION…]\n"
           "\n"
           "  serve     Runs the server\n"
           "%s"
           "\n"
           "  landline-server COMMAND --help says more about a command.\n"
           "  --help, --version\n",
           commands);
}

/* Each connection is a descriptor: the soft limit is meant for programs that use select(). */
static void
raise_descriptor_limit (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return;

  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NOFILE, &limit);
}

static gboolean
on_signal (gpointer data)
{
  server_daemon_stop (SERVER_DAEMON (data));

  return G_SOURCE_CONTINUE;
}

static gboolean
on_hangup (gpointer data)
{
  server_daemon_reload (SERVER_DAEMON (data));

  return G_SOURCE_CONTINUE;
}

/* With a configuration file it is read again. Without one, the terminal that the server was started
 * from is closed: the end as well, unless whoever started it had that ignored. */
static void
watch_hangup (ServerDaemon *daemon, ServerConfig *config)
{
  struct sigaction action;

  if (server_config_get_file (config) != NULL)
    g_unix_signal_add (SIGHUP, on_hangup, daemon);
  else if (sigaction (SIGHUP, NULL, &action) == 0 && action.sa_handler != SIG_IGN)
    g_unix_signal_add (SIGHUP, on_signal, daemon);
}

static void
print_addresses (ServerDaemon *daemon)
{
  for (guint i = 0; i < server_daemon_get_n_listeners (daemon); i++)
    {
      g_autofree char *uri = server_daemon_dup_uri (daemon, i);

      printf ("Listening on %s\n", uri);
    }
  fflush (stdout);
}

static int
fail (const GError *error)
{
  fprintf (stderr, "landline-server: %s\n", error->message);

  return EXIT_FAILURE;
}

static int
serve (const char *const *arguments)
{
  g_autoptr (ServerConfig) config = server_config_new ();
  g_autoptr (ServerDaemon) daemon = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!server_config_parse (config, arguments, &error))
    return fail (error);

  raise_descriptor_limit ();
  daemon = server_daemon_new (config);
  g_unix_signal_add (SIGTERM, on_signal, daemon);
  g_unix_signal_add (SIGINT, on_signal, daemon);
  watch_hangup (daemon, config);
  if (!server_daemon_open (daemon, &error))
    return fail (error);

  g_message ("%s %s serves %s, policy %s", PACKAGE_NAME, PACKAGE_VERSION,
             server_config_get_data_folder (config),
             server_policy_to_string (server_config_get_policy (config)));
  print_addresses (daemon);

  status = server_daemon_run (daemon);
  g_message ("Stopped");
  return status;
}

int
main (int argc, char **argv)
{
  const char *command = argc > 1 ? argv[1] : "--help";

  /* Channels are WebSockets over HTTP/1.1, and libsoup's HTTP/2 server is an experiment. */
  g_unsetenv ("SOUP_SERVER_HTTP2");
  g_log_writer_default_set_use_stderr (TRUE);
  signal (SIGPIPE, SIG_IGN);

  if (g_str_equal (command, "serve"))
    return serve ((const char *const *) argv + 2);

  if (server_admin_has_command (command))
    return server_admin_run (command, (const char *const *) argv + 2);

  if (g_str_equal (command, "--version"))
    {
      printf ("landline-server %s\n", PACKAGE_VERSION);
      return EXIT_SUCCESS;
    }

  if (g_str_equal (command, "--help"))
    {
      print_usage (stdout);
      return EXIT_SUCCESS;
    }

  fprintf (stderr, "landline-server: there is no command “%s”.\n", command);
  print_usage (stderr);
  return EXIT_FAILURE;
}
