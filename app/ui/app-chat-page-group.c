/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-chat-page-private.h"

#include <glib/gi18n.h>

/* What a group is in the page: who may write in it, and who is named under its title. */

/* Returns: (nullable): why the person cannot write here, a sentence */
static const char *
explain_closed (AppChatPage *self)
{
  if (self->chat != NULL && app_chat_get_is_former (self->chat))
    return _ ("This person is no longer on the server. What was said before stays here.");
  if (self->group == NULL || app_group_get_can_send (self->group))
    return NULL;
  if (!app_group_get_is_member (self->group))
    return _ ("You are no longer in this group. What was said before stays here.");
  return _ ("Only admins can send messages to this group.");
}

/**
 * app_chat_page_can_send:
 * @self: the page
 *
 * Returns: whether there is a chat that the person may write in
 */
gboolean
app_chat_page_can_send (AppChatPage *self)
{
  return self->chat != NULL && explain_closed (self) == NULL;
}

static void
app_chat_page_update_group (AppChatPage *self)
{
  const char *closed = explain_closed (self);
  gboolean had_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->composer)) != NULL;

  gtk_label_set_label (self->closed, closed != NULL ? closed : "");
  gtk_widget_set_visible (GTK_WIDGET (self->closed), closed != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->composer), closed == NULL);
  if (had_focus && closed != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
  app_chat_header_set_group (self->header, self->group);
  app_mention_popover_set_members (self->mentions, self->group != NULL
                                                       ? app_group_list_members (self->group)
                                                       : NULL);
  app_chat_page_update_actions (self);
}

/**
 * app_chat_page_open_group:
 * @self: the page
 * @chat: (nullable): the chat that is shown from now on
 *
 * Follows what a group is, where the chat is one.
 */
void
app_chat_page_open_group (AppChatPage *self, AppChat *chat)
{
  if (self->group != NULL)
    g_signal_handlers_disconnect_by_data (self->group, self);
  g_clear_object (&self->group);
  if (chat != NULL && app_chat_get_is_group (chat))
    {
      self->group = app_group_new (app_chat_page_get_session (self), chat);
      g_signal_connect_object (self->group, "changed", G_CALLBACK (app_chat_page_update_group),
                               self, G_CONNECT_SWAPPED);
    }
  else if (chat != NULL)
    {
      /* The other may be deleted. */
      g_signal_connect_object (chat, "notify::user-id", G_CALLBACK (app_chat_page_update_group),
                               self, G_CONNECT_SWAPPED);
    }
  app_chat_page_update_group (self);
}
