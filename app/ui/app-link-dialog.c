/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-link-dialog.h"

#include <glib/gi18n.h>

#include "app-address.h"
#include "app-qr-code.h"
#include "app-sentence-toast.h"

/* To be seen, and not to be closed */
#define COPIED_SECONDS 2

/**
 * AppLinkDialog:
 *
 * Shows a link that somebody else is to open: as a QR code, to be copied, or saved as a picture.
 * It makes no link itself. Its toasts stand above the buttons, which stay free.
 */
struct _AppLinkDialog
{
  AdwDialog parent_instance;

  AppQrCode *code;
  GtkLabel *explanation;
  AdwPreferencesGroup *network_group;
  AdwSwitchRow *network_row;
  GtkStack *stack;
  AdwToastOverlay *toasts;

  AppInviteLink *link; /* NULL while it is made anew */
  char *text;
  gboolean is_device;
};

G_DEFINE_FINAL_TYPE (AppLinkDialog, app_link_dialog, ADW_TYPE_DIALOG)

static void
app_link_dialog_copy_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AppLinkDialog *self = APP_LINK_DIALOG (widget);
  AdwToast *toast = app_sentence_toast_new (_ ("Link copied"));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->text);
  adw_toast_set_timeout (toast, COPIED_SECONDS);
  adw_toast_overlay_add_toast (self->toasts, toast);
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
  AppLinkDialog *self = APP_LINK_DIALOG (object);

  g_clear_object (&self->link);
  g_free (self->text);
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
  gtk_widget_class_bind_template_child (widget_class, AppLinkDialog, network_group);
  gtk_widget_class_bind_template_child (widget_class, AppLinkDialog, network_row);
  gtk_widget_class_bind_template_child (widget_class, AppLinkDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, AppLinkDialog, toasts);
}

static void
app_link_dialog_init (AppLinkDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Whether who has the link finds the server from another computer */
static gboolean
leads_here_only (AppInviteLink *link)
{
  const char *const *addresses = app_invite_link_get_addresses (link);

  for (; *addresses != NULL; addresses++)
    if (!app_address_is_loopback (*addresses))
      return FALSE;
  return TRUE;
}

static void
app_link_dialog_explain (AppLinkDialog *self)
{
  gboolean is_offered = gtk_widget_get_visible (GTK_WIDGET (self->network_group));
  const char *text;

  if (self->is_device)
    text = _ ("Choose Join a Server in Landline on the other computer, and open the link or "
              "a picture of the code there. It is good once, for ten minutes: whoever has it "
              "reads and writes as you.");
  else if (!is_offered || !leads_here_only (self->link))
    text = _ ("Give the link or a picture of the code to the person whom you invite. It is "
              "good once.");
  else if (adw_switch_row_get_active (self->network_row))
    text = _ ("This computer is in no network right now, so that nobody else can reach it.");
  else
    text = _ ("This invitation is for somebody who uses this computer. For others, let them in "
              "from the network.");
  gtk_label_set_label (self->explanation, text);
}

/**
 * app_link_dialog_set_link:
 * @self: the dialog
 * @link: (nullable): an invitation, or a link for another device; %NULL while it is made anew
 *
 * Shows another link.
 */
void
app_link_dialog_set_link (AppLinkDialog *self, AppInviteLink *link)
{
  gboolean has_code;

  g_return_if_fail (APP_IS_LINK_DIALOG (self));
  g_return_if_fail (link == NULL || APP_IS_INVITE_LINK (link));

  g_set_object (&self->link, link);
  g_clear_pointer (&self->text, g_free);
  if (link != NULL)
    {
      self->text = app_invite_link_to_string (link);
      app_qr_code_set_text (self->code, self->text);
      app_link_dialog_explain (self);
    }
  has_code = link != NULL && gtk_widget_get_visible (GTK_WIDGET (self->code));
  gtk_stack_set_visible_child_name (self->stack, link != NULL ? "code" : "waiting");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "link.copy", link != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "link.save", has_code);
}

/**
 * app_link_dialog_offer_network:
 * @self: the dialog, with an invitation to a server that this app runs
 * @settings: the settings of the profile
 *
 * Lets the person choose whether others come in from the network. The link is another one then.
 */
void
app_link_dialog_offer_network (AppLinkDialog *self, GSettings *settings)
{
  g_return_if_fail (APP_IS_LINK_DIALOG (self));
  g_return_if_fail (G_IS_SETTINGS (settings));

  g_settings_bind (settings, "host-on-network", self->network_row, "active",
                   G_SETTINGS_BIND_DEFAULT);
  gtk_widget_set_visible (GTK_WIDGET (self->network_group), TRUE);
  if (self->link != NULL)
    app_link_dialog_explain (self);
}

/**
 * app_link_dialog_is_invitation:
 * @self: the dialog
 *
 * Returns: whether it invites another person, and not another device of the same one
 */
gboolean
app_link_dialog_is_invitation (AppLinkDialog *self)
{
  g_return_val_if_fail (APP_IS_LINK_DIALOG (self), FALSE);

  return !self->is_device;
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

  g_return_val_if_fail (APP_IS_INVITE_LINK (link), NULL);

  self = g_object_new (APP_TYPE_LINK_DIALOG, NULL);
  self->is_device = app_invite_link_get_device_code (link) != NULL;
  adw_dialog_set_title (ADW_DIALOG (self),
                        self->is_device ? _ ("Link a Device") : _ ("Invite Somebody"));
  app_link_dialog_set_link (self, link);
  return self;
}

const char *
app_link_dialog_get_text (AppLinkDialog *self)
{
  g_return_val_if_fail (APP_IS_LINK_DIALOG (self), NULL);

  return self->text;
}
