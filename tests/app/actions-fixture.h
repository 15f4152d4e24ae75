/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache.h"
#include "landline-message.h"

G_BEGIN_DECLS

/* What the tests of actions on messages share. */

#define ACTIONS_CONVERSATION "c_00000000000000000000000000000001"
#define ACTIONS_TIME         G_GINT64_CONSTANT (1732430000000)

LandlineMessage *
actions_make_message (const char *id, gint64 seq, const char *sender, LandlineContent *content);
/* Returns: (transfer full): the text and the state of a message as the cache has it, in words */
char *actions_describe (AppCache *cache, const char *id);
/* Returns: how many messages have the word */
gint64 actions_count_found (AppCache *cache, const char *word);

G_END_DECLS
