/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "account-fixture.h"
#include "app-chat-row.h"
#include "app-chat-verbs.h"
#include "app-sidebar.h"
#include "app-ui.h"
#include "app-window.h"

/* What can be done with chats from the list, in a wide and in a narrow window. */

typedef struct
{
  AccountFixture account;
  AppWindow *window;
  AppSidebar *sidebar;
  UiFrames *frames;
  AppChat *grace;
  AppChat *edsger;
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
shows_two (gpointer user_data)
{
  return app_sidebar_get_n_shown (((Fixture *) user_data)->sidebar) == 2;
}

static gboolean
shows_one (gpointer user_data)
{
  return app_sidebar_get_n_shown (((Fixture *) user_data)->sidebar) == 1;
}

static void
set_up (Fixture *fixture, gconstpointer width)
{
  static const AccountLine grace[] = { { "102", "Hello Ada" }, { "102", "How are you?" } };
  static const AccountLine edsger[] = { { NULL, "Considered harmful" } };

  account_fixture_set_up (&fixture->account);
  account_fixture_add_user (&fixture->account, "102", "Grace Hopper");
  account_fixture_add_user (&fixture->account, "103", "Édsger");
  account_fixture_add_direct (&fixture->account, "c_1", "102", grace, 2, 0);
  account_fixture_add_direct (&fixture->account, "c_2", "103", edsger, 1, 1);
  fixture->grace = account_fixture_wait_for_chat (&fixture->account, "c_1");
  fixture->edsger = account_fixture_wait_for_chat (&fixture->account, "c_2");
  fixture->window = APP_WINDOW (app_window_new (NULL, NULL));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), GPOINTER_TO_INT (width), 640);
  app_window_set_account (fixture->window, fixture->account.chats, fixture->account.transfers);
  gtk_window_present (GTK_WINDOW (fixture->window));
  fixture->frames = ui_frames_new (GTK_WINDOW (fixture->window));
  ui_frames_wait (fixture->frames, 2);
  fixture->sidebar = APP_SIDEBAR (find (GTK_WIDGET (fixture->window), APP_TYPE_SIDEBAR));
  ui_spin_until (shows_two, fixture);
  ui_spin_until (is_active, fixture->window);
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

static void
act (Fixture *fixture, const char *action, AppChat *chat)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->sidebar), action, "x",
                                             app_chat_get_key (chat)));
}

