/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-bus"

#include "config.h"

#include "server-bus.h"

/**
 * ServerBus:
 *
 * Carries hints between those who write inboxes and those who tell devices of them. Never the one
 * copy of anything: a hint that is lost costs time, nothing else.
 */

G_DEFINE_INTERFACE (ServerBus, server_bus, G_TYPE_OBJECT)

static void
server_bus_default_init (ServerBusInterface *iface)
{
}

/**
 * server_bus_subscribe:
 * @self: the bus
 * @func: what hears the hints of the others
 * @user_data: for @func
 *
 * Returns: a subscription, which names its owner as a publisher too
 */
guint
server_bus_subscribe (ServerBus *self, ServerBusFunc func, gpointer user_data)
{
  g_return_val_if_fail (SERVER_IS_BUS (self), 0);
  g_return_val_if_fail (func != NULL, 0);

  return SERVER_BUS_GET_IFACE (self)->subscribe (self, func, user_data);
}

/**
 * server_bus_unsubscribe:
 * @self: the bus
 * @subscription: a subscription
 */
void
server_bus_unsubscribe (ServerBus *self, guint subscription)
{
  g_return_if_fail (SERVER_IS_BUS (self));

  SERVER_BUS_GET_IFACE (self)->unsubscribe (self, subscription);
}

/**
 * server_bus_has_others:
 * @self: the bus
 * @subscription: a subscription
 *
 * Returns: whether anybody else may hear what its owner publishes
 */
gboolean
server_bus_has_others (ServerBus *self, guint subscription)
{
  g_return_val_if_fail (SERVER_IS_BUS (self), FALSE);

  return SERVER_BUS_GET_IFACE (self)->has_others (self, subscription);
}

/**
 * server_bus_publish:
 * @self: the bus
 * @subscription: who publishes, and does not hear it; 0 for somebody who only publishes
 * @hints: (array length=n_hints): the hints
 * @n_hints: how many
 */
void
server_bus_publish (ServerBus *self, guint subscription, const ServerHint *hints, guint n_hints)
{
  g_return_if_fail (SERVER_IS_BUS (self));

  SERVER_BUS_GET_IFACE (self)->publish (self, subscription, hints, n_hints);
}
