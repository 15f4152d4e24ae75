/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-chat-page-private.h"

#include <glib/gi18n.h>

#include "app-contact-dialog.h"
#include "app-map-dialog.h"
#include "app-place-dialog.h"
#include "app-vcard.h"

/* Places and people: how they are sent, and what the rows that show them ask for (see
 * rows/README.md). */

typedef struct
{
  AppChatPage *page;
  AppChat *chat;
} CardTarget;

static CardTarget *
card_target_new (AppChatPage *page, AppChat *chat)
{
  CardTarget *target = g_new0 (CardTarget, 1);

  target->page = page; /* the handler goes with the page */
  target->chat = g_object_ref (chat);
  return target;
}

static void
card_target_free (gpointer data, GClosure *closure)
{
  CardTarget *target = data;

  g_object_unref (target->chat);
  g_free (target);
}

static void
app_chat_page_card_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppChatPage) self = APP_CHAT_PAGE (user_data);
  g_autoptr (GError) error = NULL;

  if (app_session_send_finish (APP_SESSION (source), result, &error) == 0 &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    app_chat_page_show_error (self, error->message);
}

/* To the chat that the dialog was opened in, which need not be the one that is shown by now. */
static void
app_chat_page_on_card_send (GtkWidget *dialog, LandlineContent *content, CardTarget *target)
{
  AppChatPage *self = target->page;
  AppSession *session = app_chat_page_get_session (self);

  if (session == NULL)
    return;
  app_session_send_content_async (session, app_chat_get_key (target->chat), content, NULL, NULL,
                                  app_chat_page_card_sent, g_object_ref (self));
  if (target->chat == self->chat)
    app_message_view_scroll_to_end (self->view);
}

static void
app_chat_page_present_card_dialog (AppChatPage *self, AppChat *chat, AdwDialog *dialog)
{
  /* The dialog lies over the page and goes before it. */
  g_signal_connect_data (dialog, "send", G_CALLBACK (app_chat_page_on_card_send),
                         card_target_new (self, chat), card_target_free, G_CONNECT_DEFAULT);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
app_chat_page_send_location_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppChatPage *self = APP_CHAT_PAGE (widget);

  if (self->chat != NULL)
    app_chat_page_present_card_dialog (self, self->chat, ADW_DIALOG (app_place_dialog_new ()));
}

static void
app_chat_page_send_contact_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppChatPage *self = APP_CHAT_PAGE (widget);
  AppSession *session = app_chat_page_get_session (self);

  if (self->chat != NULL && session != NULL)
    app_chat_page_present_card_dialog (self, self->chat,
                                       ADW_DIALOG (app_contact_dialog_new (session)));
}

/* A vCard may be meant as a file or as a person. */
typedef struct
{
  AppChatPage *page;
  AppChat *chat;
  GListModel *files;
} CardOffer;

static void
card_offer_free (CardOffer *offer)
{
  g_object_unref (offer->page);
  g_object_unref (offer->chat);
  g_object_unref (offer->files);
  g_free (offer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CardOffer, card_offer_free)

static void
app_chat_page_card_offered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (CardOffer) offer = user_data;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);
  AppSession *session = app_chat_page_get_session (offer->page);
  g_autoptr (GFile) file = NULL;
  AppContactDialog *dialog;

  if (session == NULL || g_str_equal (response, "cancel"))
    return;
  if (g_str_equal (response, "file"))
    {
      app_chat_page_show_sheet (offer->page, offer->chat, offer->files);
      return;
    }
  file = g_list_model_get_item (offer->files, 0);
  dialog = app_contact_dialog_new (session);
  app_contact_dialog_load_file (dialog, file);
  app_chat_page_present_card_dialog (offer->page, offer->chat, ADW_DIALOG (dialog));
}

static gboolean
is_card (GListModel *files)
{
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *lower = name != NULL ? g_ascii_strdown (name, -1) : NULL;

  return g_list_model_get_n_items (files) == 1 && lower != NULL &&
         (g_str_has_suffix (lower, ".vcf") || g_str_has_suffix (lower, ".vcard"));
}

/**
 * app_chat_page_offer_card:
 * @self: the page
 * @chat: the chat to send to
 * @files: a list of #GFile, not empty
 *
 * Asks whether a vCard shall be sent as a contact or as the file that it is.
 *
 * Returns: whether it is a vCard, alone; nothing has been done otherwise
 */
