/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copyright 2026 The Landline authors */

#include "config.h"

#include <string.h>

#include "fuzz-target.h"
#include "server-range.h"

/* Whatever a `Range` says of a file of any size: the whole, nothing, or a part that lies within.
 * The first eight bytes are the size. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  guint64 start = G_MAXUINT64, length = G_MAXUINT64, file_size;
  g_autofree char *value = NULL;

  if (size < sizeof file_size)
    return 0;

  memcpy (&file_size, data, sizeof file_size);
  file_size = GUINT64_FROM_LE (file_size) & G_MAXINT64;
  value = g_strndup ((const char *) data + sizeof file_size, size - sizeof file_size);
  switch (server_range_parse (value, file_size, &start, &length))
    {
    case SERVER_RANGE_PART:
      g_assert_cmpuint (length, >, 0);
      g_assert_cmpuint (start, <, file_size);
      g_assert_cmpuint (length, <=, file_size - start);
      break;

    case SERVER_RANGE_UNSATISFIABLE:
    case SERVER_RANGE_ALL:
    default:
      g_assert_cmpuint (start, ==, G_MAXUINT64);
      g_assert_cmpuint (length, ==, G_MAXUINT64);
      break;
    }

  return 0;
}
