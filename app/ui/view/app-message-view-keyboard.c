/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "app-message-view"

#include "config.h"

#include "app-message-view-private.h"

/* What Page Up and Page Down leave of the page before, so that the eye finds its place. */
#define PAGE_OVERLAP 48

static void
focus_row (AppMessageView *self, guint position)
{
  GtkWidget *row = app_message_view_get_row (self, position);

  if (row != NULL)
    gtk_widget_grab_focus (row);
}

/* Where the keyboard starts: the row that has the focus, otherwise the newest one in sight. */
static guint
get_focus_position (AppMessageView *self)
{
  GtkWidget *child = gtk_widget_get_focus_child (GTK_WIDGET (self));
  guint first, last;

  if (child != NULL)
    return app_row_run_find (self->run, child);
  if (app_row_layout_get_visible (self->layout, &first, &last))
    return last;
  return app_row_layout_get_anchor (self->layout);
}

static void
move_to (AppMessageView *self, guint position, double align)
{
  if (!app_row_layout_is_whole (self->layout, position))
    app_message_view_scroll_to (self, position, align, FALSE);
  focus_row (self, position);
}

/*
 * app_message_view_refocus:
 * @self: a message view
 * @position: the row that had the focus before the list changed
 *
 * Gives the focus back to the row of the same message, if only its widget went.
 */
void
app_message_view_refocus (AppMessageView *self, guint position)
{
  if (gtk_widget_is_focus (GTK_WIDGET (self)))
    focus_row (self, position);
}

/* The popover of a row that the keyboard is in */
static GtkWidget *
get_focus_popover (AppMessageView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *popover = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) : NULL;

  return popover != NULL && gtk_widget_is_ancestor (popover, GTK_WIDGET (self)) ? popover : NULL;
}

/*
 * app_message_view_focus:
 * @widget: a message view
 * @direction: where the focus is to go
 *
 * Up and Down go from row to row, and make the rows that they come to. Tab goes through what is in
 * a row, then leaves. In the menu of a row all of them stay in the menu.
 *
 * Returns: whether the focus is inside now
 */
gboolean
app_message_view_focus (GtkWidget *widget, GtkDirectionType direction)
{
  AppMessageView *self = APP_MESSAGE_VIEW (widget);
  gboolean is_row_step = direction == GTK_DIR_UP || direction == GTK_DIR_DOWN;
  GtkWidget *child = gtk_widget_get_focus_child (widget);
  guint n_items = self->model != NULL ? g_list_model_get_n_items (self->model) : 0;
  guint position = get_focus_position (self);
  GtkWidget *popover = get_focus_popover (self);

  if (popover != NULL)
    return gtk_widget_child_focus (popover, direction);
  if (n_items == 0 || position >= n_items)
    return FALSE;
  if (child != NULL && !is_row_step)
    return gtk_widget_child_focus (child, direction);
  if (gtk_widget_is_focus (widget) && !is_row_step)
    return FALSE;
  if (child != NULL)
    {
      if (position == (direction == GTK_DIR_UP ? 0 : n_items - 1))
        return FALSE;
      position = direction == GTK_DIR_UP ? position - 1 : position + 1;
    }
  move_to (self, position, direction == GTK_DIR_UP ? 0 : 1);
  return gtk_widget_get_focus_child (widget) != NULL;
}

static gboolean
page (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  AppMessageView *self = APP_MESSAGE_VIEW (widget);
  int direction = g_variant_get_int32 (args);
  guint first, last;

  if (self->vadjustment == NULL || self->model == NULL)
    return GDK_EVENT_PROPAGATE;
  gtk_adjustment_set_value (self->vadjustment,
                            gtk_adjustment_get_value (self->vadjustment) +
                                direction * MAX (gtk_widget_get_height (widget) - PAGE_OVERLAP, 1));
  if (app_row_layout_get_visible (self->layout, &first, &last))
    {
      if (first < last && !app_row_layout_is_whole (self->layout, first))
        first++;
      focus_row (self, direction < 0 ? first : last);
    }
  return GDK_EVENT_STOP;
}

static gboolean
go_to_edge (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  AppMessageView *self = APP_MESSAGE_VIEW (widget);
  guint n_items = self->model != NULL ? g_list_model_get_n_items (self->model) : 0;

  if (n_items == 0)
    return GDK_EVENT_PROPAGATE;
  if (g_variant_get_int32 (args) < 0)
    {
      app_message_view_scroll_to (self, 0, 0, FALSE);
      focus_row (self, 0);
    }
  else
    {
      app_message_view_scroll_to_end (self);
      focus_row (self, n_items - 1);
    }
  return GDK_EVENT_STOP;
}

static void
bind_key (GtkWidgetClass *widget_class,
          guint key,
          guint keypad_key,
          GtkShortcutFunc callback,
          int direction)
{
  gtk_widget_class_add_binding (widget_class, key, 0, callback, "i", direction);
  gtk_widget_class_add_binding (widget_class, keypad_key, 0, callback, "i", direction);
}

/*
 * app_message_view_class_init_keyboard:
 * @widget_class: the class of the message view
 *
 * Binds the keys.
 */
void
app_message_view_class_init_keyboard (GtkWidgetClass *widget_class)
{
  bind_key (widget_class, GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, page, -1);
  bind_key (widget_class, GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, page, 1);
  bind_key (widget_class, GDK_KEY_Home, GDK_KEY_KP_Home, go_to_edge, -1);
  bind_key (widget_class, GDK_KEY_End, GDK_KEY_KP_End, go_to_edge, 1);
}
