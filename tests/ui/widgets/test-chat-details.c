/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include "account-fixture.h"
#include "app-cache-messages.h"
#include "app-cache-users.h"
#include "app-cache.h"
#include "app-chat-details.h"
#include "app-chat-page.h"
#include "app-message-view.h"
#include "app-search-hit-row.h"
#include "app-session-notes.h"
#include "app-timeline.h"
#include "app-ui.h"
#include "app-window.h"
#include "landline-id.h"

/* The details of a chat, in a wide and in a narrow window. */

#define N_LINES 120

typedef struct
{
  AccountFixture account;
  AppWindow *window;
  UiFrames *frames;
  AppChat *chat;
  AppChatDetails *details;
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

static gboolean
is_active (gpointer user_data)
{
  return gtk_window_is_active (user_data);
}

static void
set_up (Fixture *fixture, gconstpointer width)
{
  AccountLine lines[N_LINES];

  for (guint i = 0; i < N_LINES; i++)
    lines[i] = (AccountLine) { "102", i == 5 ? "look: https://example.org" : "Hello" };
  account_fixture_set_up (&fixture->account);
  account_fixture_add_user (&fixture->account, "102", "Grace Hopper");
  account_fixture_add_direct (&fixture->account, "c_1", "102", lines, N_LINES, N_LINES);
  fixture->chat = account_fixture_wait_for_chat (&fixture->account, "c_1");
  fixture->window = APP_WINDOW (app_window_new (NULL, NULL));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), GPOINTER_TO_INT (width), 640);
  app_window_set_account (fixture->window, fixture->account.chats, fixture->account.transfers);
  gtk_window_present (GTK_WINDOW (fixture->window));
  fixture->frames = ui_frames_new (GTK_WINDOW (fixture->window));
  ui_frames_wait (fixture->frames, 2);
  ui_spin_until (is_active, fixture->window);
  app_window_open_chat (fixture->window, fixture->chat);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.chat-details", NULL);
  fixture->details = APP_CHAT_DETAILS (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window)));
  g_assert_nonnull (fixture->details);
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

static gboolean
is_muted (gpointer chat)
{
  return app_chat_get_muted (chat);
}

static gboolean
is_not_muted (gpointer chat)
{
  return !app_chat_get_muted (chat);
}

static gboolean
is_blocked (gpointer chat)
{
  return app_chat_get_blocked (chat);
}

static void
test_settings (Fixture *fixture, gconstpointer width)
{
  GtkWidget *mute = find_row (GTK_WIDGET (fixture->details), "Mute");
  GtkWidget *block = find_row (GTK_WIDGET (fixture->details), "Block");

  adw_switch_row_set_active (ADW_SWITCH_ROW (mute), TRUE);
  ui_spin_until (is_muted, fixture->chat);
  /* What another device notes shows, and is not noted again. */
  app_session_set_note (fixture->account.session, "mute:c_1", "");
  ui_spin_until (is_not_muted, fixture->chat);
  g_assert_false (adw_switch_row_get_active (ADW_SWITCH_ROW (mute)));
  adw_switch_row_set_active (ADW_SWITCH_ROW (block), TRUE);
  ui_spin_until (is_blocked, fixture->chat);
}

static gboolean
put_about (AppCacheDatabase *database, gpointer data, GError **error)
{
  g_autoptr (LandlineUser) user = landline_user_new ("102", "Grace Hopper", "At sea", NULL, 0,
                                                     FALSE);

  return app_cache_users_put (database, user, error);
}

static gboolean
says_about (gpointer widget)
{
  if (GTK_IS_LABEL (widget) &&
      g_strcmp0 (gtk_label_get_label (GTK_LABEL (widget)), "102\nAt sea") == 0)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says_about (child))
      return TRUE;
  return FALSE;
}

/* What somebody says about themself is under their number. */
static void
test_about (Fixture *fixture, gconstpointer width)
{
  g_autoptr (GAsyncResult) result = NULL;

  app_cache_write_async (app_session_get_cache (fixture->account.session), put_about, fixture, NULL,
                         NULL, account_fixture_store, &result);
  ui_spin_until (account_fixture_is_set, &result);
  adw_dialog_force_close (ADW_DIALOG (fixture->details));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.chat-details", NULL);
  ui_spin_until (says_about, fixture->window);
}

static gboolean
has_hit (gpointer details)
{
  GtkWidget *row = find (details, APP_TYPE_SEARCH_HIT_ROW);

  return row != NULL && gtk_widget_get_mapped (row);
}

