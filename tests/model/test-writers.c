/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-client-frame.h"
#include "landline-rest-reply.h"
#include "landline-rest-request.h"
#include "landline-wire-content.h"

#define MESSAGE_ID "01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c8d"
#define DIGEST     "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

/* What the writers write, byte for byte, and that they only ever append. */

static GString *
begin (void)
{
  return g_string_new ("<");
}

static void
assert_written (GString *out, const char *expected)
{
  g_assert_cmpint (out->str[0], ==, '<');
  g_assert_cmpstr (out->str + 1, ==, expected);
  g_string_truncate (out, 1);
}

static void
test_small_bodies (void)
{
  g_autoptr (GString) out = begin ();

  landline_rest_write_health (out);
  assert_written (out, "{\"status\":\"ok\"}");
  landline_rest_write_acked (out, 0);
  assert_written (out, "{\"cursor\":0}");
  landline_rest_write_acked (out, LANDLINE_LIMIT_INTEGER);
  assert_written (out, "{\"cursor\":9007199254740991}");
  landline_rest_write_ack (out, 1313);
  assert_written (out, "{\"cursor\":1313}");
  landline_rest_write_error (out, LANDLINE_ERROR_RATE, "Slowly.", 500);
  assert_written (out,
                  "{\"error\":{\"code\":\"rate\",\"message\":\"Slowly.\",\"retry_after\":500}}");
  landline_rest_write_error (out, LANDLINE_ERROR_CONFLICT, "Taken \"by\"\n\\another.", -1);
  assert_written (
      out, "{\"error\":{\"code\":\"conflict\",\"message\":\"Taken \\\"by\\\"\\n\\\\another.\","
           "\"retry_after\":null}}");
}

/* The answer to an acknowledgement is read as one, too: it says up to where. */
static void
test_acked_is_an_ack (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gint64 cursor = -1;

  landline_rest_write_acked (out, 77);
  g_assert_true (landline_rest_parse_ack (&cursor, out->str, out->len, NULL));
  g_assert_cmpint (cursor, ==, 77);
}

static void
test_client_frames (void)
{
  g_autoptr (GString) out = begin ();

  landline_client_frame_write_hello (out, NULL, 0, 1);
  assert_written (
      out, "{\"frame\":\"hello\",\"version\":1,\"generation\":null,\"cursor\":0,\"window\":1}");
  landline_client_frame_write_hello (out, "g_1", 7, LANDLINE_LIMIT_WINDOW);
  assert_written (
      out,
      "{\"frame\":\"hello\",\"version\":1,\"generation\":\"g_1\",\"cursor\":7,\"window\":4096}");
  landline_client_frame_write_ack (out, 7);
  assert_written (out, "{\"frame\":\"ack\",\"cursor\":7}");
  landline_client_frame_write_read (out, "c_9f", 7);
  assert_written (out, "{\"frame\":\"read\",\"conversation\":\"c_9f\",\"seq\":7}");
  landline_client_frame_write_typing (out, "c_9f");
  assert_written (out, "{\"frame\":\"typing\",\"conversation\":\"c_9f\"}");
}

static void
test_server_frames (void)
{
  g_autoptr (GString) out = begin ();

  landline_server_frame_write_synced (out, 0);
  assert_written (out, "{\"frame\":\"synced\",\"cursor\":0}");
  landline_server_frame_write_bye (out, "restart", -1);
  assert_written (out, "{\"frame\":\"bye\",\"code\":\"restart\",\"retry_after\":null}");
  landline_server_frame_write_error (out, "", LANDLINE_ERROR_BUSY, "Busy.", 0);
  assert_written (out, "{\"frame\":\"error\",\"id\":null,\"code\":\"busy\",\"message\":\"Busy.\","
                       "\"retry_after\":0}");
  landline_server_frame_write_error (out, MESSAGE_ID, LANDLINE_ERROR_BUSY,
                                     "a\xff"
                                     "b",
                                     -1);
  assert_written (out, "{\"frame\":\"error\",\"id\":\"" MESSAGE_ID "\",\"code\":\"busy\","
                       "\"message\":\"a\ufffd"
                       "b\",\"retry_after\":null}");
  landline_server_frame_write_presence (out, "101", TRUE, 0);
  assert_written (
      out, "{\"frame\":\"presence\",\"user_id\":\"101\",\"online\":true,\"last_seen\":null}");
  landline_server_frame_write_event_receipt (out, 5, "c_9f", "101", 3, 2);
  assert_written (out,
                  "{\"frame\":\"event\",\"cursor\":5,\"event\":\"receipt\",\"receipt\":{"
                  "\"conversation\":\"c_9f\",\"user_id\":\"101\",\"delivered\":3,\"read\":2}}");
}

