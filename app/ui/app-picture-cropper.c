/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-picture-cropper.h"

#include <glib/gi18n.h>

/* Of the square, at a key */
#define STEP 0.05
#define ZOOM 1.1

/**
 * AppPictureCropper:
 *
 * A picture of which a square is chosen: it is dragged with the pointer or moved with the arrow
 * keys, and made larger and smaller by scrolling, pinching, or with the keys + and -. What is
 * outside of the circle that others will see is dimmed.
 *
 * All measures are of the picture's shorter side, so that they hold at any size of the widget.
 */
struct _AppPictureCropper
{
  GtkWidget parent_instance;

  GdkPaintable *paintable;
  double zoom; /* 1: the square is as large as it can be */
  double x;    /* the middle of the square */
  double y;
  double width; /* of the picture */
  double height;
  double drag_x;
  double drag_y;
  double pinch_zoom;
};

enum
{
  PROP_0,
  PROP_ZOOM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AppPictureCropper, app_picture_cropper, GTK_TYPE_WIDGET)

static double
get_side (AppPictureCropper *self)
{
  return 1 / self->zoom;
}

/* How many pixels of the screen the picture's shorter side has */
static double
get_scale (AppPictureCropper *self)
{
  int side = MIN (gtk_widget_get_width (GTK_WIDGET (self)),
                  gtk_widget_get_height (GTK_WIDGET (self)));

  return MAX (side, 1) * self->zoom;
}

/* The square stays within the picture. */
static void
app_picture_cropper_set_middle (AppPictureCropper *self, double x, double y)
{
  double half = get_side (self) / 2;

  self->x = CLAMP (x, half, MAX (self->width - half, half));
  self->y = CLAMP (y, half, MAX (self->height - half, half));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
app_picture_cropper_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AppPictureCropper *self = APP_PICTURE_CROPPER (widget);
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  float side = MIN (width, height);
  double scale = get_scale (self);
  graphene_rect_t all = GRAPHENE_RECT_INIT (0, 0, width, height);
  graphene_rect_t square = GRAPHENE_RECT_INIT ((width - side) / 2, (height - side) / 2, side, side);
  GskRoundedRect circle;
  GdkRGBA dim = { 0, 0, 0, 0.55f };

  if (self->paintable == NULL)
    return;
  gtk_snapshot_push_clip (snapshot, &all);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (width / 2 - self->x * scale),
                                                          (float) (height / 2 - self->y * scale)));
  gdk_paintable_snapshot (self->paintable, snapshot, self->width * scale, self->height * scale);
  gtk_snapshot_restore (snapshot);

  gtk_snapshot_push_mask (snapshot, GSK_MASK_MODE_INVERTED_ALPHA);
  gsk_rounded_rect_init_from_rect (&circle, &square, side / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &circle);
  gtk_snapshot_append_color (snapshot, &(GdkRGBA) { 0, 0, 0, 1 }, &square);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_color (snapshot, &dim, &all);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_pop (snapshot);
}

static void
on_drag_begin (AppPictureCropper *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->drag_x = self->x;
  self->drag_y = self->y;
}

static void
on_drag_update (AppPictureCropper *self, double x, double y)
{
  double scale = get_scale (self);

  app_picture_cropper_set_middle (self, self->drag_x - x / scale, self->drag_y - y / scale);
}

static gboolean
on_scroll (AppPictureCropper *self, double dx, double dy)
{
  app_picture_cropper_set_zoom (self, self->zoom * (dy < 0 ? ZOOM : dy > 0 ? 1 / ZOOM : 1));
  return GDK_EVENT_STOP;
}

static void
on_pinch_begin (AppPictureCropper *self)
{
  self->pinch_zoom = self->zoom;
}

static void
on_pinch (AppPictureCropper *self, double scale)
{
  app_picture_cropper_set_zoom (self, self->pinch_zoom * scale);
}

