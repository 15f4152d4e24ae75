/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-chat-page-private.h"

#include <glib/gi18n.h>

#include "app-message-row.h"
#include "app-message-verbs.h"
#include "app-session-notes.h"
#include "landline-note.h"

/* Several messages at once: while some are selected a click selects, and a bar says what can be
 * done with all of them. */

static void
app_chat_page_update_selection (AppChatPage *self)
{
  guint n = self->selected != NULL ? self->selected->len : 0;
  g_autofree char *label = g_strdup_printf (ngettext ("%u selected", "%u selected", n), n);
  gboolean can_act = n > 0;

  for (guint i = 0; i < n; i++)
    can_act &= app_message_verbs_can_act (g_ptr_array_index (self->selected, i));
  gtk_label_set_label (self->select_label, label);
  gtk_widget_set_visible (self->select_bar, n > 0);
  app_hover_bar_set_enabled (self->hover_bar, n == 0);
  gtk_event_controller_set_propagation_phase (self->select_click,
                                              n > 0 ? GTK_PHASE_CAPTURE : GTK_PHASE_NONE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "selection.forward", can_act);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "selection.star", can_act);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "selection.copy", can_act);
}

/**
 * app_chat_page_toggle_selected:
 * @self: the page
 * @item: a message of its chat
 *
 * Selects a message, or leaves it out again.
 */
void
app_chat_page_toggle_selected (AppChatPage *self, AppTimelineItem *item)
{
  if (app_timeline_item_get_message (item) == NULL || app_timeline_item_get_is_line (item) ||
      app_timeline_item_get_tick (item) == APP_TICK_FAILED ||
      app_timeline_item_get_tick (item) == APP_TICK_WAITING)
    return;
  if (self->selected == NULL)
    self->selected = g_ptr_array_new_with_free_func (g_object_unref);
  app_timeline_item_set_selected (item, !app_timeline_item_get_selected (item));
  if (app_timeline_item_get_selected (item))
    g_ptr_array_add (self->selected, g_object_ref (item));
  else
    g_ptr_array_remove (self->selected, item);
  app_chat_page_update_selection (self);
}

/**
 * app_chat_page_clear_selection:
 * @self: the page
 *
 * Selects nothing.
 */
void
app_chat_page_clear_selection (AppChatPage *self)
{
  g_autoptr (GPtrArray) selected = g_steal_pointer (&self->selected);

  for (guint i = 0; selected != NULL && i < selected->len; i++)
    app_timeline_item_set_selected (g_ptr_array_index (selected, i), FALSE);
  app_chat_page_update_selection (self);
}

static void
app_chat_page_on_select_click (AppChatPage *self, int n_press, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->scroller), x, y, GTK_PICK_DEFAULT);
  GtkWidget *row = picked != NULL ? gtk_widget_get_ancestor (picked, APP_TYPE_MESSAGE_ROW) : NULL;

  if (row == NULL || app_message_row_get_item (APP_MESSAGE_ROW (row)) == NULL)
    return;
  gtk_gesture_set_state (GTK_GESTURE (self->select_click), GTK_EVENT_SEQUENCE_CLAIMED);
  app_chat_page_toggle_selected (self, app_message_row_get_item (APP_MESSAGE_ROW (row)));
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  gint64 key_a = app_timeline_item_get_key (*(AppTimelineItem **) a);
  gint64 key_b = app_timeline_item_get_key (*(AppTimelineItem **) b);

  return key_a < key_b ? -1 : key_a > key_b;
}

/* Returns: (transfer full): what was selected, oldest first; nothing is afterwards */
static GPtrArray *
take_selected (AppChatPage *self)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; self->selected != NULL && i < self->selected->len; i++)
    g_ptr_array_add (items, g_object_ref (g_ptr_array_index (self->selected, i)));
  g_ptr_array_sort (items, compare_items);
  app_chat_page_clear_selection (self);
  return items;
}

static void
copy_all (AppChatPage *self, GPtrArray *items)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      const char *said = landline_content_get_text (landline_message_get_content (
          app_timeline_item_get_message (g_ptr_array_index (items, i))));

      if (said == NULL || *said == '\0')
        continue;
      if (text->len > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, said);
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
}

static void
star_all (AppChatPage *self, GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      g_autofree char *key = landline_note_make_key (
          LANDLINE_NOTE_STAR,
          landline_message_get_id (app_timeline_item_get_message (g_ptr_array_index (items, i))));

      app_session_set_note (app_chat_page_get_session (self), key, "1");
    }
}

static void
forward_all (AppChatPage *self, GPtrArray *items)
{
  g_autoptr (GPtrArray) contents = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (contents, g_object_ref (landline_message_get_content (
                                   app_timeline_item_get_message (g_ptr_array_index (items, i)))));
  app_chat_page_forward_all (self, contents);
}

static void
app_chat_page_selection_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AppChatPage *self = APP_CHAT_PAGE (widget);
  g_autoptr (GPtrArray) items = take_selected (self);

  if (items->len == 0)
    return;
  if (g_str_equal (name, "selection.copy"))
    copy_all (self, items);
  else if (g_str_equal (name, "selection.star"))
    star_all (self, items);
  else if (g_str_equal (name, "selection.forward"))
    forward_all (self, items);
  else if (g_str_equal (name, "selection.delete"))
    app_chat_page_ask_to_delete_all (self, g_steal_pointer (&items));
}

/**
 * app_chat_page_class_install_selection:
 * @widget_class: the class of the page
 *
 * Installs what can be done with several messages.
 */
void
app_chat_page_class_install_selection (GtkWidgetClass *widget_class)
{
  static const char *const names[] = { "selection.copy", "selection.star", "selection.forward",
                                       "selection.delete", "selection.clear" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_class_install_action (widget_class, names[i], NULL, app_chat_page_selection_action);
}

static void
add_button (AppChatPage *self, const char *icon_name, const char *name, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_box_append (GTK_BOX (self->select_bar), button);
}

/**
 * app_chat_page_init_selection:
 * @self: the page
 *
 * Makes the bar, which nothing shows yet.
 */
void
app_chat_page_init_selection (AppChatPage *self)
{
  self->select_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->select_label, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->select_label), TRUE);
  add_button (self, "window-close-symbolic", _ ("Select Nothing"), "selection.clear");
  gtk_box_append (GTK_BOX (self->select_bar), GTK_WIDGET (self->select_label));
  add_button (self, "edit-copy-symbolic", _ ("Copy Text"), "selection.copy");
  add_button (self, "starred-symbolic", _ ("Star"), "selection.star");
  add_button (self, "mail-forward-symbolic", _ ("Forward…"), "selection.forward");
  add_button (self, "user-trash-symbolic", _ ("Delete…"), "selection.delete");
  self->select_click = GTK_EVENT_CONTROLLER (gtk_gesture_click_new ());
  g_signal_connect_object (self->select_click, "pressed",
                           G_CALLBACK (app_chat_page_on_select_click), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->scroller), self->select_click);
  app_chat_page_update_selection (self);
}
