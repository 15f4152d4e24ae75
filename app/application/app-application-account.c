/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline"

#include "config.h"

#include "app-application-private.h"

#include <glib/gi18n.h>

#include "app-account-removal.h"
#include "app-registration.h"
#include "landline-device.h"

/* The life of an account: loaded or made, opened, closed. */

static void
app_application_fail (AppApplication *self, const GError *error)
{
  if (self->window != NULL)
    app_window_show_failure (self->window, _ ("Your Messages Cannot Be Read"), error->message);
}

static void
app_application_on_seen_chat (AppApplication *self)
{
  if (self->notifier != NULL && self->window != NULL)
    app_notifier_set_seen_chat (self->notifier, app_window_get_seen_chat (self->window));
}

static void
app_application_inviter_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppApplication) self = APP_APPLICATION (user_data);
  g_autoptr (AppChat) chat = app_chat_list_ensure_user_finish (APP_CHAT_LIST (source), result,
                                                               NULL);

  if (chat != NULL && self->window != NULL && self->chats == APP_CHAT_LIST (source))
    app_window_open_chat (self->window, chat);
}

/* Whoever has just joined lands with the person who invited them. */
static void
app_application_open_inviter (AppApplication *self)
{
  g_autofree char *inviter = g_steal_pointer (&self->inviter);

  if (inviter != NULL && !g_str_equal (inviter, app_session_get_user_id (self->session)))
    app_chat_list_ensure_user_async (self->chats, inviter, NULL, app_application_inviter_found,
                                     g_object_ref (self));
}

static void
app_application_on_device_linked (AppApplication *self, LandlineDevice *device)
{
  const char *name = landline_device_get_name (device);
  /* translators: %s is the name of a computer */
  g_autofree char *sentence = g_strdup_printf (_ ("“%s” was linked as another device of yours."),
                                               name != NULL && *name != '\0'
                                                   ? name
                                                   : _ ("Unnamed Device"));

  if (self->window != NULL)
    app_window_add_toast (self->window, sentence);
}

/* The chat from before, or the one that a notification named: once the list is read. */
static void
app_application_on_chats_loaded (AppApplication *self)
{
  AppChat *chat = NULL;

  if (self->window == NULL || self->chats == NULL || app_chat_list_get_loading (self->chats))
    return;
  if (self->wanted_chat != 0)
    chat = app_chat_list_lookup (self->chats, self->wanted_chat);
  self->wanted_chat = 0;
  app_application_open_inviter (self);
  if (chat != NULL)
    app_window_open_chat (self->window, chat);
  if (self->wants_new_chat)
    gtk_widget_activate_action (GTK_WIDGET (self->window), "win.new-chat", NULL);
  self->wants_new_chat = FALSE;
}

static void
app_application_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppApplication) self = APP_APPLICATION (user_data);
  g_autoptr (GError) error = NULL;

  g_application_release (G_APPLICATION (self));
  if (!app_session_open_finish (APP_SESSION (source), result, &error))
    {
      app_application_fail (self, error);
      return;
    }
  if (self->window == NULL || self->leaving)
    return;
  self->chats = app_chat_list_new (self->session);
  self->transfers = app_transfers_new (self->session);
  self->notifier = app_notifier_new (G_APPLICATION (self), self->chats);
  app_search_provider_set_chats (self->search_provider, self->chats);
  g_settings_bind (self->settings, "send-read-receipts", self->session, "send-read-receipts",
                   G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "download-pictures", self->transfers, "downloads-pictures",
                   G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "notifications", self->notifier, "enabled", G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "notify-content", self->notifier, "content",
                   G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "notify-mentions", self->notifier, "mentions",
                   G_SETTINGS_BIND_GET);
  g_signal_handlers_disconnect_by_func (self->window, app_application_on_seen_chat, self);
  g_signal_connect_object (self->window, "notify::seen-chat",
                           G_CALLBACK (app_application_on_seen_chat), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chats, "notify::loading",
                           G_CALLBACK (app_application_on_chats_loaded), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "device-linked",
                           G_CALLBACK (app_application_on_device_linked), self, G_CONNECT_SWAPPED);
  app_window_set_can_invite (self->window, self->server != NULL);
  app_window_set_account (self->window, self->chats, self->transfers);
  app_application_update_actions (self);
  app_application_on_chats_loaded (self);
  app_application_hand_over (self);
}

