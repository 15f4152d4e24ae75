/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <math.h>

#include "view-fixture.h"

#define MIDDLE (VIEW_MANY / 2)

static void
assert_end_painted (gpointer user_data)
{
  view_fixture_assert_end (user_data);
}

/* The very first frame is right, with few rows, and stays so while older keys come in. */
static void
test_open_at_end (ViewFixture *fixture, gconstpointer user_data)
{
  guint first, last, n_first;

  view_fixture_close (fixture);
  view_fixture_open (fixture, 300);
  fixture->n_seen = 0;
  ui_frames_set_painted_func (fixture->frames, assert_end_painted, fixture);
  view_fixture_wait (fixture, 1);
  g_assert_cmpuint (fixture->n_seen, ==, 1);
  /* No more than what is seen, and what the upper edge cuts; the rest follows row by row. */
  g_assert_true (app_message_view_get_visible_range (fixture->view, &first, &last));
  n_first = test_rows_get_n_created (fixture->rows);
  g_assert_cmpuint (n_first, <=, last - first + 2);
  for (guint n_rows = n_first; n_rows <= n_first + 1;)
    {
      g_main_context_iteration (NULL, TRUE); /* there are frames all the time */
      g_assert_cmpuint (test_rows_get_n_created (fixture->rows), <=, n_rows + 1);
      n_rows = test_rows_get_n_created (fixture->rows);
    }
  view_fixture_wait (fixture, 10);
  test_list_insert_many (fixture->list, 0, 5000);
  view_fixture_wait (fixture, 2);
  test_list_insert_many (fixture->list, 0, VIEW_MANY - 5300);
  view_fixture_wait (fixture, 3);
  ui_frames_set_painted_func (fixture->frames, NULL, NULL);
  g_assert_cmpuint (test_list_get_n (fixture->list), ==, VIEW_MANY);
  g_assert_cmpuint (test_rows_get_n_created (fixture->rows), <, 80);
  g_assert_true (app_message_view_get_at_end (fixture->view));
}

static void
test_open_at_unread (ViewFixture *fixture, gconstpointer user_data)
{
  guint unread, first, last;
  graphene_rect_t bounds;

  view_fixture_close (fixture);
  view_fixture_open (fixture, 300);
  app_message_view_open (fixture->view, 250);
  unread = test_list_get_id (fixture->list, 250);
  view_fixture_wait (fixture, 1);
  g_assert_true (view_fixture_find (fixture, unread, &bounds));
  g_assert_cmpfloat (bounds.origin.y, ==, 0);
  g_assert_false (app_message_view_get_at_end (fixture->view));
  view_fixture_wait (fixture, 1);
  g_assert_true (app_message_view_get_visible_range (fixture->view, &first, &last));
  g_assert_cmpuint (first, ==, 250);
  g_assert_cmpuint (app_message_view_get_new_below (fixture->view), ==, 299 - last);

  view_fixture_begin_still (fixture, 0);
  test_list_insert_many (fixture->list, 0, 5000);
  view_fixture_end_still (fixture);

  /* All that is unread fits: the end, and what arrives is followed. */
  app_message_view_open (fixture->view, test_list_get_n (fixture->list) - 2);
  view_fixture_wait (fixture, 2);
  view_fixture_assert_end (fixture);
  g_assert_true (app_message_view_get_at_end (fixture->view));
  g_assert_cmpuint (app_message_view_get_new_below (fixture->view), ==, 0);
  app_message_view_open (fixture->view, GTK_INVALID_LIST_POSITION);
  view_fixture_append (fixture, 20);
  view_fixture_wait (fixture, 2);
  view_fixture_assert_end (fixture);
}

static void
test_stick (ViewFixture *fixture, gconstpointer user_data)
{
  fixture->n_seen = 0;
  ui_frames_set_painted_func (fixture->frames, assert_end_painted, fixture);
  for (guint i = 0; i < 12; i++)
    {
      view_fixture_append (fixture, i * 10);
      view_fixture_wait (fixture, 2);
    }
  for (guint i = 1; i < 8; i++)
    {
      guint n_items = test_list_get_n (fixture->list);

      test_list_edit (fixture->list, test_list_get_id (fixture->list, n_items - i), i % 2 ? 90 : 1);
      view_fixture_wait (fixture, 2);
    }
  test_list_remove (fixture->list, test_list_get_n (fixture->list) - 2, 2);
  view_fixture_wait (fixture, 2);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 700, 500);
  view_fixture_wait (fixture, 8);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 600);
  view_fixture_wait (fixture, 8);
  ui_frames_set_painted_func (fixture->frames, NULL, NULL);
  g_assert_cmpuint (fixture->n_seen, >, 40);
}

