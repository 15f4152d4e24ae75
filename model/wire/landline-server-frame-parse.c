/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-wire"

#include "config.h"

#include "landline-server-frame.h"

#include <string.h>

#include "wire-event.h"
#include "wire-limits.h"
#include "wire-reader.h"

#define KEEPALIVE_DEFAULT 30
#define KEEPALIVE_LIMIT   3600

static gboolean
read_welcome (LandlineServerFrame *self, const WireValue *root, GError **error)
{
  const WireValue *version_value, *generation_value, *user_id_value, *device_value, *head_value,
      *reset_value, *time_value, *limits_value, *keepalive_value;
  const WireField fields[] = {
    WIRE_FIELD ("version", &version_value),     WIRE_FIELD ("generation", &generation_value),
    WIRE_FIELD ("user_id", &user_id_value),     WIRE_FIELD ("device", &device_value),
    WIRE_FIELD ("head", &head_value),           WIRE_FIELD ("reset", &reset_value),
    WIRE_FIELD ("time", &time_value),           WIRE_FIELD ("limits", &limits_value),
    WIRE_FIELD ("keepalive", &keepalive_value),
  };
  LandlineWelcome *welcome = &self->welcome;
  const char *generation, *user_id, *device;
  gint64 version, keepalive;

  if (!wire_read_object (root, "welcome", fields, G_N_ELEMENTS (fields), error) ||
      !wire_read_integer (version_value, "version", 1, G_MAXINT, &version, error) ||
      !wire_read_prefixed_id (generation_value, "generation", LANDLINE_ID_GENERATION, &generation,
                              error) ||
      !wire_read_user_id (user_id_value, "user_id", &user_id, error) ||
      !wire_read_prefixed_id (device_value, "device", LANDLINE_ID_DEVICE, &device, error) ||
      !wire_read_integer (head_value, "head", 0, LANDLINE_LIMIT_INTEGER, &welcome->head, error) ||
      !wire_read_optional_boolean (reset_value, "reset", &welcome->reset, error) ||
      !wire_read_integer (time_value, "time", 0, LANDLINE_LIMIT_INTEGER, &welcome->time, error) ||
      !wire_limits_read (limits_value, &welcome->limits, error) ||
      !wire_read_optional_integer (keepalive_value, "keepalive", 1, KEEPALIVE_LIMIT,
                                   KEEPALIVE_DEFAULT, &keepalive, error))
    return FALSE;

  welcome->version = version;
  welcome->keepalive = keepalive;
  g_strlcpy (welcome->generation, generation, sizeof welcome->generation);
  g_strlcpy (welcome->user_id, user_id, sizeof welcome->user_id);
  g_strlcpy (welcome->device, device, sizeof welcome->device);
  self->kind = LANDLINE_SERVER_FRAME_WELCOME;
  return TRUE;
}

static gboolean
read_sent (LandlineServerFrame *self, const WireValue *root, GError **error)
{
  if (!wire_sent_read (root, "sent", &self->sent, error))
    return FALSE;

  self->cursor = self->sent.cursor;
  self->kind = LANDLINE_SERVER_FRAME_SENT;
  return TRUE;
}

static gboolean
read_done (LandlineServerFrame *self, const WireValue *root, GError **error)
{
  if (!wire_done_read (root, "done", &self->done, error))
    return FALSE;

  self->cursor = self->done.cursor;
  self->kind = LANDLINE_SERVER_FRAME_DONE;
  return TRUE;
}

static gboolean
read_event (LandlineServerFrame *self, const WireValue *root, GError **error)
{
  self->event = wire_event_read (root, "event", error);
  if (self->event == NULL)
    return FALSE;

  self->cursor = landline_event_get_cursor (self->event);
  self->kind = LANDLINE_SERVER_FRAME_EVENT;
  return TRUE;
}

static gboolean
read_synced (LandlineServerFrame *self, const WireValue *root, GError **error)
{
  const WireValue *cursor_value;
  const WireField fields[] = { WIRE_FIELD ("cursor", &cursor_value) };

  if (!wire_read_object (root, "synced", fields, G_N_ELEMENTS (fields), error) ||
      !wire_read_integer (cursor_value, "cursor", 0, LANDLINE_LIMIT_INTEGER, &self->cursor, error))
    return FALSE;

  self->kind = LANDLINE_SERVER_FRAME_SYNCED;
  return TRUE;
}

