/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "account-fixture.h"
#include "app-chat-page.h"
#include "app-chat-row.h"
#include "app-composer.h"
#include "app-connection-banner.h"
#include "app-message-view.h"
#include "app-new-chat-dialog.h"
#include "app-preferences.h"
#include "app-sidebar.h"
#include "app-timeline.h"
#include "app-ui.h"
#include "app-window.h"

typedef struct
{
  AccountFixture account;
  AppWindow *window;
  AppSidebar *sidebar;
  AppChatPage *page;
  AppComposer *composer;
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
has_rows (gpointer user_data)
{
  Fixture *fixture = user_data;

  return app_sidebar_get_n_shown (fixture->sidebar) == 2;
}

static void
set_up (Fixture *fixture, gconstpointer width)
{
  static const AccountLine grace[] = { { "102", "Hello Ada" },
                                       { NULL, "Hello" },
                                       { "102", "How are you?" } };
  static const AccountLine edsger[] = { { NULL, "Considered harmful" } };

  account_fixture_set_up (&fixture->account);
  account_fixture_add_user (&fixture->account, "102", "Grace Hopper");
  account_fixture_add_user (&fixture->account, "103", "Édsger");
  account_fixture_add_direct (&fixture->account, "c_1", "102", grace, 3, 1);
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
  fixture->page = APP_CHAT_PAGE (find (GTK_WIDGET (fixture->window), APP_TYPE_CHAT_PAGE));
  fixture->composer = APP_COMPOSER (find (GTK_WIDGET (fixture->page), APP_TYPE_COMPOSER));
  ui_spin_until (has_rows, fixture);
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
act (Fixture *fixture, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL);
  ui_frames_wait (fixture->frames, 2);
}

static gboolean
shows_messages (gpointer user_data)
{
  Fixture *fixture = user_data;
  guint first, last;

  return app_message_view_get_visible_range (app_chat_page_get_view (fixture->page), &first, &last);
}

static void
open_chat (Fixture *fixture, AppChat *chat)
{
  app_window_open_chat (fixture->window, chat);
  ui_spin_until (shows_messages, fixture);
}

static gboolean
is_read (gpointer user_data)
{
  return app_chat_get_unread (user_data) == 0;
}

static void
test_rows (Fixture *fixture, gconstpointer width)
{
  GtkWidget *row = find (GTK_WIDGET (fixture->sidebar), APP_TYPE_CHAT_ROW);
  g_autofree char *summary = NULL;

  g_assert_nonnull (row);
  g_object_get (row, "summary", &summary, NULL);
  g_assert_cmpstr (summary, ==, "Grace Hopper, 1 unread message, How are you?, 1 Jan");
  g_assert_null (app_window_get_chat (fixture->window));
  g_assert_null (app_window_get_seen_chat (fixture->window));
}

/* Read is what was on the screen of the focused window, and nothing before that. */
static void
test_read_when_seen (Fixture *fixture, gconstpointer width)
{
  g_assert_cmpuint (app_chat_get_unread (fixture->grace), ==, 1);
  ui_frames_wait (fixture->frames, 3);
  g_assert_cmpuint (app_chat_get_unread (fixture->grace), ==, 1);
  open_chat (fixture, fixture->grace);
  g_assert_true (app_window_get_seen_chat (fixture->window) == fixture->grace);
  ui_spin_until (is_read, fixture->grace);
}

/* Another window has the focus: what comes in is not read, until this one has it again. */
static void
test_not_read_behind (Fixture *fixture, gconstpointer width)
{
  GtkWindow *other = GTK_WINDOW (gtk_window_new ());

  open_chat (fixture, fixture->grace);
  ui_spin_until (is_read, fixture->grace);
  gtk_window_set_default_size (other, 100, 100);
  gtk_window_present (other);
  ui_spin_until (is_active, other);
  g_assert_null (app_window_get_seen_chat (fixture->window));
  account_fixture_add_incoming (&fixture->account, "c_1", "102", 4, "Are you there?");
  ui_frames_wait (fixture->frames, 5);
  g_assert_cmpuint (app_chat_get_unread (fixture->grace), ==, 1);
  gtk_window_destroy (other);
  gtk_window_present (GTK_WINDOW (fixture->window));
  ui_spin_until (is_active, fixture->window);
  ui_spin_until (is_read, fixture->grace);
}

static gboolean
has_line_at_four (gpointer user_data)
{
  Fixture *fixture = user_data;
  AppTimeline *timeline = APP_TIMELINE (
      app_message_view_get_model (app_chat_page_get_view (fixture->page)));
  guint line, position;

  return app_timeline_find_seq (timeline, 4, &position) &&
         app_timeline_get_unread_position (timeline, &line) && line == position;
}

/* The chat is open, but another window has the focus: the unread line stands in front of what came
 * since one looked last, and stays when one looks again. */
static void
test_unread_line (Fixture *fixture, gconstpointer width)
{
  GtkWindow *other = GTK_WINDOW (gtk_window_new ());

  open_chat (fixture, fixture->grace);
  ui_spin_until (is_read, fixture->grace);
  g_assert_false (has_line_at_four (fixture));
  gtk_window_set_default_size (other, 100, 100);
  gtk_window_present (other);
  ui_spin_until (is_active, other);
  account_fixture_add_incoming (&fixture->account, "c_1", "102", 4, "Are you there?");
  account_fixture_add_incoming (&fixture->account, "c_1", "102", 5, "Hello?");
  ui_spin_until (has_line_at_four, fixture);
  gtk_window_destroy (other);
  gtk_window_present (GTK_WINDOW (fixture->window));
  ui_spin_until (is_active, fixture->window);
  ui_spin_until (is_read, fixture->grace);
  g_assert_true (has_line_at_four (fixture));
}

static void
test_search (Fixture *fixture, gconstpointer width)
{
  app_sidebar_set_search (fixture->sidebar, "grace");
  g_assert_cmpuint (app_sidebar_get_n_shown (fixture->sidebar), ==, 1);
  /* By number, and whatever way an accent is written. */
  app_sidebar_set_search (fixture->sidebar, "103");
  g_assert_cmpuint (app_sidebar_get_n_shown (fixture->sidebar), ==, 1);
  app_sidebar_set_search (fixture->sidebar, "E\u0301DSG");
  g_assert_cmpuint (app_sidebar_get_n_shown (fixture->sidebar), ==, 1);
  app_sidebar_set_search (fixture->sidebar, "nobody at all");
  g_assert_cmpuint (app_sidebar_get_n_shown (fixture->sidebar), ==, 0);
  /* Escape shows everything again. */
  act (fixture, "win.back");
  g_assert_cmpuint (app_sidebar_get_n_shown (fixture->sidebar), ==, 2);
}

static gboolean
found_message (gpointer user_data)
{
  return app_sidebar_get_n_shown (user_data) == 1;
}

static void
test_search_messages (Fixture *fixture, gconstpointer width)
{
  app_sidebar_set_search (fixture->sidebar, "harmful");
  ui_spin_until (found_message, fixture->sidebar);
  app_sidebar_set_search (fixture->sidebar, "");
  ui_spin_until (has_rows, fixture);
}

static void
test_step (Fixture *fixture, gconstpointer width)
{
  act (fixture, "win.next-chat");
  g_assert_true (app_window_get_chat (fixture->window) == fixture->grace);
  act (fixture, "win.next-chat");
  g_assert_true (app_window_get_chat (fixture->window) == fixture->edsger);
  act (fixture, "win.next-chat");
  g_assert_true (app_window_get_chat (fixture->window) == fixture->edsger);
  act (fixture, "win.previous-chat");
  g_assert_true (app_window_get_chat (fixture->window) == fixture->grace);
  act (fixture, "win.back");
  g_assert_null (app_window_get_chat (fixture->window));
}

static gboolean
has_focus_in (Fixture *fixture, gpointer widget)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/* In a wide window one writes under the messages, which keep together in its middle. */
static void
test_wide_composer (Fixture *fixture, gconstpointer width)
{
  graphene_rect_t bounds;

  open_chat (fixture, fixture->grace);
  ui_frames_wait (fixture->frames, 2);
  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (fixture->composer),
                                            GTK_WIDGET (fixture->page), &bounds));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->composer)), ==, 900); /* inside */
  g_assert_cmpfloat (ABS (2 * bounds.origin.x + bounds.size.width -
                          gtk_widget_get_width (GTK_WIDGET (fixture->page))),
                     <=, 1);
}

