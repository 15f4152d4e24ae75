/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "account-fixture.h"
#include "app-chat-details.h"
#include "app-chat-page.h"
#include "app-composer.h"
#include "app-forward-dialog.h"
#include "app-ui.h"
#include "app-window.h"

/* A chat with somebody who was deleted from the server, in a wide and in a narrow window: what was
 * said stays, and nothing more can be. */

#define FORMER "+004815162342108"
#define CLOSED "This person is no longer on the server. What was said before stays here."

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

static void
set_up (Fixture *fixture, gconstpointer width)
{
  static const AccountLine lines[] = { { "102", "The ferry leaves at two" },
                                       { NULL, "Good, see you there" } };
  static const char *const others[] = { "102", "103", NULL };
  static const AccountLine in_group[] = { { "102", "Who brings the sandwiches?" },
                                          { "103", "I do" } };

  account_fixture_set_up (&fixture->account);
  account_fixture_add_user (&fixture->account, "102", "Grace Hopper");
  account_fixture_add_user (&fixture->account, "103", "Alan Turing");
  account_fixture_add_group (&fixture->account, "c_2", "Ferry", others, in_group,
                             G_N_ELEMENTS (in_group), 2);
  account_fixture_add_direct (&fixture->account, "c_1", "102", lines, G_N_ELEMENTS (lines), 2);
  fixture->chat = account_fixture_wait_for_chat (&fixture->account, "c_1");
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
  GtkWidget *root;
  GType type;
  const char *text; /* of a label or a row, or NULL */
} Wanted;

static gboolean
has_text (GtkWidget *widget, const char *text)
{
  if (text == NULL)
    return TRUE;
  if (ADW_IS_PREFERENCES_ROW (widget))
    return g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), text) == 0;
  return strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL;
}

/* Of what is on the screen. */
static GtkWidget *
find (GtkWidget *widget, const Wanted *wanted)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, wanted->type) && has_text (widget, wanted->text))
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

static gboolean
is_found (gpointer wanted)
{
  return find (((Wanted *) wanted)->root, wanted) != NULL;
}

static void
wait_to_see (Fixture *fixture, gpointer root, const char *text)
{
  Wanted wanted = { root, GTK_TYPE_LABEL, text };

  ui_frames_wait_until (fixture->frames, is_found, &wanted);
}

static gboolean
shows (gpointer root, GType type, const char *text)
{
  const Wanted wanted = { root, type, text };

  return find (root, &wanted) != NULL;
}

/* Of the first avatar. */
static gboolean
has_initials (GtkWidget *root)
{
  const Wanted wanted = { root, ADW_TYPE_AVATAR, NULL };
  GtkWidget *avatar = find (root, &wanted);

  g_assert_nonnull (avatar);
  return adw_avatar_get_show_initials (ADW_AVATAR (avatar));
}

static void
picture (Fixture *fixture, const char *name)
{
  const char *folder = g_getenv ("LANDLINE_PICTURES");
  int width = gtk_widget_get_width (GTK_WIDGET (fixture->window));
  g_autofree char *path = NULL;

  if (folder == NULL)
    return;
  path = g_strdup_printf ("%s/former-%s-%d%s.png", folder, name, width,
                          g_getenv ("LANDLINE_DARK") != NULL ? "-dark" : "");
  ui_frames_wait (fixture->frames, 20);
  ui_write_png (GTK_WIDGET (fixture->window), path);
}

static void
delete_grace (Fixture *fixture)
{
  g_autoptr (LandlineUser) user = landline_user_new_former (FORMER, "Former user", "102");

  account_fixture_put_user (&fixture->account, user);
}

