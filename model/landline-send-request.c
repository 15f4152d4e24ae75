/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-model"

#include "config.h"

#include "landline-send-request.h"

#include "landline-id.h"

/**
 * LandlineSendRequest:
 *
 * A message on its way to a server. Its id was made before the first try and stays the same over
 * all tries, which is what makes sending idempotent.
 */

struct _LandlineSendRequest
{
  GObject parent_instance;

  char *id;
  char *receiver_id;
  char *sender_id;
  char *reply_to;
  LandlineContent *content;
};

G_DEFINE_FINAL_TYPE (LandlineSendRequest, landline_send_request, G_TYPE_OBJECT)

static void
landline_send_request_finalize (GObject *object)
{
  LandlineSendRequest *self = LANDLINE_SEND_REQUEST (object);

  g_free (self->id);
  g_free (self->receiver_id);
  g_free (self->sender_id);
  g_free (self->reply_to);
  g_clear_pointer (&self->content, g_object_unref);

  G_OBJECT_CLASS (landline_send_request_parent_class)->finalize (object);
}

static void
landline_send_request_class_init (LandlineSendRequestClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = landline_send_request_finalize;
}

static void
landline_send_request_init (LandlineSendRequest *self)
{
}

/**
 * landline_send_request_new:
 * @id: (nullable): the message's UUIDv7; a new one is made for %NULL
 * @receiver_id: a user or a conversation
 * @sender_id: (nullable): who sends, where the token does not say it alone
 * @content: what it says; a media in it may be a reference only
 * @reply_to: (nullable): the message that it answers
 *
 * Returns: (transfer full): a new request
 */
LandlineSendRequest *
landline_send_request_new (const char *id,
                           const char *receiver_id,
                           const char *sender_id,
                           LandlineContent *content,
                           const char *reply_to)
{
  LandlineSendRequest *self;

  g_return_val_if_fail (receiver_id != NULL, NULL);
  g_return_val_if_fail (LANDLINE_IS_CONTENT (content), NULL);

  self = g_object_new (LANDLINE_TYPE_SEND_REQUEST, NULL);
  self->id = id != NULL ? g_strdup (id) : landline_id_new_message ();
  self->receiver_id = g_strdup (receiver_id);
  self->sender_id = g_strdup (sender_id);
  self->content = g_object_ref (content);
  self->reply_to = g_strdup (reply_to);

  return self;
}

/**
 * landline_send_request_new_with_content:
 * @self: a request
 * @content: what it says instead
 *
 * The same message with its content completed: how a server replaces a media id by the media.
 *
 * Returns: (transfer full): a new request
 */
LandlineSendRequest *
landline_send_request_new_with_content (LandlineSendRequest *self, LandlineContent *content)
{
  g_return_val_if_fail (LANDLINE_IS_SEND_REQUEST (self), NULL);

  return landline_send_request_new (self->id, self->receiver_id, self->sender_id, content,
                                    self->reply_to);
}

/**
 * landline_send_request_get_id:
 * @self: a `LandlineSendRequest`
 *
 * Returns: (transfer none): the message's UUIDv7
 */
const char *
landline_send_request_get_id (LandlineSendRequest *self)
{
  g_return_val_if_fail (LANDLINE_IS_SEND_REQUEST (self), NULL);

  return self->id;
}

/**
 * landline_send_request_get_receiver_id:
 * @self: a `LandlineSendRequest`
 *
 * Returns: (transfer none): a user or a conversation
 */
const char *
landline_send_request_get_receiver_id (LandlineSendRequest *self)
{
  g_return_val_if_fail (LANDLINE_IS_SEND_REQUEST (self), NULL);

  return self->receiver_id;
}

/**
 * landline_send_request_get_sender_id:
 * @self: a `LandlineSendRequest`
 *
 * Returns: (transfer none) (nullable): who sends, where it was said
 */
const char *
landline_send_request_get_sender_id (LandlineSendRequest *self)
{
  g_return_val_if_fail (LANDLINE_IS_SEND_REQUEST (self), NULL);

  return self->sender_id;
}

/**
 * landline_send_request_get_reply_to:
 * @self: a `LandlineSendRequest`
 *
 * Returns: (transfer none) (nullable): the message that it answers
 */
const char *
landline_send_request_get_reply_to (LandlineSendRequest *self)
{
  g_return_val_if_fail (LANDLINE_IS_SEND_REQUEST (self), NULL);

  return self->reply_to;
}

/**
 * landline_send_request_get_content:
 * @self: a `LandlineSendRequest`
 *
 * Returns: (transfer none): what it says
 */
LandlineContent *
landline_send_request_get_content (LandlineSendRequest *self)
{
  g_return_val_if_fail (LANDLINE_IS_SEND_REQUEST (self), NULL);

  return self->content;
}
