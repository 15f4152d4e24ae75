/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-chat-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app-chat-time.h"
#include "app-tick-icon.h"

/**
 * AppChatRow:
 *
 * A chat in the list of chats: who, when, the last message with its tick, and how many are unread.
 *
 * It follows its chat by itself. That a day has passed it does not notice: see
 * [method@AppChatRow.update].
 */
struct _AppChatRow
{
  GtkWidget parent_instance;

  AdwAvatar *avatar;
  GtkBox *online_dot;
  GtkLabel *title;
  GtkLabel *time;
  GtkImage *muted;
  GtkImage *pinned;
  GtkWidget *menu; /* while it is open */
  AppTickIcon *tick;
  GtkLabel *preview;
  GtkLabel *mentioned;
  GtkLabel *unread;

  AppChat *chat;
  GSignalGroup *chat_signals;
  AppAvatars *avatars;
  char *summary;
};

enum
{
  PROP_0,
  PROP_CHAT,
  PROP_SUMMARY,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AppChatRow, app_chat_row, GTK_TYPE_WIDGET)

static void
app_chat_row_update_tick (AppChatRow *self, gboolean show)
{
  AppTick tick = show ? app_chat_get_last_tick (self->chat) : APP_TICK_NONE;

  app_tick_icon_set_tick (self->tick, tick);
  gtk_widget_set_visible (GTK_WIDGET (self->tick), tick != APP_TICK_NONE);
}

static void
set_class (gpointer widget, const char *css_class, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

/* The second line: who is typing, else an unfinished draft, else the last message. */
static void
app_chat_row_update_preview (AppChatRow *self)
{
  const char *typing = app_chat_get_typing (self->chat);
  const char *draft = app_chat_get_draft (self->chat);
  g_autofree char *text = NULL;
  gboolean is_draft = FALSE;

  if (typing != NULL && *typing != '\0' && app_chat_get_is_group (self->chat))
    /* translators: %s is the name of somebody in a group */
    text = g_strdup_printf (_ ("%s is typing…"), typing);
  else if (typing != NULL)
    text = g_strdup (_ ("Typing…"));
  else if (draft != NULL && *draft != '\0')
    {
      /* translators: in the list of chats; %s is a message that was begun and not sent */
      text = g_strdup_printf (_ ("Draft: %s"), draft);
      is_draft = TRUE;
    }
  else
    text = g_strdup (app_chat_get_preview (self->chat));
  gtk_label_set_label (self->preview, text != NULL ? text : "");
  set_class (self->preview, "typing", typing != NULL);
  set_class (self->preview, "draft", is_draft);
  set_class (self->preview, "dimmed", typing == NULL && !is_draft);
  app_chat_row_update_tick (self, typing == NULL && !is_draft);
}

static void
app_chat_row_update_unread (AppChatRow *self)
{
  guint unread = app_chat_get_unread (self->chat);
  g_autofree char *number = NULL;
  g_autofree char *name = NULL;

  gboolean marked = unread == 0 && app_chat_get_marked_unread (self->chat);

  gtk_widget_set_visible (GTK_WIDGET (self->unread), unread > 0 || marked);
  gtk_widget_set_visible (GTK_WIDGET (self->mentioned), app_chat_get_mentioned (self->chat));
  set_class (self, "has-unread", unread > 0 || marked);
  set_class (self->unread, "muted", app_chat_get_muted (self->chat));
  if (marked)
    {
      gtk_label_set_label (self->unread, "");
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->unread), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ ("Marked as unread"), -1);
    }
  if (unread == 0)
    return;
  number = unread > 999 ? g_strdup ("999+") : g_strdup_printf ("%u", unread);
  gtk_label_set_label (self->unread, number);
  /* translators: the accessible name of the number beside a chat */
  name = g_strdup_printf (ngettext ("%u unread message", "%u unread messages", unread), unread);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->unread), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

