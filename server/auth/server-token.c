/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-auth"

#include "config.h"

#include "server-token.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

static char *
new_secret (gsize n_bytes)
{
  guint8 bytes[SERVER_TOKEN_BYTES];
  gsize done = 0;
  char *text;

  g_assert (n_bytes <= sizeof bytes);

  while (done < n_bytes)
    {
      gssize n = getrandom (bytes + done, n_bytes - done, 0);

      if (n > 0)
        done += n;
      else if (errno != EINTR)
        g_error ("The kernel gives no random bytes: %s", g_strerror (errno));
    }

  /* base64url without padding (RFC 4648, section 5): fits into a header and a link as it is. */
  text = g_base64_encode (bytes, n_bytes);
  for (char *c = text; *c != '\0'; c++)
    *c = *c == '+' ? '-' : *c == '/' ? '_' : *c;
  text[strcspn (text, "=")] = '\0';
  explicit_bzero (bytes, sizeof bytes);
  return text;
}

/**
 * server_token_new_device:
 *
 * Returns: (transfer full): a device's token: 256 random bits
 */
char *
server_token_new_device (void)
{
  return new_secret (SERVER_TOKEN_BYTES);
}

/**
 * server_token_new_invite:
 *
 * Returns: (transfer full): an invite's code: 128 random bits
 */
char *
server_token_new_invite (void)
{
  return new_secret (SERVER_INVITE_BYTES);
}

/**
 * server_token_hash:
 * @token: a token or an invite's code
 * @hash: (out): its SHA-256
 *
 * A plain hash is enough: what is hashed is random, there is nothing to guess.
 */
void
server_token_hash (const char *token, guint8 hash[SERVER_HASH_SIZE])
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize size = SERVER_HASH_SIZE;

  g_return_if_fail (token != NULL);

  g_checksum_update (checksum, (const guchar *) token, strlen (token));
  g_checksum_get_digest (checksum, hash, &size);
}

/**
 * server_token_equal:
 * @a: a hash
 * @b: another
 *
 * Returns: whether they are the same, found out in the same time whatever they are
 */
gboolean
server_token_equal (const guint8 a[SERVER_HASH_SIZE], const guint8 b[SERVER_HASH_SIZE])
{
  volatile guint8 difference = 0;

  for (gsize i = 0; i < SERVER_HASH_SIZE; i++)
    difference |= a[i] ^ b[i];
  return difference == 0;
}
