/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <gio/gio.h>
#include <string.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "bench-histogram.h"
#include "bench-process.h"
#include "bench-swarm.h"
#include "bench-workloads.h"

/* W1: pairs of users. Each sender keeps a window of messages outstanding, or all together keep a
 * rate; a message counts when its sender has both the server's acknowledgement and the receiver's
 * delivery receipt. */

#define FLIGHTS 4096 /* outstanding messages of a sender at most: a power of two */

typedef struct
{
  guint64 index;
  guint64 seq; /* 0 until the server acknowledged it */
  gint64 sent_at;
} Flight;

typedef struct
{
  guint receiver;
  guint head;
  guint tail;
  guint64 delivered;
  Flight flights[FLIGHTS];
} Sender;

typedef struct
{
  const BenchOptions *options;
  BenchSwarm *swarm;
  Sender *senders;
  guint next_sender;
  guint64 next_index;
  gboolean started;
  gboolean counting;
  guint64 counted;
  guint64 received;
  BenchHistogram latency;
} Pairs;

static void
send_one (Pairs *self, BenchPeer *peer)
{
  Sender *sender = peer->data;
  Flight *flight = &sender->flights[sender->tail++ % FLIGHTS];

  *flight = (Flight) { self->next_index++, 0, g_get_monotonic_time () };
  bench_swarm_send_text (self->swarm, peer, sender->receiver, flight->index);
}

static void
fill_window (Pairs *self, BenchPeer *peer)
{
  Sender *sender = peer->data;

  if (self->options->rate > 0)
    return;
  while (sender->tail - sender->head < (guint) self->options->window)
    send_one (self, peer);
}

/* What the server has acknowledged and the receiver has got is done. */
static void
settle (Pairs *self, BenchPeer *peer)
{
  Sender *sender = peer->data;
  gint64 now = g_get_monotonic_time ();

  while (sender->head != sender->tail)
    {
      Flight *flight = &sender->flights[sender->head % FLIGHTS];

      if (flight->seq == 0 || flight->seq > sender->delivered)
        break;
      sender->head++;
      if (!self->counting)
        continue;
      self->counted++;
      bench_histogram_add (&self->latency, (guint64) (now - flight->sent_at));
    }
  fill_window (self, peer);
}

static void
acknowledged (Sender *sender, const BenchFrame *frame)
{
  for (guint i = sender->head; i != sender->tail; i++)
    {
      Flight *flight = &sender->flights[i % FLIGHTS];

      if (flight->index == frame->index)
        {
          flight->seq = frame->seq;
          return;
        }
    }
}

static void
on_frame (BenchPeer *peer, const BenchFrame *frame, gpointer user_data)
{
  Pairs *self = user_data;
  Sender *sender = peer->data;

  if (frame->kind == BENCH_FRAME_MESSAGE)
    self->received++;
  if (sender == NULL || !self->started)
    return;
  if (frame->kind == BENCH_FRAME_SENT)
    acknowledged (sender, frame);
  else if (frame->kind == BENCH_FRAME_RECEIPT)
    sender->delivered = MAX (sender->delivered, frame->delivered);
  else
    return;
  settle (self, peer);
}

/* As many messages as the clock says, in turn from each sender. */
static void
send_paced (Pairs *self, int timer)
{
  guint64 due = 0;

  if (read (timer, &due, sizeof due) != sizeof due)
    return;
  for (; due > 0; due--)
    {
      BenchPeer *peer = bench_swarm_get_peer (self->swarm, 2 * (self->next_sender++ %
                                                                (guint) self->options->pairs));
      Sender *sender = peer->data;

      if (sender->tail - sender->head <
          100) /* below what a server takes from a connection at once */
        send_one (self, peer);
    }
}

