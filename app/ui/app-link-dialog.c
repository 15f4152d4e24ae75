/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-link-dialog.h"

#include <glib/gi18n.h>

#include "app-qr-code.h"
#include "app-sentence-toast.h"

/**
 * AppLinkDialog:
 *
 * Shows a link that somebody else is to open: as a QR code, to be copied, or saved as a picture.
 * It makes no link itself.
 */
struct _AppLinkDialog
{
  AdwDialog parent_instance;

  AppQrCode *code;
  GtkLabel *explanation;
  AdwToastOverlay *toasts;

  char *text;
};

G_DEFINE_FINAL_TYPE (AppLinkDialog, app_link_dialog, ADW_TYPE_DIALOG)

static void
app_link_dialog_copy_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AppLinkDialog *self = APP_LINK_DIALOG (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->text);
  adw_toast_overlay_add_toast (self->toasts, app_sentence_toast_new (_ ("Link copied")));
}

static void
app_link_dialog_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppLinkDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    adw_toast_overlay_add_toast (self->toasts, app_sentence_toast_new (error->message));
}

static void
app_link_dialog_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppLinkDialog) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GBytes) png = NULL;

  if (file == NULL)
    return;
  texture = app_qr_code_draw (self->code);
  png = gdk_texture_save_to_png_bytes (texture);
  g_file_replace_contents_bytes_async (file, png, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                       app_link_dialog_saved, g_object_ref (self));
}

static void
app_link_dialog_save_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  GtkRoot *root = gtk_widget_get_root (widget);

  gtk_file_dialog_set_title (dialog, _ ("Save Picture"));
  /* translators: the name of a file that is suggested for a picture of a QR code */
  gtk_file_dialog_set_initial_name (dialog, _ ("Landline invitation.png"));
  gtk_file_dialog_save (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                        app_link_dialog_chosen, g_object_ref (widget));
}

static void
app_link_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_LINK_DIALOG);
  G_OBJECT_CLASS (app_link_dialog_parent_class)->dispose (object);
}

static void
app_link_dialog_finalize (GObject *object)
{
  g_free (APP_LINK_DIALOG (object)->text);
  G_OBJECT_CLASS (app_link_dialog_parent_class)->finalize (object);
}

static void
app_link_dialog_class_init (AppLinkDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_link_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_link_dialog_finalize;
  g_type_ensure (APP_TYPE_QR_CODE);
  gtk_widget_class_install_action (widget_class, "link.copy", NULL, app_link_dialog_copy_action);
  gtk_widget_class_install_action (widget_class, "link.save", NULL, app_link_dialog_save_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/landline/Landline/ui/app-link-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AppLinkDialog, code);
  gtk_widget_class_bind_template_child (widget_class, AppLinkDialog, explanation);
  gtk_widget_class_bind_template_child (widget_class, AppLinkDialog, toasts);
}

static void
app_link_dialog_init (AppLinkDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_link_dialog_new:
 * @link: an invitation, or a link for another device
 *
 * Creates the dialog.
 *
 * Returns: (transfer floating): the dialog
 */
AppLinkDialog *
app_link_dialog_new (AppInviteLink *link)
{
  AppLinkDialog *self;
  gboolean is_device;

  g_return_val_if_fail (APP_IS_INVITE_LINK (link), NULL);

  self = g_object_new (APP_TYPE_LINK_DIALOG, NULL);
  is_device = app_invite_link_get_device_code (link) != NULL;
  self->text = app_invite_link_to_string (link);
  adw_dialog_set_title (ADW_DIALOG (self), is_device ? _ ("Link a Device") : _ ("Invite Somebody"));
  gtk_label_set_label (
      self->explanation,
      is_device
          ? _ ("Choose Join a Server in Landline on the other computer, and open the link or "
               "a picture of the code there. It is good once, for ten minutes: whoever has it "
               "reads and writes as you.")
          : _ ("Give the link or a picture of the code to the person whom you invite. It is "
               "good once."));
  app_qr_code_set_text (self->code, self->text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "link.save",
                                 gtk_widget_get_visible (GTK_WIDGET (self->code)));
  return self;
}

const char *
app_link_dialog_get_text (AppLinkDialog *self)
{
  g_return_val_if_fail (APP_IS_LINK_DIALOG (self), NULL);

  return self->text;
}
