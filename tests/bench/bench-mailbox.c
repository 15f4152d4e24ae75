/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <gio/gio.h>

#include "bench-process.h"
#include "bench-swarm.h"
#include "bench-workloads.h"

/* W2: messages for somebody who is away, and their delivery later. The first user sends to the
 * second. */

#define STORE_SECONDS 120
#define DRAIN_SECONDS 120

typedef struct
{
  const BenchOptions *options;
  BenchSwarm *swarm;
  guint64 next_index;
  guint64 outstanding;
  guint64 done; /* acknowledged by the server, or received */
  guint64 twice;
  guint64 out_of_order;
  guint64 last_seq;
  guint8 *seen;
  gint64 start;
  gint64 end;
} Mailbox;

static void
send_more (Mailbox *self, BenchPeer *peer)
{
  while (self->outstanding < (guint64) self->options->window &&
         self->next_index < (guint64) self->options->count)
    {
      self->outstanding++;
      bench_swarm_send_text (self->swarm, peer, peer->user + 1, self->next_index++);
    }
}

static void
on_stored (BenchPeer *peer, const BenchFrame *frame, gpointer user_data)
{
  Mailbox *self = user_data;

  if (frame->kind != BENCH_FRAME_SENT || self->start == 0)
    return;
  self->outstanding--;
  self->done++;
  self->end = g_get_monotonic_time ();
  send_more (self, peer);
}

static void
on_drained (BenchPeer *peer, const BenchFrame *frame, gpointer user_data)
{
  Mailbox *self = user_data;

  if (frame->kind != BENCH_FRAME_MESSAGE || frame->index >= (guint64) self->options->count)
    return;
  if (self->seen[frame->index]++)
    self->twice++;
  else
    self->done++;
  if (frame->seq <= self->last_seq)
    self->out_of_order++;
  self->last_seq = frame->seq;
  self->end = g_get_monotonic_time ();
}

static gboolean
unfinished (gpointer user_data)
{
  Mailbox *self = user_data;

  return self->done < (guint64) self->options->count;
}

/* A server that lost something is done, too: then nothing more comes. */
static gboolean
still_coming (gpointer user_data)
{
  Mailbox *self = user_data;

  return unfinished (self) &&
         g_get_monotonic_time () - MAX (self->end, self->start) < 5 * G_USEC_PER_SEC;
}

gboolean
bench_store (const BenchOptions *options, GError **error)
{
  static const BenchHandlers handlers = { .frame = on_stored };
  Mailbox self = { .options = options };
  g_autoptr (BenchSwarm) swarm = bench_swarm_new ((guint) options->port, options->tokens, &handlers,
                                                  &self);
  g_autoptr (GError) local_error = NULL;
  gdouble cpu;

  self.swarm = swarm;
  bench_swarm_set_text_size (swarm, (guint) options->size);
  if (!bench_swarm_log_in (swarm, (guint) options->first, 1, 1024, error))
    return FALSE;
  cpu = bench_process_cpu (options->pid);
  self.start = g_get_monotonic_time ();
  send_more (&self, bench_swarm_get_peer (swarm, 0));
  bench_swarm_run (swarm, unfinished, &self, self.start + STORE_SECONDS * G_USEC_PER_SEC,
                   &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  g_print ("{\"work\":\"store\",\"count\":%d,\"window\":%d,\"per_second\":%.1f,\"cpu_us_per_"
           "message\":%.2f}\n",
           options->count, options->window,
           (gdouble) options->count * G_USEC_PER_SEC / (gdouble) MAX (self.end - self.start, 1),
           (bench_process_cpu (options->pid) - cpu) * 1e6 / options->count);
  return TRUE;
}

gboolean
bench_drain (const BenchOptions *options, GError **error)
{
  static const BenchHandlers handlers = { .frame = on_drained };
  g_autofree guint8 *seen = g_new0 (guint8, (gsize) options->count);
  Mailbox self = { .options = options, .seen = seen };
  g_autoptr (BenchSwarm) swarm = bench_swarm_new ((guint) options->port, options->tokens, &handlers,
                                                  &self);
  g_autoptr (GError) local_error = NULL;

  self.swarm = swarm;
  self.start = g_get_monotonic_time ();
  if (!bench_swarm_log_in (swarm, (guint) options->first + 1, 1, 1024, error))
    return FALSE;
  bench_swarm_run (swarm, still_coming, &self, self.start + DRAIN_SECONDS * G_USEC_PER_SEC,
                   &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  g_print ("{\"work\":\"drain\",\"count\":%d,\"per_second\":%.1f,\"lost\":%" G_GUINT64_FORMAT
           ",\"twice\":%" G_GUINT64_FORMAT ",\"out_of_order\":%" G_GUINT64_FORMAT "}\n",
           options->count,
           (gdouble) self.done * G_USEC_PER_SEC / (gdouble) MAX (self.end - self.start, 1),
           (guint64) options->count - self.done, self.twice, self.out_of_order);
  if (self.done == (guint64) options->count && self.twice == 0 && self.out_of_order == 0)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                       "messages were lost, doubled or out of order");
  return FALSE;
}
