/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "server-config.h"

#include <string.h>

#include "config-fixture.h"
#include "server-address.h"

/* Every key of the configuration's file with what it takes and what it does not. */

/* All that a file can change, in one line. */
static char *
describe (ServerConfig *config)
{
  GString *text = g_string_new (NULL);
  GPtrArray *addresses = server_config_get_addresses (config);

  g_string_append_printf (text, "%s|%s|%d|%d|%s|", server_config_get_name (config),
                          server_config_get_data_folder (config),
                          server_config_get_plaintext (config), server_config_get_announce (config),
                          server_policy_to_string (server_config_get_policy (config)));
  for (guint i = 0; i < addresses->len; i++)
    {
      g_autofree char *address = server_address_to_string (addresses->pdata[i]);

      g_string_append_printf (text, "%s,", address);
    }
  for (guint i = 0; i < SERVER_CONFIG_N_LIMITS; i++)
    g_string_append_printf (text, "|%" G_GUINT64_FORMAT,
                            server_config_get_limit (config, (ServerConfigLimit) i));
  g_string_append_printf (text, "|%d|%u", server_config_get_retention_days (config),
                          server_config_get_grace_hours (config));

  return g_string_free_and_steal (text);
}

static gboolean
load (ConfigFixture *fixture,
      ServerConfig *config,
      const char *group,
      const char *key,
      const char *value,
      GError **error)
{
  g_autofree char *contents = g_strdup_printf ("# one\n[%s]\n%s=%s\n", group, key, value);

  g_assert_true (g_file_set_contents (fixture->path, contents, -1, NULL));
  return server_config_load (config, fixture->path, error);
}

/* A key with one value that is not its default, and values that it refuses; %NULL ends them. */
typedef struct
{
  const char *group;
  const char *key;
  const char *taken[6];
  const char *refused[8];
} Key;

#define LIMIT(key)                                                                                 \
  { "limits",                                                                                      \
    key,                                                                                           \
    { "7", "0", "9223372036854775807", " 8 " },                                                    \
    { "", "-1", "1.5", "1k", "0x10", "unlimited", "9223372036854775808" } }

static const Key keys[] = {
  { "server", "name", { "Home", "Küche", "A b" }, { "" } },
  { "server", "data", { "/srv/landline" }, { "" } },
  { "server",
    "listen",
    { "127.0.0.1:1", "127.0.0.1:1;[::1]:2", "127.0.0.1:1, 127.0.0.1:2", "0.0.0.0:0", "localhost" },
    { "example.org:1", "[::1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "[::1]5",
      "1.2.3:4" } },
  { "server", "plaintext", { "true" }, { "", "yes", "1", "TRUE", "true false" } },
  { "server", "announce", { "no" }, { "", "true", "Yes", "0" } },
  { "server", "policy", { "open", "approve" }, { "", "Open", "closed", "open;invite" } },
  LIMIT ("connections-per-address"),
  LIMIT ("registrations-per-minute"),
  LIMIT ("messages-per-second"),
  LIMIT ("uploads-per-minute"),
  LIMIT ("media-bytes"),
  LIMIT ("document-bytes"),
  LIMIT ("storage-bytes"),
  { "retention",
    "messages",
    { "delivered", "forever", "1", "36500", "30" },
    { "", "0", "-1", "36501", "never", "Forever", "1 day" } },
  { "retention", "grace-hours", { "0", "1", "8760" }, { "", "-1", "8761", "1h", "a day" } },
};

/* A configuration in which no value of the table is the one that is there. */
static ServerConfig *
new_odd_config (void)
{
  ServerConfig *config = server_config_new ();

  for (guint i = 0; i < SERVER_CONFIG_N_LIMITS; i++)
    server_config_set_limit (config, (ServerConfigLimit) i, 12345);
  server_config_set_retention_days (config, 12345);
  server_config_set_grace_hours (config, 1234);
  return config;
}

static void
test_taken (ConfigFixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (ServerConfig) untouched = new_odd_config ();
      g_autofree char *before = describe (untouched);

      for (guint j = 0; j < G_N_ELEMENTS (keys[i].taken) && keys[i].taken[j] != NULL; j++)
        {
          g_autoptr (ServerConfig) config = new_odd_config ();
          g_autofree char *after = NULL;
          g_autoptr (GError) error = NULL;

          g_test_message ("[%s] %s=%s", keys[i].group, keys[i].key, keys[i].taken[j]);
          g_assert_true (
              load (fixture, config, keys[i].group, keys[i].key, keys[i].taken[j], &error));
          g_assert_no_error (error);
          after = describe (config);
          g_assert_cmpstr (after, !=, before);
        }
    }
}

/* Each refusal names the file, the line, the key and the value, in one sentence. */
static void
test_refused (ConfigFixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (keys[i].refused) && keys[i].refused[j] != NULL; j++)
        {
          g_autoptr (ServerConfig) config = server_config_new ();
          g_autofree char *setting = g_strdup_printf ("[%s] %s=%s", keys[i].group, keys[i].key,
                                                      keys[i].refused[j]);
          g_autoptr (GError) error = NULL;

          g_test_message ("%s", setting);
          g_assert_false (
              load (fixture, config, keys[i].group, keys[i].key, keys[i].refused[j], &error));
          g_assert_nonnull (error);
          g_assert_nonnull (strstr (error->message, "landline-server.conf, line 3: "));
          g_assert_nonnull (strstr (error->message, setting));
          g_assert_null (strchr (error->message, '\n'));
        }
    }
}