/* F6 goes round the list, the messages and the composer; Ctrl+F leads to the search. */
static void
test_panes (Fixture *fixture, gconstpointer width)
{
  open_chat (fixture, fixture->grace);
  g_assert_true (has_focus_in (fixture, fixture->composer));
  act (fixture, "win.next-pane");
  g_assert_true (has_focus_in (fixture, find (GTK_WIDGET (fixture->sidebar), GTK_TYPE_LIST_VIEW)));
  act (fixture, "win.next-pane");
  g_assert_true (has_focus_in (fixture, app_chat_page_get_view (fixture->page)));
  act (fixture, "win.next-pane");
  g_assert_true (has_focus_in (fixture, fixture->composer));
  act (fixture, "win.search");
  g_assert_true (
      has_focus_in (fixture, find (GTK_WIDGET (fixture->sidebar), GTK_TYPE_SEARCH_ENTRY)));
}

static GtkWidget *
find_tooltip (GtkWidget *widget, const char *tooltip)
{
  if (g_strcmp0 (gtk_widget_get_tooltip_text (widget), tooltip) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_tooltip (child, tooltip);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* Every button that is only a picture has a name. */
static void
test_names (Fixture *fixture, gconstpointer width)
{
  static const char *const names[] = { "New Chat", "Main Menu", "Attach", "Insert Emoji",
                                       "Send Message" };

  open_chat (fixture, fixture->grace);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GtkWidget *button = find_tooltip (GTK_WIDGET (fixture->window), names[i]);

      g_assert_nonnull (button);
      gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, names[i]);
    }
}

