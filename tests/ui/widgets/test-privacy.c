/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "account-fixture.h"
#include "app-blocked-list.h"
#include "app-cache.h"
#include "app-preferences.h"
#include "app-privacy-page.h"
#include "app-session-notes.h"
#include "app-session-statuses.h"
#include "app-ui.h"

/* What others learn of us, and who is blocked. Where LANDLINE_PICTURES names a folder, a picture is
 * left there to be looked at. */

typedef struct
{
  AccountFixture account;
  GSettings *settings;
  GtkWidget *window;
  AdwDialog *dialog;
} Fixture;

static void
set_up (Fixture *f, gconstpointer user_data)
{
  account_fixture_set_up (&f->account);
  account_fixture_add_user (&f->account, "102", "Grace");
  account_fixture_add_user (&f->account, "103", "Edsger");
  app_session_set_note (f->account.session, "block:103", "1");
  app_session_set_note (f->account.session, "block:102", "1");
  app_session_set_note (f->account.session, "block:999", "1");
  f->settings = g_settings_new_with_path ("im.landline.Landline", "/im/landline/Landline/test/");
  f->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (f->window), 400, 700);
  adw_window_set_content (ADW_WINDOW (f->window), gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_window_present (GTK_WINDOW (f->window));
  f->dialog = ADW_DIALOG (app_preferences_new (f->settings, f->account.session));
  adw_dialog_present (f->dialog, f->window);
  adw_preferences_dialog_set_visible_page_name (ADW_PREFERENCES_DIALOG (f->dialog), "privacy");
}

static void
tear_down (Fixture *f, gconstpointer user_data)
{
  adw_dialog_force_close (f->dialog);
  gtk_window_destroy (GTK_WINDOW (f->window));
  g_object_unref (f->settings);
  account_fixture_tear_down (&f->account);
}

static void
look (Fixture *f, const char *name)
{
  const char *folder = g_getenv ("LANDLINE_PICTURES");
  g_autofree char *path = NULL;
  g_autoptr (UiFrames) frames = NULL;

  if (folder == NULL)
    return;
  path = g_strdup_printf ("%s/%s.png", folder, name);
  frames = ui_frames_new (GTK_WINDOW (f->window));
  ui_frames_wait (frames, 40);
  ui_write_png (f->window, path);
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

static GtkWidget *
find_button (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
lists_all (gpointer user_data)
{
  return find_row (user_data, "Edsger") != NULL && find_row (user_data, "Grace") != NULL &&
         find_row (user_data, "999") != NULL;
}

static gboolean
lists_grace_only (gpointer user_data)
{
  return find_row (user_data, "Edsger") == NULL && find_row (user_data, "Grace") != NULL;
}

static void
test_blocked (Fixture *f, gconstpointer user_data)
{
  GtkWidget *dialog = GTK_WIDGET (f->dialog);

  ui_spin_until (lists_all, dialog);
  look (f, "privacy");
  g_signal_emit_by_name (find_button (find_row (dialog, "Edsger")), "clicked");
  ui_spin_until (lists_grace_only, dialog);
}

static void
test_receipts (Fixture *f, gconstpointer user_data)
{
  GtkWidget *row = find_row (GTK_WIDGET (f->dialog), "Send _Read Receipts");

  g_assert_true (adw_switch_row_get_active (ADW_SWITCH_ROW (row)));
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), FALSE);
  g_assert_false (g_settings_get_boolean (f->settings, "send-read-receipts"));
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), TRUE);
}

static gboolean
says_only_one (gpointer user_data)
{
  return g_strcmp0 (adw_action_row_get_subtitle (user_data), "Only 1 person") == 0;
}

/* What was chosen where a status is posted holds here, too. */
static void
test_audience (Fixture *f, gconstpointer user_data)
{
  char *users[] = { (char *) "102", NULL };
  LandlineAudience audience = { LANDLINE_AUDIENCE_ONLY, users };
  g_autoptr (AppPrivacyPage) page = NULL;

  g_assert_nonnull (find_row (GTK_WIDGET (f->dialog), "_Status"));
  app_session_save_audience (f->account.session, &audience);
  /* The note is written behind it: when that shows, both are on the disk. */
  app_session_set_note (f->account.session, "block:103", "");
  ui_spin_until (lists_grace_only, f->dialog);
  page = g_object_ref_sink (g_object_new (APP_TYPE_PRIVACY_PAGE, NULL));
  app_privacy_page_set_account (page, f->settings, f->account.session);
  ui_spin_until (says_only_one, find_row (GTK_WIDGET (page), "_Status"));
}

