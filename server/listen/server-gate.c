/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-listen"

#include "config.h"

#include "server-gate.h"

#include <string.h>

/* IPv4 mapped into IPv6; of IPv6 the first 64 bits, which is what one household has at least. */
#define KEY_SIZE 16
#define NETWORK  8

/* What all connections of one address share: they are the passes themselves, so that an idle
 * connection costs nothing here. */
struct _ServerGatePass
{
  guint8 key[KEY_SIZE];
  guint count;
  ServerGate *gate;
};

struct _ServerGate
{
  GHashTable *passes;
  guint64 limit;
  ServerGateLeftFunc left;
  gpointer left_data;
};

static guint
key_hash (gconstpointer key)
{
  const guint8 *bytes = key;
  guint hash = 5381;

  for (guint i = 0; i < KEY_SIZE; i++)
    hash = hash * 33 + bytes[i];

  return hash;
}

static gboolean
key_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, KEY_SIZE) == 0;
}

static void
write_key (GInetAddress *address, guint8 key[KEY_SIZE])
{
  static const guint8 mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };
  const guint8 *bytes = g_inet_address_to_bytes (address);

  memset (key, 0, KEY_SIZE);
  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4)
    {
      memcpy (key, mapped, sizeof mapped);
      memcpy (key + sizeof mapped, bytes, 4);
    }
  else if (memcmp (bytes, mapped, sizeof mapped) == 0)
    {
      memcpy (key, bytes, KEY_SIZE);
    }
  else
    {
      memcpy (key, bytes, NETWORK);
    }
}

static void
gate_clear (gpointer data)
{
  ServerGate *self = data;

  g_clear_pointer (&self->passes, g_hash_table_unref);
}

/**
 * server_gate_new:
 * @limit: how many connections one address may have at a time, 0 for any number
 *
 * Returns: (transfer full): a gate
 */
ServerGate *
server_gate_new (guint64 limit)
{
  ServerGate *self = g_rc_box_new0 (ServerGate);

  self->passes = g_hash_table_new_full (key_hash, key_equal, NULL, g_free);
  self->limit = limit;

  return self;
}

/**
 * server_gate_set_limit:
 * @self: a gate
 * @limit: how many connections one address may have at a time from now on; who is in stays
 */
void
server_gate_set_limit (ServerGate *self, guint64 limit)
{
  self->limit = limit;
}

/**
 * server_gate_set_left_func:
 * @self: a gate
 * @func: (nullable): called whenever a connection has ended; it must not touch the gate
 * @data: for @func
 */
void
server_gate_set_left_func (ServerGate *self, ServerGateLeftFunc func, gpointer data)
{
  self->left = func;
  self->left_data = data;
}

/**
 * server_gate_unref:
 * @self: (transfer full): a gate
 *
 * Lets go of it; those who are in keep it.
 */
void
server_gate_unref (ServerGate *self)
{
  g_rc_box_release_full (self, gate_clear);
}

/**
 * server_gate_enter:
 * @self: a gate
 * @address: where a connection comes from
 *
 * Returns: (nullable) (transfer full): its place, to be given back with server_gate_leave(), or
 * %NULL when its address has as many as it may
 */
ServerGatePass *
server_gate_enter (ServerGate *self, GInetAddress *address)
{
  guint8 key[KEY_SIZE];
  ServerGatePass *pass;

  write_key (address, key);
  pass = g_hash_table_lookup (self->passes, key);
  if (pass == NULL)
    {
      pass = g_new0 (ServerGatePass, 1);
      memcpy (pass->key, key, KEY_SIZE);
      pass->gate = self;
      g_hash_table_insert (self->passes, pass->key, pass);
    }

  if (self->limit > 0 && pass->count >= self->limit)
    return NULL;

  pass->count++;
  g_rc_box_acquire (self);
  return pass;
}

/**
 * server_gate_leave:
 * @pass: (transfer full): the place of a connection that has ended
 */
void
server_gate_leave (ServerGatePass *pass)
{
  ServerGate *self = pass->gate;

  if (--pass->count == 0)
    g_hash_table_remove (self->passes, pass->key);
  if (self->left != NULL)
    self->left (self->left_data);
  server_gate_unref (self);
}

/**
 * server_gate_get_count:
 * @self: a gate
 * @address: an address
 *
 * Returns: how many connections it has
 */
guint
server_gate_get_count (ServerGate *self, GInetAddress *address)
{
  guint8 key[KEY_SIZE];
  ServerGatePass *pass;

  write_key (address, key);
  pass = g_hash_table_lookup (self->passes, key);
  return pass != NULL ? pass->count : 0;
}

/**
 * server_gate_get_n_addresses:
 * @self: a gate
 *
 * Returns: how many addresses are remembered: those that have a connection
 */
guint
server_gate_get_n_addresses (ServerGate *self)
{
  return g_hash_table_size (self->passes);
}

/**
 * server_gate_get_n_connections:
 * @self: a gate
 *
 * Returns: how many connections there are, from everywhere
 */
guint
server_gate_get_n_connections (ServerGate *self)
{
  GHashTableIter passes;
  gpointer pass;
  guint sum = 0;

  g_hash_table_iter_init (&passes, self->passes);
  while (g_hash_table_iter_next (&passes, NULL, &pass))
    sum += ((ServerGatePass *) pass)->count;
  return sum;
}