/* Within 48 px of the end arrivals are followed, at 48 they are not. */
static void
test_near_end (ViewFixture *fixture, gconstpointer user_data)
{
  view_fixture_scroll_by (fixture, -47);
  g_assert_true (app_message_view_get_at_end (fixture->view));
  view_fixture_append (fixture, 30);
  view_fixture_wait (fixture, 2);
  view_fixture_assert_end (fixture);

  /* Also when it comes before a message of ours that still waits. */
  view_fixture_scroll_by (fixture, -20);
  test_list_insert (fixture->list, test_list_get_n (fixture->list) - 1, 30);
  view_fixture_wait (fixture, 2);
  view_fixture_assert_end (fixture);

  view_fixture_scroll_by (fixture, -48);
  g_assert_false (app_message_view_get_at_end (fixture->view));
  view_fixture_begin_still (fixture, 200);
  view_fixture_append (fixture, 30);
  view_fixture_end_still (fixture);
  g_assert_cmpuint (app_message_view_get_new_below (fixture->view), ==, 1);
}

static void
count_notify (guint *count)
{
  (*count)++;
}

static void
test_new_below (ViewFixture *fixture, gconstpointer user_data)
{
  guint n_notified = 0, n_items;

  g_signal_connect_swapped (fixture->view, "notify::new-below", G_CALLBACK (count_notify),
                            &n_notified);
  view_fixture_append (fixture, 3);
  view_fixture_wait (fixture, 2);
  g_assert_cmpuint (app_message_view_get_new_below (fixture->view), ==, 0);
  view_fixture_scroll_by (fixture, -3000);
  g_assert_cmpuint (app_message_view_get_new_below (fixture->view), ==, 0);
  g_assert_cmpuint (n_notified, ==, 0);
  for (guint i = 0; i < 30; i++)
    view_fixture_append (fixture, 40);
  g_assert_cmpuint (app_message_view_get_new_below (fixture->view), ==, 30);

  /* Neither older messages nor those sorted in above count; one that goes or is replaced does not
   * count twice. */
  n_items = test_list_get_n (fixture->list);
  test_list_insert_many (fixture->list, 0, 1000);
  test_list_insert (fixture->list, n_items - 200, 3);
  g_assert_cmpuint (app_message_view_get_new_below (fixture->view), ==, 30);
  test_list_remove (fixture->list, test_list_get_n (fixture->list) - 3, 1);
  test_list_replace (fixture->list, test_list_get_n (fixture->list) - 2, 40);
  g_assert_cmpuint (app_message_view_get_new_below (fixture->view), ==, 29);

  /* What comes into sight is not new any more. */
  app_message_view_scroll_to (fixture->view, test_list_get_n (fixture->list) - 20, 1, FALSE);
  view_fixture_wait (fixture, 2);
  g_assert_cmpuint (app_message_view_get_new_below (fixture->view), ==, 19);
  view_fixture_scroll_by (fixture, -3000);
  g_assert_cmpuint (app_message_view_get_new_below (fixture->view), ==, 19);
  app_message_view_scroll_to_end (fixture->view);
  view_fixture_wait (fixture, 2);
  g_assert_cmpuint (app_message_view_get_new_below (fixture->view), ==, 0);
  g_signal_handlers_disconnect_by_data (fixture->view, &n_notified);
}

