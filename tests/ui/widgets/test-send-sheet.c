/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "account-fixture.h"
#include "app-send-item.h"
#include "app-send-sheet.h"
#include "app-ui.h"
#include "landline-limits.h"

typedef struct
{
  AccountFixture account;
  AdwWindow *window;
  AppImageLoader *loader;
  AppSendSheet *sheet;
  UiFrames *frames;
  AppChat *chat;
  GListModel *sent;
} Fixture;

static void
on_send (AppSendSheet *sheet, AppChat *chat, GListModel *files, Fixture *fixture)
{
  g_assert_true (chat == fixture->chat);
  g_set_object (&fixture->sent, files);
}

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  static const AccountLine lines[] = { { "102", "Hello" } };

  account_fixture_set_up (&fixture->account);
  account_fixture_add_user (&fixture->account, "102", "Grace");
  account_fixture_add_direct (&fixture->account, "c_1", "102", lines, 1, 1);
  fixture->chat = account_fixture_wait_for_chat (&fixture->account, "c_1");
  fixture->loader = app_image_loader_new ();
  fixture->window = ADW_WINDOW (adw_window_new ());
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 600);
  gtk_window_present (GTK_WINDOW (fixture->window));
  fixture->frames = ui_frames_new (GTK_WINDOW (fixture->window));
  fixture->sheet = app_send_sheet_new (fixture->account.transfers, fixture->loader, fixture->chat);
  g_signal_connect (fixture->sheet, "send", G_CALLBACK (on_send), fixture);
  adw_dialog_present (ADW_DIALOG (fixture->sheet), GTK_WIDGET (fixture->window));
  ui_frames_wait (fixture->frames, 2);
}

static gboolean
is_gone (gpointer user_data)
{
  return *(gpointer *) user_data == NULL;
}

/* The sheet, its items and their pictures are gone when it has closed. */
static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  AppSendSheet *sheet = fixture->sheet;

  g_clear_object (&fixture->sent);
  ui_frames_free (fixture->frames);
  g_object_add_weak_pointer (G_OBJECT (sheet), (gpointer *) &sheet);
  adw_dialog_force_close (ADW_DIALOG (sheet));
  ui_spin_until (is_gone, &sheet);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->loader);
  account_fixture_tear_down (&fixture->account);
}

static AppSendItem *
get_item (Fixture *fixture, guint position)
{
  g_autoptr (AppSendItem) item = g_list_model_get_item (app_send_sheet_get_items (fixture->sheet),
                                                        position);

  g_assert_nonnull (item);
  return item;
}

static gboolean
all_inspected (gpointer user_data)
{
  Fixture *fixture = user_data;
  guint n_items = g_list_model_get_n_items (app_send_sheet_get_items (fixture->sheet));

  for (guint i = 0; i < n_items; i++)
    if (app_send_item_get_state (get_item (fixture, i)) == APP_SEND_ITEM_INSPECTING)
      return FALSE;
  return TRUE;
}

static AppSendItem *
add (Fixture *fixture, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  guint n_items = g_list_model_get_n_items (app_send_sheet_get_items (fixture->sheet));

  app_send_sheet_add_file (fixture->sheet, file);
  ui_spin_until (all_inspected, fixture);
  return get_item (fixture, n_items);
}

static AppSendItem *
add_sized (Fixture *fixture, const char *name, gsize size)
{
  g_autofree char *path = account_fixture_write_file (&fixture->account, name, size);

  return add (fixture, path);
}

static void
send (Fixture *fixture)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->sheet), "sheet.send", NULL);
}

static void
test_document (Fixture *fixture, gconstpointer user_data)
{
  AppSendItem *item = add_sized (fixture, "letter.pdf", 5000);
  g_autoptr (AppOutgoingFile) file = NULL;

  g_assert_cmpint (app_send_item_get_state (item), ==, APP_SEND_ITEM_GOOD);
  g_assert_false (app_send_item_get_is_media (item));
  g_assert_true (app_outgoing_file_get_as_document (app_send_item_get_file (item)));
  app_send_sheet_set_caption (fixture->sheet, "  Please read ");
  send (fixture);
  g_assert_nonnull (fixture->sent);
  g_assert_cmpuint (g_list_model_get_n_items (fixture->sent), ==, 1);
  file = g_list_model_get_item (fixture->sent, 0);
  g_assert_cmpstr (app_outgoing_file_get_caption (file), ==, "Please read");
  g_assert_cmpuint (app_outgoing_file_get_size (file), ==, 5000);
}

/* At the limit it goes, one byte past it is refused with a sentence that has size and limit. */
static void
test_limit (Fixture *fixture, gconstpointer user_data)
{
  AppSendItem *item = add_sized (fixture, "at.bin", LANDLINE_LIMIT_DOCUMENT);
  g_autofree char *limit = g_format_size (LANDLINE_LIMIT_DOCUMENT);

  g_assert_cmpint (app_send_item_get_state (item), ==, APP_SEND_ITEM_GOOD);
  item = add_sized (fixture, "past.bin", LANDLINE_LIMIT_DOCUMENT + 1);
  g_assert_cmpint (app_send_item_get_state (item), ==, APP_SEND_ITEM_REFUSED);
  g_assert_nonnull (strstr (app_send_item_get_problem (item), limit));
  g_assert_cmpuint (app_send_sheet_get_n_good (fixture->sheet), ==, 1);
  send (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (fixture->sent), ==, 1);
}

