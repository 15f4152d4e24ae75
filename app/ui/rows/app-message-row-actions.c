/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "app-message-row"

#include "config.h"

#include <glib/gi18n.h>

#include "app-card-body.h"
#include "app-media-state.h"
#include "app-message-row-private.h"
#include "app-message-text.h"
#include "app-message-verbs.h"

static const char *
get_text (AppMessageRow *self)
{
  LandlineMessage *message = app_timeline_item_get_message (self->item);
  const char *text = message != NULL
                         ? landline_content_get_text (landline_message_get_content (message))
                         : NULL;

  return text != NULL && *text != '\0' ? text : NULL;
}

static void
copy_text (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AppMessageRow *self = APP_MESSAGE_ROW (widget);

  if (self->item != NULL && get_text (self) != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), get_text (self));
}

static void
copy_file (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AppMessageRow *self = APP_MESSAGE_ROW (widget);
  g_autoptr (GdkContentProvider) content = self->item != NULL
                                               ? app_media_state_dup_content (self->item)
                                               : NULL;

  if (content != NULL)
    gdk_clipboard_set_content (gtk_widget_get_clipboard (widget), content);
}

static void
select_in_peace (gpointer user_data)
{
  g_autoptr (AppMessageRow) self = user_data;
  GtkLabel *label = self->item != NULL ? app_bubble_get_text (APP_BUBBLE (self->bubble)) : NULL;

  if (label != NULL)
    app_message_text_select (label);
}

/* Not before the menu that it was chosen from is gone: that gives the focus back to where it was.
 */
static void
select_text (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_idle_add_once (select_in_peace, g_object_ref (APP_MESSAGE_ROW (widget)));
}

static void
activate (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AppBubble *bubble = APP_BUBBLE (APP_MESSAGE_ROW (widget)->bubble);
  AppMessageBody *body = app_bubble_get_body (bubble);

  if (app_bubble_unfold (bubble))
    return;
  if (body != NULL)
    app_message_body_activate (body);
}

static void
append_for (GMenu *menu, const char *label, const char *action, LandlineMessage *message)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", landline_message_get_id (message));
  g_menu_append_item (menu, item);
}

static void
append (GMenu *menu, const char *label, const char *action, AppMessageRow *self)
{
  append_for (menu, label, action, app_timeline_item_get_message (self->item));
}

static void
append_section (GMenu *menu, GMenu *section)
{
  if (g_menu_model_get_n_items (G_MENU_MODEL (section)) > 0)
    g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static void
add_file_section (AppMessageRow *self, GMenu *menu)
{
  g_autoptr (GMenu) section = g_menu_new ();
  AppMediaState state;

  if (app_media_state_get_media (self->item) == NULL)
    return;
  state = app_media_state_get (self->item);
  append (section, app_media_state_get_action_name (state, app_media_state_is_upload (self->item)),
          app_media_state_get_action (state), self);
  if (state == APP_MEDIA_HERE)
    {
      append (section, _ ("Save As…"), "file.save-as", self);
      append (section, _ ("Show in Folder"), "file.show-in-folder", self);
      g_menu_append (section, _ ("Copy File"), "row.copy-file");
    }
  append_section (menu, section);
}

static GMenuModel *
build_menu (AppMessageRow *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) text = g_menu_new ();
  g_autoptr (GMenu) failed = g_menu_new ();

  app_message_verbs_append (menu, self->item);
  if (get_text (self) != NULL)
    {
      g_menu_append (text, _ ("Copy Text"), "row.copy-text");
      g_menu_append (text, _ ("Select Text"), "row.select-text");
    }
  if (app_timeline_item_get_reply (self->item) != NULL)
    append_for (text, _ ("Go to Quoted Message"), "message.show",
                app_timeline_item_get_reply (self->item));
  append_section (menu, text);
  add_file_section (self, menu);
  app_card_body_append_menu (menu, app_timeline_item_get_message (self->item));
  if (app_timeline_item_get_tick (self->item) == APP_TICK_FAILED)
    {
      append (failed, _ ("Try Again"), "message.retry", self);
      append (failed, _ ("Delete"), "message.discard", self);
    }
  append_section (menu, failed);
  return G_MENU_MODEL (g_steal_pointer (&menu));
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
on_menu_closed (AppMessageRow *self, GtkWidget *menu)
{
  if (self->menu == menu)
    self->menu = NULL;
  g_idle_add_once (unparent_menu, g_object_ref (menu));
}

static void
open_menu (AppMessageRow *self, const GdkRectangle *at)
{
  g_autoptr (GMenuModel) model = NULL;

  if (self->item == NULL || app_timeline_item_get_message (self->item) == NULL)
    return;
  model = build_menu (self);
  if (g_menu_model_get_n_items (model) == 0)
    return;
  app_message_row_close_menu (self);
  self->menu = gtk_popover_menu_new_from_model (model);
  app_message_verbs_add_reactions (GTK_POPOVER_MENU (self->menu), self->item);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), at);
  g_signal_connect_object (self->menu, "closed", G_CALLBACK (on_menu_closed), self,
                           G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
open_menu_by_key (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AppMessageRow *self = APP_MESSAGE_ROW (widget);
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (self->bubble, widget, &bounds))
    return;
  open_menu (self, &(GdkRectangle) { (int) bounds.origin.x, (int) bounds.origin.y,
                                     (int) bounds.size.width, (int) bounds.size.height });
}

