/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-window-private.h"

#include <glib/gi18n.h>

#include "app-row-warm-up.h"
#include "app-chat-details.h"
#include "app-chat-verbs.h"
#include "app-search-hit.h"
#include "app-sentence-toast.h"

/**
 * AppWindow:
 *
 * The window of a profile: the welcome until there is an account, then the list of chats beside the
 * chat that is open, or one of the two where there is no room for both.
 *
 * It shows what it is given and starts nothing: who signs in, connects or runs a server is outside.
 */

enum
{
  PROP_0,
  PROP_SEEN_CHAT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AppWindow, app_window, ADW_TYPE_APPLICATION_WINDOW)

static void
app_window_show_toast (AppWindow *self, AdwToast *toast)
{
  if (adw_navigation_split_view_get_collapsed (self->split_view) &&
      adw_navigation_split_view_get_show_content (self->split_view))
    app_chat_page_add_toast (self->chat_page, toast);
  else
    app_sidebar_add_toast (self->sidebar, toast);
}

static void
app_window_close_chat (AppWindow *self)
{
  adw_navigation_split_view_set_show_content (self->split_view, FALSE);
  app_chat_page_set_chat (self->chat_page, NULL);
}

static void
app_window_on_chat_activated (AppWindow *self, AppChat *chat)
{
  app_window_open_chat (self, chat);
}

static void
app_window_on_hit_activated (AppWindow *self, AppSearchHit *hit)
{
  AppChat *chat = app_chat_list_lookup (self->chats, app_search_hit_get_chat_key (hit));

  if (chat == NULL)
    return;
  if (app_search_hit_get_message_key (hit) != 0)
    {
      app_window_open_message (self, chat, app_search_hit_get_message_key (hit));
      return;
    }
  app_window_open_chat (self, chat);
  app_chat_page_show_seq (self->chat_page, app_search_hit_get_seq (hit));
}

static void
app_window_on_files_dropped (AppWindow *self, AppChat *chat, GdkFileList *files)
{
  g_autoptr (GListStore) list = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GSList) dropped = gdk_file_list_get_files (files);

  for (GSList *l = dropped; l != NULL; l = l->next)
    g_list_store_append (list, l->data);
  app_window_open_chat (self, chat);
  app_chat_page_offer_files (self->chat_page, chat, G_LIST_MODEL (list));
}

static void
app_window_on_chat_changed (AppWindow *self)
{
  app_sidebar_set_selected (self->sidebar, app_chat_page_get_chat (self->chat_page));
  app_window_update_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEEN_CHAT]);
}

static void
app_window_on_chat_moved (AppWindow *self, AppChat *chat, AppChat *into)
{
  if (app_chat_page_get_chat (self->chat_page) == chat)
    app_chat_page_move_chat (self->chat_page, into);
}

static void
app_window_on_chat_removed (AppWindow *self, AppChat *chat)
{
  if (app_chat_page_get_chat (self->chat_page) == chat)
    app_window_close_chat (self);
}

/* A chat that is about to be deleted need not be looked at. */
static void
app_window_on_hidden_changed (AppWindow *self)
{
  AppChat *chat = app_window_get_chat (self);

  if (chat != NULL && app_chat_actions_is_hidden (self->chat_actions, chat))
    app_window_close_chat (self);
}

static void
app_window_on_seen_changed (AppWindow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEEN_CHAT]);
}

static void
app_window_on_collapsed (AppWindow *self)
{
  app_chat_page_set_compact (self->chat_page,
                             adw_navigation_split_view_get_collapsed (self->split_view));
}

static void
app_window_restore_size (AppWindow *self)
{
  int width, height;

  g_settings_get (self->settings, "window-size", "(ii)", &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
}

static gboolean
app_window_close_request (GtkWindow *window)
{
  app_window_flush (APP_WINDOW (window));
  return GTK_WINDOW_CLASS (app_window_parent_class)->close_request (window);
}

static void
app_window_dispose (GObject *object)
{
  AppWindow *self = APP_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  if (self->chat_page != NULL)
    app_window_set_account (self, NULL, NULL);
  g_clear_object (&self->waiting_files);
  g_clear_object (&self->settings);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_WINDOW);
  G_OBJECT_CLASS (app_window_parent_class)->dispose (object);
}

static void
app_window_finalize (GObject *object)
{
  g_object_unref (APP_WINDOW (object)->cancellable);
  G_OBJECT_CLASS (app_window_parent_class)->finalize (object);
}

