/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include "server-sink.h"
#include "server-store.h"

G_BEGIN_DECLS

#define SERVER_TYPE_PUMP (server_pump_get_type ())
G_DECLARE_FINAL_TYPE (ServerPump, server_pump, SERVER, PUMP, GObject)

void server_pump_start (ServerPump *self);
void server_pump_ack (ServerPump *self, gint64 cursor);
void server_pump_drained (ServerPump *self);
ServerAccount *server_pump_get_account (ServerPump *self);
gint64 server_pump_get_position (ServerPump *self);
guint server_pump_get_n_unacknowledged (ServerPump *self);

G_END_DECLS
