/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "app-rich-text.h"

/* What somebody writes, and the runs: {LETTERS|shown} with b, i, s, m for the looks, {=URI|shown}
 * for a link. */
static const struct
{
  const char *text;
  const char *runs;
} looks[] = {
  { "", "" },
  { "plain", "plain" },
  { "*bold*", "{b|bold}" },
  { "_italic_", "{i|italic}" },
  { "~gone~", "{s|gone}" },
  { "`code`", "{m|code}" },
  { "a *b* c _d_ e ~f~ g `h`", "a {b|b} c {i|d} e {s|f} g {m|h}" },
  { "*two words*", "{b|two words}" },
  { "*bold*, (*bold*)! *bold*.", "{b|bold}, ({b|bold})! {b|bold}." },
  { "„*fett*“ «*gras*» 「*太字*」", "„{b|fett}“ «{b|gras}» 「{b|太字}」" },
  { "*عريض* *מודגש*", "{b|عريض} {b|מודגש}" },
  /* one inside the other */
  { "*_both_*", "{bi|both}" },
  { "_*both*_", "{bi|both}" },
  { "*a _b_ c*", "{b|a }{bi|b}{b| c}" },
  { "*_~all~_*", "{bis|all}" },
  { "*a `b` c*", "{b|a }{bm|b}{b| c}" },
  { "*a _b* c_", "{b|a _b} c_" },
  { "_a *b_ c*", "{i|a *b} c*" },
  { "*a *b* c*", "{b|a *b} c*" },
  /* signs that are none */
  { "2*3*4", "2*3*4" },
  { "2 * 3 * 4", "2 * 3 * 4" },
  { "snake_case_name", "snake_case_name" },
  { "~/.config and ~/.local", "~/.config and ~/.local" },
  { "* item\n* item", "* item\n* item" },
  { "*no", "*no" },
  { "no*", "no*" },
  { "* no*", "* no*" },
  { "*no *", "*no *" },
  { "*no*where", "*no*where" },
  { "every*where*", "every*where*" },
  { "größe*x* ä_y_", "größe*x* ä_y_" },
  { "e\u0301*x*", "e\u0301*x*" },
  { "*over\nlines*", "*over\nlines*" },
  { "*a\n*b*", "*a\n{b|b}" },
  { "**", "**" },
  { "***", "***" },
  { "****", "****" },
  { "**a**", "*{b|a}*" },
  { "_ _", "_ _" },
  { "*a*b*", "{b|a*b}" },
  { "*a* *b", "{b|a} *b" },
  { "¯\\_(ツ)_/¯", "¯\\{i|(ツ)}/¯" },
  /* monospace */
  { "`*no* _signs_`", "{m|*no* _signs_}" },
  { "``", "``" },
  { "` `", "` `" },
  { "` x `", "{m| x }" },
  { "`a\nb`", "`a\nb`" },
  { "it`s `x`", "it{m|s }x`" },
  { "`https://a.b`", "{m|https://a.b}" },
  { "*a `b*` c*", "{b|a }{bm|b*}{b| c}" },
  { "```block```", "{m|block}" },
  { "```\ntwo\nlines\n```", "{m|two\nlines}" },
  { "a\n```\n*x*\n```\nb", "a\n{m|*x*}\nb" },
  { "```a`b```", "{m|a`b}" },
  { "```\n\n```", "```\n\n```" },
  { "``` ```", "``` ```" },
  { "```open", "```open" },
  { "``````", "``````" },
  { "```a``` ```b```", "{m|a} {m|b}" },
  { "*```a```*", "{bm|a}" },
  /* with links */
  { "*https://a.b*", "{b=https://a.b|https://a.b}" },
  { "_https://a.b_", "{i=https://a.b|https://a.b}" },
  { "~https://a.b/~", "{s=https://a.b/|https://a.b/}" },
  { "https://a.b/_c_ d_", "{=https://a.b/_c_|https://a.b/_c_} d_" },
  { "*see https://a.b/*x* y", "{b|see }{b=https://a.b/*x|https://a.b/*x} y" },
  { "_x https://a.b/c_d y_", "{i|x }{i=https://a.b/c_d|https://a.b/c_d}{i| y}" },
};

