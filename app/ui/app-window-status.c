/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-window-private.h"

#include <glib/gi18n.h>

#include "app-status-composer.h"
#include "app-status-dialog.h"
#include "app-status-viewer.h"

/* What people show for a day, over the whole window. */

static GtkWidget *
find_viewer (AppWindow *self)
{
  return gtk_stack_get_child_by_name (self->stack, "status");
}

static void
app_window_close_viewer (AppWindow *self)
{
  GtkWidget *viewer = find_viewer (self);

  if (viewer == NULL)
    return;
  if (gtk_stack_get_visible_child (self->stack) == viewer)
    gtk_stack_set_visible_child_full (self->stack, "chats", GTK_STACK_TRANSITION_TYPE_NONE);
  gtk_stack_remove (self->stack, viewer);
  app_window_update_actions (self);
}

/* The viewer may be in the middle of something of its own. */
static gboolean
close_viewer_cb (gpointer user_data)
{
  app_window_close_viewer (user_data);
  return G_SOURCE_REMOVE;
}

static void
app_window_on_viewer_closed (AppWindow *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, close_viewer_cb, g_object_ref (self), g_object_unref);
}

static void
app_window_on_status_open (AppWindow *self, AppStatusPerson *person, AdwDialog *dialog)
{
  GtkWidget *viewer;

  if (app_status_person_get_n_statuses (person) == 0)
    return;
  app_window_close_viewer (self);
  viewer = app_status_viewer_new (self->statuses, self->avatars, person);
  g_signal_connect_object (viewer, "closed", G_CALLBACK (app_window_on_viewer_closed), self,
                           G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->stack, viewer, "status");
  gtk_stack_set_visible_child (self->stack, viewer);
  adw_dialog_force_close (dialog);
  app_window_update_actions (self);
  gtk_widget_grab_focus (viewer);
}

static void
app_window_on_status_posted (AppWindow *self)
{
  if (self->chats != NULL &&
      app_session_get_state (app_chat_list_get_session (self->chats)) != APP_SESSION_ONLINE)
    app_window_add_toast (self, _ ("It is posted as soon as the server can be reached."));
}

static void
app_window_on_status_compose (AppWindow *self, gboolean media, AdwDialog *dialog)
{
  AppStatusComposer *composer = app_status_composer_new (self->statuses, self->avatars);

  g_signal_connect_object (composer, "posted", G_CALLBACK (app_window_on_status_posted), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (composer), GTK_WIDGET (dialog));
  if (media)
    app_status_composer_choose_file (composer);
}

void
app_window_status_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppWindow *self = APP_WINDOW (widget);
  AppStatusDialog *dialog = app_status_dialog_new (self->statuses, self->avatars);

  g_signal_connect_object (dialog, "open", G_CALLBACK (app_window_on_status_open), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "compose", G_CALLBACK (app_window_on_status_compose), self,
                           G_CONNECT_SWAPPED);
  app_window_present_once (self, ADW_DIALOG (dialog));
}

/**
 * app_window_set_statuses:
 * @self: the window
 * @transfers: (nullable): of the account
 *
 * Shows what the people of another account show.
 */
void
app_window_set_statuses (AppWindow *self, AppTransfers *transfers)
{
  app_window_close_viewer (self);
  g_clear_object (&self->statuses);
  if (transfers != NULL)
    self->statuses = app_status_list_new (transfers);
  app_sidebar_set_statuses (self->sidebar, self->statuses);
}
