/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * ServerHint:
 * @user_id: whose inbox
 * @cursor: how far it goes at least
 *
 * A word that a user has something new.
 */
typedef struct
{
  const char *user_id;
  gint64 cursor;
} ServerHint;

/**
 * ServerBusFunc:
 * @hints: (array length=n_hints): the hints, borrowed
 * @n_hints: how many
 * @user_data: what was given with the function
 *
 * Hears hints, on the main context that it subscribed on.
 */
typedef void (*ServerBusFunc) (const ServerHint *hints, guint n_hints, gpointer user_data);

#define SERVER_TYPE_BUS (server_bus_get_type ())
G_DECLARE_INTERFACE (ServerBus, server_bus, SERVER, BUS, GObject)

struct _ServerBusInterface
{
  GTypeInterface parent_iface;

  guint (*subscribe) (ServerBus *self, ServerBusFunc func, gpointer user_data);
  void (*unsubscribe) (ServerBus *self, guint subscription);
  gboolean (*has_others) (ServerBus *self, guint subscription);
  void (*publish) (ServerBus *self, guint subscription, const ServerHint *hints, guint n_hints);
};

guint server_bus_subscribe (ServerBus *self, ServerBusFunc func, gpointer user_data);
void server_bus_unsubscribe (ServerBus *self, guint subscription);
gboolean server_bus_has_others (ServerBus *self, guint subscription);
void
server_bus_publish (ServerBus *self, guint subscription, const ServerHint *hints, guint n_hints);

G_END_DECLS
