/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-client-frame.h"
#include "landline-error.h"
#include "landline-rest-request.h"
#include "landline-server-frame.h"
#include "landline-wire-content.h"

#define MESSAGE_ID "01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c8d"

/* -1 when it is taken. */
static int
try_frame (const char *text, gsize length, const LandlineLimits *limits)
{
  g_auto (LandlineClientFrame) frame = LANDLINE_CLIENT_FRAME_INIT;
  g_autoptr (GError) error = NULL;

  if (landline_client_frame_parse (&frame, text, length, limits, &error))
    return -1;

  g_assert_true (error->domain == LANDLINE_ERROR);
  return error->code;
}

static int
try_message (const char *format, const char *value)
{
  g_autofree char *members = g_strdup_printf (format, value);
  g_autofree char *text = g_strdup_printf ("{\"frame\":\"send\",\"message\":{\"id\":\"" MESSAGE_ID
                                           "\",\"receiver_id\":\"101\",%s}}",
                                           members);

  return try_frame (text, strlen (text), NULL);
}

static int
try_register (const char *format, const char *value)
{
  g_auto (LandlineRegisterRequest) request = LANDLINE_REGISTER_REQUEST_INIT;
  g_autofree char *text = g_strdup_printf (format, value);
  g_autoptr (GError) error = NULL;

  return landline_rest_parse_register (&request, text, strlen (text), &error) ? -1 : error->code;
}

static int
try_profile (const char *format, const char *value)
{
  g_auto (LandlineProfileChange) change = LANDLINE_PROFILE_CHANGE_INIT;
  g_autofree char *text = g_strdup_printf (format, value);
  g_autoptr (GError) error = NULL;

  return landline_rest_parse_profile_change (&change, text, strlen (text), &error) ? -1
                                                                                   : error->code;
}

