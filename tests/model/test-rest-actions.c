/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-error.h"
#include "landline-rest-action.h"

/* The bodies of `POST /v1/actions` and `POST /v1/notes`, and of their answers. */

#define ID      "01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c8d"
#define MESSAGE "01936f2a-7c01-7b1b-9c2d-3e4f5a6b7c8e"
#define WHERE   "\"conversation\":\"c_9f\",\"message\":\"" MESSAGE "\""

static LandlineAction *
parse_act (const char *text, GError **error)
{
  return landline_rest_parse_act (text, strlen (text), NULL, error);
}

static void
test_act (void)
{
  static const char body[] = "{\"id\":\"" ID "\"," WHERE ",\"action\":\"edit\",\"text\":\"@102\","
                             "\"mentions\":[\"102\"]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (LandlineAction) action = parse_act (body, &error);
  g_autoptr (LandlineAction) unnamed = NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_cmpstr (landline_action_get_id (action), ==, ID);
  g_assert_cmpint (landline_action_get_kind (action), ==, LANDLINE_ACTION_EDIT);
  g_assert_cmpstr (landline_action_get_mentions (action)[0], ==, "102");
  g_assert_cmpint (landline_action_get_version (action), ==, 0);
  landline_rest_write_act (out, action);
  g_assert_cmpstr (out->str, ==, body);

  /* Without an id it has one of its own. */
  unnamed = parse_act ("{" WHERE ",\"action\":\"pin\"}", &error);
  g_assert_no_error (error);
  g_assert_true (landline_id_is_message (landline_action_get_id (unnamed)));
  g_assert_cmpstr (landline_action_get_id (unnamed), !=, ID);
}

static void
test_bad_act (void)
{
  static const struct
  {
    const char *body;
    LandlineError code;
  } cases[] = {
    { "", LANDLINE_ERROR_BAD_FRAME },
    { "[]", LANDLINE_ERROR_BAD_FRAME },
    { "{}", LANDLINE_ERROR_BAD_FRAME },
    { "{\"id\":7," WHERE ",\"action\":\"pin\"}", LANDLINE_ERROR_BAD_FRAME },
    { "{\"id\":\"x\"," WHERE ",\"action\":\"pin\"}", LANDLINE_ERROR_BAD_FRAME },
    { "{" WHERE "}", LANDLINE_ERROR_BAD_FRAME },
    { "{" WHERE ",\"action\":\"dance\"}", LANDLINE_ERROR_UNSUPPORTED },
    { "{" WHERE ",\"action\":\"react\"}", LANDLINE_ERROR_BAD_FRAME },
    { "{" WHERE ",\"action\":\"react\",\"emoji\":\"x\"}", LANDLINE_ERROR_BAD_FRAME },
    { "{" WHERE ",\"action\":\"edit\"}", LANDLINE_ERROR_BAD_FRAME },
    { "{\"conversation\":\"102\",\"message\":\"" MESSAGE "\",\"action\":\"pin\"}",
      LANDLINE_ERROR_BAD_FRAME },
    { "{\"conversation\":\"c_9f\",\"action\":\"pin\"}", LANDLINE_ERROR_BAD_FRAME },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (parse_act (cases[i].body, &error));
      g_assert_error (error, LANDLINE_ERROR, (int) cases[i].code);
    }
}

/* At the limit of a text and one past it, which is the server's. */
static void
test_text_limit (void)
{
  LandlineLimits limits = landline_limits_default;
  static const char body[] = "{" WHERE ",\"action\":\"edit\",\"text\":\"1234567\"}";
  g_autoptr (LandlineAction) fits = NULL;
  g_autoptr (GError) error = NULL;

  limits.text = 7;
  fits = landline_rest_parse_act (body, strlen (body), &limits, &error);
  g_assert_no_error (error);
  limits.text = 6;
  g_assert_null (landline_rest_parse_act (body, strlen (body), &limits, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_TOO_LARGE);
}

static LandlineNote *
parse_note (const char *text, char **id, GError **error)
{
  return landline_rest_parse_note (text, strlen (text), id, error);
}

static void
test_note (void)
{
  static const char body[] = "{\"id\":\"" ID "\",\"key\":\"mute:c_9f\",\"value\":\"12\"}";
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *own_id = NULL;
  g_autoptr (LandlineNote) note = parse_note (body, &id, &error);
  g_autoptr (LandlineNote) unnamed = NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_cmpstr (id, ==, ID);
  g_assert_cmpint (landline_note_get_kind (note), ==, LANDLINE_NOTE_MUTE);
  landline_rest_write_note (out, id, note);
  g_assert_cmpstr (out->str, ==, body);
  unnamed = parse_note ("{\"key\":\"disappear\",\"value\":\"\"}", &own_id, &error);
  g_assert_no_error (error);
  g_assert_true (landline_id_is_message (own_id));
}

static void
test_bad_note (void)
{
  static const char *const bodies[] = {
    "",
    "7",
    "{}",
    "{\"key\":\"disappear\"}",
    "{\"value\":\"1\"}",
    "{\"id\":\"x\",\"key\":\"disappear\",\"value\":\"1\"}",
    "{\"id\":null,\"key\":7,\"value\":\"1\"}",
    "{\"key\":\"Star\",\"value\":\"1\"}",
    "{\"key\":\"block:c_9f\",\"value\":\"1\"}",
    "{\"key\":\"disappear\",\"value\":1}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GError) error = NULL;
      char *id = NULL;

      g_assert_null (parse_note (bodies[i], &id, &error));
      g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME);
      g_assert_null (id);
    }
}

static void
test_done (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  LandlineDone done, again, untouched = { .version = 99 };

  landline_done_init (&done, 0, ID, "c_9f", 17, 1732430002000, TRUE);
  landline_rest_write_done (out, &done);
  g_assert_true (landline_rest_parse_done (&again, out->str, out->len, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (again.id, ==, ID);
  g_assert_cmpstr (again.conversation, ==, "c_9f");
  g_assert_cmpint (again.version, ==, 17);
  g_assert_cmpint (again.time, ==, 1732430002000);
  g_assert_true (again.duplicate);

  g_assert_false (landline_rest_parse_done (&untouched, "{\"id\":\"" ID "\"}", 45, &error));
  g_assert_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME);
  g_assert_cmpint (untouched.version, ==, 99);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/rest-actions/act", test_act);
  g_test_add_func ("/model/rest-actions/bad-act", test_bad_act);
  g_test_add_func ("/model/rest-actions/text-limit", test_text_limit);
  g_test_add_func ("/model/rest-actions/note", test_note);
  g_test_add_func ("/model/rest-actions/bad-note", test_bad_note);
  g_test_add_func ("/model/rest-actions/done", test_done);
  return g_test_run ();
}
