/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "app-row-layout"

#include "config.h"

#include <math.h>

#include "app-row-layout.h"

/* Rows are kept up to half a viewport, and at least this many pixels, beyond its edges. */
#define LEAST_OVERSCAN 200

/* Filling, then mending the lower edge, then the upper one. */
#define MOST_PASSES 3

/* No row is pinned. */
#define NO_ALIGN (-1.0)

/**
 * AppRowLayout: (skip)
 *
 * Where the rows are. The view is held by an anchor, a row and the y of its top in the viewport,
 * never by an offset from the top of the list: so nothing that happens outside of the viewport can
 * move what is in it. The anchor is the first row that starts inside the viewport (what the upper
 * edge cuts may then grow upwards), the last row while stuck to the end, or the row that was jumped
 * to until the view is scrolled.
 *
 * Makes the run reach as far as it has to. Knows no adjustment: above and total, both partly
 * estimated, are what a scroll bar needs.
 */
struct _AppRowLayout
{
  AppRowRun *run; /* owned by who owns the layout */
  AppRowHeights *heights;
  int width;
  int height;
  guint anchor;
  double y;
  guint pinned; /* the row that was jumped to … */
  double align; /* … stays at this part of the viewport, 0 to 1 */
  gboolean end; /* stuck: the last row's bottom is the viewport's bottom */
};

/* The rows of one update: from a, whose top is at top, to b, whose bottom is at bottom. */
typedef struct
{
  guint a;
  guint b;
  double top;
  double bottom;
} Extent;

/**
 * app_row_layout_new:
 * @run: the rows, which outlive the layout
 *
 * Returns: (transfer full): the layout of an empty list, stuck to its end
 */
AppRowLayout *
app_row_layout_new (AppRowRun *run)
{
  AppRowLayout *self;

  g_return_val_if_fail (run != NULL, NULL);

  self = g_new0 (AppRowLayout, 1);
  self->run = run;
  self->heights = app_row_heights_new ();
  self->align = NO_ALIGN;
  self->end = TRUE;
  return self;
}

/**
 * app_row_layout_free:
 * @self: (transfer full): a layout
 *
 * Frees @self, not the rows.
 */
void
app_row_layout_free (AppRowLayout *self)
{
  g_return_if_fail (self != NULL);

  app_row_heights_free (self->heights);
  g_free (self);
}

/**
 * app_row_layout_get_heights:
 * @self: a layout
 *
 * Returns: (transfer none): the heights of all rows
 */
AppRowHeights *
app_row_layout_get_heights (AppRowLayout *self)
{
  return self->heights;
}

/**
 * app_row_layout_set_size:
 * @self: a layout
 * @width: the width of the viewport
 * @height: its height
 *
 * Makes every height stale if the width is another. Follow with app_row_layout_update().
 *
 * Returns: whether anything changed
 */
gboolean
app_row_layout_set_size (AppRowLayout *self, int width, int height)
{
  if (width == self->width && height == self->height)
    return FALSE;
  if (width != self->width)
    app_row_heights_forget (self->heights);
  self->width = width;
  self->height = height;
  return TRUE;
}

static guint
get_n_rows (AppRowLayout *self)
{
  return app_row_heights_get_n_rows (self->heights);
}

/**
 * app_row_layout_splice:
 * @self: a layout
 * @position: where the list changed
 * @removed: how many items went
 * @added: how many came
 *
 * Follows `GListModel::items-changed`. What comes at or below the anchor while the end is near is
 * followed, anything else moves nothing. Follow with app_row_layout_update().
 */
void
app_row_layout_splice (AppRowLayout *self, guint position, guint removed, guint added)
{
  guint n_rows = get_n_rows (self);

  if (added > removed && (position == n_rows || position > self->anchor) &&
      app_row_layout_is_at_end (self))
    app_row_layout_scroll_to_end (self);
  app_row_run_splice (self->run, position, removed, added, self->anchor);
  app_row_heights_splice (self->heights, position, removed, added);
  n_rows = n_rows - removed + added;
  if (self->anchor >= position + removed)
    self->anchor = self->anchor - removed + added;
  else if (self->anchor >= position)
    self->anchor = MIN (position, MAX (n_rows, 1) - 1);
  if (self->pinned >= position + removed)
    self->pinned = self->pinned - removed + added;
  else if (self->pinned >= position && self->pinned - position >= added)
    self->align = NO_ALIGN;
}

static int
reach (AppRowLayout *self, guint position)
{
  int height;

  app_row_run_reach (self->run, position);
  height = app_row_run_measure (self->run, position, self->width);
  app_row_heights_set (self->heights, position, height);
  return height;
}

/* Rows outside of the viewport are made ahead, between frames: a frame pays for no more rows than
 * it must show. */
static gboolean
may_reach (AppRowLayout *self, guint position, gboolean inside, int *budget)
{
  if (inside || app_row_run_has (self->run, position))
    return TRUE;
  return --*budget >= 0;
}

