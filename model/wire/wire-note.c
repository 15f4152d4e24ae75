/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-wire"

#include "config.h"

#include "wire-note.h"

#include "landline-error.h"
#include "landline-limits.h"
#include "wire-writer.h"

static gboolean
read_key (const WireValue *value, const char **key, GError **error)
{
  if (!wire_read_string (value, "key", LANDLINE_LIMIT_NOTE_KEY, key, error))
    return FALSE;
  if (landline_note_is_key (*key))
    return TRUE;

  g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME,
                       "`key` is not the key of a note.");
  return FALSE;
}

LandlineNote *
wire_note_read (const WireValue *value, const char *name, gboolean is_taken, GError **error)
{
  const WireValue *key_value, *value_value, *time_value, *version_value;
  const WireField fields[] = {
    WIRE_FIELD ("key", &key_value),
    WIRE_FIELD ("value", &value_value),
    WIRE_FIELD ("time", &time_value),
    WIRE_FIELD ("version", &version_value),
  };
  const char *key, *text;
  gint64 time = 0, version = 0;

  if (!wire_read_object (value, name, fields, G_N_ELEMENTS (fields), error) ||
      !read_key (key_value, &key, error) ||
      !wire_read_string (value_value, "value", LANDLINE_LIMIT_NOTE_VALUE, &text, error))
    return NULL;

  if (is_taken &&
      (!wire_read_integer (time_value, "time", 0, LANDLINE_LIMIT_INTEGER, &time, error) ||
       !wire_read_integer (version_value, "version", 1, LANDLINE_LIMIT_INTEGER, &version, error)))
    return NULL;

  return landline_note_new (key, text, time, version);
}

void
wire_note_write (GString *out, LandlineNote *note)
{
  wire_append (out, "{\"key\":");
  wire_append_string (out, landline_note_get_key (note));
  wire_append (out, ",\"value\":");
  wire_append_string (out, landline_note_get_value (note));
  wire_append (out, ",\"time\":");
  wire_append_integer (out, landline_note_get_time (note));
  wire_append (out, ",\"version\":");
  wire_append_integer (out, landline_note_get_version (note));
  wire_append (out, "}");
}
