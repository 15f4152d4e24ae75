/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-chat-page-private.h"

#include <glib/gi18n.h>

#include "app-message-verbs.h"
#include "app-session-actions.h"
#include "app-session-notes.h"
#include "landline-note.h"

/* Deleting messages. It is done when the offer to undo it is gone: until then they are dim. */

typedef struct
{
  AppSession *session;
  AppTimeline *timeline;
  char *conversation;
  GPtrArray *ids;
  GArray *keys;
  gboolean for_all;
  AdwToast *toast;
} Deletion;

static void
deletion_free (gpointer data)
{
  Deletion *deletion = data;

  g_object_unref (deletion->toast);
  g_object_unref (deletion->session);
  g_object_unref (deletion->timeline);
  g_free (deletion->conversation);
  g_ptr_array_unref (deletion->ids);
  g_array_unref (deletion->keys);
  g_free (deletion);
}

static void
deletion_set_doomed (Deletion *deletion, gboolean doomed)
{
  for (guint i = 0; i < deletion->keys->len; i++)
    app_timeline_set_doomed (deletion->timeline, g_array_index (deletion->keys, gint64, i), doomed);
}

static void
deletion_run (Deletion *deletion)
{
  for (guint i = 0; i < deletion->ids->len; i++)
    {
      const char *id = g_ptr_array_index (deletion->ids, i);

      if (deletion->for_all)
        {
          g_autoptr (LandlineAction) action = landline_action_new (NULL, deletion->conversation, id,
                                                                   LANDLINE_ACTION_DELETE, NULL,
                                                                   NULL);

          app_session_act (deletion->session, action);
        }
      else
        {
          g_autofree char *key = landline_note_make_key (LANDLINE_NOTE_HIDE, id);

          app_session_set_note (deletion->session, key, "1");
        }
    }
  deletion_set_doomed (deletion, FALSE);
}

/* Returns: (nullable): what the toast was about, unless it was undone or done */
static Deletion *
find_deletion (AppChatPage *self, AdwToast *toast, guint *index)
{
  for (guint i = 0; self->deletions != NULL && i < self->deletions->len; i++)
    {
      Deletion *deletion = g_ptr_array_index (self->deletions, i);

      if (deletion->toast == toast)
        {
          *index = i;
          return deletion;
        }
    }
  return NULL;
}

static void
app_chat_page_undo (AppChatPage *self, AdwToast *toast)
{
  guint index;
  Deletion *deletion = find_deletion (self, toast, &index);

  if (deletion == NULL)
    return;
  deletion_set_doomed (deletion, FALSE);
  g_ptr_array_remove_index (self->deletions, index);
}

static void
app_chat_page_on_toast_gone (AppChatPage *self, AdwToast *toast)
{
  guint index;
  Deletion *deletion = find_deletion (self, toast, &index);

  if (deletion == NULL)
    return;
  deletion_run (deletion);
  g_ptr_array_remove_index (self->deletions, index);
}

/**
 * app_chat_page_finish_deletions:
 * @self: the page
 *
 * Does what could still have been undone: the chat is left, or the window closes.
 */
void
app_chat_page_finish_deletions (AppChatPage *self)
{
  g_autoptr (GPtrArray) deletions = g_steal_pointer (&self->deletions);

  for (guint i = 0; deletions != NULL && i < deletions->len; i++)
    {
      Deletion *deletion = g_ptr_array_index (deletions, i);
      g_autoptr (AdwToast) toast = g_object_ref (deletion->toast);

      deletion_run (deletion);
      adw_toast_dismiss (toast);
    }
}

/**
 * app_chat_page_delete:
 * @self: the page
 * @messages: (element-type AppTimelineItem): messages of its chat
 * @for_all: whether they are deleted for everyone
 *
 * Deletes messages, unless the person takes it back while it is offered.
 */
