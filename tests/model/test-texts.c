/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "landline-text.h"

static void
test_visible (void)
{
  static const char *const visible[] = {
    "a", " a ",     "1",       "-",          "你",           "é",     "e\u0301", "\u0915\u093f",
    ".", "\u200ba", "\u202ea", "\U0001f600", "\u2764\ufe0f", "\n.\n", "\u00a9"
  };
  static const char *const invisible[] = { "",
                                           " ",
                                           "\t\n",
                                           "\u00a0\u3000\u2003",
                                           "\u200b",
                                           "\u200d\u200c\u2060\ufeff",
                                           "\u202e\u202c",
                                           "\u0301",
                                           " \u0301\u0302",
                                           "\u093f",
                                           "\u20dd",
                                           "\ufe0f",
                                           "\u00ad",
                                           "\u180e",
                                           "\u3164",
                                           "\u115f\u1160",
                                           "\uffa0",
                                           "\u2800",
                                           "\U000e0041\U000e007f",
                                           "\u2028\u2029",
                                           "\x01\x7f" };

  for (guint i = 0; i < G_N_ELEMENTS (visible); i++)
    {
      g_test_message ("visible %u", i);
      g_assert_true (landline_text_is_visible (visible[i]));
    }
  for (guint i = 0; i < G_N_ELEMENTS (invisible); i++)
    {
      g_test_message ("invisible %u", i);
      g_assert_false (landline_text_is_visible (invisible[i]));
    }
}

static void
test_controls (void)
{
  for (gunichar c = 1; c < 0x200; c++)
    {
      g_autoptr (GString) text = g_string_new ("a");
      gboolean is_control = c < 0x20 || (c >= 0x7f && c < 0xa0);

      g_string_append_unichar (text, c);
      g_assert_cmpint (landline_text_has_controls (text->str), ==, is_control);
      g_string_append_c (text, 'b');
      g_assert_cmpint (landline_text_has_controls (text->str), ==, is_control);
    }
  g_assert_false (landline_text_has_controls (""));
}

static void
test_emoji (void)
{
  static const char *const emoji[] = {
    "\U0001f44d",                 /* thumbs up */
    "\U0001f44d\U0001f3fd",       /* with a skin tone */
    "\u2764\ufe0f",               /* red heart */
    "\u2764",                     /* the same as text */
    "\U0001f469\u200d\U0001f467", /* a family */
    "\U0001f469\U0001f3fd\u200d\u2764\ufe0f\u200d\U0001f48b\u200d\U0001f468\U0001f3fb",
    "\U0001f1e9\U0001f1ea", /* a flag of two letters */
    "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", /* of England */
    "1\ufe0f\u20e3",                                                          /* a keycap */
    "\u00a9\ufe0f",
    "\u2139\ufe0f",
    "\u3297\ufe0f",
    "\U0001faff", /* not assigned when this was written */
  };
  static const char *const others[] = { "",
                                        "a",
                                        "1",
                                        ":-)",
                                        "<b>",
                                        "\u00e4",
                                        "\u4f60",
                                        "\u0645",
                                        "\u0915",
                                        " \U0001f44d",
                                        "\U0001f44d \U0001f44d",
                                        "\U0001f44d!a",
                                        "\n\U0001f44d",
                                        "\U0001f44d\x01",
                                        "\ufe0f",
                                        "\u200d",
                                        "\u200b\u200b",
                                        "\u0301",
                                        "\u2800",
                                        "\U000e0067" };

  for (guint i = 0; i < G_N_ELEMENTS (emoji); i++)
    {
      g_test_message ("emoji %u", i);
      g_assert_true (landline_text_is_emoji (emoji[i]));
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_test_message ("no emoji %u", i);
      g_assert_false (landline_text_is_emoji (others[i]));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/texts/visible", test_visible);
  g_test_add_func ("/model/texts/controls", test_controls);
  g_test_add_func ("/model/texts/emoji", test_emoji);

  return g_test_run ();
}
