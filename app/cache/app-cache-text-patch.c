/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-cache"

#include "config.h"

#include "app-cache-text-patch.h"

#include "landline-wire-content.h"

/* A patch is kept as the text message that it would be; an empty text is nothing at all. */
GBytes *
app_cache_text_patch_new (const char *text, const char *const *mentions)
{
  g_autoptr (LandlineContent) plain = NULL;
  g_autoptr (LandlineContent) content = NULL;

  if (text == NULL || *text == '\0')
    return g_bytes_new_static ("", 0);
  plain = landline_content_new_text (text);
  content = landline_content_new_with_traits (plain, FALSE, mentions, 0);
  return g_bytes_ref (landline_wire_content_get_encoded (content));
}

GBytes *
app_cache_text_patch_of (LandlineContent *content)
{
  g_return_val_if_fail (LANDLINE_IS_CONTENT (content), NULL);

  return app_cache_text_patch_new (landline_content_get_text (content),
                                   landline_content_get_mentions (content));
}

static LandlineContent *
rebuild (LandlineContent *content, const char *text)
{
  switch (landline_content_get_content_type (content))
    {
    case LANDLINE_CONTENT_TEXT:
      return text != NULL ? landline_content_new_text (text) : NULL;
    case LANDLINE_CONTENT_MEDIA:
    case LANDLINE_CONTENT_DOCUMENT:
      return landline_content_new_media (landline_content_get_media (content), text);
    case LANDLINE_CONTENT_LOCATION:
    case LANDLINE_CONTENT_CONTACT:
    case LANDLINE_CONTENT_UNSUPPORTED:
    default:
      return NULL;
    }
}

LandlineContent *
app_cache_text_patch_apply (GBytes *patch, LandlineContent *content)
{
  g_autoptr (LandlineContent) said = NULL;
  g_autoptr (LandlineContent) rebuilt = NULL;

  g_return_val_if_fail (patch != NULL && LANDLINE_IS_CONTENT (content), NULL);

  if (g_bytes_get_size (patch) > 0)
    {
      said = landline_wire_content_new_from_encoded (patch, NULL);
      if (said == NULL)
        return NULL;
    }
  rebuilt = rebuild (content, said != NULL ? landline_content_get_text (said) : NULL);
  if (rebuilt == NULL)
    return NULL;
  return landline_content_new_with_traits (rebuilt, landline_content_is_forwarded (content),
                                           said != NULL ? landline_content_get_mentions (said)
                                                        : NULL,
                                           landline_content_get_expires (content));
}
