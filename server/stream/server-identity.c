/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-stream"

#include "config.h"

#include "server-identity.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <gnutls/crypto.h>
#include <gnutls/x509.h>
#include <string.h>
#include <time.h>

#define KEY_ID_BYTES 32
#define SHOWN_BYTES  16
#define GROUP_BYTES  2
#define SERIAL_BYTES 16
#define DAY          (24 * 60 * 60)
#define YEARS        20

/* TLS 1.3 only: both ends are ours. X25519 is GnuTLS's first choice. */
#define PRIORITY "NORMAL:-VERS-ALL:+VERS-TLS1.3"

struct _ServerIdentity
{
  gnutls_certificate_credentials_t credentials;
  gnutls_priority_t priority;
  guint8 id[KEY_ID_BYTES];
  char *key;
};

static gboolean
check (int result, const char *what, GError **error)
{
  if (result >= 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "Cannot %s: %s", what,
               gnutls_strerror (result));
  return FALSE;
}

/* Names nobody and says nothing about trust: clients compare the key. It has to last, and to be one
 * that TLS libraries take. */
static gboolean
sign_certificate (gnutls_x509_crt_t certificate, gnutls_x509_privkey_t key, GError **error)
{
  static const char name[] = "Landline";
  guint8 serial[SERIAL_BYTES];
  time_t now = time (NULL);

  if (!check (gnutls_rnd (GNUTLS_RND_NONCE, serial, sizeof serial), "make a serial number", error))
    return FALSE;

  /* Positive, and not short. */
  serial[0] = (serial[0] & 0x3f) | 0x40;
  gnutls_x509_crt_set_version (certificate, 3);
  gnutls_x509_crt_set_serial (certificate, serial, sizeof serial);
  gnutls_x509_crt_set_dn_by_oid (certificate, GNUTLS_OID_X520_COMMON_NAME, 0, name,
                                 sizeof name - 1);
  gnutls_x509_crt_set_activation_time (certificate, now - DAY);
  gnutls_x509_crt_set_expiration_time (certificate, now + (time_t) YEARS * 365 * DAY);
  gnutls_x509_crt_set_basic_constraints (certificate, 0, -1);
  gnutls_x509_crt_set_key_usage (certificate, GNUTLS_KEY_DIGITAL_SIGNATURE);
  gnutls_x509_crt_set_key_purpose_oid (certificate, GNUTLS_KP_TLS_WWW_SERVER, 0);

  return check (gnutls_x509_crt_set_key (certificate, key), "put the key into a certificate",
                error) &&
         check (gnutls_x509_crt_sign2 (certificate, certificate, key, GNUTLS_DIG_SHA256, 0),
                "sign a certificate", error);
}

static gboolean
append_pem (GString *out, int result, gnutls_datum_t *pem, GError **error)
{
  if (!check (result, "write the server's identity", error))
    return FALSE;

  g_string_append_len (out, (const char *) pem->data, (gssize) pem->size);
  gnutls_free (pem->data);
  return TRUE;
}

/* Key and certificate as PEM. */
static char *
make_pem (GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gnutls_x509_privkey_t key;
  gnutls_x509_crt_t certificate;
  gnutls_datum_t pem = { NULL, 0 };
  gboolean done;

  gnutls_x509_privkey_init (&key);
  gnutls_x509_crt_init (&certificate);
  done = check (gnutls_x509_privkey_generate (key, GNUTLS_PK_ECDSA,
                                              GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0),
                "make a key", error) &&
         sign_certificate (certificate, key, error) &&
         append_pem (out, gnutls_x509_privkey_export2 (key, GNUTLS_X509_FMT_PEM, &pem), &pem,
                     error) &&
         append_pem (out, gnutls_x509_crt_export2 (certificate, GNUTLS_X509_FMT_PEM, &pem), &pem,
                     error);
  gnutls_x509_crt_deinit (certificate);
  gnutls_x509_privkey_deinit (key);

  return done ? g_strdup (out->str) : NULL;
}

/* The SHA-256 of the public key, in @id and as it stands in invitations. */
static char *
compute_key (const gnutls_datum_t *pem, guint8 id[KEY_ID_BYTES], GError **error)
{
  gnutls_x509_crt_t certificate;
  size_t size = KEY_ID_BYTES;
  g_autofree char *base64 = NULL;
  gboolean done;

  gnutls_x509_crt_init (&certificate);
  done = check (gnutls_x509_crt_import (certificate, pem, GNUTLS_X509_FMT_PEM),
                "read the server's certificate", error) &&
         check (gnutls_x509_crt_get_key_id (certificate, GNUTLS_KEYID_USE_SHA256, id, &size),
                "read the server's key", error);
  gnutls_x509_crt_deinit (certificate);
  if (!done)
    return NULL;

  /* base64url without its padding (RFC 4648, section 5), which needs no escaping in a link. */
  base64 = g_base64_encode (id, size);
  g_strdelimit (base64, "+", '-');
  g_strdelimit (base64, "/", '_');
  base64[strcspn (base64, "=")] = '\0';
  return g_strconcat ("sha256-", base64, NULL);
}

