/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-registry.h"

G_BEGIN_DECLS

/**
 * ServerPresence:
 *
 * Tells those who share a conversation with somebody that they are there, went, or type. Nothing of
 * it is an event: who is not there is not told later. Of two of whom one has blocked the other
 * neither is told anything, nor of two of whom one does not show it to the other. What is told is
 * what holds when it is told: a question to the store that a change has overtaken is asked again.
 */
typedef struct _ServerPresence ServerPresence;

ServerPresence *server_presence_new (ServerStore *store, ServerRegistry *registry);
void server_presence_free (ServerPresence *self);
void server_presence_greet (ServerPresence *self, ServerPump *pump, gboolean comes_online);
void server_presence_see_off (ServerPresence *self, ServerAccount *account, gboolean goes_offline);
void server_presence_introduce (ServerPresence *self, const char *user_id, const char *other);
void server_presence_reconcile (ServerPresence *self, const char *user_id, const char *other);
void server_presence_part (ServerPresence *self, const char *user_id, const char *other);
void server_presence_settle (ServerPresence *self, const char *user_id, GPtrArray *peers);
void server_presence_type (ServerPresence *self, ServerAccount *account, const char *conversation);

G_END_DECLS
