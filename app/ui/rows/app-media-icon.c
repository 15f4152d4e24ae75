/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-rows"

#include "config.h"

#include "app-media-icon.h"

/* What an image waits for: cancelled once it is to show something else. */
#define WAITING "app-media-icon-waiting"

static void
cancel (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  g_object_unref (cancellable);
}

static void
on_thumbnail (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkImage) image = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = app_image_loader_load_finish (APP_IMAGE_LOADER (object), result,
                                                                 &error);

  if (texture != NULL && !g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    gtk_image_set_from_paintable (image, GDK_PAINTABLE (texture));
}

/**
 * app_media_icon_show:
 * @image: an image
 * @media: (nullable): a file, %NULL to show nothing
 * @loader: (nullable): what decodes thumbnails
 *
 * Shows the thumbnail of a file, and until it is decoded, or if there is none, the icon of its
 * kind. It may be called again with another file.
 */
void
app_media_icon_show (GtkImage *image, LandlineMedia *media, AppImageLoader *loader)
{
  GBytes *thumbnail = media != NULL ? landline_media_get_thumbnail (media) : NULL;
  GCancellable *cancellable;
  g_autofree char *type = NULL;
  g_autoptr (GIcon) icon = NULL;
  GdkTexture *texture = NULL;

  g_return_if_fail (GTK_IS_IMAGE (image));

  g_object_set_data (G_OBJECT (image), WAITING, NULL);
  if (media == NULL)
    {
      gtk_image_clear (image);
      return;
    }
  if (thumbnail != NULL && loader != NULL)
    texture = app_image_loader_lookup_bytes (loader, thumbnail);
  if (texture != NULL)
    {
      gtk_image_set_from_paintable (image, GDK_PAINTABLE (texture));
      return;
    }
  if (landline_media_get_content_type (media) != NULL)
    type = g_content_type_from_mime_type (landline_media_get_content_type (media));
  icon = g_content_type_get_icon (type != NULL ? type : "application/octet-stream");
  gtk_image_set_from_gicon (image, icon);
  if (thumbnail == NULL || loader == NULL)
    return;
  cancellable = g_cancellable_new ();
  g_object_set_data_full (G_OBJECT (image), WAITING, cancellable, cancel);
  app_image_loader_load_bytes_async (loader, thumbnail, cancellable, on_thumbnail,
                                     g_object_ref (image));
}
