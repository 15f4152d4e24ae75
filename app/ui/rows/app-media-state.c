/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "app-media-state"

#include "config.h"

#include <glib/gi18n.h>

#include "app-media-state.h"

/**
 * app_media_state_get_media:
 * @item: an item
 *
 * Returns: (transfer none) (nullable): the file of the message, if it is loaded and has one
 */
LandlineMedia *
app_media_state_get_media (AppTimelineItem *item)
{
  LandlineMessage *message;

  g_return_val_if_fail (APP_IS_TIMELINE_ITEM (item), NULL);

  message = app_timeline_item_get_message (item);
  return message != NULL ? landline_content_get_media (landline_message_get_content (message))
                         : NULL;
}

/**
 * app_media_state_get:
 * @item: an item with a file
 *
 * Returns: where the file is
 */
AppMediaState
app_media_state_get (AppTimelineItem *item)
{
  AppTransfer *transfer;

  g_return_val_if_fail (APP_IS_TIMELINE_ITEM (item), APP_MEDIA_REMOTE);

  transfer = app_timeline_item_get_transfer (item);
  if (transfer != NULL)
    {
      switch (app_transfer_get_state (transfer))
        {
        case APP_TRANSFER_WAITING:
          return APP_MEDIA_WAITING;
        case APP_TRANSFER_RUNNING:
          return APP_MEDIA_MOVING;
        case APP_TRANSFER_FAILED:
        case APP_TRANSFER_CANCELLED:
          return APP_MEDIA_STOPPED;
        case APP_TRANSFER_DONE:
        default:
          break;
        }
    }
  return app_timeline_item_get_file (item) != NULL ? APP_MEDIA_HERE : APP_MEDIA_REMOTE;
}

/**
 * app_media_state_get_tick:
 * @item: an item
 *
 * Returns: how far the message has come. One whose file is not going up any more waits for nothing
 * but the person.
 */
AppTick
app_media_state_get_tick (AppTimelineItem *item)
{
  AppTransfer *transfer;

  g_return_val_if_fail (APP_IS_TIMELINE_ITEM (item), APP_TICK_NONE);

  transfer = app_timeline_item_get_transfer (item);
  if (transfer != NULL && app_transfer_get_is_upload (transfer) &&
      app_media_state_get (item) == APP_MEDIA_STOPPED)
    return APP_TICK_FAILED;
  return app_timeline_item_get_tick (item);
}

/**
 * app_media_state_get_action:
 * @state: where a file is
 *
 * Returns: the widget action that goes on from there
 */
const char *
app_media_state_get_action (AppMediaState state)
{
  switch (state)
    {
    case APP_MEDIA_REMOTE:
      return "file.download";
    case APP_MEDIA_WAITING:
    case APP_MEDIA_MOVING:
      return "transfer.cancel";
    case APP_MEDIA_STOPPED:
      return "transfer.retry";
    case APP_MEDIA_HERE:
    default:
      return "file.open";
    }
}

/**
 * app_media_state_get_action_icon:
 * @state: where a file is
 *
 * Returns: the name of an icon for the action
 */
const char *
app_media_state_get_action_icon (AppMediaState state)
{
  switch (state)
    {
    case APP_MEDIA_REMOTE:
      return "folder-download-symbolic";
    case APP_MEDIA_WAITING:
    case APP_MEDIA_MOVING:
      return "process-stop-symbolic";
    case APP_MEDIA_STOPPED:
      return "view-refresh-symbolic";
    case APP_MEDIA_HERE:
    default:
      return "document-open-symbolic";
    }
}

/**
 * app_media_state_get_action_name:
 * @state: where a file is
 * @is_upload: whether it moves or moved to the server
 *
 * Returns: the action in words, for its button
 */
const char *
app_media_state_get_action_name (AppMediaState state, gboolean is_upload)
{
  switch (state)
    {
    case APP_MEDIA_REMOTE:
      return _ ("Download");
    case APP_MEDIA_WAITING:
    case APP_MEDIA_MOVING:
      return is_upload ? _ ("Cancel Sending") : _ ("Cancel Download");
    case APP_MEDIA_STOPPED:
      return _ ("Try Again");
    case APP_MEDIA_HERE:
    default:
      return _ ("Open");
    }
}