gboolean
app_chat_page_offer_card (AppChatPage *self, AppChat *chat, GListModel *files)
{
  AdwAlertDialog *dialog;
  CardOffer *offer;

  if (!is_card (files))
    return FALSE;
  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_ ("Send as a Contact?"), NULL));
  adw_alert_dialog_set_body (dialog, _ ("This file is a vCard. As a contact it can be written to "
                                        "with one click."));
  adw_alert_dialog_add_response (dialog, "cancel", _ ("_Cancel"));
  adw_alert_dialog_add_response (dialog, "file", _ ("Send as _File"));
  adw_alert_dialog_add_response (dialog, "contact", _ ("Send as _Contact"));
  adw_alert_dialog_set_response_appearance (dialog, "contact", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "contact");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  offer = g_new0 (CardOffer, 1);
  offer->page = g_object_ref (self);
  offer->chat = g_object_ref (chat);
  offer->files = g_object_ref (files);
  adw_alert_dialog_choose (dialog, GTK_WIDGET (self), NULL, app_chat_page_card_offered, offer);
  return TRUE;
}

static LandlineContent *
get_content (AppTimelineItem *item, LandlineContentType type)
{
  LandlineMessage *message = app_timeline_item_get_message (item);
  LandlineContent *content = message != NULL ? landline_message_get_content (message) : NULL;

  return content != NULL && landline_content_get_content_type (content) == type ? content : NULL;
}

static AppPlace *
make_place (AppTimelineItem *item)
{
  LandlineContent *content = get_content (item, LANDLINE_CONTENT_LOCATION);
  double latitude = 0, longitude = 0;

  if (content == NULL || !landline_content_get_location (content, &latitude, &longitude))
    return NULL;
  return app_place_new (latitude, longitude, landline_content_get_name (content));
}

static GtkWindow *
get_window (AppChatPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static void
app_chat_page_place_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppChatPage) self = APP_CHAT_PAGE (user_data);
  g_autoptr (GError) error = NULL;

  if (gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error) ||
      g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED) ||
      g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED))
    return;
  app_chat_page_show_error (self,
                            _ ("No application for maps opened this place. Its coordinates can "
                               "be copied instead."));
}

static void
app_chat_page_open_place (AppChatPage *self, AppTimelineItem *item)
{
  g_autoptr (AppPlace) place = make_place (item);
  g_autoptr (GtkUriLauncher) launcher = NULL;
  g_autofree char *uri = NULL;

  if (place == NULL)
    return;
  uri = app_place_dup_uri (place->latitude, place->longitude, place->name);
  launcher = gtk_uri_launcher_new (uri);
  gtk_uri_launcher_launch (launcher, get_window (self), NULL, app_chat_page_place_opened,
                           g_object_ref (self));
}

static void
app_chat_page_show_map (AppChatPage *self, AppTimelineItem *item)
{
  g_autoptr (AppPlace) place = make_place (item);

  if (place != NULL && self->settings != NULL)
    adw_dialog_present (ADW_DIALOG (app_map_dialog_new (self->settings, place)), GTK_WIDGET (self));
}

static void
app_chat_page_copy_place (AppChatPage *self, AppTimelineItem *item)
{
  g_autoptr (AppPlace) place = make_place (item);
  char latitude[G_ASCII_DTOSTR_BUF_SIZE], longitude[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *text = NULL;

  if (place == NULL)
    return;
  text = g_strdup_printf ("%s, %s",
                          g_ascii_formatd (latitude, sizeof latitude, "%.6f", place->latitude),
                          g_ascii_formatd (longitude, sizeof longitude, "%.6f", place->longitude));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  app_chat_page_add_toast (self, adw_toast_new (_ ("Coordinates copied")));
}

/* Whose numbers they are is for the window to find out. */
static void
app_chat_page_message_contact (AppChatPage *self, AppTimelineItem *item)
{
  LandlineContent *content = get_content (item, LANDLINE_CONTENT_CONTACT);

  if (content != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.message-number", "^as",
                                landline_content_get_phones (content));
}

static void
app_chat_page_copy_contact (AppChatPage *self, AppTimelineItem *item)
{
  LandlineContent *content = get_content (item, LANDLINE_CONTENT_CONTACT);
  g_autofree char *text = NULL;

  if (content == NULL)
    return;
  text = g_strjoinv ("\n", (char **) landline_content_get_phones (content));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  app_chat_page_add_toast (self, adw_toast_new (_ ("Number copied")));
}

static void
app_chat_page_contact_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppChatPage) self = APP_CHAT_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      app_chat_page_add_toast (self, adw_toast_new (_ ("Contact saved")));
      return;
    }
  /* translators: %s is a reason, as a sentence */
  sentence = g_strdup_printf (_ ("The contact could not be saved: %s"), error->message);
  app_chat_page_show_error (self, sentence);
}

