/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>
#include <string.h>

#include "account-fixture.h"
#include "app-chat-page.h"
#include "app-compose-bar.h"
#include "app-composer.h"
#include "app-forward-dialog.h"
#include "app-group-member.h"
#include "app-message-info.h"
#include "app-message-view.h"
#include "app-pinned-bar.h"
#include "app-reaction-bar.h"
#include "app-timeline-item.h"
#include "app-ui.h"
#include "app-window.h"
#include "landline-receipt.h"

/* What is done with messages, from the chat page to the cache and back to the rows. */

typedef struct
{
  AccountFixture account;
  GSettings *settings;
  AppWindow *window;
  AppChatPage *page;
  AppMessageView *view;
  AppComposer *composer;
  UiFrames *frames;
  AppChat *grace;
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
is_button_of (GtkWidget *widget, gconstpointer label)
{
  return GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
         g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0;
}

static gboolean
is_label_with (GtkWidget *widget, gconstpointer text)
{
  return GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
         strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL;
}

static gpointer
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
  account_fixture_add_now (&fixture->account, "c_1", "101", 2, "Hello Grace");
  fixture->grace = account_fixture_wait_for_chat (&fixture->account, "c_1");
  fixture->settings = g_settings_new_with_backend_and_path (APPLICATION_ID, backend,
                                                            "/im/landline/Landline/profiles/t/");
  fixture->window = APP_WINDOW (app_window_new (NULL, fixture->settings));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), GPOINTER_TO_INT (width), 640);
  app_window_set_account (fixture->window, fixture->account.chats, fixture->account.transfers);
  gtk_window_present (GTK_WINDOW (fixture->window));
  fixture->frames = ui_frames_new (GTK_WINDOW (fixture->window));
  fixture->page = find_type (fixture->window, APP_TYPE_CHAT_PAGE);
  app_window_open_chat (fixture->window, fixture->grace);
  ui_frames_wait (fixture->frames, 2);
  fixture->view = find_type (fixture->page, APP_TYPE_MESSAGE_VIEW);
  fixture->composer = find_type (fixture->page, APP_TYPE_COMPOSER);
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

/* Returns: (transfer full): the item of a row, loaded */
static AppTimelineItem *
get_item (Fixture *fixture, guint position)
{
  GListModel *model = app_message_view_get_model (fixture->view);
  AppTimelineItem *item;

  while (model == NULL || g_list_model_get_n_items (model) <= position)
    {
      ui_frames_wait (fixture->frames, 1);
      model = app_message_view_get_model (fixture->view);
    }
  item = g_list_model_get_item (model, position);
  while (!app_timeline_item_get_loaded (item))
    g_main_context_iteration (NULL, TRUE);
  return item;
}

static const char *
get_text (AppTimelineItem *item)
{
  return landline_content_get_text (
      landline_message_get_content (app_timeline_item_get_message (item)));
}

static void
ask (Fixture *fixture, const char *action, AppTimelineItem *item)
{
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (fixture->page), action, "s",
                                  landline_message_get_id (app_timeline_item_get_message (item))));
}

typedef gboolean (*ItemFunc) (AppTimelineItem *item, gconstpointer data);

static gboolean
on_timeout (gpointer user_data)
{
  g_error ("What was waited for did not come");
  return G_SOURCE_REMOVE;
}

