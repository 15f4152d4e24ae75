/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-chat-time.h"

#include <glib/gi18n.h>

/* How many midnights lie between the two, negative for the future. */
static int
days_between (GDateTime *then, GDateTime *now)
{
  g_autoptr (GDateTime) then_noon = NULL;
  g_autoptr (GDateTime) now_noon = NULL;

  /* From noon to noon in UTC, so that days of 23 and 25 hours count as one. */
  then_noon = g_date_time_new_utc (g_date_time_get_year (then), g_date_time_get_month (then),
                                   g_date_time_get_day_of_month (then), 12, 0, 0);
  now_noon = g_date_time_new_utc (g_date_time_get_year (now), g_date_time_get_month (now),
                                  g_date_time_get_day_of_month (now), 12, 0, 0);
  return (int) (g_date_time_difference (now_noon, then_noon) / G_TIME_SPAN_DAY);
}

static GDateTime *
local_time (gint64 time, GDateTime *now)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / 1000);

  return utc != NULL ? g_date_time_to_timezone (utc, g_date_time_get_timezone (now)) : NULL;
}

/**
 * app_chat_time_format:
 * @time: milliseconds since the epoch
 * @now: what is now, in the time zone to show
 *
 * When something was, as short as the list of chats needs it: the time of day, yesterday, a day of
 * the week, or the date.
 *
 * Returns: (transfer full): the text, empty where @time is 0
 */
char *
app_chat_time_format (gint64 time, GDateTime *now)
{
  g_autoptr (GDateTime) then = NULL;
  int days;

  g_return_val_if_fail (now != NULL, NULL);

  if (time <= 0)
    return g_strdup ("");
  then = local_time (time, now);
  if (then == NULL)
    return g_strdup ("");
  days = days_between (then, now);
  if (days <= 0)
    /* translators: the time of day in the list of chats, as of g_date_time_format () */
    return g_date_time_format (then, _ ("%H:%M"));
  if (days == 1)
    return g_strdup (_ ("Yesterday"));
  if (days < 7)
    return g_date_time_format (then, "%A");
  if (g_date_time_get_year (then) == g_date_time_get_year (now))
    /* translators: a day of this year in the list of chats, as of g_date_time_format () */
    return g_date_time_format (then, _ ("%-d %b"));
  /* translators: a day of another year in the list of chats, as of g_date_time_format () */
  return g_date_time_format (then, _ ("%-d %b %Y"));
}

/**
 * app_chat_time_format_last_seen:
 * @time: milliseconds since the epoch
 * @now: what is now, in the time zone to show
 *
 * When somebody was last online, as a phrase for the header of a chat.
 *
 * Returns: (transfer full): the text, empty where @time is 0
 */
char *
app_chat_time_format_last_seen (gint64 time, GDateTime *now)
{
  g_autoptr (GDateTime) then = NULL;
  int days;

  g_return_val_if_fail (now != NULL, NULL);

  if (time <= 0)
    return g_strdup ("");
  then = local_time (time, now);
  if (then == NULL)
    return g_strdup ("");
  days = days_between (then, now);
  if (days <= 0)
    /* translators: under the name in a chat, as of g_date_time_format () */
    return g_date_time_format (then, _ ("Last seen at %H:%M"));
  if (days == 1)
    /* translators: under the name in a chat, as of g_date_time_format () */
    return g_date_time_format (then, _ ("Last seen yesterday at %H:%M"));
  if (g_date_time_get_year (then) == g_date_time_get_year (now))
    /* translators: under the name in a chat, as of g_date_time_format () */
    return g_date_time_format (then, _ ("Last seen on %-d %B"));
  /* translators: under the name in a chat, as of g_date_time_format () */
  return g_date_time_format (then, _ ("Last seen on %-d %B %Y"));
}
