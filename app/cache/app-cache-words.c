/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-cache"

#include "config.h"

#include "app-cache-words.h"

static gboolean
is_word (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

char *
app_cache_words_fold (const char *text, gsize length)
{
  g_autofree char *normal = g_utf8_normalize (text, (gssize) length, G_NORMALIZE_ALL);
  g_autoptr (GString) bare = g_string_new (NULL);

  for (const char *p = normal; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_ismark (g_utf8_get_char (p)))
      g_string_append_unichar (bare, g_utf8_get_char (p));
  return g_utf8_casefold (bare->str, (gssize) bare->len);
}

const char *
app_cache_words_skip (const char *p, gboolean word)
{
  while (*p != '\0' && is_word (g_utf8_get_char (p)) == word)
    p = g_utf8_next_char (p);
  return p;
}

gboolean
app_cache_words_have_beginning (const char *text, const char *beginning)
{
  for (const char *p = app_cache_words_skip (text, FALSE); *p != '\0';)
    {
      const char *end = app_cache_words_skip (p, TRUE);
      g_autofree char *word = app_cache_words_fold (p, (gsize) (end - p));

      if (g_str_has_prefix (word, beginning))
        return TRUE;
      p = app_cache_words_skip (end, FALSE);
    }
  return FALSE;
}