static gboolean
read_presence (LandlineServerFrame *self, const WireValue *root, GError **error)
{
  const WireValue *user_id_value, *online_value, *last_seen_value;
  const WireField fields[] = {
    WIRE_FIELD ("user_id", &user_id_value),
    WIRE_FIELD ("online", &online_value),
    WIRE_FIELD ("last_seen", &last_seen_value),
  };
  const char *user_id;

  if (!wire_read_object (root, "presence", fields, G_N_ELEMENTS (fields), error) ||
      !wire_read_user_id (user_id_value, "user_id", &user_id, error) ||
      !wire_read_optional_boolean (online_value, "online", &self->online, error) ||
      !wire_read_optional_integer (last_seen_value, "last_seen", 0, LANDLINE_LIMIT_INTEGER, 0,
                                   &self->last_seen, error))
    return FALSE;

  g_strlcpy (self->user_id, user_id, sizeof self->user_id);
  self->kind = LANDLINE_SERVER_FRAME_PRESENCE;
  return TRUE;
}

static gboolean
read_typing (LandlineServerFrame *self, const WireValue *root, GError **error)
{
  const WireValue *conversation_value, *user_id_value;
  const WireField fields[] = {
    WIRE_FIELD ("conversation", &conversation_value),
    WIRE_FIELD ("user_id", &user_id_value),
  };
  const char *conversation, *user_id;

  if (!wire_read_object (root, "typing", fields, G_N_ELEMENTS (fields), error) ||
      !wire_read_prefixed_id (conversation_value, "conversation", LANDLINE_ID_CONVERSATION,
                              &conversation, error) ||
      !wire_read_user_id (user_id_value, "user_id", &user_id, error))
    return FALSE;

  g_strlcpy (self->conversation, conversation, sizeof self->conversation);
  g_strlcpy (self->user_id, user_id, sizeof self->user_id);
  self->kind = LANDLINE_SERVER_FRAME_TYPING;
  return TRUE;
}

static gboolean
read_error (LandlineServerFrame *self, const WireValue *root, GError **error)
{
  const WireValue *id_value;
  const WireField fields[] = { WIRE_FIELD ("id", &id_value) };
  const char *id = "";

  if (!wire_read_object (root, "error", fields, G_N_ELEMENTS (fields), error) ||
      (id_value != NULL && !wire_read_message_id (id_value, "id", &id, error)) ||
      !wire_error_read (root, &self->code, &self->reason, &self->retry_after, error))
    return FALSE;

  g_strlcpy (self->id, id, sizeof self->id);
  self->kind = LANDLINE_SERVER_FRAME_ERROR;
  return TRUE;
}

static gboolean
read_bye (LandlineServerFrame *self, const WireValue *root, GError **error)
{
  const WireValue *code_value, *retry_after_value;
  const WireField fields[] = {
    WIRE_FIELD ("code", &code_value),
    WIRE_FIELD ("retry_after", &retry_after_value),
  };
  const char *code;

  if (!wire_read_object (root, "bye", fields, G_N_ELEMENTS (fields), error) ||
      !wire_read_string (code_value, "code", LANDLINE_LIMIT_ID, &code, error) ||
      !wire_read_optional_integer (retry_after_value, "retry_after", 0, LANDLINE_LIMIT_INTEGER, -1,
                                   &self->retry_after, error))
    return FALSE;

  self->reason = g_strdup (code);
  self->kind = LANDLINE_SERVER_FRAME_BYE;
  return TRUE;
}

static const struct
{
  const char *name;
  gboolean (*read) (LandlineServerFrame *self, const WireValue *root, GError **error);
} readers[] = {
  { "event", read_event },       { "sent", read_sent },     { "synced", read_synced },
  { "presence", read_presence }, { "typing", read_typing }, { "welcome", read_welcome },
  { "error", read_error },       { "bye", read_bye },       { "done", read_done },
};

/**
 * landline_server_frame_parse:
 * @self: (out caller-allocates): the frame; it needs no setting up, and is to be cleared in any
 * case
 * @data: (array length=length): a whole message of the channel
 * @length: bytes of @data
 * @error: return location for an error
 *
 * Parses and validates a frame from a server. A frame that is not known here is an error
 * `unsupported`, which a client passes over; an event that is not known here is an event of kind
 * %LANDLINE_EVENT_UNSUPPORTED, which it acknowledges.
 *
 * Returns: whether @self is a frame
 */
gboolean
landline_server_frame_parse (LandlineServerFrame *self,
                             const char *data,
                             gsize length,
                             GError **error)
{
  g_auto (WireDocument) document;
  const WireValue *frame_value;
  const WireField fields[] = { WIRE_FIELD ("frame", &frame_value) };
  const WireValue *root;
  const char *frame;

  memset (self, 0, sizeof *self);
  self->retry_after = -1;

  if (!wire_document_parse (&document, data, length, LANDLINE_LIMIT_FRAME, error))
    return FALSE;

  root = wire_document_get_root (&document);
  if (!wire_read_object (root, "frame", fields, G_N_ELEMENTS (fields), error) ||
      !wire_read_string (frame_value, "frame", LANDLINE_LIMIT_ID, &frame, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    if (strcmp (frame, readers[i].name) == 0)
      return readers[i].read (self, root, error);

  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_UNSUPPORTED,
               "Frames of type \"%s\" are not known here.", frame);
  return FALSE;
}
