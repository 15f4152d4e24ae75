/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-mention-popover.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "app-mentions.h"

/**
 * AppMentionPopover:
 *
 * Members of a group to choose from while their name is written behind an `@`. The keyboard stays
 * in the text: the arrows choose, Enter and Tab take, Escape lets it be.
 */
struct _AppMentionPopover
{
  GtkPopover parent_instance;

  GtkTextView *text_view; /* its parent */
  GtkListView *list_view;
  GtkFilterListModel *matches;
  GtkSingleSelection *selection;
  GListModel *members;
  char *query;    /* NULL where no name is being written */
  gsize at;       /* where the `@` is, in bytes */
  gboolean quiet; /* Escape was pressed: until another name is begun */
};

G_DEFINE_FINAL_TYPE (AppMentionPopover, app_mention_popover, GTK_TYPE_POPOVER)

static gboolean
is_match (gpointer item, gpointer user_data)
{
  AppMentionPopover *self = user_data;

  return self->query != NULL && app_mentions_match (item, self->query);
}

static char *
dup_text (AppMentionPopover *self, gsize *cursor)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  GtkTextIter start, end, at;
  g_autofree char *before = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_get_iter_at_mark (buffer, &at, gtk_text_buffer_get_insert (buffer));
  before = gtk_text_buffer_get_text (buffer, &start, &at, TRUE);
  *cursor = strlen (before);
  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static void
point_at_cursor (AppMentionPopover *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  GtkTextIter at;
  GdkRectangle place;

  gtk_text_buffer_get_iter_at_mark (buffer, &at, gtk_text_buffer_get_insert (buffer));
  gtk_text_view_get_iter_location (self->text_view, &at, &place);
  gtk_text_view_buffer_to_window_coords (self->text_view, GTK_TEXT_WINDOW_WIDGET, place.x, place.y,
                                         &place.x, &place.y);
  place.width = MAX (place.width, 1);
  gtk_popover_set_pointing_to (GTK_POPOVER (self), &place);
}

static void
update (AppMentionPopover *self)
{
  g_autofree char *text = NULL;
  gsize cursor;
  gsize at = 0;

  g_clear_pointer (&self->query, g_free);
  if (self->members != NULL)
    {
      text = dup_text (self, &cursor);
      self->query = app_mentions_get_query (text, cursor, &at);
    }
  if (self->query == NULL || at != self->at)
    self->quiet = FALSE;
  self->at = at;
  gtk_filter_changed (gtk_filter_list_model_get_filter (self->matches),
                      GTK_FILTER_CHANGE_DIFFERENT);
  if (self->quiet || self->query == NULL ||
      g_list_model_get_n_items (G_LIST_MODEL (self->matches)) == 0)
    {
      gtk_popover_popdown (GTK_POPOVER (self));
      return;
    }
  gtk_single_selection_set_selected (self->selection, 0);
  point_at_cursor (self);
  gtk_popover_popup (GTK_POPOVER (self));
}

static void
take (AppMentionPopover *self, guint position)
{
  g_autoptr (AppGroupMember) member = g_list_model_get_item (G_LIST_MODEL (self->selection),
                                                             position);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  g_autofree char *name = NULL;
  GtkTextIter start, end;

  if (member == NULL || self->query == NULL)
    return;
  name = g_strdup_printf ("@%s ", app_group_member_get_name (member));
  gtk_text_buffer_get_iter_at_mark (buffer, &end, gtk_text_buffer_get_insert (buffer));
  start = end;
  gtk_text_iter_backward_chars (&start, (int) g_utf8_strlen (self->query, -1) + 1);
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, name, -1);
  gtk_text_buffer_end_user_action (buffer);
  self->quiet = TRUE;
  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
}

static void
step (AppMentionPopover *self, int by)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint position = gtk_single_selection_get_selected (self->selection);

  position = (position + n + (guint) by) % n;
  gtk_single_selection_set_selected (self->selection, position);
  gtk_list_view_scroll_to (self->list_view, position, GTK_LIST_SCROLL_NONE, NULL);
}

/**
 * app_mention_popover_handle_key:
 * @self: the popover
 * @keyval: a key that was pressed in the text
 *
 * Returns: whether it was meant for the popover
 */