/* While the chat is open, and after. */
static void
test_page (Fixture *fixture, gconstpointer width)
{
  const Wanted wanted = { NULL, APP_TYPE_CHAT_PAGE, NULL };
  GtkWidget *page = find (GTK_WIDGET (fixture->window), &wanted);

  wait_to_see (fixture, page, "Grace Hopper");
  g_assert_true (shows (page, APP_TYPE_COMPOSER, NULL));
  g_assert_true (has_initials (page));
  g_assert_false (shows (page, GTK_TYPE_LABEL, CLOSED));
  delete_grace (fixture);
  wait_to_see (fixture, page, CLOSED);
  wait_to_see (fixture, page, "Former user");
  wait_to_see (fixture, page, "The ferry leaves at two");
  g_assert_true (app_chat_get_is_former (fixture->chat));
  g_assert_false (shows (page, APP_TYPE_COMPOSER, NULL));
  g_assert_false (shows (page, GTK_TYPE_LABEL, "Grace"));
  g_assert_false (has_initials (page));
  g_assert_false (shows (fixture->window, GTK_TYPE_LABEL, "+00"));
  picture (fixture, "page");

  /* Somebody else has the number. */
  account_fixture_add_user (&fixture->account, "102", "Edsger Dijkstra");
  ui_frames_wait (fixture->frames, 10);
  g_assert_true (shows (page, GTK_TYPE_LABEL, CLOSED));
  g_assert_false (shows (page, GTK_TYPE_LABEL, "Edsger"));
}

/* No number to be called, and nobody to be blocked. */
static void
test_details (Fixture *fixture, gconstpointer width)
{
  AdwDialog *details;

  delete_grace (fixture);
  wait_to_see (fixture, fixture->window, CLOSED);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.chat-details", NULL);
  details = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
  g_assert_true (APP_IS_CHAT_DETAILS (details));
  wait_to_see (fixture, details, "This person is no longer on the server");
  g_assert_true (shows (details, GTK_TYPE_LABEL, "Former user"));
  g_assert_false (shows (details, GTK_TYPE_LABEL, "+00"));
  g_assert_false (shows (details, ADW_TYPE_SWITCH_ROW, "Block"));
  g_assert_true (shows (details, ADW_TYPE_SWITCH_ROW, "Mute"));
  picture (fixture, "details");
  adw_dialog_force_close (details);
}

/* In a group that they were in, above what they said there. */
static void
test_group (Fixture *fixture, gconstpointer width)
{
  const Wanted wanted = { NULL, APP_TYPE_CHAT_PAGE, NULL };
  AppChat *group = account_fixture_wait_for_chat (&fixture->account, "c_2");
  GtkWidget *page;

  app_window_open_chat (fixture->window, group);
  wait_to_see (fixture, fixture->window, "Who brings the sandwiches?");
  page = find (GTK_WIDGET (fixture->window), &wanted);
  delete_grace (fixture);
  wait_to_see (fixture, page, "Former user");
  ui_frames_wait (fixture->frames, 10);
  g_assert_false (shows (page, GTK_TYPE_LABEL, "Grace"));
  g_assert_true (shows (page, APP_TYPE_COMPOSER, NULL));
  picture (fixture, "group");
}

/* They are none of those to whom something can be passed on. */
static void
test_forward (Fixture *fixture, gconstpointer width)
{
  g_autoptr (GPtrArray) contents = g_ptr_array_new_with_free_func (g_object_unref);
  AdwDialog *dialog;

  g_ptr_array_add (contents, landline_content_new_text ("Hello"));
  delete_grace (fixture);
  wait_to_see (fixture, fixture->window, CLOSED);
  dialog = ADW_DIALOG (app_forward_dialog_new (fixture->account.session, contents));
  adw_dialog_present (dialog, GTK_WIDGET (fixture->window));
  wait_to_see (fixture, dialog, "Ferry");
  wait_to_see (fixture, dialog, "Alan Turing");
  g_assert_false (shows (dialog, GTK_TYPE_LABEL, "Former user"));
  adw_dialog_force_close (dialog);
}

#define add(name, function)                                                                        \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_test_add ("/ui/former/" name "/wide", Fixture, GINT_TO_POINTER (1000), set_up, function,     \
                tear_down);                                                                        \
    g_test_add ("/ui/former/" name "/narrow", Fixture, GINT_TO_POINTER (360), set_up, function,    \
                tear_down);                                                                        \
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
  add ("page", test_page);
  add ("details", test_details);
  add ("group", test_group);
  add ("forward", test_forward);
  return g_test_run ();
}
