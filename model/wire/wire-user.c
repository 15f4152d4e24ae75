/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-wire"

#include "config.h"

#include "wire-user.h"

#include "landline-limits.h"
#include "wire-writer.h"

LandlineUser *
wire_user_read (const WireValue *value, const char *name, GError **error)
{
  const WireValue *id_value, *name_value, *about_value, *avatar_value, *seen_value, *admin_value;
  const WireField fields[] = {
    WIRE_FIELD ("user_id", &id_value),     WIRE_FIELD ("name", &name_value),
    WIRE_FIELD ("about", &about_value),    WIRE_FIELD ("avatar", &avatar_value),
    WIRE_FIELD ("last_seen", &seen_value), WIRE_FIELD ("admin", &admin_value),
  };
  const char *id, *user_name, *about, *avatar = NULL;
  gint64 last_seen;
  gboolean is_admin;

  if (!wire_read_object (value, name, fields, G_N_ELEMENTS (fields), error) ||
      !wire_read_user_id (id_value, "user_id", &id, error) ||
      !wire_read_string (name_value, "name", LANDLINE_LIMIT_NAME, &user_name, error) ||
      !wire_read_optional_string (about_value, "about", LANDLINE_LIMIT_ABOUT, &about, error) ||
      (avatar_value != NULL &&
       !wire_read_prefixed_id (avatar_value, "avatar", LANDLINE_ID_MEDIA, &avatar, error)) ||
      !wire_read_optional_integer (seen_value, "last_seen", 0, LANDLINE_LIMIT_INTEGER, 0,
                                   &last_seen, error) ||
      !wire_read_optional_boolean (admin_value, "admin", &is_admin, error))
    return NULL;

  return landline_user_new (id, user_name, about, avatar, last_seen, is_admin);
}

void
wire_user_write (GString *out, LandlineUser *user)
{
  wire_append (out, "{\"user_id\":");
  wire_append_string (out, landline_user_get_id (user));
  wire_append (out, ",\"name\":");
  wire_append_string (out, landline_user_get_name (user));
  wire_append (out, ",\"about\":");
  wire_append_nullable (out, landline_user_get_about (user));
  wire_append (out, ",\"avatar\":");
  wire_append_nullable (out, landline_user_get_avatar (user));
  wire_append (out, ",\"last_seen\":");
  if (landline_user_get_last_seen (user) > 0)
    wire_append_integer (out, landline_user_get_last_seen (user));
  else
    wire_append (out, "null");
  wire_append (out, ",\"admin\":");
  wire_append_boolean (out, landline_user_is_admin (user));
  wire_append (out, "}");
}
