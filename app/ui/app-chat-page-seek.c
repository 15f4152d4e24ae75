/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-chat-page-private.h"

#include <glib/gi18n.h>

/* Showing a message that may not be on this device: what is older is fetched from the server until
 * it is there, or it turns out that it is not there either. What comes keeps the messages without a
 * gap, so that there is no other way than all of them. */

/* Also where the chat is closed */
void
app_chat_page_stop_seeking (AppChatPage *self)
{
  g_autoptr (AdwToast) toast = g_steal_pointer (&self->seek_toast);

  self->wanted_seq = 0;
  self->seeking = FALSE;
  if (toast != NULL)
    adw_toast_dismiss (toast);
}

static void
app_chat_page_fail_to_seek (AppChatPage *self, const char *sentence)
{
  app_chat_page_stop_seeking (self);
  app_chat_page_show_error (self, sentence);
}

static void
app_chat_page_on_seek_dismissed (AppChatPage *self, AdwToast *toast)
{
  if (self->seek_toast != toast)
    return;
  g_clear_object (&self->seek_toast);
  app_chat_page_stop_seeking (self);
}

/* It takes as long as there are messages between, so that it can be stopped. */
static void
app_chat_page_say_that_it_seeks (AppChatPage *self)
{
  if (self->seek_toast != NULL)
    return;
  self->seek_toast = adw_toast_new (_ ("Looking for the message…"));
  adw_toast_set_timeout (self->seek_toast, 0);
  adw_toast_set_button_label (self->seek_toast, _ ("_Stop"));
  g_signal_connect_object (self->seek_toast, "dismissed",
                           G_CALLBACK (app_chat_page_on_seek_dismissed), self, G_CONNECT_SWAPPED);
  app_chat_page_add_toast (self, g_object_ref (self->seek_toast));
}

static void
app_chat_page_sought (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppChatPage) self = APP_CHAT_PAGE (user_data);
  g_autoptr (GError) error = NULL;
  gboolean found = app_timeline_load_older_finish (APP_TIMELINE (source), result, &error);

  if (self->timeline != APP_TIMELINE (source) || !self->seeking)
    return;
  self->seeking = FALSE;
  if (error != NULL)
    app_chat_page_fail_to_seek (self, error->message);
  else if (found)
    app_chat_page_seek (self);
  else
    app_chat_page_fail_to_seek (self, _ ("The message is not on the server any more."));
}

/* Whatever has changed: shows the wanted message, or goes on looking for it. */
void
app_chat_page_seek (AppChatPage *self)
{
  AppTimeline *timeline = self->timeline;
  guint position;

  if (self->wanted_seq == 0 || self->seeking || timeline == NULL ||
      !app_timeline_get_ready (timeline) ||
      app_message_view_get_model (self->view) != G_LIST_MODEL (timeline))
    return;
  if (app_timeline_find_seq (timeline, self->wanted_seq, &position))
    {
      app_chat_page_stop_seeking (self);
      app_message_view_scroll_to (self->view, position, 0.4, TRUE);
    }
  else if (position > 0 ||
           (app_timeline_get_whole (timeline) && !app_timeline_get_has_older (timeline)))
    app_chat_page_fail_to_seek (self, _ ("The message is not on the server any more."));
  else if (!app_timeline_get_whole (timeline))
    return; /* comes back when it is */
  else if (app_timeline_get_loading_older (timeline))
    app_chat_page_say_that_it_seeks (self); /* the same */
  else if (app_session_get_state (app_chat_page_get_session (self)) != APP_SESSION_ONLINE)
    app_chat_page_fail_to_seek (self, _ ("The message is not on this device, and the server cannot "
                                         "be reached."));
  else
    {
      app_chat_page_say_that_it_seeks (self);
      self->seeking = TRUE;
      app_timeline_load_older_async (timeline, self->cancellable, app_chat_page_sought,
                                     g_object_ref (self));
    }
}

/* Of a chat that is opened */
void
app_chat_page_watch_for_seeking (AppChatPage *self)
{
  g_signal_connect_object (self->timeline, "notify::has-older", G_CALLBACK (app_chat_page_seek),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->timeline, "notify::loading-older", G_CALLBACK (app_chat_page_seek),
                           self, G_CONNECT_SWAPPED);
}

/**
 * app_chat_page_show_seq:
 * @self: the page
 * @seq: the seq of a message of the chat that is shown
 *
 * Scrolls to a message, fetching it from the server where it is not on this device.
 */
void
app_chat_page_show_seq (AppChatPage *self, gint64 seq)
{
  g_return_if_fail (APP_IS_CHAT_PAGE (self));
  g_return_if_fail (seq > 0);

  app_chat_page_stop_seeking (self);
  self->wanted_key = 0;
  self->wanted_seq = seq;
  app_chat_page_seek (self);
}
