/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-status-ring.h"

#include <math.h>

/* Of the ring, and between it and the picture, pixels */
#define LINE  2.5f
#define SPACE 2
/* More segments than this cannot be told apart: the ring is closed then. */
#define SEGMENTS_MAX 20
/* Between two segments, radians */
#define GAP 0.16

/**
 * AppStatusRing:
 *
 * The picture of somebody, with a ring around it that has a segment for each status: coloured for
 * those that were not seen yet. It says nothing to assistive technology: whatever it is in does.
 */
struct _AppStatusRing
{
  GtkWidget parent_instance;

  AdwAvatar *avatar;
  int size;
  guint n_segments;
  guint n_unseen;
};

G_DEFINE_FINAL_TYPE (AppStatusRing, app_status_ring, GTK_TYPE_WIDGET)

static void
add_arc (GskPathBuilder *builder, float centre, float radius, double begin, double end)
{
  /* An arc of more than half a turn is ambiguous, so it goes in two. */
  double middle = (begin + end) / 2;

  gsk_path_builder_move_to (builder, centre + radius * (float) sin (begin),
                            centre - radius * (float) cos (begin));
  for (guint i = 0; i < 2; i++)
    {
      double to = i == 0 ? middle : end;

      gsk_path_builder_svg_arc_to (builder, radius, radius, 0, FALSE, TRUE,
                                   centre + radius * (float) sin (to),
                                   centre - radius * (float) cos (to));
    }
}

static void
snapshot_segment (AppStatusRing *self, GtkSnapshot *snapshot, guint position, guint n)
{
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskPath) path = NULL;
  GskStroke *stroke = gsk_stroke_new (LINE);
  float centre = (float) self->size / 2;
  double gap = n > 1 ? GAP : 0.0001;
  double step = 2 * G_PI / n;
  gboolean unseen = n == 1 && self->n_segments > 1 ? self->n_unseen > 0
                                                   : position >= n - MIN (n, self->n_unseen);
  GdkRGBA colour;

  gtk_widget_get_color (GTK_WIDGET (self), &colour);
  if (unseen)
    adw_accent_color_to_standalone_rgba (
        adw_style_manager_get_accent_color (adw_style_manager_get_default ()),
        adw_style_manager_get_dark (adw_style_manager_get_default ()), &colour);
  else
    colour.alpha *= 0.3f;
  add_arc (builder, centre, centre - LINE / 2, position * step + gap / 2,
           (position + 1) * step - gap / 2);
  path = gsk_path_builder_to_path (builder);
  gsk_stroke_set_line_cap (stroke, GSK_LINE_CAP_ROUND);
  gtk_snapshot_append_stroke (snapshot, path, stroke, &colour);
  gsk_stroke_free (stroke);
}

static void
app_status_ring_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  AppStatusRing *self = APP_STATUS_RING (widget);
  guint n = self->n_segments > SEGMENTS_MAX ? 1 : self->n_segments;

  GTK_WIDGET_CLASS (app_status_ring_parent_class)->snapshot (widget, snapshot);
  for (guint i = 0; i < n; i++)
    snapshot_segment (self, snapshot, i, n);
}

static void
app_status_ring_dispose (GObject *object)
{
  AppStatusRing *self = APP_STATUS_RING (object);

  if (self->avatar != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->avatar)));
  G_OBJECT_CLASS (app_status_ring_parent_class)->dispose (object);
}

static void
app_status_ring_class_init (AppStatusRingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_status_ring_dispose;
  widget_class->snapshot = app_status_ring_snapshot;
  gtk_widget_class_set_css_name (widget_class, "statusring");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
app_status_ring_init (AppStatusRing *self)
{
  self->avatar = ADW_AVATAR (adw_avatar_new (40, NULL, TRUE));
  gtk_widget_set_parent (GTK_WIDGET (self->avatar), GTK_WIDGET (self));
  gtk_widget_set_halign (GTK_WIDGET (self->avatar), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self->avatar), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  app_status_ring_set_size (self, 48);
}

GtkWidget *
app_status_ring_new (int size)
{
  AppStatusRing *self = g_object_new (APP_TYPE_STATUS_RING, NULL);

  app_status_ring_set_size (self, size);
  return GTK_WIDGET (self);
}

void
app_status_ring_set_size (AppStatusRing *self, int size)
{
  g_return_if_fail (APP_IS_STATUS_RING (self));

  self->size = size;
  gtk_widget_set_size_request (GTK_WIDGET (self), size, size);
  adw_avatar_set_size (self->avatar, size - 2 * ((int) ceilf (LINE) + SPACE));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * app_status_ring_set_person:
 * @self: the ring
 * @person: (nullable): whose, or %NULL for nobody
 * @avatars: (nullable): where the pictures of people are
 *
 * Shows somebody as they are now.
 */
void
app_status_ring_set_person (AppStatusRing *self, AppStatusPerson *person, AppAvatars *avatars)
{
  g_return_if_fail (APP_IS_STATUS_RING (self));

  self->n_segments = person != NULL ? app_status_person_get_n_statuses (person) : 0;
  self->n_unseen = person != NULL ? app_status_person_get_n_unseen (person) : 0;
  adw_avatar_set_text (self->avatar, person != NULL ? app_status_person_get_name (person) : NULL);
  if (avatars != NULL)
    app_avatars_show (avatars, self->avatar,
                      person != NULL ? app_status_person_get_avatar_id (person) : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

guint
app_status_ring_get_n_segments (AppStatusRing *self)
{
  g_return_val_if_fail (APP_IS_STATUS_RING (self), 0);

  return self->n_segments;
}

guint
app_status_ring_get_n_unseen (AppStatusRing *self)
{
  g_return_val_if_fail (APP_IS_STATUS_RING (self), 0);

  return self->n_unseen;
}