static Extent
fill (AppRowLayout *self, int *budget)
{
  double overscan = MAX (self->height / 2.0, LEAST_OVERSCAN);
  guint n_rows = get_n_rows (self);
  Extent extent = { self->anchor, self->anchor, self->y, self->y };

  extent.bottom += reach (self, self->anchor);
  while (extent.a > 0 && extent.top > -overscan &&
         may_reach (self, extent.a - 1, extent.top > 0, budget))
    extent.top -= reach (self, --extent.a);
  while (extent.b + 1 < n_rows && extent.bottom < self->height + overscan &&
         may_reach (self, extent.b + 1, extent.bottom < self->height, budget))
    extent.bottom += reach (self, ++extent.b);
  return extent;
}

/* Nothing is below the last row nor above the first, and a short list sits at the bottom. Returns
 * whether it moved. */
static gboolean
mend_edges (AppRowLayout *self, const Extent *extent)
{
  gboolean has_first = extent->a == 0, has_last = extent->b == get_n_rows (self) - 1;
  gboolean is_short = has_first && has_last && extent->bottom - extent->top < self->height;
  double move = 0;

  if (is_short || (has_last && extent->bottom < self->height))
    move = self->height - extent->bottom;
  else if (has_first && extent->top > 0)
    move = -extent->top;
  self->y += move;
  return move != 0;
}

static void
choose_anchor (AppRowLayout *self, const Extent *extent)
{
  guint position = extent->a;
  double y = extent->top;

  if (self->end)
    {
      self->anchor = extent->b;
      self->y = extent->bottom - app_row_run_get_height (self->run, extent->b);
      return;
    }
  for (; position < extent->b && y < 0; position++)
    {
      double next = y + app_row_run_get_height (self->run, position);

      if (next >= self->height)
        break;
      y = next;
    }
  self->anchor = position;
  self->y = y;
}

static void
place_anchor (AppRowLayout *self)
{
  guint n_rows = get_n_rows (self), first = app_row_run_get_first (self->run);
  guint n_run = app_row_run_get_n_rows (self->run);
  gboolean is_pinned = self->align != NO_ALIGN;
  int height;

  if (is_pinned)
    self->anchor = self->pinned;
  else if (self->end)
    self->anchor = n_rows - 1;
  self->anchor = MIN (self->anchor, n_rows - 1);
  if (n_run > 0 && (self->anchor + 1 < first || self->anchor > first + n_run))
    app_row_run_clear (self->run);
  height = reach (self, self->anchor);
  if (is_pinned)
    self->y = height > self->height ? 0 : (self->height - height) * self->align;
  else if (self->end)
    self->y = self->height - height;
}

/**
 * app_row_layout_update:
 * @self: a layout
 * @budget: how many rows outside of the viewport may be made
 *
 * Works out where the rows are: from the anchor outwards, then the edges of the list, then the
 * anchor of the next time. Makes and drops rows. Places none: see app_row_layout_allocate().
 *
 * Returns: whether rows outside of the viewport are still to be made
 */
gboolean
app_row_layout_update (AppRowLayout *self, int budget)
{
  Extent extent;

  if (get_n_rows (self) == 0)
    {
      app_row_run_clear (self->run);
      self->end = TRUE;
      self->align = NO_ALIGN;
      return FALSE;
    }
  if (self->width <= 0 || self->height <= 0)
    return FALSE;

  place_anchor (self);
  for (int pass = 0; pass < MOST_PASSES; pass++)
    {
      extent = fill (self, &budget);
      if (!mend_edges (self, &extent))
        break;
    }
  app_row_run_trim (self->run, extent.a, extent.b);
  self->end = extent.b == get_n_rows (self) - 1 && extent.bottom <= self->height + 0.5;
  if (self->end)
    self->align = NO_ALIGN;
  choose_anchor (self, &extent);
  return budget < 0;
}

static double
get_top_of_run (AppRowLayout *self)
{
  double y = self->y;

  for (guint i = self->anchor; i > app_row_run_get_first (self->run); i--)
    y -= app_row_run_get_height (self->run, i - 1);
  return y;
}

/**
 * app_row_layout_allocate:
 * @self: a layout that is up to date
 *
 * Gives every row its place.
 */
void
app_row_layout_allocate (AppRowLayout *self)
{
  guint first = app_row_run_get_first (self->run), n_run = app_row_run_get_n_rows (self->run);
  double y;

  if (n_run == 0)
    return;
  y = get_top_of_run (self);
  for (guint i = first; i < first + n_run; i++)
    {
      app_row_run_allocate (self->run, i, (int) floor (y), self->width);
      y += app_row_run_get_height (self->run, i);
    }
}

/**
 * app_row_layout_scroll_by:
 * @self: a layout
 * @pixels: how far down to look
 *
 * Scrolls by an exact distance. Follow with app_row_layout_update().
 */
void
app_row_layout_scroll_by (AppRowLayout *self, double pixels)
{
  self->y -= pixels;
  self->align = NO_ALIGN;
  self->end = FALSE;
}

/**
 * app_row_layout_scroll_to_offset:
 * @self: a layout
 * @offset: pixels from the top of the list
 *
 * Scrolls to where @offset is estimated to be. Follow with app_row_layout_update().
 */
