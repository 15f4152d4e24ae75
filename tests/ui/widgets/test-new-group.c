/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <adwaita.h>
#include <gdk-pixbuf/gdk-pixbuf.h>

#include "app-cache-users.h"
#include "app-new-group-dialog.h"
#include "app-picture-dialog.h"
#include "app-ui.h"
#include "sync-fixture.h"
#include "ui-frames.h"

/* A group with a picture, from the choice to what the server is asked. */

#define PICTURE "\"picture\":\"m_000000000000000000000000000000aa\""

typedef struct
{
  SyncFixture sync;
  GtkWidget *window;
  AppNewGroupDialog *dialog;
  UiFrames *frames;
} Fixture;

static gpointer
find_type (gpointer widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
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

static AdwDialog *
get_top (Fixture *fixture)
{
  return adw_window_get_visible_dialog (ADW_WINDOW (fixture->window));
}

static gboolean
has_chosen (gpointer user_data)
{
  Fixture *fixture = user_data;
  AppPeopleChooser *chooser = app_new_group_dialog_get_chooser (fixture->dialog);

  if (g_list_model_get_n_items (app_people_chooser_list_chosen (chooser)) == 0)
    app_people_chooser_toggle (chooser, APP_TEST_PEER);
  return g_list_model_get_n_items (app_people_chooser_list_chosen (chooser)) == 1;
}

static gboolean
put_users (AppCacheDatabase *database, gpointer data, GError **error)
{
  return app_cache_users_put_all (database, data, error);
}

static void
add_person (Fixture *fixture)
{
  g_autoptr (GPtrArray) users = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (users, landline_user_new (APP_TEST_SELF, "Ada", NULL, NULL, 0, FALSE));
  g_ptr_array_add (users, landline_user_new (APP_TEST_PEER, "Grace Hopper", NULL, NULL, 0, FALSE));
  app_test_write (app_session_get_cache (fixture->sync.session), put_users, users);
}

static void
set_up (Fixture *fixture, gconstpointer width)
{
  sync_fixture_set_up (&fixture->sync, NULL);
  sync_fixture_wait_online (&fixture->sync);
  add_person (fixture);
  fixture->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), GPOINTER_TO_INT (width), 640);
  adw_window_set_content (ADW_WINDOW (fixture->window), gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
  gtk_window_present (GTK_WINDOW (fixture->window));
  fixture->frames = ui_frames_new (GTK_WINDOW (fixture->window));
  fixture->dialog = g_object_ref_sink (app_new_group_dialog_new (fixture->sync.session, NULL));
  adw_dialog_present (ADW_DIALOG (fixture->dialog), fixture->window);
  ui_frames_wait_until (fixture->frames, has_chosen, fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->dialog), "group.next", NULL);
  gtk_editable_set_text (GTK_EDITABLE (find_type (fixture->dialog, ADW_TYPE_ENTRY_ROW)), "Walk");
  ui_frames_wait (fixture->frames, 2);
}

static void
tear_down (Fixture *fixture, gconstpointer width)
{
  ui_frames_wait (fixture->frames, 2);
  g_assert_null (get_top (fixture)); /* it closed when the group was made */
  ui_frames_free (fixture->frames);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->dialog);
  sync_fixture_tear_down (&fixture->sync, NULL);
}

static void
write_picture (Fixture *fixture, const char *name)
{
  g_autofree char *path = NULL;

  if (g_getenv ("LANDLINE_PICTURES") == NULL)
    return;
  path = g_strdup_printf ("%s/%s-%d.png", g_getenv ("LANDLINE_PICTURES"), name,
                          gtk_widget_get_width (fixture->window));
  ui_frames_wait (fixture->frames, 20);
  ui_write_png (fixture->window, path);
}

static gboolean
is_cropping (gpointer user_data)
{
  Fixture *fixture = user_data;
  GtkWidget *set;

  if (!APP_IS_PICTURE_DIALOG (get_top (fixture)))
    return FALSE;
  set = find_button (GTK_WIDGET (get_top (fixture)), "picture.set");
  return set != NULL && gtk_widget_is_sensitive (set);
}

static GdkPaintable *
get_shown (Fixture *fixture)
{
  GtkWidget *button = find_button (GTK_WIDGET (fixture->dialog), "group.choose-picture");

  return adw_avatar_get_custom_image (find_type (gtk_widget_get_parent (button), ADW_TYPE_AVATAR));
}

static gboolean
is_shown (gpointer user_data)
{
  return get_shown (user_data) != NULL;
}

/* What is chosen is cut, and shown where the initials were. */
static void
choose (Fixture *fixture)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 300, 200);
  g_autofree char *path = g_build_filename (fixture->sync.folder, "chosen.png", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  gdk_pixbuf_fill (pixbuf, 0x3584e4ff);
  gdk_pixbuf_save (pixbuf, path, "png", &error, NULL);
  g_assert_no_error (error);
  app_new_group_dialog_crop (fixture->dialog, file);
  ui_frames_wait_until (fixture->frames, is_cropping, fixture);
  gtk_widget_activate_action (GTK_WIDGET (get_top (fixture)), "picture.set", NULL);
  ui_frames_wait_until (fixture->frames, is_shown, fixture);
  g_assert_true (get_top (fixture) == ADW_DIALOG (fixture->dialog));
}

