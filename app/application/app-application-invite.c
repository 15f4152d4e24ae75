/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline"

#include "config.h"

#include "app-application-private.h"

#include "app-link-dialog.h"

/* Others are invited to the server that the app runs, and let in from the network. */

static AppLinkDialog *
app_application_find_invite_dialog (AppApplication *self)
{
  AdwDialog *dialog = self->window != NULL
                          ? app_window_find_dialog (self->window, APP_TYPE_LINK_DIALOG)
                          : NULL;

  return dialog != NULL && app_link_dialog_is_invitation (APP_LINK_DIALOG (dialog))
             ? APP_LINK_DIALOG (dialog)
             : NULL;
}

static void
app_application_show_link (AppApplication *self, AppInviteLink *link)
{
  AppLinkDialog *dialog = app_application_find_invite_dialog (self);

  if (dialog != NULL)
    {
      app_link_dialog_set_link (dialog, link);
      return;
    }
  dialog = app_link_dialog_new (link);
  app_link_dialog_offer_network (dialog, self->settings);
  app_window_present_once (self->window, ADW_DIALOG (dialog));
}

static void
app_application_invited (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppApplication) self = APP_APPLICATION (user_data);
  g_autoptr (AppInviteLink) link = NULL;
  g_autoptr (AppInviteLink) from_us = NULL;
  g_autoptr (GError) error = NULL;
  AppAccount *account;

  g_application_release (G_APPLICATION (self));
  link = app_server_process_invite_finish (APP_SERVER_PROCESS (source), result, &error);
  if (self->window == NULL || self->session == NULL)
    return;
  if (link == NULL)
    {
      app_window_add_toast (self->window, error->message);
      return;
    }
  account = app_session_get_account (self->session);
  from_us = app_invite_link_new_from (link, app_account_get_user_id (account),
                                      app_account_get_name (account));
  app_application_show_link (self, from_us);
}

/**
 * app_application_invite:
 * @self: the app
 *
 * Makes an invitation to the server that the app runs, and shows it.
 */
void
app_application_invite (AppApplication *self)
{
  if (self->server == NULL)
    return;
  g_application_hold (G_APPLICATION (self));
  app_server_process_invite_async (self->server, NULL, app_application_invited,
                                   g_object_ref (self));
}

/* The invitation that is on the screen names addresses: once the server has other ones it is made
 * anew. */
static void
app_application_on_server_state (AppApplication *self)
{
  AppLinkDialog *dialog = app_application_find_invite_dialog (self);

  if (dialog == NULL)
    return;
  if (app_server_process_get_state (self->server) == APP_SERVER_PROCESS_RUNNING)
    app_application_invite (self);
  else
    app_link_dialog_set_link (dialog, NULL);
}

/**
 * app_application_make_server:
 * @self: the app
 *
 * Makes the server of the profile, unless there is one. It does not run yet.
 */
void
app_application_make_server (AppApplication *self)
{
  g_autofree char *folder = NULL;

  if (self->server != NULL)
    return;
  folder = app_profile_dup_server_folder (self->profile);
  self->server = app_server_process_new (folder);
  g_settings_bind (self->settings, "host-on-network", self->server, "on-network",
                   G_SETTINGS_BIND_GET);
  g_signal_connect_object (self->server, "notify::state",
                           G_CALLBACK (app_application_on_server_state), self, G_CONNECT_SWAPPED);
}