/* The button of the toast that is shown, once it is */
static GtkWidget *
find_button (GtkWidget *widget, const char *label)
{
  const char *text = GTK_IS_BUTTON (widget) ? gtk_button_get_label (GTK_BUTTON (widget)) : NULL;

  if (g_strcmp0 (text, label) == 0 && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_undo (gpointer user_data)
{
  Fixture *fixture = user_data;

  return find_button (GTK_WIDGET (fixture->window), "_Undo") != NULL;
}

static void
undo (Fixture *fixture)
{
  ui_spin_until (has_undo, fixture);
  g_signal_emit_by_name (find_button (GTK_WIDGET (fixture->window), "_Undo"), "clicked");
}

static gboolean
is_pinned (gpointer chat)
{
  return app_chat_get_pinned (chat) != 0;
}

static gboolean
is_not_pinned (gpointer chat)
{
  return app_chat_get_pinned (chat) == 0;
}

static gboolean
is_muted (gpointer chat)
{
  return app_chat_get_muted (chat);
}

static gboolean
is_marked (gpointer chat)
{
  return app_chat_get_marked_unread (chat);
}

static gboolean
is_not_marked (gpointer chat)
{
  return !app_chat_get_marked_unread (chat);
}

static gboolean
is_archived (gpointer chat)
{
  return app_chat_get_archived (chat);
}

static gboolean
is_not_archived (gpointer chat)
{
  return !app_chat_get_archived (chat);
}

static gboolean
is_empty (gpointer chat)
{
  return app_chat_get_preview (chat) == NULL;
}

static AppChatRow *
find_row (GtkWidget *widget, AppChat *chat)
{
  if (APP_IS_CHAT_ROW (widget))
    return app_chat_row_get_chat (APP_CHAT_ROW (widget)) == chat ? APP_CHAT_ROW (widget) : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      AppChatRow *found = find_row (child, chat);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
says_all (gpointer user_data)
{
  Fixture *fixture = user_data;
  AppChatRow *row = find_row (GTK_WIDGET (fixture->sidebar), fixture->edsger);
  g_autofree char *summary = NULL;

  if (row == NULL)
    return FALSE;
  g_object_get (row, "summary", &summary, NULL);
  return g_str_has_prefix (summary, "Édsger, Marked as unread, Considered harmful") &&
         g_str_has_suffix (summary, ", pinned, muted");
}

static void
test_notes (Fixture *fixture, gconstpointer width)
{
  act (fixture, "chats.pin", fixture->edsger);
  ui_spin_until (is_pinned, fixture->edsger);
  gtk_widget_activate_action (GTK_WIDGET (fixture->sidebar), "chats.mute", "(xx)",
                              app_chat_get_key (fixture->edsger), G_GINT64_CONSTANT (8));
  ui_spin_until (is_muted, fixture->edsger);
  g_assert_cmpint (app_chat_get_muted_until (fixture->edsger), >,
                   g_get_real_time () / 1000 + 7 * 3600 * 1000);
  act (fixture, "chats.mark-unread", fixture->edsger);
  ui_spin_until (is_marked, fixture->edsger);
  ui_spin_until (says_all, fixture);
  /* Whoever opens it has seen it. */
  app_window_open_chat (fixture->window, fixture->edsger);
  ui_spin_until (is_not_marked, fixture->edsger);
  act (fixture, "chats.unpin", fixture->edsger);
  ui_spin_until (is_not_pinned, fixture->edsger);
}

static void
test_archive (Fixture *fixture, gconstpointer width)
{
  act (fixture, "chats.archive", fixture->edsger);
  ui_spin_until (is_archived, fixture->edsger);
  ui_spin_until (shows_one, fixture);
  undo (fixture);
  ui_spin_until (is_not_archived, fixture->edsger);
  ui_spin_until (shows_two, fixture);
  /* The way to what is archived, and Escape out of it */
  act (fixture, "chats.archive", fixture->edsger);
  ui_spin_until (shows_one, fixture);
  g_assert_null (app_sidebar_get_neighbour (fixture->sidebar, fixture->grace, 1));
  app_sidebar_show_archived (fixture->sidebar);
  g_assert_true (app_sidebar_get_neighbour (fixture->sidebar, NULL, 1) == fixture->edsger);
  g_assert_true (app_sidebar_stop_search (fixture->sidebar));
  g_assert_true (app_sidebar_get_neighbour (fixture->sidebar, NULL, 1) == fixture->grace);
  /* A search finds it all the same. */
  app_sidebar_set_search (fixture->sidebar, "éds");
  g_assert_true (app_sidebar_get_neighbour (fixture->sidebar, NULL, 1) == fixture->edsger);
}

static void
test_unread_only (Fixture *fixture, gconstpointer width)
{
  app_sidebar_set_unread_only (fixture->sidebar, TRUE);
  g_assert_cmpuint (app_sidebar_get_n_shown (fixture->sidebar), ==, 1);
  g_assert_true (app_sidebar_get_neighbour (fixture->sidebar, NULL, 1) == fixture->grace);
  act (fixture, "chats.mark-unread", fixture->edsger);
  ui_spin_until (shows_two, fixture);
  g_assert_true (app_sidebar_stop_search (fixture->sidebar));
  g_assert_false (app_sidebar_stop_search (fixture->sidebar));
}

static void
test_delete (Fixture *fixture, gconstpointer width)
{
  app_window_open_chat (fixture->window, fixture->edsger);
  act (fixture, "chats.delete", fixture->edsger);
  g_assert_cmpuint (app_sidebar_get_n_shown (fixture->sidebar), ==, 1);
  g_assert_null (app_window_get_chat (fixture->window));
  undo (fixture);
  ui_spin_until (shows_two, fixture);
  g_assert_nonnull (app_chat_get_preview (fixture->edsger));
  /* Not before the toast is gone, but before the window is. */
  act (fixture, "chats.delete", fixture->edsger);
  g_assert_true (app_chat_list_lookup_conversation (fixture->account.chats, "c_2") ==
                 fixture->edsger);
  app_window_flush (fixture->window);
  fixture->edsger = NULL;
  ui_spin_until (shows_one, fixture);
  while (app_chat_list_lookup_conversation (fixture->account.chats, "c_2") != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_clear (Fixture *fixture, gconstpointer width)
{
  act (fixture, "chats.clear", fixture->grace);
  undo (fixture);
  g_assert_nonnull (app_chat_get_preview (fixture->grace));
  act (fixture, "chats.clear", fixture->grace);
  app_window_flush (fixture->window);
  ui_spin_until (is_empty, fixture->grace);
  g_assert_cmpuint (app_chat_get_unread (fixture->grace), ==, 0);
}

static gboolean
has_one_unread (gpointer chat)
{
  return app_chat_get_unread (chat) == 1;
}

/* What comes while the toast still offers to undo it is not deleted unseen. */
static void
test_clear_spares_new (Fixture *fixture, gconstpointer width)
{
  gint64 seq = app_chat_get_last_seq (fixture->grace);

  act (fixture, "chats.clear", fixture->grace);
  account_fixture_add_incoming (&fixture->account, "c_1", "102", seq + 1, "One more thing");
  while (app_chat_get_last_seq (fixture->grace) == seq)
    g_main_context_iteration (NULL, TRUE);
  app_window_flush (fixture->window);
  ui_spin_until (has_one_unread, fixture->grace);
  g_assert_cmpstr (app_chat_get_preview (fixture->grace), ==, "One more thing");
}

static gboolean
has_menu (gpointer user_data)
{
  return find (user_data, GTK_TYPE_POPOVER_MENU) != NULL &&
         gtk_widget_get_mapped (find (user_data, GTK_TYPE_POPOVER_MENU));
}

static void
test_menu (Fixture *fixture, gconstpointer width)
{
  AppChatRow *row = find_row (GTK_WIDGET (fixture->sidebar), fixture->grace);
  GtkWidget *list = gtk_widget_get_parent (gtk_widget_get_parent (GTK_WIDGET (row)));

  g_assert_true (GTK_IS_LIST_VIEW (list));
  /* Without a row that has the keyboard there is none. */
  app_sidebar_start_search (fixture->sidebar);
  gtk_widget_activate_action (GTK_WIDGET (fixture->sidebar), "sidebar.menu", NULL);
  g_assert_null (find (GTK_WIDGET (row), GTK_TYPE_POPOVER_MENU));
  gtk_list_view_scroll_to (GTK_LIST_VIEW (list), 0, GTK_LIST_SCROLL_FOCUS, NULL);
  gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (row)));
  gtk_widget_activate_action (GTK_WIDGET (fixture->sidebar), "sidebar.menu", NULL);
  ui_spin_until (has_menu, row);
  gtk_popover_popdown (GTK_POPOVER (find (GTK_WIDGET (row), GTK_TYPE_POPOVER_MENU)));
  gtk_widget_grab_focus (gtk_widget_get_parent (GTK_WIDGET (row)));
  gtk_widget_activate_action (GTK_WIDGET (fixture->sidebar), "sidebar.pin", NULL);
  ui_spin_until (is_pinned, fixture->grace);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  app_ui_register ();

#define ADD(name, func)                                                                            \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_test_add ("/chat-actions/wide/" name, Fixture, GINT_TO_POINTER (960), set_up, func,          \
                tear_down);                                                                        \
    g_test_add ("/chat-actions/narrow/" name, Fixture, GINT_TO_POINTER (360), set_up, func,        \
                tear_down);                                                                        \
  }                                                                                                \
  G_STMT_END
  ADD ("notes", test_notes);
  ADD ("archive", test_archive);
  ADD ("unread-only", test_unread_only);
  ADD ("delete", test_delete);
  ADD ("clear", test_clear);
  ADD ("clear-spares-new", test_clear_spares_new);
  ADD ("menu", test_menu);
  return g_test_run ();
}
