/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-send-item.h"

/* The preview's side in pixels, on a screen of twice the usual density. */
#define PREVIEW_SIDE 112

/**
 * AppSendItem:
 *
 * A file on the send sheet: what is known of it, and whether it may be sent.
 *
 * What may be sent is decided by [class@AppTransfers], which knows the limits of the server.
 */
struct _AppSendItem
{
  GObject parent_instance;

  AppTransfers *transfers;
  AppImageLoader *loader;
  AppOutgoingFile *file;
  GdkTexture *preview;
  AppSendItemState state;
  char *problem;
  GCancellable *cancellable;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppSendItem, app_send_item, G_TYPE_OBJECT)

static gboolean
has_type (AppSendItem *self, const char *prefix)
{
  const char *content_type = app_outgoing_file_get_content_type (self->file);
  g_autofree char *mime_type = content_type != NULL ? g_content_type_get_mime_type (content_type)
                                                    : NULL;

  return mime_type != NULL && g_str_has_prefix (mime_type, prefix);
}

static void
app_send_item_set_state (AppSendItem *self, AppSendItemState state, const char *problem)
{
  self->state = state;
  g_set_str (&self->problem, problem);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
app_send_item_thumbnail_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppSendItem) self = APP_SEND_ITEM (user_data);
  g_autoptr (GBytes) thumbnail = NULL;
  g_autoptr (GError) error = NULL;
  guint width, height;

  thumbnail = app_image_loader_make_thumbnail_finish (APP_IMAGE_LOADER (source), result, &width,
                                                      &height, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* A picture that cannot be decoded here may be one for the receiver: it goes out without a
   * thumbnail. */
  if (thumbnail != NULL)
    {
      app_outgoing_file_set_dimensions (self->file, width, height);
      app_outgoing_file_set_thumbnail (self->file, thumbnail);
    }
  app_send_item_set_state (self, APP_SEND_ITEM_GOOD, NULL);
}

static void
app_send_item_preview_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppSendItem) self = APP_SEND_ITEM (user_data);
  g_autoptr (GdkTexture) preview = NULL;

  preview = app_image_loader_load_finish (APP_IMAGE_LOADER (source), result, NULL);
  if (preview != NULL && g_set_object (&self->preview, preview))
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* It may be sent. A picture gets its thumbnail first, so that the receiver sees it before the file
 * is there. */
static void
app_send_item_accept (AppSendItem *self)
{
  GFile *file = app_outgoing_file_get_file (self->file);

  if (!app_send_item_get_is_picture (self))
    {
      app_send_item_set_state (self, APP_SEND_ITEM_GOOD, NULL);
      return;
    }
  if (self->preview == NULL)
    app_image_loader_load_async (self->loader, file, PREVIEW_SIDE, PREVIEW_SIDE, self->cancellable,
                                 app_send_item_preview_loaded, g_object_ref (self));
  if (app_outgoing_file_get_thumbnail (self->file) != NULL)
    app_send_item_set_state (self, APP_SEND_ITEM_GOOD, NULL);
  else
    app_image_loader_make_thumbnail_async (self->loader, file, self->cancellable,
                                           app_send_item_thumbnail_made, g_object_ref (self));
}

