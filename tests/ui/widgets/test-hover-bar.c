/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>

#include "account-fixture.h"
#include "app-bubble.h"
#include "app-chat-page.h"
#include "app-compose-bar.h"
#include "app-hover-bar.h"
#include "app-message-row.h"
#include "app-message-view.h"
#include "app-ui.h"
#include "app-window.h"

/* The bar beside the message under the pointer. */

#define N_LINES 60

typedef struct
{
  AccountFixture account;
  GSettings *settings;
  AppWindow *window;
  GtkWidget *page;
  AppMessageView *view;
  GtkWidget *bar;
  GtkEventController *motion;
  UiFrames *frames;
} Fixture;

static gpointer
find_type (gpointer widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* What tells the bar of the pointer */
static GtkEventController *
find_motion (GtkWidget *overlay)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (overlay);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_MOTION (controller))
        return controller; /* the overlay's */
    }
  g_error ("Nobody looks at the pointer");
}

static GtkWidget *
get_row (Fixture *fixture, guint position)
{
  return app_message_view_get_row (fixture->view, position);
}

static gboolean
has_last_row (gpointer user_data)
{
  Fixture *fixture = user_data;
  GtkWidget *row = get_row (fixture, N_LINES);

  return row != NULL && app_message_row_get_item (APP_MESSAGE_ROW (row)) != NULL &&
         app_timeline_item_get_loaded (app_message_row_get_item (APP_MESSAGE_ROW (row)));
}

static void
set_up (Fixture *fixture, gconstpointer width)
{
  AccountLine lines[N_LINES];
  g_autoptr (GSettingsBackend) backend = g_memory_settings_backend_new ();

  for (guint i = 0; i < N_LINES; i++)
    lines[i] = (AccountLine) { "102", "Hello Ada, this is one of many lines that fill the page" };
  account_fixture_set_up (&fixture->account);
  account_fixture_add_user (&fixture->account, "102", "Grace Hopper");
  account_fixture_add_direct (&fixture->account, "c_1", "102", lines, N_LINES, N_LINES);
  account_fixture_add_now (&fixture->account, "c_1", "101", N_LINES + 1, "Hello Grace");
  fixture->settings = g_settings_new_with_backend_and_path (APPLICATION_ID, backend,
                                                            "/im/landline/Landline/profiles/t/");
  fixture->window = APP_WINDOW (app_window_new (NULL, fixture->settings));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), GPOINTER_TO_INT (width), 640);
  app_window_set_account (fixture->window, fixture->account.chats, fixture->account.transfers);
  gtk_window_present (GTK_WINDOW (fixture->window));
  fixture->frames = ui_frames_new (GTK_WINDOW (fixture->window));
  app_window_open_chat (fixture->window, account_fixture_wait_for_chat (&fixture->account, "c_1"));
  fixture->page = find_type (fixture->window, APP_TYPE_CHAT_PAGE);
  fixture->view = app_chat_page_get_view (APP_CHAT_PAGE (fixture->page));
  fixture->bar = find_type (fixture->page, APP_TYPE_HOVER_BAR);
  fixture->motion = find_motion (gtk_widget_get_parent (fixture->bar));
  ui_frames_wait_until (fixture->frames, has_last_row, fixture);
  ui_frames_wait (fixture->frames, 2);
}

static void
tear_down (Fixture *fixture, gconstpointer width)
{
  AppWindow *window = g_object_ref (fixture->window);

  ui_frames_free (fixture->frames);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (window);
  g_assert_finalize_object (fixture->settings);
  account_fixture_tear_down (&fixture->account);
}

static graphene_rect_t
get_bubble (Fixture *fixture, guint position)
{
  graphene_rect_t bounds;

  g_assert_true (app_message_row_compute_bubble (APP_MESSAGE_ROW (get_row (fixture, position)),
                                                 gtk_widget_get_parent (fixture->bar), &bounds));
  return bounds;
}

static void
point_at (Fixture *fixture, double x, double y)
{
  g_signal_emit_by_name (fixture->motion, "motion", x, y);
  ui_frames_wait (fixture->frames, 2);
}

