/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#define G_SETTINGS_ENABLE_BACKEND
#include <adwaita.h>
#include <gio/gsettingsbackend.h>

#include "app-map-pictures.h"
#include "app-ui.h"
#include "tile-server.h"
#include "ui-frames.h"

/* Small maps: when they are fetched, what is kept, and that nothing is held. */

#define MOST_TILES 6 /* of a map */

typedef struct
{
  GSettings *settings;
  TileServer *server;
  AppMapPictures *maps;
  GtkWidget *window;
  GtkWidget *box;
  UiFrames *frames;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSettingsBackend) backend = g_memory_settings_backend_new ();

  fixture->settings = g_settings_new_with_backend_and_path (APPLICATION_ID, backend,
                                                            "/im/landline/Landline/profiles/t/");
  fixture->server = tile_server_new (fixture->settings);
  g_settings_set_boolean (fixture->settings, "show-maps", TRUE);
  fixture->maps = app_map_pictures_new (fixture->settings);
  fixture->window = gtk_window_new ();
  fixture->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->box);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 320, 320);
  gtk_window_present (GTK_WINDOW (fixture->window));
  fixture->frames = ui_frames_new (GTK_WINDOW (fixture->window));
  ui_frames_wait (fixture->frames, 1);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ui_frames_free (fixture->frames);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->maps);
  g_assert_finalize_object (fixture->settings);
  tile_server_free (fixture->server);
}

static AppPlacePicture *
add_picture (Fixture *fixture)
{
  GtkWidget *picture = app_place_picture_new ();

  gtk_widget_set_size_request (picture, 300, 140);
  gtk_box_append (GTK_BOX (fixture->box), picture);
  return APP_PLACE_PICTURE (picture);
}

static void
show (Fixture *fixture, AppPlacePicture *picture, double latitude, double longitude)
{
  app_place_picture_set_place (picture, &(AppPlace) { latitude, longitude, NULL });
  app_map_pictures_show (fixture->maps, picture);
}

static void
wait_for_map (Fixture *fixture, AppPlacePicture *picture)
{
  ui_frames_wait_until (fixture->frames, tile_server_is_seen, picture);
  g_assert_cmpint (app_place_picture_get_state (picture), ==, APP_PLACE_PICTURE_SHOWN);
}

static gboolean
has_failed (gpointer user_data)
{
  return app_place_picture_get_state (user_data) == APP_PLACE_PICTURE_FAILED;
}

/* A row that is recycled shows nothing of what it was, and what is kept is not fetched again. */
static void
test_recycled (Fixture *fixture, gconstpointer data)
{
  AppPlacePicture *picture = add_picture (fixture);
  guint n_asked;

  show (fixture, picture, 52.5163, 13.3777);
  wait_for_map (fixture, picture);
  n_asked = tile_server_get_n_asked (fixture->server);
  g_assert_cmpuint (n_asked, >=, 2);
  g_assert_cmpuint (n_asked, <=, MOST_TILES);
  app_place_picture_set_place (picture, NULL);
  g_assert_cmpint (app_place_picture_get_state (picture), ==, APP_PLACE_PICTURE_NONE);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (picture)));
  show (fixture, picture, 52.5163, 13.3777);
  g_assert_cmpint (app_place_picture_get_state (picture), ==, APP_PLACE_PICTURE_SHOWN);
  show (fixture, picture, 48.85, 2.35);
  g_assert_false (tile_server_is_seen (picture));
  g_assert_cmpuint (tile_server_get_n_asked (fixture->server), ==, n_asked);
  wait_for_map (fixture, picture);
}

/* Of what flies by, only that is fetched where the scrolling ends. */
static void
test_scrolled (Fixture *fixture, gconstpointer data)
{
  AppPlacePicture *picture = add_picture (fixture);

  for (int i = 0; i < 100; i++)
    {
      show (fixture, picture, 10 + i * 0.5, 20);
      app_place_picture_set_place (picture, NULL);
      if (i % 10 == 0)
        ui_frames_wait (fixture->frames, 1);
    }
  show (fixture, picture, 52.5163, 13.3777);
  wait_for_map (fixture, picture);
  g_assert_cmpuint (tile_server_get_n_asked (fixture->server), <=, MOST_TILES);
}