/* Who is on a server can tell its key to somebody who is about to join. */
static void
test_server_key (Fixture *f, gconstpointer user_data)
{
  AppAccount *account = app_session_get_account (f->account.session);
  static const char *const addresses[] = { "192.0.2.1:5263", NULL };
  GtkWidget *row;

  app_account_set_server_name (account, "Harbour <Street>");
  app_account_set_addresses (account, addresses);
  app_account_set_key (account, "sha256-VaKJiC8n-D5vRZkI4vKAsLHGCA6-FbP8iIF2OlSR-xA");
  adw_dialog_force_close (f->dialog);
  f->dialog = ADW_DIALOG (app_preferences_new (f->settings, f->account.session));
  adw_dialog_present (f->dialog, f->window);
  row = find_row (GTK_WIDGET (f->dialog), "Server");
  g_assert_nonnull (row);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==,
                   "Harbour <Street> (192.0.2.1:5263)\n"
                   "Key 55a2 8988 2f27 f83e 6f45 9908 e2f2 80b0");
}

static gboolean
shows_choice (gpointer user_data)
{
  return gtk_widget_get_mapped (user_data) && adw_combo_row_get_selected (user_data) == 1;
}

/* What was chosen on another device is shown, and what cannot be changed stays as it was. */
static void
test_presence (Fixture *f, gconstpointer user_data)
{
  const LandlinePrivacy privacy = { LANDLINE_VISIBILITY_CONTACTS, LANDLINE_VISIBILITY_NOBODY };
  g_autoptr (LandlineUser) user = landline_user_new ("101", "Ada", NULL, NULL, 0, FALSE);
  g_autoptr (LandlineUser) own = landline_user_new_own (user, &privacy);
  GtkWidget *online = find_row (GTK_WIDGET (f->dialog), "_Online and Typing");
  GtkWidget *last_seen = find_row (GTK_WIDGET (f->dialog), "_Last Seen");

  g_assert_false (gtk_widget_get_mapped (online));
  account_fixture_put_user (&f->account, own);
  ui_spin_until (shows_choice, online);
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (last_seen)), ==, 2);
  look (f, "privacy-presence");

  /* There is no server that could be told. */
  adw_combo_row_set_selected (ADW_COMBO_ROW (online), 0);
  g_assert_false (shows_choice (online));
  ui_spin_until (shows_choice, online);
}

/* The list is in the order of what is meant, and goes both ways. */
static void
test_style (Fixture *f, gconstpointer user_data)
{
  static const char *const styles[] = { "system", "light", "dark" };
  AdwComboRow *row = ADW_COMBO_ROW (find_row (GTK_WIDGET (f->dialog), "_Style"));

  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 0);
  for (guint i = G_N_ELEMENTS (styles); i-- > 0;)
    {
      g_autofree char *style = NULL;

      adw_combo_row_set_selected (row, i);
      style = g_settings_get_string (f->settings, "style");
      g_assert_cmpstr (style, ==, styles[i]);
    }
  for (guint i = G_N_ELEMENTS (styles); i-- > 0;)
    {
      g_settings_set_string (f->settings, "style", styles[i]);
      g_assert_cmpuint (adw_combo_row_get_selected (row), ==, i);
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  app_ui_register ();
  g_test_add ("/privacy/blocked", Fixture, NULL, set_up, test_blocked, tear_down);
  g_test_add ("/privacy/receipts", Fixture, NULL, set_up, test_receipts, tear_down);
  g_test_add ("/privacy/presence", Fixture, NULL, set_up, test_presence, tear_down);
  g_test_add ("/privacy/audience", Fixture, NULL, set_up, test_audience, tear_down);
  g_test_add ("/preferences/style", Fixture, NULL, set_up, test_style, tear_down);
  g_test_add ("/preferences/server-key", Fixture, NULL, set_up, test_server_key, tear_down);
  return g_test_run ();
}