static void
app_application_server_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppApplication) self = APP_APPLICATION (user_data);
  g_autoptr (GError) error = NULL;

  g_application_release (G_APPLICATION (self));
  /* The session tells the person, with the process's own words for it. */
  if (!app_server_process_start_finish (APP_SERVER_PROCESS (source), result, &error))
    g_debug ("The server did not start: %s", error->message);
}

/* What is on disk is shown at once; the server may take its time. */
static void
app_application_open_account (AppApplication *self, AppAccount *account)
{
  if (app_account_get_hosted (account))
    app_application_make_server (self);
  else
    g_clear_object (&self->server);
  if (self->server != NULL &&
      app_server_process_get_state (self->server) == APP_SERVER_PROCESS_STOPPED)
    {
      g_application_hold (G_APPLICATION (self));
      app_server_process_start_async (self->server, NULL, app_application_server_started,
                                      g_object_ref (self));
    }
  self->session = app_session_new (self->profile, account, self->server);
  app_session_set_discovery (self->session, self->discovery);
  g_application_hold (G_APPLICATION (self));
  app_session_open_async (self->session, NULL, app_application_opened, g_object_ref (self));
}

static void
app_application_account_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppApplication) self = APP_APPLICATION (user_data);
  g_autoptr (AppAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  g_application_release (G_APPLICATION (self));
  account = app_account_load_finish (result, &error);
  if (self->window == NULL || self->leaving)
    return;
  if (account != NULL)
    app_application_open_account (self, account);
  else if (error != NULL)
    app_application_fail (self, error);
  else
    app_window_show_welcome (self->window);
}

/**
 * app_application_load_account:
 * @self: the app
 *
 * Reads the account of the profile and opens it, or shows the welcome where there is none.
 */
void
app_application_load_account (AppApplication *self)
{
  g_application_hold (G_APPLICATION (self));
  app_account_load_async (self->profile, NULL, app_application_account_loaded, g_object_ref (self));
}

static void
app_application_server_stopped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppApplication) self = APP_APPLICATION (user_data);
  g_autoptr (GError) error = NULL;

  if (!app_server_process_stop_finish (APP_SERVER_PROCESS (source), result, &error))
    g_warning ("The server did not stop: %s", error->message);
  g_application_release (G_APPLICATION (self));
}

static void
app_application_stop_server (AppApplication *self)
{
  if (self->server == NULL)
    return;
  g_application_hold (G_APPLICATION (self));
  app_server_process_stop_async (self->server, NULL, app_application_server_stopped,
                                 g_object_ref (self));
}

typedef struct
{
  AppApplication *application;
  AppAccount *next;
} Replacement;

static void
app_application_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppApplication) self = APP_APPLICATION (user_data);
  g_autoptr (GError) error = NULL;

  g_application_release (G_APPLICATION (self));
  if (self->window == NULL || self->leaving)
    return;
  if (app_account_removal_finish (result, &error))
    app_window_show_welcome (self->window);
  else
    app_window_show_failure (self->window, _ ("Your Account Is Not Removed"), error->message);
}

static void
app_application_given_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Replacement *replacement = user_data;
  g_autoptr (AppApplication) self = replacement->application;
  g_autoptr (AppAccount) next = replacement->next;
  g_autoptr (GError) error = NULL;

  if (!app_session_close_finish (APP_SESSION (source), result, &error))
    g_warning ("The account was not closed in order: %s", error->message);
  if (next == NULL)
    {
      g_application_hold (G_APPLICATION (self));
      app_account_removal_async (self->profile, NULL, app_application_removed, g_object_ref (self));
    }
  else if (self->window != NULL && !self->leaving)
    app_application_open_account (self, next);
  g_application_release (G_APPLICATION (self));
}