static void
test_visible_range (ViewFixture *fixture, gconstpointer user_data)
{
  guint n_notified = 0, first, last;
  double height = gtk_widget_get_height (fixture->scrolled);
  graphene_rect_t bounds;

  g_signal_connect_swapped (fixture->view, "visible-range-changed", G_CALLBACK (count_notify),
                            &n_notified);
  g_assert_true (app_message_view_get_visible_range (fixture->view, &first, &last));
  g_assert_cmpuint (last, ==, test_list_get_n (fixture->list) - 1);
  view_fixture_scroll_by (fixture, -1);
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_true (app_message_view_get_visible_range (fixture->view, &first, &last));
  g_assert_cmpuint (last, ==, test_list_get_n (fixture->list) - 2);
  for (guint i = 0; i < 40; i++)
    {
      view_fixture_scroll_by (fixture, -97);
      g_assert_true (app_message_view_get_visible_range (fixture->view, &first, &last));
      g_assert_true (view_fixture_find (fixture, test_list_get_id (fixture->list, last), &bounds));
      g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=, height);
      g_assert_true (
          view_fixture_find (fixture, test_list_get_id (fixture->list, last + 1), &bounds));
      g_assert_cmpfloat (bounds.origin.y + bounds.size.height, >, height);
    }

  /* The same rows, at other positions. */
  n_notified = 0;
  test_list_insert_many (fixture->list, 0, 10);
  g_assert_cmpuint (n_notified, ==, 1);
  /* Another one at the same position. */
  g_assert_true (app_message_view_get_visible_range (fixture->view, &first, &last));
  test_list_replace (fixture->list, last, test_list_get_id (fixture->list, last) % 3);
  g_assert_cmpuint (n_notified, ==, 2);

  /* A row that is taller than the viewport has been seen once its end has. */
  first = test_list_insert (fixture->list, MIDDLE, 2000);
  app_message_view_scroll_to (fixture->view, MIDDLE, 0, FALSE);
  view_fixture_wait (fixture, 2);
  g_assert_true (view_fixture_find (fixture, first, &bounds));
  g_assert_cmpfloat (bounds.origin.y, ==, 0);
  g_assert_cmpfloat (bounds.size.height, >, height + 200);
  g_assert_false (app_message_view_get_visible_range (fixture->view, &first, &last));
  view_fixture_scroll_by (fixture, bounds.size.height - height);
  g_assert_true (app_message_view_get_visible_range (fixture->view, &first, &last));
  g_assert_cmpuint (last, ==, MIDDLE);
  g_signal_handlers_disconnect_by_data (fixture->view, &n_notified);
}

static void
test_still (ViewFixture *fixture, gconstpointer user_data)
{
  for (int y = 0; y < 600; y += 280)
    {
      guint first, last, late;

      app_message_view_scroll_to (fixture->view, MIDDLE, 0.5, FALSE);
      view_fixture_begin_still (fixture, y);
      g_assert_true (app_message_view_get_visible_range (fixture->view, &first, &last));
      /* Rows change their heights above and below, near and far. */
      for (int away = 1; away < 60; away += 7)
        {
          guint above = test_list_get_id (fixture->list, first - away);

          test_list_edit (fixture->list, above, 120);
          view_fixture_wait (fixture, 1);
          test_list_edit (fixture->list, above, 0);
          test_list_edit (fixture->list, test_list_get_id (fixture->list, last + 1 + away), 90);
          view_fixture_wait (fixture, 1);
        }
      /* Late messages are sorted in above, one goes, others are replaced. */
      late = test_list_insert (fixture->list, first - 30, 60);
      view_fixture_wait (fixture, 1);
      test_list_insert (fixture->list, first - 1, 60);
      view_fixture_wait (fixture, 1);
      test_list_remove (fixture->list, test_list_find (fixture->list, late), 1);
      view_fixture_wait (fixture, 1);
      test_list_replace (fixture->list, first - 1, 80);
      view_fixture_wait (fixture, 1);
      test_list_insert_many (fixture->list, 0, 500);
      view_fixture_append (fixture, 90);
      test_list_remove (fixture->list, test_list_get_n (fixture->list) - 5, 5);
      view_fixture_end_still (fixture);
    }
}

/* The row that the upper edge cuts changes its height: what is wholly in sight stays. */
static void
test_cut (ViewFixture *fixture, gconstpointer user_data)
{
  for (guint i = 0; i < 6; i++)
    {
      guint position = VIEW_MANY / 4 + 40 * i, id = test_list_get_id (fixture->list, position);
      graphene_rect_t bounds;

      test_list_edit (fixture->list, id, 60);
      app_message_view_scroll_to (fixture->view, position, 0, FALSE);
      view_fixture_wait (fixture, 2);
      view_fixture_scroll_by (fixture, 20);
      g_assert_true (view_fixture_find (fixture, id, &bounds));
      g_assert_cmpfloat (bounds.origin.y, ==, -20);
      view_fixture_begin_still (fixture, 100 + i * 70);
      test_list_edit (fixture->list, id, i % 2 ? 140 : 20);
      view_fixture_end_still (fixture);
    }
}