static gboolean
is_elsewhere (gpointer user_data)
{
  Fixture *fixture = user_data;

  return !app_message_view_get_at_end (app_chat_page_get_view (fixture->page));
}

static gboolean
is_at_end (gpointer user_data)
{
  return !is_elsewhere (user_data);
}

/* What comes in while one reads further up is counted, and the button leads there. */
static void
test_jump (Fixture *fixture, gconstpointer width)
{
  AppMessageView *view = app_chat_page_get_view (fixture->page);

  for (guint i = 0; i < 40; i++)
    account_fixture_add_incoming (&fixture->account, "c_2", "103", 2 + i, "One of many");
  open_chat (fixture, fixture->edsger);
  app_message_view_scroll_to_end (view);
  ui_spin_until (is_read, fixture->edsger);
  app_message_view_scroll_to (view, 0, 0, FALSE);
  ui_spin_until (is_elsewhere, fixture);
  account_fixture_add_incoming (&fixture->account, "c_2", "103", 42, "A new one");
  ui_frames_wait (fixture->frames, 5);
  g_assert_cmpuint (app_message_view_get_new_below (view), ==, 1);
  g_assert_cmpuint (app_chat_get_unread (fixture->edsger), ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "chat.jump-to-end", NULL);
  ui_spin_until (is_at_end, fixture);
  ui_spin_until (is_read, fixture->edsger);
}

static gboolean
has_draft (gpointer user_data)
{
  return g_strcmp0 (app_chat_get_draft (user_data), "Half a") == 0;
}

