/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-bus"

#include "config.h"

#include "server-local-bus.h"

/**
 * ServerLocalBus:
 *
 * The bus of a server that is one process: a list of functions that are called at once. Not for use
 * from several threads.
 */
struct _ServerLocalBus
{
  GObject parent_instance;

  GArray *subscribers;
  guint last_subscription;
};

typedef struct
{
  guint subscription;
  ServerBusFunc func;
  gpointer user_data;
} Subscriber;

static void server_local_bus_iface_init (ServerBusInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ServerLocalBus,
                               server_local_bus,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SERVER_TYPE_BUS, server_local_bus_iface_init))

static guint
server_local_bus_subscribe (ServerBus *bus, ServerBusFunc func, gpointer user_data)
{
  ServerLocalBus *self = SERVER_LOCAL_BUS (bus);
  Subscriber subscriber = { ++self->last_subscription, func, user_data };

  g_array_append_val (self->subscribers, subscriber);
  return subscriber.subscription;
}

static void
server_local_bus_unsubscribe (ServerBus *bus, guint subscription)
{
  ServerLocalBus *self = SERVER_LOCAL_BUS (bus);

  for (guint i = 0; i < self->subscribers->len; i++)
    if (g_array_index (self->subscribers, Subscriber, i).subscription == subscription)
      {
        g_array_remove_index (self->subscribers, i);
        return;
      }
}

static gboolean
server_local_bus_has_others (ServerBus *bus, guint subscription)
{
  ServerLocalBus *self = SERVER_LOCAL_BUS (bus);

  for (guint i = 0; i < self->subscribers->len; i++)
    if (g_array_index (self->subscribers, Subscriber, i).subscription != subscription)
      return TRUE;
  return FALSE;
}

static void
server_local_bus_publish (ServerBus *bus,
                          guint subscription,
                          const ServerHint *hints,
                          guint n_hints)
{
  ServerLocalBus *self = SERVER_LOCAL_BUS (bus);

  for (guint i = 0; i < self->subscribers->len; i++)
    {
      Subscriber subscriber = g_array_index (self->subscribers, Subscriber, i);

      if (subscriber.subscription != subscription)
        subscriber.func (hints, n_hints, subscriber.user_data);
    }
}

static void
server_local_bus_iface_init (ServerBusInterface *iface)
{
  iface->subscribe = server_local_bus_subscribe;
  iface->unsubscribe = server_local_bus_unsubscribe;
  iface->has_others = server_local_bus_has_others;
  iface->publish = server_local_bus_publish;
}

static void
server_local_bus_finalize (GObject *object)
{
  ServerLocalBus *self = SERVER_LOCAL_BUS (object);

  g_clear_pointer (&self->subscribers, g_array_unref);

  G_OBJECT_CLASS (server_local_bus_parent_class)->finalize (object);
}

static void
server_local_bus_class_init (ServerLocalBusClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = server_local_bus_finalize;
}

static void
server_local_bus_init (ServerLocalBus *self)
{
  self->subscribers = g_array_new (FALSE, FALSE, sizeof (Subscriber));
}

/**
 * server_local_bus_new:
 *
 * Returns: (transfer full): a bus for this process
 */
ServerBus *
server_local_bus_new (void)
{
  return g_object_new (SERVER_TYPE_LOCAL_BUS, NULL);
}
