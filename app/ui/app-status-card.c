/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-status-card.h"

#include <glib/gi18n.h>
#include <math.h>

/* From GNOME's palette, darkened where white would have a contrast of less than 4.5 to 1. */
const AppStatusColour app_status_colours[] = {
  { "#1a5fb4", N_ ("Blue") },   { "#0d6b6b", N_ ("Teal") },   { "#1c7a3e", N_ ("Green") },
  { "#8a5a00", N_ ("Ochre") },  { "#a34a00", N_ ("Orange") }, { "#a51d2d", N_ ("Red") },
  { "#813d9c", N_ ("Purple") }, { "#3d3846", N_ ("Slate") },
};
const guint app_status_n_colours = G_N_ELEMENTS (app_status_colours);

/**
 * AppStatusCard:
 *
 * A colour with something on it that can be read: white, or black where whoever chose the colour
 * has a lighter one.
 */
struct _AppStatusCard
{
  GtkWidget parent_instance;

  GtkWidget *child;
  char *colour;
  GdkRGBA rgba;
};

G_DEFINE_FINAL_TYPE (AppStatusCard, app_status_card, GTK_TYPE_WIDGET)

static double
linear (float channel)
{
  return channel <= 0.04045f ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

/* The relative luminance of WCAG 2, at which black and white have the same contrast */
#define MIDDLE 0.179

gboolean
app_status_card_is_light (AppStatusCard *self)
{
  g_return_val_if_fail (APP_IS_STATUS_CARD (self), FALSE);

  return 0.2126 * linear (self->rgba.red) + 0.7152 * linear (self->rgba.green) +
             0.0722 * linear (self->rgba.blue) >
         MIDDLE;
}

static void
app_status_card_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AppStatusCard *self = APP_STATUS_CARD (widget);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                               (float) gtk_widget_get_height (widget));

  gtk_snapshot_append_color (snapshot, &self->rgba, &bounds);
  GTK_WIDGET_CLASS (app_status_card_parent_class)->snapshot (widget, snapshot);
}

static void
app_status_card_dispose (GObject *object)
{
  g_clear_pointer (&APP_STATUS_CARD (object)->child, gtk_widget_unparent);
  G_OBJECT_CLASS (app_status_card_parent_class)->dispose (object);
}

static void
app_status_card_finalize (GObject *object)
{
  g_free (APP_STATUS_CARD (object)->colour);
  G_OBJECT_CLASS (app_status_card_parent_class)->finalize (object);
}

static void
app_status_card_class_init (AppStatusCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_status_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_status_card_finalize;
  widget_class->snapshot = app_status_card_snapshot;
  gtk_widget_class_set_css_name (widget_class, "statuscard");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
app_status_card_init (AppStatusCard *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  app_status_card_set_colour (self, NULL);
}

void
app_status_card_set_child (AppStatusCard *self, GtkWidget *child)
{
  g_return_if_fail (APP_IS_STATUS_CARD (self));

  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}

/**
 * app_status_card_set_colour:
 * @self: the card
 * @colour: (nullable): as `#rrggbb`, or %NULL for the first of ours
 *
 * Sets what is behind the text.
 */
void
app_status_card_set_colour (AppStatusCard *self, const char *colour)
{
  g_return_if_fail (APP_IS_STATUS_CARD (self));

  if (colour == NULL || !gdk_rgba_parse (&self->rgba, colour))
    {
      colour = app_status_colours[0].value;
      gdk_rgba_parse (&self->rgba, colour);
    }
  g_set_str (&self->colour, colour);
  if (app_status_card_is_light (self))
    gtk_widget_add_css_class (GTK_WIDGET (self), "light");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "light");
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const char *
app_status_card_get_colour (AppStatusCard *self)
{
  g_return_val_if_fail (APP_IS_STATUS_CARD (self), NULL);

  return self->colour;
}
