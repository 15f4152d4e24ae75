/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-notation"

#include "config.h"

#include "app-vcard.h"

#include <glib/gi18n.h>
#include <string.h>

#include "landline-limits.h"
#include "landline-text.h"

static LandlineContent *
refuse (GError **error, const char *format, guint number)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, format, number);
  return NULL;
}

/**
 * app_vcard_make_contact:
 * @name: a person's name
 * @phones: (array zero-terminated=1): their numbers
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the contact, within the limits of the wire; on failure
 * %NULL, and @error is a sentence for the person
 */
LandlineContent *
app_vcard_make_contact (const char *name, const char *const *phones, GError **error)
{
  guint n_phones = g_strv_length ((char **) phones);

  g_return_val_if_fail (name != NULL && phones != NULL, NULL);

  if (!landline_text_is_visible (name) || landline_text_has_controls (name))
    return refuse (error, _ ("A contact needs a name."), 0);
  if (strlen (name) > LANDLINE_LIMIT_NAME)
    /* translators: %u is a number of bytes */
    return refuse (error, _ ("The name of this contact is too long: it may have %u bytes."),
                   LANDLINE_LIMIT_NAME);
  if (n_phones > LANDLINE_LIMIT_PHONES)
    return refuse (error, _ ("This contact has too many numbers: %u can be sent."),
                   LANDLINE_LIMIT_PHONES);
  for (guint i = 0; i < n_phones; i++)
    {
      if (!landline_text_is_visible (phones[i]) || landline_text_has_controls (phones[i]))
        return refuse (error, _ ("A number of this contact cannot be read."), 0);
      if (strlen (phones[i]) > LANDLINE_LIMIT_PHONE)
        /* translators: %u is a number of characters */
        return refuse (error,
                       _ ("A number of this contact is too long: it may have %u characters."),
                       LANDLINE_LIMIT_PHONE);
    }
  return landline_content_new_contact (name, phones);
}

/* A line breaks before it is longer than the standard has it, never inside of a character. */
static void
append_line (GString *card, const char *line)
{
  gsize column = 0;

  for (const char *at = line; *at != '\0'; at = g_utf8_next_char (at))
    {
      gsize length = g_utf8_next_char (at) - at;

      if (column + length > APP_VCARD_LINE)
        {
          g_string_append (card, "\r\n ");
          column = 1;
        }
      g_string_append_len (card, at, length);
      column += length;
    }
  g_string_append (card, "\r\n");
}

static void
append_text (GString *card, const char *name, const char *text)
{
  g_autoptr (GString) line = g_string_new (name);

  g_string_append_c (line, ':');
  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '\n')
        g_string_append (line, "\\n");
      else if (g_ascii_iscntrl (*at))
        g_string_append_c (line, ' ');
      else
        {
          if (strchr ("\\,;", *at) != NULL)
            g_string_append_c (line, '\\');
          g_string_append_c (line, *at);
        }
    }
  append_line (card, line->str);
}

/**
 * app_vcard_write:
 * @contact: a contact
 *
 * Returns: (transfer full): it as vCard 4.0
 */
char *
app_vcard_write (LandlineContent *contact)
{
  const char *const *phones;
  g_autoptr (GString) card = NULL;

  g_return_val_if_fail (LANDLINE_IS_CONTENT (contact), NULL);
  g_return_val_if_fail (landline_content_get_content_type (contact) == LANDLINE_CONTENT_CONTACT,
                        NULL);

  card = g_string_new ("BEGIN:VCARD\r\nVERSION:4.0\r\n");
  append_text (card, "FN", landline_content_get_name (contact));
  phones = landline_content_get_phones (contact);
  for (guint i = 0; phones[i] != NULL; i++)
    append_text (card, "TEL", phones[i]);
  g_string_append (card, "END:VCARD\r\n");
  return g_string_free_and_steal (g_steal_pointer (&card));
}
