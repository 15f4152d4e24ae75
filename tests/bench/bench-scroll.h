/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-message-row-factory.h"
#include "app-message-view.h"
#include "ui-frames.h"

G_BEGIN_DECLS

#define BENCH_SCROLL_N_OPENINGS 9

/* A message view in a window, for the figures of the app. */
typedef struct
{
  const char *work; /* as it is called in the figures */
  AppImageLoader *loader;
  GtkWidget *window;
  UiFrames *frames;
  AppMessageView *view;
  GtkAdjustment *adjustment;
  double step;
  guint n_rows_passed; /* rows that came into sight */
  guint n_unloaded;    /* frames in which a row in sight was not loaded yet */
  guint last_seen;
  gint64 opening_start;
  double opening_cpu_start;
  double times[BENCH_SCROLL_N_OPENINGS]; /* ms, of the openings */
  double cpu_times[BENCH_SCROLL_N_OPENINGS];
} BenchScroll;

void bench_scroll_init (BenchScroll *self, const char *work);
void bench_scroll_clear (BenchScroll *self);
void bench_scroll_show (BenchScroll *self, GListModel *model);
gboolean bench_scroll_is_loaded (BenchScroll *self);
void bench_scroll_measure (BenchScroll *self, double step, gboolean is_wanted);
void bench_scroll_print (BenchScroll *self,
                         const char *figure,
                         double value,
                         const char *unit,
                         double most,
                         double aim);
void bench_scroll_begin_opening (BenchScroll *self);
void bench_scroll_end_opening (BenchScroll *self, guint number);
void bench_scroll_print_opening (BenchScroll *self);
double bench_scroll_get_resident_mib (void);

G_END_DECLS
