/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "bench-frame.h"

#include <stdio.h>
#include <string.h>

typedef struct
{
  const char *key;
  gsize key_length;
  guint depth;
  gboolean is_event; /* "frame" was "event" */
} Place;

static gboolean
is (const char *text, gsize length, const char *word)
{
  return strlen (word) == length && memcmp (text, word, length) == 0;
}

static BenchFrameKind
kind_of (const char *value, gsize length)
{
  static const struct
  {
    const char *word;
    BenchFrameKind kind;
  } kinds[] = {
    { "event", BENCH_FRAME_EVENT },   { "sent", BENCH_FRAME_SENT },
    { "synced", BENCH_FRAME_SYNCED }, { "welcome", BENCH_FRAME_WELCOME },
    { "error", BENCH_FRAME_ERROR },   { "bye", BENCH_FRAME_BYE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (is (value, length, kinds[i].word))
      return kinds[i].kind;
  return BENCH_FRAME_OTHER;
}

static guint64
index_of (const char *id, gsize length)
{
  return length == 36 ? g_ascii_strtoull (id + 24, NULL, 16) : BENCH_INDEX_NONE;
}

static void
take_string (BenchFrame *frame, const Place *place, const char *value, gsize length)
{
  if (place->depth == 1 && is (place->key, place->key_length, "frame"))
    frame->kind = kind_of (value, length);
  else if (place->depth == 1 && is (place->key, place->key_length, "event"))
    frame->kind = is (value, length, "message")   ? BENCH_FRAME_MESSAGE
                  : is (value, length, "receipt") ? BENCH_FRAME_RECEIPT
                                                  : BENCH_FRAME_EVENT;
  else if (place->depth <= 2 && is (place->key, place->key_length, "id"))
    frame->index = index_of (value, length);
}

static void
take_number (BenchFrame *frame, const Place *place, guint64 value)
{
  if (place->depth == 1 && is (place->key, place->key_length, "cursor"))
    frame->cursor = value;
  else if (place->depth <= 2 && is (place->key, place->key_length, "seq"))
    frame->seq = value;
  else if (place->depth == 2 && is (place->key, place->key_length, "delivered"))
    frame->delivered = value;
}

/* The end of a string that starts after its quote. */
static const char *
string_end (const char *p, const char *end)
{
  while ((p = memchr (p, '"', (gsize) (end - p))) != NULL)
    {
      const char *q = p;

      while (q[-1] == '\\')
        q--;
      if ((p - q) % 2 == 0)
        return p;
      p++;
    }
  return end;
}

/**
 * bench_frame_read:
 * @frame: (out caller-allocates): what was found
 * @text: a frame of the server's
 * @length: its bytes, of which the one after the last can be read
 *
 * Reads the few members that are needed in one pass. The server's own tests see to it that what it
 * sends is well formed; this only must not be what slows a measurement down.
 */
void
bench_frame_read (BenchFrame *frame, const char *text, gsize length)
{
  const char *end = text + length;
  Place place = { "", 0, 0, FALSE };

  *frame = (BenchFrame) { .index = BENCH_INDEX_NONE };
  for (const char *p = text; p < end; p++)
    {
      if (*p == '{' || *p == '[')
        place.depth++;
      else if (*p == '}' || *p == ']')
        place.depth--;
      else if (*p == '"')
        {
          const char *start = p + 1;

          p = string_end (start, end);
          if (p + 1 < end && p[1] == ':')
            {
              place.key = start;
              place.key_length = (gsize) (p - start);
            }
          else
            take_string (frame, &place, start, (gsize) (p - start));
        }
      else if (g_ascii_isdigit (*p))
        {
          guint64 value = 0;

          for (; p < end && g_ascii_isdigit (*p); p++)
            value = value * 10 + (guint64) (*p - '0');
          p--;
          take_number (frame, &place, value);
        }
    }
}

/**
 * bench_frame_id:
 * @id: (out caller-allocates): a UUIDv7 (RFC 9562) of now
 * @index: the message's number, below 2^48
 */
void
bench_frame_id (char id[37], guint64 index)
{
  static const char digits[] = "0123456789abcdef";
  static guint32 run; /* messages of another run have other ids */
  guint64 time = (guint64) (g_get_real_time () / 1000);

  if (run == 0)
    run = g_random_int () | 1;
  memcpy (id, "00000000-0000-7000-8000-000000000000", 37);
  for (guint i = 0; i < 12; i++, time >>= 4)
    id[12 - i - (i >= 4 ? 1 : 0)] = digits[time & 15];
  for (guint i = 0; i < 3; i++)
    id[15 + i] = digits[run >> (4 * i) & 15];
  for (guint i = 0; i < 3; i++)
    id[20 + i] = digits[run >> (12 + 4 * i) & 15];
  for (guint i = 0; i < 12; i++, index >>= 4)
    id[35 - i] = digits[index & 15];
}
