/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "server-local-bus.h"

static void
hear (const ServerHint *hints, guint n_hints, gpointer data)
{
  g_assert_cmpstr (hints[0].user_id, ==, "101");
  *(gint64 *) data += hints[0].cursor * n_hints;
}

/* Everybody hears but who says it, until they have had enough. */
static void
test_publish (void)
{
  g_autoptr (ServerBus) bus = server_local_bus_new ();
  const ServerHint hint = { "101", 7 };
  gint64 first = 0, second = 0;
  guint one, other;

  one = server_bus_subscribe (bus, hear, &first);
  g_assert_false (server_bus_has_others (bus, one));
  other = server_bus_subscribe (bus, hear, &second);
  g_assert_true (server_bus_has_others (bus, one));

  server_bus_publish (bus, one, &hint, 1);
  g_assert_cmpint (first, ==, 0);
  g_assert_cmpint (second, ==, 7);
  server_bus_publish (bus, 0, &hint, 1);
  g_assert_cmpint (first, ==, 7);
  g_assert_cmpint (second, ==, 14);

  server_bus_unsubscribe (bus, other);
  g_assert_false (server_bus_has_others (bus, one));
  server_bus_publish (bus, 0, &hint, 1);
  g_assert_cmpint (first, ==, 14);
  g_assert_cmpint (second, ==, 14);
  server_bus_unsubscribe (bus, one);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bus/publish", test_publish);
  return g_test_run ();
}
