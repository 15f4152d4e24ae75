/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "account-fixture.h"
#include "app-cache-files.h"
#include "app-cache-messages.h"
#include "app-cache.h"
#include "app-chat-page.h"
#include "app-message-view.h"
#include "app-send-item.h"
#include "app-send-sheet.h"
#include "app-timeline-item.h"
#include "app-ui.h"
#include "app-window.h"
#include "landline-id.h"

/* What the page does with a file that came, and how it asks for files to send: through the dialogs
 * and services of a desktop, which are stood in for. */

#define WORDS  "%PDF-1.4 as it was sent"
#define DIGEST "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

typedef struct
{
  AccountFixture account;
  AppWindow *window;
  AppChatPage *page;
  UiFrames *frames;
  char *message;
  char *path;   /* of the file of the message */
  char *result; /* where a test wants something to appear */
  char *shown;  /* what the file manager was asked to show */
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
put_file (AppCacheDatabase *database, gpointer data, GError **error)
{
  Fixture *fixture = data;
  g_autoptr (LandlineMedia) media = landline_media_new (LANDLINE_MEDIA_KIND_DOCUMENT, "m_1",
                                                        "Plan.pdf", "application/pdf",
                                                        strlen (WORDS), DIGEST);
  g_autoptr (LandlineContent) content = landline_content_new_media (media, NULL);
  g_autoptr (LandlineMessage) message = landline_message_new (fixture->message, "102", "c_1", 2,
                                                              G_GINT64_CONSTANT (1750000000000),
                                                              content, NULL);
  gboolean added;
  gint64 chat;

  return app_cache_messages_put (database, message, &chat, &added, error) &&
         app_cache_files_put (database, "m_1", fixture->path, error);
}

static gboolean
has_file (gpointer user_data)
{
  Fixture *fixture = user_data;
  GListModel *items = app_message_view_get_model (app_chat_page_get_view (fixture->page));
  guint n_items = items != NULL ? g_list_model_get_n_items (items) : 0;
  g_autoptr (AppTimelineItem) item = NULL;

  if (n_items < 2)
    return FALSE;
  item = g_list_model_get_item (items, n_items - 1);
  return app_timeline_item_get_file (item) != NULL;
}

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  static const AccountLine lines[] = { { "102", "Here is the plan" } };
  g_autoptr (GAsyncResult) written = NULL;
  g_autoptr (GError) error = NULL;

  account_fixture_set_up (&fixture->account);
  account_fixture_add_user (&fixture->account, "102", "Grace Hopper");
  account_fixture_add_direct (&fixture->account, "c_1", "102", lines, 1, 1);
  fixture->message = landline_id_new_message ();
  fixture->path = g_build_filename (fixture->account.folder, "kept.pdf", NULL);
  fixture->result = g_build_filename (fixture->account.folder, "result.pdf", NULL);
  g_assert_true (g_file_set_contents (fixture->path, WORDS, -1, &error));
  app_cache_write_async (app_session_get_cache (fixture->account.session), put_file, fixture, NULL,
                         NULL, account_fixture_store, &written);
  ui_spin_until (account_fixture_is_set, &written);
  app_cache_call_finish (app_session_get_cache (fixture->account.session), written, &error);
  g_assert_no_error (error);

  fixture->window = APP_WINDOW (app_window_new (NULL, NULL));
  app_window_set_account (fixture->window, fixture->account.chats, fixture->account.transfers);
  gtk_window_present (GTK_WINDOW (fixture->window));
  fixture->frames = ui_frames_new (GTK_WINDOW (fixture->window));
  fixture->page = APP_CHAT_PAGE (find (GTK_WIDGET (fixture->window), APP_TYPE_CHAT_PAGE));
  app_window_open_chat (fixture->window, account_fixture_wait_for_chat (&fixture->account, "c_1"));
  ui_spin_until (has_file, fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  AppWindow *window = g_object_ref (fixture->window);

  ui_frames_free (fixture->frames);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (window);
  account_fixture_tear_down (&fixture->account);
  g_free (fixture->message);
  g_free (fixture->path);
  g_free (fixture->result);
  g_free (fixture->shown);
}

static void
act (Fixture *fixture, const char *action)
{
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (fixture->page), action, "s", fixture->message));
}

/* Whether the result is the file as it came. */
static gboolean
is_there (gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autofree char *words = NULL;

  return g_file_get_contents (fixture->result, &words, NULL, NULL) && g_str_equal (words, WORDS);
}

/* The dialog is that of GTK, whose interface is the deprecated one. */
G_GNUC_BEGIN_IGNORE_DEPRECATIONS

