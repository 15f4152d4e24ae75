/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "rows-fixture"

#include "config.h"

#include <glib/gstdio.h>

#include "app-bubble.h"
#include "rows-fixture.h"

static void
on_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  RowsFixture *fixture = user_data;

  if (g_variant_is_of_type (parameter, G_VARIANT_TYPE ("(ss)")))
    {
      const char *id, *emoji;

      g_variant_get (parameter, "(&s&s)", &id, &emoji);
      g_string_append_printf (fixture->asked, "%s(%s, %s) ", g_action_get_name (G_ACTION (action)),
                              id, emoji);
      return;
    }
  g_string_append_printf (fixture->asked, "%s(%s) ", g_action_get_name (G_ACTION (action)),
                          g_variant_get_string (parameter, NULL));
}

/* The page of the app implements these; here they are only written down. */
static void
add_actions (RowsFixture *fixture, const char *group_name, const char *const *names)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  for (; *names != NULL; names++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new (*names, g_str_equal (*names, "react")
                                                                          ? G_VARIANT_TYPE ("(ss)")
                                                                          : G_VARIANT_TYPE_STRING);

      g_signal_connect (action, "activate", G_CALLBACK (on_action), fixture);
      g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
    }
  gtk_widget_insert_action_group (fixture->window, group_name, G_ACTION_GROUP (group));
}

void
rows_fixture_set_up (RowsFixture *fixture, gconstpointer width)
{
  GtkWidget *scrolled;

  fixture->folder = g_dir_make_tmp ("landline-rows-XXXXXX", NULL);
  fixture->samples = test_messages_list_samples (fixture->folder);
  fixture->loader = app_image_loader_new ();
  fixture->asked = g_string_new (NULL);
  fixture->window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (fixture->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window),
                               width != NULL ? GPOINTER_TO_INT (width) : 700, 600);
  fixture->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", fixture->box, "hscrollbar-policy",
                           GTK_POLICY_NEVER, NULL);
  gtk_window_set_child (GTK_WINDOW (fixture->window), scrolled);
  add_actions (fixture, "message", (const char *[]) { "retry", "discard", "show", "react", NULL });
  add_actions (fixture, "transfer", (const char *[]) { "cancel", "retry", NULL });
  add_actions (fixture, "file",
               (const char *[]) { "download", "open", "save-as", "show-in-folder", NULL });
  add_actions (fixture, "place", (const char *[]) { "open", "show-map", "copy", NULL });
  add_actions (fixture, "contact", (const char *[]) { "message", "save", "copy", NULL });
  fixture->frames = ui_frames_new (GTK_WINDOW (fixture->window));
}

static gboolean
is_finished (gpointer user_data)
{
  return test_timeline_item_get_n_alive () == 0;
}

static gboolean
is_null (gpointer user_data)
{
  return *(gpointer *) user_data == NULL;
}

/* Nothing may hold an item or the loader: no handler, no task, no row. */
void
rows_fixture_tear_down (RowsFixture *fixture, gconstpointer width)
{
  AppImageLoader *loader = fixture->loader;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_clear_pointer (&fixture->frames, ui_frames_free);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_ptr_array_unref (fixture->samples);
  ui_spin_until (is_finished, NULL);
  g_object_add_weak_pointer (G_OBJECT (loader), (gpointer *) &loader);
  g_object_unref (fixture->loader);
  ui_spin_until (is_null, &loader);
  g_string_free (fixture->asked, TRUE);

  dir = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
}

AppTimelineItem *
rows_fixture_get_item (RowsFixture *fixture, const char *name)
{
  for (guint i = 0; i < fixture->samples->len; i++)
    {
      TestSample *sample = g_ptr_array_index (fixture->samples, i);

      if (g_str_equal (sample->name, name))
        return sample->item;
    }
  g_error ("There is no sample %s", name);
}

AppMessageRow *
rows_fixture_add_row (RowsFixture *fixture)
{
  GtkWidget *row = app_message_row_new (fixture->loader);

  gtk_box_append (GTK_BOX (fixture->box), row);
  return APP_MESSAGE_ROW (row);
}

AppMessageRow *
rows_fixture_add_bound (RowsFixture *fixture, const char *name)
{
  AppMessageRow *row = rows_fixture_add_row (fixture);

  app_message_row_bind (row, rows_fixture_get_item (fixture, name), FALSE);
  ui_frames_wait (fixture->frames, 2);
  return row;
}

void
rows_fixture_remove_row (RowsFixture *fixture, AppMessageRow *row)
{
  app_message_row_unbind (row);
  gtk_box_remove (GTK_BOX (fixture->box), GTK_WIDGET (row));
}

/* The first visible descendant that @func likes. */
GtkWidget *
rows_fixture_find (GtkWidget *widget, RowsFixtureFunc func, gconstpointer data)
{
  if (!gtk_widget_get_visible (widget))
    return NULL;
  if (func (widget, data))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = rows_fixture_find (child, func, data);

      if (found != NULL)
        return found;
    }
  return NULL;
}

gboolean
rows_fixture_is_of_type (GtkWidget *widget, gconstpointer type)
{
  return g_type_is_a (G_OBJECT_TYPE (widget), GPOINTER_TO_SIZE (type));
}

gboolean
rows_fixture_has_css_name (GtkWidget *widget, gconstpointer name)
{
  return g_strcmp0 (gtk_widget_get_css_name (widget), name) == 0;
}

gboolean
rows_fixture_is_label_of (GtkWidget *widget, gconstpointer text)
{
  return GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL;
}

gboolean
rows_fixture_is_button_of (GtkWidget *widget, gconstpointer name)
{
  return GTK_IS_BUTTON (widget) &&
         (g_strcmp0 (gtk_widget_get_tooltip_text (widget), name) == 0 ||
          g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), name) == 0);
}

GtkWidget *
rows_fixture_find_type (AppMessageRow *row, GType type)
{
  return rows_fixture_find (GTK_WIDGET (row), rows_fixture_is_of_type, GSIZE_TO_POINTER (type));
}

GtkWidget *
rows_fixture_get_bubble (AppMessageRow *row)
{
  return rows_fixture_find_type (row, APP_TYPE_BUBBLE);
}

void
rows_fixture_press (RowsFixture *fixture,
                    AppMessageRow *row,
                    const char *button,
                    const char *expected)
{
  GtkWidget *widget = rows_fixture_find (GTK_WIDGET (row), rows_fixture_is_button_of, button);

  g_assert_nonnull (widget);
  g_string_truncate (fixture->asked, 0);
  g_signal_emit_by_name (widget, "clicked");
  g_assert_cmpstr (fixture->asked->str, ==, expected);
}
