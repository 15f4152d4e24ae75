/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "server-config.h"

#include "config-fixture.h"
#include "server-address.h"

static void
write_file (ConfigFixture *fixture, const char *contents)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (fixture->path, contents, -1, &error);
  g_assert_no_error (error);
}

static char *
get_address (ServerConfig *config, guint i)
{
  GPtrArray *addresses = server_config_get_addresses (config);

  g_assert_cmpuint (i, <, addresses->len);
  return server_address_to_string (g_ptr_array_index (addresses, i));
}

static void
test_defaults (void)
{
  const char *arguments[] = { NULL };
  g_autoptr (ServerConfig) config = server_config_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_assert_true (server_config_parse (config, arguments, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (server_config_get_name (config), ==, "Landline");
  g_assert_cmpstr (server_config_get_data_folder (config), ==, server_config_get_default_folder ());
  g_assert_false (server_config_get_plaintext (config));
  g_assert_cmpint (server_config_get_policy (config), ==, SERVER_POLICY_INVITE);
  g_assert_cmpint (server_config_get_retention_days (config), ==, SERVER_RETENTION_DELIVERED);
  g_assert_cmpuint (server_config_get_grace_hours (config), ==, 24);
  g_assert_cmpuint (server_config_get_limit (config, SERVER_CONFIG_MEDIA_BYTES), ==, 16777216);
  g_assert_cmpuint (server_config_get_limit (config, SERVER_CONFIG_DOCUMENT_BYTES), ==, 104857600);
  g_assert_cmpuint (server_config_get_addresses (config)->len, ==, 2);
  first = get_address (config, 0);
  g_assert_cmpstr (first, ==, "0.0.0.0:5263");
  second = get_address (config, 1);
  g_assert_cmpstr (second, ==, "[::]:5263");
}

/* The command line still has the last word, and what the file does not say any more is as if it had
 * never said it. */
static void
test_reload (ConfigFixture *fixture, gconstpointer data)
{
  const char *arguments[] = { "--config", fixture->path, "--name", "Mine", NULL };
  g_autoptr (ServerConfig) config = server_config_new ();
  g_autoptr (GError) error = NULL;
  gboolean later;

  write_file (fixture, "[server]\nname=Theirs\nlisten=127.0.0.1:1\n[limits]\nmedia-bytes=5\n");
  g_assert_true (server_config_parse (config, arguments, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (server_config_get_file (config), ==, fixture->path);

  write_file (fixture, "[server]\npolicy=open\nlisten=127.0.0.1:1\n"
                       "[retention]\nmessages=7\ngrace-hours=3\n");
  g_assert_true (server_config_reload (config, &later, &error));
  g_assert_no_error (error);
  g_assert_false (later);
  g_assert_cmpstr (server_config_get_name (config), ==, "Mine");
  g_assert_cmpint (server_config_get_policy (config), ==, SERVER_POLICY_OPEN);
  g_assert_cmpint (server_config_get_retention_days (config), ==, 7);
  g_assert_cmpuint (server_config_get_grace_hours (config), ==, 3);
  g_assert_cmpuint (server_config_get_limit (config, SERVER_CONFIG_MEDIA_BYTES), ==, 16777216);

  /* All or nothing. */
  write_file (fixture, "[server]\npolicy=invite\n[limits]\nmedia-bytes=many\n");
  later = TRUE;
  g_assert_false (server_config_reload (config, &later, &error));
  g_assert_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE);
  g_assert_nonnull (strstr (error->message, "line 4"));
  g_clear_error (&error);
  g_assert_true (later);
  g_assert_cmpint (server_config_get_policy (config), ==, SERVER_POLICY_OPEN);
}

/* What a running server cannot change stays, and is told. */
static void
test_reload_later (ConfigFixture *fixture, gconstpointer data)
{
  static const char *const files[] = {
    "[server]\nlisten=127.0.0.1:2\ndata=/a\n",
    "[server]\nlisten=127.0.0.1:1;127.0.0.1:2\ndata=/a\n",
    "[server]\nlisten=127.0.0.1:1\ndata=/b\n",
    "[server]\nlisten=127.0.0.1:1\ndata=/a\nplaintext=true\n",
  };
  const char *arguments[] = { "--config", fixture->path, NULL };
  g_autoptr (ServerConfig) config = server_config_new ();
  g_autoptr (GError) error = NULL;

  write_file (fixture, "[server]\nlisten=127.0.0.1:1\ndata=/a\n");
  g_assert_true (server_config_parse (config, arguments, &error));
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *address = NULL;
      gboolean later = FALSE;

      write_file (fixture, files[i]);
      g_assert_true (server_config_reload (config, &later, &error));
      g_assert_no_error (error);
      g_assert_true (later);
      g_assert_cmpuint (server_config_get_addresses (config)->len, ==, 1);
      address = get_address (config, 0);
      g_assert_cmpstr (address, ==, "127.0.0.1:1");
      g_assert_cmpstr (server_config_get_data_folder (config), ==, "/a");
      g_assert_false (server_config_get_plaintext (config));
    }
}

static void
test_default_without_tls (void)
{
  const char *arguments[] = { "--plaintext", NULL };
  g_autoptr (ServerConfig) config = server_config_new ();
  g_autofree char *address = NULL;

  g_assert_true (server_config_parse (config, arguments, NULL));
  g_assert_cmpuint (server_config_get_addresses (config)->len, ==, 1);
  address = get_address (config, 0);
  g_assert_cmpstr (address, ==, "127.0.0.1:5263");
}

/* All that leaves this machine is encrypted. */
static void
test_tls (void)
{
  static const struct
  {
    const char *address;
    gboolean plaintext;
    gboolean tls;
  } cases[] = {
    { "0.0.0.0:1", FALSE, TRUE },    { "[::]:1", FALSE, TRUE },   { "192.168.1.2:1", FALSE, TRUE },
    { "127.0.0.1:1", FALSE, FALSE }, { "[::1]:1", FALSE, FALSE }, { "127.0.0.1:1", TRUE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ServerConfig) config = server_config_new ();

      server_config_set_plaintext (config, cases[i].plaintext);
      g_assert_true (server_config_add_address (config, cases[i].address, NULL));
      g_assert_true (server_config_validate (config, NULL));
      g_assert_cmpint (server_config_needs_tls (
                           config, g_ptr_array_index (server_config_get_addresses (config), 0)),
                       ==, cases[i].tls);
    }
}

static void
test_command_line (void)
{
  const char *arguments[] = { "--data",      "/tmp/x",         "--listen", "127.0.0.1:0",
                              "--listen",    "[::1]:12345",    "--policy", "open",
                              "--plaintext", "--name=Zuhause", NULL };
  g_autoptr (ServerConfig) config = server_config_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_assert_true (server_config_parse (config, arguments, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (server_config_get_data_folder (config), ==, "/tmp/x");
  g_assert_cmpint (server_config_get_policy (config), ==, SERVER_POLICY_OPEN);
  g_assert_true (server_config_get_plaintext (config));
  g_assert_cmpstr (server_config_get_name (config), ==, "Zuhause");
  g_assert_cmpuint (server_config_get_addresses (config)->len, ==, 2);
  first = get_address (config, 0);
  g_assert_cmpstr (first, ==, "127.0.0.1:0");
  second = get_address (config, 1);
  g_assert_cmpstr (second, ==, "[::1]:12345");
}

static void
test_paths (void)
{
  g_autoptr (ServerConfig) config = server_config_new ();
  g_autofree char *database = NULL;
  g_autofree char *media = NULL;

  server_config_set_data_folder (config, "/srv/landline");
  database = server_config_dup_database_path (config);
  g_assert_cmpstr (database, ==, "/srv/landline/landline.db");
  media = server_config_dup_media_folder (config);
  g_assert_cmpstr (media, ==, "/srv/landline/media");
}

static void
test_bad_command_lines (void)
{
  static const struct
  {
    const char *arguments[6];
    const char *says;
  } cases[] = {
    { { "--nonsense" }, "--nonsense" },
    { { "extra" }, "“extra”" },
    { { "--policy", "closed" }, "“closed”" },
    { { "--listen", "example.org:5263" }, "example.org:5263" },
    { { "--listen", "127.0.0.1:65536" }, "no port" },
    { { "--listen", "127.0.0.1:" }, "no port" },
    { { "--listen", "127.0.0.1:-1" }, "no port" },
    { { "--listen", "[::1" }, "no address" },
    { { "--listen", "[::1]5263" }, "no address" },
    { { "--listen", "" }, "no address" },
    { { "--plaintext", "--listen", "0.0.0.0:5263" }, "loopback" },
    { { "--plaintext", "--listen", "[::]:0" }, "loopback" },
    { { "--plaintext", "--listen", "192.168.1.2:0" }, "192.168.1.2:0" },
    { { "--name", "" }, "name" },
    { { "--name", "a\nb" }, "control character" },
    { { "--config", "/nonexistent/landline-server.conf" }, "/nonexistent/landline-server.conf" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ServerConfig) config = server_config_new ();
      g_autoptr (GError) error = NULL;

      g_assert_false (server_config_parse (config, cases[i].arguments, &error));
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

static void
test_name_limit (void)
{
  g_autoptr (ServerConfig) config = server_config_new ();
  g_autofree char *longest = g_strnfill (SERVER_LIMIT_SERVER_NAME, 'n');
  g_autofree char *too_long = g_strnfill (SERVER_LIMIT_SERVER_NAME + 1, 'n');

  g_assert_true (server_config_set_name (config, longest, NULL));
  g_assert_false (server_config_set_name (config, too_long, NULL));
  g_assert_cmpstr (server_config_get_name (config), ==, longest);
}

static void
test_listener_limit (void)
{
  g_autoptr (ServerConfig) config = server_config_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < SERVER_LIMIT_LISTENERS; i++)
    g_assert_true (server_config_add_address (config, "127.0.0.1:0", NULL));
  g_assert_false (server_config_add_address (config, "127.0.0.1:0", &error));
  g_assert_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE);
}

static void
test_file (ConfigFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerConfig) config = server_config_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *second = NULL;

  write_file (fixture, "# A comment\n"
                       "[server]\n"
                       "name=Küche\n"
                       "data = /srv/landline\n"
                       "listen=127.0.0.1:1;[::1]:2\n"
                       "plaintext=true\n"
                       "policy=approve\n"
                       "\n"
                       "[limits]\n"
                       "connections-per-address=0\n"
                       "registrations-per-minute=1\n"
                       "messages-per-second=2\n"
                       "uploads-per-minute=3\n"
                       "media-bytes=4\n"
                       "document-bytes=5\n"
                       "storage-bytes=6\n"
                       "[retention]\n"
                       "messages=30\n"
                       "grace-hours=1\n");
  g_assert_true (server_config_load (config, fixture->path, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (server_config_get_name (config), ==, "Küche");
  g_assert_cmpstr (server_config_get_data_folder (config), ==, "/srv/landline");
  g_assert_true (server_config_get_plaintext (config));
  g_assert_cmpint (server_config_get_policy (config), ==, SERVER_POLICY_APPROVE);
  g_assert_cmpuint (server_config_get_addresses (config)->len, ==, 2);
  second = get_address (config, 1);
  g_assert_cmpstr (second, ==, "[::1]:2");
  for (guint i = 0; i < SERVER_CONFIG_N_LIMITS; i++)
    g_assert_cmpuint (server_config_get_limit (config, (ServerConfigLimit) i), ==, i);
  g_assert_cmpint (server_config_get_retention_days (config), ==, 30);
  g_assert_cmpuint (server_config_get_grace_hours (config), ==, 1);
}

static void
test_command_line_over_file (ConfigFixture *fixture, gconstpointer data)
{
  const char *arguments[] = { "--listen", "127.0.0.1:9", "--config", fixture->path,
                              "--policy", "open",        NULL };
  g_autoptr (ServerConfig) config = server_config_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;

  write_file (fixture, "[server]\nlisten=127.0.0.1:1;127.0.0.1:2\npolicy=approve\nname=File\n");
  g_assert_true (server_config_parse (config, arguments, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (server_config_get_addresses (config)->len, ==, 1);
  address = get_address (config, 0);
  g_assert_cmpstr (address, ==, "127.0.0.1:9");
  g_assert_cmpint (server_config_get_policy (config), ==, SERVER_POLICY_OPEN);
  g_assert_cmpstr (server_config_get_name (config), ==, "File");
}

static void
test_bad_files (ConfigFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *contents;
    const char *says[3];
  } cases[] = {
    { "name=x\n", { "landline-server.conf" } },
    { "[server]\nname=x\n[limit]\n", { "line 3", "[limit]" } },
    { "[server]\nname=x\ncolour=red\n", { "line 3", "“colour”" } },
    { "[limits]\nmessages-per-second=1\n[server]\nmessages-per-second=2\n", { "line 4" } },
    { "[server]\n\npolicy=closed\n", { "line 3", "policy=closed" } },
    { "[server]\nplaintext=yes\n", { "line 2", "plaintext=yes" } },
    { "[server]\nlisten=here\n", { "line 2", "“here”" } },
    { "[server]\nname=\n", { "line 2" } },
    { "[server]\ndata=\n", { "line 2", "empty" } },
    { "[limits]\nmessages-per-second=-1\n", { "line 2", "no whole number" } },
    { "[limits]\nmessages-per-second=many\n", { "line 2", "no whole number" } },
    { "[limits]\nmedia-bytes=9223372036854775808\n", { "line 2", "no whole number" } },
    { "[retention]\nmessages=0\n", { "line 2", "36500" } },
    { "[retention]\nmessages=36501\n", { "line 2", "36500" } },
    { "[retention]\ngrace-hours=8761\n", { "line 2", "8760" } },
    { "\xff\xfe", { "landline-server.conf" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ServerConfig) config = server_config_new ();
      g_autoptr (GError) error = NULL;

      write_file (fixture, cases[i].contents);
      g_assert_false (server_config_load (config, fixture->path, &error));
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
      for (guint j = 0; j < G_N_ELEMENTS (cases[i].says) && cases[i].says[j] != NULL; j++)
        g_assert_nonnull (strstr (error->message, cases[i].says[j]));
    }
}

static void
test_file_limit (ConfigFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerConfig) config = server_config_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = g_strnfill (SERVER_LIMIT_CONFIG_FILE + 1, '\n');

  contents[SERVER_LIMIT_CONFIG_FILE] = '\0';
  write_file (fixture, contents);
  g_assert_true (server_config_load (config, fixture->path, &error));
  g_assert_no_error (error);

  contents[SERVER_LIMIT_CONFIG_FILE] = '\n';
  write_file (fixture, contents);
  g_assert_false (server_config_load (config, fixture->path, &error));
  g_assert_nonnull (error);
}

static void
test_addresses (void)
{
  static const struct
  {
    const char *text;
    const char *normal;
    gboolean loopback;
  } cases[] = {
    { "127.0.0.1", "127.0.0.1:77", TRUE },
    { "127.9.9.9:0", "127.9.9.9:0", TRUE },
    { "localhost:5", "127.0.0.1:5", TRUE },
    { "0.0.0.0:5", "0.0.0.0:5", FALSE },
    { "10.0.0.1:65535", "10.0.0.1:65535", FALSE },
    { "::1", "[::1]:77", TRUE },
    { "[::1]", "[::1]:77", TRUE },
    { "[fd00::1]:8", "[fd00::1]:8", FALSE },
    { "[::]:8", "[::]:8", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GSocketAddress) address = server_address_from_string (cases[i].text, 77, &error);
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      text = server_address_to_string (address);
      g_assert_cmpstr (text, ==, cases[i].normal);
      g_assert_cmpint (server_address_is_loopback (address), ==, cases[i].loopback);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/config/defaults", test_defaults);
  g_test_add_func ("/server/config/default-without-tls", test_default_without_tls);
  g_test_add_func ("/server/config/tls", test_tls);
  g_test_add_func ("/server/config/command-line", test_command_line);
  g_test_add_func ("/server/config/paths", test_paths);
  g_test_add_func ("/server/config/bad-command-lines", test_bad_command_lines);
  g_test_add_func ("/server/config/name-limit", test_name_limit);
  g_test_add_func ("/server/config/listener-limit", test_listener_limit);
  g_test_add ("/server/config/file", ConfigFixture, NULL, config_fixture_set_up, test_file,
              config_fixture_tear_down);
  g_test_add ("/server/config/command-line-over-file", ConfigFixture, NULL, config_fixture_set_up,
              test_command_line_over_file, config_fixture_tear_down);
  g_test_add ("/server/config/reload", ConfigFixture, NULL, config_fixture_set_up, test_reload,
              config_fixture_tear_down);
  g_test_add ("/server/config/reload-later", ConfigFixture, NULL, config_fixture_set_up,
              test_reload_later, config_fixture_tear_down);
  g_test_add ("/server/config/bad-files", ConfigFixture, NULL, config_fixture_set_up,
              test_bad_files, config_fixture_tear_down);
  g_test_add ("/server/config/file-limit", ConfigFixture, NULL, config_fixture_set_up,
              test_file_limit, config_fixture_tear_down);
  g_test_add_func ("/server/config/addresses", test_addresses);

  return g_test_run ();
}
