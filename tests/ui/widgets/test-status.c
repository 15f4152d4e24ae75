/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "account-fixture.h"
#include "app-audience-dialog.h"
#include "app-cache-files.h"
#include "app-cache-statuses.h"
#include "app-cache.h"
#include "app-session-statuses.h"
#include "app-status-card.h"
#include "app-status-composer.h"
#include "app-status-dialog.h"
#include "app-status-row.h"
#include "app-status-viewer.h"
#include "app-status-views.h"
#include "app-ui.h"
#include "app-window.h"

/* What people show for a day, on the screen. Where LANDLINE_PICTURES names a folder, pictures of
 * what is tested are left there to be looked at. */

#define HOUR (60 * 60 * G_GINT64_CONSTANT (1000))

typedef struct
{
  AccountFixture account;
  AppStatusList *list;
  guint n_closed;
} Fixture;

static gint64
now (void)
{
  return g_get_real_time () / 1000;
}

static void
look (GtkWidget *widget, const char *name)
{
  const char *folder = g_getenv ("LANDLINE_PICTURES");
  g_autofree char *path = NULL;
  g_autoptr (UiFrames) frames = NULL;

  if (folder == NULL)
    return;
  path = g_strdup_printf ("%s/%s.png", folder, name);
  frames = ui_frames_new (GTK_WINDOW (gtk_widget_get_root (widget)));
  ui_frames_wait (frames, 40);
  ui_write_png (GTK_WIDGET (gtk_widget_get_root (widget)), path);
}

typedef struct
{
  LandlineStatus *status;
  LandlineView *view;
} PutCall;

static gboolean
put_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  PutCall *call = data;

  if (call->view != NULL)
    return app_cache_statuses_put_view (database, call->view, error);
  return app_cache_statuses_put (database, call->status, error);
}

static void
write_cache (Fixture *f, AppCacheFunc func, gpointer data)
{
  AppCache *cache = app_session_get_cache (f->account.session);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  app_cache_write_async (cache, func, data, NULL, NULL, account_fixture_store, &result);
  ui_spin_until (account_fixture_is_set, &result);
  app_cache_call_finish (cache, result, &error);
  g_assert_no_error (error);
}

static void
add_status (Fixture *f,
            const char *id,
            const char *user_id,
            const char *text,
            gint64 age,
            gboolean viewed)
{
  g_autoptr (LandlineContent) content = landline_content_new_text (text);
  g_autoptr (LandlineStatus) status = landline_status_new (id, user_id, now () - age, now () + HOUR,
                                                           content, "#813d9c", 0, viewed);
  PutCall call = { status, NULL };

  write_cache (f, put_work, &call);
}

static gboolean
is_read (gpointer user_data)
{
  return !app_status_list_get_loading (user_data);
}

typedef struct
{
  Fixture *f;
  const char *expected;
} Order;

static char *
list_people (Fixture *f)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (f->list)); i++)
    {
      g_autoptr (AppStatusPerson) person = g_list_model_get_item (G_LIST_MODEL (f->list), i);

      g_string_append_printf (text, "%s%s %u/%u", i > 0 ? ", " : "",
                              app_status_person_get_name (person),
                              app_status_person_get_n_unseen (person),
                              app_status_person_get_n_statuses (person));
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static gboolean
has_order (gpointer user_data)
{
  Order *order = user_data;
  g_autofree char *people = list_people (order->f);

  return g_str_equal (people, order->expected);
}

static void
wait_for_people (Fixture *f, const char *expected)
{
  Order order = { f, expected };

  ui_spin_until (has_order, &order);
}

static void
set_up (Fixture *f, gconstpointer user_data)
{
  account_fixture_set_up (&f->account);
  account_fixture_add_user (&f->account, "102", "Grace");
  account_fixture_add_user (&f->account, "103", "Edsger");
  account_fixture_add_user (&f->account, "104", "Barbara");
  add_status (f, "s_1", "102", "Found a moth in the relay", 3 * HOUR / 60, TRUE);
  add_status (f, "s_2", "103", "Simplicity is a great virtue", 9 * HOUR / 60, FALSE);
  add_status (f, "s_3", "103", "but it requires hard work to achieve it", 8 * HOUR / 60, FALSE);
  add_status (f, "s_4", "104", "Substituted", 7 * HOUR / 60, FALSE);
  f->list = app_status_list_new (f->account.transfers);
  ui_spin_until (is_read, f->list);
}

static gboolean
is_null (gpointer user_data)
{
  return *(gpointer *) user_data == NULL;
}

static void
tear_down (Fixture *f, gconstpointer user_data)
{
  gpointer list = f->list;

  /* What is being read of it holds it for a moment. */
  g_object_add_weak_pointer (G_OBJECT (f->list), &list);
  g_clear_object (&f->list);
  ui_spin_until (is_null, &list);
  account_fixture_tear_down (&f->account);
}

static GtkWidget *
find_widget (GtkWidget *widget, GType type, const char *label)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) &&
      (label == NULL || g_strcmp0 (GTK_IS_LABEL (widget) ? gtk_label_get_label (GTK_LABEL (widget))
                                                         : gtk_widget_get_tooltip_text (widget),
                                   label) == 0))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
