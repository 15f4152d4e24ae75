/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "app-message-kind"

#include "config.h"

#include "app-message-kind.h"

/**
 * app_message_kind_of_content:
 * @content: what a message holds
 *
 * Returns: how it is shown
 */
AppMessageKind
app_message_kind_of_content (LandlineContent *content)
{
  LandlineMedia *media;
  const char *type;

  g_return_val_if_fail (LANDLINE_IS_CONTENT (content), APP_MESSAGE_NOTICE);

  switch (landline_content_get_content_type (content))
    {
    case LANDLINE_CONTENT_TEXT:
      return APP_MESSAGE_TEXT;
    case LANDLINE_CONTENT_MEDIA:
    case LANDLINE_CONTENT_DOCUMENT:
      media = landline_content_get_media (content);
      if (media == NULL)
        return APP_MESSAGE_NOTICE;
      type = landline_media_get_content_type (media);
      if (landline_media_get_kind (media) == LANDLINE_MEDIA_KIND_MEDIA && type != NULL &&
          g_str_has_prefix (type, "image/"))
        return APP_MESSAGE_PICTURE;
      return APP_MESSAGE_FILE;
    case LANDLINE_CONTENT_LOCATION:
    case LANDLINE_CONTENT_CONTACT:
      return APP_MESSAGE_CARD;
    case LANDLINE_CONTENT_UNSUPPORTED:
    default:
      return APP_MESSAGE_NOTICE;
    }
}

/**
 * app_message_kind_of_item:
 * @item: an item
 *
 * Returns: how it is shown
 */
AppMessageKind
app_message_kind_of_item (AppTimelineItem *item)
{
  LandlineMessage *message;

  g_return_val_if_fail (APP_IS_TIMELINE_ITEM (item), APP_MESSAGE_LOADING);

  if (app_timeline_item_get_is_line (item))
    return APP_MESSAGE_CHANGE;
  message = app_timeline_item_get_loaded (item) ? app_timeline_item_get_message (item) : NULL;
  if (message == NULL)
    return APP_MESSAGE_LOADING;
  return app_message_kind_of_content (landline_message_get_content (message));
}