/**
 * app_application_replace_account:
 * @self: the app, with an account that is open
 * @next: (nullable): the account of the same person that takes its place, %NULL to remove it from
 *   this computer
 *
 * Gives up the account that is open. What is on disk is the next one's.
 */
void
app_application_replace_account (AppApplication *self, AppAccount *next)
{
  g_autoptr (AppSession) session = g_steal_pointer (&self->session);
  Replacement *replacement = g_new0 (Replacement, 1);

  app_window_close_dialogs (self->window);
  app_window_flush (self->window);
  app_window_set_account (self->window, NULL, NULL);
  app_window_set_can_invite (self->window, FALSE);
  g_clear_object (&self->notifier);
  g_clear_object (&self->transfers);
  app_search_provider_set_chats (self->search_provider, NULL);
  g_clear_object (&self->chats);
  app_application_update_actions (self);
  if (next == NULL)
    app_application_stop_server (self);
  replacement->application = g_object_ref (self);
  g_set_object (&replacement->next, next);
  g_application_hold (G_APPLICATION (self));
  app_session_close_async (session, NULL, app_application_given_up, replacement);
}

static void
app_application_account_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppApplication) self = APP_APPLICATION (user_data);
  AppAccount *account = APP_ACCOUNT (source);
  g_autoptr (GError) error = NULL;

  g_application_release (G_APPLICATION (self));
  if (self->window == NULL || self->leaving)
    return;
  if (!app_account_save_finish (account, result, &error))
    {
      app_welcome_set_error (app_window_get_welcome (self->window), error->message);
      return;
    }
  app_welcome_set_progress (app_window_get_welcome (self->window), NULL);
  app_welcome_show_start (app_window_get_welcome (self->window));
  if (self->session != NULL)
    app_application_replace_account (self, account);
  else
    app_application_open_account (self, account);
}

static void
app_application_registered (AppApplication *self, AppAccount *account, const GError *error)
{
  AppWelcome *welcome;

  g_application_release (G_APPLICATION (self));
  g_clear_object (&self->setup);
  if (self->window == NULL || self->leaving)
    return;
  welcome = app_window_get_welcome (self->window);
  if (account != NULL)
    {
      g_application_hold (G_APPLICATION (self));
      app_account_save_async (account, self->profile, NULL, app_application_account_saved,
                              g_object_ref (self));
    }
  else
    app_welcome_set_error (welcome, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                                        ? NULL
                                        : error->message);
}

static void
app_application_hosted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppApplication) self = APP_APPLICATION (user_data);
  g_autoptr (AppAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  account = app_registration_host_finish (result, &error);
  app_application_registered (self, account, error);
}

static void
app_application_joined (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppApplication) self = APP_APPLICATION (user_data);
  g_autoptr (AppAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  account = app_registration_join_finish (result, &error);
  app_application_registered (self, account, error);
}

static void
app_application_start_setup (AppApplication *self, const char *progress)
{
  app_welcome_set_progress (app_window_get_welcome (self->window), progress);
  g_set_object (&self->setup, NULL);
  self->setup = g_cancellable_new ();
  g_application_hold (G_APPLICATION (self));
}

static void
app_application_on_host (AppApplication *self, const char *name, const char *number)
{
  app_application_make_server (self);
  app_application_start_setup (self, _ ("Starting the server…"));
  app_registration_host_async (self->server, number, name, g_get_host_name (), self->setup,
                               app_application_hosted, g_object_ref (self));
}

static void
app_application_on_join (AppApplication *self,
                         AppInviteLink *link,
                         const char *name,
                         const char *number)
{
  /* Our own server, which has lost its data, makes the invitation by itself. */
  if (self->session != NULL && app_account_get_hosted (app_session_get_account (self->session)))
    {
      app_application_on_host (self, name, number);
      return;
    }
  g_set_str (&self->inviter, app_invite_link_get_device_code (link) == NULL
                                 ? app_invite_link_get_user_id (link)
                                 : NULL);
  app_application_start_setup (self, _ ("Joining the server…"));
  app_registration_join_async (link, number, name, g_get_host_name (), self->setup,
                               app_application_joined, g_object_ref (self));
}

