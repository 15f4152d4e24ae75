/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <pango/pango.h>

#include "app-message-text.h"
#include "app-message-time.h"

/* What somebody writes, and the markup; NULL where there is nothing to mark up. */
static const struct
{
  const char *text;
  const char *markup;
} cases[] = {
  { "", NULL },
  { "no link", NULL },
  { "a & b < c > d \"e\" 'f'", NULL },
  { "<b>bold</b>", NULL },
  { "https://", NULL },
  { "http://.", NULL },
  { "ftp://example.org file:///etc/passwd javascript:alert(1)", NULL },
  { "xhttps://example.org", NULL },
  { "https://example.org", "<a href=\"https://example.org\">https://example.org</a>" },
  { "HTTPS://EXAMPLE.ORG/", "<a href=\"HTTPS://EXAMPLE.ORG/\">HTTPS://EXAMPLE.ORG/</a>" },
  { "see http://a.b/c.", "see <a href=\"http://a.b/c\">http://a.b/c</a>." },
  { "(http://a.b)", "(<a href=\"http://a.b\">http://a.b</a>)" },
  { "http://a.b/c_(d)", "<a href=\"http://a.b/c_(d)\">http://a.b/c_(d)</a>" },
  { "http://a.b/c_(d)).", "<a href=\"http://a.b/c_(d)\">http://a.b/c_(d)</a>)." },
  { "http://a.b/?c=d&e=f", "<a href=\"http://a.b/?c=d&amp;e=f\">http://a.b/?c=d&amp;e=f</a>" },
  { "http://a.b/\"onclick=\"x", "<a href=\"http://a.b/\">http://a.b/</a>&quot;onclick=&quot;x" },
  { "http://a.b<b>c", "<a href=\"http://a.b\">http://a.b</a>&lt;b&gt;c" },
  { "<i>http://a.b</i>", "&lt;i&gt;<a href=\"http://a.b\">http://a.b</a>&lt;/i&gt;" },
  { "mailto:a@b.c?", "<a href=\"mailto:a@b.c\">mailto:a@b.c</a>?" },
  { "a: http://b.c d: http://e.f",
    "a: <a href=\"http://b.c\">http://b.c</a> d: <a href=\"http://e.f\">http://e.f</a>" },
  { "http://bücher.example/ä", "<a href=\"http://bücher.example/ä\">http://bücher.example/ä</a>" },
  { "http://a.b/\xe2\x80\xae"
    "fdp.exe",
    "<a href=\"http://a.b/\">http://a.b/</a>\xe2\x80\xae"
    "fdp.exe" }, /* no reversed ends */
  { "*a* _b_ ~c~ `d<`", "<b>a</b> <i>b</i> <s>c</s> <tt>d&lt;</tt>" },
  { "*_a_ https://b.c*", "<b><i>a</i></b><b> </b><a href=\"https://b.c\"><b>https://b.c</b></a>" },
  { "www.a.b", "<a href=\"https://www.a.b\">www.a.b</a>" },
  { "http://a.b\nhttp://c.d",
    "<a href=\"http://a.b\">http://a.b</a>\n<a href=\"http://c.d\">http://c.d</a>" },
};

static void
test_links (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *markup = app_message_text_to_markup (cases[i].text);

      g_assert_cmpstr (markup, ==, cases[i].markup);
    }
}

/* Pango parses markup but for the links, which are GTK's. */
static char *
drop_links (const char *markup)
{
  g_autoptr (GRegex) regex = g_regex_new ("<a href=\"[^\"<>]*\">|</a>", 0, 0, NULL);

  return g_regex_replace_literal (regex, markup, -1, 0, "", 0, NULL);
}

/* Whatever is written, what is shown is exactly what was written. */
static void
test_random (void)
{
  static const char *const pieces[] = { "http://", "https://", "mailto:", "a.b",  "<",        ">",
                                        "&",       "&amp;",    "\"",      "'",    " ",        "\n",
                                        "(",       ")",        ".",       "</a>", "<a href=", ":",
                                        "ü",       "😀",       "x",       "%",    "&#38;" };

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *markup = NULL;
      g_autofree char *plain = NULL;
      g_autofree char *shown = NULL;
      g_autoptr (GError) error = NULL;

      for (int n = g_test_rand_int_range (1, 12); n > 0; n--)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      markup = app_message_text_to_markup (text->str);
      if (markup == NULL)
        continue;
      plain = drop_links (markup);
      pango_parse_markup (plain, -1, 0, NULL, &shown, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (shown, ==, text->str);
    }
}

static gint64
get_time (int year, int month, int day, int hour)
{
  g_autoptr (GDateTime) time = g_date_time_new_local (year, month, day, hour, 5, 0);

  return g_date_time_to_unix (time) * 1000;
}

static void
assert_day (gint64 time, const char *day)
{
  g_autoptr (GDateTime) now = g_date_time_new_local (2026, 3, 2, 0, 30, 0); /* a Monday */
  g_autofree char *text = app_message_time_format_day (time, now);

  g_assert_cmpstr (text, ==, day);
}

static void
test_days (void)
{
  g_autofree char *clock = app_message_time_format_clock (get_time (2026, 3, 2, 17));

  g_assert_cmpstr (clock, ==, "17:05");
  assert_day (get_time (2026, 3, 2, 0), "Today");
  assert_day (get_time (2026, 3, 1, 23), "Yesterday");
  assert_day (get_time (2026, 2, 28, 1), "Saturday");
  assert_day (get_time (2026, 2, 24, 1), "Tuesday");
  assert_day (get_time (2026, 2, 23, 23), "Monday, 23 February"); /* not the Monday that is today */
  assert_day (get_time (2026, 1, 1, 0), "Thursday, 1 January");
  assert_day (get_time (2025, 12, 31, 23), "31 December 2025");
  assert_day (get_time (2026, 3, 3, 1), "Tuesday, 3 March"); /* a clock that goes wrong */
  assert_day (G_MAXINT64, "");
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "Europe/Oslo", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/message-text/links", test_links);
  g_test_add_func ("/ui/message-text/random", test_random);
  g_test_add_func ("/ui/message-text/days", test_days);
  return g_test_run ();
}
