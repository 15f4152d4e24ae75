/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>
#include <shumate/shumate.h>
#include <string.h>

#include "account-fixture.h"
#include "app-chat-page.h"
#include "app-contact-dialog.h"
#include "app-map-dialog.h"
#include "app-message-view.h"
#include "app-own-place.h"
#include "app-place-dialog.h"
#include "app-place-picture.h"
#include "app-send-sheet.h"
#include "app-timeline-item.h"
#include "app-ui.h"
#include "app-window.h"
#include "tile-server.h"

/* Locations and contacts: the dialogs that they are sent with, and what the page does with those
 * that came. */

typedef struct
{
  AccountFixture account;
  GSettings *settings;
  AppWindow *window;
  AppChatPage *page;
  UiFrames *frames;
  AppChat *grace;
  LandlineContent *sent;
} Fixture;

typedef gboolean (*MatchFunc) (GtkWidget *widget, gconstpointer data);

static GtkWidget *
find (GtkWidget *widget, MatchFunc match, gconstpointer data)
{
  if (match (widget, data))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, match, data);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_of_type (GtkWidget *widget, gconstpointer type)
{
  return G_TYPE_CHECK_INSTANCE_TYPE (widget, GPOINTER_TO_SIZE (type));
}

static gboolean
is_row_of (GtkWidget *widget, gconstpointer title)
{
  return ADW_IS_ENTRY_ROW (widget) && gtk_widget_get_visible (widget) &&
         g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0;
}

static gboolean
is_button_of (GtkWidget *widget, gconstpointer label)
{
  return GTK_IS_BUTTON (widget) &&
         g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0;
}

static gboolean
is_label_with (GtkWidget *widget, gconstpointer text)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
         strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL;
}

static GtkWidget *
find_type (gpointer widget, GType type)
{
  return find (GTK_WIDGET (widget), is_of_type, GSIZE_TO_POINTER (type));
}

static void
set_up (Fixture *fixture, gconstpointer width)
{
  static const AccountLine lines[] = { { "102", "Hello Ada" } };
  g_autoptr (GSettingsBackend) backend = g_memory_settings_backend_new ();

  account_fixture_set_up (&fixture->account);
  account_fixture_add_user (&fixture->account, "102", "Grace Hopper");
  account_fixture_add_user (&fixture->account, "103", "Edsger");
  account_fixture_add_direct (&fixture->account, "c_1", "102", lines, 1, 1);
  fixture->grace = account_fixture_wait_for_chat (&fixture->account, "c_1");
  fixture->settings = g_settings_new_with_backend_and_path (APPLICATION_ID, backend,
                                                            "/im/landline/Landline/profiles/t/");
  fixture->window = APP_WINDOW (app_window_new (NULL, fixture->settings));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), GPOINTER_TO_INT (width), 640);
  app_window_set_account (fixture->window, fixture->account.chats, fixture->account.transfers);
  gtk_window_present (GTK_WINDOW (fixture->window));
  fixture->frames = ui_frames_new (GTK_WINDOW (fixture->window));
  fixture->page = APP_CHAT_PAGE (find_type (fixture->window, APP_TYPE_CHAT_PAGE));
  app_window_open_chat (fixture->window, fixture->grace);
  ui_frames_wait (fixture->frames, 2);
}

static void
tear_down (Fixture *fixture, gconstpointer width)
{
  AppWindow *window = g_object_ref (fixture->window);

  ui_frames_free (fixture->frames);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (window);
  g_clear_object (&fixture->sent);
  app_own_place_remember (gdk_display_get_default (), NULL);
  g_assert_finalize_object (fixture->settings);
  account_fixture_tear_down (&fixture->account);
}

/* To be looked at, where LANDLINE_PICTURES names a folder. */
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

static AdwDialog *
get_dialog (Fixture *fixture)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
}

static AdwDialog *
open_dialog (Fixture *fixture, const char *action, GType type)
{
  AdwDialog *dialog;

  gtk_widget_activate_action (GTK_WIDGET (fixture->page), action, NULL);
  dialog = get_dialog (fixture);
  g_assert_true (G_TYPE_CHECK_INSTANCE_TYPE (dialog, type));
  ui_frames_wait (fixture->frames, 2);
  return dialog;
}