/**
 * app_media_state_is_upload:
 * @item: an item with a file
 *
 * Returns: whether the file goes to the server
 */
gboolean
app_media_state_is_upload (AppTimelineItem *item)
{
  AppTransfer *transfer;

  g_return_val_if_fail (APP_IS_TIMELINE_ITEM (item), FALSE);

  transfer = app_timeline_item_get_transfer (item);
  return transfer != NULL ? app_transfer_get_is_upload (transfer)
                          : app_timeline_item_get_outgoing (item);
}

static char *
describe_moving (AppTransfer *transfer)
{
  g_autofree char *done = g_format_size (app_transfer_get_done (transfer));
  g_autofree char *size = g_format_size (app_transfer_get_size (transfer));
  double bytes_a_second = app_transfer_get_speed (transfer);
  g_autofree char *speed = NULL;

  if (bytes_a_second < 1)
    /* translators: how much of a file has moved: "1.2 MB of 3.4 MB" */
    return g_strdup_printf (_ ("%s of %s"), done, size);
  speed = g_format_size ((guint64) bytes_a_second);
  /* translators: how much of a file has moved, and how fast: "1.2 MB of 3.4 MB · 300 kB/s" */
  return g_strdup_printf (_ ("%s of %s · %s/s"), done, size, speed);
}

/**
 * app_media_state_describe:
 * @item: an item with a file
 *
 * Returns: (transfer full): one line about the file: its size, how far it has moved, or what went
 * wrong
 */
char *
app_media_state_describe (AppTimelineItem *item)
{
  AppTransfer *transfer;
  LandlineMedia *media;
  g_autofree char *size = NULL;
  g_autofree char *kind = NULL;

  g_return_val_if_fail (APP_IS_TIMELINE_ITEM (item), NULL);

  transfer = app_timeline_item_get_transfer (item);
  media = app_media_state_get_media (item);
  g_return_val_if_fail (media != NULL, NULL);

  size = g_format_size (landline_media_get_size (media));
  switch (app_media_state_get (item))
    {
    case APP_MEDIA_MOVING:
      return describe_moving (transfer);
    case APP_MEDIA_WAITING:
      /* translators: a file that waits for its turn, with its size */
      return g_strdup_printf (_ ("Waiting · %s"), size);
    case APP_MEDIA_STOPPED:
      if (app_transfer_get_error (transfer) != NULL)
        return g_strdup (app_transfer_get_error (transfer));
      return g_strdup (_ ("Cancelled"));
    case APP_MEDIA_REMOTE:
    case APP_MEDIA_HERE:
    default:
      break;
    }
  if (landline_media_get_content_type (media) != NULL)
    {
      g_autofree char *type = g_content_type_from_mime_type (
          landline_media_get_content_type (media));

      if (type != NULL && !g_content_type_is_unknown (type))
        kind = g_content_type_get_description (type);
    }
  if (kind == NULL)
    return g_steal_pointer (&size);
  /* translators: size and kind of a file: "1.2 MB · PDF document" */
  return g_strdup_printf (_ ("%s · %s"), size, kind);
}

/**
 * app_media_state_dup_content:
 * @item: an item with a file
 *
 * Returns: (transfer full) (nullable): the file for the clipboard or for dragging it out, if it is
 * here
 */
GdkContentProvider *
app_media_state_dup_content (AppTimelineItem *item)
{
  GFile *file;
  GdkFileList *files;
  GdkContentProvider *content;

  g_return_val_if_fail (APP_IS_TIMELINE_ITEM (item), NULL);

  file = app_timeline_item_get_file (item);
  if (file == NULL || app_media_state_get (item) != APP_MEDIA_HERE)
    return NULL;
  files = gdk_file_list_new_from_array (&file, 1);
  content = gdk_content_provider_new_typed (GDK_TYPE_FILE_LIST, files);
  g_boxed_free (GDK_TYPE_FILE_LIST, files);
  return content;
}
