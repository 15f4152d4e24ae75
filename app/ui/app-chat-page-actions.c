/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-chat-page-private.h"

#include <glib/gi18n.h>

#include "app-file-launch.h"

/* What the rows ask for: each action names its message by id (see rows/README.md). */

typedef struct
{
  AppChatPage *page;
  AppTimeline *timeline;
  AppChatPageItemFunc func;
} AppChatPageCall;

static void
app_chat_page_call_free (AppChatPageCall *call)
{
  g_object_unref (call->page);
  g_object_unref (call->timeline);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppChatPageCall, app_chat_page_call_free)

static void
app_chat_page_item_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppChatPageCall) call = user_data;
  g_autoptr (AppTimelineItem) item = NULL;
  g_autoptr (GError) error = NULL;
  guint position;

  if (app_timeline_find_message_finish (call->timeline, result, &position, &error))
    item = g_list_model_get_item (G_LIST_MODEL (call->timeline), position);
  /* The chat may have been left meanwhile: what was asked for is done all the same. */
  if (item != NULL)
    call->func (call->page, item);
  else if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    app_chat_page_show_error (call->page, error->message);
}

/**
 * app_chat_page_with_item:
 * @widget: the page
 * @parameter: the id of a message of its chat
 * @func: called with the message's item, once it is found
 *
 * Finds the message that a row asked something for.
 */
void
app_chat_page_with_item (GtkWidget *widget, GVariant *parameter, AppChatPageItemFunc func)
{
  AppChatPage *self = APP_CHAT_PAGE (widget);
  AppChatPageCall *call;

  if (self->timeline == NULL)
    return;
  call = g_new0 (AppChatPageCall, 1);
  call->page = g_object_ref (self);
  call->timeline = g_object_ref (self->timeline);
  call->func = func;
  app_timeline_find_message_async (self->timeline, g_variant_get_string (parameter, NULL), NULL,
                                   app_chat_page_item_found, call);
}

static GtkWindow *
app_chat_page_get_window (AppChatPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static AppTransfer *
app_chat_page_find_transfer (AppChatPage *self, AppTimelineItem *item)
{
  AppTransfer *transfer = app_timeline_item_get_transfer (item);

  if (transfer == NULL && self->transfers != NULL)
    transfer = app_transfers_lookup (self->transfers, app_timeline_item_get_key (item));
  return transfer;
}

static void
app_chat_page_retry_message (AppChatPage *self, AppTimelineItem *item)
{
  if (self->timeline != NULL)
    app_timeline_retry (self->timeline, item);
}

static void
app_chat_page_show_item (AppChatPage *self, AppTimelineItem *item)
{
  app_chat_page_show_message (self, app_timeline_item_get_key (item));
}

static void
app_chat_page_discard_message (AppChatPage *self, AppTimelineItem *item)
{
  if (self->timeline != NULL)
    app_timeline_delete_failed (self->timeline, item);
}

static void
app_chat_page_cancel_transfer (AppChatPage *self, AppTimelineItem *item)
{
  AppTransfer *transfer = app_chat_page_find_transfer (self, item);

  if (transfer != NULL)
    app_transfer_cancel (transfer);
}

static void
app_chat_page_download (AppChatPage *self, AppTimelineItem *item)
{
  LandlineMessage *message = app_timeline_item_get_message (item);

  if (message != NULL && self->transfers != NULL)
    app_transfers_download (self->transfers, app_timeline_item_get_key (item), message);
}

static void
app_chat_page_retry_transfer (AppChatPage *self, AppTimelineItem *item)
{
  AppTransfer *transfer = app_chat_page_find_transfer (self, item);

  if (transfer != NULL)
    app_transfer_retry (transfer);
  else if (app_timeline_item_get_outgoing (item))
    app_chat_page_retry_message (self, item);
  else
    app_chat_page_download (self, item);
}

static void
app_chat_page_launched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppChatPage) self = APP_CHAT_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (app_file_launch_finish (result, &error) ||
      g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED) ||
      g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    return;
  /* translators: %s is a reason, as a sentence */
  sentence = g_strdup_printf (_ ("The file could not be opened: %s"), error->message);
  app_chat_page_show_error (self, sentence);
}

static void
app_chat_page_launch (AppChatPage *self, AppTimelineItem *item, AppFileLaunch what)
{
  GFile *file = app_timeline_item_get_file (item);
  LandlineMessage *message = app_timeline_item_get_message (item);
  LandlineMedia *media = message != NULL
                             ? landline_content_get_media (landline_message_get_content (message))
                             : NULL;
  const char *mime_type = media != NULL ? landline_media_get_content_type (media) : NULL;
  g_autofree char *content_type = mime_type != NULL ? g_content_type_from_mime_type (mime_type)
                                                    : NULL;

  if (file == NULL)
    {
      app_chat_page_download (self, item);
      return;
    }
  app_file_launch_async (file, content_type, what, app_chat_page_get_window (self), NULL,
                         app_chat_page_launched, g_object_ref (self));
}