static void
type_into (AdwDialog *dialog, const char *title, const char *text)
{
  GtkWidget *row = find (GTK_WIDGET (dialog), is_row_of, title);

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

/* The action of a dialog is enabled as its button is. */
static gboolean
can_send (AdwDialog *dialog)
{
  GtkWidget *button = adw_dialog_get_default_widget (dialog);

  g_assert_true (GTK_IS_BUTTON (button));
  return gtk_widget_get_sensitive (button);
}

typedef struct
{
  AdwDialog *dialog;
  const char *text;
} Shown;

static gboolean
is_shown (gpointer user_data)
{
  Shown *shown = user_data;

  return find (GTK_WIDGET (shown->dialog), is_label_with, shown->text) != NULL;
}

static void
wait_for_text (AdwDialog *dialog, const char *text)
{
  ui_spin_until (is_shown, &(Shown) { dialog, text });
}

static gboolean
has_two_messages (gpointer user_data)
{
  Fixture *fixture = user_data;
  GListModel *model = app_message_view_get_model (app_chat_page_get_view (fixture->page));
  g_autoptr (AppTimelineItem) item = NULL;

  if (model == NULL || g_list_model_get_n_items (model) != 2)
    return FALSE;
  item = g_list_model_get_item (model, 1);
  if (!app_timeline_item_get_loaded (item))
    return FALSE;
  g_set_object (&fixture->sent,
                landline_message_get_content (app_timeline_item_get_message (item)));
  return TRUE;
}

static void
test_send_place (Fixture *fixture, gconstpointer width)
{
  AdwDialog *dialog = open_dialog (fixture, "chat.send-location", APP_TYPE_PLACE_DIALOG);
  double latitude, longitude;

  g_assert_false (can_send (dialog));
  type_into (dialog, "Place", "somewhere");
  g_assert_false (can_send (dialog));
  wait_for_text (dialog, "No place was found");
  type_into (dialog, "Place", "geo:0,0?q=52.5163,13.3777(Tor)");
  wait_for_text (dialog, "52.51630° N, 13.37770° E");
  g_assert_true (can_send (dialog));
  type_into (dialog, "Name (optional)", "\xe2\x80\x8b");
  g_assert_false (can_send (dialog));
  type_into (dialog, "Name (optional)", " Brandenburg Gate ");
  g_assert_true (can_send (dialog));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "place-dialog.send", NULL);
  ui_spin_until (has_two_messages, fixture);
  g_assert_true (landline_content_get_location (fixture->sent, &latitude, &longitude));
  g_assert_cmpfloat_with_epsilon (latitude, 52.5163, 0.000001);
  g_assert_cmpfloat_with_epsilon (longitude, 13.3777, 0.000001);
  g_assert_cmpstr (landline_content_get_name (fixture->sent), ==, "Brandenburg Gate");
}

static void
test_name_of_link (Fixture *fixture, gconstpointer width)
{
  AdwDialog *dialog = open_dialog (fixture, "chat.send-location", APP_TYPE_PLACE_DIALOG);
  GtkWidget *name = find (GTK_WIDGET (dialog), is_row_of, "Name (optional)");

  type_into (dialog, "Place", "geo:0,0?q=52.5163,13.3777(Tor)");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (name)), ==, "Tor");
  type_into (dialog, "Place", "geo:0,0?q=52.5163,13.3777(Another)");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (name)), ==,
                   "Tor"); /* the person's by now */
}

/* There is no portal here: that is said, and what was typed stays. */
static void
test_no_portal (Fixture *fixture, gconstpointer width)
{
  AdwDialog *dialog = open_dialog (fixture, "chat.send-location", APP_TYPE_PLACE_DIALOG);

  gtk_widget_activate_action (GTK_WIDGET (dialog), "place-dialog.find", NULL);
  wait_for_text (dialog, "cannot tell where it is");
  g_assert_null (app_own_place_recall (gdk_display_get_default ()));
  type_into (dialog, "Place", "1, 2");
  g_assert_true (can_send (dialog));
}

