/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-wire"

#include "config.h"

#include "landline-client-frame.h"

#include <string.h>

#include "landline-error.h"
#include "wire-action.h"
#include "wire-message.h"
#include "wire-note.h"
#include "wire-reader.h"
#include "wire-writer.h"

/* The members of any frame from a client. */
typedef struct
{
  const WireValue *frame;
  const WireValue *id;
  const WireValue *version;
  const WireValue *generation;
  const WireValue *cursor;
  const WireValue *window;
  const WireValue *message;
  const WireValue *conversation;
  const WireValue *seq;
} FrameValues;

static gboolean
read_conversation (LandlineClientFrame *self, const FrameValues *values, GError **error)
{
  const char *conversation;

  if (!wire_read_prefixed_id (values->conversation, "conversation", LANDLINE_ID_CONVERSATION,
                              &conversation, error))
    return FALSE;

  g_strlcpy (self->conversation, conversation, sizeof self->conversation);
  return TRUE;
}

/* A wider window than the server grants is narrowed, not refused: the client cannot know. */
static gboolean
read_hello (LandlineClientFrame *self, const FrameValues *values, GError **error)
{
  const char *generation = "";
  gint64 version, window;

  if (!wire_read_integer (values->version, "version", 1, G_MAXINT, &version, error) ||
      !wire_read_optional_integer (values->cursor, "cursor", 0, LANDLINE_LIMIT_INTEGER, 0,
                                   &self->cursor, error) ||
      !wire_read_optional_integer (values->window, "window", 1, LANDLINE_LIMIT_INTEGER,
                                   LANDLINE_DEFAULT_WINDOW, &window, error) ||
      (values->generation != NULL &&
       !wire_read_prefixed_id (values->generation, "generation", LANDLINE_ID_GENERATION,
                               &generation, error)))
    return FALSE;

  if (version != LANDLINE_PROTOCOL_VERSION)
    {
      g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNSUPPORTED,
                   "Version %" G_GINT64_FORMAT " of the protocol is not known here.", version);
      return FALSE;
    }

  self->version = version;
  self->window = MIN (window, LANDLINE_LIMIT_WINDOW);
  g_strlcpy (self->generation, generation, sizeof self->generation);
  self->kind = LANDLINE_CLIENT_FRAME_HELLO;
  return TRUE;
}

static gboolean
read_send (LandlineClientFrame *self,
           const FrameValues *values,
           gsize length,
           const LandlineLimits *limits,
           GError **error)
{
  g_autoptr (LandlineSendRequest) request = wire_send_read (values->message, "message", length,
                                                            limits, self->id, error);

  if (request == NULL)
    return FALSE;

  /* Without an id the client could not tell which of its sends is answered. */
  if (*self->id == '\0')
    {
      g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME, "`id` is missing.");
      return FALSE;
    }

  self->request = g_steal_pointer (&request);
  self->kind = LANDLINE_CLIENT_FRAME_SEND;
  return TRUE;
}

/* Its members stand beside `frame`. */
static gboolean
read_act (LandlineClientFrame *self,
          const WireValue *root,
          gsize length,
          const LandlineLimits *limits,
          GError **error)
{
  self->action = wire_action_read (root, "frame", length, limits, self->id, error);
  if (self->action == NULL)
    return FALSE;

  self->kind = LANDLINE_CLIENT_FRAME_ACT;
  return TRUE;
}

static gboolean
read_note (LandlineClientFrame *self,
           const FrameValues *values,
           const WireValue *root,
           GError **error)
{
  const char *id;

  if (!wire_read_message_id (values->id, "id", &id, error))
    return FALSE;

  g_strlcpy (self->id, id, sizeof self->id);
  self->note = wire_note_read (root, "frame", FALSE, error);
  if (self->note == NULL)
    return FALSE;

  self->kind = LANDLINE_CLIENT_FRAME_NOTE;
  return TRUE;
}

