/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LandlineReaction:
 * @emoji: what
 * @user_id: whose
 *
 * A reaction to a message. The strings belong to whoever holds the struct.
 */
typedef struct
{
  char *emoji;
  char *user_id;
} LandlineReaction;

/**
 * LandlineMessageState:
 * @version: of the newest action that is in here: actions on the message up to it are no news; 0
 * when not known
 * @edited: when it was last edited, in milliseconds since the epoch, 0 for never
 * @is_deleted: whether it was deleted for everyone
 * @is_deleted_by_admin: whether an admin of the group deleted it, who had not sent it
 * @is_pinned: whether it is pinned in its conversation
 * @reactions: (array length=n_reactions) (nullable): at most one of each member
 * @n_reactions: how many
 *
 * What actions made of a message.
 */
typedef struct
{
  gint64 version;
  gint64 edited;
  gboolean is_deleted;
  gboolean is_deleted_by_admin;
  gboolean is_pinned;
  LandlineReaction *reactions;
  guint n_reactions;
} LandlineMessageState;

#define LANDLINE_MESSAGE_STATE_INIT { 0 }

void landline_message_state_copy (LandlineMessageState *self, const LandlineMessageState *other);
void landline_message_state_clear (LandlineMessageState *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LandlineMessageState, landline_message_state_clear)

G_END_DECLS
