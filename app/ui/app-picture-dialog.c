/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-picture-dialog.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "app-image-crop.h"
#include "app-image-loader.h"
#include "app-sentence-toast.h"
#include "app-session-groups.h"
#include "app-session-profile.h"

#define PREVIEW_SIDE 1024

/**
 * AppPictureDialog:
 *
 * Where a square of a picture is chosen that others see of us, or of a group, from then on. For a
 * group that is still to be made it is handed out with [signal@AppPictureDialog::cropped].
 */
struct _AppPictureDialog
{
  AdwDialog parent_instance;

  AppPictureCropper *cropper;
  AdwToastOverlay *toasts;

  AppSession *session;
  AppImageLoader *loader;
  GFile *file;
  GFile *square;
  char *conversation; /* of the group whose picture it is, or NULL for our own */
  gboolean hands_out; /* what was cropped, instead of setting it */
  GCancellable *cancellable;
  gboolean ready;
  gboolean busy;
};

enum
{
  SIGNAL_CROPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppPictureDialog, app_picture_dialog, ADW_TYPE_DIALOG)

static void
app_picture_dialog_update (AppPictureDialog *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "picture.set", self->ready && !self->busy);
}

static void
app_picture_dialog_fail (AppPictureDialog *self, const GError *error)
{
  self->busy = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  adw_toast_overlay_add_toast (self->toasts, app_sentence_toast_new (error->message));
  app_picture_dialog_update (self);
}

static void
app_picture_dialog_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPictureDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  g_file_delete_async (self->square, G_PRIORITY_LOW, NULL, NULL, NULL);
  if (app_session_set_picture_finish (APP_SESSION (source), result, &error))
    adw_dialog_force_close (ADW_DIALOG (self));
  else
    app_picture_dialog_fail (self, error);
}

static void
app_picture_dialog_group_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPictureDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  g_file_delete_async (self->square, G_PRIORITY_LOW, NULL, NULL, NULL);
  if (app_session_group_finish (APP_SESSION (source), result, &error))
    adw_dialog_force_close (ADW_DIALOG (self));
  else
    app_picture_dialog_fail (self, error);
}

static void
app_picture_dialog_cropped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPictureDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!app_image_crop_finish (result, &error) || self->session == NULL)
    {
      if (error != NULL)
        app_picture_dialog_fail (self, error);
    }
  else if (self->hands_out)
    {
      g_signal_emit (self, signals[SIGNAL_CROPPED], 0, self->square);
      adw_dialog_force_close (ADW_DIALOG (self));
    }
  else if (self->conversation != NULL)
    app_session_set_group_picture_async (self->session, self->conversation, self->square,
                                         "image/jpeg", self->cancellable,
                                         app_picture_dialog_group_set, g_object_ref (self));
  else
    app_session_set_picture_async (self->session, self->square, "image/jpeg", self->cancellable,
                                   app_picture_dialog_set, g_object_ref (self));
}

static void
app_picture_dialog_set_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppPictureDialog *self = APP_PICTURE_DIALOG (widget);
  g_autofree char *folder = app_profile_dup_pasted_folder (app_session_get_profile (self->session));
  g_autofree char *file_name = g_strdup_printf ("picture-%" G_GINT64_FORMAT ".jpg",
                                                g_get_real_time ());
  double x, y, side;

  g_mkdir_with_parents (folder, 0700);
  g_clear_object (&self->square);
  self->square = g_file_new_build_filename (folder, file_name, NULL);
  self->busy = TRUE;
  app_picture_dialog_update (self);
  app_picture_cropper_get_square (self->cropper, &x, &y, &side);
  app_image_crop_async (self->file, x, y, side, self->square, self->cancellable,
                        app_picture_dialog_cropped, g_object_ref (self));
}

static void
app_picture_dialog_cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
app_picture_dialog_dispose (GObject *object)
{
  AppPictureDialog *self = APP_PICTURE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->loader);
  g_clear_object (&self->file);
  g_clear_object (&self->square);
  /* libadwaita 1.7 loses the child of a dialog with its last reference. */
  adw_dialog_set_child (ADW_DIALOG (object), NULL);
  G_OBJECT_CLASS (app_picture_dialog_parent_class)->dispose (object);
}

static void
app_picture_dialog_finalize (GObject *object)
{
  g_object_unref (APP_PICTURE_DIALOG (object)->cancellable);
  g_free (APP_PICTURE_DIALOG (object)->conversation);
  G_OBJECT_CLASS (app_picture_dialog_parent_class)->finalize (object);
}

