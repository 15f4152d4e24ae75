/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ServerGate:
 *
 * Counts the connections of each address.
 */
typedef struct _ServerGate ServerGate;

/**
 * ServerGatePass:
 *
 * The place of one connection in a #ServerGate.
 */
typedef struct _ServerGatePass ServerGatePass;

/**
 * ServerGateLeftFunc:
 * @data: what was given with the function
 *
 * A connection has ended.
 */
typedef void (*ServerGateLeftFunc) (gpointer data);

ServerGate *server_gate_new (guint64 limit);
void server_gate_set_limit (ServerGate *self, guint64 limit);
void server_gate_set_left_func (ServerGate *self, ServerGateLeftFunc func, gpointer data);
void server_gate_unref (ServerGate *self);
ServerGatePass *server_gate_enter (ServerGate *self, GInetAddress *address);
void server_gate_leave (ServerGatePass *pass);
guint server_gate_get_count (ServerGate *self, GInetAddress *address);
guint server_gate_get_n_addresses (ServerGate *self);
guint server_gate_get_n_connections (ServerGate *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ServerGate, server_gate_unref)

G_END_DECLS