make_window (GtkWidget *content)
{
  GtkWidget *window = adw_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 360, 640);
  adw_window_set_content (ADW_WINDOW (window),
                          content != NULL ? content : gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

/* Those of whom something is new come first, the newest of them before; it counts people. */
static void
test_order (Fixture *f, gconstpointer user_data)
{
  g_autofree char *people = list_people (f);

  g_assert_cmpstr (people, ==, "Barbara 1/1, Edsger 2/2, Grace 0/1");
  g_assert_cmpuint (app_status_list_get_n_unseen (f->list), ==, 2);
  add_status (f, "s_5", "102", "And taped it into the book", 0, FALSE);
  wait_for_people (f, "Grace 1/2, Barbara 1/1, Edsger 2/2");
  g_assert_cmpuint (app_status_list_get_n_unseen (f->list), ==, 3);
}

static gboolean
block_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  return app_cache_database_run (database, error,
                                 "INSERT INTO notes (key, value) VALUES ('block:103', '1')", "");
}

static void
test_blocked (Fixture *f, gconstpointer user_data)
{
  write_cache (f, block_work, f);
  add_status (f, "s_6", "103", "Unheard", 0, FALSE);
  add_status (f, "s_7", "104", "Heard", 0, FALSE);
  wait_for_people (f, "Barbara 2/2, Grace 0/1");
}

