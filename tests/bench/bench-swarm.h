/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

#include "bench-frame.h"

G_BEGIN_DECLS

typedef struct _BenchSwarm BenchSwarm;

/* A logged-in device. Buffers are there only while they hold something. */
typedef struct
{
  int fd;
  guint user;
  guint8 state;
  guint8 dirty;
  guint8 wants_write;
  guint8 closed;
  guint32 in_length;
  guint32 out_length;
  guint32 out_size;
  guint8 *in;
  guint8 *out;
  guint64 cursor; /* the last that came */
  guint64 acked;  /* the last that was acknowledged */
  gpointer data;  /* the workload's own */
} BenchPeer;

/* What a workload wants to know. A handler may send on any peer. */
typedef struct
{
  void (*ready) (BenchPeer *peer, gpointer user_data);
  void (*frame) (BenchPeer *peer, const BenchFrame *frame, gpointer user_data);
} BenchHandlers;

/* Where to go on: a loop runs until this is false. */
typedef gboolean (*BenchCondition) (gpointer user_data);

BenchSwarm *bench_swarm_new (guint port,
                             const char *tokens_path,
                             const BenchHandlers *handlers,
                             gpointer user_data);
void bench_swarm_free (BenchSwarm *self);
gboolean
bench_swarm_log_in (BenchSwarm *self, guint first, guint count, guint window, GError **error);
BenchPeer *bench_swarm_get_peer (BenchSwarm *self, guint index);
guint bench_swarm_get_closed (BenchSwarm *self);
gboolean bench_swarm_turn (BenchSwarm *self, int timeout_ms, GError **error);
void bench_swarm_run (BenchSwarm *self,
                      BenchCondition condition,
                      gpointer user_data,
                      gint64 deadline,
                      GError **error);
void bench_swarm_send_to (BenchSwarm *self, BenchPeer *peer, const char *receiver, guint64 index);
void bench_swarm_send_text (BenchSwarm *self, BenchPeer *peer, guint receiver, guint64 index);
void bench_swarm_set_text_size (BenchSwarm *self, guint size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchSwarm, bench_swarm_free)

G_END_DECLS