/* The cache answers on its own thread. */
static void
wait_for (Fixture *fixture, AppTimelineItem *item, ItemFunc func, gconstpointer data)
{
  guint timeout = g_timeout_add_seconds (20, on_timeout, NULL);

  while (!app_timeline_item_get_loaded (item) || !func (item, data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout);
  ui_frames_wait (fixture->frames, 2);
}

static gboolean
has_text (AppTimelineItem *item, gconstpointer text)
{
  return g_strcmp0 (get_text (item), text) == 0;
}

static gboolean
has_reaction (AppTimelineItem *item, gconstpointer emoji)
{
  return g_strcmp0 (app_reaction_bar_get_own (item), emoji) == 0;
}

static gboolean
is_pinned (AppTimelineItem *item, gconstpointer data)
{
  return app_timeline_item_get_state (item)->is_pinned;
}

static gboolean
is_starred (AppTimelineItem *item, gconstpointer data)
{
  return app_timeline_item_get_starred (item);
}

static gboolean
is_deleted (AppTimelineItem *item, gconstpointer data)
{
  return app_timeline_item_get_state (item)->is_deleted;
}

static void
say (Fixture *fixture, const char *text)
{
  app_composer_set_text (fixture->composer, text);
  gtk_widget_activate_action (GTK_WIDGET (app_composer_get_text_view (fixture->composer)),
                              "composer.send", NULL);
}

static gboolean
is_bar_shown (Fixture *fixture)
{
  return gtk_widget_get_visible (find_type (fixture->page, APP_TYPE_COMPOSE_BAR));
}

static void
test_reply (Fixture *fixture, gconstpointer width)
{
  g_autoptr (AppTimelineItem) first = get_item (fixture, 0);
  g_autoptr (AppTimelineItem) answer = NULL;
  g_autoptr (AppTimelineItem) plain = NULL;

  ask (fixture, "message.reply", first);
  while (!is_bar_shown (fixture))
    g_main_context_iteration (NULL, TRUE);
  ui_frames_wait (fixture->frames, 2);
  g_assert_nonnull (find (GTK_WIDGET (fixture->page), is_label_with, "Reply to Grace Hopper"));
  say (fixture, "Hello to you");
  g_assert_false (is_bar_shown (fixture));
  answer = get_item (fixture, 2);
  g_assert_nonnull (app_timeline_item_get_reply (answer));
  g_assert_cmpstr (landline_message_get_reply_to (app_timeline_item_get_message (answer)), ==,
                   landline_message_get_id (app_timeline_item_get_message (first)));
  /* The next one answers nothing. */
  say (fixture, "And more");
  plain = get_item (fixture, 3);
  g_assert_null (landline_message_get_reply_to (app_timeline_item_get_message (plain)));
}

static void
test_edit (Fixture *fixture, gconstpointer width)
{
  g_autoptr (AppTimelineItem) own = get_item (fixture, 1);
  g_autofree char *left = NULL;
  g_autofree char *written = NULL;

  /* Up in the empty composer */
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (app_composer_get_text_view (fixture->composer)),
                                  "chat.edit-last", NULL));
  g_assert_true (is_bar_shown (fixture));
  written = app_composer_dup_text (fixture->composer);
  g_assert_cmpstr (written, ==, "Hello Grace");
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "chat.leave-message", NULL);
  g_assert_false (is_bar_shown (fixture));

  app_composer_set_text (fixture->composer, "half a thought");
  ask (fixture, "message.edit", own);
  while (!is_bar_shown (fixture))
    g_main_context_iteration (NULL, TRUE);
  say (fixture, "Good morning Grace");
  wait_for (fixture, own, has_text, "Good morning Grace");
  g_assert_cmpint (app_timeline_item_get_state (own)->edited, >, 0);
  g_assert_nonnull (find (GTK_WIDGET (fixture->view), is_label_with, "Edited"));
  g_assert_cmpuint (g_list_model_get_n_items (app_message_view_get_model (fixture->view)), ==, 2);
  left = app_composer_dup_text (fixture->composer);
  g_assert_cmpstr (left, ==, "half a thought");
}

/* What somebody else wrote cannot be changed. */
static void
test_edit_others (Fixture *fixture, gconstpointer width)
{
  g_autoptr (AppTimelineItem) first = get_item (fixture, 0);
  g_autoptr (AppTimelineItem) own = get_item (fixture, 1);

  ask (fixture, "message.edit", first);
  ask (fixture, "message.pin", own);
  wait_for (fixture, own, is_pinned, NULL);
  g_assert_false (is_bar_shown (fixture));
}

static void
test_react (Fixture *fixture, gconstpointer width)
{
  g_autoptr (AppTimelineItem) first = get_item (fixture, 0);
  GtkWidget *chip;

  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "message.react", "(ss)",
                              landline_message_get_id (app_timeline_item_get_message (first)),
                              "👍");
  wait_for (fixture, first, has_reaction, "👍");
  chip = find (GTK_WIDGET (fixture->view), is_button_of, "👍");
  g_assert_nonnull (chip);
  g_assert_true (gtk_widget_has_css_class (chip, "own"));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (chip), ==, "You");
  g_signal_emit_by_name (chip, "clicked");
  wait_for (fixture, first, has_reaction, NULL);
  g_assert_null (find (GTK_WIDGET (fixture->view), is_button_of, "👍"));
}

