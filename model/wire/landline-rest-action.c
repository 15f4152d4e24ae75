/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-wire"

#include "config.h"

#include "landline-rest-action.h"

#include "landline-error.h"
#include "landline-wire-action.h"
#include "wire-action.h"
#include "wire-event.h"
#include "wire-note.h"
#include "wire-writer.h"

/**
 * landline_rest_parse_act:
 * @data: (array length=length): a body
 * @length: bytes of @data
 * @limits: (nullable): the server's limits, %NULL for the usual ones
 * @error: return location for an error
 *
 * Parses the body of `POST /v1/actions`. A missing id is made here: such a call is not idempotent.
 *
 * Returns: (transfer full) (nullable): what is to be done
 */
LandlineAction *
landline_rest_parse_act (const char *data,
                         gsize length,
                         const LandlineLimits *limits,
                         GError **error)
{
  g_auto (WireDocument) document;

  if (limits == NULL)
    limits = &landline_limits_default;
  if (!wire_document_parse (&document, data, length, LANDLINE_LIMIT_REST_BODY, error))
    return NULL;

  return wire_action_read (wire_document_get_root (&document), "body", length, limits, NULL, error);
}

/**
 * landline_rest_parse_note:
 * @data: (array length=length): a body
 * @length: bytes of @data
 * @id: (out) (transfer full): the note's id
 * @error: return location for an error
 *
 * Parses the body of `POST /v1/notes`. A missing id is made here: such a call is not idempotent.
 *
 * Returns: (transfer full) (nullable): what is to be noted; @id is untouched for %NULL
 */
LandlineNote *
landline_rest_parse_note (const char *data, gsize length, char **id, GError **error)
{
  g_auto (WireDocument) document;
  const WireValue *id_value;
  const WireField fields[] = { WIRE_FIELD ("id", &id_value) };
  const char *text = NULL;
  LandlineNote *note;

  g_return_val_if_fail (id != NULL, NULL);

  if (!wire_document_parse (&document, data, length, LANDLINE_LIMIT_REST_BODY, error) ||
      !wire_read_object (wire_document_get_root (&document), "body", fields, G_N_ELEMENTS (fields),
                         error) ||
      (id_value != NULL && !wire_read_message_id (id_value, "id", &text, error)))
    return NULL;

  note = wire_note_read (wire_document_get_root (&document), "body", FALSE, error);
  if (note != NULL)
    *id = text != NULL ? g_strdup (text) : landline_id_new_message ();
  return note;
}

/**
 * landline_rest_parse_done:
 * @out: (out): the answer
 * @data: (array length=length): a body
 * @length: bytes of @data
 * @error: return location for an error
 *
 * Returns: whether it is one; @out is untouched otherwise
 */
gboolean
landline_rest_parse_done (LandlineDone *out, const char *data, gsize length, GError **error)
{
  g_auto (WireDocument) document;

  return wire_document_parse (&document, data, length, LANDLINE_LIMIT_REST_REPLY, error) &&
         wire_done_read (wire_document_get_root (&document), "body", out, error);
}

void
landline_rest_write_act (GString *out, LandlineAction *action)
{
  landline_wire_action_write (out, action);
}

void
landline_rest_write_note (GString *out, const char *id, LandlineNote *note)
{
  g_return_if_fail (id != NULL);

  wire_append (out, "{\"id\":");
  wire_append_string (out, id);
  wire_append (out, ",\"key\":");
  wire_append_string (out, landline_note_get_key (note));
  wire_append (out, ",\"value\":");
  wire_append_string (out, landline_note_get_value (note));
  wire_append (out, "}");
}

void
landline_rest_write_done (GString *out, const LandlineDone *done)
{
  wire_append (out, "{");
  wire_done_write_members (out, done);
  wire_append (out, "}");
}
