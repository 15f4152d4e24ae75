/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright 2026 The Landline authors
 */

#define G_LOG_DOMAIN "app-row-run"

#include "config.h"

#include "app-row-run.h"

/* Spare rows kept of each type: about what a screen of one type needs when it is jumped over. */
#define MOST_SPARE 16

typedef struct
{
  GtkWidget *widget;
  guint type;
  int height;
  guint index; /* as the screen reader was told: position and number of rows */
  guint n_items;
} Row;

/**
 * AppRowRun: (skip)
 *
 * The rows that exist: one contiguous run of positions, each with a widget that shows its item, and
 * the spare widgets of each type. Knows neither where rows are nor how far the run should reach:
 * that is for the layout.
 *
 * The order of the widgets is the order of the list, for the keyboard and the screen reader. A row
 * never keeps the focus when it is given to another item.
 */
struct _AppRowRun
{
  GtkWidget *view; /* owns this run */
  AppRowFactory *factory;
  GListModel *model;
  GArray *rows; /* Row */
  guint first;  /* the position of the first of them */
  GtkWidget *highlighted;
  GQueue spare[APP_ROW_FACTORY_MAX_TYPES];
};

static void
clear_spare (AppRowRun *self)
{
  for (guint i = 0; i < APP_ROW_FACTORY_MAX_TYPES; i++)
    g_queue_clear_full (&self->spare[i], (GDestroyNotify) gtk_widget_unparent);
}

/**
 * app_row_run_new:
 * @view: (not nullable): the widget whose children the rows become, which owns the run
 *
 * Returns: (transfer full): an empty run
 */
AppRowRun *
app_row_run_new (GtkWidget *view)
{
  AppRowRun *self;

  g_return_val_if_fail (GTK_IS_WIDGET (view), NULL);

  self = g_new0 (AppRowRun, 1);
  self->view = view;
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  for (guint i = 0; i < APP_ROW_FACTORY_MAX_TYPES; i++)
    g_queue_init (&self->spare[i]);
  return self;
}

/**
 * app_row_run_free:
 * @self: (transfer full): a run
 *
 * Unbinds and destroys every row, then frees @self.
 */
void
app_row_run_free (AppRowRun *self)
{
  g_return_if_fail (self != NULL);

  app_row_run_set_source (self, NULL, NULL);
  g_array_unref (self->rows);
  g_free (self);
}

/**
 * app_row_run_set_source:
 * @self: a run
 * @factory: (nullable): what makes and fills the rows
 * @model: (nullable): the list
 *
 * Drops every row, and takes the next ones from @model and @factory.
 */
void
app_row_run_set_source (AppRowRun *self, AppRowFactory *factory, GListModel *model)
{
  g_return_if_fail (self != NULL);

  app_row_run_clear (self);
  self->first = 0;
  if (factory != self->factory)
    clear_spare (self);
  g_set_object (&self->factory, factory);
  g_set_object (&self->model, model);
}

/**
 * app_row_run_get_first:
 * @self: a run
 *
 * Returns: the position of the first row; the last is at this plus the number of rows, less one
 */
guint
app_row_run_get_first (AppRowRun *self)
{
  return self->first;
}

/**
 * app_row_run_get_n_rows:
 * @self: a run
 *
 * Returns: how many rows exist
 */
guint
app_row_run_get_n_rows (AppRowRun *self)
{
  return self->rows->len;
}

static Row *
get_row (AppRowRun *self, guint position)
{
  /* Unsigned: a position before the first is far past the last. */
  if (position - self->first >= self->rows->len)
    return NULL;
  return &g_array_index (self->rows, Row, position - self->first);
}

/**
 * app_row_run_has:
 * @self: a run
 * @position: a position in the list
 *
 * Returns: whether @position has a row
 */
gboolean
app_row_run_has (AppRowRun *self, guint position)
{
  return get_row (self, position) != NULL;
}

