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
  const WireValue *version;
  const WireValue *edited;
  const WireValue *deleted;
  const WireValue *deleted_by_admin;
  const WireValue *pinned;
  const WireValue *reactions;
  WireContentValues content;
} MessageValues;

/* Those of the envelope come first, so that what is left of the content can be told from them. */
#define N_ENVELOPE 13
#define MESSAGE_FIELDS(values)                                                                     \
  WIRE_FIELD ("id", &(values)->id), WIRE_FIELD ("sender_id", &(values)->sender_id),                \
      WIRE_FIELD ("receiver_id", &(values)->receiver_id),                                          \
      WIRE_FIELD ("conversation", &(values)->conversation), WIRE_FIELD ("seq", &(values)->seq),    \
      WIRE_FIELD ("time", &(values)->time), WIRE_FIELD ("reply_to", &(values)->reply_to),          \
      WIRE_FIELD ("version", &(values)->version), WIRE_FIELD ("edited", &(values)->edited),        \
      WIRE_FIELD ("deleted", &(values)->deleted),                                                  \
      WIRE_FIELD ("deleted_by_admin", &(values)->deleted_by_admin),                                \
      WIRE_FIELD ("pinned", &(values)->pinned), WIRE_FIELD ("reactions", &(values)->reactions),    \
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
  return wire_content_read_traits (&values->content, landline_content_new_unsupported (encoded),
                                   NULL, error);
}

/* Lends the strings of the document: landline_message_state_copy () copies them. */
static gboolean
read_reaction (const WireValue *value, LandlineReaction *reaction, GError **error)
{
  const WireValue *emoji_value, *user_id_value;
  const WireField fields[] = {
    WIRE_FIELD ("emoji", &emoji_value),
    WIRE_FIELD ("user_id", &user_id_value),
  };
  const char *emoji, *user_id;

  if (!wire_read_object (value, "reactions", fields, G_N_ELEMENTS (fields), error) ||
      !wire_read_string (emoji_value, "emoji", LANDLINE_LIMIT_EMOJI, &emoji, error) ||
      !wire_read_user_id (user_id_value, "user_id", &user_id, error))
    return FALSE;

  reaction->emoji = (char *) emoji;
  reaction->user_id = (char *) user_id;
  return TRUE;
}

static gboolean
read_reactions (const WireValue *value, LandlineMessageState *state, GError **error)
{
  const WireValue *element = wire_array_first (value);

  if (value != NULL &&
      !wire_read_array (value, "reactions", LANDLINE_LIMIT_REACTIONS, &state->n_reactions, error))
    return FALSE;

  state->reactions = g_new (LandlineReaction, MAX (state->n_reactions, 1));
  for (guint i = 0; i < state->n_reactions; i++, element = wire_array_next (element))
    if (!read_reaction (element, &state->reactions[i], error))
      return FALSE;

  return TRUE;
}

/* The array of the reactions is the caller's to free, also on failure; what is in it is not. */
static gboolean
read_state (const MessageValues *values, LandlineMessageState *state, GError **error)
{
  return wire_read_optional_integer (values->version, "version", 0, LANDLINE_LIMIT_INTEGER, 0,
                                     &state->version, error) &&
         wire_read_optional_integer (values->edited, "edited", 0, LANDLINE_LIMIT_INTEGER, 0,
                                     &state->edited, error) &&
         wire_read_optional_boolean (values->deleted, "deleted", &state->is_deleted, error) &&
         wire_read_optional_boolean (values->deleted_by_admin, "deleted_by_admin",
                                     &state->is_deleted_by_admin, error) &&
         wire_read_optional_boolean (values->pinned, "pinned", &state->is_pinned, error) &&
         read_reactions (values->reactions, state, error);
}

/* Nearly all messages are as they were sent. */
static gboolean
is_untouched (const LandlineMessageState *state)
{
  return state->version == 0 && state->edited == 0 && !state->is_deleted && !state->is_pinned &&
         state->n_reactions == 0;
}

LandlineMessage *
wire_message_read (const WireValue *value, const char *name, GError **error)
{
  MessageValues values;
  const WireField fields[] = { MESSAGE_FIELDS (&values) };
  const char *id, *sender_id, *conversation, *reply_to;
  LandlineMessageState state = LANDLINE_MESSAGE_STATE_INIT;
  g_autofree LandlineReaction *reactions = NULL;
  g_autoptr (LandlineContent) content = NULL;
  g_autoptr (LandlineMessage) message = NULL;
  gboolean has_state;
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

  has_state = read_state (&values, &state, error);
  reactions = state.reactions;
  if (!has_state)
    return NULL;

  content = state.is_deleted ? landline_content_new_deleted ()
                             : read_content (value, &values, fields, error);
  if (content == NULL)
    return NULL;

  message = landline_message_new (id, sender_id, conversation, seq, time, content, reply_to);
  return is_untouched (&state) ? g_steal_pointer (&message)
                               : landline_message_new_with_state (message, &state);
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
  row->state = landline_message_get_state (message);
}

/* Identifiers were validated when they came in: there is nothing in them to escape. */
static void
append_id (GString *out, const char *id)
{
  g_string_append_c (out, '"');
  g_string_append (out, id);
  g_string_append_c (out, '"');
}

static void
write_history (GString *out, const LandlineMessageState *state)
{
  if (state->version > 0)
    {
      wire_append (out, ",\"version\":");
      wire_append_integer (out, state->version);
    }
  if (state->n_reactions == 0)
    return;

  wire_append (out, ",\"reactions\":[");
  for (guint i = 0; i < state->n_reactions; i++)
    {
      wire_append (out, "{\"emoji\":");
      wire_append_string (out, state->reactions[i].emoji);
      wire_append (out, ",\"user_id\":");
      append_id (out, state->reactions[i].user_id);
      wire_append (out, "},");
    }
  out->str[out->len - 1] = ']';
}

static void
write_state (GString *out, const LandlineMessageState *state, gboolean is_history)
{
  if (state->edited > 0)
    {
      wire_append (out, ",\"edited\":");
      wire_append_integer (out, state->edited);
    }
  if (state->is_deleted)
    wire_append (out, ",\"deleted\":true");
  if (state->is_deleted && state->is_deleted_by_admin)
    wire_append (out, ",\"deleted_by_admin\":true");
  if (state->is_pinned)
    wire_append (out, ",\"pinned\":true");
  if (is_history)
    write_history (out, state);
}

void
wire_message_write (GString *out, const LandlineMessageRow *row, gboolean is_history)
{
  gboolean is_deleted = row->state != NULL && row->state->is_deleted;

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
  if (row->content_length > 0 && !is_deleted)
    {
      g_string_append_c (out, ',');
      g_string_append_len (out, row->content, row->content_length);
    }
  if (row->state != NULL)
    write_state (out, row->state, is_history);
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
