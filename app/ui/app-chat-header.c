/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-chat-header.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app-chat-time.h"

/**
 * AppChatHeader:
 *
 * Who a chat is with, and what they are doing: typing, online, or when they were last seen.
 */
struct _AppChatHeader
{
  GtkWidget parent_instance;

  AdwAvatar *avatar;
  GtkLabel *title;
  GtkLabel *subtitle;

  AppChat *chat;
  GSignalGroup *chat_signals;
  AppAvatars *avatars;
  AppGroup *group;
};

G_DEFINE_FINAL_TYPE (AppChatHeader, app_chat_header, GTK_TYPE_WIDGET)

/* Who is in a group, as far as that is known; else how many. */
static char *
describe_group (AppChatHeader *self)
{
  g_autofree char *names = NULL;

  if (self->group != NULL && app_group_get_ready (self->group))
    names = app_group_dup_names (self->group);
  if (names != NULL && *names != '\0')
    return g_steal_pointer (&names);
  /* translators: under the name of a group */
  return g_strdup_printf (ngettext ("%u member", "%u members",
                                    app_chat_get_member_count (self->chat)),
                          app_chat_get_member_count (self->chat));
}

static char *
describe (AppChatHeader *self, AppChat *chat)
{
  const char *typing = app_chat_get_typing (chat);
  g_autoptr (GDateTime) now = NULL;

  if (typing != NULL && *typing != '\0' && app_chat_get_is_group (chat))
    /* translators: %s is the name of somebody in a group */
    return g_strdup_printf (_ ("%s is typing…"), typing);
  if (typing != NULL)
    return g_strdup (_ ("Typing…"));
  if (app_chat_get_is_self (chat))
    return g_strdup (_ ("Only you see what you write here"));
  if (app_chat_get_is_group (chat))
    return describe_group (self);
  if (app_chat_get_online (chat))
    return g_strdup (_ ("Online"));
  now = g_date_time_new_now_local ();
  return app_chat_time_format_last_seen (app_chat_get_last_seen (chat), now);
}

static void
app_chat_header_update (AppChatHeader *self)
{
  g_autofree char *subtitle = NULL;

  if (self->chat == NULL)
    return;
  subtitle = describe (self, self->chat);
  adw_avatar_set_text (self->avatar, app_chat_get_title (self->chat));
  adw_avatar_set_show_initials (self->avatar, !app_chat_get_is_former (self->chat));
  if (self->avatars != NULL)
    app_avatars_show (self->avatars, self->avatar, app_chat_get_avatar_id (self->chat));
  adw_avatar_set_icon_name (self->avatar,
                            app_chat_get_is_group (self->chat) ? "system-users-symbolic" : NULL);
  gtk_label_set_label (self->title, app_chat_get_is_self (self->chat)
                                        ? _ ("Note to Self")
                                        : app_chat_get_title (self->chat));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), app_chat_get_is_former (self->chat)
                                                             ? NULL
                                                             : app_chat_get_user_id (self->chat));
  gtk_label_set_label (self->subtitle, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), *subtitle != '\0');
}

static void
app_chat_header_dispose (GObject *object)
{
  AppChatHeader *self = APP_CHAT_HEADER (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_object (&self->chat_signals);
  g_clear_object (&self->chat);
  g_clear_object (&self->avatars);
  g_clear_object (&self->group);
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_CHAT_HEADER);
  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (app_chat_header_parent_class)->dispose (object);
}

static void
app_chat_header_class_init (AppChatHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_chat_header_dispose;

  gtk_widget_class_set_css_name (widget_class, "chatheader");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/landline/Landline/ui/app-chat-header.ui");
  gtk_widget_class_bind_template_child (widget_class, AppChatHeader, avatar);
  gtk_widget_class_bind_template_child (widget_class, AppChatHeader, subtitle);
  gtk_widget_class_bind_template_child (widget_class, AppChatHeader, title);
}

static void
app_chat_header_init (AppChatHeader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->chat_signals = g_signal_group_new (APP_TYPE_CHAT);
  g_signal_group_connect_swapped (self->chat_signals, "notify", G_CALLBACK (app_chat_header_update),
                                  self);
}

/**
 * app_chat_header_new:
 *
 * Creates a header that shows no chat yet.
 *
 * Returns: (transfer floating): the header
 */
GtkWidget *
app_chat_header_new (void)
{
  return g_object_new (APP_TYPE_CHAT_HEADER, NULL);
}

/**
 * app_chat_header_set_avatars:
 * @self: the header
 * @avatars: (nullable): where the pictures of people are
 *
 * Without them there are initials.
 */
void
app_chat_header_set_avatars (AppChatHeader *self, AppAvatars *avatars)
{
  g_return_if_fail (APP_IS_CHAT_HEADER (self));
  g_return_if_fail (avatars == NULL || APP_IS_AVATARS (avatars));

  if (g_set_object (&self->avatars, avatars))
    app_chat_header_update (self);
}

/**
 * app_chat_header_set_chat:
 * @self: the header
 * @chat: (nullable): the chat to tell about
 *
 * Follows another chat.
 */
void
app_chat_header_set_chat (AppChatHeader *self, AppChat *chat)
{
  g_return_if_fail (APP_IS_CHAT_HEADER (self));
  g_return_if_fail (chat == NULL || APP_IS_CHAT (chat));

  if (!g_set_object (&self->chat, chat))
    return;
  g_signal_group_set_target (self->chat_signals, chat);
  app_chat_header_update (self);
}

/**
 * app_chat_header_set_group:
 * @self: the header
 * @group: (nullable): what is known of the chat, where it is a group
 *
 * To be called again when that changes.
 */
void
app_chat_header_set_group (AppChatHeader *self, AppGroup *group)
{
  g_return_if_fail (APP_IS_CHAT_HEADER (self));
  g_return_if_fail (group == NULL || APP_IS_GROUP (group));

  g_set_object (&self->group, group);
  app_chat_header_update (self);
}

/**
 * app_chat_header_get_subtitle:
 * @self: the header
 *
 * Returns: what is said under the name, possibly empty
 */
const char *
app_chat_header_get_subtitle (AppChatHeader *self)
{
  g_return_val_if_fail (APP_IS_CHAT_HEADER (self), NULL);

  return gtk_label_get_label (self->subtitle);
}