static void
app_chat_page_open_file (AppChatPage *self, AppTimelineItem *item)
{
  app_chat_page_launch (self, item, APP_FILE_LAUNCH_OPEN);
}

static void
app_chat_page_show_in_folder (AppChatPage *self, AppTimelineItem *item)
{
  app_chat_page_launch (self, item, APP_FILE_LAUNCH_FOLDER);
}

static void
app_chat_page_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppChatPage) self = APP_CHAT_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (app_transfers_save_finish (APP_TRANSFERS (source), result, &error))
    {
      app_chat_page_add_toast (self, adw_toast_new (_ ("File saved")));
      return;
    }
  /* translators: %s is a reason, as a sentence */
  sentence = g_strdup_printf (_ ("The file could not be saved: %s"), error->message);
  app_chat_page_show_error (self, sentence);
}

static void
app_chat_page_destination_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) call = G_TASK (user_data);
  AppChatPage *self = APP_CHAT_PAGE (g_task_get_source_object (call));
  g_autoptr (GFile) destination = NULL;

  destination = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  if (destination != NULL && self->transfers != NULL)
    app_transfers_save_async (self->transfers, g_task_get_task_data (call), destination, NULL,
                              app_chat_page_saved, g_object_ref (self));
}

static void
app_chat_page_save_as (AppChatPage *self, AppTimelineItem *item)
{
  LandlineMessage *message = app_timeline_item_get_message (item);
  LandlineMedia *media = message != NULL
                             ? landline_content_get_media (landline_message_get_content (message))
                             : NULL;
  g_autoptr (GtkFileDialog) dialog = NULL;
  GTask *call;

  if (media == NULL)
    return;
  dialog = gtk_file_dialog_new ();
  gtk_file_dialog_set_title (dialog, _ ("Save As"));
  gtk_file_dialog_set_initial_name (dialog, landline_media_get_name (media));
  call = g_task_new (self, NULL, NULL, NULL);
  g_task_set_task_data (call, g_object_ref (message), g_object_unref);
  gtk_file_dialog_save (dialog, app_chat_page_get_window (self), NULL,
                        app_chat_page_destination_chosen, call);
}

static const struct
{
  const char *name;
  AppChatPageItemFunc func;
} item_actions[] = {
  { "message.retry", app_chat_page_retry_message },
  { "message.discard", app_chat_page_discard_message },
  { "message.show", app_chat_page_show_item },
  { "transfer.cancel", app_chat_page_cancel_transfer },
  { "transfer.retry", app_chat_page_retry_transfer },
  { "file.download", app_chat_page_download },
  { "file.open", app_chat_page_open_file },
  { "file.save-as", app_chat_page_save_as },
  { "file.show-in-folder", app_chat_page_show_in_folder },
};

static void
app_chat_page_item_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  for (guint i = 0; i < G_N_ELEMENTS (item_actions); i++)
    if (g_str_equal (name, item_actions[i].name))
      app_chat_page_with_item (widget, parameter, item_actions[i].func);
}

static void
app_chat_page_jump_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppChatPage *self = APP_CHAT_PAGE (widget);

  app_message_view_scroll_to_end (self->view);
  app_chat_page_focus_composer (self);
}

/**
 * app_chat_page_class_install_actions:
 * @widget_class: the class of the page
 *
 * Installs what can be done in a chat.
 */
void
app_chat_page_class_install_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (item_actions); i++)
    gtk_widget_class_install_action (widget_class, item_actions[i].name, "s",
                                     app_chat_page_item_action);
  gtk_widget_class_install_action (widget_class, "chat.jump-to-end", NULL,
                                   app_chat_page_jump_action);
}

/**
 * app_chat_page_update_actions:
 * @self: the page
 *
 * Works out which actions make sense: those on messages and files need a chat.
 */
void
app_chat_page_update_actions (AppChatPage *self)
{
  gboolean has_chat = self->chat != NULL;

  for (guint i = 0; i < G_N_ELEMENTS (item_actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), item_actions[i].name, has_chat);
  app_chat_page_update_card_actions (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chat.jump-to-end", has_chat);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chat.attach-file",
                                 app_chat_page_can_send (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chat.attach-picture",
                                 app_chat_page_can_send (self));
}
