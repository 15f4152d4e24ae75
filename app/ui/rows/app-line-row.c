/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "app-line-row"

#include "config.h"

#include "app-line-row.h"

#include <glib/gi18n.h>

#include "app-message-time.h"

/**
 * AppLineRow:
 *
 * What happened to a chat, in one sentence in the middle, with the day above it where one begins.
 * Nothing can be done with it.
 */
struct _AppLineRow
{
  GtkWidget parent_instance;

  GtkWidget *day;
  GtkWidget *line;
  AppTimelineItem *item;
  gulong changed_id;
};

G_DEFINE_FINAL_TYPE (AppLineRow, app_line_row, GTK_TYPE_WIDGET)

static void
app_line_row_dispose (GObject *object)
{
  AppLineRow *self = APP_LINE_ROW (object);

  if (self->item != NULL)
    app_line_row_unbind (self);
  g_clear_pointer (&self->day, gtk_widget_unparent);
  g_clear_pointer (&self->line, gtk_widget_unparent);
  G_OBJECT_CLASS (app_line_row_parent_class)->dispose (object);
}

static void
app_line_row_class_init (AppLineRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_line_row_dispose;
  gtk_widget_class_set_css_name (widget_class, "messagerow");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
}

static GtkWidget *
add_label (AppLineRow *self, const char *css_name)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "css-name", css_name, "halign", GTK_ALIGN_CENTER,
                                   "justify", GTK_JUSTIFY_CENTER, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, NULL);

  gtk_widget_set_parent (label, GTK_WIDGET (self));
  return label;
}

static void
app_line_row_init (AppLineRow *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "first");
  self->day = add_label (self, "day");
  self->line = add_label (self, "line");
}

static void
show_item (AppLineRow *self)
{
  g_autofree char *sentence = app_timeline_item_dup_line (self->item);
  gboolean is_day_start = app_timeline_item_get_day_start (self->item);

  gtk_widget_set_visible (self->day, is_day_start);
  if (is_day_start)
    {
      g_autoptr (GDateTime) now = g_date_time_new_now_local ();
      g_autofree char *day = app_message_time_format_day (app_timeline_item_get_time (self->item),
                                                          now);

      gtk_label_set_text (GTK_LABEL (self->day), day);
    }
  gtk_label_set_text (GTK_LABEL (self->line), sentence != NULL ? sentence : _ ("Loading…"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (GTK_LABEL (self->line)), -1);
}

/**
 * app_line_row_new:
 *
 * Returns: (transfer floating): a row without an item
 */
GtkWidget *
app_line_row_new (void)
{
  return g_object_new (APP_TYPE_LINE_ROW, NULL);
}

/**
 * app_line_row_bind:
 * @self: a row without an item
 * @item: a line, see [method@AppTimelineItem.get_is_line]
 *
 * Shows @item, and follows its changes.
 */
void
app_line_row_bind (AppLineRow *self, AppTimelineItem *item)
{
  g_return_if_fail (APP_IS_LINE_ROW (self));
  g_return_if_fail (self->item == NULL);
  g_return_if_fail (APP_IS_TIMELINE_ITEM (item));

  self->item = g_object_ref (item);
  self->changed_id = g_signal_connect_swapped (item, "changed", G_CALLBACK (show_item), self);
  show_item (self);
}

void
app_line_row_unbind (AppLineRow *self)
{
  g_return_if_fail (APP_IS_LINE_ROW (self));
  g_return_if_fail (self->item != NULL);

  g_clear_signal_handler (&self->changed_id, self->item);
  g_clear_object (&self->item);
}
