/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-channel.h"

G_BEGIN_DECLS

/**
 * ServerSwitchboardEmptyFunc:
 * @data: what was given with the function
 *
 * The last channel has ended after server_switchboard_stop().
 */
typedef void (*ServerSwitchboardEmptyFunc) (gpointer data);

/**
 * ServerSwitchboardChangedFunc:
 * @data: what was given with the function
 *
 * A channel has come or gone.
 */
typedef void (*ServerSwitchboardChangedFunc) (gpointer data);

#define SERVER_TYPE_SWITCHBOARD (server_switchboard_get_type ())

G_DECLARE_FINAL_TYPE (ServerSwitchboard, server_switchboard, SERVER, SWITCHBOARD, GObject)

ServerSwitchboard *server_switchboard_new (ServerReactor *reactor,
                                           ServerDelivery *delivery,
                                           ServerMessageService *messages,
                                           ServerActionService *actions,
                                           ServerAuth *auth,
                                           const LandlineLimits *limits);
void server_switchboard_set_limits (ServerSwitchboard *self, const LandlineLimits *limits);
void server_switchboard_set_times (ServerSwitchboard *self,
                                   guint first_ms,
                                   guint ping_ms,
                                   guint pong_ms,
                                   guint close_ms);
void server_switchboard_set_changed_func (ServerSwitchboard *self,
                                          ServerSwitchboardChangedFunc func,
                                          gpointer data);
void server_switchboard_connect (ServerSwitchboard *self,
                                 ServerStream *stream,
                                 ServerAccount *account,
                                 guint8 *early,
                                 gsize early_length);
guint server_switchboard_get_n_channels (ServerSwitchboard *self);
gsize server_switchboard_get_memory (ServerSwitchboard *self);
void
server_switchboard_stop (ServerSwitchboard *self, ServerSwitchboardEmptyFunc func, gpointer data);
void server_switchboard_cut (ServerSwitchboard *self);

G_END_DECLS
