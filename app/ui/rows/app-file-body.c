/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "app-file-body"

#include "config.h"

#include <glib/gi18n.h>

#include "app-file-body.h"
#include "app-media-icon.h"
#include "app-media-state.h"

#define ICON_SIZE       40
#define LEAST_CHARS     8
#define MOST_NAME_CHARS 32

/* Why it stopped is to be read to its end; size and kind are where there is little room. While the
 * file moves the line changes all the time, and must not change the height of the row. */
#define MOST_REASON_LINES 4
#define MOST_DETAIL_LINES 2

/**
 * AppFileBody:
 *
 * A document, a video or a sound: icon or thumbnail, name, what there is to say about it, how far
 * it has moved, and buttons for what can be done with it. A click on it opens it, or fetches it
 * first.
 */
struct _AppFileBody
{
  GtkWidget parent_instance;
  AppImageLoader *loader;
  AppTimelineItem *item;
  GSignalGroup *transfer_signals;

  GtkWidget *icon;
  GtkWidget *texts;
  GtkWidget *name;
  GtkWidget *detail;
  GtkWidget *progress;
  GtkWidget *button; /* goes on with the file: download, cancel, try again */
  GtkWidget *save;   /* these two once it is here */
  GtkWidget *folder;
};

static void app_file_body_init_body (AppMessageBodyInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppFileBody,
                               app_file_body,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_MESSAGE_BODY,
                                                      app_file_body_init_body))

static void
ask (AppFileBody *self, const char *action)
{
  if (self->item != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), action, "s",
                                landline_message_get_id (
                                    app_timeline_item_get_message (self->item)));
}

static void
on_button (AppFileBody *self)
{
  if (self->item != NULL)
    ask (self, app_media_state_get_action (app_media_state_get (self->item)));
}

static void
on_save (AppFileBody *self)
{
  ask (self, "file.save-as");
}

static void
on_folder (AppFileBody *self)
{
  ask (self, "file.show-in-folder");
}

static void
set_label (GtkWidget *label, const char *text)
{
  /* GtkLabel lays out its text anew even for the same one. */
  if (!g_str_equal (gtk_label_get_text (GTK_LABEL (label)), text))
    gtk_label_set_text (GTK_LABEL (label), text);
}

static void
name_button (GtkWidget *button, const char *icon_name, const char *name)
{
  if (g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (button)), icon_name) != 0)
    gtk_button_set_icon_name (GTK_BUTTON (button), icon_name);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_state (AppFileBody *self)
{
  AppTransfer *transfer = app_timeline_item_get_transfer (self->item);
  AppMediaState state = app_media_state_get (self->item);
  gboolean is_moving = state == APP_MEDIA_MOVING || state == APP_MEDIA_WAITING;
  g_autofree char *detail = app_media_state_describe (self->item);

  set_label (self->detail, detail);
  gtk_widget_set_visible (self->progress, is_moving);
  if (is_moving)
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress),
                                   app_transfer_get_fraction (transfer));
  if (state == APP_MEDIA_STOPPED)
    gtk_widget_add_css_class (self->detail, "error");
  else
    gtk_widget_remove_css_class (self->detail, "error");
  gtk_label_set_wrap (GTK_LABEL (self->detail), !is_moving);
  gtk_label_set_lines (GTK_LABEL (self->detail), is_moving                    ? -1
                                                 : state == APP_MEDIA_STOPPED ? MOST_REASON_LINES
                                                                              : MOST_DETAIL_LINES);
  gtk_widget_set_visible (self->button, state != APP_MEDIA_HERE);
  gtk_widget_set_visible (self->save, state == APP_MEDIA_HERE);
  gtk_widget_set_visible (self->folder, state == APP_MEDIA_HERE);
  if (state != APP_MEDIA_HERE)
    name_button (self->button, app_media_state_get_action_icon (state),
                 app_media_state_get_action_name (state, app_media_state_is_upload (self->item)));
}

static void
app_file_body_bind (AppMessageBody *body, AppTimelineItem *item)
{
  AppFileBody *self = APP_FILE_BODY (body);
  LandlineMedia *media = app_media_state_get_media (item);
  const char *name = landline_media_get_name (media);

  g_set_object (&self->item, item);
  g_signal_group_set_target (self->transfer_signals, app_timeline_item_get_transfer (item));
  set_label (self->name, name != NULL && *name != '\0' ? name : _ ("Unnamed file"));
  app_media_icon_show (GTK_IMAGE (self->icon), media, self->loader);
  show_state (self);
}