/* Out of the page to join again. */
static void
app_application_on_back (AppApplication *self)
{
  if (self->chats != NULL)
    app_window_show_chats (self->window);
}

static void
app_application_on_cancel (AppApplication *self)
{
  if (self->setup != NULL)
    g_cancellable_cancel (self->setup);
}

/**
 * app_application_connect_welcome:
 * @self: the app
 *
 * Does what the welcome of the window asks for.
 */
void
app_application_connect_welcome (AppApplication *self)
{
  AppWelcome *welcome = app_window_get_welcome (self->window);
  const char *real_name = g_get_real_name ();

  app_welcome_set_discovery (welcome, self->discovery);
  g_signal_connect_object (welcome, "host", G_CALLBACK (app_application_on_host), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (welcome, "join", G_CALLBACK (app_application_on_join), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (welcome, "cancel", G_CALLBACK (app_application_on_cancel), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (welcome, "back", G_CALLBACK (app_application_on_back), self,
                           G_CONNECT_SWAPPED);
  /* GLib says "Unknown" where the computer has no name for its user, and "root" is nobody's. */
  if (!g_str_equal (real_name, "Unknown") && !g_str_equal (real_name, "root"))
    app_welcome_set_name (welcome, real_name);
}

static void
app_application_refuse_link (AppApplication *self)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (
      adw_alert_dialog_new (_ ("You Have Joined a Server Already"), NULL));

  /* translators: “landline --profile NAME” is a command and stays as it is, but for NAME */
  adw_alert_dialog_set_body (dialog, _ ("This profile is an account on one server. To join another "
                                        "one beside it, start “landline --profile NAME”."));
  adw_alert_dialog_add_response (dialog, "close", _ ("_Close"));
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self->window));
}

/* Then a link is what the person was told to ask for. */
static gboolean
is_signed_out (AppApplication *self)
{
  return self->session != NULL && self->chats != NULL &&
         app_session_get_state (self->session) == APP_SESSION_SIGNED_OUT;
}

/**
 * app_application_hand_over:
 * @self: the app
 *
 * Hands the link and the files that the app was started with to the window, as far as it can take
 * them yet.
 */
void
app_application_hand_over (AppApplication *self)
{
  if (self->window == NULL)
    return;
  if (self->link != NULL && is_signed_out (self))
    app_application_rejoin (self);
  if (self->link != NULL && self->session != NULL &&
      !app_welcome_get_rejoining (app_window_get_welcome (self->window)))
    app_application_refuse_link (self);
  else if (self->link != NULL)
    app_welcome_set_link (app_window_get_welcome (self->window), self->link);
  g_clear_pointer (&self->link, g_free);
  app_application_on_chats_loaded (self);
  if (self->chats == NULL || self->files == NULL)
    return;
  app_window_offer_files (self->window, self->files);
  g_clear_object (&self->files);
}

static void
app_application_closed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppApplication) self = APP_APPLICATION (user_data);
  g_autoptr (GError) error = NULL;

  if (!app_session_close_finish (APP_SESSION (source), result, &error))
    g_warning ("The account was not closed in order: %s", error->message);
  app_application_stop_server (self);
  g_application_release (G_APPLICATION (self));
}

/**
 * app_application_close_account:
 * @self: the app
 *
 * Ends the app in order: what is registered is given up, the session writes what it has, then the
 * server stops.
 */
void
app_application_close_account (AppApplication *self)
{
  if (self->leaving)
    return;
  self->leaving = TRUE;
  app_application_on_cancel (self);
  if (self->session == NULL)
    {
      app_application_stop_server (self);
      return;
    }
  g_application_hold (G_APPLICATION (self));
  app_session_close_async (self->session, NULL, app_application_closed, g_object_ref (self));
}