static gboolean
has_chooser (gpointer user_data)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (GTK_IS_FILE_CHOOSER (l->data) && gtk_widget_get_mapped (l->data))
      *(gpointer *) user_data = l->data;
  return *(gpointer *) user_data != NULL;
}

static GtkFileChooser *
wait_for_chooser (const char *title)
{
  gpointer chooser = NULL;

  ui_spin_until (has_chooser, &chooser);
  g_assert_cmpstr (gtk_window_get_title (chooser), ==, title);
  return chooser;
}

typedef struct
{
  GtkFileChooser *chooser;
  GFile *file;
} Choice;

static gboolean
has_folder (gpointer user_data)
{
  g_autoptr (GFile) folder = gtk_file_chooser_get_current_folder (user_data);

  return folder != NULL;
}

/* It reads the folder first, and shows its name at the top when it is done with that. */
static gboolean
has_chosen (gpointer user_data)
{
  Choice *choice = user_data;
  g_autoptr (GFile) file = gtk_file_chooser_get_file (choice->chooser);
  g_autoptr (GFile) folder = g_file_get_parent (choice->file);
  g_autofree char *name = g_file_get_basename (folder);

  return file != NULL && g_file_equal (file, choice->file) &&
         says (GTK_WIDGET (choice->chooser), name);
}

static void
choose (GtkFileChooser *chooser, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_path_get_basename (path);
  Choice choice = { chooser, file };

  /* What it shows at first comes late, and would take the place of what is chosen before. */
  if (gtk_file_chooser_get_action (chooser) == GTK_FILE_CHOOSER_ACTION_SAVE)
    {
      ui_spin_until (has_folder, chooser);
      gtk_file_chooser_set_current_name (chooser, name);
    }
  gtk_file_chooser_set_file (chooser, file, &error);
  g_assert_no_error (error);
  ui_spin_until (has_chosen, &choice);
  gtk_dialog_response (GTK_DIALOG (chooser), GTK_RESPONSE_ACCEPT);
}

static gboolean
says_saved (gpointer user_data)
{
  return says (user_data, "File saved");
}

/* GTK 4.18 complains about a box of its own dialog after a file was chosen to save to, and about a
 * portal that is not there before it asks the file manager. */
static GLogLevelFlags
let_gtk_complain (void)
{
  return g_log_set_always_fatal (G_LOG_FATAL_MASK);
}

static void
test_save_as (Fixture *fixture, gconstpointer user_data)
{
  GLogLevelFlags fatal = let_gtk_complain ();
  GtkFileChooser *chooser;
  g_autofree char *name = NULL;

  act (fixture, "file.save-as");
  chooser = wait_for_chooser ("Save As");
  name = gtk_file_chooser_get_current_name (chooser);
  g_assert_cmpstr (name, ==, "Plan.pdf");
  choose (chooser, fixture->result);
  ui_spin_until (is_there, fixture);
  ui_spin_until (says_saved, fixture->window);
  g_log_set_always_fatal (fatal);
}

static gboolean
has_sheet (gpointer user_data)
{
  return find (user_data, APP_TYPE_SEND_SHEET) != NULL;
}

static void
assert_sheet (Fixture *fixture, const char *name)
{
  AppSendSheet *sheet;
  GListModel *items;
  g_autoptr (AppSendItem) item = NULL;
  g_autofree char *shown = NULL;

  ui_spin_until (has_sheet, fixture->window);
  sheet = APP_SEND_SHEET (find (GTK_WIDGET (fixture->window), APP_TYPE_SEND_SHEET));
  items = app_send_sheet_get_items (sheet);
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 1);
  item = g_list_model_get_item (items, 0);
  shown = app_send_item_dup_name (item);
  g_assert_cmpstr (shown, ==, name);
  adw_dialog_force_close (ADW_DIALOG (sheet));
}

static void
test_attach (Fixture *fixture, gconstpointer user_data)
{
  GtkWidget *page = GTK_WIDGET (fixture->page);
  g_autofree char *document = account_fixture_write_file (&fixture->account, "Minutes.odt", 500);
  g_autofree char *film = account_fixture_write_file (&fixture->account, "film.mp4", 500);
  GtkFileChooser *chooser;

  g_assert_true (gtk_widget_activate_action (page, "chat.attach-file", NULL));
  chooser = wait_for_chooser ("Send Files");
  g_assert_null (gtk_file_chooser_get_filter (chooser));
  g_assert_true (gtk_file_chooser_get_select_multiple (chooser));
  choose (chooser, document);
  assert_sheet (fixture, "Minutes.odt");

  g_assert_true (gtk_widget_activate_action (page, "chat.attach-picture", NULL));
  chooser = wait_for_chooser ("Send Pictures");
  g_assert_cmpstr (gtk_file_filter_get_name (gtk_file_chooser_get_filter (chooser)), ==,
                   "Pictures and videos");
  choose (chooser, film);
  assert_sheet (fixture, "film.mp4");
}

