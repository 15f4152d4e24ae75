/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-conversation.h"
#include "wire-reader.h"

G_BEGIN_DECLS

/* Stays in this folder. */
LandlineConversation *
wire_conversation_read (const WireValue *value, const char *name, GError **error);

G_END_DECLS