/* A key belongs to its group, and is spelled in one way. */
static void
test_misplaced (ConfigFixture *fixture, gconstpointer data)
{
  static const char *const groups[] = { "server", "limits", "retention" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *upper = g_ascii_strup (keys[i].key, -1);
      g_autoptr (ServerConfig) config = server_config_new ();
      g_autoptr (GError) error = NULL;

      g_assert_false (load (fixture, config, keys[i].group, upper, keys[i].taken[0], &error));
      g_assert_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_KEY_NOT_FOUND);

      for (guint j = 0; j < G_N_ELEMENTS (groups); j++)
        {
          g_autoptr (GError) misplaced = NULL;

          if (g_str_equal (groups[j], keys[i].group))
            continue;
          g_assert_false (
              load (fixture, config, groups[j], keys[i].key, keys[i].taken[0], &misplaced));
          g_assert_error (misplaced, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_KEY_NOT_FOUND);
          g_assert_nonnull (strstr (misplaced->message, groups[j]));
        }
    }
}

/* The last of two counts, and it is its line that is named. */
static void
test_twice (ConfigFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerConfig) config = server_config_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (fixture->path,
                                      "[limits]\nmessages-per-second=1\n"
                                      "messages-per-second=2\n",
                                      -1, NULL));
  g_assert_true (server_config_load (config, fixture->path, &error));
  g_assert_cmpuint (server_config_get_limit (config, SERVER_CONFIG_MESSAGES_PER_SECOND), ==, 2);

  g_assert_true (g_file_set_contents (fixture->path,
                                      "[limits]\nmessages-per-second=1\n\n"
                                      "[server]\nname=x\n[limits]\nmessages-per-second = z\n",
                                      -1, NULL));
  g_assert_false (server_config_load (config, fixture->path, &error));
  g_assert_nonnull (strstr (error->message, "line 7"));
}

/* A key whose name begins like another is not taken for it. */
static void
test_line_of_like_names (ConfigFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerConfig) config = server_config_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (fixture->path,
                                      "[server]\nname=x\n# names=1\nnames=y\nnamesake=z\n", -1,
                                      NULL));
  g_assert_false (server_config_load (config, fixture->path, &error));
  g_assert_nonnull (strstr (error->message, "line 4"));
  g_assert_nonnull (strstr (error->message, "“names”"));
}

static void
test_no_file (ConfigFixture *fixture, gconstpointer data)
{
  g_autoptr (ServerConfig) config = server_config_new ();
  g_autofree char *before = describe (config);
  g_autofree char *after = NULL;
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) folder = NULL;

  g_assert_false (server_config_load (config, fixture->path, &missing));
  g_assert_error (missing, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_nonnull (strstr (missing->message, "landline-server.conf"));
  g_assert_false (server_config_load (config, fixture->folder, &folder));
  g_assert_nonnull (folder);
  after = describe (config);
  g_assert_cmpstr (after, ==, before);
}

/* An empty file, and one with empty groups, say nothing. */
static void
test_empty (ConfigFixture *fixture, gconstpointer data)
{
  static const char *const contents[] = { "", "\n\n# only words\n",
                                          "[server]\n[limits]\n[retention]\n" };

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr (ServerConfig) config = server_config_new ();
      g_autofree char *before = describe (config);
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (fixture->path, contents[i], -1, NULL));
      g_assert_true (server_config_load (config, fixture->path, &error));
      g_assert_no_error (error);
      after = describe (config);
      g_assert_cmpstr (after, ==, before);
    }
}

static void
test_policies (void)
{
  static const struct
  {
    ServerPolicy policy;
    const char *text;
  } cases[] = {
    { SERVER_POLICY_INVITE, "invite" },
    { SERVER_POLICY_APPROVE, "approve" },
    { SERVER_POLICY_OPEN, "open" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      ServerPolicy policy = (ServerPolicy) 99;

      g_assert_cmpstr (server_policy_to_string (cases[i].policy), ==, cases[i].text);
      g_assert_true (server_policy_from_string (cases[i].text, &policy));
      g_assert_cmpint (policy, ==, cases[i].policy);

      /* Untouched where there is nothing to say. */
      g_assert_false (server_policy_from_string ("closed", &policy));
      g_assert_cmpint (policy, ==, cases[i].policy);
    }
}

#define KEYS_TEST(path, function)                                                                  \
  g_test_add (path, ConfigFixture, NULL, config_fixture_set_up, function, config_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  KEYS_TEST ("/server/config/keys/taken", test_taken);
  KEYS_TEST ("/server/config/keys/refused", test_refused);
  KEYS_TEST ("/server/config/keys/misplaced", test_misplaced);
  KEYS_TEST ("/server/config/keys/twice", test_twice);
  KEYS_TEST ("/server/config/keys/line-of-like-names", test_line_of_like_names);
  KEYS_TEST ("/server/config/keys/no-file", test_no_file);
  KEYS_TEST ("/server/config/keys/empty", test_empty);
  g_test_add_func ("/server/config/keys/policies", test_policies);

  return g_test_run ();
}