/* Nobody has chosen anything. */
static void
test_attach_cancelled (Fixture *fixture, gconstpointer user_data)
{
  gpointer chooser;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->page), "chat.attach-file", NULL));
  chooser = wait_for_chooser ("Send Files");
  gtk_dialog_response (chooser, GTK_RESPONSE_CANCEL);
  ui_frames_wait (fixture->frames, 10);
  g_assert_false (has_sheet (fixture->window));
}

G_GNUC_END_IGNORE_DEPRECATIONS

/* The desktop file of main () copies what it opens. */
static void
test_open (Fixture *fixture, gconstpointer user_data)
{
  g_free (fixture->result);
  fixture->result = g_build_filename (g_get_user_data_dir (), "opened", NULL);
  act (fixture, "file.open");
  ui_spin_until (is_there, fixture);
}

static const char *manager_interface = "<node><interface name='org.freedesktop.FileManager1'>"
                                       "<method name='ShowItems'>"
                                       "<arg type='as' direction='in'/>"
                                       "<arg type='s' direction='in'/>"
                                       "</method></interface></node>";

static void
on_manager_call (GDBusConnection *connection,
                 const char *sender,
                 const char *object_path,
                 const char *interface,
                 const char *method,
                 GVariant *parameters,
                 GDBusMethodInvocation *invocation,
                 gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autofree const char **uris = NULL;

  g_variant_get (parameters, "(^a&s&s)", &uris, NULL);
  g_assert_cmpuint (g_strv_length ((char **) uris), ==, 1);
  fixture->shown = g_strdup (uris[0]);
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
on_name (GDBusConnection *connection, const char *name, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
}

static gboolean
is_true (gpointer user_data)
{
  return *(gboolean *) user_data;
}

static void
test_show_in_folder (Fixture *fixture, gconstpointer user_data)
{
  static const GDBusInterfaceVTable table = { .method_call = on_manager_call };
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (manager_interface, NULL);
  g_autofree char *uri = g_filename_to_uri (fixture->path, NULL, NULL);
  GLogLevelFlags fatal = let_gtk_complain ();
  gboolean owned = FALSE;
  guint object, name;

  object = g_dbus_connection_register_object (bus, "/org/freedesktop/FileManager1",
                                              node->interfaces[0], &table, fixture, NULL, NULL);
  name = g_bus_own_name_on_connection (bus, "org.freedesktop.FileManager1",
                                       G_BUS_NAME_OWNER_FLAGS_NONE, on_name, NULL, &owned, NULL);
  ui_spin_until (is_true, &owned);
  act (fixture, "file.show-in-folder");
  ui_spin_until (account_fixture_is_set, &fixture->shown);
  g_assert_cmpstr (fixture->shown, ==, uri);
  g_log_set_always_fatal (fatal);
  g_bus_unown_name (name);
  g_dbus_connection_unregister_object (bus, object);
}

/* In the folders of this run alone: `headless` has made them. */
static void
write_desktop_file (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "applications", NULL);
  g_autofree char *program = g_build_filename (folder, "copier.desktop", NULL);
  g_autofree char *defaults = g_build_filename (g_get_user_config_dir (), "mimeapps.list", NULL);
  g_autofree char *entry = g_strdup_printf ("[Desktop Entry]\nType=Application\nName=Copier\n"
                                            "Exec=cp %%f %s/opened\nMimeType=application/pdf;\n",
                                            g_get_user_data_dir ());

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (program, entry, -1, NULL));
  g_assert_true (g_file_set_contents (defaults,
                                      "[Default Applications]\napplication/pdf=copier.desktop\n",
                                      -1, NULL));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  write_desktop_file ();
  adw_init ();
  app_ui_register ();

#define ADD(name, func)                                                                            \
  g_test_add ("/ui/file-actions/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("save-as", test_save_as);
  ADD ("attach", test_attach);
  ADD ("attach-cancelled", test_attach_cancelled);
  ADD ("open", test_open);
  ADD ("show-in-folder", test_show_in_folder);
#undef ADD
  return g_test_run ();
}