/* Each string at its limit and one byte past it. */
static void
test_strings (void)
{
  static const struct
  {
    int (*attempt) (const char *format, const char *value);
    const char *format;
    gsize limit;
  } cases[] = {
    { try_message, "\"type\":\"text\",\"text\":\"%s\"", LANDLINE_LIMIT_TEXT },
    { try_message, "\"type\":\"document\",\"document\":\"m_7e\",\"text\":\"%s\"",
      LANDLINE_LIMIT_TEXT },
    { try_message, "\"type\":\"media\",\"media_object\":\"m_%s\"", LANDLINE_LIMIT_ID - 2 },
    { try_message, "\"type\":\"contact\",\"contact\":{\"name\":\"%s\",\"phones\":[]}",
      LANDLINE_LIMIT_NAME },
    { try_message, "\"type\":\"contact\",\"contact\":{\"name\":\"A\",\"phones\":[\"%s\"]}",
      LANDLINE_LIMIT_PHONE },
    { try_message,
      "\"type\":\"location\",\"location\":{\"latitude\":1,\"longitude\":1,\"name\":\"%s\"}",
      LANDLINE_LIMIT_NAME },
    { try_register, "{\"phone\":\"101\",\"name\":\"%s\"}", LANDLINE_LIMIT_NAME },
    { try_register, "{\"phone\":\"101\",\"name\":\"A\",\"device_name\":\"%s\"}",
      LANDLINE_LIMIT_DEVICE_NAME },
    { try_register, "{\"phone\":\"101\",\"name\":\"A\",\"invite\":\"%s\"}", LANDLINE_LIMIT_INVITE },
    { try_profile, "{\"name\":\"%s\"}", LANDLINE_LIMIT_NAME },
    { try_profile, "{\"about\":\"%s\"}", LANDLINE_LIMIT_ABOUT },
    { try_profile, "{\"avatar\":\"m_%s\"}", LANDLINE_LIMIT_ID - 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *at_limit = g_strnfill (cases[i].limit, 'x');
      g_autofree char *past_limit = g_strnfill (cases[i].limit + 1, 'x');

      g_test_message ("%s", cases[i].format);
      g_assert_cmpint (cases[i].attempt (cases[i].format, at_limit), ==, -1);
      g_assert_cmpint (cases[i].attempt (cases[i].format, past_limit), ==,
                       LANDLINE_ERROR_TOO_LARGE);
    }
}

static void
test_frame (void)
{
  g_autoptr (GString) text = g_string_new ("{\"frame\":\"ack\",\"cursor\":5}");

  while (text->len < LANDLINE_LIMIT_FRAME)
    g_string_append_c (text, ' ');
  g_assert_cmpint (try_frame (text->str, text->len, NULL), ==, -1);
  g_string_append_c (text, ' ');
  g_assert_cmpint (try_frame (text->str, text->len, NULL), ==, LANDLINE_ERROR_TOO_LARGE);
}

static void
test_depth (void)
{
  for (guint depth = 1; depth <= LANDLINE_LIMIT_JSON_DEPTH + 1; depth++)
    {
      g_autofree char *open = g_strnfill (depth - 1, '[');
      g_autofree char *close = g_strnfill (depth - 1, ']');
      g_autofree char *text = g_strdup_printf ("{\"frame\":\"ack\",\"cursor\":5,\"x\":%s1%s}", open,
                                               close);

      g_assert_cmpint (try_frame (text, strlen (text), NULL), ==,
                       depth <= LANDLINE_LIMIT_JSON_DEPTH ? -1 : (int) LANDLINE_ERROR_BAD_FRAME);
    }
}

static void
test_depth_of_a_whole_frame (void)
{
  g_autofree char *open = g_strnfill (30000, '[');
  g_autofree char *close = g_strnfill (30000, ']');
  g_autofree char *text = g_strdup_printf ("{\"frame\":\"ack\",\"cursor\":5,\"x\":%s%s}", open,
                                           close);

  g_assert_cmpint (try_frame (text, strlen (text), NULL), ==, LANDLINE_ERROR_BAD_FRAME);
}

static int
try_thumbnail (gsize size)
{
  g_autofree guchar *bytes = g_malloc0 (size);
  g_autofree char *base64 = g_base64_encode (bytes, size);

  return try_message ("\"type\":\"media\",\"media_object\":{\"id\":\"m_7d\",\"thumbnail\":\"%s\"}",
                      base64);
}

static void
test_thumbnail (void)
{
  g_assert_cmpint (try_thumbnail (LANDLINE_LIMIT_THUMBNAIL), ==, -1);
  g_assert_cmpint (try_thumbnail (LANDLINE_LIMIT_THUMBNAIL + 1), ==, LANDLINE_ERROR_TOO_LARGE);
  g_assert_cmpint (try_thumbnail (LANDLINE_LIMIT_THUMBNAIL + 100), ==, LANDLINE_ERROR_TOO_LARGE);
}

static int
try_phones (guint n)
{
  g_autoptr (GString) phones = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (phones, i > 0 ? ",\"103\"" : "\"103\"");

  return try_message ("\"type\":\"contact\",\"contact\":{\"name\":\"A\",\"phones\":[%s]}",
                      phones->str);
}

static void
test_phones (void)
{
  g_assert_cmpint (try_phones (0), ==, -1);
  g_assert_cmpint (try_phones (LANDLINE_LIMIT_PHONES), ==, -1);
  g_assert_cmpint (try_phones (LANDLINE_LIMIT_PHONES + 1), ==, LANDLINE_ERROR_TOO_LARGE);
}

static void
test_window (void)
{
  static const struct
  {
    const char *text;
    guint window;
  } cases[] = {
    { "{\"frame\":\"hello\",\"version\":1}", LANDLINE_DEFAULT_WINDOW },
    { "{\"frame\":\"hello\",\"version\":1,\"window\":1}", 1 },
    { "{\"frame\":\"hello\",\"version\":1,\"window\":4096}", LANDLINE_LIMIT_WINDOW },
    { "{\"frame\":\"hello\",\"version\":1,\"window\":4097}", LANDLINE_LIMIT_WINDOW },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (LandlineClientFrame) frame = LANDLINE_CLIENT_FRAME_INIT;
      g_autoptr (GError) error = NULL;

      landline_client_frame_parse (&frame, cases[i].text, strlen (cases[i].text), NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (frame.window, ==, cases[i].window);
    }
}

/* Where a server announces other limits, they hold. */
static void
test_configured (void)
{
  static const char text[] = "{\"frame\":\"send\",\"message\":{\"id\":\"" MESSAGE_ID
                             "\",\"receiver_id\":\"101\",\"type\":\"text\",\"text\":\"12345\"}}";
  LandlineLimits limits = landline_limits_default;

  limits.text = 5;
  g_assert_cmpint (try_frame (text, strlen (text), &limits), ==, -1);
  limits.text = 4;
  g_assert_cmpint (try_frame (text, strlen (text), &limits), ==, LANDLINE_ERROR_TOO_LARGE);
  limits.text = 5;
  limits.frame = strlen (text);
  g_assert_cmpint (try_frame (text, strlen (text), &limits), ==, -1);
  limits.frame = strlen (text) - 1;
  g_assert_cmpint (try_frame (text, strlen (text), &limits), ==, LANDLINE_ERROR_TOO_LARGE);
}

static GString *
write_event_of (LandlineSendRequest *request)
{
  g_autofree char *conversation = g_strnfill (LANDLINE_LIMIT_ID, 'c');
  GBytes *encoded = landline_wire_content_get_encoded (landline_send_request_get_content (request));
  LandlineMessageRow row = {
    .id = landline_send_request_get_id (request),
    .sender_id = "+123456789012345",
    .conversation = conversation,
    .seq = LANDLINE_LIMIT_INTEGER,
    .time = LANDLINE_LIMIT_INTEGER,
    .reply_to = MESSAGE_ID,
    .content = g_bytes_get_data (encoded, NULL),
    .content_length = g_bytes_get_size (encoded),
  };
  GString *out = g_string_new (NULL);

  landline_server_frame_write_event_message (out, LANDLINE_LIMIT_INTEGER, &row);
  return out;
}

/* A message that is taken fits in a frame once the server has put its envelope around it; one that
 * would not is refused. A control character takes six bytes of JSON. */
static void
test_content (void)
{
  gsize fitting = (LANDLINE_LIMIT_CONTENT - strlen ("\"type\":\"text\",\"text\":\"\"")) / 6;

  for (gsize n = fitting; n <= fitting + 1; n++)
    {
      g_autoptr (GString) text = g_string_new (
          "{\"frame\":\"send\",\"message\":{\"id\":\"" MESSAGE_ID
          "\",\"receiver_id\":\"101\",\"type\":\"text\",\"text\":\"");
      g_auto (LandlineClientFrame) frame = LANDLINE_CLIENT_FRAME_INIT;
      g_autoptr (GString) event = NULL;
      g_autoptr (GError) error = NULL;

      for (gsize i = 0; i < n; i++)
        g_string_append (text, "\\u0001");
      g_string_append (text, "\"}}");

      if (n > fitting)
        {
          g_assert_false (landline_client_frame_parse (&frame, text->str, text->len, NULL, &error));
          g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_TOO_LARGE);
          g_assert_cmpstr (frame.id, ==, MESSAGE_ID);
          continue;
        }

      landline_client_frame_parse (&frame, text->str, text->len, NULL, &error);
      g_assert_no_error (error);
      event = write_event_of (frame.request);
      g_assert_cmpuint (event->len, <=, LANDLINE_LIMIT_FRAME);
    }
}

/* The shortest escapes are two bytes of what is read and six of what is written: that what was read
 * is short does not mean that what is written is. */
static void
test_content_of_short_escapes (void)
{
  static const char *const escapes[] = { "\\b", "\\f" };

  for (guint i = 0; i < G_N_ELEMENTS (escapes); i++)
    for (gsize n = 5000; n <= 15000; n += 500)
      {
        g_autoptr (GString) text = g_string_new (
            "{\"frame\":\"send\",\"message\":{\"id\":\"" MESSAGE_ID
            "\",\"receiver_id\":\"101\",\"type\":\"text\",\"text\":\"");
        g_auto (LandlineClientFrame) frame = LANDLINE_CLIENT_FRAME_INIT;
        g_autoptr (GString) event = NULL;
        g_autoptr (GError) error = NULL;

        for (gsize j = 0; j < n; j++)
          g_string_append (text, escapes[i]);
        g_string_append (text, "\"}}");

        if (landline_client_frame_parse (&frame, text->str, text->len, NULL, &error))
          {
            event = write_event_of (frame.request);
            g_assert_cmpuint (event->len, <=, LANDLINE_LIMIT_FRAME);
            g_assert_cmpuint (n, <, LANDLINE_LIMIT_CONTENT / 6);
          }
        else
          {
            g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_TOO_LARGE);
            g_assert_cmpuint (n, >=, (LANDLINE_LIMIT_CONTENT - 100) / 6);
          }
      }
}