void
app_row_layout_scroll_to_offset (AppRowLayout *self, double offset)
{
  double top;

  if (get_n_rows (self) == 0)
    return;
  self->anchor = app_row_heights_find (self->heights, offset, &top);
  self->y = top - offset;
  self->align = NO_ALIGN;
  self->end = FALSE;
}

/**
 * app_row_layout_scroll_to:
 * @self: a layout
 * @position: a row
 * @align: 0 for the top of the viewport, 0.5 for the middle, 1 for the bottom
 *
 * Scrolls so that the row is where it is wanted, as far as the ends of the list allow, and keeps it
 * there until the view is scrolled or at its end: the rows around it may get their heights only
 * now. A row that is taller than the viewport has its top at the top. Follow with
 * app_row_layout_update().
 */
void
app_row_layout_scroll_to (AppRowLayout *self, guint position, double align)
{
  self->anchor = self->pinned = position;
  self->align = CLAMP (align, 0, 1);
  self->end = FALSE;
}

/**
 * app_row_layout_scroll_to_end:
 * @self: a layout
 *
 * Scrolls to the end, and sticks to it. Follow with app_row_layout_update().
 */
void
app_row_layout_scroll_to_end (AppRowLayout *self)
{
  self->end = TRUE;
  self->align = NO_ALIGN;
}

/**
 * app_row_layout_is_at_end:
 * @self: a layout
 *
 * Returns: whether less than %APP_ROW_LAYOUT_NEAR_END pixels of the list are below the viewport
 */
gboolean
app_row_layout_is_at_end (AppRowLayout *self)
{
  guint first = app_row_run_get_first (self->run), n_run = app_row_run_get_n_rows (self->run);
  double bottom;

  if (self->end || get_n_rows (self) == 0)
    return TRUE;
  if (n_run == 0 || first + n_run != get_n_rows (self) ||
      !app_row_run_has (self->run, self->anchor))
    return FALSE;
  bottom = get_top_of_run (self);
  for (guint i = first; i < first + n_run; i++)
    bottom += app_row_run_get_height (self->run, i);
  return bottom - self->height < APP_ROW_LAYOUT_NEAR_END;
}

/**
 * app_row_layout_get_anchor:
 * @self: a layout
 *
 * Returns: the row that holds the view
 */
guint
app_row_layout_get_anchor (AppRowLayout *self)
{
  return self->anchor;
}

/**
 * app_row_layout_get_total:
 * @self: a layout
 *
 * Returns: the height of the list as far as it is known, at least that of the viewport
 */
double
app_row_layout_get_total (AppRowLayout *self)
{
  return MAX (app_row_heights_get_total (self->heights), self->height);
}

/**
 * app_row_layout_get_above:
 * @self: a layout
 *
 * Returns: how much of the list is above the viewport, as far as it is known
 */
double
app_row_layout_get_above (AppRowLayout *self)
{
  double most = app_row_layout_get_total (self) - self->height;

  if (self->end || get_n_rows (self) == 0)
    return most;
  return CLAMP (app_row_heights_get_offset (self->heights, self->anchor) - self->y, 0, most);
}

/**
 * app_row_layout_get_visible:
 * @self: a layout that is up to date
 * @first: (out): the first row whose lower edge is in the viewport
 * @last: (out): the last row whose lower edge is in the viewport
 *
 * A row that is taller than the viewport counts as seen once its lower edge is.
 *
 * Returns: whether there is such a row
 */
gboolean
app_row_layout_get_visible (AppRowLayout *self, guint *first, guint *last)
{
  guint first_row = app_row_run_get_first (self->run), n_run = app_row_run_get_n_rows (self->run);
  guint first_seen = GTK_INVALID_LIST_POSITION, last_seen = GTK_INVALID_LIST_POSITION;
  double y;

  if (n_run == 0 || self->height <= 0 || !app_row_run_has (self->run, self->anchor))
    return FALSE;
  y = floor (get_top_of_run (self));
  for (guint i = first_row; i < first_row + n_run; i++)
    {
      y += app_row_run_get_height (self->run, i);
      if (y <= 0)
        continue;
      if (y > self->height)
        break;
      last_seen = i;
      if (first_seen == GTK_INVALID_LIST_POSITION)
        first_seen = i;
    }
  if (last_seen == GTK_INVALID_LIST_POSITION)
    return FALSE;
  *first = first_seen;
  *last = last_seen;
  return TRUE;
}

/**
 * app_row_layout_is_whole:
 * @self: a layout that is up to date
 * @position: a row
 *
 * Returns: whether all of the row is in the viewport
 */
gboolean
app_row_layout_is_whole (AppRowLayout *self, guint position)
{
  double y;

  if (!app_row_run_has (self->run, position) || !app_row_run_has (self->run, self->anchor))
    return FALSE;
  y = floor (get_top_of_run (self));
  for (guint i = app_row_run_get_first (self->run); i < position; i++)
    y += app_row_run_get_height (self->run, i);
  return y >= 0 && y + app_row_run_get_height (self->run, position) <= self->height;
}
