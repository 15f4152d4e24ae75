/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "server-frame-parser.h"

#include <string.h>

#include "server-limits.h"

/* What a parser gave, as text: "text:hello ping:x close:1000 !1002". */
typedef struct
{
  GString *log;
  guint stop_after;
} Sink;

static gboolean
on_frame (ServerOpcode opcode, const guint8 *payload, gsize length, gpointer data)
{
  Sink *sink = data;
  guint code;

  if (sink->log->len > 0)
    g_string_append_c (sink->log, ' ');
  switch (opcode)
    {
    case SERVER_OPCODE_TEXT:
      g_string_append (sink->log, "text:");
      break;
    case SERVER_OPCODE_PING:
      g_string_append (sink->log, "ping:");
      break;
    case SERVER_OPCODE_PONG:
      g_string_append (sink->log, "pong:");
      break;
    case SERVER_OPCODE_CLOSE:
      g_assert_true (server_frame_parse_close (payload, length, &code));
      g_string_append_printf (sink->log, "close:%d", code);
      return TRUE;
    case SERVER_OPCODE_CONTINUATION:
    case SERVER_OPCODE_BINARY:
    default:
      g_assert_not_reached ();
    }
  g_string_append_len (sink->log, (const char *) payload, (gssize) length);

  return sink->stop_after == 0 || --sink->stop_after > 0;
}

static void
add_frame (GByteArray *out,
           guint8 first,
           const char *payload,
           gssize payload_length,
           gboolean masked)
{
  static const guint8 mask[4] = { 0x37, 0xfa, 0x21, 0x3d };
  gsize length = payload_length < 0 ? strlen (payload) : (gsize) payload_length;
  guint8 header[SERVER_FRAME_WRITE_HEADER_MAX];
  gsize n = server_frame_write_header (header, (ServerOpcode) (first & 0x0f), length);

  header[0] = first;
  if (masked)
    header[1] |= 0x80;
  g_byte_array_append (out, header, (guint) n);
  if (masked)
    g_byte_array_append (out, mask, 4);
  for (gsize i = 0; i < length; i++)
    {
      guint8 byte = (guint8) payload[i] ^ (masked ? mask[i & 3] : 0);

      g_byte_array_append (out, &byte, 1);
    }
}

/* Feeds in pieces of `step` bytes, each in memory of its own so that a checker sees any access
 * beyond it. */
static char *
parse (const guint8 *bytes, gsize length, gsize step)
{
  g_auto (ServerFrameParser) parser;
  Sink sink = { g_string_new (NULL), 0 };
  gboolean more = TRUE;
  gsize used;

  server_frame_parser_init (&parser);
  for (gsize at = 0; at < length && more; at += step)
    {
      gsize n = MIN (step, length - at);
      g_autofree guint8 *piece = g_memdup2 (bytes + at, n);

      more = server_frame_parser_feed (&parser, piece, n, on_frame, &sink, &used);
      if (more)
        g_assert_cmpuint (used, ==, n);
      g_assert_cmpuint (server_frame_parser_get_held (&parser), <=,
                        SERVER_LIMIT_FRAME + SERVER_FRAME_HEADER_MAX + SERVER_FRAME_CONTROL_MAX);
    }

  if (!more)
    {
      guint8 byte = 0;

      g_string_append_printf (sink.log, "%s!%d", sink.log->len > 0 ? " " : "",
                              server_frame_parser_get_close_code (&parser));
      g_assert_false (server_frame_parser_feed (&parser, &byte, 1, on_frame, &sink, &used));
    }

  return g_string_free_and_steal (sink.log);
}

static void
check (GByteArray *bytes, const char *expected)
{
  static const gsize steps[] = { 1, 2, 3, 5, 7, 64, G_MAXSSIZE };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *log = parse (bytes->data, bytes->len, steps[i]);

      g_assert_cmpstr (log, ==, expected);
    }
}

typedef struct
{
  guint8 first;
  const char *payload;
  gssize length;
} Frame;

