/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-chat-page-private.h"

#include <glib/gi18n.h>

#include "app-forward-dialog.h"
#include "app-mentions.h"
#include "app-message-info.h"
#include "app-message-verbs.h"
#include "app-quote.h"
#include "app-session-actions.h"
#include "app-session-notes.h"
#include "landline-note.h"

/* What is done with messages: answered, changed, reacted to, starred, pinned. What rows ask for is
 * in rows/README.md; deleting is in app-chat-page-delete.c. */

/* So far up "Up" looks for the last message of one's own. */
#define LAST_OWN_ROWS 50

/**
 * app_chat_page_act:
 * @self: the page
 * @message: the id of a message of its chat
 * @kind: what is done to it
 * @value: (nullable): an emoji or a text
 *
 * Does something to a message.
 */
void
app_chat_page_act (AppChatPage *self,
                   const char *message,
                   LandlineActionKind kind,
                   const char *value)
{
  const char *conversation = self->chat != NULL ? app_chat_get_conversation_id (self->chat) : NULL;
  g_autoptr (LandlineAction) action = NULL;

  if (conversation == NULL)
    return;
  action = landline_action_new (NULL, conversation, message, kind, value, NULL);
  app_session_act (app_chat_page_get_session (self), action);
}

/* Names stand in a text that is changed as they do in a new one. */
static void
app_chat_page_change_text (AppChatPage *self, const char *message, const char *text)
{
  g_auto (GStrv) mentions = NULL;
  g_autofree char *encoded = NULL;
  g_autoptr (LandlineAction) action = NULL;

  if (self->group == NULL)
    {
      app_chat_page_act (self, message, LANDLINE_ACTION_EDIT, text);
      return;
    }
  encoded = app_mentions_encode (text, app_group_list_members (self->group), &mentions);
  action = landline_action_new (NULL, app_chat_get_conversation_id (self->chat), message,
                                LANDLINE_ACTION_EDIT, encoded, (const char *const *) mentions);
  app_session_act (app_chat_page_get_session (self), action);
}

/**
 * app_chat_page_leave_message:
 * @self: the page
 *
 * What is written is no answer to a message, and no change of one.
 */
void
app_chat_page_leave_message (AppChatPage *self)
{
  if (self->edited != NULL)
    app_composer_set_text (self->composer, self->before_edit);
  g_clear_object (&self->answered);
  g_clear_object (&self->edited);
  g_clear_pointer (&self->before_edit, g_free);
  app_compose_bar_hide (self->compose_bar);
}

static void
app_chat_page_reply (AppChatPage *self, AppTimelineItem *item)
{
  LandlineMessage *message = app_timeline_item_get_message (item);
  const char *name = app_timeline_item_get_sender_name (item);
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  if (message == NULL || !app_message_verbs_can_act (item))
    return;
  app_chat_page_leave_message (self);
  self->answered = g_object_ref (message);
  title = app_timeline_item_get_outgoing (item) || name == NULL
              ? g_strdup (_ ("Reply to Yourself"))
              /* translators: above the entry; %s is a person */
              : g_strdup_printf (_ ("Reply to %s"), name);
  text = app_quote_describe (message);
  app_compose_bar_show (self->compose_bar, "mail-reply-sender-symbolic", title, text);
  app_chat_page_focus_composer (self);
}

static void
app_chat_page_edit (AppChatPage *self, AppTimelineItem *item)
{
  LandlineMessage *message = app_timeline_item_get_message (item);
  g_autofree char *text = NULL;
  const char *written;

  if (message == NULL ||
      !app_message_verbs_can_edit (item, app_session_get_time (app_chat_page_get_session (self))))
    return;
  app_chat_page_leave_message (self);
  self->before_edit = app_composer_dup_text (self->composer);
  self->edited = g_object_ref (message);
  text = app_quote_describe (message);
  written = landline_content_get_text (landline_message_get_content (message));
  app_compose_bar_show (self->compose_bar, "document-edit-symbolic", _ ("Edit Message"), text);
  app_composer_set_text (self->composer, written);
  app_chat_page_focus_composer (self);
}

