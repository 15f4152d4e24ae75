/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

#include "app-place.h"

#define NEAR 0.0000051

/* What is typed, and the place. */
static const struct
{
  const char *typed;
  double latitude;
  double longitude;
  const char *name;
} good[] = {
  /* decimal */
  { "52.5163, 13.3777", 52.5163, 13.3777, NULL },
  { "52.5163 13.3777", 52.5163, 13.3777, NULL },
  { "52.5163,13.3777", 52.5163, 13.3777, NULL },
  { "52.5163;13.3777", 52.5163, 13.3777, NULL },
  { "  52.5163 ,\n 13.3777  ", 52.5163, 13.3777, NULL },
  { "(52.5163, 13.3777)", 52.5163, 13.3777, NULL },
  { "-33.8568, 151.2153", -33.8568, 151.2153, NULL },
  { "\xe2\x88\x92"
    "33.8568, +151.2153",
    -33.8568, 151.2153, NULL },
  { "52,13", 52, 13, NULL },
  { "52,5163 13,3777", 52.5163, 13.3777, NULL },
  { "52,5163, 13,3777", 52.5163, 13.3777, NULL },
  { "52,5163; 13,3777", 52.5163, 13.3777, NULL },
  { "52.5163° N, 13.3777° E", 52.5163, 13.3777, NULL },
  { "N 52.5163 W 13.3777", 52.5163, -13.3777, NULL },
  { "s52.5163 e13.3777", -52.5163, 13.3777, NULL },
  { "13.3777 E 52.5163 N", 52.5163, 13.3777, NULL },
  { "52.5163°, -13.3777°", 52.5163, -13.3777, NULL },
  { "90, 180", 90, 180, NULL },
  { "-90 -180", -90, -180, NULL },
  { "0 0", 0, 0, NULL },
  /* degrees and minutes, and seconds */
  { "52°30'58.7\"N 13°22'39.7\"E", 52.516306, 13.377694, NULL },
  { "52°30′58.7″N, 13°22′39.7″E", 52.516306, 13.377694, NULL },
  { "52° 30’ 58.7” N 13° 22’ 39.7” E", 52.516306, 13.377694, NULL },
  { "52°30'58.7''N 13°22'39.7''W", 52.516306, -13.377694, NULL },
  { "N52°30'58,7\" E13°22'39,7\"", 52.516306, 13.377694, NULL },
  { "E 13° 22' 39.7\", N 52° 30' 58.7\"", 52.516306, 13.377694, NULL },
  { "52 30 58.7 N 13 22 39.7 E", 52.516306, 13.377694, NULL },
  { "52:30:58.7N 13:22:39.7E", 52.516306, 13.377694, NULL },
  { "52 30 58.7, 13 22 39.7", 52.516306, 13.377694, NULL },
  { "52º30.978' N 13º22.662' E", 52.5163, 13.3777, NULL },
  { "52°30.978' -13°22.662'", 52.5163, -13.3777, NULL },
  { "-0°30' 0°30'", -0.5, 0.5, NULL },
  { "52 30.978 13 22.662", 52.5163, 13.3777, NULL },
  { "52° 58.7\" N 13° E", 52.016306, 13, NULL },
  /* geo: */
  { "geo:52.5163,13.3777", 52.5163, 13.3777, NULL },
  { "GEO:52.5163,13.3777,35.5", 52.5163, 13.3777, NULL },
  { "geo:52.5163,13.3777;crs=WGS84;u=30", 52.5163, 13.3777, NULL },
  { "geo:-33.8568,151.2153?z=17", -33.8568, 151.2153, NULL },
  { "geo:0,0?q=52.5163,13.3777(Brandenburger%20Tor)", 52.5163, 13.3777, "Brandenburger Tor" },
  { "geo:52.5,13.3?q=1,2(Caf%C3%A9+%28old%29)", 52.5, 13.3, "Café (old)" },
  { "geo:0,0?z=3&q=52.5163,13.3777", 52.5163, 13.3777, NULL },
  { "geo:0,0", 0, 0, NULL },
  { "geo:1,2?q=3,4(%00)", 1, 2, NULL },
  { "geo:1,2?q=3,4(%ff)", 1, 2, NULL },
  { "geo:1,2?q=3,4(%0a)", 1, 2, NULL },
  /* links */
  { "https://www.openstreetmap.org/#map=17/52.51627/13.37770", 52.51627, 13.3777, NULL },
  { "https://www.openstreetmap.org/?mlat=52.5163&mlon=13.3777#map=3/1/2", 52.5163, 13.3777, NULL },
  { "http://osm.org/way/518071791#map=19/-33.8/151.2&layers=H", -33.8, 151.2, NULL },
  { "https://www.google.com/maps/@52.5163,13.3777,15z", 52.5163, 13.3777, NULL },
  { "https://www.google.de/maps/place/Brandenburger+Tor/@52.5,13.3,17z/"
    "data=!3m1!4b1!4m6!3m5!1s0x4!8m2!3d52.5163!"
    "4d13.3777!16s",
    52.5163, 13.3777, "Brandenburger Tor" },
  { "https://www.google.com/maps/place/52%C2%B030'58.7%22N/@52.5163,13.3777,17z", 52.5163, 13.3777,
    NULL },
  { "https://maps.google.co.uk/?q=52.5163,13.3777", 52.5163, 13.3777, NULL },
  { "https://maps.google.com/maps?q=loc:52.5163,13.3777&z=3", 52.5163, 13.3777, NULL },
  { "https://www.google.com/maps/search/?api=1&query=52.5163%2C13.3777", 52.5163, 13.3777, NULL },
  { "https://www.google.com/maps?ll=-33.8,151.2", -33.8, 151.2, NULL },
};

