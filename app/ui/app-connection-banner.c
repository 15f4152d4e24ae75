/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-connection-banner.h"

#include <glib/gi18n.h>

#include "app-connection.h"

/* A connection that is made faster than this is not worth a word. */
#define CONNECTING_PATIENCE_MS 1200

/**
 * AppConnectionBanner:
 *
 * Says that there is no connection to the server, how many messages wait for one, and offers to try
 * again now; or, where the server knows us no more, `app.join-again`.
 */
struct _AppConnectionBanner
{
  AdwBin parent_instance;

  AdwBanner *banner;
  AppSession *session;
  GSignalGroup *session_signals;
  guint patience_id;
};

G_DEFINE_FINAL_TYPE (AppConnectionBanner, app_connection_banner, ADW_TYPE_BIN)

static char *
describe_offline (AppSession *session)
{
  guint waiting = app_session_get_waiting_count (session);

  if (app_session_get_trouble (session) != NULL)
    return g_strdup (app_session_get_trouble (session));
  if (waiting == 0)
    return g_strdup (_ ("You are offline. What you write is sent later."));
  /* translators: %u is the number of messages that were written without a connection */
  return g_strdup_printf (ngettext ("You are offline. %u message is waiting to be sent.",
                                    "You are offline. %u messages are waiting to be sent.",
                                    waiting),
                          waiting);
}

static void
app_connection_banner_join (AppConnectionBanner *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "app.join-again", NULL);
}

static gboolean
meets_other_server (AppConnectionBanner *self)
{
  return app_session_get_trouble (self->session) != NULL &&
         app_connection_get_wrong_key (app_session_get_connection (self->session));
}

/* There is no way to go on with it: either it is the wrong one, or it has to be joined anew. */
static void
app_connection_banner_explain (AppConnectionBanner *self)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (
      _ ("Another Server Answers"),
      _ ("Where your server was, one with another key answers. Another computer may have got its "
         "address, or somebody passes for it. Nothing was sent to it.\n\nWhat is on this computer "
         "can still be read, and Landline goes on looking for your server. If it was set up anew, "
         "ask whoever runs it for an invitation, and join again.")));

  adw_alert_dialog_add_responses (dialog, "close", _ ("_Close"), "join", _ ("_Join Again…"), NULL);
  adw_alert_dialog_set_default_response (dialog, "close");
  adw_alert_dialog_set_close_response (dialog, "close");
  g_signal_connect_object (dialog, "response::join", G_CALLBACK (app_connection_banner_join), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
app_connection_banner_show (AppConnectionBanner *self, const char *title, const char *button)
{
  adw_banner_set_title (self->banner, title);
  adw_banner_set_button_label (self->banner, button);
  adw_banner_set_revealed (self->banner, TRUE);
}

static void
app_connection_banner_on_patience (gpointer user_data)
{
  AppConnectionBanner *self = APP_CONNECTION_BANNER (user_data);

  self->patience_id = 0;
  app_connection_banner_show (self, _ ("Connecting…"), NULL);
}

static void
app_connection_banner_update (AppConnectionBanner *self)
{
  AppSessionState state = self->session != NULL ? app_session_get_state (self->session)
                                                : APP_SESSION_ONLINE;
  g_autofree char *title = NULL;

  if (state != APP_SESSION_CONNECTING)
    g_clear_handle_id (&self->patience_id, g_source_remove);
  switch (state)
    {
    case APP_SESSION_OFFLINE:
      title = describe_offline (self->session);
      app_connection_banner_show (self, title,
                                  meets_other_server (self) ? _ ("What to _Do…")
                                                            : _ ("_Retry Now"));
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->banner),
                                   app_session_get_reason (self->session));
      break;

    case APP_SESSION_CONNECTING:
      if (adw_banner_get_revealed (self->banner))
        app_connection_banner_show (self, _ ("Connecting…"), NULL);
      else if (self->patience_id == 0)
        self->patience_id = g_timeout_add_once (CONNECTING_PATIENCE_MS,
                                                app_connection_banner_on_patience, self);
      break;

    case APP_SESSION_SIGNED_OUT:
      app_connection_banner_show (self, _ ("The server does not know this device any more."),
                                  _ ("_Join Again…"));
      break;

    case APP_SESSION_SYNCING:
    case APP_SESSION_ONLINE:
    default:
      adw_banner_set_revealed (self->banner, FALSE);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->banner), NULL);
    }
}

static void
app_connection_banner_on_clicked (AppConnectionBanner *self)
{
  if (self->session == NULL)
    return;
  if (app_session_get_state (self->session) == APP_SESSION_SIGNED_OUT)
    app_connection_banner_join (self);
  else if (meets_other_server (self))
    app_connection_banner_explain (self);
  else
    app_session_retry_now (self->session);
}

static void
app_connection_banner_dispose (GObject *object)
{
  AppConnectionBanner *self = APP_CONNECTION_BANNER (object);

  g_clear_handle_id (&self->patience_id, g_source_remove);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (app_connection_banner_parent_class)->dispose (object);
}

static void
app_connection_banner_class_init (AppConnectionBannerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_connection_banner_dispose;
}

static void
app_connection_banner_init (AppConnectionBanner *self)
{
  self->banner = ADW_BANNER (adw_banner_new (""));
  g_signal_connect_object (self->banner, "button-clicked",
                           G_CALLBACK (app_connection_banner_on_clicked), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->banner));
  self->session_signals = g_signal_group_new (APP_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "notify::state",
                                  G_CALLBACK (app_connection_banner_update), self);
  g_signal_group_connect_swapped (self->session_signals, "notify::trouble",
                                  G_CALLBACK (app_connection_banner_update), self);
  g_signal_group_connect_swapped (self->session_signals, "notify::waiting-count",
                                  G_CALLBACK (app_connection_banner_update), self);
}

/**
 * app_connection_banner_new:
 *
 * Creates a banner that says nothing yet.
 *
 * Returns: (transfer floating): the banner
 */
GtkWidget *
app_connection_banner_new (void)
{
  return g_object_new (APP_TYPE_CONNECTION_BANNER, NULL);
}

/**
 * app_connection_banner_set_session:
 * @self: the banner
 * @session: (nullable): whose connection it tells about
 *
 * Follows another session.
 */
void
app_connection_banner_set_session (AppConnectionBanner *self, AppSession *session)
{
  g_return_if_fail (APP_IS_CONNECTION_BANNER (self));
  g_return_if_fail (session == NULL || APP_IS_SESSION (session));

  if (!g_set_object (&self->session, session))
    return;
  g_signal_group_set_target (self->session_signals, session);
  app_connection_banner_update (self);
}

/**
 * app_connection_banner_get_revealed:
 * @self: the banner
 *
 * Returns: whether it has something to say
 */
gboolean
app_connection_banner_get_revealed (AppConnectionBanner *self)
{
  g_return_val_if_fail (APP_IS_CONNECTION_BANNER (self), FALSE);

  return adw_banner_get_revealed (self->banner);
}

/**
 * app_connection_banner_get_title:
 * @self: the banner
 *
 * Returns: what it says, or said last
 */
const char *
app_connection_banner_get_title (AppConnectionBanner *self)
{
  g_return_val_if_fail (APP_IS_CONNECTION_BANNER (self), NULL);

  return adw_banner_get_title (self->banner);
}
