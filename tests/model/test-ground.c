/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "landline-error.h"
#include "landline-id.h"

static void
test_error_names (void)
{
  for (guint i = 0; i < LANDLINE_N_ERRORS; i++)
    {
      LandlineError code = LANDLINE_N_ERRORS;

      g_assert_true (landline_error_from_string (landline_error_to_string (i), &code));
      g_assert_cmpint (code, ==, i);
      g_assert_cmpuint (landline_error_to_http_status (i), >=, 400);
      g_assert_cmpuint (landline_error_to_http_status (i), <, 600);
    }
}

static void
test_error_unknown_name (void)
{
  LandlineError code = LANDLINE_ERROR_RATE;

  g_assert_false (landline_error_from_string ("too_sleepy", &code));
  g_assert_false (landline_error_from_string (NULL, &code));
  g_assert_cmpint (code, ==, LANDLINE_ERROR_RATE);
}

static void
test_error_retry_after (void)
{
  g_autoptr (GError) error = g_error_new_literal (LANDLINE_ERROR, LANDLINE_ERROR_RATE, "Slowly.");
  g_autoptr (GError) copy = NULL;
  g_autoptr (GError) other = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "Broken.");

  g_assert_cmpint (landline_error_get_retry_after (error), ==, -1);
  landline_error_set_retry_after (error, 0);
  g_assert_cmpint (landline_error_get_retry_after (error), ==, 0);
  landline_error_set_retry_after (error, 1500);
  copy = g_error_copy (error);
  g_assert_cmpint (landline_error_get_retry_after (copy), ==, 1500);
  g_assert_cmpint (landline_error_get_retry_after (other), ==, -1);
  g_assert_cmpint (landline_error_get_retry_after (NULL), ==, -1);
}

static void
test_error_code_of_any (void)
{
  g_autoptr (GError) ours = g_error_new_literal (LANDLINE_ERROR, LANDLINE_ERROR_CONFLICT, "Taken.");
  g_autoptr (GError) space = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "Full.");
  g_autoptr (GError) other = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "Broken.");

  g_assert_cmpint (landline_error_get_code (ours), ==, LANDLINE_ERROR_CONFLICT);
  g_assert_cmpint (landline_error_get_code (space), ==, LANDLINE_ERROR_STORAGE_FULL);
  g_assert_cmpint (landline_error_get_code (other), ==, LANDLINE_ERROR_BUSY);
  g_assert_false (landline_error_is_momentary (ours));
  g_assert_true (landline_error_is_momentary (space));
  g_assert_true (landline_error_is_momentary (other));
}

static void
test_id_uuid (void)
{
  gint64 before = g_get_real_time () / 1000;
  g_autofree char *id = landline_id_new_message ();
  gint64 after = g_get_real_time () / 1000;
  g_autofree char *high = g_strndup (id, 8);
  g_autofree char *low = g_strndup (id + 9, 4);
  gint64 time = (g_ascii_strtoll (high, NULL, 16) << 16) | g_ascii_strtoll (low, NULL, 16);

  g_assert_true (landline_id_is_message (id));
  g_assert_cmpint (time, >=, before);
  g_assert_cmpint (time, <=, after);
}

static void
test_id_uuid_unique (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 10000; i++)
    g_assert_true (g_hash_table_add (seen, landline_id_new_message ()));
}

static void
test_id_prefixed (void)
{
  g_autofree char *conversation = landline_id_new (LANDLINE_ID_CONVERSATION);
  g_autofree char *other = landline_id_new (LANDLINE_ID_CONVERSATION);
  g_autofree char *longest = g_strnfill (62, 'a');
  g_autofree char *at_limit = g_strconcat ("c_", longest, NULL);
  g_autofree char *past_limit = g_strconcat ("c_a", longest, NULL);

  g_assert_cmpstr (conversation, !=, other);
  g_assert_cmpuint (strlen (conversation), ==, 34);
  g_assert_true (landline_id_is_prefixed (conversation, LANDLINE_ID_CONVERSATION));
  g_assert_false (landline_id_is_prefixed (conversation, LANDLINE_ID_MEDIA));
  g_assert_true (landline_id_is_prefixed (at_limit, LANDLINE_ID_CONVERSATION));
  g_assert_false (landline_id_is_prefixed (past_limit, LANDLINE_ID_CONVERSATION));
  g_assert_false (landline_id_is_prefixed (NULL, LANDLINE_ID_CONVERSATION));
  g_assert_false (landline_id_is_prefixed ("c_", LANDLINE_ID_CONVERSATION));
  g_assert_false (landline_id_is_prefixed ("c", LANDLINE_ID_CONVERSATION));
  g_assert_false (landline_id_is_prefixed ("c_a/b", LANDLINE_ID_CONVERSATION));
  g_assert_false (landline_id_is_prefixed ("c_..", LANDLINE_ID_CONVERSATION));
  g_assert_false (landline_id_is_prefixed ("c_ä", LANDLINE_ID_CONVERSATION));
}

static void
test_id_user (void)
{
  static const char *const good[] = { "10",      "101",       "123456",
                                      "+123456", "+15550101", "+123456789012345" };
  static const char *const bad[] = {
    "",          "1",          "1234567",  "+12345",     "+1234567890123456",
    "+",         "++15550101", "15550101", "+1555 0101", "+1555-0101",
    "+1555010a", "abc",        " 101",     "101 ",       "+١٢٣٤٥٦"
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_assert_true (landline_id_is_user (good[i]));
      g_assert_true (landline_id_is_receiver (good[i]));
      g_assert_cmpuint (strlen (good[i]), <, LANDLINE_USER_ID_SIZE);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (landline_id_is_user (bad[i]));
  g_assert_false (landline_id_is_user (NULL));
  g_assert_true (landline_id_is_receiver ("c_9f"));
  g_assert_false (landline_id_is_receiver ("m_9f"));
}

/* Valid as that of a user, and nobody's number. */
static void
test_former (void)
{
  g_autofree char *first = landline_id_new_former ();
  g_autofree char *second = landline_id_new_former ();
  static const char *const bad[] = { "+15550101",         "101",  "+00123456789012",
                                     "+0012345678901234", "+001", "+01234567890123",
                                     "00123456789012345", "" };

  g_assert_true (landline_id_is_former (first));
  g_assert_true (landline_id_is_user (first));
  g_assert_cmpstr (first, !=, second);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (landline_id_is_former (bad[i]));
  g_assert_false (landline_id_is_former (NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/error/names", test_error_names);
  g_test_add_func ("/model/error/unknown-name", test_error_unknown_name);
  g_test_add_func ("/model/error/retry-after", test_error_retry_after);
  g_test_add_func ("/model/error/code-of-any", test_error_code_of_any);
  g_test_add_func ("/model/id/uuid", test_id_uuid);
  g_test_add_func ("/model/id/uuid-unique", test_id_uuid_unique);
  g_test_add_func ("/model/id/prefixed", test_id_prefixed);
  g_test_add_func ("/model/id/user", test_id_user);
  g_test_add_func ("/model/id/former", test_former);

  return g_test_run ();
}