/* What was begun in one chat is there again when one comes back, and nowhere else. */
static void
test_drafts (Fixture *fixture, gconstpointer width)
{
  g_autofree char *text = NULL;

  open_chat (fixture, fixture->grace);
  gtk_text_buffer_insert_at_cursor (gtk_text_view_get_buffer (
                                        app_composer_get_text_view (fixture->composer)),
                                    "Half a", -1);
  open_chat (fixture, fixture->edsger);
  text = app_composer_dup_text (fixture->composer);
  g_assert_cmpstr (text, ==, "");
  ui_spin_until (has_draft, fixture->grace);
  open_chat (fixture, fixture->grace);
  g_free (text);
  text = app_composer_dup_text (fixture->composer);
  g_assert_cmpstr (text, ==, "Half a");
}

static gboolean
has_moved (gpointer user_data)
{
  Fixture *fixture = user_data;
  AppChat *chat = app_window_get_chat (fixture->window);

  return g_strcmp0 (app_chat_get_user_id (chat), "104") == 0;
}

/* The chat that is open turns out to be one that was begun here: the window goes on with that one,
 * and with what is being written. */
static void
test_moved (Fixture *fixture, gconstpointer width)
{
  static const AccountLine line[] = { { "104", "It is me" } };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (AppChat) begun = NULL;
  g_autofree char *text = NULL;
  AppChat *unknown;

  app_chat_list_ensure_user_async (fixture->account.chats, "104", NULL, account_fixture_store,
                                   &result);
  ui_spin_until (account_fixture_is_set, &result);
  begun = app_chat_list_ensure_user_finish (fixture->account.chats, result, NULL);
  g_assert_nonnull (begun);
  account_fixture_add_incoming (&fixture->account, "c_4", "104", 1, "It is me");
  unknown = account_fixture_wait_for_chat (&fixture->account, "c_4");
  g_assert_true (unknown != begun);
  open_chat (fixture, unknown);
  app_composer_set_text (fixture->composer, "Who are");
  account_fixture_add_direct (&fixture->account, "c_4", "104", line, 0, 0);
  ui_spin_until (has_moved, fixture);
  g_assert_true (app_window_get_chat (fixture->window) == begun);
  text = app_composer_dup_text (fixture->composer);
  g_assert_cmpstr (text, ==, "Who are");
  g_assert_true (has_focus_in (fixture, fixture->composer));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->account.chats)), ==, 3);
}

static gboolean
waits (gpointer user_data)
{
  Fixture *fixture = user_data;

  return app_chat_get_last_tick (fixture->grace) == APP_TICK_WAITING &&
         app_session_get_waiting_count (fixture->account.session) == 1;
}

static gboolean
banner_counts (gpointer user_data)
{
  Fixture *fixture = user_data;
  GtkWidget *banner = find (GTK_WIDGET (fixture->sidebar), APP_TYPE_CONNECTION_BANNER);

  return app_connection_banner_get_revealed (APP_CONNECTION_BANNER (banner)) &&
         strstr (app_connection_banner_get_title (APP_CONNECTION_BANNER (banner)), "1 message") !=
             NULL;
}

/* Written without a connection: the message waits, and the banner says so. */
static void
test_send_offline (Fixture *fixture, gconstpointer width)
{
  g_autofree char *text = NULL;

  open_chat (fixture, fixture->grace);
  app_composer_set_text (fixture->composer, "  Later  ");
  gtk_widget_activate_action (GTK_WIDGET (fixture->composer), "composer.send", NULL);
  text = app_composer_dup_text (fixture->composer);
  g_assert_cmpstr (text, ==, "");
  ui_spin_until (waits, fixture);
  ui_spin_until (banner_counts, fixture);
  g_assert_nonnull (strstr (app_chat_get_preview (fixture->grace), "Later"));
}