static void
test_conversation_event (void)
{
  const LandlineMember members[] = { { (char *) "101", (char *) "Ann", LANDLINE_ROLE_ADMIN },
                                     { (char *) "102", NULL, LANDLINE_ROLE_MEMBER } };
  g_autoptr (LandlineConversation) group = landline_conversation_new ("c_9f",
                                                                      LANDLINE_CONVERSATION_GROUP,
                                                                      "Walk", members,
                                                                      G_N_ELEMENTS (members), 5, 7);
  g_autoptr (LandlineEvent) event = landline_event_new_conversation (9, group, "renamed", "101");
  g_autoptr (GString) out = begin ();
  g_autoptr (GString) frame = begin ();

  landline_server_frame_write_event_conversation (out, 9, group, "renamed", "101");
  landline_server_frame_write_event (frame, event);
  g_assert_cmpstr (frame->str, ==, out->str);
  assert_written (out,
                  "{\"frame\":\"event\",\"cursor\":9,\"event\":\"conversation\",\"conversation\":{"
                  "\"id\":\"c_9f\",\"type\":\"group\",\"name\":\"Walk\",\"members\":["
                  "{\"user_id\":\"101\",\"name\":\"Ann\",\"role\":\"admin\"},"
                  "{\"user_id\":\"102\",\"role\":\"member\"}],\"created\":5,\"last_seq\":7},"
                  "\"change\":\"renamed\",\"by\":\"101\"}");

  landline_server_frame_write_event_conversation (out, 9, group, NULL, NULL);
  g_assert_true (g_str_has_suffix (out->str, "\"change\":null,\"by\":null}"));
}

/* A page of events by REST has what a device sent itself as `sent`. */
static void
test_page_of_events (void)
{
  g_autoptr (LandlineEvent) later = landline_event_new_unsupported (8);
  g_autoptr (GString) out = begin ();
  LandlineSent sent;

  landline_sent_init (&sent, 7, MESSAGE_ID, "c_9f", 3, 5, FALSE);
  landline_rest_begin_events (out);
  landline_rest_add_event_sent (out, &sent);
  landline_rest_add_event (out, later);
  landline_rest_add_event_receipt (out, 9, "c_9f", "101", 3, 3);
  landline_rest_end_events (out, 9, FALSE);
  assert_written (out,
                  "{\"events\":[{\"cursor\":7,\"event\":\"sent\",\"sent\":{\"id\":\"" MESSAGE_ID
                  "\",\"conversation\":\"c_9f\",\"seq\":3,\"time\":5,\"duplicate\":false}},"
                  "{\"cursor\":8,\"event\":\"unsupported\"},"
                  "{\"cursor\":9,\"event\":\"receipt\",\"receipt\":{\"conversation\":\"c_9f\","
                  "\"user_id\":\"101\",\"delivered\":3,\"read\":3}}],\"cursor\":9,\"more\":false}");
}

/* A content over a reference becomes one over the stored file, with its caption. */
static void
test_content_with_media (void)
{
  g_autoptr (LandlineMedia) reference = landline_media_new_reference (LANDLINE_MEDIA_KIND_MEDIA,
                                                                      "m_7d");
  g_autoptr (LandlineMedia) stored = landline_media_new (LANDLINE_MEDIA_KIND_MEDIA, "m_7d", "a.png",
                                                         "image/png", 5, DIGEST);
  g_autoptr (LandlineContent) sent = landline_content_new_media (reference, "The harbour");
  g_autoptr (LandlineContent) whole = landline_content_new_with_media (sent, stored);
  g_autoptr (LandlineContent) bare = landline_content_new_media (reference, NULL);
  g_autoptr (LandlineContent) bare_whole = landline_content_new_with_media (bare, stored);

  g_assert_true (landline_media_is_reference (landline_content_get_media (sent)));
  g_assert_true (landline_content_get_media (whole) == stored);
  g_assert_cmpstr (landline_content_get_text (whole), ==, "The harbour");
  g_assert_cmpint (landline_content_get_content_type (whole), ==, LANDLINE_CONTENT_MEDIA);
  g_assert_null (landline_content_get_text (bare_whole));

  /* Each has a form of its own. */
  g_assert_false (g_bytes_equal (landline_wire_content_get_encoded (sent),
                                 landline_wire_content_get_encoded (whole)));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/writers/small-bodies", test_small_bodies);
  g_test_add_func ("/model/writers/acked-is-an-ack", test_acked_is_an_ack);
  g_test_add_func ("/model/writers/client-frames", test_client_frames);
  g_test_add_func ("/model/writers/server-frames", test_server_frames);
  g_test_add_func ("/model/writers/conversation-event", test_conversation_event);
  g_test_add_func ("/model/writers/page-of-events", test_page_of_events);
  g_test_add_func ("/model/writers/content-with-media", test_content_with_media);

  return g_test_run ();
}
