/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "account-fixture.h"
#include "app-cache-chats.h"
#include "app-cache.h"
#include "app-chat-header.h"
#include "app-chat-page.h"
#include "app-composer.h"
#include "app-group-members.h"
#include "app-group-page.h"
#include "app-mention-popover.h"
#include "app-message-view.h"
#include "app-new-chat-dialog.h"
#include "app-new-group-dialog.h"
#include "app-timeline-item.h"
#include "app-ui.h"
#include "app-window.h"

/* Groups in the window: who may write, what they are, and how they are made. The server cannot be
 * reached, so that what needs it says so. */

#define GROUP "c_7"

typedef struct
{
  AccountFixture account;
  AppWindow *window;
  UiFrames *frames;
  AppChat *chat;
} Fixture;

static gboolean
is_active (gpointer user_data)
{
  return gtk_window_is_active (user_data);
}

typedef struct
{
  LandlineConversation *conversation;
  LandlineChange change;
} Told;

static gboolean
put_told (AppCacheDatabase *database, gpointer data, GError **error)
{
  Told *told = data;
  gint64 chat;

  return app_cache_chats_put (database, told->conversation, &chat, error) &&
         app_cache_groups_put_change (database, chat, told->conversation, &told->change, NULL,
                                      error);
}

/* @role: of us, or -1 where we are in it no more */
static void
tell (Fixture *fixture, int role, const LandlineSettings *settings, LandlineChange change)
{
  LandlineMember members[] = { { (char *) "102", (char *) "Grace Hopper", LANDLINE_ROLE_ADMIN },
                               { (char *) "103", (char *) "Alan Turing", LANDLINE_ROLE_MEMBER },
                               { (char *) "101", (char *) "Ada", role } };
  g_autoptr (LandlineConversation) plain = landline_conversation_new (GROUP,
                                                                      LANDLINE_CONVERSATION_GROUP,
                                                                      "Ferry", members,
                                                                      role >= 0 ? 3 : 2, 1000, 2);
  g_autoptr (LandlineConversation) conversation =
      landline_conversation_new_with_settings (plain, settings);
  Told told = { conversation, change };
  g_autoptr (GAsyncResult) done = NULL;

  app_cache_write_async (app_session_get_cache (fixture->account.session), put_told, &told, NULL,
                         NULL, account_fixture_store, &done);
  ui_spin_until (account_fixture_is_set, &done);
}

static void
set_up (Fixture *fixture, gconstpointer width)
{
  static const char *const others[] = { "102", "103", NULL };
  static const AccountLine lines[] = { { "102", "The ferry leaves at two" }, { NULL, "Good" } };

  account_fixture_set_up (&fixture->account);
  account_fixture_add_user (&fixture->account, "102", "Grace Hopper");
  account_fixture_add_user (&fixture->account, "103", "Alan Turing");
  account_fixture_add_user (&fixture->account, "104", "Edsger Dijkstra");
  account_fixture_add_group (&fixture->account, GROUP, "Ferry", others, lines, G_N_ELEMENTS (lines),
                             2);
  fixture->chat = account_fixture_wait_for_chat (&fixture->account, GROUP);
  fixture->window = APP_WINDOW (app_window_new (NULL, NULL));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), GPOINTER_TO_INT (width), 640);
  app_window_set_account (fixture->window, fixture->account.chats, fixture->account.transfers);
  gtk_window_present (GTK_WINDOW (fixture->window));
  fixture->frames = ui_frames_new (GTK_WINDOW (fixture->window));
  ui_frames_wait (fixture->frames, 2);
  ui_spin_until (is_active, fixture->window);
  app_window_open_chat (fixture->window, fixture->chat);
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

typedef struct
{
  GType type;
  const char *text; /* of a label, or NULL */
} Wanted;

static GtkWidget *
find (GtkWidget *widget, const Wanted *wanted)
{
  if (!gtk_widget_get_mapped (widget) && GTK_IS_LABEL (widget))
    return NULL;
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, wanted->type) &&
      (wanted->text == NULL ||
       g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), wanted->text) == 0))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, wanted);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_type (gpointer widget, GType type)
{
  const Wanted wanted = { type, NULL };

  return find (widget, &wanted);
}