static gboolean
shows_dialog (gpointer user_data)
{
  Fixture *fixture = user_data;

  return APP_IS_NEW_CHAT_DIALOG (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window)));
}

static gboolean
shows_note (gpointer user_data)
{
  Fixture *fixture = user_data;
  AppChat *chat = app_window_get_chat (fixture->window);

  return chat != NULL && app_chat_get_is_self (chat);
}

static void
test_new_chat (Fixture *fixture, gconstpointer width)
{
  AdwDialog *dialog;
  GtkWidget *list;

  act (fixture, "win.new-chat");
  ui_spin_until (shows_dialog, fixture);
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
  app_new_chat_dialog_set_search (APP_NEW_CHAT_DIALOG (dialog), "101");
  ui_frames_wait (fixture->frames, 2);
  list = find (GTK_WIDGET (dialog), GTK_TYPE_LIST_VIEW);
  g_signal_emit_by_name (list, "activate", 0);
  ui_spin_until (shows_note, fixture);
}

/* At 360 pixels there is one pane: the list, then the chat, and back. */
static void
test_narrow (Fixture *fixture, gconstpointer width)
{
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (fixture->sidebar)));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (fixture->window)), <=, 360);
  open_chat (fixture, fixture->grace);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (fixture->page)));
  ui_spin_until (is_read, fixture->grace);
  act (fixture, "win.back");
  ui_frames_wait (fixture->frames, 20);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (fixture->sidebar)));
  g_assert_null (app_window_get_seen_chat (fixture->window));
  /* The chat stays open behind the list, but what comes in is not read there. */
  account_fixture_add_incoming (&fixture->account, "c_1", "102", 4, "Unseen");
  ui_frames_wait (fixture->frames, 5);
  g_assert_cmpuint (app_chat_get_unread (fixture->grace), ==, 1);
}

static void
test_empty (void)
{
  AccountFixture account;
  AppWindow *window;
  g_autoptr (UiFrames) frames = NULL;

  account_fixture_set_up (&account);
  window = APP_WINDOW (app_window_new (NULL, NULL));
  app_window_set_account (window, account.chats, account.transfers);
  gtk_window_present (GTK_WINDOW (window));
  frames = ui_frames_new (GTK_WINDOW (window));
  ui_frames_wait (frames, 3);
  g_assert_cmpuint (app_sidebar_get_n_shown (
                        APP_SIDEBAR (find (GTK_WIDGET (window), APP_TYPE_SIDEBAR))),
                    ==, 0);
  /* Nothing to step to, nothing to send to. */
  gtk_widget_activate_action (GTK_WIDGET (window), "win.next-chat", NULL);
  g_assert_null (app_window_get_chat (window));
  g_clear_pointer (&frames, ui_frames_free);
  g_object_ref (window);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (window);
  account_fixture_tear_down (&account);
}

static gboolean
is_mapped (gpointer user_data)
{
  return gtk_widget_get_mapped (user_data);
}

static gboolean
is_null (gpointer user_data)
{
  return *(gpointer *) user_data == NULL;
}

/* The second time is as good as the first, and nothing of a closed one is left, which would go on
 * listening to the settings. */
static void
test_preferences_twice (Fixture *fixture, gconstpointer width)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GSettings) settings = g_settings_new_with_path ("im.landline.Landline",
                                                                 "/im/landline/Landline/test/");
      AdwDialog *dialog = ADW_DIALOG (app_preferences_new (settings, fixture->account.session));
      gpointer child = adw_dialog_get_child (dialog);
      gpointer row;

      adw_dialog_present (dialog, GTK_WIDGET (fixture->window));
      row = find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW);
      g_assert_nonnull (row);
      ui_spin_until (is_mapped, row);
      g_object_add_weak_pointer (row, &row);
      g_object_add_weak_pointer (child, &child);
      adw_dialog_force_close (dialog);
      ui_spin_until (is_null, &row);
      ui_spin_until (is_null, &child);
    }
}