static void
test_star_and_pin (Fixture *fixture, gconstpointer width)
{
  g_autoptr (AppTimelineItem) first = get_item (fixture, 0);

  ask (fixture, "message.star", first);
  wait_for (fixture, first, is_starred, NULL);
  ask (fixture, "message.pin", first);
  wait_for (fixture, first, is_pinned, NULL);
}

/* The bar is there while something is pinned. */
static void
test_pinned_bar (Fixture *fixture, gconstpointer width)
{
  g_autoptr (AppTimelineItem) first = get_item (fixture, 0);
  GtkWidget *bar = find_type (fixture->page, APP_TYPE_PINNED_BAR);
  guint timeout = g_timeout_add_seconds (20, on_timeout, NULL);

  g_assert_false (gtk_widget_get_visible (bar));
  ask (fixture, "message.pin", first);
  while (!gtk_widget_get_visible (bar))
    g_main_context_iteration (NULL, TRUE);
  ui_frames_wait (fixture->frames, 2);
  g_assert_nonnull (find (bar, is_label_with, "Hello Ada"));
  ask (fixture, "message.pin", first);
  while (gtk_widget_get_visible (bar))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout);
}

static gboolean
has_tooltip (GtkWidget *widget, gconstpointer text)
{
  return GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
         g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) == 0;
}

/* Both are starred at once, then nothing is selected. */
static void
test_select (Fixture *fixture, gconstpointer width)
{
  g_autoptr (AppTimelineItem) first = get_item (fixture, 0);
  g_autoptr (AppTimelineItem) own = get_item (fixture, 1);
  guint timeout = g_timeout_add_seconds (20, on_timeout, NULL);
  GtkWidget *star;

  g_assert_null (find (GTK_WIDGET (fixture->page), is_label_with, "selected"));
  ask (fixture, "message.select", first);
  ask (fixture, "message.select", own);
  while (!app_timeline_item_get_selected (first) || !app_timeline_item_get_selected (own))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout);
  ui_frames_wait (fixture->frames, 2);
  g_assert_nonnull (find (GTK_WIDGET (fixture->page), is_label_with, "2 selected"));
  star = find (GTK_WIDGET (fixture->page), has_tooltip, "Star");
  g_assert_nonnull (star);
  g_signal_emit_by_name (star, "clicked");
  wait_for (fixture, first, is_starred, NULL);
  wait_for (fixture, own, is_starred, NULL);
  g_assert_false (app_timeline_item_get_selected (first));
  g_assert_null (find (GTK_WIDGET (fixture->page), is_label_with, "2 selected"));
}

/* When it was sent is known here; who has got it only the server knows, which cannot be reached. */
static void
test_info (Fixture *fixture, gconstpointer width)
{
  g_autoptr (AppTimelineItem) own = get_item (fixture, 1);
  guint timeout = g_timeout_add_seconds (20, on_timeout, NULL);
  AdwDialog *dialog;

  ask (fixture, "message.info", own);
  while ((dialog = adw_application_window_get_visible_dialog (
              ADW_APPLICATION_WINDOW (fixture->window))) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout);
  ui_frames_wait (fixture->frames, 2);
  g_assert_cmpstr (adw_dialog_get_title (dialog), ==, "Message Info");
  g_assert_nonnull (find (GTK_WIDGET (dialog), is_label_with, "Sent"));
  g_assert_nonnull (find (GTK_WIDGET (dialog), is_label_with, "Today, "));
  adw_dialog_force_close (dialog);
  ui_frames_wait (fixture->frames, 2);
}

#define N_MANY 256

static GListModel *
make_members (void)
{
  GListStore *members = g_list_store_new (APP_TYPE_GROUP_MEMBER);

  for (guint i = 0; i < N_MANY; i++)
    {
      g_autofree char *user_id = g_strdup_printf ("%u", 1000 + i);
      g_autofree char *name = g_strdup_printf ("Person %03u", i);
      const AppCacheMember row = { user_id, name, NULL, FALSE };
      g_autoptr (AppGroupMember) member = app_group_member_new (&row, FALSE);

      g_list_store_append (members, member);
    }
  return G_LIST_MODEL (members);
}

