/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-notation"

#include "config.h"

#include "app-place-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "landline-limits.h"
#include "landline-text.h"

/* A decimal number and no other that strtod() knows. */
static gboolean
read_decimal (const char **at, double *number)
{
  const char *digits = *at + (**at == '-' || **at == '+' ? 1 : 0);
  gsize length = strspn (digits, "0123456789.");
  char *end;

  if (!g_ascii_isdigit (*digits) || g_ascii_isalpha (digits[length]))
    return FALSE;
  *number = g_ascii_strtod (*at, &end);
  *at = end;
  return end == digits + length;
}

/* Two of them with a comma or slash between them at the start of @text, as programs write them. */
static gboolean
read_pair (const char *text, double *latitude, double *longitude, const char **end)
{
  const char *at = text;
  double first, second;

  if (!read_decimal (&at, &first) || (*at != ',' && *at != '/'))
    return FALSE;
  at++;
  if (!read_decimal (&at, &second))
    return FALSE;
  *latitude = first;
  *longitude = second;
  if (end != NULL)
    *end = at;
  return TRUE;
}

/* The same where it may be escaped. */
static gboolean
read_escaped_pair (const char *text, double *latitude, double *longitude)
{
  g_autofree char *plain = text != NULL ? g_uri_unescape_string (text, NULL) : NULL;
  const char *at = plain != NULL && g_str_has_prefix (plain, "loc:") ? plain + 4 : plain;

  return at != NULL && read_pair (at, latitude, longitude, NULL);
}

/* A name that a link brings along: text of others, so only what could be sent. */
static char *
clean_name (const char *text, gssize length)
{
  g_autofree char *raw = g_strndup (text, length < 0 ? strlen (text) : (gsize) length);
  g_autofree char *name = NULL;

  g_strdelimit (raw, "+", ' ');
  name = g_uri_unescape_string (raw, NULL);
  if (name == NULL || !g_utf8_validate (name, -1, NULL) || landline_text_has_controls (name))
    return NULL;
  g_strstrip (name);
  if (!landline_text_is_visible (name) || strlen (name) > LANDLINE_LIMIT_NAME)
    return NULL;
  return g_steal_pointer (&name);
}

static AppPlace *
make_place (double latitude, double longitude, char *name, GError **error)
{
  g_autofree char *owned = name;

  return app_place_check (latitude, longitude, error) ? app_place_new (latitude, longitude, owned)
                                                      : NULL;
}

static AppPlace *
refuse (const char *sentence, GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, sentence);
  return NULL;
}

/* The value of a parameter of a query or of the parameters of a geo: URI; escaped still. */
static char *
find_parameter (const char *text, const char *separators, const char *name)
{
  g_auto (GStrv) parts = g_strsplit_set (text != NULL ? text : "", separators, -1);
  gsize length = strlen (name);

  for (guint i = 0; parts[i] != NULL; i++)
    if (g_ascii_strncasecmp (parts[i], name, length) == 0 && parts[i][length] == '=')
      return g_strdup (parts[i] + length + 1);
  return NULL;
}

/* What stands in brackets behind the coordinates of a `q`. */
static char *
read_label (const char *text)
{
  const char *open = strchr (text, '('), *close = strrchr (text, ')');

  return open != NULL && close != NULL && close > open ? clean_name (open + 1, close - open - 1)
                                                       : NULL;
}

/* RFC 5870, and the `q` that Android added: where the path is 0,0 it has the place. */
static AppPlace *
parse_geo (const char *uri, GError **error)
{
  double latitude, longitude;
  const char *end, *query = strchr (uri, '?');
  g_autofree char *path = g_strndup (uri, strcspn (uri, "?"));
  g_autofree char *crs = find_parameter (path, ";", "crs");
  g_autofree char *q = find_parameter (query != NULL ? query + 1 : NULL, "&", "q");
  g_autofree char *name = q != NULL ? read_label (q) : NULL;

  if (crs != NULL && g_ascii_strcasecmp (crs, "wgs84") != 0)
    return refuse (_ ("This geo: link has coordinates of another system than WGS 84."), error);
  if (!read_pair (path, &latitude, &longitude, &end) || strchr (",;", *end) == NULL)
    return refuse (_ ("This geo: link has no coordinates."), error);
  if (latitude == 0 && longitude == 0 && q != NULL && !read_escaped_pair (q, &latitude, &longitude))
    return refuse (_ ("This geo: link has only an address, no coordinates."), error);
  return make_place (latitude, longitude, g_steal_pointer (&name), error);
}

static gboolean
is_host (const char *host, const char *domain)
{
  gsize length = strlen (host), wanted = strlen (domain);

  return length >= wanted && g_ascii_strcasecmp (host + length - wanted, domain) == 0 &&
         (length == wanted || host[length - wanted - 1] == '.');
}