static guint
count_dialogs (Fixture *fixture)
{
  g_autoptr (GListModel) dialogs = adw_application_window_get_dialogs (
      ADW_APPLICATION_WINDOW (fixture->window));

  return g_list_model_get_n_items (dialogs);
}

/* The keys for a dialog work while it is open: it stays the only one of its kind. */
static void
test_dialogs_once (Fixture *fixture, gconstpointer width)
{
  g_autoptr (GSettings) settings = g_settings_new_with_path ("im.landline.Landline",
                                                             "/im/landline/Landline/test/");

  for (guint i = 0; i < 2; i++)
    act (fixture, "win.new-chat");
  g_assert_cmpuint (count_dialogs (fixture), ==, 1);
  for (guint i = 0; i < 2; i++)
    app_window_present_once (fixture->window, adw_about_dialog_new ());
  g_assert_cmpuint (count_dialogs (fixture), ==, 2);
  for (guint i = 0; i < 2; i++)
    app_window_present_once (fixture->window,
                             ADW_DIALOG (app_preferences_new (settings, fixture->account.session)));
  g_assert_cmpuint (count_dialogs (fixture), ==, 3);
}

static gboolean
has_no_dialog (gpointer user_data)
{
  return count_dialogs (user_data) == 0;
}

/* Escape is about what is in front, also where nothing in it has the focus. */
static void
test_escape_from_dialog (Fixture *fixture, gconstpointer width)
{
  AppChat *chat;

  account_fixture_add_direct (&fixture->account, "c_9", "104", NULL, 0, 0);
  chat = account_fixture_wait_for_chat (&fixture->account, "c_9");
  app_window_open_chat (fixture->window, chat);
  act (fixture, "win.new-chat");
  g_assert_cmpuint (count_dialogs (fixture), ==, 1);
  act (fixture, "win.back");
  ui_spin_until (has_no_dialog, fixture);
  g_assert_true (app_window_get_chat (fixture->window) == chat);
  act (fixture, "win.back");
  g_assert_null (app_window_get_chat (fixture->window));
}

#define N_LONG 700

static gboolean
is_whole (gpointer user_data)
{
  return g_list_model_get_n_items (user_data) >= N_LONG;
}

static gboolean
is_at_top (gpointer user_data)
{
  Fixture *fixture = user_data;
  AppMessageView *view = APP_MESSAGE_VIEW (
      find (GTK_WIDGET (fixture->page), APP_TYPE_MESSAGE_VIEW));
  guint first;
  guint last;

  return app_message_view_get_model (view) != NULL &&
         g_list_model_get_n_items (app_message_view_get_model (view)) >= N_LONG &&
         app_message_view_get_visible_range (view, &first, &last) && first < 5;
}

/* A hit of the search is shown, however far it is behind what is read first. */
static void
test_show_old_message (Fixture *fixture, gconstpointer width)
{
  g_autofree AccountLine *lines = g_new0 (AccountLine, N_LONG);
  g_autoptr (AppTimeline) timeline = NULL;
  g_autoptr (AppTimelineItem) item = NULL;
  AppChat *chat;

  for (guint i = 0; i < N_LONG; i++)
    lines[i] = (AccountLine) { "104", "A line" };
  account_fixture_add_direct (&fixture->account, "c_9", "104", lines, N_LONG, N_LONG);
  chat = account_fixture_wait_for_chat (&fixture->account, "c_9");
  timeline = app_timeline_new (fixture->account.session, fixture->account.transfers, chat);
  ui_spin_until (is_whole, timeline);
  for (guint i = 0; item == NULL || app_timeline_item_get_key (item) == 0; i++)
    {
      g_clear_object (&item);
      item = g_list_model_get_item (G_LIST_MODEL (timeline), i);
    }
  app_window_open_chat (fixture->window, chat);
  app_chat_page_show_message (fixture->page, app_timeline_item_get_key (item));
  ui_spin_until (is_at_top, fixture);
}