typedef struct
{
  Fixture *fixture;
  const char *text;
} Look;

static gboolean
sees (gpointer user_data)
{
  Look *look = user_data;
  const Wanted wanted = { GTK_TYPE_LABEL, look->text };

  return find (GTK_WIDGET (look->fixture->window), &wanted) != NULL;
}

static void
wait_to_see (Fixture *fixture, const char *text)
{
  Look look = { fixture, text };

  ui_frames_wait_until (fixture->frames, sees, &look);
}

static GtkWidget *
find_button (GtkWidget *widget, const char *action)
{
  if (GTK_IS_BUTTON (widget) &&
      g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, action);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_enabled (GtkWidget *widget, const char *action)
{
  GtkWidget *button = find_button (widget, action);

  g_assert_nonnull (button);
  return gtk_widget_is_sensitive (button);
}

static void
picture (Fixture *fixture, const char *name)
{
  const char *folder = g_getenv ("LANDLINE_PICTURES");
  g_autofree char *path = NULL;

  if (folder == NULL)
    return;
  path = g_strdup_printf ("%s/%s-%d%s.png", folder, name,
                          gtk_widget_get_width (GTK_WIDGET (fixture->window)),
                          adw_style_manager_get_dark (adw_style_manager_get_default ()) ? "-dark"
                                                                                        : "");
  ui_frames_wait (fixture->frames, 20);
  ui_write_png (GTK_WIDGET (fixture->window), path);
}

#define CLOSED_LEFT   "You are no longer in this group. What was said before stays here."
#define CLOSED_ADMINS "Only admins can send messages to this group."

/* A sentence where nobody may write; what was said stays, and what happened stands with it. */
static void
test_closed (Fixture *fixture, gconstpointer width)
{
  const char *const users[] = { "101", NULL };
  LandlineSettings usual = LANDLINE_SETTINGS_INIT;
  LandlineSettings announcements = LANDLINE_SETTINGS_INIT;
  GtkWidget *page = find_type (fixture->window, APP_TYPE_CHAT_PAGE);
  GtkWidget *composer = find_type (page, APP_TYPE_COMPOSER);

  wait_to_see (fixture, "Alan Turing, Grace Hopper, You");
  g_assert_true (gtk_widget_get_visible (composer));
  announcements.who_may_send = LANDLINE_PERMIT_ADMINS;
  tell (fixture, LANDLINE_ROLE_MEMBER, &announcements,
        (LandlineChange) { "settings", "102", NULL, 5000 });
  wait_to_see (fixture, CLOSED_ADMINS);
  wait_to_see (fixture, "Grace Hopper, Alan Turing, You");
  g_assert_false (gtk_widget_get_visible (composer));
  picture (fixture, "closed");
  tell (fixture, LANDLINE_ROLE_ADMIN, &announcements,
        (LandlineChange) { "promoted", "102", users, 6000 });
  wait_to_see (fixture, "You are an admin now");
  ui_frames_wait (fixture->frames, 2);
  g_assert_true (gtk_widget_get_visible (composer));
  tell (fixture, -1, &usual, (LandlineChange) { "member_removed", "102", users, 7000 });
  wait_to_see (fixture, CLOSED_LEFT);
  wait_to_see (fixture, "Grace Hopper removed you");
  g_assert_false (gtk_widget_get_visible (composer));
  tell (fixture, LANDLINE_ROLE_MEMBER, &usual,
        (LandlineChange) { "member_added", "102", users, 8000 });
  wait_to_see (fixture, "Grace Hopper added you");
  g_assert_true (gtk_widget_get_visible (composer));
}

static GtkWidget *
get_dialog (Fixture *fixture)
{
  return GTK_WIDGET (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window)));
}

static gboolean
has_alert (gpointer user_data)
{
  return ADW_IS_ALERT_DIALOG (get_dialog (user_data));
}

static gboolean
offers_people (gpointer user_data)
{
  AppPeopleChooser *chooser = user_data;
  GtkWidget *view = find_type (chooser, GTK_TYPE_LIST_VIEW);
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (view)));

  return g_list_model_get_n_items (model) == 3;
}

