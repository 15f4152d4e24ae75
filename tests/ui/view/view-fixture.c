/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "view-fixture"

#include "config.h"

#include <math.h>

#include "view-fixture.h"

void
view_fixture_open (ViewFixture *fixture, guint n_items)
{
  fixture->list = test_list_new (n_items);
  fixture->rows = test_rows_new ();
  fixture->view = app_message_view_new (APP_ROW_FACTORY (fixture->rows));
  app_message_view_set_model (fixture->view, G_LIST_MODEL (fixture->list));
  fixture->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (fixture->scrolled),
                                 GTK_WIDGET (fixture->view));
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->scrolled);
  fixture->adjustment = gtk_scrolled_window_get_vadjustment (
      GTK_SCROLLED_WINDOW (fixture->scrolled));
}

/* Nothing may be left: no row, no item (TestList asserts it), no view. */
void
view_fixture_close (ViewFixture *fixture)
{
  AppMessageView *view = fixture->view;

  g_object_add_weak_pointer (G_OBJECT (view), (gpointer *) &view);
  gtk_window_set_child (GTK_WINDOW (fixture->window), NULL);
  view_fixture_wait (fixture, 2);
  g_assert_null (view);
  g_assert_cmpuint (test_rows_get_n_alive (fixture->rows), ==, 0);
  g_assert_cmpuint (g_hash_table_size (test_rows_get_bound (fixture->rows)), ==, 0);
  g_assert_finalize_object (fixture->rows);
  g_assert_finalize_object (fixture->list);
}

void
view_fixture_set_up (ViewFixture *fixture, gconstpointer n_items)
{
  fixture->window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (fixture->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 600);
  fixture->frames = ui_frames_new (GTK_WINDOW (fixture->window));
  view_fixture_open (fixture, GPOINTER_TO_UINT (n_items));
  view_fixture_wait (fixture, 3);
}

void
view_fixture_tear_down (ViewFixture *fixture, gconstpointer n_items)
{
  view_fixture_close (fixture);
  g_clear_pointer (&fixture->frames, ui_frames_free);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

void
view_fixture_wait (ViewFixture *fixture, guint n_frames)
{
  ui_frames_wait (fixture->frames, n_frames);
}

void
view_fixture_scroll_by (ViewFixture *fixture, double pixels)
{
  gtk_adjustment_set_value (fixture->adjustment,
                            gtk_adjustment_get_value (fixture->adjustment) + pixels);
  view_fixture_wait (fixture, 3);
}

gboolean
view_fixture_find (ViewFixture *fixture, guint id, graphene_rect_t *bounds)
{
  GtkWidget *row = test_rows_get_row (fixture->rows, id);

  return row != NULL && gtk_widget_get_mapped (row) &&
         gtk_widget_compute_bounds (row, fixture->scrolled, bounds);
}

/* The row nearest to @y of those that are wholly in sight. */
guint
view_fixture_get_near (ViewFixture *fixture, double y)
{
  double height = gtk_widget_get_height (fixture->scrolled), best = G_MAXDOUBLE;
  guint found = 0;
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, test_rows_get_bound (fixture->rows));
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      graphene_rect_t bounds;

      if (!view_fixture_find (fixture, GPOINTER_TO_UINT (id), &bounds) || bounds.origin.y < 0 ||
          bounds.origin.y + bounds.size.height > height || fabs (bounds.origin.y - y) >= best)
        continue;
      best = fabs (bounds.origin.y - y);
      found = GPOINTER_TO_UINT (id);
    }
  g_assert_cmpuint (found, >, 0);
  return found;
}

guint
view_fixture_append (ViewFixture *fixture, guint n_words)
{
  return test_list_insert (fixture->list, test_list_get_n (fixture->list), n_words);
}

void
view_fixture_assert_end (ViewFixture *fixture)
{
  guint last = test_list_get_id (fixture->list, test_list_get_n (fixture->list) - 1);
  graphene_rect_t bounds;

  g_assert_true (view_fixture_find (fixture, last, &bounds));
  g_assert_cmpfloat (bounds.origin.y + bounds.size.height, ==,
                     gtk_widget_get_height (fixture->scrolled));
  fixture->n_seen++;
}

/* One row as the window would paint it. */
static GBytes *
get_pixels (ViewFixture *fixture, guint id)
{
  GtkWidget *view = GTK_WIDGET (fixture->view);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (view);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int width = gtk_widget_get_width (view);
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  graphene_rect_t bounds;
  gsize stride, size;
  guchar *pixels;

  g_assert_true (view_fixture_find (fixture, id, &bounds));
  gdk_paintable_snapshot (paintable, snapshot, width, gtk_widget_get_height (view));
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (fixture->window)),
                                         node,
                                         &GRAPHENE_RECT_INIT (0, bounds.origin.y, width,
                                                              bounds.size.height));
  stride = gdk_texture_get_width (texture) * 4;
  size = stride * gdk_texture_get_height (texture);
  pixels = g_malloc (size);
  gdk_texture_download (texture, pixels, stride);
  return g_bytes_new_take (pixels, size);
}

static void
assert_still (gpointer user_data)
{
  ViewFixture *fixture = user_data;
  g_autoptr (GBytes) pixels = NULL;
  graphene_rect_t bounds;

  g_assert_true (view_fixture_find (fixture, fixture->watched, &bounds));
  g_assert_cmpfloat (bounds.origin.y, ==, fixture->watched_bounds.origin.y);
  pixels = get_pixels (fixture, fixture->watched);
  g_assert_true (g_bytes_equal (pixels, fixture->watched_pixels));
  fixture->n_seen++;
}

/* From here on, in every frame, the row near @y must be where it is now and look as it does, pixel
 * for pixel. */
void
view_fixture_begin_still (ViewFixture *fixture, double y)
{
  view_fixture_wait (fixture, 3);
  fixture->watched = view_fixture_get_near (fixture, y);
  g_assert_true (view_fixture_find (fixture, fixture->watched, &fixture->watched_bounds));
  fixture->watched_pixels = get_pixels (fixture, fixture->watched);
  fixture->n_seen = 0;
  ui_frames_set_painted_func (fixture->frames, assert_still, fixture);
}

void
view_fixture_end_still (ViewFixture *fixture)
{
  view_fixture_wait (fixture, 5);
  ui_frames_set_painted_func (fixture->frames, NULL, NULL);
  g_assert_cmpuint (fixture->n_seen, >=, 5);
  g_clear_pointer (&fixture->watched_pixels, g_bytes_unref);
}
