/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-window-private.h"

#include <glib/gi18n.h>

#include "app-new-chat-dialog.h"
#include "app-new-group-dialog.h"
#include "app-phone-number.h"

static void
app_window_chat_ensured (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindow) self = APP_WINDOW (user_data);
  g_autoptr (AppChat) chat = NULL;
  g_autoptr (GError) error = NULL;

  chat = app_chat_list_ensure_user_finish (APP_CHAT_LIST (source), result, &error);
  if (chat != NULL && self->chats == APP_CHAT_LIST (source))
    app_window_open_chat (self, chat);
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    app_window_add_toast (self, error->message);
}

static void
app_window_on_person_chosen (AppWindow *self, AppPerson *person)
{
  if (self->chats != NULL)
    app_chat_list_ensure_user_async (self->chats, app_person_get_user_id (person),
                                     self->cancellable, app_window_chat_ensured,
                                     g_object_ref (self));
}

/* The list may hear of a new chat after the dialog. */
static void
app_window_open_created (AppWindow *self)
{
  AppChat *chat = app_chat_list_lookup (self->chats, self->created_key);

  if (chat == NULL)
    return;
  g_signal_handlers_disconnect_by_func (self->chats, app_window_open_created, self);
  app_window_open_chat (self, chat);
}

static void
app_window_on_group_created (AppWindow *self, gint64 chat_key)
{
  if (self->chats == NULL)
    return;
  self->created_key = chat_key;
  g_signal_handlers_disconnect_by_func (self->chats, app_window_open_created, self);
  g_signal_connect_object (self->chats, "items-changed", G_CALLBACK (app_window_open_created), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  app_window_open_created (self);
}

static void
app_window_new_group_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppWindow *self = APP_WINDOW (widget);
  AppNewGroupDialog *dialog;

  if (self->chats == NULL)
    return;
  dialog = app_new_group_dialog_new (app_chat_list_get_session (self->chats), self->avatars);
  g_signal_connect_object (dialog, "created", G_CALLBACK (app_window_on_group_created), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

static void
app_window_on_new_group (AppWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.new-group", NULL);
}

static void
app_window_new_chat_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppWindow *self = APP_WINDOW (widget);
  AppNewChatDialog *dialog;

  app_directory_set_filter (self->directory, "");
  dialog = app_new_chat_dialog_new (self->directory, self->avatars);
  g_signal_connect_object (dialog, "person-chosen", G_CALLBACK (app_window_on_person_chosen), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "new-group", G_CALLBACK (app_window_on_new_group), self,
                           G_CONNECT_SWAPPED);
  app_window_present_once (self, ADW_DIALOG (dialog));
}

static void
app_window_search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppWindow *self = APP_WINDOW (widget);

  adw_navigation_split_view_set_show_content (self->split_view, FALSE);
  app_sidebar_start_search (self->sidebar);
}

/* In the chat that is open, unless the keyboard is in the list of chats. */
static void
app_window_find_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppWindow *self = APP_WINDOW (widget);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (app_window_get_chat (self) != NULL && gtk_widget_get_mapped (GTK_WIDGET (self->chat_page)) &&
      (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->sidebar))))
    app_chat_page_start_find (self->chat_page);
  else
    app_window_search_action (widget, name, parameter);
}

static void
app_window_details_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppChat *chat = app_window_get_chat (APP_WINDOW (widget));

  if (chat != NULL)
    gtk_widget_activate_action (widget, "chats.details", "x", app_chat_get_key (chat));
}

static void
app_window_step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppWindow *self = APP_WINDOW (widget);
  int step = g_str_equal (name, "win.next-chat") ? 1 : -1;
  AppChat *chat = app_sidebar_get_neighbour (self->sidebar, app_window_get_chat (self), step);

  if (chat != NULL)
    app_window_open_chat (self, chat);
}

/* Escape: out of a dialog that has lost the focus with the row that had it, out of the search, then
 * from the chat to the list, then out of the chat. */
