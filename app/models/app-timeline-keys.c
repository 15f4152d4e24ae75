/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-models"

#include "config.h"

#include "app-timeline-keys.h"

#include <time.h>

/* Messages of one sender stand together when no more than this is between them, milliseconds. */
#define GROUP_MILLISECONDS (5 * 60 * 1000)

static const AppMessageKey *
get (GArray *keys, guint position)
{
  return &g_array_index (keys, AppMessageKey, position);
}

gboolean
app_timeline_keys_find (GArray *keys, gint64 place, guint *position)
{
  guint low = 0;
  guint high = keys->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (get (keys, middle)->place < place)
        low = middle + 1;
      else
        high = middle;
    }
  *position = low;
  return low < keys->len && get (keys, low)->place == place;
}

/* A day of the person's own time zone. */
static gint64
get_day (gint64 milliseconds)
{
  time_t seconds = (time_t) (milliseconds / 1000);
  struct tm broken_down = { 0 };

  localtime_r (&seconds, &broken_down);
  return broken_down.tm_year * G_GINT64_CONSTANT (366) + broken_down.tm_yday;
}

static gboolean
starts_day (GArray *keys, guint position)
{
  return position == 0 ||
         get_day (get (keys, position - 1)->time) != get_day (get (keys, position)->time);
}

/* Whether the message at @position goes on with what the one before it began. */
static gboolean
continues (GArray *keys, guint position, gint64 unread_place)
{
  const AppMessageKey *key = get (keys, position);
  const AppMessageKey *before;

  if (position == 0)
    return FALSE;
  before = get (keys, position - 1);
  return key->sender == before->sender && key->state != APP_MESSAGE_LINE &&
         before->state != APP_MESSAGE_LINE && key->place != unread_place &&
         key->time - before->time < GROUP_MILLISECONDS && !starts_day (keys, position);
}

AppTimelineFlags
app_timeline_keys_get_flags (GArray *keys, guint position, gint64 unread_place)
{
  AppTimelineFlags flags = 0;

  if (starts_day (keys, position))
    flags |= APP_TIMELINE_DAY_START;
  if (unread_place != 0 && get (keys, position)->place == unread_place)
    flags |= APP_TIMELINE_UNREAD_START;
  if (!continues (keys, position, unread_place))
    flags |= APP_TIMELINE_FIRST_OF_GROUP;
  if (position + 1 == keys->len || !continues (keys, position + 1, unread_place))
    flags |= APP_TIMELINE_LAST_OF_GROUP;
  return flags;
}

gint64
app_timeline_keys_find_unread (GArray *keys, gint64 own_read)
{
  guint position;

  app_timeline_keys_find (keys, app_message_place_from_seq (own_read + 1), &position);
  for (; position < keys->len; position++)
    {
      const AppMessageKey *key = get (keys, position);

      if (key->sender != APP_CACHE_SELF && app_message_place_to_seq (key->place) != 0)
        return key->place;
    }
  return 0;
}

gint64
app_timeline_keys_get_seq_before (GArray *keys, guint position)
{
  for (guint i = MIN (position + 1, keys->len); i > 0; i--)
    {
      gint64 seq = app_message_place_to_seq (get (keys, i - 1)->place);

      if (seq != 0)
        return seq;
    }
  return 0;
}
