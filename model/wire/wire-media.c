/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-wire"

#include "config.h"

#include "wire-media.h"

#include <string.h>

#include "landline-error.h"
#include "landline-limits.h"
#include "wire-writer.h"

#define SHA256_DIGITS  64
#define BASE64_LIMIT   ((LANDLINE_LIMIT_THUMBNAIL + 2) / 3 * 4)
#define DURATION_LIMIT LANDLINE_LIMIT_INTEGER

/* What a sender knows about a file, and nobody else. */
typedef struct
{
  const WireValue *width;
  const WireValue *height;
  const WireValue *duration;
  const WireValue *thumbnail;
} PreviewValues;

#define PREVIEW_FIELDS(values)                                                                     \
  WIRE_FIELD ("width", &(values)->width), WIRE_FIELD ("height", &(values)->height),                \
      WIRE_FIELD ("duration", &(values)->duration), WIRE_FIELD ("thumbnail", &(values)->thumbnail)

static gboolean
is_base64 (const char *text)
{
  static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  gsize length = strspn (text, alphabet);
  gsize padding = strspn (text + length, "=");

  return text[length + padding] == '\0' && padding <= 2 && (length + padding) % 4 == 0;
}

static gboolean
read_thumbnail (const WireValue *value, GBytes **out, GError **error)
{
  const char *text;
  guchar *data;
  gsize size;

  if (!wire_read_optional_string (value, "thumbnail", BASE64_LIMIT, &text, error))
    return FALSE;

  if (text == NULL || *text == '\0')
    return TRUE;

  if (!is_base64 (text))
    {
      g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME,
                           "`thumbnail` is not base64.");
      return FALSE;
    }

  data = g_base64_decode (text, &size);
  *out = g_bytes_new_take (data, size);
  if (size <= LANDLINE_LIMIT_THUMBNAIL)
    return TRUE;

  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_TOO_LARGE,
               "`thumbnail` has %" G_GSIZE_FORMAT " bytes, more than the %d that are taken.", size,
               LANDLINE_LIMIT_THUMBNAIL);
  return FALSE;
}

/* Gives back @media, or the same media with the preview where there is one. */
static LandlineMedia *
add_preview (LandlineMedia *media, const PreviewValues *values, GError **error)
{
  g_autoptr (LandlineMedia) plain = media;
  g_autoptr (GBytes) thumbnail = NULL;
  gint64 width, height, duration;

  if (!wire_read_optional_integer (values->width, "width", 0, LANDLINE_LIMIT_PIXELS_SIDE, 0, &width,
                                   error) ||
      !wire_read_optional_integer (values->height, "height", 0, LANDLINE_LIMIT_PIXELS_SIDE, 0,
                                   &height, error) ||
      !wire_read_optional_integer (values->duration, "duration", 0, DURATION_LIMIT, 0, &duration,
                                   error) ||
      !read_thumbnail (values->thumbnail, &thumbnail, error))
    return NULL;

  if (width == 0 && height == 0 && duration == 0 && thumbnail == NULL)
    return g_steal_pointer (&plain);

  return landline_media_new_with_preview (plain, width, height, duration, thumbnail);
}

LandlineMedia *
wire_media_reference_read (const WireValue *value,
                           const char *name,
                           LandlineMediaKind kind,
                           GError **error)
{
  const WireValue *id_value;
  PreviewValues preview = { NULL };
  const WireField fields[] = { WIRE_FIELD ("id", &id_value), PREVIEW_FIELDS (&preview) };
  const char *id;

  if (wire_value_is_object (value))
    {
      if (!wire_read_object (value, name, fields, G_N_ELEMENTS (fields), error))
        return NULL;
      value = id_value;
    }

  if (!wire_read_prefixed_id (value, name, LANDLINE_ID_MEDIA, &id, error))
    return NULL;

  return add_preview (landline_media_new_reference (kind, id), &preview, error);
}

static gboolean
is_sha256 (const char *digest)
{
  return strspn (digest, "0123456789abcdef") == SHA256_DIGITS && digest[SHA256_DIGITS] == '\0';
}

