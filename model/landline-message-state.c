/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-model"

#include "config.h"

#include "landline-message-state.h"

/**
 * landline_message_state_copy:
 * @self: (out caller-allocates): where to put the copy
 * @other: a state
 *
 * Fills all of @self; what was in it is not freed.
 */
void
landline_message_state_copy (LandlineMessageState *self, const LandlineMessageState *other)
{
  g_return_if_fail (self != NULL && other != NULL);

  *self = *other;
  self->reactions = other->n_reactions > 0 ? g_new (LandlineReaction, other->n_reactions) : NULL;
  for (guint i = 0; i < other->n_reactions; i++)
    {
      self->reactions[i].emoji = g_strdup (other->reactions[i].emoji);
      self->reactions[i].user_id = g_strdup (other->reactions[i].user_id);
    }
}

/**
 * landline_message_state_clear:
 * @self: a state
 *
 * Frees what is in @self, but not @self.
 */
void
landline_message_state_clear (LandlineMessageState *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->n_reactions; i++)
    {
      g_free (self->reactions[i].emoji);
      g_free (self->reactions[i].user_id);
    }
  g_free (self->reactions);
  *self = (LandlineMessageState) LANDLINE_MESSAGE_STATE_INIT;
}
