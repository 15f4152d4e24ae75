/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "landline-id.h"
#include "landline-limits.h"

#define ROUNDS 2000

/* Identifiers decide what a path, a statement or a header may hold: nothing but their own alphabet
 * gets through. */

static const char letters[] = { LANDLINE_ID_CONVERSATION, LANDLINE_ID_MEDIA, LANDLINE_ID_DEVICE,
                                LANDLINE_ID_GENERATION, LANDLINE_ID_STATUS };

static void
test_each_prefix (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (letters); i++)
    {
      g_autofree char *id = landline_id_new (letters[i]);

      for (guint j = 0; j < G_N_ELEMENTS (letters); j++)
        g_assert_cmpint (landline_id_is_prefixed (id, letters[j]), ==, i == j);
      g_assert_false (landline_id_is_user (id));
      g_assert_false (landline_id_is_message (id));
      g_assert_cmpint (landline_id_is_receiver (id), ==, letters[i] == LANDLINE_ID_CONVERSATION);
    }
}

static void
test_unique (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < ROUNDS; i++)
    g_assert_true (g_hash_table_add (seen, landline_id_new (LANDLINE_ID_MEDIA)));
}

/* 128 bits are all drawn: each of the 32 digits takes more than a few values. */
static void
test_random_digits (void)
{
  guint seen[32] = { 0 };

  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autofree char *id = landline_id_new (LANDLINE_ID_DEVICE);

      for (guint digit = 0; digit < G_N_ELEMENTS (seen); digit++)
        seen[digit] |= 1u << g_ascii_xdigit_value (id[2 + digit]);
    }

  for (guint digit = 0; digit < G_N_ELEMENTS (seen); digit++)
    g_assert_cmphex (seen[digit], ==, 0xffff);
}

static void
test_uuid_layout (void)
{
  for (guint i = 0; i < ROUNDS; i++)
    {
      char id[LANDLINE_UUID_SIZE];

      landline_id_write_uuid (id);
      g_assert_cmpuint (strlen (id), ==, 36);
      g_assert_cmpuint (strspn (id, "0123456789abcdef-"), ==, 36);
      g_assert_cmpint (id[14], ==, '7');
      g_assert_nonnull (strchr ("89ab", id[19]));
      g_assert_true (landline_id_is_message (id));
    }
}

/* Each byte of each place, one at a time. */
static void
test_uuid_bytes (void)
{
  static const char good[] = "01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c8d";

  for (guint place = 0; place < strlen (good); place++)
    for (guint byte = 1; byte < 256; byte++)
      {
        g_autofree char *id = g_strdup (good);
        gboolean is_good = g_ascii_isxdigit ((char) byte);

        if (good[place] == '-')
          is_good = byte == '-';
        else if (place == 14)
          is_good = byte == '7';
        else if (place == 19)
          is_good = strchr ("89abAB", (int) byte) != NULL;
        id[place] = (char) byte;
        g_assert_cmpint (landline_id_is_message (id), ==, is_good);
      }
}

static void
test_uuid_length (void)
{
  static const char good[] = "01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c8d";

  for (guint length = 0; length < strlen (good); length++)
    {
      g_autofree char *id = g_strndup (good, length);

      g_assert_false (landline_id_is_message (id));
    }
  g_assert_false (landline_id_is_message ("01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c8d0"));
  g_assert_false (landline_id_is_message ("01936f2a-7c00-7a1b-8c2d-3e4f5a6b7c8d\n"));
  g_assert_false (landline_id_is_message (NULL));
}

static void
test_prefixed_bytes (void)
{
  for (guint byte = 1; byte < 256; byte++)
    {
      const char last[] = { 'c', '_', 'a', (char) byte, '\0' };
      const char middle[] = { 'c', '_', (char) byte, 'a', '\0' };
      gboolean is_good = g_ascii_isalnum ((char) byte) || byte == '_' || byte == '-';

      g_assert_cmpint (landline_id_is_prefixed (last, LANDLINE_ID_CONVERSATION), ==, is_good);
      g_assert_cmpint (landline_id_is_prefixed (middle, LANDLINE_ID_CONVERSATION), ==, is_good);
    }
}

static void
test_prefixed_length (void)
{
  for (guint length = 0; length <= LANDLINE_ID_SIZE; length++)
    {
      g_autofree char *digits = g_strnfill (length, '0');
      g_autofree char *id = g_strconcat ("m_", digits, NULL);
      gboolean is_good = length > 0 && length + 2 <= LANDLINE_LIMIT_ID;

      g_assert_cmpint (landline_id_is_prefixed (id, LANDLINE_ID_MEDIA), ==, is_good);
    }
}

static void
test_user_lengths (void)
{
  for (guint length = 0; length <= 20; length++)
    {
      g_autofree char *digits = g_strnfill (length, '5');
      g_autofree char *international = g_strconcat ("+", digits, NULL);

      g_assert_cmpint (landline_id_is_user (digits), ==, length >= 2 && length <= 6);
      g_assert_cmpint (landline_id_is_user (international), ==, length >= 6 && length <= 15);
    }
}

static void
test_user_bytes (void)
{
  for (guint byte = 1; byte < 256; byte++)
    {
      const char first[] = { (char) byte, '0', '1', '2', '3', '4', '\0' };
      const char last[] = { '1', '0', (char) byte, '\0' };
      gboolean is_digit = g_ascii_isdigit ((char) byte);

      g_assert_cmpint (landline_id_is_user (first), ==, is_digit);
      g_assert_cmpint (landline_id_is_user (last), ==, is_digit);
    }
  g_assert_true (landline_id_is_user ("+012345"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/ids/each-prefix", test_each_prefix);
  g_test_add_func ("/model/ids/unique", test_unique);
  g_test_add_func ("/model/ids/random-digits", test_random_digits);
  g_test_add_func ("/model/ids/uuid-layout", test_uuid_layout);
  g_test_add_func ("/model/ids/uuid-bytes", test_uuid_bytes);
  g_test_add_func ("/model/ids/uuid-length", test_uuid_length);
  g_test_add_func ("/model/ids/prefixed-bytes", test_prefixed_bytes);
  g_test_add_func ("/model/ids/prefixed-length", test_prefixed_length);
  g_test_add_func ("/model/ids/user-lengths", test_user_lengths);
  g_test_add_func ("/model/ids/user-bytes", test_user_bytes);

  return g_test_run ();
}
