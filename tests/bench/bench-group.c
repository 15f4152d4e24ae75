/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <gio/gio.h>
#include <string.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "bench-histogram.h"
#include "bench-http.h"
#include "bench-process.h"
#include "bench-swarm.h"
#include "bench-workloads.h"

/* A group whose members are all connected: they write in turn, at a pace, and each message counts
 * for each other member, from its sending to its coming, and once more when the last has it. All
 * acknowledge what comes, so that receipts flow as they do in life. */

#define FLIGHTS 4096 /* messages under way at most: a power of two */
/* Seconds that the last messages are waited for. */
#define PATIENCE 30

typedef struct
{
  guint64 index;
  gint64 sent_at;
  guint missing; /* members who have not got it */
  gboolean counts;
} Flight;

typedef struct
{
  const BenchOptions *options;
  BenchSwarm *swarm;
  char *group;
  Flight flights[FLIGHTS];
  guint64 next_index;
  guint n_open;
  gboolean counting;
  guint64 counted;
  BenchHistogram each;
  BenchHistogram last;
} Group;

static void
append (gconstpointer data, gsize length, gpointer user_data)
{
  g_string_append_len (user_data, data, (gssize) length);
}

/* Its first user makes it, with all others. */
static char *
make_group (const BenchOptions *options, GError **error)
{
  g_autoptr (BenchHttp) http = bench_http_new ((guint) options->port, error);
  g_autoptr (GString) body = g_string_new ("{\"id\":\"");
  g_autoptr (GString) answer = g_string_new (NULL);
  g_autofree char *all = NULL;
  g_autofree char *head = NULL;
  g_auto (GStrv) tokens = NULL;
  char id[37];
  const char *found;
  guint status;

  if (http == NULL || !g_file_get_contents (options->tokens, &all, NULL, error))
    return NULL;
  tokens = g_strsplit (g_strchomp (all), "\n", -1);
  bench_frame_id (id, g_random_int ());
  g_string_append_printf (body, "%s\",\"name\":\"Bench\",\"members\":[", id);
  for (int i = 1; i < options->count; i++)
    g_string_append_printf (body, "%s\"+1555%07d\"", i > 1 ? "," : "", options->first + i);
  g_string_append (body, "]}");
  head = g_strdup_printf ("POST /v1/groups HTTP/1.1\r\nContent-Type: application/json\r\n"
                          "Authorization: Bearer %s\r\n",
                          tokens[options->first]);
  status = bench_http_call (http, head, body->str, body->len, append, answer, error);
  if (status == 0)
    return NULL;
  found = strstr (answer->str, "\"id\":\"");
  if (status == 201 && found != NULL)
    return g_strndup (found + strlen ("\"id\":\""), strcspn (found + strlen ("\"id\":\""), "\""));
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the group was not made: %u %s", status,
               answer->str);
  return NULL;
}

static void
on_frame (BenchPeer *peer, const BenchFrame *frame, gpointer user_data)
{
  Group *self = user_data;
  Flight *flight = &self->flights[frame->index % FLIGHTS];
  guint64 age;

  if (frame->kind != BENCH_FRAME_MESSAGE || flight->index != frame->index || flight->missing == 0)
    return;
  age = (guint64) (g_get_monotonic_time () - flight->sent_at);
  if (flight->counts)
    bench_histogram_add (&self->each, age);
  if (--flight->missing > 0)
    return;
  self->n_open--;
  if (!flight->counts)
    return;
  bench_histogram_add (&self->last, age);
  self->counted++;
}

/* As many messages as the clock says, in turn from each member. */
static gboolean
send_paced (Group *self, int timer, GError **error)
{
  guint64 due = 0;

  if (read (timer, &due, sizeof due) != sizeof due)
    return TRUE;
  for (; due > 0; due--)
    {
      guint64 index = self->next_index++;
      BenchPeer *peer = bench_swarm_get_peer (self->swarm,
                                              (guint) (index % (guint) self->options->count));
      Flight *flight = &self->flights[index % FLIGHTS];

      if (flight->missing > 0)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                               "the server is further behind than can be measured");
          return FALSE;
        }
      *flight = (Flight) { index, g_get_monotonic_time (), (guint) self->options->count - 1,
                           self->counting };
      self->n_open++;
      bench_swarm_send_to (self->swarm, peer, self->group, index);
    }
  return TRUE;
}