/* Frames in order, and what comes of them. */
static const struct
{
  const char *name;
  Frame frames[5];
  const char *expected;
} cases[] = {
  { "one", { { 0x81, "hello", -1 } }, "text:hello" },
  { "empty", { { 0x81, "", 0 } }, "text:" },
  { "two", { { 0x81, "a", -1 }, { 0x81, "b", -1 } }, "text:a text:b" },
  { "utf-8", { { 0x81, "κόσμε 🙂", -1 } }, "text:κόσμε 🙂" },
  { "two fragments", { { 0x01, "hel", -1 }, { 0x80, "lo", -1 } }, "text:hello" },
  { "empty fragments",
    { { 0x01, "", 0 }, { 0x00, "", 0 }, { 0x00, "x", -1 }, { 0x80, "", 0 } },
    "text:x" },
  { "a fragment ends within a character",
    { { 0x01, "\xf0\x9f", -1 }, { 0x80, "\x99\x82", -1 } },
    "text:🙂" },
  { "control frames between fragments",
    { { 0x01, "a", -1 }, { 0x89, "p", -1 }, { 0x8a, "q", -1 }, { 0x80, "b", -1 } },
    "ping:p pong:q text:ab" },
  { "empty ping", { { 0x89, "", 0 }, { 0x81, "a", -1 } }, "ping: text:a" },
  { "close", { { 0x88, "\x03\xe8", 2 } }, "close:1000" },
  { "close with a reason", { { 0x88, "\x03\xe8goodbye", 9 } }, "close:1000" },
  { "close without a code", { { 0x88, "", 0 } }, "close:1005" },
  { "close with a private code", { { 0x88, "\x0f\xa0", 2 } }, "close:4000" },
  { "half a close code", { { 0x88, "\x03", 1 } }, "!1002" },
  { "reserved close code 1005", { { 0x88, "\x03\xed", 2 } }, "!1002" },
  { "reserved close code 1015", { { 0x88, "\x03\xf7", 2 } }, "!1002" },
  { "close code 999", { { 0x88, "\x03\xe7", 2 } }, "!1002" },
  { "close code 5000", { { 0x88, "\x13\x88", 2 } }, "!1002" },
  { "close reason is no text", { { 0x88, "\x03\xe8\xff", 3 } }, "!1007" },
  { "binary", { { 0x82, "x", -1 } }, "!1003" },
  { "binary fragment", { { 0x02, "x", -1 } }, "!1003" },
  { "reserved bit 1", { { 0xc1, "x", -1 } }, "!1002" },
  { "reserved bit 2", { { 0xa1, "x", -1 } }, "!1002" },
  { "reserved bit 3", { { 0x91, "x", -1 } }, "!1002" },
  { "reserved bit of a ping", { { 0xc9, "x", -1 } }, "!1002" },
  { "reserved opcode 3", { { 0x83, "x", -1 } }, "!1002" },
  { "reserved opcode 7", { { 0x87, "x", -1 } }, "!1002" },
  { "reserved opcode 11", { { 0x8b, "x", -1 } }, "!1002" },
  { "reserved opcode 15", { { 0x8f, "x", -1 } }, "!1002" },
  { "continuation of nothing", { { 0x80, "x", -1 } }, "!1002" },
  { "a message within a message", { { 0x01, "a", -1 }, { 0x81, "b", -1 } }, "!1002" },
  { "continuation after the end",
    { { 0x01, "a", -1 }, { 0x80, "b", -1 }, { 0x80, "c", -1 } },
    "text:ab !1002" },
  { "fragmented ping", { { 0x09, "x", -1 } }, "!1002" },
  { "fragmented close", { { 0x08, "\x03\xe8", 2 } }, "!1002" },
  { "no text", { { 0x81, "a\xff", 2 } }, "!1007" },
  { "overlong", { { 0x81, "\xc0\xaf", 2 } }, "!1007" },
  { "surrogate", { { 0x81, "\xed\xa0\x80", 3 } }, "!1007" },
  { "beyond U+10FFFF", { { 0x81, "\xf4\x90\x80\x80", 4 } }, "!1007" },
  { "half a character", { { 0x81, "\xf0\x9f\x99", 3 } }, "!1007" },
  { "half a character, in fragments", { { 0x01, "\xf0\x9f", 2 }, { 0x80, "\x99", 1 } }, "!1007" },
  { "no text after a long text", { { 0x81, "0123456789abcdef\x80", 17 } }, "!1007" },
};

static void
test_table (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();

      g_test_message ("%s", cases[i].name);
      for (guint j = 0; j < G_N_ELEMENTS (cases[i].frames) && cases[i].frames[j].payload; j++)
        {
          const Frame *frame = &cases[i].frames[j];

          add_frame (bytes, frame->first, frame->payload, frame->length, TRUE);
        }
      check (bytes, cases[i].expected);
    }
}

