/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib-object.h>

#include "landline-member.h"
#include "landline-settings.h"

G_BEGIN_DECLS

typedef enum
{
  LANDLINE_CONVERSATION_DIRECT,
  LANDLINE_CONVERSATION_GROUP,
} LandlineConversationKind;

#define LANDLINE_TYPE_CONVERSATION (landline_conversation_get_type ())
G_DECLARE_FINAL_TYPE (LandlineConversation, landline_conversation, LANDLINE, CONVERSATION, GObject)

LandlineConversation *landline_conversation_new (const char *id,
                                                 LandlineConversationKind kind,
                                                 const char *name,
                                                 const LandlineMember *members,
                                                 guint n_members,
                                                 gint64 created,
                                                 gint64 last_seq);
LandlineConversation *landline_conversation_new_with_settings (LandlineConversation *self,
                                                               const LandlineSettings *settings);
const char *landline_conversation_get_id (LandlineConversation *self);
LandlineConversationKind landline_conversation_get_kind (LandlineConversation *self);
const char *landline_conversation_get_name (LandlineConversation *self);
guint landline_conversation_get_n_members (LandlineConversation *self);
const LandlineMember *landline_conversation_get_member (LandlineConversation *self, guint position);
const LandlineMember *landline_conversation_find_member (LandlineConversation *self,
                                                         const char *user_id);
const char *landline_conversation_get_other (LandlineConversation *self, const char *user_id);
gint64 landline_conversation_get_created (LandlineConversation *self);
gint64 landline_conversation_get_last_seq (LandlineConversation *self);
const LandlineSettings *landline_conversation_get_settings (LandlineConversation *self);

const char *landline_conversation_kind_to_string (LandlineConversationKind kind);
gboolean landline_conversation_kind_from_string (const char *string,
                                                 LandlineConversationKind *kind);

G_END_DECLS