static const struct
{
  const char *text;
  const char *runs;
} links[] = {
  { "https://", "https://" },
  { "http://.", "http://." },
  { "http:///x", "http:///x" },
  { "https://?x", "https://?x" },
  { "ftp://a.b file:///etc/passwd javascript:alert(1) data:x,y",
    "ftp://a.b file:///etc/passwd javascript:alert(1) data:x,y" },
  { "xhttps://a.b", "xhttps://a.b" },
  { "éhttps://a.b", "éhttps://a.b" },
  { "HTTPS://A.B/", "{=HTTPS://A.B/|HTTPS://A.B/}" },
  { "see http://a.b/c.", "see {=http://a.b/c|http://a.b/c}." },
  { "http://a.b/c?! x", "{=http://a.b/c|http://a.b/c}?! x" },
  { "http://a.b...", "{=http://a.b|http://a.b}..." },
  { "http://a.b…", "{=http://a.b|http://a.b}…" },
  { "»http://a.b«, “http://a.b”", "»{=http://a.b|http://a.b}«, “{=http://a.b|http://a.b}”" },
  /* brackets */
  { "(http://a.b)", "({=http://a.b|http://a.b})" },
  { "[http://a.b]", "[{=http://a.b|http://a.b}]" },
  { "http://a.b/c_(d)", "{=http://a.b/c_(d)|http://a.b/c_(d)}" },
  { "(http://a.b/c_(d)).", "({=http://a.b/c_(d)|http://a.b/c_(d)})." },
  { "http://[::1]:8080/x", "{=http://[::1]:8080/x|http://[::1]:8080/x}" },
  { "http://a.b<b>c", "{=http://a.b|http://a.b}<b>c" },
  { "http://a.b/\"x", "{=http://a.b/|http://a.b/}\"x" },
  /* ports, users, escapes: as they stand */
  { "http://a.b:80/c%20d?e=f&g#h", "{=http://a.b:80/c%20d?e=f&g#h|http://a.b:80/c%20d?e=f&g#h}" },
  { "https://bank.example@evil.example/",
    "{=https://bank.example@evil.example/|https://bank.example@evil.example/}" },
  /* other scripts */
  { "http://bücher.example/ä", "{=http://bücher.example/ä|http://bücher.example/ä}" },
  { "https://例え.テスト/道", "{=https://例え.テスト/道|https://例え.テスト/道}" },
  { "看https://a.b/c。好", "看https://a.b/c。好" },
  { "看 https://a.b/c。好", "看 {=https://a.b/c|https://a.b/c}。好" },
  { "（https://a.b/c）", "（{=https://a.b/c|https://a.b/c}）" },
  { "https://пример.испытание, да", "{=https://пример.испытание|https://пример.испытание}, да" },
  { "https://مثال.إختبار/صفحة؟", "{=https://مثال.إختبار/صفحة|https://مثال.إختبار/صفحة}؟" },
  { "ראה https://דוגמה.טעסט/א.", "ראה {=https://דוגמה.טעסט/א|https://דוגמה.טעסט/א}." },
  { "http://a.b/\u202e"
    "fdp.exe",
    "{=http://a.b/|http://a.b/}\u202e"
    "fdp.exe" },
  { "\u200fhttps://a.b\u200f x", "\u200f{=https://a.b|https://a.b}\u200f x" },
  { "http://a.b\u00a0x", "{=http://a.b|http://a.b}\u00a0x" },
  { "http://a.b\nhttp://c.d", "{=http://a.b|http://a.b}\n{=http://c.d|http://c.d}" },
  { "http://a.b,http://c.d", "{=http://a.b,http://c.d|http://a.b,http://c.d}" },
  /* without a scheme */
  { "www.example.org", "{=https://www.example.org|www.example.org}" },
  { "(www.example.org/a).", "({=https://www.example.org/a|www.example.org/a})." },
  { "www. example www.x www..b", "www. example www.x www..b" },
  { "readme.md example.org", "readme.md example.org" },
  { "awww.example.org", "awww.example.org" },
  /* mail */
  { "mailto:a@b.c?", "{=mailto:a@b.c|mailto:a@b.c}?" },
  { "mailto:a@b.c?subject=x", "{=mailto:a@b.c?subject=x|mailto:a@b.c?subject=x}" },
  { "mailto:a mailto:@b", "mailto:a mailto:@b" },
  { "write to ada@example.org.", "write to {=mailto:ada@example.org|ada@example.org}." },
  { "<a.b+c@d-e.example>", "<{=mailto:a.b+c@d-e.example|a.b+c@d-e.example}>" },
  { "_ada@example.org_", "{i=mailto:ada@example.org|ada@example.org}" },
  { "zoe@bücher.example!", "{=mailto:zoe@bücher.example|zoe@bücher.example}!" },
  { "@ada ada@ a@b a@.b a@b. a@1.2", "@ada ada@ a@b a@.b a@b. a@1.2" },
  { "a@b.c@d.e", "{=mailto:a@b.c|a@b.c}@d.e" },
  /* numbers and places */
  { "tel:+49-30-123456", "{=tel:+49-30-123456|tel:+49-30-123456}" },
  { "(tel:112)", "({=tel:112|tel:112})" },
  { "tel:1 tel:me tel:+", "tel:1 tel:me tel:+" },
  { "tel:+1-201-555-0123;ext=5", "{=tel:+1-201-555-0123;ext=5|tel:+1-201-555-0123;ext=5}" },
  { "hotel:112", "hotel:112" },
  { "geo:52.5,13.4.", "{=geo:52.5,13.4|geo:52.5,13.4}." },
  { "geo:-33.8,-151.2?z=3", "{=geo:-33.8,-151.2?z=3|geo:-33.8,-151.2?z=3}" },
  { "geo:x,1 geo:1 geo:,1 geo:1,", "geo:x,1 geo:1 geo:,1 geo:1," },
};

