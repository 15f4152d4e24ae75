/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-client-frame.h"
#include "landline-server-frame.h"
#include "landline-wire-content.h"

/* Nanoseconds for each step that a message takes through the codec, as a line of JSON for each. */

#define N          200000
#define MESSAGE_ID "01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c8d"

static void
report (const char *step, gint64 start)
{
  g_print ("{\"step\":\"%s\",\"ns\":%" G_GINT64_FORMAT "}\n", step,
           (g_get_monotonic_time () - start) * 1000 / N);
}

static void
bench_client (const char *text)
{
  gsize length = strlen (text);
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < N; i++)
    {
      g_auto (LandlineClientFrame) frame = LANDLINE_CLIENT_FRAME_INIT;

      g_assert_true (landline_client_frame_parse (&frame, text, length, NULL, NULL));
    }
  report ("parse send (200 bytes of text)", start);

  start = g_get_monotonic_time ();
  for (guint i = 0; i < N; i++)
    {
      g_auto (LandlineClientFrame) frame = LANDLINE_CLIENT_FRAME_INIT;

      g_assert_true (landline_client_frame_parse (&frame, text, length, NULL, NULL));
      landline_wire_content_get_encoded (landline_send_request_get_content (frame.request));
    }
  report ("parse send and encode its content", start);

  start = g_get_monotonic_time ();
  for (guint i = 0; i < N; i++)
    {
      g_auto (LandlineClientFrame) frame = LANDLINE_CLIENT_FRAME_INIT;

      landline_client_frame_parse (&frame, "{\"frame\":\"ack\",\"cursor\":1313}", 29, NULL, NULL);
    }
  report ("parse ack", start);
}

static void
bench_server (const LandlineMessageRow *row)
{
  g_autoptr (GString) out = g_string_sized_new (1024);
  LandlineSent sent;
  gint64 start;

  start = g_get_monotonic_time ();
  for (guint i = 0; i < N; i++)
    {
      g_string_truncate (out, 0);
      landline_server_frame_write_event_message (out, 1312 + i, row);
    }
  report ("write event message", start);

  start = g_get_monotonic_time ();
  for (guint i = 0; i < N; i++)
    {
      g_auto (LandlineServerFrame) frame = LANDLINE_SERVER_FRAME_INIT;

      g_assert_true (landline_server_frame_parse (&frame, out->str, out->len, NULL));
    }
  report ("parse event message", start);

  landline_sent_init (&sent, 1311, MESSAGE_ID, "c_9f", 812, 1732430000123, FALSE);
  start = g_get_monotonic_time ();
  for (guint i = 0; i < N; i++)
    {
      g_string_truncate (out, 0);
      landline_server_frame_write_sent (out, &sent);
    }
  report ("write sent", start);

  start = g_get_monotonic_time ();
  for (guint i = 0; i < N; i++)
    {
      g_string_truncate (out, 0);
      landline_server_frame_write_event_receipt (out, 1312 + i, "c_9f", "+15550101", 812, 809);
    }
  report ("write event receipt", start);
}

int
main (void)
{
  g_autofree char *text = g_strnfill (200, 'x');
  g_autofree char *send = g_strdup_printf ("{\"frame\":\"send\",\"message\":{\"id\":\"" MESSAGE_ID
                                           "\",\"receiver_id\":\"+15550000101\",\"type\":\"text\","
                                           "\"text\":\"%s\"}}",
                                           text);
  g_autofree char *content = g_strdup_printf ("\"type\":\"text\",\"text\":\"%s\"", text);
  const LandlineMessageRow row = {
    .id = MESSAGE_ID,
    .sender_id = "+15550000101",
    .conversation = "c_0123456789abcdef0123456789abcdef",
    .seq = 812,
    .time = 1732430000123,
    .content = content,
    .content_length = strlen (content),
  };

  bench_client (send);
  bench_server (&row);

  return 0;
}
