/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-new-group-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app-image-loader.h"
#include "app-picture-dialog.h"
#include "app-session-groups.h"
#include "landline-error.h"
#include "landline-id.h"
#include "landline-limits.h"

#define AVATAR_SIZE 96 /* as in the .ui */

/**
 * AppNewGroupDialog:
 *
 * Makes a group: who is in it, then what it is called. The group has its id from the beginning, so
 * that trying again after a broken connection does not make another one.
 */
struct _AppNewGroupDialog
{
  AdwDialog parent_instance;

  AdwNavigationView *navigation;
  AdwBin *people_bin;
  AdwBanner *banner;
  AdwAvatar *avatar;
  AdwEntryRow *name_row;
  AdwEntryRow *description_row;
  AdwSwitchRow *announcements_row;
  GtkStack *create_stack;
  GtkWidget *remove_button;

  AppSession *session;
  AppPeopleChooser *chooser;
  GCancellable *cancellable;
  char *id;
  AppImageLoader *loader;
  GFile *picture;   /* a square of our own, or NULL */
  char *picture_id; /* of it once the server has it: it is the same at every try */
  gboolean busy;
};

enum
{
  SIGNAL_CREATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppNewGroupDialog, app_new_group_dialog, ADW_TYPE_DIALOG)

static char *
dup_text (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static gboolean
is_good (AppNewGroupDialog *self)
{
  g_autofree char *name = dup_text (self->name_row);
  g_autofree char *description = dup_text (self->description_row);

  return *name != '\0' && strlen (name) <= LANDLINE_LIMIT_NAME &&
         strlen (description) <= LANDLINE_LIMIT_DESCRIPTION;
}

static void
app_new_group_dialog_update (AppNewGroupDialog *self)
{
  guint n_chosen = self->chooser != NULL
                       ? g_list_model_get_n_items (app_people_chooser_list_chosen (self->chooser))
                       : 0;
  g_autofree char *name = dup_text (self->name_row);

  adw_avatar_set_text (self->avatar, name);
  adw_avatar_set_show_initials (self->avatar, *name != '\0');
  gtk_stack_set_visible_child_name (self->create_stack, self->busy ? "busy" : "label");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "group.next",
                                 n_chosen > 0 && n_chosen < LANDLINE_LIMIT_MEMBERS);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "group.create",
                                 n_chosen > 0 && is_good (self) && !self->busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "group.choose-picture", !self->busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "group.remove-picture", !self->busy);
  gtk_widget_set_visible (self->remove_button, self->picture != NULL);
}

static void
app_new_group_dialog_fail (AppNewGroupDialog *self, const GError *error)
{
  self->busy = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  adw_banner_set_title (self->banner, error->message);
  adw_banner_set_revealed (self->banner, TRUE);
  app_new_group_dialog_update (self);
}

static void
app_new_group_dialog_created (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppNewGroupDialog) self = APP_NEW_GROUP_DIALOG (user_data);
  g_autoptr (GError) error = NULL;
  gint64 key = app_session_create_group_finish (APP_SESSION (source), result, &error);

  if (key == 0)
    {
      /* A picture that the server has no more is sent again. */
      if (g_error_matches (error, LANDLINE_ERROR, LANDLINE_ERROR_NOT_FOUND))
        g_clear_pointer (&self->picture_id, g_free);
      app_new_group_dialog_fail (self, error);
      return;
    }
  self->busy = FALSE;
  g_signal_emit (self, signals[SIGNAL_CREATED], 0, key);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
app_new_group_dialog_request (AppNewGroupDialog *self)
{
  g_auto (LandlineGroupRequest) request = LANDLINE_GROUP_REQUEST_INIT;

  g_strlcpy (request.id, self->id, sizeof request.id);
  request.members = app_people_chooser_dup_chosen_ids (self->chooser);
  request.group.name = dup_text (self->name_row);
  request.group.description = dup_text (self->description_row);
  if (*request.group.description == '\0')
    g_clear_pointer (&request.group.description, g_free);
  if (adw_switch_row_get_active (self->announcements_row))
    request.group.who_may_send = LANDLINE_PERMIT_ADMINS;
  request.group.picture = g_strdup (self->picture_id);
  app_session_create_group_async (self->session, &request, self->cancellable,
                                  app_new_group_dialog_created, g_object_ref (self));
}

