/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-message-row.h"
#include "test-messages.h"
#include "ui-frames.h"

G_BEGIN_DECLS

/* A window for rows, the samples to show in them, and a page that writes down what they ask for. */
typedef struct
{
  char *folder;
  GPtrArray *samples;
  AppImageLoader *loader;
  GtkWidget *window;
  GtkWidget *box;
  UiFrames *frames;
  GString *asked; /* "action(id) " for each that a row asked for */
} RowsFixture;

typedef gboolean (*RowsFixtureFunc) (GtkWidget *widget, gconstpointer data);

void rows_fixture_set_up (RowsFixture *fixture, gconstpointer width);
void rows_fixture_tear_down (RowsFixture *fixture, gconstpointer width);
AppTimelineItem *rows_fixture_get_item (RowsFixture *fixture, const char *name);
AppMessageRow *rows_fixture_add_row (RowsFixture *fixture);
AppMessageRow *rows_fixture_add_bound (RowsFixture *fixture, const char *name);
void rows_fixture_remove_row (RowsFixture *fixture, AppMessageRow *row);
GtkWidget *rows_fixture_find (GtkWidget *widget, RowsFixtureFunc func, gconstpointer data);
gboolean rows_fixture_is_of_type (GtkWidget *widget, gconstpointer type);
gboolean rows_fixture_has_css_name (GtkWidget *widget, gconstpointer name);
gboolean rows_fixture_is_label_of (GtkWidget *widget, gconstpointer text);
gboolean rows_fixture_is_button_of (GtkWidget *widget, gconstpointer name);
GtkWidget *rows_fixture_find_type (AppMessageRow *row, GType type);
GtkWidget *rows_fixture_get_bubble (AppMessageRow *row);
void rows_fixture_press (RowsFixture *fixture,
                         AppMessageRow *row,
                         const char *button,
                         const char *expected);

G_END_DECLS