static gboolean
on_key (AppPictureCropper *self, guint keyval)
{
  switch (keyval)
    {
    case GDK_KEY_Left:
      app_picture_cropper_move (self, -STEP, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
      app_picture_cropper_move (self, STEP, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
      app_picture_cropper_move (self, 0, -STEP);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
      app_picture_cropper_move (self, 0, STEP);
      return GDK_EVENT_STOP;
    case GDK_KEY_plus:
    case GDK_KEY_equal:
    case GDK_KEY_KP_Add:
      app_picture_cropper_set_zoom (self, self->zoom * ZOOM);
      return GDK_EVENT_STOP;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      app_picture_cropper_set_zoom (self, self->zoom / ZOOM);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
app_picture_cropper_dispose (GObject *object)
{
  g_clear_object (&APP_PICTURE_CROPPER (object)->paintable);
  G_OBJECT_CLASS (app_picture_cropper_parent_class)->dispose (object);
}

static void
app_picture_cropper_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_ZOOM:
      g_value_set_double (value, APP_PICTURE_CROPPER (object)->zoom);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_picture_cropper_set_property (GObject *object,
                                  guint prop_id,
                                  const GValue *value,
                                  GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_ZOOM:
      app_picture_cropper_set_zoom (APP_PICTURE_CROPPER (object), g_value_get_double (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_picture_cropper_class_init (AppPictureCropperClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = app_picture_cropper_dispose;
  object_class->get_property = app_picture_cropper_get_property;
  object_class->set_property = app_picture_cropper_set_property;
  widget_class->snapshot = app_picture_cropper_snapshot;

  /**
   * AppPictureCropper:zoom:
   *
   * How large the picture is: at 1 the square takes as much of it as it can.
   */
  properties[PROP_ZOOM] = g_param_spec_double ("zoom", NULL, NULL, 1, APP_PICTURE_CROPPER_ZOOM_MAX,
                                               1,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                                   G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_css_name (widget_class, "picturecropper");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
app_picture_cropper_init (AppPictureCropper *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (
      GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->zoom = 1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Picture"),
      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      _ ("Move it with the arrow keys, and make it larger and smaller with plus and minus."), -1);
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (on_drag_begin), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (on_drag_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (pinch, "begin", G_CALLBACK (on_pinch_begin), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pinch, "scale-changed", G_CALLBACK (on_pinch), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scroll, "scroll", G_CALLBACK (on_scroll), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (pinch));
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * app_picture_cropper_set_paintable:
 * @self: the cropper
 * @paintable: (nullable): a picture
 *
 * Shows a picture, with the largest square in its middle.
 */
void
app_picture_cropper_set_paintable (AppPictureCropper *self, GdkPaintable *paintable)
{
  double width, height;

  g_return_if_fail (APP_IS_PICTURE_CROPPER (self));

  g_set_object (&self->paintable, paintable);
  width = paintable != NULL ? MAX (gdk_paintable_get_intrinsic_width (paintable), 1) : 1;
  height = paintable != NULL ? MAX (gdk_paintable_get_intrinsic_height (paintable), 1) : 1;
  self->width = width / MIN (width, height);
  self->height = height / MIN (width, height);
  app_picture_cropper_set_zoom (self, 1);
  app_picture_cropper_set_middle (self, self->width / 2, self->height / 2);
}

void
app_picture_cropper_set_zoom (AppPictureCropper *self, double zoom)
{
  g_return_if_fail (APP_IS_PICTURE_CROPPER (self));

  zoom = CLAMP (zoom, 1, APP_PICTURE_CROPPER_ZOOM_MAX);
  if (zoom == self->zoom)
    return;
  self->zoom = zoom;
  app_picture_cropper_set_middle (self, self->x, self->y);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ZOOM]);
}

double
app_picture_cropper_get_zoom (AppPictureCropper *self)
{
  g_return_val_if_fail (APP_IS_PICTURE_CROPPER (self), 1);

  return self->zoom;
}

/**
 * app_picture_cropper_move:
 * @self: the cropper
 * @dx: how far to the right, of the square
 * @dy: how far down, of the square
 *
 * Moves the square, as far as the picture goes.
 */
void
app_picture_cropper_move (AppPictureCropper *self, double dx, double dy)
{
  g_return_if_fail (APP_IS_PICTURE_CROPPER (self));

  app_picture_cropper_set_middle (self, self->x + dx * get_side (self),
                                  self->y + dy * get_side (self));
}

/**
 * app_picture_cropper_get_square:
 * @self: the cropper
 * @x: (out): the left of the square
 * @y: (out): its top
 * @side: (out): its size
 *
 * What is chosen, of the picture's shorter side: what app_image_crop_async() takes.
 */
void
app_picture_cropper_get_square (AppPictureCropper *self, double *x, double *y, double *side)
{
  g_return_if_fail (APP_IS_PICTURE_CROPPER (self));

  *side = get_side (self);
  *x = self->x - *side / 2;
  *y = self->y - *side / 2;
}
