/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-notation"

#include "config.h"

#include "app-rich-text.h"

#include <string.h>

#include "app-text-link.h"

/* A text that is longer than this is folded, if what would be hidden is worth a click. */
#define FOLD_CHARS 900
#define FOLD_LINES 18
#define FOLD_LEAST 200 /* bytes that are hidden at least */

#define FENCE "```"

static const struct
{
  char sign;
  AppRichTextStyle style;
} signs[] = {
  { '*', APP_RICH_TEXT_BOLD },
  { '_', APP_RICH_TEXT_ITALIC },
  { '~', APP_RICH_TEXT_STRIKE },
};

#define N_SIGNS G_N_ELEMENTS (signs)

/* Where it is known that a sign closes nothing more: each search that fails is made once in a line,
 * so that the whole takes time in proportion to the text. */
typedef struct
{
  const char *text;
  const char *end;
  const char *no_code; /* up to here no backtick closes */
  GString *out;
  GArray *runs; /* NULL: only the text is wanted */
} Parser;

static gboolean
is_word (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

static gunichar
get_before (const Parser *parser, const char *at)
{
  return at > parser->text ? g_utf8_get_char (g_utf8_prev_char (at)) : ' ';
}

static gunichar
get_at (const Parser *parser, const char *at)
{
  return at < parser->end ? g_utf8_get_char (at) : ' ';
}

/* A sign opens where no word runs into it and something follows, and closes the other way round. */
static gboolean
may_open (const Parser *parser, const char *at)
{
  gunichar next = get_at (parser, at + 1);

  return !is_word (get_before (parser, at)) && !g_unichar_isspace (next) && next != (gunichar) *at;
}

static gboolean
may_close (const Parser *parser, const char *at)
{
  gunichar before = get_before (parser, at);

  return !g_unichar_isspace (before) && before != (gunichar) *at &&
         !is_word (get_at (parser, at + 1));
}

static void
add_run (Parser *parser, gsize start, AppRichTextStyle style, char *uri)
{
  AppRichTextRun run = { start, parser->out->len, style, uri };

  if (parser->runs != NULL && run.end > start && (style != 0 || uri != NULL))
    g_array_append_val (parser->runs, run);
  else
    g_free (uri);
}

static void
append (Parser *parser, const char *from, const char *to, AppRichTextStyle style, char *uri)
{
  gsize start = parser->out->len;

  g_string_append_len (parser->out, from, to - from);
  add_run (parser, start, style, uri);
}

static gboolean
is_blank (const char *from, const char *to)
{
  while (from < to && g_unichar_isspace (g_utf8_get_char (from)))
    from = g_utf8_next_char (from);
  return from >= to;
}

/* Behind the block that begins at @at, with its inside; NULL if there is none. */
static const char *
find_block (const char *at, const char *end, const char **inside, const char **inside_end)
{
  const char *close;

  if (end - at < 7 || strncmp (at, FENCE, 3) != 0)
    return NULL;
  close = g_strstr_len (at + 3, end - at - 3, FENCE);
  if (close == NULL || is_blank (at + 3, close))
    return NULL;
  *inside = at[3] == '\n' ? at + 4 : at + 3;
  *inside_end = close[-1] == '\n' && close - 1 > *inside ? close - 1 : close;
  return close + 3;
}

static const char *
find_code (Parser *parser,
           const char *at,
           const char *end,
           const char **inside,
           const char **inside_end)
{
  const char *p = at + 1;

  if (*at != '`' || at < parser->no_code)
    return NULL;
  while (p < end && *p != '`' && *p != '\n')
    p++;
  if (p == end || *p != '`')
    {
      parser->no_code = p;
      return NULL;
    }
  if (is_blank (at + 1, p))
    return NULL;
  *inside = at + 1;
  *inside_end = p;
  return p + 1;
}

/* What is taken as it stands: signs in it mean nothing. */
static const char *
find_verbatim (Parser *parser,
               const char *at,
               const char *end,
               const char **inside,
               const char **inside_end)
{
  const char *behind = find_block (at, end, inside, inside_end);

  return behind != NULL ? behind : find_code (parser, at, end, inside, inside_end);
}

static gsize
find_link (Parser *parser, const char *at, const char *end, char **uri)
{
  /* A word can only be a link from its beginning on. */
  if (!g_ascii_isalnum (*at))
    return 0;
  return app_text_link_at (parser->text, at, end, uri);
}

/* The sign that closes the one at @at, in the same line. */
static const char *
find_close (Parser *parser, const char *at, const char *end)
{
  const char *p = at + 1, *inside, *inside_end;

  while (p < end && *p != '\n')
    {
      const char *behind = find_verbatim (parser, p, end, &inside, &inside_end);
      gsize link = behind == NULL ? find_link (parser, p, end, NULL) : 0;

      if (behind != NULL || link > 0)
        p = behind != NULL ? behind : p + link;
      else if (*p == *at && p > at + 1 && may_close (parser, p))
        return p;
      else
        p = g_utf8_next_char (p);
    }
  return NULL;
}

static void
parse (Parser *parser, const char *at, const char *end, AppRichTextStyle style)
{
  const char *plain = at, *line_end = at, *inside, *inside_end;
  gboolean is_hopeless[N_SIGNS] = { FALSE }; /* in this line */

  while (at < end)
    {
      const char *behind = find_verbatim (parser, at, end, &inside, &inside_end), *close = NULL;
      char *uri = NULL;
      gsize link = behind == NULL ? find_link (parser, at, end, &uri) : 0;
      guint i;

      if (at >= line_end)
        {
          line_end = memchr (at, '\n', end - at);
          line_end = line_end != NULL ? line_end + 1 : end;
          memset (is_hopeless, 0, sizeof is_hopeless);
        }
      for (i = 0; i < N_SIGNS; i++)
        if (*at == signs[i].sign && (style & signs[i].style) == 0 && !is_hopeless[i] &&
            may_open (parser, at))
          {
            close = find_close (parser, at, end);
            is_hopeless[i] = close == NULL;
            break;
          }
      if (behind == NULL && link == 0 && close == NULL)
        {
          at = g_utf8_next_char (at);
          continue;
        }
      append (parser, plain, at, style, NULL);
      if (behind != NULL)
        append (parser, inside, inside_end, style | APP_RICH_TEXT_MONOSPACE, NULL);
      else if (link > 0)
        append (parser, at, at + link, style, uri);
      else
        parse (parser, at + 1, close, style | signs[i].style);
      at = plain = behind != NULL ? behind : link > 0 ? at + link : close + 1;
    }
  append (parser, plain, end, style, NULL);
}

static void
clear_run (gpointer data)
{
  g_free (((AppRichTextRun *) data)->uri);
}

/**
 * app_rich_text_parse:
 * @text: what somebody wrote
 *
 * Reads the usual signs: `*bold*`, `_italic_`, `~strikethrough~`, `` `monospace` `` and blocks
 * between three backticks, and finds the links. A sign counts only where no word runs into it from
 * outside and no space follows it inside, in one line; in monospace and in links nothing counts.
 * Takes time in proportion to the text.
 *
 * Returns: (transfer full): what is to be shown
 */
AppRichText *
app_rich_text_parse (const char *text)
{
  AppRichText *self;
  Parser parser = { 0 };

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (AppRichText, 1);
  self->runs = g_array_new (FALSE, FALSE, sizeof (AppRichTextRun));
  g_array_set_clear_func (self->runs, clear_run);
  self->n_emoji = app_rich_text_count_emoji (text);
  parser.text = text;
  parser.end = text + strlen (text);
  parser.out = g_string_sized_new (parser.end - text + 1);
  parser.runs = self->runs;
  parse (&parser, text, parser.end, 0);
  self->text = g_string_free_and_steal (parser.out);
  return self;
}

/**
 * app_rich_text_free:
 * @self: (transfer full): what is shown
 *
 * Frees it.
 */
void
app_rich_text_free (AppRichText *self)
{
  g_free (self->text);
  g_array_unref (self->runs);
  g_free (self);
}

/**
 * app_rich_text_strip:
 * @text: what somebody wrote
 *
 * Returns: (transfer full): it without the signs, for a line that has no room for looks
 */
char *
app_rich_text_strip (const char *text)
{
  Parser parser = { 0 };

  g_return_val_if_fail (text != NULL, NULL);

  parser.text = text;
  parser.end = text + strlen (text);
  parser.out = g_string_sized_new (parser.end - text + 1);
  parse (&parser, text, parser.end, 0);
  return g_string_free_and_steal (parser.out);
}

/**
 * app_rich_text_get_fold:
 * @text: what is shown of a message
 *
 * Returns: where it is cut, in bytes, until somebody wants to read more; 0 if it is short enough to
 * be shown as a whole
 */
gsize
app_rich_text_get_fold (const char *text)
{
  const char *at = text, *word = NULL;
  guint n_lines = 0;

  g_return_val_if_fail (text != NULL, 0);

  if (strlen (text) < FOLD_LEAST)
    return 0;
  for (guint i = 0; *at != '\0' && i < FOLD_CHARS && n_lines < FOLD_LINES; i++)
    {
      n_lines += *at == '\n';
      if (g_unichar_isspace (g_utf8_get_char (at)))
        word = at;
      at = g_utf8_next_char (at);
    }
  if (strlen (at) < FOLD_LEAST)
    return 0;
  /* Between words, if one ends near; never inside of what is one sign to people. */
  if (word != NULL && at - word < FOLD_LEAST)
    return word - text;
  while (at > text && (g_unichar_ismark (g_utf8_get_char (at)) || g_utf8_get_char (at) == 0x200d ||
                       g_utf8_get_char (g_utf8_prev_char (at)) == 0x200d))
    at = g_utf8_prev_char (at);
  return at - text;
}
