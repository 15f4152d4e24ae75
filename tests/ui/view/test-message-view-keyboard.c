/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "view-fixture.h"

#define MIDDLE (VIEW_MANY / 2)

static guint
get_focused (ViewFixture *fixture)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));

  while (focus != NULL && gtk_widget_get_parent (focus) != GTK_WIDGET (fixture->view))
    focus = gtk_widget_get_parent (focus);
  return focus != NULL ? app_message_view_get_position (fixture->view, focus)
                       : GTK_INVALID_LIST_POSITION;
}

static void
focus_middle (ViewFixture *fixture)
{
  app_message_view_scroll_to (fixture->view, MIDDLE, 0.5, FALSE);
  view_fixture_wait (fixture, 3);
  g_assert_true (gtk_widget_grab_focus (app_message_view_get_row (fixture->view, MIDDLE)));
  g_assert_cmpuint (get_focused (fixture), ==, MIDDLE);
}

static void
assert_whole (ViewFixture *fixture, guint position)
{
  graphene_rect_t bounds;

  g_assert_true (view_fixture_find (fixture, test_list_get_id (fixture->list, position), &bounds));
  g_assert_cmpfloat (bounds.origin.y, >=, 0);
  if (bounds.size.height <= gtk_widget_get_height (fixture->scrolled))
    g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=,
                       gtk_widget_get_height (fixture->scrolled));
}

/* Up and Down go from row to row, make rows as they come, and never skip one. */
static void
test_arrows (ViewFixture *fixture, gconstpointer user_data)
{
  focus_middle (fixture);
  for (guint i = 1; i <= 40; i++)
    {
      g_assert_true (gtk_widget_child_focus (GTK_WIDGET (fixture->view), GTK_DIR_UP));
      g_assert_cmpuint (get_focused (fixture), ==, MIDDLE - i);
      if (i % 3 == 0) /* two steps within one frame, too */
        view_fixture_wait (fixture, 1);
      if (i % 3 == 0)
        assert_whole (fixture, MIDDLE - i);
    }
  for (guint i = 1; i <= 80; i++)
    {
      g_assert_true (gtk_widget_child_focus (GTK_WIDGET (fixture->view), GTK_DIR_DOWN));
      g_assert_cmpuint (get_focused (fixture), ==, MIDDLE - 40 + i);
      view_fixture_wait (fixture, 1);
      assert_whole (fixture, MIDDLE - 40 + i);
    }
}

static void
test_edges (ViewFixture *fixture, gconstpointer user_data)
{
  GtkWidget *view = GTK_WIDGET (fixture->view);

  app_message_view_scroll_to (fixture->view, 0, 0, FALSE);
  view_fixture_wait (fixture, 2);
  gtk_widget_grab_focus (app_message_view_get_row (fixture->view, 0));
  g_assert_false (gtk_widget_child_focus (view, GTK_DIR_UP));
  app_message_view_scroll_to_end (fixture->view);
  view_fixture_wait (fixture, 2);
  gtk_widget_grab_focus (app_message_view_get_row (fixture->view, VIEW_MANY - 1));
  g_assert_false (gtk_widget_child_focus (view, GTK_DIR_DOWN));
}

static void
press (ViewFixture *fixture, guint key)
{
  GtkWidget *view = GTK_WIDGET (fixture->view);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (view);
  gboolean found = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !found; i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)) && !found; j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (!GTK_IS_KEYVAL_TRIGGER (trigger) ||
              gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) != key)
            continue;
          found = TRUE;
          g_assert_true (gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, view,
                                                       gtk_shortcut_get_arguments (shortcut)));
        }
    }
  g_assert_true (found);
}

