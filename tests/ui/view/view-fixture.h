/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-message-view.h"
#include "test-list.h"
#include "ui-frames.h"

G_BEGIN_DECLS

/* A window with a message view over a TestList. */
typedef struct
{
  GtkWidget *window;
  GtkWidget *scrolled;
  AppMessageView *view;
  GtkAdjustment *adjustment;
  TestList *list;
  TestRows *rows;
  UiFrames *frames;

  guint watched; /* id of the row that must not move */
  graphene_rect_t watched_bounds;
  GBytes *watched_pixels;
  guint n_seen;
} ViewFixture;

/* How many items a fixture starts with comes as GUINT_TO_POINTER, with VIEW_UNOPENED or not. */
#define VIEW_MANY 100000

void view_fixture_set_up (ViewFixture *fixture, gconstpointer n_items);
void view_fixture_tear_down (ViewFixture *fixture, gconstpointer n_items);
void view_fixture_open (ViewFixture *fixture, guint n_items);
void view_fixture_close (ViewFixture *fixture);

void view_fixture_wait (ViewFixture *fixture, guint n_frames);
void view_fixture_scroll_by (ViewFixture *fixture, double pixels);
gboolean view_fixture_find (ViewFixture *fixture, guint id, graphene_rect_t *bounds);
guint view_fixture_get_near (ViewFixture *fixture, double y);
guint view_fixture_append (ViewFixture *fixture, guint n_words);
void view_fixture_assert_end (ViewFixture *fixture);
void view_fixture_begin_still (ViewFixture *fixture, double y);
void view_fixture_end_still (ViewFixture *fixture);

G_END_DECLS
