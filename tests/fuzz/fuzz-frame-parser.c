/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "server-frame-parser.h"

#include <string.h>

#include "fuzz-target.h"
#include "server-limits.h"

/* What a parser gave, as a checksum and a count: memory that does not grow with the input. */
typedef struct
{
  guint32 sum;
  guint n_frames;
  guint pauses_every;
} Result;

static gboolean
on_frame (ServerOpcode opcode, const guint8 *payload, gsize length, gpointer data)
{
  Result *result = data;

  g_assert_true (opcode == SERVER_OPCODE_TEXT || length <= SERVER_FRAME_CONTROL_MAX);
  g_assert_cmpuint (length, <=, SERVER_LIMIT_FRAME);
  if (opcode == SERVER_OPCODE_TEXT)
    g_assert_true (server_frame_is_text (payload, length));

  result->sum = result->sum * 31 + (guint32) opcode;
  for (gsize i = 0; i < length; i++)
    result->sum = result->sum * 31 + payload[i];
  result->n_frames++;

  return result->pauses_every == 0 || result->n_frames % result->pauses_every != 0;
}

/* Feeds the input in pieces of `step` bytes; what is left by a pause is fed again. */
static ServerCloseCode
parse (const guint8 *bytes, gsize length, gsize step, Result *result)
{
  g_auto (ServerFrameParser) parser;
  gboolean more = TRUE;

  server_frame_parser_init (&parser);
  for (gsize at = 0; at < length && more; at += step)
    {
      gsize n = MIN (step, length - at);
      g_autofree guint8 *piece = g_memdup2 (bytes + at, n);
      gsize fed = 0;

      while (fed < n && more)
        {
          gsize used;

          more = server_frame_parser_feed (&parser, piece + fed, n - fed, on_frame, result, &used);
          g_assert_cmpuint (used, <=, n - fed);
          g_assert_true (!more || used > 0);
          fed += used;
        }
      g_assert_cmpuint (server_frame_parser_get_held (&parser), <=,
                        2 * (SERVER_LIMIT_FRAME + SERVER_FRAME_HEADER_MAX));
    }

  return server_frame_parser_get_close_code (&parser);
}

/* However the bytes are cut and wherever the parser pauses, the same comes out of them. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  Result whole = { 0 };
  ServerCloseCode code = parse (data, size, G_MAXSSIZE, &whole);

  for (gsize step = 1; step <= 17; step += 4)
    {
      Result pieces = { .pauses_every = (guint) (step % 3) };

      g_assert_cmpint (parse (data, size, step, &pieces), ==, code);
      g_assert_cmpuint (pieces.n_frames, ==, whole.n_frames);
      g_assert_cmpuint (pieces.sum, ==, whole.sum);
    }

  return 0;
}
