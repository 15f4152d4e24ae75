/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "ui-frames"

#include "config.h"

#include <time.h>

#include "ui-frames.h"

/* A bound, not a wait: nothing here takes a tenth of it. */
#define LONGEST_WAIT_US (20 * G_USEC_PER_SEC)

/*
 * UiFrames: looks at every frame of a window, not only at the last.
 *
 * The window is painted anew all the time. After each frame the painted function may assert what is
 * on the screen, before each one the tick function may move something, as an animation would.
 */
struct _UiFrames
{
  GtkWindow *window;
  GdkFrameClock *clock;
  guint tick_id;
  guint n_frames;
  UiFrameFunc painted;
  gpointer painted_data;
  UiFrameFunc tick;
  gpointer tick_data;
  gint64 start;
  gboolean timing;
  GArray *times;     /* double, ms */
  GArray *cpu_times; /* double, ms */
  double frame_cpu_start;
  double cpu_start;
};

static double
get_cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static void
on_before_paint (UiFrames *self)
{
  self->start = g_get_monotonic_time ();
  self->frame_cpu_start = get_cpu_ms ();
}

static void
on_after_paint (UiFrames *self)
{
  double ms = (g_get_monotonic_time () - self->start) / 1e3;
  double cpu_ms = get_cpu_ms () - self->frame_cpu_start;

  self->n_frames++;
  if (self->timing)
    {
      g_array_append_val (self->times, ms);
      g_array_append_val (self->cpu_times, cpu_ms);
    }
  if (self->painted != NULL)
    self->painted (self->painted_data);
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  UiFrames *self = user_data;

  if (self->tick != NULL)
    self->tick (self->tick_data);
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_AFTER_PAINT);
  return G_SOURCE_CONTINUE;
}

UiFrames *
ui_frames_new (GtkWindow *window)
{
  UiFrames *self = g_new0 (UiFrames, 1);

  gtk_window_present (window);
  self->window = g_object_ref (window);
  self->times = g_array_new (FALSE, FALSE, sizeof (double));
  self->cpu_times = g_array_new (FALSE, FALSE, sizeof (double));
  self->clock = g_object_ref (gtk_widget_get_frame_clock (GTK_WIDGET (window)));
  g_signal_connect_swapped (self->clock, "before-paint", G_CALLBACK (on_before_paint), self);
  g_signal_connect_data (self->clock, "after-paint", G_CALLBACK (on_after_paint), self, NULL,
                         G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (window), on_tick, self, NULL);
  ui_frames_wait (self, 5);
  return self;
}

void
ui_frames_free (UiFrames *self)
{
  gtk_widget_remove_tick_callback (GTK_WIDGET (self->window), self->tick_id);
  g_signal_handlers_disconnect_by_data (self->clock, self);
  g_object_unref (self->clock);
  g_object_unref (self->window);
  g_array_unref (self->times);
  g_array_unref (self->cpu_times);
  g_free (self);
}

static gboolean
on_beat (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* The beat wakes the loop where no frame comes and nothing else happens: that fails, and does not
 * hang. */
void
ui_frames_wait (UiFrames *self, guint n_frames)
{
  guint end = self->n_frames + n_frames;
  gint64 deadline = g_get_monotonic_time () + LONGEST_WAIT_US + n_frames * 100 * 1000;
  guint beat = g_timeout_add_seconds (1, on_beat, NULL);

  while (self->n_frames < end)
    {
      g_main_context_iteration (NULL, TRUE);
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    }
  g_source_remove (beat);
}

void
ui_frames_wait_until (UiFrames *self, gboolean (*condition) (gpointer), gpointer user_data)
{
  gint64 deadline = g_get_monotonic_time () + LONGEST_WAIT_US;

  while (!condition (user_data))
    {
      ui_frames_wait (self, 1);
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    }
}

void
ui_frames_set_painted_func (UiFrames *self, UiFrameFunc func, gpointer user_data)
{
  self->painted = func;
  self->painted_data = user_data;
}

void
ui_frames_set_tick_func (UiFrames *self, UiFrameFunc func, gpointer user_data)
{
  self->tick = func;
  self->tick_data = user_data;
}

guint
ui_frames_get_n_frames (UiFrames *self)
{
  return self->n_frames;
}

void
ui_frames_start_timing (UiFrames *self)
{
  self->timing = TRUE;
  g_array_set_size (self->times, 0);
  g_array_set_size (self->cpu_times, 0);
  self->cpu_start = get_cpu_ms ();
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static double
get_percentile (GArray *values, double percentile)
{
  g_assert_cmpuint (values->len, >, 0);
  g_array_sort (values, compare_doubles);
  return g_array_index (values, double,
                        MIN ((guint) (values->len * percentile / 100), values->len - 1));
}

/* From before-paint to after-paint, in milliseconds, of the frames since the timing was started. */
double
ui_frames_get_percentile (UiFrames *self, double percentile)
{
  return get_percentile (self->times, percentile);
}

/* The same of this thread's processor time, which what else runs on the machine hardly touches. */
double
ui_frames_get_cpu_percentile (UiFrames *self, double percentile)
{
  return get_percentile (self->cpu_times, percentile);
}

/* Of this thread, since the timing was started. */
double
ui_frames_get_cpu_ms (UiFrames *self)
{
  return get_cpu_ms () - self->cpu_start;
}

/* For what needs no window. The beat wakes the loop where only another thread moves. */
void
ui_spin_until (gboolean (*condition) (gpointer), gpointer user_data)
{
  gint64 deadline = g_get_monotonic_time () + LONGEST_WAIT_US;
  guint beat = g_timeout_add (5, on_beat, NULL);

  while (!condition (user_data))
    {
      g_main_context_iteration (NULL, TRUE);
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    }
  g_source_remove (beat);
}

/* What @widget looks like, in pixels of the screen. */
GdkTexture *
ui_render (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int scale = gtk_widget_get_scale_factor (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  g_autoptr (GskRenderNode) node = NULL;

  gtk_snapshot_scale (snapshot, scale, scale);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  return gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)),
                                      node,
                                      &GRAPHENE_RECT_INIT (0, 0, width * scale, height * scale));
}

/* What @widget looks like, for people to look at. */
void
ui_write_png (GtkWidget *widget, const char *path)
{
  g_autoptr (GdkTexture) texture = ui_render (widget);

  g_assert_true (gdk_texture_save_to_png (texture, path));
}
