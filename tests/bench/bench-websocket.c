/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "bench-websocket.h"

#include <string.h>

/**
 * bench_websocket_write:
 * @out: room for @length and BENCH_WEBSOCKET_HEADER bytes
 * @opcode: of the frame
 * @payload: what to send
 * @length: its bytes, below 64 KiB
 *
 * Writes a whole, masked frame.
 *
 * Returns: the bytes written
 */
guint32
bench_websocket_write (guint8 *out, guint opcode, const char *payload, gsize length)
{
  static guint32 mask = 0x9e3779b9;
  guint8 *p = out;

  *p++ = (guint8) (0x80 | opcode);
  if (length < 126)
    *p++ = (guint8) (0x80 | length);
  else
    {
      *p++ = 0x80 | 126;
      *p++ = (guint8) (length >> 8);
      *p++ = (guint8) length;
    }
  mask = mask * 1664525u +
         1013904223u; /* any mask will do on the loopback: Numerical Recipes' generator */
  memcpy (p, &mask, 4);
  p += 4;
  for (gsize i = 0; i < length; i += 4)
    {
      guint32 word = 0;
      gsize size = MIN (length - i, 4);

      memcpy (&word, payload + i, size);
      word ^= mask;
      memcpy (p + i, &word, size);
    }
  return (guint32) (p + length - out);
}

/**
 * bench_websocket_read:
 * @data: what has come
 * @length: its bytes
 * @frame: (out caller-allocates): the frame that it starts with
 *
 * Returns: %TRUE if a whole frame is there
 */
gboolean
bench_websocket_read (const guint8 *data, gsize length, BenchWebsocketFrame *frame)
{
  if (length < 2)
    return FALSE;
  frame->opcode = data[0] & 15;
  frame->length = data[1] & 127;
  frame->header = 2;
  if (frame->length == 126)
    {
      frame->header = 4;
      if (length < 4)
        return FALSE;
      frame->length = (gsize) data[2] << 8 | data[3];
    }
  else if (frame->length == 127)
    {
      frame->header = 10;
      if (length < 10)
        return FALSE;
      frame->length = 0;
      for (guint i = 2; i < 10; i++)
        frame->length = frame->length << 8 | data[i];
    }
  return length >= frame->header && length - frame->header >= frame->length;
}
