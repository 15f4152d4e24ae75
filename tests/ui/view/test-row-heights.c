/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "app-row-heights.h"

/* What AppRowHeights does, in the plainest way. */
typedef struct
{
  GArray *heights;
} Plain;

static double
plain_offset (Plain *plain, guint position, double estimate)
{
  double offset = 0;

  for (guint i = 0; i < position; i++)
    {
      int height = g_array_index (plain->heights, int, i);

      offset += height > 0 ? height : estimate;
    }
  return offset;
}

static void
test_mean (void)
{
  g_autoptr (AppRowHeights) heights = app_row_heights_new ();
  double first_estimate = app_row_heights_get_estimate (heights);

  app_row_heights_splice (heights, 0, 0, 100);
  g_assert_cmpfloat (first_estimate, >, 0);
  g_assert_cmpfloat (app_row_heights_get_total (heights), ==, 100 * first_estimate);
  for (guint i = 0; i < 15; i++)
    app_row_heights_set (heights, i, 40);
  g_assert_cmpfloat (app_row_heights_get_estimate (heights), ==, first_estimate);
  app_row_heights_set (heights, 15, 40);
  g_assert_cmpfloat (app_row_heights_get_estimate (heights), ==, 40);
  g_assert_cmpfloat (app_row_heights_get_total (heights), ==, 100 * 40);

  /* Seldom renewed: the next time when twice as many are known. */
  for (guint i = 16; i < 31; i++)
    app_row_heights_set (heights, i, 80);
  g_assert_cmpfloat (app_row_heights_get_estimate (heights), ==, 40);
  app_row_heights_set (heights, 31, 80);
  g_assert_cmpfloat (app_row_heights_get_estimate (heights), ==, 60);

  app_row_heights_forget (heights);
  g_assert_cmpint (app_row_heights_get (heights, 3), ==, 0);
  g_assert_cmpfloat (app_row_heights_get_total (heights), ==, 100 * 60);
  g_assert_cmpfloat (app_row_heights_get_offset (heights, 50), ==, 50 * 60);
}

static void
test_find (void)
{
  g_autoptr (AppRowHeights) heights = app_row_heights_new ();
  double top;

  app_row_heights_splice (heights, 0, 0, 3);
  app_row_heights_set (heights, 0, 10);
  app_row_heights_set (heights, 1, 20);
  app_row_heights_set (heights, 2, 30);
  g_assert_cmpuint (app_row_heights_find (heights, -5, &top), ==, 0);
  g_assert_cmpfloat (top, ==, 0);
  g_assert_cmpuint (app_row_heights_find (heights, 9.5, &top), ==, 0);
  g_assert_cmpuint (app_row_heights_find (heights, 10, &top), ==, 1);
  g_assert_cmpfloat (top, ==, 10);
  g_assert_cmpuint (app_row_heights_find (heights, 59, &top), ==, 2);
  g_assert_cmpfloat (top, ==, 30);
  g_assert_cmpuint (app_row_heights_find (heights, 6000, &top), ==, 2);
}

/* Any sequence of changes gives what adding up gives. */
static void
test_random (void)
{
  g_autoptr (AppRowHeights) heights = app_row_heights_new ();
  g_autoptr (GArray) array = g_array_new (FALSE, TRUE, sizeof (int));
  Plain plain = { array };

  for (guint step = 0; step < 20000; step++)
    {
      guint n_rows = plain.heights->len;
      guint position = g_test_rand_int_range (0, n_rows + 1);

      g_assert_cmpuint (app_row_heights_get_n_rows (heights), ==, n_rows);
      if (g_test_rand_int_range (0, 4) == 0)
        {
          guint removed = g_test_rand_int_range (0, MIN (n_rows - position, 20) + 1);
          guint added = g_test_rand_int_range (0, n_rows > 300 ? 8 : 24);
          g_autofree int *zeros = g_new0 (int, added + 1);

          app_row_heights_splice (heights, position, removed, added);
          if (removed > 0)
            g_array_remove_range (plain.heights, position, removed);
          g_array_insert_vals (plain.heights, position, zeros, added);
        }
      else if (position < n_rows)
        {
          int height = g_test_rand_int_range (1, 500);

          app_row_heights_set (heights, position, height);
          g_array_index (plain.heights, int, position) = height;
          g_assert_cmpint (app_row_heights_get (heights, position), ==, height);
        }
      n_rows = plain.heights->len;
      position = g_test_rand_int_range (0, n_rows + 1);
      g_assert_cmpfloat_with_epsilon (app_row_heights_get_offset (heights, position),
                                      plain_offset (&plain, position,
                                                    app_row_heights_get_estimate (heights)),
                                      0.001);
      g_assert_cmpfloat_with_epsilon (app_row_heights_get_total (heights),
                                      plain_offset (&plain, n_rows,
                                                    app_row_heights_get_estimate (heights)),
                                      0.001);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/row-heights/mean", test_mean);
  g_test_add_func ("/ui/row-heights/find", test_find);
  g_test_add_func ("/ui/row-heights/random", test_random);
  return g_test_run ();
}