static gboolean
is_told (gpointer user_data)
{
  return adw_banner_get_revealed (user_data);
}

static GtkWidget *
find_row (GtkWidget *widget, const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (widget) &&
      g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* People, then a name, then what came of it. */
static void
test_new_group (Fixture *fixture, gconstpointer width)
{
  AppPeopleChooser *chooser;
  GtkWidget *dialog, *chips, *banner, *name_row;
  g_auto (GStrv) ids = NULL;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.new-group", NULL));
  dialog = get_dialog (fixture);
  g_assert_true (APP_IS_NEW_GROUP_DIALOG (dialog));
  chooser = app_new_group_dialog_get_chooser (APP_NEW_GROUP_DIALOG (dialog));
  ui_frames_wait_until (fixture->frames, offers_people, chooser);
  g_assert_false (is_enabled (dialog, "group.next"));
  app_people_chooser_toggle (chooser, "103");
  app_people_chooser_toggle (chooser, "102");
  app_people_chooser_toggle (chooser, "101"); /* ourselves: not offered */
  ui_frames_wait (fixture->frames, 3);
  chips = find_type (chooser, ADW_TYPE_WRAP_BOX);
  g_assert_nonnull (chips);
  gtk_test_accessible_assert_property (gtk_widget_get_first_child (chips),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Remove Alan Turing");
  picture (fixture, "new-group-people");
  g_signal_emit_by_name (gtk_widget_get_first_child (chips), "clicked");
  ids = app_people_chooser_dup_chosen_ids (chooser);
  g_assert_cmpuint (g_strv_length (ids), ==, 1);
  g_assert_cmpstr (ids[0], ==, "102");

  g_assert_true (is_enabled (dialog, "group.next"));
  gtk_widget_activate_action (dialog, "group.next", NULL);
  g_assert_false (is_enabled (dialog, "group.create"));
  name_row = find_row (dialog, "Name");
  gtk_editable_set_text (GTK_EDITABLE (name_row), "   ");
  g_assert_false (is_enabled (dialog, "group.create"));
  gtk_editable_set_text (GTK_EDITABLE (name_row), " Walk ");
  picture (fixture, "new-group-name");
  ui_frames_wait (fixture->frames, 30);
  banner = find_type (dialog, ADW_TYPE_BANNER);
  g_assert_false (adw_banner_get_revealed (ADW_BANNER (banner)));
  g_assert_true (is_enabled (dialog, "group.create"));
  gtk_widget_activate_action (dialog, "group.create", NULL);
  g_assert_false (is_enabled (dialog, "group.create")); /* under way */
  ui_frames_wait_until (fixture->frames, is_told, banner);
  g_assert_cmpstr (adw_banner_get_title (ADW_BANNER (banner)), !=, "");
  g_assert_true (get_dialog (fixture) == dialog);
  g_assert_true (is_enabled (dialog, "group.create")); /* again */
  adw_dialog_force_close (ADW_DIALOG (dialog));
}

static void
on_new_group (gboolean *asked)
{
  *asked = TRUE;
}

/* From the dialog for a new chat */
static void
test_from_new_chat (Fixture *fixture, gconstpointer width)
{
  gboolean asked = FALSE;
  GtkWidget *dialog;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.new-chat", NULL);
  dialog = get_dialog (fixture);
  g_assert_true (APP_IS_NEW_CHAT_DIALOG (dialog));
  g_signal_connect_swapped (dialog, "new-group", G_CALLBACK (on_new_group), &asked);
  picture (fixture, "new-chat");
  g_signal_emit_by_name (gtk_widget_get_ancestor (find_type (dialog, ADW_TYPE_BUTTON_CONTENT),
                                                  GTK_TYPE_BUTTON),
                         "clicked");
  g_assert_true (asked);
  ui_frames_wait (fixture->frames, 30);
  g_assert_true (APP_IS_NEW_GROUP_DIALOG (get_dialog (fixture)));
  adw_dialog_force_close (ADW_DIALOG (get_dialog (fixture)));
}

static GtkWidget *
open_page (Fixture *fixture)
{
  GtkWidget *dialog;

  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.chat-details", NULL));
  dialog = get_dialog (fixture);
  g_assert_nonnull (dialog);
  g_signal_emit_by_name (find_row (dialog, "Members and Settings"), "activated");
  ui_frames_wait (fixture->frames, 3);
  g_assert_nonnull (find_type (dialog, APP_TYPE_GROUP_PAGE));
  return find_type (dialog, APP_TYPE_GROUP_PAGE);
}

/* Members look, admins change, and who is gone cannot leave again. */
static void
test_page (Fixture *fixture, gconstpointer width)
{
  const char *const users[] = { "101", NULL };
  LandlineSettings settings = LANDLINE_SETTINGS_INIT;
  GtkWidget *page;

  settings.description = (char *) "Where to meet";
  tell (fixture, LANDLINE_ROLE_MEMBER, &settings,
        (LandlineChange) { "described", "102", NULL, 5000 });
  wait_to_see (fixture, "Grace Hopper changed the description");
  page = open_page (fixture);
  wait_to_see (fixture, "3 members");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_row (page, "Name"))), ==, "Ferry");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_row (page, "Description"))), ==,
                   "Where to meet");
  g_assert_false (gtk_editable_get_editable (GTK_EDITABLE (find_row (page, "Name"))));
  g_assert_false (gtk_widget_get_sensitive (find_row (page, "Send Messages")));
  g_assert_false (gtk_widget_get_visible (find_row (page, "_Add Members")));
  g_assert_true (gtk_widget_get_visible (find_row (page, "_Leave Group…")));
  picture (fixture, "group-page-member");
  tell (fixture, LANDLINE_ROLE_ADMIN, &settings,
        (LandlineChange) { "promoted", "102", users, 6000 });
  wait_to_see (fixture, "You are an admin now");
  ui_frames_wait (fixture->frames, 2);
  g_assert_true (gtk_editable_get_editable (GTK_EDITABLE (find_row (page, "Name"))));
  g_assert_true (gtk_widget_get_sensitive (find_row (page, "Send Messages")));
  g_assert_true (gtk_widget_get_visible (find_row (page, "_Add Members")));
  picture (fixture, "group-page-admin");
  tell (fixture, -1, &settings, (LandlineChange) { "member_removed", "102", users, 7000 });
  wait_to_see (fixture, CLOSED_LEFT);
  ui_frames_wait (fixture->frames, 2);
  g_assert_false (gtk_widget_get_visible (find_row (page, "_Leave Group…")));
  g_assert_false (gtk_widget_get_sensitive (find_row (page, "Send Messages")));
  adw_dialog_force_close (ADW_DIALOG (get_dialog (fixture)));
}