static void
point_at_row (Fixture *fixture, guint position)
{
  graphene_rect_t bubble = get_bubble (fixture, position);

  point_at (fixture, bubble.origin.x + bubble.size.width / 2,
            bubble.origin.y + bubble.size.height / 2);
  g_assert_true (gtk_widget_get_visible (fixture->bar));
}

static void
write_picture (Fixture *fixture, const char *name)
{
  g_autofree char *path = NULL;

  if (g_getenv ("LANDLINE_PICTURES") == NULL)
    return;
  path = g_strdup_printf ("%s/%s-%d.png", g_getenv ("LANDLINE_PICTURES"), name,
                          gtk_widget_get_width (GTK_WIDGET (fixture->window)));
  ui_write_png (GTK_WIDGET (fixture->window), path);
}

/* Beside the bubble, on the side of the other person's; over its edge where that is narrow, and
 * never outside. */
static void
test_place (Fixture *fixture, gconstpointer width)
{
  GtkWidget *overlay = gtk_widget_get_parent (fixture->bar);
  guint positions[] = { N_LINES, N_LINES - 1 };

  g_assert_false (gtk_widget_get_visible (fixture->bar));
  for (guint i = 0; i < G_N_ELEMENTS (positions); i++)
    {
      graphene_rect_t bubble = get_bubble (fixture, positions[i]), bar, shared;

      point_at_row (fixture, positions[i]);
      write_picture (fixture, i == 0 ? "hover-own" : "hover-other");
      g_assert_true (gtk_widget_compute_bounds (fixture->bar, overlay, &bar));
      g_assert_cmpfloat (bar.origin.x, >=, 0);
      g_assert_cmpfloat (bar.origin.x + bar.size.width, <=, gtk_widget_get_width (overlay));
      if (GPOINTER_TO_INT (width) > 600)
        {
          g_assert_false (graphene_rect_intersection (&bubble, &bar, &shared));
          g_assert_true ((i == 0) == (bar.origin.x < bubble.origin.x));
        }
      /* The pointer gets to it without its going away. */
      point_at (fixture, bar.origin.x + bar.size.width / 2, bar.origin.y + bar.size.height / 2);
      g_assert_true (gtk_widget_get_visible (fixture->bar));
    }
}

/* It goes with the pointer, and with what was below the pointer. */
static void
test_goes (Fixture *fixture, gconstpointer width)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (fixture->view));
  graphene_rect_t bubble = get_bubble (fixture, N_LINES - 1);
  double x = bubble.origin.x + 10, y = bubble.origin.y + 10;

  point_at_row (fixture, N_LINES - 1);
  g_signal_emit_by_name (fixture->motion, "leave");
  g_assert_false (gtk_widget_get_visible (fixture->bar));
  point_at (fixture, x, y);
  g_assert_true (gtk_widget_get_visible (fixture->bar));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) - 200);
  g_assert_false (gtk_widget_get_visible (fixture->bar));
  /* GTK tells once more where the pointer is: nobody has moved it. */
  point_at (fixture, x, y);
  g_assert_false (gtk_widget_get_visible (fixture->bar));
  point_at (fixture, x + 1, y);
  g_assert_true (gtk_widget_get_visible (fixture->bar));
}

static gboolean
is_hidden (gpointer widget)
{
  return !gtk_widget_get_visible (widget);
}

/* It does not stay beside what was jumped to. */
static void
test_jump (Fixture *fixture, gconstpointer width)
{
  point_at_row (fixture, N_LINES - 1);
  app_message_view_scroll_to (fixture->view, 0, 0, FALSE);
  ui_frames_wait_until (fixture->frames, is_hidden, fixture->bar);
}

/* So it does when a message comes, and moves all others. */
static void
test_arrival (Fixture *fixture, gconstpointer width)
{
  point_at_row (fixture, N_LINES - 1);
  account_fixture_add_now (&fixture->account, "c_1", "101", N_LINES + 2, "One more");
  ui_frames_wait_until (fixture->frames, is_hidden, fixture->bar);
}

