/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline"

#include "config.h"

#include "app-application-private.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <unistd.h>

#include "app-profile-instance.h"
#include "app-ui.h"

/**
 * AppApplication:
 *
 * The composition root of the app: it builds what a profile needs, from the server process up to
 * the window, hands each part what it needs, and takes all of it down again. Nothing else in the
 * app is global.
 *
 * There is one process for each profile. The account is in app-application-account.c, what is asked
 * before it goes in app-application-leave.c, the actions in app-application-actions.c.
 */

G_DEFINE_FINAL_TYPE (AppApplication, app_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "profile", 'p', G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING, NULL,
    N_ ("Use the account and messages of this profile"), N_ ("NAME") },
  { "version", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_NONE, NULL, N_ ("Print the version"), NULL },
  G_OPTION_ENTRY_NULL,
};

static int
app_application_handle_local_options (GApplication *application, GVariantDict *dict)
{
  AppApplication *self = APP_APPLICATION (application);
  const char *profile_name = APP_PROFILE_DEFAULT;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;

  if (g_variant_dict_contains (dict, "version"))
    {
      g_print ("landline %s\n", PACKAGE_VERSION);
      return 0;
    }
  g_variant_dict_lookup (dict, "profile", "&s", &profile_name);
  self->profile = app_profile_new (profile_name, &error);
  if (self->profile == NULL)
    {
      g_printerr ("landline: %s\n", error->message);
      return 2;
    }
  id = app_profile_instance_dup_application_id (profile_name);
  g_application_set_application_id (application, id);
  return -1;
}

static void
app_application_on_style (AppApplication *self)
{
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT,
                                            ADW_COLOR_SCHEME_FORCE_DARK };
  int style = g_settings_get_enum (self->settings, "style");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      schemes[CLAMP (style, 0, 2)]);
}

/* FALSE where the app is not installed as it should be: GSettings would abort without a word that
 * helps. */
static gboolean
app_application_open_settings (AppApplication *self)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autofree char *path = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, APPLICATION_ID, TRUE);
  if (schema == NULL)
    {
      g_printerr (
          _ ("landline: the settings schema %s is not installed; from a build folder, start "
             "it with ./dev run.\n"),
          APPLICATION_ID);
      return FALSE;
    }
  path = app_profile_instance_dup_settings_path (app_profile_get_name (self->profile));
  self->settings = g_settings_new_with_path (APPLICATION_ID, path);
  g_signal_connect_object (self->settings, "changed::style", G_CALLBACK (app_application_on_style),
                           self, G_CONNECT_SWAPPED);
  return TRUE;
}

static gboolean
app_application_on_signal (gpointer user_data)
{
  g_action_group_activate_action (G_ACTION_GROUP (user_data), "quit", NULL);
  return G_SOURCE_REMOVE;
}

/* GNOME Shell asks for what it shows beside other results; the person chooses one of them. */
static void
app_application_on_found (AppApplication *self, AppChat *chat, gint64 message_key)
{
  g_application_activate (G_APPLICATION (self));
  if (self->window != NULL && message_key != 0)
    app_window_open_message (self->window, chat, message_key);
  else if (self->window != NULL)
    app_window_open_chat (self->window, chat);
}

static void
app_application_on_search (AppApplication *self, const char *text)
{
  g_application_activate (G_APPLICATION (self));
  if (self->window != NULL && self->chats != NULL)
    app_window_search (self->window, text);
}

static gboolean
app_application_dbus_register (GApplication *application,
                               GDBusConnection *connection,
                               const char *object_path,
                               GError **error)
{
  AppApplication *self = APP_APPLICATION (application);
  g_autofree char *path = g_build_path ("/", object_path, "SearchProvider", NULL);

  return G_APPLICATION_CLASS (app_application_parent_class)
             ->dbus_register (application, connection, object_path, error) &&
         app_search_provider_export (self->search_provider, connection, path, error);
}

static void
app_application_dbus_unregister (GApplication *application,
                                 GDBusConnection *connection,
                                 const char *object_path)
{
  app_search_provider_unexport (APP_APPLICATION (application)->search_provider);
  G_APPLICATION_CLASS (app_application_parent_class)
      ->dbus_unregister (application, connection, object_path);
}

