/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-search-hit-row.h"

#include <glib/gi18n.h>

#include "app-chat-time.h"
#include "app-media-icon.h"

/**
 * AppSearchHitRow:
 *
 * A message that was found: in which chat, when, by whom, the beginning of its text, and its file.
 */
struct _AppSearchHitRow
{
  GtkWidget parent_instance;

  GtkImage *image;
  GtkLabel *title;
  GtkLabel *time;
  GtkLabel *text;
};

G_DEFINE_FINAL_TYPE (AppSearchHitRow, app_search_hit_row, GTK_TYPE_WIDGET)

static void
app_search_hit_row_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  gtk_widget_dispose_template (GTK_WIDGET (object), APP_TYPE_SEARCH_HIT_ROW);
  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (app_search_hit_row_parent_class)->dispose (object);
}

static void
app_search_hit_row_class_init (AppSearchHitRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_search_hit_row_dispose;

  gtk_widget_class_set_css_name (widget_class, "searchhitrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/im/landline/Landline/ui/app-search-hit-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppSearchHitRow, image);
  gtk_widget_class_bind_template_child (widget_class, AppSearchHitRow, text);
  gtk_widget_class_bind_template_child (widget_class, AppSearchHitRow, time);
  gtk_widget_class_bind_template_child (widget_class, AppSearchHitRow, title);
}

static void
app_search_hit_row_init (AppSearchHitRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_search_hit_row_new:
 *
 * Creates a row that shows nothing yet.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
app_search_hit_row_new (void)
{
  return g_object_new (APP_TYPE_SEARCH_HIT_ROW, NULL);
}

/**
 * app_search_hit_row_set_hit:
 * @self: the row
 * @hit: (nullable): what was found, %NULL to show nothing
 * @loader: (nullable): what decodes the thumbnail of a file
 *
 * Shows something else that was found. What is found never changes, so nothing of it is kept.
 *
 * Returns: (transfer full) (nullable): all that the row shows, as one sentence
 */
char *
app_search_hit_row_set_hit (AppSearchHitRow *self, AppSearchHit *hit, AppImageLoader *loader)
{
  g_autoptr (GDateTime) now = NULL;
  g_autofree char *time = NULL;
  g_autofree char *text = NULL;
  g_autofree char *plain = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (APP_IS_SEARCH_HIT_ROW (self), NULL);
  g_return_val_if_fail (hit == NULL || APP_IS_SEARCH_HIT (hit), NULL);

  app_media_icon_show (self->image, hit != NULL ? app_search_hit_get_media (hit) : NULL, loader);
  if (hit == NULL)
    return NULL;
  gtk_widget_set_visible (GTK_WIDGET (self->image), app_search_hit_get_media (hit) != NULL);
  now = g_date_time_new_now_local ();
  time = app_chat_time_format (app_search_hit_get_time (hit), now);
  if (app_search_hit_get_outgoing (hit))
    /* translators: a message that was found; %s is its text */
    text = g_strdup_printf (_ ("You: %s"), app_search_hit_get_snippet (hit));
  else
    text = g_strdup (app_search_hit_get_snippet (hit));
  pango_parse_markup (text, -1, 0, NULL, &plain, NULL, NULL);
  gtk_label_set_label (self->title, app_search_hit_get_chat_title (hit));
  gtk_label_set_label (self->time, time);
  gtk_label_set_markup (self->text, text);
  name = g_strdup_printf ("%s, %s, %s", app_search_hit_get_chat_title (hit), plain, time);
  return g_steal_pointer (&name);
}
