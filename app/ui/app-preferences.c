/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-preferences.h"

#include <glib/gi18n.h>

#include "app-address.h"
#include "app-devices-page.h"
#include "app-privacy-page.h"
#include "app-profile-group.h"
#include "app-sentence-toast.h"

/**
 * AppPreferences:
 *
 * The settings of a profile, and the name that others see.
 */
struct _AppPreferences
{
  AdwPreferencesDialog parent_instance;

  AdwPreferencesGroup *account_group;
  AdwSwitchRow *content_row;
  AdwSwitchRow *download_row;
  AdwSwitchRow *maps_row;
  AdwEntryRow *name_row;
  AdwSwitchRow *mentions_row;
  AdwSwitchRow *network_row;
  AdwSwitchRow *notifications_row;
  AdwActionRow *number_row;
  AppPrivacyPage *privacy_page;
  AppDevicesPage *devices_page;
  AppProfileGroup *profile_group;
  AdwActionRow *server_row;
  AdwComboRow *style_row;

  AppSession *session;
};

G_DEFINE_FINAL_TYPE (AppPreferences, app_preferences, ADW_TYPE_PREFERENCES_DIALOG)

static gboolean
style_to_position (GValue *value, GVariant *variant, gpointer user_data)
{
  const char *nick = g_variant_get_string (variant, NULL);

  g_value_set_uint (value, g_str_equal (nick, "light") ? 1 : g_str_equal (nick, "dark") ? 2 : 0);
  return TRUE;
}

static GVariant *
style_from_position (const GValue *value, const GVariantType *type, gpointer user_data)
{
  static const char *const nicks[] = { "system", "light", "dark" };

  return g_variant_new_string (nicks[MIN (g_value_get_uint (value), 2)]);
}

static void
app_preferences_name_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPreferences) self = APP_PREFERENCES (user_data);
  g_autoptr (GError) error = NULL;
  AdwToast *toast;

  if (app_session_set_profile_finish (APP_SESSION (source), result, &error))
    return;
  toast = app_sentence_toast_new (error->message);
  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (self), toast);
}

static void
app_preferences_on_name_apply (AppPreferences *self)
{
  g_autofree char *name = g_strstrip (
      g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row))));

  if (*name != '\0')
    app_session_set_profile_async (self->session, name, NULL, NULL, app_preferences_name_set,
                                   g_object_ref (self));
  else
    gtk_editable_set_text (GTK_EDITABLE (self->name_row),
                           app_account_get_name (app_session_get_account (self->session)));
}

/* With the key, for who is about to join to compare. */
static char *
describe_server (AppAccount *account)
{
  const char *server = app_account_get_server_name (account);
  const char *const *addresses = app_account_get_addresses (account);
  const char *key = app_account_get_key (account);
  g_autofree char *places = addresses != NULL ? g_strjoinv (", ", (char **) addresses)
                                              : g_strdup ("");
  g_autofree char *where = NULL;
  g_autofree char *groups = NULL;
  g_autofree char *sentence = NULL;

  if (app_account_get_hosted (account))
    return g_strdup (_ ("On this computer"));
  if (server != NULL && *server != '\0')
    /* translators: the name of a server and where it is */
    where = g_strdup_printf (_ ("%s (%s)"), server, places);
  else
    where = g_strdup (places);
  if (key == NULL || !app_address_key_is_valid (key))
    return g_steal_pointer (&where);
  groups = app_address_dup_key_groups (key);
  /* translators: %s is the fingerprint of a server's key, in groups of digits to compare */
  sentence = g_strdup_printf (_ ("Key %s"), groups);
  return g_strdup_printf ("%s\n%s", where, sentence);
}

