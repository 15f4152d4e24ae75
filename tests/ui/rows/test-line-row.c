/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <adwaita.h>

#include "app-line-row.h"
#include "app-message-kind.h"
#include "app-message-row-factory.h"
#include "rows-fixture.h"

/* The rows of what happened to a chat. */

static GtkWidget *
add_row (RowsFixture *fixture, AppRowFactory *factory, AppTimelineItem *item)
{
  GtkWidget *row = app_row_factory_create (factory, app_row_factory_get_row_type (factory, item));

  gtk_box_append (GTK_BOX (fixture->box), row);
  app_row_factory_bind (factory, row, item);
  ui_frames_wait (fixture->frames, 2);
  return row;
}

static gboolean
shows (GtkWidget *row, const char *css_name)
{
  GtkWidget *label = rows_fixture_find (row, rows_fixture_has_css_name, css_name);

  return label != NULL && gtk_widget_get_mapped (label);
}

/* The type of a row is known before its line is read, and holds for its life. */
static void
test_row (RowsFixture *fixture, gconstpointer user_data)
{
  TestMessage is = { .line = "Ann added Ben", .day_start = TRUE, .unloaded = TRUE };
  g_autoptr (AppTimelineItem) item = test_timeline_item_new (&is);
  g_autoptr (AppMessageRowFactory) factory = app_message_row_factory_new (fixture->loader, TRUE);
  GtkWidget *row = add_row (fixture, APP_ROW_FACTORY (factory), item);

  g_assert_true (APP_IS_LINE_ROW (row));
  g_assert_cmpuint (app_message_kind_of_item (item), ==, APP_MESSAGE_CHANGE);
  gtk_test_accessible_assert_role (row, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "Loading…");
  is.unloaded = FALSE;
  test_timeline_item_set (item, &is);
  ui_frames_wait (fixture->frames, 2);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "Ann added Ben");
  g_assert_nonnull (rows_fixture_find (row, rows_fixture_is_label_of, "Ann added Ben"));
  g_assert_true (shows (row, "day"));
  g_assert_true (shows (row, "line"));
  is.day_start = FALSE;
  is.line = "Ann left";
  test_timeline_item_set (item, &is);
  ui_frames_wait (fixture->frames, 2);
  g_assert_false (shows (row, "day"));
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "Ann left");
  g_assert_true (gtk_widget_grab_focus (row));

  app_row_factory_unbind (APP_ROW_FACTORY (factory), row);
  is.line = "Nobody hears of this";
  test_timeline_item_set (item, &is);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, "Ann left");
  app_row_factory_bind (APP_ROW_FACTORY (factory), row, item);
  gtk_test_accessible_assert_property (row, GTK_ACCESSIBLE_PROPERTY_LABEL, is.line);
  gtk_box_remove (GTK_BOX (fixture->box), row);
}

/* However long names are, a row is no wider than the window. */
static void
test_narrow (RowsFixture *fixture, gconstpointer user_data)
{
  const TestMessage is = { .line = "Wolfeschlegelsteinhausenbergerdorff-Hubert added "
                                   "Rhoshandiatellyneshiaunneveshenk, Ann, Ben and 12 others" };
  g_autoptr (AppTimelineItem) item = test_timeline_item_new (&is);
  g_autoptr (AppMessageRowFactory) factory = app_message_row_factory_new (fixture->loader, TRUE);
  GtkWidget *row = add_row (fixture, APP_ROW_FACTORY (factory), item);
  int minimum, one_line, wrapped;

  gtk_widget_measure (row, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 336);
  gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, 2000, &one_line, NULL, NULL, NULL);
  gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, 336, &wrapped, NULL, NULL, NULL);
  g_assert_cmpint (wrapped, >, one_line);
  gtk_box_remove (GTK_BOX (fixture->box), row);
}

#define add(name, function)                                                                        \
  g_test_add ("/ui/line-row/" name, RowsFixture, GINT_TO_POINTER (360), rows_fixture_set_up,       \
              function, rows_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  add ("row", test_row);
  add ("narrow", test_narrow);
  return g_test_run ();
}
