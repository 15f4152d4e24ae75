/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-wire"

#include "config.h"

#include "landline-wire-content.h"

#include <string.h>

#include "landline-error.h"
#include "wire-content.h"
#include "wire-media.h"
#include "wire-writer.h"

static LandlineContent *
read_text (const WireContentValues *values, gsize limit, GError **error)
{
  const char *text;

  if (!wire_read_string (values->text, "text", limit, &text, error))
    return NULL;

  if (*text == '\0')
    {
      g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME, "`text` is empty.");
      return NULL;
    }

  return landline_content_new_text (text);
}

static LandlineContent *
read_media (const WireContentValues *values,
            LandlineMediaKind kind,
            gboolean is_sent,
            gsize limit,
            GError **error)
{
  gboolean is_document = kind == LANDLINE_MEDIA_KIND_DOCUMENT;
  const char *name = is_document ? "document" : "media_object";
  const WireValue *value = is_document ? values->document : values->media_object;
  g_autoptr (LandlineMedia) media = NULL;
  const char *caption;

  if (!wire_read_optional_string (values->text, "text", limit, &caption, error))
    return NULL;

  media = is_sent ? wire_media_reference_read (value, name, kind, error)
                  : wire_media_read (value, name, kind, error);

  return media != NULL ? landline_content_new_media (media, caption) : NULL;
}

static LandlineContent *
read_location (const WireValue *value, GError **error)
{
  const WireValue *latitude_value, *longitude_value, *name_value;
  const WireField fields[] = {
    WIRE_FIELD ("latitude", &latitude_value),
    WIRE_FIELD ("longitude", &longitude_value),
    WIRE_FIELD ("name", &name_value),
  };
  double latitude, longitude;
  const char *name;

  if (!wire_read_object (value, "location", fields, G_N_ELEMENTS (fields), error) ||
      !wire_read_number (latitude_value, "latitude", -90, 90, &latitude, error) ||
      !wire_read_number (longitude_value, "longitude", -180, 180, &longitude, error) ||
      !wire_read_optional_string (name_value, "name", LANDLINE_LIMIT_NAME, &name, error))
    return NULL;

  return landline_content_new_location (latitude, longitude, name);
}

static LandlineContent *
read_contact (const WireValue *value, GError **error)
{
  const WireValue *name_value, *phones_value, *element;
  const WireField fields[] = {
    WIRE_FIELD ("name", &name_value),
    WIRE_FIELD ("phones", &phones_value),
  };
  const char *phones[LANDLINE_LIMIT_PHONES + 1];
  const char *name;
  guint n_phones;

  if (!wire_read_object (value, "contact", fields, G_N_ELEMENTS (fields), error) ||
      !wire_read_string (name_value, "name", LANDLINE_LIMIT_NAME, &name, error) ||
      !wire_read_array (phones_value, "phones", LANDLINE_LIMIT_PHONES, &n_phones, error))
    return NULL;

  element = wire_array_first (phones_value);
  for (guint i = 0; i < n_phones; i++, element = wire_array_next (element))
    if (!wire_read_string (element, "phones", LANDLINE_LIMIT_PHONE, &phones[i], error))
      return NULL;
  phones[n_phones] = NULL;

  return landline_content_new_contact (name, phones);
}

static gboolean
read_expires (const WireValue *value, const LandlineLimits *limits, gint64 *out, GError **error)
{
  if (!wire_read_optional_integer (value, "expires", 0, LANDLINE_LIMIT_INTEGER, 0, out, error))
    return FALSE;
  if (limits == NULL || landline_limits_allow_expires (*out))
    return TRUE;

  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME,
               "`expires` is none of the %d, %d or %d seconds that are offered.",
               LANDLINE_EXPIRES_DAY, LANDLINE_EXPIRES_WEEK, LANDLINE_EXPIRES_QUARTER);
  return FALSE;
}

LandlineContent *
wire_content_read_traits (const WireContentValues *values,
                          LandlineContent *content,
                          const LandlineLimits *limits,
                          GError **error)
{
  g_autoptr (LandlineContent) plain = content;
  g_autofree const char **mentions = NULL;
  gboolean is_forwarded;
  gint64 expires;

  if (!wire_read_optional_boolean (values->forwarded, "forwarded", &is_forwarded, error) ||
      !wire_read_optional_users (values->mentions, "mentions", LANDLINE_LIMIT_MENTIONS, &mentions,
                                 error) ||
      !read_expires (values->expires, limits, &expires, error))
    return NULL;

  if (!is_forwarded && mentions == NULL && expires == 0)
    return g_steal_pointer (&plain);

  return landline_content_new_with_traits (plain, is_forwarded, mentions, expires);
}

