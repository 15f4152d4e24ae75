/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "app-message-row"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "app-card-body.h"
#include "app-media-state.h"
#include "app-message-row-private.h"
#include "app-message-time.h"
#include "app-quote.h"
#include "app-tick-icon.h"
#include "landline-id.h"

/* A bubble is at most this wide, and leaves at least this much on its other side. */
#define MOST_BUBBLE_WIDTH 560
#define LEAST_OTHER_SIDE  40
/* In a wide window the two sides do not drift apart: what is said is in the middle of it. */
#define MOST_ROW_WIDTH 900

#define AVATAR_SIZE      32
#define AVATAR_GAP       8
#define DAY_GAP          6
#define MOST_LABEL_CHARS 400

/**
 * AppMessageRow:
 *
 * A row of a chat: the day and the unread line above it where they belong, so that rows and
 * messages have the same positions; then the avatar in groups, and the bubble at its side.
 *
 * A row shows one [class@AppTimelineItem] at a time and is given another when it is recycled. What
 * it asks for that it cannot do itself, it asks by widget actions: see the README of this folder.
 */
enum
{
  SIGNAL_AVATAR,
  SIGNAL_PLACE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppMessageRow, app_message_row, GTK_TYPE_WIDGET)

static gboolean
is_shown (GtkWidget *widget)
{
  return widget != NULL && gtk_widget_get_visible (widget);
}

static int
get_indent (AppMessageRow *self)
{
  gboolean has_avatars = self->shows_senders && self->item != NULL &&
                         !app_timeline_item_get_outgoing (self->item);

  return has_avatars ? AVATAR_SIZE + AVATAR_GAP : 0;
}

static int
get_bubble_width (AppMessageRow *self, int width)
{
  int least, best, room = width - get_indent (self) - LEAST_OTHER_SIDE;

  gtk_widget_measure (self->bubble, GTK_ORIENTATION_HORIZONTAL, -1, &least, &best, NULL, NULL);
  return MAX (least, MIN (best, MIN (room, MOST_BUBBLE_WIDTH)));
}

static int
get_height (GtkWidget *widget, int width)
{
  int height;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  return height;
}

static GtkSizeRequestMode
app_message_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_divider (GtkWidget *divider, int *minimum, int *natural)
{
  int least, best;

  if (!is_shown (divider))
    return;
  gtk_widget_measure (divider, GTK_ORIENTATION_HORIZONTAL, -1, &least, &best, NULL, NULL);
  *minimum = MAX (*minimum, least);
  *natural = MAX (*natural, best);
}

static void
app_message_row_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  AppMessageRow *self = APP_MESSAGE_ROW (widget);
  int indent = get_indent (self), height = 0;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      gtk_widget_measure (self->bubble, orientation, -1, minimum, natural, NULL, NULL);
      *minimum += indent;
      *natural += indent + LEAST_OTHER_SIDE;
      measure_divider (self->day, minimum, natural);
      measure_divider (self->unread, minimum, natural);
      return;
    }
  if (for_size < 0)
    for_size = MOST_BUBBLE_WIDTH + indent + LEAST_OTHER_SIDE;
  for_size = MIN (for_size, MOST_ROW_WIDTH);
  if (is_shown (self->day))
    height += get_height (self->day, -1) + DAY_GAP;
  if (is_shown (self->unread))
    height += get_height (self->unread, for_size) + DAY_GAP;
  height += get_height (self->bubble, get_bubble_width (self, for_size));
  *minimum = *natural = height;
}

static void
app_message_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AppMessageRow *self = APP_MESSAGE_ROW (widget);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int room = MIN (width, MOST_ROW_WIDTH), left = (width - room) / 2, y = 0, x;
  int indent = get_indent (self), bubble_width = get_bubble_width (self, room);
  gboolean is_right;

  if (is_shown (self->day))
    {
      GtkRequisition size;

      gtk_widget_get_preferred_size (self->day, NULL, &size);
      gtk_widget_size_allocate (self->day,
                                &(GtkAllocation) { MAX ((width - size.width) / 2, 0), 0, size.width,
                                                   size.height },
                                -1);
      y += size.height + DAY_GAP;
    }
  if (is_shown (self->unread))
    {
      int unread_height = get_height (self->unread, room);

      gtk_widget_size_allocate (self->unread, &(GtkAllocation) { left, y, room, unread_height },
                                -1);
      y += unread_height + DAY_GAP;
    }
  is_right = (self->item != NULL && app_timeline_item_get_outgoing (self->item)) != is_rtl;
  x = left + (is_right ? room - indent - bubble_width : indent);
  gtk_widget_size_allocate (self->bubble, &(GtkAllocation) { x, y, bubble_width, height - y }, -1);
  if (is_shown (self->avatar))
    gtk_widget_size_allocate (self->avatar,
                              &(GtkAllocation) { left + (is_rtl ? room - AVATAR_SIZE : 0), y,
                                                 AVATAR_SIZE, AVATAR_SIZE },
                              -1);
}