static GtkWidget *
find_button (Fixture *fixture, const char *tooltip)
{
  GtkWidget *child = gtk_widget_get_first_child (fixture->bar);

  while (g_strcmp0 (gtk_widget_get_tooltip_text (child), tooltip) != 0)
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static gboolean
is_visible (gpointer widget)
{
  return gtk_widget_get_visible (widget);
}

static gboolean
has_menu (gpointer row)
{
  return find_type (row, GTK_TYPE_POPOVER_MENU) != NULL;
}

static gboolean
has_chooser (gpointer row)
{
  return find_type (row, GTK_TYPE_EMOJI_CHOOSER) != NULL;
}

static void
close_popover (GtkWidget *row, GType type, UiFrames *frames)
{
  gtk_popover_popdown (GTK_POPOVER (find_type (row, type)));
  ui_frames_wait (frames, 3);
}

static void
test_buttons (Fixture *fixture, gconstpointer width)
{
  GtkWidget *row = get_row (fixture, N_LINES - 1);

  g_assert_false (gtk_widget_get_can_focus (fixture->bar));
  point_at_row (fixture, N_LINES - 1);
  g_signal_emit_by_name (find_button (fixture, "Reply"), "clicked");
  g_assert_false (gtk_widget_get_visible (fixture->bar));
  ui_frames_wait_until (fixture->frames, is_visible,
                        find_type (fixture->page, APP_TYPE_COMPOSE_BAR));
  ui_frames_wait (fixture->frames, 2);
  point_at_row (fixture, N_LINES);
  point_at_row (fixture, N_LINES - 1);
  g_signal_emit_by_name (find_button (fixture, "More"), "clicked");
  g_assert_true (has_menu (row));
  close_popover (row, GTK_TYPE_POPOVER_MENU, fixture->frames);
  point_at_row (fixture, N_LINES);
  point_at_row (fixture, N_LINES - 1);
  g_signal_emit_by_name (find_button (fixture, "React"), "clicked");
  ui_frames_wait_until (fixture->frames, has_chooser, row);
  close_popover (row, GTK_TYPE_EMOJI_CHOOSER, fixture->frames);
}

/* While messages are selected there is another bar. */
static void
test_selected (Fixture *fixture, gconstpointer width)
{
  AppTimelineItem *item = app_message_row_get_item (
      APP_MESSAGE_ROW (get_row (fixture, N_LINES - 1)));
  graphene_rect_t bubble;

  point_at_row (fixture, N_LINES - 1);
  gtk_widget_activate_action (fixture->page, "message.select", "s",
                              landline_message_get_id (app_timeline_item_get_message (item)));
  ui_frames_wait_until (fixture->frames, is_hidden, fixture->bar);
  ui_frames_wait (fixture->frames, 2);
  bubble = get_bubble (fixture, N_LINES - 1);
  point_at (fixture, bubble.origin.x + 5, bubble.origin.y + 5);
  g_assert_false (gtk_widget_get_visible (fixture->bar));
  gtk_widget_activate_action (fixture->page, "selection.clear", NULL);
  ui_frames_wait (fixture->frames, 3);
  point_at_row (fixture, N_LINES - 1);
}

/* One for all rows, whichever they show: its message is that of the row under the pointer, or it is
 * not there. */
static void
test_recycled (Fixture *fixture, gconstpointer width)
{
  point_at_row (fixture, N_LINES - 1);
  app_message_view_scroll_to (fixture->view, 0, 0, FALSE);
  /* As late as a click can be */
  g_signal_emit_by_name (find_button (fixture, "Reply"), "clicked");
  ui_frames_wait_until (fixture->frames, is_hidden, fixture->bar);
  ui_frames_wait (fixture->frames, 10);
  g_assert_false (gtk_widget_get_visible (find_type (fixture->page, APP_TYPE_COMPOSE_BAR)));
}

#define add(name, width, func)                                                                     \
  g_test_add ("/ui/hover-bar/" name, Fixture, GINT_TO_POINTER (width), set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  app_ui_register ();

  add ("place", 1100, test_place);
  add ("place-narrow", 360, test_place);
  add ("goes", 900, test_goes);
  add ("jump", 900, test_jump);
  add ("arrival", 900, test_arrival);
  add ("buttons", 900, test_buttons);
  add ("selected", 900, test_selected);
  add ("recycled", 900, test_recycled);
  return g_test_run ();
}