static void
open_menu_at (AppMessageRow *self, double x, double y, GtkGesture *gesture)
{
  open_menu (self, &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
on_secondary_click (AppMessageRow *self, int n_press, double x, double y, GtkGesture *gesture)
{
  open_menu_at (self, x, y, gesture);
}

/*
 * app_message_row_close_menu:
 * @self: a row
 *
 * Closes the context menu: it is about a message that the row may not show any more.
 */
void
app_message_row_close_menu (AppMessageRow *self)
{
  if (self->menu != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->menu));
}

/* What is done with the message that has the keyboard */
static const struct
{
  const char *name;
  const char *asks_for;
  guint key;
  GdkModifierType modifiers;
  gboolean others_see;
} verb_keys[] = {
  { "row.reply", "message.reply", GDK_KEY_r, GDK_CONTROL_MASK, TRUE },
  { "row.react", "message.choose-reaction", GDK_KEY_e, GDK_CONTROL_MASK, TRUE },
  { "row.edit", "message.edit", GDK_KEY_F2, 0, TRUE },
  { "row.star", "message.star", GDK_KEY_d, GDK_CONTROL_MASK, TRUE },
  { "row.select", "message.select", GDK_KEY_space, GDK_CONTROL_MASK, FALSE },
  { "row.delete", "message.delete", GDK_KEY_Delete, 0, FALSE },
};

static void
ask_for_verb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AppMessageRow *self = APP_MESSAGE_ROW (widget);
  LandlineMessage *message = self->item != NULL ? app_timeline_item_get_message (self->item) : NULL;

  for (guint i = 0; message != NULL && i < G_N_ELEMENTS (verb_keys); i++)
    if (g_str_equal (verb_keys[i].name, action_name) &&
        (!verb_keys[i].others_see || app_message_verbs_can_act (self->item)))
      gtk_widget_activate_action (widget, verb_keys[i].asks_for, "s",
                                  landline_message_get_id (message));
}

/*
 * app_message_row_class_init_actions:
 * @widget_class: the class of the row
 *
 * What a row does itself, and the keys for it.
 */
void
app_message_row_class_init_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "row.copy-text", NULL, copy_text);
  gtk_widget_class_install_action (widget_class, "row.copy-file", NULL, copy_file);
  gtk_widget_class_install_action (widget_class, "row.select-text", NULL, select_text);
  gtk_widget_class_install_action (widget_class, "row.activate", NULL, activate);
  gtk_widget_class_install_action (widget_class, "row.menu", NULL, open_menu_by_key);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "row.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "row.menu", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (verb_keys); i++)
    {
      gtk_widget_class_install_action (widget_class, verb_keys[i].name, NULL, ask_for_verb);
      gtk_widget_class_add_binding_action (widget_class, verb_keys[i].key, verb_keys[i].modifiers,
                                           verb_keys[i].name, NULL);
    }
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, 0, "row.activate", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, 0, "row.activate", NULL);
}

/*
 * app_message_row_init_actions:
 * @self: a row
 *
 * What opens its context menu.
 */
void
app_message_row_init_actions (AppMessageRow *self)
{
  GtkGesture *click = gtk_gesture_click_new (), *press = gtk_gesture_long_press_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_secondary_click), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect_object (press, "pressed", G_CALLBACK (open_menu_at), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (press));
}
