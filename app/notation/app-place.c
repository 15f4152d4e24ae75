/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-notation"

#include "config.h"

#include "app-place-private.h"

#include <glib/gi18n.h>
#include <math.h>

/* The mean radius of the earth in metres (IUGG, R1): good to half a percent on the ellipsoid. */
#define EARTH_RADIUS 6371008.8

#define KILOMETRE 1000.0

/**
 * app_place_new:
 * @latitude: degrees, -90 to 90
 * @longitude: degrees, -180 to 180
 * @name: (nullable): what is there
 *
 * Returns: (transfer full): a place
 */
AppPlace *
app_place_new (double latitude, double longitude, const char *name)
{
  AppPlace *self = g_new0 (AppPlace, 1);

  self->latitude = latitude;
  self->longitude = longitude;
  self->name = g_strdup (name);
  return self;
}

/**
 * app_place_copy:
 * @self: a place
 *
 * Returns: (transfer full): the same place
 */
AppPlace *
app_place_copy (const AppPlace *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return app_place_new (self->latitude, self->longitude, self->name);
}

/**
 * app_place_free:
 * @self: (transfer full): a place
 *
 * Frees it.
 */
void
app_place_free (AppPlace *self)
{
  g_free (self->name);
  g_free (self);
}

/*
 * app_place_check:
 * @latitude: degrees
 * @longitude: degrees
 * @error: return location
 *
 * Returns: whether there is such a place
 */
gboolean
app_place_check (double latitude, double longitude, GError **error)
{
  if (!(latitude >= -90 && latitude <= 90))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   /* translators: %g is a number */
                   _ ("A latitude lies between -90 and 90 degrees, not at %g."), latitude);
      return FALSE;
    }
  if (!(longitude >= -180 && longitude <= 180))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   /* translators: %g is a number */
                   _ ("A longitude lies between -180 and 180 degrees, not at %g."), longitude);
      return FALSE;
    }
  return TRUE;
}

/**
 * app_place_format:
 * @latitude: degrees
 * @longitude: degrees
 *
 * Returns: (transfer full): both as people read them, to a metre
 */
char *
app_place_format (double latitude, double longitude)
{
  /* translators: degrees north of the equator, as on a map */
  const char *vertical = latitude >= 0 ? _ ("%.5f° N") : _ ("%.5f° S");
  /* translators: degrees east of Greenwich, as on a map */
  const char *horizontal = longitude >= 0 ? _ ("%.5f° E") : _ ("%.5f° W");
  g_autofree char *first = g_strdup_printf (vertical, fabs (latitude));
  g_autofree char *second = g_strdup_printf (horizontal, fabs (longitude));

  return g_strdup_printf ("%s, %s", first, second);
}

/* Never an exponent, never the comma of a language: what programs read. */
static void
append_degrees (GString *out, double degrees)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  char *end;

  g_ascii_formatd (number, sizeof number, "%.7f", degrees);
  end = number + strlen (number);
  while (end[-1] == '0')
    *--end = '\0';
  if (end[-1] == '.')
    *--end = '\0';
  g_string_append (out, g_str_equal (number, "-0") ? "0" : number);
}

/**
 * app_place_dup_uri:
 * @latitude: degrees
 * @longitude: degrees
 * @name: (nullable): what is there
 *
 * Writes a `geo:` URI (RFC 5870). The name goes into the `q` that map applications know.
 *
 * Returns: (transfer full): the URI
 */
char *
app_place_dup_uri (double latitude, double longitude, const char *name)
{
  g_autoptr (GString) uri = g_string_new ("geo:");
  g_autofree char *escaped = NULL;

  append_degrees (uri, latitude);
  g_string_append_c (uri, ',');
  append_degrees (uri, longitude);
  if (name == NULL || *name == '\0')
    return g_string_free_and_steal (g_steal_pointer (&uri));
  escaped = g_uri_escape_string (name, NULL, FALSE);
  g_string_append (uri, "?q=");
  append_degrees (uri, latitude);
  g_string_append_c (uri, ',');
  append_degrees (uri, longitude);
  g_string_append_printf (uri, "(%s)", escaped);
  return g_string_free_and_steal (g_steal_pointer (&uri));
}

static double
to_radians (double degrees)
{
  return degrees * G_PI / 180;
}

/**
 * app_place_get_distance:
 * @latitude: degrees
 * @longitude: degrees
 * @other_latitude: degrees
 * @other_longitude: degrees
 *
 * Returns: the metres between two places as the crow flies (haversine formula)
 */
double
app_place_get_distance (double latitude,
                        double longitude,
                        double other_latitude,
                        double other_longitude)
{
  double vertical = sin (to_radians (other_latitude - latitude) / 2);
  double horizontal = sin (to_radians (other_longitude - longitude) / 2);
  double h = vertical * vertical + cos (to_radians (latitude)) * cos (to_radians (other_latitude)) *
                                       horizontal * horizontal;

  return 2 * EARTH_RADIUS * asin (sqrt (CLAMP (h, 0, 1)));
}

/**
 * app_place_format_distance:
 * @metres: a distance
 *
 * Returns: (transfer full): it as people say it
 */
char *
app_place_format_distance (double metres)
{
  if (metres < KILOMETRE - 5)
    /* translators: a distance in metres */
    return g_strdup_printf (_ ("%.0f m"), round (metres / 10) * 10);
  if (metres < 100 * KILOMETRE)
    /* translators: a distance in kilometres */
    return g_strdup_printf (_ ("%.1f km"), metres / KILOMETRE);
  /* translators: a distance in kilometres */
  return g_strdup_printf (_ ("%.0f km"), metres / KILOMETRE);
}
