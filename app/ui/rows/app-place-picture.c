/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "app-place-picture"

#include "config.h"

#include <glib/gi18n.h>

#include "app-place-picture.h"

#define PIN_SIZE 32

/**
 * AppPlacePicture:
 *
 * A place on a small map, or that there is none. It is as large with a map as without, so that
 * nothing moves when the map comes. Whoever may fetch maps gives it one: see
 * [signal@AppMessageRow::place].
 */
struct _AppPlacePicture
{
  GtkWidget parent_instance;
  AppPlace *place;
  AppPlacePictureState state;
  GdkTexture *map;

  GtkWidget *pin;
  GtkWidget *attribution;
  GtkWidget *failure;
};

G_DEFINE_FINAL_TYPE (AppPlacePicture, app_place_picture, GTK_TYPE_WIDGET)

/* As large as it must be to cover the area, with the place in its middle. */
static void
app_place_picture_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AppPlacePicture *self = APP_PLACE_PICTURE (widget);
  double width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);

  if (self->map != NULL)
    {
      double map_width = gdk_texture_get_width (self->map);
      double map_height = gdk_texture_get_height (self->map);
      double scale = MAX (1, MAX (width / map_width, height / map_height));

      gtk_snapshot_append_texture (snapshot, self->map,
                                   &GRAPHENE_RECT_INIT ((width - map_width * scale) / 2,
                                                        (height - map_height * scale) / 2,
                                                        map_width * scale, map_height * scale));
    }
  GTK_WIDGET_CLASS (app_place_picture_parent_class)->snapshot (widget, snapshot);
}

static void
app_place_picture_dispose (GObject *object)
{
  AppPlacePicture *self = APP_PLACE_PICTURE (object);
  GtkWidget *child;

  g_clear_pointer (&self->place, app_place_free);
  g_clear_object (&self->map);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (app_place_picture_parent_class)->dispose (object);
}

static void
app_place_picture_class_init (AppPlacePictureClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_place_picture_dispose;
  widget_class->snapshot = app_place_picture_snapshot;
  gtk_widget_class_set_css_name (widget_class, "placepicture");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
app_place_picture_init (AppPlacePicture *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  /* The tip of the pin is the place. */
  self->pin = g_object_new (GTK_TYPE_IMAGE, "icon-name", "mark-location-symbolic", "pixel-size",
                            PIN_SIZE, "halign", GTK_ALIGN_CENTER, "valign", GTK_ALIGN_CENTER,
                            "margin-bottom", PIN_SIZE, "accessible-role", GTK_ACCESSIBLE_ROLE_NONE,
                            NULL);
  gtk_widget_set_parent (self->pin, widget);
  self->failure = g_object_new (GTK_TYPE_LABEL, "label", _ ("The map could not be fetched"),
                                "halign", GTK_ALIGN_CENTER, "valign", GTK_ALIGN_CENTER,
                                "margin-top", PIN_SIZE, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  gtk_widget_add_css_class (self->failure, "caption");
  gtk_widget_set_parent (self->failure, widget);
  self->attribution = g_object_new (GTK_TYPE_LABEL, "halign", GTK_ALIGN_END, "valign",
                                    GTK_ALIGN_END, "ellipsize", PANGO_ELLIPSIZE_END, NULL);
  gtk_widget_add_css_class (self->attribution, "attribution");
  gtk_widget_set_parent (self->attribution, widget);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_visible (widget, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Map"),
                                  -1);
}

/**
 * app_place_picture_new:
 *
 * Returns: (transfer floating): a picture without a place, which is not visible
 */
GtkWidget *
app_place_picture_new (void)
{
  return g_object_new (APP_TYPE_PLACE_PICTURE, NULL);
}

/**
 * app_place_picture_set_place:
 * @self: a picture
 * @place: (nullable): the place to show, %NULL for none
 *
 * Says what is to be shown. With another place than before there is no map until one is given.
 */
void
app_place_picture_set_place (AppPlacePicture *self, const AppPlace *place)
{
  g_return_if_fail (APP_IS_PLACE_PICTURE (self));

  if (place != NULL && self->place != NULL && place->latitude == self->place->latitude &&
      place->longitude == self->place->longitude)
    return;
  g_clear_pointer (&self->place, app_place_free);
  self->place = place != NULL ? app_place_copy (place) : NULL;
  app_place_picture_set_state (self, APP_PLACE_PICTURE_NONE);
}

/**
 * app_place_picture_get_place:
 * @self: a picture
 *
 * Returns: (transfer none) (nullable): the place to show
 */
const AppPlace *
app_place_picture_get_place (AppPlacePicture *self)
{
  g_return_val_if_fail (APP_IS_PLACE_PICTURE (self), NULL);

  return self->place;
}

/**
 * app_place_picture_show_map:
 * @self: a picture
 * @map: a map with the place in its middle
 * @attribution: who made it
 *
 * Shows a map of the place.
 */
void
app_place_picture_show_map (AppPlacePicture *self, GdkTexture *map, const char *attribution)
{
  g_return_if_fail (APP_IS_PLACE_PICTURE (self));
  g_return_if_fail (GDK_IS_TEXTURE (map) && attribution != NULL);

  app_place_picture_set_state (self, APP_PLACE_PICTURE_SHOWN);
  gtk_label_set_text (GTK_LABEL (self->attribution), attribution);
  gtk_widget_set_visible (self->attribution, *attribution != '\0');
  g_set_object (&self->map, map);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * app_place_picture_set_state:
 * @self: a picture
 * @state: how far its map is
 *
 * Says how far the map is, and takes away one that was shown.
 */
void
app_place_picture_set_state (AppPlacePicture *self, AppPlacePictureState state)
{
  g_return_if_fail (APP_IS_PLACE_PICTURE (self));

  self->state = state;
  g_clear_object (&self->map);
  gtk_widget_set_visible (GTK_WIDGET (self), state != APP_PLACE_PICTURE_NONE);
  gtk_widget_set_visible (self->failure, state == APP_PLACE_PICTURE_FAILED);
  gtk_widget_set_visible (self->attribution, FALSE);
  if (state == APP_PLACE_PICTURE_SHOWN)
    gtk_widget_add_css_class (GTK_WIDGET (self), "shown");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "shown");
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

AppPlacePictureState
app_place_picture_get_state (AppPlacePicture *self)
{
  g_return_val_if_fail (APP_IS_PLACE_PICTURE (self), APP_PLACE_PICTURE_NONE);

  return self->state;
}
