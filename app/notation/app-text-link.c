/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-notation"

#include "config.h"

#include "app-text-link.h"

#include <string.h>

#define MOST_LINK  2048 /* bytes: a longer one is shown, but leads nowhere */
#define MOST_LOCAL 64   /* bytes before the sign of an address of mail: RFC 5321, 4.5.3.1.1 */

static gboolean
is_word (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

/* Marks that end a sentence in a script without spaces end a link, too. */
static gboolean
ends_link (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT ||
         (c < 0x80 && strchr ("<>\"`{}|\\^", (int) c) != NULL) || (c >= 0x3000 && c <= 0x303f) ||
         (c >= 0xff00 && c <= 0xff0f) || (c >= 0xff1a && c <= 0xff1f);
}

/* A host begins with a letter or digit of any script, or is an address in brackets. */
static gboolean
check_host (const char *rest, gsize length)
{
  gunichar first = length > 0 ? g_utf8_get_char (rest) : 0;

  return g_unichar_isalnum (first) || (first == '[' && memchr (rest, ']', length) != NULL);
}

static gboolean
check_www (const char *rest, gsize length)
{
  const char *point = memchr (rest, '.', length);

  return check_host (rest, length) && point != NULL && point + 1 < rest + length &&
         g_unichar_isalnum (g_utf8_get_char (point + 1));
}

static gboolean
check_mail (const char *rest, gsize length)
{
  const char *sign = memchr (rest, '@', length);

  return sign != NULL && sign > rest && sign + 1 < rest + length;
}

static gboolean
check_number (const char *rest, gsize length)
{
  guint n_digits = 0;

  for (gsize i = 0; i < length; i++)
    {
      n_digits += g_ascii_isdigit (rest[i]);
      if (!g_ascii_isdigit (rest[i]) && strchr ("+-.()*#;=", rest[i]) == NULL &&
          memchr (rest, ';', i) == NULL)
        return FALSE;
    }
  return n_digits >= 2;
}

static gboolean
check_place (const char *rest, gsize length)
{
  const char *comma = memchr (rest, ',', length);

  if (comma == NULL || comma == rest || comma + 1 == rest + length)
    return FALSE;
  for (const char *at = rest; at < comma; at++)
    if (!g_ascii_isdigit (*at) && *at != '.' && *at != '-')
      return FALSE;
  return g_ascii_isdigit (comma[1]) || (comma[1] == '-' && comma + 2 < rest + length);
}

/* What a link begins with. Names without a scheme are links only where nobody can take them for
 * anything else: "www." and addresses of mail. */
static const struct
{
  const char *prefix;
  const char *scheme; /* what the link gets in front */
  gboolean (*check) (const char *rest, gsize length);
} kinds[] = {
  { "https://", "", check_host }, { "http://", "", check_host }, { "www.", "https://", check_www },
  { "mailto:", "", check_mail },  { "tel:", "", check_number },  { "geo:", "", check_place },
};

static guint
count (const char *text, gsize length, gunichar wanted)
{
  guint n = 0;

  for (const char *at = text; at < text + length; at = g_utf8_next_char (at))
    n += g_utf8_get_char (at) == wanted;
  return n;
}

/* The bracket that a closing one closes, 0 if @c is none. */
static gunichar
get_opening (gunichar c)
{
  gunichar opening;

  if (c == ')' || c == ']')
    return g_unichar_get_mirror_char (c, &opening) ? opening : 0;
  return 0;
}

/* What follows a link in a sentence is not part of it; a bracket is, if it was opened in it. */
static gsize
trim (const char *link, gsize length, gunichar before)
{
  while (length > 0)
    {
      const char *last = g_utf8_find_prev_char (link, link + length);
      gunichar c = g_utf8_get_char (last), opening = get_opening (c);
      GUnicodeType type = g_unichar_type (c);
      gboolean is_sign = c == before && (c == '_' || c == '~'); /* _https://a.b_ */

      if (opening != 0 ? count (link, length, c) <= count (link, length, opening)
                       : !is_sign && strchr (".,;:!?'*", c < 0x80 ? (int) c : 'a') == NULL &&
                             (c < 0x80 || (type != G_UNICODE_OTHER_PUNCTUATION &&
                                           type != G_UNICODE_FINAL_PUNCTUATION &&
                                           type != G_UNICODE_INITIAL_PUNCTUATION &&
                                           type != G_UNICODE_CLOSE_PUNCTUATION)))
        break;
      length = last - link;
    }
  return length;
}

static gsize
find_end (const char *at, const char *end)
{
  const char *p = at;

  while (p < end && !ends_link (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  return p - at;
}

static gboolean
is_mail_letter (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("._%+-", c) != NULL);
}

/* somebody@example.org: ASCII before the sign, and a host with a point that ends in letters. */
static gsize
get_mail_length (const char *at, const char *end)
{
  const char *p = at, *host, *point = NULL;

  while (p < end && p - at <= MOST_LOCAL && is_mail_letter (*p))
    p++;
  if (p == at || p == end || *p != '@' || !g_ascii_isalnum (*at))
    return 0;
  host = ++p;
  while (p < end && p - at <= MOST_LINK &&
         (is_word (g_utf8_get_char (p)) || *p == '-' || *p == '.'))
    {
      if (*p == '.')
        point = p;
      p = g_utf8_next_char (p);
    }
  while (p > host && (p[-1] == '.' || p[-1] == '-'))
    p--;
  while (point != NULL && point >= p)
    point = g_strrstr_len (host, p - host, ".");
  if (point == NULL || point == host || point + 1 >= p ||
      !g_unichar_isalpha (g_utf8_get_char (point + 1)))
    return 0;
  return p - at;
}

static char *
complete (const char *scheme, const char *link, gsize length)
{
  g_autofree char *text = g_strndup (link, length);

  return g_strconcat (scheme, text, NULL);
}

/**
 * app_text_link_at:
 * @text: a text
 * @at: a place in it
 * @end: where what may be part of the link ends
 * @uri: (out) (optional): where the link leads, untouched if it is too long to lead anywhere
 *
 * Whether a link begins at @at: `http`, `https`, `www.`, `mailto`, `tel`, `geo` or an address of
 * mail. What it shows is what it leads to; nothing is looked up.
 *
 * Returns: how long it is, in bytes; 0 if there is none
 */
gsize
app_text_link_at (const char *text, const char *at, const char *end, char **uri)
{
  gunichar before = at > text ? g_utf8_get_char (g_utf8_prev_char (at)) : 0;
  gsize length;

  if (is_word (before))
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gsize prefix = strlen (kinds[i].prefix);

      if ((gsize) (end - at) <= prefix || g_ascii_strncasecmp (at, kinds[i].prefix, prefix) != 0)
        continue;
      length = find_end (at, end);
      if (length > MOST_LINK)
        return length; /* to be passed over: to look for another one at each of its letters takes
                          long */
      length = trim (at, length, before);
      if (length <= prefix || !kinds[i].check (at + prefix, length - prefix))
        return 0;
      if (uri != NULL)
        *uri = complete (kinds[i].scheme, at, length);
      return length;
    }
  if (!g_ascii_isalnum (*at) || before == '@' || before == '.' || before == '+' || before == '%')
    return 0;
  length = get_mail_length (at, end);
  if (length > 0 && uri != NULL)
    *uri = complete ("mailto:", at, length);
  return length;
}
