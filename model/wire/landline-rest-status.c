/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-wire"

#include "config.h"

#include "landline-rest-status.h"

#include "landline-error.h"
#include "landline-limits.h"
#include "landline-status.h"
#include "wire-content.h"
#include "wire-reader.h"
#include "wire-writer.h"

/* A text or a media. The type may be missing: it can be seen from the rest. */
static LandlineContent *
read_content (const WireContentValues *values, GError **error)
{
  LandlineLimits limits = landline_limits_default;
  WireContentValues plain = *values;
  const char *type;

  limits.text = LANDLINE_LIMIT_STATUS_TEXT;
  wire_content_forget_traits (&plain);
  if (!wire_read_optional_string (plain.type, "type", LANDLINE_LIMIT_ID, &type, error))
    return NULL;
  if (type == NULL)
    type = plain.media_object != NULL ? "media" : "text";

  if (g_str_equal (type, "text"))
    return wire_content_read_as (&plain, LANDLINE_CONTENT_TEXT, &limits, error);
  if (g_str_equal (type, "media"))
    return wire_content_read_as (&plain, LANDLINE_CONTENT_MEDIA, &limits, error);

  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNSUPPORTED,
               "A status cannot be of type \"%s\".", type);
  return NULL;
}

static gboolean
read_colour (const WireValue *value, const char **colour, GError **error)
{
  if (!wire_read_optional_string (value, "colour", LANDLINE_LIMIT_ID, colour, error))
    return FALSE;
  if (*colour == NULL || landline_status_is_colour (*colour))
    return TRUE;

  g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME,
                       "`colour` is not a colour: # and 6 hexadecimal digits.");
  return FALSE;
}

/* @users: (transfer container): the strings are the document's */
static gboolean
read_audience (const WireValue *value,
               LandlineAudienceMode *mode,
               const char ***users,
               GError **error)
{
  const WireValue *mode_value, *users_value;
  const WireField fields[] = {
    WIRE_FIELD ("mode", &mode_value),
    WIRE_FIELD ("users", &users_value),
  };
  const char *name;

  if (value == NULL)
    return TRUE;

  if (!wire_read_object (value, "audience", fields, G_N_ELEMENTS (fields), error) ||
      !wire_read_string (mode_value, "mode", LANDLINE_LIMIT_ID, &name, error) ||
      !wire_read_optional_users (users_value, "users", LANDLINE_LIMIT_AUDIENCE, users, error))
    return FALSE;

  /* Who does not know how it is restricted must not show it to all. */
  if (landline_audience_mode_from_string (name, mode))
    return TRUE;

  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNSUPPORTED,
               "An audience of mode \"%s\" is not known here.", name);
  return FALSE;
}

/**
 * landline_rest_parse_status_request:
 * @out: (out): the request
 * @data: (array length=length): a body
 * @length: bytes of @data
 * @error: return location for an error
 *
 * Parses the body of `POST /v1/statuses`.
 *
 * Returns: whether it is one; @out is untouched otherwise
 */
gboolean
landline_rest_parse_status_request (LandlineStatusRequest *out,
                                    const char *data,
                                    gsize length,
                                    GError **error)
{
  g_auto (WireDocument) document;
  const WireValue *id_value, *colour_value, *audience_value;
  WireContentValues content_values;
  const WireField fields[] = {
    WIRE_FIELD ("id", &id_value),
    WIRE_FIELD ("colour", &colour_value),
    WIRE_FIELD ("audience", &audience_value),
    WIRE_CONTENT_FIELDS (&content_values),
  };
  LandlineAudienceMode mode = LANDLINE_AUDIENCE_ALL;
  g_autofree const char **users = NULL;
  LandlineContent *content;
  const char *id, *colour;

  if (!wire_document_parse (&document, data, length, LANDLINE_LIMIT_REST_BODY, error) ||
      !wire_read_object (wire_document_get_root (&document), "body", fields, G_N_ELEMENTS (fields),
                         error) ||
      !wire_read_message_id (id_value, "id", &id, error) ||
      !read_colour (colour_value, &colour, error) ||
      !read_audience (audience_value, &mode, &users, error))
    return FALSE;

  content = read_content (&content_values, error);
  if (content == NULL)
    return FALSE;

  g_strlcpy (out->id, id, sizeof out->id);
  out->content = content;
  out->colour = g_strdup (colour);
  out->audience.mode = mode;
  out->audience.users = g_strdupv ((char **) users);
  return TRUE;
}

/**
 * landline_status_request_clear:
 * @self: a request
 *
 * Frees what is in @self, but not @self.
 */
void
landline_status_request_clear (LandlineStatusRequest *self)
{
  g_clear_object (&self->content);
  g_clear_pointer (&self->colour, g_free);
  landline_audience_clear (&self->audience);
}

static void
write_audience (GString *out, const LandlineAudience *audience)
{
  wire_append (out, ",\"audience\":{\"mode\":\"");
  g_string_append (out, landline_audience_mode_to_string (audience->mode));
  wire_append (out, "\"");
  if (audience->users != NULL)
    {
      wire_append (out, ",\"users\":");
      wire_append_strings (out, (const char *const *) audience->users);
    }
  wire_append (out, "}");
}

/**
 * landline_rest_write_status_request:
 * @out: where to append
 * @request: a request
 *
 * Writes the body of `POST /v1/statuses`.
 */
void
landline_rest_write_status_request (GString *out, const LandlineStatusRequest *request)
{
  g_return_if_fail (request != NULL);
  g_return_if_fail (LANDLINE_IS_CONTENT (request->content));

  wire_append (out, "{\"id\":");
  wire_append_string (out, request->id);
  wire_append (out, ",");
  wire_content_write_for_sending (out, request->content);
  if (request->colour != NULL)
    {
      wire_append (out, ",\"colour\":");
      wire_append_string (out, request->colour);
    }
  write_audience (out, &request->audience);
  wire_append (out, "}");
}