static void
app_message_row_dispose (GObject *object)
{
  AppMessageRow *self = APP_MESSAGE_ROW (object);
  GtkWidget *child;

  if (self->item != NULL)
    app_message_row_unbind (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child); /* a menu that is about to go is one, too */
  g_clear_object (&self->transfer_signals);

  G_OBJECT_CLASS (app_message_row_parent_class)->dispose (object);
}

static void
app_message_row_class_init (AppMessageRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_message_row_dispose;
  widget_class->get_request_mode = app_message_row_get_request_mode;
  widget_class->measure = app_message_row_measure;
  widget_class->size_allocate = app_message_row_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "messagerow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  app_message_row_class_init_actions (widget_class);

  /**
   * AppMessageRow::avatar:
   * @self: the row
   * @avatar: where the picture of the sender is to be shown
   * @media_id: (nullable): the picture, %NULL for the initials
   *
   * The row shows an avatar: whoever has the pictures of people puts theirs in.
   */
  signals[SIGNAL_AVATAR] = g_signal_new ("avatar", APP_TYPE_MESSAGE_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 2, ADW_TYPE_AVATAR,
                                         G_TYPE_STRING);
  /**
   * AppMessageRow::place:
   * @self: the row
   * @picture: where a map of a place can be shown
   *
   * The row shows a place: whoever may fetch maps shows one there.
   */
  signals[SIGNAL_PLACE] = g_signal_new ("place", APP_TYPE_MESSAGE_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, APP_TYPE_PLACE_PICTURE);
}

/* Made, shown or hidden; returns it if it is shown. */
static GtkWidget *
need_label (AppMessageRow *self, GtkWidget **label, gboolean is_needed, const char *css_name)
{
  if (is_needed && *label == NULL)
    {
      *label = g_object_new (GTK_TYPE_LABEL, "css-name", css_name, "ellipsize", PANGO_ELLIPSIZE_END,
                             NULL);
      gtk_widget_insert_before (*label, GTK_WIDGET (self), self->bubble);
    }
  if (*label != NULL)
    gtk_widget_set_visible (*label, is_needed);
  return is_needed ? *label : NULL;
}

static void
show_dividers (AppMessageRow *self)
{
  GtkWidget *label = need_label (self, &self->day, app_timeline_item_get_day_start (self->item),
                                 "day");

  if (label != NULL)
    {
      g_autoptr (GDateTime) now = g_date_time_new_now_local ();
      g_autofree char *day = app_message_time_format_day (app_timeline_item_get_time (self->item),
                                                          now);

      gtk_label_set_text (GTK_LABEL (label), day);
    }
  label = need_label (self, &self->unread, app_timeline_item_get_unread_start (self->item),
                      "unread");
  if (label != NULL)
    gtk_label_set_text (GTK_LABEL (label), _ ("Unread Messages"));
}

static gboolean
is_of_former_user (AppTimelineItem *item)
{
  LandlineMessage *message = app_timeline_item_get_message (item);

  return message != NULL && landline_id_is_former (landline_message_get_sender_id (message));
}

/* Without a name an avatar has any colour: it waits for the name. */
static void
show_avatar (AppMessageRow *self)
{
  const char *name = app_timeline_item_get_sender_name (self->item);
  gboolean is_needed = self->shows_senders && name != NULL &&
                       !app_timeline_item_get_outgoing (self->item) &&
                       app_timeline_item_get_first_of_group (self->item);

  if (is_needed && self->avatar == NULL)
    {
      self->avatar = adw_avatar_new (AVATAR_SIZE, NULL, TRUE);
      gtk_widget_insert_before (self->avatar, GTK_WIDGET (self), self->bubble);
    }
  if (self->avatar == NULL)
    return;
  gtk_widget_set_visible (self->avatar, is_needed);
  if (!is_needed)
    return;
  adw_avatar_set_text (ADW_AVATAR (self->avatar), name);
  adw_avatar_set_show_initials (ADW_AVATAR (self->avatar), !is_of_former_user (self->item));
  g_signal_emit (self, signals[SIGNAL_AVATAR], 0, self->avatar,
                 app_timeline_item_get_sender_avatar (self->item));
}

static void
show_place (AppMessageRow *self)
{
  AppMessageBody *body = app_bubble_get_body (APP_BUBBLE (self->bubble));
  AppPlacePicture *picture = APP_IS_CARD_BODY (body)
                                 ? app_card_body_get_picture (APP_CARD_BODY (body))
                                 : NULL;

  if (picture != NULL)
    g_signal_emit (self, signals[SIGNAL_PLACE], 0, picture);
}