static gboolean
app_chat_page_try_edit (AppChatPage *self, guint position)
{
  g_autoptr (AppTimelineItem) item = g_list_model_get_item (G_LIST_MODEL (self->timeline),
                                                            position);

  if (!app_message_verbs_can_edit (item, app_session_get_time (app_chat_page_get_session (self))))
    return FALSE;
  app_chat_page_edit (self, item);
  return TRUE;
}

static void
app_chat_page_edit_last (AppChatPage *self)
{
  guint n = self->timeline != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->timeline)) : 0;

  for (guint i = n; i > 0 && n - i < LAST_OWN_ROWS; i--)
    if (app_chat_page_try_edit (self, i - 1))
      return;
}

/**
 * app_chat_page_finish_edit:
 * @self: the page
 * @text: what was written
 *
 * Returns: whether it was a message that is changed, and is now
 */
gboolean
app_chat_page_finish_edit (AppChatPage *self, const char *text)
{
  g_autoptr (LandlineMessage) message = g_steal_pointer (&self->edited);
  g_autofree char *before = g_steal_pointer (&self->before_edit);
  const char *written;

  if (message == NULL)
    return FALSE;
  written = landline_content_get_text (landline_message_get_content (message));
  if (g_strcmp0 (written, text) != 0)
    app_chat_page_change_text (self, landline_message_get_id (message), text);
  app_compose_bar_hide (self->compose_bar);
  app_composer_set_text (self->composer, before);
  return TRUE;
}

static void
app_chat_page_star (AppChatPage *self, AppTimelineItem *item)
{
  g_autofree char *key = landline_note_make_key (LANDLINE_NOTE_STAR,
                                                 landline_message_get_id (
                                                     app_timeline_item_get_message (item)));

  app_session_set_note (app_chat_page_get_session (self), key,
                        app_timeline_item_get_starred (item) ? "" : "1");
}

static void
app_chat_page_pin (AppChatPage *self, AppTimelineItem *item)
{
  const LandlineMessageState *state = app_timeline_item_get_state (item);

  if (app_message_verbs_can_act (item))
    app_chat_page_act (self, landline_message_get_id (app_timeline_item_get_message (item)),
                       state->is_pinned ? LANDLINE_ACTION_UNPIN : LANDLINE_ACTION_PIN, NULL);
}

static void
app_chat_page_on_emoji (GtkEmojiChooser *chooser, const char *emoji, AppChatPage *self)
{
  const char *message = g_object_get_data (G_OBJECT (chooser), "message");

  app_chat_page_act (self, message, LANDLINE_ACTION_REACT, emoji);
}

static void
app_chat_page_unparent_chooser (gpointer user_data)
{
  g_autoptr (GtkWidget) chooser = user_data;

  if (gtk_widget_get_parent (chooser) != NULL)
    gtk_widget_unparent (chooser);
}

static void
app_chat_page_on_chooser_closed (GtkWidget *chooser)
{
  g_idle_add_once (app_chat_page_unparent_chooser, g_object_ref (chooser));
}

static void
app_chat_page_choose_reaction (AppChatPage *self, AppTimelineItem *item)
{
  GtkWidget *row, *chooser;
  guint position;

  if (self->timeline == NULL || !app_message_verbs_can_act (item) ||
      !app_timeline_find_key (self->timeline, app_timeline_item_get_key (item), &position))
    return;
  row = app_message_view_get_row (self->view, position);
  chooser = gtk_emoji_chooser_new ();
  gtk_widget_set_parent (chooser, row != NULL ? row : GTK_WIDGET (self->view));
  g_object_set_data_full (G_OBJECT (chooser), "message",
                          g_strdup (landline_message_get_id (app_timeline_item_get_message (item))),
                          g_free);
  g_signal_connect_object (chooser, "emoji-picked", G_CALLBACK (app_chat_page_on_emoji), self,
                           G_CONNECT_DEFAULT);
  g_signal_connect (chooser, "closed", G_CALLBACK (app_chat_page_on_chooser_closed), NULL);
  gtk_popover_popup (GTK_POPOVER (chooser));
}