static const struct
{
  const char *text;
  guint n_emoji;
} emoji[] = {
  { "", 0 },
  { " ", 0 },
  { "a", 0 },
  { "😀", 1 },
  { "😀😀", 2 },
  { "😀 😀 😀", 3 },
  { "😀😀😀😀", 0 },
  { "😀a", 0 },
  { "a😀", 0 },
  { " 😀\n", 1 },
  { "❤️", 1 },
  { "❤", 0 },
  { "☎", 0 },
  { "☎️", 1 },
  { "☎︎", 0 },
  { "⚽︎", 0 },
  { "👍🏽", 1 },
  { "👍🏽👍🏿", 2 },
  { "👩‍🚀", 1 },
  { "👨‍👩‍👧‍👦", 1 },
  { "👩🏽‍❤️‍💋‍👨🏿", 1 },
  { "🏳️‍🌈", 1 },
  { "🇩🇪", 1 },
  { "🇩🇪🇫🇷🇯🇵", 3 },
  { "🇩", 0 },
  { "🇩🇪🇫", 0 },
  { "🏴󠁧󠁢󠁳󠁣󠁴󠁿", 1 },
  { "1️⃣", 1 },
  { "#⃣", 1 },
  { "1", 0 },
  { "12", 0 },
  { "*", 0 },
  { "©", 0 },
  { "©️", 1 },
  { "⚽", 1 },
  { "⭐⭐", 2 },
  { "\u200d", 0 },
  { "😀\u200d", 0 },
  { "\ufe0f", 0 },
  { "🏽", 1 },
  { "🫠", 1 },
  { "𝟙", 0 },
  { "🄰", 0 },
  { "漢", 0 },
  { "🂡", 0 },
  { "❤️‍🔥", 1 },
};

static char *
describe (const AppRichText *rich)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gsize done = 0;

  for (guint i = 0; i < rich->runs->len; i++)
    {
      const AppRichTextRun *run = &g_array_index (rich->runs, AppRichTextRun, i);

      g_assert_cmpuint (run->start, >=, done);
      g_assert_cmpuint (run->end, >, run->start);
      g_assert_cmpuint (run->end, <=, strlen (rich->text));
      g_string_append_len (out, rich->text + done, run->start - done);
      g_string_append_printf (out, "{%s%s%s%s", run->style & APP_RICH_TEXT_BOLD ? "b" : "",
                              run->style & APP_RICH_TEXT_ITALIC ? "i" : "",
                              run->style & APP_RICH_TEXT_STRIKE ? "s" : "",
                              run->style & APP_RICH_TEXT_MONOSPACE ? "m" : "");
      if (run->uri != NULL)
        g_string_append_printf (out, "=%s", run->uri);
      g_string_append_c (out, '|');
      g_string_append_len (out, rich->text + run->start, run->end - run->start);
      g_string_append_c (out, '}');
      done = run->end;
    }
  g_string_append (out, rich->text + done);
  return g_string_free_and_steal (g_steal_pointer (&out));
}

static void
assert_runs (const char *text, const char *expected)
{
  g_autoptr (AppRichText) rich = app_rich_text_parse (text);
  g_autofree char *runs = describe (rich);
  g_autofree char *stripped = app_rich_text_strip (text);

  g_assert_cmpstr (runs, ==, expected);
  g_assert_cmpstr (stripped, ==, rich->text);
}

static void
test_looks (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    assert_runs (looks[i].text, looks[i].runs);
}

static void
test_links (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (links); i++)
    assert_runs (links[i].text, links[i].runs);
}

