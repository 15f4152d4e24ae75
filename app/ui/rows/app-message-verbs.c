/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "app-message-verbs"

#include "config.h"

#include <glib/gi18n.h>

#include "app-message-verbs.h"
#include "app-reaction-bar.h"

/* The place of the reactions in the menu */
#define REACTIONS "reactions"

/* The ones that everybody uses, as in other messengers */
static const char *const usual[] = { "👍", "❤️", "😂", "😮", "😢", "🙏" };

static LandlineContent *
get_content (AppTimelineItem *item)
{
  LandlineMessage *message = app_timeline_item_get_message (item);

  return message != NULL ? landline_message_get_content (message) : NULL;
}

/**
 * app_message_verbs_can_act:
 * @item: an item
 *
 * Returns: whether something can be done to it that others see: the server has it, and it is there
 */
gboolean
app_message_verbs_can_act (AppTimelineItem *item)
{
  AppTick tick = app_timeline_item_get_tick (item);
  const LandlineMessageState *state = app_timeline_item_get_state (item);

  return state != NULL && !state->is_deleted && tick != APP_TICK_WAITING && tick != APP_TICK_FAILED;
}

static gboolean
is_recent (AppTimelineItem *item, gint64 now)
{
  return app_timeline_item_get_outgoing (item) && app_message_verbs_can_act (item) &&
         now - app_timeline_item_get_time (item) < APP_MESSAGE_VERBS_TIME;
}

/**
 * app_message_verbs_can_edit:
 * @item: an item
 * @now: milliseconds since the epoch
 *
 * Returns: whether its text or caption can be changed
 */
gboolean
app_message_verbs_can_edit (AppTimelineItem *item, gint64 now)
{
  LandlineContentType type;

  if (!is_recent (item, now))
    return FALSE;
  type = landline_content_get_content_type (get_content (item));
  return type == LANDLINE_CONTENT_TEXT || type == LANDLINE_CONTENT_MEDIA ||
         type == LANDLINE_CONTENT_DOCUMENT;
}

/**
 * app_message_verbs_can_delete_for_all:
 * @item: an item
 * @now: milliseconds since the epoch
 * @is_admin: whether the person is an admin of the group that it is in
 *
 * Returns: whether it can be deleted for everyone
 */
gboolean
app_message_verbs_can_delete_for_all (AppTimelineItem *item, gint64 now, gboolean is_admin)
{
  return is_recent (item, now) || (is_admin && app_message_verbs_can_act (item));
}

static void
append (GMenu *menu, const char *label, const char *action, AppTimelineItem *item)
{
  g_autoptr (GMenuItem) menu_item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (menu_item, action, "s",
                                     landline_message_get_id (
                                         app_timeline_item_get_message (item)));
  g_menu_append_item (menu, menu_item);
}

static void
append_section (GMenu *menu, GMenu *section)
{
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static void
append_reactions (GMenu *menu)
{
  g_autoptr (GMenu) section = g_menu_new ();
  g_autoptr (GMenuItem) item = g_menu_item_new (NULL, NULL);

  g_menu_item_set_attribute (item, "custom", "s", REACTIONS);
  g_menu_append_item (section, item);
  append_section (menu, section);
}

/**
 * app_message_verbs_append:
 * @menu: the menu of a message
 * @item: the message
 *
 * Appends what can be done with a message.
 */
void
app_message_verbs_append (GMenu *menu, AppTimelineItem *item)
{
  gint64 now = g_get_real_time () / 1000;
  g_autoptr (GMenu) says = g_menu_new ();
  g_autoptr (GMenu) keeps = g_menu_new ();
  g_autoptr (GMenu) ends = g_menu_new ();
  const LandlineMessageState *state = app_timeline_item_get_state (item);

  if (app_message_verbs_can_act (item))
    {
      append_reactions (menu);
      append (says, _ ("Reply"), "message.reply", item);
      if (app_message_verbs_can_edit (item, now))
        append (says, _ ("Edit"), "message.edit", item);
      append (says, _ ("Forward…"), "message.forward", item);
      append_section (menu, says);
      append (keeps, app_timeline_item_get_starred (item) ? _ ("Remove Star") : _ ("Star"),
              "message.star", item);
      append (keeps, state->is_pinned ? _ ("Unpin") : _ ("Pin"), "message.pin", item);
      append (keeps, _ ("Info"), "message.info", item);
      append_section (menu, keeps);
    }
  if (state != NULL && app_timeline_item_get_tick (item) != APP_TICK_FAILED &&
      app_timeline_item_get_tick (item) != APP_TICK_WAITING)
    {
      append (ends, _ ("Select"), "message.select", item);
      append (ends, _ ("Delete…"), "message.delete", item);
      append_section (menu, ends);
    }
}

static GtkWidget *
add_button (GtkWidget *box, const char *label, const char *tooltip, GtkPopoverMenu *popover)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_tooltip_text (button, tooltip);
  g_signal_connect_object (button, "clicked", G_CALLBACK (gtk_popover_popdown), popover,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

/**
 * app_message_verbs_add_reactions:
 * @popover: the open menu of a message
 * @item: the message
 *
 * Puts the usual reactions into the menu, and a button for all others.
 */
void
app_message_verbs_add_reactions (GtkPopoverMenu *popover, AppTimelineItem *item)
{
  const char *id = landline_message_get_id (app_timeline_item_get_message (item));
  const char *own = app_reaction_bar_get_own (item);
  GtkWidget *box, *more;

  if (!app_message_verbs_can_act (item))
    return;
  box = g_object_new (GTK_TYPE_BOX, "css-name", "usualreactions", "spacing", 2, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    {
      gboolean is_own = g_strcmp0 (own, usual[i]) == 0;
      GtkWidget *button = add_button (box, usual[i], is_own ? _ ("Take back") : NULL, popover);

      if (is_own)
        gtk_widget_add_css_class (button, "own");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ss)", id,
                                        is_own ? "" : usual[i]);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "message.react");
    }
  more = add_button (box, "+", _ ("Other Reactions"), popover);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (more), "s", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (more), "message.choose-reaction");
  gtk_popover_menu_add_child (popover, box, REACTIONS);
}
