/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "app-reaction-bar"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app-reaction-bar.h"

/* Different emoji that are shown; who wants to know all of them asks for the list. */
#define MOST_CHIPS 8

/**
 * AppReactionBar:
 *
 * Who reacted to a message and how: an emoji with its count each, the own one highlighted. A click
 * gives the same reaction, or takes the own one back.
 */
struct _AppReactionBar
{
  GtkWidget parent_instance;
  GtkWidget *box;
  char *message;
};

G_DEFINE_FINAL_TYPE (AppReactionBar, app_reaction_bar, GTK_TYPE_WIDGET)

typedef struct
{
  const char *emoji;
  guint count;
  gboolean is_own;
  GString *names;
} Chip;

static void
chip_clear (gpointer data)
{
  Chip *chip = data;

  g_string_free (chip->names, TRUE);
}

static void
app_reaction_bar_dispose (GObject *object)
{
  AppReactionBar *self = APP_REACTION_BAR (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->message, g_free);

  G_OBJECT_CLASS (app_reaction_bar_parent_class)->dispose (object);
}

static void
app_reaction_bar_class_init (AppReactionBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_reaction_bar_dispose;
  gtk_widget_class_set_css_name (widget_class, "reactions");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
app_reaction_bar_init (AppReactionBar *self)
{
  self->box = adw_wrap_box_new ();
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (self->box), 4);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (self->box), 4);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Reactions"), -1);
}

/**
 * app_reaction_bar_new:
 *
 * Returns: (transfer floating): a bar without reactions
 */
GtkWidget *
app_reaction_bar_new (void)
{
  return g_object_new (APP_TYPE_REACTION_BAR, NULL);
}

/**
 * app_reaction_bar_get_own:
 * @item: an item
 *
 * Returns: (transfer none) (nullable): how the person who looks at it reacted
 */
const char *
app_reaction_bar_get_own (AppTimelineItem *item)
{
  const LandlineMessageState *state = app_timeline_item_get_state (item);

  for (guint i = 0; state != NULL && i < state->n_reactions; i++)
    if (g_str_equal (state->reactions[i].user_id, app_timeline_item_get_user_id (item)))
      return state->reactions[i].emoji;
  return NULL;
}

static Chip *
need_chip (GArray *chips, const char *emoji)
{
  Chip chip = { emoji };

  for (guint i = 0; i < chips->len; i++)
    if (g_str_equal (g_array_index (chips, Chip, i).emoji, emoji))
      return &g_array_index (chips, Chip, i);
  chip.names = g_string_new (NULL);
  g_array_append_val (chips, chip);
  return &g_array_index (chips, Chip, chips->len - 1);
}

static int
compare_chips (gconstpointer a, gconstpointer b)
{
  return (int) ((const Chip *) b)->count - (int) ((const Chip *) a)->count;
}

static GArray *
list_chips (AppTimelineItem *item)
{
  const LandlineMessageState *state = app_timeline_item_get_state (item);
  const char *const *names = app_timeline_item_get_reactors (item);
  GArray *chips = g_array_new (FALSE, FALSE, sizeof (Chip));

  g_array_set_clear_func (chips, chip_clear);
  for (guint i = 0; state != NULL && i < state->n_reactions; i++)
    {
      Chip *chip = need_chip (chips, state->reactions[i].emoji);
      gboolean is_own = g_str_equal (state->reactions[i].user_id,
                                     app_timeline_item_get_user_id (item));

      chip->count++;
      chip->is_own |= is_own;
      if (chip->names->len > 0)
        g_string_append_c (chip->names, '\n');
      g_string_append (chip->names, is_own          ? _ ("You")
                                    : names != NULL ? names[i]
                                                    : state->reactions[i].user_id);
    }
  g_array_sort (chips, compare_chips);
  return chips;
}

static void
on_clicked (AppReactionBar *self, GtkWidget *button)
{
  gboolean is_own = gtk_widget_has_css_class (button, "own");

  gtk_widget_activate_action (GTK_WIDGET (self), "message.react", "(ss)", self->message,
                              is_own ? "" : gtk_widget_get_name (button));
}

static void
on_secondary_click (AppReactionBar *self, int n_press, double x, double y, GtkGesture *gesture)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "message.reactions", "s", self->message);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static GtkWidget *
make_button (AppReactionBar *self)
{
  GtkWidget *button = gtk_button_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_object (button, "clicked", G_CALLBACK (on_clicked), self, G_CONNECT_SWAPPED);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_secondary_click), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (button, GTK_EVENT_CONTROLLER (click));
  adw_wrap_box_append (ADW_WRAP_BOX (self->box), button);
  return button;
}

static void
show_chip (GtkWidget *button, const Chip *chip)
{
  g_autofree char *label = chip->count > 1 ? g_strdup_printf ("%s %u", chip->emoji, chip->count)
                                           : g_strdup (chip->emoji);
  g_autofree char *name = g_strdup_printf (
      /* translators: a reaction to a message for a screen reader: an emoji, then how many people */
      ngettext ("%s, %u person", "%s, %u people", chip->count), chip->emoji, chip->count);

  gtk_button_set_label (GTK_BUTTON (button), label);
  gtk_widget_set_name (button, chip->emoji);
  gtk_widget_set_css_classes (button,
                              (const char *[]) { "reaction", chip->is_own ? "own" : NULL, NULL });
  gtk_widget_set_tooltip_text (button, chip->names->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, chip->names->str, -1);
  gtk_widget_set_visible (button, TRUE);
}

/**
 * app_reaction_bar_bind:
 * @self: a bar
 * @item: a loaded item
 *
 * Shows the reactions of @item. The buttons of before are used again.
 */
void
app_reaction_bar_bind (AppReactionBar *self, AppTimelineItem *item)
{
  g_autoptr (GArray) chips = NULL;
  GtkWidget *button;

  g_return_if_fail (APP_IS_REACTION_BAR (self));
  g_return_if_fail (APP_IS_TIMELINE_ITEM (item));

  chips = list_chips (item);
  g_set_str (&self->message, landline_message_get_id (app_timeline_item_get_message (item)));
  button = gtk_widget_get_first_child (self->box);
  for (guint i = 0; i < MIN (chips->len, MOST_CHIPS); i++)
    {
      if (button == NULL)
        button = make_button (self);
      show_chip (button, &g_array_index (chips, Chip, i));
      button = gtk_widget_get_next_sibling (button);
    }
  for (; button != NULL; button = gtk_widget_get_next_sibling (button))
    gtk_widget_set_visible (button, FALSE);
}
