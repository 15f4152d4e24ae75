/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "app-bubble"

#include "config.h"

#include <glib/gi18n.h>

#include "app-bubble.h"
#include "app-card-body.h"
#include "app-file-body.h"
#include "app-media-state.h"
#include "app-mention-pills.h"
#include "app-message-kind.h"
#include "app-message-text.h"
#include "app-message-time.h"
#include "app-notice-body.h"
#include "app-picture-body.h"
#include "app-quote.h"
#include "app-reaction-bar.h"
#include "app-rich-markup.h"
#include "app-tick-icon.h"

#define SPACING 3

/* Between the end of the text and the time. */
#define FOOTER_GAP 10

/* A picture's width is the bubble's, unless it is smaller than this. */
#define LEAST_CAPTION_WIDTH 200

/* On an item whose long text the person wanted to read as a whole. */
#define UNFOLDED "app-bubble-unfolded"

static const char *const sender_colours[] = { "blue", "teal",   "green", "orange",
                                              "red",  "purple", "pink" };

typedef enum
{
  FOOTER_IN_TEXT, /* at the end of its last line, where room is reserved */
  FOOTER_ON_BODY, /* over the lower edge of a picture */
  FOOTER_BELOW,
} FooterPlace;

typedef enum
{
  MARK_PINNED,
  MARK_STARRED,
  MARK_EXPIRES,
  N_MARKS
} Mark;

/**
 * AppBubble:
 *
 * A message: who sent it, what it answers to, its picture or file, its text, the time and the
 * ticks, and what went wrong. From top to bottom; the time stands in the last line of the text.
 *
 * Lays itself out: boxes and alignments would double what a row costs. Parts that most messages do
 * not have are made when they are needed.
 */
struct _AppBubble
{
  GtkWidget parent_instance;
  AppImageLoader *loader;
  AppTimelineItem *item;
  AppMessageKind kind;
  FooterPlace footer_place;
  gboolean is_folded; /* of the text, only the beginning is shown */

  GtkWidget *sender;
  GtkWidget *forwarded;
  GtkWidget *quote;
  GtkWidget *bodies[APP_MESSAGE_N_KINDS]; /* one of a kind, the one of this kind visible */
  GtkWidget *text;
  GtkWidget *failure;
  GtkWidget *failure_text;
  GtkWidget *reactions;
  GtkWidget *footer;
  GtkWidget *marks[N_MARKS]; /* in the footer */
  GtkWidget *time;
  GtkWidget *tick;
};

G_DEFINE_FINAL_TYPE (AppBubble, app_bubble, GTK_TYPE_WIDGET)

static gboolean on_link (AppBubble *self, const char *uri);

static gboolean
is_shown (GtkWidget *widget)
{
  return widget != NULL && gtk_widget_get_visible (widget);
}

/* What stands one below the other, in this order. */
static guint
list_parts (AppBubble *self, GtkWidget **parts)
{
  GtkWidget *all[] = { self->sender, self->forwarded, self->quote,    self->bodies[self->kind],
                       self->text,   self->failure,   self->reactions };
  guint n_parts = 0;

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      if (is_shown (all[i]))
        parts[n_parts++] = all[i];
    }
  return n_parts;
}

#define MOST_PARTS 7

static GtkSizeRequestMode
app_bubble_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (AppBubble *self, int *minimum, int *natural)
{
  GtkWidget *parts[MOST_PARTS];
  guint n_parts = list_parts (self, parts);
  int least, best;

  gtk_widget_measure (self->footer, GTK_ORIENTATION_HORIZONTAL, -1, &least, &best, NULL, NULL);
  *minimum = least;
  *natural = best;
  for (guint i = 0; i < n_parts; i++)
    {
      gtk_widget_measure (parts[i], GTK_ORIENTATION_HORIZONTAL, -1, &least, &best, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural = MAX (*natural, best);
    }
  if (self->kind == APP_MESSAGE_PICTURE)
    {
      gtk_widget_measure (self->bodies[self->kind], GTK_ORIENTATION_HORIZONTAL, -1, NULL, &best,
                          NULL, NULL);
      *natural = MAX (*minimum, n_parts > 1 ? MAX (best, LEAST_CAPTION_WIDTH) : best);
    }
}

static int
measure_height (AppBubble *self, int width)
{
  GtkWidget *parts[MOST_PARTS];
  guint n_parts = list_parts (self, parts);
  int height = 0, part;

  for (guint i = 0; i < n_parts; i++)
    {
      gtk_widget_measure (parts[i], GTK_ORIENTATION_VERTICAL, width, &part, NULL, NULL, NULL);
      height += part + (i > 0 ? SPACING : 0);
    }
  if (self->footer_place != FOOTER_BELOW)
    return height;
  gtk_widget_measure (self->footer, GTK_ORIENTATION_VERTICAL, -1, &part, NULL, NULL, NULL);
  return height + part + (n_parts > 0 ? SPACING : 0);
}

static void
app_bubble_measure (GtkWidget *widget,
                    GtkOrientation orientation,
                    int for_size,
                    int *minimum,
                    int *natural,
                    int *minimum_baseline,
                    int *natural_baseline)
{
  AppBubble *self = APP_BUBBLE (widget);
  int least, best;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (self, minimum, natural);
      return;
    }
  if (for_size < 0)
    {
      measure_width (self, &least, &best);
      for_size = best;
    }
  *minimum = *natural = measure_height (self, for_size);
}