static void
app_new_group_dialog_uploaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppNewGroupDialog) self = APP_NEW_GROUP_DIALOG (user_data);
  g_autoptr (GError) error = NULL;

  self->picture_id = app_session_upload_group_picture_finish (APP_SESSION (source), result, &error);
  if (self->picture_id == NULL)
    app_new_group_dialog_fail (self, error);
  else if (self->session != NULL)
    app_new_group_dialog_request (self);
}

/* The picture first, then the group that has it. */
static void
app_new_group_dialog_create (AppNewGroupDialog *self)
{
  if (self->busy || !is_good (self) ||
      g_list_model_get_n_items (app_people_chooser_list_chosen (self->chooser)) == 0)
    return;
  self->busy = TRUE;
  adw_banner_set_revealed (self->banner, FALSE);
  app_new_group_dialog_update (self);
  if (self->picture != NULL && self->picture_id == NULL)
    app_session_upload_group_picture_async (self->session, self->picture, "image/jpeg",
                                            self->cancellable, app_new_group_dialog_uploaded,
                                            g_object_ref (self));
  else
    app_new_group_dialog_request (self);
}

static void
app_new_group_dialog_create_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  app_new_group_dialog_create (APP_NEW_GROUP_DIALOG (widget));
}

static void
app_new_group_dialog_next_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppNewGroupDialog *self = APP_NEW_GROUP_DIALOG (widget);

  adw_navigation_view_push_by_tag (self->navigation, "name");
  gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
}

/* Takes @picture. */
static void
app_new_group_dialog_set_picture (AppNewGroupDialog *self, GFile *picture)
{
  if (self->picture != NULL)
    g_file_delete_async (self->picture, G_PRIORITY_LOW, NULL, NULL, NULL);
  g_clear_object (&self->picture);
  g_clear_pointer (&self->picture_id, g_free);
  self->picture = picture;
}

static void
app_new_group_dialog_decoded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppNewGroupDialog) self = APP_NEW_GROUP_DIALOG (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  texture = app_image_loader_load_finish (APP_IMAGE_LOADER (source), result, &error);
  if (texture == NULL)
    g_debug ("The picture cannot be shown: %s", error->message);
  else if (self->picture != NULL)
    adw_avatar_set_custom_image (self->avatar, GDK_PAINTABLE (texture));
}

static void
app_new_group_dialog_on_cropped (AppNewGroupDialog *self, GFile *square)
{
  guint side = AVATAR_SIZE * (guint) gtk_widget_get_scale_factor (GTK_WIDGET (self));

  app_new_group_dialog_set_picture (self, g_object_ref (square));
  app_image_loader_load_async (self->loader, square, side, side, self->cancellable,
                               app_new_group_dialog_decoded, g_object_ref (self));
  app_new_group_dialog_update (self);
}

static void
app_new_group_dialog_picture_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppNewGroupDialog) self = APP_NEW_GROUP_DIALOG (user_data);
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL && self->session != NULL)
    app_new_group_dialog_crop (self, file);
}

static void
app_new_group_dialog_choose_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  GtkRoot *root = gtk_widget_get_root (widget);

  gtk_file_filter_set_name (filter, _ ("Pictures"));
  gtk_file_filter_add_mime_type (filter, "image/*");
  gtk_file_dialog_set_default_filter (dialog, filter);
  gtk_file_dialog_set_title (dialog, _ ("Picture of the Group"));
  gtk_file_dialog_open (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                        APP_NEW_GROUP_DIALOG (widget)->cancellable,
                        app_new_group_dialog_picture_chosen, g_object_ref (widget));
}

static void
app_new_group_dialog_remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppNewGroupDialog *self = APP_NEW_GROUP_DIALOG (widget);

  app_new_group_dialog_set_picture (self, NULL);
  adw_avatar_set_custom_image (self->avatar, NULL);
  app_new_group_dialog_update (self);
}