static void
identity_clear (gpointer data)
{
  ServerIdentity *self = data;

  g_clear_pointer (&self->credentials, gnutls_certificate_free_credentials);
  g_clear_pointer (&self->priority, gnutls_priority_deinit);
  g_free (self->key);
}

static ServerIdentity *
new_from_pem (const char *text, GError **error)
{
  g_autoptr (ServerIdentity) self = g_rc_box_new0 (ServerIdentity);
  const gnutls_datum_t pem = { (unsigned char *) text, (unsigned) strlen (text) };

  self->key = compute_key (&pem, self->id, error);
  if (self->key == NULL)
    return NULL;

  if (!check (gnutls_certificate_allocate_credentials (&self->credentials), "set up TLS", error) ||
      !check (gnutls_certificate_set_x509_key_mem (self->credentials, &pem, &pem,
                                                   GNUTLS_X509_FMT_PEM),
              "use the server's identity", error) ||
      !check (gnutls_priority_init (&self->priority, PRIORITY, NULL), "set up TLS", error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * server_identity_open:
 * @folder: (type filename): the data folder
 * @error: return location for an error
 *
 * Reads the identity from the folder, or makes one the first time. It is never replaced: whoever
 * was invited knows the server by it alone.
 *
 * Returns: (transfer full): the identity, or %NULL with a sentence when it cannot be read or
 * written
 */
ServerIdentity *
server_identity_open (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, SERVER_IDENTITY_FILE, NULL);
  g_autofree char *pem = NULL;
  g_autoptr (GError) local_error = NULL;
  ServerIdentity *self;

  g_return_val_if_fail (folder != NULL, NULL);

  if (!g_file_get_contents (path, &pem, NULL, &local_error))
    {
      if (!g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }

      pem = make_pem (error);
      if (pem == NULL ||
          !g_file_set_contents_full (path, pem, -1,
                                     G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                     0600, error))
        return NULL;
    }

  self = new_from_pem (pem, error);
  if (self == NULL)
    g_prefix_error (error, "%s: ", path);

  return self;
}

/**
 * server_identity_ref:
 * @self: an identity
 *
 * Returns: (transfer full): @self
 */
ServerIdentity *
server_identity_ref (ServerIdentity *self)
{
  return g_rc_box_acquire (self);
}

/**
 * server_identity_unref:
 * @self: (transfer full): an identity
 */
void
server_identity_unref (ServerIdentity *self)
{
  g_rc_box_release_full (self, identity_clear);
}

/**
 * server_identity_get_key:
 * @self: an identity
 *
 * Returns: `sha256-` and the SHA-256 of the public key (its SubjectPublicKeyInfo) in base64url
 */
const char *
server_identity_get_key (ServerIdentity *self)
{
  return self->key;
}

/**
 * server_identity_dup_key_groups:
 * @self: an identity
 *
 * Returns: (transfer full): the first half of the fingerprint (128 bits, which nobody can make
 *   another key for) in groups of four digits, as the app shows it for people to compare
 */
char *
server_identity_dup_key_groups (ServerIdentity *self)
{
  GString *groups = g_string_new (NULL);

  for (guint i = 0; i < SHOWN_BYTES; i++)
    g_string_append_printf (groups, "%s%02x", i > 0 && i % GROUP_BYTES == 0 ? " " : "",
                            self->id[i]);
  return g_string_free_and_steal (groups);
}

/**
 * server_identity_new_session:
 * @self: an identity, which has to outlive the session
 *
 * Returns: (transfer full) (nullable): the server's end of a TLS session that has not begun,
 * without a transport
 */
gnutls_session_t
server_identity_new_session (ServerIdentity *self)
{
  gnutls_session_t session;

  /* Tickets cost the server memory and gained nothing that was measurable. */
  if (gnutls_init (&session, GNUTLS_SERVER | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL |
                                 GNUTLS_NO_TICKETS) != GNUTLS_E_SUCCESS)
    return NULL;

  if (gnutls_priority_set (session, self->priority) != GNUTLS_E_SUCCESS ||
      gnutls_credentials_set (session, GNUTLS_CRD_CERTIFICATE, self->credentials) !=
          GNUTLS_E_SUCCESS)
    {
      gnutls_deinit (session);
      return NULL;
    }

  gnutls_certificate_server_set_request (session, GNUTLS_CERT_IGNORE);
  return session;
}