static void
assert_sent_contact (Fixture *fixture, const char *name, const char *const *phones)
{
  ui_spin_until (has_two_messages, fixture);
  g_assert_cmpstr (landline_content_get_name (fixture->sent), ==, name);
  g_assert_cmpstrv (landline_content_get_phones (fixture->sent), phones);
}

static void
test_write_contact (Fixture *fixture, gconstpointer width)
{
  const char *const phones[] = { "+49 30 123456", NULL };
  AdwDialog *dialog = open_dialog (fixture, "chat.send-contact", APP_TYPE_CONTACT_DIALOG);

  g_assert_false (can_send (dialog));
  type_into (dialog, "Name", " Dana Levi ");
  g_assert_false (can_send (dialog));
  type_into (dialog, "Number", "+49 30 123456");
  g_assert_true (can_send (dialog));
  gtk_widget_activate_action (GTK_WIDGET (dialog), "contact-dialog.add-number", NULL);
  g_assert_true (can_send (dialog)); /* a row that is left empty does not count */
  gtk_widget_activate_action (GTK_WIDGET (dialog), "contact-dialog.send", NULL);
  assert_sent_contact (fixture, "Dana Levi", phones);
}

static GFile *
write_card (Fixture *fixture, const char *card)
{
  g_autofree char *path = g_build_filename (fixture->account.folder, "people.vcf", NULL);

  g_assert_true (g_file_set_contents (path, card, -1, NULL));
  return g_file_new_for_path (path);
}

static gboolean
is_named (gpointer user_data)
{
  Shown *shown = user_data;
  GtkWidget *name = find (GTK_WIDGET (shown->dialog), is_row_of, "Name");

  return g_str_equal (gtk_editable_get_text (GTK_EDITABLE (name)), shown->text);
}

static void
test_card_file (Fixture *fixture, gconstpointer width)
{
  const char *const phones[] = { "102", "103", NULL };
  g_autoptr (GFile) file = write_card (fixture,
                                       "BEGIN:VCARD\nFN:Ann\nTEL:101\nEND:VCARD\n"
                                       "BEGIN:VCARD\nFN:Bea\nTEL:102\nTEL:103\nEND:VCARD\n");
  AdwDialog *dialog = open_dialog (fixture, "chat.send-contact", APP_TYPE_CONTACT_DIALOG);
  GtkWidget *people;

  app_contact_dialog_load_file (APP_CONTACT_DIALOG (dialog), file);
  ui_spin_until (is_named, &(Shown) { dialog, "Ann" });
  people = find_type (dialog, ADW_TYPE_COMBO_ROW);
  g_assert_true (gtk_widget_get_visible (people));
  adw_combo_row_set_selected (ADW_COMBO_ROW (people), 1);
  ui_spin_until (is_named, &(Shown) { dialog, "Bea" });
  gtk_widget_activate_action (GTK_WIDGET (dialog), "contact-dialog.send", NULL);
  assert_sent_contact (fixture, "Bea", phones);
}

static gboolean
has_dialog_of (gpointer user_data)
{
  gpointer *wanted = user_data;

  return G_TYPE_CHECK_INSTANCE_TYPE (get_dialog (wanted[0]), GPOINTER_TO_SIZE (wanted[1]));
}

static AdwDialog *
wait_for_dialog (Fixture *fixture, GType type)
{
  ui_spin_until (has_dialog_of, (gpointer[]) { fixture, GSIZE_TO_POINTER (type) });
  return get_dialog (fixture);
}

static void
drop (Fixture *fixture, GFile *file, const char *button)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);

  g_list_store_append (files, file);
  app_chat_page_offer_files (fixture->page, fixture->grace, G_LIST_MODEL (files));
  if (button != NULL)
    g_signal_emit_by_name (find (GTK_WIDGET (wait_for_dialog (fixture, ADW_TYPE_ALERT_DIALOG)),
                                 is_button_of, button),
                           "clicked");
}