typedef struct
{
  GtkWidget *row;
  const char *text;
} Undone;

static gboolean
is_undone (gpointer user_data)
{
  Undone *undone = user_data;

  return g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (undone->row)), undone->text) == 0;
}

static gboolean
is_all (gpointer row)
{
  return adw_combo_row_get_selected (row) == LANDLINE_PERMIT_ALL;
}

/* What the server did not take is not shown as if it had. */
static void
test_refused (Fixture *fixture, gconstpointer width)
{
  const char *const users[] = { "101", NULL };
  LandlineSettings settings = LANDLINE_SETTINGS_INIT;
  GtkWidget *page, *row;
  Undone undone;

  tell (fixture, LANDLINE_ROLE_ADMIN, &settings,
        (LandlineChange) { "promoted", "102", users, 6000 });
  wait_to_see (fixture, "You are an admin now");
  page = open_page (fixture);
  wait_to_see (fixture, "3 members");
  row = find_row (page, "Send Messages");
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), LANDLINE_PERMIT_ADMINS);
  ui_frames_wait_until (fixture->frames, is_all, row);
  undone = (Undone) { find_row (page, "Name"), "Ferry" };
  gtk_editable_set_text (GTK_EDITABLE (undone.row), "Boat");
  g_signal_emit_by_name (undone.row, "apply");
  ui_frames_wait_until (fixture->frames, is_undone, &undone);
  gtk_editable_set_text (GTK_EDITABLE (undone.row), "  ");
  g_signal_emit_by_name (undone.row, "apply");
  g_assert_true (is_undone (&undone));
  adw_dialog_force_close (ADW_DIALOG (get_dialog (fixture)));
}

