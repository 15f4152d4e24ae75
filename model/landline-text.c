/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-model"

#include "config.h"

#include "landline-text.h"

/* Letters and symbols by their category that leave the line empty all the same (Unicode Standard
 * Annex #44, Default_Ignorable_Code_Point, and the blank pattern of Braille). */
static gboolean
is_blank_by_design (gunichar c)
{
  return c == 0x115f || c == 0x1160 || c == 0x2800 || c == 0x3164 || c == 0xffa0;
}

/* Whether something is to be seen of @c where it stands alone. A mark is seen only on a letter. */
static gboolean
is_visible (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_NON_SPACING_MARK:
    case G_UNICODE_SPACING_MARK:
    case G_UNICODE_ENCLOSING_MARK:
    case G_UNICODE_SPACE_SEPARATOR:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
      return FALSE;
    default:
      return !is_blank_by_design (c);
    }
}

/**
 * landline_text_is_visible:
 * @text: UTF-8
 *
 * Returns: whether there is anything in it that a person sees: not only spaces, marks, or
 * characters without a shape
 */
gboolean
landline_text_is_visible (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (is_visible (g_utf8_get_char (p)))
      return TRUE;

  return FALSE;
}

/**
 * landline_text_has_controls:
 * @text: UTF-8
 *
 * Returns: whether there are control characters in it, line breaks among them
 */
gboolean
landline_text_has_controls (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return TRUE;

  return FALSE;
}

/* What an emoji is made of belongs to no script of its own. One that is newer than GLib's tables is
 * of an unknown script. */
static gboolean
may_be_in_emoji (gunichar c)
{
  GUnicodeScript script = g_unichar_get_script (c);

  return !g_unichar_iscntrl (c) && !g_unichar_isspace (c) &&
         (script == G_UNICODE_SCRIPT_COMMON || script == G_UNICODE_SCRIPT_INHERITED ||
          script == G_UNICODE_SCRIPT_UNKNOWN);
}

/**
 * landline_text_is_emoji:
 * @text: UTF-8
 *
 * Whether @text may stand as a reaction below a message. It is no list of all emoji: there are new
 * ones each year, and a server need not know them. What it keeps out is writing: letters, spaces,
 * and what is ASCII alone.
 *
 * Returns: whether it looks like one emoji
 */
gboolean
landline_text_is_emoji (const char *text)
{
  gboolean is_beyond_ascii = FALSE;

  g_return_val_if_fail (text != NULL, FALSE);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!may_be_in_emoji (c))
        return FALSE;
      is_beyond_ascii = is_beyond_ascii || c >= 0x80;
    }

  return is_beyond_ascii && landline_text_is_visible (text);
}
