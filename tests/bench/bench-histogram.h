/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Times in microseconds in buckets that are a 32nd of a power of two wide: 3 % at most from the
 * truth. */
#define BENCH_HISTOGRAM_BUCKETS (32 * 33)

typedef struct
{
  guint64 buckets[BENCH_HISTOGRAM_BUCKETS];
  guint64 count;
  guint64 most;
} BenchHistogram;

void bench_histogram_add (BenchHistogram *self, guint64 microseconds);
guint64 bench_histogram_percentile (const BenchHistogram *self, gdouble share);

G_END_DECLS
