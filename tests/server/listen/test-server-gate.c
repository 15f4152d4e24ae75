/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "server-gate.h"

static ServerGatePass *
enter (ServerGate *gate, const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  return server_gate_enter (gate, address);
}

static guint
count (ServerGate *gate, const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  return server_gate_get_count (gate, address);
}

static void
test_limit (void)
{
  g_autoptr (ServerGate) gate = server_gate_new (2);
  ServerGatePass *first = enter (gate, "192.0.2.1");
  ServerGatePass *second = enter (gate, "192.0.2.1");
  ServerGatePass *other;

  g_assert_nonnull (first);
  g_assert_nonnull (second);
  g_assert_null (enter (gate, "192.0.2.1"));
  g_assert_cmpuint (count (gate, "192.0.2.1"), ==, 2);

  other = enter (gate, "192.0.2.2");
  g_assert_nonnull (other);
  g_assert_cmpuint (server_gate_get_n_addresses (gate), ==, 2);

  server_gate_leave (first);
  first = enter (gate, "192.0.2.1");
  g_assert_nonnull (first);

  server_gate_leave (first);
  server_gate_leave (second);
  server_gate_leave (other);
  g_assert_cmpuint (server_gate_get_n_addresses (gate), ==, 0);
}

static void
test_no_limit (void)
{
  g_autoptr (ServerGate) gate = server_gate_new (0);
  ServerGatePass *passes[1000];

  for (guint i = 0; i < G_N_ELEMENTS (passes); i++)
    {
      passes[i] = enter (gate, "::1");
      g_assert_nonnull (passes[i]);
    }
  g_assert_cmpuint (count (gate, "::1"), ==, 1000);
  g_assert_cmpuint (server_gate_get_n_connections (gate), ==, G_N_ELEMENTS (passes));
  for (guint i = 0; i < G_N_ELEMENTS (passes); i++)
    server_gate_leave (passes[i]);
}

/* Addresses that one household has by itself are one. */
static void
test_what_is_the_same (void)
{
  static const struct
  {
    const char *a;
    const char *b;
    gboolean same;
  } cases[] = {
    { "2001:db8:1:2::1", "2001:db8:1:2:ffff::9", TRUE },
    { "2001:db8:1:2::1", "2001:db8:1:3::1", FALSE },
    { "192.0.2.1", "::ffff:192.0.2.1", TRUE },
    { "::ffff:192.0.2.1", "::ffff:192.0.2.2", FALSE },
    { "127.0.0.1", "::1", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (ServerGate) gate = server_gate_new (1);
      ServerGatePass *pass = enter (gate, cases[i].a);
      ServerGatePass *other = enter (gate, cases[i].b);

      g_assert_nonnull (pass);
      g_assert_cmpint (other == NULL, ==, cases[i].same);
      if (other != NULL)
        server_gate_leave (other);
      server_gate_leave (pass);
    }
}

/* Those who are in outlive the gate's owner. */
static void
test_outlived (void)
{
  ServerGate *gate = server_gate_new (1);
  ServerGatePass *pass = enter (gate, "127.0.0.1");

  server_gate_unref (gate);
  server_gate_leave (pass);
}

static void
on_left (gpointer data)
{
  (*(guint *) data)++;
}

static void
test_left (void)
{
  g_autoptr (ServerGate) gate = server_gate_new (2);
  ServerGatePass *one = enter (gate, "127.0.0.1");
  ServerGatePass *other = enter (gate, "127.0.0.1");
  guint n_left = 0;

  server_gate_set_left_func (gate, on_left, &n_left);
  g_assert_null (enter (gate, "127.0.0.1"));
  g_assert_cmpuint (n_left, ==, 0);
  server_gate_leave (one);
  g_assert_cmpuint (n_left, ==, 1);
  server_gate_set_left_func (gate, NULL, NULL);
  server_gate_leave (other);
  g_assert_cmpuint (n_left, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/gate/limit", test_limit);
  g_test_add_func ("/server/gate/no-limit", test_no_limit);
  g_test_add_func ("/server/gate/what-is-the-same", test_what_is_the_same);
  g_test_add_func ("/server/gate/outlived", test_outlived);
  g_test_add_func ("/server/gate/left", test_left);

  return g_test_run ();
}