static void
test_pages (ViewFixture *fixture, gconstpointer user_data)
{
  double height = gtk_widget_get_height (fixture->scrolled);
  graphene_rect_t before, after;
  guint id, at;

  focus_middle (fixture);
  for (guint i = 0; i < 5; i++)
    {
      id = view_fixture_get_near (fixture, 0);
      g_assert_true (view_fixture_find (fixture, id, &before));
      at = get_focused (fixture);
      press (fixture, GDK_KEY_Page_Up);
      view_fixture_wait (fixture, 2);
      g_assert_true (view_fixture_find (fixture, id, &after));
      g_assert_cmpfloat (after.origin.y - before.origin.y, ==, height - 48);
      g_assert_cmpuint (get_focused (fixture), <, at);
      assert_whole (fixture, get_focused (fixture));
    }
  at = get_focused (fixture);
  press (fixture, GDK_KEY_KP_Page_Down);
  view_fixture_wait (fixture, 2);
  g_assert_cmpuint (get_focused (fixture), >, at);
  assert_whole (fixture, get_focused (fixture));

  press (fixture, GDK_KEY_Home);
  g_assert_cmpuint (get_focused (fixture), ==, 0);
  view_fixture_wait (fixture, 2);
  assert_whole (fixture, 0);
  press (fixture, GDK_KEY_End);
  g_assert_cmpuint (get_focused (fixture), ==, VIEW_MANY - 1);
  view_fixture_wait (fixture, 2);
  view_fixture_assert_end (fixture);
}

/* The focus does not travel with a row that is given to another item: the view has it, and the next
 * key goes on. */
static void
test_recycled_focus (ViewFixture *fixture, gconstpointer user_data)
{
  guint first, last;

  focus_middle (fixture);
  app_message_view_scroll_to (fixture->view, 300, 0, FALSE);
  view_fixture_wait (fixture, 10);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == GTK_WIDGET (fixture->view));
  g_assert_true (app_message_view_get_visible_range (fixture->view, &first, &last));
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (fixture->view), GTK_DIR_UP));
  g_assert_cmpuint (get_focused (fixture), ==, last);
}

/* The message keeps the focus when the list changes around it, and when its row is replaced. */
static void
test_kept_focus (ViewFixture *fixture, gconstpointer user_data)
{
  guint id;

  focus_middle (fixture);
  id = test_list_get_id (fixture->list, MIDDLE);
  test_list_insert_many (fixture->list, 0, 100);
  g_assert_cmpuint (get_focused (fixture), ==, MIDDLE + 100);
  test_list_insert (fixture->list, MIDDLE + 99, 3);
  g_assert_cmpuint (get_focused (fixture), ==, MIDDLE + 101);
  g_assert_cmpuint (test_list_get_id (fixture->list, MIDDLE + 101), ==, id);
  test_list_replace (fixture->list, MIDDLE + 101, 17);
  g_assert_cmpuint (get_focused (fixture), ==, MIDDLE + 101);
  test_list_remove (fixture->list, MIDDLE + 101, 1);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == GTK_WIDGET (fixture->view));
}

/* Tab goes through what is in a row, then leaves the list: it never goes from row to row. */
static void
test_tab (ViewFixture *fixture, gconstpointer user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *entry = gtk_entry_new ();
  guint position = MIDDLE, first, last;

  g_object_ref (fixture->scrolled);
  gtk_window_set_child (GTK_WINDOW (fixture->window), NULL);
  gtk_widget_set_vexpand (fixture->scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), fixture->scrolled);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_window_set_child (GTK_WINDOW (fixture->window), box);
  g_object_unref (fixture->scrolled);
  view_fixture_wait (fixture, 3);
  while (test_list_get_id (fixture->list, position) % 17 != 0) /* one with a label to stop at */
    position++;
  app_message_view_scroll_to (fixture->view, position, 0.5, FALSE);
  view_fixture_wait (fixture, 2);
  gtk_widget_grab_focus (app_message_view_get_row (fixture->view, position));
  g_assert_true (gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_FORWARD));
  g_assert_true (GTK_IS_LABEL (gtk_window_get_focus (GTK_WINDOW (fixture->window))));
  g_assert_cmpuint (get_focused (fixture), ==, position);
  g_assert_true (gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_FORWARD));
  g_assert_cmpuint (get_focused (fixture), ==, GTK_INVALID_LIST_POSITION);
  g_assert_true (
      gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture->window)), entry));

  /* And back in: to the newest row in sight. */
  g_assert_true (app_message_view_get_visible_range (fixture->view, &first, &last));
  g_assert_true (gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_BACKWARD));
  g_assert_cmpuint (get_focused (fixture), ==, last);
}