static void
app_picture_dialog_class_init (AppPictureDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_picture_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_picture_dialog_finalize;

  /**
   * AppPictureDialog::cropped:
   * @self: the dialog
   * @square: a JPEG, which belongs to whoever takes it
   *
   * The square was cut out. The dialog closes.
   */
  signals[SIGNAL_CROPPED] = g_signal_new ("cropped", APP_TYPE_PICTURE_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_FILE);

  gtk_widget_class_install_action (widget_class, "picture.set", NULL,
                                   app_picture_dialog_set_action);
  gtk_widget_class_install_action (widget_class, "picture.cancel", NULL,
                                   app_picture_dialog_cancel_action);
}

static GtkWidget *
make_button (const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static GtkWidget *
make_scale (AppPictureDialog *self)
{
  GtkWidget *scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 1,
                                               APP_PICTURE_CROPPER_ZOOM_MAX, 0.1);

  gtk_accessible_update_property (GTK_ACCESSIBLE (scale), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Size"),
                                  -1);
  g_object_bind_property (self->cropper, "zoom", gtk_range_get_adjustment (GTK_RANGE (scale)),
                          "value", G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  gtk_widget_set_margin_start (scale, 12);
  gtk_widget_set_margin_end (scale, 12);
  gtk_widget_set_margin_bottom (scale, 6);
  return scale;
}

static void
app_picture_dialog_init (AppPictureDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *set = make_button (_ ("_Set"), "picture.set");

  self->cancellable = g_cancellable_new ();
  self->loader = app_image_loader_new ();
  self->cropper = g_object_new (APP_TYPE_PICTURE_CROPPER, "vexpand", TRUE, NULL);
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  gtk_widget_add_css_class (set, "suggested-action");
  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header),
                             make_button (_ ("_Cancel"), "picture.cancel"));
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), set);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->cropper));
  adw_toolbar_view_add_bottom_bar (ADW_TOOLBAR_VIEW (view), make_scale (self));
  adw_toast_overlay_set_child (self->toasts, view);
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Your Picture"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 400);
  adw_dialog_set_content_height (ADW_DIALOG (self), 500);
  adw_dialog_set_child (ADW_DIALOG (self), GTK_WIDGET (self->toasts));
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->cropper));
  app_picture_dialog_update (self);
}

static void
app_picture_dialog_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPictureDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  texture = app_image_loader_load_finish (APP_IMAGE_LOADER (source), result, &error);
  if (texture == NULL)
    {
      app_picture_dialog_fail (self, error);
      return;
    }
  if (self->session == NULL)
    return;
  app_picture_cropper_set_paintable (self->cropper, GDK_PAINTABLE (texture));
  self->ready = TRUE;
  app_picture_dialog_update (self);
}

/**
 * app_picture_dialog_new:
 * @session: of the account
 * @file: a picture
 *
 * Returns: (transfer floating): the dialog
 */
AppPictureDialog *
app_picture_dialog_new (AppSession *session, GFile *file)
{
  AppPictureDialog *self;

  g_return_val_if_fail (APP_IS_SESSION (session), NULL);
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = g_object_new (APP_TYPE_PICTURE_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->file = g_object_ref (file);
  app_image_loader_load_async (self->loader, file, PREVIEW_SIDE, PREVIEW_SIDE, self->cancellable,
                               app_picture_dialog_loaded, g_object_ref (self));
  return self;
}

/**
 * app_picture_dialog_set_group:
 * @self: the dialog
 * @conversation: the id of a group
 *
 * The picture is to be that of a group instead.
 */
void
app_picture_dialog_set_group (AppPictureDialog *self, const char *conversation)
{
  g_return_if_fail (APP_IS_PICTURE_DIALOG (self));

  g_set_str (&self->conversation, conversation);
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Picture of the Group"));
}

/**
 * app_picture_dialog_set_new_group:
 * @self: the dialog
 *
 * The picture is to be that of a group that is still to be made: it is only handed out.
 */
void
app_picture_dialog_set_new_group (AppPictureDialog *self)
{
  g_return_if_fail (APP_IS_PICTURE_DIALOG (self));

  self->hands_out = TRUE;
  adw_dialog_set_title (ADW_DIALOG (self), _ ("Picture of the Group"));
}

AppPictureCropper *
app_picture_dialog_get_cropper (AppPictureDialog *self)
{
  g_return_val_if_fail (APP_IS_PICTURE_DIALOG (self), NULL);

  return self->cropper;
}
