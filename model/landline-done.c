/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-model"

#include "config.h"

#include "landline-done.h"

/**
 * landline_done_init:
 * @self: where to put it
 * @cursor: the row of the user's inbox, 0 for none
 * @id: the action or note
 * @conversation: (nullable): where an action was done
 * @version: its place among those of the conversation, or among the user's notes
 * @time: when it was taken, in milliseconds since the epoch
 * @duplicate: whether it had been taken before
 *
 * Fills all of @self.
 */
void
landline_done_init (LandlineDone *self,
                    gint64 cursor,
                    const char *id,
                    const char *conversation,
                    gint64 version,
                    gint64 time,
                    gboolean duplicate)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (id != NULL);

  self->cursor = cursor;
  g_strlcpy (self->id, id, sizeof self->id);
  g_strlcpy (self->conversation, conversation != NULL ? conversation : "",
             sizeof self->conversation);
  self->version = version;
  self->time = time;
  self->duplicate = duplicate;
}
