/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-chat-page-private.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "app-send-sheet.h"

/* The ways in which files come onto the page: chosen, dropped, pasted. All of them lead to the send
 * sheet. */

static void
app_chat_page_file_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppChatPage) self = APP_CHAT_PAGE (user_data);
  g_autoptr (GError) error = NULL;

  if (app_transfers_send_finish (APP_TRANSFERS (source), result, &error) == 0 &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    app_chat_page_show_error (self, error->message);
}

static void
app_chat_page_on_sheet_send (AppChatPage *self, AppChat *chat, GListModel *files)
{
  guint n_files = g_list_model_get_n_items (files);

  if (self->transfers == NULL)
    return;
  for (guint i = 0; i < n_files; i++)
    {
      g_autoptr (AppOutgoingFile) file = g_list_model_get_item (files, i);

      app_transfers_send_async (self->transfers, app_chat_get_key (chat), file, NULL,
                                app_chat_page_file_sent, g_object_ref (self));
    }
  if (chat == self->chat)
    app_message_view_scroll_to_end (self->view);
}

static AppSendSheet *
app_chat_page_make_sheet (AppChatPage *self, AppChat *chat)
{
  AppSendSheet *sheet = app_send_sheet_new (self->transfers, self->loader, chat);

  g_signal_connect_object (sheet, "send", G_CALLBACK (app_chat_page_on_sheet_send), self,
                           G_CONNECT_SWAPPED);
  return sheet;
}

/**
 * app_chat_page_offer_files:
 * @self: the page
 * @chat: the chat to send to, which need not be the one that is shown
 * @files: a list of #GFile
 *
 * Shows the send sheet for files that came from somewhere, or asks whether a vCard shall rather be
 * sent as a contact.
 */
void
app_chat_page_offer_files (AppChatPage *self, AppChat *chat, GListModel *files)
{
  g_return_if_fail (APP_IS_CHAT_PAGE (self));
  g_return_if_fail (APP_IS_CHAT (chat));
  g_return_if_fail (G_IS_LIST_MODEL (files));

  if (self->transfers == NULL || g_list_model_get_n_items (files) == 0)
    return;
  if (!app_chat_page_offer_card (self, chat, files))
    app_chat_page_show_sheet (self, chat, files);
}

/**
 * app_chat_page_show_sheet:
 * @self: the page
 * @chat: the chat to send to
 * @files: a list of #GFile
 *
 * Shows the send sheet.
 */
void
app_chat_page_show_sheet (AppChatPage *self, AppChat *chat, GListModel *files)
{
  AppSendSheet *sheet = app_chat_page_make_sheet (self, chat);

  app_send_sheet_add_files (sheet, files);
  adw_dialog_present (ADW_DIALOG (sheet), GTK_WIDGET (self));
}

static GListModel *
files_to_list (GdkFileList *files)
{
  g_autoptr (GSList) list = gdk_file_list_get_files (files);
  GListStore *store = g_list_store_new (G_TYPE_FILE);

  for (GSList *l = list; l != NULL; l = l->next)
    g_list_store_append (store, l->data);
  return G_LIST_MODEL (store);
}

static void
app_chat_page_files_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) call = G_TASK (user_data);
  AppChatPage *self = APP_CHAT_PAGE (g_task_get_source_object (call));
  g_autoptr (GListModel) files = NULL;

  files = gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (source), result, NULL);
  if (files != NULL)
    app_chat_page_offer_files (self, g_task_get_task_data (call), files);
}

static void
app_chat_page_choose_files (AppChatPage *self, gboolean pictures)
{
  g_autoptr (GtkFileDialog) dialog = NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GTask *call;

  if (!app_chat_page_can_send (self))
    return;
  dialog = gtk_file_dialog_new ();
  gtk_file_dialog_set_title (dialog, pictures ? _ ("Send Pictures") : _ ("Send Files"));
  gtk_file_dialog_set_accept_label (dialog, _ ("_Select"));
  if (pictures)
    {
      g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
      g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

      gtk_file_filter_set_name (filter, _ ("Pictures and videos"));
      gtk_file_filter_add_mime_type (filter, "image/*");
      gtk_file_filter_add_mime_type (filter, "video/*");
      g_list_store_append (filters, filter);
      gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
    }
  call = g_task_new (self, NULL, NULL, NULL);
  g_task_set_task_data (call, g_object_ref (self->chat), g_object_unref);
  gtk_file_dialog_open_multiple (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                                 app_chat_page_files_chosen, call);
}

static void
app_chat_page_attach_file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  app_chat_page_choose_files (APP_CHAT_PAGE (widget), FALSE);
}

static void
app_chat_page_attach_picture_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  app_chat_page_choose_files (APP_CHAT_PAGE (widget), TRUE);
}

/**
 * app_chat_page_class_install_file_actions:
 * @widget_class: the class of the page
 *
 * Installs the ways to choose files.
 */
void
app_chat_page_class_install_file_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "chat.attach-file", NULL,
                                   app_chat_page_attach_file_action);
  gtk_widget_class_install_action (widget_class, "chat.attach-picture", NULL,
                                   app_chat_page_attach_picture_action);
}

