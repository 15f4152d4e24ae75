/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "app-picture-body"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app-media-state.h"
#include "app-picture-body.h"

/* A picture is shown within this, and as at least this: what is longer or narrower is cut off at
 * its sides. */
#define MOST_WIDTH   320
#define MOST_HEIGHT  360
#define LEAST_WIDTH  140
#define LEAST_HEIGHT 100

/* Of one whose size nobody told. */
#define UNKNOWN_WIDTH  280
#define UNKNOWN_HEIGHT 210

/* The least that it may be squeezed to in a narrow window. */
#define SQUEEZED_WIDTH 120

/**
 * AppPictureBody:
 *
 * A picture: the thumbnail that came with the message at once, the picture itself when it is here
 * and decoded. Its size is that which was stored with the message, so that nothing moves when it
 * comes. On top of it what can be done while it is not here.
 */
struct _AppPictureBody
{
  GtkWidget parent_instance;
  AppImageLoader *loader;
  AppTimelineItem *item;
  GSignalGroup *transfer_signals;
  GCancellable *cancellable; /* of what is being decoded */
  GFile *decoding;           /* NULL while that is the thumbnail */
  gboolean is_decoding;
  gboolean is_damaged;
  GdkTexture *texture;
  gboolean is_thumbnail;
  int width;
  int height;

  GtkWidget *button;
  GtkWidget *detail;
  GtkWidget *progress;
};

static void app_picture_body_init_body (AppMessageBodyInterface *iface);
static void load (AppPictureBody *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppPictureBody,
                               app_picture_body,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_MESSAGE_BODY,
                                                      app_picture_body_init_body))

/**
 * app_picture_body_fit:
 * @width: the width of a picture, 0 if it is unknown
 * @height: its height, 0 if it is unknown
 * @shown_width: (out): how wide it is shown
 * @shown_height: (out): how high it is shown
 *
 * Works out how large a picture is shown: as a whole where its shape allows.
 */
void
app_picture_body_fit (guint width, guint height, int *shown_width, int *shown_height)
{
  double scale;

  g_return_if_fail (shown_width != NULL && shown_height != NULL);

  if (width == 0 || height == 0)
    {
      *shown_width = UNKNOWN_WIDTH;
      *shown_height = UNKNOWN_HEIGHT;
      return;
    }
  scale = MIN (MIN ((double) MOST_WIDTH / width, (double) MOST_HEIGHT / height), 1);
  *shown_width = CLAMP ((int) round (width * scale), LEAST_WIDTH, MOST_WIDTH);
  *shown_height = CLAMP ((int) round (height * scale), LEAST_HEIGHT, MOST_HEIGHT);
}

static void
on_button (AppPictureBody *self)
{
  if (self->item != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self),
                                app_media_state_get_action (app_media_state_get (self->item)), "s",
                                landline_message_get_id (
                                    app_timeline_item_get_message (self->item)));
}

static void
show_state (AppPictureBody *self)
{
  AppMediaState state = app_media_state_get (self->item);
  gboolean is_moving = state == APP_MEDIA_MOVING || state == APP_MEDIA_WAITING;
  g_autofree char *detail = NULL;

  gtk_widget_set_visible (self->button, state != APP_MEDIA_HERE);
  gtk_widget_set_visible (self->progress, is_moving);
  gtk_widget_set_visible (self->detail, state != APP_MEDIA_HERE || self->is_damaged);
  if (state != APP_MEDIA_HERE)
    {
      const char *name = app_media_state_get_action_name (state,
                                                          app_media_state_is_upload (self->item));

      detail = app_media_state_describe (self->item);
      gtk_button_set_icon_name (GTK_BUTTON (self->button), app_media_state_get_action_icon (state));
      gtk_widget_set_tooltip_text (self->button, name);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      name, -1);
    }
  else if (self->is_damaged)
    detail = g_strdup (_ ("This picture cannot be shown"));
  if (detail != NULL)
    gtk_label_set_text (GTK_LABEL (self->detail), detail);
  if (is_moving)
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress),
                                   app_transfer_get_fraction (
                                       app_timeline_item_get_transfer (self->item)));
}

static void
set_texture (AppPictureBody *self, GdkTexture *texture, gboolean is_thumbnail)
{
  g_set_object (&self->texture, texture);
  self->is_thumbnail = is_thumbnail;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
stop_decoding (AppPictureBody *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->decoding);
  self->is_decoding = FALSE;
}

