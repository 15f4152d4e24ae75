/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-wire"

#include "config.h"

#include "wire-message.h"

#include "landline-error.h"
#include "landline-wire-content.h"
#include "wire-content.h"
#include "wire-writer.h"

/* The members of a message, taken or to be sent. */
typedef struct
{
  const WireValue *id;
  const WireValue *sender_id;
  const WireValue *receiver_id;
  const WireValue *conversation;
  const WireValue *seq;
  const WireValue *time;
  const WireValue *reply_to;
  WireContentValues content;
} MessageValues;

/* Those of the envelope come first, so that what is left of the content can be told from them. */
#define N_ENVELOPE 7
#define MESSAGE_FIELDS(values)                                                                     \
  WIRE_FIELD ("id", &(values)->id), WIRE_FIELD ("sender_id", &(values)->sender_id),                \
      WIRE_FIELD ("receiver_id", &(values)->receiver_id),                                          \
      WIRE_FIELD ("conversation", &(values)->conversation), WIRE_FIELD ("seq", &(values)->seq),    \
      WIRE_FIELD ("time", &(values)->time), WIRE_FIELD ("reply_to", &(values)->reply_to),          \
      WIRE_CONTENT_FIELDS (&(values)->content)

static gboolean
read_reply_to (const WireValue *value, const char **reply_to, GError **error)
{
  *reply_to = NULL;
  return value == NULL || wire_read_message_id (value, "reply_to", reply_to, error);
}

/* A message of a type that only a newer program knows is kept as it came: it has a seq like any
 * other, and the program that is installed tomorrow may show it. */
static LandlineContent *
read_content (const WireValue *value,
              const MessageValues *values,
              const WireField *fields,
              GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GString) rest = NULL;
  g_autoptr (GBytes) encoded = NULL;
  LandlineContent *content = wire_content_read (&values->content, NULL, &problem);

  if (content != NULL)
    return content;

  if (!g_error_matches (problem, LANDLINE_ERROR, LANDLINE_ERROR_UNSUPPORTED))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }

  rest = g_string_new (NULL);
  wire_append_other_members (rest, value, fields, N_ENVELOPE);
  encoded = g_string_free_to_bytes (g_steal_pointer (&rest));
  return landline_content_new_unsupported (encoded);
}

LandlineMessage *
wire_message_read (const WireValue *value, const char *name, GError **error)
{
  MessageValues values;
  const WireField fields[] = { MESSAGE_FIELDS (&values) };
  const char *id, *sender_id, *conversation, *reply_to;
  g_autoptr (LandlineContent) content = NULL;
  gint64 seq, time;

  if (!wire_read_object (value, name, fields, G_N_ELEMENTS (fields), error) ||
      !wire_read_message_id (values.id, "id", &id, error) ||
      !wire_read_user_id (values.sender_id, "sender_id", &sender_id, error) ||
      !wire_read_prefixed_id (values.conversation, "conversation", LANDLINE_ID_CONVERSATION,
                              &conversation, error) ||
      !wire_read_integer (values.seq, "seq", 1, LANDLINE_LIMIT_INTEGER, &seq, error) ||
      !wire_read_integer (values.time, "time", 0, LANDLINE_LIMIT_INTEGER, &time, error) ||
      !read_reply_to (values.reply_to, &reply_to, error))
    return NULL;

  content = read_content (value, &values, fields, error);
  if (content == NULL)
    return NULL;

  return landline_message_new (id, sender_id, conversation, seq, time, content, reply_to);
}

void
wire_message_to_row (LandlineMessage *message, LandlineMessageRow *row)
{
  GBytes *encoded = landline_wire_content_get_encoded (landline_message_get_content (message));

  row->id = landline_message_get_id (message);
  row->sender_id = landline_message_get_sender_id (message);
  row->conversation = landline_message_get_conversation (message);
  row->seq = landline_message_get_seq (message);
  row->time = landline_message_get_time (message);
  row->reply_to = landline_message_get_reply_to (message);
  row->content = g_bytes_get_data (encoded, &row->content_length);
}

/* Identifiers were validated when they came in: there is nothing in them to escape. */
static void
append_id (GString *out, const char *id)
{
  g_string_append_c (out, '"');
  g_string_append (out, id);
  g_string_append_c (out, '"');
}

