/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-client-frame.h"
#include "landline-error.h"
#include "landline-file-name.h"
#include "landline-server-frame.h"
#include "landline-wire-content.h"

#define ROUNDS 3000

/* Whatever people write arrives as they wrote it. The seed is printed with every run: `--seed`
 * repeats one. */

static char *
random_text (gsize limit)
{
  static const char *const awkward[] = { "\"",
                                         "\\",
                                         "\n",
                                         "\t",
                                         "\x01",
                                         "\x1f",
                                         "\x7f",
                                         "/",
                                         "</script>",
                                         "\u2028",
                                         "\u202e",
                                         "\ufeff",
                                         "\U0001f469\u200d\U0001f467",
                                         "é",
                                         "e\u0301",
                                         "{",
                                         "}",
                                         "\\u0000",
                                         "null",
                                         "\xc2\x85",
                                         "你好" };
  GString *text = g_string_new (NULL);
  gsize length = (gsize) g_test_rand_int_range (1, (gint32) limit);

  while (text->len < length)
    switch (g_test_rand_int_range (0, 4))
      {
      case 0:
        g_string_append (text, awkward[g_test_rand_int_range (0, G_N_ELEMENTS (awkward))]);
        break;
      case 1:
        g_string_append_c (text, (char) g_test_rand_int_range (1, 0x80));
        break;
      case 2:
        g_string_append_unichar (text, (gunichar) g_test_rand_int_range (0xe000, 0x110000));
        break;
      default:
        g_string_append_unichar (text, (gunichar) g_test_rand_int_range (1, 0xd800));
      }

  return g_string_free_and_steal (text);
}

static LandlineContent *
random_content (void)
{
  g_autofree char *text = random_text (200);
  g_autofree char *name = random_text (60);
  g_autoptr (LandlineMedia) media = NULL;
  g_autoptr (LandlineMedia) whole = NULL;
  g_autoptr (GBytes) thumbnail = NULL;
  char *phones[] = { text, NULL };

  switch (g_test_rand_int_range (0, 4))
    {
    case 0:
      return landline_content_new_location (g_test_rand_double_range (-90, 90),
                                            g_test_rand_double_range (-180, 180), name);
    case 1:
      text[g_utf8_find_prev_char (text, text + MIN (strlen (text), 28) + 1) - text] = '\0';
      return landline_content_new_contact (name, (const char *const *) phones);
    case 2:
      thumbnail = g_bytes_new (text, strlen (text));
      media =
          landline_media_new (g_test_rand_int_range (0, 2), "m_7d", name, "image/jpeg",
                              (guint64) g_test_rand_int_range (0, G_MAXINT32),
                              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
      whole = landline_media_new_with_preview (media, (guint) g_test_rand_int_range (0, 65536),
                                               (guint) g_test_rand_int_range (0, 65536),
                                               g_test_rand_int_range (0, G_MAXINT32), thumbnail);
      return landline_content_new_media (whole, text);
    default:
      return landline_content_new_text (text);
    }
}

static void
assert_same_media (LandlineMedia *a, LandlineMedia *b)
{
  g_assert_true ((a == NULL) == (b == NULL));
  if (a == NULL)
    return;

  g_assert_cmpint (landline_media_get_kind (a), ==, landline_media_get_kind (b));
  g_assert_cmpstr (landline_media_get_id (a), ==, landline_media_get_id (b));
  g_assert_cmpstr (landline_media_get_name (a), ==, landline_media_get_name (b));
  g_assert_cmpuint (landline_media_get_size (a), ==, landline_media_get_size (b));
  g_assert_cmpuint (landline_media_get_width (a), ==, landline_media_get_width (b));
  g_assert_cmpuint (landline_media_get_height (a), ==, landline_media_get_height (b));
  g_assert_cmpint (landline_media_get_duration (a), ==, landline_media_get_duration (b));
  g_assert_true (
      g_bytes_equal (landline_media_get_thumbnail (a), landline_media_get_thumbnail (b)));
}

static void
assert_same_content (LandlineContent *a, LandlineContent *b)
{
  double latitude[2] = { 0 }, longitude[2] = { 0 };

  g_assert_cmpint (landline_content_get_content_type (a), ==,
                   landline_content_get_content_type (b));
  g_assert_cmpstr (landline_content_get_text (a), ==, landline_content_get_text (b));
  g_assert_cmpstr (landline_content_get_name (a), ==, landline_content_get_name (b));
  assert_same_media (landline_content_get_media (a), landline_content_get_media (b));
  landline_content_get_location (a, &latitude[0], &longitude[0]);
  landline_content_get_location (b, &latitude[1], &longitude[1]);
  g_assert_cmpfloat (latitude[0], ==, latitude[1]);
  g_assert_cmpfloat (longitude[0], ==, longitude[1]);
  if (landline_content_get_phones (a) != NULL)
    g_assert_true (g_strv_equal (landline_content_get_phones (a), landline_content_get_phones (b)));
}

static void
test_stored (void)
{
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (LandlineContent) content = random_content ();
      g_autoptr (LandlineContent) again = NULL;
      g_autoptr (GError) error = NULL;

      again = landline_wire_content_new_from_encoded (landline_wire_content_get_encoded (content),
                                                      &error);
      g_assert_no_error (error);
      assert_same_content (content, again);
    }
}

