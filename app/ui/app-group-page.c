/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-group-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app-group-members.h"
#include "app-people-chooser.h"
#include "app-picture-dialog.h"
#include "app-sentence-toast.h"
#include "app-session-groups.h"
#include "landline-limits.h"

/**
 * AppGroupPage:
 *
 * What a group is and who is in it, for whoever may change that, and the way out of it. It shows
 * what the server has said: what was refused goes back to what it was.
 */
struct _AppGroupPage
{
  AdwNavigationPage parent_instance;

  AdwToastOverlay *toasts;
  AdwEntryRow *name_row;
  AdwEntryRow *description_row;
  AdwActionRow *members_row;
  GtkWidget *picture_group;
  GtkWidget *no_picture_row;
  GtkWidget *add_row;
  GtkWidget *settings_group;
  AdwComboRow *send_row;
  AdwComboRow *edit_row;
  AdwSwitchRow *history_row;
  AdwComboRow *disappear_row;
  GtkWidget *leave_row;

  AppGroup *group;
  AppAvatars *avatars;
  GCancellable *cancellable;
  AppPeopleChooser *chooser; /* not owned: NULL once its page is gone */
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (AppGroupPage, app_group_page, ADW_TYPE_NAVIGATION_PAGE)

static const gint64 spans[] = { 0, LANDLINE_EXPIRES_DAY, LANDLINE_EXPIRES_WEEK,
                                LANDLINE_EXPIRES_QUARTER };

static guint
find_span (gint64 seconds)
{
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    if (spans[i] == seconds)
      return i;
  return 0;
}

static const char *
get_conversation (AppGroupPage *self)
{
  return app_chat_get_conversation_id (app_group_get_chat (self->group));
}

/* What somebody is typing is not taken away from them. */
static void
show_text (AdwEntryRow *row, const char *text)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (row));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (row)))
    return;
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (row)), text) != 0)
    gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
}

static void
app_group_page_update (AppGroupPage *self)
{
  const LandlineSettings *settings = app_group_get_settings (self->group);
  gboolean can_edit = app_group_get_can_edit (self->group);
  gboolean is_admin = app_group_get_is_member (self->group) && app_group_get_is_admin (self->group);
  guint n = g_list_model_get_n_items (app_group_list_members (self->group));
  g_autofree char *members = g_strdup_printf (ngettext ("%u member", "%u members", n), n);

  self->updating = TRUE;
  show_text (self->name_row, app_group_get_name (self->group));
  show_text (self->description_row, settings->description);
  gtk_editable_set_editable (GTK_EDITABLE (self->name_row), can_edit);
  gtk_editable_set_editable (GTK_EDITABLE (self->description_row), can_edit);
  adw_action_row_set_subtitle (self->members_row, members);
  gtk_widget_set_visible (self->add_row, can_edit);
  gtk_widget_set_visible (self->picture_group, can_edit);
  gtk_widget_set_visible (self->no_picture_row, settings->picture != NULL);
  adw_combo_row_set_selected (self->send_row, settings->who_may_send);
  adw_combo_row_set_selected (self->edit_row, settings->who_may_edit);
  adw_switch_row_set_active (self->history_row, settings->history == LANDLINE_HISTORY_ALL);
  adw_combo_row_set_selected (self->disappear_row, find_span (settings->disappear));
  gtk_widget_set_sensitive (GTK_WIDGET (self->send_row), is_admin);
  gtk_widget_set_sensitive (GTK_WIDGET (self->edit_row), is_admin);
  gtk_widget_set_sensitive (GTK_WIDGET (self->history_row), is_admin);
  gtk_widget_set_sensitive (GTK_WIDGET (self->disappear_row), can_edit);
  gtk_widget_set_visible (self->leave_row, app_group_get_is_member (self->group));
  self->updating = FALSE;
}

static void
app_group_page_changed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppGroupPage) self = APP_GROUP_PAGE (user_data);
  g_autoptr (GError) error = NULL;

  if (app_session_group_finish (APP_SESSION (source), result, &error) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->group == NULL)
    return;
  adw_toast_overlay_add_toast (self->toasts, app_sentence_toast_new (error->message));
  app_group_page_update (self);
}

static void
app_group_page_change (AppGroupPage *self, const LandlineGroupChange *change)
{
  app_session_change_group_async (app_group_get_session (self->group), get_conversation (self),
                                  change, self->cancellable, app_group_page_changed,
                                  g_object_ref (self));
}

static char *
dup_text (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static void
app_group_page_on_name (AppGroupPage *self)
{
  g_auto (LandlineGroupChange) change = LANDLINE_GROUP_CHANGE_INIT;

  change.name = dup_text (self->name_row);
  if (*change.name != '\0' && strlen (change.name) <= LANDLINE_LIMIT_NAME)
    {
      app_group_page_change (self, &change);
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), app_group_get_name (self->group));
  adw_toast_overlay_add_toast (self->toasts,
                               app_sentence_toast_new (*change.name == '\0'
                                                           ? _ ("A group needs a name.")
                                                           : _ ("This name is too long.")));
}