static void
app_window_back_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppWindow *self = APP_WINDOW (widget);
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self));

  if (dialog != NULL)
    {
      adw_dialog_close (dialog);
      return;
    }
  if (app_sidebar_stop_search (self->sidebar))
    return;
  if (adw_navigation_split_view_get_collapsed (self->split_view) &&
      adw_navigation_split_view_get_show_content (self->split_view))
    adw_navigation_split_view_set_show_content (self->split_view, FALSE);
  else
    app_chat_page_set_chat (self->chat_page, NULL);
  app_sidebar_focus_list (self->sidebar);
}

/* F6: from the list of chats to the messages to the composer and round again. */
static void
app_window_next_pane_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppWindow *self = APP_WINDOW (widget);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkWidget *view = GTK_WIDGET (app_chat_page_get_view (self->chat_page));
  gboolean has_chat = app_window_get_chat (self) != NULL &&
                      gtk_widget_get_mapped (GTK_WIDGET (self->chat_page));

  if (focus != NULL && has_chat && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->sidebar)) &&
      gtk_widget_child_focus (view, GTK_DIR_TAB_FORWARD))
    return;
  if (has_chat && (focus == NULL || focus == view || gtk_widget_is_ancestor (focus, view) ||
                   gtk_widget_is_ancestor (focus, GTK_WIDGET (self->sidebar))))
    app_chat_page_focus_composer (self->chat_page);
  else if (gtk_widget_get_mapped (GTK_WIDGET (self->sidebar)))
    app_sidebar_focus_list (self->sidebar);
}

/* Whether somebody of this server has a number. */
static gboolean
app_window_knows_user (AppWindow *self, const char *user_id)
{
  guint n_people;

  app_directory_set_filter (self->directory, "");
  n_people = g_list_model_get_n_items (G_LIST_MODEL (self->directory));
  for (guint i = 0; i < n_people; i++)
    {
      g_autoptr (AppPerson) person = g_list_model_get_item (G_LIST_MODEL (self->directory), i);

      if (g_str_equal (app_person_get_user_id (person), user_id))
        return TRUE;
    }
  return FALSE;
}

/* The numbers of a contact, as people write them: the first that is somebody's here. */
static void
app_window_message_number_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppWindow *self = APP_WINDOW (widget);
  g_autofree const char **numbers = g_variant_get_strv (parameter, NULL);

  for (guint i = 0; self->chats != NULL && numbers[i] != NULL; i++)
    {
      g_autofree char *user_id = app_phone_number_normalize (numbers[i], NULL);

      if (user_id == NULL || !app_window_knows_user (self, user_id))
        continue;
      app_chat_list_ensure_user_async (self->chats, user_id, self->cancellable,
                                       app_window_chat_ensured, g_object_ref (self));
      return;
    }
  app_window_add_toast (self, _ ("Nobody on this server has this number."));
}

static const struct
{
  const char *name;
  GtkWidgetActionActivateFunc func;
} window_actions[] = {
  { "win.status", app_window_status_action },
  { "win.new-chat", app_window_new_chat_action },
  { "win.new-group", app_window_new_group_action },
  { "win.search", app_window_search_action },
  { "win.find", app_window_find_action },
  { "win.chat-details", app_window_details_action },
  { "win.next-chat", app_window_step_action },
  { "win.previous-chat", app_window_step_action },
  { "win.next-pane", app_window_next_pane_action },
  { "win.back", app_window_back_action },
};

/**
 * app_window_class_install_actions:
 * @widget_class: the class of the window
 *
 * Installs what can be done in the window as a whole.
 */
void
app_window_class_install_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (window_actions); i++)
    gtk_widget_class_install_action (widget_class, window_actions[i].name, NULL,
                                     window_actions[i].func);
  gtk_widget_class_install_action (widget_class, "win.message-number", "as",
                                   app_window_message_number_action);
  /* In the bubble phase: whatever has the keyboard may use Escape for itself first. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.back", NULL);
}

/**
 * app_window_update_actions:
 * @self: the window
 *
 * Works out which actions make sense: all of them need an account.
 */
void
app_window_update_actions (AppWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (window_actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), window_actions[i].name, self->chats != NULL);
}
