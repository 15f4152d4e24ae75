/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-models"

#include "config.h"

#include "app-search-snippet.h"

#include <string.h>

#include "app-cache-words.h"

/* The index keeps no texts, so that it cannot say where the words are: they are found again here.
 */

#define LENGTH_MAX 200 /* characters: more is never seen in a row */
#define BEFORE     30  /* characters that are shown before the first word */

static GPtrArray *
split (const char *query)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  const char *p = app_cache_words_skip (query, FALSE);

  while (*p != '\0')
    {
      const char *end = app_cache_words_skip (p, TRUE);

      g_ptr_array_add (words, app_cache_words_fold (p, (gsize) (end - p)));
      p = app_cache_words_skip (end, FALSE);
    }
  return words;
}

/* The last word of a query is the beginning of one. */
static gboolean
matches (GPtrArray *words, const char *word)
{
  for (guint i = 0; i < words->len; i++)
    if (i + 1 < words->len ? g_str_equal (word, g_ptr_array_index (words, i))
                           : g_str_has_prefix (word, g_ptr_array_index (words, i)))
      return TRUE;
  return FALSE;
}

static const char *
find_first (const char *text, GPtrArray *words)
{
  for (const char *p = app_cache_words_skip (text, FALSE); *p != '\0';)
    {
      const char *end = app_cache_words_skip (p, TRUE);
      g_autofree char *word = app_cache_words_fold (p, (gsize) (end - p));

      if (matches (words, word))
        return p;
      p = app_cache_words_skip (end, FALSE);
    }
  return NULL;
}

/* Whole characters, and from the beginning of a word on */
static const char *
find_beginning (const char *text, const char *first)
{
  const char *p = first;

  for (guint i = 0; i < BEFORE && p > text; i++)
    p = g_utf8_prev_char (p);
  if (p == text)
    return p;
  p = app_cache_words_skip (p, TRUE);
  return app_cache_words_skip (MIN (p, first), FALSE) <= first
             ? app_cache_words_skip (MIN (p, first), FALSE)
             : first;
}

static void
append_escaped (GString *markup, const char *text, gsize length)
{
  g_autofree char *escaped = g_markup_escape_text (text, (gssize) length);

  g_strdelimit (escaped, "\n\r\t", ' ');
  g_string_append (markup, escaped);
}

static void
append_words (GString *markup, const char *p, const char *end, GPtrArray *words)
{
  while (p < end)
    {
      gboolean is_match;
      const char *gap = app_cache_words_skip (p, FALSE);
      const char *next = MIN (gap > p ? gap : app_cache_words_skip (p, TRUE), end);
      g_autofree char *word = app_cache_words_fold (p, (gsize) (next - p));

      is_match = gap == p && matches (words, word);
      if (is_match)
        g_string_append (markup, "<b>");
      append_escaped (markup, p, (gsize) (next - p));
      if (is_match)
        g_string_append (markup, "</b>");
      p = next;
    }
}

/**
 * app_search_snippet_make:
 * @text: the text of a message
 * @query: the words that were searched for
 *
 * Cuts out where the words are.
 *
 * Returns: (transfer full): a line of Pango markup with the words emphasised
 */
char *
app_search_snippet_make (const char *text, const char *query)
{
  g_autoptr (GPtrArray) words = NULL;
  g_autoptr (GString) markup = g_string_new (NULL);
  const char *first, *beginning;
  glong length;

  g_return_val_if_fail (text != NULL && query != NULL, NULL);

  words = split (query);
  first = find_first (text, words);
  beginning = first != NULL ? find_beginning (text, first) : text;
  if (beginning > text)
    g_string_append (markup, "…");
  length = MIN (g_utf8_strlen (beginning, -1), LENGTH_MAX);
  append_words (markup, beginning, g_utf8_offset_to_pointer (beginning, length), words);
  return g_string_free (g_steal_pointer (&markup), FALSE);
}
