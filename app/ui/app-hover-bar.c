/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-hover-bar.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app-message-row.h"
#include "app-message-verbs.h"

#define GAP 6

/* A bubble that is higher has the bar at its beginning. */
#define MOST_CENTRED 60

/**
 * AppHoverBar:
 *
 * A few buttons beside the message under the pointer: react, reply, and its menu. There is one for
 * all rows of a view. It comes when the pointer is moved, and goes when anything else moves: while
 * rows are scrolled it does nothing.
 *
 * It is for the pointer alone. Fingers press long, the keyboard has the keys of the row.
 */
struct _AppHoverBar
{
  GtkWidget parent_instance;
  GtkOverlay *overlay;         /* not owned: its parent */
  GtkScrolledWindow *scroller; /* not owned: a child of the overlay */
  GSignalGroup *scrolling;
  AppMessageRow *row; /* not owned: NULL once it is gone */
  char *message;      /* the id of the message beside which the bar is */
  gboolean is_placed; /* since it was shown */
  float bubble_y;     /* where the bubble was then */
  guint hide_id;
  gboolean enabled;
  double x; /* of the pointer, as it was last told */
  double y;
};

G_DEFINE_FINAL_TYPE (AppHoverBar, app_hover_bar, GTK_TYPE_WIDGET)

static const char *
get_message (AppMessageRow *row)
{
  AppTimelineItem *item = app_message_row_get_item (row);
  LandlineMessage *message = item != NULL && app_message_verbs_can_act (item)
                                 ? app_timeline_item_get_message (item)
                                 : NULL;

  return message != NULL ? landline_message_get_id (message) : NULL;
}

static void
app_hover_bar_hide (AppHoverBar *self)
{
  g_clear_handle_id (&self->hide_id, g_source_remove);
  g_clear_weak_pointer (&self->row);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
hide_later (gpointer user_data)
{
  AppHoverBar *self = APP_HOVER_BAR (user_data);

  self->hide_id = 0;
  app_hover_bar_hide (self);
}

/* What is known of the rows that nobody sees changes often; where those move that are seen, the bar
 * is beside nothing. */
static void
on_changed (AppHoverBar *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    gtk_widget_queue_allocate (GTK_WIDGET (self->overlay));
}

/* Nothing is hidden while sizes are allocated. */
static void
app_hover_bar_hide_soon (AppHoverBar *self)
{
  if (self->hide_id == 0)
    self->hide_id = g_idle_add_once (hide_later, self);
}

static void
note_bubble (AppHoverBar *self, float y)
{
  if (self->is_placed && fabsf (y - self->bubble_y) > 1)
    app_hover_bar_hide_soon (self);
  if (!self->is_placed)
    self->bubble_y = y;
  self->is_placed = TRUE;
}

static void
app_hover_bar_show (AppHoverBar *self, AppMessageRow *row)
{
  const char *message = get_message (row);

  if (message == NULL)
    {
      app_hover_bar_hide (self);
      return;
    }
  if (row == self->row && g_strcmp0 (message, self->message) == 0)
    return;
  g_set_weak_pointer (&self->row, row);
  g_set_str (&self->message, message);
  g_clear_handle_id (&self->hide_id, g_source_remove);
  self->is_placed = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* Beside the bubble, at the side that is free; where there is no room, over its upper edge. */
static gboolean
on_position (AppHoverBar *self, GtkWidget *widget, GdkRectangle *area, GtkOverlay *overlay)
{
  int width = gtk_widget_get_width (GTK_WIDGET (overlay));
  int height = gtk_widget_get_height (GTK_WIDGET (overlay));
  graphene_rect_t bubble;
  GtkRequisition size;
  gboolean is_at_start;

  if (widget != GTK_WIDGET (self))
    return FALSE;
  if (self->row == NULL || g_strcmp0 (get_message (self->row), self->message) != 0 ||
      !app_message_row_compute_bubble (self->row, GTK_WIDGET (overlay), &bubble))
    {
      app_hover_bar_hide_soon (self);
      return FALSE;
    }
  note_bubble (self, bubble.origin.y);
  gtk_widget_get_preferred_size (widget, &size, NULL);
  is_at_start = bubble.origin.x < width - bubble.origin.x - bubble.size.width;
  *area = (GdkRectangle) { 0, (int) round (bubble.origin.y), size.width, size.height };
  area->x = (int) round (is_at_start ? bubble.origin.x + bubble.size.width + GAP
                                     : bubble.origin.x - GAP - size.width);
  area->y += ((int) MIN (bubble.size.height, MOST_CENTRED) - size.height) / 2;
  if (area->x < 0 || area->x + size.width > width)
    {
      area->x = (int) round (is_at_start ? bubble.origin.x + bubble.size.width - size.width
                                         : bubble.origin.x);
      area->y = (int) round (bubble.origin.y) - size.height * 2 / 3;
    }
  area->x = CLAMP (area->x, 0, MAX (width - size.width, 0));
  area->y = CLAMP (area->y, 0, MAX (height - size.height, 0));
  return TRUE;
}

static gboolean
is_touch (GtkEventController *controller)
{
  GdkDevice *device = gtk_event_controller_get_current_event_device (controller);

  return device != NULL && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN;
}

/* GTK tells of the pointer also when what is below it moves: that is not what is meant. */
static void
on_motion (AppHoverBar *self, double x, double y, GtkEventController *motion)
{
  GtkWidget *picked, *row;

  if (x == self->x && y == self->y)
    return;
  self->x = x;
  self->y = y;
  if (!self->enabled || is_touch (motion))
    {
      app_hover_bar_hide (self);
      return;
    }
  picked = gtk_widget_pick (GTK_WIDGET (self->overlay), x, y, GTK_PICK_DEFAULT);
  if (picked != NULL &&
      (picked == GTK_WIDGET (self) || gtk_widget_is_ancestor (picked, GTK_WIDGET (self))))
    return;
  row = picked != NULL ? gtk_widget_get_ancestor (picked, APP_TYPE_MESSAGE_ROW) : NULL;
  if (row != NULL)
    app_hover_bar_show (self, APP_MESSAGE_ROW (row));
  else
    app_hover_bar_hide (self);
}

/* Where it comes back is not where it is now. */
static void
on_leave (AppHoverBar *self)
{
  self->x = self->y = -1;
  app_hover_bar_hide (self);
}

/* The row may have another message by now. */
static void
on_button (AppHoverBar *self, GtkWidget *button)
{
  const char *action = gtk_widget_get_name (button);
  GtkWidget *row = GTK_WIDGET (self->row);

  if (row == NULL || g_strcmp0 (get_message (self->row), self->message) != 0)
    {
      app_hover_bar_hide (self);
      return;
    }
  if (g_str_equal (action, "row.menu"))
    gtk_widget_activate_action (row, action, NULL);
  else
    gtk_widget_activate_action (row, action, "s", self->message);
  app_hover_bar_hide (self);
}

static void
app_hover_bar_dispose (GObject *object)
{
  AppHoverBar *self = APP_HOVER_BAR (object);
  GtkWidget *child;

  g_clear_handle_id (&self->hide_id, g_source_remove);
  g_clear_weak_pointer (&self->row);
  g_clear_object (&self->scrolling);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (app_hover_bar_parent_class)->dispose (object);
}

static void
app_hover_bar_finalize (GObject *object)
{
  g_free (APP_HOVER_BAR (object)->message);
  G_OBJECT_CLASS (app_hover_bar_parent_class)->finalize (object);
}

static void
app_hover_bar_class_init (AppHoverBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_hover_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_hover_bar_finalize;
  gtk_widget_class_set_css_name (widget_class, "hoverbar");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TOOLBAR);
}

static void
add_button (AppHoverBar *self, const char *icon_name, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_name (button, action);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_button), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (button, GTK_WIDGET (self));
}

