/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <adwaita.h>

#include "app-message-row.h"
#include "app-row-style.h"
#include "app-row-warm-up.h"
#include "ui-frames.h"

typedef struct
{
  GtkWidget *window;
  guint n_seen;
} Warming;

static GtkWidget *
get_row (Warming *warming)
{
  for (GtkWidget *child = gtk_widget_get_first_child (warming->window); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (APP_IS_MESSAGE_ROW (child))
        return child;
    }
  return NULL;
}

/* Neither seen nor told to a screen reader. */
static void
assert_hidden (Warming *warming)
{
  GtkWidget *row = get_row (warming);

  if (row == NULL)
    return;
  warming->n_seen++;
  g_assert_false (gtk_widget_get_mapped (row));
  g_assert_null (
      gtk_test_accessible_check_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE));
  g_assert_false (gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD));
}

static void
begin (Warming *warming)
{
  warming->window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (warming->window), gtk_label_new ("Chats"));
  gtk_window_set_default_size (GTK_WINDOW (warming->window), 360, 300);
  app_row_warm_up (warming->window);
  app_row_warm_up (warming->window);
}

static gboolean
has_row (gpointer user_data)
{
  return get_row (user_data) != NULL;
}

static void
test_hidden (void)
{
  Warming warming = { 0 };

  begin (&warming);
  g_assert_false (has_row (&warming));
  gtk_window_present (GTK_WINDOW (warming.window));
  ui_spin_until (has_row, &warming);
  assert_hidden (&warming);
  while (has_row (&warming))
    {
      g_main_context_iteration (NULL, TRUE);
      assert_hidden (&warming);
    }
  g_assert_cmpuint (warming.n_seen, >, 5); /* in small steps */
  gtk_window_destroy (GTK_WINDOW (warming.window));
}

/* The window may be closed at any step. */
static void
test_closed (void)
{
  for (guint n_steps = 0; n_steps < 9; n_steps++)
    {
      Warming warming = { 0 };
      GWeakRef window;

      begin (&warming);
      g_weak_ref_init (&window, warming.window);
      gtk_window_present (GTK_WINDOW (warming.window));
      if (n_steps > 0)
        ui_spin_until (has_row, &warming);
      for (guint i = 1; i < n_steps; i++)
        g_main_context_iteration (NULL, TRUE);
      gtk_window_destroy (GTK_WINDOW (warming.window));
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_assert_null (g_weak_ref_get (&window));
      g_weak_ref_clear (&window);
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  app_row_style_install (gdk_display_get_default ());
  g_test_add_func ("/ui/row-warm-up/hidden", test_hidden);
  g_test_add_func ("/ui/row-warm-up/closed", test_closed);
  return g_test_run ();
}
