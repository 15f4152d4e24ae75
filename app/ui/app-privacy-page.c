/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-privacy-page.h"

#include <glib/gi18n.h>

#include "app-audience-dialog.h"
#include "app-blocked-list.h"
#include "app-cache.h"
#include "app-sentence-toast.h"
#include "app-session-profile.h"
#include "app-session-statuses.h"

/**
 * AppPrivacyPage:
 *
 * What others learn of us, and who is blocked.
 */
struct _AppPrivacyPage
{
  AdwPreferencesPage parent_instance;

  AdwActionRow *audience_row;
  AdwPreferencesGroup *blocked_group;
  AdwSwitchRow *receipts_row;
  AdwPreferencesGroup *presence_group;
  AdwComboRow *online_row;
  AdwComboRow *last_seen_row;

  AppSession *session;
  AppBlockedList *blocked;
  GPtrArray *rows; /* of the blocked people */
  LandlineAudience audience;
  LandlinePrivacy privacy; /* as the server knows it */
  gboolean showing;        /* what is selected is not chosen here */
};

G_DEFINE_FINAL_TYPE (AppPrivacyPage, app_privacy_page, ADW_TYPE_PREFERENCES_PAGE)

static void
app_privacy_page_show_audience (AppPrivacyPage *self)
{
  g_autofree char *words = app_audience_describe (&self->audience);

  adw_action_row_set_subtitle (self->audience_row, words);
}

static void
app_privacy_page_on_audience_changed (AppPrivacyPage *self, AppAudienceDialog *dialog)
{
  app_audience_dialog_get_audience (dialog, &self->audience);
  app_session_save_audience (self->session, &self->audience);
  app_privacy_page_show_audience (self);
}

static void
app_privacy_page_on_audience (AppPrivacyPage *self)
{
  AppAudienceDialog *dialog = app_audience_dialog_new (self->session, NULL, &self->audience);

  g_signal_connect_object (dialog, "changed", G_CALLBACK (app_privacy_page_on_audience_changed),
                           self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
app_privacy_page_audience_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPrivacyPage) self = user_data;

  if (app_session_load_audience_finish (APP_SESSION (source), result, &self->audience, NULL) &&
      self->session != NULL)
    app_privacy_page_show_audience (self);
}

/* A server that does not know of it has nothing to choose. */
static void
app_privacy_page_show_privacy (AppPrivacyPage *self)
{
  gboolean is_known = self->privacy.online != LANDLINE_VISIBILITY_UNSET &&
                      self->privacy.last_seen != LANDLINE_VISIBILITY_UNSET;

  gtk_widget_set_visible (GTK_WIDGET (self->presence_group), is_known);
  if (!is_known)
    return;
  self->showing = TRUE;
  adw_combo_row_set_selected (self->online_row,
                              self->privacy.online - LANDLINE_VISIBILITY_EVERYONE);
  adw_combo_row_set_selected (self->last_seen_row,
                              self->privacy.last_seen - LANDLINE_VISIBILITY_EVERYONE);
  self->showing = FALSE;
}

static void
app_privacy_page_privacy_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPrivacyPage) self = user_data;

  if (app_session_load_privacy_finish (APP_SESSION (source), result, &self->privacy, NULL) &&
      self->session != NULL)
    app_privacy_page_show_privacy (self);
}

static void
app_privacy_page_load_privacy (AppPrivacyPage *self)
{
  app_session_load_privacy_async (self->session, NULL, app_privacy_page_privacy_loaded,
                                  g_object_ref (self));
}

static void
app_privacy_page_on_cache_changed (AppPrivacyPage *self, AppCacheChanges *changes)
{
  if (self->session != NULL && app_cache_changes_get_users (changes))
    app_privacy_page_load_privacy (self);
}

/* What could not be changed is as it was, and the row says so. */
static void
app_privacy_page_privacy_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPrivacyPage) self = user_data;
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog;

  if (app_session_set_privacy_finish (APP_SESSION (source), result, &error) ||
      self->session == NULL)
    return;
  app_privacy_page_show_privacy (self);
  dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_DIALOG);
  if (dialog != NULL)
    adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (dialog),
                                      app_sentence_toast_new (error->message));
}

static void
app_privacy_page_on_selected (AppPrivacyPage *self, GParamSpec *pspec, AdwComboRow *row)
{
  LandlineVisibility chosen = LANDLINE_VISIBILITY_EVERYONE + adw_combo_row_get_selected (row);
  LandlinePrivacy privacy = { LANDLINE_VISIBILITY_UNSET, LANDLINE_VISIBILITY_UNSET };

  if (self->showing || self->session == NULL)
    return;
  if (row == self->online_row)
    privacy.online = chosen;
  else
    privacy.last_seen = chosen;
  app_session_set_privacy_async (self->session, &privacy, NULL, app_privacy_page_privacy_set,
                                 g_object_ref (self));
}

