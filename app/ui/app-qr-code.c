/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-qr-code.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app-qr-matrix.h"

#define SIDE_MIN 180
#define SIDE     240
/* Pixels of a module in a picture that is saved. */
#define SAVED_SCALE 8

/**
 * AppQrCode:
 *
 * A QR code, dark on white in every style, with modules of whole pixels at any scale.
 */
struct _AppQrCode
{
  GtkWidget parent_instance;

  AppQrMatrix *matrix;
};

G_DEFINE_FINAL_TYPE (AppQrCode, app_qr_code, GTK_TYPE_WIDGET)

static void
app_qr_code_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  *minimum = SIDE_MIN;
  *natural = SIDE;
}

/* A module is a whole number of the pixels of the screen, so that each has sharp edges; what is
 * left over widens the quiet zone. */
static void
app_qr_code_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  static const GdkRGBA white = { 1, 1, 1, 1 }, black = { 0, 0, 0, 1 };
  AppQrCode *self = APP_QR_CODE (widget);
  float width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  GdkSurface *surface = gtk_native_get_surface (gtk_widget_get_native (widget));
  double pixel = 1 / gdk_surface_get_scale (surface);
  guint n = self->matrix != NULL ? app_qr_matrix_get_width (self->matrix) : 0;
  double module, left, top;

  gtk_snapshot_append_color (snapshot, &white, &GRAPHENE_RECT_INIT (0, 0, width, height));
  if (n == 0)
    return;
  module = floor (MIN (width, height) / (n + 2 * APP_QR_QUIET_ZONE) / pixel) * pixel;
  left = floor ((width - module * n) / 2 / pixel) * pixel;
  top = floor ((height - module * n) / 2 / pixel) * pixel;
  for (guint y = 0; y < n; y++)
    for (guint x = 0; x < n;)
      {
        guint first = x;

        while (x < n && app_qr_matrix_is_dark (self->matrix, x, y))
          x++;
        if (x > first)
          gtk_snapshot_append_color (snapshot, &black,
                                     &GRAPHENE_RECT_INIT (left + first * module, top + y * module,
                                                          (x - first) * module, module));
        else
          x++;
      }
}

static void
app_qr_code_finalize (GObject *object)
{
  g_clear_pointer (&APP_QR_CODE (object)->matrix, app_qr_matrix_free);
  G_OBJECT_CLASS (app_qr_code_parent_class)->finalize (object);
}

static void
app_qr_code_class_init (AppQrCodeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = app_qr_code_finalize;
  widget_class->measure = app_qr_code_measure;
  widget_class->snapshot = app_qr_code_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
app_qr_code_init (AppQrCode *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "qr-code");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("QR code of the link"), -1);
}

/**
 * app_qr_code_new:
 *
 * Creates a widget without a code.
 *
 * Returns: (transfer floating): the widget
 */
GtkWidget *
app_qr_code_new (void)
{
  return g_object_new (APP_TYPE_QR_CODE, NULL);
}

/**
 * app_qr_code_set_text:
 * @self: a widget
 * @text: (nullable): what the code says
 *
 * Shows another code, or none where the text does not fit into one.
 */
void
app_qr_code_set_text (AppQrCode *self, const char *text)
{
  g_return_if_fail (APP_IS_QR_CODE (self));

  g_clear_pointer (&self->matrix, app_qr_matrix_free);
  if (text != NULL)
    self->matrix = app_qr_matrix_new (text);
  gtk_widget_set_visible (GTK_WIDGET (self), self->matrix != NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * app_qr_code_draw:
 * @self: a widget
 *
 * Returns: (transfer full) (nullable): a picture of its code, to be saved
 */
GdkTexture *
app_qr_code_draw (AppQrCode *self)
{
  g_return_val_if_fail (APP_IS_QR_CODE (self), NULL);

  return self->matrix != NULL ? app_qr_matrix_draw (self->matrix, SAVED_SCALE) : NULL;
}
