/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-wire"

#include "config.h"

#include "wire-device.h"

#include "landline-limits.h"
#include "wire-writer.h"

LandlineDevice *
wire_device_read (const WireValue *value, const char *name, GError **error)
{
  const WireValue *id_value, *user_id_value, *name_value, *created_value, *seen_value;
  const WireField fields[] = {
    WIRE_FIELD ("id", &id_value),          WIRE_FIELD ("user_id", &user_id_value),
    WIRE_FIELD ("name", &name_value),      WIRE_FIELD ("created", &created_value),
    WIRE_FIELD ("last_seen", &seen_value),
  };
  const char *id, *user_id, *device_name;
  gint64 created, last_seen;

  if (!wire_read_object (value, name, fields, G_N_ELEMENTS (fields), error) ||
      !wire_read_prefixed_id (id_value, "id", LANDLINE_ID_DEVICE, &id, error) ||
      !wire_read_user_id (user_id_value, "user_id", &user_id, error) ||
      !wire_read_optional_string (name_value, "name", LANDLINE_LIMIT_DEVICE_NAME, &device_name,
                                  error) ||
      !wire_read_optional_integer (created_value, "created", 0, LANDLINE_LIMIT_INTEGER, 0, &created,
                                   error) ||
      !wire_read_optional_integer (seen_value, "last_seen", 0, LANDLINE_LIMIT_INTEGER, 0,
                                   &last_seen, error))
    return NULL;

  return landline_device_new (id, user_id, device_name, created, last_seen);
}

void
wire_device_write (GString *out, LandlineDevice *device)
{
  wire_append (out, "{\"id\":");
  wire_append_string (out, landline_device_get_id (device));
  wire_append (out, ",\"user_id\":");
  wire_append_string (out, landline_device_get_user_id (device));
  wire_append (out, ",\"name\":");
  wire_append_nullable (out, landline_device_get_name (device));
  wire_append (out, ",\"created\":");
  wire_append_integer (out, landline_device_get_created (device));
  wire_append (out, ",\"last_seen\":");
  wire_append_integer (out, landline_device_get_last_seen (device));
  wire_append (out, "}");
}

LandlineDeviceLink *
wire_device_link_read (const WireValue *value, const char *name, GError **error)
{
  const WireValue *id_value, *code_value, *created_value, *expires_value;
  const WireField fields[] = {
    WIRE_FIELD ("id", &id_value),
    WIRE_FIELD ("code", &code_value),
    WIRE_FIELD ("created", &created_value),
    WIRE_FIELD ("expires", &expires_value),
  };
  const char *id, *code;
  gint64 created, expires;

  if (!wire_read_object (value, name, fields, G_N_ELEMENTS (fields), error) ||
      !wire_read_string (id_value, "id", LANDLINE_LIMIT_ID, &id, error) ||
      !wire_read_optional_string (code_value, "code", LANDLINE_LIMIT_INVITE, &code, error) ||
      !wire_read_integer (created_value, "created", 0, LANDLINE_LIMIT_INTEGER, &created, error) ||
      !wire_read_integer (expires_value, "expires", 0, LANDLINE_LIMIT_INTEGER, &expires, error))
    return NULL;

  return landline_device_link_new (id, code, created, expires);
}

void
wire_device_link_write (GString *out, LandlineDeviceLink *link)
{
  wire_append (out, "{\"id\":");
  wire_append_string (out, landline_device_link_get_id (link));
  if (landline_device_link_get_code (link) != NULL)
    {
      wire_append (out, ",\"code\":");
      wire_append_string (out, landline_device_link_get_code (link));
    }
  wire_append (out, ",\"created\":");
  wire_append_integer (out, landline_device_link_get_created (link));
  wire_append (out, ",\"expires\":");
  wire_append_integer (out, landline_device_link_get_expires (link));
  wire_append (out, "}");
}