static void
test_emoji (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (emoji); i++)
    {
      g_test_message ("%s", emoji[i].text);
      g_assert_cmpuint (app_rich_text_count_emoji (emoji[i].text), ==, emoji[i].n_emoji);
    }
}

/* A link that is as long as may be, and one past it. */
static void
test_long_link (void)
{
  g_autofree char *path = g_strnfill (2048 - strlen ("http://a.b/"), 'x');
  g_autofree char *most = g_strconcat ("http://a.b/", path, NULL);
  g_autofree char *past = g_strconcat (most, "x", NULL);
  g_autofree char *expected = g_strdup_printf ("{=%s|%s}", most, most);

  assert_runs (most, expected);
  assert_runs (past, past);
}

static gboolean
is_sign (char c)
{
  return strchr ("*_~`", c) != NULL;
}

/* Whatever is written: nothing but signs goes, runs are in order, no character is cut. */
static void
test_random (void)
{
  static const char *const pieces[] = { "*",       "_",      "~",        "`",      "```", " ",
                                        "\n",      "a",      "ß",        "😀",     "語",  ".",
                                        "(",       ")",      "https://", "www.",   "a.b", "@",
                                        "mailto:", "tel:12", "geo:1,2",  "\u202e", "[",   "]" };

  for (guint i = 0; i < 50000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (AppRichText) rich = NULL;
      g_autofree char *runs = NULL;
      const char *shown;

      for (int n = g_test_rand_int_range (1, 24); n > 0; n--)
        g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      rich = app_rich_text_parse (text->str);
      runs = describe (rich);
      g_assert_true (g_utf8_validate (runs, -1, NULL));
      shown = rich->text;
      for (const char *at = text->str; *at != '\0'; at++)
        {
          if (*at == *shown)
            shown++;
          else
            g_assert_true (is_sign (*at) || *at == '\n');
        }
      g_assert_cmpstr (shown, ==, "");
    }
}

/* The longest texts that somebody can make hard: in proportion to their length each takes a few
 * milliseconds; in proportion to its square some take minutes, and the test's own limit ends them.
 */
static void
test_hard (void)
{
  static const char *const pieces[] = { "*a ",   "_a ",     "*a _b ~c ",  "`",        "` ",
                                        "``` ",  "``",      "http://",    "http://)", "www.a.",
                                        "a-",    "a@",      "a@a.",       "mailto:",  "((((",
                                        "*_~",   "*a* ",    "*a _b ~c~ ", "*`a* `b ", "x@y.z)))",
                                        "tel:1", "*a `b_ ", "*a ```\n",   "```  " };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *stripped = NULL;

      while (text->len < 256 * 1024)
        g_string_append (text, pieces[i]);
      stripped = app_rich_text_strip (text->str);
      g_assert_cmpuint (strlen (stripped), <=, text->len);
    }
}

static void
test_fold (void)
{
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (GString) joined = g_string_new (NULL);
  gsize fold;

  g_assert_cmpuint (app_rich_text_get_fold (""), ==, 0);
  g_assert_cmpuint (app_rich_text_get_fold ("short"), ==, 0);
  while (words->len < 1000)
    g_string_append (words, "word ");
  g_assert_cmpuint (app_rich_text_get_fold (words->str), ==, 0); /* not worth it */
  while (words->len < 5000)
    g_string_append (words, "word ");
  fold = app_rich_text_get_fold (words->str);
  g_assert_cmpuint (fold, >, 500);
  g_assert_cmpuint (fold, <, 1000);
  g_assert_cmpint (words->str[fold], ==, ' ');

  while (lines->len < 400)
    g_string_append (lines, "line\n");
  fold = app_rich_text_get_fold (lines->str);
  g_assert_cmpuint (fold, >, 0);
  g_assert_cmpuint (fold, <, 100);

  while (joined->len < 20000)
    g_string_append (joined, "👩‍🚀");
  fold = app_rich_text_get_fold (joined->str);
  g_assert_cmpuint (fold, >, 0);
  g_assert_cmpuint (fold % strlen ("👩‍🚀"), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rich-text/looks", test_looks);
  g_test_add_func ("/rich-text/links", test_links);
  g_test_add_func ("/rich-text/emoji", test_emoji);
  g_test_add_func ("/rich-text/long-link", test_long_link);
  g_test_add_func ("/rich-text/random", test_random);
  g_test_add_func ("/rich-text/hard", test_hard);
  g_test_add_func ("/rich-text/fold", test_fold);

  return g_test_run ();
}