static gboolean
app_chat_page_on_drop (AppChatPage *self, const GValue *value)
{
  g_autoptr (GListModel) files = NULL;

  if (!app_chat_page_can_send (self) || g_value_get_boxed (value) == NULL)
    return FALSE;
  files = files_to_list (g_value_get_boxed (value));
  app_chat_page_offer_files (self, self->chat, files);
  return TRUE;
}

/* Nothing is dropped where there is no chat to send to; the page is not highlighted then. */
static gboolean
app_chat_page_accept_drop (AppChatPage *self, GdkDrop *drop)
{
  return app_chat_page_can_send (self) &&
         gdk_content_formats_contain_gtype (gdk_drop_get_formats (drop), GDK_TYPE_FILE_LIST);
}

/**
 * app_chat_page_init_drop:
 * @self: the page
 *
 * Lets files be dropped anywhere on the page. In the capture phase, or the text view would take
 * them first and insert their paths; only lists of files, which is what comes through the border of
 * a sandbox.
 */
void
app_chat_page_init_drop (AppChatPage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  g_signal_connect_object (target, "drop", G_CALLBACK (app_chat_page_on_drop), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "accept", G_CALLBACK (app_chat_page_accept_drop), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/**
 * app_chat_page_on_paste_files:
 * @self: the page
 * @files: what was pasted
 *
 * Offers files that were copied in the file manager.
 */
void
app_chat_page_on_paste_files (AppChatPage *self, GdkFileList *files)
{
  g_autoptr (GListModel) list = files_to_list (files);

  if (app_chat_page_can_send (self))
    app_chat_page_offer_files (self, self->chat, list);
}

typedef struct
{
  GdkTexture *texture;
  AppChat *chat;
  char *folder;
} AppPastedPicture;

static void
app_pasted_picture_free (AppPastedPicture *pasted)
{
  g_object_unref (pasted->texture);
  g_object_unref (pasted->chat);
  g_free (pasted->folder);
  g_free (pasted);
}

/* On a thread: encoding a screenshot takes a tenth of a second. */
static void
app_chat_page_write_picture (GTask *task,
                             gpointer source,
                             gpointer task_data,
                             GCancellable *cancellable)
{
  AppPastedPicture *pasted = task_data;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  GError *error = NULL;
  gsize size;
  gconstpointer data;

  if (g_mkdir_with_parents (pasted->folder, 0700) != 0)
    {
      int code = errno;

      g_task_return_new_error (task, G_IO_ERROR, g_io_error_from_errno (code),
                               /* translators: the first %s is a folder, the second a reason */
                               _ ("The folder “%s” could not be made: %s"), pasted->folder,
                               g_strerror (code));
      return;
    }
  /* translators: the name of a file with a pasted picture, without its extension, as of
   * g_date_time_format () */
  name = g_date_time_format (now, _ ("Pasted picture %Y-%m-%d %H-%M-%S"));
  path = g_strdup_printf ("%s/%s-%06d.png", pasted->folder, name,
                          g_date_time_get_microsecond (now));
  bytes = gdk_texture_save_to_png_bytes (pasted->texture);
  data = g_bytes_get_data (bytes, &size);
  if (g_file_set_contents_full (path, data, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                &error))
    g_task_return_pointer (task, g_file_new_for_path (path), g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
app_chat_page_picture_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AppChatPage *self = APP_CHAT_PAGE (source);
  AppPastedPicture *pasted = g_task_get_task_data (G_TASK (result));
  g_autoptr (GListStore) files = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;

  file = g_task_propagate_pointer (G_TASK (result), &error);
  if (file == NULL)
    {
      app_chat_page_show_error (self, error->message);
      return;
    }
  files = g_list_store_new (G_TYPE_FILE);
  g_list_store_append (files, file);
  app_chat_page_offer_files (self, pasted->chat, G_LIST_MODEL (files));
}

/**
 * app_chat_page_on_paste_texture:
 * @self: the page
 * @texture: what was pasted
 *
 * Makes a file of a picture on the clipboard and offers it. It stays in the profile until it is
 * sent, or until the app is started again.
 */
void
app_chat_page_on_paste_texture (AppChatPage *self, GdkTexture *texture)
{
  AppPastedPicture *pasted;
  AppProfile *profile;
  g_autoptr (GTask) task = NULL;

  if (!app_chat_page_can_send (self))
    return;
  profile = app_session_get_profile (app_chat_page_get_session (self));
  pasted = g_new0 (AppPastedPicture, 1);
  pasted->texture = g_object_ref (texture);
  pasted->chat = g_object_ref (self->chat);
  pasted->folder = app_profile_dup_pasted_folder (profile);
  task = g_task_new (self, NULL, app_chat_page_picture_written, NULL);
  g_task_set_source_tag (task, app_chat_page_on_paste_texture);
  g_task_set_task_data (task, pasted, (GDestroyNotify) app_pasted_picture_free);
  g_task_run_in_thread (task, app_chat_page_write_picture);
}