static void
test_unmasked (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  add_frame (bytes, 0x81, "hello", -1, FALSE);
  check (bytes, "!1002");
}

/* Lengths around every change of the header's form, and the cap at the limit and one past it. */
static void
test_lengths (void)
{
  static const gsize lengths[] = {
    125, 126, 127, 65535, SERVER_LIMIT_FRAME, SERVER_LIMIT_FRAME + 1
  };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autofree char *payload = g_strnfill (lengths[i], 'x');
      g_autofree char *expected = lengths[i] > SERVER_LIMIT_FRAME
                                      ? g_strdup ("!1009")
                                      : g_strconcat ("text:", payload, " text:y", NULL);

      add_frame (bytes, 0x81, payload, (gssize) lengths[i], TRUE);
      add_frame (bytes, 0x81, "y", 1, TRUE);
      check (bytes, expected);
    }
}

static void
test_control_lengths (void)
{
  for (gsize length = 125; length <= 126; length++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autofree char *payload = g_strnfill (length, 'x');
      g_autofree char *expected = length > 125 ? g_strdup ("!1002")
                                               : g_strconcat ("ping:", payload, NULL);

      add_frame (bytes, 0x89, payload, (gssize) length, TRUE);
      check (bytes, expected);
    }
}

static void
test_whole_message_cap (void)
{
  for (gsize extra = 0; extra <= 1; extra++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autofree char *half = g_strnfill (SERVER_LIMIT_FRAME / 2, 'x');
      g_autofree char *other = g_strnfill (SERVER_LIMIT_FRAME / 2 + extra, 'x');
      g_autofree char *expected = extra > 0 ? g_strdup ("!1009")
                                            : g_strconcat ("text:", half, other, NULL);

      add_frame (bytes, 0x01, half, -1, TRUE);
      add_frame (bytes, 0x80, other, -1, TRUE);
      check (bytes, expected);
    }
}

static void
test_fragment_cap (void)
{
  for (guint n = SERVER_LIMIT_FRAGMENTS; n <= SERVER_LIMIT_FRAGMENTS + 1; n++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();

      add_frame (bytes, 0x01, "", 0, TRUE);
      for (guint i = 2; i < n; i++)
        add_frame (bytes, 0x00, "", 0, TRUE);
      add_frame (bytes, 0x80, "z", 1, TRUE);
      check (bytes, n > SERVER_LIMIT_FRAGMENTS ? "!1009" : "text:z");
    }
}