static guint
count_menus (GtkWidget *widget)
{
  guint n = GTK_IS_MENU_BUTTON (widget) && gtk_widget_get_mapped (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_menus (child);
  return n;
}

static void
test_members (Fixture *fixture, gconstpointer width)
{
  const char *const users[] = { "101", NULL };
  LandlineSettings settings = LANDLINE_SETTINGS_INIT;
  GtkWidget *page, *members;

  tell (fixture, LANDLINE_ROLE_MEMBER, &settings,
        (LandlineChange) { "settings", "102", NULL, 5000 });
  page = open_page (fixture);
  g_signal_emit_by_name (find_row (page, "Members"), "activated");
  ui_frames_wait (fixture->frames, 30);
  members = find_type (get_dialog (fixture), APP_TYPE_GROUP_MEMBERS);
  g_assert_nonnull (members);
  wait_to_see (fixture, "Admin");
  wait_to_see (fixture, "You");
  g_assert_cmpuint (count_menus (members), ==, 0);
  tell (fixture, LANDLINE_ROLE_ADMIN, &settings,
        (LandlineChange) { "promoted", "102", users, 6000 });
  wait_to_see (fixture, "You are an admin now");
  ui_frames_wait (fixture->frames, 3);
  g_assert_cmpuint (count_menus (members), ==, 2); /* of the two others */
  picture (fixture, "group-members");
  g_assert_true (gtk_widget_activate_action (members, "member.promote", "s", "103"));
  g_assert_true (gtk_widget_activate_action (members, "member.remove", "s", "103"));
  adw_dialog_force_close (ADW_DIALOG (get_dialog (fixture)));
}

static GtkTextBuffer *
write_text (Fixture *fixture, const char *text)
{
  AppComposer *composer = APP_COMPOSER (find_type (fixture->window, APP_TYPE_COMPOSER));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (app_composer_get_text_view (composer));

  gtk_text_buffer_set_text (buffer, "", -1);
  gtk_text_buffer_insert_at_cursor (buffer, text, -1);
  ui_frames_wait (fixture->frames, 2);
  return buffer;
}

static void
assert_text (GtkTextBuffer *buffer, const char *expected)
{
  g_autofree char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  g_assert_cmpstr (text, ==, expected);
}

static gboolean
is_named (gpointer chat)
{
  return g_strcmp0 (app_chat_get_preview (chat), "@Grace Hopper, come") == 0;
}

/* Members are offered behind an @; the keyboard chooses; what is sent names them by their id. */
static void
test_mention (Fixture *fixture, gconstpointer width)
{
  AppComposer *composer;
  AppMentionPopover *popover;
  GtkTextBuffer *buffer;

  wait_to_see (fixture, "Alan Turing, Grace Hopper, You");
  composer = APP_COMPOSER (find_type (fixture->window, APP_TYPE_COMPOSER));
  popover = APP_MENTION_POPOVER (find_type (composer, APP_TYPE_MENTION_POPOVER));
  gtk_widget_grab_focus (GTK_WIDGET (composer));
  write_text (fixture, "hello");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (popover)));
  g_assert_false (app_mention_popover_handle_key (popover, GDK_KEY_Return));
  write_text (fixture, "hello @");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (popover)));
  picture (fixture, "mention");
  g_assert_true (app_mention_popover_handle_key (popover, GDK_KEY_Escape));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (popover)));
  buffer = write_text (fixture, "hello @");
  g_assert_true (app_mention_popover_handle_key (popover, GDK_KEY_Down));
  g_assert_true (app_mention_popover_handle_key (popover, GDK_KEY_Return));
  assert_text (buffer, "hello @Grace Hopper ");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (popover)));
  buffer = write_text (fixture, "@gra");
  g_assert_true (app_mention_popover_handle_key (popover, GDK_KEY_Tab));
  assert_text (buffer, "@Grace Hopper ");
  write_text (fixture, "@Nobody");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (popover)));
  write_text (fixture, "@Grace Hopper, come");
  gtk_widget_activate_action (GTK_WIDGET (composer), "composer.send", NULL);
  ui_frames_wait_until (fixture->frames, is_named, fixture->chat);
}