/* The view has its size, and shows the same positions of another chat: they are read as well. */
static void
test_read_in_a_sized_view (Fixture *fixture, gconstpointer width)
{
  static const AccountLine lines[] = { { "105", "One" }, { NULL, "Two" }, { "105", "Three" } };
  AppChat *same;

  account_fixture_add_direct (&fixture->account, "c_5", "105", lines, 3, 1);
  same = account_fixture_wait_for_chat (&fixture->account, "c_5");
  open_chat (fixture, fixture->grace);
  ui_spin_until (is_read, fixture->grace);
  ui_frames_wait (fixture->frames, 3);
  g_assert_cmpuint (app_chat_get_unread (same), ==, 1);
  open_chat (fixture, same);
  ui_spin_until (is_read, same);
}

/* A hit of the search far above is shown: what stands at the first unread message was not looked at
 * on the way. */
static void
test_hit_is_not_read_past (Fixture *fixture, gconstpointer width)
{
  g_autofree AccountLine *lines = g_new0 (AccountLine, 200);
  g_autoptr (AppTimeline) timeline = NULL;
  g_autoptr (AppTimelineItem) item = NULL;
  AppChat *chat;

  for (guint i = 0; i < 200; i++)
    lines[i] = (AccountLine) { "104", "A line" };
  account_fixture_add_direct (&fixture->account, "c_9", "104", lines, 200, 150);
  chat = account_fixture_wait_for_chat (&fixture->account, "c_9");
  timeline = app_timeline_new (fixture->account.session, fixture->account.transfers, chat);
  while (item == NULL || app_timeline_item_get_key (item) == 0)
    {
      g_clear_object (&item);
      ui_frames_wait (fixture->frames, 1);
      item = g_list_model_get_item (G_LIST_MODEL (timeline), 2);
    }
  open_chat (fixture, fixture->grace);
  ui_spin_until (is_read, fixture->grace);
  app_window_open_chat (fixture->window, chat);
  app_chat_page_show_message (fixture->page, app_timeline_item_get_key (item));
  ui_spin_until (shows_messages, fixture);
  ui_frames_wait (fixture->frames, 10);
  g_assert_cmpuint (app_chat_get_unread (chat), ==, 50);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  app_ui_register ();

#define ADD(name, width, func)                                                                     \
  g_test_add ("/ui/window/" name, Fixture, GINT_TO_POINTER (width), set_up, func, tear_down)
  ADD ("rows", 900, test_rows);
  ADD ("read-when-seen", 900, test_read_when_seen);
  ADD ("not-read-behind", 900, test_not_read_behind);
  ADD ("unread-line", 900, test_unread_line);
  ADD ("search", 900, test_search);
  ADD ("search-messages", 900, test_search_messages);
  ADD ("step", 900, test_step);
  ADD ("panes", 900, test_panes);
  ADD ("wide-composer", 1500, test_wide_composer);
  ADD ("names", 900, test_names);
  ADD ("jump", 900, test_jump);
  ADD ("drafts", 900, test_drafts);
  ADD ("moved", 900, test_moved);
  ADD ("send-offline", 900, test_send_offline);
  ADD ("new-chat", 900, test_new_chat);
  ADD ("preferences-twice", 900, test_preferences_twice);
  ADD ("dialogs-once", 900, test_dialogs_once);
  ADD ("escape-from-dialog", 900, test_escape_from_dialog);
  ADD ("show-old-message", 900, test_show_old_message);
  ADD ("read-in-a-sized-view", 900, test_read_in_a_sized_view);
  ADD ("hit-is-not-read-past", 900, test_hit_is_not_read_past);
  ADD ("narrow", 360, test_narrow);
#undef ADD
  g_test_add_func ("/ui/window/empty", test_empty);
  return g_test_run ();
}
