/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "landline-error.h"

G_BEGIN_DECLS

/**
 * ServerRefusals:
 *
 * What was refused to a device for the moment, and the order that follows from it: what stands
 * behind something refused in the same conversation is refused alike, until that is sent again.
 *
 * A direct conversation goes by two names, the other's number and its own id. Which number is
 * behind an id is not known here: who holds this looks it up, see server_refusals_take_unknown(),
 * and until then what could be the same conversation is taken for it. What is in no conversation
 * (the notes of a user) goes by an empty name.
 */
typedef struct _ServerRefusals ServerRefusals;

ServerRefusals *server_refusals_new (void);
void server_refusals_free (ServerRefusals *self);
gboolean server_refusals_is_empty (ServerRefusals *self);
gboolean
server_refusals_check (ServerRefusals *self, const char *receiver, const char *id, GError **error);
void server_refusals_add (ServerRefusals *self,
                          const char *receiver,
                          const char *id,
                          LandlineError code);
char *server_refusals_take_unknown (ServerRefusals *self);
void server_refusals_learn (ServerRefusals *self, const char *conversation, const char *other);
void server_refusals_put_back_unknown (ServerRefusals *self, const char *conversation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerRefusals, server_refusals_free)

G_END_DECLS