static gboolean
read_ack (LandlineClientFrame *self, const FrameValues *values, GError **error)
{
  if (!wire_read_integer (values->cursor, "cursor", 0, LANDLINE_LIMIT_INTEGER, &self->cursor,
                          error))
    return FALSE;

  self->kind = LANDLINE_CLIENT_FRAME_ACK;
  return TRUE;
}

static gboolean
read_read (LandlineClientFrame *self, const FrameValues *values, GError **error)
{
  if (!read_conversation (self, values, error) ||
      !wire_read_integer (values->seq, "seq", 0, LANDLINE_LIMIT_INTEGER, &self->seq, error))
    return FALSE;

  self->kind = LANDLINE_CLIENT_FRAME_READ;
  return TRUE;
}

static gboolean
read_typing (LandlineClientFrame *self, const FrameValues *values, GError **error)
{
  if (!read_conversation (self, values, error))
    return FALSE;

  self->kind = LANDLINE_CLIENT_FRAME_TYPING;
  return TRUE;
}

/**
 * landline_client_frame_parse:
 * @self: (out caller-allocates): the frame; it needs no setting up, and is to be cleared in any
 * case
 * @data: (array length=length): a whole message of the channel
 * @length: bytes of @data
 * @limits: (nullable): the server's limits, %NULL for the usual ones
 * @error: return location for an error
 *
 * Parses and validates a frame from a client. Errors are `bad_frame`, `unsupported` (a frame, a
 * version, or a type of message or action that is not known here) and `too_large`. Where a `send`,
 * an `act` or a `note` is refused, @self has its id if that could be read.
 *
 * Returns: whether @self is a frame
 */
gboolean
landline_client_frame_parse (LandlineClientFrame *self,
                             const char *data,
                             gsize length,
                             const LandlineLimits *limits,
                             GError **error)
{
  g_auto (WireDocument) document;
  FrameValues values;
  const WireField fields[] = {
    WIRE_FIELD ("frame", &values.frame),
    WIRE_FIELD ("id", &values.id),
    WIRE_FIELD ("version", &values.version),
    WIRE_FIELD ("generation", &values.generation),
    WIRE_FIELD ("cursor", &values.cursor),
    WIRE_FIELD ("window", &values.window),
    WIRE_FIELD ("message", &values.message),
    WIRE_FIELD ("seq", &values.seq),
    WIRE_FIELD ("conversation", &values.conversation),
  };
  const WireValue *root;
  const char *frame;

  memset (self, 0, sizeof *self);
  if (limits == NULL)
    limits = &landline_limits_default;

  if (!wire_document_parse (&document, data, length, limits->frame, error))
    return FALSE;

  root = wire_document_get_root (&document);
  if (!wire_read_object (root, "frame", fields, G_N_ELEMENTS (fields), error) ||
      !wire_read_string (values.frame, "frame", LANDLINE_LIMIT_ID, &frame, error))
    return FALSE;

  if (strcmp (frame, "send") == 0)
    return read_send (self, &values, length, limits, error);
  if (strcmp (frame, "ack") == 0)
    return read_ack (self, &values, error);
  if (strcmp (frame, "read") == 0)
    return read_read (self, &values, error);
  if (strcmp (frame, "typing") == 0)
    return read_typing (self, &values, error);
  if (strcmp (frame, "hello") == 0)
    return read_hello (self, &values, error);
  if (strcmp (frame, "act") == 0)
    return read_act (self, root, length, limits, error);
  if (strcmp (frame, "note") == 0)
    return read_note (self, &values, root, error);

  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNSUPPORTED,
               "Frames of type \"%s\" are not known here.", frame);
  return FALSE;
}

/**
 * landline_client_frame_clear:
 * @self: a frame
 *
 * Frees what is in @self, but not @self.
 */
void
landline_client_frame_clear (LandlineClientFrame *self)
{
  g_clear_object (&self->request);
  g_clear_object (&self->action);
  g_clear_object (&self->note);
  self->kind = LANDLINE_CLIENT_FRAME_NONE;
}