/* A video is over the limit for media, and may still go as a document. */
static void
test_media_as_document (Fixture *fixture, gconstpointer user_data)
{
  AppSendItem *item = add_sized (fixture, "film.mp4", LANDLINE_LIMIT_MEDIA + 1);

  g_assert_true (app_send_item_get_is_media (item));
  g_assert_cmpint (app_send_item_get_state (item), ==, APP_SEND_ITEM_REFUSED);
  send (fixture);
  g_assert_null (fixture->sent);
  app_send_sheet_set_as_document (fixture->sheet, TRUE);
  ui_spin_until (all_inspected, fixture);
  g_assert_cmpint (app_send_item_get_state (item), ==, APP_SEND_ITEM_GOOD);
  app_send_sheet_set_as_document (fixture->sheet, FALSE);
  ui_spin_until (all_inspected, fixture);
  g_assert_cmpint (app_send_item_get_state (item), ==, APP_SEND_ITEM_REFUSED);
}

static void
test_refused (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *missing = g_build_filename (fixture->account.folder, "missing", NULL);
  AppSendItem *item = add (fixture, fixture->account.folder);

  g_assert_cmpint (app_send_item_get_state (item), ==, APP_SEND_ITEM_REFUSED);
  g_assert_nonnull (app_send_item_get_problem (item));
  item = add (fixture, missing);
  g_assert_cmpint (app_send_item_get_state (item), ==, APP_SEND_ITEM_REFUSED);
  item = add_sized (fixture, "empty.txt", 0);
  g_assert_cmpint (app_send_item_get_state (item), ==, APP_SEND_ITEM_REFUSED);
  g_assert_cmpuint (app_send_sheet_get_n_good (fixture->sheet), ==, 0);
  send (fixture);
  g_assert_null (fixture->sent);
}

/* The same file twice is one file; what cannot be sent is left out, in order. */
static void
test_several (Fixture *fixture, gconstpointer user_data)
{
  g_autofree char *first = account_fixture_write_file (&fixture->account, "1.txt", 10);
  g_autoptr (AppOutgoingFile) file = NULL;

  add (fixture, first);
  add (fixture, fixture->account.folder);
  add_sized (fixture, "2.txt", 20);
  {
    g_autoptr (GFile) again = g_file_new_for_path (first);

    app_send_sheet_add_file (fixture->sheet, again);
  }
  g_assert_cmpuint (g_list_model_get_n_items (app_send_sheet_get_items (fixture->sheet)), ==, 3);
  send (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (fixture->sent), ==, 2);
  file = g_list_model_get_item (fixture->sent, 1);
  g_assert_cmpstr (app_outgoing_file_get_name (file), ==, "2.txt");
  g_assert_null (app_outgoing_file_get_caption (file));
}

static GtkWidget *
find (GtkWidget *widget, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

static gboolean
shows_all_rows (gpointer list_view)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list_view));

  return gtk_adjustment_get_upper (adjustment) > 0 &&
         gtk_adjustment_get_upper (adjustment) <= gtk_adjustment_get_page_size (adjustment);
}

/* A few files are all seen, without scrolling; with one there is no room left over for others. */
static void
test_height (Fixture *fixture, gconstpointer user_data)
{
  GtkWidget *list_view = find (GTK_WIDGET (fixture->sheet), GTK_TYPE_LIST_VIEW);

  for (guint i = 1; i <= 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.txt", i);

      add_sized (fixture, name, 10);
      ui_frames_wait_until (fixture->frames, shows_all_rows, list_view);
      g_assert_cmpint (gtk_widget_get_height (list_view), <, 68 * (int) (i + 1));
    }
}

static void
test_too_many (Fixture *fixture, gconstpointer user_data)
{
  for (guint i = 0; i < APP_SEND_SHEET_FILES_MAX + 1; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u.txt", i);
      g_autofree char *path = account_fixture_write_file (&fixture->account, name, 3);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      app_send_sheet_add_file (fixture->sheet, file);
    }
  ui_spin_until (all_inspected, fixture);
  g_assert_cmpuint (app_send_sheet_get_n_good (fixture->sheet), ==, APP_SEND_SHEET_FILES_MAX);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  app_ui_register ();

#define ADD(name, func) g_test_add ("/ui/send-sheet/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("document", test_document);
  ADD ("height", test_height);
  ADD ("limit", test_limit);
  ADD ("media-as-document", test_media_as_document);
  ADD ("refused", test_refused);
  ADD ("several", test_several);
  ADD ("too-many", test_too_many);
#undef ADD
  return g_test_run ();
}
