/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "app-message-time"

#include "config.h"

#include <glib/gi18n.h>

#include "app-message-time.h"

static GDateTime *
to_local (gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / 1000);

  return utc != NULL ? g_date_time_to_local (utc) : NULL;
}

/**
 * app_message_time_format_clock:
 * @time: milliseconds since the epoch
 *
 * Returns: (transfer full): the time of the day, as the bubble shows it
 */
char *
app_message_time_format_clock (gint64 time)
{
  g_autoptr (GDateTime) local = to_local (time);

  if (local == NULL)
    return g_strdup ("");
  /* translators: the time in a bubble; "%l:%M %p" is the one with AM and PM */
  return g_date_time_format (local, _ ("%H:%M"));
}

static int
get_days_between (GDateTime *earlier, GDateTime *later)
{
  g_autoptr (GDateTime) a = NULL;
  g_autoptr (GDateTime) b = NULL;
  int year, month, day;

  g_date_time_get_ymd (earlier, &year, &month, &day);
  a = g_date_time_new_utc (year, month, day, 0, 0, 0);
  g_date_time_get_ymd (later, &year, &month, &day);
  b = g_date_time_new_utc (year, month, day, 0, 0, 0);
  return g_date_time_difference (b, a) / G_TIME_SPAN_DAY;
}

/**
 * app_message_time_format_day:
 * @time: milliseconds since the epoch
 * @now: what today is
 *
 * Returns: (transfer full): the day, as the divider above its first message says it
 */
char *
app_message_time_format_day (gint64 time, GDateTime *now)
{
  g_autoptr (GDateTime) local = to_local (time);
  int days;

  g_return_val_if_fail (now != NULL, NULL);

  if (local == NULL)
    return g_strdup ("");
  days = get_days_between (local, now);
  if (days == 0)
    return g_strdup (_ ("Today"));
  if (days == 1)
    return g_strdup (_ ("Yesterday"));
  if (days > 1 && days < 7)
    /* translators: a day of the last week: the name of the weekday */
    return g_date_time_format (local, _ ("%A"));
  if (g_date_time_get_year (local) == g_date_time_get_year (now))
    /* translators: a day of this year: weekday, day and month */
    return g_date_time_format (local, _ ("%A, %-d %B"));
  /* translators: a day of another year */
  return g_date_time_format (local, _ ("%-d %B %Y"));
}