static int
start_timer (double rate)
{
  int timer = timerfd_create (CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  long interval = (long) (1e9 / rate);
  struct itimerspec spec = { { interval / 1000000000, interval % 1000000000 }, { 0, 1000000 } };

  timerfd_settime (timer, 0, &spec, NULL);
  return timer;
}

static gboolean
run_until (Pairs *self, int timer, gint64 deadline, GError **error)
{
  while (g_get_monotonic_time () < deadline)
    {
      if (timer >= 0)
        send_paced (self, timer);
      if (!bench_swarm_turn (self->swarm, timer >= 0 ? 1 : 20, error))
        return FALSE;
    }
  return TRUE;
}

static void
print_result (const Pairs *self, gdouble seconds, gdouble cpu)
{
  const BenchOptions *options = self->options;
  gdouble counted = (gdouble) MAX (self->counted, 1);

  g_print ("{\"work\":\"pairs\",\"pairs\":%d,\"window\":%d,\"rate\":%.0f,\"idle\":%d,\"counted\":"
           "%" G_GUINT64_FORMAT ",\"per_second\":%.1f,\"p50_us\":%" G_GUINT64_FORMAT
           ",\"p90_us\":%" G_GUINT64_FORMAT ",\"p99_us\":%" G_GUINT64_FORMAT
           ",\"most_us\":%" G_GUINT64_FORMAT
           ",\"cpu_us_per_message\":%.2f,\"rss_kib\":%" G_GUINT64_FORMAT "}\n",
           options->pairs, options->window, options->rate, options->idle, self->counted,
           (gdouble) self->counted / seconds, bench_histogram_percentile (&self->latency, 0.5),
           bench_histogram_percentile (&self->latency, 0.9),
           bench_histogram_percentile (&self->latency, 0.99), self->latency.most,
           cpu * 1e6 / counted, bench_process_rss (options->pid) / 1024);
}

static gboolean
measure (Pairs *self, GError **error)
{
  const BenchOptions *options = self->options;
  int timer = options->rate > 0 ? start_timer (options->rate) : -1;
  gint64 start;
  gdouble cpu;
  gboolean ok;

  self->started = TRUE;
  for (int i = 0; i < options->pairs; i++)
    fill_window (self, bench_swarm_get_peer (self->swarm, 2 * (guint) i));
  ok = run_until (self, timer,
                  g_get_monotonic_time () + (gint64) (options->warm_up * G_USEC_PER_SEC), error);
  self->counting = TRUE;
  start = g_get_monotonic_time ();
  cpu = bench_process_cpu (options->pid);
  ok = ok && run_until (self, timer, start + (gint64) (options->seconds * G_USEC_PER_SEC), error);
  if (timer >= 0)
    close (timer);
  if (!ok)
    return FALSE;
  print_result (self, (gdouble) (g_get_monotonic_time () - start) / G_USEC_PER_SEC,
                bench_process_cpu (options->pid) - cpu);
  if (self->counted > 0)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "no message was delivered");
  return FALSE;
}

gboolean
bench_pairs (const BenchOptions *options, GError **error)
{
  static const BenchHandlers handlers = { .frame = on_frame };
  g_autofree Pairs *self = g_new0 (Pairs, 1);
  g_autofree Sender *senders = g_new0 (Sender, (gsize) options->pairs);
  g_autoptr (BenchSwarm) swarm = bench_swarm_new ((guint) options->port, options->tokens, &handlers,
                                                  self);

  self->options = options;
  self->swarm = swarm;
  self->senders = senders;
  bench_swarm_set_text_size (swarm, (guint) options->size);
  if (!bench_swarm_log_in (swarm, (guint) options->first,
                           (guint) (2 * options->pairs + options->idle), 1024, error))
    return FALSE;
  for (guint i = 0; i < (guint) options->pairs; i++)
    {
      BenchPeer *peer = bench_swarm_get_peer (swarm, 2 * i);

      senders[i].receiver = peer->user + 1;
      peer->data = &senders[i];
    }
  return measure (self, error);
}
