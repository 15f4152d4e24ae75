/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-wire"

#include "config.h"

#include "wire-writer.h"

#include <string.h>

static void
append_escaped (GString *out, guchar c)
{
  static const char digits[] = "0123456789abcdef";
  char escape[] = { '\\', 'u', '0', '0', digits[c >> 4], digits[c & 15] };

  switch (c)
    {
    case '"':
    case '\\':
      escape[1] = c;
      break;
    case '\n':
      escape[1] = 'n';
      break;
    case '\r':
      escape[1] = 'r';
      break;
    case '\t':
      escape[1] = 't';
      break;
    default:
      g_string_append_len (out, escape, sizeof escape);
      return;
    }

  g_string_append_len (out, escape, 2);
}

/* Whether one of eight bytes has to be escaped: below 0x20, a quotation mark or a backslash. Each
 * test sets the high bit of the first byte that it is about (and maybe of later ones). */
static gboolean
has_special (const char *eight)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  const guint64 highs = ones * 0x80;
  guint64 word, quotes, backslashes;

  memcpy (&word, eight, 8);
  quotes = word ^ (ones * '"');
  backslashes = word ^ (ones * '\\');

  return ((((word - ones * 0x20) & ~word) | ((quotes - ones) & ~quotes) |
           ((backslashes - ones) & ~backslashes)) &
          highs) != 0;
}

void
wire_append_string (GString *out, const char *string)
{
  const char *end = string + strlen (string);
  const char *run = string;
  const char *p = string;

  g_string_append_c (out, '"');
  while (p < end)
    {
      /* Nearly all of a text is copied as it is. */
      if (end - p >= 8 && !has_special (p))
        {
          p += 8;
          continue;
        }

      if (G_UNLIKELY ((guchar) *p < 0x20 || *p == '"' || *p == '\\'))
        {
          g_string_append_len (out, run, p - run);
          append_escaped (out, *p);
          run = p + 1;
        }
      p++;
    }
  g_string_append_len (out, run, p - run);
  g_string_append_c (out, '"');
}

void
wire_append_nullable (GString *out, const char *string)
{
  if (string != NULL)
    wire_append_string (out, string);
  else
    wire_append (out, "null");
}

void
wire_append_integer (GString *out, gint64 number)
{
  char digits[24];
  char *p = digits + sizeof digits;
  guint64 rest = number < 0 ? -(guint64) number : (guint64) number;

  do
    *--p = '0' + rest % 10;
  while ((rest /= 10) != 0);
  if (number < 0)
    *--p = '-';

  g_string_append_len (out, p, digits + sizeof digits - p);
}

/* 15 digits are what a person typed, 17 are what a double may need. */
void
wire_append_double (GString *out, double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%.15g", number);
  if (g_ascii_strtod (text, NULL) != number)
    g_ascii_dtostr (text, sizeof text, number);
  g_string_append (out, text);
}

void
wire_append_boolean (GString *out, gboolean value)
{
  if (value)
    wire_append (out, "true");
  else
    wire_append (out, "false");
}

void
wire_append_strings (GString *out, const char *const *strings)
{
  wire_append (out, "[");
  for (guint i = 0; strings[i] != NULL; i++)
    {
      if (i > 0)
        wire_append (out, ",");
      wire_append_string (out, strings[i]);
    }
  wire_append (out, "]");
}

void
wire_append_base64 (GString *out, GBytes *bytes)
{
  gsize size;
  const guchar *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = g_base64_encode (data, size);

  g_string_append_c (out, '"');
  g_string_append (out, text);
  g_string_append_c (out, '"');
}