static void
app_group_page_on_description (AppGroupPage *self)
{
  g_auto (LandlineGroupChange) change = LANDLINE_GROUP_CHANGE_INIT;

  change.description = dup_text (self->description_row);
  if (strlen (change.description) <= LANDLINE_LIMIT_DESCRIPTION)
    app_group_page_change (self, &change);
  else
    adw_toast_overlay_add_toast (self->toasts,
                                 app_sentence_toast_new (_ ("This description is too long.")));
}

static void
app_group_page_on_setting (AppGroupPage *self, GParamSpec *pspec, GtkWidget *row)
{
  LandlineGroupChange change = LANDLINE_GROUP_CHANGE_INIT;
  const LandlineSettings *now = app_group_get_settings (self->group);

  if (self->updating)
    return;
  if (row == GTK_WIDGET (self->send_row) &&
      adw_combo_row_get_selected (self->send_row) != (guint) now->who_may_send)
    change.who_may_send = (int) adw_combo_row_get_selected (self->send_row);
  else if (row == GTK_WIDGET (self->edit_row) &&
           adw_combo_row_get_selected (self->edit_row) != (guint) now->who_may_edit)
    change.who_may_edit = (int) adw_combo_row_get_selected (self->edit_row);
  else if (row == GTK_WIDGET (self->history_row))
    change.history = adw_switch_row_get_active (self->history_row) ? LANDLINE_HISTORY_ALL
                                                                   : LANDLINE_HISTORY_NONE;
  else if (row == GTK_WIDGET (self->disappear_row) &&
           adw_combo_row_get_selected (self->disappear_row) < G_N_ELEMENTS (spans))
    change.disappear = spans[adw_combo_row_get_selected (self->disappear_row)];
  else
    return;
  app_group_page_change (self, &change);
}

static void
app_group_page_on_no_picture (AppGroupPage *self)
{
  app_session_set_group_picture_async (app_group_get_session (self->group), get_conversation (self),
                                       NULL, NULL, self->cancellable, app_group_page_changed,
                                       g_object_ref (self));
}

static void
app_group_page_picture_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppGroupPage) self = APP_GROUP_PAGE (user_data);
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);
  AppPictureDialog *dialog;

  if (file == NULL || self->group == NULL)
    return;
  dialog = app_picture_dialog_new (app_group_get_session (self->group), file);
  app_picture_dialog_set_group (dialog, get_conversation (self));
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
app_group_page_on_picture (AppGroupPage *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_filter_set_name (filter, _ ("Pictures"));
  gtk_file_filter_add_mime_type (filter, "image/*");
  gtk_file_dialog_set_default_filter (dialog, filter);
  gtk_file_dialog_set_title (dialog, _ ("Picture of the Group"));
  gtk_file_dialog_open (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, self->cancellable,
                        app_group_page_picture_chosen, g_object_ref (self));
}

static AdwNavigationView *
get_navigation (AppGroupPage *self)
{
  return ADW_NAVIGATION_VIEW (
      gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW));
}

static void
app_group_page_on_members (AppGroupPage *self)
{
  adw_navigation_view_push (get_navigation (self),
                            ADW_NAVIGATION_PAGE (
                                app_group_members_new (self->group, self->avatars)));
}

static void
app_group_page_on_add_clicked (AppGroupPage *self)
{
  g_auto (GStrv) ids = NULL;

  if (self->chooser == NULL)
    return;
  ids = app_people_chooser_dup_chosen_ids (self->chooser);
  adw_navigation_view_pop (get_navigation (self));
  if (ids[0] != NULL)
    app_session_add_members_async (app_group_get_session (self->group), get_conversation (self),
                                   (const char *const *) ids, self->cancellable,
                                   app_group_page_changed, g_object_ref (self));
}

static char **
dup_member_ids (AppGroupPage *self)
{
  GListModel *members = app_group_list_members (self->group);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (members); i++)
    {
      g_autoptr (AppGroupMember) member = g_list_model_get_item (members, i);

      g_strv_builder_add (ids, app_group_member_get_user_id (member));
    }
  return g_strv_builder_end (ids);
}

static void
update_add_button (GtkWidget *button,
                   guint position,
                   guint removed,
                   guint added,
                   GListModel *chosen)
{
  gtk_widget_set_sensitive (button, g_list_model_get_n_items (chosen) > 0);
}

