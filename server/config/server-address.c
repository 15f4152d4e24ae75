/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-config"

#include "config.h"

#include "server-address.h"

/* Splits into host and port; an IPv6 address with a port stands in brackets, as in a URL. */
static gboolean
split (const char *text, char **host, const char **port)
{
  const char *colon = strrchr (text, ':');

  if (text[0] == '[')
    {
      const char *end = strchr (text, ']');

      if (end == NULL || (end[1] != '\0' && end[1] != ':'))
        return FALSE;
      *host = g_strndup (text + 1, end - text - 1);
      *port = end[1] == ':' ? end + 2 : NULL;
      return TRUE;
    }

  if (colon == NULL || strchr (text, ':') != colon)
    {
      *host = g_strdup (text);
      *port = NULL;
      return TRUE;
    }

  *host = g_strndup (text, colon - text);
  *port = colon + 1;
  return TRUE;
}

/**
 * server_address_from_string:
 * @text: `ADDRESS`, `ADDRESS:PORT` or `[IPV6]:PORT`; names are not looked up, but `localhost` is
 * 127.0.0.1
 * @default_port: the port when @text has none
 * @error: return location for an error
 *
 * Returns: (transfer full): the address, or %NULL with a sentence that says what is wrong with
 * @text
 */
GSocketAddress *
server_address_from_string (const char *text, guint16 default_port, GError **error)
{
  g_autofree char *host = NULL;
  const char *port = NULL;
  guint64 number = default_port;
  GSocketAddress *address = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (split (text, &host, &port))
    {
      if (port != NULL && !g_ascii_string_to_unsigned (port, 10, 0, G_MAXUINT16, &number, NULL))
        {
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                       "“%s” has no port from 0 to 65535 after the colon.", text);
          return NULL;
        }
      address = g_inet_socket_address_new_from_string (g_str_equal (host, "localhost") ? "127.0.0.1"
                                                                                       : host,
                                                       (guint) number);
    }

  if (address == NULL)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 "“%s” is no address to listen on, such as 127.0.0.1:5263 or [::1]:5263.", text);

  return address;
}

/**
 * server_address_to_string:
 * @address: an internet address
 *
 * Returns: (transfer full): `ADDRESS:PORT`, with brackets where they are needed, as in a URL
 */
char *
server_address_to_string (GSocketAddress *address)
{
  GInetAddress *inet;
  g_autofree char *host = NULL;
  guint16 port;

  g_return_val_if_fail (G_IS_INET_SOCKET_ADDRESS (address), NULL);

  inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));
  port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  host = g_inet_address_to_string (inet);

  if (g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV6)
    return g_strdup_printf ("[%s]:%u", host, port);

  return g_strdup_printf ("%s:%u", host, port);
}

/**
 * server_address_is_loopback:
 * @address: an internet address
 *
 * Returns: whether only this machine can reach it
 */
gboolean
server_address_is_loopback (GSocketAddress *address)
{
  g_return_val_if_fail (G_IS_INET_SOCKET_ADDRESS (address), FALSE);

  return g_inet_address_get_is_loopback (
      g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}
