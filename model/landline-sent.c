/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-model"

#include "config.h"

#include "landline-sent.h"

/**
 * landline_sent_init:
 * @self: where to put it
 * @cursor: the row of the sender's inbox, 0 for none
 * @id: the message
 * @conversation: where it is
 * @seq: its number there
 * @time: when it was taken, in milliseconds since the epoch
 * @duplicate: whether it had been taken before
 *
 * Fills all of @self.
 */
void
landline_sent_init (LandlineSent *self,
                    gint64 cursor,
                    const char *id,
                    const char *conversation,
                    gint64 seq,
                    gint64 time,
                    gboolean duplicate)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (id != NULL && conversation != NULL);

  self->cursor = cursor;
  g_strlcpy (self->id, id, sizeof self->id);
  g_strlcpy (self->conversation, conversation, sizeof self->conversation);
  self->seq = seq;
  self->time = time;
  self->duplicate = duplicate;
}