/* The last three have read it, the seven before got it, all others not; and there are we. */
static GPtrArray *
make_receipts (gint64 seq)
{
  GPtrArray *receipts = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < N_MANY; i++)
    {
      g_autofree char *user_id = g_strdup_printf ("%u", 1000 + i);

      g_ptr_array_add (receipts,
                       landline_receipt_new ("c_7", user_id, i >= N_MANY - 10 ? seq : seq - 1,
                                             i >= N_MANY - 3 ? seq : seq - 1));
    }
  g_ptr_array_add (receipts, landline_receipt_new ("c_7", "101", seq, seq));
  return receipts;
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

static LandlineReceipt *
get_receipt (GtkListView *list, guint position)
{
  g_autoptr (LandlineReceipt) receipt =
      g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (list)), position);

  g_assert_nonnull (receipt);
  return receipt; /* the model has it */
}

/* In a group that is as large as one may be: how many have it, and who has read it first. */
static void
test_info_of_many (Fixture *fixture, gconstpointer width)
{
  g_autoptr (AppTimelineItem) own = get_item (fixture, 1);
  g_autoptr (GListModel) members = make_members ();
  g_autoptr (GPtrArray) receipts = make_receipts (app_timeline_item_get_seq (own));
  AppMessageInfo *info = app_message_info_new (fixture->account.session, fixture->grace, own,
                                               members);
  GtkListView *list;

  adw_dialog_present (ADW_DIALOG (info), GTK_WIDGET (fixture->window));
  app_message_info_set_receipts (info, receipts);
  ui_frames_wait (fixture->frames, 5);
  g_assert_nonnull (find (GTK_WIDGET (info), is_label_with, "Read by 3, delivered to 10 of 256"));
  list = GTK_LIST_VIEW (find_type (info, GTK_TYPE_LIST_VIEW));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (list))), ==,
                    N_MANY);
  g_assert_cmpstr (landline_receipt_get_user_id (get_receipt (list, 0)), ==, "1253");
  g_assert_cmpstr (landline_receipt_get_user_id (get_receipt (list, 3)), ==, "1246");
  g_assert_cmpstr (landline_receipt_get_user_id (get_receipt (list, 10)), ==, "1000");
  g_assert_nonnull (find (GTK_WIDGET (list), is_label_with, "Person 253"));
  picture (fixture, "message-info");
  g_assert_nonnull (find (GTK_WIDGET (list), is_label_with, "Delivered"));
  gtk_list_view_scroll_to (list, N_MANY - 1, GTK_LIST_SCROLL_NONE, NULL);
  ui_frames_wait (fixture->frames, 5);
  g_assert_nonnull (find (GTK_WIDGET (list), is_label_with, "Person 245"));
  g_assert_nonnull (find (GTK_WIDGET (list), is_label_with, "Not delivered yet"));
  adw_dialog_force_close (ADW_DIALOG (info));
  ui_frames_wait (fixture->frames, 2);
}

static gboolean
is_check_of (GtkWidget *widget, gconstpointer name)
{
  return GTK_IS_CHECK_BUTTON (widget) && find (widget, is_label_with, name) != NULL;
}

static gboolean
has_content (AppTimelineItem *item, gconstpointer text)
{
  return has_text (item, text) && landline_content_is_forwarded (landline_message_get_content (
                                      app_timeline_item_get_message (item)));
}

/* To two at once: one with a chat, and one without */
static void
test_forward (Fixture *fixture, gconstpointer width)
{
  g_autoptr (AppTimelineItem) first = get_item (fixture, 0);
  g_autoptr (AppTimelineItem) copy = NULL;
  AdwDialog *dialog;
  GtkWidget *check;
  guint timeout;

  ask (fixture, "message.forward", first);
  while ((dialog = adw_application_window_get_visible_dialog (
              ADW_APPLICATION_WINDOW (fixture->window))) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (APP_IS_FORWARD_DIALOG (dialog));
  timeout = g_timeout_add_seconds (20, on_timeout, NULL);
  while (find (GTK_WIDGET (dialog), is_check_of, "Grace Hopper") == NULL ||
         find (GTK_WIDGET (dialog), is_check_of, "Edsger") == NULL)
    ui_frames_wait (fixture->frames, 1);
  check = find (GTK_WIDGET (dialog), is_check_of, "Grace Hopper");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  check = find (GTK_WIDGET (dialog), is_check_of, "Edsger");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "forward.send", NULL));
  copy = get_item (fixture, 2);
  wait_for (fixture, copy, has_content, "Hello Ada");
  while (
      app_chat_list_lookup_user (fixture->account.chats, "103") == NULL ||
      g_strcmp0 (app_chat_get_preview (app_chat_list_lookup_user (fixture->account.chats, "103")),
                 "Hello Ada") != 0)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout);
}