/* Removing what is being looked at leaves the view filled, and what stays of it where it was. */
static void
test_remove_in_sight (ViewFixture *fixture, gconstpointer user_data)
{
  guint above, first, last;
  graphene_rect_t before, after;

  app_message_view_scroll_to (fixture->view, MIDDLE, 0.5, FALSE);
  view_fixture_scroll_by (fixture, -1);
  g_assert_true (app_message_view_get_visible_range (fixture->view, &first, &last));
  above = test_list_get_id (fixture->list, first + 1);
  g_assert_true (view_fixture_find (fixture, above, &before));
  test_list_remove (fixture->list, first + 2, 2);
  view_fixture_wait (fixture, 2);
  g_assert_true (view_fixture_find (fixture, above, &after));
  g_assert_cmpfloat (after.origin.y, ==, before.origin.y);

  test_list_remove (fixture->list, MIDDLE - 300, 600);
  view_fixture_wait (fixture, 30);
  g_assert_true (app_message_view_get_visible_range (fixture->view, &first, &last));
  g_assert_cmpuint (last - first, >=, 2);
  test_list_remove (fixture->list, 0, test_list_get_n (fixture->list) - 1);
  view_fixture_wait (fixture, 2);
  view_fixture_assert_end (fixture);
  test_list_remove (fixture->list, 0, 1);
  view_fixture_wait (fixture, 2);
  g_assert_false (app_message_view_get_visible_range (fixture->view, &first, &last));
  g_assert_true (app_message_view_get_at_end (fixture->view));
  view_fixture_append (fixture, 5);
  view_fixture_wait (fixture, 2);
  view_fixture_assert_end (fixture);
}

/* What was jumped to stays where it was wanted while the rows around it are read from the disk,
 * until one scrolls. */
static void
assert_pinned (ViewFixture *fixture)
{
  guint id = test_list_get_id (fixture->list, MIDDLE);
  double height = gtk_widget_get_height (fixture->scrolled);
  graphene_rect_t bounds, before;

  test_list_edit (fixture->list, id, 30);
  app_message_view_scroll_to (fixture->view, MIDDLE, 0.5, FALSE);
  view_fixture_wait (fixture, 2);
  for (guint away = 1; away < 6; away++)
    {
      test_list_edit (fixture->list, test_list_get_id (fixture->list, MIDDLE - away),
                      50 - away * 9);
      test_list_insert (fixture->list, MIDDLE - 40, 3);
      test_list_remove (fixture->list, MIDDLE - 41, 1);
      view_fixture_wait (fixture, 1);
      g_assert_true (view_fixture_find (fixture, id, &bounds));
      g_assert_cmpfloat (fabs (bounds.origin.y - (height - bounds.size.height) / 2), <=, 1);
    }
  view_fixture_scroll_by (fixture, 1);
  g_assert_true (view_fixture_find (fixture, id, &before));
  g_assert_cmpfloat (before.origin.y, ==, bounds.origin.y - 1);
  test_list_edit (fixture->list, test_list_get_id (fixture->list, MIDDLE - 1), 120);
  view_fixture_wait (fixture, 1);
  g_assert_true (view_fixture_find (fixture, id, &bounds));
  g_assert_cmpfloat (bounds.origin.y, >, before.origin.y); /* now the first row in sight holds */
}

static void
test_jump (ViewFixture *fixture, gconstpointer user_data)
{
  double height = gtk_widget_get_height (fixture->scrolled);
  graphene_rect_t bounds;

  for (guint i = 0; i < 30; i++)
    {
      guint position = g_test_rand_int_range (100, VIEW_MANY - 100);
      double align = i % 3 / 2.0;

      app_message_view_scroll_to (fixture->view, position, align, i % 2 == 0);
      view_fixture_wait (fixture, 1);
      g_assert_true (
          view_fixture_find (fixture, test_list_get_id (fixture->list, position), &bounds));
      g_assert_cmpfloat (fabs (bounds.origin.y - (height - bounds.size.height) * align), <=, 1);
      g_assert_true (gtk_widget_has_css_class (app_message_view_get_row (fixture->view, position),
                                               "highlighted") == (i % 2 == 0));
      view_fixture_begin_still (fixture, bounds.origin.y);
      view_fixture_end_still (fixture);
    }
  assert_pinned (fixture);
  /* As far as the ends of the list allow, from the first frame on. */
  app_message_view_scroll_to (fixture->view, 3, 1, FALSE);
  view_fixture_wait (fixture, 1);
  g_assert_true (view_fixture_find (fixture, test_list_get_id (fixture->list, 0), &bounds));
  g_assert_cmpfloat (bounds.origin.y, ==, 0);
  g_assert_cmpfloat (gtk_adjustment_get_value (fixture->adjustment), ==,
                     gtk_adjustment_get_lower (fixture->adjustment));
  app_message_view_scroll_to (fixture->view, test_list_get_n (fixture->list) - 2, 0, FALSE);
  view_fixture_wait (fixture, 1);
  view_fixture_assert_end (fixture);
}

