/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-net"

#include "config.h"

#include "app-pin.h"

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <string.h>

#define KEY_ID_BYTES 32

static gboolean
decode_hex (const char *digits, guint8 out[KEY_ID_BYTES])
{
  for (guint i = 0; i < KEY_ID_BYTES; i++)
    out[i] = g_ascii_xdigit_value (digits[2 * i]) << 4 | g_ascii_xdigit_value (digits[2 * i + 1]);
  return TRUE;
}

static gboolean
decode_base64 (const char *digits, guint8 out[KEY_ID_BYTES])
{
  g_autofree char *standard = g_strdup (digits);
  g_autofree char *padded = NULL;
  g_autofree guchar *bytes = NULL;
  gsize length;

  g_strdelimit (standard, "-", '+');
  g_strdelimit (standard, "_", '/');
  padded = g_strconcat (standard, g_str_has_suffix (standard, "=") ? "" : "=", NULL);
  bytes = g_base64_decode (padded, &length);
  if (length != KEY_ID_BYTES)
    return FALSE;
  memcpy (out, bytes, KEY_ID_BYTES);
  return TRUE;
}

static gboolean
decode_key (const char *key, guint8 out[KEY_ID_BYTES])
{
  const char *digits = key + strlen ("sha256-");

  if (!g_str_has_prefix (key, "sha256-"))
    return FALSE;
  return strlen (digits) == 2 * KEY_ID_BYTES ? decode_hex (digits, out)
                                             : decode_base64 (digits, out);
}

static gboolean
compute_key_id (GTlsCertificate *certificate, guint8 out[KEY_ID_BYTES])
{
  g_autoptr (GByteArray) der = NULL;
  gnutls_x509_crt_t crt;
  gnutls_datum_t data;
  size_t size = KEY_ID_BYTES;
  gboolean good;

  g_object_get (certificate, "certificate", &der, NULL);
  if (der == NULL || gnutls_x509_crt_init (&crt) != GNUTLS_E_SUCCESS)
    return FALSE;
  data.data = der->data;
  data.size = der->len;
  good = gnutls_x509_crt_import (crt, &data, GNUTLS_X509_FMT_DER) == GNUTLS_E_SUCCESS &&
         gnutls_x509_crt_get_key_id (crt, GNUTLS_KEYID_USE_SHA256, out, &size) ==
             GNUTLS_E_SUCCESS &&
         size == KEY_ID_BYTES;
  gnutls_x509_crt_deinit (crt);
  return good;
}

/**
 * app_pin_matches:
 * @key: `sha256-…` of an invite
 * @certificate: what the server showed
 *
 * Returns: whether the certificate holds the public key that @key names
 */
gboolean
app_pin_matches (const char *key, GTlsCertificate *certificate)
{
  guint8 expected[KEY_ID_BYTES];
  guint8 shown[KEY_ID_BYTES];

  g_return_val_if_fail (key != NULL && G_IS_TLS_CERTIFICATE (certificate), FALSE);

  return decode_key (key, expected) && compute_key_id (certificate, shown) &&
         gnutls_memcmp (expected, shown, KEY_ID_BYTES) == 0;
}

static gboolean
accept_certificate (SoupMessage *message,
                    GTlsCertificate *certificate,
                    GTlsCertificateFlags errors,
                    gpointer key)
{
  return app_pin_matches (key, certificate);
}

static void
free_key (gpointer key, GClosure *closure)
{
  g_free (key);
}

/**
 * app_pin_attach:
 * @message: a message that is about to be sent
 * @key: (nullable): the server's key, %NULL without TLS
 *
 * Makes a message go through only to the server that has the key.
 */
void
app_pin_attach (SoupMessage *message, const char *key)
{
  g_return_if_fail (SOUP_IS_MESSAGE (message));

  if (key != NULL)
    g_signal_connect_data (message, "accept-certificate", G_CALLBACK (accept_certificate),
                           g_strdup (key), free_key, G_CONNECT_DEFAULT);
}
