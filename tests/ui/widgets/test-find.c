/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "account-fixture.h"
#include "app-chat-find-bar.h"
#include "app-chat-page.h"
#include "app-message-view.h"
#include "app-search-filters.h"
#include "app-search-hit.h"
#include "app-sidebar.h"
#include "app-ui.h"
#include "app-window.h"

/* Searching in a chat. */

#define N_LINES 200

typedef struct
{
  AccountFixture account;
  AppWindow *window;
  AppChatPage *page;
  AppSidebar *sidebar;
  AppChatFindBar *bar;
  GtkEditable *entry;
  UiFrames *frames;
  AppChat *chat;
} Fixture;

static GtkWidget *
find (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_active (gpointer user_data)
{
  return gtk_window_is_active (user_data);
}

static gboolean
shows_messages (gpointer user_data)
{
  Fixture *fixture = user_data;
  guint first, last;

  return app_message_view_get_visible_range (app_chat_page_get_view (fixture->page), &first, &last);
}

static void
set_up (Fixture *fixture, gconstpointer width)
{
  AccountLine lines[N_LINES];

  for (guint i = 0; i < N_LINES; i++)
    lines[i] = (AccountLine) { "102", i == 10 || i == 190 ? "a needle" : "hay" };
  account_fixture_set_up (&fixture->account);
  account_fixture_add_user (&fixture->account, "102", "Grace Hopper");
  account_fixture_add_direct (&fixture->account, "c_1", "102", lines, N_LINES, N_LINES);
  fixture->chat = account_fixture_wait_for_chat (&fixture->account, "c_1");
  fixture->window = APP_WINDOW (app_window_new (NULL, NULL));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), GPOINTER_TO_INT (width), 640);
  app_window_set_account (fixture->window, fixture->account.chats, fixture->account.transfers);
  gtk_window_present (GTK_WINDOW (fixture->window));
  fixture->frames = ui_frames_new (GTK_WINDOW (fixture->window));
  ui_frames_wait (fixture->frames, 2);
  ui_spin_until (is_active, fixture->window);
  fixture->page = APP_CHAT_PAGE (find (GTK_WIDGET (fixture->window), APP_TYPE_CHAT_PAGE));
  fixture->sidebar = APP_SIDEBAR (find (GTK_WIDGET (fixture->window), APP_TYPE_SIDEBAR));
  fixture->bar = APP_CHAT_FIND_BAR (find (GTK_WIDGET (fixture->page), APP_TYPE_CHAT_FIND_BAR));
  fixture->entry = GTK_EDITABLE (find (GTK_WIDGET (fixture->bar), GTK_TYPE_SEARCH_ENTRY));
  app_window_open_chat (fixture->window, fixture->chat);
  ui_spin_until (shows_messages, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer width)
{
  AppWindow *window = g_object_ref (fixture->window);

  ui_frames_free (fixture->frames);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (window);
  account_fixture_tear_down (&fixture->account);
}

static gboolean
says (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;
  return FALSE;
}

static gboolean
says_first (gpointer bar)
{
  return says (bar, "1 of 2");
}

static gboolean
says_second (gpointer bar)
{
  return says (bar, "2 of 2");
}

static gboolean
says_nothing_found (gpointer bar)
{
  return says (bar, "No results");
}

static gboolean
shows (Fixture *fixture, guint position)
{
  guint first, last;

  return app_message_view_get_visible_range (app_chat_page_get_view (fixture->page), &first,
                                             &last) &&
         first <= position && position <= last;
}

static gboolean
shows_old (gpointer fixture)
{
  return shows (fixture, 10);
}

static gboolean
shows_new (gpointer fixture)
{
  return shows (fixture, 190);
}

static void
test_steps (Fixture *fixture, gconstpointer width)
{
  g_assert_false (app_chat_find_bar_get_open (fixture->bar));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.find", NULL);
  g_assert_true (app_chat_find_bar_get_open (fixture->bar));
  gtk_editable_set_text (fixture->entry, "needle");
  ui_spin_until (says_first, fixture->bar);
  ui_spin_until (shows_new, fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->bar), "find.older", NULL);
  ui_spin_until (says_second, fixture->bar);
  ui_spin_until (shows_old, fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->bar), "find.newer", NULL);
  ui_spin_until (says_first, fixture->bar);
  ui_spin_until (shows_new, fixture);
  gtk_editable_set_text (fixture->entry, "elsewhere");
  ui_spin_until (says_nothing_found, fixture->bar);
  gtk_widget_activate_action (GTK_WIDGET (fixture->bar), "find.close", NULL);
  g_assert_false (app_chat_find_bar_get_open (fixture->bar));
  g_assert_cmpstr (gtk_editable_get_text (fixture->entry), ==, "");
}

