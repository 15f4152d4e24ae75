/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <adwaita.h>

#include "app-bubble.h"
#include "app-media-state.h"
#include "app-reaction-bar.h"
#include "app-row-style.h"
#include "rows-fixture.h"

static void
test_asks (RowsFixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    const char *sample;
    const char *button;
    const char *asked;
  } presses[] = {
    { "file-remote", "Download", "download(id) " },
    { "file-waiting", "Cancel Download", "cancel(id) " },
    { "file-downloading", "Cancel Download", "cancel(id) " },
    { "file-cancelled", "Try Again", "retry(id) " },
    { "file-upload-failed", "Try Again", "retry(id) " },
    { "file-here", "Save As…", "save-as(id) " },
    { "file-here", "Show in Folder", "show-in-folder(id) " },
    { "picture-remote", "Download", "download(id) " },
    { "picture-uploading", "Cancel Sending", "cancel(id) " },
    { "picture-failed", "Try Again", "retry(id) " },
    { "failed", "Try Again", "retry(id) " },
    { "location", "Open in Maps", "open(id) " },
    { "location", "Show Map", "show-map(id) " },
    { "location", "Copy Coordinates", "copy(id) " },
    { "contact", "Message", "message(id) " },
    { "contact", "Save as vCard…", "save(id) " },
    { "contact", "Copy Number", "copy(id) " },
  };
  static const struct
  {
    const char *sample;
    const char *asked;
  } activations[] = {
    { "file-here", "open(id) " },
    { "picture", "open(id) " },
    { "file-remote", "download(id) " },
    { "file-downloading", "" },
    { "picture-uploading", "" },
    { "file-cancelled", "retry(id) " },
    { "day", "" },
    { "location", "open(id) " },
    { "contact", "message(id) " },
    { "contact-bare", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (presses); i++)
    {
      AppMessageRow *row = rows_fixture_add_bound (fixture, presses[i].sample);

      rows_fixture_press (fixture, row, presses[i].button, presses[i].asked);
      rows_fixture_remove_row (fixture, row);
    }
  for (guint i = 0; i < G_N_ELEMENTS (activations); i++)
    {
      AppMessageRow *row = rows_fixture_add_bound (fixture, activations[i].sample);

      g_string_truncate (fixture->asked, 0);
      gtk_widget_activate_action (GTK_WIDGET (row), "row.activate", NULL);
      g_assert_cmpstr (fixture->asked->str, ==, activations[i].asked);
      rows_fixture_remove_row (fixture, row);
    }
}

static void
click (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (controller))
        g_signal_emit_by_name (controller, "released", 1, 1.0, 1.0);
    }
}

static void
test_clicks (RowsFixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    const char *sample;
    const char *css_name;
    const char *asked;
  } clicks[] = {
    { "reply", "quote", "show(r) " },
    { "picture", "picturebody", "open(id) " },
    { "file-video", "filebody", "open(id) " },
    { "picture-uploading", "picturebody", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (clicks); i++)
    {
      AppMessageRow *row = rows_fixture_add_bound (fixture, clicks[i].sample);

      g_string_truncate (fixture->asked, 0);
      click (rows_fixture_find (GTK_WIDGET (row), rows_fixture_has_css_name, clicks[i].css_name));
      g_assert_cmpstr (fixture->asked->str, ==, clicks[i].asked);
      rows_fixture_remove_row (fixture, row);
    }
}

static void
test_progress (RowsFixture *fixture, gconstpointer user_data)
{
  AppMessageRow *row = rows_fixture_add_bound (fixture, "file-downloading");
  AppTimelineItem *item = rows_fixture_get_item (fixture, "file-downloading");
  AppTransfer *transfer = app_timeline_item_get_transfer (item);
  GtkWidget *progress = rows_fixture_find_type (row, GTK_TYPE_PROGRESS_BAR);

  g_assert_nonnull (rows_fixture_find (GTK_WIDGET (row), rows_fixture_is_label_of,
                                       "1.2\xc2\xa0MB of 3.4\xc2\xa0MB · 480.0\xc2\xa0kB/s"));
  test_transfer_set (transfer,
                     &(TestTransfer) { APP_TRANSFER_RUNNING, FALSE, 4000000, 3000000, 0, NULL });
  g_assert_nonnull (rows_fixture_find (GTK_WIDGET (row), rows_fixture_is_label_of,
                                       "3.0\xc2\xa0MB of 4.0\xc2\xa0MB"));
  g_assert_cmpfloat (gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (progress)), ==, 0.75);
  test_transfer_set (transfer, &(TestTransfer) { APP_TRANSFER_FAILED, FALSE, 4000000, 3000000, 0,
                                                 "The line was cut." });
  g_assert_nonnull (
      rows_fixture_find (GTK_WIDGET (row), rows_fixture_is_label_of, "The line was cut."));
  g_assert_null (rows_fixture_find_type (row, GTK_TYPE_PROGRESS_BAR));
  g_assert_nonnull (rows_fixture_find (GTK_WIDGET (row), rows_fixture_is_button_of, "Try Again"));
}