static gboolean
run_until (Group *self, int timer, gint64 deadline, GError **error)
{
  while (g_get_monotonic_time () < deadline)
    if (!send_paced (self, timer, error) || !bench_swarm_turn (self->swarm, 1, error))
      return FALSE;
  return TRUE;
}

static gboolean
is_open (gpointer user_data)
{
  return ((Group *) user_data)->n_open > 0;
}

static void
print_result (const Group *self, gdouble seconds, gdouble cpu)
{
  const BenchOptions *options = self->options;

  g_print ("{\"work\":\"group\",\"members\":%d,\"rate\":%.0f,\"counted\":%" G_GUINT64_FORMAT
           ",\"per_second\":%.1f,\"p50_us\":%" G_GUINT64_FORMAT ",\"p99_us\":%" G_GUINT64_FORMAT
           ",\"most_us\":%" G_GUINT64_FORMAT ",\"all_p50_us\":%" G_GUINT64_FORMAT
           ",\"all_p99_us\":%" G_GUINT64_FORMAT ",\"cpu_us_per_message\":%.2f,\"rss_kib\":"
           "%" G_GUINT64_FORMAT "}\n",
           options->count, options->rate, self->counted, (gdouble) self->counted / seconds,
           bench_histogram_percentile (&self->each, 0.5),
           bench_histogram_percentile (&self->each, 0.99), self->each.most,
           bench_histogram_percentile (&self->last, 0.5),
           bench_histogram_percentile (&self->last, 0.99),
           cpu * 1e6 / (gdouble) MAX (self->counted, 1), bench_process_rss (options->pid) / 1024);
}

static gboolean
measure (Group *self, int timer, GError **error)
{
  const BenchOptions *options = self->options;
  g_autoptr (GError) late = NULL;
  gint64 start = g_get_monotonic_time ();
  gdouble cpu, seconds;

  if (!run_until (self, timer, start + (gint64) (options->warm_up * G_USEC_PER_SEC), error))
    return FALSE;
  self->counting = TRUE;
  start = g_get_monotonic_time ();
  cpu = bench_process_cpu (options->pid);
  if (!run_until (self, timer, start + (gint64) (options->seconds * G_USEC_PER_SEC), error))
    return FALSE;
  cpu = bench_process_cpu (options->pid) - cpu;
  seconds = (gdouble) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  bench_swarm_run (self->swarm, is_open, self, g_get_monotonic_time () + PATIENCE * G_USEC_PER_SEC,
                   &late);
  if (late != NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                   "%u messages have not come to all members: %s", self->n_open, late->message);
      return FALSE;
    }
  print_result (self, seconds, cpu);
  return TRUE;
}

gboolean
bench_group (const BenchOptions *options, GError **error)
{
  static const BenchHandlers handlers = { .frame = on_frame };
  g_autofree Group *self = g_new0 (Group, 1);
  g_autofree char *group = make_group (options, error);
  g_autoptr (BenchSwarm) swarm = NULL;
  struct itimerspec spec = { { 0, 0 }, { 0, 1000000 } };
  long interval = (long) (1e9 / MAX (options->rate, 1));
  gboolean ok;
  int timer;

  if (group == NULL)
    return FALSE;
  swarm = bench_swarm_new ((guint) options->port, options->tokens, &handlers, self);
  self->options = options;
  self->swarm = swarm;
  self->group = group;
  self->next_index = 1;
  bench_swarm_set_text_size (swarm, (guint) options->size);
  if (!bench_swarm_log_in (swarm, (guint) options->first, (guint) options->count, 1024, error))
    return FALSE;
  spec.it_interval.tv_sec = interval / 1000000000;
  spec.it_interval.tv_nsec = interval % 1000000000;
  timer = timerfd_create (CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  timerfd_settime (timer, 0, &spec, NULL);
  ok = measure (self, timer, error);
  close (timer);
  return ok;
}