/* Headers that announce what never comes: refused before it is waited for. */
static void
test_headers (void)
{
  static const struct
  {
    guint8 bytes[14];
    gsize length;
    const char *expected;
  } headers[] = {
    { { 0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4 }, 14, "!1009" },
    { { 0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4 }, 14, "!1002" },
    { { 0x81, 0xff, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 3, 4 }, 14, "!1002" },
    { { 0x81, 0xff, 0, 0, 0, 0, 0, 1, 0, 0, 1, 2, 3, 4 }, 14, "" },
    { { 0x81, 0xff, 0, 0, 0, 0, 0, 1, 0, 1, 1, 2, 3, 4 }, 14, "!1009" },
    { { 0x81, 0xfe, 0, 125, 1, 2, 3, 4 }, 8, "!1002" },
    { { 0x81, 0xfe, 0, 126, 1, 2, 3, 4 }, 8, "" },
    { { 0x81, 0x85, 1, 2, 3 }, 5, "" },
    { { 0x81 }, 1, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      for (gsize step = 1; step <= headers[i].length; step++)
        {
          g_autofree char *log = parse (headers[i].bytes, headers[i].length, step);

          g_assert_cmpstr (log, ==, headers[i].expected);
        }
    }
}

/* An announced length is not memory; a frame that grows is at most what came twice over. */
static void
test_memory (void)
{
  g_auto (ServerFrameParser) parser;
  guint8 header[] = { 0x81, 0xff, 0, 0, 0, 0, 0, 1, 0, 0, 1, 2, 3, 4, 5 };
  g_autofree guint8 *rest = g_malloc0 (SERVER_LIMIT_FRAME);
  Sink sink = { g_string_new (NULL), 0 };
  gsize used;

  server_frame_parser_init (&parser);
  g_assert_true (server_frame_parser_feed (&parser, header, sizeof header, on_frame, &sink, &used));
  g_assert_cmpuint (server_frame_parser_get_held (&parser), <=, 64);

  /* Every byte the mask's: zeroes. */
  for (gsize i = 0; i < SERVER_LIMIT_FRAME; i++)
    rest[i] = (guint8) (1 + (i & 3));
  g_assert_true (
      server_frame_parser_feed (&parser, rest + 1, SERVER_LIMIT_FRAME - 1, on_frame, &sink, &used));
  g_assert_cmpuint (sink.log->len, ==, 5 + SERVER_LIMIT_FRAME);
  g_assert_cmpuint (server_frame_parser_get_held (&parser), ==, 0);
  g_string_free (sink.log, TRUE);
}

/* Paused after a message, wherever the bytes are cut, and fed the rest. */
static void
test_pause (void)
{
  for (gsize cut = 0; cut <= 14; cut++)
    {
      g_auto (ServerFrameParser) parser;
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      Sink sink = { g_string_new (NULL), 1 };
      gsize at = 0;
      gsize used;

      add_frame (bytes, 0x81, "a", -1, TRUE);
      add_frame (bytes, 0x81, "b", -1, TRUE);
      server_frame_parser_init (&parser);
      g_assert_true (server_frame_parser_feed (&parser, bytes->data, cut, on_frame, &sink, &used));
      at += used;
      g_assert_cmpuint (at, ==, MIN (cut, 7));
      while (at < bytes->len)
        {
          sink.stop_after = 1;
          g_assert_true (server_frame_parser_feed (&parser, bytes->data + at, bytes->len - at,
                                                   on_frame, &sink, &used));
          g_assert_cmpuint (used, >, 0);
          at += used;
        }
      g_assert_cmpint (server_frame_parser_get_close_code (&parser), ==, SERVER_CLOSE_NONE);
      g_assert_cmpstr (sink.log->str, ==, "text:a text:b");
      g_string_free (sink.log, TRUE);
    }
}

static void
test_write_header (void)
{
  guint8 out[SERVER_FRAME_WRITE_HEADER_MAX];

  g_assert_cmpuint (server_frame_write_header (out, SERVER_OPCODE_TEXT, 125), ==, 2);
  g_assert_cmpmem (out, 2, "\x81\x7d", 2);
  g_assert_cmpuint (server_frame_write_header (out, SERVER_OPCODE_TEXT, 126), ==, 4);
  g_assert_cmpmem (out, 4, "\x81\x7e\x00\x7e", 4);
  g_assert_cmpuint (server_frame_write_header (out, SERVER_OPCODE_PING, 65535), ==, 4);
  g_assert_cmpmem (out, 4, "\x89\x7e\xff\xff", 4);
  g_assert_cmpuint (server_frame_write_header (out, SERVER_OPCODE_TEXT, 65536), ==, 10);
  g_assert_cmpmem (out, 10, "\x81\x7f\x00\x00\x00\x00\x00\x01\x00\x00", 10);
}

static void
test_write_close (void)
{
  guint8 out[SERVER_FRAME_CONTROL_MAX];
  g_autofree char *reason = g_strnfill (200, 'r');

  g_assert_cmpuint (server_frame_write_close (out, SERVER_CLOSE_RESTART, "restart"), ==, 9);
  g_assert_cmpmem (out, 9, "\x03\xf4restart", 9);
  g_assert_cmpuint (server_frame_write_close (out, SERVER_CLOSE_RESTART, reason), ==, sizeof out);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/frame-parser/table", test_table);
  g_test_add_func ("/server/frame-parser/unmasked", test_unmasked);
  g_test_add_func ("/server/frame-parser/lengths", test_lengths);
  g_test_add_func ("/server/frame-parser/control-lengths", test_control_lengths);
  g_test_add_func ("/server/frame-parser/whole-message-cap", test_whole_message_cap);
  g_test_add_func ("/server/frame-parser/fragment-cap", test_fragment_cap);
  g_test_add_func ("/server/frame-parser/headers", test_headers);
  g_test_add_func ("/server/frame-parser/memory", test_memory);
  g_test_add_func ("/server/frame-parser/pause", test_pause);
  g_test_add_func ("/server/frame/write-header", test_write_header);
  g_test_add_func ("/server/frame/write-close", test_write_close);

  return g_test_run ();
}