/* A file that is here, and only such a one, can be dragged out and copied. */
static void
test_content (RowsFixture *fixture, gconstpointer user_data)
{
  g_autoptr (GdkContentProvider) content = app_media_state_dup_content (
      rows_fixture_get_item (fixture, "file-here"));
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GSList) files = NULL;
  g_autofree char *path = NULL;

  g_assert_nonnull (content);
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_assert_true (gdk_content_provider_get_value (content, &value, NULL));
  files = gdk_file_list_get_files (g_value_get_boxed (&value));
  g_assert_cmpuint (g_slist_length (files), ==, 1);
  path = g_file_get_path (files->data);
  g_assert_cmpstr (path, ==, "/tmp/nowhere");
  g_assert_null (app_media_state_dup_content (rows_fixture_get_item (fixture, "file-remote")));
  g_assert_null (
      app_media_state_dup_content (rows_fixture_get_item (fixture, "picture-uploading")));
  g_assert_null (app_media_state_dup_content (rows_fixture_get_item (fixture, "day")));
}

/* text */

static void
test_copy_and_select (RowsFixture *fixture, gconstpointer user_data)
{
  AppMessageRow *row = rows_fixture_add_bound (fixture, "sent"),
                *other = rows_fixture_add_bound (fixture, "day");
  GtkLabel *text = app_bubble_get_text (APP_BUBBLE (rows_fixture_get_bubble (row)));
  GdkContentProvider *content;
  g_auto (GValue) value = G_VALUE_INIT;
  const char *written = "And <b>not</b> & the other way round 😀";
  int start, end;

  gtk_widget_activate_action (GTK_WIDGET (row), "row.copy-text", NULL);
  content = gdk_clipboard_get_content (gtk_widget_get_clipboard (GTK_WIDGET (row)));
  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (content, &value, NULL));
  g_assert_cmpstr (g_value_get_string (&value), ==, written);

  g_assert_false (gtk_label_get_selectable (text));
  gtk_widget_activate_action (GTK_WIDGET (row), "row.select-text", NULL);
  ui_frames_wait (fixture->frames, 2);
  g_assert_true (gtk_label_get_selectable (text));
  g_assert_true (gtk_label_get_selection_bounds (text, &start, &end));
  g_assert_cmpint (start, ==, 0);
  g_assert_cmpint (end, ==, g_utf8_strlen (written, -1));
  gtk_widget_grab_focus (GTK_WIDGET (other));
  ui_frames_wait (fixture->frames, 2);
  g_assert_false (gtk_label_get_selectable (text));

  /* Nor does it stay so for the next message. */
  gtk_widget_activate_action (GTK_WIDGET (row), "row.select-text", NULL);
  ui_frames_wait (fixture->frames, 2);
  app_message_row_unbind (row);
  g_assert_false (gtk_label_get_selectable (text));
  app_message_row_bind (row, rows_fixture_get_item (fixture, "read"), FALSE);
}

/* Each verb of the menu is one that can be carried out now. */
static void
list_actions (GMenuModel *model, GString *actions)
{
  for (int i = 0; i < g_menu_model_get_n_items (model); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (model, i, G_MENU_LINK_SECTION);
      g_autofree char *action = NULL;

      if (section != NULL)
        list_actions (section, actions);
      else if (g_menu_model_get_item_attribute (model, i, G_MENU_ATTRIBUTE_ACTION, "s", &action))
        g_string_append_printf (actions, "%s ", action);
    }
}

/* What can be done with any message that the server has */
#define VERBS                                                                                      \
  "message.reply message.forward message.star message.pin message.info "                           \
  "message.select message.delete "

