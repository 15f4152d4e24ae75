/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "landline-model"

#include "config.h"

#include "landline-id.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

/* What the ids of those who were deleted begin with, and how many digits come behind it. */
#define FORMER_PREFIX "+00"
#define FORMER_DIGITS 13

/* From the kernel: identifiers grant nothing by being known, yet nobody should be able to guess the
 * next one either. */
static void
random_bytes (guint8 *out, gsize length)
{
  gsize done = 0;

  while (done < length)
    {
      gssize got = getrandom (out + done, length - done, 0);

      if (got > 0)
        done += got;
      else if (errno != EINTR)
        g_error ("The kernel gives no random bytes: %s", g_strerror (errno));
    }
}

static char *
append_hex (char *out, const guint8 *bytes, gsize length)
{
  static const char digits[] = "0123456789abcdef";

  for (gsize i = 0; i < length; i++)
    {
      *out++ = digits[bytes[i] >> 4];
      *out++ = digits[bytes[i] & 15];
    }

  return out;
}

/**
 * landline_id_new:
 * @prefix: one of the `LANDLINE_ID_…` letters
 *
 * Makes an identifier that the server gives out: the prefix, an underscore and 128 random bits.
 *
 * Returns: (transfer full): the identifier
 */
char *
landline_id_new (char prefix)
{
  guint8 bytes[16];
  char *id;

  g_return_val_if_fail (g_ascii_islower (prefix), NULL);

  random_bytes (bytes, sizeof bytes);
  id = g_malloc (2 + 2 * sizeof bytes + 1);
  id[0] = prefix;
  id[1] = '_';
  *append_hex (id + 2, bytes, sizeof bytes) = '\0';

  return id;
}

/**
 * landline_id_write_uuid:
 * @out: room for 37 bytes
 *
 * Makes a UUIDv7 (RFC 9562, section 5.7): 48 bits of milliseconds since the epoch, then random
 * bits.
 */
void
landline_id_write_uuid (char out[LANDLINE_UUID_SIZE])
{
  guint64 time = g_get_real_time () / 1000;
  guint8 bytes[16];

  random_bytes (bytes, sizeof bytes);
  for (int i = 0; i < 6; i++)
    bytes[i] = time >> (8 * (5 - i));
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);

  out = append_hex (out, bytes, 4);
  for (int i = 4; i < 10; i += 2)
    {
      *out++ = '-';
      out = append_hex (out, bytes + i, 2);
    }
  *out++ = '-';
  *append_hex (out, bytes + 10, 6) = '\0';
}

/**
 * landline_id_new_message:
 *
 * Returns: (transfer full): a new message id, see landline_id_write_uuid()
 */
char *
landline_id_new_message (void)
{
  char *id = g_malloc (LANDLINE_UUID_SIZE);

  landline_id_write_uuid (id);
  return id;
}

/**
 * landline_id_is_message:
 * @id: (nullable): a string
 *
 * Returns: whether it is a UUIDv7 in its text form, in digits of either case
 */
gboolean
landline_id_is_message (const char *id)
{
  if (id == NULL)
    return FALSE;

  for (int i = 0; i < 36; i++)
    {
      gboolean dash = i == 8 || i == 13 || i == 18 || i == 23;

      if (dash ? id[i] != '-' : !g_ascii_isxdigit (id[i]))
        return FALSE;
    }

  return id[36] == '\0' && id[14] == '7' && strchr ("89abAB", id[19]) != NULL;
}

/**
 * landline_id_is_user:
 * @id: (nullable): a string
 *
 * Returns: whether it is a phone number (`+` and 6 to 15 digits, E.164) or an extension (2 to 6
 * digits)
 */
gboolean
landline_id_is_user (const char *id)
{
  gboolean international;
  gsize digits;

  if (id == NULL)
    return FALSE;

  international = id[0] == '+';
  id += international;
  digits = strspn (id, "0123456789");

  return id[digits] == '\0' &&
         (international ? digits >= 6 && digits <= 15 : digits >= 2 && digits <= 6);
}

/**
 * landline_id_new_former:
 *
 * Makes an id for somebody who was deleted: the one that they had is free again. It is a valid user
 * id that is nobody's number: no country code begins with a zero (E.164), and none with `00` is
 * given to a user.
 *
 * Returns: (transfer full): `+00` and 13 random digits
 */
char *
landline_id_new_former (void)
{
  guint8 bytes[FORMER_DIGITS];
  char *id = g_malloc (LANDLINE_USER_ID_SIZE);
  char *out = g_stpcpy (id, FORMER_PREFIX);

  random_bytes (bytes, sizeof bytes);
  for (gsize i = 0; i < sizeof bytes; i++)
    *out++ = '0' + bytes[i] % 10;
  *out = '\0';
  return id;
}

/**
 * landline_id_is_former:
 * @id: (nullable): a string
 *
 * Returns: whether it is the id of somebody who was deleted, see landline_id_new_former()
 */
gboolean
landline_id_is_former (const char *id)
{
  return landline_id_is_user (id) && g_str_has_prefix (id, FORMER_PREFIX) &&
         strlen (id) == LANDLINE_USER_ID_SIZE - 1;
}

/**
 * landline_id_is_prefixed:
 * @id: (nullable): a string
 * @prefix: one of the `LANDLINE_ID_…` letters
 *
 * Returns: whether it has the shape of an identifier that a server gives out for this kind of thing
 */
gboolean
landline_id_is_prefixed (const char *id, char prefix)
{
  gsize length = 2;

  if (id == NULL || id[0] != prefix || id[1] != '_')
    return FALSE;

  while (g_ascii_isalnum (id[length]) || id[length] == '_' || id[length] == '-')
    if (++length >= LANDLINE_ID_SIZE)
      return FALSE;

  return id[length] == '\0' && length > 2;
}

/**
 * landline_id_is_receiver:
 * @id: (nullable): a string
 *
 * Returns: whether a message can be addressed to it: a user or a conversation
 */
gboolean
landline_id_is_receiver (const char *id)
{
  return landline_id_is_user (id) || landline_id_is_prefixed (id, LANDLINE_ID_CONVERSATION);
}
