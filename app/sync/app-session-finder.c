/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-sync"

#include "config.h"

#include "app-session-private.h"

#include "app-address.h"

/* Where the server is: a server that moved is looked for on the network by its key, and the account
 * keeps where it was found, the last good address first. Only who shows the key is talked to. */

static void
try_found (AppSession *self)
{
  AppNearbyServer *server = app_discovery_lookup (self->discovery,
                                                  app_account_get_key (self->account));
  const char *const *addresses = server != NULL ? app_nearby_server_get_addresses (server) : NULL;

  for (guint i = 0; addresses != NULL && addresses[i] != NULL; i++)
    {
      g_autofree char *url = app_address_dup_url (addresses[i],
                                                  app_account_get_key (self->account));

      app_connection_add_base_url (self->connection, url);
    }
}

static gboolean
is_lost (AppSession *self)
{
  switch (app_connection_get_state (self->connection))
    {
    case APP_CONNECTION_WAITING:
      return TRUE;
    case APP_CONNECTION_CONNECTING:
      return self->finding;
    case APP_CONNECTION_CLOSED:
    case APP_CONNECTION_OPEN:
    case APP_CONNECTION_SIGNED_OUT:
    case APP_CONNECTION_REPLACED:
    default:
      return FALSE;
    }
}

void
app_session_find_server (AppSession *self)
{
  gboolean lost = self->discovery != NULL && app_account_get_key (self->account) != NULL &&
                  is_lost (self);

  if (lost == self->finding)
    return;
  self->finding = lost;
  if (lost)
    {
      g_signal_connect_object (self->discovery, "items-changed", G_CALLBACK (try_found), self,
                               G_CONNECT_SWAPPED);
      app_discovery_hold (self->discovery);
      try_found (self);
    }
  else
    app_session_stop_finding (self);
}

void
app_session_stop_finding (AppSession *self)
{
  if (self->discovery == NULL)
    return;
  self->finding = FALSE;
  if (g_signal_handlers_disconnect_by_func (self->discovery, try_found, self) > 0)
    app_discovery_release (self->discovery);
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!app_account_save_finish (APP_ACCOUNT (object), result, &error))
    g_warning ("Where the server is, is not kept: %s", error->message);
}

/* The address that the server was reached at comes first from now on, also after a restart. */
void
app_session_keep_address (AppSession *self)
{
  const char *url = app_connection_get_base_url (self->connection);
  const char *address = strstr (url, "://") + strlen ("://");
  const char *const *known = app_account_get_addresses (self->account);
  g_autoptr (GPtrArray) addresses = g_ptr_array_new ();

  if (self->server != NULL || app_account_get_key (self->account) == NULL ||
      g_strcmp0 (known[0], address) == 0)
    return;
  g_ptr_array_add (addresses, (gpointer) address);
  for (guint i = 0; known[i] != NULL && addresses->len < APP_INVITE_LINK_ADDRESSES_MAX; i++)
    if (!g_str_equal (known[i], address))
      g_ptr_array_add (addresses, (gpointer) known[i]);
  g_ptr_array_add (addresses, NULL);
  app_account_set_addresses (self->account, (const char *const *) addresses->pdata);
  app_account_save_async (self->account, self->profile, NULL, saved_cb, NULL);
}

/**
 * app_session_set_discovery:
 * @self: a session
 * @discovery: (nullable): what finds servers on the network
 *
 * Sets what a server that moved is looked for with.
 */
void
app_session_set_discovery (AppSession *self, AppDiscovery *discovery)
{
  g_return_if_fail (APP_IS_SESSION (self));
  g_return_if_fail (discovery == NULL || APP_IS_DISCOVERY (discovery));

  app_session_stop_finding (self);
  g_set_object (&self->discovery, discovery);
  app_session_find_server (self);
}
