/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-delivery"

#include "config.h"

#include "server-registry.h"

#include <string.h>

#include "server-pump-private.h"

struct _ServerRegistry
{
  GHashTable *users; /* the first pump of each: (element-type utf8 ServerPump) */
  ServerPump *slots[SERVER_REGISTRY_SLOTS];
  guint next_filled;
  guint next_looked_at;
  guint n_pumps;
};

ServerRegistry *
server_registry_new (void)
{
  ServerRegistry *self = g_new0 (ServerRegistry, 1);

  self->users = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

void
server_registry_free (ServerRegistry *self)
{
  for (guint i = 0; i < SERVER_REGISTRY_SLOTS; i++)
    while (self->slots[i] != NULL)
      {
        g_autoptr (ServerPump) pump = g_object_ref (self->slots[i]);

        server_registry_remove (self, pump);
        server_pump_detach (pump);
      }
  g_clear_pointer (&self->users, g_hash_table_unref);
  g_free (self);
}

static const char *
get_user_id (ServerPump *pump)
{
  return server_account_get_user_id (server_pump_get_account (pump));
}

/* The key of an entry is the text in the account of its first pump, so it is replaced with it. */
static void
set_first (ServerRegistry *self, const char *user_id, ServerPump *first)
{
  if (first != NULL)
    g_hash_table_replace (self->users, (gpointer) get_user_id (first), first);
  else
    g_hash_table_remove (self->users, user_id);
}

static void
join_slot (ServerRegistry *self, ServerPump *pump)
{
  ServerPumpLink *link = server_pump_get_link (pump);

  link->slot = self->next_filled;
  self->next_filled = (self->next_filled + 1) % SERVER_REGISTRY_SLOTS;
  link->slot_previous = NULL;
  link->slot_next = self->slots[link->slot];
  if (link->slot_next != NULL)
    server_pump_get_link (link->slot_next)->slot_previous = pump;
  self->slots[link->slot] = pump;
}

static void
leave_slot (ServerRegistry *self, ServerPump *pump)
{
  ServerPumpLink *link = server_pump_get_link (pump);

  if (link->slot_next != NULL)
    server_pump_get_link (link->slot_next)->slot_previous = link->slot_previous;
  if (link->slot_previous != NULL)
    server_pump_get_link (link->slot_previous)->slot_next = link->slot_next;
  else
    self->slots[link->slot] = link->slot_next;
}

void
server_registry_add (ServerRegistry *self, ServerPump *pump)
{
  ServerPump *first = server_registry_get (self, get_user_id (pump));

  server_pump_get_link (pump)->next = first;
  set_first (self, get_user_id (pump), g_object_ref (pump));
  join_slot (self, pump);
  self->n_pumps++;
}

void
server_registry_remove (ServerRegistry *self, ServerPump *pump)
{
  ServerPumpLink *link = server_pump_get_link (pump);
  ServerPump *other = server_registry_get (self, get_user_id (pump));

  if (other == pump)
    set_first (self, get_user_id (pump), link->next);
  else
    {
      while (server_pump_get_link (other)->next != pump)
        other = server_pump_get_link (other)->next;
      server_pump_get_link (other)->next = link->next;
    }
  leave_slot (self, pump);
  self->n_pumps--;
  g_object_unref (pump);
}

/**
 * server_registry_get:
 * @self: the registry
 * @user_id: a user
 *
 * Returns: (transfer none) (nullable): the first of the user's pumps, see #ServerPumpLink for the
 * others
 */
ServerPump *
server_registry_get (ServerRegistry *self, const char *user_id)
{
  return g_hash_table_lookup (self->users, user_id);
}

ServerPump *
server_registry_find_device (ServerRegistry *self, ServerAccount *account)
{
  ServerPump *pump = server_registry_get (self, server_account_get_user_id (account));

  for (; pump != NULL; pump = server_pump_get_link (pump)->next)
    if (strcmp (server_account_get_device_id (server_pump_get_account (pump)),
                server_account_get_device_id (account)) == 0)
      return pump;
  return NULL;
}

static void
add_slot (ServerRegistry *self, guint slot, GPtrArray *pumps)
{
  for (ServerPump *pump = self->slots[slot]; pump != NULL;
       pump = server_pump_get_link (pump)->slot_next)
    g_ptr_array_add (pumps, g_object_ref (pump));
}

/**
 * server_registry_next_slot:
 * @self: the registry
 *
 * Returns: (transfer full) (element-type ServerPump): the pumps whose turn it is
 */
GPtrArray *
server_registry_next_slot (ServerRegistry *self)
{
  GPtrArray *pumps = g_ptr_array_new_with_free_func (g_object_unref);

  add_slot (self, self->next_looked_at, pumps);
  self->next_looked_at = (self->next_looked_at + 1) % SERVER_REGISTRY_SLOTS;
  return pumps;
}

/**
 * server_registry_list:
 * @self: the registry
 *
 * Returns: (transfer full) (element-type ServerPump): all pumps
 */
GPtrArray *
server_registry_list (ServerRegistry *self)
{
  GPtrArray *pumps = g_ptr_array_new_full (self->n_pumps, g_object_unref);

  for (guint slot = 0; slot < SERVER_REGISTRY_SLOTS; slot++)
    add_slot (self, slot, pumps);
  return pumps;
}

guint
server_registry_get_n_pumps (ServerRegistry *self)
{
  return self->n_pumps;
}
