/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-conversation.h"

G_BEGIN_DECLS

void landline_wire_conversation_write (GString *out, LandlineConversation *conversation);
LandlineConversation *
landline_wire_conversation_parse (const char *data, gsize length, GError **error);

G_END_DECLS
