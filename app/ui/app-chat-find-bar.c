/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-chat-find-bar.h"

#include <glib/gi18n.h>

/**
 * AppChatFindBar:
 *
 * Searches in one chat: the words, how many messages have them, and the way from one to the next.
 * Up is older, as in the chat. It is only visible while it searches.
 */
struct _AppChatFindBar
{
  GtkWidget parent_instance;

  GtkSearchEntry *entry;
  GtkLabel *count;
  GtkButton *older_button;
  GtkButton *newer_button;

  AppChatFind *find;
};

enum
{
  SIGNAL_FOUND,
  SIGNAL_CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppChatFindBar, app_chat_find_bar, GTK_TYPE_WIDGET)

static char *
describe (AppChatFind *find)
{
  guint count = app_chat_find_get_count (find);

  if (count == 0)
    return g_strdup (_ ("No results"));
  if (count == APP_CHAT_FIND_MAX)
    /* translators: which result of a search is shown, of more than there are counted */
    return g_strdup_printf (_ ("%u of %u+"), app_chat_find_get_position (find), count - 1);
  /* translators: which result of a search is shown, and how many there are */
  return g_strdup_printf (_ ("%u of %u"), app_chat_find_get_position (find), count);
}

static void
app_chat_find_bar_update (AppChatFindBar *self)
{
  gboolean has_query = *gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0';
  guint position = self->find != NULL ? app_chat_find_get_position (self->find) : 0;
  g_autofree char *text = NULL;

  if (self->find != NULL && has_query && !app_chat_find_get_searching (self->find))
    text = describe (self->find);
  gtk_label_set_label (self->count, text != NULL ? text : "");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "find.older",
                                 position > 0 && position < app_chat_find_get_count (self->find));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "find.newer", position > 1);
}

static void
app_chat_find_bar_on_changed (AppChatFindBar *self)
{
  if (self->find != NULL)
    app_chat_find_set_query (self->find, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  app_chat_find_bar_update (self);
}

static void
app_chat_find_bar_on_older (AppChatFindBar *self)
{
  if (self->find != NULL && !app_chat_find_step (self->find, 1))
    gtk_widget_error_bell (GTK_WIDGET (self));
}

static void
app_chat_find_bar_on_newer (AppChatFindBar *self)
{
  if (self->find != NULL && !app_chat_find_step (self->find, -1))
    gtk_widget_error_bell (GTK_WIDGET (self));
}

static void
app_chat_find_bar_on_found (AppChatFindBar *self, gint64 message_key)
{
  g_signal_emit (self, signals[SIGNAL_FOUND], 0, message_key);
}

static void
app_chat_find_bar_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppChatFindBar *self = APP_CHAT_FIND_BAR (widget);

  if (g_str_equal (name, "find.older"))
    app_chat_find_bar_on_older (self);
  else if (g_str_equal (name, "find.newer"))
    app_chat_find_bar_on_newer (self);
  else
    app_chat_find_bar_close (self);
}

static void
app_chat_find_bar_drop (AppChatFindBar *self)
{
  if (self->find != NULL)
    g_signal_handlers_disconnect_by_data (self->find, self);
  g_clear_object (&self->find);
}

static void
app_chat_find_bar_dispose (GObject *object)
{
  AppChatFindBar *self = APP_CHAT_FIND_BAR (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  app_chat_find_bar_drop (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_CHAT_FIND_BAR);
  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (app_chat_find_bar_parent_class)->dispose (object);
}

static void
app_chat_find_bar_class_init (AppChatFindBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_chat_find_bar_dispose;

  /**
   * AppChatFindBar::found:
   * @self: the bar
   * @message_key: the key of a message
   *
   * A message shall be shown.
   */
  signals[SIGNAL_FOUND] = g_signal_new ("found", APP_TYPE_CHAT_FIND_BAR, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  /**
   * AppChatFindBar::closed:
   * @self: the bar
   *
   * Nothing is searched for any more.
   */
  signals[SIGNAL_CLOSED] = g_signal_new ("closed", APP_TYPE_CHAT_FIND_BAR, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "find.older", NULL, app_chat_find_bar_action);
  gtk_widget_class_install_action (widget_class, "find.newer", NULL, app_chat_find_bar_action);
  gtk_widget_class_install_action (widget_class, "find.close", NULL, app_chat_find_bar_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, 0, "find.older", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, 0, "find.newer", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "find.close", NULL);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SEARCH);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/landline/Landline/ui/app-chat-find-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, AppChatFindBar, count);
  gtk_widget_class_bind_template_child (widget_class, AppChatFindBar, entry);
  gtk_widget_class_bind_template_child (widget_class, AppChatFindBar, newer_button);
  gtk_widget_class_bind_template_child (widget_class, AppChatFindBar, older_button);
  gtk_widget_class_bind_template_callback (widget_class, app_chat_find_bar_close);
  gtk_widget_class_bind_template_callback (widget_class, app_chat_find_bar_on_changed);
  gtk_widget_class_bind_template_callback (widget_class, app_chat_find_bar_on_newer);
  gtk_widget_class_bind_template_callback (widget_class, app_chat_find_bar_on_older);
}

static void
app_chat_find_bar_init (AppChatFindBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  app_chat_find_bar_update (self);
}

/**
 * app_chat_find_bar_open:
 * @self: the bar
 * @session: the session of the account
 * @chat: where to search
 *
 * Shows the bar and puts the keyboard into it.
 */
void
app_chat_find_bar_open (AppChatFindBar *self, AppSession *session, AppChat *chat)
{
  g_return_if_fail (APP_IS_CHAT_FIND_BAR (self));
  g_return_if_fail (APP_IS_CHAT (chat));

  if (self->find == NULL)
    {
      self->find = app_chat_find_new (session, chat);
      g_signal_connect_object (self->find, "notify", G_CALLBACK (app_chat_find_bar_update), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->find, "found", G_CALLBACK (app_chat_find_bar_on_found), self,
                               G_CONNECT_SWAPPED);
      app_chat_find_bar_update (self);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

/**
 * app_chat_find_bar_close:
 * @self: the bar
 *
 * Hides the bar: nothing is searched for any more.
 */
void
app_chat_find_bar_close (AppChatFindBar *self)
{
  g_return_if_fail (APP_IS_CHAT_FIND_BAR (self));

  if (self->find == NULL)
    return;
  app_chat_find_bar_drop (self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  app_chat_find_bar_update (self);
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}

/**
 * app_chat_find_bar_get_open:
 * @self: the bar
 *
 * Returns: whether it is shown
 */
gboolean
app_chat_find_bar_get_open (AppChatFindBar *self)
{
  g_return_val_if_fail (APP_IS_CHAT_FIND_BAR (self), FALSE);

  return self->find != NULL;
}
