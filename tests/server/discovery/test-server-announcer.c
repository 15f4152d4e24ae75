/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "fake-avahi.h"
#include "server-announcer.h"

#define KEY "sha256-VaKJiC8n-D5vRZkI4vKAsLHGCA6-FbP8iIF2OlSR-xA"

static gboolean
on_late (gpointer data)
{
  g_error ("It did not come true in time");
  return G_SOURCE_REMOVE;
}

#define wait_for(condition)                                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    guint late_ = g_timeout_add_seconds (30, on_late, NULL);                                       \
    while (!(condition))                                                                           \
      g_main_context_iteration (NULL, TRUE);                                                       \
    g_source_remove (late_);                                                                       \
  }                                                                                                \
  G_STMT_END

static guint n_absent;

static GLogWriterOutput
count_absent (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE") && strstr (fields[i].value, "not announced") != NULL)
      n_absent++;
  return g_log_writer_standard_streams (level, fields, n_fields, NULL);
}

static ServerAnnouncer *
start (const char *name)
{
  ServerAnnouncer *announcer = server_announcer_new (KEY, 1);

  server_announcer_start (announcer, name, "invite", 5263, G_SOCKET_FAMILY_INVALID);
  return announcer;
}

static void
end (FakeAvahi *avahi, ServerAnnouncer *announcer)
{
  server_announcer_stop (announcer);
  /* Answers that are on their way hold it. */
  g_object_add_weak_pointer (G_OBJECT (announcer), (gpointer *) &announcer);
  g_object_unref (announcer);
  wait_for (announcer == NULL);
  fake_avahi_free (avahi);
}

static void
test_announce (void)
{
  FakeAvahi *avahi = fake_avahi_new (TRUE);
  ServerAnnouncer *announcer = start ("Harbour Street");

  wait_for (fake_avahi_get (avahi, "Harbour Street") != NULL);
  g_assert_cmpuint (fake_avahi_get (avahi, "Harbour Street")->port, ==, 5263);
  g_assert_cmpint (fake_avahi_get (avahi, "Harbour Street")->protocol, ==, -1);
  g_assert_cmpstr (fake_avahi_get_txt (avahi, "Harbour Street", "name"), ==, "Harbour Street");
  g_assert_cmpstr (fake_avahi_get_txt (avahi, "Harbour Street", "key"), ==, KEY);
  g_assert_cmpstr (fake_avahi_get_txt (avahi, "Harbour Street", "policy"), ==, "invite");
  g_assert_cmpstr (fake_avahi_get_txt (avahi, "Harbour Street", "wire"), ==, "1");

  /* The configuration was read again. */
  server_announcer_start (announcer, "Harbour Street", "open", 5263, G_SOCKET_FAMILY_INVALID);
  wait_for (g_strcmp0 (fake_avahi_get_txt (avahi, "Harbour Street", "policy"), "open") == 0);
  server_announcer_start (announcer, "Quay", "open", 5263, G_SOCKET_FAMILY_INVALID);
  wait_for (fake_avahi_get (avahi, "Quay") != NULL);
  g_assert_null (fake_avahi_get (avahi, "Harbour Street"));

  server_announcer_stop (announcer);
  wait_for (fake_avahi_get (avahi, "Quay") == NULL);
  end (avahi, announcer);
}

static void
test_collision (void)
{
  FakeAvahi *avahi = fake_avahi_new (TRUE);
  ServerAnnouncer *announcer;

  g_hash_table_add (avahi->taken, g_strdup ("Home"));
  g_hash_table_add (avahi->taken, g_strdup ("Home #2"));
  announcer = start ("Home");
  wait_for (fake_avahi_get (avahi, "Home #2 #2") != NULL);
  g_assert_cmpstr (server_announcer_get_service (announcer), ==, "Home #2 #2");
  /* People see what its owner calls it. */
  g_assert_cmpstr (fake_avahi_get_txt (avahi, "Home #2 #2", "name"), ==, "Home");
  end (avahi, announcer);
}

/* A label has 63 bytes, and ends between characters: 21 of three bytes are whole. */
static void
test_long_name (void)
{
  FakeAvahi *avahi = fake_avahi_new (TRUE);
  GString *name = g_string_new ("a");
  g_autofree char *expected = NULL;
  ServerAnnouncer *announcer;

  for (guint i = 0; i < 40; i++)
    g_string_append (name, "電");
  expected = g_strndup (name->str, 1 + 20 * 3);
  announcer = start (name->str);
  wait_for (fake_avahi_get (avahi, expected) != NULL);
  g_assert_cmpstr (fake_avahi_get_txt (avahi, expected, "name"), ==, name->str);
  g_string_free (name, TRUE);
  end (avahi, announcer);
}

/* Avahi comes late, goes, and comes again: that it is not there is told once. */
static void
test_avahi_comes_and_goes (void)
{
  FakeAvahi *avahi = fake_avahi_new (FALSE);
  ServerAnnouncer *announcer = start ("Home");

  n_absent = 0;
  wait_for (n_absent == 1);
  for (guint i = 0; i < 3; i++)
    {
      fake_avahi_start (avahi);
      wait_for (fake_avahi_get (avahi, "Home") != NULL);
      fake_avahi_stop (avahi);
      g_assert_null (fake_avahi_get (avahi, "Home"));
    }
  fake_avahi_start (avahi);
  wait_for (fake_avahi_get (avahi, "Home") != NULL);
  g_assert_cmpuint (avahi->n_groups, ==, 4);
  g_assert_cmpuint (n_absent, ==, 1);
  end (avahi, announcer);
}

static void
test_no_bus (void)
{
  ServerAnnouncer *announcer;

  n_absent = 0;
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere/at/all", TRUE);
  announcer = start ("Home");
  wait_for (n_absent == 1);
  server_announcer_stop (announcer);
  g_assert_finalize_object (announcer);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_log_set_writer_func (count_absent, NULL, NULL);
  g_test_add_func ("/server/announcer/no-bus", test_no_bus);
  g_test_add_func ("/server/announcer/announce", test_announce);
  g_test_add_func ("/server/announcer/collision", test_collision);
  g_test_add_func ("/server/announcer/long-name", test_long_name);
  g_test_add_func ("/server/announcer/avahi-comes-and-goes", test_avahi_comes_and_goes);
  return g_test_run ();
}