/* Several are fetched, also across the date line and at a pole. */
static void
test_several (Fixture *fixture, gconstpointer data)
{
  AppPlacePicture *first = add_picture (fixture), *second = add_picture (fixture);

  show (fixture, first, -17.5, 180);
  show (fixture, second, 85.0, -179.999);
  wait_for_map (fixture, first);
  wait_for_map (fixture, second);
}

static void
test_failed (Fixture *fixture, gconstpointer data)
{
  AppPlacePicture *picture = add_picture (fixture);
  guint n_asked;

  tile_server_set_failing (fixture->server, TRUE);
  show (fixture, picture, 52.5163, 13.3777);
  g_assert_cmpint (app_place_picture_get_state (picture), ==, APP_PLACE_PICTURE_LOADING);
  ui_frames_wait_until (fixture->frames, has_failed, picture);
  n_asked = tile_server_get_n_asked (fixture->server);
  g_assert_cmpuint (n_asked, >, 0);
  /* Not with each time that the row comes by. */
  app_place_picture_set_place (picture, NULL);
  show (fixture, picture, 52.5163, 13.3777);
  g_assert_true (has_failed (picture));
  g_assert_cmpuint (tile_server_get_n_asked (fixture->server), ==, n_asked);
}

static gboolean
was_asked (gpointer user_data)
{
  return tile_server_get_n_asked (user_data) > 0;
}

/* While a map is on its way the row may go, and who fetches it (see tear_down ()). */
static void
test_gone (Fixture *fixture, gconstpointer data)
{
  AppPlacePicture *picture = add_picture (fixture);
  g_autoptr (AppPlacePicture) alive = g_object_ref (picture);

  show (fixture, picture, 52.5163, 13.3777);
  ui_spin_until (was_asked, fixture->server);
  gtk_box_remove (GTK_BOX (fixture->box), GTK_WIDGET (picture));
  g_assert_finalize_object (g_steal_pointer (&alive));
}

/* Nobody is asked without leave, and what is on its way is dropped when leave is taken back. */
static void
test_leave (Fixture *fixture, gconstpointer data)
{
  AppPlacePicture *picture = add_picture (fixture), *other = add_picture (fixture);

  g_settings_set_boolean (fixture->settings, "show-maps", FALSE);
  show (fixture, picture, 52.5163, 13.3777);
  g_assert_cmpint (app_place_picture_get_state (picture), ==, APP_PLACE_PICTURE_NONE);
  g_settings_set_boolean (fixture->settings, "show-maps", TRUE);
  g_assert_cmpint (app_place_picture_get_state (picture), ==, APP_PLACE_PICTURE_LOADING);
  g_settings_set_boolean (fixture->settings, "show-maps", FALSE);
  g_assert_cmpint (app_place_picture_get_state (picture), ==, APP_PLACE_PICTURE_NONE);
  g_assert_cmpuint (tile_server_get_n_asked (fixture->server), ==, 0);
  g_settings_set_boolean (fixture->settings, "show-maps", TRUE);
  wait_for_map (fixture, picture);
  g_settings_set_boolean (fixture->settings, "show-maps", FALSE);
  show (fixture, other, 52.5163, 13.3777);
  g_assert_cmpint (app_place_picture_get_state (other), ==, APP_PLACE_PICTURE_NONE);
  g_assert_cmpint (app_place_picture_get_state (picture), ==, APP_PLACE_PICTURE_NONE);
}

#define add(name, func)                                                                            \
  g_test_add ("/ui/map-pictures/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  app_ui_register ();

  add ("recycled", test_recycled);
  add ("scrolled", test_scrolled);
  add ("several", test_several);
  add ("failed", test_failed);
  add ("gone", test_gone);
  add ("leave", test_leave);
  return g_test_run ();
}
