/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-services"

#include "config.h"

#include "server-allowances.h"

#include "server-limits.h"

typedef struct
{
  double tokens;
  gint64 time;      /* when there were as many */
  gint64 full_time; /* when it need not be remembered any more */
} Allowance;

struct _ServerAllowances
{
  GHashTable *kept; /* by device: (element-type utf8 Allowance) */
};

ServerAllowances *
server_allowances_new (void)
{
  ServerAllowances *self = g_rc_box_new0 (ServerAllowances);

  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

ServerAllowances *
server_allowances_ref (ServerAllowances *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_rc_box_acquire (self);
}

static void
server_allowances_clear (gpointer data)
{
  ServerAllowances *self = data;

  g_clear_pointer (&self->kept, g_hash_table_unref);
}

void
server_allowances_unref (ServerAllowances *self)
{
  g_return_if_fail (self != NULL);

  g_rc_box_release_full (self, server_allowances_clear);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const gint64 *one = a, *other = b;

  return *one < *other ? -1 : *one > *other;
}

/* Forgets what is full, or, where nearly all is not, the half that is the nearest to it: so that
 * the next look is far away. */
static void
make_room (ServerAllowances *self, gint64 now)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer value;
  gint64 limit;

  g_hash_table_iter_init (&iter, self->kept);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_array_append_val (times, ((Allowance *) value)->full_time);
  g_array_sort (times, compare_times);
  limit = MAX (now, g_array_index (times, gint64, times->len / 2));
  g_hash_table_iter_init (&iter, self->kept);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (((Allowance *) value)->full_time <= limit)
      g_hash_table_iter_remove (&iter);
}

/**
 * server_allowances_keep:
 * @self: the allowances
 * @device_id: a device that nobody sends for any more
 * @tokens: how many messages it may send at once
 * @time: when it could, by the monotonic clock
 * @full_time: when it may send all of a burst again
 *
 * Remembers it until then.
 */
void
server_allowances_keep (ServerAllowances *self,
                        const char *device_id,
                        double tokens,
                        gint64 time,
                        gint64 full_time)
{
  gint64 now = g_get_monotonic_time ();
  Allowance *allowance;

  g_return_if_fail (self != NULL);
  g_return_if_fail (device_id != NULL);

  if (full_time <= now)
    return;
  if (g_hash_table_size (self->kept) >= SERVER_LIMIT_ALLOWANCES)
    make_room (self, now);
  allowance = g_new (Allowance, 1);
  *allowance = (Allowance) { tokens, time, full_time };
  g_hash_table_replace (self->kept, g_strdup (device_id), allowance);
}

/**
 * server_allowances_take:
 * @self: the allowances
 * @device_id: a device
 * @tokens: (out): how many messages it could send at once
 * @time: (out): when it could
 *
 * Takes out what is remembered of a device.
 *
 * Returns: whether anything is
 */
gboolean
server_allowances_take (ServerAllowances *self, const char *device_id, double *tokens, gint64 *time)
{
  Allowance *allowance;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (device_id != NULL, FALSE);

  allowance = g_hash_table_lookup (self->kept, device_id);
  if (allowance == NULL)
    return FALSE;
  *tokens = allowance->tokens;
  *time = allowance->time;
  g_hash_table_remove (self->kept, device_id);
  return TRUE;
}

/* For tests: how many devices something is remembered of. */
guint
server_allowances_get_n (ServerAllowances *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return g_hash_table_size (self->kept);
}
