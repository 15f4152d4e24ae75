/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-content.h"
#include "landline-message-state.h"

G_BEGIN_DECLS

#define LANDLINE_TYPE_MESSAGE (landline_message_get_type ())
G_DECLARE_FINAL_TYPE (LandlineMessage, landline_message, LANDLINE, MESSAGE, GObject)

LandlineMessage *landline_message_new (const char *id,
                                       const char *sender_id,
                                       const char *conversation,
                                       gint64 seq,
                                       gint64 time,
                                       LandlineContent *content,
                                       const char *reply_to);
LandlineMessage *landline_message_new_with_state (LandlineMessage *self,
                                                  const LandlineMessageState *state);
const char *landline_message_get_id (LandlineMessage *self);
const char *landline_message_get_sender_id (LandlineMessage *self);
const char *landline_message_get_conversation (LandlineMessage *self);
gint64 landline_message_get_seq (LandlineMessage *self);
gint64 landline_message_get_time (LandlineMessage *self);
LandlineContent *landline_message_get_content (LandlineMessage *self);
const char *landline_message_get_reply_to (LandlineMessage *self);
const LandlineMessageState *landline_message_get_state (LandlineMessage *self);

G_END_DECLS
