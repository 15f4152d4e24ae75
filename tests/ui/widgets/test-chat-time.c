/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <glib.h>

#include "app-chat-time.h"

static gint64
at (GTimeZone *zone, int year, int month, int day, int hour, int minute)
{
  g_autoptr (GDateTime) time = g_date_time_new (zone, year, month, day, hour, minute, 0);

  return g_date_time_to_unix (time) * 1000;
}

static void
assert_format (GDateTime *now, gint64 time, const char *expected)
{
  g_autofree char *text = app_chat_time_format (time, now);

  g_assert_cmpstr (text, ==, expected);
}

static void
assert_last_seen (GDateTime *now, gint64 time, const char *expected)
{
  g_autofree char *text = app_chat_time_format_last_seen (time, now);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_format (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (GDateTime) now = g_date_time_new (zone, 2026, 11, 24, 0, 5, 0);

  g_assert_nonnull (zone);
  assert_format (now, 0, "");
  assert_format (now, at (zone, 2026, 11, 24, 0, 1), "00:01");
  assert_format (now, at (zone, 2026, 11, 23, 23, 59), "Yesterday");
  assert_format (now, at (zone, 2026, 11, 22, 12, 0), "Sunday");
  assert_format (now, at (zone, 2026, 11, 18, 12, 0), "Wednesday");
  assert_format (now, at (zone, 2026, 11, 17, 12, 0), "17 Nov");
  assert_format (now, at (zone, 2025, 12, 31, 12, 0), "31 Dec 2025");
  /* Of another clock, a little ahead of ours. */
  assert_format (now, at (zone, 2026, 11, 24, 0, 20), "00:20");
}

/* The day that summer time begins on has 23 hours: yesterday is yesterday all the same. */
static void
test_summer_time (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (GDateTime) now = g_date_time_new (zone, 2026, 3, 30, 0, 30, 0);

  assert_format (now, at (zone, 2026, 3, 29, 0, 30), "Yesterday");
  assert_format (now, at (zone, 2026, 3, 28, 23, 30), "Saturday");
}

static void
test_last_seen (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (GDateTime) now = g_date_time_new (zone, 2026, 11, 24, 10, 0, 0);

  assert_last_seen (now, 0, "");
  assert_last_seen (now, at (zone, 2026, 11, 24, 9, 5), "Last seen at 09:05");
  assert_last_seen (now, at (zone, 2026, 11, 23, 9, 5), "Last seen yesterday at 09:05");
  assert_last_seen (now, at (zone, 2026, 11, 2, 9, 5), "Last seen on 2 November");
  assert_last_seen (now, at (zone, 2024, 2, 29, 9, 5), "Last seen on 29 February 2024");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/chat-time/format", test_format);
  g_test_add_func ("/ui/chat-time/summer-time", test_summer_time);
  g_test_add_func ("/ui/chat-time/last-seen", test_last_seen);
  return g_test_run ();
}