static void
app_hover_bar_init (AppHoverBar *self)
{
  self->enabled = TRUE;
  self->x = self->y = -1;
  add_button (self, "emoji-people-symbolic", _ ("React"), "message.choose-reaction");
  add_button (self, "mail-reply-sender-symbolic", _ ("Reply"), "message.reply");
  add_button (self, "view-more-symbolic", _ ("More"), "row.menu");
  gtk_widget_set_can_focus (GTK_WIDGET (self), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Message"), -1);
  self->scrolling = g_signal_group_new (GTK_TYPE_ADJUSTMENT);
  g_signal_group_connect_swapped (self->scrolling, "value-changed", G_CALLBACK (app_hover_bar_hide),
                                  self);
  g_signal_group_connect_swapped (self->scrolling, "changed", G_CALLBACK (on_changed), self);
}

/**
 * app_hover_bar_new:
 * @overlay: what lies over the messages
 * @scroller: in it, what scrolls them
 *
 * Makes a bar, which belongs to @overlay.
 *
 * Returns: (transfer none): the bar
 */
AppHoverBar *
app_hover_bar_new (GtkOverlay *overlay, GtkScrolledWindow *scroller)
{
  AppHoverBar *self;
  GtkEventController *motion = gtk_event_controller_motion_new ();

  g_return_val_if_fail (GTK_IS_OVERLAY (overlay), NULL);
  g_return_val_if_fail (GTK_IS_SCROLLED_WINDOW (scroller), NULL);

  self = g_object_new (APP_TYPE_HOVER_BAR, NULL);
  self->overlay = overlay;
  self->scroller = scroller;
  gtk_overlay_add_overlay (overlay, GTK_WIDGET (self));
  g_signal_connect_object (overlay, "get-child-position", G_CALLBACK (on_position), self,
                           G_CONNECT_SWAPPED);
  g_object_bind_property (scroller, "vadjustment", self->scrolling, "target",
                          G_BINDING_SYNC_CREATE);
  g_signal_connect_object (motion, "enter", G_CALLBACK (on_motion), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "motion", G_CALLBACK (on_motion), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (on_leave), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (overlay), motion);
  return self;
}

/**
 * app_hover_bar_set_enabled:
 * @self: the bar
 * @enabled: whether it comes at all
 *
 * While messages are selected there is another bar for all of them.
 */
void
app_hover_bar_set_enabled (AppHoverBar *self, gboolean enabled)
{
  g_return_if_fail (APP_IS_HOVER_BAR (self));

  self->enabled = enabled;
  if (!enabled)
    app_hover_bar_hide (self);
}
