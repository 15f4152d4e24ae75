/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define APP_PLACE_LIMIT_TYPED 2048 /* bytes of what is typed or pasted as a place */

/**
 * AppPlace:
 * @latitude: degrees, north of the equator is positive
 * @longitude: degrees, east of Greenwich is positive
 * @name: (nullable): what is there
 *
 * A place on the earth, in the coordinates of WGS 84.
 */
typedef struct
{
  double latitude;
  double longitude;
  char *name;
} AppPlace;

AppPlace *app_place_new (double latitude, double longitude, const char *name);
AppPlace *app_place_copy (const AppPlace *self);
void app_place_free (AppPlace *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppPlace, app_place_free)

AppPlace *app_place_parse (const char *typed, GError **error);
char *app_place_format (double latitude, double longitude);
char *app_place_dup_uri (double latitude, double longitude, const char *name);
double app_place_get_distance (double latitude,
                               double longitude,
                               double other_latitude,
                               double other_longitude);
char *app_place_format_distance (double metres);

G_END_DECLS
