/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-wire"

#include "config.h"

#include "wire-user.h"

#include "landline-error.h"
#include "landline-limits.h"
#include "wire-writer.h"

/* Nothing is %LANDLINE_VISIBILITY_UNSET. */
gboolean
wire_read_visibility (const WireValue *value,
                      const char *name,
                      LandlineVisibility *visibility,
                      GError **error)
{
  const char *string;

  if (!wire_read_optional_string (value, name, LANDLINE_LIMIT_ID, &string, error))
    return FALSE;
  *visibility = LANDLINE_VISIBILITY_UNSET;
  if (string == NULL || landline_visibility_from_string (string, visibility))
    return TRUE;
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME,
               "\"%s\" is none of everyone, contacts and nobody.", name);
  return FALSE;
}

LandlineUser *
wire_user_read (const WireValue *value, const char *name, GError **error)
{
  const WireValue *id_value, *name_value, *about_value, *avatar_value, *seen_value, *admin_value;
  const WireValue *online_value, *show_seen_value, *former_value, *was_value;
  const WireField fields[] = {
    WIRE_FIELD ("user_id", &id_value),         WIRE_FIELD ("name", &name_value),
    WIRE_FIELD ("about", &about_value),        WIRE_FIELD ("avatar", &avatar_value),
    WIRE_FIELD ("last_seen", &seen_value),     WIRE_FIELD ("admin", &admin_value),
    WIRE_FIELD ("show_online", &online_value), WIRE_FIELD ("show_last_seen", &show_seen_value),
    WIRE_FIELD ("former", &former_value),      WIRE_FIELD ("was", &was_value),
  };
  const char *id, *user_name, *about, *avatar = NULL, *was = NULL;
  g_autoptr (LandlineUser) user = NULL;
  LandlinePrivacy privacy;
  gint64 last_seen;
  gboolean is_admin, is_former;

  if (!wire_read_object (value, name, fields, G_N_ELEMENTS (fields), error) ||
      !wire_read_user_id (id_value, "user_id", &id, error) ||
      !wire_read_string (name_value, "name", LANDLINE_LIMIT_NAME, &user_name, error) ||
      !wire_read_optional_string (about_value, "about", LANDLINE_LIMIT_ABOUT, &about, error) ||
      (avatar_value != NULL &&
       !wire_read_prefixed_id (avatar_value, "avatar", LANDLINE_ID_MEDIA, &avatar, error)) ||
      !wire_read_optional_integer (seen_value, "last_seen", 0, LANDLINE_LIMIT_INTEGER, 0,
                                   &last_seen, error) ||
      !wire_read_optional_boolean (admin_value, "admin", &is_admin, error) ||
      !wire_read_visibility (online_value, "show_online", &privacy.online, error) ||
      !wire_read_visibility (show_seen_value, "show_last_seen", &privacy.last_seen, error) ||
      !wire_read_optional_boolean (former_value, "former", &is_former, error) ||
      (was_value != NULL && !wire_read_user_id (was_value, "was", &was, error)))
    return NULL;
  if (is_former)
    return landline_user_new_former (id, user_name, was);

  user = landline_user_new (id, user_name, about, avatar, last_seen, is_admin);
  if (privacy.online == LANDLINE_VISIBILITY_UNSET || privacy.last_seen == LANDLINE_VISIBILITY_UNSET)
    return g_steal_pointer (&user);
  return landline_user_new_own (user, &privacy);
}

void
wire_user_write (GString *out, LandlineUser *user)
{
  const LandlinePrivacy *privacy = landline_user_get_privacy (user);

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
  if (landline_user_is_former (user))
    wire_append (out, ",\"former\":true");
  if (landline_user_get_was (user) != NULL)
    {
      wire_append (out, ",\"was\":");
      wire_append_string (out, landline_user_get_was (user));
    }
  if (privacy != NULL)
    {
      wire_append (out, ",\"show_online\":");
      wire_append_string (out, landline_visibility_to_string (privacy->online));
      wire_append (out, ",\"show_last_seen\":");
      wire_append_string (out, landline_visibility_to_string (privacy->last_seen));
    }
  wire_append (out, "}");
}