/* From the sender's content through a store's row to the receiver's. */
static void
test_delivered (void)
{
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (LandlineContent) content = random_content ();
      GBytes *encoded = landline_wire_content_get_encoded (content);
      const LandlineMessageRow row = {
        .id = "01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c8d",
        .sender_id = "101",
        .conversation = "c_9f",
        .seq = i + 1,
        .time = 5,
        .content = g_bytes_get_data (encoded, NULL),
        .content_length = g_bytes_get_size (encoded),
      };
      g_auto (LandlineServerFrame) frame = LANDLINE_SERVER_FRAME_INIT;
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      LandlineMessage *message;

      landline_server_frame_write_event_message (out, i + 1, &row);
      landline_server_frame_parse (&frame, out->str, out->len, &error);
      g_assert_no_error (error);
      message = landline_event_get_message (frame.event);
      g_assert_cmpint (landline_message_get_seq (message), ==, i + 1);
      assert_same_content (content, landline_message_get_content (message));
    }
}

static void
test_sent (void)
{
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autofree char *text = random_text (2000);
      g_autoptr (LandlineContent) content = landline_content_new_text (text);
      g_autoptr (LandlineSendRequest) request = landline_send_request_new (NULL, "102", NULL,
                                                                           content, NULL);
      g_auto (LandlineClientFrame) frame = LANDLINE_CLIENT_FRAME_INIT;
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      landline_client_frame_write_send (out, request);
      landline_client_frame_parse (&frame, out->str, out->len, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (frame.id, ==, landline_send_request_get_id (request));
      g_assert_cmpstr (landline_content_get_text (
                           landline_send_request_get_content (frame.request)),
                       ==, text);
    }
}

/* A sentence may quote anything. */
static void
test_error (void)
{
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autofree char *sentence = random_text (800);
      LandlineError code = (LandlineError) g_test_rand_int_range (0, LANDLINE_N_ERRORS);
      g_auto (LandlineServerFrame) frame = LANDLINE_SERVER_FRAME_INIT;
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      landline_server_frame_write_error (out, NULL, code, sentence, i % 2 == 0 ? -1 : (gint64) i);
      landline_server_frame_parse (&frame, out->str, out->len, &error);
      g_assert_no_error (error);
      g_assert_cmpint (frame.code, ==, code);
      g_assert_cmpstr (frame.reason, ==, sentence);
      g_assert_cmpint (frame.retry_after, ==, i % 2 == 0 ? -1 : (gint64) i);
    }
}

static void
test_file_names (void)
{
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autofree char *name = random_text (600);
      g_autofree char *clean = landline_file_name_clean (name);
      g_autofree char *again = landline_file_name_clean (clean);

      g_assert_true (g_utf8_validate (clean, -1, NULL));
      g_assert_cmpuint (strlen (clean), >, 0);
      g_assert_cmpuint (strlen (clean), <=, LANDLINE_LIMIT_FILE_NAME);
      g_assert_null (strpbrk (clean, "/\\\n\r\t"));
      g_assert_null (strstr (clean, "\u202e"));
      g_assert_cmpint (clean[0], !=, '.');
      g_assert_cmpstr (again, ==, clean);
    }
}

static void
test_numbers (void)
{
  static const gint64 edges[] = { 0,          1,          9,
                                  10,         99,         100,
                                  4294967295, 4294967296, LANDLINE_LIMIT_INTEGER };

  for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      g_auto (LandlineClientFrame) frame = LANDLINE_CLIENT_FRAME_INIT;
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GError) error = NULL;

      landline_client_frame_write_ack (out, edges[i]);
      landline_client_frame_parse (&frame, out->str, out->len, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (frame.cursor, ==, edges[i]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/random/stored", test_stored);
  g_test_add_func ("/model/random/delivered", test_delivered);
  g_test_add_func ("/model/random/sent", test_sent);
  g_test_add_func ("/model/random/error", test_error);
  g_test_add_func ("/model/random/file-names", test_file_names);
  g_test_add_func ("/model/random/numbers", test_numbers);

  return g_test_run ();
}
