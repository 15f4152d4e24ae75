/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "bench-histogram.h"

static guint
bucket_of (guint64 value)
{
  guint shift;

  if (value < 64)
    return (guint) value;
  shift = g_bit_storage (value) - 6;
  return MIN ((shift + 1) * 32 + (guint) (value >> shift) - 32, BENCH_HISTOGRAM_BUCKETS - 1);
}

/* The highest value of a bucket. */
static guint64
bucket_end (guint bucket)
{
  guint shift;

  if (bucket < 64)
    return bucket;
  shift = bucket / 32 - 1;
  return (((guint64) (bucket % 32) + 33) << shift) - 1;
}

void
bench_histogram_add (BenchHistogram *self, guint64 microseconds)
{
  self->buckets[bucket_of (microseconds)]++;
  self->count++;
  self->most = MAX (self->most, microseconds);
}

/**
 * bench_histogram_percentile:
 * @self: a histogram
 * @share: 0.5 for the median, 0.99 …
 *
 * Returns: the microseconds that this share of the values does not exceed
 */
guint64
bench_histogram_percentile (const BenchHistogram *self, gdouble share)
{
  guint64 rank = (guint64) (share * (gdouble) self->count), seen = 0;

  for (guint i = 0; i < BENCH_HISTOGRAM_BUCKETS; i++)
    {
      seen += self->buckets[i];
      if (seen > rank)
        return MIN (bucket_end (i), self->most);
    }
  return self->most;
}