void
wire_content_forget_traits (WireContentValues *values)
{
  values->forwarded = NULL;
  values->mentions = NULL;
  values->expires = NULL;
}

static LandlineContent *
read_of_type (const WireContentValues *values,
              LandlineContentType type,
              const LandlineLimits *limits,
              GError **error)
{
  gsize text_limit = limits != NULL ? limits->text : LANDLINE_LIMIT_FRAME;

  switch (type)
    {
    case LANDLINE_CONTENT_TEXT:
      return read_text (values, text_limit, error);
    case LANDLINE_CONTENT_MEDIA:
      return read_media (values, LANDLINE_MEDIA_KIND_MEDIA, limits != NULL, text_limit, error);
    case LANDLINE_CONTENT_DOCUMENT:
      return read_media (values, LANDLINE_MEDIA_KIND_DOCUMENT, limits != NULL, text_limit, error);
    case LANDLINE_CONTENT_LOCATION:
      return read_location (values->location, error);
    case LANDLINE_CONTENT_CONTACT:
      return read_contact (values->contact, error);
    case LANDLINE_CONTENT_UNSUPPORTED:
    default:
      g_assert_not_reached ();
    }
}

LandlineContent *
wire_content_read_as (const WireContentValues *values,
                      LandlineContentType type,
                      const LandlineLimits *limits,
                      GError **error)
{
  LandlineContent *content = read_of_type (values, type, limits, error);

  return content != NULL ? wire_content_read_traits (values, content, limits, error) : NULL;
}

/* What comes from a server was checked there against the server's limits, which may have been wider
 * than the usual ones. */
LandlineContent *
wire_content_read (const WireContentValues *values, const LandlineLimits *limits, GError **error)
{
  LandlineContentType type;
  const char *type_name;

  if (!wire_read_string (values->type, "type", LANDLINE_LIMIT_ID, &type_name, error))
    return NULL;

  if (!landline_content_type_from_string (type_name, &type))
    {
      g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNSUPPORTED,
                   "Messages of type \"%s\" are not known here.", type_name);
      return NULL;
    }

  return wire_content_read_as (values, type, limits, error);
}

static void
write_media (GString *out, LandlineContent *content, gboolean for_sending)
{
  LandlineMedia *media = landline_content_get_media (content);

  if (landline_content_get_text (content) != NULL)
    {
      wire_append (out, ",\"text\":");
      wire_append_string (out, landline_content_get_text (content));
    }

  if (landline_media_get_kind (media) == LANDLINE_MEDIA_KIND_DOCUMENT)
    wire_append (out, ",\"document\":");
  else
    wire_append (out, ",\"media_object\":");

  if (for_sending)
    {
      wire_media_reference_write (out, media);
      return;
    }

  wire_append (out, "{");
  wire_media_write_members (out, media);
  wire_append (out, "}");
}

static void
write_location (GString *out, LandlineContent *content)
{
  double latitude = 0, longitude = 0;

  landline_content_get_location (content, &latitude, &longitude);
  wire_append (out, ",\"location\":{\"latitude\":");
  wire_append_double (out, latitude);
  wire_append (out, ",\"longitude\":");
  wire_append_double (out, longitude);
  if (landline_content_get_name (content) != NULL)
    {
      wire_append (out, ",\"name\":");
      wire_append_string (out, landline_content_get_name (content));
    }
  wire_append (out, "}");
}

static void
write_contact (GString *out, LandlineContent *content)
{
  const char *const *phones = landline_content_get_phones (content);

  wire_append (out, ",\"contact\":{\"name\":");
  wire_append_string (out, landline_content_get_name (content));
  wire_append (out, ",\"phones\":[");
  for (guint i = 0; phones[i] != NULL; i++)
    {
      if (i > 0)
        wire_append (out, ",");
      wire_append_string (out, phones[i]);
    }
  wire_append (out, "]}");
}

static void
write_traits (GString *out, LandlineContent *content)
{
  if (landline_content_is_forwarded (content))
    wire_append (out, ",\"forwarded\":true");
  if (landline_content_get_mentions (content) != NULL)
    {
      wire_append (out, ",\"mentions\":");
      wire_append_strings (out, landline_content_get_mentions (content));
    }
  if (landline_content_get_expires (content) > 0)
    {
      wire_append (out, ",\"expires\":");
      wire_append_integer (out, landline_content_get_expires (content));
    }
}

