/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#define G_LOG_DOMAIN "server-rest"

#include "config.h"

#include "server-range.h"

#include <string.h>

/* Digits as a number, which may be larger than any file: then it is the largest. */
static gboolean
read_number (const char **text, guint64 *number)
{
  gsize digits = strspn (*text, "0123456789");
  char *end;

  if (digits == 0)
    return FALSE;

  *number = g_ascii_strtoull (*text, &end, 10);
  *text = end;
  return TRUE;
}

static ServerRangeResult
serve (guint64 first, guint64 last, guint64 size, guint64 *start, guint64 *length)
{
  if (first >= size)
    return SERVER_RANGE_UNSATISFIABLE;

  *start = first;
  *length = MIN (last, size - 1) - first + 1;
  return SERVER_RANGE_PART;
}

/**
 * server_range_parse:
 * @value: (nullable): the value of a `Range`
 * @size: of what is asked for, in bytes
 * @start: (out): of a part, where it begins
 * @length: (out): of a part, its bytes
 *
 * Reads one range of bytes (RFC 9110, section 14). More than one, other units and what is malformed
 * are passed over, as they may be: the whole is served.
 *
 * Returns: what is to be served; the out-parameters are set for a part only
 */
ServerRangeResult
server_range_parse (const char *value, guint64 size, guint64 *start, guint64 *length)
{
  guint64 first, last = G_MAXUINT64;

  if (value == NULL || g_ascii_strncasecmp (value, "bytes=", strlen ("bytes=")) != 0)
    return SERVER_RANGE_ALL;

  value += strlen ("bytes=");
  if (*value == '-')
    {
      value++;
      if (!read_number (&value, &last) || *value != '\0')
        return SERVER_RANGE_ALL;
      if (last == 0)
        return SERVER_RANGE_UNSATISFIABLE;
      return serve (size - MIN (last, size), G_MAXUINT64, size, start, length);
    }

  if (!read_number (&value, &first) || *value++ != '-')
    return SERVER_RANGE_ALL;
  if (*value != '\0' && (!read_number (&value, &last) || *value != '\0' || last < first))
    return SERVER_RANGE_ALL;

  return serve (first, last, size, start, length);
}
