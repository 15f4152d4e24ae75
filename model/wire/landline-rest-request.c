/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-wire"

#include "config.h"

#include "landline-rest-request.h"

#include <string.h>

#include "wire-message.h"
#include "wire-name.h"
#include "wire-reader.h"
#include "wire-user.h"
#include "wire-writer.h"

/* Ids of former users are nobody's number. */
static gboolean
check_number (const char *phone, GError **error)
{
  if (!landline_id_is_former (phone))
    return TRUE;
  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME,
               "%s is no number that somebody can have.", phone);
  return FALSE;
}

/**
 * landline_rest_parse_register:
 * @out: (out): the request
 * @data: (array length=length): a body
 * @length: bytes of @data
 * @error: return location for an error
 *
 * Parses the body of `POST /v1/register`.
 *
 * Returns: whether it is one; @out is untouched otherwise
 */
gboolean
landline_rest_parse_register (LandlineRegisterRequest *out,
                              const char *data,
                              gsize length,
                              GError **error)
{
  g_auto (WireDocument) document;
  const WireValue *invite_value, *phone_value, *name_value, *device_name_value;
  const WireField fields[] = {
    WIRE_FIELD ("invite", &invite_value),
    WIRE_FIELD ("phone", &phone_value),
    WIRE_FIELD ("name", &name_value),
    WIRE_FIELD ("device_name", &device_name_value),
  };
  const char *invite, *phone, *name, *device_name;

  if (!wire_document_parse (&document, data, length, LANDLINE_LIMIT_REST_BODY, error) ||
      !wire_read_object (wire_document_get_root (&document), "body", fields, G_N_ELEMENTS (fields),
                         error) ||
      !wire_read_optional_string (invite_value, "invite", LANDLINE_LIMIT_INVITE, &invite, error) ||
      !wire_read_user_id (phone_value, "phone", &phone, error) || !check_number (phone, error) ||
      !wire_read_string (name_value, "name", LANDLINE_LIMIT_NAME, &name, error) ||
      !wire_check_name (name, "name", error) ||
      !wire_read_optional_string (device_name_value, "device_name", LANDLINE_LIMIT_DEVICE_NAME,
                                  &device_name, error) ||
      (device_name != NULL && *device_name != '\0' &&
       !wire_check_name (device_name, "device_name", error)))
    return FALSE;

  out->invite = g_strdup (invite);
  out->phone = g_strdup (phone);
  out->name = g_strstrip (g_strdup (name));
  out->device_name = g_strdup (device_name);
  return TRUE;
}

/**
 * landline_register_request_clear:
 * @self: a request
 *
 * Frees what is in @self, but not @self.
 */
void
landline_register_request_clear (LandlineRegisterRequest *self)
{
  g_clear_pointer (&self->invite, g_free);
  g_clear_pointer (&self->phone, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->device_name, g_free);
}

/**
 * landline_rest_parse_link_request:
 * @out: (out): the request
 * @data: (array length=length): a body
 * @length: bytes of @data
 * @error: return location for an error
 *
 * Parses the body of `POST /v1/devices`.
 *
 * Returns: whether it is one; @out is untouched otherwise
 */
gboolean
landline_rest_parse_link_request (LandlineLinkRequest *out,
                                  const char *data,
                                  gsize length,
                                  GError **error)
{
  g_auto (WireDocument) document;
  const WireValue *link_value, *device_name_value;
  const WireField fields[] = {
    WIRE_FIELD ("link", &link_value),
    WIRE_FIELD ("device_name", &device_name_value),
  };
  const char *link, *device_name;

  if (!wire_document_parse (&document, data, length, LANDLINE_LIMIT_REST_BODY, error) ||
      !wire_read_object (wire_document_get_root (&document), "body", fields, G_N_ELEMENTS (fields),
                         error) ||
      !wire_read_string (link_value, "link", LANDLINE_LIMIT_INVITE, &link, error) ||
      !wire_read_optional_string (device_name_value, "device_name", LANDLINE_LIMIT_DEVICE_NAME,
                                  &device_name, error) ||
      (device_name != NULL && *device_name != '\0' &&
       !wire_check_name (device_name, "device_name", error)))
    return FALSE;

  out->link = g_strdup (link);
  out->device_name = g_strdup (device_name);
  return TRUE;
}

/**
 * landline_link_request_clear:
 * @self: a request
 *
 * Frees what is in @self, but not @self.
 */
void
landline_link_request_clear (LandlineLinkRequest *self)
{
  g_clear_pointer (&self->link, g_free);
  g_clear_pointer (&self->device_name, g_free);
}

/**
 * landline_rest_parse_send:
 * @data: (array length=length): a body
 * @length: bytes of @data
 * @limits: (nullable): the server's limits, %NULL for the usual ones
 * @error: return location for an error
 *
 * Parses the body of `POST /v1/messages`. A missing id is made here: such a call is not idempotent.
 *
 * Returns: (transfer full) (nullable): the message to be sent
 */
LandlineSendRequest *
landline_rest_parse_send (const char *data,
                          gsize length,
                          const LandlineLimits *limits,
                          GError **error)
{
  g_auto (WireDocument) document;

  if (limits == NULL)
    limits = &landline_limits_default;

  if (!wire_document_parse (&document, data, length, LANDLINE_LIMIT_REST_BODY, error))
    return NULL;

  return wire_send_read (wire_document_get_root (&document), "body", length, limits, NULL, error);
}

/**
 * landline_rest_parse_ack:
 * @cursor: (out): up to where the device has stored its inbox
 * @data: (array length=length): a body
 * @length: bytes of @data
 * @error: return location for an error
 *
 * Parses the body of `POST /v1/acks`.
 *
 * Returns: whether it is one; @cursor is untouched otherwise
 */
