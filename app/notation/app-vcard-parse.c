/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-notation"

#include "config.h"

#include "app-vcard.h"

#include <glib/gi18n.h>
#include <string.h>

/* vCard 3.0 (RFC 2426) and 4.0 (RFC 6350), and of 2.1 what is the same there. Of a card only the
 * names and the numbers are read; a property that says how it is written and is not needed does not
 * matter. */

typedef struct
{
  const char *at;
  const char *end;
} Reader;

/* A line that was unfolded, in place: name, parameters, value. */
typedef struct
{
  char *line;
  const char *name;
  char *parameters; /* from the first ';' on, or "" */
  char *value;
} Property;

typedef struct
{
  char *formatted;  /* FN */
  char *structured; /* N, put in order */
  char *organization;
  GPtrArray *phones;
} Card;

static void
card_clear (Card *card)
{
  g_free (card->formatted);
  g_free (card->structured);
  g_free (card->organization);
  g_clear_pointer (&card->phones, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Card, card_clear)

static gboolean
refuse (const char *sentence, GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, sentence);
  return FALSE;
}

static gsize
get_line_length (const Reader *reader)
{
  const char *newline = memchr (reader->at, '\n', reader->end - reader->at);

  return (newline != NULL ? newline + 1 : reader->end) - reader->at;
}

/* The next line with those that continue it: a line that begins with a blank does. */
static char *
read_line (Reader *reader)
{
  g_autoptr (GString) line = NULL;

  if (reader->at == reader->end)
    return NULL;
  line = g_string_new (NULL);
  do
    {
      gsize length = get_line_length (reader), shown = length;
      gsize blank = line->len > 0 && (*reader->at == ' ' || *reader->at == '\t');

      while (shown > blank && (reader->at[shown - 1] == '\n' || reader->at[shown - 1] == '\r'))
        shown--;
      g_string_append_len (line, reader->at + blank, shown - blank);
      reader->at += length;
    }
  while (line->len > 0 && reader->at < reader->end && (*reader->at == ' ' || *reader->at == '\t'));
  return g_string_free_and_steal (g_steal_pointer (&line));
}

/* Where the value begins: behind the first colon that no quotation marks hold. */
static char *
find_value (char *line)
{
  gboolean is_quoted = FALSE;

  for (char *at = line; *at != '\0'; at++)
    {
      if (*at == '"')
        is_quoted = !is_quoted;
      else if (*at == ':' && !is_quoted)
        return at;
    }
  return NULL;
}

static gboolean
split_property (Property *property, GError **error)
{
  char *colon = find_value (property->line), *semicolon, *point;

  if (colon == NULL)
    return refuse (_ ("This is no vCard: a line has no colon."), error);
  *colon = '\0';
  property->value = colon + 1;
  semicolon = strchr (property->line, ';');
  property->parameters = semicolon != NULL ? semicolon + 1 : colon;
  if (semicolon != NULL)
    *semicolon = '\0';
  point = strrchr (property->line, '.'); /* "item1.TEL": a group */
  property->name = point != NULL ? point + 1 : property->line;
  return TRUE;
}

static gboolean
is_named (const Property *property, const char *name)
{
  return g_ascii_strcasecmp (property->name, name) == 0;
}

/* The value of a parameter; in 2.1 the value of some may stand alone, as ";QUOTED-PRINTABLE". */
static char *
find_parameter (const Property *property, const char *name)
{
  g_auto (GStrv) parts = g_strsplit (property->parameters, ";", -1);
  gsize length = strlen (name);

  for (guint i = 0; parts[i] != NULL; i++)
    if (g_ascii_strncasecmp (parts[i], name, length) == 0 && parts[i][length] == '=')
      return g_ascii_strdown (g_strdelimit (parts[i] + length + 1, "\"", ' '), -1);
  return NULL;
}