/* What is typed, and a piece of what is said about it. */
static const struct
{
  const char *typed;
  const char *sentence;
} bad[] = {
  { "", "No place was found" },
  { "Berlin", "No place was found" },
  { "52.5163", "No place was found" },
  { "52.5163 N", "No place was found" },
  { "52.5163 N 13.3777 N", "No place was found" },
  { "E 52.5163 W 13.3777", "No place was found" },
  { "52.5163 N 13.3777", "No place was found" },
  { "1 2 3", "No place was found" },
  { "1 2 3 4 5", "No place was found" },
  { "1 2 3 4 5 6 7 8", "No place was found" },
  { "1,2,3,4", "No place was found" },
  { "52.5.1 13", "No place was found" },
  { "52°61' N 13° E", "No place was found" },
  { "52°30'60\" N 13° E", "No place was found" },
  { "52.5°30' N 13° E", "No place was found" },
  { "52' 30° N 13° E", "No place was found" },
  { "-52° N 13° E", "No place was found" },
  { "52° -30' N 13° E", "No place was found" },
  { "° °", "No place was found" },
  { "N E", "No place was found" },
  { "- -", "No place was found" },
  { "1e5, 2", "No place was found" },
  { "0x10, 2", "No place was found" },
  { "nan, inf", "No place was found" },
  { "1234567890123456789, 2", "No place was found" },
  { "1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", "No place was found" },
  { "90.00001, 0", "latitude" },
  { "-91, 0", "latitude" },
  { "0, 180.00001", "longitude" },
  { "13.3777 N, 181 E", "longitude" },
  { "geo:", "no coordinates" },
  { "geo:52.5163", "no coordinates" },
  { "geo:52.5163;13", "no coordinates" },
  { "geo:a,b", "no coordinates" },
  { "geo:0x1,2", "no coordinates" },
  { "geo:1,2x", "no coordinates" },
  { "geo:nan,nan", "no coordinates" },
  { "geo:91,0", "latitude" },
  { "geo:0,1e300", "no coordinates" },
  { "geo:-0x1,2", "no coordinates" },
  { "geo:1.2.3,2", "no coordinates" },
  { "geo:0,1000", "longitude" },
  { "geo:0,0?q=Berlin", "only an address" },
  { "geo:52,13;crs=Moon-2011", "another system" },
  { "https://example.org/?q=1,2", "Only links of" },
  { "https://google.example.org/maps/@1,2,3z", "Only links of" },
  { "https://notopenstreetmap.org/#map=1/2/3", "Only links of" },
  { "https://www.openstreetmap.org/", "OpenStreetMap has no" },
  { "https://www.openstreetmap.org/#map=17", "OpenStreetMap has no" },
  { "https://www.openstreetmap.org/#map=17/91/2", "latitude" },
  { "https://www.google.com/maps/place/Berlin", "Google Maps has no" },
  { "https://maps.app.goo.gl/abcdefg", "short link" },
  { "https://", "cannot be read" },
  { "http://[", "cannot be read" },
};

static void
test_good (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AppPlace) place = app_place_parse (good[i].typed, &error);

      g_test_message ("%s", good[i].typed);
      g_assert_no_error (error);
      g_assert_cmpfloat_with_epsilon (place->latitude, good[i].latitude, NEAR);
      g_assert_cmpfloat_with_epsilon (place->longitude, good[i].longitude, NEAR);
      g_assert_cmpstr (place->name, ==, good[i].name);
    }
}

static void
test_bad (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AppPlace) place = app_place_parse (bad[i].typed, &error);

      g_test_message ("%s", bad[i].typed);
      g_assert_null (place);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, bad[i].sentence));
    }
}