/* A vCard that comes as a file is sent as what it is meant as; other files are not asked about. */
static void
test_dropped (Fixture *fixture, gconstpointer width)
{
  const char *const phones[] = { "102", NULL };
  g_autoptr (GFile) file = write_card (fixture, "BEGIN:VCARD\nFN:Bea\nTEL:102\nEND:VCARD\n");
  g_autofree char *other_path = account_fixture_write_file (&fixture->account, "report.txt", 10);
  g_autoptr (GFile) other = g_file_new_for_path (other_path);
  AdwDialog *dialog;

  drop (fixture, other, NULL);
  adw_dialog_force_close (wait_for_dialog (fixture, APP_TYPE_SEND_SHEET));
  drop (fixture, file, "Send as _File");
  adw_dialog_force_close (wait_for_dialog (fixture, APP_TYPE_SEND_SHEET));
  drop (fixture, file, "Send as _Contact");
  dialog = wait_for_dialog (fixture, APP_TYPE_CONTACT_DIALOG);
  ui_spin_until (is_named, &(Shown) { dialog, "Bea" });
  gtk_widget_activate_action (GTK_WIDGET (dialog), "contact-dialog.send", NULL);
  assert_sent_contact (fixture, "Bea", phones);
}

static void
test_bad_file (Fixture *fixture, gconstpointer width)
{
  g_autoptr (GFile) file =
      write_card (fixture, "BEGIN:VCARD\nVERSION:2.1\nFN;ENCODING=QUOTED-PRINTABLE:Zo=C3=AB\n"
                           "END:VCARD\n");
  g_autoptr (GFile) nowhere = g_file_get_child (file, "nowhere");
  AdwDialog *dialog = open_dialog (fixture, "chat.send-contact", APP_TYPE_CONTACT_DIALOG);

  app_contact_dialog_load_file (APP_CONTACT_DIALOG (dialog), file);
  wait_for_text (dialog, "quoted-printable");
  app_contact_dialog_load_file (APP_CONTACT_DIALOG (dialog), nowhere);
  wait_for_text (dialog, "nowhere");
  g_assert_false (can_send (dialog));
}

static gboolean
shows_other_chat (gpointer user_data)
{
  Fixture *fixture = user_data;
  AppChat *chat = app_window_get_chat (fixture->window);

  return chat != NULL && g_strcmp0 (app_chat_get_title (chat), "Edsger") == 0;
}

static const char *
get_sent_id (Fixture *fixture)
{
  g_autoptr (AppTimelineItem) item = g_list_model_get_item (
      app_message_view_get_model (app_chat_page_get_view (fixture->page)), 1);

  return landline_message_get_id (app_timeline_item_get_message (item));
}

static void
send_contact (Fixture *fixture, const char *name, const char *phone)
{
  AdwDialog *dialog = open_dialog (fixture, "chat.send-contact", APP_TYPE_CONTACT_DIALOG);

  type_into (dialog, "Name", name);
  type_into (dialog, "Number", phone);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "contact-dialog.send", NULL);
  ui_spin_until (has_two_messages, fixture);
}

static void
test_message_contact (Fixture *fixture, gconstpointer width)
{
  send_contact (fixture, "E.", " 1 03 "); /* as people write them */
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "contact.message", "s",
                              get_sent_id (fixture));
  ui_spin_until (shows_other_chat, fixture);
}

static gboolean
says_nobody (gpointer user_data)
{
  Fixture *fixture = user_data;

  return find (GTK_WIDGET (fixture->window), is_label_with, "Nobody on this server") != NULL;
}

static void
test_message_stranger (Fixture *fixture, gconstpointer width)
{
  send_contact (fixture, "Somebody", "+15550199");
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "contact.message", "s",
                              get_sent_id (fixture));
  ui_spin_until (says_nobody, fixture);
  g_assert_true (app_window_get_chat (fixture->window) == fixture->grace);
}

static gboolean
has_map_dialog (gpointer user_data)
{
  return APP_IS_MAP_DIALOG (get_dialog (user_data));
}

static AdwDialog *
show_map (Fixture *fixture)
{
  AdwDialog *dialog = open_dialog (fixture, "chat.send-location", APP_TYPE_PLACE_DIALOG);

  type_into (dialog, "Place", "52.5163, 13.3777");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "place-dialog.send", NULL);
  ui_spin_until (has_two_messages, fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "place.show-map", "s",
                              get_sent_id (fixture));
  ui_spin_until (has_map_dialog, fixture);
  return get_dialog (fixture);
}

