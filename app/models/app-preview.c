/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-models"

#include "config.h"

#include "app-preview.h"

#include <glib/gi18n.h>

#include "app-rich-text.h"

#define LENGTH_MAX 200 /* characters: more is never seen in a row */

static char *
one_line (const char *text)
{
  char *line = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), LENGTH_MAX));

  g_strdelimit (line, "\n\r\t", ' ');
  return g_strstrip (line);
}

static const char *
name_media (LandlineMedia *media)
{
  const char *content_type = landline_media_get_content_type (media);

  if (content_type == NULL)
    return _ ("File");
  if (g_str_has_prefix (content_type, "image/"))
    return _ ("Photo");
  if (g_str_has_prefix (content_type, "video/"))
    return _ ("Video");
  if (g_str_has_prefix (content_type, "audio/"))
    return _ ("Audio");
  return _ ("File");
}

/**
 * app_preview_is_deleted:
 * @content: what a message says
 *
 * Returns: whether it is what is left of one that was deleted for everyone
 */
gboolean
app_preview_is_deleted (LandlineContent *content)
{
  GBytes *encoded;

  g_return_val_if_fail (LANDLINE_IS_CONTENT (content), FALSE);

  if (landline_content_get_content_type (content) != LANDLINE_CONTENT_UNSUPPORTED)
    return FALSE;
  encoded = landline_content_peek_encoded (content);
  return encoded != NULL && g_bytes_get_size (encoded) == 0;
}

/**
 * app_preview_for:
 * @content: what a message says
 *
 * Returns: (transfer full): the text or caption without the signs of its looks, or else what kind
 * of thing it is
 */
char *
app_preview_for (LandlineContent *content)
{
  const char *text;
  LandlineMedia *media;

  g_return_val_if_fail (LANDLINE_IS_CONTENT (content), NULL);

  text = landline_content_get_text (content);
  if (text != NULL && *text != '\0')
    {
      g_autofree char *plain = app_rich_text_strip (text);

      return one_line (plain);
    }
  media = landline_content_get_media (content);
  switch (landline_content_get_content_type (content))
    {
    case LANDLINE_CONTENT_MEDIA:
      return g_strdup (name_media (media));
    case LANDLINE_CONTENT_DOCUMENT:
      return one_line (landline_media_get_name (media) != NULL ? landline_media_get_name (media)
                                                               : _ ("File"));
    case LANDLINE_CONTENT_LOCATION:
      return g_strdup (_ ("Location"));
    case LANDLINE_CONTENT_CONTACT:
      return one_line (landline_content_get_name (content));
    case LANDLINE_CONTENT_TEXT:
      return g_strdup ("");
    case LANDLINE_CONTENT_UNSUPPORTED:
    default:
      return g_strdup (app_preview_is_deleted (content) ? _ ("This message was deleted")
                                                        : _ ("Message of a newer version"));
    }
}
