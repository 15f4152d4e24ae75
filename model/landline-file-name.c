/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-model"

#include "config.h"

#include "landline-file-name.h"

#include <string.h>

#include "landline-limits.h"

/* An extension longer than this is no extension, and is cut like the rest of the name. */
#define EXTENSION_MAX 16

/* Marks that change the direction of what follows make `gpj.exe` look like `exe.jpg`
 * (CVE-2021-42574 and its kind); line and paragraph separators, and what is invisible, have no
 * business in a name either. */
static gboolean
is_unwanted (gunichar c)
{
  return g_unichar_iscntrl (c) || c == 0x061c || (c >= 0x200b && c <= 0x200f) ||
         (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || c == 0xfffd;
}

static gboolean
is_separator (char c)
{
  return c == '/' || c == '\\';
}

static gsize
floor_to_character (const char *text, gsize length)
{
  while (length > 0 && ((guchar) text[length] & 0xc0) == 0x80)
    length--;

  return length;
}

static void
shorten (GString *name)
{
  const char *dot = strrchr (name->str, '.');
  gsize extension = dot != NULL ? strlen (dot) : 0;
  gsize kept;

  if (name->len <= LANDLINE_LIMIT_FILE_NAME)
    return;

  if (extension > EXTENSION_MAX)
    extension = 0;
  kept = floor_to_character (name->str, LANDLINE_LIMIT_FILE_NAME - extension);
  g_string_erase (name, kept, name->len - extension - kept);
}

static void
trim_end (GString *name)
{
  while (name->len > 0 && (name->str[name->len - 1] == ' ' || name->str[name->len - 1] == '.'))
    g_string_truncate (name, name->len - 1);
}

/**
 * landline_file_name_clean:
 * @name: (nullable): a name as a peer gave it, in any bytes
 *
 * Makes a name that can be shown and offered for saving: without folders, control characters and
 * marks that change the direction of the text, neither hidden nor empty, at most
 * %LANDLINE_LIMIT_FILE_NAME bytes with a usual extension kept. No path is ever made of it: it is
 * display data.
 *
 * Returns: (transfer full): the name, `file` where nothing is left
 */
char *
landline_file_name_clean (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name != NULL ? name : "", -1);
  g_autoptr (GString) clean = g_string_new (NULL);
  const char *base = valid;

  for (gsize i = strlen (valid); i > 0 && is_separator (valid[i - 1]); i--)
    valid[i - 1] = '\0';
  for (const char *p = valid; *p != '\0'; p++)
    if (is_separator (*p))
      base = p + 1;

  for (const char *p = base; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!is_unwanted (c) && !(clean->len == 0 && (c == '.' || c == ' ')))
        g_string_append_unichar (clean, c);
    }

  trim_end (clean);
  shorten (clean);
  trim_end (clean);

  return clean->len > 0 ? g_string_free_and_steal (g_steal_pointer (&clean)) : g_strdup ("file");
}
