/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <gio/gio.h>

#include "landline-error.h"
#include "server-range.h"
#include "server-rest-context.h"
#include "server-throttle.h"

static void
test_range (void)
{
  static const struct
  {
    const char *value;
    guint64 size;
    ServerRangeResult result;
    guint64 start;
    guint64 length;
  } cases[] = {
    { NULL, 1000, SERVER_RANGE_ALL, 0, 0 },
    { "bytes=0-0", 1000, SERVER_RANGE_PART, 0, 1 },
    { "bytes=0-999", 1000, SERVER_RANGE_PART, 0, 1000 },
    { "bytes=0-1000", 1000, SERVER_RANGE_PART, 0, 1000 },
    { "bytes=10-19", 1000, SERVER_RANGE_PART, 10, 10 },
    { "Bytes=10-19", 1000, SERVER_RANGE_PART, 10, 10 },
    { "bytes=999-", 1000, SERVER_RANGE_PART, 999, 1 },
    { "bytes=1000-", 1000, SERVER_RANGE_UNSATISFIABLE, 0, 0 },
    { "bytes=-1", 1000, SERVER_RANGE_PART, 999, 1 },
    { "bytes=-1000", 1000, SERVER_RANGE_PART, 0, 1000 },
    { "bytes=-5000", 1000, SERVER_RANGE_PART, 0, 1000 },
    { "bytes=-0", 1000, SERVER_RANGE_UNSATISFIABLE, 0, 0 },
    { "bytes=0-", 0, SERVER_RANGE_UNSATISFIABLE, 0, 0 },
    { "bytes=-5", 0, SERVER_RANGE_UNSATISFIABLE, 0, 0 },
    { "bytes=5-99999999999999999999999", 1000, SERVER_RANGE_PART, 5, 995 },
    { "bytes=99999999999999999999999-", 1000, SERVER_RANGE_UNSATISFIABLE, 0, 0 },
    /* What is passed over. */
    { "", 1000, SERVER_RANGE_ALL, 0, 0 },
    { "bytes", 1000, SERVER_RANGE_ALL, 0, 0 },
    { "bytes=", 1000, SERVER_RANGE_ALL, 0, 0 },
    { "bytes=-", 1000, SERVER_RANGE_ALL, 0, 0 },
    { "bytes=5", 1000, SERVER_RANGE_ALL, 0, 0 },
    { "bytes=9-5", 1000, SERVER_RANGE_ALL, 0, 0 },
    { "bytes=0-1,5-6", 1000, SERVER_RANGE_ALL, 0, 0 },
    { "bytes=0-1x", 1000, SERVER_RANGE_ALL, 0, 0 },
    { "bytes= 0-1", 1000, SERVER_RANGE_ALL, 0, 0 },
    { "bytes=--5", 1000, SERVER_RANGE_ALL, 0, 0 },
    { "bytes=+5-6", 1000, SERVER_RANGE_ALL, 0, 0 },
    { "lines=0-1", 1000, SERVER_RANGE_ALL, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint64 start = 0, length = 0;

      g_test_message ("%s", cases[i].value != NULL ? cases[i].value : "(none)");
      g_assert_cmpint (server_range_parse (cases[i].value, cases[i].size, &start, &length), ==,
                       cases[i].result);
      g_assert_cmpuint (start, ==, cases[i].start);
      g_assert_cmpuint (length, ==, cases[i].length);
    }
}

static GSocketAddress *
address (const char *text)
{
  return g_inet_socket_address_new_from_string (text, 4000);
}

static void
test_throttle (void)
{
  g_autoptr (ServerThrottle) throttle = server_throttle_new (3);
  g_autoptr (GSocketAddress) one = address ("10.0.0.1");
  g_autoptr (GSocketAddress) other = address ("10.0.0.2");
  gint64 now = 5 * G_TIME_SPAN_HOUR;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3; i++)
    g_assert_true (server_throttle_take (throttle, one, now, NULL));
  g_assert_false (server_throttle_take (throttle, one, now, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_RATE);
  g_assert_cmpint (landline_error_get_retry_after (error), >, 19000);
  g_assert_cmpint (landline_error_get_retry_after (error), <=, 20001);

  /* Others are not held to it, and after the time that was said there is one more. */
  g_assert_true (server_throttle_take (throttle, other, now, NULL));
  now += landline_error_get_retry_after (error) * 1000;
  g_assert_true (server_throttle_take (throttle, one, now, NULL));
  g_assert_false (server_throttle_take (throttle, one, now, NULL));
}

static void
test_throttle_fills_no_further (void)
{
  g_autoptr (ServerThrottle) throttle = server_throttle_new (2);
  g_autoptr (GSocketAddress) one = address ("10.0.0.1");
  gint64 now = G_TIME_SPAN_HOUR;

  g_assert_true (server_throttle_take (throttle, one, now, NULL));
  now += G_TIME_SPAN_HOUR;
  g_assert_true (server_throttle_take (throttle, one, now, NULL));
  g_assert_true (server_throttle_take (throttle, one, now, NULL));
  g_assert_false (server_throttle_take (throttle, one, now, NULL));
}

static void
test_throttle_off (void)
{
  g_autoptr (ServerThrottle) throttle = server_throttle_new (0);
  g_autoptr (GSocketAddress) one = address ("10.0.0.1");

  for (guint i = 0; i < 10000; i++)
    g_assert_true (server_throttle_take (throttle, one, 1, NULL));
}

/* Beyond the addresses that are remembered, those that are new share a bucket: a flood of addresses
 * is held as well. */
static void
test_throttle_of_many_addresses (void)
{
  g_autoptr (ServerThrottle) throttle = server_throttle_new (1);
  guint taken = 0;

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *text = g_strdup_printf ("10.1.%u.%u", i / 250, i % 250);
      g_autoptr (GSocketAddress) one = address (text);

      taken += server_throttle_take (throttle, one, 1, NULL);
    }
  g_assert_cmpuint (taken, >=, 4000);
  g_assert_cmpuint (taken, <, 5000);
}

/* Few files go fast; many together hold little, and each goes on. */
static void
test_part (void)
{
  ServerRestContext context = { .n_transfers = 0 };
  gsize last = G_MAXSIZE;

  for (; context.n_transfers < 2000; context.n_transfers++)
    {
      gsize part = server_rest_context_get_part (&context);

      g_assert_cmpuint (part, <=, last);
      g_assert_cmpuint (part, >=, SERVER_LIMIT_PART_MIN);
      g_assert_true (part == SERVER_LIMIT_PART_MIN ||
                     part * context.n_transfers * 2 <= SERVER_LIMIT_TRANSFERS);
      last = part;
    }
  g_assert_cmpuint (last, ==, SERVER_LIMIT_PART_MIN);
  context.n_transfers = 8;
  g_assert_cmpuint (server_rest_context_get_part (&context), ==, SERVER_BLOB_CHUNK);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/range", test_range);
  g_test_add_func ("/server/part", test_part);
  g_test_add_func ("/server/throttle", test_throttle);
  g_test_add_func ("/server/throttle/fills-no-further", test_throttle_fills_no_further);
  g_test_add_func ("/server/throttle/off", test_throttle_off);
  g_test_add_func ("/server/throttle/of-many-addresses", test_throttle_of_many_addresses);

  return g_test_run ();
}