static void
on_decoded (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPictureBody) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean was_thumbnail = self->decoding == NULL;
  g_autoptr (GdkTexture) texture = app_image_loader_load_finish (APP_IMAGE_LOADER (object), result,
                                                                 &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return; /* for a message that is not shown here any more */
  stop_decoding (self);
  if (texture != NULL)
    set_texture (self, texture, was_thumbnail);
  else if (!was_thumbnail)
    self->is_damaged = TRUE;
  else
    g_debug ("No thumbnail: %s", error->message);
  load (self);
  show_state (self);
}

static void
decode (AppPictureBody *self, GFile *file, GBytes *thumbnail)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  self->cancellable = g_cancellable_new ();
  self->is_decoding = TRUE;
  if (file != NULL)
    {
      self->decoding = g_object_ref (file);
      app_image_loader_load_async (self->loader, file, self->width * scale, self->height * scale,
                                   self->cancellable, on_decoded, g_object_ref (self));
    }
  else
    app_image_loader_load_bytes_async (self->loader, thumbnail, self->cancellable, on_decoded,
                                       g_object_ref (self));
}

/* The next step towards the picture: what is kept decoded at once, otherwise the thumbnail, then
 * the file. */
static void
load (AppPictureBody *self)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  GFile *file = app_timeline_item_get_file (self->item);
  GBytes *thumbnail = landline_media_get_thumbnail (app_media_state_get_media (self->item));
  GdkTexture *texture;

  if (self->is_decoding || self->is_damaged || (self->texture != NULL && !self->is_thumbnail))
    return;
  if (file != NULL)
    {
      texture = app_image_loader_lookup (self->loader, file, self->width * scale,
                                         self->height * scale);
      if (texture != NULL)
        {
          set_texture (self, texture, FALSE);
          return;
        }
    }
  if (self->texture == NULL && thumbnail != NULL)
    {
      texture = app_image_loader_lookup_bytes (self->loader, thumbnail);
      if (texture == NULL)
        {
          decode (self, NULL, thumbnail);
          return;
        }
      set_texture (self, texture, TRUE);
    }
  if (file != NULL)
    decode (self, file, NULL);
}

static void
app_picture_body_bind (AppMessageBody *body, AppTimelineItem *item)
{
  AppPictureBody *self = APP_PICTURE_BODY (body);
  LandlineMedia *media = app_media_state_get_media (item);
  int width, height;

  g_set_object (&self->item, item);
  g_signal_group_set_target (self->transfer_signals, app_timeline_item_get_transfer (item));
  app_picture_body_fit (landline_media_get_width (media), landline_media_get_height (media), &width,
                        &height);
  if (width != self->width || height != self->height)
    {
      self->width = width;
      self->height = height;
      gtk_widget_queue_resize (GTK_WIDGET (self));
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  landline_media_get_name (media) != NULL
                                      ? landline_media_get_name (media)
                                      : _ ("Picture"),
                                  -1);
  load (self);
  show_state (self);
}

static void
app_picture_body_unbind (AppMessageBody *body)
{
  AppPictureBody *self = APP_PICTURE_BODY (body);

  stop_decoding (self);
  g_signal_group_set_target (self->transfer_signals, NULL);
  g_clear_object (&self->texture);
  self->is_damaged = FALSE;
  self->is_thumbnail = FALSE;
  g_clear_object (&self->item);
}

static gboolean
app_picture_body_activate (AppMessageBody *body)
{
  AppPictureBody *self = APP_PICTURE_BODY (body);
  AppMediaState state;

  if (self->item == NULL)
    return FALSE;
  state = app_media_state_get (self->item);
  if (state == APP_MEDIA_WAITING || state == APP_MEDIA_MOVING)
    return FALSE; /* a click in passing must not stop it */
  on_button (self);
  return TRUE;
}

static void
app_picture_body_init_body (AppMessageBodyInterface *iface)
{
  iface->bind = app_picture_body_bind;
  iface->unbind = app_picture_body_unbind;
  iface->activate = app_picture_body_activate;
}

static GtkSizeRequestMode
app_picture_body_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
app_picture_body_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  AppPictureBody *self = APP_PICTURE_BODY (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN (SQUEEZED_WIDTH, self->width);
      *natural = self->width;
    }
  else if (for_size < 0 || for_size >= self->width)
    *minimum = *natural = self->height;
  else
    *minimum = *natural = (int) round ((double) self->height * for_size / MAX (self->width, 1));
}

static void
place (GtkWidget *child, int x, int y, int width, int height)
{
  gtk_widget_size_allocate (child, &(GtkAllocation) { x, y, width, height }, -1);
}