static void
place_footer (AppBubble *self, int width, int bottom)
{
  GtkRequisition size;
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  gtk_widget_get_preferred_size (self->footer, NULL, &size);
  gtk_widget_size_allocate (self->footer,
                            &(GtkAllocation) { is_rtl ? 0 : width - size.width,
                                               bottom - size.height, size.width, size.height },
                            -1);
}

static void
app_bubble_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AppBubble *self = APP_BUBBLE (widget);
  GtkWidget *parts[MOST_PARTS];
  guint n_parts = list_parts (self, parts);
  int y = 0, part, footer_bottom = height;

  for (guint i = 0; i < n_parts; i++)
    {
      gtk_widget_measure (parts[i], GTK_ORIENTATION_VERTICAL, width, &part, NULL, NULL, NULL);
      gtk_widget_size_allocate (parts[i], &(GtkAllocation) { 0, y, width, part }, -1);
      y += part;
      if ((parts[i] == self->text && self->footer_place == FOOTER_IN_TEXT) ||
          (parts[i] == self->bodies[self->kind] && self->footer_place == FOOTER_ON_BODY))
        footer_bottom = y;
      y += SPACING;
    }
  place_footer (self, width, footer_bottom);
}

static void
app_bubble_dispose (GObject *object)
{
  AppBubble *self = APP_BUBBLE (object);
  GtkWidget *child;

  if (self->item != NULL)
    app_bubble_unbind (self);
  g_clear_object (&self->loader);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (app_bubble_parent_class)->dispose (object);
}

static void
app_bubble_class_init (AppBubbleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_bubble_dispose;
  widget_class->get_request_mode = app_bubble_get_request_mode;
  widget_class->measure = app_bubble_measure;
  widget_class->size_allocate = app_bubble_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "bubble");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
app_bubble_init (AppBubble *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->text = app_message_text_new ();
  gtk_widget_set_parent (self->text, widget);
  g_signal_connect_object (self->text, "activate-link", G_CALLBACK (on_link), self,
                           G_CONNECT_SWAPPED);
  self->footer = g_object_new (GTK_TYPE_BOX, "css-name", "footer", "spacing", 4, NULL);
  gtk_widget_set_parent (self->footer, widget);
  self->time = gtk_label_new (NULL);
  gtk_box_append (GTK_BOX (self->footer), self->time);
  self->tick = app_tick_icon_new ();
  gtk_box_append (GTK_BOX (self->footer), self->tick);
}

static void
on_retry (AppBubble *self)
{
  if (self->item != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "message.retry", "s",
                                landline_message_get_id (
                                    app_timeline_item_get_message (self->item)));
}

static void
make_failure (AppBubble *self)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Try Again"));

  self->failure = g_object_new (GTK_TYPE_BOX, "spacing", 6, "css-name", "failure", NULL);
  self->failure_text = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "wrap-mode",
                                     PANGO_WRAP_WORD_CHAR, "xalign", 0.0, "hexpand", TRUE,
                                     "max-width-chars", 36, NULL);
  gtk_widget_add_css_class (self->failure_text, "caption");
  gtk_box_append (GTK_BOX (self->failure), self->failure_text);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "retry");
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_retry), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->failure), button);
  gtk_widget_insert_before (self->failure, GTK_WIDGET (self),
                            self->reactions != NULL ? self->reactions : self->footer);
}

static void
show_forwarded (AppBubble *self)
{
  LandlineMessage *message = app_timeline_item_get_message (self->item);
  gboolean is_forwarded = message != NULL &&
                          landline_content_is_forwarded (landline_message_get_content (message));

  if (is_forwarded && self->forwarded == NULL)
    {
      self->forwarded = g_object_new (GTK_TYPE_LABEL, "label", _ ("Forwarded"), "xalign", 0.0,
                                      NULL);
      gtk_widget_add_css_class (self->forwarded, "forwarded");
      gtk_widget_insert_after (self->forwarded, GTK_WIDGET (self), self->sender);
    }
  if (self->forwarded != NULL)
    gtk_widget_set_visible (self->forwarded, is_forwarded);
}