gboolean
app_mention_popover_handle_key (AppMentionPopover *self, guint keyval)
{
  g_return_val_if_fail (APP_IS_MENTION_POPOVER (self), FALSE);

  if (!gtk_widget_get_visible (GTK_WIDGET (self)) ||
      g_list_model_get_n_items (G_LIST_MODEL (self->selection)) == 0)
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Down:
      step (self, 1);
      return TRUE;
    case GDK_KEY_Up:
      step (self, -1);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_Tab:
      take (self, gtk_single_selection_get_selected (self->selection));
      return TRUE;
    case GDK_KEY_Escape:
      self->quiet = TRUE;
      gtk_popover_popdown (GTK_POPOVER (self));
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
on_key (AppMentionPopover *self, guint keyval)
{
  return app_mention_popover_handle_key (self, keyval) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  AppGroupMember *member = gtk_list_item_get_item (list_item);
  GtkWidget *box = gtk_list_item_get_child (list_item);

  if (box == NULL)
    {
      GtkWidget *label = gtk_label_new (NULL);

      box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
      gtk_box_append (GTK_BOX (box), adw_avatar_new (28, NULL, TRUE));
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_box_append (GTK_BOX (box), label);
      gtk_list_item_set_child (list_item, box);
    }
  adw_avatar_set_text (ADW_AVATAR (gtk_widget_get_first_child (box)),
                       app_group_member_get_name (member));
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_last_child (box)),
                       app_group_member_get_name (member));
  gtk_list_item_set_accessible_label (list_item, app_group_member_get_name (member));
}

static void
app_mention_popover_dispose (GObject *object)
{
  AppMentionPopover *self = APP_MENTION_POPOVER (object);

  self->text_view = NULL;
  g_clear_object (&self->members);
  g_clear_object (&self->selection);
  g_clear_object (&self->matches);
  g_clear_pointer (&self->query, g_free);
  G_OBJECT_CLASS (app_mention_popover_parent_class)->dispose (object);
}

static void
app_mention_popover_class_init (AppMentionPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = app_mention_popover_dispose;
}

static void
app_mention_popover_init (AppMentionPopover *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (is_match, self, NULL));

  self->matches = gtk_filter_list_model_new (NULL, filter);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->matches)));
  self->list_view = GTK_LIST_VIEW (
      gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)), factory));
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  g_signal_connect_object (self->list_view, "activate", G_CALLBACK (take), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_single_click_activate (self->list_view, TRUE);
  gtk_widget_set_focusable (GTK_WIDGET (self->list_view), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list_view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Members to mention"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 220);
  gtk_widget_set_size_request (scroller, 220, -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list_view));
  gtk_popover_set_child (GTK_POPOVER (self), scroller);
  gtk_popover_set_autohide (GTK_POPOVER (self), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_TOP);
}

/**
 * app_mention_popover_new:
 * @text_view: where names are written
 *
 * Returns: (transfer none): a popover of @text_view; who made it unparents it
 */
AppMentionPopover *
app_mention_popover_new (GtkTextView *text_view)
{
  AppMentionPopover *self;
  GtkEventController *keys;

  g_return_val_if_fail (GTK_IS_TEXT_VIEW (text_view), NULL);

  self = g_object_new (APP_TYPE_MENTION_POPOVER, NULL);
  self->text_view = text_view;
  gtk_widget_set_parent (GTK_WIDGET (self), GTK_WIDGET (text_view));
  keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (text_view), keys);
  g_signal_connect_object (gtk_text_view_get_buffer (text_view), "notify::cursor-position",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * app_mention_popover_set_members:
 * @self: the popover
 * @members: (nullable) (element-type AppGroupMember): whom one may name
 *
 * Offers others from now on, or nobody.
 */
void
app_mention_popover_set_members (AppMentionPopover *self, GListModel *members)
{
  g_return_if_fail (APP_IS_MENTION_POPOVER (self));

  if (!g_set_object (&self->members, members))
    return;
  gtk_filter_list_model_set_model (self->matches, members);
  gtk_popover_popdown (GTK_POPOVER (self));
}