/* The button in the middle, the line about the file at the top, the progress at the bottom. */
static void
app_picture_body_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AppPictureBody *self = APP_PICTURE_BODY (widget);
  GtkRequisition size;
  int least;

  if (gtk_widget_should_layout (self->button))
    {
      gtk_widget_get_preferred_size (self->button, NULL, &size);
      place (self->button, (width - size.width) / 2, (height - size.height) / 2, size.width,
             size.height);
    }
  if (gtk_widget_should_layout (self->detail))
    {
      gtk_widget_get_preferred_size (self->detail, NULL, &size);
      gtk_widget_measure (self->detail, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      size.width = MAX (MIN (size.width, width), least);
      place (self->detail,
             gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? width - size.width : 0, 0,
             size.width, size.height);
    }
  if (gtk_widget_should_layout (self->progress))
    {
      gtk_widget_get_preferred_size (self->progress, NULL, &size);
      place (self->progress, 0, height - size.height, MAX (width, size.width), size.height);
    }
}

/* As large as it must be to cover the area, in its middle. */
static void
app_picture_body_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AppPictureBody *self = APP_PICTURE_BODY (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);

  if (self->texture != NULL)
    {
      double texture_width = gdk_texture_get_width (self->texture);
      double texture_height = gdk_texture_get_height (self->texture);
      double scale = MAX (width / texture_width, height / texture_height);
      graphene_rect_t area = GRAPHENE_RECT_INIT ((width - texture_width * scale) / 2,
                                                 (height - texture_height * scale) / 2,
                                                 texture_width * scale, texture_height * scale);

      gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
      gtk_snapshot_append_texture (snapshot, self->texture, &area);
      gtk_snapshot_pop (snapshot);
    }
  GTK_WIDGET_CLASS (app_picture_body_parent_class)->snapshot (widget, snapshot);
}

static void
app_picture_body_dispose (GObject *object)
{
  AppPictureBody *self = APP_PICTURE_BODY (object);

  stop_decoding (self);
  g_clear_object (&self->transfer_signals);
  g_clear_object (&self->texture);
  g_clear_object (&self->item);
  g_clear_object (&self->loader);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  g_clear_pointer (&self->detail, gtk_widget_unparent);
  g_clear_pointer (&self->progress, gtk_widget_unparent);

  G_OBJECT_CLASS (app_picture_body_parent_class)->dispose (object);
}

static void
app_picture_body_class_init (AppPictureBodyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_picture_body_dispose;
  widget_class->get_request_mode = app_picture_body_get_request_mode;
  widget_class->measure = app_picture_body_measure;
  widget_class->size_allocate = app_picture_body_size_allocate;
  widget_class->snapshot = app_picture_body_snapshot;
  gtk_widget_class_set_css_name (widget_class, "picturebody");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
app_picture_body_init (AppPictureBody *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->width = UNKNOWN_WIDTH;
  self->height = UNKNOWN_HEIGHT;
  self->transfer_signals = g_signal_group_new (APP_TYPE_TRANSFER);
  g_signal_group_connect_swapped (self->transfer_signals, "notify", G_CALLBACK (show_state), self);
  self->detail = g_object_new (GTK_TYPE_LABEL, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  gtk_widget_add_css_class (self->detail, "picture-detail");
  gtk_widget_set_parent (self->detail, widget);
  self->button = gtk_button_new ();
  gtk_widget_add_css_class (self->button, "osd");
  gtk_widget_add_css_class (self->button, "circular");
  gtk_widget_set_parent (self->button, widget);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (on_button), self,
                           G_CONNECT_SWAPPED);
  self->progress = gtk_progress_bar_new ();
  gtk_widget_add_css_class (self->progress, "osd");
  gtk_widget_set_parent (self->progress, widget);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
}

/**
 * app_picture_body_new:
 * @loader: what decodes pictures
 *
 * Returns: (transfer floating): a body without an item
 */
GtkWidget *
app_picture_body_new (AppImageLoader *loader)
{
  AppPictureBody *self;

  g_return_val_if_fail (APP_IS_IMAGE_LOADER (loader), NULL);

  self = g_object_new (APP_TYPE_PICTURE_BODY, NULL);
  self->loader = g_object_ref (loader);
  return GTK_WIDGET (self);
}

/**
 * app_picture_body_get_texture:
 * @self: a body
 *
 * Returns: (transfer none) (nullable): what is shown at the moment
 */
GdkTexture *
app_picture_body_get_texture (AppPictureBody *self)
{
  g_return_val_if_fail (APP_IS_PICTURE_BODY (self), NULL);

  return self->texture;
}