static void
show_reactions (AppBubble *self)
{
  const LandlineMessageState *state = app_timeline_item_get_state (self->item);
  gboolean has_reactions = state != NULL && state->n_reactions > 0;

  if (has_reactions && self->reactions == NULL)
    {
      self->reactions = app_reaction_bar_new ();
      gtk_widget_insert_before (self->reactions, GTK_WIDGET (self), self->footer);
    }
  if (self->reactions == NULL)
    return;
  gtk_widget_set_visible (self->reactions, has_reactions);
  if (has_reactions)
    app_reaction_bar_bind (APP_REACTION_BAR (self->reactions), self->item);
}

static void
show_mark (AppBubble *self, Mark mark, gboolean is_set)
{
  static const char *const icons[] = { "view-pin-symbolic", "starred-symbolic",
                                       "document-open-recent-symbolic" };
  const char *const names[] = { _ ("Pinned"), _ ("Starred"), _ ("Disappears after a while") };

  if (is_set && self->marks[mark] == NULL)
    {
      self->marks[mark] = gtk_image_new_from_icon_name (icons[mark]);
      gtk_widget_set_tooltip_text (self->marks[mark], names[mark]);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->marks[mark]),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, names[mark], -1);
      gtk_box_prepend (GTK_BOX (self->footer), self->marks[mark]);
    }
  if (self->marks[mark] != NULL)
    gtk_widget_set_visible (self->marks[mark], is_set);
}

static void
show_marks (AppBubble *self)
{
  const LandlineMessageState *state = app_timeline_item_get_state (self->item);

  show_mark (self, MARK_PINNED, state != NULL && state->is_pinned);
  show_mark (self, MARK_STARRED, app_timeline_item_get_starred (self->item));
  show_mark (self, MARK_EXPIRES, app_timeline_item_get_expires (self->item) > 0);
}

static void
show_failure (AppBubble *self)
{
  gboolean has_failed = app_timeline_item_get_tick (self->item) == APP_TICK_FAILED;
  const char *error = has_failed ? app_timeline_item_get_error (self->item) : NULL;

  if (has_failed && self->failure == NULL)
    make_failure (self);
  if (self->failure == NULL)
    return;
  gtk_widget_set_visible (self->failure, has_failed);
  gtk_label_set_text (GTK_LABEL (self->failure_text),
                      error != NULL ? error : _ ("This message was not sent."));
}

/* The same colour for the same person, always; the name is what tells them apart. */
static void
colour_sender (AppBubble *self)
{
  LandlineMessage *message = app_timeline_item_get_message (self->item);
  guint colour = message != NULL ? g_str_hash (landline_message_get_sender_id (message)) : 0;

  gtk_widget_set_css_classes (
      self->sender,
      (const char *[]) { "sender", sender_colours[colour % G_N_ELEMENTS (sender_colours)], NULL });
}

static void
show_sender (AppBubble *self, gboolean shows_sender)
{
  const char *name = shows_sender ? app_timeline_item_get_sender_name (self->item) : NULL;

  if (name != NULL && self->sender == NULL)
    {
      self->sender = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "ellipsize", PANGO_ELLIPSIZE_END,
                                   "max-width-chars", 40, NULL);
      gtk_widget_add_css_class (self->sender, "sender");
      gtk_widget_insert_after (self->sender, GTK_WIDGET (self), NULL);
    }
  if (self->sender == NULL)
    return;
  gtk_widget_set_visible (self->sender, name != NULL);
  gtk_label_set_text (GTK_LABEL (self->sender), name != NULL ? name : "");
  if (name != NULL)
    colour_sender (self);
}