/* Returns: the question for whom */
static AdwAlertDialog *
ask_to_delete (Fixture *fixture, AppTimelineItem *item)
{
  AdwDialog *dialog;

  ask (fixture, "message.delete", item);
  while ((dialog = adw_application_window_get_visible_dialog (
              ADW_APPLICATION_WINDOW (fixture->window))) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return ADW_ALERT_DIALOG (dialog);
}

static void
answer (Fixture *fixture, AdwAlertDialog *dialog, const char *response)
{
  g_signal_emit_by_name (dialog, "response", response);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  ui_frames_wait (fixture->frames, 2);
}

static void
test_undo (Fixture *fixture, gconstpointer width)
{
  g_autoptr (AppTimelineItem) own = get_item (fixture, 1);
  GtkWidget *undo;

  answer (fixture, ask_to_delete (fixture, own), "all");
  g_assert_true (app_timeline_item_get_doomed (own));
  undo = find (GTK_WIDGET (fixture->page), is_button_of, "_Undo");
  g_assert_nonnull (undo);
  g_signal_emit_by_name (undo, "clicked");
  g_assert_false (app_timeline_item_get_doomed (own));
  ask (fixture, "message.pin", own);
  wait_for (fixture, own, is_pinned, NULL);
  g_assert_false (app_timeline_item_get_state (own)->is_deleted);
}

/* What was not undone is done when the chat is left. */
static void
test_delete_for_all (Fixture *fixture, gconstpointer width)
{
  g_autoptr (AppTimelineItem) own = get_item (fixture, 1);
  g_autoptr (AppTimelineItem) again = NULL;
  AdwAlertDialog *dialog = ask_to_delete (fixture, own);

  g_assert_true (adw_alert_dialog_has_response (dialog, "all"));
  answer (fixture, dialog, "all");
  app_chat_page_set_chat (fixture->page, NULL);
  app_chat_page_set_chat (fixture->page, fixture->grace);
  ui_frames_wait (fixture->frames, 2);
  again = get_item (fixture, 1);
  wait_for (fixture, again, is_deleted, NULL);
  g_assert_nonnull (find (GTK_WIDGET (fixture->view), is_label_with, "You deleted this message"));
}

static void
test_delete_for_me (Fixture *fixture, gconstpointer width)
{
  g_autoptr (AppTimelineItem) first = get_item (fixture, 0);
  AdwAlertDialog *dialog = ask_to_delete (fixture, first);
  guint timeout = g_timeout_add_seconds (20, on_timeout, NULL);

  g_assert_false (adw_alert_dialog_has_response (dialog, "all"));
  answer (fixture, dialog, "me");
  app_chat_page_set_chat (fixture->page, NULL);
  app_chat_page_set_chat (fixture->page, fixture->grace);
  while (app_message_view_get_model (fixture->view) == NULL ||
         g_list_model_get_n_items (app_message_view_get_model (fixture->view)) != 1)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout);
}

#define add(name, width, func)                                                                     \
  g_test_add ("/ui/message-verbs/" name, Fixture, GINT_TO_POINTER (width), set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  app_ui_register ();

  add ("reply", 360, test_reply);
  add ("edit", 900, test_edit);
  add ("edit-others", 900, test_edit_others);
  add ("react", 360, test_react);
  add ("star-and-pin", 900, test_star_and_pin);
  add ("pinned-bar", 360, test_pinned_bar);
  add ("select", 360, test_select);
  add ("info", 360, test_info);
  add ("info-of-many", 360, test_info_of_many);
  add ("info-of-many-wide", 900, test_info_of_many);
  add ("forward", 360, test_forward);
  add ("undo", 360, test_undo);
  add ("delete-for-all", 900, test_delete_for_all);
  add ("delete-for-me", 900, test_delete_for_me);
  return g_test_run ();
}