static void
test_limit (void)
{
  g_autofree char *spaces = g_strnfill (APP_PLACE_LIMIT_TYPED - strlen ("1,2"), ' ');
  g_autofree char *most = g_strconcat (spaces, "1,2", NULL);
  g_autofree char *more = g_strconcat (most, " ", NULL);
  g_autoptr (AppPlace) place = app_place_parse (most, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (place);
  g_assert_null (app_place_parse (more, &error));
  g_assert_nonnull (strstr (error->message, "too long"));
}

/* Any bytes: a place that exists, or a sentence. */
static void
test_random (void)
{
  static const char *const pieces[] = { "52",
                                        "13.5",
                                        "°",
                                        "'",
                                        "\"",
                                        "N",
                                        "S",
                                        "E",
                                        "W",
                                        ",",
                                        ";",
                                        " ",
                                        "-",
                                        "geo:",
                                        "?q=",
                                        "(",
                                        ")",
                                        "′",
                                        "″",
                                        "60",
                                        "1e9",
                                        "/",
                                        "@",
                                        "!3d",
                                        "!4d",
                                        "map=",
                                        "%2C",
                                        "#",
                                        "&",
                                        "https://osm.org/",
                                        "https://google.com/maps/" };

  for (guint i = 0; i < 50000; i++)
    {
      g_autoptr (GString) typed = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (AppPlace) place = NULL;

      for (int n = g_test_rand_int_range (1, 14); n > 0; n--)
        g_string_append (typed, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
      place = app_place_parse (typed->str, &error);
      g_assert_true ((place == NULL) == (error != NULL));
      if (place != NULL)
        {
          g_assert_cmpfloat (fabs (place->latitude), <=, 90);
          g_assert_cmpfloat (fabs (place->longitude), <=, 180);
        }
    }
}

static void
assert_uri (double latitude, double longitude, const char *name, const char *expected)
{
  g_autofree char *uri = app_place_dup_uri (latitude, longitude, name);
  g_autoptr (AppPlace) again = app_place_parse (uri, NULL);

  g_assert_cmpstr (uri, ==, expected);
  g_assert_nonnull (again);
  g_assert_cmpfloat_with_epsilon (again->latitude, latitude, NEAR);
  g_assert_cmpfloat_with_epsilon (again->longitude, longitude, NEAR);
  g_assert_cmpstr (again->name, ==, name != NULL && *name != '\0' ? name : NULL);
}

static void
test_uris (void)
{
  assert_uri (52.5163, 13.3777, NULL, "geo:52.5163,13.3777");
  assert_uri (-0.00000001, -180, "", "geo:0,-180");
  assert_uri (10, 100, NULL, "geo:10,100");
  assert_uri (52.5163, -13.3777, "Tor & (Platz)?",
              "geo:52.5163,-13.3777?q=52.5163,-13.3777(Tor%20%26%20%28Platz%29%3F)");
}

static void
assert_distance (double metres, const char *expected)
{
  g_autofree char *text = app_place_format_distance (metres);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_distances (void)
{
  /* A degree of the equator; pole to pole; across the line of the date. */
  g_assert_cmpfloat_with_epsilon (app_place_get_distance (0, 0, 0, 1), 111195, 1);
  g_assert_cmpfloat_with_epsilon (app_place_get_distance (90, 0, -90, 77), 20015115, 10);
  g_assert_cmpfloat_with_epsilon (app_place_get_distance (0, 179.5, 0, -179.5), 111195, 1);
  g_assert_cmpfloat_with_epsilon (app_place_get_distance (52.5, 13.3, 52.5, 13.3), 0, 0.001);
  assert_distance (0, "0 m");
  assert_distance (734, "730 m");
  assert_distance (994, "990 m");
  assert_distance (996, "1.0 km");
  assert_distance (12345, "12.3 km");
  assert_distance (505000, "505 km");
}

static void
test_format (void)
{
  g_autofree char *north_east = app_place_format (52.5163, 13.3777);
  g_autofree char *south_west = app_place_format (-33.8568, -151.2153);

  g_assert_cmpstr (north_east, ==, "52.51630° N, 13.37770° E");
  g_assert_cmpstr (south_west, ==, "33.85680° S, 151.21530° W");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/places/good", test_good);
  g_test_add_func ("/places/bad", test_bad);
  g_test_add_func ("/places/limit", test_limit);
  g_test_add_func ("/places/random", test_random);
  g_test_add_func ("/places/uris", test_uris);
  g_test_add_func ("/places/distances", test_distances);
  g_test_add_func ("/places/format", test_format);

  return g_test_run ();
}