/* The slider, dragged anywhere, shows about that part of the list, and at its ends the ends. */
static void
test_slider (ViewFixture *fixture, gconstpointer user_data)
{
  GtkAdjustment *adjustment = fixture->adjustment;
  guint first, last;

  for (guint percent = 90; percent > 0; percent -= 10)
    {
      double lower = gtk_adjustment_get_lower (adjustment);
      double range = gtk_adjustment_get_upper (adjustment) - lower;

      gtk_adjustment_set_value (adjustment, lower + range * percent / 100);
      view_fixture_wait (fixture, 2);
      g_assert_true (app_message_view_get_visible_range (fixture->view, &first, &last));
      g_assert_cmpuint (first, >, VIEW_MANY / 100 * (percent - 5));
      g_assert_cmpuint (last, <, VIEW_MANY / 100 * (percent + 5));
    }
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_lower (adjustment));
  view_fixture_wait (fixture, 2);
  g_assert_true (app_message_view_get_visible_range (fixture->view, &first, &last));
  g_assert_cmpuint (first, ==, 0);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  view_fixture_wait (fixture, 2);
  view_fixture_assert_end (fixture);
}

typedef struct
{
  ViewFixture *fixture;
  double step;
  double target; /* of the next absolute step */
  gboolean is_absolute;
  guint followed; /* the row that must have moved by the step */
  double followed_y;
} Steps;

/* A wheel adds to the value; a kinetic scroll, or an animation, sets values that it worked out
 * before. */
static void
take_step (gpointer user_data)
{
  Steps *steps = user_data;
  GtkAdjustment *adjustment = steps->fixture->adjustment;

  steps->target += steps->step;
  gtk_adjustment_set_value (adjustment, steps->is_absolute
                                            ? steps->target
                                            : gtk_adjustment_get_value (adjustment) + steps->step);
}

static void
assert_step (gpointer user_data)
{
  Steps *steps = user_data;
  graphene_rect_t bounds;

  if (steps->followed != 0 && view_fixture_find (steps->fixture, steps->followed, &bounds))
    {
      g_assert_cmpfloat (bounds.origin.y, ==, steps->followed_y - steps->step);
      steps->fixture->n_seen++;
    }
  steps->followed = view_fixture_get_near (steps->fixture, 300);
  g_assert_true (view_fixture_find (steps->fixture, steps->followed, &bounds));
  steps->followed_y = bounds.origin.y;
}

static void
test_steps (ViewFixture *fixture, gconstpointer user_data)
{
  const double distances[] = { -37, -60, 53, -200 };

  for (guint i = 0; i < 2 * G_N_ELEMENTS (distances); i++)
    {
      Steps steps = { .fixture = fixture,
                      .step = distances[i % G_N_ELEMENTS (distances)],
                      .is_absolute = i >= G_N_ELEMENTS (distances) };
      guint n_binds;

      app_message_view_scroll_to (fixture->view, VIEW_MANY / (i + 2), 0.5, FALSE);
      view_fixture_wait (fixture, 5);
      n_binds = test_rows_get_n_binds (fixture->rows);
      fixture->n_seen = 0;
      steps.target = gtk_adjustment_get_value (fixture->adjustment);
      ui_frames_set_tick_func (fixture->frames, take_step, &steps);
      view_fixture_wait (fixture, 1);
      ui_frames_set_painted_func (fixture->frames, assert_step, &steps);
      view_fixture_wait (fixture, 60);
      ui_frames_set_painted_func (fixture->frames, NULL, NULL);
      ui_frames_set_tick_func (fixture->frames, NULL, NULL);
      g_assert_cmpuint (fixture->n_seen, >, 50);
      g_assert_cmpuint (test_rows_get_n_binds (fixture->rows), >, n_binds + 20);
    }
}

