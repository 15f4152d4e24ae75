/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

/* Opens a chat of 100,000 messages and scrolls it, with the rows of the app: prints a line of JSON
 * for each figure. The timeline is the tests' stand-in, so that what is measured is the view and
 * the rows alone. */
#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <stdlib.h>

#include "app-message-row-factory.h"
#include "app-message-view.h"
#include "app-row-style.h"
#include "test-messages.h"
#include "ui-frames.h"

#define N_MESSAGES 100000
#define N_OPENINGS 9
#define N_FRAMES   600
#define N_PICTURES 12

typedef struct
{
  AppImageLoader *loader;
  GtkWidget *window;
  UiFrames *frames;
  AppMessageView *view;
  GtkAdjustment *adjustment;
  double step;
  guint n_made; /* items: about as many as rows were bound */
  LandlineContent *pictures[N_PICTURES];
  GFile *files[N_PICTURES];
} Bench;

static void
print (const char *figure, double value, const char *unit, double most, double aim)
{
  g_print ("{\"work\":\"view\",\"figure\":\"%s\",\"value\":%.2f,\"unit\":\"%s\"", figure, value,
           unit);
  if (most > 0)
    g_print (",\"most\":%g,\"aim\":%g", most, aim);
  g_print ("}\n");
}

/* A chat as they are: mostly short texts, some long, a picture in ten, a file in seventeen. */
static AppTimelineItem *
make_item (guint number, gpointer user_data)
{
  Bench *bench = user_data;
  guint root = number * 7919 % 13, run = number / 3;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (LandlineContent) content = NULL;
  TestMessage message = { .outgoing = run % 2,
                          .tick = run % 2 ? APP_TICK_READ : APP_TICK_NONE,
                          .sender = "Ben Okafor",
                          .day_start = number % 40 == 0,
                          .continues = number % 3 != 0,
                          .goes_on = number % 3 != 2,
                          .time = G_GINT64_CONSTANT (1700000000000) +
                                  number * G_GINT64_CONSTANT (61000) };

  bench->n_made++;
  if (number % 10 == 3)
    {
      message.content = bench->pictures[number / 10 % N_PICTURES];
      message.file = bench->files[number / 10 % N_PICTURES];
    }
  else if (number % 17 == 5)
    message.content = content = test_messages_new_file ("Minutes.pdf", "application/pdf", 123456);
  else
    {
      g_string_append_printf (text, "%u", number);
      for (guint i = 0; i < root * root; i++)
        g_string_append (text, i % 5 == 0 ? " wonderful" : " word");
      message.content = content = landline_content_new_text (text->str);
    }
  return test_timeline_item_new (&message);
}

static void
show_chat (Bench *bench, AppTimeline *timeline)
{
  g_autoptr (AppMessageRowFactory) factory = app_message_row_factory_new (bench->loader, FALSE);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  bench->view = app_message_view_new (APP_ROW_FACTORY (factory));
  app_message_view_set_model (bench->view, G_LIST_MODEL (timeline));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (bench->view));
  gtk_window_set_child (GTK_WINDOW (bench->window), scrolled);
  bench->adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled));
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

/* From the click on the chat to the end of the frame that shows its last message. */
static void
measure_opening (Bench *bench, AppTimeline *timeline)
{
  double times[N_OPENINGS];

  for (guint i = 0; i < N_OPENINGS; i++)
    {
      gint64 start;

      gtk_window_set_child (GTK_WINDOW (bench->window), NULL);
      ui_frames_wait (bench->frames, 3);
      start = g_get_monotonic_time ();
      show_chat (bench, timeline);
      ui_frames_wait (bench->frames, 1);
      times[i] = (g_get_monotonic_time () - start) / 1e3;
      g_assert_nonnull (app_message_view_get_row (bench->view, N_MESSAGES - 1));
      g_assert_true (
          gtk_widget_get_mapped (app_message_view_get_row (bench->view, N_MESSAGES - 1)));
    }
  print ("click to painted, first time", times[0], "ms", 0, 0);
  qsort (times, N_OPENINGS, sizeof (double), compare_doubles);
  print ("click to painted, p50", times[N_OPENINGS / 2], "ms", 80, 50);
  print ("click to painted, worst", times[N_OPENINGS - 1], "ms", 0, 0);
}

