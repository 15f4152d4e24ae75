/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <gio/gio.h>

#include "bench-process.h"
#include "bench-swarm.h"
#include "bench-workloads.h"

/* W3: the memory of the server for each connection that is logged in and does nothing. */

#define SETTLE_SECONDS 7
#define WARM_UP        64 /* connections that make the server allocate what it has only once */

static gboolean
before (gpointer user_data)
{
  return g_get_monotonic_time () < *(gint64 *) user_data;
}

/* Lets the server finish what the log-ins left behind, and give back what it does not need: it does
 * that every few seconds at most. */
static void
settle (BenchSwarm *swarm, GError **error)
{
  gint64 until = g_get_monotonic_time () + SETTLE_SECONDS * G_USEC_PER_SEC;

  bench_swarm_run (swarm, before, &until, G_MAXINT64, error);
}

static gdouble
per_connection (guint64 before_bytes, guint64 after_bytes, gint count)
{
  return ((gdouble) after_bytes - (gdouble) before_bytes) / 1024 / count;
}

gboolean
bench_idle (const BenchOptions *options, GError **error)
{
  static const BenchHandlers handlers = { NULL, NULL };
  g_autoptr (BenchSwarm) warm_up = bench_swarm_new ((guint) options->port, options->tokens,
                                                    &handlers, NULL);
  g_autoptr (BenchSwarm) swarm = bench_swarm_new ((guint) options->port, options->tokens, &handlers,
                                                  NULL);
  g_autoptr (GError) local_error = NULL;
  guint64 empty, full, empty_anonymous, full_anonymous;
  gint64 start;
  gdouble seconds = 0;

  if (!bench_swarm_log_in (warm_up, (guint) options->first, WARM_UP, 256, error))
    return FALSE;
  settle (warm_up, &local_error);
  empty = bench_process_rss (options->pid);
  empty_anonymous = bench_process_anonymous (options->pid);
  start = g_get_monotonic_time ();
  if (local_error == NULL && bench_swarm_log_in (swarm, (guint) options->first + WARM_UP,
                                                 (guint) options->count, 256, &local_error))
    {
      seconds = (gdouble) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
      settle (swarm, &local_error);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  full = bench_process_rss (options->pid);
  full_anonymous = bench_process_anonymous (options->pid);
  g_print ("{\"work\":\"idle\",\"count\":%d,\"kib_per_connection\":%.3f,"
           "\"anonymous_kib_per_connection\":%.3f,\"log_ins_per_second\":%.0f,"
           "\"rss_kib\":%" G_GUINT64_FORMAT "}\n",
           options->count, per_connection (empty, full, options->count),
           per_connection (empty_anonymous, full_anonymous, options->count),
           options->count / seconds, full / 1024);
  return TRUE;
}