static gboolean
shows_link (gpointer user_data)
{
  Fixture *fixture = user_data;
  AppChatPage *page = APP_CHAT_PAGE (find (GTK_WIDGET (fixture->window), APP_TYPE_CHAT_PAGE));
  guint first, last;

  return app_message_view_get_visible_range (app_chat_page_get_view (page), &first, &last) &&
         first <= 5 && last >= 5;
}

static void
test_links (Fixture *fixture, gconstpointer width)
{
  GtkWidget *links = find_row (GTK_WIDGET (fixture->details), "Links");
  GtkWidget *list;

  g_signal_emit_by_name (links, "activated");
  ui_spin_until (has_hit, fixture->details);
  list = gtk_widget_get_ancestor (find (GTK_WIDGET (fixture->details), APP_TYPE_SEARCH_HIT_ROW),
                                  GTK_TYPE_LIST_VIEW);
  g_assert_false (gtk_widget_get_visible (
      find (find (GTK_WIDGET (fixture->details), APP_TYPE_SEARCH_HIT_ROW), GTK_TYPE_IMAGE)));
  g_signal_emit_by_name (list, "activate", 0);
  ui_spin_until (shows_link, fixture);
}

static GBytes *
make_thumbnail (void)
{
  static const guint8 pixels[] = { 255, 0, 0, 255, 0, 0, 255, 255 };
  g_autoptr (GBytes) bytes = g_bytes_new_static (pixels, sizeof pixels);
  g_autoptr (GdkTexture) texture = gdk_memory_texture_new (2, 1, GDK_MEMORY_R8G8B8A8, bytes,
                                                           sizeof pixels);

  return gdk_texture_save_to_png_bytes (texture);
}

static gboolean
put_picture (AppCacheDatabase *database, gpointer data, GError **error)
{
  g_autofree char *id = landline_id_new_message ();
  g_autofree char *sha256 = g_strnfill (64, 'a');
  g_autoptr (GBytes) thumbnail = make_thumbnail ();
  g_autoptr (LandlineMedia) bare = landline_media_new (LANDLINE_MEDIA_KIND_MEDIA,
                                                       "m_00000000000000000000000000000001",
                                                       "Sea.png", "image/png", 3, sha256);
  g_autoptr (LandlineMedia) media = landline_media_new_with_preview (bare, 2, 1, 0, thumbnail);
  g_autoptr (LandlineContent) content = landline_content_new_media (media, NULL);
  g_autoptr (LandlineMessage) message = landline_message_new (id, "102", "c_1", N_LINES + 1,
                                                              G_GINT64_CONSTANT (1767268800000),
                                                              content, NULL);
  gint64 chat;
  gboolean added;

  return app_cache_messages_put (database, message, &chat, &added, error);
}

static gboolean
shows_thumbnail (gpointer details)
{
  GtkWidget *row = find (details, APP_TYPE_SEARCH_HIT_ROW);
  GtkWidget *image = row != NULL ? find (row, GTK_TYPE_IMAGE) : NULL;

  return image != NULL && gtk_widget_get_mapped (image) &&
         GDK_IS_TEXTURE (gtk_image_get_paintable (GTK_IMAGE (image)));
}

/* What was shared shows as it looks, not by its name alone; a link has no picture. */
static void
test_pictures (Fixture *fixture, gconstpointer width)
{
  g_autoptr (GAsyncResult) result = NULL;

  app_cache_write_async (app_session_get_cache (fixture->account.session), put_picture, fixture,
                         NULL, NULL, account_fixture_store, &result);
  ui_spin_until (account_fixture_is_set, &result);
  g_signal_emit_by_name (find_row (GTK_WIDGET (fixture->details), "Photos and Videos"),
                         "activated");
  ui_spin_until (shows_thumbnail, fixture->details);
}

static gboolean
is_empty (gpointer chat)
{
  return app_chat_get_preview (chat) == NULL;
}

static void
test_clear (Fixture *fixture, gconstpointer width)
{
  g_signal_emit_by_name (find_row (GTK_WIDGET (fixture->details), "_Clear Messages"), "activated");
  app_window_flush (fixture->window);
  ui_spin_until (is_empty, fixture->chat);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  app_ui_register ();

#define ADD(name, func)                                                                            \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_test_add ("/chat-details/wide/" name, Fixture, GINT_TO_POINTER (960), set_up, func,          \
                tear_down);                                                                        \
    g_test_add ("/chat-details/narrow/" name, Fixture, GINT_TO_POINTER (360), set_up, func,        \
                tear_down);                                                                        \
  }                                                                                                \
  G_STMT_END
  ADD ("settings", test_settings);
  ADD ("links", test_links);
  ADD ("pictures", test_pictures);
  ADD ("about", test_about);
  ADD ("clear", test_clear);
  return g_test_run ();
}