/* Widget order is list order, every row says which of how many it is, spare rows are hidden from
 * everybody. */
static void
assert_accessible (ViewFixture *fixture)
{
  GtkWidget *view = GTK_WIDGET (fixture->view);
  guint n_items = test_list_get_n (fixture->list), last_position = 0, n_rows = 0;

  gtk_test_accessible_assert_role (view, GTK_ACCESSIBLE_ROLE_LIST);
  for (GtkWidget *row = gtk_widget_get_first_child (view); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      guint position = app_message_view_get_position (fixture->view, row);

      if (position == GTK_INVALID_LIST_POSITION)
        {
          g_assert_false (gtk_widget_get_mapped (row));
          g_assert_false (
              gtk_accessible_get_platform_state (GTK_ACCESSIBLE (row),
                                                 GTK_ACCESSIBLE_PLATFORM_STATE_FOCUSED));
          g_assert_false (gtk_widget_get_visible (row));
          continue;
        }
      g_assert_true (n_rows == 0 || position == last_position + 1);
      last_position = position;
      n_rows++;
      gtk_test_accessible_assert_role (row, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
      gtk_test_accessible_assert_relation (row, GTK_ACCESSIBLE_RELATION_POS_IN_SET,
                                           (int) position + 1);
      gtk_test_accessible_assert_relation (row, GTK_ACCESSIBLE_RELATION_SET_SIZE, (int) n_items);
    }
  g_assert_cmpuint (n_rows, >, 5);
}

static void
test_accessible (ViewFixture *fixture, gconstpointer user_data)
{
  assert_accessible (fixture);
  view_fixture_scroll_by (fixture, -700);
  assert_accessible (fixture);
  test_list_insert_many (fixture->list, 0, 100);
  assert_accessible (fixture);
  app_message_view_scroll_to (fixture->view, 300, 0, FALSE);
  test_list_insert (fixture->list, 302, 3);
  test_list_remove (fixture->list, 299, 4);
  view_fixture_wait (fixture, 10);
  assert_accessible (fixture);
}

/* The highlight goes with the message, not with the widget. */
static void
test_highlight (ViewFixture *fixture, gconstpointer user_data)
{
  GtkWidget *row;

  app_message_view_scroll_to (fixture->view, MIDDLE, 0.5, TRUE);
  row = app_message_view_get_row (fixture->view, MIDDLE);
  g_assert_true (gtk_widget_has_css_class (row, "highlighted"));
  app_message_view_scroll_to (fixture->view, MIDDLE + 1, 0.5, TRUE);
  g_assert_false (gtk_widget_has_css_class (row, "highlighted"));
  row = app_message_view_get_row (fixture->view, MIDDLE + 1);
  g_assert_true (gtk_widget_has_css_class (row, "highlighted"));
  app_message_view_scroll_to (fixture->view, 10, 0.5, FALSE);
  g_assert_false (gtk_widget_has_css_class (row, "highlighted"));
}

static void
test_prefetch (ViewFixture *fixture, gconstpointer user_data)
{
  guint first, last, from, to;

  app_message_view_scroll_to (fixture->view, MIDDLE, 0.5, FALSE);
  test_rows_get_prefetched (fixture->rows, &first, &last);
  g_assert_true (app_message_view_get_visible_range (fixture->view, &from, &to));
  g_assert_cmpuint (first, <, from - 2);
  g_assert_cmpuint (last, >, to + 2);
  g_assert_cmpuint (last - first, <, 200);
  for (guint i = 0; i < 30; i++)
    {
      view_fixture_scroll_by (fixture, -200);
      test_rows_get_prefetched (fixture->rows, &first, &last);
      g_assert_true (app_message_view_get_visible_range (fixture->view, &from, &to));
      g_assert_cmpuint (first + 3, <, from); /* always some way ahead */
      g_assert_cmpuint (last, >, to + 3);
    }
}

/* With a row's menu open, the arrows go through the menu and not through the rows behind it. */
static void
test_popover (ViewFixture *fixture, gconstpointer user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *first = gtk_button_new_with_label ("First");
  GtkWidget *second = gtk_button_new_with_label ("Second");

  focus_middle (fixture);
  gtk_box_append (GTK_BOX (box), first);
  gtk_box_append (GTK_BOX (box), second);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_widget_set_parent (popover, app_message_view_get_row (fixture->view, MIDDLE));
  gtk_popover_popup (GTK_POPOVER (popover));
  view_fixture_wait (fixture, 2);
  g_assert_true (gtk_widget_grab_focus (first));
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (fixture->view), GTK_DIR_DOWN));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == second);
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (fixture->view), GTK_DIR_UP));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == first);
  gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_widget_unparent (popover);
}

