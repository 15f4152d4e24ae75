/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline"

#include "config.h"

#include "app-application-private.h"

#include <glib/gi18n.h>

/* What is asked before an account is given up, or joins its server again. */

/**
 * app_application_rejoin:
 * @self: the app, with an account
 *
 * Shows the page where the account joins its server again.
 */
void
app_application_rejoin (AppApplication *self)
{
  AppAccount *account = app_session_get_account (self->session);
  g_autoptr (AppInviteLink) link = app_invite_link_new (app_account_get_server_name (account),
                                                        app_account_get_addresses (account),
                                                        app_account_get_key (account), NULL);
  g_autofree char *text = app_invite_link_to_string (link);

  app_welcome_rejoin (app_window_get_welcome (self->window), text, app_account_get_name (account),
                      app_account_get_user_id (account));
  app_window_show_welcome (self->window);
}

/* The account may have gone, or the window, while the question was open. */
static void
app_application_on_signed_out_answer (AppApplication *self, const char *answer)
{
  if (self->window == NULL || self->session == NULL || self->chats == NULL)
    return;
  if (g_str_equal (answer, "join"))
    app_application_rejoin (self);
  else if (g_str_equal (answer, "remove"))
    app_application_ask_to_remove (self);
}

static void
app_application_on_remove_answer (AppApplication *self, const char *answer)
{
  if (self->window != NULL && self->session != NULL && self->chats != NULL &&
      g_str_equal (answer, "remove"))
    app_application_replace_account (self, NULL);
}

/**
 * app_application_ask_to_join_again:
 * @self: the app
 *
 * Says what can be done where the server does not know this device any more.
 */
void
app_application_ask_to_join_again (AppApplication *self)
{
  AdwAlertDialog *dialog;

  if (self->window == NULL || self->chats == NULL)
    return;
  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_ ("This Computer Was Signed Out"), NULL));
  adw_alert_dialog_format_body (
      dialog,
      /* translators: %s is a phone number or an extension */
      _ ("Somebody has signed it out, or the server has lost its data. Your chats on this computer "
         "can still be read. To go on as %s, ask whoever runs the server for an invitation for "
         "this number."),
      app_account_get_user_id (app_session_get_account (self->session)));
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "remove", _ ("_Remove Account…"),
                                  "join", _ ("_Join Again"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_response_appearance (dialog, "join", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "join");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (app_application_on_signed_out_answer),
                           self, G_CONNECT_SWAPPED);
  app_window_present_once (self->window, ADW_DIALOG (dialog));
}

/**
 * app_application_ask_to_remove:
 * @self: the app
 *
 * Asks whether the account is to go from this computer, and removes it then.
 */
void
app_application_ask_to_remove (AppApplication *self)
{
  AdwAlertDialog *dialog;

  if (self->window == NULL || self->chats == NULL)
    return;
  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_ ("Remove Account?"), NULL));
  adw_alert_dialog_set_body (
      dialog, self->server != NULL
                  ? _ ("Your messages and files on this computer are deleted. The server that runs "
                       "on it stops; what others have written stays in its folder.")
                  : _ ("Your messages and files on this computer are deleted. The server and the "
                       "others keep theirs, and your number stays taken."));
  adw_alert_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "remove", _ ("_Remove"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (app_application_on_remove_answer), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self->window));
}
