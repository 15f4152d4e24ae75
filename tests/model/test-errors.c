/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "landline-client-frame.h"
#include "landline-rest-reply.h"
#include "landline-rest-request.h"

/* What a refusal says: in plain words what is wrong, and with which member. */

static void
test_sentences_of_frames (void)
{
  static const struct
  {
    const char *frame;
    const char *sentence;
  } cases[] = {
    { "[]", "This is not a JSON object." },
    { "{}", "`frame` is missing." },
    { "{\"frame\":5}", "`frame` is not a string." },
    { "{\"frame\":\"sing\"}", "Frames of type \"sing\" are not known here." },
    { "{\"frame\":\"ack\"}", "`cursor` is missing." },
    { "{\"frame\":\"ack\",\"cursor\":\"5\"}", "`cursor` is not an integer." },
    { "{\"frame\":\"ack\",\"cursor\":-1}", "`cursor` is out of range." },
    { "{\"frame\":\"ack\",\"cursor\":1,\"cursor\":1}", "`cursor` is there twice." },
    { "{\"frame\":\"read\",\"conversation\":\"101\",\"seq\":1}",
      "`conversation` is not an identifier of its kind." },
    { "{\"frame\":\"hello\",\"version\":9}", "Version 9 of the protocol is not known here." },
    { "{\"frame\":\"send\"}", "`message` is missing." },
    { "{\"frame\":\"send\",\"message\":5}", "`message` is not an object." },
    { "{\"frame\":\"send\",\"message\":{\"id\":\"5\"}}", "`id` is not a message id: a UUIDv7." },
    { "{\"frame\":\"send\",\"message\":{\"receiver_id\":\"Ann\"}}",
      "`receiver_id` is neither a user nor a conversation." },
    { "{\"frame\":\"send\",\"message\":{\"receiver_id\":\"101\",\"type\":\"poll\"}}",
      "Messages of type \"poll\" are not known here." },
    { "{\"frame\":\"send\",\"message\":{\"receiver_id\":\"101\",\"type\":\"text\",\"text\":\"\"}}",
      "`text` is empty." },
    { "{\"frame\":\"send\",\"message\":{\"receiver_id\":\"101\",\"type\":\"text\",\"text\":"
      "\"a\\u0000\"}}",
      "`text` has a NUL in it." },
    { "{\"frame\":\"send\",\"message\":{\"receiver_id\":\"101\",\"type\":\"location\",\"location\":"
      "{\"latitude\":91,\"longitude\":0}}}",
      "`latitude` is out of range." },
    { "{\"frame\":\"send\",\"message\":{\"receiver_id\":\"101\",\"type\":\"location\",\"location\":"
      "{\"latitude\":\"x\",\"longitude\":0}}}",
      "`latitude` is not a number." },
    { "{\"frame\":\"send\",\"message\":{\"receiver_id\":\"101\",\"type\":\"contact\",\"contact\":{"
      "\"name\":\"A\","
      "\"phones\":{}}}}",
      "`phones` is not an array." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (LandlineClientFrame) frame = LANDLINE_CLIENT_FRAME_INIT;
      g_autoptr (GError) error = NULL;

      g_assert_false (landline_client_frame_parse (&frame, cases[i].frame, strlen (cases[i].frame),
                                                   NULL, &error));
      g_assert_cmpstr (error->message, ==, cases[i].sentence);
    }
}

static void
test_sentences_of_names (void)
{
  static const struct
  {
    const char *name;
    const char *sentence;
  } cases[] = {
    { "", "`name` is empty." },
    { "  ", "`name` is empty." },
    { "\u200b\u200d", "`name` is empty." },
    { "\u0301", "`name` is empty." },
    { "a\xc2\x85", "`name` has control characters in it." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"name\":\"%s\"}", cases[i].name);
      g_auto (LandlineProfileChange) change = LANDLINE_PROFILE_CHANGE_INIT;
      g_autoptr (GError) error = NULL;

      g_assert_false (landline_rest_parse_profile_change (&change, text, strlen (text), &error));
      g_assert_cmpstr (error->message, ==, cases[i].sentence);
    }
}

/* The numbers in the sentence are those of the limit. */
static void
test_sentence_of_a_limit (void)
{
  g_autofree char *about = g_strnfill (LANDLINE_LIMIT_ABOUT + 1, 'x');
  g_autofree char *text = g_strdup_printf ("{\"about\":\"%s\"}", about);
  g_auto (LandlineProfileChange) change = LANDLINE_PROFILE_CHANGE_INIT;
  g_autoptr (GError) error = NULL;

  g_assert_false (landline_rest_parse_profile_change (&change, text, strlen (text), &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_TOO_LARGE);
  g_assert_cmpstr (error->message, ==, "`about` has 513 bytes, more than the 512 that are taken.");
}

/* A body that is none of ours is judged by its HTTP status alone. */
static void
test_code_of_a_status (void)
{
  static const struct
  {
    guint status;
    LandlineError code;
  } cases[] = {
    { 400, LANDLINE_ERROR_BAD_FRAME },    { 401, LANDLINE_ERROR_UNAUTHORIZED },
    { 403, LANDLINE_ERROR_UNAUTHORIZED }, { 404, LANDLINE_ERROR_NOT_FOUND },
    { 409, LANDLINE_ERROR_CONFLICT },     { 413, LANDLINE_ERROR_TOO_LARGE },
    { 422, LANDLINE_ERROR_UNSUPPORTED },  { 429, LANDLINE_ERROR_RATE },
    { 503, LANDLINE_ERROR_BUSY },         { 507, LANDLINE_ERROR_STORAGE_FULL },
    { 500, LANDLINE_ERROR_BUSY },         { 502, LANDLINE_ERROR_BUSY },
    { 418, LANDLINE_ERROR_BAD_FRAME },    { 0, LANDLINE_ERROR_BAD_FRAME },
  };
  static const char *const bodies[] = { "",  "{", "{}", "<html>", "{\"error\":5}", "{\"error\":{}}",
                                        NULL };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint j = 0; j < G_N_ELEMENTS (bodies); j++)
      {
        g_autoptr (GError) error = NULL;

        landline_rest_parse_error (bodies[j], bodies[j] != NULL ? strlen (bodies[j]) : 0,
                                   cases[i].status, &error);
        g_assert_error (error, LANDLINE_ERROR, (gint) cases[i].code);
        g_assert_cmpint (landline_error_get_retry_after (error), ==, -1);
        g_assert_true (g_str_has_prefix (error->message, "The server answered with HTTP status "));
      }
}

/* A program that knows fewer codes than the server tries again later. */
static void
test_later_code (void)
{
  static const char text[] =
      "{\"error\":{\"code\":\"too_sleepy\",\"message\":\"Later.\",\"retry_after\":5}}";
  static const char bare[] = "{\"error\":{\"code\":\"too_sleepy\"}}";
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) without = NULL;

  landline_rest_parse_error (text, strlen (text), 503, &error);
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BUSY);
  g_assert_cmpstr (error->message, ==, "Later.");
  g_assert_cmpint (landline_error_get_retry_after (error), ==, 5);
  g_assert_true (landline_error_is_momentary (error));

  landline_rest_parse_error (bare, strlen (bare), 503, &without);
  g_assert_cmpstr (without->message, ==, "too_sleepy");

  /* Nobody has to take the error. */
  landline_rest_parse_error (text, strlen (text), 503, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/errors/sentences-of-frames", test_sentences_of_frames);
  g_test_add_func ("/model/errors/sentences-of-names", test_sentences_of_names);
  g_test_add_func ("/model/errors/sentence-of-a-limit", test_sentence_of_a_limit);
  g_test_add_func ("/model/errors/code-of-a-status", test_code_of_a_status);
  g_test_add_func ("/model/errors/later-code", test_later_code);

  return g_test_run ();
}
