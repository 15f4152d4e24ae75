/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-admin"

#include "config.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <string.h>

#include "landline-error.h"
#include "server-address.h"
#include "server-admin-commands.h"
#include "server-identity.h"

/* Addresses that a link names: those of a machine with many networks would make it too long to be
 * shown. */
#define MAX_ADDRESSES 8

static gboolean
is_loopback (const char *text)
{
  g_autoptr (GSocketAddress) address = server_address_from_string (text, 0, NULL);

  return address != NULL && server_address_is_loopback (address);
}

static void
add_address (GPtrArray *addresses, char *address)
{
  if (addresses->len < MAX_ADDRESSES &&
      !g_ptr_array_find_with_equal_func (addresses, address, g_str_equal, NULL))
    g_ptr_array_add (addresses, address);
  else
    g_free (address);
}

/* Who listens on every address is reached on those of its networks. */
static void
add_own_addresses (GPtrArray *addresses, guint16 port, GSocketFamily family)
{
  struct ifaddrs *all = NULL;

  if (getifaddrs (&all) != 0)
    return;
  for (struct ifaddrs *one = all; one != NULL; one = one->ifa_next)
    {
      char text[INET_ADDRSTRLEN];

      if (one->ifa_addr == NULL || one->ifa_addr->sa_family != AF_INET ||
          (one->ifa_flags & IFF_LOOPBACK) || !(one->ifa_flags & IFF_UP))
        continue;
      if (inet_ntop (AF_INET, &((struct sockaddr_in *) (gpointer) one->ifa_addr)->sin_addr, text,
                     sizeof text) != NULL)
        add_address (addresses, g_strdup_printf ("%s:%u", text, port));
    }
  freeifaddrs (all);
}

static gboolean
add_listener (GPtrArray *addresses, GSocketAddress *address)
{
  GInetSocketAddress *inet = G_INET_SOCKET_ADDRESS (address);

  if (g_inet_address_get_is_any (g_inet_socket_address_get_address (inet)))
    add_own_addresses (addresses, g_inet_socket_address_get_port (inet),
                       g_socket_address_get_family (address));
  else
    add_address (addresses, server_address_to_string (address));
  return TRUE;
}

/* Who reads the link elsewhere finds nothing, or somebody else, on the loopback address. It stays
 * where there is no other. */
static void
drop_loopback (GPtrArray *addresses)
{
  guint n_here = 0;

  for (guint i = 0; i < addresses->len; i++)
    n_here += is_loopback (g_ptr_array_index (addresses, i));
  if (n_here == addresses->len)
    return;
  for (guint i = addresses->len; i > 0; i--)
    if (is_loopback (g_ptr_array_index (addresses, i - 1)))
      g_ptr_array_remove_index (addresses, i - 1);
}

/* What the running server has written down, otherwise what it is configured to listen on. */
static gboolean
find_addresses (ServerAdminDesk *desk, GPtrArray *addresses, gboolean *has_tls, GError **error)
{
  ServerConfig *config = server_admin_desk_get_config (desk);
  g_auto (GStrv) uris = server_admin_desk_dup_uris (desk);

  *has_tls = FALSE;
  for (char **uri = uris; *uri != NULL; uri++)
    {
      const char *authority = strstr (*uri, "://");
      g_autoptr (GSocketAddress) address = NULL;

      *has_tls |= g_str_has_prefix (*uri, "https://");
      if (authority != NULL)
        address = server_address_from_string (authority + 3, 0, NULL);
      if (address != NULL)
        add_listener (addresses, address);
    }
  if (addresses->len > 0)
    return TRUE;

  if (!server_config_validate (config, error))
    return FALSE;
  for (guint i = 0; i < server_config_get_addresses (config)->len; i++)
    {
      GSocketAddress *address = g_ptr_array_index (server_config_get_addresses (config), i);

      *has_tls |= server_config_needs_tls (config, address);
      add_listener (addresses, address);
    }
  return TRUE;
}

/**
 * server_admin_format_link:
 * @desk: what to work with
 * @code: (nullable): the invite's code
 * @error: return location for an error
 *
 * Writes the link that a person joins with: the server's name, its addresses, the fingerprint of
 * its key where there is TLS, and the code. Without one it says where the server is, no more.
 *
 * Returns: (transfer full): the link, or %NULL
 */
char *
server_admin_format_link (ServerAdminDesk *desk, const char *code, GError **error)
{
  ServerConfig *config = server_admin_desk_get_config (desk);
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_null_terminated (0, g_free, TRUE);
  g_autoptr (GString) link = g_string_new ("landline://join?name=");
  g_autofree char *list = NULL;
  gboolean has_tls;

  if (!find_addresses (desk, addresses, &has_tls, error))
    return NULL;
  g_string_append_uri_escaped (link, server_config_get_name (config), NULL, FALSE);
  drop_loopback (addresses);
  list = g_strjoinv (",", (char **) addresses->pdata);
  g_string_append_printf (link, "&address=%s", list);
  if (has_tls)
    {
      g_autoptr (ServerIdentity) identity = NULL;

      identity = server_identity_open (server_config_get_data_folder (config), error);
      if (identity == NULL)
        return NULL;
      g_string_append_printf (link, "&key=%s", server_identity_get_key (identity));
    }
  if (code != NULL)
    g_string_append_printf (link, "&invite=%s", code);
  return g_string_free_and_steal (g_steal_pointer (&link));
}
