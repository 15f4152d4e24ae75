/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What `bench-load` is asked for. Users are numbered; user 7 has the phone number +15550000007. */
typedef struct
{
  int port;
  int pid;
  char *tokens;
  int first;
  int pairs;
  int window;
  int idle;
  int count;
  int size;
  double rate;
  double seconds;
  double warm_up;
} BenchOptions;

/* Each does its work, prints one line of JSON, and says whether all went well. */
gboolean bench_register (const BenchOptions *options, GError **error);
gboolean bench_pairs (const BenchOptions *options, GError **error);
gboolean bench_store (const BenchOptions *options, GError **error);
gboolean bench_drain (const BenchOptions *options, GError **error);
gboolean bench_group (const BenchOptions *options, GError **error);
gboolean bench_idle (const BenchOptions *options, GError **error);
gboolean bench_media (const BenchOptions *options, GError **error);

G_END_DECLS
