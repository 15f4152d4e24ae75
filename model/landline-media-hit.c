/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-model"

#include "config.h"

#include "landline-media-hit.h"

/**
 * LandlineMediaHit:
 *
 * A file that was found by its name, and the newest message with it that who asked may see. There
 * is none where the file was uploaded and not sent, or everything with it has gone. Never changes.
 */

struct _LandlineMediaHit
{
  GObject parent_instance;

  LandlineMedia *media;
  char *message_id;
  char *conversation;
  gint64 seq;
  char *sender_id;
  gint64 time;
};

G_DEFINE_FINAL_TYPE (LandlineMediaHit, landline_media_hit, G_TYPE_OBJECT)

static void
landline_media_hit_finalize (GObject *object)
{
  LandlineMediaHit *self = LANDLINE_MEDIA_HIT (object);

  g_clear_object (&self->media);
  g_free (self->message_id);
  g_free (self->conversation);
  g_free (self->sender_id);

  G_OBJECT_CLASS (landline_media_hit_parent_class)->finalize (object);
}

static void
landline_media_hit_class_init (LandlineMediaHitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = landline_media_hit_finalize;
}

static void
landline_media_hit_init (LandlineMediaHit *self)
{
}

/**
 * landline_media_hit_new:
 * @media: a file
 *
 * Returns: (transfer full): a hit without a message
 */
LandlineMediaHit *
landline_media_hit_new (LandlineMedia *media)
{
  LandlineMediaHit *self;

  g_return_val_if_fail (LANDLINE_IS_MEDIA (media), NULL);

  self = g_object_new (LANDLINE_TYPE_MEDIA_HIT, NULL);
  self->media = g_object_ref (media);

  return self;
}

/**
 * landline_media_hit_new_sent:
 * @media: a file
 * @message_id: the newest message with it
 * @conversation: where that was sent
 * @seq: its place there
 * @sender_id: who sent it
 * @time: when, in milliseconds since the epoch
 *
 * Returns: (transfer full): a hit with a message
 */
LandlineMediaHit *
landline_media_hit_new_sent (LandlineMedia *media,
                             const char *message_id,
                             const char *conversation,
                             gint64 seq,
                             const char *sender_id,
                             gint64 time)
{
  LandlineMediaHit *self;

  g_return_val_if_fail (message_id != NULL && conversation != NULL && sender_id != NULL, NULL);
  g_return_val_if_fail (seq > 0, NULL);

  self = landline_media_hit_new (media);
  self->message_id = g_strdup (message_id);
  self->conversation = g_strdup (conversation);
  self->seq = seq;
  self->sender_id = g_strdup (sender_id);
  self->time = time;

  return self;
}

/**
 * landline_media_hit_get_media:
 * @self: a hit
 *
 * Returns: (transfer none): the file
 */
LandlineMedia *
landline_media_hit_get_media (LandlineMediaHit *self)
{
  g_return_val_if_fail (LANDLINE_IS_MEDIA_HIT (self), NULL);

  return self->media;
}

/**
 * landline_media_hit_get_message_id:
 * @self: a hit
 *
 * Returns: (transfer none) (nullable): the newest message with it, %NULL where there is none
 */
const char *
landline_media_hit_get_message_id (LandlineMediaHit *self)
{
  g_return_val_if_fail (LANDLINE_IS_MEDIA_HIT (self), NULL);

  return self->message_id;
}

/**
 * landline_media_hit_get_conversation:
 * @self: a hit
 *
 * Returns: (transfer none) (nullable): where that was sent
 */
const char *
landline_media_hit_get_conversation (LandlineMediaHit *self)
{
  g_return_val_if_fail (LANDLINE_IS_MEDIA_HIT (self), NULL);

  return self->conversation;
}

/**
 * landline_media_hit_get_seq:
 * @self: a hit
 *
 * Returns: its place in the conversation, 0 without a message
 */
gint64
landline_media_hit_get_seq (LandlineMediaHit *self)
{
  g_return_val_if_fail (LANDLINE_IS_MEDIA_HIT (self), 0);

  return self->seq;
}

/**
 * landline_media_hit_get_sender_id:
 * @self: a hit
 *
 * Returns: (transfer none) (nullable): who sent it
 */
const char *
landline_media_hit_get_sender_id (LandlineMediaHit *self)
{
  g_return_val_if_fail (LANDLINE_IS_MEDIA_HIT (self), NULL);

  return self->sender_id;
}

/**
 * landline_media_hit_get_time:
 * @self: a hit
 *
 * Returns: when it was sent, in milliseconds since the epoch, 0 without a message
 */
gint64
landline_media_hit_get_time (LandlineMediaHit *self)
{
  g_return_val_if_fail (LANDLINE_IS_MEDIA_HIT (self), 0);

  return self->time;
}