static void
app_group_page_on_add (AppGroupPage *self)
{
  g_auto (GStrv) members = dup_member_ids (self);
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Add"));
  GtkWidget *chooser = app_people_chooser_new (app_group_get_session (self->group), self->avatars,
                                               (const char *const *) members);
  GListModel *chosen = app_people_chooser_list_chosen (APP_PEOPLE_CHOOSER (chooser));

  g_set_weak_pointer (&self->chooser, APP_PEOPLE_CHOOSER (chooser));
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_set_sensitive (button, FALSE);
  g_signal_connect_object (chosen, "items-changed", G_CALLBACK (update_add_button), button,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (button, "clicked", G_CALLBACK (app_group_page_on_add_clicked), self,
                           G_CONNECT_SWAPPED);
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), button);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), bar);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), chooser);
  adw_navigation_view_push (get_navigation (self),
                            adw_navigation_page_new (view, _ ("Add Members")));
  gtk_widget_grab_focus (chooser);
}

static void
app_group_page_on_leave_response (AppGroupPage *self, const char *response)
{
  AppSession *session = app_group_get_session (self->group);

  if (g_str_equal (response, "leave"))
    app_session_remove_member_async (session, get_conversation (self),
                                     app_session_get_user_id (session), self->cancellable,
                                     app_group_page_changed, g_object_ref (self));
}

static void
app_group_page_on_leave (AppGroupPage *self)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (
      _ ("Leave This Group?"),
      _ ("You get no messages from it any more. What was said until now stays "
         "on this computer.")));

  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "leave", _ ("_Leave"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "leave", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (app_group_page_on_leave_response), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
app_group_page_dispose (GObject *object)
{
  AppGroupPage *self = APP_GROUP_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_weak_pointer (&self->chooser);
  g_clear_object (&self->group);
  g_clear_object (&self->avatars);
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_GROUP_PAGE);
  G_OBJECT_CLASS (app_group_page_parent_class)->dispose (object);
}

static void
app_group_page_finalize (GObject *object)
{
  g_object_unref (APP_GROUP_PAGE (object)->cancellable);
  G_OBJECT_CLASS (app_group_page_parent_class)->finalize (object);
}

static void
app_group_page_class_init (AppGroupPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = app_group_page_dispose;
  object_class->finalize = app_group_page_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/landline/Landline/ui/app-group-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AppGroupPage, add_row);
  gtk_widget_class_bind_template_child (widget_class, AppGroupPage, description_row);
  gtk_widget_class_bind_template_child (widget_class, AppGroupPage, disappear_row);
  gtk_widget_class_bind_template_child (widget_class, AppGroupPage, edit_row);
  gtk_widget_class_bind_template_child (widget_class, AppGroupPage, history_row);
  gtk_widget_class_bind_template_child (widget_class, AppGroupPage, leave_row);
  gtk_widget_class_bind_template_child (widget_class, AppGroupPage, members_row);
  gtk_widget_class_bind_template_child (widget_class, AppGroupPage, name_row);
  gtk_widget_class_bind_template_child (widget_class, AppGroupPage, no_picture_row);
  gtk_widget_class_bind_template_child (widget_class, AppGroupPage, picture_group);
  gtk_widget_class_bind_template_child (widget_class, AppGroupPage, send_row);
  gtk_widget_class_bind_template_child (widget_class, AppGroupPage, settings_group);
  gtk_widget_class_bind_template_child (widget_class, AppGroupPage, toasts);
  gtk_widget_class_bind_template_callback (widget_class, app_group_page_on_add);
  gtk_widget_class_bind_template_callback (widget_class, app_group_page_on_description);
  gtk_widget_class_bind_template_callback (widget_class, app_group_page_on_leave);
  gtk_widget_class_bind_template_callback (widget_class, app_group_page_on_members);
  gtk_widget_class_bind_template_callback (widget_class, app_group_page_on_name);
  gtk_widget_class_bind_template_callback (widget_class, app_group_page_on_no_picture);
  gtk_widget_class_bind_template_callback (widget_class, app_group_page_on_picture);
}

static void
app_group_page_init (AppGroupPage *self)
{
  GtkWidget *rows[4];

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  rows[0] = GTK_WIDGET (self->send_row);
  rows[1] = GTK_WIDGET (self->edit_row);
  rows[2] = GTK_WIDGET (self->disappear_row);
  rows[3] = GTK_WIDGET (self->history_row);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_signal_connect_object (rows[i],
                             ADW_IS_SWITCH_ROW (rows[i]) ? "notify::active" : "notify::selected",
                             G_CALLBACK (app_group_page_on_setting), self, G_CONNECT_SWAPPED);
}

/**
 * app_group_page_new:
 * @group: a group
 * @avatars: (nullable): the pictures of people
 *
 * Returns: (transfer floating): a page for a navigation view
 */
AppGroupPage *
app_group_page_new (AppGroup *group, AppAvatars *avatars)
{
  AppGroupPage *self;

  g_return_val_if_fail (APP_IS_GROUP (group), NULL);

  self = g_object_new (APP_TYPE_GROUP_PAGE, NULL);
  self->group = g_object_ref (group);
  g_set_object (&self->avatars, avatars);
  g_signal_connect_object (group, "changed", G_CALLBACK (app_group_page_update), self,
                           G_CONNECT_SWAPPED);
  app_group_page_update (self);
  return self;
}
