/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-rest"

#include "config.h"

#include "server-upload-head.h"

#include <string.h>

#include "landline-limits.h"

#define DEFAULT_CONTENT_TYPE "application/octet-stream"

/* A length of more digits is longer than anything. */
#define LENGTH_DIGITS 18

/**
 * server_upload_head_dup_content_type:
 * @value: (nullable): the value of a `Content-Type`
 *
 * Returns: (transfer full): the media type without its parameters, where it is one (RFC 6838,
 * section 4.2), in lower case; otherwise one that says nothing
 */
char *
server_upload_head_dup_content_type (const char *value)
{
  static const char token[] = "abcdefghijklmnopqrstuvwxyz0123456789!#$&-^_.+";
  g_autofree char *type = NULL;
  const char *slash;

  if (value == NULL)
    return g_strdup (DEFAULT_CONTENT_TYPE);

  type = g_ascii_strdown (value, (gssize) strcspn (value, "; \t"));
  slash = strchr (type, '/');
  if (slash == NULL || slash == type || slash[1] == '\0' ||
      strlen (type) > LANDLINE_LIMIT_CONTENT_TYPE ||
      strspn (type, token) != (gsize) (slash - type) ||
      slash[1 + strspn (slash + 1, token)] != '\0')
    return g_strdup (DEFAULT_CONTENT_TYPE);

  return g_steal_pointer (&type);
}

/**
 * server_upload_head_is_length:
 * @value: all values of `Content-Length`, as one list
 *
 * Returns: whether that is one length, in digits, that fits into a number
 */
gboolean
server_upload_head_is_length (const char *value)
{
  return *value != '\0' && value[strspn (value, "0123456789")] == '\0' &&
         strlen (value) <= LENGTH_DIGITS;
}