static void
app_privacy_page_on_unblock (AppPrivacyPage *self, GtkWidget *button)
{
  app_blocked_list_unblock (self->blocked, g_object_get_data (G_OBJECT (button), "user-id"));
}

static void
app_privacy_page_add_person (AppPrivacyPage *self, AppPerson *person)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Unblock"));
  /* translators: a button; %s is a person */
  g_autofree char *label = g_strdup_printf (_ ("Unblock %s"), app_person_get_name (person));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), app_person_get_name (person));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), app_person_get_user_id (person));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "user-id", g_strdup (app_person_get_user_id (person)),
                          g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (app_privacy_page_on_unblock), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (self->blocked_group, row);
  g_ptr_array_add (self->rows, row);
}

static void
app_privacy_page_on_blocked (AppPrivacyPage *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->blocked));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->blocked_group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (AppPerson) person = g_list_model_get_item (G_LIST_MODEL (self->blocked), i);

      app_privacy_page_add_person (self, person);
    }
  adw_preferences_group_set_description (
      self->blocked_group, n > 0 ? _ ("What they write does not reach you. They are not told, and "
                                      "do not see your statuses and whether you are online.")
                                 : _ ("Nobody is blocked."));
}

static void
app_privacy_page_dispose (GObject *object)
{
  AppPrivacyPage *self = APP_PRIVACY_PAGE (object);

  if (self->blocked != NULL)
    g_signal_handlers_disconnect_by_data (self->blocked, self);
  g_clear_object (&self->blocked);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_PRIVACY_PAGE);
  G_OBJECT_CLASS (app_privacy_page_parent_class)->dispose (object);
}

static void
app_privacy_page_finalize (GObject *object)
{
  g_ptr_array_unref (APP_PRIVACY_PAGE (object)->rows);
  landline_audience_clear (&APP_PRIVACY_PAGE (object)->audience);
  G_OBJECT_CLASS (app_privacy_page_parent_class)->finalize (object);
}

static void
app_privacy_page_class_init (AppPrivacyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_privacy_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_privacy_page_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/landline/Landline/ui/app-privacy-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPrivacyPage, audience_row);
  gtk_widget_class_bind_template_child (widget_class, AppPrivacyPage, blocked_group);
  gtk_widget_class_bind_template_child (widget_class, AppPrivacyPage, last_seen_row);
  gtk_widget_class_bind_template_child (widget_class, AppPrivacyPage, online_row);
  gtk_widget_class_bind_template_child (widget_class, AppPrivacyPage, presence_group);
  gtk_widget_class_bind_template_child (widget_class, AppPrivacyPage, receipts_row);
  gtk_widget_class_bind_template_callback (widget_class, app_privacy_page_on_audience);
  gtk_widget_class_bind_template_callback (widget_class, app_privacy_page_on_selected);
}

static void
app_privacy_page_init (AppPrivacyPage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_privacy_page_set_account:
 * @self: the page
 * @settings: the settings of the profile
 * @session: (nullable): its account, if it has one
 *
 * Shows what holds for an account. What is changed holds at once.
 */
void
app_privacy_page_set_account (AppPrivacyPage *self, GSettings *settings, AppSession *session)
{
  g_return_if_fail (APP_IS_PRIVACY_PAGE (self));
  g_return_if_fail (G_IS_SETTINGS (settings));
  g_return_if_fail (self->session == NULL);

  g_settings_bind (settings, "send-read-receipts", self->receipts_row, "active",
                   G_SETTINGS_BIND_DEFAULT);
  if (session == NULL || app_session_get_cache (session) == NULL)
    return;
  self->session = g_object_ref (session);
  self->blocked = app_blocked_list_new (session);
  g_signal_connect_object (self->blocked, "items-changed", G_CALLBACK (app_privacy_page_on_blocked),
                           self, G_CONNECT_SWAPPED);
  app_privacy_page_show_audience (self);
  gtk_widget_set_visible (GTK_WIDGET (self->audience_row), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->blocked_group), TRUE);
  g_signal_connect_object (app_session_get_cache (session), "changed",
                           G_CALLBACK (app_privacy_page_on_cache_changed), self, G_CONNECT_SWAPPED);
  app_privacy_page_load_privacy (self);
  app_session_load_audience_async (session, NULL, app_privacy_page_audience_loaded,
                                   g_object_ref (self));
}