static void
test_ring (Fixture *f, gconstpointer user_data)
{
  GtkWidget *row = app_status_row_new ();
  GtkWidget *window = make_window (row);
  g_autoptr (AppStatusPerson) edsger = g_list_model_get_item (G_LIST_MODEL (f->list), 1);
  AppStatusRing *ring = app_status_row_get_ring (APP_STATUS_ROW (row));
  g_autofree char *summary = NULL;

  app_status_row_set_person (APP_STATUS_ROW (row), edsger);
  g_assert_cmpuint (app_status_ring_get_n_segments (ring), ==, 2);
  g_assert_cmpuint (app_status_ring_get_n_unseen (ring), ==, 2);
  g_object_get (row, "summary", &summary, NULL);
  g_assert_true (g_str_has_prefix (summary, "Edsger, 2 new"));
  app_session_set_status_viewed (f->account.session,
                                 app_status_get_key (app_status_person_get_status (edsger, 0)));
  wait_for_people (f, "Barbara 1/1, Edsger 1/2, Grace 0/1");
  g_assert_cmpuint (app_status_ring_get_n_unseen (ring), ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
open_cb (AppStatusDialog *dialog, AppStatusPerson *person, AppStatusPerson **opened)
{
  *opened = person;
}

static void
compose_cb (AppStatusDialog *dialog, gboolean media, guint *n)
{
  (*n)++;
}

static GtkWidget *
find_own_button (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && APP_IS_STATUS_ROW (gtk_button_get_child (GTK_BUTTON (widget))))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_own_button (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_dialog (Fixture *f, gconstpointer user_data)
{
  GtkWidget *window = make_window (NULL);
  AppStatusDialog *dialog = app_status_dialog_new (f->list, NULL);
  AppStatusPerson *opened = NULL;
  guint n_composed = 0;
  GtkWidget *list_view, *own;

  g_signal_connect (dialog, "open", G_CALLBACK (open_cb), &opened);
  g_signal_connect (dialog, "compose", G_CALLBACK (compose_cb), &n_composed);
  adw_dialog_present (ADW_DIALOG (dialog), window);
  look (window, "status-dialog");
  list_view = find_widget (GTK_WIDGET (dialog), GTK_TYPE_LIST_VIEW, NULL);
  g_signal_emit_by_name (list_view, "activate", 1);
  g_assert_nonnull (opened);
  g_assert_cmpstr (app_status_person_get_user_id (opened), ==, "103");

  /* Ours: first there is nothing to open, then there is. */
  own = find_own_button (GTK_WIDGET (dialog));
  g_signal_emit_by_name (own, "clicked");
  g_assert_cmpuint (n_composed, ==, 1);
  add_status (f, "s_8", "101", "Numbers of Bernoulli", 0, FALSE);
  add_status (f, "s_9", "104", "After it", 0, FALSE);
  wait_for_people (f, "Barbara 2/2, Edsger 2/2, Grace 0/1");
  g_signal_emit_by_name (own, "clicked");
  g_assert_true (app_status_person_is_self (opened));
  g_assert_cmpuint (n_composed, ==, 1);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
has_own (gpointer user_data)
{
  Fixture *f = user_data;

  return app_status_person_get_n_statuses (app_status_list_get_own (f->list)) > 0;
}

static gboolean
can (GtkWidget *widget, const char *tooltip_of_button)
{
  GtkWidget *button = find_widget (widget, GTK_TYPE_BUTTON, tooltip_of_button);

  g_assert_nonnull (button);
  return gtk_widget_is_sensitive (button);
}

static GtkWidget *
find_post (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) &&
      g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), "status.post") == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_post (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_text (Fixture *f, gconstpointer user_data)
{
  GtkWidget *window = make_window (NULL);
  AppStatusComposer *composer = app_status_composer_new (f->list, NULL);
  GtkWidget *text_view, *post, *green;
  g_autofree char *too_long = g_strnfill (2801, 'x');
  GtkTextBuffer *buffer;
  AppStatus *status;

  adw_dialog_present (ADW_DIALOG (composer), window);
  text_view = find_widget (GTK_WIDGET (composer), GTK_TYPE_TEXT_VIEW, NULL);
  post = find_post (GTK_WIDGET (composer));
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (text_view));
  g_assert_false (gtk_widget_is_sensitive (post));
  gtk_text_buffer_set_text (buffer, " \n", -1);
  g_assert_false (gtk_widget_is_sensitive (post));
  gtk_text_buffer_set_text (buffer, too_long, -1);
  g_assert_false (gtk_widget_is_sensitive (post));
  g_assert_true (gtk_widget_get_visible (
      find_widget (GTK_WIDGET (composer), GTK_TYPE_LABEL, "This is too long for a status.")));
  gtk_text_buffer_set_text (buffer, "Numbers of Bernoulli", -1);
  g_assert_true (gtk_widget_is_sensitive (post));
  green = find_widget (GTK_WIDGET (composer), GTK_TYPE_TOGGLE_BUTTON, "Green");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (green), TRUE);
  look (window, "status-composer");
  gtk_widget_activate_action (GTK_WIDGET (composer), "status.post", NULL);
  ui_spin_until (has_own, f);
  status = app_status_person_get_status (app_status_list_get_own (f->list), 0);
  g_assert_cmpint (app_status_get_state (status), ==, APP_STATUS_WAITING);
  g_assert_cmpstr (app_status_get_colour (status), ==, "#1c7a3e");
  g_assert_cmpstr (landline_content_get_text (app_status_get_content (status)), ==,
                   "Numbers of Bernoulli");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* White on each colour of ours can be read, as WCAG 2 demands; on somebody's light one it is black.
 */
static void
test_colours (void)
{
  g_autoptr (GtkWidget) card = g_object_ref_sink (g_object_new (APP_TYPE_STATUS_CARD, NULL));

  for (guint i = 0; i < app_status_n_colours; i++)
    {
      app_status_card_set_colour (APP_STATUS_CARD (card), app_status_colours[i].value);
      g_assert_false (app_status_card_is_light (APP_STATUS_CARD (card)));
    }
  app_status_card_set_colour (APP_STATUS_CARD (card), "#f9f06b");
  g_assert_true (app_status_card_is_light (APP_STATUS_CARD (card)));
  g_assert_true (gtk_widget_has_css_class (card, "light"));
  app_status_card_set_colour (APP_STATUS_CARD (card), "no colour");
  g_assert_cmpstr (app_status_card_get_colour (APP_STATUS_CARD (card)), ==,
                   app_status_colours[0].value);
}

static char *
write_picture (Fixture *f)
{
  char *path = g_build_filename (f->account.folder, "harbour.png", NULL);
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 64, 48);
  g_autoptr (GError) error = NULL;

  gdk_pixbuf_fill (pixbuf, 0x3584e4ff);
  gdk_pixbuf_save (pixbuf, path, "png", &error, NULL);
  g_assert_no_error (error);
  return path;
}

static gboolean
is_sensitive (gpointer user_data)
{
  return gtk_widget_is_sensitive (user_data);
}

static gboolean
has_problem (gpointer user_data)
{
  return find_widget (user_data, GTK_TYPE_LABEL,
                      "A status is a picture or a video. Other files can be sent in a chat.") !=
         NULL;
}

static void
test_picture (Fixture *f, gconstpointer user_data)
{
  GtkWidget *window = make_window (NULL);
  AppStatusComposer *composer = app_status_composer_new (f->list, NULL);
  g_autofree char *path = write_picture (f);
  g_autofree char *text = account_fixture_write_file (&f->account, "notes.txt", 20);
  g_autoptr (GFile) picture = g_file_new_for_path (path);
  g_autoptr (GFile) document = g_file_new_for_path (text);
  g_autoptr (GFile) copy = NULL;
  GtkWidget *post, *caption;
  AppStatus *status;
  LandlineMedia *media;

  adw_dialog_present (ADW_DIALOG (composer), window);
  post = find_post (GTK_WIDGET (composer));
  caption = find_widget (GTK_WIDGET (composer), GTK_TYPE_ENTRY, NULL);
  app_status_composer_set_file (composer, document);
  ui_spin_until (has_problem, composer);
  g_assert_false (gtk_widget_is_sensitive (post));
  app_status_composer_set_file (composer, picture);
  ui_spin_until (is_sensitive, post);
  gtk_editable_set_text (GTK_EDITABLE (caption), "The harbour");
  look (window, "status-composer-picture");
  gtk_widget_activate_action (GTK_WIDGET (composer), "status.post", NULL);
  ui_spin_until (has_own, f);
  status = app_status_person_get_status (app_status_list_get_own (f->list), 0);
  media = landline_content_get_media (app_status_get_content (status));
  g_assert_nonnull (media);
  g_assert_cmpuint (landline_media_get_width (media), ==, 64);
  g_assert_cmpstr (landline_content_get_text (app_status_get_content (status)), ==, "The harbour");
  /* A copy of our own: the original may go. */
  copy = app_status_dup_file (status);
  g_assert_true (g_file_query_exists (copy, NULL));
  g_assert_false (g_file_equal (copy, picture));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What was written before it is on the disk when this is done. */
static gboolean
nothing_work (AppCacheDatabase *database, gpointer data, GError **error)
{
  return TRUE;
}

static gboolean
has_audience (gpointer user_data)
{
  return find_widget (user_data, GTK_TYPE_LABEL, "Choose who sees it.") != NULL;
}

static void
test_audience (Fixture *f, gconstpointer user_data)
{
  g_auto (LandlineAudience) audience = LANDLINE_AUDIENCE_INIT;
  GtkWidget *window = make_window (NULL);
  AppAudienceDialog *dialog = app_audience_dialog_new (f->account.session, NULL, &audience);
  AppStatusComposer *composer;
  g_autofree char *words = NULL;

  adw_dialog_present (ADW_DIALOG (dialog), window);
  app_audience_dialog_set_mode (dialog, LANDLINE_AUDIENCE_ONLY);
  app_audience_dialog_set_chosen (dialog, "104", TRUE);
  app_audience_dialog_set_chosen (dialog, "102", TRUE);
  app_audience_dialog_set_chosen (dialog, "103", TRUE);
  app_audience_dialog_set_chosen (dialog, "104", FALSE);
  look (window, "status-audience");
  app_audience_dialog_get_audience (dialog, &audience);
  g_assert_cmpint (audience.mode, ==, LANDLINE_AUDIENCE_ONLY);
  g_assert_cmpuint (g_strv_length (audience.users), ==, 2);
  g_assert_cmpstr (audience.users[0], ==, "102");
  words = app_audience_describe (&audience);
  g_assert_cmpstr (words, ==, "Only 2 people");
  adw_dialog_force_close (ADW_DIALOG (dialog));

  /* It is remembered; and nobody at all is not enough to post. */
  landline_audience_clear (&audience);
  audience.mode = LANDLINE_AUDIENCE_ONLY;
  app_session_save_audience (f->account.session, &audience);
  write_cache (f, nothing_work, f);
  composer = app_status_composer_new (f->list, NULL);
  adw_dialog_present (ADW_DIALOG (composer), window);
  ui_spin_until (has_audience, composer);
  g_assert_false (gtk_widget_is_sensitive (find_post (GTK_WIDGET (composer))));
  adw_dialog_force_close (ADW_DIALOG (composer));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
closed_cb (Fixture *f)
{
  f->n_closed++;
}

static void
assert_shows (AppStatusViewer *viewer, const char *name, const char *text)
{
  g_assert_cmpstr (app_status_person_get_name (app_status_viewer_get_person (viewer)), ==, name);
  g_assert_cmpstr (landline_content_get_text (
                       app_status_get_content (app_status_viewer_get_status (viewer))),
                   ==, text);
}

static void
test_viewer (Fixture *f, gconstpointer user_data)
{
  g_autoptr (AppStatusPerson) barbara = g_list_model_get_item (G_LIST_MODEL (f->list), 0);
  GtkWidget *widget = app_status_viewer_new (f->list, NULL, barbara);
  AppStatusViewer *viewer = APP_STATUS_VIEWER (widget);
  GtkWidget *window = make_window (widget);

  g_signal_connect_swapped (viewer, "closed", G_CALLBACK (closed_cb), f);
  gtk_widget_activate_action (widget, "status.pause", NULL);
  g_assert_true (app_status_viewer_get_paused (viewer));
  look (window, "status-viewer");
  assert_shows (viewer, "Barbara", "Substituted");
  gtk_widget_activate_action (widget, "status.next", NULL);
  assert_shows (viewer, "Edsger", "Simplicity is a great virtue");
  gtk_widget_activate_action (widget, "status.next", NULL);
  assert_shows (viewer, "Edsger", "but it requires hard work to achieve it");
  gtk_widget_activate_action (widget, "status.previous", NULL);
  assert_shows (viewer, "Edsger", "Simplicity is a great virtue");
  gtk_widget_activate_action (widget, "status.previous", NULL);
  assert_shows (viewer, "Barbara", "Substituted");
  /* Before the first there is nothing. */
  gtk_widget_activate_action (widget, "status.previous", NULL);
  assert_shows (viewer, "Barbara", "Substituted");
  /* What was on the screen was seen. */
  wait_for_people (f, "Grace 0/1, Barbara 0/1, Edsger 0/2");
  for (guint i = 0; i < 3; i++)
    gtk_widget_activate_action (widget, "status.next", NULL);
  assert_shows (viewer, "Grace", "Found a moth in the relay");
  g_assert_cmpuint (f->n_closed, ==, 0);
  gtk_widget_activate_action (widget, "status.next", NULL);
  g_assert_cmpuint (f->n_closed, ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
is_second (gpointer user_data)
{
  return g_str_equal (app_status_get_id (app_status_viewer_get_status (user_data)), "s_3");
}

/* Without a word it goes on by itself; it does not where animations are off, or while it is paused.
 */
static void
test_goes_on (Fixture *f, gconstpointer user_data)
{
  g_autoptr (AppStatusPerson) edsger = g_list_model_get_item (G_LIST_MODEL (f->list), 1);
  GtkWidget *widget;
  GtkWidget *window;
  gboolean before;

  g_object_get (gtk_settings_get_default (), "gtk-enable-animations", &before, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  widget = app_status_viewer_new (f->list, NULL, edsger);
  window = make_window (widget);
  ui_spin_until (is_second, widget);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", before, NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The one that is shown is removed by its author: the next one is. */
static void
test_removed (Fixture *f, gconstpointer user_data)
{
  g_autoptr (AppStatusPerson) edsger = g_list_model_get_item (G_LIST_MODEL (f->list), 1);
  GtkWidget *widget = app_status_viewer_new (f->list, NULL, edsger);
  GtkWidget *window = make_window (widget);
  g_autoptr (LandlineStatus) removed = landline_status_new_removed ("s_2", "103");
  PutCall call = { removed, NULL };

  assert_shows (APP_STATUS_VIEWER (widget), "Edsger", "Simplicity is a great virtue");
  write_cache (f, put_work, &call);
  ui_spin_until (is_second, widget);
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
has_chat (gpointer user_data)
{
  AppChat *chat = app_chat_list_lookup_user (user_data, "104");

  return chat != NULL && app_chat_get_preview (chat) != NULL &&
         strstr (app_chat_get_preview (chat), "Substituted") != NULL;
}

static void
test_reply (Fixture *f, gconstpointer user_data)
{
  g_autoptr (AppStatusPerson) barbara = g_list_model_get_item (G_LIST_MODEL (f->list), 0);
  GtkWidget *widget = app_status_viewer_new (f->list, NULL, barbara);
  GtkWidget *window = make_window (widget);
  GtkWidget *entry = find_widget (widget, GTK_TYPE_ENTRY, NULL);

  g_assert_false (can (widget, "Send Reply"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "With what?");
  g_assert_true (can (widget, "Send Reply"));
  gtk_widget_activate_action (widget, "status.reply", NULL);
  ui_spin_until (has_chat, f->account.chats);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
is_shown_to_two (gpointer user_data)
{
  return app_status_views_dialog_get_n_shown (user_data) == 2;
}

static void
test_own (Fixture *f, gconstpointer user_data)
{
  GtkWidget *widget, *window;
  AdwDialog *dialog;
  AppStatus *status;

  add_status (f, "s_own", "101", "Numbers of Bernoulli", 0, FALSE);
  ui_spin_until (has_own, f);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (LandlineView) view = landline_view_new ("s_own", i == 0 ? "102" : "103", now ());
      PutCall call = { NULL, view };

      write_cache (f, put_work, &call);
    }
  widget = app_status_viewer_new (f->list, NULL, app_status_list_get_own (f->list));
  window = make_window (widget);
  look (window, "status-own");
  status = app_status_viewer_get_status (APP_STATUS_VIEWER (widget));
  dialog = app_status_views_dialog_new (f->list, status, NULL);
  adw_dialog_present (dialog, window);
  ui_spin_until (is_shown_to_two, dialog);
  look (window, "status-views");
  adw_dialog_force_close (dialog);

  /* Whoever does not tell is not told. */
  app_session_set_send_read_receipts (f->account.session, FALSE);
  dialog = app_status_views_dialog_new (f->list, status, NULL);
  adw_dialog_present (dialog, window);
  g_assert_nonnull (find_widget (GTK_WIDGET (dialog), GTK_TYPE_LABEL, "Read Receipts Are Off"));
  adw_dialog_force_close (dialog);
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
is_gone (gpointer user_data)
{
  return find_widget (user_data, APP_TYPE_STATUS_VIEWER, NULL) == NULL;
}

static void
test_window (Fixture *f, gconstpointer user_data)
{
  GtkWidget *window = app_window_new (NULL, NULL);
  g_autoptr (GListModel) dialogs = NULL;
  g_autoptr (AppStatusPerson) first = g_list_model_get_item (G_LIST_MODEL (f->list), 0);
  g_autoptr (AppStatusDialog) dialog = NULL;
  GtkWidget *viewer;

  app_window_set_account (APP_WINDOW (window), f->account.chats, f->account.transfers);
  gtk_window_set_default_size (GTK_WINDOW (window), 800, 600);
  gtk_window_present (GTK_WINDOW (window));
  look (window, "status-window");
  gtk_widget_activate_action (window, "win.status", NULL);
  look (window, "status-window-dialog");
  dialogs = adw_application_window_get_dialogs (ADW_APPLICATION_WINDOW (window));
  g_assert_cmpuint (g_list_model_get_n_items (dialogs), ==, 1);
  dialog = g_list_model_get_item (dialogs, 0);
  g_signal_emit_by_name (dialog, "open", first);
  viewer = find_widget (window, APP_TYPE_STATUS_VIEWER, NULL);
  g_assert_nonnull (viewer);
  look (window, "status-window-viewer");
  gtk_widget_activate_action (viewer, "status.close", NULL);
  ui_spin_until (is_gone, window);
  app_window_set_account (APP_WINDOW (window), NULL, NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  /* GTK's own test of accessibility cannot announce anything: it crashes. */
  g_setenv ("GTK_A11Y", "none", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  app_ui_register ();
  ADD ("/status/order", test_order);
  ADD ("/status/blocked", test_blocked);
  ADD ("/status/ring", test_ring);
  ADD ("/status/dialog", test_dialog);
  ADD ("/status/text", test_text);
  g_test_add_func ("/status/colours", test_colours);
  ADD ("/status/picture", test_picture);
  ADD ("/status/audience", test_audience);
  ADD ("/status/viewer", test_viewer);
  ADD ("/status/goes-on", test_goes_on);
  ADD ("/status/removed", test_removed);
  ADD ("/status/reply", test_reply);
  ADD ("/status/own", test_own);
  ADD ("/status/window", test_window);
  return g_test_run ();
}