/* `…#map=17/52.51627/13.37770`, and `?mlat=…&mlon=…` of a marker, which is what was meant. */
static AppPlace *
parse_openstreetmap (GUri *uri, GError **error)
{
  const char *fragment = g_uri_get_fragment (uri);
  g_autofree char *latitude_text = find_parameter (g_uri_get_query (uri), "&", "mlat");
  g_autofree char *longitude_text = find_parameter (g_uri_get_query (uri), "&", "mlon");
  g_autofree char *map = find_parameter (fragment, "&", "map");
  const char *pair = map != NULL ? strchr (map, '/') : NULL;
  g_autofree char *marker = NULL;
  double latitude, longitude;

  if (latitude_text != NULL && longitude_text != NULL)
    {
      marker = g_strdup_printf ("%s,%s", latitude_text, longitude_text);
      if (read_pair (marker, &latitude, &longitude, NULL))
        return make_place (latitude, longitude, NULL, error);
    }
  if (pair != NULL && read_pair (pair + 1, &latitude, &longitude, NULL))
    return make_place (latitude, longitude, NULL, error);
  return refuse (_ ("This link of OpenStreetMap has no coordinates."), error);
}

/* `/maps/place/NAME/…` */
static char *
read_google_name (const char *path)
{
  const char *place = strstr (path, "/place/");
  const char *name = place != NULL ? place + strlen ("/place/") : NULL;

  if (name == NULL || g_ascii_isdigit (*name) || *name == '@' || *name == '-')
    return NULL;
  return clean_name (name, strcspn (name, "/"));
}

/* `!3d52.5163!4d13.3777` */
static gboolean
read_google_data (const char *path, double *latitude, double *longitude)
{
  const char *at = strstr (path, "!3d");
  double first, second;

  if (at == NULL)
    return FALSE;
  at += strlen ("!3d");
  if (!read_decimal (&at, &first) || !g_str_has_prefix (at, "!4d"))
    return FALSE;
  at += strlen ("!4d");
  if (!read_decimal (&at, &second))
    return FALSE;
  *latitude = first;
  *longitude = second;
  return TRUE;
}

/* That is the place, `/@52.5,13.3,17z` only where the map was looked at. */
static AppPlace *
parse_google (GUri *uri, GError **error)
{
  static const char *const parameters[] = { "q",     "query",  "ll",  "destination",
                                            "daddr", "center", "sll", "cbll" };
  const char *path = g_uri_get_path (uri), *at;
  g_autofree char *name = read_google_name (path);
  double latitude, longitude;

  if (read_google_data (path, &latitude, &longitude))
    return make_place (latitude, longitude, g_steal_pointer (&name), error);
  for (guint i = 0; i < G_N_ELEMENTS (parameters); i++)
    {
      g_autofree char *value = find_parameter (g_uri_get_query (uri), "&", parameters[i]);

      if (read_escaped_pair (value, &latitude, &longitude))
        return make_place (latitude, longitude, g_steal_pointer (&name), error);
    }
  at = strchr (path, '@');
  if (at != NULL && read_pair (at + 1, &latitude, &longitude, NULL))
    return make_place (latitude, longitude, g_steal_pointer (&name), error);
  return refuse (_ ("This link of Google Maps has no coordinates."), error);
}

static gboolean
is_google (const char *host)
{
  g_auto (GStrv) labels = g_strsplit (host, ".", -1);

  /* google.com, www.google.de, maps.google.co.uk: nobody else's google.example.org. */
  for (guint i = 0; labels[i] != NULL; i++)
    if (g_ascii_strcasecmp (labels[i], "google") == 0)
      {
        guint n_after = g_strv_length (labels) - i - 1;

        return n_after == 1 || (n_after == 2 && strlen (labels[i + 1]) <= 3);
      }
  return FALSE;
}

static AppPlace *
parse_link (const char *typed, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (typed, G_URI_FLAGS_ENCODED, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || *host == '\0')
    return refuse (_ ("This link cannot be read."), error);
  if (is_host (host, "openstreetmap.org") || is_host (host, "osm.org"))
    return parse_openstreetmap (uri, error);
  if (is_google (host))
    return parse_google (uri, error);
  if (is_host (host, "goo.gl"))
    return refuse (_ ("A short link has no coordinates in it, and Landline asks no map service for "
                      "them. Open it in a browser and copy the long link from there."),
                   error);
  return refuse (_ ("Only links of OpenStreetMap and Google Maps are known. Enter the coordinates "
                    "instead."),
                 error);
}

/**
 * app_place_parse:
 * @typed: what somebody typed or pasted
 * @error: return location
 *
 * Reads a place: a `geo:` URI, a link of OpenStreetMap or Google Maps that has coordinates in it,
 * or coordinates in decimal degrees or in degrees, minutes and seconds. Nothing is looked up
 * anywhere.
 *
 * Returns: (transfer full) (nullable): the place; on failure %NULL, and @error is a sentence for
 * the person
 */
AppPlace *
app_place_parse (const char *typed, GError **error)
{
  g_autofree char *text = NULL;
  double latitude, longitude;

  g_return_val_if_fail (typed != NULL, NULL);

  if (strlen (typed) > APP_PLACE_LIMIT_TYPED || !g_utf8_validate (typed, -1, NULL))
    return refuse (_ ("This is too long for a place."), error);
  text = g_strstrip (g_strdup (typed));
  if (g_ascii_strncasecmp (text, "geo:", 4) == 0)
    return parse_geo (text + 4, error);
  if (g_ascii_strncasecmp (text, "https://", 8) == 0 ||
      g_ascii_strncasecmp (text, "http://", 7) == 0)
    return parse_link (text, error);
  if (!app_place_parse_angles (text, &latitude, &longitude, error))
    return NULL;
  return app_place_new (latitude, longitude, NULL);
}
