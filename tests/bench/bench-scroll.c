/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <adwaita.h>
#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "app-message-row.h"
#include "app-row-style.h"
#include "app-row-warm-up.h"
#include "bench-scroll.h"

#define N_FRAMES 600

/* Nobody clicks on a chat sooner. */
#define FRAMES_BEFORE_OPENING 30

void
bench_scroll_init (BenchScroll *self, const char *work)
{
  adw_init ();
  app_row_style_install (gdk_display_get_default ());
  self->work = work;
  self->loader = app_image_loader_new ();
  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 800, 600);
  app_row_warm_up (self->window);
  self->frames = ui_frames_new (GTK_WINDOW (self->window));
  ui_frames_wait (self->frames, FRAMES_BEFORE_OPENING);
}

void
bench_scroll_clear (BenchScroll *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  ui_frames_free (self->frames);
  g_object_unref (self->loader);
}

/* A line of JSON for `./dev bench`. */
void
bench_scroll_print (BenchScroll *self,
                    const char *figure,
                    double value,
                    const char *unit,
                    double most,
                    double aim)
{
  g_print ("{\"work\":\"%s\",\"figure\":\"%s\",\"value\":%.2f,\"unit\":\"%s\"", self->work, figure,
           value, unit);
  if (most > 0)
    g_print (",\"most\":%g,\"aim\":%g", most, aim);
  g_print ("}\n");
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

/* Processor time of this thread, which what else runs on the machine hardly touches. */
static double
get_cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

/* From the click on a chat on. */
void
bench_scroll_begin_opening (BenchScroll *self)
{
  self->opening_start = g_get_monotonic_time ();
  self->opening_cpu_start = get_cpu_ms ();
}

void
bench_scroll_end_opening (BenchScroll *self, guint number)
{
  self->times[number] = (g_get_monotonic_time () - self->opening_start) / 1e3;
  self->cpu_times[number] = get_cpu_ms () - self->opening_cpu_start;
}

void
bench_scroll_print_opening (BenchScroll *self)
{
  guint n_times = BENCH_SCROLL_N_OPENINGS;

  bench_scroll_print (self, "click to painted, first time", self->times[0], "ms", 80, 50);
  bench_scroll_print (self, "click to painted, first time, CPU", self->cpu_times[0], "ms", 0, 0);
  qsort (self->times, n_times, sizeof (double), compare_doubles);
  qsort (self->cpu_times, n_times, sizeof (double), compare_doubles);
  bench_scroll_print (self, "click to painted, p50", self->times[n_times / 2], "ms", 80, 50);
  bench_scroll_print (self, "click to painted, CPU p50", self->cpu_times[n_times / 2], "ms", 0, 0);
  bench_scroll_print (self, "click to painted, worst", self->times[n_times - 1], "ms", 0, 0);
}

void
bench_scroll_show (BenchScroll *self, GListModel *model)
{
  g_autoptr (AppMessageRowFactory) factory = app_message_row_factory_new (self->loader, FALSE);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->view = app_message_view_new (APP_ROW_FACTORY (factory));
  app_message_view_set_model (self->view, model);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->view));
  gtk_window_set_child (GTK_WINDOW (self->window), scrolled);
  self->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
}

/* Whether everything in sight is there with what it says. */
gboolean
bench_scroll_is_loaded (BenchScroll *self)
{
  guint first, last;

  if (!app_message_view_get_visible_range (self->view, &first, &last))
    return FALSE;
  for (guint i = first; i <= last; i++)
    {
      AppMessageRow *row = APP_MESSAGE_ROW (app_message_view_get_row (self->view, i));

      if (!app_timeline_item_get_loaded (app_message_row_get_item (row)))
        return FALSE;
    }
  return TRUE;
}

static void
take_step (gpointer user_data)
{
  BenchScroll *self = user_data;

  gtk_adjustment_set_value (self->adjustment,
                            gtk_adjustment_get_value (self->adjustment) + self->step);
}

static void
look (gpointer user_data)
{
  BenchScroll *self = user_data;
  guint first, last;

  if (!app_message_view_get_visible_range (self->view, &first, &last))
    return;
  self->n_rows_passed += last < self->last_seen ? self->last_seen - last : 0;
  self->last_seen = last;
  self->n_unloaded += !bench_scroll_is_loaded (self);
}

/* Upwards from the middle, a step a frame. */
void
bench_scroll_measure (BenchScroll *self, double step, gboolean is_wanted)
{
  guint n_items = g_list_model_get_n_items (app_message_view_get_model (self->view));
  const struct
  {
    const char *name;
    double percentile;
    double most;
    double aim;
  } figures[] = { { "p50", 50, 5, 4 }, { "p99", 99, 12, 10 } };
  g_autofree char *all = g_strdup_printf ("CPU for a frame at %.0f px, with what is between", step);
  double cpu_ms;

  app_message_view_scroll_to (self->view, n_items / 2, 0.5, FALSE);
  ui_frames_wait (self->frames, 60);
  self->step = -step;
  self->n_rows_passed = self->n_unloaded = self->last_seen = 0;
  ui_frames_set_painted_func (self->frames, look, self);
  ui_frames_start_timing (self->frames);
  ui_frames_set_tick_func (self->frames, take_step, self);
  ui_frames_wait (self->frames, N_FRAMES);
  cpu_ms = ui_frames_get_cpu_ms (self->frames);
  ui_frames_set_tick_func (self->frames, NULL, NULL);
  ui_frames_set_painted_func (self->frames, NULL, NULL);
  g_assert_cmpuint (self->n_rows_passed, >, 150); /* it was scrolled, not stuck at an end */
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      g_autofree char *name = g_strdup_printf ("frame at %.0f px, %s", step, figures[i].name);
      g_autofree char *cpu = g_strdup_printf ("frame at %.0f px, CPU %s", step, figures[i].name);

      bench_scroll_print (self, name,
                          ui_frames_get_percentile (self->frames, figures[i].percentile), "ms",
                          is_wanted ? figures[i].most : 0, figures[i].aim);
      bench_scroll_print (self, cpu,
                          ui_frames_get_cpu_percentile (self->frames, figures[i].percentile), "ms",
                          0, 0);
    }
  bench_scroll_print (self, all, cpu_ms / N_FRAMES, "ms", 0, 0);
}

double
bench_scroll_get_resident_mib (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  line = strstr (status, "VmRSS:");
  return line != NULL ? g_ascii_strtod (line + strlen ("VmRSS:"), NULL) / 1024 : 0;
}