static void
test_menu (RowsFixture *fixture, gconstpointer user_data)
{
  static const struct
  {
    const char *sample;
    const char *actions;
  } menus[] = {
    { "day", VERBS "row.copy-text row.select-text " },
    { "failed", "row.copy-text row.select-text message.retry message.discard " },
    { "reply", VERBS "row.copy-text row.select-text message.show " },
    { "file-here", VERBS "file.open file.save-as file.show-in-folder row.copy-file " },
    { "file-remote", VERBS "file.download " },
    { "file-downloading", VERBS "transfer.cancel " },
    { "file-cancelled", VERBS "transfer.retry " },
    { "picture-caption", VERBS
      "row.copy-text row.select-text file.open file.save-as file.show-in-folder row.copy-file " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (menus); i++)
    {
      AppMessageRow *row = rows_fixture_add_bound (fixture, menus[i].sample);
      g_autoptr (GString) actions = g_string_new (NULL);
      GtkWidget *menu;

      gtk_widget_activate_action (GTK_WIDGET (row), "row.menu", NULL);
      menu = rows_fixture_find_type (row, GTK_TYPE_POPOVER_MENU);
      g_assert_nonnull (menu);
      list_actions (gtk_popover_menu_get_menu_model (GTK_POPOVER_MENU (menu)), actions);
      g_assert_cmpstr (actions->str, ==, menus[i].actions);
      ui_frames_wait (fixture->frames, 1);
      rows_fixture_remove_row (fixture, row); /* with its menu open, as when it is recycled */
      ui_frames_wait (fixture->frames, 2);
    }
}

/* What was done to a message shows in its row, and goes with it when the row is used again. */
static void
test_state (RowsFixture *fixture, gconstpointer user_data)
{
  LandlineReaction reactions[] = { { (char *) "👍", (char *) "101" },
                                   { (char *) "👍", (char *) "102" },
                                   { (char *) "😂", (char *) "103" } };
  LandlineMessageState state = { .edited = 1,
                                 .is_pinned = TRUE,
                                 .reactions = reactions,
                                 .n_reactions = G_N_ELEMENTS (reactions) };
  LandlineMessageState deleted = { .is_deleted = TRUE };
  LandlineMessageState by_admin = { .is_deleted = TRUE, .is_deleted_by_admin = TRUE };
  g_autoptr (LandlineContent) plain = landline_content_new_text ("Hello");
  g_autoptr (LandlineContent) content = landline_content_new_with_traits (plain, TRUE, NULL, 86400);
  g_autoptr (LandlineContent) nothing = landline_content_new_deleted ();
  TestMessage message = { .sender = "Ben", .content = content, .state = &state, .starred = TRUE };
  TestMessage gone = { .sender = "Ben", .content = nothing, .state = &deleted, .outgoing = TRUE };
  g_autoptr (AppTimelineItem) item = test_timeline_item_new (&message);
  g_autoptr (AppTimelineItem) tombstone = test_timeline_item_new (&gone);
  g_autoptr (AppTimelineItem) others = NULL;
  AppMessageRow *row = rows_fixture_add_row (fixture);
  GtkWidget *bar, *chip;

  app_message_row_bind (row, item, FALSE);
  ui_frames_wait (fixture->frames, 2);
  bar = rows_fixture_find_type (row, APP_TYPE_REACTION_BAR);
  g_assert_true (gtk_widget_get_visible (bar));
  chip = rows_fixture_find (GTK_WIDGET (row), rows_fixture_is_button_of, "👍 2");
  g_assert_true (gtk_widget_has_css_class (chip, "own"));
  chip = rows_fixture_find (GTK_WIDGET (row), rows_fixture_is_button_of, "😂");
  g_assert_false (gtk_widget_has_css_class (chip, "own"));
  g_assert_nonnull (rows_fixture_find (GTK_WIDGET (row), rows_fixture_is_label_of, "Forwarded"));
  g_string_truncate (fixture->asked, 0);
  g_signal_emit_by_name (chip, "clicked");
  g_assert_cmpstr (fixture->asked->str, ==, "react(id, 😂) ");
  chip = rows_fixture_find (GTK_WIDGET (row), rows_fixture_is_button_of, "👍 2");
  g_string_truncate (fixture->asked, 0);
  g_signal_emit_by_name (chip, "clicked");
  g_assert_cmpstr (fixture->asked->str, ==, "react(id, ) ");

  app_message_row_unbind (row);
  app_message_row_bind (row, tombstone, FALSE);
  ui_frames_wait (fixture->frames, 2);
  g_assert_false (gtk_widget_get_visible (bar));
  g_assert_nonnull (
      rows_fixture_find (GTK_WIDGET (row), rows_fixture_is_label_of, "You deleted this message"));
  app_message_row_unbind (row);
  gone.state = &by_admin;
  others = test_timeline_item_new (&gone);
  app_message_row_bind (row, others, FALSE);
  g_assert_nonnull (
      rows_fixture_find (GTK_WIDGET (row), rows_fixture_is_label_of, "Deleted by an admin"));
  app_message_row_unbind (row);
}

#define ADD(path, width, func)                                                                     \
  g_test_add ("/ui/rows/" path, RowsFixture, GINT_TO_POINTER (width), rows_fixture_set_up, func,   \
              rows_fixture_tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  app_row_style_install (gdk_display_get_default ());
  ADD ("asks", 0, test_asks);
  ADD ("clicks", 0, test_clicks);
  ADD ("progress", 0, test_progress);
  ADD ("content", 0, test_content);
  ADD ("copy-and-select", 0, test_copy_and_select);
  ADD ("state", 0, test_state);
  ADD ("menu", 0, test_menu);
  return g_test_run ();
}
