/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-phone-number.h"

#include <glib/gi18n.h>

/* E.164 and the extensions of a local network, as the protocol has them. */
#define PHONE_DIGITS_MIN     6
#define PHONE_DIGITS_MAX     15
#define EXTENSION_DIGITS_MIN 2
#define EXTENSION_DIGITS_MAX 6

/* What people write between digits: spaces of any kind, and the marks of the usual notations. */
static gboolean
is_separator (gunichar c)
{
  return g_unichar_isspace (c) || c == '-' || c == '.' || c == '/' || c == '(' || c == ')' ||
         c == 0x2010 || c == 0x2011 || c == 0x2012 || c == 0x2013 || c == 0x200e || c == 0x200f;
}

static const char *
explain (gsize digits, gboolean plus)
{
  if (digits == 0)
    return _ ("Enter an extension like 101 or a phone number like +49 30 123456.");
  if (plus && digits < PHONE_DIGITS_MIN)
    return _ ("This phone number is too short. It needs at least 6 digits after the +.");
  if (plus)
    return _ ("This phone number is too long. It has at most 15 digits after the +.");
  if (digits < EXTENSION_DIGITS_MIN)
    return _ ("An extension has at least 2 digits, like 10.");
  return _ (
      "A phone number starts with + and the country code, like +49 30 123456. An extension has "
      "2 to 6 digits.");
}

/**
 * app_phone_number_normalize:
 * @typed: what a person typed
 * @problem: (out) (optional) (transfer full): what is wrong with it, as a sentence for that person
 *
 * Makes a user id out of what was typed: `+` and 6 to 15 digits, or an extension of 2 to 6 digits.
 * Digits of any script count; spaces and the usual marks between them do not; a leading `00` is a
 * `+`.
 *
 * Returns: (transfer full) (nullable): the user id, or %NULL with @problem set
 */
char *
app_phone_number_normalize (const char *typed, char **problem)
{
  g_autoptr (GString) digits = NULL;
  gboolean plus = FALSE;

  g_return_val_if_fail (typed != NULL, NULL);

  digits = g_string_new (NULL);
  for (const char *p = typed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isdigit (c))
        g_string_append_c (digits, (char) ('0' + g_unichar_digit_value (c)));
      else if ((c == '+' || c == 0xff0b) && digits->len == 0 && !plus)
        plus = TRUE;
      else if (!is_separator (c))
        {
          if (problem != NULL)
            *problem = g_strdup (_ ("Only digits, and a + at the start of a phone number."));
          return NULL;
        }
    }
  if (!plus && digits->len > EXTENSION_DIGITS_MAX && g_str_has_prefix (digits->str, "00"))
    {
      plus = TRUE;
      g_string_erase (digits, 0, 2);
    }

  if (plus ? digits->len >= PHONE_DIGITS_MIN && digits->len <= PHONE_DIGITS_MAX
           : digits->len >= EXTENSION_DIGITS_MIN && digits->len <= EXTENSION_DIGITS_MAX)
    {
      if (plus)
        g_string_prepend_c (digits, '+');
      return g_string_free (g_steal_pointer (&digits), FALSE);
    }
  if (problem != NULL)
    *problem = g_strdup (explain (digits->len, plus));
  return NULL;
}