static void
app_preferences_show_account (AppPreferences *self)
{
  AppAccount *account = app_session_get_account (self->session);
  g_autofree char *subtitle = describe_server (account);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->server_row), FALSE);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->number_row), FALSE);
  adw_action_row_set_subtitle (self->server_row, subtitle);
  adw_action_row_set_subtitle (self->number_row, app_session_get_user_id (self->session));
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), app_account_get_name (account));
  gtk_widget_set_visible (GTK_WIDGET (self->network_row), app_account_get_hosted (account));
  gtk_widget_set_visible (GTK_WIDGET (self->account_group), TRUE);
  if (app_session_get_cache (self->session) == NULL)
    return;
  app_devices_page_set_session (self->devices_page, self->session);
  app_profile_group_set_session (self->profile_group, self->session);
  gtk_widget_set_visible (GTK_WIDGET (self->profile_group), TRUE);
}

static void
app_preferences_dispose (GObject *object)
{
  g_clear_object (&APP_PREFERENCES (object)->session);
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_PREFERENCES);
  G_OBJECT_CLASS (app_preferences_parent_class)->dispose (object);
}

static void
app_preferences_class_init (AppPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_preferences_dispose;

  g_type_ensure (APP_TYPE_DEVICES_PAGE);
  g_type_ensure (APP_TYPE_PRIVACY_PAGE);
  g_type_ensure (APP_TYPE_PROFILE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/landline/Landline/ui/app-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPreferences, account_group);
  gtk_widget_class_bind_template_child (widget_class, AppPreferences, content_row);
  gtk_widget_class_bind_template_child (widget_class, AppPreferences, devices_page);
  gtk_widget_class_bind_template_child (widget_class, AppPreferences, download_row);
  gtk_widget_class_bind_template_child (widget_class, AppPreferences, maps_row);
  gtk_widget_class_bind_template_child (widget_class, AppPreferences, name_row);
  gtk_widget_class_bind_template_child (widget_class, AppPreferences, mentions_row);
  gtk_widget_class_bind_template_child (widget_class, AppPreferences, network_row);
  gtk_widget_class_bind_template_child (widget_class, AppPreferences, notifications_row);
  gtk_widget_class_bind_template_child (widget_class, AppPreferences, number_row);
  gtk_widget_class_bind_template_child (widget_class, AppPreferences, privacy_page);
  gtk_widget_class_bind_template_child (widget_class, AppPreferences, profile_group);
  gtk_widget_class_bind_template_child (widget_class, AppPreferences, server_row);
  gtk_widget_class_bind_template_child (widget_class, AppPreferences, style_row);
  gtk_widget_class_bind_template_callback (widget_class, app_preferences_on_name_apply);
}

static void
app_preferences_init (AppPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_preferences_new:
 * @settings: the settings of the profile
 * @session: (nullable): its account, if it has one
 *
 * Creates the dialog. What is changed in it holds at once.
 *
 * Returns: (transfer floating): the dialog
 */
AppPreferences *
app_preferences_new (GSettings *settings, AppSession *session)
{
  AppPreferences *self;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);
  g_return_val_if_fail (session == NULL || APP_IS_SESSION (session), NULL);

  self = g_object_new (APP_TYPE_PREFERENCES, NULL);
  app_privacy_page_set_account (self->privacy_page, settings, session);
  g_settings_bind (settings, "notify-content", self->content_row, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "notify-mentions", self->mentions_row, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "host-on-network", self->network_row, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "notifications", self->notifications_row, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "download-pictures", self->download_row, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "show-maps", self->maps_row, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind_with_mapping (settings, "style", self->style_row, "selected",
                                G_SETTINGS_BIND_DEFAULT, style_to_position, style_from_position,
                                NULL, NULL);
  if (g_set_object (&self->session, session))
    app_preferences_show_account (self);
  return self;
}

/**
 * app_preferences_set_avatars:
 * @self: the dialog
 * @avatars: (nullable): where the pictures of people are
 *
 * Sets what our own picture is shown with.
 */
void
app_preferences_set_avatars (AppPreferences *self, AppAvatars *avatars)
{
  g_return_if_fail (APP_IS_PREFERENCES (self));

  app_profile_group_set_avatars (self->profile_group, avatars);
}