/* The sentence of a refusal is cut between characters. */
static void
test_error_message (void)
{
  g_autoptr (GString) message = g_string_new ("x");
  g_autoptr (GString) out = g_string_new (NULL);
  g_auto (LandlineServerFrame) frame = LANDLINE_SERVER_FRAME_INIT;
  g_autoptr (GError) error = NULL;

  while (message->len < 3 * LANDLINE_LIMIT_ERROR_MESSAGE)
    g_string_append (message, "ü");
  landline_server_frame_write_error (out, NULL, LANDLINE_ERROR_BUSY, message->str, -1);
  landline_server_frame_parse (&frame, out->str, out->len, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (frame.reason), <=, LANDLINE_LIMIT_ERROR_MESSAGE);
  g_assert_cmpuint (strlen (frame.reason), >=, LANDLINE_LIMIT_ERROR_MESSAGE - 1);
}

static void
test_rest_body (void)
{
  g_autoptr (GString) text = g_string_new ("{\"cursor\":5}");
  g_autoptr (GError) error = NULL;
  gint64 cursor = 0;

  while (text->len < LANDLINE_LIMIT_REST_BODY)
    g_string_append_c (text, ' ');
  g_assert_true (landline_rest_parse_ack (&cursor, text->str, text->len, NULL));
  g_assert_cmpint (cursor, ==, 5);
  g_string_append_c (text, ' ');
  g_assert_false (landline_rest_parse_ack (&cursor, text->str, text->len, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_TOO_LARGE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/limits/strings", test_strings);
  g_test_add_func ("/model/limits/frame", test_frame);
  g_test_add_func ("/model/limits/depth", test_depth);
  g_test_add_func ("/model/limits/depth-of-a-whole-frame", test_depth_of_a_whole_frame);
  g_test_add_func ("/model/limits/thumbnail", test_thumbnail);
  g_test_add_func ("/model/limits/phones", test_phones);
  g_test_add_func ("/model/limits/window", test_window);
  g_test_add_func ("/model/limits/configured", test_configured);
  g_test_add_func ("/model/limits/content", test_content);
  g_test_add_func ("/model/limits/content-of-short-escapes", test_content_of_short_escapes);
  g_test_add_func ("/model/limits/error-message", test_error_message);
  g_test_add_func ("/model/limits/rest-body", test_rest_body);

  return g_test_run ();
}