static void
take_step (gpointer user_data)
{
  Bench *bench = user_data;

  gtk_adjustment_set_value (bench->adjustment,
                            gtk_adjustment_get_value (bench->adjustment) + bench->step);
}

static void
measure_scrolling (Bench *bench,
                   double step,
                   double most,
                   double aim,
                   double most_worst,
                   double aim_worst)
{
  g_autofree char *median = g_strdup_printf ("frame at %.0f px, p50", -step);
  g_autofree char *worst = g_strdup_printf ("frame at %.0f px, p99", -step);
  g_autofree char *cpu = g_strdup_printf ("frame at %.0f px, CPU p50", -step);
  g_autofree char *worst_cpu = g_strdup_printf ("frame at %.0f px, CPU p99", -step);
  guint n_made;

  app_message_view_scroll_to (bench->view, N_MESSAGES / 2, 0.5, FALSE);
  ui_frames_wait (bench->frames, 60);
  n_made = bench->n_made;
  bench->step = step;
  ui_frames_start_timing (bench->frames);
  ui_frames_set_tick_func (bench->frames, take_step, bench);
  ui_frames_wait (bench->frames, N_FRAMES);
  ui_frames_set_tick_func (bench->frames, NULL, NULL);
  g_assert_cmpuint (bench->n_made, >, n_made + 200); /* it was scrolled, not stuck at an end */
  print (median, ui_frames_get_percentile (bench->frames, 50), "ms", most, aim);
  print (worst, ui_frames_get_percentile (bench->frames, 99), "ms", most_worst, aim_worst);
  print (cpu, ui_frames_get_cpu_percentile (bench->frames, 50), "ms", 0, 0);
  print (worst_cpu, ui_frames_get_cpu_percentile (bench->frames, 99), "ms", 0, 0);
}

static double
get_resident_mib (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  line = strstr (status, "VmRSS:");
  return line != NULL ? g_ascii_strtod (line + strlen ("VmRSS:"), NULL) / 1024 : 0;
}

int
main (int argc, char **argv)
{
  Bench bench = { 0 };
  g_autofree char *folder = g_dir_make_tmp ("landline-bench-XXXXXX", NULL);
  g_autoptr (AppTimeline) timeline = NULL;
  double resident;

  adw_init ();
  app_row_style_install (gdk_display_get_default ());
  bench.loader = app_image_loader_new ();
  for (guint i = 0; i < N_PICTURES; i++)
    bench.pictures[i] = test_messages_new_picture (folder, 1200 + i * 10, 900,
                                                   i % 2 ? "A caption" : NULL, &bench.files[i]);
  timeline = test_timeline_new (N_MESSAGES, make_item, &bench);
  bench.window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (bench.window), 800, 600);
  bench.frames = ui_frames_new (GTK_WINDOW (bench.window));

  measure_opening (&bench, timeline);
  measure_scrolling (&bench, -60, 5, 4, 12, 10);
  resident = get_resident_mib ();
  measure_scrolling (&bench, -400, 0, 0, 0, 0);
  print ("resident memory", get_resident_mib (), "MiB", 150, 130);
  print ("growth of it while scrolling", get_resident_mib () - resident, "MiB", 0, 0);

  gtk_window_destroy (GTK_WINDOW (bench.window));
  ui_frames_free (bench.frames);
  for (guint i = 0; i < N_PICTURES; i++)
    {
      g_assert_true (g_file_delete (bench.files[i], NULL, NULL));
      g_object_unref (bench.files[i]);
      g_object_unref (bench.pictures[i]);
    }
  g_object_unref (bench.loader);
  return g_rmdir (folder);
}