static void
write_content (GString *out, LandlineContent *content, gboolean for_sending)
{
  LandlineContentType type = landline_content_get_content_type (content);

  wire_append (out, "\"type\":\"");
  g_string_append (out, landline_content_type_to_string (type));
  wire_append (out, "\"");

  switch (type)
    {
    case LANDLINE_CONTENT_TEXT:
      wire_append (out, ",\"text\":");
      wire_append_string (out, landline_content_get_text (content));
      break;
    case LANDLINE_CONTENT_MEDIA:
    case LANDLINE_CONTENT_DOCUMENT:
      write_media (out, content, for_sending);
      break;
    case LANDLINE_CONTENT_LOCATION:
      write_location (out, content);
      break;
    case LANDLINE_CONTENT_CONTACT:
      write_contact (out, content);
      break;
    case LANDLINE_CONTENT_UNSUPPORTED:
    default:
      g_assert_not_reached ();
    }

  write_traits (out, content);
}

void
wire_content_write_for_sending (GString *out, LandlineContent *content)
{
  if (landline_content_get_content_type (content) == LANDLINE_CONTENT_UNSUPPORTED)
    {
      gsize size;
      const char *data = g_bytes_get_data (landline_content_peek_encoded (content), &size);

      g_string_append_len (out, data, size);
      return;
    }

  write_content (out, content, TRUE);
}

/**
 * landline_wire_content_get_encoded:
 * @content: a content
 *
 * The members of a message that are its content, as JSON without the braces
 * (`"type":"text","text":"…"`): what a store keeps in a column and what the writers of events take
 * as it is. It is made at the first call and kept in @content; any thread may ask.
 *
 * Returns: (transfer none): the encoded form
 */
GBytes *
landline_wire_content_get_encoded (LandlineContent *content)
{
  GBytes *encoded;
  GString *out;

  g_return_val_if_fail (LANDLINE_IS_CONTENT (content), NULL);

  encoded = landline_content_peek_encoded (content);
  if (encoded != NULL)
    return encoded;

  out = g_string_sized_new (128);
  write_content (out, content, FALSE);
  return landline_content_take_encoded (content, g_string_free_to_bytes (out));
}

/**
 * landline_wire_content_new_from_data:
 * @encoded: (array length=length): an encoded form
 * @length: its bytes
 * @error: return location for an error
 *
 * Makes a content from its encoded form. A type that is not known here is kept as
 * %LANDLINE_CONTENT_UNSUPPORTED. The empty form of a deleted message is damaged: that it was
 * deleted is for the caller to know.
 *
 * Returns: (transfer full) (nullable): the content, or %NULL with @error set where the bytes are
 * damaged
 */
LandlineContent *
landline_wire_content_new_from_data (const char *encoded, gsize length, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (encoded, length);

  return landline_wire_content_new_from_encoded (bytes, error);
}

/**
 * landline_wire_content_new_from_encoded:
 * @encoded: an encoded form, which is kept
 * @error: return location for an error
 *
 * See landline_wire_content_new_from_data().
 *
 * Returns: (transfer full) (nullable): the content, or %NULL with @error set where the bytes are
 * damaged
 */
LandlineContent *
landline_wire_content_new_from_encoded (GBytes *encoded, GError **error)
{
  g_auto (WireDocument) document;
  g_autoptr (GString) json = NULL;
  g_autoptr (GError) problem = NULL;
  g_autoptr (LandlineContent) content = NULL;
  WireContentValues values;
  const WireField fields[] = { WIRE_CONTENT_FIELDS (&values) };
  const char *data;
  gsize size;

  document.doc = NULL;
  g_return_val_if_fail (encoded != NULL, NULL);

  data = g_bytes_get_data (encoded, &size);
  json = g_string_sized_new (size + 3);
  g_string_append_c (json, '{');
  g_string_append_len (json, data, size);
  g_string_append_c (json, '}');

  if (!wire_document_parse (&document, json->str, json->len, LANDLINE_LIMIT_REST_REPLY, error) ||
      !wire_read_object (wire_document_get_root (&document), "content", fields,
                         G_N_ELEMENTS (fields), error))
    return NULL;

  content = wire_content_read (&values, NULL, &problem);
  if (content != NULL)
    landline_content_take_encoded (content, g_bytes_ref (encoded));
  else if (g_error_matches (problem, LANDLINE_ERROR, LANDLINE_ERROR_UNSUPPORTED))
    content = wire_content_read_traits (&values, landline_content_new_unsupported (encoded), NULL,
                                        error);
  else
    g_propagate_error (error, g_steal_pointer (&problem));

  return g_steal_pointer (&content);
}