static void
app_send_item_inspected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppSendItem) self = APP_SEND_ITEM (user_data);
  g_autoptr (GError) error = NULL;

  app_transfers_inspect_finish (APP_TRANSFERS (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* What is neither picture, video nor sound is a document whatever the sheet says, with the limit
   * for documents. */
  if (!app_outgoing_file_get_as_document (self->file) && has_type (self, "") &&
      !app_send_item_get_is_media (self))
    app_send_item_inspect (self, TRUE);
  else if (error == NULL)
    app_send_item_accept (self);
  else
    app_send_item_set_state (self, APP_SEND_ITEM_REFUSED, error->message);
}

static void
app_send_item_dispose (GObject *object)
{
  AppSendItem *self = APP_SEND_ITEM (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->transfers);
  g_clear_object (&self->loader);
  g_clear_object (&self->preview);
  g_clear_object (&self->file);
  G_OBJECT_CLASS (app_send_item_parent_class)->dispose (object);
}

static void
app_send_item_finalize (GObject *object)
{
  g_free (APP_SEND_ITEM (object)->problem);
  G_OBJECT_CLASS (app_send_item_parent_class)->finalize (object);
}

static void
app_send_item_class_init (AppSendItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = app_send_item_dispose;
  object_class->finalize = app_send_item_finalize;

  /**
   * AppSendItem::changed:
   * @self: the item
   *
   * More is known of the file.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", APP_TYPE_SEND_ITEM, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
app_send_item_init (AppSendItem *self)
{
}

/**
 * app_send_item_new:
 * @transfers: what will send it
 * @loader: what makes the preview and the thumbnail of a picture
 * @file: the file
 *
 * Creates an item that nothing is known of yet: see [method@AppSendItem.inspect].
 *
 * Returns: (transfer full): the item
 */
AppSendItem *
app_send_item_new (AppTransfers *transfers, AppImageLoader *loader, GFile *file)
{
  AppSendItem *self;

  g_return_val_if_fail (APP_IS_TRANSFERS (transfers), NULL);
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = g_object_new (APP_TYPE_SEND_ITEM, NULL);
  self->transfers = g_object_ref (transfers);
  self->loader = g_object_ref (loader);
  self->file = app_outgoing_file_new (file);
  return self;
}

/**
 * app_send_item_inspect:
 * @self: the item
 * @as_document: whether it shall go out as a document, with the limit for documents
 *
 * Looks at the file, or once more in the other way. [signal@AppSendItem::changed] follows.
 */
void
app_send_item_inspect (AppSendItem *self, gboolean as_document)
{
  g_return_if_fail (APP_IS_SEND_ITEM (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  app_outgoing_file_set_as_document (self->file, as_document);
  self->state = APP_SEND_ITEM_INSPECTING;
  app_transfers_inspect_async (self->transfers, self->file, self->cancellable,
                               app_send_item_inspected, g_object_ref (self));
}

/**
 * app_send_item_get_file:
 * @self: the item
 *
 * Returns: (transfer none): what is handed to [method@AppTransfers.send_async]
 */
AppOutgoingFile *
app_send_item_get_file (AppSendItem *self)
{
  g_return_val_if_fail (APP_IS_SEND_ITEM (self), NULL);

  return self->file;
}

/**
 * app_send_item_get_state:
 * @self: the item
 *
 * Returns: whether it can be sent
 */
AppSendItemState
app_send_item_get_state (AppSendItem *self)
{
  g_return_val_if_fail (APP_IS_SEND_ITEM (self), APP_SEND_ITEM_REFUSED);

  return self->state;
}

/**
 * app_send_item_get_is_media:
 * @self: the item
 *
 * Returns: whether it can go out as a picture, a video or sound at all
 */
gboolean
app_send_item_get_is_media (AppSendItem *self)
{
  g_return_val_if_fail (APP_IS_SEND_ITEM (self), FALSE);

  return has_type (self, "image/") || has_type (self, "video/") || has_type (self, "audio/");
}

/**
 * app_send_item_get_is_picture:
 * @self: the item
 *
 * Returns: whether there is a picture of it to show
 */
gboolean
app_send_item_get_is_picture (AppSendItem *self)
{
  g_return_val_if_fail (APP_IS_SEND_ITEM (self), FALSE);

  return has_type (self, "image/");
}

/**
 * app_send_item_get_preview:
 * @self: the item
 *
 * Returns: (transfer none) (nullable): a small picture of it, once there is one
 */
GdkTexture *
app_send_item_get_preview (AppSendItem *self)
{
  g_return_val_if_fail (APP_IS_SEND_ITEM (self), NULL);

  return self->preview;
}

/**
 * app_send_item_get_problem:
 * @self: the item
 *
 * Returns: (nullable): a sentence about why it cannot be sent
 */
const char *
app_send_item_get_problem (AppSendItem *self)
{
  g_return_val_if_fail (APP_IS_SEND_ITEM (self), NULL);

  return self->problem;
}

/**
 * app_send_item_dup_name:
 * @self: the item
 *
 * Returns: (transfer full): the name to show, also while nothing else is known
 */
char *
app_send_item_dup_name (AppSendItem *self)
{
  const char *name;
  g_autofree char *base_name = NULL;

  g_return_val_if_fail (APP_IS_SEND_ITEM (self), NULL);

  name = app_outgoing_file_get_name (self->file);
  if (name != NULL)
    return g_strdup (name);
  base_name = g_file_get_basename (app_outgoing_file_get_file (self->file));
  return base_name != NULL ? g_filename_display_name (base_name) : g_strdup ("");
}
