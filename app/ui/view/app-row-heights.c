/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "app-row-heights"

#include "config.h"

#include "app-row-heights.h"

/* Of a row about which nothing is known yet: one or two lines of text in a bubble. */
#define FIRST_ESTIMATE 72.0

/* The mean is renewed whenever twice as many heights are known as the last time, and not for fewer
 * than these: seldom, so that the slider is calm. */
#define FEWEST_FOR_MEAN 8

/* What is known about the rows up to a position: how many pixels, and how many rows without a
 * height. */
typedef struct
{
  guint position;
  gint64 known;
  guint unknown;
} Prefix;

/**
 * AppRowHeights: (skip)
 *
 * The heights of all rows of a list, four bytes a row: those that were measured, and the mean of
 * them for the rest.
 *
 * Offsets are needed only for the slider. The sum up to a position is kept for the last position
 * asked for and moved from there, so that scrolling costs a few additions a frame however long the
 * list is.
 */
struct _AppRowHeights
{
  GArray *heights; /* int, 0 while unknown */
  gint64 known_sum;
  guint n_known;
  guint n_known_at_mean;
  double estimate;
  Prefix prefix;
};

/**
 * app_row_heights_new:
 *
 * Returns: (transfer full): heights of an empty list
 */
AppRowHeights *
app_row_heights_new (void)
{
  AppRowHeights *self = g_new0 (AppRowHeights, 1);

  self->heights = g_array_new (FALSE, TRUE, sizeof (int));
  self->estimate = FIRST_ESTIMATE;
  self->n_known_at_mean = FEWEST_FOR_MEAN;
  return self;
}

/**
 * app_row_heights_free:
 * @self: (transfer full): heights
 *
 * Frees @self.
 */
void
app_row_heights_free (AppRowHeights *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->heights);
  g_free (self);
}

/**
 * app_row_heights_get_n_rows:
 * @self: heights
 *
 * Returns: the number of rows
 */
guint
app_row_heights_get_n_rows (AppRowHeights *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->heights->len;
}

static void
forget_range (AppRowHeights *self, guint position, guint n_rows)
{
  for (guint i = position; i < position + n_rows; i++)
    {
      int height = g_array_index (self->heights, int, i);

      self->known_sum -= height;
      self->n_known -= height > 0;
      if (i < self->prefix.position)
        {
          self->prefix.known -= height;
          self->prefix.unknown -= height == 0;
        }
    }
}

/**
 * app_row_heights_splice:
 * @self: heights
 * @position: where the list changed
 * @removed: how many rows went
 * @added: how many came, of unknown height
 *
 * Follows `GListModel::items-changed`.
 */
void
app_row_heights_splice (AppRowHeights *self, guint position, guint removed, guint added)
{
  guint n_rows;

  g_return_if_fail (self != NULL);
  g_return_if_fail (position <= self->heights->len && removed <= self->heights->len - position);

  if (removed == 0 && added == 0)
    return; /* an array that never held anything has no memory to move */

  n_rows = self->heights->len;
  forget_range (self, position, removed);
  if (self->prefix.position >= position + removed)
    {
      self->prefix.position = self->prefix.position - removed + added;
      self->prefix.unknown += added;
    }
  else if (self->prefix.position > position)
    self->prefix.position = position;

  if (added > removed)
    g_array_set_size (self->heights, n_rows - removed + added);
  memmove (&g_array_index (self->heights, int, position + added),
           &g_array_index (self->heights, int, position + removed),
           (n_rows - position - removed) * sizeof (int));
  memset (&g_array_index (self->heights, int, position), 0, added * sizeof (int));
  g_array_set_size (self->heights, n_rows - removed + added);
}

/**
 * app_row_heights_set:
 * @self: heights
 * @position: a row
 * @height: its height in pixels, at least 1
 *
 * Keeps a height that was measured.
 */
void
app_row_heights_set (AppRowHeights *self, guint position, int height)
{
  int *slot;

  g_return_if_fail (self != NULL);
  g_return_if_fail (position < self->heights->len);
  g_return_if_fail (height > 0);

  slot = &g_array_index (self->heights, int, position);
  if (*slot == height)
    return;
  self->known_sum += height - *slot;
  self->n_known += *slot == 0;
  if (position < self->prefix.position)
    {
      self->prefix.known += height - *slot;
      self->prefix.unknown -= *slot == 0;
    }
  *slot = height;

  if (self->n_known >= 2 * self->n_known_at_mean)
    {
      self->estimate = (double) self->known_sum / self->n_known;
      self->n_known_at_mean = self->n_known;
    }
}

/**
 * app_row_heights_get:
 * @self: heights
 * @position: a row
 *
 * Returns: its height in pixels, 0 while it is unknown
 */
int
app_row_heights_get (AppRowHeights *self, guint position)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (position < self->heights->len, 0);

  return g_array_index (self->heights, int, position);
}

/**
 * app_row_heights_forget:
 * @self: heights
 *
 * Makes every height unknown, for when the width or the font changed. The estimate stays: it is
 * still the best there is.
 */
void
app_row_heights_forget (AppRowHeights *self)
{
  g_return_if_fail (self != NULL);

  if (self->heights->len > 0)
    memset (self->heights->data, 0, self->heights->len * sizeof (int));
  self->known_sum = 0;
  self->n_known = 0;
  self->n_known_at_mean = FEWEST_FOR_MEAN;
  self->prefix = (Prefix) { 0 };
}

/**
 * app_row_heights_get_estimate:
 * @self: heights
 *
 * Returns: what stands for the height of a row that is unknown, in pixels
 */
double
app_row_heights_get_estimate (AppRowHeights *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->estimate;
}

/**
 * app_row_heights_get_offset:
 * @self: heights
 * @position: a row, or the number of rows
 *
 * Returns: the height of all rows before @position, known or estimated, in pixels
 */
double
app_row_heights_get_offset (AppRowHeights *self, guint position)
{
  const int *heights;
  Prefix *prefix;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (position <= self->heights->len, 0);

  heights = (const int *) self->heights->data;
  prefix = &self->prefix;
  if (position < prefix->position / 2)
    *prefix = (Prefix) { 0 };
  for (; prefix->position < position; prefix->position++)
    {
      prefix->known += heights[prefix->position];
      prefix->unknown += heights[prefix->position] == 0;
    }
  for (; prefix->position > position; prefix->position--)
    {
      prefix->known -= heights[prefix->position - 1];
      prefix->unknown -= heights[prefix->position - 1] == 0;
    }
  return prefix->known + prefix->unknown * self->estimate;
}

/**
 * app_row_heights_get_total:
 * @self: heights
 *
 * Returns: the height of all rows, known or estimated, in pixels
 */
double
app_row_heights_get_total (AppRowHeights *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->known_sum + (double) (self->heights->len - self->n_known) * self->estimate;
}

/**
 * app_row_heights_find:
 * @self: heights of at least one row
 * @offset: pixels from the top of the list
 * @top: (out): the offset of the row's top
 *
 * Returns: the row that is at @offset, the nearest one if there is none
 */
guint
app_row_heights_find (AppRowHeights *self, double offset, double *top)
{
  const int *heights;
  guint position = 0;

  g_return_val_if_fail (self != NULL && self->heights->len > 0, 0);
  g_return_val_if_fail (top != NULL, 0);

  heights = (const int *) self->heights->data;
  for (*top = 0; position + 1 < self->heights->len; position++)
    {
      double height = heights[position] > 0 ? heights[position] : self->estimate;

      if (*top + height > offset)
        break;
      *top += height;
    }
  return position;
}
