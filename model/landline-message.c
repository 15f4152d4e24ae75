/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-model"

#include "config.h"

#include "landline-message.h"

/**
 * LandlineMessage:
 *
 * A message that a server has taken: numbered and dated. What waits in an outbox is a
 * `LandlineSendRequest`; who has read it is told by receipts; what happens to it later are
 * `LandlineAction`s, of which the state is the sum.
 */

struct _LandlineMessage
{
  GObject parent_instance;

  char *id;
  char *sender_id;
  char *conversation;
  char *reply_to;
  gint64 seq;
  gint64 time;
  LandlineContent *content;
  LandlineMessageState state;
};

G_DEFINE_FINAL_TYPE (LandlineMessage, landline_message, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ID,
  PROP_SENDER_ID,
  PROP_CONVERSATION,
  PROP_REPLY_TO,
  PROP_SEQ,
  PROP_TIME,
  PROP_CONTENT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
landline_message_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  LandlineMessage *self = LANDLINE_MESSAGE (object);

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_SENDER_ID:
      g_value_set_string (value, self->sender_id);
      break;
    case PROP_CONVERSATION:
      g_value_set_string (value, self->conversation);
      break;
    case PROP_REPLY_TO:
      g_value_set_string (value, self->reply_to);
      break;
    case PROP_SEQ:
      g_value_set_int64 (value, self->seq);
      break;
    case PROP_TIME:
      g_value_set_int64 (value, self->time);
      break;
    case PROP_CONTENT:
      g_value_set_object (value, self->content);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
landline_message_finalize (GObject *object)
{
  LandlineMessage *self = LANDLINE_MESSAGE (object);

  g_free (self->id);
  g_free (self->sender_id);
  g_free (self->conversation);
  g_free (self->reply_to);
  g_clear_pointer (&self->content, g_object_unref);
  landline_message_state_clear (&self->state);

  G_OBJECT_CLASS (landline_message_parent_class)->finalize (object);
}

static void
landline_message_class_init (LandlineMessageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = landline_message_finalize;
  object_class->get_property = landline_message_get_property;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SENDER_ID] = g_param_spec_string ("sender-id", NULL, NULL, NULL,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CONVERSATION] = g_param_spec_string ("conversation", NULL, NULL, NULL,
                                                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_REPLY_TO] = g_param_spec_string ("reply-to", NULL, NULL, NULL,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SEQ] = g_param_spec_int64 ("seq", NULL, NULL, 0, G_MAXINT64, 0,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TIME] = g_param_spec_int64 ("time", NULL, NULL, 0, G_MAXINT64, 0,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, LANDLINE_TYPE_CONTENT,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
landline_message_init (LandlineMessage *self)
{
}

/**
 * landline_message_new:
 * @id: the UUIDv7 that the sender's client gave it
 * @sender_id: who sent it
 * @conversation: where
 * @seq: its number there
 * @time: when the server took it, in milliseconds since the epoch
 * @content: what it says
 * @reply_to: (nullable): the message that it answers
 *
 * Returns: (transfer full): a new message
 */
LandlineMessage *
landline_message_new (const char *id,
                      const char *sender_id,
                      const char *conversation,
                      gint64 seq,
                      gint64 time,
                      LandlineContent *content,
                      const char *reply_to)
{
  LandlineMessage *self;

  g_return_val_if_fail (id != NULL && sender_id != NULL && conversation != NULL, NULL);
  g_return_val_if_fail (LANDLINE_IS_CONTENT (content), NULL);

  self = g_object_new (LANDLINE_TYPE_MESSAGE, NULL);
  self->id = g_strdup (id);
  self->sender_id = g_strdup (sender_id);
  self->conversation = g_strdup (conversation);
  self->seq = seq;
  self->time = time;
  self->content = g_object_ref (content);
  self->reply_to = g_strdup (reply_to);

  return self;
}

/**
 * landline_message_new_with_state:
 * @self: a message
 * @state: what actions made of it; copied
 *
 * Returns: (transfer full): the same message with @state
 */
LandlineMessage *
landline_message_new_with_state (LandlineMessage *self, const LandlineMessageState *state)
{
  LandlineMessage *copy;

  g_return_val_if_fail (LANDLINE_IS_MESSAGE (self), NULL);
  g_return_val_if_fail (state != NULL, NULL);

  copy = landline_message_new (self->id, self->sender_id, self->conversation, self->seq, self->time,
                               self->content, self->reply_to);
  landline_message_state_copy (&copy->state, state);

  return copy;
}

/**
 * landline_message_get_id:
 * @self: a `LandlineMessage`
 *
 * Returns: (transfer none): the UUIDv7 that the sender's client gave it
 */
const char *
landline_message_get_id (LandlineMessage *self)
{
  g_return_val_if_fail (LANDLINE_IS_MESSAGE (self), NULL);

  return self->id;
}

/**
 * landline_message_get_sender_id:
 * @self: a `LandlineMessage`
 *
 * Returns: (transfer none): who sent it
 */
const char *
landline_message_get_sender_id (LandlineMessage *self)
{
  g_return_val_if_fail (LANDLINE_IS_MESSAGE (self), NULL);

  return self->sender_id;
}

/**
 * landline_message_get_conversation:
 * @self: a `LandlineMessage`
 *
 * Returns: (transfer none): the conversation that it is in
 */
const char *
landline_message_get_conversation (LandlineMessage *self)
{
  g_return_val_if_fail (LANDLINE_IS_MESSAGE (self), NULL);

  return self->conversation;
}

/**
 * landline_message_get_reply_to:
 * @self: a `LandlineMessage`
 *
 * Returns: (transfer none) (nullable): the message that it answers
 */
const char *
landline_message_get_reply_to (LandlineMessage *self)
{
  g_return_val_if_fail (LANDLINE_IS_MESSAGE (self), NULL);

  return self->reply_to;
}

/**
 * landline_message_get_seq:
 * @self: a `LandlineMessage`
 *
 * Returns: its number in the conversation
 */
gint64
landline_message_get_seq (LandlineMessage *self)
{
  g_return_val_if_fail (LANDLINE_IS_MESSAGE (self), 0);

  return self->seq;
}

/**
 * landline_message_get_time:
 * @self: a `LandlineMessage`
 *
 * Returns: when the server took it, in milliseconds since the epoch
 */
gint64
landline_message_get_time (LandlineMessage *self)
{
  g_return_val_if_fail (LANDLINE_IS_MESSAGE (self), 0);

  return self->time;
}

/**
 * landline_message_get_content:
 * @self: a `LandlineMessage`
 *
 * Returns: (transfer none): what it says
 */
LandlineContent *
landline_message_get_content (LandlineMessage *self)
{
  g_return_val_if_fail (LANDLINE_IS_MESSAGE (self), NULL);

  return self->content;
}

/**
 * landline_message_get_state:
 * @self: a `LandlineMessage`
 *
 * Returns: (transfer none): what actions made of it, as far as it was said
 */
const LandlineMessageState *
landline_message_get_state (LandlineMessage *self)
{
  g_return_val_if_fail (LANDLINE_IS_MESSAGE (self), NULL);

  return &self->state;
}