/* One sentence for the screen reader, in the order in which it matters. */
static void
app_chat_row_update_summary (AppChatRow *self)
{
  guint unread = app_chat_get_unread (self->chat);
  g_autoptr (GString) summary = g_string_new (gtk_label_get_label (self->title));

  if (unread > 0)
    g_string_append_printf (summary,
                            ngettext (", %u unread message", ", %u unread messages", unread),
                            unread);
  else if (app_chat_get_marked_unread (self->chat))
    g_string_append_printf (summary, ", %s", _ ("Marked as unread"));
  if (app_chat_get_mentioned (self->chat))
    g_string_append_printf (summary, ", %s", _ ("You were mentioned"));
  if (*gtk_label_get_label (self->preview) != '\0')
    g_string_append_printf (summary, ", %s", gtk_label_get_label (self->preview));
  if (*gtk_label_get_label (self->time) != '\0')
    g_string_append_printf (summary, ", %s", gtk_label_get_label (self->time));
  if (gtk_widget_get_visible (GTK_WIDGET (self->tick)))
    g_string_append_printf (summary, ", %s",
                            app_tick_icon_describe (app_chat_get_last_tick (self->chat)));
  if (app_chat_get_pinned (self->chat) != 0)
    g_string_append_printf (summary, ", %s", _ ("pinned"));
  if (app_chat_get_muted (self->chat))
    g_string_append_printf (summary, ", %s", _ ("muted"));
  if (g_set_str (&self->summary, summary->str))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
}

static void
app_chat_row_dispose (GObject *object)
{
  AppChatRow *self = APP_CHAT_ROW (object);
  GtkWidget *child;

  self->menu = NULL;
  g_clear_object (&self->chat_signals);
  g_clear_object (&self->chat);
  g_clear_object (&self->avatars);
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_CHAT_ROW);
  /* One is what it shows, another may be a menu that was open just now. */
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (app_chat_row_parent_class)->dispose (object);
}

static void
app_chat_row_finalize (GObject *object)
{
  g_free (APP_CHAT_ROW (object)->summary);
  G_OBJECT_CLASS (app_chat_row_parent_class)->finalize (object);
}

static void
app_chat_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_CHAT:
      g_value_set_object (value, APP_CHAT_ROW (object)->chat);
      break;

    case PROP_SUMMARY:
      g_value_set_string (value, APP_CHAT_ROW (object)->summary);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_chat_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_CHAT:
      app_chat_row_set_chat (APP_CHAT_ROW (object), g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_chat_row_class_init (AppChatRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = app_chat_row_dispose;
  object_class->finalize = app_chat_row_finalize;
  object_class->get_property = app_chat_row_get_property;
  object_class->set_property = app_chat_row_set_property;

  /**
   * AppChatRow:chat:
   *
   * The chat that is shown.
   */
  properties[PROP_CHAT] = g_param_spec_object ("chat", NULL, NULL, APP_TYPE_CHAT,
                                               G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                   G_PARAM_STATIC_STRINGS);
  /**
   * AppChatRow:summary:
   *
   * All that the row shows, as one sentence: the accessible name of the list item that it is in.
   */
  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL,
                                                  G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                      G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (APP_TYPE_TICK_ICON);
  gtk_widget_class_set_css_name (widget_class, "chatrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/landline/Landline/ui/app-chat-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppChatRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, AppChatRow, muted);
  gtk_widget_class_bind_template_child (widget_class, AppChatRow, online_dot);
  gtk_widget_class_bind_template_child (widget_class, AppChatRow, pinned);
  gtk_widget_class_bind_template_child (widget_class, AppChatRow, preview);
  gtk_widget_class_bind_template_child (widget_class, AppChatRow, tick);
  gtk_widget_class_bind_template_child (widget_class, AppChatRow, time);
  gtk_widget_class_bind_template_child (widget_class, AppChatRow, title);
  gtk_widget_class_bind_template_child (widget_class, AppChatRow, mentioned);
  gtk_widget_class_bind_template_child (widget_class, AppChatRow, unread);
}

static void
app_chat_row_init (AppChatRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->chat_signals = g_signal_group_new (APP_TYPE_CHAT);
  g_signal_group_connect_swapped (self->chat_signals, "notify", G_CALLBACK (app_chat_row_update),
                                  self);
}

/**
 * app_chat_row_new:
 *
 * Creates a row that shows no chat yet.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
app_chat_row_new (void)
{
  return g_object_new (APP_TYPE_CHAT_ROW, NULL);
}

/**
 * app_chat_row_get_chat:
 * @self: the row
 *
 * Returns: (transfer none) (nullable): the chat that is shown
 */
AppChat *
app_chat_row_get_chat (AppChatRow *self)
{
  g_return_val_if_fail (APP_IS_CHAT_ROW (self), NULL);

  return self->chat;
}

/**
 * app_chat_row_set_avatars:
 * @self: the row
 * @avatars: (nullable): where the pictures of people are
 *
 * Without them there are initials.
 */
void
app_chat_row_set_avatars (AppChatRow *self, AppAvatars *avatars)
{
  g_return_if_fail (APP_IS_CHAT_ROW (self));
  g_return_if_fail (avatars == NULL || APP_IS_AVATARS (avatars));

  if (g_set_object (&self->avatars, avatars))
    app_chat_row_update (self);
}

/**
 * app_chat_row_set_chat:
 * @self: the row
 * @chat: (nullable): the chat to show, %NULL to let go of the one that is
 *
 * Shows another chat.
 */
void
app_chat_row_set_chat (AppChatRow *self, AppChat *chat)
{
  g_return_if_fail (APP_IS_CHAT_ROW (self));
  g_return_if_fail (chat == NULL || APP_IS_CHAT (chat));

  if (!g_set_object (&self->chat, chat))
    return;
  /* It is about a chat that the row does not show any more. */
  if (self->menu != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->menu));
  g_signal_group_set_target (self->chat_signals, chat);
  app_chat_row_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHAT]);
}

