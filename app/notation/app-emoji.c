/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-notation"

#include "config.h"

#include "app-rich-text.h"

#define JOINER        0x200d
#define EMOJI_STYLE   0xfe0f
#define KEYCAP        0x20e3
#define BLACK_FLAG    0x1f3f4
#define TAG_FIRST     0xe0020
#define TAG_END       0xe007f
#define MOST_IN_EMOJI 16 /* characters: a family of four, or a flag of six letters, takes less */

typedef struct
{
  gunichar first;
  gunichar last;
} Range;

/* Emoji_Presentation=Yes below U+1F000 (emoji-data.txt of Unicode 16): pictures by themselves. */
static const Range pictures[] = {
  { 0x231a, 0x231b }, { 0x23e9, 0x23ec }, { 0x23f0, 0x23f0 }, { 0x23f3, 0x23f3 },
  { 0x25fd, 0x25fe }, { 0x2614, 0x2615 }, { 0x2648, 0x2653 }, { 0x267f, 0x267f },
  { 0x2693, 0x2693 }, { 0x26a1, 0x26a1 }, { 0x26aa, 0x26ab }, { 0x26bd, 0x26be },
  { 0x26c4, 0x26c5 }, { 0x26ce, 0x26ce }, { 0x26d4, 0x26d4 }, { 0x26ea, 0x26ea },
  { 0x26f2, 0x26f3 }, { 0x26f5, 0x26f5 }, { 0x26fa, 0x26fa }, { 0x26fd, 0x26fd },
  { 0x2705, 0x2705 }, { 0x270a, 0x270b }, { 0x2728, 0x2728 }, { 0x274c, 0x274c },
  { 0x274e, 0x274e }, { 0x2753, 0x2755 }, { 0x2757, 0x2757 }, { 0x2795, 0x2797 },
  { 0x27b0, 0x27b0 }, { 0x27bf, 0x27bf }, { 0x2b1b, 0x2b1c }, { 0x2b50, 0x2b50 },
  { 0x2b55, 0x2b55 },
};

/* Where the rest of the characters with Emoji=Yes below U+1F000 are: pictures when a selector says
 * so. */
static const Range symbols[] = {
  { 0x00a9, 0x00a9 }, { 0x00ae, 0x00ae }, { 0x203c, 0x203c }, { 0x2049, 0x2049 },
  { 0x2122, 0x2122 }, { 0x2139, 0x2139 }, { 0x2194, 0x21aa }, { 0x2328, 0x23fa },
  { 0x24c2, 0x24c2 }, { 0x25aa, 0x25fe }, { 0x2600, 0x27bf }, { 0x2934, 0x2935 },
  { 0x2b05, 0x2b55 }, { 0x3030, 0x3030 }, { 0x303d, 0x303d }, { 0x3297, 0x3299 },
};

static gboolean
is_in (gunichar c, const Range *ranges, guint n_ranges)
{
  for (guint i = 0; i < n_ranges; i++)
    if (c >= ranges[i].first && c <= ranges[i].last)
      return TRUE;
  return FALSE;
}

static gboolean
is_flag_letter (gunichar c)
{
  return c >= 0x1f1e6 && c <= 0x1f1ff;
}

static gboolean
is_skin_tone (gunichar c)
{
  return c >= 0x1f3fb && c <= 0x1f3ff;
}

/* The blocks of pictures, with room for those of later years; what is text there (cards, letters in
 * circles) is left out. */
static gboolean
is_astral_picture (gunichar c)
{
  return c == 0x1f004 || c == 0x1f0cf || c == 0x1f18e || (c >= 0x1f191 && c <= 0x1f19a) ||
         (c >= 0x1f201 && c <= 0x1f265) || (c >= 0x1f300 && c <= 0x1f64f) ||
         (c >= 0x1f680 && c <= 0x1f6ff) || (c >= 0x1f7e0 && c <= 0x1f7f0) ||
         (c >= 0x1f900 && c <= 0x1faff);
}

/* One picture with its skin tone and selector; NULL if there is none at @at. */
static const char *
skip_element (const char *at)
{
  gunichar c = g_utf8_get_char (at), next;
  gboolean is_picture = is_astral_picture (c) || is_in (c, pictures, G_N_ELEMENTS (pictures));

  if (!is_picture && !is_in (c, symbols, G_N_ELEMENTS (symbols)))
    return NULL;
  at = g_utf8_next_char (at);
  next = g_utf8_get_char (at);
  if (next == EMOJI_STYLE || is_skin_tone (next))
    return g_utf8_next_char (at);
  return is_picture || next == JOINER ? at : NULL;
}

/* #️⃣: a digit or sign, perhaps the selector, the key around it. */
static const char *
skip_keycap (const char *at)
{
  if (!g_ascii_isdigit (*at) && *at != '#' && *at != '*')
    return NULL;
  at++;
  if (g_utf8_get_char (at) == EMOJI_STYLE)
    at = g_utf8_next_char (at);
  return g_utf8_get_char (at) == KEYCAP ? g_utf8_next_char (at) : NULL;
}

/* Scotland: a black flag, letters that are not seen, their end. */
static const char *
skip_tags (const char *at)
{
  const char *p = at;

  while (g_utf8_get_char (p) >= TAG_FIRST && g_utf8_get_char (p) < TAG_END)
    p = g_utf8_next_char (p);
  return p > at && g_utf8_get_char (p) == TAG_END ? g_utf8_next_char (p) : at;
}

/* One emoji as people see it (Unicode Technical Standard #51, 1.4.9); NULL if there is none. */
static const char *
skip_emoji (const char *at)
{
  const char *keycap = skip_keycap (at), *end = at;
  gunichar first = g_utf8_get_char (at);

  if (keycap != NULL)
    return keycap;
  if (is_flag_letter (first))
    {
      at = g_utf8_next_char (at);
      return is_flag_letter (g_utf8_get_char (at)) ? g_utf8_next_char (at) : NULL;
    }
  for (guint i = 0; i < MOST_IN_EMOJI; i++)
    {
      end = skip_element (end);
      if (end == NULL)
        return NULL;
      if (i == 0 && first == BLACK_FLAG)
        end = skip_tags (end);
      if (g_utf8_get_char (end) != JOINER)
        return end;
      end = g_utf8_next_char (end);
    }
  return NULL;
}

/**
 * app_rich_text_count_emoji:
 * @text: what somebody wrote
 *
 * Returns: of how many emoji it consists, with nothing but spaces between them; 0 if there is
 * anything else in it, or more than %APP_RICH_TEXT_MOST_EMOJI
 */
guint
app_rich_text_count_emoji (const char *text)
{
  guint n = 0;

  g_return_val_if_fail (text != NULL, 0);

  while (*text != '\0')
    {
      const char *next = skip_emoji (text);

      if (next == NULL && !g_ascii_isspace (*text))
        return 0;
      n += next != NULL;
      if (n > APP_RICH_TEXT_MOST_EMOJI)
        return 0;
      text = next != NULL ? next : text + 1;
    }
  return n;
}