static void
app_window_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SEEN_CHAT:
      g_value_set_object (value, app_window_get_seen_chat (APP_WINDOW (object)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_window_class_init (AppWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = app_window_dispose;
  object_class->finalize = app_window_finalize;
  object_class->get_property = app_window_get_property;
  GTK_WINDOW_CLASS (klass)->close_request = app_window_close_request;

  /**
   * AppWindow:seen-chat:
   *
   * The chat that somebody looks at: nothing of it has to be announced.
   */
  properties[PROP_SEEN_CHAT] = g_param_spec_object ("seen-chat", NULL, NULL, APP_TYPE_CHAT,
                                                    G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                        G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (APP_TYPE_CHAT_PAGE);
  g_type_ensure (APP_TYPE_SIDEBAR);
  g_type_ensure (APP_TYPE_WELCOME);
  app_window_class_install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/landline/Landline/ui/app-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AppWindow, chat_page);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, failure);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, split_view);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, welcome);
  gtk_widget_class_bind_template_callback (widget_class, app_window_on_chat_activated);
  gtk_widget_class_bind_template_callback (widget_class, app_window_on_chat_changed);
  gtk_widget_class_bind_template_callback (widget_class, app_window_on_collapsed);
  gtk_widget_class_bind_template_callback (widget_class, app_window_on_files_dropped);
  gtk_widget_class_bind_template_callback (widget_class, app_window_on_hit_activated);
  gtk_widget_class_bind_template_callback (widget_class, app_window_on_seen_changed);
}

static void
app_window_init (AppWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  app_window_update_actions (self);
}

/**
 * app_window_new:
 * @application: (nullable): what the window belongs to
 * @settings: (nullable): the settings of the profile, where the window's size is kept
 *
 * Creates a window that shows that something is being loaded.
 *
 * Returns: (transfer floating): the window
 */
