/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  BENCH_FRAME_OTHER,
  BENCH_FRAME_WELCOME,
  BENCH_FRAME_SYNCED,
  BENCH_FRAME_SENT,
  BENCH_FRAME_MESSAGE,
  BENCH_FRAME_RECEIPT,
  BENCH_FRAME_EVENT,
  BENCH_FRAME_ERROR,
  BENCH_FRAME_BYE,
} BenchFrameKind;

/* What the generator needs of a frame of the server's. */
typedef struct
{
  BenchFrameKind kind;
  guint64 cursor;
  guint64 seq;
  guint64 delivered;
  guint64 index; /* of the message, from its id */
} BenchFrame;

/* Messages are known by a number, which is the last 48 bits of their id. */
#define BENCH_INDEX_NONE (G_MAXUINT64)

void bench_frame_read (BenchFrame *frame, const char *text, gsize length);
void bench_frame_id (char id[37], guint64 index);

G_END_DECLS