/* Nothing is asked of anybody until the person says so; then what cannot be had is said. The
 * address is one where nobody listens. */
static void
test_map (Fixture *fixture, gconstpointer width)
{
  AdwDialog *dialog;
  GtkWidget *stack;
  const AppPlace own = { 52.5163, 13.3777, NULL };

  g_assert_false (g_settings_get_boolean (fixture->settings, "show-maps"));
  g_settings_set_string (fixture->settings, "map-tiles", "http://127.0.0.1:1/{z}/{x}/{y}.png");
  app_own_place_remember (gdk_display_get_default (), &own);
  dialog = show_map (fixture);
  stack = find_type (dialog, GTK_TYPE_STACK);
  wait_for_text (dialog, "127.0.0.1");
  wait_for_text (dialog, "0 m from here");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "offer");
  g_signal_emit_by_name (find (gtk_stack_get_visible_child (GTK_STACK (stack)), is_of_type,
                               GSIZE_TO_POINTER (GTK_TYPE_BUTTON)),
                         "clicked");
  g_assert_true (g_settings_get_boolean (fixture->settings, "show-maps"));
  wait_for_text (dialog, "The map could not be fetched");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (stack)), ==, "failed");
}

/* Once maps may be shown one is, with the name of who made it: its pictures are seen. */
static void
test_map_shown (Fixture *fixture, gconstpointer width)
{
  g_autoptr (TileServer) server = tile_server_new (fixture->settings);
  AdwDialog *dialog;

  g_settings_set_boolean (fixture->settings, "show-maps", TRUE);
  dialog = show_map (fixture);
  wait_for_text (dialog, "© OpenStreetMap contributors");
  ui_frames_wait_until (fixture->frames, tile_server_is_seen,
                        find_type (dialog, SHUMATE_TYPE_SIMPLE_MAP));
  write_picture (fixture, "map");
  adw_dialog_force_close (dialog);
  ui_frames_wait (fixture->frames, 2);
}

static gboolean
has_picture (gpointer user_data)
{
  return find_type (user_data, APP_TYPE_PLACE_PICTURE) != NULL;
}

/* The row of a place asks nobody until the person has allowed it, and no more once that is taken
 * back. */
static void
test_row (Fixture *fixture, gconstpointer width)
{
  g_autoptr (TileServer) server = tile_server_new (fixture->settings);
  AdwDialog *dialog = open_dialog (fixture, "chat.send-location", APP_TYPE_PLACE_DIALOG);
  GtkWidget *picture;

  type_into (dialog, "Place", "52.5163, 13.3777");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "place-dialog.send", NULL);
  ui_spin_until (has_picture, fixture->page);
  picture = find_type (fixture->page, APP_TYPE_PLACE_PICTURE);
  ui_frames_wait (fixture->frames, 3);
  g_assert_false (gtk_widget_get_visible (picture));
  g_settings_set_boolean (fixture->settings, "show-maps", TRUE);
  g_assert_true (gtk_widget_get_visible (picture));
  g_assert_cmpuint (tile_server_get_n_asked (server), ==, 0);
  ui_frames_wait_until (fixture->frames, tile_server_is_seen, picture);
  write_picture (fixture, "place-row");
  g_settings_set_boolean (fixture->settings, "show-maps", FALSE);
  g_assert_false (gtk_widget_get_visible (picture));
}

#define add(name, width, func)                                                                     \
  g_test_add ("/ui/cards/" name, Fixture, GINT_TO_POINTER (width), set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  app_ui_register ();

  add ("send-place", 360, test_send_place);
  add ("name-of-link", 900, test_name_of_link);
  add ("no-portal", 900, test_no_portal);
  add ("write-contact", 360, test_write_contact);
  add ("card-file", 900, test_card_file);
  add ("dropped", 900, test_dropped);
  add ("bad-file", 360, test_bad_file);
  add ("message-contact", 900, test_message_contact);
  add ("message-stranger", 900, test_message_stranger);
  add ("map", 900, test_map);
  add ("map-shown", 360, test_map_shown);
  add ("row", 360, test_row);
  add ("row-wide", 900, test_row);
  return g_test_run ();
}