GtkWidget *
app_window_new (GtkApplication *application, GSettings *settings)
{
  AppWindow *self;

  g_return_val_if_fail (application == NULL || GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (settings == NULL || G_IS_SETTINGS (settings), NULL);

  self = g_object_new (APP_TYPE_WINDOW, "application", application, NULL);
  app_chat_page_set_settings (self->chat_page, settings);
  if (g_set_object (&self->settings, settings))
    app_window_restore_size (self);
  return GTK_WIDGET (self);
}

/**
 * app_window_get_welcome:
 * @self: the window
 *
 * What there is before an account: see [method@AppWindow.show_welcome].
 *
 * Returns: (transfer none): the welcome
 */
AppWelcome *
app_window_get_welcome (AppWindow *self)
{
  g_return_val_if_fail (APP_IS_WINDOW (self), NULL);

  return self->welcome;
}

/**
 * app_window_show_welcome:
 * @self: the window
 *
 * Shows the welcome, for a profile without an account.
 */
void
app_window_show_welcome (AppWindow *self)
{
  g_return_if_fail (APP_IS_WINDOW (self));

  gtk_stack_set_visible_child_name (self->stack, "welcome");
  app_window_update_actions (self);
}

static void
app_window_on_message_activated (AppWindow *self, AppChat *chat, gint64 message_key)
{
  app_window_open_chat (self, chat);
  app_chat_page_show_message (self->chat_page, message_key);
}

static void
app_window_on_removal (AppWindow *self, const char *action, gint64 chat_key)
{
  gtk_widget_activate_action (GTK_WIDGET (self), action, "x", chat_key);
}

static void
app_window_on_details (AppWindow *self, AppChat *chat)
{
  AppChatDetails *details;

  /* One at a time, and not over another dialog */
  if (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) != NULL)
    return;
  details = app_chat_details_new (app_chat_list_get_session (self->chats), chat, self->avatars);
  g_signal_connect_object (details, "message-activated",
                           G_CALLBACK (app_window_on_message_activated), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (details, "removal", G_CALLBACK (app_window_on_removal), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (details), GTK_WIDGET (self));
}

/**
 * app_window_show_chats:
 * @self: the window
 *
 * Shows the chats of the account again, after the welcome was shown in spite of it.
 */
void
app_window_show_chats (AppWindow *self)
{
  g_return_if_fail (APP_IS_WINDOW (self));
  g_return_if_fail (self->chats != NULL);

  gtk_stack_set_visible_child_name (self->stack, "chats");
}

/**
 * app_window_close_dialogs:
 * @self: the window
 *
 * Closes what is open over the window: it may be about an account that goes.
 */
void
app_window_close_dialogs (AppWindow *self)
{
  g_autoptr (GListModel) dialogs = NULL;

  g_return_if_fail (APP_IS_WINDOW (self));

  dialogs = adw_application_window_get_dialogs (ADW_APPLICATION_WINDOW (self));
  for (guint i = g_list_model_get_n_items (dialogs); i > 0; i--)
    {
      g_autoptr (AdwDialog) dialog = g_list_model_get_item (dialogs, i - 1);

      adw_dialog_force_close (dialog);
    }
}

static void
app_window_set_chat_actions (AppWindow *self, AppChatList *chats)
{
  if (self->chat_actions != NULL)
    {
      app_chat_actions_flush (self->chat_actions);
      g_signal_handlers_disconnect_by_data (self->chat_actions, self);
    }
  g_clear_object (&self->chat_actions);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "chats", NULL);
  if (chats == NULL)
    return;
  self->chat_actions = app_chat_actions_new (chats);
  g_signal_connect_object (self->chat_actions, "toast", G_CALLBACK (app_window_show_toast), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chat_actions, "hidden-changed",
                           G_CALLBACK (app_window_on_hidden_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chat_actions, "details", G_CALLBACK (app_window_on_details), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "chats",
                                  app_chat_actions_get_group (self->chat_actions));
}

/**
 * app_window_set_account:
 * @self: the window
 * @chats: (nullable): the chats of the account
 * @transfers: (nullable): its transfers
 *
 * Shows the chats of an account.
 */
void
app_window_set_account (AppWindow *self, AppChatList *chats, AppTransfers *transfers)
{
  g_return_if_fail (APP_IS_WINDOW (self));
  g_return_if_fail ((chats == NULL) == (transfers == NULL));

  app_chat_page_set_chat (self->chat_page, NULL);
  g_clear_object (&self->avatars);
  if (transfers != NULL)
    self->avatars = app_avatars_new (transfers);
  app_chat_page_set_avatars (self->chat_page, self->avatars);
  app_sidebar_set_avatars (self->sidebar, self->avatars);
  app_window_set_statuses (self, transfers);
  app_window_set_chat_actions (self, chats);
  app_sidebar_set_chats (self->sidebar, chats, self->chat_actions);
  app_chat_page_set_transfers (self->chat_page, transfers);
  g_clear_object (&self->directory);
  if (self->chats != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->chats, app_window_on_chat_moved, self);
      g_signal_handlers_disconnect_by_func (self->chats, app_window_on_chat_removed, self);
    }
  g_set_object (&self->chats, chats);
  g_set_object (&self->transfers, transfers);
  if (chats != NULL)
    {
      g_signal_connect_object (chats, "moved", G_CALLBACK (app_window_on_chat_moved), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (chats, "removed", G_CALLBACK (app_window_on_chat_removed), self,
                               G_CONNECT_SWAPPED);
      self->directory = app_directory_new (app_chat_list_get_session (chats));
      gtk_stack_set_visible_child_name (self->stack, "chats");
      app_row_warm_up (GTK_WIDGET (self));
    }
  app_window_update_actions (self);
}

/**
 * app_window_get_avatars:
 * @self: the window
 *
 * Returns: (transfer none) (nullable): where the pictures of the account's people are
 */
AppAvatars *
app_window_get_avatars (AppWindow *self)
{
  g_return_val_if_fail (APP_IS_WINDOW (self), NULL);

  return self->avatars;
}

/**
 * app_window_set_can_invite:
 * @self: the window
 * @can_invite: whether this app runs the server
 *
 * Whether others can be invited from here.
 */
void
app_window_set_can_invite (AppWindow *self, gboolean can_invite)
{
  g_return_if_fail (APP_IS_WINDOW (self));

  app_sidebar_set_can_invite (self->sidebar, can_invite);
}

/**
 * app_window_show_failure:
 * @self: the window
 * @title: what cannot be done
 * @sentence: why
 *
 * Shows that there is nothing to show, and why; for example that the messages on disk cannot be
 * read.
 */
void
app_window_show_failure (AppWindow *self, const char *title, const char *sentence)
{
  g_autofree char *escaped = NULL;

  g_return_if_fail (APP_IS_WINDOW (self));

  escaped = g_markup_escape_text (sentence, -1);
  adw_status_page_set_title (self->failure, title);
  adw_status_page_set_description (self->failure, escaped);
  gtk_stack_set_visible_child_name (self->stack, "failure");
  app_window_update_actions (self);
}

/**
 * app_window_get_chat:
 * @self: the window
 *
 * Returns: (transfer none) (nullable): the chat that is open
 */
AppChat *
app_window_get_chat (AppWindow *self)
{
  g_return_val_if_fail (APP_IS_WINDOW (self), NULL);

  return app_chat_page_get_chat (self->chat_page);
}

/**
 * app_window_open_chat:
 * @self: the window
 * @chat: a chat
 *
 * Opens a chat, and puts the keyboard into its composer. Files that wait for somebody to be sent to
 * are offered there.
 */
void
app_window_open_chat (AppWindow *self, AppChat *chat)
{
  g_autoptr (GListModel) files = NULL;

  g_return_if_fail (APP_IS_WINDOW (self));
  g_return_if_fail (APP_IS_CHAT (chat));

  app_chat_page_set_chat (self->chat_page, chat);
  app_chat_set_opened (chat);
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
  app_chat_page_focus_composer (self->chat_page);
  files = g_steal_pointer (&self->waiting_files);
  if (files != NULL)
    app_chat_page_offer_files (self->chat_page, chat, files);
}

/**
 * app_window_open_message:
 * @self: the window
 * @chat: a chat of its list
 * @message_key: a message of that
 *
 * Opens a chat where a message is.
 */
void
app_window_open_message (AppWindow *self, AppChat *chat, gint64 message_key)
{
  g_return_if_fail (APP_IS_WINDOW (self));

  app_window_open_chat (self, chat);
  app_chat_page_show_message (self->chat_page, message_key);
}

/**
 * app_window_search:
 * @self: the window
 * @text: what to look for
 *
 * Searches all chats, as if it had been typed.
 */
void
app_window_search (AppWindow *self, const char *text)
{
  g_return_if_fail (APP_IS_WINDOW (self));

  adw_navigation_split_view_set_show_content (self->split_view, FALSE);
  app_sidebar_set_search (self->sidebar, text);
}

/**
 * app_window_get_seen_chat:
 * @self: the window
 *
 * Returns: (transfer none) (nullable): the chat that somebody looks at
 */
AppChat *
app_window_get_seen_chat (AppWindow *self)
{
  g_return_val_if_fail (APP_IS_WINDOW (self), NULL);

  return self->chat_page != NULL && app_chat_page_get_seeing (self->chat_page)
             ? app_chat_page_get_chat (self->chat_page)
             : NULL;
}

/**
 * app_window_offer_files:
 * @self: the window
 * @files: a list of #GFile
 *
 * Offers files that the app was started with to the chat that is open, or to whoever is chosen
 * next.
 */
void
app_window_offer_files (AppWindow *self, GListModel *files)
{
  AppChat *chat;

  g_return_if_fail (APP_IS_WINDOW (self));
  g_return_if_fail (G_IS_LIST_MODEL (files));

  chat = app_window_get_chat (self);
  if (chat != NULL)
    {
      app_chat_page_offer_files (self->chat_page, chat, files);
      return;
    }
  g_set_object (&self->waiting_files, files);
  if (self->chats != NULL)
    app_window_add_toast (self, _ ("Select the chat to send the files to"));
}

/**
 * app_window_find_dialog:
 * @self: the window
 * @type: a type of dialog
 *
 * Returns: (transfer none) (nullable): one of the kind that is shown
 */
AdwDialog *
app_window_find_dialog (AppWindow *self, GType type)
{
  g_autoptr (GListModel) dialogs = adw_application_window_get_dialogs (
      ADW_APPLICATION_WINDOW (self));

  for (guint i = 0; i < g_list_model_get_n_items (dialogs); i++)
    {
      g_autoptr (AdwDialog) dialog = g_list_model_get_item (dialogs, i);

      if (G_OBJECT_TYPE (dialog) == type)
        return dialog;
    }
  return NULL;
}

/**
 * app_window_present_once:
 * @self: the window
 * @dialog: (transfer floating): a dialog
 *
 * Shows a dialog, unless one of its kind is there already: its keys work while it is open.
 */
void
app_window_present_once (AppWindow *self, AdwDialog *dialog)
{
  g_autoptr (AdwDialog) held = g_object_ref_sink (dialog);
  AdwDialog *shown;

  g_return_if_fail (APP_IS_WINDOW (self));

  shown = app_window_find_dialog (self, G_OBJECT_TYPE (held));
  if (shown != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (shown));
  else
    adw_dialog_present (held, GTK_WIDGET (self));
}

/**
 * app_window_add_toast:
 * @self: the window
 * @sentence: what to say
 *
 * Says something for a moment, where there is room for it.
 */
void
app_window_add_toast (AppWindow *self, const char *sentence)
{
  AdwToast *toast;

  g_return_if_fail (APP_IS_WINDOW (self));

  toast = app_sentence_toast_new (sentence);
  app_window_show_toast (self, toast);
}

/**
 * app_window_flush:
 * @self: the window
 *
 * Keeps what is being written and the size of the window, because the window goes.
 */
void
app_window_flush (AppWindow *self)
{
  int width, height;

  g_return_if_fail (APP_IS_WINDOW (self));

  if (self->settings != NULL)
    {
      gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
      g_settings_set (self->settings, "window-size", "(ii)", width, height);
      g_settings_set_boolean (self->settings, "window-maximized",
                              gtk_window_is_maximized (GTK_WINDOW (self)));
    }
  if (self->chat_actions != NULL)
    app_chat_actions_flush (self->chat_actions);
  if (self->chat_page != NULL)
    app_chat_page_flush_draft (self->chat_page);
}
