/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-wire"

#include "config.h"

#include "wire-limits.h"

#include <string.h>

#include "wire-writer.h"

/* What a server does not announce is as usual. A null object is read like an empty one. */
gboolean
wire_limits_read (const WireValue *value, LandlineLimits *out, GError **error)
{
  const WireValue *frame_value, *text_value, *media_value, *document_value, *in_flight_value;
  const WireField fields[] = {
    WIRE_FIELD ("frame", &frame_value),         WIRE_FIELD ("text", &text_value),
    WIRE_FIELD ("media", &media_value),         WIRE_FIELD ("document", &document_value),
    WIRE_FIELD ("in_flight", &in_flight_value),
  };
  const LandlineLimits *usual = &landline_limits_default;
  gint64 frame, text, media, document, in_flight;

  *out = *usual;
  if (value == NULL)
    return TRUE;

  if (!wire_read_object (value, "limits", fields, G_N_ELEMENTS (fields), error) ||
      !wire_read_optional_integer (frame_value, "frame", 1, G_MAXUINT, usual->frame, &frame,
                                   error) ||
      !wire_read_optional_integer (text_value, "text", 1, G_MAXUINT, usual->text, &text, error) ||
      !wire_read_optional_integer (media_value, "media", 0, LANDLINE_LIMIT_INTEGER, usual->media,
                                   &media, error) ||
      !wire_read_optional_integer (document_value, "document", 0, LANDLINE_LIMIT_INTEGER,
                                   usual->document, &document, error) ||
      !wire_read_optional_integer (in_flight_value, "in_flight", 1, G_MAXUINT, usual->in_flight,
                                   &in_flight, error))
    return FALSE;

  out->frame = frame;
  out->text = text;
  out->media = media;
  out->document = document;
  out->in_flight = in_flight;
  return TRUE;
}

void
wire_limits_write (GString *out, const LandlineLimits *limits)
{
  wire_append (out, "{\"frame\":");
  wire_append_integer (out, limits->frame);
  wire_append (out, ",\"text\":");
  wire_append_integer (out, limits->text);
  wire_append (out, ",\"media\":");
  wire_append_integer (out, limits->media);
  wire_append (out, ",\"document\":");
  wire_append_integer (out, limits->document);
  wire_append (out, ",\"in_flight\":");
  wire_append_integer (out, limits->in_flight);
  wire_append (out, "}");
}

gboolean
wire_error_read (const WireValue *value,
                 LandlineError *code,
                 char **message,
                 gint64 *retry_after,
                 GError **error)
{
  const WireValue *code_value, *message_value, *retry_after_value;
  const WireField fields[] = {
    WIRE_FIELD ("code", &code_value),
    WIRE_FIELD ("message", &message_value),
    WIRE_FIELD ("retry_after", &retry_after_value),
  };
  const char *name, *sentence;

  if (!wire_read_object (value, "error", fields, G_N_ELEMENTS (fields), error) ||
      !wire_read_string (code_value, "code", LANDLINE_LIMIT_ID, &name, error) ||
      !wire_read_optional_string (message_value, "message", LANDLINE_LIMIT_FRAME, &sentence,
                                  error) ||
      !wire_read_optional_integer (retry_after_value, "retry_after", 0, LANDLINE_LIMIT_INTEGER, -1,
                                   retry_after, error))
    return FALSE;

  if (!landline_error_from_string (name, code))
    *code = LANDLINE_ERROR_BUSY;
  *message = g_strdup (sentence != NULL ? sentence : name);
  return TRUE;
}

/* The sentence may quote what a peer sent: it is kept short and well formed. */
void
wire_error_write_members (GString *out, LandlineError code, const char *message, gint64 retry_after)
{
  g_autofree char *valid = g_utf8_make_valid (message, -1);

  if (strlen (valid) > LANDLINE_LIMIT_ERROR_MESSAGE)
    *g_utf8_find_prev_char (valid, valid + LANDLINE_LIMIT_ERROR_MESSAGE + 1) = '\0';

  wire_append (out, "\"code\":\"");
  g_string_append (out, landline_error_to_string (code));
  wire_append (out, "\",\"message\":");
  wire_append_string (out, valid);
  wire_append (out, ",\"retry_after\":");
  if (retry_after >= 0)
    wire_append_integer (out, retry_after);
  else
    wire_append (out, "null");
}