static void
app_application_startup (GApplication *application)
{
  AppApplication *self = APP_APPLICATION (application);
  g_autoptr (GError) error = NULL;

  G_APPLICATION_CLASS (app_application_parent_class)->startup (application);

  if (self->profile == NULL)
    self->profile = app_profile_new (APP_PROFILE_DEFAULT, NULL);
  self->lock = app_profile_instance_lock (self->profile, &error);
  if (self->lock < 0)
    g_printerr ("landline: %s\n", error->message);
  if (self->lock < 0 || !app_application_open_settings (self))
    {
      self->leaving = TRUE;
      g_application_quit (application);
      return;
    }
  app_ui_register ();
  gtk_window_set_default_icon_name (APPLICATION_ID);
  app_application_install_actions (self);
  app_application_on_style (self);
  g_unix_signal_add (SIGTERM, app_application_on_signal, self);
  g_unix_signal_add (SIGINT, app_application_on_signal, self);
}

static void
app_application_activate (GApplication *application)
{
  AppApplication *self = APP_APPLICATION (application);

  if (self->leaving)
    return;
  if (self->window == NULL)
    {
      self->window = APP_WINDOW (app_window_new (GTK_APPLICATION (self), self->settings));
      g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
      app_application_connect_welcome (self);
      app_application_load_account (self);
    }
  gtk_window_present (GTK_WINDOW (self->window));
  app_application_hand_over (self);
}

/* A link is taken up by the welcome, files by the window, each once it is there. */
static void
app_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  AppApplication *self = APP_APPLICATION (application);
  g_autoptr (GListStore) list = g_list_store_new (G_TYPE_FILE);

  for (int i = 0; i < n_files; i++)
    {
      if (g_file_has_uri_scheme (files[i], "landline"))
        {
          g_free (self->link);
          self->link = g_file_get_uri (files[i]);
        }
      else
        g_list_store_append (list, files[i]);
    }
  if (g_list_model_get_n_items (G_LIST_MODEL (list)) > 0)
    g_set_object (&self->files, G_LIST_MODEL (list));
  g_application_activate (application);
}

static void
app_application_window_removed (GtkApplication *application, GtkWindow *window)
{
  AppApplication *self = APP_APPLICATION (application);

  GTK_APPLICATION_CLASS (app_application_parent_class)->window_removed (application, window);
  /* With the window goes the app: what is under way ends in order first. */
  if (GTK_WINDOW (self->window) == window && !self->leaving)
    {
      g_clear_weak_pointer (&self->window);
      app_application_close_account (self);
    }
}

static void
app_application_shutdown (GApplication *application)
{
  AppApplication *self = APP_APPLICATION (application);

  app_search_provider_set_chats (self->search_provider, NULL);
  g_clear_object (&self->notifier);
  g_clear_object (&self->transfers);
  g_clear_object (&self->chats);
  g_clear_object (&self->session);
  g_clear_object (&self->server);
  g_clear_object (&self->discovery);
  G_APPLICATION_CLASS (app_application_parent_class)->shutdown (application);
}

static void
app_application_finalize (GObject *object)
{
  AppApplication *self = APP_APPLICATION (object);

  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->search_provider);
  g_clear_object (&self->settings);
  g_clear_object (&self->profile);
  g_clear_object (&self->files);
  g_clear_object (&self->setup);
  g_free (self->link);
  g_free (self->inviter);
  if (self->lock >= 0)
    close (self->lock);
  G_OBJECT_CLASS (app_application_parent_class)->finalize (object);
}

static void
app_application_class_init (AppApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = app_application_finalize;
  application_class->activate = app_application_activate;
  application_class->dbus_register = app_application_dbus_register;
  application_class->dbus_unregister = app_application_dbus_unregister;
  application_class->handle_local_options = app_application_handle_local_options;
  application_class->open = app_application_open;
  application_class->shutdown = app_application_shutdown;
  application_class->startup = app_application_startup;
  GTK_APPLICATION_CLASS (klass)->window_removed = app_application_window_removed;
}

static void
app_application_init (AppApplication *self)
{
  self->lock = -1;
  self->search_provider = app_search_provider_new ();
  g_signal_connect_object (self->search_provider, "found", G_CALLBACK (app_application_on_found),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search_provider, "search", G_CALLBACK (app_application_on_search),
                           self, G_CONNECT_SWAPPED);
  self->discovery = app_discovery_new ();
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self),
                                                     _ ("[landline://…] [FILE…]"));
}

/**
 * app_application_new:
 *
 * Creates the app. The profile comes from the command line.
 *
 * Returns: (transfer full): the app
 */
AppApplication *
app_application_new (void)
{
  return g_object_new (APP_TYPE_APPLICATION, "application-id", APPLICATION_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path", APP_RESOURCE_PATH, NULL);
}