static void
app_new_group_dialog_dispose (GObject *object)
{
  AppNewGroupDialog *self = APP_NEW_GROUP_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  self->chooser = NULL;
  app_new_group_dialog_set_picture (self, NULL);
  g_clear_object (&self->loader);
  g_clear_object (&self->session);
  /* libadwaita 1.7 loses the child of a dialog with its last reference. */
  adw_dialog_set_child (ADW_DIALOG (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_NEW_GROUP_DIALOG);
  G_OBJECT_CLASS (app_new_group_dialog_parent_class)->dispose (object);
}

static void
app_new_group_dialog_finalize (GObject *object)
{
  AppNewGroupDialog *self = APP_NEW_GROUP_DIALOG (object);

  g_object_unref (self->cancellable);
  g_free (self->id);
  G_OBJECT_CLASS (app_new_group_dialog_parent_class)->finalize (object);
}

static void
app_new_group_dialog_class_init (AppNewGroupDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = app_new_group_dialog_dispose;
  object_class->finalize = app_new_group_dialog_finalize;

  /**
   * AppNewGroupDialog::created:
   * @self: the dialog
   * @chat_key: the key of the chat
   *
   * The server has the group. The dialog closes.
   */
  signals[SIGNAL_CREATED] = g_signal_new ("created", APP_TYPE_NEW_GROUP_DIALOG, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_install_action (widget_class, "group.next", NULL,
                                   app_new_group_dialog_next_action);
  gtk_widget_class_install_action (widget_class, "group.create", NULL,
                                   app_new_group_dialog_create_action);
  gtk_widget_class_install_action (widget_class, "group.choose-picture", NULL,
                                   app_new_group_dialog_choose_action);
  gtk_widget_class_install_action (widget_class, "group.remove-picture", NULL,
                                   app_new_group_dialog_remove_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/landline/Landline/ui/app-new-group-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AppNewGroupDialog, announcements_row);
  gtk_widget_class_bind_template_child (widget_class, AppNewGroupDialog, avatar);
  gtk_widget_class_bind_template_child (widget_class, AppNewGroupDialog, banner);
  gtk_widget_class_bind_template_child (widget_class, AppNewGroupDialog, create_stack);
  gtk_widget_class_bind_template_child (widget_class, AppNewGroupDialog, description_row);
  gtk_widget_class_bind_template_child (widget_class, AppNewGroupDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, AppNewGroupDialog, navigation);
  gtk_widget_class_bind_template_child (widget_class, AppNewGroupDialog, people_bin);
  gtk_widget_class_bind_template_child (widget_class, AppNewGroupDialog, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, app_new_group_dialog_create);
  gtk_widget_class_bind_template_callback (widget_class, app_new_group_dialog_update);
}

static void
app_new_group_dialog_init (AppNewGroupDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->id = landline_id_new_message ();
  self->loader = app_image_loader_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_new_group_dialog_new:
 * @session: the session of the account
 * @avatars: (nullable): the pictures of people
 *
 * Returns: (transfer floating): the dialog
 */
AppNewGroupDialog *
app_new_group_dialog_new (AppSession *session, AppAvatars *avatars)
{
  AppNewGroupDialog *self;

  g_return_val_if_fail (APP_IS_SESSION (session), NULL);

  self = g_object_new (APP_TYPE_NEW_GROUP_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->chooser = APP_PEOPLE_CHOOSER (app_people_chooser_new (session, avatars, NULL));
  adw_bin_set_child (self->people_bin, GTK_WIDGET (self->chooser));
  g_signal_connect_object (app_people_chooser_list_chosen (self->chooser), "items-changed",
                           G_CALLBACK (app_new_group_dialog_update), self, G_CONNECT_SWAPPED);
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->chooser));
  app_new_group_dialog_update (self);
  return self;
}

/**
 * app_new_group_dialog_crop:
 * @self: the dialog
 * @file: a picture
 *
 * Asks which square of a picture is to be that of the group, as when the person chose it.
 */
void
app_new_group_dialog_crop (AppNewGroupDialog *self, GFile *file)
{
  AppPictureDialog *dialog;

  g_return_if_fail (APP_IS_NEW_GROUP_DIALOG (self));
  g_return_if_fail (G_IS_FILE (file));

  dialog = app_picture_dialog_new (self->session, file);
  app_picture_dialog_set_new_group (dialog);
  g_signal_connect_object (dialog, "cropped", G_CALLBACK (app_new_group_dialog_on_cropped), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

/* Returns: (transfer none): where people are chosen */
AppPeopleChooser *
app_new_group_dialog_get_chooser (AppNewGroupDialog *self)
{
  g_return_val_if_fail (APP_IS_NEW_GROUP_DIALOG (self), NULL);

  return self->chooser;
}
