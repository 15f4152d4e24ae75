/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "account-fixture.h"
#include "app-avatars.h"
#include "app-chat-header.h"
#include "app-chat-row.h"
#include "app-message-row.h"
#include "app-ui.h"
#include "app-window.h"

/* The pictures of people. */

#define PICTURE "m_000000000000000000000000000000aa"
#define OTHER   "m_000000000000000000000000000000bb"

typedef struct
{
  AccountFixture account;
  AppAvatars *avatars;
  AdwAvatar *avatar;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  account_fixture_set_up (&fixture->account);
  account_fixture_add_picture (&fixture->account, "102", "Grace", PICTURE);
  account_fixture_add_picture (&fixture->account, "103", "Edsger", OTHER);
  fixture->avatars = app_avatars_new (fixture->account.transfers);
  fixture->avatar = ADW_AVATAR (g_object_ref_sink (adw_avatar_new (48, "Grace", TRUE)));
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  g_assert_finalize_object (fixture->avatar);
  g_assert_finalize_object (fixture->avatars);
  account_fixture_tear_down (&fixture->account);
}

static gboolean
has_picture (gpointer user_data)
{
  return adw_avatar_get_custom_image (user_data) != NULL;
}

/* It comes, and the second time it is there at once. */
static void
test_show (Fixture *fixture, gconstpointer user_data)
{
  app_avatars_show (fixture->avatars, fixture->avatar, PICTURE);
  g_assert_false (has_picture (fixture->avatar));
  ui_spin_until (has_picture, fixture->avatar);
  app_avatars_show (fixture->avatars, fixture->avatar, NULL);
  g_assert_false (has_picture (fixture->avatar));
  app_avatars_show (fixture->avatars, fixture->avatar, PICTURE);
  g_assert_true (has_picture (fixture->avatar));
}

/* A row is bound to somebody else before the picture has come: it shows only theirs. */
static void
test_bound_anew (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr (GtkWidget) second = g_object_ref_sink (adw_avatar_new (48, "Edsger", TRUE));

  app_avatars_show (fixture->avatars, fixture->avatar, PICTURE);
  app_avatars_show (fixture->avatars, fixture->avatar, NULL);
  /* They come in the order in which they were asked for. */
  app_avatars_show (fixture->avatars, ADW_AVATAR (second), PICTURE);
  ui_spin_until (has_picture, second);
  g_assert_false (has_picture (fixture->avatar));
}

static AdwAvatar *
find_avatar (GtkWidget *widget, GType inside, gboolean within)
{
  within |= G_TYPE_CHECK_INSTANCE_TYPE (widget, inside);
  if (within && ADW_IS_AVATAR (widget))
    return ADW_AVATAR (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      AdwAvatar *found = find_avatar (child, inside, within);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_everywhere (gpointer user_data)
{
  static GType (*const types[]) (void) = { app_chat_row_get_type, app_chat_header_get_type };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      AdwAvatar *avatar = find_avatar (user_data, types[i](), FALSE);

      if (avatar == NULL || !has_picture (avatar))
        return FALSE;
    }
  return TRUE;
}

static void
test_window (Fixture *fixture, gconstpointer user_data)
{
  static const AccountLine lines[] = { { "102", "Hello" } };
  AppWindow *window = APP_WINDOW (g_object_ref (app_window_new (NULL, NULL)));

  account_fixture_add_direct (&fixture->account, "c_1", "102", lines, 1, 1);
  app_window_set_account (window, fixture->account.chats, fixture->account.transfers);
  app_window_open_chat (window, account_fixture_wait_for_chat (&fixture->account, "c_1"));
  gtk_window_present (GTK_WINDOW (window));
  ui_spin_until (is_everywhere, window);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (window);
}

static gboolean
is_beside_messages (gpointer user_data)
{
  AdwAvatar *avatar = find_avatar (user_data, APP_TYPE_MESSAGE_ROW, FALSE);

  return avatar != NULL && has_picture (avatar);
}

/* In a group the picture of who wrote stands beside what they wrote. */
static void
test_group (Fixture *fixture, gconstpointer user_data)
{
  static const AccountLine lines[] = { { "102", "Hello" } };
  static const char *const others[] = { "102", "103", NULL };
  AppWindow *window = APP_WINDOW (g_object_ref (app_window_new (NULL, NULL)));

  account_fixture_add_group (&fixture->account, "c_2", "Hikers", others, lines, 1, 1);
  app_window_set_account (window, fixture->account.chats, fixture->account.transfers);
  app_window_open_chat (window, account_fixture_wait_for_chat (&fixture->account, "c_2"));
  gtk_window_present (GTK_WINDOW (window));
  ui_spin_until (is_beside_messages, window);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (window);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  app_ui_register ();
  g_test_add ("/ui/avatars/show", Fixture, NULL, set_up, test_show, tear_down);
  g_test_add ("/ui/avatars/bound-anew", Fixture, NULL, set_up, test_bound_anew, tear_down);
  g_test_add ("/ui/avatars/group", Fixture, NULL, set_up, test_group, tear_down);
  g_test_add ("/ui/avatars/window", Fixture, NULL, set_up, test_window, tear_down);
  return g_test_run ();
}