/* How a value is written that is needed: plain, in UTF-8. */
static gboolean
check_encoding (const Property *property, GError **error)
{
  g_autofree char *charset = find_parameter (property, "CHARSET");
  g_autofree char *lower = g_ascii_strdown (property->parameters, -1);

  if (strstr (lower, "quoted-printable") != NULL)
    return refuse (
        _ ("This vCard is written in the old quoted-printable way, which Landline does not "
           "read. Save it as vCard 3.0 or 4.0 and try again."),
        error);
  if (strstr (lower, "base64") != NULL || strstr (lower, "encoding=b") != NULL)
    return refuse (
        _ ("This vCard has a name or number that is encoded, which Landline does not read."),
        error);
  if (charset != NULL && !g_str_equal (g_strstrip (charset), "utf-8") &&
      !g_str_equal (charset, "us-ascii"))
    return refuse (
        _ ("This vCard is not written in UTF-8. Save it as vCard 3.0 or 4.0 and try again."),
        error);
  return TRUE;
}

/* The part of a text that ends at an unescaped @stop, without its escapes; @at moves behind it. A
 * line break in a name or number is a blank. */
static char *
read_text (const char **at, char stop)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *p = *at;

  for (; *p != '\0' && *p != stop; p++)
    {
      char c = *p;

      if (c == '\\' && p[1] != '\0')
        {
          p++;
          c = *p == 'n' || *p == 'N' ? ' ' : *p;
        }
      g_string_append_c (text, g_ascii_iscntrl (c) ? ' ' : c);
    }
  *at = *p != '\0' ? p + 1 : p;
  return g_strstrip (g_string_free_and_steal (g_steal_pointer (&text)));
}

static char *
read_whole_text (const char *value)
{
  return read_text (&value, '\0');
}

/* N: family; given; more; before; behind. People say: before given more family behind. */
static char *
read_structured_name (const char *value)
{
  static const guint order[] = { 3, 1, 2, 0, 4 };
  char *parts[G_N_ELEMENTS (order)];
  g_autoptr (GString) name = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    parts[i] = read_text (&value, ';');
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      const char *part = parts[order[i]];

      if (*part != '\0')
        g_string_append_printf (name, "%s%s", name->len > 0 ? " " : "", part);
    }
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_free (parts[i]);
  return g_string_free_and_steal (g_steal_pointer (&name));
}

/* A number as a text, or in 4.0 as a tel: URI (RFC 3966), whose parameters say nothing to a person.
 */
static char *
read_phone (const char *value)
{
  g_autofree char *phone = read_whole_text (value);

  while (g_ascii_strncasecmp (phone, "tel:", 4) == 0)
    {
      g_autofree char *plain = g_uri_unescape_string (phone + 4, NULL);

      if (plain == NULL || !g_utf8_validate (plain, -1, NULL))
        break;
      plain[strcspn (plain, ";")] = '\0';
      g_set_str (&phone, g_strstrip (g_strdelimit (plain, "\r\n\t", ' ')));
    }
  return g_steal_pointer (&phone);
}

static void
set_once (char **where, char *text)
{
  g_autofree char *owned = text;

  if (*where == NULL && *owned != '\0')
    *where = g_steal_pointer (&owned);
}

static gboolean
take_property (Card *card, const Property *property, GError **error)
{
  if (is_named (property, "VERSION"))
    {
      if (!g_str_equal (property->value, "2.1") && !g_str_equal (property->value, "3.0") &&
          !g_str_equal (property->value, "4.0"))
        return refuse (_ ("This vCard has a version that Landline does not know."), error);
      return TRUE;
    }
  if (!is_named (property, "FN") && !is_named (property, "N") && !is_named (property, "ORG") &&
      !is_named (property, "TEL"))
    return TRUE;
  if (!check_encoding (property, error))
    return FALSE;
  if (is_named (property, "FN"))
    set_once (&card->formatted, read_whole_text (property->value));
  else if (is_named (property, "N"))
    set_once (&card->structured, read_structured_name (property->value));
  else if (is_named (property, "ORG"))
    {
      const char *value = property->value;

      set_once (&card->organization, read_text (&value, ';'));
    }
  else
    {
      g_autofree char *phone = read_phone (property->value);

      if (*phone != '\0' &&
          !g_ptr_array_find_with_equal_func (card->phones, phone, g_str_equal, NULL))
        g_ptr_array_add (card->phones, g_steal_pointer (&phone));
    }
  return TRUE;
}