/* Not a measurement: a machine under load must not fail it. What a GtkListView needs is ten times
 * this. */
static void
test_cost (ViewFixture *fixture, gconstpointer user_data)
{
  Steps steps = { .fixture = fixture, .step = -60 };
  guint n_binds;

  app_message_view_scroll_to (fixture->view, VIEW_MANY / 3, 0.5, FALSE);
  view_fixture_wait (fixture, 40);
  n_binds = test_rows_get_n_binds (fixture->rows);
  ui_frames_start_timing (fixture->frames);
  ui_frames_set_tick_func (fixture->frames, take_step, &steps);
  view_fixture_wait (fixture, 200);
  ui_frames_set_tick_func (fixture->frames, NULL, NULL);
  g_test_message ("60 px a frame: p50 %.2f ms, p99 %.2f ms, %.2f ms CPU a frame, %u binds",
                  ui_frames_get_percentile (fixture->frames, 50),
                  ui_frames_get_percentile (fixture->frames, 99),
                  ui_frames_get_cpu_ms (fixture->frames) / 200,
                  test_rows_get_n_binds (fixture->rows) - n_binds);
  g_assert_cmpuint (test_rows_get_n_binds (fixture->rows), >, n_binds + 100);
  g_assert_cmpuint (test_rows_get_n_created (fixture->rows), <, 80);
  g_assert_cmpfloat (ui_frames_get_cpu_ms (fixture->frames) / 200, <, 40);
}

/* Another width makes every height stale: the row that holds the view stays where it is. */
static void
test_width (ViewFixture *fixture, gconstpointer user_data)
{
  const int widths[] = { 360, 1100, 520, 800 };
  guint position = MIDDLE;
  graphene_rect_t bounds;

  app_message_view_scroll_to (fixture->view, position, 0, FALSE);
  view_fixture_wait (fixture, 3);
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      gtk_window_set_default_size (GTK_WINDOW (fixture->window), widths[i], 600);
      view_fixture_wait (fixture, 8);
      g_assert_cmpint (gtk_widget_get_width (fixture->scrolled), ==, widths[i]);
      g_assert_true (
          view_fixture_find (fixture, test_list_get_id (fixture->list, position), &bounds));
      g_assert_cmpfloat (bounds.origin.y, ==, 0);
      g_assert_cmpfloat (bounds.size.width, ==, widths[i]);
      view_fixture_scroll_by (fixture, -5000);
      view_fixture_scroll_by (fixture, 5000 - 600);
      app_message_view_scroll_to (fixture->view, position, 0, FALSE);
      view_fixture_wait (fixture, 2);
    }
}

/* A list that is shorter than the viewport sits at the bottom. */
static void
test_short (ViewFixture *fixture, gconstpointer user_data)
{
  graphene_rect_t bounds;

  view_fixture_assert_end (fixture);
  g_assert_true (view_fixture_find (fixture, test_list_get_id (fixture->list, 0), &bounds));
  g_assert_cmpfloat (bounds.origin.y, >, 100);
  view_fixture_scroll_by (fixture, -500);
  view_fixture_assert_end (fixture);
  app_message_view_scroll_to (fixture->view, 0, 0, FALSE);
  view_fixture_wait (fixture, 2);
  view_fixture_assert_end (fixture);
}

#define ADD(path, n_items, func)                                                                   \
  g_test_add ("/ui/message-view/" path, ViewFixture, GUINT_TO_POINTER (n_items),                   \
              view_fixture_set_up, func, view_fixture_tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  ADD ("open-at-end", 0, test_open_at_end);
  ADD ("open-at-unread", 0, test_open_at_unread);
  ADD ("stick", 1000, test_stick);
  ADD ("near-end", 1000, test_near_end);
  ADD ("new-below", 1000, test_new_below);
  ADD ("visible-range", VIEW_MANY, test_visible_range);
  ADD ("still", VIEW_MANY, test_still);
  ADD ("cut", VIEW_MANY, test_cut);
  ADD ("remove-in-sight", VIEW_MANY, test_remove_in_sight);
  ADD ("jump", VIEW_MANY, test_jump);
  ADD ("slider", VIEW_MANY, test_slider);
  ADD ("steps", VIEW_MANY, test_steps);
  ADD ("cost", VIEW_MANY, test_cost);
  ADD ("width", VIEW_MANY, test_width);
  ADD ("short", 3, test_short);
  return g_test_run ();
}
