/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline"

#include "config.h"

#include "app-application-private.h"

#include <glib/gi18n.h>

#include "app-preferences.h"
#include "app-session-notes.h"

static void
app_application_quit_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppApplication *self = APP_APPLICATION (user_data);

  if (self->leaving)
    return;
  if (self->window == NULL)
    {
      app_application_close_account (self);
      return;
    }
  /* Not gtk_window_close (): an open dialog would only close itself. */
  app_window_flush (self->window);
  gtk_window_destroy (GTK_WINDOW (self->window));
}

static void
app_application_preferences_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppApplication *self = APP_APPLICATION (user_data);
  AppPreferences *dialog;

  if (self->window == NULL)
    return;
  dialog = app_preferences_new (self->settings, self->session);
  app_preferences_set_avatars (dialog, app_window_get_avatars (self->window));
  app_window_present_once (self->window, ADW_DIALOG (dialog));
}

static void
app_application_about_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppApplication *self = APP_APPLICATION (user_data);
  static const char *const developers[] = { "The Landline authors", NULL };
  AdwDialog *dialog;

  if (self->window == NULL)
    return;
  dialog = g_object_new (ADW_TYPE_ABOUT_DIALOG, "application-name", "Landline", "application-icon",
                         APPLICATION_ID, "version", PACKAGE_VERSION, "developer-name",
                         "The Landline authors", "developers", developers, "copyright",
                         "© 2026 The Landline authors", "license-type", GTK_LICENSE_GPL_3_0,
                         "website", "https://landline.im/", "issue-url",
                         "https://landline.im/issues", "comments",
                         _ ("Chat and send files on your own network: without a cloud, without an "
                            "account with anybody."),
                         "translator-credits",
                         /* translators: your names, one a line; they stand in the about dialog */
                         _ ("translator-credits"), NULL);
  app_window_present_once (self->window, dialog);
}

static void
app_application_invite_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  app_application_invite (APP_APPLICATION (user_data));
}

static void
app_application_join_again_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  app_application_ask_to_join_again (APP_APPLICATION (user_data));
}

static void
app_application_remove_account_action (GSimpleAction *action,
                                       GVariant *parameter,
                                       gpointer user_data)
{
  app_application_ask_to_remove (APP_APPLICATION (user_data));
}

/* From a notification, perhaps one that has started the app: then the chat is opened once the list
 * is read. */
static void
app_application_open_chat_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppApplication *self = APP_APPLICATION (user_data);

  self->wanted_chat = g_variant_get_int64 (parameter);
  g_application_activate (G_APPLICATION (self));
}

/* From a notification: no window is needed for it. */
static void
app_application_mark_chat_read_action (GSimpleAction *action,
                                       GVariant *parameter,
                                       gpointer user_data)
{
  AppApplication *self = APP_APPLICATION (user_data);

  if (self->session != NULL && app_session_get_cache (self->session) != NULL)
    app_session_mark_chat_read (self->session, g_variant_get_int64 (parameter));
}

/* From the launcher, perhaps one that has started the app. */
static void
app_application_new_chat_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppApplication *self = APP_APPLICATION (user_data);

  self->wants_new_chat = TRUE;
  g_application_activate (G_APPLICATION (self));
}

static const GActionEntry actions[] = {
  { "about", app_application_about_action, NULL, NULL, NULL, { 0 } },
  { "invite", app_application_invite_action, NULL, NULL, NULL, { 0 } },
  { "join-again", app_application_join_again_action, NULL, NULL, NULL, { 0 } },
  { "mark-chat-read", app_application_mark_chat_read_action, "x", NULL, NULL, { 0 } },
  { "new-chat", app_application_new_chat_action, NULL, NULL, NULL, { 0 } },
  { "open-chat", app_application_open_chat_action, "x", NULL, NULL, { 0 } },
  { "preferences", app_application_preferences_action, NULL, NULL, NULL, { 0 } },
  { "quit", app_application_quit_action, NULL, NULL, NULL, { 0 } },
  { "remove-account", app_application_remove_account_action, NULL, NULL, NULL, { 0 } },
};

static const struct
{
  const char *action;
  const char *accels[3];
} accels[] = {
  { "app.preferences", { "<Control>comma", NULL } },
  { "app.quit", { "<Control>q", NULL } },
  { "win.new-chat", { "<Control>n", NULL } },
  { "win.next-chat", { "<Alt>Down", "<Control>Page_Down", NULL } },
  { "win.next-pane", { "F6", NULL } },
  { "win.previous-chat", { "<Alt>Up", "<Control>Page_Up", NULL } },
  { "win.chat-details", { "<Control>i", NULL } },
  { "win.find", { "<Control>f", NULL } },
  { "win.search", { "<Control><Shift>f", NULL } },
  { "win.show-help-overlay", { "<Control>question", NULL } },
  { "window.close", { "<Control>w", NULL } },
};

/**
 * app_application_install_actions:
 * @self: the app
 *
 * Installs what can be done whatever has the keyboard, and the keys for it and for the window's
 * actions.
 */
void
app_application_install_actions (AppApplication *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accels[i].action,
                                           (const char *const *) accels[i].accels);
  app_application_update_actions (self);
}

/**
 * app_application_update_actions:
 * @self: the app
 *
 * Works out which actions make sense: inviting does where the server is ours, the end of an account
 * where one is open.
 */
void
app_application_update_actions (AppApplication *self)
{
  GAction *invite = g_action_map_lookup_action (G_ACTION_MAP (self), "invite");
  GAction *remove = g_action_map_lookup_action (G_ACTION_MAP (self), "remove-account");
  GAction *join = g_action_map_lookup_action (G_ACTION_MAP (self), "join-again");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (invite),
                               self->server != NULL && self->session != NULL);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (remove), self->chats != NULL);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (join), self->chats != NULL);
}
