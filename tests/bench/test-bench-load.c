/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <glib.h>
#include <string.h>

#include "bench-frame.h"
#include "bench-histogram.h"
#include "bench-websocket.h"

/* The generator's own parts: a figure is worth what measured it. */

static void
read_text (BenchFrame *frame, const char *text)
{
  bench_frame_read (frame, text, strlen (text));
}

static void
test_frame_sent (void)
{
  BenchFrame frame;

  read_text (&frame,
             "{\"frame\":\"sent\",\"cursor\":1311,\"id\":\"01930000-0000-7000-8000-00000000002a\","
             "\"conversation\":\"c_9\",\"seq\":812,\"time\":7,\"duplicate\":false}");
  g_assert_cmpint (frame.kind, ==, BENCH_FRAME_SENT);
  g_assert_cmpuint (frame.cursor, ==, 1311);
  g_assert_cmpuint (frame.index, ==, 42);
  g_assert_cmpuint (frame.seq, ==, 812);
}

static void
test_frame_message (void)
{
  BenchFrame frame;

  /* What people write is not taken for members. */
  read_text (&frame, "{\"frame\":\"event\",\"cursor\":9,\"event\":\"message\",\"message\":{"
                     "\"text\":\"\\\\\",\"id\":\"01930000-0000-7000-8000-000000000001\",\"seq\":3,"
                     "\"note\":\"\\\"seq\\\":99}{\",\"media\":{\"id\":\"m_1\",\"seq\":77}}}");
  g_assert_cmpint (frame.kind, ==, BENCH_FRAME_MESSAGE);
  g_assert_cmpuint (frame.cursor, ==, 9);
  g_assert_cmpuint (frame.index, ==, 1);
  g_assert_cmpuint (frame.seq, ==, 3);
}

static void
test_frame_receipt (void)
{
  BenchFrame frame;

  read_text (&frame, "{\"frame\":\"event\",\"cursor\":10,\"event\":\"receipt\",\"receipt\":{"
                     "\"conversation\":\"c_9\","
                     "\"user_id\":\"+15550101\",\"delivered\":812,\"read\":809}}");
  g_assert_cmpint (frame.kind, ==, BENCH_FRAME_RECEIPT);
  g_assert_cmpuint (frame.delivered, ==, 812);
}

static void
test_frame_id (void)
{
  char id[37], frame_text[128];
  BenchFrame frame;

  bench_frame_id (id, 0x123456789abc);
  g_assert_true (g_uuid_string_is_valid (id));
  g_assert_cmpint (id[14], ==, '7');
  g_snprintf (frame_text, sizeof frame_text, "{\"frame\":\"sent\",\"id\":\"%s\"}", id);
  read_text (&frame, frame_text);
  g_assert_cmpuint (frame.index, ==, 0x123456789abc);
}

static void
test_histogram (void)
{
  g_autofree BenchHistogram *histogram = g_new0 (BenchHistogram, 1);

  for (guint i = 1; i <= 100000; i++)
    bench_histogram_add (histogram, i);
  g_assert_cmpuint (histogram->count, ==, 100000);
  g_assert_cmpuint (histogram->most, ==, 100000);
  g_assert_cmpfloat_with_epsilon ((double) bench_histogram_percentile (histogram, 0.5), 50000,
                                  50000 * 0.04);
  g_assert_cmpfloat_with_epsilon ((double) bench_histogram_percentile (histogram, 0.99), 99000,
                                  99000 * 0.04);
  g_assert_cmpuint (bench_histogram_percentile (histogram, 1), ==, 100000);
  bench_histogram_add (histogram, G_MAXUINT64);
  g_assert_cmpuint (histogram->most, ==, G_MAXUINT64);
}

static void
test_websocket (void)
{
  static const gsize lengths[] = { 0, 1, 125, 126, 1000, 65535 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autofree char *payload = g_strnfill (lengths[i], 'p');
      g_autofree guint8 *bytes = g_malloc (lengths[i] + BENCH_WEBSOCKET_HEADER);
      guint32 size = bench_websocket_write (bytes, BENCH_WEBSOCKET_TEXT, payload, lengths[i]);
      gsize header = lengths[i] < 126 ? 2 : 4;

      g_assert_cmpuint (size, ==, header + 4 + lengths[i]);
      g_assert_cmpuint (bytes[0], ==, 0x81);
      g_assert_cmpuint (bytes[1] & 0x80, ==, 0x80);
      for (gsize j = 0; j < lengths[i]; j++)
        g_assert_cmpuint (bytes[header + 4 + j] ^ bytes[header + j % 4], ==, 'p');
    }
}

static void
test_websocket_read (void)
{
  guint8 bytes[10 + 70000] = { 0x81, 127, 0, 0, 0, 0, 0, 1, 0x11, 0x70 };
  BenchWebsocketFrame frame;

  for (gsize length = 0; length < 20; length++)
    g_assert_false (bench_websocket_read (bytes, length, &frame));
  g_assert_false (bench_websocket_read (bytes, sizeof bytes - 1, &frame));
  g_assert_true (bench_websocket_read (bytes, sizeof bytes, &frame));
  g_assert_cmpuint (frame.length, ==, 70000);
  g_assert_cmpuint (frame.header, ==, 10);
  g_assert_cmpuint (frame.opcode, ==, BENCH_WEBSOCKET_TEXT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bench/frame/sent", test_frame_sent);
  g_test_add_func ("/bench/frame/message", test_frame_message);
  g_test_add_func ("/bench/frame/receipt", test_frame_receipt);
  g_test_add_func ("/bench/frame/id", test_frame_id);
  g_test_add_func ("/bench/histogram", test_histogram);
  g_test_add_func ("/bench/websocket/write", test_websocket);
  g_test_add_func ("/bench/websocket/read", test_websocket_read);
  return g_test_run ();
}
