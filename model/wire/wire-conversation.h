/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-conversation.h"
#include "wire-reader.h"

G_BEGIN_DECLS

/* Stays in this folder. */
LandlineConversation *
wire_conversation_read (const WireValue *value, const char *name, GError **error);

/* @with_names: whether the members' names are there; they are what makes a large group large. */
void
wire_conversation_write (GString *out, LandlineConversation *conversation, gboolean with_names);

G_END_DECLS