/* What a screen reader says of the row: who, what, when, and how far it has come. */
static void
describe (AppMessageRow *self)
{
  LandlineMessage *message = app_timeline_item_get_loaded (self->item)
                                 ? app_timeline_item_get_message (self->item)
                                 : NULL;
  const char *tick = app_tick_icon_describe (app_media_state_get_tick (self->item));
  const char *sender = app_timeline_item_get_outgoing (self->item)
                           ? _ ("You")
                           : app_timeline_item_get_sender_name (self->item);
  g_autofree char *clock = app_message_time_format_clock (app_timeline_item_get_time (self->item));
  g_autofree char *what = message != NULL ? app_quote_describe (message)
                                          : g_strdup (_ ("Loading…"));
  g_autoptr (GString) label = g_string_new (NULL);

  if (g_utf8_strlen (what, -1) > MOST_LABEL_CHARS)
    *g_utf8_offset_to_pointer (what, MOST_LABEL_CHARS) = '\0';
  if (sender != NULL)
    g_string_append_printf (label, "%s: ", sender);
  g_string_append_printf (label, "%s, %s", what, clock);
  if (tick != NULL)
    g_string_append_printf (label, ", %s", tick);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label->str,
                                  -1);
}

static void
show_item (AppMessageRow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean is_first = app_timeline_item_get_first_of_group (self->item);

  if (is_first)
    gtk_widget_add_css_class (widget, "first");
  else
    gtk_widget_remove_css_class (widget, "first");
  g_signal_group_set_target (self->transfer_signals, app_timeline_item_get_transfer (self->item));
  if (app_timeline_item_get_selected (self->item))
    gtk_widget_add_css_class (widget, "selected");
  else
    gtk_widget_remove_css_class (widget, "selected");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED,
                               app_timeline_item_get_selected (self->item), -1);
  show_dividers (self);
  show_avatar (self);
  app_bubble_bind (APP_BUBBLE (self->bubble), self->item,
                   self->shows_senders && is_first && !app_timeline_item_get_outgoing (self->item));
  show_place (self);
  describe (self);
}

static void
app_message_row_init (AppMessageRow *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  app_message_row_init_actions (self);
  self->transfer_signals = g_signal_group_new (APP_TYPE_TRANSFER);
  g_signal_group_connect_swapped (self->transfer_signals, "notify::state", G_CALLBACK (show_item),
                                  self);
}

/**
 * app_message_row_new:
 * @loader: what decodes pictures
 *
 * Returns: (transfer floating): a row without an item
 */
GtkWidget *
app_message_row_new (AppImageLoader *loader)
{
  AppMessageRow *self;

  g_return_val_if_fail (APP_IS_IMAGE_LOADER (loader), NULL);

  self = g_object_new (APP_TYPE_MESSAGE_ROW, NULL);
  self->bubble = app_bubble_new (loader);
  gtk_widget_set_parent (self->bubble, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

/**
 * app_message_row_bind:
 * @self: a row without an item
 * @item: the item to show
 * @shows_senders: whether the chat has more than one person besides us
 *
 * Shows @item, and follows its changes.
 */
void
app_message_row_bind (AppMessageRow *self, AppTimelineItem *item, gboolean shows_senders)
{
  g_return_if_fail (APP_IS_MESSAGE_ROW (self));
  g_return_if_fail (self->item == NULL);
  g_return_if_fail (APP_IS_TIMELINE_ITEM (item));

  self->item = g_object_ref (item);
  self->shows_senders = shows_senders;
  self->changed_id = g_signal_connect_swapped (item, "changed", G_CALLBACK (show_item), self);
  show_item (self);
}

/**
 * app_message_row_unbind:
 * @self: a row
 *
 * Takes the item out, so that nothing of it is held or listened to.
 */
void
app_message_row_unbind (AppMessageRow *self)
{
  g_return_if_fail (APP_IS_MESSAGE_ROW (self));
  g_return_if_fail (self->item != NULL);

  app_message_row_close_menu (self);
  g_clear_signal_handler (&self->changed_id, self->item);
  g_signal_group_set_target (self->transfer_signals, NULL);
  app_bubble_unbind (APP_BUBBLE (self->bubble));
  g_clear_object (&self->item);
}

/**
 * app_message_row_get_item:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the item that is shown
 */
AppTimelineItem *
app_message_row_get_item (AppMessageRow *self)
{
  g_return_val_if_fail (APP_IS_MESSAGE_ROW (self), NULL);

  return self->item;
}

/**
 * app_message_row_compute_bubble:
 * @self: a row
 * @target: a widget that it is in
 * @bounds: (out): where in it the bubble is
 *
 * Returns: whether that can be told
 */
gboolean
app_message_row_compute_bubble (AppMessageRow *self, GtkWidget *target, graphene_rect_t *bounds)
{
  g_return_val_if_fail (APP_IS_MESSAGE_ROW (self), FALSE);

  return gtk_widget_compute_bounds (self->bubble, target, bounds);
}