static LandlineContent *
finish_card (Card *card, GError **error)
{
  const char *name = card->formatted != NULL    ? card->formatted
                     : card->structured != NULL ? card->structured
                                                : card->organization;

  if (name == NULL && card->phones->len > 0)
    name = card->phones->pdata[0];
  if (name == NULL)
    {
      refuse (_ ("This vCard has neither a name nor a number."), error);
      return NULL;
    }
  g_ptr_array_add (card->phones, NULL);
  return app_vcard_make_contact (name, (const char *const *) card->phones->pdata, error);
}

/* From behind its BEGIN to its END. */
static LandlineContent *
read_card (Reader *reader, GError **error)
{
  g_auto (Card) card = { .phones = g_ptr_array_new_with_free_func (g_free) };
  char *line;

  while ((line = read_line (reader)) != NULL)
    {
      g_autofree char *owned = line;
      Property property = { .line = line };

      if (*line == '\0')
        continue;
      if (!split_property (&property, error))
        return NULL;
      if (is_named (&property, "END"))
        return finish_card (&card, error);
      if (is_named (&property, "BEGIN"))
        {
          refuse (_ ("This is no vCard: a card begins inside another one."), error);
          return NULL;
        }
      if (!take_property (&card, &property, error))
        return NULL;
    }
  refuse (_ ("This vCard is cut off: its end is missing."), error);
  return NULL;
}

static gboolean
check_bytes (const char *data, gsize length, GError **error)
{
  if (length > APP_VCARD_LIMIT_FILE)
    return refuse (_ ("This file is too large for a vCard."), error);
  if (length >= 2 && (memcmp (data, "\xff\xfe", 2) == 0 || memcmp (data, "\xfe\xff", 2) == 0))
    return refuse (_ ("This vCard is written in UTF-16. Save it in UTF-8 and try again."), error);
  if (!g_utf8_validate_len (data, length, NULL))
    return refuse (
        _ ("This vCard is not written in UTF-8. Save it as vCard 3.0 or 4.0 and try again."),
        error);
  return TRUE;
}

/**
 * app_vcard_parse:
 * @data: what a file holds
 * @length: its bytes, at most %APP_VCARD_LIMIT_FILE
 * @error: return location
 *
 * Reads the cards of a vCard file: of each the name and the numbers. A file is taken as a whole or
 * refused.
 *
 * Returns: (transfer full) (element-type LandlineContent): the contacts, at least one; on failure
 * %NULL, and @error is a sentence for the person
 */
GPtrArray *
app_vcard_parse (const char *data, gsize length, GError **error)
{
  g_autoptr (GPtrArray) contacts = g_ptr_array_new_with_free_func (g_object_unref);
  Reader reader;
  char *line;

  g_return_val_if_fail (data != NULL || length == 0, NULL);

  if (!check_bytes (data, length, error))
    return NULL;
  if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      data += 3;
      length -= 3;
    }
  reader = (Reader) { data, data + length };
  while ((line = read_line (&reader)) != NULL)
    {
      g_autofree char *owned = line;
      LandlineContent *contact;

      if (*g_strstrip (line) == '\0')
        continue;
      if (g_ascii_strcasecmp (line, "BEGIN:VCARD") != 0 || contacts->len == APP_VCARD_LIMIT_CARDS)
        {
          refuse (contacts->len == APP_VCARD_LIMIT_CARDS
                      ? _ ("There are too many people in this file.")
                      : _ ("This file is no vCard."),
                  error);
          return NULL;
        }
      contact = read_card (&reader, error);
      if (contact == NULL)
        return NULL;
      g_ptr_array_add (contacts, contact);
    }
  if (contacts->len > 0)
    return g_steal_pointer (&contacts);
  refuse (_ ("This file is no vCard."), error);
  return NULL;
}
