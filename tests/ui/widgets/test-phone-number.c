/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <glib.h>

#include "app-phone-number.h"

static const struct
{
  const char *typed;
  const char *number; /* NULL where it is refused */
} cases[] = {
  { "101", "101" },
  { " 1 0 1 ", "101" },
  { "12", "12" },
  { "123456", "123456" },
  { "+49 (30) 123-456", "+4930123456" },
  { "0049 30 123456", "+4930123456" },
  { "+1.555.0101", "+15550101" },
  { "+123456", "+123456" },
  { "+123456789012345", "+123456789012345" },
  { "\u202a+15550101", NULL }, /* an embedding mark is no digit */
  { "\u200e+15550101",
    "+15550101" }, /* the mark that pasting from a web page brings along is ignored */
  { "\uff0b15550101", "+15550101" },
  { "\u0661\u0660\u0661", "101" }, /* Arabic-Indic digits */
  { "+49\u00a030\u2011123456", "+4930123456" },
  { "", NULL },
  { "  ", NULL },
  { "+", NULL },
  { "1", NULL },
  { "1234567", NULL },
  { "+12345", NULL },
  { "+1234567890123456", NULL },
  { "00123", "00123" },
  { "1+01", NULL },
  { "++15550101", NULL },
  { "extension 101", NULL },
  { "101;DROP", NULL },
};

static void
test_normalize (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *problem = NULL;
      g_autofree char *number = app_phone_number_normalize (cases[i].typed, &problem);

      g_test_message ("“%s”", cases[i].typed);
      g_assert_cmpstr (number, ==, cases[i].number);
      g_assert_true ((problem == NULL) == (number != NULL));
      if (problem != NULL)
        g_assert_true (g_str_has_suffix (problem, "."));
    }
}

/* Each way of being wrong has a sentence of its own. */
static void
test_sentences (void)
{
  static const char *const wrong[] = { "", "+12345", "+1234567890123456", "1", "1234567", "abc" };
  g_autoptr (GHashTable) sentences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      char *problem = NULL;

      g_assert_null (app_phone_number_normalize (wrong[i], &problem));
      g_assert_true (g_hash_table_add (sentences, problem));
    }
  g_assert_null (app_phone_number_normalize ("abc", NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/phone-number/normalize", test_normalize);
  g_test_add_func ("/ui/phone-number/sentences", test_sentences);
  return g_test_run ();
}