/* Who reacted, and how */
static void
app_chat_page_show_reactions (AppChatPage *self, AppTimelineItem *item)
{
  const LandlineMessageState *state = app_timeline_item_get_state (item);
  const char *const *names = app_timeline_item_get_reactors (item);
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Reactions"), NULL);
  GtkWidget *list = gtk_list_box_new ();

  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  for (guint i = 0; state != NULL && names != NULL && i < state->n_reactions; i++)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), names[i]);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_label_new (state->reactions[i].emoji));
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), list);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
app_chat_page_react_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *message, *emoji;

  g_variant_get (parameter, "(&s&s)", &message, &emoji);
  app_chat_page_act (APP_CHAT_PAGE (widget), message, LANDLINE_ACTION_REACT, emoji);
}

static void
app_chat_page_on_forwarded (AppChatPage *self, guint n_chats)
{
  g_autofree char *sentence = g_strdup_printf (ngettext ("Forwarded to %u chat",
                                                         "Forwarded to %u chats", n_chats),
                                               n_chats);

  app_chat_page_add_toast (self, adw_toast_new (sentence));
}

/**
 * app_chat_page_forward_all:
 * @self: the page
 * @contents: (element-type LandlineContent): what messages of its chat say, in order
 *
 * Asks to whom it is forwarded.
 */
void
app_chat_page_forward_all (AppChatPage *self, GPtrArray *contents)
{
  AppForwardDialog *dialog = app_forward_dialog_new (app_chat_page_get_session (self), contents);

  g_signal_connect_object (dialog, "sent", G_CALLBACK (app_chat_page_on_forwarded), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
app_chat_page_forward (AppChatPage *self, AppTimelineItem *item)
{
  g_autoptr (GPtrArray) contents = g_ptr_array_new_with_free_func (g_object_unref);

  if (!app_message_verbs_can_act (item))
    return;
  g_ptr_array_add (contents, g_object_ref (landline_message_get_content (
                                 app_timeline_item_get_message (item))));
  app_chat_page_forward_all (self, contents);
}

static void
app_chat_page_show_info (AppChatPage *self, AppTimelineItem *item)
{
  g_autoptr (GListModel) members = NULL;

  if (self->chat == NULL || !app_message_verbs_can_act (item))
    return;
  if (self->group != NULL)
    g_set_object (&members, app_group_list_members (self->group));
  adw_dialog_present (ADW_DIALOG (app_message_info_new (app_chat_page_get_session (self),
                                                        self->chat, item, members)),
                      GTK_WIDGET (self));
}

static const struct
{
  const char *name;
  AppChatPageItemFunc func;
} verbs[] = {
  { "message.reply", app_chat_page_reply },
  { "message.edit", app_chat_page_edit },
  { "message.forward", app_chat_page_forward },
  { "message.star", app_chat_page_star },
  { "message.pin", app_chat_page_pin },
  { "message.choose-reaction", app_chat_page_choose_reaction },
  { "message.reactions", app_chat_page_show_reactions },
  { "message.info", app_chat_page_show_info },
  { "message.delete", app_chat_page_ask_to_delete },
  { "message.select", app_chat_page_toggle_selected },
};

static void
app_chat_page_verb_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (name, verbs[i].name))
      app_chat_page_with_item (widget, parameter, verbs[i].func);
}

static void
app_chat_page_edit_last_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  app_chat_page_edit_last (APP_CHAT_PAGE (widget));
}

static void
app_chat_page_leave_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  app_chat_page_leave_message (APP_CHAT_PAGE (widget));
  app_chat_page_clear_selection (APP_CHAT_PAGE (widget));
  app_chat_page_focus_composer (APP_CHAT_PAGE (widget));
}

/**
 * app_chat_page_class_install_verbs:
 * @widget_class: the class of the page
 *
 * Installs what can be done with messages.
 */
void
app_chat_page_class_install_verbs (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    gtk_widget_class_install_action (widget_class, verbs[i].name, "s", app_chat_page_verb_action);
  gtk_widget_class_install_action (widget_class, "message.react", "(ss)",
                                   app_chat_page_react_action);
  gtk_widget_class_install_action (widget_class, "chat.edit-last", NULL,
                                   app_chat_page_edit_last_action);
  gtk_widget_class_install_action (widget_class, "chat.leave-message", NULL,
                                   app_chat_page_leave_action);
}