/**
 * app_chat_page_write_contact:
 * @self: the page
 * @contact: a contact
 * @file: where to
 *
 * Writes a contact as a vCard, and says when that is done or why it failed.
 */
void
app_chat_page_write_contact (AppChatPage *self, LandlineContent *contact, GFile *file)
{
  g_autofree char *card = app_vcard_write (contact);
  g_autoptr (GBytes) bytes = g_bytes_new (card, strlen (card));

  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                       app_chat_page_contact_written, g_object_ref (self));
}

static void
app_chat_page_contact_place_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) call = G_TASK (user_data);
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL)
    app_chat_page_write_contact (APP_CHAT_PAGE (g_task_get_source_object (call)),
                                 g_task_get_task_data (call), file);
}

static void
app_chat_page_save_contact (AppChatPage *self, AppTimelineItem *item)
{
  LandlineContent *content = get_content (item, LANDLINE_CONTENT_CONTACT);
  g_autoptr (GtkFileDialog) dialog = NULL;
  g_autofree char *name = NULL;
  GTask *call;

  if (content == NULL)
    return;
  dialog = gtk_file_dialog_new ();
  name = g_strconcat (landline_content_get_name (content), ".vcf", NULL);
  gtk_file_dialog_set_title (dialog, _ ("Save Contact"));
  gtk_file_dialog_set_initial_name (dialog, g_strdelimit (name, "/\\", '_'));
  call = g_task_new (self, NULL, NULL, NULL);
  g_task_set_task_data (call, g_object_ref (content), g_object_unref);
  gtk_file_dialog_save (dialog, get_window (self), NULL, app_chat_page_contact_place_chosen, call);
}

static const struct
{
  const char *name;
  AppChatPageItemFunc func;
} card_actions[] = {
  { "place.open", app_chat_page_open_place },
  { "place.show-map", app_chat_page_show_map },
  { "place.copy", app_chat_page_copy_place },
  { "contact.message", app_chat_page_message_contact },
  { "contact.save", app_chat_page_save_contact },
  { "contact.copy", app_chat_page_copy_contact },
};

static void
app_chat_page_card_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  for (guint i = 0; i < G_N_ELEMENTS (card_actions); i++)
    if (g_str_equal (name, card_actions[i].name))
      app_chat_page_with_item (widget, parameter, card_actions[i].func);
}

/**
 * app_chat_page_class_install_card_actions:
 * @widget_class: the class of the page
 *
 * Installs what can be done with places and people.
 */
void
app_chat_page_class_install_card_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (card_actions); i++)
    gtk_widget_class_install_action (widget_class, card_actions[i].name, "s",
                                     app_chat_page_card_action);
  gtk_widget_class_install_action (widget_class, "chat.send-location", NULL,
                                   app_chat_page_send_location_action);
  gtk_widget_class_install_action (widget_class, "chat.send-contact", NULL,
                                   app_chat_page_send_contact_action);
}

/**
 * app_chat_page_update_card_actions:
 * @self: the page
 *
 * Works out which of them make sense: a map needs settings, which say whether it may be shown.
 */
void
app_chat_page_update_card_actions (AppChatPage *self)
{
  gboolean has_chat = self->chat != NULL;

  for (guint i = 0; i < G_N_ELEMENTS (card_actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), card_actions[i].name, has_chat);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "place.show-map",
                                 has_chat && self->settings != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chat.send-location",
                                 app_chat_page_can_send (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "chat.send-contact",
                                 app_chat_page_can_send (self));
}

/**
 * app_chat_page_set_settings:
 * @self: the page
 * @settings: (nullable): the settings of the profile
 *
 * Sets where it is written whether maps may be shown.
 */
void
app_chat_page_set_settings (AppChatPage *self, GSettings *settings)
{
  g_return_if_fail (APP_IS_CHAT_PAGE (self));
  g_return_if_fail (settings == NULL || G_IS_SETTINGS (settings));

  if (!g_set_object (&self->settings, settings))
    return;
  g_clear_object (&self->maps);
  if (settings != NULL)
    self->maps = app_map_pictures_new (settings);
  app_chat_page_update_card_actions (self);
}