/* Of the last request of a kind */
static const char *
find_body (Fixture *fixture, const char *request)
{
  AppFakeServer *server = fixture->sync.server;

  for (guint i = server->requests->len; i > 0; i--)
    if (g_str_has_prefix (g_ptr_array_index (server->requests, i - 1), request))
      return g_ptr_array_index (server->bodies, i - 1);
  return NULL;
}

static guint
count_uploads (Fixture *fixture)
{
  guint n = 0;

  for (guint i = 0; i < fixture->sync.server->requests->len; i++)
    n += g_str_has_prefix (g_ptr_array_index (fixture->sync.server->requests, i), "POST /v1/media");
  return n;
}

static gboolean
is_told (gpointer user_data)
{
  Fixture *fixture = user_data;

  return adw_banner_get_revealed (find_type (fixture->dialog, ADW_TYPE_BANNER));
}

static gboolean
is_created (gpointer user_data)
{
  return *(gint64 *) user_data != 0;
}

static void
on_created (gint64 *created, gint64 key)
{
  *created = key;
}

/* Tries once; what went wrong is told, and it can be tried again. */
static void
fail_to_create (Fixture *fixture)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->dialog), "group.create", NULL);
  g_assert_false (
      gtk_widget_is_sensitive (find_button (GTK_WIDGET (fixture->dialog), "group.choose-picture")));
  ui_frames_wait_until (fixture->frames, is_told, fixture);
  g_assert_true (
      gtk_widget_is_sensitive (find_button (GTK_WIDGET (fixture->dialog), "group.create")));
}

static void
create (Fixture *fixture)
{
  gint64 created = 0;

  g_hash_table_insert (fixture->sync.server->pages, g_strdup ("/v1/groups"),
                       g_strdup ("{\"id\":\"c_9f\",\"type\":\"group\",\"name\":\"Walk\","
                                 "\"members\":[{\"user_id\":\"" APP_TEST_SELF
                                 "\",\"role\":\"admin\"},{\"user_id\":\"" APP_TEST_PEER
                                 "\",\"role\":\"member\"}],\"created\":1000,\"last_seq\":0}"));
  g_signal_connect_swapped (fixture->dialog, "created", G_CALLBACK (on_created), &created);
  gtk_widget_activate_action (GTK_WIDGET (fixture->dialog), "group.create", NULL);
  ui_frames_wait_until (fixture->frames, is_created, &created);
}

/* The picture is sent once, and the group is made with it, however often that is tried. */
static void
test_picture (Fixture *fixture, gconstpointer width)
{
  AppFakeServer *server = fixture->sync.server;

  write_picture (fixture, "new-group");
  choose (fixture);
  write_picture (fixture, "new-group-picture");
  server->media_status = 413;
  fail_to_create (fixture);
  g_assert_null (find_body (fixture, "POST /v1/groups"));
  server->media_status = 0;
  g_hash_table_insert (server->errors, g_strdup ("/v1/groups"),
                       GINT_TO_POINTER (LANDLINE_ERROR_BUSY));
  fail_to_create (fixture);
  g_assert_nonnull (strstr (find_body (fixture, "POST /v1/groups"), PICTURE));
  g_assert_cmpuint (count_uploads (fixture), ==, 2);
  g_hash_table_remove_all (server->errors);
  create (fixture);
  g_assert_nonnull (strstr (find_body (fixture, "POST /v1/groups"), PICTURE));
  g_assert_cmpuint (count_uploads (fixture), ==, 2);
}

/* One that was taken away again is not sent. */
static void
test_removed (Fixture *fixture, gconstpointer width)
{
  GtkWidget *button = find_button (GTK_WIDGET (fixture->dialog), "group.remove-picture");

  g_assert_false (gtk_widget_get_visible (button));
  choose (fixture);
  g_assert_true (gtk_widget_get_visible (button));
  gtk_widget_activate_action (GTK_WIDGET (fixture->dialog), "group.remove-picture", NULL);
  g_assert_null (get_shown (fixture));
  g_assert_false (gtk_widget_get_visible (button));
  create (fixture);
  g_assert_null (strstr (find_body (fixture, "POST /v1/groups"), "picture"));
  g_assert_cmpuint (count_uploads (fixture), ==, 0);
}

#define add(name, width, func)                                                                     \
  g_test_add ("/ui/new-group/" name, Fixture, GINT_TO_POINTER (width), set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  app_ui_register ();

  add ("picture", 900, test_picture);
  add ("picture-narrow", 360, test_picture);
  add ("removed", 900, test_removed);
  return g_test_run ();
}