static void
on_quote_click (AppBubble *self, int n_press, double x, double y, GtkGesture *gesture)
{
  LandlineMessage *reply = self->item != NULL ? app_timeline_item_get_reply (self->item) : NULL;

  if (reply == NULL)
    return;
  gtk_widget_activate_action (GTK_WIDGET (self), "message.show", "s",
                              landline_message_get_id (reply));
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
make_quote (AppBubble *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->quote = app_quote_new ();
  gtk_widget_set_cursor_from_name (self->quote, "pointer");
  gtk_widget_insert_after (self->quote, GTK_WIDGET (self),
                           self->forwarded != NULL ? self->forwarded : self->sender);
  g_signal_connect_object (click, "released", G_CALLBACK (on_quote_click), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->quote, GTK_EVENT_CONTROLLER (click));
}

static void
show_quote (AppBubble *self)
{
  LandlineMessage *reply = app_timeline_item_get_reply (self->item);

  if (reply != NULL && self->quote == NULL)
    make_quote (self);
  if (self->quote == NULL)
    return;
  gtk_widget_set_visible (self->quote, reply != NULL);
  app_quote_set (APP_QUOTE (self->quote), app_timeline_item_get_reply_name (self->item), reply);
}

static void
on_click (GtkGestureClick *gesture, int n_press, double x, double y, AppMessageBody *body)
{
  if (app_message_body_activate (body))
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static GdkContentProvider *
on_prepare_drag (GtkDragSource *source, double x, double y, AppBubble *self)
{
  return self->item != NULL ? app_media_state_dup_content (self->item) : NULL;
}

static void
on_begin_drag (GtkDragSource *source, GdkDrag *drag, AppBubble *self)
{
  GtkWidget *body = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  g_autoptr (GdkPaintable) icon = gtk_widget_paintable_new (body);

  gtk_drag_source_set_icon (source, icon, 0, 0);
}

static GtkWidget *
make_body (AppBubble *self, AppMessageKind kind)
{
  GtkWidget *body;
  GtkGesture *click;
  GtkDragSource *drag;

  if (kind == APP_MESSAGE_NOTICE)
    return app_notice_body_new ();
  body = kind == APP_MESSAGE_PICTURE ? app_picture_body_new (self->loader)
         : kind == APP_MESSAGE_CARD  ? app_card_body_new ()
                                     : app_file_body_new (self->loader);
  click = gtk_gesture_click_new ();
  g_signal_connect_object (click, "released", G_CALLBACK (on_click), body, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (body, GTK_EVENT_CONTROLLER (click));
  if (kind == APP_MESSAGE_CARD)
    return body;
  drag = gtk_drag_source_new ();
  gtk_drag_source_set_actions (drag, GDK_ACTION_COPY);
  g_signal_connect_object (drag, "prepare", G_CALLBACK (on_prepare_drag), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (on_begin_drag), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (body, GTK_EVENT_CONTROLLER (drag));
  return body;
}

static void
show_body (AppBubble *self, AppMessageKind kind)
{
  gboolean has_body = kind == APP_MESSAGE_PICTURE || kind == APP_MESSAGE_FILE ||
                      kind == APP_MESSAGE_CARD || kind == APP_MESSAGE_NOTICE;

  if (kind != self->kind && self->bodies[self->kind] != NULL)
    {
      app_message_body_unbind (APP_MESSAGE_BODY (self->bodies[self->kind]));
      gtk_widget_set_visible (self->bodies[self->kind], FALSE);
    }
  self->kind = kind;
  if (!has_body)
    return;
  if (self->bodies[kind] == NULL)
    {
      self->bodies[kind] = make_body (self, kind);
      gtk_widget_insert_before (self->bodies[kind], GTK_WIDGET (self), self->text);
    }
  app_message_body_bind (APP_MESSAGE_BODY (self->bodies[kind]), self->item);
  gtk_widget_set_visible (self->bodies[kind], TRUE);
}

static void
show_footer (AppBubble *self)
{
  const LandlineMessageState *state = app_timeline_item_get_state (self->item);
  g_autofree char *clock = app_message_time_format_clock (app_timeline_item_get_time (self->item));

  if (state != NULL && state->edited > 0 && !state->is_deleted)
    {
      g_autofree char *plain = g_steal_pointer (&clock);

      /* translators: under a message that was changed after it was sent; %s is when that was */
      clock = g_strdup_printf (_ ("Edited %s"), plain);
    }
  show_marks (self);

  gtk_label_set_text (GTK_LABEL (self->time), clock);
  app_tick_icon_set_tick (APP_TICK_ICON (self->tick), app_media_state_get_tick (self->item));
}

static void
set_class (AppBubble *self, const char *css_class, gboolean is_set)
{
  if (is_set)
    gtk_widget_add_css_class (GTK_WIDGET (self), css_class);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), css_class);
}

static void
show_text (AppBubble *self)
{
  LandlineMessage *message = app_timeline_item_get_message (self->item);
  const char *text = NULL;
  int reserve;
  const char *const *names;
  const char *own;

  if (self->kind == APP_MESSAGE_LOADING)
    text = "…";
  else if (self->kind != APP_MESSAGE_NOTICE)
    text = landline_content_get_text (landline_message_get_content (message));
  if (text != NULL && *text != '\0')
    {
      gtk_widget_measure (self->footer, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &reserve, NULL, NULL);
      self->is_folded = app_message_text_set (GTK_LABEL (self->text), text, reserve + FOOTER_GAP,
                                              g_object_get_data (G_OBJECT (self->item), UNFOLDED) ==
                                                  NULL);
      names = app_timeline_item_get_mentions (self->item, &own);
      app_mention_pills_add (GTK_LABEL (self->text), names, own);
      self->footer_place = FOOTER_IN_TEXT;
    }
  else
    {
      gtk_label_set_text (GTK_LABEL (self->text), "");
      self->footer_place = self->kind == APP_MESSAGE_PICTURE ? FOOTER_ON_BODY : FOOTER_BELOW;
    }
  gtk_widget_set_visible (self->text, self->footer_place == FOOTER_IN_TEXT);
  set_class (self, "bare", self->footer_place == FOOTER_ON_BODY);
}

/* Other links are GTK's to open. */
static gboolean
on_link (AppBubble *self, const char *uri)
{
  return g_str_equal (uri, APP_RICH_MARKUP_MORE) && app_bubble_unfold (self);
}

/**
 * app_bubble_new:
 * @loader: what decodes pictures
 *
 * Returns: (transfer floating): a bubble without an item
 */
GtkWidget *
app_bubble_new (AppImageLoader *loader)
{
  AppBubble *self;

  g_return_val_if_fail (APP_IS_IMAGE_LOADER (loader), NULL);

  self = g_object_new (APP_TYPE_BUBBLE, NULL);
  self->loader = g_object_ref (loader);
  return GTK_WIDGET (self);
}

/**
 * app_bubble_bind:
 * @self: a bubble
 * @item: an item
 * @shows_sender: whether to name the sender, if it is known
 *
 * Shows @item. Called again when it changed.
 */
void
app_bubble_bind (AppBubble *self, AppTimelineItem *item, gboolean shows_sender)
{
  g_return_if_fail (APP_IS_BUBBLE (self));
  g_return_if_fail (APP_IS_TIMELINE_ITEM (item));

  g_set_object (&self->item, item);
  set_class (self, "doomed", app_timeline_item_get_doomed (item));
  set_class (self, "outgoing", app_timeline_item_get_outgoing (item));
  set_class (self, "first", app_timeline_item_get_first_of_group (item));
  set_class (self, "last", app_timeline_item_get_last_of_group (item));
  show_footer (self);
  show_body (self, app_message_kind_of_item (item));
  set_class (self, "picture", self->kind == APP_MESSAGE_PICTURE);
  show_sender (self, shows_sender);
  show_forwarded (self);
  show_quote (self);
  show_text (self);
  show_failure (self);
  show_reactions (self);
}

/**
 * app_bubble_unbind:
 * @self: a bubble
 *
 * Takes the item out, so that nothing of it is held or listened to.
 */
void
app_bubble_unbind (AppBubble *self)
{
  g_return_if_fail (APP_IS_BUBBLE (self));

  if (self->bodies[self->kind] != NULL)
    app_message_body_unbind (APP_MESSAGE_BODY (self->bodies[self->kind]));
  if (gtk_label_get_selectable (GTK_LABEL (self->text)))
    gtk_label_set_selectable (GTK_LABEL (self->text), FALSE);
  g_clear_object (&self->item);
}

/**
 * app_bubble_unfold:
 * @self: a bubble
 *
 * Shows the whole of a text that is too long for that at first.
 *
 * Returns: whether there was more to show
 */
gboolean
app_bubble_unfold (AppBubble *self)
{
  g_return_val_if_fail (APP_IS_BUBBLE (self), FALSE);

  if (self->item == NULL || !self->is_folded)
    return FALSE;
  g_object_set_data (G_OBJECT (self->item), UNFOLDED, GINT_TO_POINTER (TRUE));
  show_text (self);
  return TRUE;
}

/**
 * app_bubble_get_body:
 * @self: a bubble
 *
 * Returns: (transfer none) (nullable): the picture, file or notice that is shown
 */
AppMessageBody *
app_bubble_get_body (AppBubble *self)
{
  g_return_val_if_fail (APP_IS_BUBBLE (self), NULL);

  return is_shown (self->bodies[self->kind]) ? APP_MESSAGE_BODY (self->bodies[self->kind]) : NULL;
}

/**
 * app_bubble_get_text:
 * @self: a bubble
 *
 * Returns: (transfer none) (nullable): the label of the text or caption, if there is any
 */
GtkLabel *
app_bubble_get_text (AppBubble *self)
{
  g_return_val_if_fail (APP_IS_BUBBLE (self), NULL);

  return is_shown (self->text) ? GTK_LABEL (self->text) : NULL;
}