gboolean
landline_rest_parse_ack (gint64 *cursor, const char *data, gsize length, GError **error)
{
  g_auto (WireDocument) document;
  const WireValue *cursor_value;
  const WireField fields[] = { WIRE_FIELD ("cursor", &cursor_value) };

  return wire_document_parse (&document, data, length, LANDLINE_LIMIT_REST_BODY, error) &&
         wire_read_object (wire_document_get_root (&document), "body", fields,
                           G_N_ELEMENTS (fields), error) &&
         wire_read_integer (cursor_value, "cursor", 0, LANDLINE_LIMIT_INTEGER, cursor, error);
}

/**
 * landline_rest_parse_profile_change:
 * @out: (out): the change
 * @data: (array length=length): a body
 * @length: bytes of @data
 * @error: return location for an error
 *
 * Parses the body of `PATCH /v1/me`.
 *
 * Returns: whether it is one; @out is untouched otherwise
 */
gboolean
landline_rest_parse_profile_change (LandlineProfileChange *out,
                                    const char *data,
                                    gsize length,
                                    GError **error)
{
  g_auto (WireDocument) document;
  const WireValue *name_value, *about_value, *avatar_value, *online_value, *seen_value;
  const WireField fields[] = {
    WIRE_FIELD ("name", &name_value),           WIRE_FIELD ("about", &about_value),
    WIRE_FIELD ("avatar", &avatar_value),       WIRE_FIELD ("show_online", &online_value),
    WIRE_FIELD ("show_last_seen", &seen_value),
  };
  const char *name, *about, *avatar;
  LandlinePrivacy privacy;

  if (!wire_document_parse (&document, data, length, LANDLINE_LIMIT_REST_BODY, error) ||
      !wire_read_object (wire_document_get_root (&document), "body", fields, G_N_ELEMENTS (fields),
                         error) ||
      !wire_read_optional_string (name_value, "name", LANDLINE_LIMIT_NAME, &name, error) ||
      (name != NULL && !wire_check_name (name, "name", error)) ||
      !wire_read_optional_string (about_value, "about", LANDLINE_LIMIT_ABOUT, &about, error) ||
      !wire_read_optional_string (avatar_value, "avatar", LANDLINE_LIMIT_ID, &avatar, error) ||
      !wire_check_picture (avatar, "avatar", error) ||
      !wire_read_visibility (online_value, "show_online", &privacy.online, error) ||
      !wire_read_visibility (seen_value, "show_last_seen", &privacy.last_seen, error))
    return FALSE;

  out->name = name != NULL ? g_strstrip (g_strdup (name)) : NULL;
  out->about = g_strdup (about);
  out->avatar = g_strdup (avatar);
  out->privacy = privacy;
  return TRUE;
}

/**
 * landline_profile_change_clear:
 * @self: a change
 *
 * Frees what is in @self, but not @self.
 */
void
landline_profile_change_clear (LandlineProfileChange *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->about, g_free);
  g_clear_pointer (&self->avatar, g_free);
}

static void
append_optional (GString *out, const char *name, const char *value)
{
  if (value == NULL)
    return;

  if (out->str[out->len - 1] != '{')
    wire_append (out, ",");
  wire_append_string (out, name);
  wire_append (out, ":");
  wire_append_string (out, value);
}

/**
 * landline_rest_write_register:
 * @out: where to append
 * @request: a request
 *
 * Writes the body of `POST /v1/register`.
 */
void
landline_rest_write_register (GString *out, const LandlineRegisterRequest *request)
{
  wire_append (out, "{");
  append_optional (out, "invite", request->invite);
  append_optional (out, "phone", request->phone);
  append_optional (out, "name", request->name);
  append_optional (out, "device_name", request->device_name);
  wire_append (out, "}");
}

/**
 * landline_rest_write_link_request:
 * @out: where to append
 * @request: a request
 *
 * Writes the body of `POST /v1/devices`.
 */
void
landline_rest_write_link_request (GString *out, const LandlineLinkRequest *request)
{
  wire_append (out, "{");
  append_optional (out, "link", request->link);
  append_optional (out, "device_name", request->device_name);
  wire_append (out, "}");
}

/**
 * landline_rest_write_send:
 * @out: where to append
 * @request: a message to be sent
 *
 * Writes the body of `POST /v1/messages`.
 */
void
landline_rest_write_send (GString *out, LandlineSendRequest *request)
{
  g_return_if_fail (LANDLINE_IS_SEND_REQUEST (request));

  wire_send_write (out, request);
}

/**
 * landline_rest_write_ack:
 * @out: where to append
 * @cursor: up to where the device has stored its inbox
 *
 * Writes the body of `POST /v1/acks`.
 */
void
landline_rest_write_ack (GString *out, gint64 cursor)
{
  wire_append (out, "{\"cursor\":");
  wire_append_integer (out, cursor);
  wire_append (out, "}");
}

/**
 * landline_rest_write_profile_change:
 * @out: where to append
 * @change: a change
 *
 * Writes the body of `PATCH /v1/me`.
 */
void
landline_rest_write_profile_change (GString *out, const LandlineProfileChange *change)
{
  wire_append (out, "{");
  append_optional (out, "name", change->name);
  append_optional (out, "about", change->about);
  append_optional (out, "avatar", change->avatar);
  append_optional (out, "show_online", landline_visibility_to_string (change->privacy.online));
  append_optional (out, "show_last_seen",
                   landline_visibility_to_string (change->privacy.last_seen));
  wire_append (out, "}");
}
