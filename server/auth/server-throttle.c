/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-auth"

#include "config.h"

#include "server-throttle.h"

#include "landline-error.h"

/* Addresses that are remembered at a time; beyond that all who are not yet known share one bucket.
 */
#define ADDRESSES 4096

typedef struct
{
  double tokens;
  gint64 time;
} Bucket;

struct _ServerThrottle
{
  guint64 per_minute;
  GHashTable *buckets;
  gint64 swept;
};

/**
 * server_throttle_new:
 * @per_minute: how often, 0 for any number
 *
 * Returns: (transfer full): a new throttle
 */
ServerThrottle *
server_throttle_new (guint64 per_minute)
{
  ServerThrottle *self = g_new0 (ServerThrottle, 1);

  self->per_minute = per_minute;
  self->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

/**
 * server_throttle_free:
 * @self: (transfer full): a throttle
 */
void
server_throttle_free (ServerThrottle *self)
{
  g_hash_table_unref (self->buckets);
  g_free (self);
}

static gboolean
is_full_again (gpointer key, gpointer value, gpointer data)
{
  const Bucket *bucket = value;
  const gint64 *now = data;

  return *now - bucket->time >= G_TIME_SPAN_MINUTE;
}

static void
sweep (ServerThrottle *self, gint64 now)
{
  if (now - self->swept < G_TIME_SPAN_MINUTE)
    return;

  g_hash_table_foreach_remove (self->buckets, is_full_again, &now);
  self->swept = now;
}

static Bucket *
get_bucket (ServerThrottle *self, GSocketAddress *address, gint64 now)
{
  g_autofree char *name = NULL;
  Bucket *bucket;

  if (G_IS_INET_SOCKET_ADDRESS (address))
    name = g_inet_address_to_string (
        g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
  if (name == NULL)
    name = g_strdup ("");

  bucket = g_hash_table_lookup (self->buckets, name);
  if (bucket == NULL && g_hash_table_size (self->buckets) >= ADDRESSES)
    {
      g_set_str (&name, "");
      bucket = g_hash_table_lookup (self->buckets, name);
    }
  if (bucket != NULL)
    return bucket;

  bucket = g_new0 (Bucket, 1);
  bucket->tokens = (double) self->per_minute;
  bucket->time = now;
  g_hash_table_insert (self->buckets, g_steal_pointer (&name), bucket);
  return bucket;
}

/* The bucket of an address, filled up to now. */
static Bucket *
fill_bucket (ServerThrottle *self, GSocketAddress *address, gint64 now)
{
  double rate = (double) self->per_minute / G_TIME_SPAN_MINUTE;
  Bucket *bucket;

  sweep (self, now);
  bucket = get_bucket (self, address, now);
  bucket->tokens = MIN ((double) self->per_minute,
                        bucket->tokens + (double) (now - bucket->time) * rate);
  bucket->time = now;
  return bucket;
}

/**
 * server_throttle_check:
 * @self: a throttle
 * @address: (nullable): who wants to do it
 * @now: the time, as of g_get_monotonic_time()
 * @error: return location for an error
 *
 * Counts nothing: for what counts only when it comes to nothing.
 *
 * Returns: whether it is allowed; otherwise @error is `rate`, with the time after which it is
 */
gboolean
server_throttle_check (ServerThrottle *self, GSocketAddress *address, gint64 now, GError **error)
{
  double rate = (double) self->per_minute / G_TIME_SPAN_MINUTE;
  Bucket *bucket;

  if (self->per_minute == 0)
    return TRUE;

  bucket = fill_bucket (self, address, now);
  if (bucket->tokens >= 1)
    return TRUE;

  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_RATE,
               "More than %" G_GUINT64_FORMAT " a minute are not taken from one address.",
               self->per_minute);
  if (error != NULL)
    landline_error_set_retry_after (*error, (gint64) ((1 - bucket->tokens) / rate / 1000) + 1);
  return FALSE;
}

/**
 * server_throttle_take:
 * @self: a throttle
 * @address: (nullable): who does it
 * @now: the time, as of g_get_monotonic_time()
 * @error: return location for an error
 *
 * Counts one time.
 *
 * Returns: as server_throttle_check()
 */
gboolean
server_throttle_take (ServerThrottle *self, GSocketAddress *address, gint64 now, GError **error)
{
  if (!server_throttle_check (self, address, now, error))
    return FALSE;

  if (self->per_minute > 0)
    fill_bucket (self, address, now)->tokens -= 1;
  return TRUE;
}
