/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "landline-ui"

#include "config.h"

#include "app-read-marker.h"

/**
 * AppReadMarker:
 *
 * Decides when a message was read: when its row was on the screen in the window that has the focus.
 * Nothing else counts, not that it came in, nor that its chat is open behind another window.
 */
struct _AppReadMarker
{
  GObject parent_instance;

  AppMessageView *view; /* not owned: the page owns both */
  AppTimeline *timeline;
  GtkWindow *window; /* not owned: that in which the view is mapped */
  gboolean seeing;
};

enum
{
  PROP_0,
  PROP_SEEING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AppReadMarker, app_read_marker, G_TYPE_OBJECT)

static void
app_read_marker_set_window (AppReadMarker *self, GtkWindow *window)
{
  if (self->window == window)
    return;
  if (self->window != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->window, app_read_marker_update, self);
      g_object_remove_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
    }
  self->window = window;
  if (window == NULL)
    return;
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &self->window);
  g_signal_connect_object (window, "notify::is-active", G_CALLBACK (app_read_marker_update), self,
                           G_CONNECT_SWAPPED);
}

static void
app_read_marker_on_map (AppReadMarker *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self->view));

  app_read_marker_set_window (self, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
  app_read_marker_update (self);
}

static void
app_read_marker_on_unmap (AppReadMarker *self)
{
  app_read_marker_set_window (self, NULL);
  app_read_marker_update (self);
}

static void
app_read_marker_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SEEING:
      g_value_set_boolean (value, app_read_marker_get_seeing (APP_READ_MARKER (object)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
app_read_marker_dispose (GObject *object)
{
  AppReadMarker *self = APP_READ_MARKER (object);

  app_read_marker_set_window (self, NULL);
  g_clear_object (&self->timeline);
  g_clear_weak_pointer (&self->view);
  G_OBJECT_CLASS (app_read_marker_parent_class)->dispose (object);
}

static void
app_read_marker_class_init (AppReadMarkerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = app_read_marker_dispose;
  object_class->get_property = app_read_marker_get_property;

  /**
   * AppReadMarker:seeing:
   *
   * Whether somebody looks at the view.
   */
  properties[PROP_SEEING] = g_param_spec_boolean ("seeing", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY |
                                                      G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
app_read_marker_init (AppReadMarker *self)
{
}

/**
 * app_read_marker_new:
 * @view: where messages are seen
 *
 * Creates a marker that follows what the view shows.
 *
 * Returns: (transfer full): the marker
 */
AppReadMarker *
app_read_marker_new (AppMessageView *view)
{
  AppReadMarker *self;

  g_return_val_if_fail (APP_IS_MESSAGE_VIEW (view), NULL);

  self = g_object_new (APP_TYPE_READ_MARKER, NULL);
  g_set_weak_pointer (&self->view, view);
  g_signal_connect_object (view, "visible-range-changed", G_CALLBACK (app_read_marker_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "map", G_CALLBACK (app_read_marker_on_map), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "unmap", G_CALLBACK (app_read_marker_on_unmap), self,
                           G_CONNECT_SWAPPED);
  if (gtk_widget_get_mapped (GTK_WIDGET (view)))
    app_read_marker_on_map (self);
  return self;
}

/**
 * app_read_marker_set_timeline:
 * @self: the marker
 * @timeline: (nullable): the timeline that the view shows
 *
 * Marks another chat from now on. The view must show its rows already.
 */
void
app_read_marker_set_timeline (AppReadMarker *self, AppTimeline *timeline)
{
  g_return_if_fail (APP_IS_READ_MARKER (self));
  g_return_if_fail (timeline == NULL || APP_IS_TIMELINE (timeline));

  /* A view that had its size told its range before this, and will not tell the same one again. */
  if (g_set_object (&self->timeline, timeline) && timeline != NULL)
    app_read_marker_update (self);
}

/**
 * app_read_marker_get_seeing:
 * @self: the marker
 *
 * Returns: whether somebody looks at the view, as far as a program can know
 */
gboolean
app_read_marker_get_seeing (AppReadMarker *self)
{
  g_return_val_if_fail (APP_IS_READ_MARKER (self), FALSE);

  return self->seeing;
}

/**
 * app_read_marker_update:
 * @self: the marker
 *
 * Marks what is on the screen as read, if somebody looks at it. Called by itself whenever that may
 * have changed.
 */
void
app_read_marker_update (AppReadMarker *self)
{
  gboolean seeing;
  guint first, last;

  g_return_if_fail (APP_IS_READ_MARKER (self));

  seeing = self->window != NULL && gtk_window_is_active (self->window);
  if (self->seeing != seeing)
    {
      self->seeing = seeing;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEEING]);
    }
  if (self->timeline == NULL || self->view == NULL || !seeing ||
      !app_message_view_get_visible_range (self->view, &first, &last))
    return;
  app_timeline_mark_read (self->timeline, last);
}