/**
 * app_row_run_get_row:
 * @self: a run
 * @position: a position in the list
 *
 * Returns: (transfer none) (nullable): the row of @position, if it has one
 */
GtkWidget *
app_row_run_get_row (AppRowRun *self, guint position)
{
  Row *row = get_row (self, position);

  return row != NULL ? row->widget : NULL;
}

/**
 * app_row_run_find:
 * @self: a run
 * @row: (nullable): a widget
 *
 * Returns: the position that @row shows, %GTK_INVALID_LIST_POSITION if it is none of the rows
 */
guint
app_row_run_find (AppRowRun *self, GtkWidget *row)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      if (g_array_index (self->rows, Row, i).widget == row)
        return self->first + i;
    }
  return GTK_INVALID_LIST_POSITION;
}

/**
 * app_row_run_measure:
 * @self: a run
 * @position: a position with a row
 * @width: the width of the view
 *
 * Returns: the height that the row needs, at least 1
 */
int
app_row_run_measure (AppRowRun *self, guint position, int width)
{
  Row *row = get_row (self, position);
  int least;

  g_return_val_if_fail (row != NULL, 1);

  gtk_widget_measure (row->widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_measure (row->widget, GTK_ORIENTATION_VERTICAL, MAX (width, least), &row->height, NULL,
                      NULL, NULL);
  row->height = MAX (row->height, 1);
  return row->height;
}

/**
 * app_row_run_get_height:
 * @self: a run
 * @position: a position with a row
 *
 * Returns: the height as last measured
 */
int
app_row_run_get_height (AppRowRun *self, guint position)
{
  Row *row = get_row (self, position);

  g_return_val_if_fail (row != NULL, 1);

  return row->height;
}

/**
 * app_row_run_allocate:
 * @self: a run
 * @position: a position with a row, which was measured
 * @y: the top of the row in the view
 * @width: the width of the view
 *
 * Places a row. One that needs more than @width gets it, and is cut off.
 */
void
app_row_run_allocate (AppRowRun *self, guint position, int y, int width)
{
  Row *row = get_row (self, position);
  int least;

  g_return_if_fail (row != NULL);

  gtk_widget_measure (row->widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_size_allocate (row->widget, &(GtkAllocation) { 0, y, MAX (width, least), row->height },
                            -1);
}

static Row
take_row (AppRowRun *self, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (self->model, position);
  Row row = { .type = app_row_factory_get_row_type (self->factory, item) };

  row.widget = g_queue_pop_head (&self->spare[row.type]);
  if (row.widget == NULL)
    {
      row.widget = app_row_factory_create (self->factory, row.type);
      gtk_widget_set_parent (row.widget, self->view);
    }
  app_row_factory_bind (self->factory, row.widget, item);
  gtk_widget_set_visible (row.widget, TRUE);
  return row;
}

static void
drop_row (AppRowRun *self, guint index)
{
  Row row = g_array_index (self->rows, Row, index);

  g_array_remove_index (self->rows, index);
  if (index == 0)
    self->first++;
  if (row.widget == self->highlighted)
    app_row_run_highlight (self, GTK_INVALID_LIST_POSITION);

  /* The focus must not travel with the widget to another message. */
  if (gtk_widget_get_focus_child (self->view) == row.widget &&
      !gtk_widget_in_destruction (self->view))
    gtk_widget_grab_focus (self->view);
  app_row_factory_unbind (self->factory, row.widget);
  gtk_widget_set_visible (row.widget, FALSE); /* a spare row is no row to a screen reader either */
  if (self->spare[row.type].length < MOST_SPARE)
    g_queue_push_head (&self->spare[row.type], row.widget);
  else
    gtk_widget_unparent (row.widget);
}

/**
 * app_row_run_reach:
 * @self: a run
 * @position: a position in the run or beside it; any if the run is empty
 *
 * Makes sure that @position has a row.
 */
void
app_row_run_reach (AppRowRun *self, guint position)
{
  gboolean before;
  Row row;
  GtkWidget *previous = NULL;

  if (get_row (self, position) != NULL)
    return;
  if (self->rows->len == 0)
    self->first = position;
  before = position < self->first;
  g_return_if_fail (before ? position + 1 == self->first
                           : position == self->first + self->rows->len);

  row = take_row (self, position);
  if (!before && self->rows->len > 0)
    previous = g_array_index (self->rows, Row, self->rows->len - 1).widget;
  gtk_widget_insert_after (row.widget, self->view, previous);
  if (before)
    {
      g_array_prepend_val (self->rows, row);
      self->first = position;
    }
  else
    g_array_append_val (self->rows, row);
}

/**
 * app_row_run_trim:
 * @self: a run
 * @first: the first position to keep
 * @last: the last one, included
 *
 * Drops the rows outside of a range.
 */
void
app_row_run_trim (AppRowRun *self, guint first, guint last)
{
  while (self->rows->len > 0 && self->first < first)
    drop_row (self, 0);
  while (self->rows->len > 0 && self->first + self->rows->len - 1 > last)
    drop_row (self, self->rows->len - 1);
}

/**
 * app_row_run_clear:
 * @self: a run
 *
 * Drops every row.
 */
void
app_row_run_clear (AppRowRun *self)
{
  while (self->rows->len > 0)
    drop_row (self, self->rows->len - 1);
}

/**
 * app_row_run_splice:
 * @self: a run
 * @position: where the list changed
 * @removed: how many items went
 * @added: how many came
 * @anchor: the position, before the change, of the row that holds the view
 *
 * Follows `GListModel::items-changed`: rows whose items went are dropped, the others get their new
 * positions. Where items came in the middle, the rows on the far side from @anchor are dropped too,
 * so that the run stays contiguous.
 */
void
app_row_run_splice (AppRowRun *self, guint position, guint removed, guint added, guint anchor)
{
  guint end = self->first + self->rows->len;

  for (guint i = MIN (position + removed, end); i > MAX (position, self->first); i--)
    drop_row (self, i - 1 - self->first);

  /* Dropping index 0 has moved the first position on; what follows it has not moved yet. */
  if (added > 0 && self->rows->len > 0 && position > self->first &&
      position < self->first + self->rows->len)
    {
      if (anchor < position)
        app_row_run_trim (self, self->first, position - 1);
      else
        app_row_run_trim (self, position, G_MAXUINT);
    }
  if (self->rows->len > 0 && self->first >= position)
    self->first = MAX (self->first, position + removed) - removed + added;
}

/**
 * app_row_run_number:
 * @self: a run
 *
 * Tells assistive technologies which row of how many each one is.
 */
void
app_row_run_number (AppRowRun *self)
{
  guint n_items = self->model != NULL ? g_list_model_get_n_items (self->model) : 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = &g_array_index (self->rows, Row, i);
      guint index = self->first + i + 1;

      if (row->index == index && row->n_items == n_items)
        continue;
      row->index = index;
      row->n_items = n_items;
      gtk_accessible_update_relation (GTK_ACCESSIBLE (row->widget),
                                      GTK_ACCESSIBLE_RELATION_POS_IN_SET, (int) index,
                                      GTK_ACCESSIBLE_RELATION_SET_SIZE, (int) n_items, -1);
    }
}

/**
 * app_row_run_highlight:
 * @self: a run
 * @position: a position, or %GTK_INVALID_LIST_POSITION for none
 *
 * Gives the row of @position, and no other, the style class `highlighted`. It goes with the row's
 * item: a row that is dropped loses it.
 */
void
app_row_run_highlight (AppRowRun *self, guint position)
{
  if (self->highlighted != NULL)
    gtk_widget_remove_css_class (self->highlighted, "highlighted");
  self->highlighted = app_row_run_get_row (self, position);
  if (self->highlighted != NULL)
    gtk_widget_add_css_class (self->highlighted, "highlighted");
}