void
wire_message_write (GString *out, const LandlineMessageRow *row)
{
  wire_append (out, "{\"id\":");
  append_id (out, row->id);
  wire_append (out, ",\"sender_id\":");
  append_id (out, row->sender_id);
  wire_append (out, ",\"conversation\":");
  append_id (out, row->conversation);
  wire_append (out, ",\"seq\":");
  wire_append_integer (out, row->seq);
  wire_append (out, ",\"time\":");
  wire_append_integer (out, row->time);
  if (row->reply_to != NULL)
    {
      wire_append (out, ",\"reply_to\":");
      append_id (out, row->reply_to);
    }
  if (row->content_length > 0)
    {
      g_string_append_c (out, ',');
      g_string_append_len (out, row->content, row->content_length);
    }
  wire_append (out, "}");
}

/* No byte of JSON becomes more of them when it is written again: `\b` becomes `\u0008`, and a
 * number may get a digit or an exponent that it did not have. */
#define GROWTH 6

/* Contents are stored and sent on with the members of an envelope around them, in frames of at most
 * LANDLINE_LIMIT_FRAME. What cannot grow beyond that is not written to find out. */
static gboolean
fits (LandlineContent *content, gsize length, GError **error)
{
  if (length <= LANDLINE_LIMIT_CONTENT / GROWTH ||
      g_bytes_get_size (landline_wire_content_get_encoded (content)) <= LANDLINE_LIMIT_CONTENT)
    return TRUE;

  g_set_error (error, LANDLINE_ERROR, LANDLINE_ERROR_TOO_LARGE,
               "The message's content is more than %d bytes of JSON.", LANDLINE_LIMIT_CONTENT);
  return FALSE;
}

/* @length: bytes of the JSON around it. */
LandlineSendRequest *
wire_send_read (const WireValue *value,
                const char *name,
                gsize length,
                const LandlineLimits *limits,
                char *id_out,
                GError **error)
{
  MessageValues values;
  const WireField fields[] = { MESSAGE_FIELDS (&values) };
  const char *id = NULL, *receiver_id, *sender_id = NULL, *reply_to;
  g_autoptr (LandlineContent) content = NULL;

  if (!wire_read_object (value, name, fields, G_N_ELEMENTS (fields), error) ||
      (values.id != NULL && !wire_read_message_id (values.id, "id", &id, error)))
    return NULL;

  if (id_out != NULL && id != NULL)
    g_strlcpy (id_out, id, LANDLINE_UUID_SIZE);

  if (!wire_read_string (values.receiver_id, "receiver_id", LANDLINE_LIMIT_ID, &receiver_id,
                         error) ||
      (values.sender_id != NULL &&
       !wire_read_user_id (values.sender_id, "sender_id", &sender_id, error)) ||
      !read_reply_to (values.reply_to, &reply_to, error))
    return NULL;

  if (!landline_id_is_receiver (receiver_id))
    {
      g_set_error_literal (error, LANDLINE_ERROR, LANDLINE_ERROR_BAD_FRAME,
                           "`receiver_id` is neither a user nor a conversation.");
      return NULL;
    }

  content = wire_content_read (&values.content, limits, error);
  if (content == NULL || !fits (content, length, error))
    return NULL;

  return landline_send_request_new (id, receiver_id, sender_id, content, reply_to);
}

void
wire_send_write (GString *out, LandlineSendRequest *request)
{
  wire_append (out, "{\"id\":");
  append_id (out, landline_send_request_get_id (request));
  if (landline_send_request_get_sender_id (request) != NULL)
    {
      wire_append (out, ",\"sender_id\":");
      append_id (out, landline_send_request_get_sender_id (request));
    }
  wire_append (out, ",\"receiver_id\":");
  append_id (out, landline_send_request_get_receiver_id (request));
  if (landline_send_request_get_reply_to (request) != NULL)
    {
      wire_append (out, ",\"reply_to\":");
      append_id (out, landline_send_request_get_reply_to (request));
    }
  wire_append (out, ",");
  wire_content_write_for_sending (out, landline_send_request_get_content (request));
  wire_append (out, "}");
}
