/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-account"

#include "config.h"

#include "app-address.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "app-error.h"
#include "landline-limits.h"

/* Of a name (RFC 1035, 2.3.4, as text), and of it in brackets with a port behind. */
#define HOST_LENGTH_MAX    253
#define ADDRESS_LENGTH_MAX (HOST_LENGTH_MAX + 8)

/* GIO takes nearly everything for a name. What is none would be read otherwise the next time. */
static gboolean
host_is_sound (const char *host)
{
  if (strchr (host, ':') != NULL)
    return g_hostname_is_ip_address (host);

  for (const char *c = host; *c != '\0'; c++)
    if (g_ascii_iscntrl (*c) || strchr ("[]\\,;\"", *c) != NULL)
      return FALSE;
  return *host != '\0';
}

/**
 * app_address_normalise:
 * @text: `host`, `host:port`, `[ipv6]:port`
 * @error: return location
 *
 * Returns: (transfer full): `host:port` with the standard port where none was said, an IPv6 address
 *   in brackets
 */
char *
app_address_normalise (const char *text, GError **error)
{
  g_autoptr (GSocketConnectable) connectable = NULL;
  const char *host = NULL;
  guint16 port;

  g_return_val_if_fail (text != NULL, NULL);

  if (*text != '\0' && strlen (text) <= ADDRESS_LENGTH_MAX && strpbrk (text, "/@?#% \t\n") == NULL)
    connectable = g_network_address_parse (text, LANDLINE_DEFAULT_PORT, NULL);
  if (connectable != NULL)
    host = g_network_address_get_hostname (G_NETWORK_ADDRESS (connectable));
  if (host == NULL || strlen (host) > HOST_LENGTH_MAX || !host_is_sound (host))
    {
      g_set_error (error, APP_ERROR, APP_ERROR_LINK,
                   /* translators: %s is what somebody typed as the address of a server */
                   _ ("“%s” is not the address of a server."), text);
      return NULL;
    }

  port = g_network_address_get_port (G_NETWORK_ADDRESS (connectable));
  if (port == 0)
    port = LANDLINE_DEFAULT_PORT;
  if (strchr (host, ':') != NULL)
    return g_strdup_printf ("[%s]:%u", host, port);
  return g_strdup_printf ("%s:%u", host, port);
}

/* @address: as app_address_normalise() makes them */
gboolean
app_address_is_loopback (const char *address)
{
  g_autoptr (GSocketConnectable) connectable = NULL;
  g_autoptr (GInetAddress) inet = NULL;
  const char *host;

  g_return_val_if_fail (address != NULL, FALSE);

  connectable = g_network_address_parse (address, LANDLINE_DEFAULT_PORT, NULL);
  if (connectable == NULL)
    return FALSE;
  host = g_network_address_get_hostname (G_NETWORK_ADDRESS (connectable));
  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;
  inet = g_inet_address_new_from_string (host);
  return inet != NULL && g_inet_address_get_is_loopback (inet);
}

/**
 * app_address_key_is_valid:
 * @key: `sha256-` and 32 bytes in base64 (either alphabet) or hexadecimal
 *
 * Returns: whether this can be the key of a server
 */
gboolean
app_address_key_is_valid (const char *key)
{
  const char *digits;
  gsize length;

  g_return_val_if_fail (key != NULL, FALSE);

  if (!g_str_has_prefix (key, "sha256-"))
    return FALSE;
  digits = key + strlen ("sha256-");
  length = strspn (digits, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_");
  if (length == 64)
    return digits[length] == '\0' && strspn (digits, "0123456789abcdefABCDEF") == 64;
  return length == 43 && (digits[length] == '\0' || strcmp (digits + length, "=") == 0);
}

/**
 * app_address_dup_key_groups:
 * @key: a valid key
 *
 * Returns: (transfer full): the first half of the fingerprint (128 bits, which nobody can make
 *   another key for) in groups of four digits, for people to compare
 */
char *
app_address_dup_key_groups (const char *key)
{
  g_autoptr (GString) groups = g_string_new (NULL);
  g_autoptr (GString) digits = g_string_new (NULL);

  g_return_val_if_fail (key != NULL && app_address_key_is_valid (key), NULL);

  g_string_append (digits, key + strlen ("sha256-"));
  if (digits->len != 64)
    {
      g_autofree guchar *bytes = NULL;
      gsize length;

      g_string_truncate (digits, 43);
      g_strdelimit (digits->str, "-", '+');
      g_strdelimit (digits->str, "_", '/');
      g_string_append_c (digits, '=');
      bytes = g_base64_decode (digits->str, &length);
      g_string_truncate (digits, 0);
      for (gsize i = 0; i < length; i++)
        g_string_append_printf (digits, "%02x", bytes[i]);
    }
  for (guint i = 0; i < 32; i++)
    {
      if (i > 0 && i % 4 == 0)
        g_string_append_c (groups, ' ');
      g_string_append_c (groups, g_ascii_tolower (digits->str[i]));
    }
  return g_string_free (g_steal_pointer (&groups), FALSE);
}

/**
 * app_address_dup_url:
 * @address: `host:port`
 * @key: (nullable): the server's key; with one the connection is TLS
 *
 * Returns: (transfer full): the URL without a path
 */
char *
app_address_dup_url (const char *address, const char *key)
{
  g_return_val_if_fail (address != NULL, NULL);

  return g_strdup_printf ("%s://%s", key != NULL ? "https" : "http", address);
}