void
app_chat_page_delete (AppChatPage *self, GPtrArray *messages, gboolean for_all)
{
  Deletion *deletion;
  g_autofree char *title = NULL;

  if (self->timeline == NULL || messages->len == 0 ||
      app_chat_get_conversation_id (self->chat) == NULL)
    return;
  deletion = g_new0 (Deletion, 1);
  deletion->session = g_object_ref (app_chat_page_get_session (self));
  deletion->timeline = g_object_ref (self->timeline);
  deletion->conversation = g_strdup (app_chat_get_conversation_id (self->chat));
  deletion->ids = g_ptr_array_new_with_free_func (g_free);
  deletion->keys = g_array_new (FALSE, FALSE, sizeof (gint64));
  deletion->for_all = for_all;
  for (guint i = 0; i < messages->len; i++)
    {
      AppTimelineItem *item = g_ptr_array_index (messages, i);
      gint64 key = app_timeline_item_get_key (item);

      g_ptr_array_add (deletion->ids,
                       g_strdup (landline_message_get_id (app_timeline_item_get_message (item))));
      g_array_append_val (deletion->keys, key);
    }
  title = g_strdup_printf (ngettext ("%u message deleted", "%u messages deleted", messages->len),
                           messages->len);
  deletion->toast = adw_toast_new (title);
  adw_toast_set_button_label (deletion->toast, _ ("_Undo"));
  g_signal_connect_object (deletion->toast, "button-clicked", G_CALLBACK (app_chat_page_undo), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (deletion->toast, "dismissed", G_CALLBACK (app_chat_page_on_toast_gone),
                           self, G_CONNECT_SWAPPED);
  if (self->deletions == NULL)
    self->deletions = g_ptr_array_new_with_free_func (deletion_free);
  g_ptr_array_add (self->deletions, deletion);
  deletion_set_doomed (deletion, TRUE);
  app_chat_page_add_toast (self, g_object_ref (deletion->toast));
}

/* Of the group whose chat it is, as far as is known */
static gboolean
is_admin (AppChatPage *self)
{
  return self->group != NULL && app_group_get_ready (self->group) &&
         app_group_get_is_member (self->group) && app_group_get_is_admin (self->group);
}

static void
app_chat_page_answered (AppChatPage *self, const char *response, AdwAlertDialog *dialog)
{
  GPtrArray *messages = g_object_get_data (G_OBJECT (dialog), "messages");

  if (g_str_equal (response, "all"))
    app_chat_page_delete (self, messages, TRUE);
  else if (g_str_equal (response, "me"))
    app_chat_page_delete (self, messages, FALSE);
}

/**
 * app_chat_page_ask_to_delete_all:
 * @self: the page
 * @messages: (element-type AppTimelineItem) (transfer full): messages of its chat
 *
 * Asks for whom they are to be deleted.
 */
void
app_chat_page_ask_to_delete_all (AppChatPage *self, GPtrArray *messages)
{
  gint64 now = app_session_get_time (app_chat_page_get_session (self));
  g_autofree char *title = g_strdup_printf (ngettext ("Delete %u Message?", "Delete %u Messages?",
                                                      messages->len),
                                            messages->len);
  AdwDialog *dialog = adw_alert_dialog_new (title, NULL);
  gboolean for_all = messages->len > 0;

  for (guint i = 0; i < messages->len; i++)
    for_all &= app_message_verbs_can_delete_for_all (g_ptr_array_index (messages, i), now,
                                                     is_admin (self));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "me",
                                  _ ("Delete for _Me"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "me",
                                            ADW_RESPONSE_DESTRUCTIVE);
  if (for_all)
    {
      adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "all", _ ("Delete for _Everyone"));
      adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "all",
                                                ADW_RESPONSE_DESTRUCTIVE);
    }
  g_object_set_data_full (G_OBJECT (dialog), "messages", messages,
                          (GDestroyNotify) g_ptr_array_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (app_chat_page_answered), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

void
app_chat_page_ask_to_delete (AppChatPage *self, AppTimelineItem *item)
{
  GPtrArray *messages;

  if (app_timeline_item_get_tick (item) == APP_TICK_FAILED ||
      app_timeline_item_get_tick (item) == APP_TICK_WAITING ||
      app_timeline_item_get_message (item) == NULL)
    return;
  messages = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (messages, g_object_ref (item));
  app_chat_page_ask_to_delete_all (self, messages);
}