LandlineMedia *
wire_media_read (const WireValue *value, const char *name, LandlineMediaKind kind, GError **error)
{
  const WireValue *type_value, *id_value, *name_value, *content_type_value, *size_value,
      *sha256_value;
  PreviewValues preview = { NULL };
  const WireField fields[] = {
    WIRE_FIELD ("type", &type_value), WIRE_FIELD ("id", &id_value),
    WIRE_FIELD ("name", &name_value), WIRE_FIELD ("content_type", &content_type_value),
    WIRE_FIELD ("size", &size_value), WIRE_FIELD ("sha256", &sha256_value),
    PREVIEW_FIELDS (&preview),
  };
  const char *type, *id, *file_name, *content_type, *sha256;
  gint64 size;

  if (!wire_read_object (value, name, fields, G_N_ELEMENTS (fields), error) ||
      !wire_read_optional_string (type_value, "type", LANDLINE_LIMIT_ID, &type, error) ||
      !wire_read_prefixed_id (id_value, "id", LANDLINE_ID_MEDIA, &id, error) ||
      !wire_read_string (name_value, "name", LANDLINE_LIMIT_FILE_NAME, &file_name, error) ||
      !wire_read_string (content_type_value, "content_type", LANDLINE_LIMIT_CONTENT_TYPE,
                         &content_type, error) ||
      !wire_read_integer (size_value, "size", 0, LANDLINE_LIMIT_INTEGER, &size, error) ||
      !wire_read_string (sha256_value, "sha256", SHA256_DIGITS, &sha256, error))
    return NULL;

  if (!is_sha256 (sha256))
    {
      g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME,
                           "`sha256` is not 64 hexadecimal digits in lower case.");
      return NULL;
    }
  if (type != NULL)
    landline_media_kind_from_string (type, &kind);

  return add_preview (landline_media_new (kind, id, file_name, content_type, size, sha256),
                      &preview, error);
}

static void
write_preview (GString *out, LandlineMedia *media)
{
  GBytes *thumbnail = landline_media_get_thumbnail (media);

  if (landline_media_get_width (media) > 0)
    {
      wire_append (out, ",\"width\":");
      wire_append_integer (out, landline_media_get_width (media));
    }
  if (landline_media_get_height (media) > 0)
    {
      wire_append (out, ",\"height\":");
      wire_append_integer (out, landline_media_get_height (media));
    }
  if (landline_media_get_duration (media) > 0)
    {
      wire_append (out, ",\"duration\":");
      wire_append_integer (out, landline_media_get_duration (media));
    }
  if (thumbnail != NULL)
    {
      wire_append (out, ",\"thumbnail\":");
      wire_append_base64 (out, thumbnail);
    }
}

/* The members, without the braces: the caller may have more to say. */
void
wire_media_write_members (GString *out, LandlineMedia *media)
{
  wire_append (out, "\"id\":");
  wire_append_string (out, landline_media_get_id (media));
  if (!landline_media_is_reference (media))
    {
      wire_append (out, ",\"name\":");
      wire_append_string (out, landline_media_get_name (media));
      wire_append (out, ",\"content_type\":");
      wire_append_string (out, landline_media_get_content_type (media));
      wire_append (out, ",\"size\":");
      wire_append_integer (out, landline_media_get_size (media));
      wire_append (out, ",\"sha256\":");
      wire_append_string (out, landline_media_get_sha256 (media));
    }
  write_preview (out, media);
}

/* As a sender writes it: the id alone where there is nothing else that only a sender knows. */
void
wire_media_reference_write (GString *out, LandlineMedia *media)
{
  gsize start = out->len;

  wire_append (out, "{\"id\":");
  wire_append_string (out, landline_media_get_id (media));
  write_preview (out, media);
  wire_append (out, "}");

  if (landline_media_get_width (media) == 0 && landline_media_get_height (media) == 0 &&
      landline_media_get_duration (media) == 0 && landline_media_get_thumbnail (media) == NULL)
    {
      g_string_truncate (out, start);
      wire_append_string (out, landline_media_get_id (media));
    }
}
