/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-profile-group.h"

#include <glib/gi18n.h>

#include "app-directory.h"
#include "app-picture-dialog.h"
#include "app-sentence-toast.h"
#include "app-session-profile.h"
#include "landline-limits.h"

/**
 * AppProfileGroup:
 *
 * The picture that others see of us, and what we say about ourselves.
 */
struct _AppProfileGroup
{
  AdwPreferencesGroup parent_instance;

  AdwAvatar *avatar;
  AdwEntryRow *about_row;
  GtkWidget *remove_button;

  AppSession *session;
  AppDirectory *directory;
  AppAvatars *avatars;
};

G_DEFINE_FINAL_TYPE (AppProfileGroup, app_profile_group, ADW_TYPE_PREFERENCES_GROUP)

static AppPerson *
find_self (AppProfileGroup *self)
{
  guint n = self->directory != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->directory)) : 0;

  for (guint i = 0; i < n; i++)
    {
      AppPerson *person = g_list_model_get_item (G_LIST_MODEL (self->directory), i);

      if (app_person_get_is_self (person))
        return person;
      g_object_unref (person);
    }
  return NULL;
}

static void
app_profile_group_update (AppProfileGroup *self)
{
  g_autoptr (AppPerson) person = find_self (self);
  const char *about;

  if (person == NULL)
    return;
  about = app_person_get_about (person);
  adw_avatar_set_text (self->avatar, app_person_get_name (person));
  if (self->avatars != NULL)
    app_avatars_show (self->avatars, self->avatar, app_person_get_avatar_id (person));
  gtk_widget_set_visible (self->remove_button, app_person_get_avatar_id (person) != NULL);
  /* What is being written stays. */
  if ((gtk_widget_get_state_flags (GTK_WIDGET (self->about_row)) & GTK_STATE_FLAG_FOCUS_WITHIN) ==
      0)
    gtk_editable_set_text (GTK_EDITABLE (self->about_row), about != NULL ? about : "");
}

/* Its properties are told one by one, and it may come later than the list. */
static void
app_profile_group_on_items (AppProfileGroup *self)
{
  g_autoptr (AppPerson) person = find_self (self);

  if (person != NULL)
    {
      g_signal_handlers_disconnect_by_func (person, app_profile_group_update, self);
      g_signal_connect_object (person, "notify", G_CALLBACK (app_profile_group_update), self,
                               G_CONNECT_SWAPPED);
    }
  app_profile_group_update (self);
}

static void
app_profile_group_say (AppProfileGroup *self, const GError *error)
{
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_DIALOG);

  if (dialog != NULL)
    adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (dialog),
                                      app_sentence_toast_new (error->message));
}

static void
app_profile_group_about_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppProfileGroup) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!app_session_set_profile_finish (APP_SESSION (source), result, &error))
    app_profile_group_say (self, error);
}

static void
app_profile_group_on_about (AppProfileGroup *self)
{
  g_autofree char *about = g_strstrip (
      g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->about_row))));

  app_session_set_profile_async (self->session, NULL, about, NULL, app_profile_group_about_set,
                                 g_object_ref (self));
}

static void
app_profile_group_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppProfileGroup) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!app_session_set_picture_finish (APP_SESSION (source), result, &error))
    app_profile_group_say (self, error);
}

static void
app_profile_group_on_remove (AppProfileGroup *self)
{
  app_session_set_picture_async (self->session, NULL, NULL, NULL, app_profile_group_removed,
                                 g_object_ref (self));
}

static void
app_profile_group_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppProfileGroup) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL && self->session != NULL)
    adw_dialog_present (ADW_DIALOG (app_picture_dialog_new (self->session, file)),
                        GTK_WIDGET (self));
}

static void
app_profile_group_on_choose (AppProfileGroup *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_filter_set_name (filter, _ ("Pictures"));
  gtk_file_filter_add_mime_type (filter, "image/*");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_set_title (dialog, _ ("Your Picture"));
  gtk_file_dialog_open (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                        app_profile_group_chosen, g_object_ref (self));
}

static void
app_profile_group_dispose (GObject *object)
{
  AppProfileGroup *self = APP_PROFILE_GROUP (object);

  g_clear_object (&self->session);
  g_clear_object (&self->directory);
  g_clear_object (&self->avatars);
  G_OBJECT_CLASS (app_profile_group_parent_class)->dispose (object);
}

static void
app_profile_group_class_init (AppProfileGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_profile_group_dispose;
}

static GtkWidget *
make_button (AppProfileGroup *self, const char *icon, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return button;
}

static void
app_profile_group_init (AppProfileGroup *self)
{
  GtkWidget *row = adw_action_row_new ();

  self->avatar = ADW_AVATAR (adw_avatar_new (48, NULL, TRUE));
  self->remove_button = make_button (self, "user-trash-symbolic", _ ("Remove Picture"),
                                     G_CALLBACK (app_profile_group_on_remove));
  gtk_widget_set_visible (self->remove_button, FALSE);
  gtk_widget_set_margin_top (GTK_WIDGET (self->avatar), 6);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->avatar), 6);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Your Picture"));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), GTK_WIDGET (self->avatar));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->remove_button);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             make_button (self, "document-edit-symbolic", _ ("Choose Picture"),
                                          G_CALLBACK (app_profile_group_on_choose)));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);

  self->about_row = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->about_row), _ ("About you"));
  adw_entry_row_set_show_apply_button (self->about_row, TRUE);
  /* The limit is one of bytes: no character has more than four. */
  adw_entry_row_set_max_length (self->about_row, LANDLINE_LIMIT_ABOUT / 4);
  g_signal_connect_object (self->about_row, "apply", G_CALLBACK (app_profile_group_on_about), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->about_row));
}

/**
 * app_profile_group_set_session:
 * @self: the group
 * @session: of an account that is open
 *
 * Shows what others see of an account.
 */
void
app_profile_group_set_session (AppProfileGroup *self, AppSession *session)
{
  g_return_if_fail (APP_IS_PROFILE_GROUP (self));
  g_return_if_fail (APP_IS_SESSION (session) && self->session == NULL);

  self->session = g_object_ref (session);
  self->directory = app_directory_new (session);
  g_signal_connect_object (self->directory, "items-changed",
                           G_CALLBACK (app_profile_group_on_items), self, G_CONNECT_SWAPPED);
  app_profile_group_on_items (self);
}

void
app_profile_group_set_avatars (AppProfileGroup *self, AppAvatars *avatars)
{
  g_return_if_fail (APP_IS_PROFILE_GROUP (self));

  g_set_object (&self->avatars, avatars);
  app_profile_group_update (self);
}
