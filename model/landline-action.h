/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * LandlineActionKind:
 * @LANDLINE_ACTION_REACT: a member's one reaction is an emoji from now on, or none
 * @LANDLINE_ACTION_EDIT: the text is another from now on
 * @LANDLINE_ACTION_DELETE: the message is gone, for everyone
 * @LANDLINE_ACTION_PIN: it is pinned in the conversation, for everyone
 * @LANDLINE_ACTION_UNPIN: it is not, any more
 */
typedef enum
{
  LANDLINE_ACTION_REACT,
  LANDLINE_ACTION_EDIT,
  LANDLINE_ACTION_DELETE,
  LANDLINE_ACTION_PIN,
  LANDLINE_ACTION_UNPIN,
} LandlineActionKind;

#define LANDLINE_TYPE_ACTION (landline_action_get_type ())
G_DECLARE_FINAL_TYPE (LandlineAction, landline_action, LANDLINE, ACTION, GObject)

LandlineAction *landline_action_new (const char *id,
                                     const char *conversation,
                                     const char *message,
                                     LandlineActionKind kind,
                                     const char *text,
                                     const char *const *mentions);
LandlineAction *
landline_action_new_taken (LandlineAction *self, const char *user_id, gint64 time, gint64 version);
const char *landline_action_get_id (LandlineAction *self);
const char *landline_action_get_conversation (LandlineAction *self);
const char *landline_action_get_message (LandlineAction *self);
LandlineActionKind landline_action_get_kind (LandlineAction *self);
const char *landline_action_get_emoji (LandlineAction *self);
const char *landline_action_get_text (LandlineAction *self);
const char *const *landline_action_get_mentions (LandlineAction *self);
const char *landline_action_get_user_id (LandlineAction *self);
gint64 landline_action_get_time (LandlineAction *self);
gint64 landline_action_get_version (LandlineAction *self);

const char *landline_action_kind_to_string (LandlineActionKind kind);
gboolean landline_action_kind_from_string (const char *string, LandlineActionKind *kind);

G_END_DECLS