/* Another chat is another search. */
static void
test_other_chat (Fixture *fixture, gconstpointer width)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.find", NULL);
  g_assert_true (app_chat_find_bar_get_open (fixture->bar));
  app_chat_page_set_chat (fixture->page, NULL);
  g_assert_false (app_chat_find_bar_get_open (fixture->bar));
  /* And without one the search is over all. */
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.find", NULL);
  g_assert_false (app_chat_find_bar_get_open (fixture->bar));
}

static GtkDropDown *
find_filter (GtkWidget *widget, const char *label)
{
  if (GTK_IS_DROP_DOWN (widget) && g_strcmp0 (gtk_widget_get_tooltip_text (widget), label) == 0)
    return GTK_DROP_DOWN (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkDropDown *found = find_filter (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
shows_hits (gpointer sidebar)
{
  return app_sidebar_get_n_shown (sidebar) == 2;
}

static gboolean
shows_none (gpointer sidebar)
{
  return app_sidebar_get_n_shown (sidebar) == 0;
}

static gboolean
has_people (gpointer drop_down)
{
  GListModel *model = gtk_drop_down_get_model (drop_down);

  return g_list_model_get_n_items (model) > 1;
}

/* A search over all chats leaves out what it is told to, and the next one nothing. */
static void
test_filters (Fixture *fixture, gconstpointer width)
{
  GtkDropDown *kind = find_filter (GTK_WIDGET (fixture->sidebar), "Kind of Message");
  GtkDropDown *date = find_filter (GTK_WIDGET (fixture->sidebar), "Date");
  GtkDropDown *chat = find_filter (GTK_WIDGET (fixture->sidebar), "Chat");

  g_assert_false (gtk_widget_get_child_visible (GTK_WIDGET (kind)) &&
                  gtk_widget_get_mapped (GTK_WIDGET (kind)));
  app_sidebar_set_search (fixture->sidebar, "needle");
  ui_spin_until (shows_hits, fixture->sidebar);
  gtk_drop_down_set_selected (kind, 3);
  ui_spin_until (shows_none, fixture->sidebar);
  gtk_drop_down_set_selected (kind, 0);
  ui_spin_until (shows_hits, fixture->sidebar);
  /* They are from long ago. */
  gtk_drop_down_set_selected (date, 1);
  ui_spin_until (shows_none, fixture->sidebar);
  app_sidebar_set_search (fixture->sidebar, "");
  g_assert_cmpuint (gtk_drop_down_get_selected (date), ==, 0);
  app_sidebar_set_search (fixture->sidebar, "needle");
  ui_spin_until (shows_hits, fixture->sidebar);
  ui_spin_until (has_people, chat);
  gtk_drop_down_set_selected (chat, 1);
  ui_spin_until (shows_hits, fixture->sidebar);
  g_assert_true (gtk_drop_down_get_selected_item (chat) == (gpointer) fixture->chat);
}

static GtkWidget *
find_button (Fixture *fixture)
{
  GtkWidget *box = gtk_widget_get_parent (
      find (GTK_WIDGET (fixture->sidebar), GTK_TYPE_SEARCH_ENTRY));

  return find (box, GTK_TYPE_TOGGLE_BUTTON);
}

static gboolean
shows_many (gpointer sidebar)
{
  return app_sidebar_get_n_shown (sidebar) == 50;
}

static GtkAdjustment *
get_scroll (gpointer sidebar)
{
  return gtk_scrollable_get_vadjustment (
      GTK_SCROLLABLE (find (GTK_WIDGET (sidebar), GTK_TYPE_LIST_VIEW)));
}

static gboolean
can_scroll (gpointer sidebar)
{
  GtkAdjustment *scroll = get_scroll (sidebar);

  return gtk_adjustment_get_upper (scroll) > 3 * gtk_adjustment_get_page_size (scroll);
}

static gboolean
shows_more (gpointer sidebar)
{
  return app_sidebar_get_n_shown (sidebar) > 50;
}

/* To the end again and again, as who looks for the oldest one does */
static gboolean
shows_all (gpointer sidebar)
{
  GtkAdjustment *scroll = get_scroll (sidebar);

  gtk_adjustment_set_value (scroll, gtk_adjustment_get_upper (scroll));
  return app_sidebar_get_n_shown (sidebar) >= N_LINES - 2;
}

/* Near the end of what was found comes more of it, and not before. */
static void
test_pages (Fixture *fixture, gconstpointer width)
{
  GtkListView *list = GTK_LIST_VIEW (find (GTK_WIDGET (fixture->sidebar), GTK_TYPE_LIST_VIEW));
  GListModel *hits = G_LIST_MODEL (gtk_list_view_get_model (list));
  GtkAdjustment *scroll = get_scroll (fixture->sidebar);
  gint64 before = G_MAXINT64;

  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "navigation.pop", NULL);
  app_sidebar_set_search (fixture->sidebar, "hay");
  ui_spin_until (shows_many, fixture->sidebar);
  ui_spin_until (can_scroll, fixture->sidebar);
  ui_frames_wait (fixture->frames, 10);
  g_assert_cmpuint (app_sidebar_get_n_shown (fixture->sidebar), ==, 50);
  gtk_adjustment_set_value (scroll, gtk_adjustment_get_upper (scroll) -
                                        1.5 * gtk_adjustment_get_page_size (scroll));
  ui_spin_until (shows_more, fixture->sidebar);
  ui_frames_wait (fixture->frames, 10);
  g_assert_cmpuint (app_sidebar_get_n_shown (fixture->sidebar), ==, 100);
  ui_spin_until (shows_all, fixture->sidebar);
  ui_frames_wait (fixture->frames, 10);
  g_assert_cmpuint (g_list_model_get_n_items (hits), ==, N_LINES - 2);
  for (guint i = 0; i < N_LINES - 2; i++)
    {
      g_autoptr (AppSearchHit) hit = g_list_model_get_item (hits, i);

      g_assert_cmpint (app_search_hit_get_time (hit), <, before);
      before = app_search_hit_get_time (hit);
    }
}

static gboolean
is_in_window (gpointer filters)
{
  return gtk_widget_get_mapped (filters) && gtk_widget_get_width (filters) > 0;
}

/* Without a word the filters list messages: by keys, and as narrow as a window gets. */
static void
test_filters_alone (Fixture *fixture, gconstpointer width)
{
  GtkWidget *button = find_button (fixture);
  GtkDropDown *chat = find_filter (GTK_WIDGET (fixture->sidebar), "Chat");
  GtkDropDown *kind = find_filter (GTK_WIDGET (fixture->sidebar), "Kind of Message");
  GtkWidget *filters = find (GTK_WIDGET (fixture->sidebar), APP_TYPE_SEARCH_FILTERS);

  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "Search Filters");
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "navigation.pop", NULL);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  ui_spin_until (is_in_window, filters);
  g_assert_cmpint (gtk_widget_get_width (filters), <=, GPOINTER_TO_INT (width));
  g_assert_cmpuint (app_sidebar_get_n_shown (fixture->sidebar), ==, 1);
  ui_spin_until (has_people, chat);
  gtk_widget_grab_focus (button);
  gtk_widget_child_focus (GTK_WIDGET (fixture->sidebar), GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_widget_has_focus (gtk_widget_get_first_child (GTK_WIDGET (kind))));
  gtk_drop_down_set_selected (chat, 1);
  ui_spin_until (shows_many, fixture->sidebar);
  g_assert_true (app_sidebar_stop_search (fixture->sidebar));
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (button)));
  g_assert_cmpuint (gtk_drop_down_get_selected (chat), ==, 0);
  g_assert_cmpuint (app_sidebar_get_n_shown (fixture->sidebar), ==, 1);
  g_assert_false (gtk_widget_get_mapped (filters));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  app_ui_register ();

  g_test_add ("/find/wide/steps", Fixture, GINT_TO_POINTER (960), set_up, test_steps, tear_down);
  g_test_add ("/find/narrow/steps", Fixture, GINT_TO_POINTER (360), set_up, test_steps, tear_down);
  g_test_add ("/find/other-chat", Fixture, GINT_TO_POINTER (960), set_up, test_other_chat,
              tear_down);
  g_test_add ("/find/filters", Fixture, GINT_TO_POINTER (960), set_up, test_filters, tear_down);
  g_test_add ("/find/wide/pages", Fixture, GINT_TO_POINTER (960), set_up, test_pages, tear_down);
  g_test_add ("/find/narrow/pages", Fixture, GINT_TO_POINTER (360), set_up, test_pages, tear_down);
  g_test_add ("/find/wide/filters-alone", Fixture, GINT_TO_POINTER (960), set_up,
              test_filters_alone, tear_down);
  g_test_add ("/find/narrow/filters-alone", Fixture, GINT_TO_POINTER (360), set_up,
              test_filters_alone, tear_down);
  return g_test_run ();
}