static void
app_file_body_unbind (AppMessageBody *body)
{
  AppFileBody *self = APP_FILE_BODY (body);

  app_media_icon_show (GTK_IMAGE (self->icon), NULL, NULL);
  g_signal_group_set_target (self->transfer_signals, NULL);
  gtk_image_clear (GTK_IMAGE (self->icon));
  g_clear_object (&self->item);
}

static gboolean
app_file_body_activate (AppMessageBody *body)
{
  AppFileBody *self = APP_FILE_BODY (body);
  AppMediaState state;

  if (self->item == NULL)
    return FALSE;
  state = app_media_state_get (self->item);
  if (state == APP_MEDIA_WAITING || state == APP_MEDIA_MOVING)
    return FALSE; /* a click in passing must not stop it */
  ask (self, app_media_state_get_action (state));
  return TRUE;
}

static void
app_file_body_init_body (AppMessageBodyInterface *iface)
{
  iface->bind = app_file_body_bind;
  iface->unbind = app_file_body_unbind;
  iface->activate = app_file_body_activate;
}

static void
app_file_body_dispose (GObject *object)
{
  AppFileBody *self = APP_FILE_BODY (object);
  GtkWidget *child;

  app_media_icon_show (GTK_IMAGE (self->icon), NULL, NULL);
  g_clear_object (&self->transfer_signals);
  g_clear_object (&self->item);
  g_clear_object (&self->loader);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (app_file_body_parent_class)->dispose (object);
}

static void
app_file_body_class_init (AppFileBodyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_file_body_dispose;
  gtk_widget_class_set_css_name (widget_class, "filebody");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
add_button (AppFileBody *self, GCallback callback)
{
  GtkWidget *button = gtk_button_new ();

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (button, GTK_WIDGET (self));
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
add_label (AppFileBody *self, PangoEllipsizeMode ellipsize, const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "ellipsize", ellipsize,
                                   "width-chars", LEAST_CHARS, "max-width-chars", MOST_NAME_CHARS,
                                   NULL);

  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (self->texts), label);
  return label;
}

static void
app_file_body_init (AppFileBody *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (widget)), 8);
  self->transfer_signals = g_signal_group_new (APP_TYPE_TRANSFER);
  g_signal_group_connect_swapped (self->transfer_signals, "notify", G_CALLBACK (show_state), self);

  self->icon = g_object_new (GTK_TYPE_IMAGE, "pixel-size", ICON_SIZE, "accessible-role",
                             GTK_ACCESSIBLE_ROLE_NONE, NULL);
  gtk_widget_set_parent (self->icon, widget);
  self->texts = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "valign",
                              GTK_ALIGN_CENTER, "hexpand", TRUE, NULL);
  gtk_widget_set_parent (self->texts, widget);
  self->name = add_label (self, PANGO_ELLIPSIZE_MIDDLE, "file-name");
  self->detail = add_label (self, PANGO_ELLIPSIZE_END, "caption");
  gtk_widget_add_css_class (self->detail, "file-detail");
  self->progress = gtk_progress_bar_new ();
  gtk_box_append (GTK_BOX (self->texts), self->progress);
  self->button = add_button (self, G_CALLBACK (on_button));
  self->save = add_button (self, G_CALLBACK (on_save));
  name_button (self->save, "document-save-as-symbolic", _ ("Save As…"));
  self->folder = add_button (self, G_CALLBACK (on_folder));
  name_button (self->folder, "folder-symbolic", _ ("Show in Folder"));
}

/**
 * app_file_body_new:
 * @loader: what decodes thumbnails
 *
 * Returns: (transfer floating): a body without an item
 */
GtkWidget *
app_file_body_new (AppImageLoader *loader)
{
  AppFileBody *self;

  g_return_val_if_fail (APP_IS_IMAGE_LOADER (loader), NULL);

  self = g_object_new (APP_TYPE_FILE_BODY, NULL);
  self->loader = g_object_ref (loader);
  return GTK_WIDGET (self);
}