/**
 * app_chat_row_update:
 * @self: the row
 *
 * Shows what the chat is now. Needed only when the day has changed: "today" is another one then.
 */
void
app_chat_row_update (AppChatRow *self)
{
  g_autoptr (GDateTime) now = NULL;
  g_autofree char *time = NULL;
  const char *title;

  g_return_if_fail (APP_IS_CHAT_ROW (self));

  if (self->chat == NULL)
    return;
  now = g_date_time_new_now_local ();
  time = app_chat_time_format (app_chat_get_last_time (self->chat), now);
  title = app_chat_get_is_self (self->chat) ? _ ("Note to Self") : app_chat_get_title (self->chat);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->time, time);
  adw_avatar_set_text (self->avatar, app_chat_get_title (self->chat));
  adw_avatar_set_show_initials (self->avatar, !app_chat_get_is_former (self->chat));
  if (self->avatars != NULL)
    app_avatars_show (self->avatars, self->avatar, app_chat_get_avatar_id (self->chat));
  adw_avatar_set_icon_name (self->avatar,
                            app_chat_get_is_group (self->chat) ? "system-users-symbolic" : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->online_dot),
                          app_chat_get_online (self->chat) && !app_chat_get_is_self (self->chat));
  gtk_widget_set_visible (GTK_WIDGET (self->muted), app_chat_get_muted (self->chat));
  gtk_widget_set_visible (GTK_WIDGET (self->pinned), app_chat_get_pinned (self->chat) != 0);
  app_chat_row_update_preview (self);
  app_chat_row_update_unread (self);
  app_chat_row_update_summary (self);
}

static void
unparent_menu (gpointer user_data)
{
  g_autoptr (GtkWidget) menu = user_data;

  if (gtk_widget_get_parent (menu) != NULL)
    gtk_widget_unparent (menu);
}

/* The action of the item that was chosen runs after this. */
static void
app_chat_row_on_menu_closed (AppChatRow *self, GtkWidget *menu)
{
  if (self->menu == menu)
    self->menu = NULL;
  g_idle_add_once (unparent_menu, g_object_ref (menu));
}

/**
 * app_chat_row_open_menu:
 * @self: the row
 * @model: what can be done with the chat
 * @at: (nullable): where in the row, %NULL for below it
 *
 * Opens a menu about the chat.
 */
void
app_chat_row_open_menu (AppChatRow *self, GMenuModel *model, const GdkRectangle *at)
{
  g_return_if_fail (APP_IS_CHAT_ROW (self));
  g_return_if_fail (G_IS_MENU_MODEL (model));

  if (self->menu != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->menu));
  self->menu = gtk_popover_menu_new_from_model (model);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  if (at != NULL)
    {
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), at);
    }
  g_signal_connect_object (self->menu, "closed", G_CALLBACK (app_chat_row_on_menu_closed), self,
                           G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}