/* A list has no sides: right to left everything holds. */
static void
test_right_to_left (ViewFixture *fixture, gconstpointer user_data)
{
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  view_fixture_close (fixture);
  view_fixture_open (fixture, VIEW_MANY);
  view_fixture_wait (fixture, 2);
  view_fixture_assert_end (fixture);
  focus_middle (fixture);
  view_fixture_begin_still (fixture, 300);
  test_list_insert_many (fixture->list, 0, 100);
  view_fixture_end_still (fixture);
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (fixture->view), GTK_DIR_DOWN));
  g_assert_cmpuint (get_focused (fixture), ==, MIDDLE + 101);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

/* Open and closed in every state; view_fixture_close () asserts that nothing is left. */
static void
test_close (ViewFixture *fixture, gconstpointer user_data)
{
  for (guint i = 0; i < 20; i++)
    {
      view_fixture_close (fixture);
      view_fixture_open (fixture, i % 3 * 300);
      if (i % 2 == 0)
        view_fixture_wait (fixture, 2);
      if (i % 3 > 0)
        app_message_view_scroll_to (fixture->view, 20, 0.5, TRUE);
    }
}

/* Another list in the same view: chats are gone through with one. */
static void
test_other_model (ViewFixture *fixture, gconstpointer user_data)
{
  g_autoptr (TestList) other = test_list_new (500);
  guint n_created;

  app_message_view_scroll_to (fixture->view, MIDDLE, 0.5, TRUE);
  view_fixture_wait (fixture, 10);
  n_created = test_rows_get_n_created (fixture->rows);
  g_assert_false (app_message_view_get_at_end (fixture->view));
  app_message_view_set_model (fixture->view, G_LIST_MODEL (other));
  g_assert_true (app_message_view_get_at_end (fixture->view));
  view_fixture_wait (fixture, 2);
  g_assert_nonnull (test_rows_get_row (fixture->rows, test_list_get_id (other, 499)));
  g_assert_true (app_message_view_get_at_end (fixture->view));
  g_assert_cmpuint (test_rows_get_n_created (fixture->rows), <, n_created + 20);
  test_list_insert_many (fixture->list, 0, 10); /* nobody listens any more */
  app_message_view_set_model (fixture->view, NULL);
  view_fixture_wait (fixture, 2);
  g_assert_cmpuint (g_hash_table_size (test_rows_get_bound (fixture->rows)), ==, 0);
  app_message_view_set_model (fixture->view, G_LIST_MODEL (fixture->list));
  view_fixture_wait (fixture, 2);
  view_fixture_assert_end (fixture);
}

#define ADD(path, func)                                                                            \
  g_test_add ("/ui/message-view/" path, ViewFixture, GUINT_TO_POINTER (VIEW_MANY),                 \
              view_fixture_set_up, func, view_fixture_tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  ADD ("arrows", test_arrows);
  ADD ("edges", test_edges);
  ADD ("pages", test_pages);
  ADD ("recycled-focus", test_recycled_focus);
  ADD ("kept-focus", test_kept_focus);
  ADD ("tab", test_tab);
  ADD ("accessible", test_accessible);
  ADD ("highlight", test_highlight);
  ADD ("prefetch", test_prefetch);
  ADD ("popover", test_popover);
  ADD ("right-to-left", test_right_to_left);
  ADD ("close", test_close);
  ADD ("other-model", test_other_model);
  return g_test_run ();
}
