/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

/* Opens a list of 100,000 messages and scrolls it, with the rows of the app over the tests'
 * stand-in for the timeline: what is measured is the view and the rows alone. A line of JSON for
 * each figure. */
#include "config.h"

#include <glib/gstdio.h>

#include "bench-scroll.h"
#include "test-messages.h"

#define N_MESSAGES 100000
#define N_PICTURES 12

typedef struct
{
  LandlineContent *contents[N_PICTURES];
  GFile *files[N_PICTURES];
} Pictures;

/* A chat as they are: mostly short texts, some long, a picture in ten, a file in seventeen. */
static AppTimelineItem *
make_item (guint number, gpointer user_data)
{
  Pictures *pictures = user_data;
  guint root = number * 7919 % 13, run = number / 3;
  g_autoptr (LandlineContent) content = NULL;
  TestMessage message = { .outgoing = run % 2,
                          .tick = run % 2 ? APP_TICK_READ : APP_TICK_NONE,
                          .sender = "Ben Okafor",
                          .day_start = number % 40 == 0,
                          .continues = number % 3 != 0,
                          .goes_on = number % 3 != 2,
                          .time = G_GINT64_CONSTANT (1700000000000) +
                                  number * G_GINT64_CONSTANT (61000) };

  if (number % 10 == 3)
    {
      message.content = pictures->contents[number / 10 % N_PICTURES];
      message.file = pictures->files[number / 10 % N_PICTURES];
    }
  else if (number % 17 == 5)
    message.content = content = test_messages_new_file ("Minutes.pdf", "application/pdf", 123456);
  else
    {
      g_autoptr (GString) text = g_string_new (NULL);

      g_string_append_printf (text, "%u", number);
      for (guint i = 0; i < root * root; i++)
        g_string_append (text, i % 5 == 0 ? " wonderful" : " word");
      message.content = content = landline_content_new_text (text->str);
    }
  return test_timeline_item_new (&message);
}

/* From the click on the chat to the end of the frame that shows its last message. */
static void
measure_opening (BenchScroll *bench, AppTimeline *timeline)
{
  for (guint i = 0; i < BENCH_SCROLL_N_OPENINGS; i++)
    {
      gtk_window_set_child (GTK_WINDOW (bench->window), NULL);
      ui_frames_wait (bench->frames, 3);
      bench_scroll_begin_opening (bench);
      bench_scroll_show (bench, G_LIST_MODEL (timeline));
      ui_frames_wait (bench->frames, 1);
      bench_scroll_end_opening (bench, i);
      g_assert_true (
          gtk_widget_get_mapped (app_message_view_get_row (bench->view, N_MESSAGES - 1)));
    }
  bench_scroll_print_opening (bench);
}

int
main (int argc, char **argv)
{
  BenchScroll bench = { 0 };
  Pictures pictures = { 0 };
  g_autofree char *folder = g_dir_make_tmp ("landline-bench-XXXXXX", NULL);
  g_autoptr (AppTimeline) timeline = NULL;
  double resident;

  bench_scroll_init (&bench, "view");
  for (guint i = 0; i < N_PICTURES; i++)
    pictures.contents[i] = test_messages_new_picture (folder, 1200 + i * 10, 900,
                                                      i % 2 ? "A caption" : NULL,
                                                      &pictures.files[i]);
  timeline = test_timeline_new (N_MESSAGES, make_item, &pictures);

  measure_opening (&bench, timeline);
  bench_scroll_measure (&bench, 60, TRUE);
  resident = bench_scroll_get_resident_mib ();
  bench_scroll_measure (&bench, 400, FALSE);
  bench_scroll_print (&bench, "resident memory", bench_scroll_get_resident_mib (), "MiB", 150, 130);
  bench_scroll_print (&bench, "growth of it while scrolling",
                      bench_scroll_get_resident_mib () - resident, "MiB", 0, 0);

  bench_scroll_clear (&bench);
  for (guint i = 0; i < N_PICTURES; i++)
    {
      g_assert_true (g_file_delete (pictures.files[i], NULL, NULL));
      g_object_unref (pictures.files[i]);
      g_object_unref (pictures.contents[i]);
    }
  return g_rmdir (folder);
}
