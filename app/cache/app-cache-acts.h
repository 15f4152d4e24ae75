/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "app-cache-database.h"
#include "landline-action.h"
#include "landline-done.h"

G_BEGIN_DECLS

/* What the person did to messages and the server has not acknowledged: the outbox of actions. It
 * shows at once; what the server refuses is undone. */

/* Nothing is done to a message that the server does not have, or that is gone: @position is 0 then.
 */
gboolean app_cache_acts_add (AppCacheDatabase *database,
                             LandlineAction *action,
                             gint64 *position,
                             GError **error);
/* The server has taken it. @found is FALSE when the id is none of these. */
gboolean app_cache_acts_settle (AppCacheDatabase *database,
                                const LandlineDone *done,
                                gboolean *found,
                                GError **error);
/* The server refuses it for good: the message looks as before. */
gboolean app_cache_acts_refuse (AppCacheDatabase *database, const char *id, GError **error);
/* @mentions: as kept, NULL for nobody */
LandlineAction *app_cache_acts_make_action (const char *id,
                                            const char *conversation,
                                            const char *message,
                                            LandlineActionKind kind,
                                            const char *value,
                                            const char *mentions);

G_END_DECLS