static gboolean
has_messages (gpointer user_data)
{
  Fixture *fixture = user_data;
  AppMessageView *view = APP_MESSAGE_VIEW (find_type (fixture->window, APP_TYPE_MESSAGE_VIEW));
  GListModel *model = app_message_view_get_model (view);
  g_autoptr (AppTimelineItem) item = model != NULL ? g_list_model_get_item (model, 0) : NULL;

  return item != NULL && app_timeline_item_get_message (item) != NULL;
}

static void
ask_to_delete_first (Fixture *fixture)
{
  AppMessageView *view = APP_MESSAGE_VIEW (find_type (fixture->window, APP_TYPE_MESSAGE_VIEW));
  g_autoptr (AppTimelineItem) item = g_list_model_get_item (app_message_view_get_model (view), 0);

  gtk_widget_activate_action (GTK_WIDGET (view), "message.delete", "s",
                              landline_message_get_id (app_timeline_item_get_message (item)));
  ui_frames_wait_until (fixture->frames, has_alert, fixture);
}

/* Who is an admin deletes also what others said, and everybody sees that it was an admin. */
static void
test_admin_deletes (Fixture *fixture, gconstpointer width)
{
  const char *const users[] = { "101", NULL };
  LandlineSettings usual = LANDLINE_SETTINGS_INIT;
  AdwAlertDialog *dialog;

  tell (fixture, LANDLINE_ROLE_MEMBER, &usual, (LandlineChange) { "settings", "102", NULL, 5000 });
  wait_to_see (fixture, "Grace Hopper, Alan Turing, You");
  ui_frames_wait_until (fixture->frames, has_messages, fixture);
  ask_to_delete_first (fixture);
  dialog = ADW_ALERT_DIALOG (get_dialog (fixture));
  g_assert_false (adw_alert_dialog_has_response (dialog, "all"));
  adw_dialog_force_close (ADW_DIALOG (dialog));
  ui_frames_wait (fixture->frames, 2);
  tell (fixture, LANDLINE_ROLE_ADMIN, &usual, (LandlineChange) { "promoted", "102", users, 6000 });
  wait_to_see (fixture, "You are an admin now");
  ask_to_delete_first (fixture);
  picture (fixture, "admin-deletes");
  dialog = ADW_ALERT_DIALOG (get_dialog (fixture));
  g_assert_true (adw_alert_dialog_has_response (dialog, "all"));
  g_signal_emit_by_name (dialog, "response", "all");
  adw_dialog_force_close (ADW_DIALOG (dialog));
  app_chat_page_set_chat (APP_CHAT_PAGE (find_type (fixture->window, APP_TYPE_CHAT_PAGE)), NULL);
  app_window_open_chat (fixture->window, fixture->chat);
  wait_to_see (fixture, "Deleted by an admin");
  picture (fixture, "deleted-by-admin");
}

#define add(name, function)                                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_test_add ("/ui/group-pages/" name "/wide", Fixture, GINT_TO_POINTER (1000), set_up,          \
                function, tear_down);                                                              \
    g_test_add ("/ui/group-pages/" name "/narrow", Fixture, GINT_TO_POINTER (360), set_up,         \
                function, tear_down);                                                              \
  }                                                                                                \
  G_STMT_END

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  app_ui_register ();
  if (g_getenv ("LANDLINE_DARK") != NULL)
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                        ADW_COLOR_SCHEME_FORCE_DARK);
  add ("closed", test_closed);
  add ("new-group", test_new_group);
  add ("from-new-chat", test_from_new_chat);
  add ("page", test_page);
  add ("refused", test_refused);
  add ("members", test_members);
  add ("mention", test_mention);
  add ("admin-deletes", test_admin_deletes);
  return g_test_run ();
}