/**
 * landline_client_frame_write_hello:
 * @out: where to append
 * @generation: (nullable): the server's generation as it was last said
 * @cursor: up to where the client has stored its inbox
 * @window: how many events may wait for their acknowledgement
 *
 * Writes the frame that opens a channel.
 */
void
landline_client_frame_write_hello (GString *out,
                                   const char *generation,
                                   gint64 cursor,
                                   guint window)
{
  wire_append (out, "{\"frame\":\"hello\",\"version\":");
  wire_append_integer (out, LANDLINE_PROTOCOL_VERSION);
  wire_append (out, ",\"generation\":");
  wire_append_nullable (out, generation);
  wire_append (out, ",\"cursor\":");
  wire_append_integer (out, cursor);
  wire_append (out, ",\"window\":");
  wire_append_integer (out, window);
  wire_append (out, "}");
}

/**
 * landline_client_frame_write_send:
 * @out: where to append
 * @request: a message to be sent
 *
 * Writes the frame that sends it.
 */
void
landline_client_frame_write_send (GString *out, LandlineSendRequest *request)
{
  g_return_if_fail (LANDLINE_IS_SEND_REQUEST (request));

  wire_append (out, "{\"frame\":\"send\",\"message\":");
  wire_send_write (out, request);
  wire_append (out, "}");
}

/**
 * landline_client_frame_write_act:
 * @out: where to append
 * @action: what is to be done to a message
 *
 * Writes the frame that does it.
 */
void
landline_client_frame_write_act (GString *out, LandlineAction *action)
{
  g_return_if_fail (LANDLINE_IS_ACTION (action));

  wire_append (out, "{\"frame\":\"act\",");
  wire_action_write_members (out, action);
  wire_append (out, "}");
}

/**
 * landline_client_frame_write_note:
 * @out: where to append
 * @id: a UUIDv7, the same at every try
 * @note: what is to be noted
 *
 * Writes the frame that tells the user's other devices of it.
 */
void
landline_client_frame_write_note (GString *out, const char *id, LandlineNote *note)
{
  g_return_if_fail (id != NULL);
  g_return_if_fail (LANDLINE_IS_NOTE (note));

  wire_append (out, "{\"frame\":\"note\",\"id\":");
  wire_append_string (out, id);
  wire_append (out, ",\"key\":");
  wire_append_string (out, landline_note_get_key (note));
  wire_append (out, ",\"value\":");
  wire_append_string (out, landline_note_get_value (note));
  wire_append (out, "}");
}

/**
 * landline_client_frame_write_ack:
 * @out: where to append
 * @cursor: up to where the client has stored its inbox
 *
 * Writes an acknowledgement of all events up to @cursor.
 */
void
landline_client_frame_write_ack (GString *out, gint64 cursor)
{
  wire_append (out, "{\"frame\":\"ack\",\"cursor\":");
  wire_append_integer (out, cursor);
  wire_append (out, "}");
}

/**
 * landline_client_frame_write_read:
 * @out: where to append
 * @conversation: a conversation
 * @seq: up to where the person has seen it
 *
 * Writes that the person has read.
 */
void
landline_client_frame_write_read (GString *out, const char *conversation, gint64 seq)
{
  wire_append (out, "{\"frame\":\"read\",\"conversation\":");
  wire_append_string (out, conversation);
  wire_append (out, ",\"seq\":");
  wire_append_integer (out, seq);
  wire_append (out, "}");
}

/**
 * landline_client_frame_write_typing:
 * @out: where to append
 * @conversation: a conversation
 *
 * Writes that the person is typing.
 */
void
landline_client_frame_write_typing (GString *out, const char *conversation)
{
  wire_append (out, "{\"frame\":\"typing\",\"conversation\":");
  wire_append_string (out, conversation);
  wire_append (out, "}");
}
