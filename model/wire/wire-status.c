/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-wire"

#include "config.h"

#include "wire-status.h"

#include "landline-limits.h"
#include "landline-wire-content.h"
#include "wire-content.h"
#include "wire-writer.h"

/* The members of a status. */
typedef struct
{
  const WireValue *id;
  const WireValue *user_id;
  const WireValue *removed;
  const WireValue *time;
  const WireValue *expires;
  const WireValue *views;
  const WireValue *viewed;
  const WireValue *colour;
  WireContentValues content;
} StatusValues;

static LandlineStatus *
read_posted (StatusValues *values, const char *id, const char *user_id, GError **error)
{
  g_autoptr (LandlineContent) content = NULL;
  gint64 time, expires, n_views;
  gboolean is_viewed;
  const char *colour;

  if (!wire_read_integer (values->time, "time", 0, LANDLINE_LIMIT_INTEGER, &time, error) ||
      !wire_read_integer (values->expires, "expires", 0, LANDLINE_LIMIT_INTEGER, &expires, error) ||
      !wire_read_optional_integer (values->views, "views", 0, G_MAXUINT, 0, &n_views, error) ||
      !wire_read_optional_boolean (values->viewed, "viewed", &is_viewed, error) ||
      !wire_read_optional_string (values->colour, "colour", LANDLINE_LIMIT_ID, &colour, error))
    return NULL;

  content = wire_content_read (&values->content, NULL, error);
  if (content == NULL)
    return NULL;

  return landline_status_new (id, user_id, time, expires, content,
                              landline_status_is_colour (colour) ? colour : NULL, n_views,
                              is_viewed);
}

LandlineStatus *
wire_status_read (const WireValue *value, const char *name, GError **error)
{
  StatusValues values = { NULL };
  const WireField fields[] = {
    WIRE_FIELD ("id", &values.id),           WIRE_FIELD ("user_id", &values.user_id),
    WIRE_FIELD ("removed", &values.removed), WIRE_FIELD ("time", &values.time),
    WIRE_FIELD ("expires", &values.expires), WIRE_FIELD ("views", &values.views),
    WIRE_FIELD ("viewed", &values.viewed),   WIRE_FIELD ("colour", &values.colour),
    WIRE_CONTENT_FIELDS (&values.content),
  };
  const char *id, *user_id;
  gboolean is_removed;

  if (!wire_read_object (value, name, fields, G_N_ELEMENTS (fields), error) ||
      !wire_read_prefixed_id (values.id, "id", LANDLINE_ID_STATUS, &id, error) ||
      !wire_read_user_id (values.user_id, "user_id", &user_id, error) ||
      !wire_read_optional_boolean (values.removed, "removed", &is_removed, error))
    return NULL;

  wire_content_forget_traits (&values.content);
  return is_removed ? landline_status_new_removed (id, user_id)
                    : read_posted (&values, id, user_id, error);
}

static void
write_posted (GString *out, LandlineStatus *status)
{
  GBytes *encoded = landline_wire_content_get_encoded (landline_status_get_content (status));

  wire_append (out, ",\"time\":");
  wire_append_integer (out, landline_status_get_time (status));
  wire_append (out, ",\"expires\":");
  wire_append_integer (out, landline_status_get_expires (status));
  wire_append (out, ",\"views\":");
  wire_append_integer (out, landline_status_get_n_views (status));
  if (landline_status_is_viewed (status))
    wire_append (out, ",\"viewed\":true");
  if (landline_status_get_colour (status) != NULL)
    {
      wire_append (out, ",\"colour\":");
      wire_append_string (out, landline_status_get_colour (status));
    }
  wire_append (out, ",");
  g_string_append_len (out, g_bytes_get_data (encoded, NULL), g_bytes_get_size (encoded));
}

void
wire_status_write (GString *out, LandlineStatus *status)
{
  wire_append (out, "{\"id\":");
  wire_append_string (out, landline_status_get_id (status));
  wire_append (out, ",\"user_id\":");
  wire_append_string (out, landline_status_get_user_id (status));
  if (landline_status_is_removed (status))
    wire_append (out, ",\"removed\":true");
  else
    write_posted (out, status);
  wire_append (out, "}");
}

LandlineView *
wire_view_read (const WireValue *value, const char *name, GError **error)
{
  const WireValue *status_value, *user_id_value, *time_value;
  const WireField fields[] = {
    WIRE_FIELD ("status", &status_value),
    WIRE_FIELD ("user_id", &user_id_value),
    WIRE_FIELD ("time", &time_value),
  };
  const char *status, *user_id;
  gint64 time;

  if (!wire_read_object (value, name, fields, G_N_ELEMENTS (fields), error) ||
      !wire_read_prefixed_id (status_value, "status", LANDLINE_ID_STATUS, &status, error) ||
      !wire_read_user_id (user_id_value, "user_id", &user_id, error) ||
      !wire_read_integer (time_value, "time", 0, LANDLINE_LIMIT_INTEGER, &time, error))
    return NULL;

  return landline_view_new (status, user_id, time);
}

void
wire_view_write (GString *out, LandlineView *view)
{
  wire_append (out, "{\"status\":");
  wire_append_string (out, landline_view_get_status (view));
  wire_append (out, ",\"user_id\":");
  wire_append_string (out, landline_view_get_user_id (view));
  wire_append (out, ",\"time\":");
  wire_append_integer (out, landline_view_get_time (view));
  wire_append (out, "}");
}
