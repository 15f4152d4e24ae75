/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "app-link-dialog.h"
#include "app-ui.h"
#include "ui-frames.h"

/* A link that is shown to be given to somebody. */

typedef struct
{
  GtkWindow *window;
  AdwDialog *dialog;
  UiFrames *frames;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer width)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AppInviteLink) link = app_invite_link_new_for_address ("127.0.0.1:7400", &error);

  g_assert_no_error (error);
  fixture->window = GTK_WINDOW (adw_window_new ());
  gtk_window_set_default_size (fixture->window, GPOINTER_TO_INT (width), 640);
  gtk_window_present (fixture->window);
  fixture->frames = ui_frames_new (fixture->window);
  fixture->dialog = ADW_DIALOG (app_link_dialog_new (link));
  adw_dialog_present (fixture->dialog, GTK_WIDGET (fixture->window));
  ui_frames_wait (fixture->frames, 2);
}

static void
tear_down (Fixture *fixture, gconstpointer width)
{
  GtkWindow *window = g_object_ref (fixture->window);

  ui_frames_free (fixture->frames);
  gtk_window_destroy (window);
  g_assert_finalize_object (window);
}

/* The button that does something, or the toast where @action is NULL */
static GtkWidget *
find (GtkWidget *widget, const char *action)
{
  const char *name = GTK_IS_ACTIONABLE (widget)
                         ? gtk_actionable_get_action_name (GTK_ACTIONABLE (widget))
                         : NULL;

  if (action != NULL ? g_strcmp0 (name, action) == 0
                     : g_str_equal (gtk_widget_get_css_name (widget), "toast"))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, action);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* When it has come up all the way */
static gboolean
is_up (gpointer dialog)
{
  GtkWidget *toast = find (dialog, NULL);
  GtkWidget *overlay = toast != NULL ? gtk_widget_get_ancestor (toast, ADW_TYPE_TOAST_OVERLAY)
                                     : NULL;
  graphene_rect_t bounds;

  return overlay != NULL && gtk_widget_get_mapped (toast) &&
         gtk_widget_compute_bounds (toast, overlay, &bounds) && bounds.size.height > 0 &&
         bounds.origin.y + bounds.size.height <= (float) gtk_widget_get_height (overlay) + 1;
}

static gboolean
is_gone (gpointer dialog)
{
  return find (dialog, NULL) == NULL;
}

static void
test_copied (Fixture *fixture, gconstpointer width)
{
  static const char *const actions[] = { "link.copy", "link.save" };
  GtkWidget *dialog = GTK_WIDGET (fixture->dialog);
  graphene_rect_t toast;

  gtk_widget_activate_action (dialog, "link.copy", NULL);
  ui_spin_until (is_up, dialog);
  g_assert_true (gtk_widget_compute_bounds (find (dialog, NULL), dialog, &toast));
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      graphene_rect_t button;

      g_assert_true (gtk_widget_compute_bounds (find (dialog, actions[i]), dialog, &button));
      g_assert_false (graphene_rect_intersection (&toast, &button, NULL));
    }
  ui_spin_until (is_gone, dialog);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  app_ui_register ();

  g_test_add ("/link-dialog/wide/copied", Fixture, GINT_TO_POINTER (960), set_up, test_copied,
              tear_down);
  g_test_add ("/link-dialog/narrow/copied", Fixture, GINT_TO_POINTER (360), set_up, test_copied,
              tear_down);
  return g_test_run ();
}
